//! Names for elements that refer to each other, such as a field and its help.

use std::cell::Cell;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// A name that no other element of the page has.
pub fn fresh_id(stem: &str) -> String {
    let number = NEXT.get();
    NEXT.set(number.wrapping_add(1));
    format!("{stem}-{number}")
}
