//! Where the caret stands in a text area, counted in bytes of its text.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

/// A text area by its id. It has the members of an input that are used here, and no type of its own among the bindings.
fn area(id: &str) -> Option<HtmlInputElement> {
    Some(web_sys::window()?.document()?.get_element_by_id(id)?.unchecked_into())
}

/// The text of an area up to its caret, in bytes, and all of it; nothing while a part of it is selected.
pub fn at(id: &str) -> Option<(String, usize)> {
    let area = area(id)?;
    let (start, end) = (area.selection_start().ok()??, area.selection_end().ok()??);
    let text = area.value();
    let caret = usize::try_from(end).ok()?;
    (start == end).then(|| (text.clone(), bytes(&text, caret)))
}

/// Puts a text into an area, with the caret behind so many bytes of it.
pub fn put(id: &str, text: &str, caret: usize) {
    let Some(area) = area(id) else { return };
    area.set_value(text);
    let before = text.get(..caret).unwrap_or(text);
    let units = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
    // It fails only for what is no field for text.
    let _ = area.set_selection_range(units, units);
    let _ = area.focus();
}

/// The browser counts in units of 16 bits.
fn bytes(text: &str, units: usize) -> usize {
    let mut left = units;
    for (at, sign) in text.char_indices() {
        if left == 0 {
            return at;
        }
        left = left.saturating_sub(sign.len_utf16());
    }
    text.len()
}
