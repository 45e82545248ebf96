//! The lanes: a line of time for each asset, its alerts as marks whose outline repeats the level. What an alert only names
//! beside the asset it is about has a smaller mark of it, joined by a line.
//!
//! Places are shares of the width, so nothing is measured: lines are an SVG that stretches, marks and words are
//! elements over it that keep their size.

use super::super::alerts::AlertFlyout;
use super::super::room::Room;
use super::{held, names_of};
use crate::analytics::incident::story::{Lane, Mark, Story};
use crate::domain::record::IncidentRecord;
use crate::domain::text::clip;
use crate::domain::time::{DAY_MS, Timestamp};
use crate::domain::vocabulary::Severity;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Glyph, Icon, severity_class};
use crate::view::prelude::*;

/// The height of a lane in px.
pub(super) const LANE_PX: usize = 38;
/// Words at a mark need this share of the line.
const WORDS_ROOM: f64 = 0.12;
/// The share of the line that the words before the sending of the response need.
const WORDS_BEFORE: f64 = 0.5;
/// Longest words at a mark, in characters.
const WORDS_CHARS: usize = 60;

/// The chart of the record in the room.
pub(super) fn chart(room: Room) -> impl IntoView {
    let open = RwSignal::new(None::<usize>);
    let drawn = move || {
        let sent = room.of(|it| it.response.published.as_ref().map(|published| published.at));
        let reader = room.portal.reader.get_untracked();
        room.record.with(|record| {
            let record = record.here()?;
            let held = held::held(room);
            let reached: Vec<Timestamp> = sent.into_iter().chain(held.iter().map(|it| it.since)).collect();
            let mut story = Story::of(record, &reached)?;
            let bars = held::bars(&story, held);
            bars.iter().for_each(|bar| story.keep_clear(bar.lane, bar.since));
            let ticks = story.ticks(&reader.zone);
            let bars = held::drawn(&story, bars);
            Some(draw(&story, record, &ticks, (bars, sent.filter(|at| story.holds(*at))), open))
        })
    };
    view! {
        <div class="story">{drawn}</div>
        <AlertFlyout open/>
    }
}

fn draw(
    story: &Story,
    record: &IncidentRecord,
    ticks: &[Timestamp],
    (bars, sent): (Option<AnyView>, Option<Timestamp>),
    open: RwSignal<Option<usize>>,
) -> AnyView {
    let height = story.lanes.len() * LANE_PX;
    let names = story.lanes.iter().map(lane_name).collect_view();
    let marks = story.marks.iter().scan(0, |before, mark| {
        let number = *before + 1;
        *before += mark.alerts.len();
        Some(mark_view(mark, number, &label_of(story, mark, record), record, open))
    });
    let marks = marks.collect_view();
    let reaching = story.marks.iter().filter(|mark| !mark.reaches.is_empty());
    let reaches = reaching.map(|mark| reach(mark, label_of(story, mark, record), open)).collect_view();
    let help = story.marks.iter().any(|mark| !mark.also.is_empty()).then(|| {
        view! { <p class="caption third story-help">{t!("incident.story.lanes.help")}</p> }
    });
    let tick_words = ticks.iter().map(|tick| tick_view(story, *tick)).collect_view();
    let sent_view = sent.map(|at| {
        let place = story.place(at);
        // Its words stand before it; at the beginning there is no room but after it.
        let class = if place < WORDS_BEFORE { "story-sent story-sent-first" } else { "story-sent" };
        view! {
            <span class=class style:inset-inline-start=percent(place)>
                <span class="story-sent-words">{t!("incident.story.sent", time = intl::time(at))}</span>
            </span>
        }
    });
    let undated = (story.undated > 0).then(|| {
        view! { <p class="caption third">{t!("incident.story.undated", n = story.undated)}</p> }
    });
    view! {
        {help}
        <div class="story-grid">
            <ul class="story-names">{names}</ul>
            <div class="story-field">
                <div class="story-axis" aria-hidden="true">{tick_words}</div>
                <div class="story-lanes" style:block-size=format!("{height}px")>
                    {lines(story, ticks, height)}
                    {bars}
                    {sent_view}
                    <div class="story-marks" aria-hidden="true">{reaches}</div>
                    <ul class="story-marks" aria-label=t!("incident.story.marks")>{marks}</ul>
                </div>
            </div>
        </div>
        {legend(story)}
        {undated}
    }
    .into_any()
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.3}%", share * 100.0)
}

