//! Status and verdict: an icon and a word, never colour alone.

use super::{Glyph, Icon};
use crate::domain::people::Party;
use crate::domain::vocabulary::{Status, Verdict};
use crate::ui::naming;
use crate::view::prelude::*;

/// The status of an incident as one side reads it.
#[component]
pub fn StatusMark(
    /// The status.
    #[prop(into)]
    status: Signal<Status>,
    /// Who reads. The colours stay the customer's either way.
    #[prop(optional, into)]
    reader: Option<Signal<Party>>,
) -> impl IntoView {
    move || {
        let party = reader.map_or(Party::Customer, |reader| reader.get());
        status.with(|status| status_mark(status, party))
    }
}

/// [`StatusMark`] as it is now: without a function inside, so that one row after another keeps its elements.
pub fn status_mark(status: &Status, party: Party) -> AnyView {
    let (class, mark) = match status {
        Status::Active => ("mark status", view! { <Icon glyph=Glyph::Circle/> }.into_any()),
        Status::InProgress => ("mark status status-progress", view! { <HalfDisc/> }.into_any()),
        Status::AwaitingAction => {
            ("mark status status-you", view! { <Icon glyph=Glyph::HandFilled/> }.into_any())
        }
        Status::Resolved => ("mark status", view! { <Icon glyph=Glyph::CheckCircle/> }.into_any()),
        Status::Redirected => (
            "mark status status-redirected",
            view! { <Icon glyph=Glyph::ArrowRight class="icon-turns"/> }.into_any(),
        ),
        Status::Other(_) => {
            ("mark status", view! { <Icon glyph=Glyph::Circle class="icon-quiet"/> }.into_any())
        }
    };
    view! { <span class=class>{mark}<span>{naming::status(status, party)}</span></span> }.into_any()
}

/// A ring whose lower half is full: under way.
#[component]
pub fn HalfDisc() -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1a6 6 0 0 0-6 6h12a6 6 0 0 0-6-6Z"></path>
        </svg>
    }
}

/// What was found about a piece of evidence.
#[component]
pub fn VerdictMark(
    /// The verdict.
    #[prop(into)]
    verdict: Signal<Verdict>,
) -> impl IntoView {
    move || {
        let verdict = verdict.get();
        let (class, glyph) = match &verdict {
            Verdict::Malicious => ("mark status verdict-malicious", Some(Glyph::Error)),
            Verdict::Suspicious => ("mark status verdict-suspicious", Some(Glyph::Warning)),
            Verdict::NoThreatsFound => ("mark status verdict-clean", Some(Glyph::Check)),
            Verdict::Unknown | Verdict::Other(_) => ("mark status", None),
        };
        view! {
            <span class=class>
                {glyph.map(|glyph| view! { <Icon glyph/> })}
                <span>{naming::verdict(&verdict)}</span>
            </span>
        }
    }
}
