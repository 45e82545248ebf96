//! The autopilot: what the experts do next on an incident by the playbooks and by what the customer allows, and what the
//! customer's team does when it is its turn. Every proposal is put to the rules before it is made.

use super::stories::{End, Story};
use crate::domain::command::{Command, IncidentCommand as Act};
use crate::domain::decide::decide;
use crate::domain::ids::{ActionId, IncidentId};
use crate::domain::people::{Actor, Party, Role};
use crate::domain::response::{
    Action, ActionKind, ActionPlan, ApprovalState, InvestigationSummary, Response,
};
use crate::domain::state::{Incident, State};
use crate::domain::time::{DAY_MS, Timestamp};
use crate::domain::vocabulary::{Classification, Determination};
use crate::domain::who_acts::Verdict;
use crate::domain::work::{PauseReason, Stage};

/// What is done next, by whom.
#[derive(Clone, Debug)]
pub struct Move {
    /// By whom.
    pub by: Actor,
    /// What.
    pub act: Act,
}

/// What the experts find in the end.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Finding {
    /// A threat, which this playbook answers.
    Threat(String),
    /// None, for this reason.
    NoThreat(Classification, Determination, &'static str),
}

impl Finding {
    pub(super) fn of(story: &Story) -> Option<Self> {
        match story.end {
            End::BySource(..) => None,
            End::Threat(playbook) => Some(Self::Threat(playbook.to_owned())),
            End::NoThreat(classification, determination) => Some(Self::NoThreat(
                Classification::parse(classification),
                Determination::parse(determination),
                story.summary,
            )),
        }
    }
}

/// The experts of the story.
pub(super) const EXPERTS: [&str; 3] = ["Priya Raman", "Tomas Oliveira", "Ingrid Solheim"];
/// The advisor of the company.
pub(super) const ADVISOR: &str = "Marcus Webb";
/// The administrator of the company.
pub(super) const ADMINISTRATOR: &str = "Helen Brandt";
/// The analyst of the company.
pub(super) const ANALYST: &str = "Youssef Amrani";

pub(super) fn actor(person: &str, role: Role) -> Actor {
    Actor { person: person.to_owned(), role }
}

/// The expert on duty for an incident.
fn expert(incident: &str) -> Actor {
    let sum: usize = incident.bytes().map(usize::from).sum();
    actor(EXPERTS.get(sum % EXPERTS.len()).copied().unwrap_or_default(), Role::Expert)
}

/// What is done next on an incident, on whichever side; `None` when nothing is left that the rules allow. A threat is
/// answered by the first playbook that fits.
pub fn next(state: &State, incident: &str, now: Timestamp) -> Option<Move> {
    let found = state.incident(incident)?;
    if !matches!(found.stage(), Stage::New | Stage::WaitingForExperts | Stage::BeingWorked | Stage::YourTurn)
    {
        return None;
    }
    let brief = found.brief();
    let playbook = state.fitting_playbooks(&brief).first().map(|playbook| playbook.id.clone());
    let finding = playbook.map_or(
        Finding::NoThreat(
            Classification::FalsePositive,
            Determination::NotMalicious,
            "No sign of a threat was found in the alerts and their evidence, and no playbook fits.",
        ),
        Finding::Threat,
    );
    next_with(state, incident, &finding, now)
}

/// The same, when it is known what the experts will find.
pub(super) fn next_with(state: &State, incident: &str, finding: &Finding, now: Timestamp) -> Option<Move> {
    let found = state.incident(incident)?;
    let pilot = Pilot { state, found, now };
    match found.stage() {
        Stage::New => pilot.by_expert([Act::TakeByExperts]),
        Stage::WaitingForExperts => pilot.by_expert([Act::start()]),
        Stage::BeingWorked => pilot.answer().or_else(|| pilot.work(finding)),
        // What was allowed is done at once, and what was isolated is released before the last of it is done.
        Stage::YourTurn => pilot
            .answer()
            .or_else(|| pilot.experts_actions())
            .or_else(|| pilot.release())
            .or_else(|| pilot.team()),
        Stage::OwnTeam | Stage::FinishedByExperts | Stage::Resolved | Stage::Redirected => None,
    }
}

/// The team gives an action to somebody else, who has yet to find the time.
pub(super) fn handed_on(state: &State, incident: &str, action: ActionId, now: Timestamp) -> Option<Move> {
    let pilot = Pilot { state, found: state.incident(incident)?, now };
    let to = "Service desk".to_owned();
    let note =
        "The person is away for some weeks; the service desk sees to it on the first day back.".to_owned();
    pilot.by_team([Act::DelegateAction { action, to, note }])
}

/// Both sides agree that an action waits; a pause can be so long at most, and then is agreed anew.
pub(super) fn put_off(state: &State, incident: &str, now: Timestamp) -> Option<Move> {
    let pilot = Pilot { state, found: state.incident(incident)?, now };
    let until = now.plus_millis(30 * DAY_MS);
    let note = "Nothing is at risk meanwhile: the threat itself is removed.".to_owned();
    pilot.by_team([Act::PauseClock { until, reason: PauseReason::Agreed, note }])
}

struct Pilot<'a> {
    state: &'a State,
    found: Incident<'a>,
    now: Timestamp,
}

