//! One review: its words, edited in place, and its figures, which are frozen with the sign-off.

use super::super::export::make_for;
use super::super::{View, filters, print_head};
use super::leave::Leave;
use super::period::{PeriodChoice, period_words};
use super::points::{NotableList, Points};
use super::{begin, last_month, month_after, open};
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::business_review::{KnownReview, PointKind, Review, SignOff, is_period};
use crate::domain::command::Command;
use crate::domain::ids::ReviewId;
use crate::domain::time::Timestamp;
use crate::platform::{intl, timer};
use crate::report::export::{columns, read};
use crate::report::html::{defined, is_long};
use crate::report::review::TABLES;
use crate::report::table::{Book, Cell, Table};
use crate::t;
use crate::ui::attack;
use crate::ui::markdown::Markdown;
use crate::ui::parts::{Banner, Button, ButtonKind, Dialog, Field, Glyph, TextArea, Tone};
use crate::ui::sending::Sending;
use crate::ui::text::say;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// What is typed is kept when the hand rests so long.
const SAVE_REST_MS: i32 = 800;
/// Rows of a table on the page and on paper, as many as in the document; the spreadsheet has all.
const ROWS_MAX: usize = 100;

/// An open review as its parts edit it.
#[derive(Clone, Copy)]
pub(super) struct Editing {
    pub(super) view: View,
    pub(super) review: RwSignal<Review>,
    pub(super) signed: Memo<Option<SignOff>>,
    turn: StoredValue<u64>,
}

