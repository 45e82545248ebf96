//! The laws of the domain: what holds after any sequence of commands, imports and settings, whatever the clock says.

use crate::world::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::{BTreeMap, BTreeSet};
use watchfloor::domain::apply::apply;
use watchfloor::domain::command::Command;
use watchfloor::domain::decide::decide;
use watchfloor::domain::event::{Entry, Event, IncidentEvent as Happened};
use watchfloor::domain::people::{Party, Role};
use watchfloor::domain::phase::Phase;
use watchfloor::domain::response::{ACTIONS_MAX, Action, ActionState};
use watchfloor::domain::state::{Incident, State};
use watchfloor::domain::vocabulary::Status;
use watchfloor::domain::who_acts::{Verdict, may_investigate};
use watchfloor::domain::work::Stage;

/// Where the moves begin: a new workspace, one at the gate, one in service with an incident being worked.
fn beginnings() -> impl Strategy<Value = World> {
    let worked = || World::serving().given(&worked()).given(&[expert(summary("malware"))]);
    prop_oneof![
        1 => Just(World::new()),
        1 => Just(World::ready(Default::default())),
        2 => Just(World::serving()),
        6 => Just(worked()),
    ]
}

/// Everything that holds of a state, at any time.
fn hold(state: &State) {
    let permissions = state.settings.permissions;
    assert!(!permissions.respond || permissions.investigate, "respond never without investigate");
    let phases: Vec<Phase> = state.phases.iter().map(|change| change.phase).collect();
    assert!(phases.is_sorted_by(|a, b| a < b), "phases only go forward: {phases:?}");
    let submitted = state.onboarding.submitted.is_some();
    assert_eq!(submitted, state.phase() >= Phase::Readiness, "readiness begins with the submission");
    for row in state.catalogue.rows() {
        let id = state.catalogue.get(row).unwrap().id().to_owned();
        hold_of(state.incident(&id).unwrap());
    }
}

/// Everything that holds of an incident.
fn hold_of(incident: Incident<'_>) {
    one_list_at_most(incident);
    let Some(work) = incident.work else { return };
    let response = &work.response;
    let waits =
        |action: &Action| action.published && action.party == Party::Customer && !action.state.is_settled();
    if incident.status() == Status::AwaitingAction && incident.known.status() != Status::AwaitingAction {
        assert!(response.published.is_some(), "awaits action without a response");
        assert!(response.actions.iter().any(waits), "awaits action, and none is open");
    }
    if work.status.as_ref().is_some_and(|here| here.value == Status::Resolved) {
        assert!(work.resolution.is_some(), "resolved here without a resolution");
    }
    if response.published.is_none() {
        assert!(!response.actions.iter().any(|action| action.published), "published without a response");
    }
    assert!(response.actions.len() <= ACTIONS_MAX);
    let ids: BTreeSet<_> = response.actions.iter().map(|action| &action.plan.id).collect();
    assert_eq!(ids.len(), response.actions.len(), "an action twice");
    for action in &response.actions {
        let by = match &action.state {
            ActionState::NotStarted => None,
            ActionState::InProgress { by, .. }
            | ActionState::Partly { by, .. }
            | ActionState::Completed { by, .. }
            | ActionState::Failed { by, .. }
            | ActionState::Skipped { by, .. } => Some(by.as_str()),
        };
        assert!(
            action.published || matches!(by, None | Some("Eve")),
            "the customer touched what it cannot see"
        );
        assert!(action.plan.after.as_ref().is_none_or(|first| ids.contains(first)), "a predecessor is gone");
        assert!(!action.why.is_empty(), "an action without a reason why");
    }
    assert!(
        work.assignment.as_ref().is_none_or(|here| here.value.party.is_some() || here.value.person.is_none())
    );
}

