//! The script of the demonstration: a small simulation of the company and of the service. It answers one step after the
//! other, each decided on the state that the ones before have left, so that it takes the way of a real workspace.

use super::autopilot::{self, Finding};
use super::chapters::{SERVICE_DAYS, Times};
use super::company::Company;
use super::dice::Dice;
use super::incidents::{self, Planned};
use super::onboarding::{self, Fixed};
use super::stories::{
    BEACON, CREDENTIALS, EVERYDAY, End, MAIL_FRAUD, MALWARE, NOTIFICATION, PHISHING, RANSOMWARE,
};
use super::together;
use crate::domain::command::{Command, IncidentCommand as Act};
use crate::domain::ids::{CommandId, IncidentId};
use crate::domain::people::{Actor, Party, Role};
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use crate::formats::script::{Deed, Step};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How large the company is, and how much happens to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// A small office.
    Small,
    /// A company.
    #[default]
    Usual,
    /// A large company: twenty thousand incidents.
    Large,
    /// A million incidents, without the detail of evidence.
    Huge,
}

impl Size {
    /// All sizes, the smallest first.
    pub const ALL: [Self; 4] = [Self::Small, Self::Usual, Self::Large, Self::Huge];

    /// The word for links.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Usual => "usual",
            Self::Large => "large",
            Self::Huge => "huge",
        }
    }

    /// The size with this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|size| size.as_str() == word)
    }

    /// How many devices the company has.
    pub fn devices(self) -> usize {
        match self {
            Self::Small => 60,
            Self::Usual => 640,
            Self::Large => 4_000,
            Self::Huge => 12_000,
        }
    }

    /// About how many incidents there are in six months.
    pub fn incidents(self) -> u64 {
        match self {
            Self::Small => 140,
            Self::Usual => 720,
            Self::Large => 20_000,
            Self::Huge => 1_000_000,
        }
    }

    fn has_detail(self) -> bool {
        self != Self::Huge
    }
}

/// The newest incidents are worked on here, at most so many; older ones come as the source has them.
const WORKED_MAX: usize = 450;
/// So many incidents are taken in at once.
const TOGETHER_MAX: usize = 20_000;

/// What is due at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    /// A step that does not depend on incidents.
    Fixed(usize),
    /// What is new at the source is taken in.
    Poll,
    /// Somebody goes on with an incident.
    Work(usize),
}

/// The script.
pub struct Demo {
    pub(super) company: Company,
    size: Size,
    times: Times,
    fixed: Vec<Fixed>,
    planned: Vec<Planned>,
    /// When each is first known, in that order.
    arrivals: Vec<(Timestamp, usize)>,
    arrived: usize,
    /// Incidents from this one on are worked on.
    worked_from: usize,
    agenda: BinaryHeap<Reverse<(Timestamp, u64, Due)>>,
    order: u64,
    steps: u64,
}

impl Demo {
    /// The script for a seed, a size and the moment at which it ends.
    pub fn new(seed: u64, size: Size, end: Timestamp) -> Self {
        let company = Company::new(seed, size.devices());
        let times = Times::new(end);
        let planned = all_incidents(seed, size, &times);
        let known = |incident: &Planned| incident.settled(seed).unwrap_or_else(|| incident.raised());
        let mut arrivals: Vec<(Timestamp, usize)> = planned.iter().map(known).zip(0..).collect();
        arrivals.sort_unstable();
        let is_worked = |incident: &Planned| Finding::of(incident.story).is_some();
        let newest = planned.iter().enumerate().rev().filter(|(_, it)| is_worked(it)).take(WORKED_MAX);
        let worked_from = newest.last().map_or(0, |(at, _)| at);
        let mut fixed = onboarding::plan(&times);
        fixed.extend(together::plan(&times));
        let mut demo = Self {
            company,
            size,
            times,
            fixed,
            planned,
            arrivals,
            arrived: 0,
            worked_from,
            agenda: BinaryHeap::new(),
            order: 0,
            steps: 0,
        };
        demo.fill_agenda(seed);
        demo
    }

