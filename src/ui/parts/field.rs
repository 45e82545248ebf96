//! Fields for text and the choice from a short list: label above, help or error below.

use super::button::tipped;
use super::id::fresh_id;
use super::{Glyph, Icon};
use crate::platform::focus;
use crate::t;
use crate::view::prelude::*;

/// A field for one line of text. The value is the caller's; each key press reports the new text.
#[component]
pub fn Field(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// The text after each key press.
    #[prop(into)]
    on_input: Callback<String>,
    /// The text when the reader leaves the field or presses Enter.
    #[prop(optional, into)]
    on_change: Option<Callback<String>>,
    /// A sentence below, while there is no error.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// What is wrong with the text.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// An example, shown while the field is empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// The `type` of the input: `text`, `email`, `tel`, `search`, `date`, `url`, `number`.
    #[prop(default = "text")]
    kind: &'static str,
    /// Says "(optional)" after the label.
    #[prop(optional)]
    optional: bool,
    /// Keeps the label for assistive technology only.
    #[prop(optional)]
    label_hidden: bool,
    /// The 28 px form for tool rows.
    #[prop(optional)]
    small: bool,
    /// An icon before the text.
    #[prop(default = None, into)]
    icon: Option<Glyph>,
    /// Text that can be read and copied, but not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
    /// What the browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Texts to choose from; any other can be typed all the same.
    #[prop(optional, into)]
    suggestions: Option<Signal<Vec<String>>>,
    /// The text was filled in by the form: whoever comes to the field finds it selected, and what is typed replaces it.
    #[prop(optional, into)]
    is_proposed: Signal<bool>,
) -> impl IntoView {
    let names = Names::fresh();
    let size = if small { "input input-28" } else { "input" };
    let list_id = suggestions.map(|_| format!("{}-list", names.input));
    let list = suggestions.map(|suggestions| {
        let options = move || {
            suggestions.get().into_iter().map(|text| view! { <option value=text></option> }).collect_view()
        };
        view! { <datalist id=list_id.clone()>{options}</datalist> }
    });
    let input = view! {
        <input
            id=names.input.clone()
            list=list_id.clone()
            class=size
            type=kind
            autocomplete=autocomplete
            placeholder=move || placeholder.get()
            readonly=readonly
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=names.described_by(help, error)
            prop:value=value
            on:input=move |event| on_input.run(event_target_value(&event))
            on:focus=move |event| {
                if is_proposed.get_untracked() {
                    focus::select_soon(&event);
                }
            }
            on:change=move |event| {
                if let Some(on_change) = on_change {
                    on_change.run(event_target_value(&event));
                }
            }
        />
    };
    let control = match icon {
        Some(glyph) => view! { <span class="input-with-icon"><Icon glyph/>{input}</span> }.into_any(),
        None => input.into_any(),
    };
    let control = view! { {control} {list} }.into_any();
    frame(&names, label, optional, label_hidden, control, help, error)
}

/// A field for several lines of text.
#[component]
pub fn TextArea(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// What it holds.
    #[prop(into)]
    value: Signal<String>,
    /// The text after each key press.
    #[prop(into)]
    on_input: Callback<String>,
    /// A sentence below, while there is no error.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// What is wrong with the text.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// An example, shown while the field is empty.
    #[prop(optional, into)]
    placeholder: MaybeProp<String>,
    /// Says "(optional)" after the label.
    #[prop(optional)]
    optional: bool,
    /// Keeps the label for assistive technology only.
    #[prop(optional)]
    label_hidden: bool,
    /// How many lines are visible at first.
    #[prop(default = 3)]
    rows: u16,
    /// Begins as one line and grows with its text.
    #[prop(optional)]
    grows: bool,
    /// The most characters that it takes.
    #[prop(optional, into)]
    chars_max: Option<u32>,
    /// Text that can be read and copied, but not changed.
    #[prop(optional, into)]
    readonly: Signal<bool>,
) -> impl IntoView {
    let names = Names::fresh();
    let area = view! {
        <textarea
            id=names.input.clone()
            class="input"
            class:input-grows=grows
            rows=if grows { 1 } else { rows }
            maxlength=chars_max
            readonly=readonly
            placeholder=move || placeholder.get()
            aria-invalid=move || error.get().map(|_| "true")
            aria-describedby=names.described_by(help, error)
            prop:value=value
            on:input=move |event| on_input.run(event_target_value(&event))
        ></textarea>
    };
    frame(&names, label, optional, label_hidden, area.into_any(), help, error)
}

