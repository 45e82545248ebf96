//! The script of the demonstration: a small simulation of the company and of the service. It answers one step after the
//! other, each decided on the state that the ones before have left, so that it takes the way of a real workspace.

use super::autopilot::{self, Finding};
use super::chapters::Times;
use super::chats;
use super::company::Company;
use super::dice::Dice;
use super::happenings::{self, told};
use super::incidents::{self, LAST_POLL_MS, Planned};
use super::onboarding::{self, Fixed};
use super::reviews;
use super::stories::{MAIL_FRAUD, RANSOMWARE};
use super::{meetings, telling, together, urgent};
use crate::domain::business_review::{FrozenFigures, Review};
use crate::domain::command::{Command, IncidentCommand as Act};
use crate::domain::ids::{ActionId, CommandId, IncidentId};
use crate::domain::people::{Actor, Party, Role};
use crate::domain::response::Action;
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use crate::domain::vocabulary::Severity;
use crate::domain::work::Stage;
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

/// So many days have one response at least that still waits for the customer.
const MONTH_DAYS: i64 = 30;
/// So many of those months there are: the current one, in which more waits, and those before it.
const MONTHS: usize = 3;
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

/// Makes the figures with which a review is signed, at a moment.
pub type Figures = Box<dyn Fn(&State, &Review, Timestamp) -> FrozenFigures>;

/// The script.
pub struct Demo {
    pub(super) company: Company,
    has_detail: bool,
    times: Times,
    fixed: Vec<Fixed>,
    planned: Vec<Planned>,
    /// When each is first known, in that order.
    arrivals: Vec<(Timestamp, usize)>,
    arrived: usize,
    /// Which incidents are worked on here; the others come as the source closed them.
    worked: Vec<bool>,
    /// In each month before the current one, the incident whose response still waits for the customer.
    lingering: [Option<usize>; MONTHS],
    figures: Option<Figures>,
    agenda: BinaryHeap<Reverse<(Timestamp, u64, Due)>>,
    order: u64,
    steps: u64,
}

