//! Which rows the slots of a grid show. Where the list gets another order or other rows, those that are seen change at once
//! and those beyond the window a frame later: nobody waits for what nobody sees.

use super::GridSource;
use super::slot::Drawn;
use crate::analytics::scroll::{Position, Scroll};
use crate::platform::timer;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The rows that are drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Page {
    drawn: Drawn,
    /// Their ids, by their places.
    ids: Vec<u32>,
    /// What rows beyond the window still show.
    late: Option<Late>,
    round: u32,
}

#[derive(Clone, Debug, PartialEq)]
struct Late {
    ids: Vec<u32>,
    /// The first place of the window, and the one behind its last.
    window: (u32, u32),
}

impl Page {
    /// The ids of all rows that are drawn, as the list is now.
    pub(super) fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The id that a place shows.
    pub(super) fn shown(&self, place: u32) -> Option<u32> {
        let at = place.saturating_sub(self.drawn.first) as usize;
        let is_seen = |late: &&Late| !(late.window.0..late.window.1).contains(&place);
        // A list that has become shorter has none there any more.
        let late = self.late.as_ref().filter(is_seen).and_then(|late| late.ids.get(at));
        self.ids.get(at).map(|id| late.copied().unwrap_or(*id))
    }

    /// What comes after a page, which may be late.
    fn following(self, before: Option<&Self>, window: (u32, u32)) -> Self {
        let is_same_place = |before: &&Self| before.drawn == self.drawn && before.round == self.round;
        let late = before.filter(is_same_place).and_then(|before| {
            if before.ids == self.ids {
                return before.late.clone();
            }
            let ids = (self.drawn.first..).take(before.ids.len()).filter_map(|place| before.shown(place));
            Some(Late { ids: ids.collect(), window })
        });
        Self { late, ..self }
    }
}

/// The page of a list at a position.
pub(super) fn follow(
    source: GridSource,
    drawn: Memo<Drawn>,
    scroll: Memo<Scroll>,
    position: RwSignal<Position>,
) -> Memo<Page> {
    let round = RwSignal::new(0_u32);
    let page = Memo::new(move |before: Option<&Page>| {
        let (drawn, round) = (drawn.get(), round.get());
        let ids = source.page.run((drawn.first, drawn.pool));
        let (first, len) = scroll.get_untracked().rows(position.get_untracked(), 0);
        Page { drawn, ids, late: None, round }.following(before, (first, first + len))
    });
    Effect::new(move |_| {
        if page.with(|page| page.late.is_some()) {
            spawn_local(async move {
                timer::next_frame().await;
                timer::give_way().await;
                // The page may be left meanwhile.
                if let Some(now) = round.try_get_untracked() {
                    round.set(now.wrapping_add(1));
                }
            });
        }
    });
    page
}
