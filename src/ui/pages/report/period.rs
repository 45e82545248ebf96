//! The period: a list of usual ones, and a brush over half a year with the period before in grey.

use super::about::About;
use super::dates::Dates;
use super::{View, review, words};
use crate::analytics::calendar::CivilDay;
use crate::analytics::period::Period;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::overview::timeline;
use crate::t;
use crate::ui::board::Board;
use crate::ui::charts::{Brush, BrushLabel};
use crate::ui::parts::{Button, ButtonKind, Glyph, Icon, Steady};
use crate::ui::periods;
use crate::view::prelude::*;

/// The choice of two dates.
const DATES: &str = "dates";
/// The brush shows half a year.
const BRUSH_DAYS: i64 = 183;
/// It reaches back to the chosen period, but never further than this.
const BRUSH_DAYS_MAX: i64 = 1_100;

/// The days under the brush.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Axis {
    first: CivilDay,
    days: i64,
}

impl Axis {
    fn place(self, day: CivilDay) -> usize {
        usize::try_from(day.days_since(self.first).clamp(0, self.days - 1)).unwrap_or(0)
    }

    fn day(self, place: usize) -> CivilDay {
        self.first.plus_days(i64::try_from(place).unwrap_or(0))
    }
}

/// The card with the period.
#[component]
pub(super) fn PeriodCard(
    view: View,
    /// How much the page counts, where that is not what was investigated.
    #[prop(optional, into)]
    counted: Option<Signal<String>>,
) -> impl IntoView {
    let item = if counted.is_some() { Item::Activities } else { Item::Investigated };
    let period = Memo::new(move |_| view.link.get().period);
    let by_dates = RwSignal::new(false);
    let choose = move |event| {
        let word = event_target_value(&event);
        by_dates.set(word == DATES);
        if let Some(period) = Period::parse(&word) {
            view.relink(|link| link.period = period);
        }
    };
    let days = Signal::derive(move || view.portal.reader.with(|reader| period.get().days(reader.today())));
    let options = move || {
        // The window says its days itself; the list follows when the hand rests.
        let present = view.rested.get().period;
        let list = periods::offered(present).into_iter().map(|offered| {
            let is_chosen = offered == present && !by_dates.get();
            view! { <option value=offered.to_string() prop:selected=is_chosen>{periods::name(offered)}</option> }
        });
        let dates = view! {
            <option value=DATES prop:selected=by_dates.get()>{t!("review.period.dates")}</option>
        };
        view! { {list.collect_view()} {dates} }
    };
    let counts = move || {
        if let Some(counted) = counted {
            return counted.get();
        }
        view.overview.with(|overview| {
            let now = words::count(&overview.investigated.measure);
            match &overview.investigated.before {
                Some(before) => match view.nothing_before.get() {
                    Some(nothing) => format!("{}, {nothing}", t!("report.counts.only", n = now)),
                    None => t!("report.counts", n = now, before = words::count(before)),
                },
                None => t!("report.counts.only", n = now),
            }
        })
    };
    // Complete days leave out what was imported today, which is all that a newcomer has.
    let with_today = Memo::new(move |_| {
        let Period::Days(days) = period.get() else { return None };
        let is_nothing = view.overview.with(|overview| overview.investigated.behind == 0);
        let today = view.portal.reader.with(|reader| reader.today());
        let data = || {
            let days =
                |board: &Board| view.portal.reader.with(|reader| board.columns.numbers().days(&reader.zone));
            view.portal.board(days)
        };
        (is_nothing && data().is_some_and(|data| *data.end() >= today))
            .then(|| Period::Since(days.saturating_sub(1)))
    });
    let today_too = move || {
        let wider = with_today.get()?;
        let show = move |_| view.relink(|link| link.period = wider);
        let button =
            view! { <Button label=t!("report.today-left-out") kind=ButtonKind::Link on_press=show/> };
        Some(button)
    };
    view! {
        <section class="card card-body report-period" aria-label=t!("report.period")>
            <div class="stack stack-4">
                <label class="caption strong" for="period">{t!("report.period")}</label>
                <span class="select">
                    <select class="input" id="period" on:change=choose>{options}</select>
                    <Icon glyph=Glyph::ChevronDown/>
                </span>
                <Show when=move || by_dates.get()>
                    <Dates days on_choose=move |chosen| view.relink(|link| link.period = chosen)/>
                </Show>
                <div class="caption third report-counts">
                    <Steady><p role="status">{counts}</p></Steady>
                    <About view item=item title=t!("report.period")/>
                </div>
                {today_too}
            </div>
            <div class="report-window">
                <Window view period/>
                <review::Begin
                    view
                    label=t!("review.begin-of-period")
                    kind=ButtonKind::Link
                    plan=move |()| review::plan_of(view)
                />
            </div>
        </section>
    }
}

