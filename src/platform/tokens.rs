//! Tokens of endpoints and live sources: in the memory of this page and nowhere else, since what a browser keeps for a tab
//! it writes to disk.

use std::cell::RefCell;
use std::collections::HashMap;

thread_local!(static TOKENS: RefCell<HashMap<String, String>> = RefCell::default());

/// The token with a key.
pub(super) fn get(key: &str) -> Option<String> {
    TOKENS.with(|tokens| tokens.borrow().get(key).cloned())
}

/// Keeps a token until the page is left or loaded anew; nothing, or blanks, forgets it.
pub(super) fn set(key: &str, token: Option<&str>) {
    TOKENS.with(|tokens| match token.map(str::trim).filter(|token| !token.is_empty()) {
        Some(token) => drop(tokens.borrow_mut().insert(key.to_owned(), token.to_owned())),
        None => drop(tokens.borrow_mut().remove(key)),
    });
}
