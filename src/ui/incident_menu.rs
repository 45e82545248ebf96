//! The menu of what can be done with one incident: the same on its page and on each row of the queue.
//!
//! What needs a dialog is opened by whoever shows the menu: the page has its own, a row those for many incidents.

use super::bulk::{Bulk, Kind};
use super::join;
use super::parts::{Glyph, MenuItem, Tone};
use super::portal::Portal;
use crate::domain::command::IncidentCommand;
use crate::domain::experts::inquiry::AboutKind;
use crate::domain::ids::IncidentId;
use crate::domain::people::Party;
use crate::domain::state::Incident;
use crate::domain::time::MINUTE_MS;
use crate::domain::vocabulary::{Classification, Determination};
use crate::domain::work::{PauseReason, Visibility};
use crate::platform::{dom, location, random};
use crate::route::{Ask, IncidentTab, Queue, Route};
use crate::t;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// One entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Its page.
    Open,
    /// Its page in another tab.
    OpenTab,
    /// The managed response.
    Response,
    /// To the person who looks.
    Mine,
    /// To nobody.
    Nobody,
    /// To somebody else.
    Assign,
    /// The experts take it up and begin, or the team does.
    Take,
    /// What it turned out to be.
    Classify,
    /// Its tags.
    Tags,
    /// A comment.
    Comment,
    /// Into another one, or others into it.
    Merge,
    /// With others.
    Link,
    /// The response clock stands still for a while.
    Pause,
    /// The response clock runs again.
    Resume,
    /// It is done.
    Resolve,
    /// It is not done.
    Reopen,
    /// A question to the experts about it.
    Ask,
    /// To incident response.
    HandOver,
    /// Its history as a file.
    Export,
    /// What playbooks there are.
    Playbooks,
    /// Its address.
    CopyLink,
}

impl Entry {
    /// All of them in the order of the menu.
    pub const ALL: [Self; 21] = [
        Self::Open,
        Self::OpenTab,
        Self::Response,
        Self::Mine,
        Self::Nobody,
        Self::Assign,
        Self::Take,
        Self::Classify,
        Self::Tags,
        Self::Comment,
        Self::Merge,
        Self::Link,
        Self::Pause,
        Self::Resume,
        Self::Resolve,
        Self::Reopen,
        Self::Ask,
        Self::HandOver,
        Self::Export,
        Self::Playbooks,
        Self::CopyLink,
    ];

    fn name(self) -> (String, Glyph) {
        match self {
            Self::Open => (t!("row.open"), Glyph::ArrowRight),
            Self::OpenTab => (t!("row.open-tab"), Glyph::Open),
            Self::Response => (t!("row.response"), Glyph::ShieldCheck),
            Self::Mine => (t!("incident.assign.me"), Glyph::Assign),
            Self::Nobody => (t!("incident.assign.nobody"), Glyph::Person),
            Self::Assign => (t!("row.assign"), Glyph::Assign),
            Self::Take => (t!("bulk.take"), Glyph::Play),
            Self::Classify => (t!("incident.classify"), Glyph::ShieldCheck),
            Self::Tags => (t!("incident.tags"), Glyph::Tag),
            Self::Comment => (t!("bulk.comment"), Glyph::Comment),
            Self::Merge => (t!("row.merge"), Glyph::Merge),
            Self::Link => (t!("row.link"), Glyph::Link),
            Self::Pause => (t!("bulk.pause"), Glyph::Pause),
            Self::Resume => (t!("bulk.resume"), Glyph::Play),
            Self::Resolve => (t!("incident.resolve"), Glyph::CheckCircle),
            Self::Reopen => (t!("incident.reopen"), Glyph::Undo),
            Self::Ask => (t!("shell.ask.open"), Glyph::Ask),
            Self::HandOver => (t!("handover.open"), Glyph::Phone),
            Self::Export => (t!("incident.export"), Glyph::Download),
            Self::Playbooks => (t!("shell.playbooks"), Glyph::Bookmark),
            Self::CopyLink => (t!("row.copy-link"), Glyph::Link),
        }
    }