/// The brush.
#[component]
fn Window(view: View, period: Memo<Period>) -> impl IntoView {
    let today = Memo::new(move |_| view.portal.reader.with(|reader| reader.today()));
    let span = Memo::new(move |_| {
        let (first, last) = period.get().days(today.get());
        let data = view
            .portal
            .board(|board| view.portal.reader.with(|reader| board.columns.numbers().days(&reader.zone)));
        let first = first.or(data.map(|days| *days.start())).unwrap_or(today.get());
        (first, last.unwrap_or(today.get()))
    });
    // Grows when a period lies outside, but stays while a window moves within.
    let axis = Memo::new(move |before: Option<&Axis>| {
        let (first, last) = span.get();
        let end = last.max(today.get());
        if let Some(before) = before
            && before.day(0) <= first
            && before.first.plus_days(before.days - 1) == end
        {
            return *before;
        }
        let start = end.plus_days(1 - BRUSH_DAYS).min(first).max(end.plus_days(1 - BRUSH_DAYS_MAX));
        Axis { first: start, days: end.days_since(start) + 1 }
    });
    let filter = Memo::new(move |_| view.link.with(|link| link.filter.to_string()));
    let days = Memo::new(move |_| {
        let axis = axis.get();
        filter.with(|_| ());
        let filter = view.link.with_untracked(|link| link.filter.filter());
        let range = axis.first..=axis.first.plus_days(axis.days - 1);
        let bars = view.portal.board(|board| {
            view.portal.reader.with(|reader| timeline(&board.columns, &filter, range, reader))
        });
        bars.iter().map(|day| u32::try_from(day.stack.total()).unwrap_or(u32::MAX)).collect::<Vec<_>>()
    });
    let window = Memo::new(move |_| {
        let (axis, (first, last)) = (axis.get(), span.get());
        (axis.place(first), axis.place(last))
    });
    let before = Memo::new(move |_| {
        let axis = axis.get();
        let (first, last) = period.get().before(today.get())?.days(today.get());
        let (first, last) = (first?, last?);
        (last >= axis.first).then(|| (axis.place(first), axis.place(last)))
    });
    let named = move |day: CivilDay| {
        let zone = view.portal.reader.with_untracked(|reader| reader.zone.clone());
        intl::day_short(zone.start_of(day))
    };
    let window_text = Signal::derive(move || {
        let (first, last) = span.get();
        if first == last { named(first) } else { t!("report.days", first = named(first), last = named(last)) }
    });
    let before_text = Signal::derive(move || {
        before.get().map(|(first, last)| t!("report.days-before", n = last + 1 - first))
    });
    let labels = Memo::new(move |_| months(axis.get(), view));
    let on_change = move |(first, last): (usize, usize)| {
        let axis = axis.get_untracked();
        view.brush(Period::Between(Some(axis.day(first)), Some(axis.day(last))));
    };
    view! {
        <Brush
            label=t!("report.period")
            days
            labels
            window
            before
            window_text
            before_text
            day_name=move |place: usize| named(axis.get_untracked().day(place))
            on_change
        />
    }
}

/// At most so many names of months are legible.
const LABELS_MAX: usize = 9;

/// The names of the months, each in the middle of its days.
fn months(axis: Axis, view: View) -> Vec<BrushLabel> {
    let zone = view.portal.reader.with_untracked(|reader| reader.zone.clone());
    let end = axis.first.plus_days(axis.days - 1);
    let mut labels = Vec::new();
    let mut month = axis.first.month_start(0);
    while month <= end {
        let next = month.plus_days(31).month_start(0);
        let (from, to) = (month.max(axis.first), next.plus_days(-1).min(end));
        // A month of a few days has no room for its name.
        if to.days_since(from) > 9 {
            let middle = axis.place(from) + usize::try_from(to.days_since(from) / 2).unwrap_or(0);
            labels.push(BrushLabel {
                day: middle,
                text: intl::month_short(zone.start_of(month.plus_days(14))),
            });
        }
        month = next;
    }
    let every = labels.len().div_ceil(LABELS_MAX).max(1);
    labels.into_iter().step_by(every).collect()
}
