//! Rows that are known by their keys: one that stays keeps its elements, wherever it moves.

use super::shown::Shown;
use super::{AnyView, dom};
use leptos::prelude::Owner;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};
use web_sys::Node;

/// A row that is to be shown. Its view is only asked for where the row is new.
pub(super) struct Row {
    pub(super) key: Key,
    pub(super) view: Box<dyn FnOnce() -> AnyView>,
    /// Owns the signals and effects of each row for as long as it is shown.
    pub(super) parent: Option<Owner>,
}

/// A key of any type, as the bytes that it gives to a hasher: equal keys give equal bytes, and two different ones never
/// give the same. It makes one type of all keys, so that the code below is compiled once.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key(Vec<u8>);

impl Key {
    /// The key of a value.
    pub(super) fn new(value: &impl Hash) -> Self {
        let mut key = Self(Vec::new());
        value.hash(&mut key);
        key
    }
}

impl Hasher for Key {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}

/// Rows in the document, and the comment behind them.
pub(super) struct Rows {
    rows: Vec<ShownRow>,
    end: Node,
}

struct ShownRow {
    key: Key,
    shown: Shown,
    /// What the row made is cleaned up with it.
    _owner: Owner,
}

impl Rows {
    /// Makes the nodes of some rows.
    pub(super) fn new(rows: Vec<Row>) -> Self {
        Self { rows: rows.into_iter().map(ShownRow::new).collect(), end: dom::comment() }
    }

    /// Shows other rows: those that are still there keep their nodes, and as few as possible are moved.
    pub(super) fn update(&mut self, rows: Vec<Row>) {
        let mut old: Vec<Option<ShownRow>> = std::mem::take(&mut self.rows).into_iter().map(Some).collect();
        let places: HashMap<Key, usize> =
            old.iter().enumerate().filter_map(|(at, row)| Some((row.as_ref()?.key.clone(), at))).collect();
        let mut came_from = Vec::with_capacity(rows.len());
        for row in rows {
            let kept = places.get(&row.key).and_then(|&at| Some((at, old.get_mut(at)?.take()?)));
            came_from.push(kept.as_ref().map(|(at, _)| *at));
            self.rows.push(kept.map_or_else(|| ShownRow::new(row), |(_, kept)| kept));
        }
        for mut gone in old.into_iter().flatten() {
            gone.shown.unmount();
        }
        put_in_order(self.rows.iter_mut().map(|row| &mut row.shown), &came_from, &self.end);
    }

    pub(super) fn mount(&mut self, parent: &Node, before: Option<&Node>) {
        self.rows.iter_mut().for_each(|row| row.shown.mount(parent, before));
        dom::insert(parent, &self.end, before);
    }

    pub(super) fn unmount(&mut self) {
        self.rows.iter_mut().for_each(|row| row.shown.unmount());
        dom::remove(&self.end);
    }

    pub(super) fn first(&self) -> Node {
        self.rows.first().map_or_else(|| self.end.clone(), |row| row.shown.first())
    }
}

impl ShownRow {
    fn new(row: Row) -> Self {
        let owner = row.parent.as_ref().map_or_else(Owner::new, |parent| parent.with(Owner::new));
        let shown = owner.with(|| Shown::new((row.view)()));
        Self { key: row.key, shown, _owner: owner }
    }
}

/// Puts views one after the other, before the node behind them. Those that came from a place of the list before stay
/// where they are if they can: a node that is moved loses the focus.
pub(super) fn put_in_order<'a>(
    views: impl DoubleEndedIterator<Item = &'a mut Shown> + ExactSizeIterator,
    came_from: &[Option<usize>],
    end: &Node,
) {
    let mut next = end.clone();
    for (view, stays) in views.zip(longest_ascent(came_from)).rev() {
        if !stays {
            view.mount_before(&next);
        }
        next = view.first();
    }
}

/// Which rows can stay where they are while the others move around them: the longest run of old places that ascends.
fn longest_ascent(came_from: &[Option<usize>]) -> Vec<bool> {
    // For each length, the row that ends the run of this length with the lowest place.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let mut before = vec![None; came_from.len()];
    for (row, place) in came_from.iter().enumerate() {
        let Some(place) = *place else { continue };
        let length = ends.partition_point(|&(low, _)| low < place);
        if let Some(slot) = before.get_mut(row) {
            *slot = length.checked_sub(1).and_then(|it| ends.get(it)).map(|&(_, row)| row);
        }
        ends.truncate(ends.len().max(length));
        match ends.get_mut(length) {
            Some(end) => *end = (place, row),
            None => ends.push((place, row)),
        }
    }
    let mut stays = vec![false; came_from.len()];
    let mut row = ends.last().map(|&(_, row)| row);
    while let Some(at) = row {
        if let Some(slot) = stays.get_mut(at) {
            *slot = true;
        }
        row = before.get(at).copied().flatten();
    }
    stays
}
