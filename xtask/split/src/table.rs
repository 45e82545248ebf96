//! Functions in their places of the table.

use std::collections::BTreeMap;
use wasm_encoder::{ConstExpr, ElementSection, Elements};

/// Functions by their places, in runs without a gap: where each begins, and what is in it.
pub(crate) fn runs(places: &BTreeMap<u32, u32>) -> Vec<(u32, Vec<u32>)> {
    let mut runs: Vec<(u32, Vec<u32>)> = Vec::new();
    let mut next = None;
    for (place, function) in places {
        match runs.last_mut() {
            Some((_, run)) if next == Some(*place) => run.push(*function),
            _ => runs.push((*place, vec![*function])),
        }
        next = place.checked_add(1);
    }
    runs
}

/// Puts runs of functions into a table.
pub(crate) fn put(elements: &mut ElementSection, table: u32, runs: Vec<(u32, Vec<u32>)>) {
    for (start, run) in runs {
        let offset = ConstExpr::i32_const(start.cast_signed());
        elements.active((table > 0).then_some(table), &offset, Elements::Functions(run.into()));
    }
}