    /// When the chapters begin.
    pub fn times(&self) -> Times {
        self.times
    }

    /// The name of the company.
    pub fn company_name() -> &'static str {
        super::company::NAME
    }

    /// Who founds the workspace.
    pub fn founder() -> Actor {
        autopilot::actor(autopilot::ADVISOR, Role::Advisor)
    }

    /// When the next step is due, if any is left.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.agenda.peek().map(|Reverse((at, ..))| *at)
    }

    fn fill_agenda(&mut self, seed: u64) {
        for at in 0..self.fixed.len() {
            let due = self.fixed.get(at).map(|fixed| fixed.at);
            due.into_iter().for_each(|due| self.put(due, Due::Fixed(at)));
        }
        let mut polls: Vec<Timestamp> = Vec::new();
        for (at, incident) in self.planned.iter().enumerate().skip(self.worked_from) {
            if Finding::of(incident.story).is_some() {
                let minutes = Dice::of(seed, 3_000_000 + at as u64).between(2, 6);
                polls.push(incident.raised().plus_millis(minutes * MINUTE_MS));
            }
        }
        if let Some(first) = self.planned.get(self.worked_from) {
            // What is older than the first that is worked on comes before it, a part at a time.
            let older = self.arrivals.partition_point(|(known, _)| *known < first.created);
            let times = older.div_ceil(TOGETHER_MAX);
            let back = |left: usize| first.created.plus_millis(-i64::try_from(left).unwrap_or(0) * 1_000);
            polls.extend((0..times).rev().map(back));
        }
        // Whatever comes last is there at the end.
        polls.push(self.times.end.plus_millis(-4 * MINUTE_MS));
        polls.into_iter().for_each(|poll| self.put(poll, Due::Poll));
    }

    fn put(&mut self, at: Timestamp, due: Due) {
        self.order += 1;
        self.agenda.push(Reverse((at, self.order, due)));
    }

    /// The next step on a state that all steps before it have been applied to; `None` at the end of the story.
    pub fn next(&mut self, state: &State) -> Option<Step> {
        loop {
            let Reverse((at, _, due)) = self.agenda.pop()?;
            if at > self.times.end {
                continue;
            }
            let made = match due {
                Due::Fixed(index) => self.fixed(index, state),
                Due::Poll => self.poll(at),
                Due::Work(index) => self.work(index, at, state),
            };
            let Some((by, deed)) = made else { continue };
            self.steps += 1;
            let id = CommandId::new(&format!("demo-{}", self.steps))?;
            return Some(Step { id, at, by, deed });
        }
    }

    fn fixed(&self, index: usize, state: &State) -> Option<(Actor, Deed)> {
        let fixed = self.fixed.get(index)?;
        Some((fixed.by.clone(), (fixed.deed)(&self.company, state, fixed.at)?))
    }

    /// Takes in what is new at the source, and puts what is worked on onto the agenda.
    fn poll(&mut self, at: Timestamp) -> Option<(Actor, Deed)> {
        let from = self.arrived;
        let until = self.arrivals.partition_point(|(known, _)| *known <= at).min(from + TOGETHER_MAX);
        self.arrived = until;
        let new: Vec<usize> = self.arrivals.get(from..until)?.iter().map(|(_, index)| *index).collect();
        if new.is_empty() {
            return None;
        }
        let mut text = String::with_capacity(new.len() * if self.size.has_detail() { 5_000 } else { 900 });
        text.push_str("{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#security/incidents\",\"value\":[");
        let mut is_first = true;
        for index in new {
            let Some(incident) = self.planned.get(index).copied() else { continue };
            if !is_first {
                text.push(',');
            }
            is_first = false;
            let is_worked = index >= self.worked_from;
            incidents::write(&mut text, &self.company, &incident, (at, is_worked), self.size.has_detail());
            if is_worked && Finding::of(incident.story).is_some() {
                let delay =
                    self.delay(index, at, (2, if incident.story.severity == "high" { 12 } else { 50 }));
                self.put(delay, Due::Work(index));
            }
        }
        text.push_str("]}");
        let name = format!("incidents-{}.json", self.order);
        Some((Self::founder(), Deed::TakeFiles(vec![(name, text)])))
    }

    /// So many minutes later, at random between two numbers.
    fn delay(&self, index: usize, at: Timestamp, (least, most): (i64, i64)) -> Timestamp {
        let mut dice = Dice::of(self.company.seed ^ at.as_millis().unsigned_abs(), index as u64);
        at.plus_millis(dice.between(least, most) * MINUTE_MS + dice.between(0, 59) * 1_000)
    }

    /// Goes on with an incident, and comes back to it later.
    fn work(&mut self, index: usize, at: Timestamp, state: &State) -> Option<(Actor, Deed)> {
        let incident = *self.planned.get(index)?;
        let finding = Finding::of(incident.story)?;
        let id = incident.id();
        let next = autopilot::next_with(state, &id, &finding, at)?;
        let minutes = match &next.act {
            Act::TakeByExperts => (3, 15),
            Act::StartInvestigation => (8, 40),
            Act::Publish { .. } => self.reaction(index),
            _ if next.by.party() == Party::Customer => (4, 50),
            _ => (2, 8),
        };
        let later = self.delay(index, at, minutes);
        self.put(later, Due::Work(index));
        let command = Command::Incident { incident: IncidentId::new(&id)?, act: next.act };
        Some((next.by, Deed::Ask(command)))
    }

    /// How long the team takes to turn to what it is asked for: mostly within its targets, sometimes over night.
    fn reaction(&self, index: usize) -> (i64, i64) {
        let incident = self.planned.get(index);
        let is_new = incident.is_some_and(|it| self.times.end.millis_since(it.created) < 26 * HOUR_MS);
        let is_told =
            incident.is_some_and(|it| [MAIL_FRAUD.title, RANSOMWARE.title].contains(&it.story.title));
        match Dice::of(self.company.seed, 4_000_000 + index as u64).below(20) {
            // What the story tells is answered at once; what else is new waits for whoever looks at it.
            _ if is_told => (3, 9),
            _ if is_new => (3_000, 4_000),
            0 => (1_500, 2_900),
            1 | 2 => (400, 900),
            3..=6 => (120, 240),
            _ => (15, 110),
        }
    }
}

