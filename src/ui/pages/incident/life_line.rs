//! The life line: the statuses that the incident has passed, is in, and has before it.

use super::history::entries;
use super::room::Room;
use crate::analytics::incident::life::{Life, Step, When, line};
use crate::domain::people::Party;
use crate::domain::time::{DAY_MS, Timestamp};
use crate::domain::vocabulary::Status;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Glyph, HalfDisc, Icon};
use crate::view::prelude::*;

/// The line.
#[component]
pub(super) fn LifeLine() -> impl IntoView {
    let room = Room::get();
    let steps = Memo::new(move |_| {
        let standing = room.standing.get()?;
        let id = room.id();
        let life = Life {
            id: id.as_str(),
            status: standing.status,
            created: standing.created,
            resolved: standing.resolved.filter(|(_, is_assumed)| !is_assumed).map(|(at, _)| at),
            with_experts: standing.with_experts || standing.assignment.party == Some(Party::Experts),
        };
        Some(room.journal.with(|journal| line(&life, &entries(journal))))
    });
    let items = move || {
        let now = room.portal.now();
        let side = room.side();
        let mut last = None;
        let steps = steps.get().unwrap_or_default().into_iter().map(|step| {
            let before = last;
            last = step.at.or(last);
            item(step, before, now, side)
        });
        steps.collect_view()
    };
    view! { <ol class="life" aria-label=t!("incident.life")>{items}</ol> }.into_any()
}

fn item(step: Step, before: Option<Timestamp>, now: Timestamp, side: Party) -> AnyView {
    let (class, glyph) = match (step.when, &step.status) {
        (When::Past, _) => ("life-step", Some(Glyph::Check)),
        (When::Now, Status::Resolved) => ("life-step life-now", Some(Glyph::CheckCircleFilled)),
        (When::Now, Status::AwaitingAction) => ("life-step life-now life-you", Some(Glyph::HandFilled)),
        (When::Now, Status::InProgress) => ("life-step life-now life-experts", None),
        (When::Now, _) => ("life-step life-now", Some(Glyph::Circle)),
        (When::Ahead, _) => ("life-step life-ahead", Some(Glyph::Circle)),
        (When::Before, _) => ("life-step life-ahead", Some(Glyph::Check)),
    };
    let mark = match glyph {
        Some(glyph) => view! { <Icon glyph/> }.into_any(),
        None => view! { <HalfDisc/> }.into_any(),
    };
    let said = match step.when {
        When::Ahead => Some(t!("incident.life.ahead")),
        When::Before => Some(t!("incident.life.before")),
        When::Past | When::Now => None,
    };
    let ahead = said.map(|said| view! { <span class="unseen">{said}</span> });
    let time = step.at.map(|at| {
        view! { <time datetime=at.to_string() title=intl::moment(at)>{step_time(at, before, now)}</time> }
    });
    view! {
        <li class=class aria-current=(step.when == When::Now).then_some("step")>
            {mark}
            <span>{naming::status(&step.status, side)}</span>
            {ahead}
            {time}
        </li>
    }
    .into_any()
}

/// When a step was reached: with its day, unless that is today or the day of the step before.
fn step_time(at: Timestamp, before: Option<Timestamp>, now: Timestamp) -> String {
    if before.is_some_and(|before| intl::day(before) == intl::day(at)) {
        return intl::time(at);
    }
    time_of_day(at, now)
}

/// A moment where there is room for its time of day: the time, before today with its day, and long ago with its year.
pub(super) fn time_of_day(at: Timestamp, now: Timestamp) -> String {
    match now.millis_since(at).abs() / DAY_MS {
        1..=300 => t!("incident.day-and-time", day = intl::day_short(at), time = intl::time(at)),
        301.. => intl::moment(at),
        _ => short_time(at, now),
    }
}

/// The time of day for what is of today, with its day for what is near, the day alone for what is not.
pub(super) fn short_time(at: Timestamp, now: Timestamp) -> String {
    let days = now.millis_since(at).abs() / DAY_MS;
    match days {
        0 if intl::day(at) == intl::day(now) => intl::time(at),
        0 => t!("incident.day-and-time", day = intl::day_short(at), time = intl::time(at)),
        1..=300 => intl::day_short(at),
        _ => intl::day(at),
    }
}
