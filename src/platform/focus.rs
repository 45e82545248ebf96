//! The focus stays near where it was when what had it goes away, such as a button whose work is done. Browsers leave it on
//! the whole page then, and who reads by keyboard or by ear begins at the top again.

use std::cell::RefCell;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{Document, Element, Event, HtmlElement};

/// After a press the page changes at once, when a save has arrived, or a little later.
const LOOKS_MS: [i32; 4] = [0, 120, 400, 1_200];
/// Where the focus goes within what is left: its first heading.
const HEADINGS: &str = "h1, h2, h3, h4";

thread_local! {
    /// What had the focus last outside of dialogs, and all around it, from inside out.
    static LAST: RefCell<Vec<Element>> = const { RefCell::new(Vec::new()) };
}

/// Keeps the focus near from now on, for as long as the page lives.
pub fn keep_near() {
    let Some(window) = web_sys::window() else { return };
    let seen = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(target) = target.filter(|target| !matches!(target.closest("dialog"), Ok(Some(_)))) {
            LAST.set(std::iter::successors(Some(target), |element| element.parent_element()).collect());
        }
    });
    let _ = window.add_event_listener_with_callback("focusin", seen.as_ref().unchecked_ref());
    seen.forget();
    let pressed = Closure::<dyn Fn()>::new(|| {
        wasm_bindgen_futures::spawn_local(async {
            for pause_ms in LOOKS_MS {
                super::timer::sleep(pause_ms).await;
                if let Some(document) = web_sys::window().and_then(|window| window.document()) {
                    look_after(&document);
                }
            }
        });
    });
    let _ = window.add_event_listener_with_callback("click", pressed.as_ref().unchecked_ref());
    pressed.forget();
}

/// Selects the text of the field that an event came to, once the press that led there has set its place in the text.
pub fn select_soon(event: &Event) {
    let field = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(field) = field else { return };
    wasm_bindgen_futures::spawn_local(async move {
        super::timer::give_way().await;
        field.select();
    });
}

fn look_after(document: &Document) {
    let is_nowhere = document.active_element().is_none_or(|active| active.tag_name() == "BODY");
    let is_asked = matches!(document.query_selector("dialog[open]"), Ok(Some(_)));
    if !is_nowhere || is_asked {
        return;
    }
    let place = LAST.with_borrow(|around| {
        let (last, around) = around.split_first()?;
        // Whoever pressed on nothing wants nothing.
        (!is_shown(last)).then(|| around.iter().find(|it| is_shown(it) && says_what(it)).cloned())?
    });
    let Some(place) = place else { return };
    let place =
        if place.tag_name() == "BODY" { document.get_element_by_id("main").unwrap_or(place) } else { place };
    let heading = place.query_selector(HEADINGS).ok().flatten();
    let Ok(to) = heading.unwrap_or(place).dyn_into::<HtmlElement>() else { return };
    if !to.has_attribute("tabindex") {
        to.set_tab_index(-1);
    }
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = to.focus_with_options(&options);
}

/// Whether a reader by ear hears what a place is: it has a heading or a name. What only groups some buttons says nothing.
fn says_what(element: &Element) -> bool {
    let is_headed = matches!(element.query_selector(HEADINGS), Ok(Some(_)));
    is_headed || element.has_attribute("aria-label") || element.tag_name() == "BODY"
}

/// Whether an element is in the document and drawn.
fn is_shown(element: &Element) -> bool {
    let area = element.get_bounding_client_rect();
    element.is_connected() && (area.width() > 0.0 || area.height() > 0.0)
}
