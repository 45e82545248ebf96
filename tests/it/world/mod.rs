//! A workspace for tests: it imports, asks and applies as a session does, with a clock of its own.

mod moves;
mod records;
mod steps;
mod tell;

pub(crate) use moves::{Move, What, moves};
pub(crate) use records::{alert, device, device_in, incident, user};
pub(crate) use steps::*;
pub(crate) use tell::told;

use watchfloor::domain::apply::apply;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::catalogue::Place;
use watchfloor::domain::command::Command;
use watchfloor::domain::decide::decide;
use watchfloor::domain::event::{Entry, Event};
use watchfloor::domain::ids::{CommandId, ImportId, WorkspaceId};
use watchfloor::domain::imports::{BatchRef, ImportCounts, ImportKind, ImportSummary};
use watchfloor::domain::onboarding::Draft;
use watchfloor::domain::people::{Actor, Role};
use watchfloor::domain::readiness::{ActionStatus, DeviceCounts, IdentityCounts, RECOMMENDATIONS};
use watchfloor::domain::record::IncidentRecord;
use watchfloor::domain::refusal::Refusal;
use watchfloor::domain::settings::{Permissions, ReadinessParameters, Settings};
use watchfloor::domain::state::{Incident, State};
use watchfloor::domain::time::{MINUTE_MS, Timestamp};

/// The moment at which every world begins.
pub(crate) const DAWN: &str = "2026-05-01T08:00:00Z";

/// A moment written as text.
pub(crate) fn at(text: &str) -> Timestamp {
    Timestamp::parse(text).unwrap()
}

/// Devices of which so many are protected.
pub(crate) fn machines(protected: u32) -> DeviceCounts {
    DeviceCounts { records: protected, protected, ..Default::default() }
}

/// A workspace with a clock that goes on by a minute with each command.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) state: State,
    pub(crate) now: Timestamp,
    /// The journal, whole.
    pub(crate) journal: Vec<Entry>,
    /// What each entry's import brought, for a replay.
    pub(crate) briefs: Vec<Vec<Brief>>,
}

impl World {
    /// A workspace that exists, nothing more.
    pub(crate) fn new() -> Self {
        let mut world =
            Self { state: State::default(), now: at(DAWN), journal: Vec::new(), briefs: Vec::new() };
        let id = WorkspaceId::new("ws").unwrap();
        let created = Event::WorkspaceCreated { id, name: "Contoso".into() };
        let command = CommandId::new("created").unwrap();
        let by = actor(Role::Advisor);
        world.take(Entry { seq: 1, at: world.now, by, command, events: vec![created] });
        world
    }

    /// Onboarded, every condition of the gate met.
    pub(crate) fn ready(permissions: Permissions) -> Self {
        let mut world = Self::new();
        let draft = Box::new(Draft { permissions, ..draft() });
        world.must((Role::Administrator, Command::SubmitOnboarding { draft }));
        for entry in RECOMMENDATIONS.iter().filter(|entry| entry.required && !entry.derived) {
            world.must((Role::Administrator, set_action(entry.key, ActionStatus::Completed, "")));
        }
        let parameters = ReadinessParameters { licensed_devices: Some(100), ..Default::default() };
        world.must((Role::Administrator, Command::SetReadinessParameters { parameters }));
        world.must((Role::Advisor, take(machines_import("machines", machines(98)))));
        world.must((Role::Advisor, take(sensors_import("sensors", 2, 2))));
        world
    }

    /// In full response with these permissions, and with the incident `1`: high, one device, one user.
    pub(crate) fn with_permissions(permissions: Permissions) -> Self {
        Self::in_full_response(permissions, incident("1"))
    }

    /// In full response; the experts may investigate and respond.
    pub(crate) fn serving() -> Self {
        Self::with(incident("1"))
    }

    /// In full response; the experts may investigate and guide.
    pub(crate) fn guiding() -> Self {
        Self::with_permissions(Permissions::default())
    }

    /// Commands that must be accepted.
    #[track_caller]
    pub(crate) fn given(mut self, steps: &[Step]) -> Self {
        for step in steps {
            self.must(step.clone());
        }
        self
    }

    /// A command that must be accepted.
    #[track_caller]
    pub(crate) fn must(&mut self, step: Step) -> Vec<Event> {
        let answer = self.ask(step.clone());
        answer.unwrap_or_else(|refusal| panic!("{step:?} was refused: {refusal}"))
    }

