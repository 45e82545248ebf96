//! What views must ask of elements and attributes cannot say: focus in groups, dialogs, popovers, sizes, pauses.

use crate::analytics::beside::Area;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, MediaQueryListEvent, ResizeObserver, ResizeObserverEntry,
    ScrollIntoViewOptions, ScrollLogicalPosition,
};

/// Opens a dialog over the page; one that is open stays so.
pub fn open_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        // It fails only for an element that has left the page, where nothing is to be opened.
        let _ = dialog.show_modal();
    }
}

/// Closes a dialog; the browser gives the focus back to where it was.
pub fn close_dialog(dialog: &HtmlDialogElement) {
    if dialog.open() {
        dialog.close();
    }
}

/// Gives an element the focus without scrolling.
pub fn focus(element: &HtmlElement) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// Where the first of the elements that a selector names is that can be seen.
pub fn area_of_first(selector: &str) -> Option<Area> {
    let element = first_seen(selector)?;
    let place = element.get_bounding_client_rect();
    Some(Area {
        left_px: place.left(),
        top_px: place.top(),
        width_px: place.width(),
        height_px: place.height(),
    })
}

fn first_seen(selector: &str) -> Option<Element> {
    let all = web_sys::window()?.document()?.query_selector_all(selector).ok()?;
    let elements = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<Element>().ok());
    let is_seen = |element: &Element| {
        let place = element.get_bounding_client_rect();
        place.width() > 0.0 && place.height() > 0.0
    };
    elements.into_iter().find(is_seen)
}

/// Scrolls the first of the elements that a selector names to the middle of what is around it.
pub fn scroll_to_middle(selector: &str) {
    if let Some(element) = first_seen(selector) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// How wide and how high the page is, in px.
pub fn screen() -> (f64, f64) {
    let Some(window) = web_sys::window() else { return (0.0, 0.0) };
    let length =
        |length: Result<JsValue, JsValue>| length.ok().and_then(|length| length.as_f64()).unwrap_or(0.0);
    (length(window.inner_width()), length(window.inner_height()))
}

/// Gives the focus to the child of the given number.
pub fn focus_child(parent: &Element, number: usize) {
    let child = u32::try_from(number).ok().and_then(|number| parent.children().item(number));
    if let Some(child) = child.and_then(|child| child.dyn_into::<HtmlElement>().ok()) {
        focus(&child);
        scroll_near(&child);
    }
}

/// Presses the first of the descendants of an element that a selector names, as a pointer would.
pub fn press_in(root: &Element, selector: &str) -> bool {
    let found = root.query_selector(selector).ok().flatten();
    let button = found.and_then(|found| found.dyn_into::<HtmlElement>().ok());
    button.inspect(HtmlElement::click).is_some()
}

/// The row of a grid or table in which the focus is.
pub fn row_of_focus() -> Option<Element> {
    let active = web_sys::window()?.document()?.active_element()?;
    active.closest("[role=row]").ok().flatten()
}

/// Whether the focus is in an element.
pub fn has_focus_within(element: &Element) -> bool {
    let active = element.owner_document().and_then(|document| document.active_element());
    active.is_some_and(|active| element.contains(Some(&active)))
}

/// Whether the focus is in the element of a name.
pub fn is_focus_in_id(id: &str) -> bool {
    let element =
        web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    element.is_some_and(|element| has_focus_within(&element))
}

/// Whether an event came from a control of its own (a field, a button, a link), so that keys belong to it.
pub fn is_from_control(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target.closest("input, textarea, select, button, a, [contenteditable]").ok().flatten().is_some()
    })
}