impl Editing {
    /// Whether nothing may be changed.
    pub(super) fn is_fixed(self) -> bool {
        self.signed.with(Option::is_some)
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

    fn save(self) {
        let review = self.review.get_untracked();
        let is_new = self.view.portal.glance(|state| {
            state.review(&review.id).is_none_or(|known| known.review != review && known.signed.is_none())
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
    let editing = Editing { view, review: RwSignal::new(first), signed, turn: StoredValue::new(0) };
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
    view! {
        <div class="row row-wide">
            <Button label=t!("review.back") kind=ButtonKind::Subtle icon=Glyph::ChevronLeft on_press=move |_| open(view, None)/>
            <span class="second" role="status">{state}</span>
            <span class="row row-wide push">
                <Leave editing book/>
                <Sign editing book/>
            </span>
        </div>
        {move || editing.is_fixed().then(|| view! { <Banner tone=Tone::Info>{t!("review.signed.done")}</Banner> })}
        {print_head::head(view, period_words(editing), spoken_filter(editing))}
        <article class="card card-body stack">
            <Words editing/>
            <Narrowed editing/>
            <NotableList editing/>
            {PointKind::ALL.into_iter().map(|kind| view! { <Points editing kind/> }).collect_view()}
            <h2 class="section">{t!("review.figures")}</h2>
            {move || book.with(|book| book.as_ref().map(tables))}
            {move || book.with(|book| book.as_ref().map(definitions))}
        </article>
    }
    .into_any()
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
    let summary = move || {
        if fixed.get() {
            return view! { <Markdown text/> }.into_any();
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
            <div class="only-print"><h2 class="section">{t!("review.summary")}</h2><Markdown text=text/></div>
        }
        .into_any()
    };
    let period = period_words(editing);
    view! {
        <div class="only-print"><h2 class="page-name">{move || review.with(|review| review.title.clone())}</h2><p class="second">{period}</p></div>
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

/// A cell in words, days and moments in the reader's zone.
fn written(key: &str, cell: &Cell) -> String {
    match cell {
        Cell::Moment(at) => intl::moment(*at),
        Cell::Day(month) if key == "month" => {
            // The middle of a month is in it in every zone.
            Timestamp::parse(&format!("{month}-15T12:00:00Z")).map_or_else(|| month.clone(), intl::month)
        }
        cell => say(|say| read(key, cell, 0, say)),
    }
}

/// The tables as people read them.
fn tables(book: &Book) -> AnyView {
    let table = |table: &Table| {
        let places = columns(table);
        let is_number = |at: usize| table.rows.iter().filter_map(|row| row.get(at)).any(Cell::is_number);
        let heads = places.iter().map(|at| {
            let name = table.heads.get(*at).map(|head| head.name.clone());
            view! { <th scope="col" class:num=is_number(*at)>{name}</th> }
        });
        let rows = table.rows.iter().take(ROWS_MAX).map(|row| {
            let cells = places.iter().map(|at| {
                let key = table.heads.get(*at).map_or("", |head| head.key.as_str());
                let text = row.get(*at).map(|cell| written(key, cell)).unwrap_or_default();
                // A name without a space may break anywhere; words stay whole.
                let is_long = is_long(&text);
                let is_date = row.get(*at).is_some_and(Cell::is_date);
                let is_day = matches!(row.get(*at), Some(Cell::Day(_)));
                view! { <td class:num=is_number(*at) class:cell-long=is_long class:cell-date=is_date class:cell-day=is_day>{text}</td> }
            });
            view! { <tr>{cells.collect_view()}</tr> }
        });
        let more = table.rows.len().saturating_sub(ROWS_MAX);
        view! {
            <section>
                <h3 class="chart-title">{table.title.clone()}</h3>
                <div class="table-frame" tabindex="0" role="region" aria-label=table.title.clone()>
                    <table class="table review-table">
                        <thead><tr>{heads.collect_view()}</tr></thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
                {(more > 0).then(|| view! { <p class="caption third">{t!("report.more-in-export", n = more)}</p> })}
            </section>
        }
    };
    book.tables.iter().filter(|it| !it.rows.is_empty()).map(table).collect_view().into_any()
}

/// The definitions of the figures close the document, as in the page that leaves.
fn definitions(book: &Book) -> AnyView {
    let defined = defined(book)
        .into_iter()
        .map(|(name, formula)| view! { <dt class="strong">{name}</dt><dd>{formula}</dd> });
    view! {
        <section>
            <h3 class="chart-title">{t!("html.definitions")}</h3>
            <dl class="review-definitions caption">{defined.collect_view()}</dl>
        </section>
    }
    .into_any()
}

/// Sign off, with a question before; afterwards the way to the next month.
#[component]
fn Sign(editing: Editing, book: Memo<Option<Book>>) -> impl IntoView {
    let portal = editing.view.portal;
    let asking = RwSignal::new(false);
    let id = editing.review.with_untracked(|review| review.id.clone());
    let signs = StoredValue::new(id);
    let why_not = MaybeProp::derive(move || {
        // What is typed now counts, and not what was kept last.
        let is_readable = editing.review.with(|review| is_period(&review.period));
        portal
            .why_not(&Command::SignReview { review: signs.get_value(), figures: Box::default() })
            .or_else(|| (!is_readable).then(|| t!("problem.not-a-period")))
    });
    let sending = Sending::new(portal);
    let sign = move || {
        editing.save();
        let frozen = book.with_untracked(|book| book.as_ref().map(Book::frozen)).unwrap_or_default();
        let command = Command::SignReview { review: signs.get_value(), figures: Box::new(frozen) };
        sending.send(vec![command], move || {
            portal.say(Tone::Good, t!("review.signed.done"));
            let _ = asking.try_set(false);
        });
    };
    let open = move |_| {
        sending.begin();
        asking.set(true);
    };
    let carry = move |_| {
        let from = editing.review.get_untracked();
        // What was carried over once goes on there.
        let next = portal.glance(|state| {
            let is_next = |known: &&KnownReview| known.review.previous.as_ref() == Some(&from.id);
            state.reviews.iter().find(is_next).map(|known| known.review.id.clone())
        });
        if next.is_some() {
            return super::open(editing.view, next.as_ref());
        }
        let month = month_after(&from.period).unwrap_or_else(|| last_month(portal));
        begin(editing.view, month, move |id, title, period| from.carried_over(id, title, period));
    };
    let title = move || t!("review.sign.title", title = editing.review.with(|review| review.title.clone()));
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| asking.set(false)/>
            <Button label=t!("review.sign") kind=ButtonKind::Primary busy=sending.is_busy submit=true/>
        }
    };
    view! {
        {move || if editing.is_fixed() {
            view! { <Button label=t!("review.carry") kind=ButtonKind::Primary icon=Glyph::ArrowRight on_press=carry/> }.into_any()
        } else {
            view! {
                <Button label=t!("review.sign") kind=ButtonKind::Primary icon=Glyph::Lock disallowed=why_not on_press=open/>
            }.into_any()
        }}
        <Dialog
            open=asking
            on_close=move |()| asking.set(false)
            title=Signal::derive(title)
            text=t!("review.sign.help")
            narrow=true
            on_submit=move |()| sign()
            buttons
        >
            {sending.said()}
        </Dialog>
    }
}
