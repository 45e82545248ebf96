//! Views of the queue: a name for a filter with its order, list and columns. Every workspace has some, others were kept.

use super::portal::Portal;
use super::text::text;
use crate::domain::ids::ViewId;
use crate::domain::people::Party;
use crate::domain::views::{ATTENTION, SavedView};
use crate::route::{List, Queue, Route};
use crate::t;
use crate::view::prelude::*;

/// Views that every workspace has: their key and the words of their link.
const BUILT_IN: [(&str, &str); crate::domain::views::BUILT_IN.len()] = [
    (ATTENTION, "list=open"),
    (Queue::EVERYTHING, ""),
    ("yourTurn", "list=yourTurn"),
    ("beingWorked", "list=beingWorked"),
    ("waitingForExperts", "list=waitingForExperts"),
    ("finishedByExperts", "list=finishedByExperts"),
    ("open", "f=severity:high,medium,low%20status:active,inProgress,awaitingAction%20created:183d.."),
    ("month", "f=severity:high,medium%20created:30d.."),
    ("risk", "f=due:atRisk,overdue&sort=due"),
    ("duplicates", "f=duplicate:yes&sort=title"),
];

/// A view as the menu lists it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// Its id, or the key of one that every workspace has.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The words of its link.
    pub link: String,
    /// Its id where somebody kept it.
    pub own: Option<ViewId>,
}

impl Listed {
    /// The address of the view.
    pub fn route(&self) -> Route {
        Route::Incidents(Queue { view: Some(self.key.as_str().into()), ..Queue::of_words(&self.link) })
    }

    /// Whether it is one of the lists of the service, which every reader finds by its own name.
    pub fn is_list(&self) -> bool {
        self.own.is_none() && list_of(&self.key, &self.link).is_some()
    }
}

/// The list of the service that a view of every workspace is, if it is no more than that.
fn list_of(key: &str, link: &str) -> Option<List> {
    List::parse(key).filter(|_| link.strip_prefix("list=") == Some(key))
}

/// Whether a view is no more than a list, so that another list is another view.
pub fn is_plain(key: &str) -> bool {
    let link = BUILT_IN.into_iter().find(|(known, _)| *known == key).map(|(_, link)| link);
    link.is_some_and(|link| link.is_empty() || !link.contains("f="))
}

/// How one side calls a list.
pub fn list_name(list: List, party: Party) -> String {
    match list {
        List::All => t!("queue.list.all"),
        List::Open => t!("queue.list.open"),
        List::YourTurn if party == Party::Experts => t!("stage.theirTurn"),
        List::YourTurn => t!("stage.yourTurn"),
        List::BeingWorked => t!("stage.beingWorked"),
        List::WaitingForExperts => t!("stage.waitingForExperts"),
        List::FinishedByExperts => t!("stage.finishedByExperts"),
    }
}

/// All of them as one's side sees them, those of every workspace first.
pub fn listed(portal: Portal) -> Vec<Listed> {
    let party = portal.party();
    let built_in = BUILT_IN.into_iter().map(|(key, link)| Listed {
        key: key.to_owned(),
        name: match list_of(key, link) {
            Some(list) => list_name(list, party),
            None => text(&format!("view.{key}"), &[]),
        },
        link: link.to_owned(),
        own: None,
    });
    let own = portal.read(|state| {
        let own = state.views.iter().filter(|view| view.party == party);
        own.map(|SavedView { id, name, link, .. }| Listed {
            key: id.to_string(),
            name: name.clone(),
            link: link.clone(),
            own: Some(id.clone()),
        })
        .collect::<Vec<_>>()
    });
    built_in.chain(own).collect()
}

/// The key of the default view of one's side.
pub fn default_key(portal: Portal) -> String {
    let party = portal.party();
    let chosen = portal.read(|state| state.default_views.get(&party).map(ToString::to_string));
    chosen.unwrap_or_else(|| ATTENTION.to_owned())
}

/// The list that an address which says nothing stands for: the default view of one's side.
pub fn default_link(portal: Portal) -> Queue {
    let party = untrack(|| portal.party());
    let link = portal.glance(|state| {
        let id = state.default_views.get(&party)?;
        let built_in = BUILT_IN.into_iter().find(|(key, _)| *key == id.as_str());
        let words = match built_in {
            Some((_, words)) => words.to_owned(),
            None => state.default_view(party)?.link.clone(),
        };
        Some(Queue { view: Some(id.as_str().into()), ..Queue::of_words(&words) })
    });
    link.unwrap_or(Queue { list: List::Open, ..Queue::default() })
}
