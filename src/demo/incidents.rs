//! Incidents of the demonstration: when which story happens to whom, and the text of each as Graph exports it.

mod evidence;

use super::company::{App, Company, Device, Person, TENANT};
use super::dice::Dice;
use super::stories::{EVERYDAY, End, Stage, Story};
use crate::domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use std::fmt::Write;

/// An incident that is going to happen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Planned {
    /// Its number: its id is this one after [`FIRST_ID`].
    pub(super) number: u64,
    pub(super) story: &'static Story,
    pub(super) created: Timestamp,
    /// It belongs to the plot of the chapters and comes at its moment in every size.
    pub(super) is_told: bool,
}

/// Ids begin here, so that they look like those of a tenant that is in use.
const FIRST_ID: u64 = 40_000;

impl Planned {
    /// Its id.
    pub(super) fn id(&self) -> String {
        (FIRST_ID + self.number).to_string()
    }

    /// When the last alert of it was raised.
    pub(super) fn raised(&self) -> Timestamp {
        self.created.plus_millis(self.story.minutes() * MINUTE_MS)
    }

    /// When it is settled at the source by itself; `None` for one that people look at.
    pub(super) fn settled(&self, seed: u64) -> Option<Timestamp> {
        let minutes = Dice::of(seed, 7_000_000 + self.number).between(6, 75);
        let settles = matches!(self.story.end, End::BySource(..));
        settles.then(|| self.raised().plus_millis(minutes * MINUTE_MS))
    }

    /// When it was closed at the source, where nobody works on it here: before the story ends, so that it is there then.
    pub(super) fn closed(&self, seed: u64, end: Timestamp) -> Timestamp {
        let minutes = Dice::of(seed, 8_000_000 + self.number).between(40, 600);
        let closed = self.raised().plus_millis(minutes * MINUTE_MS);
        if closed < end.plus_millis(-LAST_POLL_MS) {
            return closed;
        }
        let left = end.plus_millis(-LAST_POLL_MS).millis_since(self.raised());
        self.raised().plus_millis(left / 2)
    }
}

/// So long before the end of the story the source is looked at for the last time.
pub(super) const LAST_POLL_MS: i64 = 4 * MINUTE_MS;
/// How busy a day of the week is, Thursday first, as 1970 began.
const WEEK: [u64; 7] = [11, 9, 3, 3, 12, 11, 11];
/// How busy an hour is, in UTC.
const HOURS: [u64; 24] = [2, 2, 2, 2, 2, 3, 5, 9, 11, 11, 10, 9, 8, 9, 10, 10, 9, 7, 5, 4, 3, 3, 2, 2];

/// So many incidents over the days before a moment, the oldest first, in the rhythm of the week and the day.
pub(super) fn everyday(seed: u64, count: u64, days: u64, end: Timestamp) -> Vec<Planned> {
    let first_day = end.as_millis().div_euclid(DAY_MS) - i64::try_from(days).unwrap_or(0);
    let rhythm = |day: u64| {
        let weekday = (first_day + i64::try_from(day).unwrap_or(0)).rem_euclid(7);
        usize::try_from(weekday).ok().and_then(|at| WEEK.get(at)).copied().unwrap_or(1)
    };
    let total: u64 = (0..days).map(rhythm).sum::<u64>().max(1);
    let mut planned = Vec::with_capacity(usize::try_from(count).unwrap_or(0));
    let (mut passed, mut done) = (0, 0);
    for day in 0..days {
        passed += rhythm(day);
        // What is due by the end of the day, without a remainder that would add up.
        let due = u64::try_from(u128::from(count) * u128::from(passed) / u128::from(total)).unwrap_or(done);
        let midnight = (first_day + i64::try_from(day).unwrap_or(0)) * DAY_MS;
        let mut of_day: Vec<Planned> = (done..due).map(|number| happening(seed, number, midnight)).collect();
        of_day.sort_by_key(|incident| incident.created);
        // The first of a day has the first number.
        let numbers = done..due;
        planned
            .extend(of_day.into_iter().zip(numbers).map(|(incident, number)| Planned { number, ..incident }));
        done = due;
    }
    planned.retain(|incident| incident.created < end);
    planned
}

fn happening(seed: u64, number: u64, midnight: i64) -> Planned {
    let mut dice = Dice::of(seed, 1_000_000 + number);
    let hour = weighed(&mut dice, &HOURS);
    let minutes = i64::try_from(hour).unwrap_or(0) * 60 + dice.between(0, 59);
    let seconds = dice.between(0, 59);
    let weights = EVERYDAY.map(|story| story.weight);
    let story = EVERYDAY.get(weighed(&mut dice, &weights)).unwrap_or(&EVERYDAY[0]);
    let created = Timestamp::from_millis(midnight + minutes * MINUTE_MS + seconds * 1_000);
    Planned { number, story, created, is_told: false }
}

/// A place in a list, the oftener the greater its weight.
fn weighed(dice: &mut Dice, weights: &[u64]) -> usize {
    let mut left = dice.below(weights.iter().sum());
    for (at, weight) in weights.iter().enumerate() {
        match left.checked_sub(*weight) {
            Some(rest) => left = rest,
            None => return at,
        }
    }
    0
}

/// Whom a story happens to.
struct Cast<'a> {
    device: Option<&'a Device>,
    server: Option<&'a Device>,
    person: Option<&'a Person>,
    app: App,
}