/// The four lists of the service are exclusive and follow from status, assignment and tag alone.
fn one_list_at_most(incident: Incident<'_>) {
    let (status, experts) = (incident.status(), incident.assignment().party == Some(Party::Experts));
    let lists = [
        (Stage::WaitingForExperts, experts && status == Status::Active),
        (Stage::BeingWorked, experts && status == Status::InProgress),
        (Stage::YourTurn, status == Status::AwaitingAction),
        (Stage::FinishedByExperts, status == Status::Resolved && incident.has_experts_tag()),
    ];
    let on: Vec<Stage> = lists.iter().filter(|(_, on)| *on).map(|(stage, _)| *stage).collect();
    assert!(on.len() <= 1, "on several lists: {on:?}");
    if let [stage] = on[..] {
        assert_eq!(incident.stage(), stage);
    } else if status.is_known() {
        let none = [Stage::New, Stage::OwnTeam, Stage::Resolved, Stage::Redirected];
        assert!(none.contains(&incident.stage()), "{:?} is none of the lists", incident.stage());
    }
}

/// What an accepted command says it changed is changed: nothing of an import stands against it.
fn takes_effect(world: &World, events: &[Event]) {
    // Of several words on one thing the last one holds.
    let mut last = BTreeMap::new();
    for (id, what) in events.iter().flat_map(Event::happenings) {
        let thing = match what {
            Happened::TagAdded { tag } | Happened::TagRemoved { tag } => format!("tag {tag}"),
            Happened::Resolved { .. } | Happened::Reopened { .. } => "resolution".to_owned(),
            other => variant(other),
        };
        last.insert((id.as_str().to_owned(), thing), what);
    }
    for ((id, _), what) in last {
        let incident = world.state.incident(&id).unwrap();
        match what {
            Happened::StatusChanged { to, .. } => assert_eq!(incident.status(), *to),
            Happened::Assigned { to, .. } => assert_eq!(incident.assignment(), *to),
            Happened::Classified { classification, determination } => {
                assert_eq!(incident.verdict(), (classification.clone(), determination.clone()));
            }
            Happened::TagAdded { tag } => assert!(incident.tags().contains(&tag.as_str())),
            Happened::TagRemoved { tag } => assert!(!incident.tags().contains(&tag.as_str())),
            Happened::Resolved { .. } => assert_eq!(incident.resolved_at(), Some((world.now, false))),
            Happened::MergedInto { into, .. } => assert_eq!(incident.merged_into(), Some(into.as_str())),
            _ => {}
        }
    }
}

/// Experts do only what the customer allows at that moment.
fn within_bounds(before: &State, entry: &Entry) {
    for (incident, what) in entry.events.iter().flat_map(Event::happenings) {
        let incident = before.incident(incident.as_str()).unwrap();
        let brief = incident.brief();
        let worked = matches!(
            what,
            Happened::SummarySaved { .. }
                | Happened::ActionPlanned { .. }
                | Happened::ActionChanged { .. }
                | Happened::ResponsePublished { .. }
        );
        if worked {
            assert_eq!(entry.by.role, Role::Expert);
            assert!(may_investigate(before.facts(&brief, entry.at)).0, "worked without permission");
        }
        if let Happened::ResponsePublished { .. } = what {
            assert_eq!(before.phase(), Phase::FullResponse, "published before full response");
        }
        let (Happened::ActionStarted { action } | Happened::ActionCompleted { action, .. }) = what else {
            continue;
        };
        let action = incident.response().and_then(|response| response.action(action)).unwrap();
        assert_eq!(action.party, entry.by.party(), "the other side's action");
        if action.party == Party::Experts {
            let target = action.plan.target.as_ref();
            let (verdict, why) = before.who_acts(&brief, action.plan.kind, target, entry.at);
            assert_eq!(verdict, Verdict::ExpertsAct, "{why:?}");
        }
    }
}

/// The state that the journal adds up to, written down and read again. Batches are read as they come, or all at the end.
fn replayed(world: &World, at_the_end: bool) -> State {
    let mut state = State::default();
    let mut left = Vec::new();
    for (entry, briefs) in world.journal.iter().zip(&world.briefs) {
        let text = serde_json::to_string(entry).unwrap();
        let read: Entry = serde_json::from_str(&text).unwrap();
        assert_eq!(&read, entry, "{text}");
        let batch = state.catalogue.batch_count();
        apply(&mut state, &read);
        if at_the_end {
            left.push((batch, briefs));
        } else {
            absorb(&mut state, batch, briefs);
        }
    }
    left.into_iter().for_each(|(batch, briefs)| absorb(&mut state, batch, briefs));
    state
}

