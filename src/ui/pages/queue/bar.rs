//! The line above the rows: free text, the filters that hold as chips, and the order on a phone.

use super::view::QueueView;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::period::Period;
use crate::analytics::sort::SortKey;
use crate::platform::{dom, location};
use crate::route::FilterParam;
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, ButtonSize, Chip, Glyph, Icon, Tone};
use crate::ui::periods;
use crate::ui::text::text;
use crate::ui::values;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Orders that a phone offers.
const PHONE_SORTS: [SortKey; 5] =
    [SortKey::Score, SortKey::Due, SortKey::Severity, SortKey::Created, SortKey::Title];

/// The line.
#[component]
pub(super) fn Bar(view: QueueView) -> impl IntoView {
    let portal = view.portal;
    let copy = move |_| {
        spawn_local(async move {
            let (tone, said) = if dom::copy(&location::address()).await {
                (Tone::Good, t!("queue.copied"))
            } else {
                (Tone::Warning, t!("queue.not-copied"))
            };
            portal.say(tone, said);
        });
    };
    view! {
        <div class="sheet-bar">
            <Find view/>
            <Created view/>
            <Chips view/>
            <span class="push row row-keep">
                <PhoneSort view/>
                <Button label=t!("queue.copy-link") kind=ButtonKind::Subtle size=ButtonSize::S28 icon=Glyph::Link on_press=copy/>
            </span>
        </div>
        <Unreadable view/>
    }
}

/// Free text over title, number and asset. What is typed holds at once.
#[component]
fn Find(view: QueueView) -> impl IntoView {
    let text = Memo::new(move |_| {
        let filter = view.link.get().filter.filter();
        let found: Vec<String> = filter.texts().map(str::to_owned).collect();
        if found.len() == 1 { found.into_iter().next().unwrap_or_default() } else { String::new() }
    });
    let typed = move |event| {
        let typed: String = event_target_value(&event);
        view.change(|filter| {
            filter.clear_texts();
            filter.set_text(typed.trim(), Mark::Asked);
        });
    };
    view! {
        <label class="input-with-icon queue-find">
            <Icon glyph=Glyph::Search/>
            <input
                id="queue-find"
                class="input input-28"
                type="search"
                autocomplete="off"
                placeholder=t!("queue.find")
                aria-label=t!("queue.find")
                prop:value=move || text.get()
                on:input=typed
            />
        </label>
    }
}

/// The period by creation.
#[component]
fn Created(view: QueueView) -> impl IntoView {
    let period = Memo::new(move |_| view.link.get().filter.filter().created());
    let choose = move |event| {
        if let Some(period) = Period::parse(&event_target_value(&event)) {
            view.change(|filter| filter.set_created(period));
        }
    };
    view! {
        <label>
            <span class="unseen">{t!("dimension.created")}</span>
            <select class="input input-28" on:change=choose prop:value=move || period.get().to_string()>
                {move || periods::offered(period.get()).into_iter().map(|offered| view! {
                    <option value=offered.to_string() selected=offered == period.get()>{periods::name(offered)}</option>
                }).collect_view()}
            </select>
        </label>
    }
}

/// A chip for each dimension that is asked about.
#[component]
fn Chips(view: QueueView) -> impl IntoView {
    let chips = Memo::new(move |_| chips_of(&view.link.get().filter.filter()));
    view! {
        <For each=move || chips.get() key=Clone::clone let:chip>
            {
                let (dim, values, negative) = chip;
                let words: Vec<String> = values.iter().map(|value| values::value(view.portal, dim, value)).collect();
                let remove = move |()| view.change(|filter| {
                    for value in &values {
                        filter.set(dim, value.clone(), Mark::Free);
                    }
                });
                view! { <Chip field=values::dimension(dim) value=words.join(", ") negative on_remove=Callback::new(remove)/> }
            }
        </For>
    }
}

fn chips_of(filter: &Filter) -> Vec<(Dim, Vec<Value>, bool)> {
    let mut chips = Vec::new();
    for (dim, choice) in filter.choices() {
        for (values, negative) in [(&choice.any, false), (&choice.none, true)] {
            if !values.is_empty() {
                chips.push((dim, values.iter().cloned().collect(), negative));
            }
        }
    }
    chips
}

/// The order, where there are no column heads.
#[component]
fn PhoneSort(view: QueueView) -> impl IntoView {
    let now = Memo::new(move |_| view.link.get().sort.key);
    let choose = move |event| {
        let word = event_target_value(&event);
        if let Some(key) = PHONE_SORTS.into_iter().find(|key| key.as_str() == word) {
            view.sort_by(key);
        }
    };
    let options = PHONE_SORTS.into_iter().map(|key| {
        view! {
            <option value=key.as_str() selected=move || now.get() == key>
                {text(&format!("queue.column.{}", key.as_str()), &[])}
            </option>
        }
    });
    view! {
        <label class="only-phone">
            <span class="unseen">{t!("queue.sort")}</span>
            <select class="input input-28" on:change=choose>{options.collect_view()}</select>
        </label>
    }
}

/// Why the filter of a link could not be read. Everything is shown until it is mended.
#[component]
fn Unreadable(view: QueueView) -> impl IntoView {
    move || match view.link.get().filter {
        FilterParam::Good(_) => ().into_any(),
        FilterParam::Bad(words, error) => {
            let message = t!("queue.unreadable", text = String::from(words), problem = error.to_string());
            view! { <Banner tone=Tone::Warning>{message}</Banner> }.into_any()
        }
    }
}
