//! What views ask of the browser.

use super::made::Handler;
use super::value::Value;
use js_sys::{Function, Reflect};
use leptos::prelude::document;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement, Node};

const SVG_NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// A new element. The names are those of templates, which the browser knows.
pub(super) fn element(name: &str, is_svg: bool) -> Element {
    let namespace = if is_svg { SVG_NAMESPACE } else { "http://www.w3.org/1999/xhtml" };
    match document().create_element_ns(Some(namespace), name) {
        Ok(element) => element,
        Err(error) => wasm_bindgen::throw_val(error),
    }
}

/// A new text.
pub(super) fn text(text: &str) -> Node {
    document().create_text_node(text).into()
}

/// A new comment: a place without anything to see.
pub(super) fn comment() -> Node {
    document().create_comment("").into()
}

/// Changes a text.
pub(super) fn set_text(node: &Node, text: &str) {
    node.set_node_value(Some(text));
}

/// Puts a node into another one, before one of its children or at the end.
pub(super) fn insert(parent: &Node, node: &Node, before: Option<&Node>) {
    let _ = parent.insert_before(node, before);
}

/// Takes a node out of the document.
pub(super) fn remove(node: &Node) {
    node.unchecked_ref::<Element>().remove();
}

pub(super) fn set_attribute(element: &Element, name: &str, value: &str) {
    let _ = element.set_attribute(name, value);
}

pub(super) fn remove_attribute(element: &Element, name: &str) {
    let _ = element.remove_attribute(name);
}

pub(super) fn set_class(element: &Element, name: &str, is_set: bool) {
    let _ = element.class_list().toggle_with_force(name, is_set);
}

pub(super) fn set_style(element: &Element, name: &str, value: Option<&str>) {
    let style = element.unchecked_ref::<HtmlElement>().style();
    let _ = style.set_property(name, value.unwrap_or_default());
}

/// Sets a property. That of a field's text waits for the end of the turn, because the choice that it names may be made
/// by an effect of the same turn.
pub(super) fn set_property(element: &Element, name: &'static str, value: &Value) {
    let value = match value {
        Value::Text(text) => JsValue::from_str(text),
        Value::Bool(is_set) => JsValue::from_bool(*is_set),
        _ => JsValue::NULL,
    };
    if name == "value" {
        let element = element.clone();
        let later = Closure::once_into_js(move || set_now(&element, name, &value));
        leptos::prelude::window().queue_microtask(later.unchecked_ref());
    } else {
        set_now(element, name, &value);
    }
}

fn set_now(element: &Element, name: &str, value: &JsValue) {
    let _ = Reflect::set(element, &JsValue::from_str(name), value);
}

/// Hears an event of an element for as long as it lives.
pub(super) struct Listener {
    element: Element,
    name: &'static str,
    handler: Rc<RefCell<Option<Handler>>>,
    function: Closure<dyn FnMut(Event)>,
}

impl Listener {
    pub(super) fn new(element: &Element, name: &'static str, handler: Handler) -> Self {
        let handler = Rc::new(RefCell::new(Some(handler)));
        let shared = Rc::clone(&handler);
        let function = Closure::wrap(Box::new(move |event| hear(&shared, event)) as Box<dyn FnMut(Event)>);
        let _ = element.add_event_listener_with_callback(name, as_function(&function));
        Self { element: element.clone(), name, handler, function }
    }

    /// Lets another handler hear the event.
    pub(super) fn replace(&mut self, handler: Handler) {
        self.handler.replace(Some(handler));
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.element.remove_event_listener_with_callback(self.name, as_function(&self.function));
    }
}

fn as_function(closure: &Closure<dyn FnMut(Event)>) -> &Function {
    closure.as_ref().unchecked_ref()
}

/// Tells the handler. It is taken out meanwhile: an event that it causes itself finds nobody, as with Leptos, and one
/// that replaces it wins.
fn hear(shared: &RefCell<Option<Handler>>, event: Event) {
    let taken = shared.borrow_mut().take();
    if let Some(mut handler) = taken {
        handler.hear(event);
        shared.borrow_mut().get_or_insert(handler);
    }
}
