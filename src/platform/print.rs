//! What stands in the margins of every printed sheet. Only a style sheet can put it there, so one of the page's own is kept
//! for it, which the policy of the page allows since it is made by its code and not written in its markup.

use js_sys::{Array, Function, Reflect};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};

thread_local! {
    static SHEET: RefCell<Option<JsValue>> = const { RefCell::new(None) };
}

/// Writes into the margins from now on: the head of each sheet, and its foot beside the number of the sheet.
pub fn set_margins(head: &str, foot: &str) {
    let rule = |place: &str, text: &str| {
        format!(
            "@{place} {{ content: \"{}\"; font: 9pt \"Segoe UI\", system-ui, sans-serif; color: #414a54; }}",
            quoted(text)
        )
    };
    replace(&format!("@page {{ {} {} }}", rule("top-left", head), rule("bottom-left", foot)));
}

/// Leaves the margins empty again.
pub fn clear_margins() {
    replace("");
}

/// Text within the quotation marks of a style sheet.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '"' | '\\' => {
                out.push('\\');
                out.push(sign);
            }
            sign if sign.is_control() => out.push(' '),
            sign => out.push(sign),
        }
    }
    out
}

fn replace(css: &str) {
    let sheet = SHEET.with_borrow_mut(|sheet| {
        if sheet.is_none() {
            *sheet = adopted();
        }
        sheet.clone()
    });
    // A browser without such sheets prints without heads.
    let Some(sheet) = sheet else { return };
    if let Some(replace) = function(&sheet, "replaceSync") {
        let _ = replace.call1(&sheet, &JsValue::from_str(css));
    }
}

/// A new sheet of the document.
fn adopted() -> Option<JsValue> {
    let make: Function = Reflect::get(&js_sys::global(), &"CSSStyleSheet".into()).ok()?.dyn_into().ok()?;
    let sheet = Reflect::construct(&make, &Array::new()).ok()?;
    let document = web_sys::window()?.document()?;
    let all = Reflect::get(&document, &"adoptedStyleSheets".into()).ok()?;
    function(&all, "push")?.call1(&all, &sheet).ok()?;
    Some(sheet)
}

fn function(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}
