//! The countdown: how much of the time is left, whose it is, and how it stands.

use super::{Glyph, Icon};
use crate::domain::people::Party;
use crate::view::prelude::*;

/// How a clock stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Band {
    /// There is time.
    #[default]
    OnTime,
    /// Under a quarter of the time is left.
    AtRisk,
    /// The due moment has passed.
    Over,
    /// It does not run.
    Paused,
}

/// A clock as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ClockFace {
    /// The share of the time that is left, from 1 to 0.
    pub share_left: f64,
    /// The time left: "1 h 48 min".
    pub left: String,
    /// The word with it: "you", "experts", "at risk", "overdue"; "paused" stands before it.
    pub word: String,
    /// When it is due: "due 12:30".
    pub due: Option<String>,
    /// Whose time it is.
    pub party: Party,
    /// How it stands.
    pub band: Band,
}

impl ClockFace {
    fn class(&self) -> &'static str {
        match (self.band, self.party) {
            (Band::AtRisk, _) => "mark countdown countdown-risk",
            (Band::Over, _) => "mark countdown countdown-over",
            (Band::Paused, _) => "mark countdown countdown-paused",
            (Band::OnTime, Party::Customer) => "mark countdown party-you",
            (Band::OnTime, Party::Experts) => "mark countdown party-experts",
        }
    }
}

/// The time left in a row: a dial of 16 px, the time, the word; the due moment is the tooltip.
#[component]
pub fn Countdown(
    /// The clock.
    #[prop(into)]
    clock: Signal<ClockFace>,
) -> impl IntoView {
    move || clock.with(countdown)
}

/// [`Countdown`] as it is now: without a function inside, so that one row after another keeps its elements.
pub fn countdown(face: &ClockFace) -> AnyView {
    // "paused until 12:30", but "1 h 48 min you".
    let (before, after) = match face.band {
        Band::Paused => (format!("{} ", face.word), String::new()),
        Band::OnTime | Band::AtRisk | Band::Over => (String::new(), format!(" {}", face.word)),
    };
    view! {
        <span class=face.class() title=face.due.clone()>
            {dial(face, false)}
            <span>{before}<b>{face.left.clone()}</b>{after}</span>
        </span>
    }
    .into_any()
}

/// The time left on a card: a dial of 28 px, the time, and the due moment below. What changes with its band is
/// announced, the ticking is not.
#[component]
pub fn CountdownLarge(
    /// The clock.
    #[prop(into)]
    clock: Signal<ClockFace>,
) -> impl IntoView {
    let band_word = Memo::new(move |_| {
        clock.with(|clock| {
            (clock.band == Band::AtRisk || clock.band == Band::Over).then(|| clock.word.clone())
        })
    });
    let below = move || {
        let due = clock.with(|clock| clock.due.clone()).unwrap_or_default();
        view! { {due} <span role="status">{band_word.get().map(|word| view! { ", " <strong>{word}</strong> })}</span> }
    };
    view! {
        <span class=move || format!("{} countdown-large", clock.with(ClockFace::class))>
            {move || clock.with(|clock| dial(clock, true))}
            <span>
                <span class="countdown-left">{move || clock.with(|clock| clock.left.clone())}</span>
                <span class="countdown-due">{below}</span>
            </span>
        </span>
    }
    .into_any()
}

fn dial(face: &ClockFace, large: bool) -> AnyView {
    let edge = if large { 28.0 } else { 16.0 };
    let (middle, radius) = (edge / 2.0, edge / 2.0 - 1.75);
    // The share that is left, clockwise from the top; a sliver stays visible while there is any time.
    let share = face.share_left.clamp(0.0, 1.0);
    let dash = format!("{:.1} 100", if share > 0.0 { (share * 100.0).max(3.0) } else { 0.0 });
    match face.band {
        Band::Over => view! { <Icon glyph=Glyph::WarningFilled/> }.into_any(),
        Band::Paused => view! { <Icon glyph=Glyph::Pause/> }.into_any(),
        Band::OnTime | Band::AtRisk => view! {
            <svg
                class=if large { "dial dial-28" } else { "dial" }
                viewBox=format!("0 0 {edge} {edge}")
                aria-hidden="true"
            >
                <circle cx=middle cy=middle r=radius></circle>
                <circle
                    class="is-left"
                    cx=middle
                    cy=middle
                    r=radius
                    pathLength="100"
                    stroke-dasharray=dash
                    transform=format!("rotate(-90 {middle} {middle})")
                ></circle>
            </svg>
        }
        .into_any(),
    }
}
