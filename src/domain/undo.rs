//! What can be taken back: the last commands of each person, with what takes each back.
//!
//! Nothing is removed from the journal: taking back is another event that compensates, and can be taken back itself.

use super::apply::{Stamp, apply_work};
use super::command::Command;
use super::event::{Event, Group, IncidentEvent};
use super::ids::{ActionId, CommandId, IncidentId};
use super::people::Actor;
use super::state::{Incident, State};
use super::time::Timestamp;
use super::work::Work;
use std::collections::VecDeque;

/// So many commands can be taken back: what a person still remembers.
const COMMANDS_MAX: usize = 30;
/// So many incidents may stand in all of them together, so that the list takes little memory.
const INCIDENTS_MAX: usize = 300_000;

/// A command that can be taken back.
#[derive(Clone, Debug, PartialEq)]
pub struct Undoable {
    /// The command.
    pub command: CommandId,
    /// When.
    pub at: Timestamp,
    /// The number of its entry in the journal.
    pub seq: u64,
    /// Who asked.
    pub by: Actor,
    /// What happened to many incidents, with what takes it back.
    pub groups: Vec<Group>,
    /// What happened to one incident by itself.
    pub single: Option<Single>,
    /// What changed beside incidents.
    pub turns: Vec<Turn>,
    /// The command that it took back itself.
    pub undoes: Option<CommandId>,
    /// Why, once for all.
    pub reason: String,
}

impl Undoable {
    /// Whether it merged others into an incident.
    fn merges_into(&self, incident: &str) -> bool {
        self.groups.iter().any(|group| {
            group.incidents.iter().any(|id| id.as_str() == incident)
                && group.what.iter().any(|what| matches!(what, IncidentEvent::TookIn { .. }))
        })
    }

    /// How many incidents it changed.
    pub fn count(&self) -> usize {
        self.groups.iter().map(|group| group.incidents.len()).sum::<usize>()
            + usize::from(self.single.is_some())
    }

    fn is_final(&self) -> bool {
        self.single.is_none()
            && self.turns.is_empty()
            && self.groups.iter().all(|group| group.back.is_empty())
    }
}

/// What a command did to one incident, with the work on it before.
#[derive(Clone, Debug, PartialEq)]
pub struct Single {
    /// Which.
    pub incident: IncidentId,
    /// The work before; `None` where nobody had touched it.
    pub before: Option<Box<Work>>,
    /// What happened, in order.
    pub what: Vec<IncidentEvent>,
}

impl Single {
    /// The same as a group of one, with what takes it back, seen from what the imports say of the incident now.
    pub(super) fn group(&self, incident: Incident<'_>, undoable: &Undoable) -> Group {
        let stamp = Stamp { at: undoable.at, seq: undoable.seq, by: &undoable.by, undoes: false };
        let mut work = self.before.as_deref().cloned().unwrap_or_default();
        let mut back = Vec::new();
        let mut is_final = false;
        for what in &self.what {
            let before = Incident { known: incident.known, work: Some(&work) };
            is_final |= stays_for_good(before, what, &mut back);
            apply_work(&mut work, &stamp, what);
        }
        back.reverse();
        if is_final {
            back.clear();
        }
        Group { incidents: vec![self.incident.clone()], what: self.what.clone(), back }
    }
}

/// A change beside incidents, with the command that takes it back: it is decided by the same rules as any other.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// What happened.
    pub what: Event,
    /// What takes it back.
    pub back: Command,
    /// What went with it by itself and comes back with it.
    pub also: Vec<Event>,
}

impl Turn {
    /// What takes an event back, seen from before it happened; `None` for what stays.
    fn of(before: &State, what: &Event) -> Option<Self> {
        let mut also = Vec::new();
        let back = match what {
            Event::WorkspaceRenamed { .. } => {
                let (_, name) = before.workspace.as_ref()?;
                Command::RenameWorkspace { name: name.clone() }
            }
            Event::SettingsChanged { .. } => {
                Command::ChangeSettings { settings: Box::new(before.settings.clone()) }
            }
            Event::ReadinessParametersSet { .. } => {
                Command::SetReadinessParameters { parameters: before.settings.readiness }
            }
            Event::ReadinessActionSet { key, .. } => {
                let known = before.actions.get(key).cloned().unwrap_or_default();
                Command::SetReadinessAction {
                    key: key.clone(),
                    status: known.status,
                    reason: known.reason,
                    owner: known.owner,
                    due: known.due,
                    evidence: known.evidence,
                    expires: known.expires,
                }
            }
            Event::AutomationAllowed { allowed } => Command::AllowAutomation { allowed: !allowed },
            Event::ViewSaved { view } => match before.views.iter().find(|known| known.id == view.id) {
                Some(known) => save_view(known),
                None => Command::RemoveView { id: view.id.clone() },
            },
            Event::ViewRemoved { id } => {
                let sides = before.default_views.iter().filter(|(_, known)| *known == id);
                also.extend(
                    sides.map(|(party, id)| Event::DefaultViewSet { party: *party, id: Some(id.clone()) }),
                );
                save_view(before.views.iter().find(|known| known.id == *id)?)
            }
            Event::DefaultViewSet { party, .. } => {
                Command::SetDefaultView { id: before.default_views.get(party).cloned() }
            }
            _ => return None,
        };
        Some(Self { what: what.clone(), back, also })
    }

