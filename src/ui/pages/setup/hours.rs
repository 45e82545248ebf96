//! Fields of hours of a week: days, from and to, in the reader's zone.

use crate::domain::hours::{Hours, LocalZone, Span};
use crate::domain::time::DAY_MS;
use crate::platform::{clock, intl};
use crate::t;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Checkbox, Choice, Field, Glyph, Icon, Select};
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

/// The fields: the spans, and in whose zone they are.
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
    /// Why they may not be changed.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
) -> impl IntoView {
    let spans = Memo::new(move |_| hours.with(|hours| hours.spans.clone()));
    let change = Callback::new(move |spans: Vec<Span>| {
        let zone = hours.with_untracked(|hours| hours.zone.clone());
        on_change.run(Hours { zone, spans });
    });
    let name = Memo::new(move |_| hours.with(|hours| hours.zone.name.clone()));
    let choose = move |name: String| {
        if let Some(zone) = clock::local_zone(&name) {
            on_change.run(Hours { zone, spans: spans.get_untracked() });
        }
    };
    view! {
        <SpanFields spans on_change=change problem disallowed/>
        <ZoneSelect name on_choose=choose disallowed/>
    }
}

/// A time zone by its name among those that the browser knows; blank is UTC.
#[component]
pub fn ZoneSelect(
    /// The name of the zone that is chosen.
    #[prop(into)]
    name: Signal<String>,
    /// Another one is to be taken.
    #[prop(into)]
    on_choose: Callback<String>,
    /// Why no other may be taken.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
) -> impl IntoView {
    let choices = move || {
        let here = name.get();
        let mut names = clock::zones();
        if !here.is_empty() && !names.contains(&here) {
            names.push(here);
        }
        let utc = Choice::new("", "UTC".to_owned());
        std::iter::once(utc)
            .chain(names.into_iter().map(|name| Choice::new(name.clone(), name)))
            .collect::<Vec<_>>()
    };
    view! {
        <Select
            label=t!("targets.zone")
            help=t!("targets.zone.help")
            choices=Signal::derive(choices)
            value=name
            on_change=on_choose
            disallowed
        />
    }
}

/// The spans of a week one below the other: each with its days, from and to. One can be added, such as a Saturday with
/// hours of its own, and each but the last be taken away.
#[component]
pub fn SpanFields(
    /// The spans as they are.
    #[prop(into)]
    spans: Signal<Vec<Span>>,
    /// The spans as they shall be.
    #[prop(into)]
    on_change: Callback<Vec<Span>>,
    /// What is wrong with them.
    #[prop(into)]
    problem: Signal<Option<String>>,
    /// Why they may not be changed.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
) -> impl IntoView {
    let readonly = Signal::derive(move || disallowed.get().is_some());
    let count = Memo::new(move |_| spans.with(|spans| spans.len().max(1)));
    let add = move |_| {
        let mut next = spans.get_untracked();
        let saturday = Span { days: 1 << 5, from: 9 * 60, to: 13 * 60 };
        next.push(saturday);
        on_change.run(next);
    };
    let rows = move || {
        (0..count.get()).map(|at| span_fields(at, count.get(), spans, on_change, disallowed)).collect_view()
    };
    let error = move || {
        problem.get().map(|text| view! { <p class="field-error"><Icon glyph=Glyph::Error/>{text}</p> })
    };
    view! {
        <div class="stack stack-8">{rows}</div>
        <div class="row">
            {move || (!readonly.get()).then(|| view! {
                <Button label=t!("hours.add") size=ButtonSize::S28 icon=Glyph::Add on_press=add/>
            })}
        </div>
        {error}
    }
}

/// Hours in words: days and times, with the zone.
pub fn hours_text(hours: &Hours) -> String {
    let span = |span: &Span| {
        let days: Vec<String> =
            (0..7_u8).filter(|day| span.days & (1 << day) != 0).map(intl::weekday).collect();
        let days = match span.days {
            Span::ALL_DAYS => t!("service.hours.all-days"),
            Span::WEEKDAYS => t!("service.hours.weekdays"),
            _ => intl::both(&days),
        };
        let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
        t!("service.hours.span", days = days, from = time(span.from), to = time(span.to))
    };
    let spans: Vec<String> = hours.spans.iter().map(span).collect();
    let zone = if hours.zone.name.is_empty() { "UTC" } else { hours.zone.name.as_str() };
    t!("service.hours.line", spans = spans.join("; "), zone = zone)
}

/// The fields of one span.
fn span_fields(
    at: usize,
    count: usize,
    spans: Signal<Vec<Span>>,
    on_change: Callback<Vec<Span>>,
    disallowed: MaybeProp<String>,
) -> AnyView {
    let readonly = Signal::derive(move || disallowed.get().is_some());
    const NONE: Span = Span { days: 0, from: 0, to: 0 };
    let span = Memo::new(move |_| spans.with(|spans| spans.get(at).copied().unwrap_or(NONE)));
    let change = move |change: &dyn Fn(&mut Span)| {
        let mut next = spans.get_untracked();
        if next.len() <= at {
            next.resize(at + 1, NONE);
        }
        next.iter_mut().skip(at).take(1).for_each(change);
        on_change.run(next);
    };
    let remove = move |_| {
        let mut next = spans.get_untracked();
        if at < next.len() {
            next.remove(at);
            on_change.run(next);
        }
    };
    let days = (0..7_u8)
        .map(|day| {
            let bit = 1 << day;
            view! {
                <Checkbox
                    label=intl::weekday(day)
                    checked=Signal::derive(move || span.get().days & bit != 0)
                    disallowed
                    on_change=Callback::new(move |on: bool| {
                        change(&|span| if on { span.days |= bit } else { span.days &= !bit });
                    })
                />
            }
        })
        .collect_view();
    let time = move |label: String, get: fn(&Span) -> u16, set: fn(&mut Span, u16)| {
        view! {
            <Field
                label
                kind="time"
                readonly
                value=Signal::derive(move || clock_text(get(&span.get())))
                on_input=Callback::new(move |text: String| {
                    if let Some(minutes) = clock_minutes(&text) {
                        change(&|span| set(span, minutes));
                    }
                })
            />
        }
    };
    view! {
        <div class="stack stack-8" role="group" aria-label=t!("hours.span", n = at + 1)>
            <div class="row" role="group" aria-label=t!("hours.days")>{days}</div>
            <div class="entry-fields">
                {time(t!("hours.from"), |span| span.from, |span, minutes| span.from = minutes)}
                {time(t!("hours.to"), |span| span.to, |span, minutes| span.to = minutes)}
            </div>
            {move || (count > 1 && !readonly.get()).then(|| view! {
                <div class="row">
                    <Button
                        label=t!("hours.remove", n = at + 1)
                        kind=ButtonKind::Link
                        on_press=remove
                    />
                </div>
            })}
        </div>
    }
    .into_any()
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
