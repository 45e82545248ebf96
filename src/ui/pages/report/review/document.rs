//! One review: its words, edited in place, and its figures, which are frozen with the sign-off.

use super::super::export::make_for;
use super::super::{View, filters, print_head, series_for};
use super::figures::{definitions, tables};
use super::leave::Leave;
use super::period::{PeriodChoice, period_words};
use super::points::{NotableList, Points};
use super::sign::Sign;
use super::{open, why_not_begin};
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::business_review::{KnownReview, PointKind, Review, SignOff};
use crate::domain::command::Command;
use crate::domain::ids::ReviewId;
use crate::domain::people::Party;
use crate::platform::{intl, timer};
use crate::report::review::TABLES;
use crate::report::table::Book;
use crate::t;
use crate::ui::attack;
use crate::ui::charts::Legend;
use crate::ui::markdown::Markdown;
use crate::ui::parts::{Banner, Button, ButtonKind, Field, Glyph, TextArea, Toast, Tone};
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// What is typed is kept when the hand rests so long.
const SAVE_REST_MS: i32 = 800;

/// An open review as its parts edit it.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    pub(super) view: View,
    pub(super) review: RwSignal<Review>,
    pub(super) signed: Memo<Option<SignOff>>,
    /// Why whoever looks may not write in it.
    pub(super) why_not: Memo<Option<String>>,
    turn: StoredValue<u64>,
}

impl Editing {
    /// Whether nothing may be changed.
    pub(super) fn is_fixed(self) -> bool {
        self.signed.with(Option::is_some) || self.why_not.with(Option::is_some)
    }

    /// Changes the document; it is kept when the hand rests.
    pub(super) fn edit(self, change: impl FnOnce(&mut Review)) {
        self.review.update(change);
        let turn = self.turn.get_value() + 1;
        self.turn.set_value(turn);
        spawn_local(async move {
            timer::sleep(SAVE_REST_MS).await;
            if self.turn.try_get_value() == Some(turn) {
                self.save();
            }
        });
    }

    pub(super) fn save(self) {
        let review = self.review.get_untracked();
        // One that was deleted meanwhile does not come back by itself.
        let is_new = self.view.portal.glance(|state| {
            state.review(&review.id).is_some_and(|known| known.review != review && known.signed.is_none())
        });
        if is_new {
            self.view.portal.act(Command::SaveReview { review: Box::new(review) }, |_| ());
        }
    }
}

/// The document.
#[component]
pub(super) fn Document(view: View, id: ReviewId) -> impl IntoView {
    let portal = view.portal;
    let wanted = id.clone();
    let known = Memo::new(move |_| portal.read(|state| state.review(&wanted).cloned()));
    let first = known.with_untracked(|known| known.as_ref().map(|known| known.review.clone()));
    let Some(first) = first else { return ().into_any() };
    let signed =
        Memo::new(move |_| known.with(|known| known.as_ref().and_then(|known| known.signed.clone())));
    let why_not = Memo::new(move |_| why_not_begin(portal));
    let editing = Editing { view, review: RwSignal::new(first), signed, why_not, turn: StoredValue::new(0) };
    on_cleanup(move || editing.save());
    let facts = attack::facts();
    let book = Memo::new(move |_| {
        if let Some(frozen) = signed.with(|signed| signed.as_ref().map(|signed| signed.figures.clone())) {
            return serde_book(frozen);
        }
        let _ = facts.get();
        let (period, filter) = editing.review.with(|review| (review.period.clone(), review.filter.clone()));
        // Without a period there are no figures: those of another one would be signed for it.
        let period = Period::parse(&period)?;
        let filter: Filter = filter.parse().unwrap_or_default();
        portal.revision.track();
        let mut book = make_for(view, &filter, period);
        book.tables.retain(|table| TABLES.contains(&table.key.as_str()));
        Some(book)
    });
    let state = move || known.with(|known| known.as_ref().map(standing));
    let title = Signal::derive(move || editing.review.with(|review| review.title.clone()));
    view! {
        <div class="row row-wide">
            <Button label=t!("review.back") kind=ButtonKind::Subtle icon=Glyph::ChevronLeft on_press=move |_| open(view, None)/>
            <span class="second" role="status">{state}</span>
            <span class="row row-wide push">
                <Delete editing/>
                <Leave editing book said=spoken_filter(editing)/>
                <Sign editing book/>
            </span>
        </div>
        {move || note(editing)}
        {print_head::head(view, title, period_words(editing), spoken_filter(editing))}
        <article class="card card-body stack">
            <Words editing/>
            <Narrowed editing/>
            <NotableList editing/>
            {PointKind::ALL.into_iter().map(|kind| view! { <Points editing kind/> }).collect_view()}
            <div class="chart-head">
                <h2 class="section">{t!("review.figures")}</h2>
                <span class="chart-end"><Legend series=Signal::derive(|| series_for(Party::Customer))/></span>
            </div>
            {move || book.with(|book| book.as_ref().map(tables))}
            {move || book.with(|book| book.as_ref().map(definitions))}
        </article>
    }
    .into_any()
}