    /// Whether everything still is as the change left it.
    pub(super) fn holds(&self, state: &State) -> bool {
        match &self.what {
            Event::WorkspaceRenamed { name } => {
                state.workspace.as_ref().is_some_and(|(_, known)| known == name)
            }
            Event::SettingsChanged { settings } => state.settings == **settings,
            Event::ReadinessParametersSet { parameters } => state.settings.readiness == *parameters,
            Event::ReadinessActionSet { key, status, reason, owner, due, evidence, expires } => {
                state.actions.get(key).is_some_and(|known| {
                    (known.status, &known.reason, &known.owner) == (*status, reason, owner)
                        && (known.due, &known.evidence, known.expires) == (*due, evidence, *expires)
                })
            }
            Event::AutomationAllowed { allowed } => state.automation == *allowed,
            Event::ViewSaved { view } => state.views.contains(view),
            Event::ViewRemoved { id } => !state.views.iter().any(|known| known.id == *id),
            Event::DefaultViewSet { party, id } => state.default_views.get(party) == id.as_ref(),
            _ => false,
        }
    }
}

fn save_view(known: &super::views::SavedView) -> Command {
    Command::SaveView { id: known.id.clone(), name: known.name.clone(), link: known.link.clone() }
}

/// Collects from the events of an entry, each seen before it is applied, what takes the command back.
#[derive(Default)]
pub(super) struct Notes {
    single: Option<Single>,
    turns: Vec<Turn>,
}

impl Notes {
    pub(super) fn see(&mut self, before: &State, event: &Event) {
        match (event, &mut self.single) {
            (Event::Incident { incident, what }, Some(single)) if single.incident == *incident => {
                single.what.push(what.clone());
            }
            (Event::Incident { incident, what }, None) => {
                let work = before.work.get(incident.as_str()).cloned().map(Box::new);
                self.single =
                    Some(Single { incident: incident.clone(), before: work, what: vec![what.clone()] });
            }
            _ => self.turns.extend(Turn::of(before, event)),
        }
    }

    pub(super) fn undoable(self, command: CommandId, at: Timestamp, seq: u64, by: Actor) -> Undoable {
        let Self { single, turns } = self;
        Undoable {
            command,
            at,
            seq,
            by,
            groups: Vec::new(),
            single,
            turns,
            undoes: None,
            reason: String::new(),
        }
    }
}

/// Whether everything that happened to an incident can be taken back, but for what was said.
pub(super) fn turns_back<'a>(mut events: impl Iterator<Item = &'a IncidentEvent>) -> bool {
    let mut found = false;
    let all = events.all(|what| {
        found |= is_reversible(what);
        is_reversible(what) || stays_said(what)
    });
    all && found
}

/// What was said, or noted of what happened in the world, and stays when the rest of the command is taken back.
pub(super) fn stays_said(what: &IncidentEvent) -> bool {
    use IncidentEvent as What;
    matches!(
        what,
        What::Commented { .. }
            | What::ActionAdvanced { .. }
            | What::ActionSkippedOn { .. }
            | What::ApprovalExpired { .. }
    )
}

fn is_reversible(what: &IncidentEvent) -> bool {
    use IncidentEvent as What;
    matches!(
        what,
        What::StatusChanged { .. }
            | What::Assigned { .. }
            | What::Classified { .. }
            | What::TagAdded { .. }
            | What::TagRemoved { .. }
            | What::Resolved { .. }
            | What::Reopened { .. }
            | What::MergedInto { .. }
            | What::TookIn { .. }
            | What::Linked { .. }
            | What::ClockPaused { .. }
            | What::ActionCompleted { .. }
            | What::ActionSkipped { .. }
    )
}

/// Adds what takes an event back. Answers whether it stays for good, which would leave half of its command: what was said
/// stays said, and is no half.
pub(super) fn stays_for_good(
    before: Incident<'_>,
    what: &IncidentEvent,
    back: &mut Vec<IncidentEvent>,
) -> bool {
    match reverse(before, what) {
        Some(event) => back.push(event),
        // What the source had resolved comes back with its status: nobody had resolved it here.
        None if matches!(what, IncidentEvent::Reopened { .. }) => {}
        None => return !stays_said(what),
    }
    false
}