    /// A command by which the rules say whether the entry is open to somebody now.
    fn probe(self, portal: Portal, id: &IncidentId) -> Option<IncidentCommand> {
        let text = || "-".to_owned();
        Some(match self {
            Self::Mine => to_me(portal),
            Self::Nobody => to_nobody(),
            Self::Assign => IncidentCommand::AssignToTeam {
                party: Some(portal.actor().party()),
                person: Some(random::hex_id()),
            },
            Self::Take if portal.party() == Party::Customer || is_taken(portal, id) => {
                IncidentCommand::start()
            }
            Self::Take => IncidentCommand::TakeByExperts,
            Self::Classify => portal.read(|state| state.incident(id.as_str()).map(other_verdict))?,
            Self::Tags => IncidentCommand::AddTag { tag: random::hex_id() },
            Self::Comment => IncidentCommand::Comment {
                id: super::portal::mint(crate::domain::ids::CommentId::new)?,
                text: text(),
                visibility: Visibility::Internal,
            },
            Self::Pause => IncidentCommand::PauseClock {
                until: portal.now().plus_millis(MINUTE_MS * 90),
                reason: PauseReason::Evidence,
                note: random::hex_id(),
            },
            Self::Resume => IncidentCommand::ResumeClock,
            Self::Resolve => IncidentCommand::Resolve { note: text(), force: true },
            Self::Reopen => IncidentCommand::Reopen { reason: text() },
            Self::HandOver => IncidentCommand::HandOver { to: random::hex_id(), reason: text() },
            Self::Open
            | Self::OpenTab
            | Self::Response
            | Self::Merge
            | Self::Link
            | Self::Ask
            | Self::Export
            | Self::Playbooks
            | Self::CopyLink => return None,
        })
    }
}

/// The entries that a menu offers now. What nobody has is not taken from anybody, and what is open is not opened.
pub fn entries(portal: Portal, id: &IncidentId) -> Vec<Entry> {
    let assigned = portal.read(|state| state.incident(id.as_str()).and_then(|it| it.assignment().party));
    let is_open =
        portal.route.with(|route| matches!(route, Route::Incident { id: shown, .. } if shown == id));
    let is_offered = |entry: &Entry| match entry {
        Entry::Nobody => assigned.is_some(),
        Entry::Open | Entry::OpenTab | Entry::Response => !is_open,
        _ => true,
    };
    Entry::ALL.into_iter().filter(is_offered).collect()
}

/// The same as a menu lists them, each with what stands against it now.
pub fn items(portal: Portal, id: &IncidentId) -> Vec<MenuItem> {
    let item = |(at, entry): (usize, Entry)| {
        let (label, glyph) = entry.name();
        let disallowed = why_not(portal, id, entry);
        let begins = matches!(entry, Entry::Mine | Entry::Classify | Entry::Resolve | Entry::Ask);
        let line_above = begins && at > 0;
        MenuItem { label, glyph: Some(glyph), disallowed, line_above, ..MenuItem::default() }
    };
    entries(portal, id).into_iter().enumerate().map(item).collect()
}

/// Why an entry may not be chosen now.
pub fn why_not(portal: Portal, id: &IncidentId, entry: Entry) -> Option<String> {
    match entry {
        Entry::Merge => join::why_not(portal, Kind::Merge, id),
        Entry::Link => join::why_not(portal, Kind::Link, id),
        _ => entry.probe(portal, id).and_then(|act| portal.why_not_incident(id, act)),
    }
}