impl<'a> Cast<'a> {
    fn of(company: &'a Company, dice: &mut Dice, is_of_finance: bool) -> Self {
        let (device, person) = if is_of_finance {
            (company.finance_client(dice), company.finance_person(dice))
        } else {
            let device = company.client(dice);
            (device, company.person(dice))
        };
        Self { device, server: company.server(dice), person, app: Company::app(dice) }
    }
}

/// Writes an incident as the source knows it at a moment, with the time at which it was settled there, if it was. Without
/// detail it has no evidence and no text: as many as one likes can be kept.
pub(super) fn write(
    out: &mut String,
    company: &Company,
    planned: &Planned,
    (at, settled): (Timestamp, Option<Timestamp>),
    detail: bool,
) {
    let mut dice = Dice::of(company.seed, 5_000_000 + planned.number);
    let story = planned.story;
    let is_of_finance = story.title.contains("email compromise");
    let cast = Cast::of(company, &mut dice, is_of_finance);
    let priority = dice.between(story.priority.0, story.priority.1);
    let settled = settled.filter(|settled| *settled <= at);
    // Writing into a string cannot fail.
    let _ = incident(out, planned, &cast, (priority, settled));
    let mut is_first = true;
    for stage in story.stages {
        let raised = planned.created.plus_millis(stage.minute * MINUTE_MS);
        if raised > at {
            break;
        }
        if !is_first {
            out.push(',');
        }
        is_first = false;
        let _ = alert(out, planned, stage, &cast, &mut dice, (raised, settled, detail));
    }
    out.push_str("]}");
}

fn title(story: &Story, cast: &Cast<'_>) -> String {
    let device = cast.device.map_or("", |device| device.host.as_str());
    let person = cast.person.map_or("", |person| person.name.as_str());
    story.title.replace("{device}", device).replace("{user}", person)
}

fn incident(
    out: &mut String,
    planned: &Planned,
    cast: &Cast<'_>,
    (priority, settled): (i64, Option<Timestamp>),
) -> std::fmt::Result {
    let (id, story) = (planned.id(), planned.story);
    let (status, classification, determination, tags) = match (story.end, settled) {
        (_, None) => ("active", "unknown", "unknown", ""),
        (End::BySource(classification, determination), _) => ("resolved", classification, determination, ""),
        (End::NoThreat(classification, determination), _) => {
            ("resolved", classification, determination, "\"Defender Experts\"")
        }
        (End::Threat(_), _) => ("resolved", "truePositive", "multiStagedAttack", "\"Defender Experts\""),
    };
    let updated = settled.unwrap_or_else(|| planned.raised());
    write!(
        out,
        "{{\"id\":\"{id}\",\"tenantId\":\"{TENANT}\",\"status\":\"{status}\",\
         \"incidentWebUrl\":\"https://security.microsoft.com/incident2/{id}/overview?tid={TENANT}\",\
         \"redirectIncidentId\":null,\"displayName\":\"{}\",\"createdDateTime\":\"{}\",\
         \"lastUpdateDateTime\":\"{updated}\",\"assignedTo\":null,\"classification\":\"{classification}\",\
         \"determination\":\"{determination}\",\"severity\":\"{}\",\"customTags\":[],\"systemTags\":[{tags}],\
         \"priorityScore\":{priority},\"comments\":[],\"alerts\":[",
        title(story, cast),
        planned.created,
        story.severity
    )
}

fn alert(
    out: &mut String,
    planned: &Planned,
    stage: &Stage,
    cast: &Cast<'_>,
    dice: &mut Dice,
    (raised, settled, detail): (Timestamp, Option<Timestamp>, bool),
) -> std::fmt::Result {
    let id = planned.id();
    let Stage { title, category, technique, severity, minute, .. } = stage;
    let (product, detector) = stage.product.sources();
    let status = if settled.is_some() { "resolved" } else { "new" };
    let end = settled.map_or_else(|| "null".to_owned(), |at| format!("\"{at}\""));
    let begun = raised.plus_millis(-3 * MINUTE_MS);
    let updated = settled.unwrap_or(raised);
    write!(
        out,
        "{{\"id\":\"da{id}_{minute}\",\"providerAlertId\":\"{id}_{minute}\",\"incidentId\":\"{id}\",\
         \"status\":\"{status}\",\"severity\":\"{severity}\",\"classification\":\"unknown\",\
         \"determination\":\"unknown\",\"serviceSource\":\"{product}\",\"detectionSource\":\"{detector}\",\
         \"tenantId\":\"{TENANT}\",\"title\":\"{title}\",\"category\":\"{category}\",\
         \"mitreTechniques\":[\"{technique}\"],\"createdDateTime\":\"{raised}\",\"lastUpdateDateTime\":\"{updated}\",\
         \"resolvedDateTime\":{end},\"firstActivityDateTime\":\"{begun}\",\"lastActivityDateTime\":\"{raised}\",\
         \"comments\":[]"
    )?;
    if detail {
        write!(
            out,
            ",\"description\":\"{title}. Look at the evidence, find out who did it and whether it was meant to happen.\",\
             \"recommendedActions\":\"1. Find out what ran.\\n2. Contain the device.\\n3. Reset the credentials that were used.\",\
             \"alertWebUrl\":\"https://security.microsoft.com/alerts/da{id}_{minute}\",\"evidence\":["
        )?;
        evidence::write(out, stage.shows, cast, dice, raised, settled.is_some())?;
        out.push(']');
    }
    out.push('}');
    Ok(())
}