/// What takes an event back, seen from before it happened; `None` for what was said and stays said.
pub(super) fn reverse(before: Incident<'_>, what: &IncidentEvent) -> Option<IncidentEvent> {
    use IncidentEvent as What;
    Some(match what {
        What::StatusChanged { from, to } => What::StatusChanged { from: to.clone(), to: from.clone() },
        What::Assigned { from, to } => What::Assigned { from: to.clone(), to: from.clone() },
        What::Classified { .. } => {
            let (classification, determination) = before.verdict();
            What::Classified { classification, determination }
        }
        What::TagAdded { tag } => What::TagRemoved { tag: tag.clone() },
        What::TagRemoved { tag } => What::TagAdded { tag: tag.clone() },
        What::Resolved { .. } => What::Reopened { reason: String::new() },
        What::Reopened { .. } => {
            let known = before.work.and_then(|work| work.resolution.as_ref())?;
            What::Resolved { note: known.note.clone(), forced: known.forced }
        }
        What::MergedInto { .. } => What::Unmerged,
        What::TookIn { incidents, .. } => What::LetGo { incidents: incidents.clone() },
        What::Linked { others, .. } => What::Unlinked { others: others.clone() },
        What::ClockPaused { .. } => What::ClockResumed,
        What::ActionCompleted { action, .. } | What::ActionSkipped { action, .. } => {
            open_again(before, action)?
        }
        _ => return None,
    })
}

/// What opens a settled action again: with what was done of it and to whom it was given, where there is any of that.
fn open_again(before: Incident<'_>, action: &ActionId) -> Option<IncidentEvent> {
    let known = before.response()?.action(action)?;
    let action = action.clone();
    let is_known = known.was_begun() || known.delegated.is_some() || !known.left_out.is_empty();
    Some(match is_known {
        true => IncidentEvent::ActionStarted { action },
        false => IncidentEvent::ActionReopened { action },
    })
}

/// The last commands that can be taken back, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UndoLog(VecDeque<Undoable>);

impl UndoLog {
    /// The last commands of a person that did not themselves take something back, newest first.
    pub fn all_of<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a Undoable> {
        self.0.iter().rev().filter(|known| known.by == *actor && known.undoes.is_none())
    }

    /// A command by its id.
    pub fn find(&self, command: &CommandId) -> Option<&Undoable> {
        self.0.iter().rev().find(|known| known.command == *command)
    }

    /// The last command of a person that did not itself take something back.
    pub fn last_of<'a>(&'a self, actor: &'a Actor) -> Option<&'a Undoable> {
        self.all_of(actor).next()
    }

    /// The last command of a person that changed this incident and nothing else, but for others that it took in.
    pub fn last_on<'a>(&'a self, actor: &'a Actor, incident: &'a IncidentId) -> Option<&'a Undoable> {
        self.all_of(actor).find(|known| {
            let single = known.single.iter().map(|it| &it.incident);
            let mut all = single.chain(known.groups.iter().flat_map(|group| &group.incidents));
            let is_alone = known.turns.is_empty() && known.count() == 1 && all.all(|id| id == incident);
            is_alone || known.merges_into(incident.as_str())
        })
    }

    /// Whether the entry with this number in the journal took something back.
    pub fn is_undo(&self, seq: u64) -> bool {
        self.0.iter().any(|known| known.seq == seq && known.undoes.is_some())
    }

    /// The last command that merged others into an incident.
    pub fn merge_into(&self, incident: &str) -> Option<&Undoable> {
        self.0.iter().rev().find(|known| known.merges_into(incident))
    }

    /// Notes a command; what it took back can be taken back no more.
    pub(super) fn note(&mut self, undoable: Undoable) {
        if let Some(undone) = &undoable.undoes {
            self.0.retain(|known| known.command != *undone);
        }
        if undoable.is_final() {
            return;
        }
        self.0.push_back(undoable);
        let is_full = |log: &VecDeque<Undoable>| {
            log.len() > COMMANDS_MAX || log.iter().map(Undoable::count).sum::<usize>() > INCIDENTS_MAX
        };
        // The last one stays whatever its size.
        while self.0.len() > 1 && is_full(&self.0) {
            self.0.pop_front();
        }
    }
}

/// What an import did to the work on one incident.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkChange {
    /// Which.
    pub incident: Box<str>,
    /// The work before; `None` where nobody had touched it.
    pub before: Option<Work>,
    /// The work after.
    pub after: Work,
}
