//! The line above the rows: free text, the filters that hold as chips, and the order on a phone.

use super::add::AddFilter;
use super::chip::Chips;
use super::view::QueueView;
use crate::analytics::filter::Mark;
use crate::analytics::period::Period;
use crate::analytics::sort::SortKey;
use crate::route::FilterParam;
use crate::t;
use crate::ui::filter_problem;
use crate::ui::parts::{Banner, Glyph, GridControl, Icon, Tone};
use crate::ui::periods;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Orders that a phone offers.
const PHONE_SORTS: [SortKey; 5] =
    [SortKey::Score, SortKey::Due, SortKey::Severity, SortKey::Created, SortKey::Title];

/// The line.
#[component]
pub(super) fn Bar(view: QueueView, control: GridControl) -> impl IntoView {
    view! {
        <div class="sheet-bar">
            <Find view control/>
            <Created view/>
            <Chips view/>
            <AddFilter view/>
            <span class="push row row-keep">
                <PhoneSort view/>
                <span class="data second not-phone" role="status">{move || t!("queue.count", n = view.total.get())}</span>
            </span>
        </div>
        <Unreadable view/>
    }
}

/// Free text over title, number and asset. What is typed holds at once.
#[component]
fn Find(view: QueueView, control: GridControl) -> impl IntoView {
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
    // From the field to the rows and on by keys alone. Escape empties the field first, which is the browser's.
    let keys = move |event: leptos::ev::KeyboardEvent| {
        let is_empty = text.with_untracked(String::is_empty);
        // Enter also ends the choice of characters of some scripts.
        if event.is_composing() || view.listed.get_untracked() == 0 {
            return;
        }
        match event.key().as_str() {
            "Enter" | "ArrowDown" => control.enter(),
            "Escape" if is_empty => control.enter(),
            _ => return,
        }
        event.prevent_default();
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
                on:keydown=keys
            />
        </label>
    }
}

/// The period by creation.
#[component]
fn Created(view: QueueView) -> impl IntoView {
    let period = Memo::new(move |_| view.link.with(|link| link.filter.filter().created()));
    let choose = move |event| {
        if let Some(period) = Period::parse(&event_target_value(&event)) {
            view.change(|filter| filter.set_created(period));
        }
    };
    let offered = move || {
        let now = period.get();
        let known = periods::UNTIL_NOW.into_iter().chain([Period::Months(1)]);
        let extra = (!known.clone().any(|it| it == now)).then_some(now);
        known.chain(extra).map(|offered| view! {
            <option value=offered.to_string() selected=offered == now>{periods::name(offered)}</option>
        }).collect_view()
    };
    view! {
        <label class="queue-created select" class:is-set=move || period.get() != Period::All>
            <span class="unseen">{t!("dimension.created")}</span>
            <select class="input input-28" on:change=choose prop:value=move || period.get().to_string()>{offered}</select>
            <Icon glyph=Glyph::ChevronDown/>
        </label>
    }
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
        <label class="only-phone select">
            <span class="unseen">{t!("queue.sort")}</span>
            <select class="input input-28" on:change=choose>{options.collect_view()}</select>
            <Icon glyph=Glyph::ChevronDown/>
        </label>
    }
}

/// Why the filter of a link could not be read. Everything is shown until it is mended.
#[component]
fn Unreadable(view: QueueView) -> impl IntoView {
    move || match view.link.get().filter {
        FilterParam::Good(_) => ().into_any(),
        FilterParam::Bad(words, error) => {
            let message = filter_problem::said(&words, &error);
            view! { <Banner tone=Tone::Warning>{message}</Banner> }.into_any()
        }
    }
}
