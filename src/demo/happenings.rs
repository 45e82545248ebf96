//! What happens over the six months: the rhythm of every day, the incidents that the story tells, and which of all of them
//! the experts of the story work on.

use super::autopilot::Finding;
use super::chapters::{MONITORING_DAYS, SERVICE_DAYS, Times};
use super::incidents::{self, Planned};
use super::script::Size;
use super::stories::{
    BEACON, CREDENTIALS, EVERYDAY, End, MAIL_FRAUD, MALWARE, NOTIFICATION, PHISHING, RANSOMWARE, Story,
};
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};

/// At most about so many incidents have a managed response that was worked out here; the others come as the source closed
/// them. Each of these takes some ten steps, and a journal of all of a large company would not fit a browser.
const WORKED_MAX: usize = 450;
/// So many of them are the newest, so that the last days look as a service at work looks.
const NEWEST: usize = 90;
/// An incident that a chapter tells is known to the source so long before the chapter begins.
const AHEAD_MS: i64 = 90_000;

/// Whether a story is told by a chapter.
pub(super) fn told(story: &Story) -> bool {
    [MAIL_FRAUD.title, RANSOMWARE.title].contains(&story.title)
}

/// Everything that happens, the oldest first: the rhythm of every day, and the incidents that the story tells.
pub(super) fn all(seed: u64, size: Size, times: &Times) -> Vec<Planned> {
    let days = SERVICE_DAYS + MONITORING_DAYS.unsigned_abs();
    let mut all = incidents::everyday(seed, size.incidents(), days, times.end);
    // While the experts learn, only what settles itself is shown: nothing is published yet.
    let response = times.start(6).plus_millis(DAY_MS);
    all.retain(|incident| incident.created >= response || matches!(incident.story.end, End::BySource(..)));
    let ago = |hours: i64| times.end.plus_millis(-hours * HOUR_MS + 7 * MINUTE_MS);
    // Its last alert is there when its chapter begins.
    let before = |chapter: u8, story: &Story| {
        times.start(chapter).plus_millis(-story.minutes() * MINUTE_MS - AHEAD_MS)
    };
    let told: [(&Story, Timestamp); 4] = [
        (&MAIL_FRAUD, before(8, &MAIL_FRAUD)),
        (&RANSOMWARE, before(9, &RANSOMWARE)),
        (&RANSOMWARE, ago(112 * 24)),
        (&NOTIFICATION, ago(20 * 24 - 5)),
    ];
    all.extend(told.map(|(story, created)| Planned { number: 0, story, created, is_told: true }));
    // What is there to do for whoever opens it: something at every stage.
    let waiting = [(PHISHING, 9), (MALWARE, 6), (CREDENTIALS, 3), (BEACON, 1)];
    let waiting = waiting.iter().filter_map(|(at, hours)| Some((EVERYDAY.get(*at)?, ago(*hours))));
    all.extend(waiting.map(|(story, created)| Planned { number: 0, story, created, is_told: true }));
    all.sort_by_key(|incident| incident.created);
    (0..).zip(all).map(|(number, incident)| Planned { number, ..incident }).collect()
}

/// Which of them are worked on here: all that are told and the newest, and of the others so many as may be, at even
/// distances over the six months.
pub(super) fn worked(planned: &[Planned]) -> Vec<bool> {
    let is_possible = |incident: &Planned| Finding::of(incident.story).is_some();
    let possible = planned.iter().filter(|it| is_possible(it)).count();
    let newest = NEWEST.min(possible);
    let (older, wanted) = (possible - newest, WORKED_MAX.min(possible) - newest);
    let mut passed = 0;
    let is_worked = |incident: &Planned| {
        if !is_possible(incident) {
            return false;
        }
        passed += 1;
        // The number of those wanted among the first so many grows at each of them by one.
        let due = |count: usize| (count * wanted).checked_div(older).unwrap_or(0);
        incident.is_told || passed > older || due(passed) > due(passed - 1)
    };
    planned.iter().map(is_worked).collect()
}
