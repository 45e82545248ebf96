//! The same for one or many incidents: a dialog that asks once, shows for how many it will be done and why not for the
//! others, does it as one command, and offers to take it back.
//!
//! The queue, its rows, an incident's page and the palette open the same dialogs.

mod dialog;
mod fields;
mod left;
mod outcome;

pub use dialog::BulkDialogs;
pub use left::{Left, LeftOut};

use crate::domain::ids::{CommandId, IncidentId};
use crate::domain::people::Role;
use crate::domain::refusal::Refusal;
use crate::platform::random;
use crate::ui::parts::{Glyph, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use crate::{t, ui};
use leptos::task::spawn_local;

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Give to a side or a person.
    Assign,
    /// The experts take them up and begin, or the team does with its own.
    Take,
    /// Say what they turned out to be.
    Classify,
    /// Add a tag.
    Tag,
    /// Remove a tag.
    Untag,
    /// Write a comment.
    Comment,
    /// Resolve, with a verdict where one is chosen.
    Resolve,
    /// Open again.
    Reopen,
    /// Merge into one of them.
    Merge,
    /// Link with one another.
    Link,
    /// Pause the response clock.
    Pause,
    /// Let the response clock run again.
    Resume,
}

impl Kind {
    /// All of them in the order of menus.
    pub const ALL: [Self; 12] = [
        Self::Assign,
        Self::Take,
        Self::Classify,
        Self::Tag,
        Self::Untag,
        Self::Comment,
        Self::Resolve,
        Self::Reopen,
        Self::Merge,
        Self::Link,
        Self::Pause,
        Self::Resume,
    ];

    /// The word in keys of the catalogue.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assign => "assign",
            Self::Take => "take",
            Self::Classify => "classify",
            Self::Tag => "tag",
            Self::Untag => "untag",
            Self::Comment => "comment",
            Self::Resolve => "resolve",
            Self::Reopen => "reopen",
            Self::Merge => "merge",
            Self::Link => "link",
            Self::Pause => "pause",
            Self::Resume => "resume",
        }
    }

    /// The name in menus.
    pub fn name(self) -> String {
        ui::text::text(&format!("bulk.{}", self.word()), &[])
    }
}

/// Actions that have a button of their own, with their icons.
pub(super) const BUTTONS: [(Kind, Glyph); 5] = [
    (Kind::Assign, Glyph::Assign),
    (Kind::Classify, Glyph::ShieldCheck),
    (Kind::Tag, Glyph::Tag),
    (Kind::Merge, Glyph::Merge),
    (Kind::Resolve, Glyph::CheckCircle),
];
/// Those in the menu behind them.
pub(super) const MORE: [(Kind, Glyph); 7] = [
    (Kind::Take, Glyph::Play),
    (Kind::Comment, Glyph::Comment),
    (Kind::Untag, Glyph::Close),
    (Kind::Link, Glyph::Link),
    (Kind::Pause, Glyph::Pause),
    (Kind::Resume, Glyph::Play),
    (Kind::Reopen, Glyph::Undo),
];

/// What somebody asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// What.
    pub kind: Kind,
    /// On which.
    pub incidents: Vec<IncidentId>,
}

/// The handle by which pages open the dialogs. A copy is the same.
#[derive(Clone, Copy)]
pub struct Bulk {
    wanted: RwSignal<Option<Wanted>>,
    /// Goes up when something was done, so that a selection can be let go.
    pub done: RwSignal<u64>,
}

impl Bulk {
    /// Makes the handle and gives it to the context.
    pub fn provide() -> Self {
        let bulk = Self { wanted: RwSignal::new(None), done: RwSignal::new(0) };
        provide_context(bulk);
        bulk
    }

    /// Takes the handle out of the context.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Whether a dialog is open.
    pub fn is_open(self) -> bool {
        self.wanted.with(Option::is_some)
    }

    /// Opens the dialog of a kind for some incidents.
    pub fn ask(self, kind: Kind, incidents: Vec<IncidentId>) {
        if !incidents.is_empty() {
            self.wanted.set(Some(Wanted { kind, incidents }));
        }
    }
}

/// What the role alone forbids on so many incidents; what stands against single ones is counted in the dialog.
pub(super) fn why_not(portal: Portal, kind: Kind, count: usize) -> Option<String> {
    let role = portal.role.get();
    let needs = |roles: &[Role]| {
        (!roles.contains(&role)).then(|| ui::refusals::refusal(&Refusal::NeedsRole(roles.to_vec())))
    };
    match kind {
        Kind::Resolve => needs(&[Role::Administrator, Role::Analyst]),
        Kind::Merge | Kind::Link if count < 2 => Some(t!("bulk.needs-two")),
        Kind::Comment => None,
        _ => needs(&[Role::Administrator, Role::Analyst, Role::Expert]),
    }
}

/// Takes a command back and says what came of it.
pub fn undo(portal: Portal, command: CommandId) {
    use crate::domain::command::Command;
    let actor = untrack(|| portal.actor());
    let expected = portal.glance(|state| crate::domain::decide::undo_outcome(state, &command, &actor));
    let Some(id) = CommandId::new(&random::hex_id()) else { return };
    spawn_local(async move {
        match portal.send_as(id.clone(), Command::Undo { command }).await {
            Ok(()) => outcome::tell_undone(portal, &id, expected.ok().as_ref()),
            Err(failure) => portal.say(Tone::Error, ui::failures::save_failure(&failure)),
        }
    });
}

/// Sends a command under an id of its own and says that it was done, with the way back where there is one.
pub fn act(
    portal: Portal,
    command: crate::domain::command::Command,
    said: String,
    done: impl FnOnce(Result<(), crate::store::failure::SaveFailure>) + 'static,
) {
    let Some(id) = CommandId::new(&random::hex_id()) else { return };
    spawn_local(async move {
        let outcome = portal.send_as(id.clone(), command).await;
        match &outcome {
            Ok(()) => outcome::tell_one(portal, id, said),
            Err(failure) => portal.say(Tone::Error, ui::failures::save_failure(failure)),
        }
        done(outcome);
    });
}

/// Takes back what the person did last to an incident, and never what they did to another one. `newest` is the number of
/// the last entry of theirs in its history: where that cannot be taken back, nothing before it is.
pub fn undo_last_on(portal: Portal, incident: &IncidentId, newest: Option<u64>) {
    let actor = untrack(|| portal.actor());
    let found = portal.glance(|state| {
        let known = state.undo.last_on(&actor, incident)?;
        let is_over = newest.is_some_and(|entry| entry > known.seq && !state.undo.is_undo(entry));
        Some((known.command.clone(), is_over))
    });
    match found {
        Some((command, false)) => undo(portal, command),
        None if newest.is_none() => portal.say(Tone::Info, t!("bulk.undo.nothing-here")),
        _ => portal.say(Tone::Info, t!("bulk.undo.not-last")),
    }
}

/// Takes back what the person did last, if anything.
pub fn undo_last(portal: Portal) {
    let actor = untrack(|| portal.actor());
    let last = portal.glance(|state| state.undo.last_of(&actor).map(|known| known.command.clone()));
    match last {
        Some(command) => undo(portal, command),
        None => portal.say(Tone::Info, t!("bulk.undo.nothing")),
    }
}