impl Pilot<'_> {
    /// The first of some acts that the rules allow to somebody.
    fn first(&self, by: &Actor, acts: impl IntoIterator<Item = Act>) -> Option<Move> {
        let incident = IncidentId::new(self.found.id())?;
        acts.into_iter().find_map(|act| {
            let command = Command::Incident { incident: incident.clone(), act: act.clone() };
            decide(self.state, &command, by, self.now).ok()?;
            Some(Move { by: by.clone(), act })
        })
    }

    fn by_expert(&self, acts: impl IntoIterator<Item = Act>) -> Option<Move> {
        self.first(&expert(self.found.id()), acts)
    }

    fn by_team(&self, acts: impl IntoIterator<Item = Act>) -> Option<Move> {
        self.first(&actor(ANALYST, Role::Analyst), acts)
    }

    fn response(&self) -> Response {
        self.found.response().cloned().unwrap_or_default()
    }

    /// The experts: playbook, own actions, publication.
    fn work(&self, finding: &Finding) -> Option<Move> {
        let response = self.response();
        let is_blank = response.summary.what_happened.trim().is_empty();
        match finding {
            Finding::NoThreat(_, _, summary) if is_blank => {
                let summary =
                    InvestigationSummary { what_happened: (*summary).to_owned(), ..response.summary };
                self.by_expert([Act::SaveSummary { summary: Box::new(summary) }])
            }
            Finding::NoThreat(classification, determination, _) => self.by_expert([Act::Publish {
                classification: classification.clone(),
                determination: determination.clone(),
            }]),
            Finding::Threat(id) => {
                let playbook = self.state.playbook(id)?;
                if !response.playbooks.iter().any(|applied| applied.playbook.id == *id) {
                    let seed = ActionId::new(&format!("{}-{id}", self.found.id()))?;
                    return self.by_expert([Act::ApplyPlaybook {
                        playbook: id.clone(),
                        seed,
                        found: Vec::new(),
                    }]);
                }
                let (classification, determination) = playbook.conclusion.clone();
                let publish = Act::Publish { classification, determination };
                self.experts_actions().or_else(|| self.by_expert([publish]))
            }
        }
    }

    fn experts_actions(&self) -> Option<Move> {
        let response = self.response();
        let open =
            response.actions.iter().filter(|action| action.party == Party::Experts && action.is_open());
        // The last one resolves the incident, which asks for a word.
        self.by_expert(
            open.flat_map(|action| [completed(action, ""), completed(action, "Nothing else was seen.")]),
        )
    }

    /// The experts release what they isolated or disabled, once only one thing is left to do; where they are to ask first,
    /// they ask.
    fn release(&self) -> Option<Move> {
        let response = self.response();
        let unasked = response
            .actions
            .iter()
            .filter(|action| action.party == Party::Experts && action.is_open() && action.approval.is_none());
        let asks = unasked.map(|action| Act::AskApproval {
            action: action.plan.id.clone(),
            note: "Nothing more was seen; it can go back to work.".to_owned(),
        });
        if let Some(asked) = self.by_expert(asks) {
            return Some(asked);
        }
        if response.open_for(Party::Customer).filter(|action| action.published).count() > 1 {
            return None;
        }
        let held = response.in_force().into_iter().filter(|(action, _)| action.party == Party::Experts);
        let plans = held.filter_map(|(action, asset)| {
            let kind = action.plan.kind.undone_by()?;
            let title = match kind {
                ActionKind::UnIsolateDevice => format!("Release {} from isolation", asset.name),
                ActionKind::EnableUser => format!("Enable {}", asset.name),
                ActionKind::UnRestrictAppExecution => format!("Remove the app restriction of {}", asset.name),
                _ => return None,
            };
            let id = ActionId::new(&format!("{}-{}", action.plan.id, kind.as_str()))?;
            if response.actions.iter().any(|known| known.plan.id == id) {
                return None;
            }
            let (verdict, _) =
                self.state.who_acts_on_all(&self.found.brief(), kind, Some(asset), &[], self.now);
            if !matches!(verdict, Verdict::ExpertsAct | Verdict::AskFirst) {
                return None;
            }
            let plan = ActionPlan { target: Some(asset.clone()), ..ActionPlan::new(id, kind, title) };
            Some(Act::PlanAction { plan: Box::new(plan) })
        });
        self.by_expert(plans.collect::<Vec<_>>())
    }

    /// The team answers a question of the experts.
    fn answer(&self) -> Option<Move> {
        let response = self.response();
        let is_open = |action: &&Action| {
            let asked =
                action.approval.as_ref().is_some_and(|approval| approval.state == ApprovalState::Open);
            asked && !action.state.is_settled()
        };
        let asked = response.actions.iter().filter(is_open);
        self.by_team(asked.map(|action| Act::AnswerApproval {
            action: action.plan.id.clone(),
            yes: true,
            note: "Go ahead.".to_owned(),
        }))
    }

    /// The team carries out its own actions.
    fn team(&self) -> Option<Move> {
        let response = self.response();
        let open: Vec<&Action> =
            response.open_for(Party::Customer).filter(|action| action.published).collect();
        // One action in fifteen is left out, since somebody else had done it: with its reason, as the rules want it.
        let skips = open.iter().filter(|action| is_skipped(action.plan.id.as_str()));
        let skips = skips.map(|action| Act::SkipAction {
            action: action.plan.id.clone(),
            reason: "Done by the service desk on the phone before.".to_owned(),
        });
        let all = skips.chain(open.iter().map(|action| completed(action, "Done.")));
        self.by_team(all.collect::<Vec<_>>())
    }
}

fn completed(action: &Action, note: &str) -> Act {
    Act::CompleteAction { action: action.plan.id.clone(), note: note.to_owned() }
}

fn is_skipped(id: &str) -> bool {
    id.bytes().map(u32::from).sum::<u32>().is_multiple_of(15)
}
