//! The business review: the documents of each month, one of which is open.

mod begin;
mod document;
mod figures;
mod leave;
mod period;
mod points;
mod sign;

use super::View;
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::business_review::{KnownReview, Review as Document};
use crate::domain::command::Command;
use crate::domain::ids::ReviewId;
use crate::platform::intl;
use crate::route::{ReportPage, Route};
use crate::t;
use crate::ui::parts::{ButtonKind, EmptyState, Glyph, Icon};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

pub(super) use begin::Begin;
use begin::begin;

/// The page.
#[component]
pub(super) fn Review(view: View) -> impl IntoView {
    let portal = view.portal;
    let open = Memo::new(move |_| {
        let wanted = view.link.with(|link| link.review.clone())?;
        portal.read(|state| state.reviews.iter().find(|known| known.review.id.as_str() == &*wanted).cloned())
    });
    let open_id = Memo::new(move |_| open.with(|open| open.as_ref().map(|known| known.review.id.clone())));
    move || match open_id.get() {
        Some(id) => view! { <document::Document view id/> }.into_any(),
        None => view! { <List view/> }.into_any(),
    }
}

/// Opens a review, or the list.
pub(super) fn open(view: View, id: Option<&ReviewId>) {
    let mut link = view.link.get_untracked();
    link.page = ReportPage::Review;
    link.review = id.map(|id| id.as_str().into());
    view.portal.go(&Route::Reports(link));
}

/// The calendar month before this one.
fn last_month(portal: Portal) -> Period {
    portal.reader.with_untracked(|reader| period::month_of(reader.today().month_start(1)))
}

/// The month after a period; `None` where that has no last day.
fn month_after(text: &str) -> Option<Period> {
    let Some(Period::Between(_, Some(last))) = Period::parse(text) else { return None };
    Some(period::month_from(last.plus_days(1)))
}

/// What a review of the period that a report shows covers, under its filter. A period that moves on with the days is held
/// at the days that it has now, or the review would change by itself.
pub(super) fn plan_of(view: View) -> (Period, Filter) {
    let link = view.link.get_untracked();
    let held = view.portal.reader.with_untracked(|reader| match link.period.days(reader.today()) {
        (Some(first), last) => Period::Between(Some(first), Some(last.unwrap_or(reader.today()))),
        (None, _) => link.period,
    });
    (held, link.filter.filter())
}

/// Why no review can be begun.
fn why_not_begin(portal: Portal) -> Option<String> {
    let review = Document::new(ReviewId::new("new")?, "new".into(), "30d".into());
    portal.why_not(&Command::SaveReview { review: Box::new(review) })
}

#[component]
fn List(view: View) -> impl IntoView {
    let portal = view.portal;
    let reviews = Memo::new(move |_| portal.read(|state| state.reviews.clone()));
    let is_empty = Memo::new(move |_| reviews.with(Vec::is_empty));
    let plan = move |()| (last_month(portal), Filter::default());
    let rows = move || reviews.get().into_iter().rev().map(|known| row(view, &known)).collect_view();
    view! {
        <section class="card card-body stack">
            <div class="chart-head">
                <h2 class="chart-title">{t!("review.list")}</h2>
                <span class="chart-end">
                    <Begin view label=t!("review.new") kind=ButtonKind::Primary icon=Glyph::Add plan/>
                </span>
            </div>
            <Show
                when=move || !is_empty.get()
                fallback=|| view! { <EmptyState title=t!("review.none") text=t!("review.none.help")/> }
            >
                <ul class="report-list">{rows}</ul>
            </Show>
        </section>
    }
}

fn row(view: View, known: &KnownReview) -> AnyView {
    let mut link = view.link.get_untracked();
    link.review = Some(known.review.id.as_str().into());
    let state = match &known.signed {
        Some(signed) => t!("review.signed", by = &signed.by, when = intl::day(signed.at)),
        None => t!("review.saved", by = &known.by, when = intl::moment(known.saved)),
    };
    let glyph = if known.signed.is_some() { Glyph::Lock } else { Glyph::Edit };
    view! {
        <li>
            <Icon glyph/>
            <a class="link report-list-name" href=Route::Reports(link).to_string()>{known.review.title.clone()}</a>
            <span class="second">{state}</span>
        </li>
    }
    .keyed(known.review.id.as_str())
}