/// Grid lines, lanes, and the way of the attack from lane to lane.
fn lines(story: &Story, ticks: &[Timestamp], height: usize) -> AnyView {
    let middle = |lane: usize| lane * LANE_PX + LANE_PX / 2;
    let grid = ticks.iter().map(|tick| {
        let x = format!("{:.3}", story.place(*tick) * 1_000.0);
        view! { <line class="grid-line" x1=x.clone() x2=x y1="0" y2=height></line> }
    });
    let lanes = (0..story.lanes.len()).map(|lane| {
        view! { <line class="axis-line" x1="0" x2="1000" y1=middle(lane) y2=middle(lane)></line> }
    });
    let way = story.marks.windows(2).filter_map(|pair| {
        let [from, to] = pair else { return None };
        if from.lane == to.lane {
            return None;
        }
        let (x1, x2) = (from.at * 1_000.0, to.at * 1_000.0);
        let (y1, y2) = (middle(from.lane), middle(to.lane));
        let bend = (x1 + x2) / 2.0;
        let path = format!("M{x1:.1} {y1}C{bend:.1} {y1} {bend:.1} {y2} {x2:.1} {y2}");
        Some(view! { <path class="story-way" d=path></path> })
    });
    view! {
        <svg class="story-lines" viewBox=format!("0 0 1000 {height}") preserveAspectRatio="none" aria-hidden="true">
            {grid.collect_view()}
            {lanes.collect_view()}
            {way.collect_view()}
        </svg>
    }
    .into_any()
}

fn lane_name(lane: &Lane) -> AnyView {
    let (glyph, name, second) = match lane {
        Lane::Asset(asset) => {
            let glyph = crate::ui::asset_glyph::asset_glyph(asset.kind);
            let second = match (&asset.group, asset.is_critical()) {
                (_, true) => t!("incident.story.critical", kind = naming::asset_kind(asset.kind)),
                (Some(group), false) => clip(group, WORDS_CHARS).into_owned(),
                (None, false) => naming::asset_kind(asset.kind),
            };
            (glyph, clip(&asset.name, WORDS_CHARS).into_owned(), Some(second))
        }
        Lane::Others(count) => (Glyph::Box, t!("incident.story.others", n = *count), None),
        Lane::NoAsset => (Glyph::Box, t!("incident.story.no-asset"), None),
    };
    view! {
        <li class="story-name">
            <Icon glyph/>
            <span class="grow">
                <bdi class="cut strong" title=name.clone()>{name.clone()}</bdi>
                {second.map(|second| view! { <bdi class="cut caption third">{second}</bdi> })}
            </span>
        </li>
    }
    .into_any()
}

/// The class of the outline that repeats a level: square high, diamond low, circle anything else.
fn shape_class(severity: &Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "story-square",
        Severity::Low => "story-diamond",
        _ => "story-circle",
    }
}

/// The name of the first alert of a mark.
fn title_of(mark: &Mark, record: &IncidentRecord) -> String {
    let alert = mark.alerts.first().and_then(|first| record.alerts.get(*first));
    alert.map(|alert| clip(&alert.title, WORDS_CHARS).into_owned()).unwrap_or_default()
}

/// What a mark is called: its alert, or the first of several, and the other assets that it is at.
fn label_of(story: &Story, mark: &Mark, record: &IncidentRecord) -> String {
    let alert = mark.alerts.first().and_then(|first| record.alerts.get(*first));
    let title = title_of(mark, record);
    let when = alert.and_then(|alert| alert.first_activity_date_time).map(intl::moment).unwrap_or_default();
    let severity = naming::severity(&mark.severity);
    let count = mark.alerts.len();
    let label = if count == 1 {
        t!("incident.story.mark", title = title, severity = severity, when = when)
    } else {
        t!("incident.story.marks.n", n = count, title = title, severity = severity, when = when)
    };
    if mark.also.is_empty() {
        return label;
    }
    let names = mark.also.iter().filter_map(|number| story.assets.get(*number));
    let assets = names_of(names, mark.also.len(), &story.assets);
    t!("incident.story.mark.also", mark = label, assets = assets)
}

