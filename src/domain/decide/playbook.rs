//! Rules of playbooks: keeping versions, proposing, publishing by themselves.

use super::super::event::{Event, IncidentEvent as Happened};
use super::super::ids::{ActionId, ID_CHARS_MAX};
use super::super::indicator::{FOUND_MAX, Indicator};
use super::super::people::{Actor, Role};
use super::super::phase::Phase;
use super::super::playbook::{
    FACTS, PLAYBOOK_ACTIONS_MAX, PLAYBOOKS_MAX, Playbook, Publishing, unknown_in_braces,
};
use super::super::refusal::{Problem, Refusal};
use super::super::response::{Action, ActionPlan, InvestigationSummary, Response};
use super::super::settings::LINE_CHARS_MAX;
use super::super::state::{Incident, State};
use super::super::technique::is_technique;
use super::super::time::Timestamp;
use super::checks::{Problems, line, line_problem, text_fits};
use super::incident::{Asked, Decision};
use super::needs;
use super::response::{SHAPED, concluded, planned, publish};
use std::collections::HashMap;

/// The experts keep playbooks; what they left as it came is kept as the original, whatever language they read. Who read an older version than there is now reads the newer one first.
pub(super) fn save(state: &State, playbook: &Playbook, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    needs(actor, &[Role::Expert])?;
    let playbook = &playbook.original();
    line("id", &playbook.id, ID_CHARS_MAX)?;
    line("name", &playbook.name, LINE_CHARS_MAX)?;
    text_fits(&playbook.about)?;
    concluded(&playbook.conclusion.0, &playbook.conclusion.1)?;
    if playbook.when.is_empty() {
        return Err(Refusal::NeedsConditions);
    }
    let summary = &playbook.summary;
    let texts = [
        &summary.what_happened,
        &summary.device_timeline,
        &summary.indicators_of_attack,
        &summary.indicators_of_compromise,
        &summary.impact,
    ];
    texts.into_iter().try_for_each(|text| text_fits(text))?;
    if summary.what_happened.trim().is_empty() {
        return Err(Refusal::NeedsSummary);
    }
    says_what_is_known(playbook)?;
    steps(playbook)?;
    let known = state.playbook(&playbook.id);
    if known.map_or(0, |known| known.version) != playbook.version {
        return Err(Refusal::Stale);
    }
    if known.is_none() && state.all_playbooks().len() >= PLAYBOOKS_MAX {
        return Err(Refusal::TooMany(PLAYBOOKS_MAX));
    }
    if known == Some(playbook) {
        return Err(Refusal::NothingToDo);
    }
    let next = Playbook { version: playbook.version.saturating_add(1), ..playbook.clone() };
    Ok(vec![Event::PlaybookSaved { playbook: Box::new(next) }])
}

/// Refuses a condition that can never hold, and words in braces that nothing fills in.
fn says_what_is_known(playbook: &Playbook) -> Result<(), Refusal> {
    let mut problems = Problems::default();
    let wrong = playbook.when.techniques.iter().find(|word| !is_technique(&word.to_ascii_uppercase()));
    problems.note("when.techniques", wrong.map(|_| Problem::NotATechnique));
    let summary = &playbook.summary;
    let texts = [
        &summary.what_happened,
        &summary.device_timeline,
        &summary.indicators_of_attack,
        &summary.indicators_of_compromise,
        &summary.impact,
    ];
    for (at, text) in texts.into_iter().enumerate() {
        let unknown = unknown_in_braces(text, &FACTS);
        problems.note(format!("summary[{at}]"), unknown.map(|_| Problem::UnknownFact));
    }
    for (at, step) in playbook.actions.iter().enumerate() {
        let unknown = unknown_in_braces(&step.title, &["asset"]);
        problems.note(format!("actions[{at}].title"), unknown.map(|_| Problem::UnknownFact));
    }
    problems.refuse()
}

fn steps(playbook: &Playbook) -> Result<(), Refusal> {
    if playbook.actions.len() > PLAYBOOK_ACTIONS_MAX {
        return Err(Refusal::TooMany(PLAYBOOK_ACTIONS_MAX));
    }
    let mut problems = Problems::default();
    for (at, step) in playbook.actions.iter().enumerate() {
        problems.note(format!("actions[{at}].title"), line_problem(&step.title, LINE_CHARS_MAX));
        let wrong = step.after.is_some_and(|before| before >= at);
        problems.note(format!("actions[{at}].after"), wrong.then_some(Problem::OutOfRange));
        text_fits(&step.instructions)?;
        text_fits(&step.impact)?;
    }
    problems.refuse()
}

/// The workspace, and so its administrator, says whether a playbook may publish by itself.
pub(super) fn allow(state: &State, allowed: bool, actor: &Actor) -> Result<Vec<Event>, Refusal> {
    needs(actor, &[Role::Administrator])?;
    if state.automation == allowed {
        return Err(Refusal::NothingToDo);
    }
    Ok(vec![Event::AutomationAllowed { allowed }])
}

/// An expert takes what a playbook proposes, to review it.
pub(super) fn apply_by_hand(asked: &Asked<'_>, id: &str, seed: &ActionId, found: &[Indicator]) -> Decision {
    needs(asked.actor, &[Role::Expert])?;
    asked.at(&SHAPED)?;
    asked.experts_may_work()?;
    let playbook = asked.state.playbook(id).ok_or(Refusal::NoSuchPlaybook)?;
    fit(found)?;
    let known = asked.response();
    let is_same = |applied: &super::super::playbook::Applied| {
        applied.playbook.id == playbook.id && applied.playbook.version == playbook.version
    };
    if known.playbooks.iter().any(is_same) {
        return Err(Refusal::NothingToDo);
    }
    proposed(asked, playbook, (seed, found), false)
}