    /// Decides a command and applies what it leads to, a minute later than the last.
    pub(crate) fn ask(&mut self, (role, command): Step) -> Result<Vec<Event>, Refusal> {
        self.ask_by(actor(role), command)
    }

    /// The same for somebody in particular.
    pub(crate) fn ask_by(&mut self, by: Actor, command: Command) -> Result<Vec<Event>, Refusal> {
        self.now = self.now.plus_millis(MINUTE_MS);
        let events = decide(&self.state, &command, &by, self.now)?;
        let seq = self.state.seq + 1;
        let id = CommandId::new(&format!("c-{seq}")).unwrap();
        self.take(Entry { seq, at: self.now, by, command: id, events: events.clone() });
        Ok(events)
    }

    /// The administrator changes settings.
    #[track_caller]
    pub(crate) fn change(&mut self, change: impl FnOnce(&mut Settings)) {
        let mut settings = Box::new(self.state.settings.clone());
        change(&mut settings);
        self.must((Role::Administrator, Command::ChangeSettings { settings }));
    }

    /// Makes a move; answers what it led to.
    pub(crate) fn make(&mut self, Move { minutes, what }: &Move) -> Result<Vec<Event>, Refusal> {
        self.now = self.now.plus_millis(minutes * MINUTE_MS);
        match what {
            What::Ask(role, command) => self.ask((*role, (**command).clone())),
            What::Set(setting) => {
                let mut settings = Box::new(self.state.settings.clone());
                setting.apply(&mut settings);
                self.ask((Role::Administrator, Command::ChangeSettings { settings }))
            }
            What::Import(records) => {
                self.import(records);
                Ok(self.journal.last().unwrap().events.clone())
            }
        }
    }

    /// Takes an entry as a session does that reads it from the journal.
    fn take(&mut self, entry: Entry) {
        apply(&mut self.state, &entry);
        self.journal.push(entry);
        self.briefs.push(Vec::new());
    }

    /// In full response, the experts may investigate and respond, with this as incident `1`.
    pub(crate) fn with(record: IncidentRecord) -> Self {
        Self::in_full_response(Permissions { respond: true, ..Permissions::default() }, record)
    }

    fn in_full_response(permissions: Permissions, record: IncidentRecord) -> Self {
        let mut world = Self::ready(permissions);
        world.must((Role::Advisor, start_monitoring()));
        world.must((Role::Advisor, start_full_response()));
        world.import(&[record]);
        world
    }

    /// Imports incidents: the command, then the records of its batch.
    #[track_caller]
    pub(crate) fn import(&mut self, records: &[IncidentRecord]) {
        let batch = self.state.catalogue.batch_count();
        self.must((Role::Analyst, take(incidents_import(&format!("import-{batch}"), records.len()))));
        let briefs: Vec<Brief> = records.iter().map(Brief::of).collect();
        absorb(&mut self.state, batch, &briefs);
        *self.briefs.last_mut().unwrap() = briefs;
    }

    /// The incident `1` as it is now.
    #[track_caller]
    pub(crate) fn one(&self) -> Incident<'_> {
        self.state.incident("1").unwrap()
    }
}

/// Takes the records of a batch in, as a session does after it read the batch.
pub(crate) fn absorb(state: &mut State, batch: u32, briefs: &[Brief]) {
    for (index, brief) in briefs.iter().enumerate() {
        state.catalogue.absorb(brief, Place { batch, index: index as u32 });
    }
    state.gather();
}

/// An import of one batch with so many incidents.
pub(crate) fn incidents_import(id: &str, records: usize) -> ImportSummary {
    let records = records as u32;
    ImportSummary {
        sources: vec![format!("{id}.json")],
        batches: vec![BatchRef { name: format!("batch-{id}.json"), records, bytes: 1, kind: None }],
        counts: ImportCounts { records, new: records, ..Default::default() },
        ..ImportSummary::new(ImportId::new(id).unwrap(), ImportKind::GraphIncidents)
    }
}

pub(crate) fn machines_import(id: &str, devices: DeviceCounts) -> ImportSummary {
    ImportSummary {
        kind: ImportKind::Machines,
        batches: Vec::new(),
        devices: Some(devices),
        ..incidents_import(id, devices.records as usize)
    }
}

pub(crate) fn sensors_import(id: &str, controllers: u32, healthy: u32) -> ImportSummary {
    ImportSummary {
        kind: ImportKind::Sensors,
        batches: Vec::new(),
        identities: Some(IdentityCounts { controllers, healthy }),
        ..incidents_import(id, controllers as usize)
    }
}
