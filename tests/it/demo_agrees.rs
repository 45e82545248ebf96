//! The demonstration played to its end: the audit, readiness and the report say what was played and nothing else.

use futures_executor::block_on;
use std::collections::{BTreeMap, BTreeSet};
use watchfloor::analytics::calendar::{Reader, Zone};
use watchfloor::analytics::columns::Columns;
use watchfloor::analytics::filter::Filter;
use watchfloor::analytics::period::Period;
use watchfloor::demo::script::{Demo, Size};
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::ids::{CommandId, WorkspaceId};
use watchfloor::domain::people::Party;
use watchfloor::domain::readiness::ActionStatus;
use watchfloor::domain::state::State;
use watchfloor::domain::time::{DAY_MS, Timestamp};
use watchfloor::domain::vocabulary::Status;
use watchfloor::formats::script::{Deed, Step};
use watchfloor::report::figure::Measure;
use watchfloor::report::overview::Overview;
use watchfloor::store::desk::Desk;
use watchfloor::store::fill::fill;
use watchfloor::store::memory::Memory;
use watchfloor::store::open::{Founding, open};

fn end() -> Timestamp {
    Timestamp::parse("2026-11-28T10:00:00Z").unwrap()
}

/// The whole story, step by step, and the workspace that it left.
fn played(size: Size) -> (Vec<Step>, Desk<Memory>) {
    let mut demo = Demo::new(1, size, end());
    let founding = Founding {
        workspace: WorkspaceId::new("demo").unwrap(),
        name: Demo::company_name().to_owned(),
        command: CommandId::new("demo-founding").unwrap(),
        by: Demo::founder(),
        at: demo.times().start(1),
    };
    let backend = Memory::new();
    let mut steps = Vec::new();
    let next = |state: &State| {
        let step = demo.next(state)?;
        steps.push(step.clone());
        Some(step)
    };
    let filled = block_on(fill(&backend, founding, next, &async || ())).unwrap();
    assert_eq!(filled.refused, []);
    // Read from what is on disk, as the application does.
    let session = block_on(open(&backend, &async || (), |_| ())).unwrap().unwrap();
    (steps, Desk::new(backend, session))
}

#[test]
fn the_audit_names_every_step_at_its_time_and_by_whom() {
    let (steps, desk) = played(Size::Small);
    let last = desk.read(|session| session.last_seq());
    let entries = block_on(desk.window(2, last)).unwrap();
    let told: Vec<_> = entries
        .iter()
        .map(|entry| (entry.entry().command.clone(), entry.entry().at, entry.entry().by.clone()))
        .collect();
    let done: Vec<_> = steps.iter().map(|step| (step.id.clone(), step.at, step.by.clone())).collect();
    assert_eq!(told, done);
}

#[test]
fn readiness_is_what_was_recorded_and_the_gate_is_open() {
    let (steps, desk) = played(Size::Small);
    let mut recorded: BTreeMap<String, ActionStatus> = BTreeMap::new();
    for step in &steps {
        if let Deed::Ask(Command::SetReadinessAction { key, status, .. }) = &step.deed {
            recorded.insert(key.clone(), *status);
        }
    }
    desk.read(|session| {
        let state = session.state();
        let known: BTreeMap<String, ActionStatus> =
            state.actions.iter().map(|(key, record)| (key.clone(), record.status)).collect();
        assert_eq!(known, recorded);
        assert!(state.gate(end()).is_open());
    });
}

#[test]
fn the_report_counts_what_the_experts_took_and_what_the_team_did() {
    let (steps, desk) = played(Size::Small);
    let (mut taken, mut helped, mut published) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for step in &steps {
        let Deed::Ask(Command::Incident { incident, act }) = &step.deed else { continue };
        match act {
            Act::TakeByExperts => drop(taken.insert(incident.as_str())),
            Act::Publish { .. } => drop(published.insert(incident.as_str())),
            Act::CompleteAction { .. } | Act::SkipAction { .. } if step.by.party() == Party::Customer => {
                helped.insert(incident.as_str());
            }
            _ => {}
        }
    }
    assert!(published.len() > 20 && published.is_subset(&taken) && !helped.is_empty());
    // The thirty complete days before the last one, in a zone without an offset.
    let today = Timestamp::from_millis(end().as_millis().div_euclid(DAY_MS) * DAY_MS);
    let from = today.plus_millis(-30 * DAY_MS);
    desk.read(|session| {
        let state = session.state();
        let (mut investigated, mut directly, mut with_help) = (0, 0, 0);
        for known in state.catalogue.rows().filter_map(|row| state.catalogue.get(row)) {
            let incident = state.incident(known.id()).unwrap();
            let is_in = known.created() >= from && known.created() < today;
            // What was settled before the experts took over here came with their tag from the source.
            let is_theirs = taken.contains(known.id()) || incident.has_experts_tag();
            if !is_in || !is_theirs || !state.settings.works(&incident.severity()) {
                continue;
            }
            investigated += 1;
            match incident.status() == Status::Resolved {
                true if helped.contains(known.id()) => with_help += 1,
                true => directly += 1,
                false => {}
            }
        }
        let reader = Reader { now: end(), zone: Zone::fixed(0) };
        let overview = Overview::of(&Columns::build(state), &Filter::default(), Period::Days(30), &reader);
        assert!(investigated > 5 && with_help > 0 && directly > 0);
        assert_eq!(overview.investigated.measure, Measure::Count(investigated));
        assert_eq!(overview.resolved_directly.measure, Measure::Count(directly));
        assert_eq!(overview.resolved_with_help.measure, Measure::Count(with_help));
    });
}
