//! The period of a review: a calendar month out of the last ones, or two dates. Nothing else can be entered, because the
//! figures of the sign-off are those of the period.

use super::super::dates::Dates;
use super::document::Editing;
use crate::analytics::calendar::CivilDay;
use crate::analytics::period::Period;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Choice, Field, Select};
use crate::ui::periods;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// So many months are offered, this one among them.
const MONTHS: u32 = 13;
/// The choice of two dates.
const DATES: &str = "dates";

/// The whole calendar month of a day, as a period.
pub(super) fn month_of(day: CivilDay) -> Period {
    month_from(day.month_start(0))
}

/// A month from a day on.
pub(super) fn month_from(first: CivilDay) -> Period {
    Period::Between(Some(first), Some(first.month_later().plus_days(-1)))
}

/// Whether a period is a whole calendar month.
fn is_month(period: Period) -> bool {
    matches!(period, Period::Between(Some(first), _) if month_of(first) == period)
}

/// The name of a period: "October 2026" for a month, the two days for a span.
pub(super) fn named(portal: Portal, period: Period) -> String {
    let start = |day: CivilDay| portal.reader.with(|reader| reader.zone.start_of(day));
    match period {
        Period::Between(Some(first), _) if is_month(period) => intl::month(start(first.plus_days(14))),
        Period::Between(Some(first), Some(last)) => {
            t!("report.days", first = intl::day(start(first)), last = intl::day(start(last)))
        }
        other => periods::name(other),
    }
}

/// The choice, or its words where the review is fixed.
#[component]
pub(super) fn PeriodChoice(editing: Editing, #[prop(into)] fixed: Signal<bool>) -> impl IntoView {
    let portal = editing.view.portal;
    let text = Memo::new(move |_| editing.review.with(|review| review.period.clone()));
    let period = Memo::new(move |_| text.with(|text| Period::parse(text)));
    let by_dates = RwSignal::new(period.with_untracked(|period| period.is_some_and(|it| !is_month(it))));
    let choices = Signal::derive(move || {
        let today = portal.reader.with(|reader| reader.today());
        let mut months: Vec<Period> = (0..MONTHS).map(|before| month_of(today.month_start(before))).collect();
        months.extend(period.get().filter(|period| is_month(*period) && !months.contains(period)));
        let unknown = period.get().is_none().then(|| Choice::new("", text.get()));
        let months = months.into_iter().map(|month| Choice::new(month.to_string(), named(portal, month)));
        unknown.into_iter().chain(months).chain([Choice::new(DATES, t!("review.period.dates"))]).collect()
    });
    let value = Signal::derive(move || match (by_dates.get(), period.get()) {
        (true, _) => DATES.to_owned(),
        (false, Some(period)) if is_month(period) => period.to_string(),
        (false, Some(_)) => DATES.to_owned(),
        (false, None) => String::new(),
    });
    let error = MaybeProp::derive(move || {
        (period.get().is_none() && !by_dates.get()).then(|| t!("problem.not-a-period"))
    });
    let put = move |chosen: Period| {
        let before = period.get_untracked().map(|before| untrack(|| named(portal, before)));
        editing.edit(|review| {
            // A title that is the name of the period follows it.
            if before.is_some_and(|before| before == review.title) {
                review.title = untrack(|| named(portal, chosen));
            }
            review.period = chosen.to_string();
        });
    };
    let choose = move |word: String| {
        by_dates.set(word == DATES);
        if let Some(period) = Period::parse(&word) {
            put(period);
        }
    };
    let days = Signal::derive(move || {
        let today = portal.reader.with(|reader| reader.today());
        period.get().map_or((None, None), |period| period.days(today))
    });
    let words =
        Signal::derive(move || period.get().map_or_else(|| text.get(), |period| named(portal, period)));
    move || {
        if fixed.get() {
            return view! {
                <Field label=t!("review.period") value=words on_input=|_: String| () readonly=fixed/>
            }
            .into_any();
        }
        view! {
            <div class="stack stack-4">
                <Select label=t!("review.period") choices value on_change=choose error/>
                <Show when=move || by_dates.get()><Dates days on_choose=put/></Show>
            </div>
        }
        .into_any()
    }
}

/// The period of a review in words; the text itself where it is none.
pub(super) fn period_words(editing: Editing) -> Signal<String> {
    let portal = editing.view.portal;
    Signal::derive(move || {
        let text = editing.review.with(|review| review.period.clone());
        Period::parse(&text).map_or(text, |period| named(portal, period))
    })
}