/// What a playbook would put into the response of an incident now, kept or not and whether it fits or not: the summary,
/// and the actions that it would plan, each with who would act and why. The rules are those of applying it.
///
/// # Errors
///
/// A [`Refusal`] where a rule stands against what it would plan.
pub fn proposal(
    state: &State,
    incident: Incident<'_>,
    playbook: &Playbook,
    (actor, now): (&Actor, Timestamp),
    found: &[Indicator],
) -> Result<(InvestigationSummary, Vec<Action>), Refusal> {
    steps(playbook)?;
    let seed = ActionId::new("preview").ok_or(Refusal::NoSuchAction)?;
    let asked = Asked { state, incident, actor, now };
    let mut summary = asked.response().summary;
    let mut actions = Vec::new();
    for what in proposed(&asked, playbook, (&seed, found), false)? {
        match what {
            Happened::SummarySaved { summary: saved } => summary = *saved,
            Happened::ActionPlanned { action } => actions.push(*action),
            _ => {}
        }
    }
    Ok((summary, actions))
}

/// Refuses more indicators than are handed over together, and names without end.
fn fit(found: &[Indicator]) -> Result<(), Refusal> {
    if found.len() > FOUND_MAX {
        return Err(Refusal::TooMany(FOUND_MAX));
    }
    found.iter().try_for_each(|it| text_fits(&it.name))
}

/// The playbook with its snapshot, its summary and its actions, in the language of who proposes them.
fn proposed(
    asked: &Asked<'_>,
    playbook: &Playbook,
    (seed, found): (&ActionId, &[Indicator]),
    automatic: bool,
) -> Decision {
    let playbook = &playbook.spoken();
    let brief = asked.incident.brief();
    let mut response = asked.response();
    let mut happened = vec![Happened::PlaybookApplied { playbook: Box::new(playbook.clone()), automatic }];
    let summary = playbook.summary_for(&brief, &response.summary, found);
    if summary != response.summary {
        happened.push(Happened::SummarySaved { summary: Box::new(summary) });
    }
    let mut known = HashMap::new();
    for mut plan in playbook.plans_for(&brief, seed, automatic) {
        if let Some(planned) = planned_already(&asked.response(), &plan) {
            known.insert(plan.id, planned);
            continue;
        }
        // What was to wait for one that is left out waits for the one that is there.
        let firsts = plan.after.iter_mut().chain(&mut plan.more_after);
        firsts.for_each(|first| *first = known.get(&*first).unwrap_or(&*first).clone());
        let event = planned(asked, &response, &plan)?;
        if let Happened::ActionPlanned { action } = &event {
            response.actions.push((**action).clone());
        }
        happened.push(event);
    }
    Ok(happened)
}

/// The open action that a response has already of the same kind on the same assets: done twice it would do nothing more.
fn planned_already(response: &Response, plan: &ActionPlan) -> Option<ActionId> {
    let same = |other: &Action| {
        let mut targets = plan.targets().peekable();
        targets.peek().is_some()
            && other.plan.kind == plan.kind
            && !other.state.is_settled()
            && other.plan.object == plan.object
            && targets.all(|it| other.plan.targets().any(|one| one.kind == it.kind && one.id == it.id))
    };
    response.actions.iter().find(|other| same(other)).map(|other| other.plan.id.clone())
}

/// What follows when the experts begin: the first fitting playbook that publishes by itself is applied and published,
/// where the workspace allows it. What the rules refuse is left to the expert: the investigation has begun all the same.
pub(super) fn run_by_itself(asked: &Asked<'_>, begun: Vec<Happened>, found: &[Indicator]) -> Decision {
    fit(found)?;
    let Some(playbook) = playbook_by_itself(asked.state, asked.incident) else { return Ok(begun) };
    let more = run(asked, playbook, &begun, found).unwrap_or_default();
    Ok(begun.into_iter().chain(more).collect())
}

/// The playbook that would publish by itself once the experts begin with an incident, where the workspace allows it.
pub fn playbook_by_itself<'a>(state: &'a State, incident: Incident<'_>) -> Option<&'a Playbook> {
    let is_on = state.automation && state.phase() >= Phase::FullResponse;
    let is_untouched = || incident.response().is_none_or(|response| *response == Response::default());
    if !is_on || !is_untouched() {
        return None;
    }
    let fitting = state.fitting_playbooks(&incident.brief());
    fitting.into_iter().find(|it| it.publishing == Publishing::ByItself)
}

fn run(
    asked: &Asked<'_>,
    playbook: &Playbook,
    begun: &[Happened],
    found: &[Indicator],
) -> Option<Vec<Happened>> {
    // The number of the entry makes the ids of the actions unique.
    let seed = ActionId::new(&format!("auto-{}-{}", asked.state.seq.saturating_add(1), asked.incident.id()))?;
    let after = |happened: &[Happened]| asked.work_after(happened);
    let work = after(begun);
    let proposal = proposed(&asked.with(&work), playbook, (&seed, found), true).ok()?;
    let all: Vec<Happened> = begun.iter().chain(&proposal).cloned().collect();
    let work = after(&all);
    let (classification, determination) = &playbook.conclusion;
    let published = publish(&asked.with(&work), classification, determination).ok()?;
    Some(proposal.into_iter().chain(published).collect())
}

impl<'a> Asked<'a> {
    /// The same question with other work on the incident.
    fn with<'b>(&'b self, work: &'b super::super::work::Work) -> Asked<'b>
    where
        'a: 'b,
    {
        let incident = Incident { known: self.incident.known, work: Some(work) };
        Asked { state: self.state, incident, actor: self.actor, now: self.now }
    }
}