impl Demo {
    /// The script for a seed, a size and the moment at which it ends.
    pub fn new(seed: u64, size: Size, end: Timestamp) -> Self {
        let company = Company::new(seed, size.devices());
        let times = Times::new(end);
        let planned = happenings::all(seed, size, &times);
        let worked = happenings::worked(&planned);
        let known = |(incident, is_worked): (&Planned, &bool)| {
            settled(incident, *is_worked, seed, end).unwrap_or_else(|| incident.raised())
        };
        let mut arrivals: Vec<(Timestamp, usize)> = planned.iter().zip(&worked).map(known).zip(0..).collect();
        arrivals.sort_unstable();
        let mut fixed = onboarding::plan(&times);
        fixed.extend(reviews::plan(&times));
        fixed.extend(together::plan(&times));
        fixed.extend(meetings::plan(&times));
        fixed.extend(urgent::plan(&times));
        fixed.extend(telling::plan(&times));
        fixed.extend(chats::plan(&times));
        let mut demo = Self {
            company,
            has_detail: size.has_detail(),
            times,
            fixed,
            planned,
            arrivals,
            arrived: 0,
            worked,
            lingering: [None; MONTHS],
            figures: None,
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

    /// Lets reviews be signed with their figures. Without this they are signed with none: so it is where only what comes
    /// next is of interest.
    pub fn sign_with(&mut self, figures: Figures) {
        self.figures = Some(figures);
    }

    /// Leaves evidence and descriptions out, as the largest size does.
    #[must_use]
    pub fn without_detail(self) -> Self {
        Self { has_detail: false, ..self }
    }

    /// What a chapter is about, where that is one thing: the id of an incident, of the review in the last chapter.
    pub fn subject(&self, chapter: u8) -> Option<String> {
        let story = match chapter {
            8 => &MAIL_FRAUD,
            9 => &RANSOMWARE,
            10 => return Some(reviews::last_id(&self.times)?.as_str().to_owned()),
            _ => return None,
        };
        let is_it = |it: &&Planned| it.is_told && it.story.title == story.title;
        self.planned.iter().rev().find(is_it).map(Planned::id)
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
        for (at, incident) in self.planned.iter().enumerate() {
            if self.worked.get(at) == Some(&true) {
                let (least, most) = if incident.story.is_high() { (1, 1) } else { (2, 6) };
                let minutes = Dice::of(seed, 3_000_000 + at as u64).between(least, most);
                polls.push(incident.raised().plus_millis(minutes * MINUTE_MS));
            }
        }
        // Whatever comes last is there at the end; of a million a day may bring more than one look takes.
        let last = self.times.end.plus_millis(-LAST_POLL_MS);
        let times = i64::try_from(self.arrivals.len().div_ceil(TOGETHER_MAX)).unwrap_or(1);
        polls.extend((0..times).map(|number| last.plus_millis(number)));
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
        let mut deed = (fixed.deed)(&self.company, state, fixed.at)?;
        if let Deed::Ask(Command::SignReview { review, figures }) = &mut deed {
            let known = &state.review(review)?.review;
            let made = self.figures.as_ref().map(|make| make(state, known, fixed.at));
            **figures = made.unwrap_or_default();
        }
        Some((fixed.by.clone(), deed))
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
        let mut text = String::with_capacity(new.len() * if self.has_detail { 5_000 } else { 900 });
        text.push_str("{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#security/incidents\",\"value\":[");
        let mut is_first = true;
        for index in new {
            let Some(incident) = self.planned.get(index).copied() else { continue };
            if !is_first {
                text.push(',');
            }
            is_first = false;
            let is_worked = self.worked.get(index) == Some(&true);
            let settled = settled(&incident, is_worked, self.company.seed, self.times.end);
            incidents::write(&mut text, &self.company, &incident, (at, settled), self.has_detail);
            if is_worked {
                let delay = self.delay(index, at, if incident.story.is_high() { (2, 4) } else { (2, 50) });
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
        let next = match self.left_open(index, state) {
            Left::Nothing => autopilot::next_with(state, &id, &finding, at)?,
            Left::To(action) => autopilot::handed_on(state, &id, action, at)?,
            Left::AsItIs => autopilot::put_off(state, &id, at)?,
        };
        let is_high = incident.story.is_high();
        let minutes = match &next.act {
            // The hour in which what is high is to be answered leaves no time to lose.
            Act::TakeByExperts if is_high => (1, 4),
            Act::StartInvestigation { .. } if is_high => (3, 7),
            Act::TakeByExperts => (3, 15),
            Act::StartInvestigation { .. } => (8, 40),
            Act::Publish { .. } => self.reaction(index),
            // Before the pause is over, it is agreed anew.
            Act::PauseClock { .. } => (42_000, 43_000),
            _ if next.by.party() == Party::Customer => (4, 50),
            _ if is_high => (0, 1),
            _ => (2, 8),
        };
        let later = self.delay(index, at, minutes);
        self.put(later, Due::Work(index));
        let command = Command::Incident { incident: IncidentId::new(&id)?, act: next.act };
        Some((next.by, Deed::Ask(command)))
    }

    /// In each month one response is not carried out to its end: what is left of it waits for somebody else, and waits on.
    fn left_open(&mut self, index: usize, state: &State) -> Left {
        let Some(incident) = self.planned.get(index) else { return Left::Nothing };
        let days = self.times.end.millis_since(incident.created) / DAY_MS;
        let month = usize::try_from(days / MONTH_DAYS).unwrap_or(0);
        let Some(found) = state.incident(&incident.id()).filter(|it| it.stage() == Stage::YourTurn) else {
            return Left::Nothing;
        };
        let Some(slot) = self.lingering.get_mut(month).filter(|_| month > 0) else { return Left::Nothing };
        let is_ordinary = !incident.is_told && found.severity() == Severity::Medium;
        if slot.is_some_and(|taken| taken != index) || !is_ordinary {
            return Left::Nothing;
        }
        let response = found.response();
        let open: Vec<&Action> = response
            .iter()
            .flat_map(|response| response.open_for(Party::Customer))
            .filter(|action| action.published)
            .collect();
        match open.as_slice() {
            [last] if last.delegated.is_some() => Left::AsItIs,
            [last] => {
                *slot = Some(index);
                Left::To(last.plan.id.clone())
            }
            _ => Left::Nothing,
        }
    }

    /// How long the team takes to turn to what it is asked for: mostly within its targets, sometimes over night.
    fn reaction(&self, index: usize) -> (i64, i64) {
        let incident = self.planned.get(index);
        let is_new = incident.is_some_and(|it| self.times.end.millis_since(it.created) < 26 * HOUR_MS);
        let is_told = incident.is_some_and(|it| told(it.story));
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

/// What is left of a response for somebody else.
enum Left {
    /// It is carried out as always.
    Nothing,
    /// This action goes to somebody else.
    To(ActionId),
    /// Somebody has it, and it waits by agreement.
    AsItIs,
}

/// When an incident is settled at the source; `None` for one that is worked on here.
fn settled(incident: &Planned, is_worked: bool, seed: u64, end: Timestamp) -> Option<Timestamp> {
    incident.settled(seed).or_else(|| (!is_worked).then(|| incident.closed(seed, end)))
}