proptest! {
    #[test]
    fn no_sequence_of_commands_breaks_an_invariant(world in beginnings(), moves in moves(60)) {
        let mut world = world;
        hold(&world.state);
        for step in &moves {
            let before = world.state.clone();
            match world.make(step) {
                Ok(events) => {
                    prop_assert!(!events.is_empty());
                    prop_assert_eq!(world.state.seq, before.seq + 1);
                    within_bounds(&before, world.journal.last().unwrap());
                    takes_effect(&world, &events);
                    hold(&world.state);
                }
                Err(refusal) => {
                    prop_assert_eq!(&before, &world.state, "a refusal changed something");
                    prop_assert!(!refusal.to_string().is_empty());
                }
            }
        }
    }

    #[test]
    fn a_journal_adds_up_to_one_state(world in beginnings(), moves in moves(60)) {
        let mut world = world;
        for step in &moves {
            let _ = world.make(step);
        }
        prop_assert_eq!(&replayed(&world, false), &world.state);
        prop_assert_eq!(&replayed(&world, true), &world.state);
    }

    /// An event about something that is not there can still be read: entries apply in any order and any number.
    #[test]
    fn applying_never_fails(
        world in beginnings(),
        moves in moves(60),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 0..40),
    ) {
        let mut world = world;
        for step in &moves {
            let _ = world.make(step);
        }
        let (mut one, mut other) = (State::default(), State::default());
        for pick in picks {
            let entry = pick.get(&world.journal);
            apply(&mut one, entry);
            apply(&mut other, entry);
            prop_assert_eq!(&one, &other);
            prop_assert_eq!(one.seq, entry.seq);
        }
    }

    /// Asked again at once, an accepted command is refused: it acts once.
    #[test]
    fn what_was_accepted_acts_once(world in beginnings(), moves in moves(60)) {
        let mut world = world;
        for step in &moves {
            let before = world.state.work.clone();
            if let (Ok(_), What::Ask(role, command)) = (world.make(step), &step.what) {
                // Acts that take each other back, such as planning and withdrawing, leave all as it was.
                if matches!(**command, Command::Incidents { .. }) && world.state.work == before {
                    continue;
                }
                let again = decide(&world.state, command, &actor(*role), world.now);
                prop_assert!(again.is_err(), "{:?} acts twice: {}", command, told(&again));
            }
        }
    }
}

/// The laws would say little if the moves did not get anywhere.
#[test]
fn the_moves_reach_every_stage_and_every_event() {
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let strategy = (beginnings(), moves(120));
    let (mut stages, mut events, mut refusals) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for _ in 0..300 {
        let (mut world, moves) = strategy.new_tree(&mut runner).unwrap().current();
        for step in &moves {
            match world.make(step) {
                Ok(happened) => events.extend(happened.iter().flat_map(names)),
                Err(refusal) => drop(refusals.insert(variant(&refusal))),
            }
            stages.extend(["1", "2"].into_iter().filter_map(|id| Some(world.state.incident(id)?.stage())));
        }
    }
    assert_eq!(stages.len(), 8, "{stages:?}");
    // The rarest, such as the answer to a question, have tables of their own.
    assert!(events.len() >= 34, "{events:?}");
    assert!(refusals.len() >= 22, "{refusals:?}");
}

/// The names of an event, those of incidents by what happened.
fn names(event: &Event) -> Vec<String> {
    match event {
        Event::Incident { .. } => event.happenings().map(|(_, what)| variant(what)).collect(),
        Event::Incidents { .. } => {
            let happened = event.happenings().map(|(_, what)| variant(what));
            happened.chain([variant(event)]).collect()
        }
        other => vec![variant(other)],
    }
}

/// The name of a variant.
fn variant(value: &impl std::fmt::Debug) -> String {
    format!("{value:?}").split([' ', '(', '{']).next().unwrap().to_owned()
}