/// Does what needs no dialog. Gives back an entry that needs one.
pub fn run(portal: Portal, id: &IncidentId, queue: &Queue, entry: Entry) -> Option<Entry> {
    let page = |tab: IncidentTab| {
        portal.go(&Route::Incident { id: id.clone(), tab, queue: queue.clone() });
    };
    let send = |act: IncidentCommand, said: String| portal.act_on(id.clone(), act, said);
    match entry {
        Entry::Open => page(IncidentTab::Front),
        Entry::Response => page(IncidentTab::Response),
        Entry::Export => {
            // The dialog stands on the history's page, which has what leaves.
            portal.exporting.set(Some(id.clone()));
            page(IncidentTab::History);
        }
        Entry::Ask => portal.go(&Route::Ask(Ask::about(AboutKind::Incident, id.as_str(), None))),
        Entry::Playbooks => portal.go(&Route::Playbooks),
        Entry::Mine => send(untrack(|| to_me(portal)), t!("incident.assigned.me")),
        Entry::Nobody => send(to_nobody(), t!("incident.assigned.nobody")),
        Entry::OpenTab => location::open_tab(&own_page(id).to_string()),
        Entry::CopyLink => copy_link(portal, id),
        Entry::Merge => portal.joining.set(Some((Kind::Merge, id.clone()))),
        Entry::Link => portal.joining.set(Some((Kind::Link, id.clone()))),
        dialog => return Some(dialog),
    }
    None
}

/// Does what needs no more than the dialogs for many incidents: all of the menu but what its caller has better.
pub fn run_all(portal: Portal, bulk: Bulk, id: &IncidentId, queue: &Queue, entry: Entry) {
    let kind = match run(portal, id, queue, entry) {
        Some(Entry::Assign) => Kind::Assign,
        Some(Entry::Take) => Kind::Take,
        Some(Entry::Classify) => Kind::Classify,
        Some(Entry::Tags) => Kind::Tag,
        Some(Entry::Comment) => Kind::Comment,
        Some(Entry::Pause) => Kind::Pause,
        Some(Entry::Resume) => Kind::Resume,
        Some(Entry::Resolve) => Kind::Resolve,
        Some(Entry::Reopen) => Kind::Reopen,
        Some(Entry::HandOver) => {
            // The bundle is made from the whole incident, so its page asks.
            portal.handing_over.set(Some(id.clone()));
            let (tab, queue) = (IncidentTab::default(), queue.clone());
            return portal.go(&Route::Incident { id: id.clone(), tab, queue });
        }
        _ => return,
    };
    bulk.ask(kind, vec![id.clone()]);
}

/// The page of an incident as a link to it says.
fn own_page(id: &IncidentId) -> Route {
    Route::Incident { id: id.clone(), tab: IncidentTab::default(), queue: Queue::default() }
}

fn copy_link(portal: Portal, id: &IncidentId) {
    let link = location::address_of(&own_page(id).to_string());
    spawn_local(async move {
        if dom::copy(&link).await {
            portal.say(Tone::Good, t!("queue.copied-incident"));
        } else {
            portal.say(Tone::Warning, t!("queue.not-copied"));
        }
    });
}

fn to_me(portal: Portal) -> IncidentCommand {
    let actor = portal.actor();
    IncidentCommand::AssignToTeam { party: Some(actor.party()), person: Some(actor.person) }
}

fn to_nobody() -> IncidentCommand {
    IncidentCommand::AssignToTeam { party: None, person: None }
}

/// Whether the experts have it already, so that what is left is to begin.
fn is_taken(portal: Portal, id: &IncidentId) -> bool {
    let party = portal.read(|state| state.incident(id.as_str()).and_then(|it| it.assignment().party));
    party == Some(Party::Experts)
}

/// A verdict other than the present one, to ask whether it may be changed at all.
pub fn other_verdict(incident: Incident<'_>) -> IncidentCommand {
    let is_malware = incident.verdict() == (Classification::TruePositive, Determination::Malware);
    let determination = if is_malware { Determination::Phishing } else { Determination::Malware };
    IncidentCommand::Classify { classification: Classification::TruePositive, determination }
}
