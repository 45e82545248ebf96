//! The business review: the documents of each month, one of which is open.

mod document;
mod leave;
mod points;

use super::View;
use crate::analytics::period::Period;
use crate::domain::business_review::{KnownReview, Review as Document};
use crate::domain::command::Command;
use crate::domain::ids::ReviewId;
use crate::platform::intl;
use crate::route::Route;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, EmptyState, Glyph, Icon};
use crate::ui::portal::{Portal, mint};
use crate::view::prelude::*;

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
    link.review = id.map(|id| id.as_str().into());
    view.portal.go(&Route::Reports(link));
}

/// The name and the period of the calendar month before this one.
fn last_month(portal: Portal) -> (String, String) {
    portal.reader.with_untracked(|reader| {
        let first = reader.today().month_start(1);
        let last = reader.today().month_start(0).plus_days(-1);
        (
            intl::month(reader.zone.start_of(first.plus_days(14))),
            Period::Between(Some(first), Some(last)).to_string(),
        )
    })
}

/// The name and the period of the calendar month after a period; `None` where that has no last day.
fn month_after(portal: Portal, period: &str) -> Option<(String, String)> {
    let Some(Period::Between(_, Some(last))) = Period::parse(period) else { return None };
    portal.reader.with_untracked(|reader| {
        let first = last.plus_days(1).month_start(0);
        // Every month ends within 31 days of its first.
        let end = first.plus_days(31).month_start(0).plus_days(-1);
        let title = intl::month(reader.zone.start_of(first.plus_days(14)));
        Some((title, Period::Between(Some(first), Some(end)).to_string()))
    })
}

/// Keeps a new review and opens it.
pub(super) fn begin(view: View, make: impl FnOnce(ReviewId, String, String) -> Document) {
    let Some(id) = mint(ReviewId::new) else { return };
    let (title, period) = last_month(view.portal);
    let review = make(id.clone(), title, period);
    view.portal.act(Command::SaveReview { review: Box::new(review) }, move |outcome| {
        if outcome.is_ok() {
            open(view, Some(&id));
        }
    });
}

#[component]
fn List(view: View) -> impl IntoView {
    let portal = view.portal;
    let reviews = Memo::new(move |_| portal.read(|state| state.reviews.clone()));
    let is_empty = Memo::new(move |_| reviews.with(Vec::is_empty));
    let why_not = MaybeProp::derive(move || {
        let review = Document::new(ReviewId::new("new")?, "new".into(), "30d".into());
        portal.why_not(&Command::SaveReview { review: Box::new(review) })
    });
    let new = move |_| begin(view, Document::new);
    let rows = move || reviews.get().into_iter().rev().map(|known| row(view, &known)).collect_view();
    view! {
        <section class="card card-body stack">
            <div class="chart-head">
                <h2 class="chart-title">{t!("review.list")}</h2>
                <span class="chart-end">
                    <Button label=t!("review.new") kind=ButtonKind::Primary icon=Glyph::Add disallowed=why_not on_press=new/>
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
