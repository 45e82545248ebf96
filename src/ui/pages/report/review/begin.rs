//! How a review begins: with what is proposed for its period, and with a question where a review of these days exists.

use super::super::View;
use super::super::export::with_source;
use super::{open, period, why_not_begin};
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::domain::business_review::Review as Document;
use crate::domain::command::Command;
use crate::domain::ids::ReviewId;
use crate::report::book::Source;
use crate::report::proposed::{begun, overlapping};
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Dialog, Glyph};
use crate::ui::portal::mint;
use crate::view::prelude::*;

/// Keeps a new review and opens it.
pub(in super::super) fn begin(
    view: View,
    period: Period,
    filter: &Filter,
    make: impl FnOnce(&Source<'_>, ReviewId, String) -> Document,
) {
    let Some(id) = mint(ReviewId::new) else { return };
    let title = untrack(|| period::named(view.portal, period));
    let review = with_source(view, filter, period, |source, _| make(source, id.clone(), title));
    view.portal.act(Command::SaveReview { review: Box::new(review) }, move |outcome| {
        if outcome.is_ok() {
            open(view, Some(&id));
        }
    });
}

/// The button that begins a review. What it begins is asked when it is pressed.
#[component]
pub(in super::super) fn Begin(
    view: View,
    /// What the button says.
    label: String,
    /// How loud it is.
    kind: ButtonKind,
    /// The icon before the word.
    #[prop(default = None, into)]
    icon: Option<Glyph>,
    /// The period of the review and the filter of its figures.
    #[prop(into)]
    plan: Callback<(), (Period, Filter)>,
) -> impl IntoView {
    let portal = view.portal;
    let why_not = MaybeProp::derive(move || why_not_begin(portal));
    // The review of the same days, by its id and title, while the question is open.
    let other = RwSignal::new(None::<(ReviewId, String)>);
    let really = move || {
        let (period, filter) = untrack(|| plan.run(()));
        begin(view, period, &filter, begun);
    };
    let press = move |_| {
        let (period, filter) = untrack(|| plan.run(()));
        let today = portal.reader.with_untracked(|reader| reader.today());
        let found = portal.glance(|state| {
            let known = overlapping(state, period, &filter.to_string(), today)?;
            Some((known.review.id.clone(), known.review.title.clone()))
        });
        if found.is_none() {
            return really();
        }
        other.set(found);
    };
    let text = MaybeProp::derive(move || {
        other.with(|other| other.as_ref().map(|(_, title)| t!("review.overlap.help", title = title)))
    });
    let show = move |()| {
        let id = other.with_untracked(|other| other.as_ref().map(|(id, _)| id.clone()));
        other.set(None);
        open(view, id.as_ref());
    };
    let another = move |_| {
        other.set(None);
        really();
    };
    // Two reviews of the same days are rarely meant: going on with the one that there is comes first.
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| other.set(None)/>
            <Button label=t!("review.overlap.begin") on_press=another/>
            <Button label=t!("review.overlap.open") kind=ButtonKind::Primary submit=true/>
        }
    };
    view! {
        <Button label kind icon disallowed=why_not on_press=press/>
        <Dialog
            open=Signal::derive(move || other.with(Option::is_some))
            on_close=move |()| other.set(None)
            title=t!("review.overlap.title")
            text
            on_submit=show
            buttons
        />
    }
}
