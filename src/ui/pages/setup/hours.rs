//! Fields of hours of a week: days, from and to, in the reader's zone.

use crate::domain::hours::{Hours, LocalZone, Span};
use crate::domain::time::DAY_MS;
use crate::platform::{clock, intl};
use crate::t;
use crate::ui::parts::{Checkbox, Field, Glyph, Icon};
use crate::view::prelude::*;

/// How far the zone is asked ahead: plans are looked over more often than that.
const ZONE_AHEAD_MS: i64 = 5 * 366 * DAY_MS;
/// How far back: incidents of a year are looked at again.
const ZONE_BACK_MS: i64 = 2 * 366 * DAY_MS;

/// The reader's zone as hours keep it.
pub fn reader_zone() -> LocalZone {
    let now = clock::now();
    let (from, to) = (now.plus_millis(-ZONE_BACK_MS), now.plus_millis(ZONE_AHEAD_MS));
    LocalZone::probe(intl::zone_name(), from, to, clock::offset_minutes)
}

/// The fields. Whoever changes the hours sets them in the reader's own zone.
#[component]
pub fn HoursFields(
    /// The hours as they are.
    #[prop(into)]
    hours: Signal<Hours>,
    /// The hours as they shall be.
    #[prop(into)]
    on_change: Callback<Hours>,
    /// What is wrong with them.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    let span = Memo::new(move |_| {
        let none = Span { days: 0, from: 0, to: 0 };
        hours.with(|hours| hours.spans.first().copied().unwrap_or(none))
    });
    let change = move |change: &dyn Fn(&mut Span)| {
        let mut span = span.get_untracked();
        change(&mut span);
        on_change.run(Hours { zone: reader_zone(), spans: vec![span] });
    };
    let days = (0..7_u8)
        .map(|day| {
            let bit = 1 << day;
            view! {
                <Checkbox
                    label=intl::weekday(day)
                    checked=Signal::derive(move || span.get().days & bit != 0)
                    on_change=Callback::new(move |on: bool| {
                        change(&|span| if on { span.days |= bit } else { span.days &= !bit });
                    })
                />
            }
        })
        .collect_view();
    let zone = move || {
        let name = hours.with(|hours| hours.zone.name.clone());
        t!("hours.zone", zone = if name.is_empty() { "UTC".to_owned() } else { name })
    };
    let error = move || {
        problem.get().map(|text| view! { <p class="field-error"><Icon glyph=Glyph::Error/>{text}</p> })
    };
    view! {
        <div class="row" role="group" aria-label=t!("hours.days")>{days}</div>
        <div class="entry-fields entry-fields-2">
            <Field
                label=t!("hours.from")
                kind="time"
                value=Signal::derive(move || clock_text(span.get().from))
                on_input=Callback::new(move |text: String| {
                    if let Some(minutes) = clock_minutes(&text) {
                        change(&|span| span.from = minutes);
                    }
                })
            />
            <Field
                label=t!("hours.to")
                kind="time"
                value=Signal::derive(move || clock_text(span.get().to))
                on_input=Callback::new(move |text: String| {
                    if let Some(minutes) = clock_minutes(&text) {
                        change(&|span| span.to = minutes);
                    }
                })
            />
        </div>
        <p class="caption third">{zone}</p>
        {error}
    }
}

/// A minute of the day as a field of type time takes it: `08:00`.
fn clock_text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

fn clock_minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.get(..2)?.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}
