//! Small things with the document: title, theme, focus, the clipboard.

use wasm_bindgen::JsCast;
use web_sys::{Document, HtmlElement};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Sets the title of the page.
pub fn set_title(title: &str) {
    // The title of a page that only changes its filter is told to nobody again: it goes to the window of the browser.
    if let Some(document) = document().filter(|document| document.title() != title) {
        document.set_title(title);
    }
}

/// Says which theme holds: `light`, `dark`, or `auto` for the browser's.
pub fn set_theme(theme: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.set_attribute("data-theme", theme);
    }
}

/// Writes the notice of a crash in the words of the page: heading, help, and what its buttons say. It stands in the
/// page itself, since it must be there when nothing of the application runs any more.
pub fn say_in_crash(words: [String; 5]) {
    let Some(document) = document() else { return };
    let places = ["#crash h1", "#crash p", "#crash-reload", "#crash-backup", "#crash-copy"];
    for (place, word) in places.into_iter().zip(words) {
        if let Ok(Some(element)) = document.query_selector(place) {
            element.set_text_content(Some(&word));
        }
    }
}

/// Makes everything larger for a room that looks on, or as it was.
pub fn set_presenter(is_on: bool) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        let _ = root.toggle_attribute_with_force("data-presenter", is_on);
    }
}

/// Has the browser ask before the page is left or loaded anew, while the answer is yes. The words are the browser's.
/// `has_unsaved` is asked at that moment and may begin to save.
pub fn ask_before_leaving(has_unsaved: impl Fn() -> bool + 'static) {
    let Some(window) = web_sys::window() else { return };
    let heard =
        wasm_bindgen::prelude::Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            if has_unsaved() {
                event.prevent_default();
            }
        });
    let _ = window.add_event_listener_with_callback("beforeunload", heard.as_ref().unchecked_ref());
    heard.forget();
}

/// Calls the listener whenever the browser finds its line again, for as long as the page lives.
pub fn on_online(listener: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let heard = wasm_bindgen::prelude::Closure::<dyn Fn()>::new(listener);
    let _ = window.add_event_listener_with_callback("online", heard.as_ref().unchecked_ref());
    heard.forget();
}

/// Moves the focus to the element with an id, where it takes one. Scrolling is left alone.
pub fn focus(id: &str) {
    let element = document().and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}

/// The place in a list of the row that has the focus and is about to be taken away.
#[derive(Debug)]
pub struct ListPlace {
    frame: web_sys::Element,
    at: usize,
}

impl ListPlace {
    /// The place as it is now.
    pub fn here() -> Option<Self> {
        let active = document().and_then(|document| document.active_element());
        let row = active.and_then(|element| element.closest("li, tr").ok().flatten())?;
        let frame = row.parent_element().and_then(|list| list.parent_element())?;
        let before =
            std::iter::successors(row.previous_element_sibling(), |it| it.previous_element_sibling());
        Some(Self { frame, at: before.count() })
    }

    /// Moves the focus to the row that took the place, or to the frame of the list when the row was the only one, so that a
    /// reader by keyboard is not sent to the top of the page.
    pub fn go_back(self) {
        let Self { frame, at } = self;
        let rows = frame.query_selector_all(":scope > * > li, :scope > * > tr").ok();
        let last = rows.as_ref().and_then(|rows| rows.length().checked_sub(1));
        let row = rows.zip(last).and_then(|(rows, last)| rows.item(last.min(u32::try_from(at).unwrap_or(0))));
        let row = row.and_then(|row| row.dyn_into::<web_sys::Element>().ok());
        let next = row.and_then(|row| row.query_selector("button, a[href], input, select").ok().flatten());
        let next = next.unwrap_or_else(|| {
            let _ = frame.set_attribute("tabindex", "-1");
            frame
        });
        if let Ok(next) = next.dyn_into::<HtmlElement>() {
            let _ = next.focus();
        }
    }
}

/// Before the row of a list that has the focus is taken away at once: the focus stays in its place.
pub fn keep_place_in_list() {
    let Some(place) = ListPlace::here() else { return };
    wasm_bindgen_futures::spawn_local(async move {
        super::timer::give_way().await;
        place.go_back();
    });
}

/// Before what has the focus moves to another place of its list: browsers take the focus from it then, and it gets it back.
pub fn keep_focus() {
    let active = document().and_then(|document| document.active_element());
    let Some(active) = active.and_then(|element| element.dyn_into::<HtmlElement>().ok()) else { return };
    wasm_bindgen_futures::spawn_local(async move {
        super::timer::give_way().await;
        let _ = active.focus();
    });
}

/// Moves the focus to the first element that a selector finds; answers whether there was one.
pub fn focus_first(selector: &str) -> bool {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    match found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        Some(element) => element.focus().is_ok(),
        None => false,
    }
}

/// Whether an element that a selector finds has the focus.
pub fn has_focus(selector: &str) -> bool {
    let active = document().and_then(|document| document.active_element());
    active.is_some_and(|active| active.matches(selector).unwrap_or(false))
}

/// Takes the focus from an element inside of one with an id, unless it is in one that a selector finds. For what is about
/// to be taken away: a browser lays out the whole page once more to move the focus out of it.
pub fn let_go_of_focus(id: &str, except: &str) {
    let Some(active) = document().and_then(|document| document.active_element()) else { return };
    let is_in = |selector: &str| active.closest(selector).is_ok_and(|found| found.is_some());
    if !is_in(&format!("#{id}")) || active.id() == id || is_in(except) {
        return;
    }
    if let Some(active) = active.dyn_ref::<HtmlElement>() {
        let _ = active.blur();
    }
}

/// Scrolls the main part of the page to its top.
pub fn scroll_main_to_top() {
    if let Some(main) = document().and_then(|document| document.get_element_by_id("main")) {
        main.set_scroll_top(0);
    }
}

/// Whether a dialog or a drawer is open over the page.
pub fn has_dialog() -> bool {
    document().and_then(|page| page.query_selector("dialog[open]").ok().flatten()).is_some()
}

/// Whether a media query holds now.
pub fn media(query: &str) -> bool {
    web_sys::window()
        .and_then(|window| window.match_media(query).ok().flatten())
        .is_some_and(|list| list.matches())
}

/// Opens the browser's print dialog.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Puts text on the clipboard; answers whether the browser let us.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    wasm_bindgen_futures::JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Takes the shell that stood there before the app out of the element with an id.
pub fn clear(id: &str) {
    if let Some(element) = document().and_then(|document| document.get_element_by_id(id)) {
        element.replace_children_with_node_0();
    }
}

/// The element with an id, to mount into.
pub fn mount_point(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}
