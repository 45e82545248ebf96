//! The incidents before and after this one in the queue that it was opened from.

use super::room::Room;
use crate::analytics::linked::Linked;
use crate::domain::ids::IncidentId;
use crate::route::Queue;
use crate::ui::saved_views::default_link;
use crate::view::prelude::*;

/// Where the incident stands in its queue.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Neighbours {
    /// Its place, from 1, and how many there are; nothing once it has left the queue.
    pub(super) place: Option<(usize, usize)>,
    /// The incident before it.
    pub(super) before: Option<IncidentId>,
    /// The incident after it.
    pub(super) after: Option<IncidentId>,
}

/// The neighbours. An incident that leaves its queue, since it was dealt with, keeps those that it had: the next one is
/// what one wants then.
pub(super) fn neighbours(room: Room) -> Memo<Neighbours> {
    // An address without a list leads back to the default view, so that is the list.
    let queue = Memo::new(move |_| match room.queue() {
        plain if plain == Queue::default() => default_link(room.portal),
        queue => queue,
    });
    Memo::new(move |earlier: Option<&Neighbours>| {
        let found = queue.with(|queue| find(room, queue));
        match earlier {
            Some(earlier) if found.place.is_none() => Neighbours { place: None, ..earlier.clone() },
            _ => found,
        }
    })
}

fn find(room: Room, queue: &Queue) -> Neighbours {
    let reader = room.portal.reader.get_untracked();
    let id = room.id();
    let Some(row) = room.portal.glance(|state| state.catalogue.row(id.as_str())) else {
        return Neighbours::default();
    };
    let found = room.portal.board(|board| {
        let linked = Linked::new(&board.columns, &queue.listed(), &reader);
        let rank = linked.rank(&board.columns, queue.sort, row)?;
        let near = linked.page(&board.columns, queue.sort, rank.saturating_sub(1), 3);
        Some((rank, linked.total(), near))
    });
    let Some((rank, total, near)) = found else { return Neighbours::default() };
    let name = |row: &u32| {
        room.portal.glance(|state| state.catalogue.get(*row).and_then(|known| IncidentId::new(known.id())))
    };
    let at = near.iter().position(|known| *known == row);
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| near.get(at)).and_then(name);
    let after = at.and_then(|at| near.get(at + 1)).and_then(name);
    Neighbours { place: Some((rank + 1, total)), before, after }
}
