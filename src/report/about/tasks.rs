//! Figures of the customer's tasks: of how many incidents, how long they took, and the list behind them.

use super::incidents::{basis, facts};
use super::{Amount, Behind, Few, Given, Item, Name, Told, count, durations};
use crate::analytics::dimension::Dim;
use crate::analytics::period::Period;
use crate::analytics::task_state::TaskState;
use crate::report::tasks::{Tasks, times};
use crate::report::trends::MONTHS;

/// What a figure of tasks of the incidents of a period says.
pub(super) fn of(item: Item, given: &Given<'_>) -> Told {
    let Given { state, columns, period, reader, .. } = *given;
    // By severity obeys all filters except its own.
    let own = (item == Item::TasksBySeverity).then_some(Dim::Severity);
    let mut filter = given.filter.clone();
    own.into_iter().for_each(|own| filter.clear(own));
    let basis = basis(given, period, own);
    let tasks = Tasks::of(state, columns, &filter, period, reader);
    let with_task = tasks.incidents.len();
    let mut told = vec![
        count("tasks", tasks.counts.total()),
        count("withTask", with_task),
        count("withoutTask", basis.rows.count().saturating_sub(with_task)),
    ];
    let mut n = tasks.counts.total();
    let mut listed = (None, n);
    match item {
        Item::Tasks(state) => listed = (Some(state), tasks.counts.of(state)),
        Item::TaskTimes => {
            n = tasks.time_to_complete.map_or(0, |it| it.n);
            told.insert(0, durations("now", tasks.time_to_complete));
            told.insert(1, durations("periodBefore", tasks.time_before));
            told.push(count("notCompleted", tasks.counts.total() - tasks.counts.of(TaskState::Completed)));
            listed = (Some(TaskState::Completed), n);
        }
        _ => {}
    }
    told.extend(facts(&basis, given, period));
    let (state, count) = listed;
    (told, Few::of(n), Behind::Tasks(filter, state, count))
}

/// What the tasks by the month of their completion say.
pub(super) fn by_month(given: &Given<'_>) -> Told {
    let Given { state, columns, filter, reader, .. } = *given;
    let today = reader.today();
    let days = (today.month_start(u32::from(MONTHS)), today.month_start(0));
    let whole = Tasks::completed_in(state, columns, filter, days, reader);
    let months = Tasks::by_month(state, columns, filter, MONTHS, reader);
    let all = months.iter().map(|month| month.completed).sum();
    let mut told = vec![durations("now", times(&whole)), count("tasks", all), count("withTask", whole.len())];
    told.extend(months.iter().map(|month| (Name::Month(month.first), Amount::Durations(month.time))));
    // A task is counted by when it was completed, whenever its incident was created.
    told.extend(facts(&basis(given, Period::All, None), given, Period::All));
    let few = Few::of_months(months.iter().map(|month| month.completed));
    (told, few, Behind::Here(all))
}