/// The way of a mark to the other lanes that it is at: a line, and a smaller mark on each. A press opens the same alert; by
/// keys the mark itself does, which says all of them.
fn reach(mark: &Mark, label: String, open: RwSignal<Option<usize>>) -> AnyView {
    let first = mark.alerts.first().copied().unwrap_or_default();
    let lanes = || mark.reaches.iter().copied().chain([mark.lane]);
    let (top, end) = (lanes().min().unwrap_or_default(), lanes().max().unwrap_or_default());
    let place = percent(mark.at);
    let middle = |lane: usize| format!("{}px", lane * LANE_PX + LANE_PX / 2);
    let length = format!("{}px", (end - top) * LANE_PX);
    let class = format!("story-reach {}", severity_class(&mark.severity));
    let touches = mark.reaches.iter().map(|lane| {
        view! {
            <span
                class=class.clone()
                title=label.clone()
                style:inset-inline-start=place.clone()
                style:inset-block-start=middle(*lane)
                on:click=move |_| open.set(Some(first))
            ></span>
        }
    });
    let touches = touches.collect_view();
    view! {
        <span class="story-join" style:inset-inline-start=place style:inset-block-start=middle(top) style:block-size=length></span>
        {touches}
    }
    .into_any()
}

/// A mark; `number` is that of its first alert in order of time.
fn mark_view(
    mark: &Mark,
    number: usize,
    label: &str,
    record: &IncidentRecord,
    open: RwSignal<Option<usize>>,
) -> AnyView {
    let first = mark.alerts.first().copied().unwrap_or_default();
    let title = title_of(mark, record);
    let count = mark.alerts.len();
    let sign = if count == 1 { number.to_string() } else { format!("×{count}") };
    let words = (mark.room > WORDS_ROOM).then(|| {
        view! { <span class="story-words cut" aria-hidden="true"><bdi>{title}</bdi></span> }
    });
    let room = percent(mark.room);
    let place = percent(mark.at);
    let top = format!("{}px", mark.lane * LANE_PX);
    view! {
        <li class="story-mark" style:inset-inline-start=place style:inset-block-start=top style:inline-size=room>
            <button
                type="button"
                class=format!("story-button {} {}", severity_class(&mark.severity), shape_class(&mark.severity))
                title=label.to_owned()
                on:click=move |_| open.set(Some(first))
            >
                <span aria-hidden="true">{sign}</span>
                <span class="unseen">{label.to_owned()}</span>
            </button>
            {words}
        </li>
    }
    .into_any()
}

fn tick_view(story: &Story, tick: Timestamp) -> impl IntoView {
    let (from, to) = story.span;
    let words = match to.millis_since(from) / DAY_MS {
        0..=1 => intl::time(tick),
        2..=300 => intl::day_short(tick),
        _ => intl::day(tick),
    };
    view! { <span class="story-tick" style:inset-inline-start=percent(story.place(tick))>{words}</span> }
}

/// The levels that occur, each with its outline.
fn legend(story: &Story) -> impl IntoView {
    let mut levels: Vec<Severity> = Vec::new();
    for mark in &story.marks {
        if !levels.contains(&mark.severity) {
            levels.push(mark.severity.clone());
        }
    }
    levels.sort_by_key(|level| std::cmp::Reverse(level.rank()));
    let items = levels.into_iter().map(|level| {
        let class = format!("story-button story-key {} {}", severity_class(&level), shape_class(&level));
        view! { <li><span class=class></span>{naming::severity(&level)}</li> }
    });
    view! { <ul class="legend story-legend">{items.collect_view()}</ul> }
}
