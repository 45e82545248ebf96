//! The sign-off of a review, with what it lacks before, and the way to the next month after it.

use super::document::Editing;
use super::{begin, last_month, month_after};
use crate::analytics::filter::Filter;
use crate::domain::business_review::{KnownReview, Missing, Review, is_period};
use crate::domain::command::Command;
use crate::report::proposed::{next_of, proposed};
use crate::report::table::Book;
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, Dialog, Field, Glyph, Tone};
use crate::ui::sending::Sending;
use crate::view::prelude::*;

/// Sign off, with a question before; afterwards the way to the next month.
#[component]
pub(super) fn Sign(editing: Editing, book: Memo<Option<Book>>) -> impl IntoView {
    let portal = editing.view.portal;
    let asking = RwSignal::new(false);
    let signs = StoredValue::new(editing.review.with_untracked(|review| review.id.clone()));
    let why_not = MaybeProp::derive(move || {
        // What is typed now counts, and not what was kept last.
        let is_readable = editing.review.with(|review| is_period(&review.period));
        portal
            .why_not(&Command::SignReview { review: signs.get_value(), figures: Box::default() })
            .or_else(|| (!is_readable).then(|| t!("problem.not-a-period")))
    });
    let sending = Sending::new(portal);
    let open = move |_| {
        sending.begin();
        asking.set(true);
    };
    view! {
        {move || if editing.signed.with(Option::is_some) {
            view! { <Button label=t!("review.carry") kind=ButtonKind::Primary icon=Glyph::ArrowRight on_press=move |_| carry(editing)/> }.into_any()
        } else {
            view! {
                <Button label=t!("review.sign") kind=ButtonKind::Primary icon=Glyph::Check disallowed=why_not on_press=open/>
            }.into_any()
        }}
        <Question editing book asking sending/>
    }
}

/// The next review of a signed one. What was carried over once goes on there.
fn carry(editing: Editing) {
    let from = editing.review.get_untracked();
    let portal = editing.view.portal;
    let next = portal.glance(|state| {
        let known: Option<&KnownReview> = state.review(&from.id);
        known.and_then(|known| next_of(state, known)).map(|next| next.review.id.clone())
    });
    if next.is_some() {
        return super::open(editing.view, next.as_ref());
    }
    let month = month_after(&from.period).unwrap_or_else(|| last_month(portal));
    let filter: Filter = from.filter.parse().unwrap_or_default();
    begin(editing.view, month, &filter, move |source, id, title| {
        proposed(source, from.carried_over(id, title, month.to_string()))
    });
}

/// The question, with what is missing; nothing of it stands in the way.
#[component]
fn Question(
    editing: Editing,
    book: Memo<Option<Book>>,
    asking: RwSignal<bool>,
    sending: Sending,
) -> impl IntoView {
    let portal = editing.view.portal;
    let sign = move || {
        editing.save();
        let frozen = book.with_untracked(|book| book.as_ref().map(Book::frozen)).unwrap_or_default();
        let review = editing.review.with_untracked(|review| review.id.clone());
        let command = Command::SignReview { review, figures: Box::new(frozen) };
        sending.send(vec![command], move || {
            editing.review.update(|review| *review = review.tidied());
            portal.say(Tone::Good, t!("review.signed.done"));
            let _ = asking.try_set(false);
        });
    };
    let title = move || t!("review.sign.title", title = editing.review.with(|review| review.title.clone()));
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| asking.set(false)/>
            <Button label=t!("review.sign") kind=ButtonKind::Primary busy=sending.is_busy submit=true/>
        }
    };
    let missing = move || {
        let missing = editing.review.with(Review::missing);
        (!missing.is_empty()).then(|| {
            let items = missing.into_iter().map(|it| view! { <li>{said(it)}</li> }).collect_view();
            view! {
                <Banner tone=Tone::Warning small=true><p>{t!("review.missing")}</p><ul class="review-missing">{items}</ul></Banner>
            }
        })
    };
    // A review is signed by a person: without a name it would be signed by a role.
    let is_nameless = portal.person.with_untracked(|person| person.trim().is_empty());
    let name = move || {
        is_nameless.then(|| {
            view! {
                <Field
                    label=t!("review.sign.name")
                    help=t!("review.sign.name.help")
                    value=portal.person
                    on_input=move |name: String| portal.call_me(name)
                    autocomplete="name"
                />
            }
        })
    };
    view! {
        <Dialog
            open=asking
            on_close=move |()| asking.set(false)
            title=Signal::derive(title)
            text=t!("review.sign.help")
            on_submit=move |()| sign()
            buttons
        >
            {missing}
            {name}
            {sending.said()}
        </Dialog>
    }
}

/// What is missing in words.
fn said(missing: Missing) -> String {
    match missing {
        Missing::Summary => t!("review.missing.summary"),
        Missing::Points => t!("review.missing.points"),
        Missing::Owners(n) => t!("review.missing.owners", n = n),
        Missing::Dues(n) => t!("review.missing.dues", n = n),
        Missing::Proposed(n) => t!("review.missing.proposed", n = n),
        Missing::Blank(n) => t!("review.missing.blank", n = n),
    }
}
