//! An element that is to be made: its template and what goes into the holes, in the order in which they stand there.

use super::value::{IntoValue, Value};
use super::{AnyView, IntoView, Kind};
use leptos::ev::EventDescriptor;
use leptos::html::ElementType;
use leptos::prelude::{NodeRef, Owner, untrack};
use leptos::tachys::html::node_ref::NodeRefContainer;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

/// An element that is to be made. Only `view!` writes one.
pub struct Made {
    pub(super) template: &'static str,
    pub(super) holes: Vec<Hole>,
}

/// What goes into a hole.
pub(super) enum Hole {
    Value(Value),
    Event(Handler),
    Reference(Box<dyn FnOnce(&Element)>),
    Child(AnyView),
}

/// What hears an event, and whose it is: signals that it makes and contexts that it asks for are those of its owner.
pub(super) struct Handler {
    owner: Option<Owner>,
    run: Box<dyn FnMut(Event)>,
}

impl Handler {
    /// Tells it of an event. Whatever it reads is read once: there is nothing that would be made anew by it.
    pub(super) fn hear(&mut self, event: Event) {
        untrack(|| match &self.owner {
            Some(owner) => owner.with(|| (self.run)(event)),
            None => (self.run)(event),
        });
    }
}

impl Made {
    /// An element of a template whose holes are still empty.
    pub fn new(template: &'static str) -> Self {
        Self { template, holes: Vec::new() }
    }

    /// Fills a hole with a value of an attribute, class, style or property.
    pub fn value(&mut self, value: impl IntoValue) {
        self.fill_value(value.into_value());
    }

    /// Fills a hole with a view.
    pub fn child(&mut self, view: impl IntoView) {
        self.fill_child(view.into_any());
    }

    /// Fills a hole with the handler of an event.
    pub fn on<E: EventDescriptor>(&mut self, _: E, mut run: impl FnMut(E::EventType) + 'static)
    where
        E::EventType: JsCast,
    {
        self.fill_event(Box::new(move |event| run(event.unchecked_into())));
    }

    /// Fills a hole with the handler of an event that Leptos does not know.
    pub fn on_other(&mut self, run: impl FnMut(Event) + 'static) {
        self.fill_event(Box::new(run));
    }

    /// Fills a hole with a reference that wants to know the element.
    pub fn reference<E: ElementType>(&mut self, node: NodeRef<E>)
    where
        E::Output: JsCast + 'static,
        NodeRef<E>: NodeRefContainer<E>,
    {
        self.holes.push(Hole::Reference(Box::new(move |element| node.load(element))));
    }

    /// All holes are filled.
    pub fn done(self) -> AnyView {
        AnyView(Kind::Made(Box::new(self)))
    }

    fn fill_value(&mut self, value: Value) {
        self.holes.push(Hole::Value(value));
    }

    fn fill_child(&mut self, view: AnyView) {
        self.holes.push(Hole::Child(view));
    }

    fn fill_event(&mut self, run: Box<dyn FnMut(Event)>) {
        self.holes.push(Hole::Event(Handler { owner: Owner::current(), run }));
    }
}
