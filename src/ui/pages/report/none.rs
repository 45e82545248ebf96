//! A part of the report with nothing to show: why that may be so, and the step that could change it.

use super::View;
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::route::{ReportPage, Route};
use crate::t;
use crate::ui::parts::{Button, ButtonLink, EmptyState};
use crate::view::prelude::*;

/// It says what counts here, whether anything may be left out by what is chosen, and offers to take that away; where
/// nothing is chosen, another import is what helps.
#[component]
pub(super) fn NoneHere(
    /// The report.
    view: View,
    /// What is so.
    #[prop(into)]
    title: Signal<String>,
    /// What would count.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let is_filtered = Memo::new(move |_| view.link.with(|link| link.filter.filter() != Filter::default()));
    // The trends have months of their own and no period.
    let has_period = view.link.with_untracked(|link| link.page != ReportPage::Trends);
    let is_narrow = Memo::new(move |_| has_period && view.link.with(|link| link.period != Period::All));
    let said = move || {
        let narrowed = is_filtered.get() || is_narrow.get();
        let why = if narrowed { t!("report.none.narrowed") } else { t!("report.none.all") };
        Some(format!("{} {why}", text.get()))
    };
    let steps = move || {
        let clear = is_filtered.get().then(|| {
            let press = move |_| view.change(|filter| *filter = Filter::default());
            view! { <Button label=t!("queue.clear-filters") on_press=press/> }
        });
        let widen = is_narrow.get().then(|| {
            let press = move |_| view.relink(|link| link.period = Period::All);
            view! { <Button label=t!("queue.none.widen.do") on_press=press/> }
        });
        let import = (clear.is_none() && widen.is_none()).then(|| {
            view! { <ButtonLink label=t!("queue.empty.import") href=Route::Import.to_string()/> }
        });
        view! { {clear} {widen} {import} }.into_any()
    };
    view! {
        <EmptyState title text=MaybeProp::derive(said)>
            <div class="row row-wide">{steps}</div>
        </EmptyState>
    }
    .into_any()
}