/// Deletes a draft; for a while it can be taken back.
#[component]
fn Delete(editing: Editing) -> impl IntoView {
    let portal = editing.view.portal;
    let press = move |_| {
        editing.save();
        let review = editing.review.get_untracked();
        let text = t!("review.deleted", title = &review.title);
        portal.act(Command::RemoveReview { review: review.id.clone() }, move |outcome| {
            if outcome.is_err() {
                return;
            }
            open(editing.view, None);
            let undo = Callback::new(move |()| {
                let again = Command::SaveReview { review: Box::new(review.clone()) };
                portal.act(again, |_| ());
            });
            let undo = Some(undo);
            portal.tell(Toast { id: 0, tone: Tone::Good, text, second: None, reasons: Vec::new(), undo });
        });
    };
    view! {
        <Show when=move || !editing.is_fixed()>
            <Button label=t!("review.delete") kind=ButtonKind::Subtle icon=Glyph::Delete on_press=press/>
        </Show>
    }
}

/// Why nothing can be written: it is signed off, or it is written by somebody else.
fn note(editing: Editing) -> Option<AnyView> {
    if editing.signed.with(Option::is_some) {
        return Some(view! { <Banner tone=Tone::Info>{t!("review.signed.done")}</Banner> }.into_any());
    }
    let why = editing.why_not.get()?;
    let text = format!("{} {why}", t!("review.draft.read-only"));
    Some(view! { <Banner tone=Tone::Info>{text}</Banner> }.into_any())
}

/// A frozen book in its own type again.
fn serde_book(figures: crate::report::table::Frozen) -> Option<Book> {
    Book::thawed(figures)
}

fn standing(known: &KnownReview) -> String {
    match &known.signed {
        Some(signed) => t!("review.signed", by = &signed.by, when = intl::moment(signed.at)),
        None => t!("review.saved", by = &known.by, when = intl::moment(known.saved)),
    }
}

/// The filter of its figures in words.
fn spoken_filter(editing: Editing) -> Signal<String> {
    Signal::derive(move || {
        let filter = editing.review.with(|review| review.filter.parse::<Filter>()).unwrap_or_default();
        filters::spoken(editing.view, &filter, None)
    })
}

/// What narrows the figures, where a filter does, and the way to count without it until it is signed.
#[component]
fn Narrowed(editing: Editing) -> impl IntoView {
    let is_narrowed = Memo::new(move |_| editing.review.with(|review| !review.filter.trim().is_empty()));
    let said = spoken_filter(editing);
    let clear = move |_| editing.edit(|review| review.filter = String::new());
    view! {
        <Show when=move || is_narrowed.get()>
            <div class="row row-wide">
                <p class="strong">{said}</p>
                <Show when=move || !editing.is_fixed()>
                    <Button label=t!("report.print.without-filter") kind=ButtonKind::Link on_press=clear/>
                </Show>
            </div>
        </Show>
    }
}

/// Title, period and summary.
#[component]
fn Words(editing: Editing) -> impl IntoView {
    let review = editing.review;
    let fixed = Signal::derive(move || editing.is_fixed());
    let text = Signal::derive(move || review.with(|review| review.summary.clone()));
    let heading = move || {
        let is_written = text.with(|text| !text.trim().is_empty());
        is_written.then(|| view! { <h2 class="section">{t!("review.summary")}</h2> })
    };
    let summary = move || {
        if fixed.get() {
            return view! { {heading} <Markdown text/> }.into_any();
        }
        view! {
            <div class="not-print">
                <TextArea
                    label=t!("review.summary")
                    help=t!("review.summary.help")
                    rows=5
                    value=text
                    on_input=move |text: String| editing.edit(|review| review.summary = text)
                />
            </div>
            // Paper has the words and not their marks.
            <div class="only-print">{heading}<Markdown text=text/></div>
        }
        .into_any()
    };
    view! {
        <div class="review-head not-print">
            <Field
                label=t!("review.title")
                value=Signal::derive(move || review.with(|review| review.title.clone()))
                on_input=move |text: String| editing.edit(|review| review.title = text)
                readonly=fixed
            />
            <PeriodChoice editing fixed/>
        </div>
        {summary}
    }
}