/// Everything that happens, the oldest first: the rhythm of every day, and the incidents that the story tells.
fn all_incidents(seed: u64, size: Size, times: &Times) -> Vec<Planned> {
    let days = SERVICE_DAYS + super::chapters::MONITORING_DAYS.unsigned_abs();
    let mut all = incidents::everyday(seed, size.incidents(), days, times.end);
    // While the experts learn, only what settles itself is shown: nothing is published yet.
    let response = times.start(6).plus_millis(DAY_MS);
    all.retain(|incident| incident.created >= response || matches!(incident.story.end, End::BySource(..)));
    let ago = |hours: i64| times.end.plus_millis(-hours * HOUR_MS + 7 * MINUTE_MS);
    let told = [
        (&MAIL_FRAUD, ago(30)),
        (&RANSOMWARE, ago(14)),
        (&RANSOMWARE, ago(112 * 24)),
        (&NOTIFICATION, ago(20 * 24 - 5)),
    ];
    all.extend(told.map(|(story, created)| Planned { number: 0, story, created }));
    // What is there to do for whoever opens it: something at every stage.
    let waiting = [(PHISHING, 9), (MALWARE, 6), (CREDENTIALS, 3), (BEACON, 1)];
    let waiting = waiting.iter().filter_map(|(at, hours)| Some((EVERYDAY.get(*at)?, ago(*hours))));
    all.extend(waiting.map(|(story, created)| Planned { number: 0, story, created }));
    all.sort_by_key(|incident| incident.created);
    (0..).zip(all).map(|(number, incident)| Planned { number, ..incident }).collect()
}
