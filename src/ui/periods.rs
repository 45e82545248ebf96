//! Periods in the words of the interface, which are offered, and whether there is anything before one.

use super::portal::Portal;
use crate::analytics::period::Period;
use crate::platform::intl;
use crate::t;
use crate::view::prelude::*;

/// The periods until now that lists of incidents and of alerts offer: those of the service's own queue, and a wider one.
pub const UNTIL_NOW: [Period; 7] = [
    Period::All,
    Period::Since(0),
    Period::Since(1),
    Period::Since(3),
    Period::Since(7),
    Period::Since(30),
    Period::Since(183),
];

/// The periods that a choice offers, with the present one among them.
pub fn offered(present: Period) -> Vec<Period> {
    let mut list = vec![
        Period::All,
        Period::Since(0),
        Period::Since(7),
        Period::Days(30),
        Period::Since(30),
        Period::ThisMonth,
        Period::Months(1),
        Period::Months(3),
        Period::Months(6),
    ];
    if !list.contains(&present) {
        list.push(present);
    }
    list
}

/// The name of a period.
pub fn name(period: Period) -> String {
    match period {
        Period::All => t!("period.all"),
        Period::Since(0) => t!("period.today"),
        Period::Since(days) => t!("period.since", n = days),
        Period::Days(days) => t!("period.days", n = days),
        Period::ThisMonth => t!("period.this-month"),
        Period::Months(months) => t!("period.months", n = months),
        Period::Between(first, last) => {
            let day = |day: Option<crate::analytics::calendar::CivilDay>| {
                day.map_or_else(String::new, |day| day.to_string())
            };
            t!("period.between", first = day(first), last = day(last))
        }
    }
}

/// What is said instead of a comparison where the period before ended before the first incident that is known: nothing
/// then is not "none".
pub fn nothing_before(portal: Portal, period: Period) -> Option<String> {
    portal.reader.with(|reader| {
        let today = reader.today();
        let (_, last) = period.before(today)?.days(today);
        let known = portal.board(|board| board.columns.numbers().days(&reader.zone))?;
        let first = *known.start();
        (last? < first).then(|| t!("report.no-before", day = intl::day(reader.zone.start_of(first))))
    })
}
