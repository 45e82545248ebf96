//! Periods in the words of the interface, and which are offered.

use crate::analytics::period::Period;
use crate::t;

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
