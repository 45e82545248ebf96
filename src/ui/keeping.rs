//! Keeps what was derived from the workspace, so that it opens at once the next time: when the page is at rest, in slices,
//! and by one tab for all.

use super::board::{Board, COLUMNS};
use super::portal::Portal;
use crate::analytics::columns::Columns;
use crate::platform::tabs::Part;
use crate::platform::timer;
use crate::platform::yielding::Slices;
use crate::store::backend::{BackendError, Keeping as Worth};
use crate::store::kept::Keeping;
use crate::store::session::Session;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;

/// So long after the last change a page counts as at rest.
const REST_MS: i32 = 3_000;

/// Begins to keep, now and after every change, for as long as the page lives.
pub(super) fn begin(portal: Portal) {
    let desk = portal.desk();
    if desk.keeping() == Worth::InMemory {
        return;
    }
    let turn = Rc::new(Cell::new(0_u64));
    let soon = move || {
        let turn = Rc::clone(&turn);
        let own = turn.get() + 1;
        turn.set(own);
        spawn_local(async move {
            timer::sleep(REST_MS).await;
            // Without incidents there is nothing to keep, and a first visit does not wait for the code that keeps.
            let has_incidents = portal.glance(|state| !state.catalogue.is_empty());
            if turn.get() != own || !has_incidents {
                return;
            }
            read_on(portal, &Slices::default()).await;
            if portal.upkeep().tabs.part() != Part::Follower {
                // What cannot be kept now is kept another time.
                let _ = keep(portal).await;
            }
        });
    };
    soon();
    desk.on_change(move |_| soon());
}

/// Reads the rest of what was kept, so that the first command, and a page that looks at everything, need not wait for it.
async fn read_on(portal: Portal, slices: &Slices) {
    let more = || {
        let rest = |board: &mut Board, session: &Session| {
            board.columns.read_on() || session.state().catalogue.read_on()
        };
        portal.with_board(rest).unwrap_or(false)
    };
    while more() {
        slices.pause().await;
    }
}

async fn keep(portal: Portal) -> Result<(), BackendError> {
    let slices = Slices::default();
    let desk = portal.desk();
    desk.keep_catalogue(&async || slices.pause().await).await?;
    let Some(mark) = portal.with_board(|board, session| board.to_keep(session)).flatten() else {
        return Ok(());
    };
    let mut keeping = Keeping::begin(COLUMNS, mark.clone());
    for number in 0..Columns::SECTIONS {
        let section = portal.with_board(|board, session| {
            let is_same = board.to_keep(session).as_ref() == Some(&mark);
            is_same.then(|| board.columns.section(number))
        });
        let Some(section) = section.flatten() else { return Ok(()) };
        keeping.put(desk.backend(), &section, &async || slices.pause().await).await?;
        slices.pause().await;
    }
    keeping.end(desk.backend()).await?;
    portal.with_board(|board, session| board.note_kept(session, &mark));
    Ok(())
}