/// One choice of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word that stands for it in the program.
    pub value: String,
    /// The word that is shown.
    pub label: String,
}

impl Choice {
    /// A choice of the two words.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into() }
    }
}

/// The choice of one from a short list: the browser's own control, so that it works on every device.
#[component]
pub fn Select(
    /// The name of the field.
    #[prop(into)]
    label: Signal<String>,
    /// What can be chosen.
    #[prop(into)]
    choices: Signal<Vec<Choice>>,
    /// The value that is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// The value that the reader chose.
    #[prop(into)]
    on_change: Callback<String>,
    /// A sentence below, while there is no error.
    #[prop(optional, into)]
    help: MaybeProp<String>,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Keeps the label for assistive technology only.
    #[prop(optional)]
    label_hidden: bool,
    /// The 28 px form for tool rows.
    #[prop(optional)]
    small: bool,
    /// Why it may not be changed just now.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
) -> impl IntoView {
    let names = Names::fresh();
    let size = if small { "input input-28" } else { "input" };
    // Made anew only when they differ: callers derive them from what is edited, and an open list would close.
    let choices = Memo::new(move |_| choices.get());
    let options = move || {
        choices.get().into_iter().map(|choice| {
            let this = choice.value.clone();
            view! {
                <option value=choice.value prop:selected=move || value.with(|value| *value == this)>{choice.label}</option>
            }
        }).collect_view()
    };
    let why_id = fresh_id("why");
    let (described_by, said_why) = (names.described_by(help, error), why_id.clone());
    let described_by = move || disallowed.get().map(|_| said_why.clone()).or_else(&described_by);
    let select = view! {
        <span class="select">
            <select
                id=names.input.clone()
                class=size
                disabled=move || disallowed.get().is_some()
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described_by
                on:change=move |event| on_change.run(event_target_value(&event))
            >{options}</select>
            <Icon glyph=Glyph::ChevronDown/>
        </span>
    };
    let select = tipped(select.into_any(), why_id, disallowed);
    frame(&names, label, false, label_hidden, select, help, error)
}

/// The names of a field's input, help and error.
pub(super) struct Names {
    pub(super) input: String,
    help: String,
    error: String,
}

impl Names {
    pub(super) fn fresh() -> Self {
        let input = fresh_id("field");
        Self { help: format!("{input}-help"), error: format!("{input}-error"), input }
    }

    /// The name of the sentence that is there: the error before the help.
    pub(super) fn described_by(
        &self,
        help: MaybeProp<String>,
        error: MaybeProp<String>,
    ) -> impl Fn() -> Option<String> + Send + Sync + 'static {
        let (help_id, error_id) = (self.help.clone(), self.error.clone());
        move || match (error.get(), help.get()) {
            (Some(_), _) => Some(error_id.clone()),
            (None, Some(_)) => Some(help_id.clone()),
            (None, None) => None,
        }
    }
}

/// Label above, sentence below.
pub(super) fn frame(
    names: &Names,
    label: Signal<String>,
    optional: bool,
    label_hidden: bool,
    control: AnyView,
    help: MaybeProp<String>,
    error: MaybeProp<String>,
) -> AnyView {
    let (help_id, error_id) = (names.help.clone(), names.error.clone());
    let below = move || match (error.get(), help.get()) {
        (Some(text), _) => view! {
            <span class="field-error" id=error_id.clone()><Icon glyph=Glyph::Error/><span>{text}</span></span>
        }
        .into_any(),
        (None, Some(text)) => view! { <span class="field-help" id=help_id.clone()>{text}</span> }.into_any(),
        (None, None) => ().into_any(),
    };
    view! {
        <div class="field">
            <label class=if label_hidden { "unseen" } else { "field-label" } for=names.input.clone()>
                {label}
                {optional.then(|| view! { <span class="field-optional">" " {t!("parts.optional")}</span> })}
            </label>
            {control}
            // Said when it appears, since the reader is in the field above.
            <span role="status">{below}</span>
        </div>
    }
    .into_any()
}