/// Brings an element into view by the shortest way.
pub fn scroll_near(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    options.set_inline(ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls an element sideways, and nothing else, until the first of its elements that a selector names is seen whole.
pub fn show_across(row: &Element, selector: &str) {
    let Ok(Some(element)) = row.query_selector(selector) else { return };
    let (around, inside) = (row.get_bounding_client_rect(), element.get_bounding_client_rect());
    let past = (inside.right() - around.right()).max(0.0);
    let before = (around.left() - inside.left()).max(0.0);
    #[expect(clippy::cast_possible_truncation, reason = "rows are not millions of pixels wide")]
    let by_px = (past - before).round() as i32;
    row.set_scroll_left(row.scroll_left() + by_px);
}

/// Whether the event says that a popover is about to open (and not to close).
pub fn is_opening(event: &Event) -> bool {
    js_sys::Reflect::get(event, &JsValue::from_str("newState")).is_ok_and(|state| state == "open")
}

/// Opens a native popover that was made before.
pub fn open_popover(element: &HtmlElement) {
    // It fails for one that is open already.
    let _ = element.show_popover();
}

/// Closes a native popover.
pub fn hide_popover(element: &HtmlElement) {
    // It fails for one that is closed already.
    let _ = element.hide_popover();
}

/// Where something of the usual size may stand below the control that an event came from, in px of the window, so that it
/// stays within.
pub fn place_below(event: &Event) -> (f64, f64) {
    const WIDTH_PX: f64 = 348.0;
    const HEIGHT_PX: f64 = 380.0;
    let target = event.current_target().or_else(|| event.target());
    let Some(place) =
        target.and_then(|it| it.dyn_into::<Element>().ok()).map(|it| it.get_bounding_client_rect())
    else {
        return (0.0, 0.0);
    };
    let inner = |size: Result<JsValue, JsValue>| size.ok().and_then(|size| size.as_f64()).unwrap_or(0.0);
    let window = web_sys::window();
    let width = window.as_ref().map_or(0.0, |window| inner(window.inner_width()));
    let height = window.as_ref().map_or(0.0, |window| inner(window.inner_height()));
    let left = place.left().min(width - WIDTH_PX).max(8.0);
    let top = if place.bottom() + HEIGHT_PX > height {
        (height - HEIGHT_PX).max(8.0)
    } else {
        place.bottom() + 4.0
    };
    (left, top)
}

/// Where an element that stands at a fixed place is to stand, in px of the window, so that all of it is inside; `None`
/// where it is.
pub fn moved_inside(element: &Element) -> Option<(f64, f64)> {
    const EDGE_PX: f64 = 8.0;
    let place = element.get_bounding_client_rect();
    let (width, height) = screen();
    let left = place.left().min(width - EDGE_PX - place.width()).max(EDGE_PX);
    let top = place.top().min(height - EDGE_PX - place.height()).max(EDGE_PX);
    (left < place.left() || top < place.top()).then_some((left, top))
}

/// The width in px of the element around the one that an event came from.
pub fn width_around(event: &Event) -> f64 {
    let target = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    target
        .and_then(|target| target.parent_element())
        .map_or(0.0, |parent| parent.get_bounding_client_rect().width())
}

/// Closes the native popover around or at the element of a name.
pub fn close_popover(id: &str) {
    let element =
        web_sys::window().and_then(|window| window.document()).and_then(|page| page.get_element_by_id(id));
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // It fails for a popover that is closed already.
        let _ = element.hide_popover();
    }
}

/// Tells the inner size of an element in px now and whenever it changes, until it is dropped.
pub struct SizeObserver {
    observer: ResizeObserver,
    // Kept as long as the observer may call it.
    _told: Closure<dyn FnMut(js_sys::Array)>,
}

impl SizeObserver {
    /// Starts to watch. `tell` gets the width and the height. `None` in a browser that has no such observer.
    pub fn new(element: &Element, mut tell: impl FnMut(f64, f64) + 'static) -> Option<Self> {
        let told = Closure::wrap(Box::new(move |entries: js_sys::Array| {
            if let Ok(entry) =
                entries.get(entries.length().saturating_sub(1)).dyn_into::<ResizeObserverEntry>()
            {
                let size = entry.content_rect();
                tell(size.width(), size.height());
            }
        }) as Box<dyn FnMut(js_sys::Array)>);
        let observer = ResizeObserver::new(told.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self { observer, _told: told })
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Tells whether a media query holds, now and whenever it changes, until it is dropped.
pub struct MediaObserver {
    query: web_sys::MediaQueryList,
    told: Closure<dyn FnMut(MediaQueryListEvent)>,
}

impl MediaObserver {
    /// Starts to watch. `None` for a query that the browser cannot read.
    pub fn new(query: &str, mut tell: impl FnMut(bool) + 'static) -> Option<Self> {
        let query = web_sys::window()?.match_media(query).ok()??;
        tell(query.matches());
        let told = Closure::wrap(
            Box::new(move |event: MediaQueryListEvent| tell(event.matches())) as Box<dyn FnMut(_)>
        );
        query.add_event_listener_with_callback("change", told.as_ref().unchecked_ref()).ok()?;
        Some(Self { query, told })
    }
}

impl Drop for MediaObserver {
    fn drop(&mut self) {
        let _ = self.query.remove_event_listener_with_callback("change", self.told.as_ref().unchecked_ref());
    }
}

/// A call that the browser makes later. Dropped before, it is called off: the browser would call what is there no more.
struct Later {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Drop for Later {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Calls back after a pause, unless it is asked again before or dropped with all its clones.
#[derive(Clone, Default)]
pub struct Pause {
    waiting: Rc<RefCell<Option<Later>>>,
}

impl Pause {
    /// Starts the pause anew.
    pub fn then(&self, pause_ms: i32, work: impl FnOnce() + 'static) {
        self.stop();
        let Some(window) = web_sys::window() else { return };
        let callback = Closure::once(work);
        let asked = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            callback.as_ref().unchecked_ref(),
            pause_ms,
        );
        if let Ok(id) = asked {
            *self.waiting.borrow_mut() = Some(Later { id, _callback: callback });
        }
    }

    /// Forgets what was asked.
    pub fn stop(&self) {
        drop(self.waiting.borrow_mut().take());
    }
}

/// Whether somebody types just now, so that single letters belong to the field and not to the page.
pub fn is_typing(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| {
        target
            .closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]")
            .is_ok_and(|found| found.is_some())
    })
}

/// Whether keys belong to something else than the page: somebody types, or a dialog or a popover is open.
pub fn is_taken(event: &Event) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let over =
        document.and_then(|document| document.query_selector("dialog[open], :popover-open").ok().flatten());
    over.is_some() || is_typing(event)
}

/// Whether an event came from the element itself on which it is heard, and not from one within.
pub fn is_on_itself(event: &Event) -> bool {
    event.target().zip(event.current_target()).is_some_and(|(target, current)| target == current)
}

/// How an element lies across the page, in px.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Across {
    left_px: f64,
    width_px: f64,
}

impl Across {
    /// Where a pointer is across the element, from 0 at its left to 1 at its right.
    pub fn share_of(self, event: &web_sys::PointerEvent) -> f64 {
        if self.width_px > 0.0 {
            ((f64::from(event.client_x()) - self.left_px) / self.width_px).clamp(0.0, 1.0)
        } else {
            0.0
        }
    }
}

/// How an element lies now. The browser lays the page out to tell.
pub fn across(element: &Element) -> Across {
    let place = element.get_bounding_client_rect();
    Across { left_px: place.left(), width_px: place.width() }
}

/// Sends what a pointer does to the element where it was pressed, until it is let go.
pub fn capture_pointer(event: &web_sys::PointerEvent) {
    let target = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(target) = target {
        // It fails for a pointer that was let go already.
        let _ = target.set_pointer_capture(event.pointer_id());
    }
}
