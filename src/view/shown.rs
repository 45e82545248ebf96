//! Views in the document: made, kept up to date, taken out.

use super::made::{Handler, Hole, Made};
use super::mould::{Mould, Place, unchecked};
use super::rows::{Key, Rows, put_in_order};
use super::template::Step;
use super::value::Kept;
use super::{AnyView, Kind, dom};
use leptos::prelude::RenderEffect;
use std::borrow::Cow;
use std::collections::{HashMap, VecDeque};
use web_sys::{Element, Node};

/// A view in the document. Each has at least one node there.
pub(super) enum Shown {
    Nothing(Node),
    Text(Node, Cow<'static, str>),
    Made(Box<Elements>),
    List(List),
    Changing(Changing),
    Rows(Box<Rows>),
}

/// An element with what is inside it.
pub(super) struct Elements {
    template: &'static str,
    root: Node,
    filled: Vec<Filled>,
}

/// A hole that is filled.
enum Filled {
    Value(Kept),
    Event(dom::Listener),
    Reference(Element),
    Child(Shown),
}

/// Views one after the other, and the comment behind them.
pub(super) struct List {
    items: Vec<Item>,
    end: Node,
}

/// A view of a list, and what it is known by.
struct Item {
    key: Option<Key>,
    shown: Shown,
}

/// A view that changes. The effect is empty only while it is dropped.
pub(super) struct Changing(Option<RenderEffect<Shown>>);

impl Drop for Changing {
    /// The effect ends here and now: what it holds would otherwise live until its task is woken once more.
    fn drop(&mut self) {
        if let Some(effect) = self.0.take() {
            drop(effect.take_value());
        }
    }
}

impl Shown {
    /// Makes the nodes of a view. They are not in the document yet.
    pub(super) fn new(view: AnyView) -> Self {
        match view.0 {
            Kind::Nothing => Self::Nothing(dom::comment()),
            Kind::Text(text) => Self::Text(dom::text(&text), text),
            Kind::Made(made) => Self::Made(Box::new(Elements::new(*made))),
            Kind::List(views) => {
                let items = views.into_iter().map(Item::new).collect();
                Self::List(List { items, end: dom::comment() })
            }
            Kind::Changing(mut view) => {
                let effect = RenderEffect::new(move |old: Option<Self>| match old {
                    Some(mut shown) => {
                        shown.update(view());
                        shown
                    }
                    None => Self::new(view()),
                });
                Self::Changing(Changing(Some(effect)))
            }
            Kind::Rows(rows) => Self::Rows(Box::new(Rows::new(rows))),
            // A key says something only among others.
            Kind::Keyed(_, view) => Self::new(*view),
        }
    }

    /// Makes this another view, with the nodes that it has where they can stay.
    pub(super) fn update(&mut self, view: AnyView) {
        match (view.0, &mut *self) {
            (Kind::Nothing, Self::Nothing(_)) => {}
            (Kind::Text(new), Self::Text(node, old)) => {
                if new != *old {
                    dom::set_text(node, &new);
                    *old = new;
                }
            }
            (Kind::Made(new), Self::Made(old)) if new.template == old.template => old.update(new.holes),
            (Kind::List(new), Self::List(old)) => old.update(new),
            (Kind::Rows(new), Self::Rows(old)) => old.update(new),
            (Kind::Keyed(_, new), old) => old.update(*new),
            (other, _) => {
                let mut new = Self::new(AnyView(other));
                new.mount_before(&self.first());
                self.unmount();
                *self = new;
            }
        }
    }

    /// Puts the nodes into an element, before one of its children or at the end.
    pub(super) fn mount(&mut self, parent: &Node, before: Option<&Node>) {
        match self {
            Self::Nothing(node) | Self::Text(node, _) => dom::insert(parent, node, before),
            Self::Made(made) => dom::insert(parent, &made.root, before),
            Self::List(list) => {
                list.items.iter_mut().for_each(|item| item.shown.mount(parent, before));
                dom::insert(parent, &list.end, before);
            }
            Self::Changing(Changing(effect)) => {
                effect.as_ref().and_then(|it| it.with_value_mut(|inner| inner.mount(parent, before)));
            }
            Self::Rows(rows) => rows.mount(parent, before),
        }
    }

    /// Puts the nodes before another node, if that is in an element.
    pub(super) fn mount_before(&mut self, node: &Node) {
        if let Some(parent) = node.parent_node() {
            self.mount(&parent, Some(node));
        }
    }

    /// Takes the nodes out of the document.
    pub(super) fn unmount(&mut self) {
        match self {
            Self::Nothing(node) | Self::Text(node, _) => dom::remove(node),
            Self::Made(made) => dom::remove(&made.root),
            Self::List(list) => {
                list.items.iter_mut().for_each(|item| item.shown.unmount());
                dom::remove(&list.end);
            }
            Self::Changing(Changing(effect)) => {
                effect.as_ref().and_then(|it| it.with_value_mut(Self::unmount));
            }
            Self::Rows(rows) => rows.unmount(),
        }
    }

    /// The first node.
    pub(super) fn first(&self) -> Node {
        match self {
            Self::Nothing(node) | Self::Text(node, _) => node.clone(),
            Self::Made(made) => made.root.clone(),
            Self::List(list) => {
                list.items.first().map_or_else(|| list.end.clone(), |item| item.shown.first())
            }
            Self::Changing(Changing(effect)) => {
                let first = effect.as_ref().and_then(|it| it.with_value_mut(|inner| inner.first()));
                // An effect is without its view only while it runs, and then nobody asks it.
                first.unwrap_or_else(dom::comment)
            }
            Self::Rows(rows) => rows.first(),
        }
    }
}

impl Item {
    fn new(view: AnyView) -> Self {
        let (key, view) = with_key(view);
        Self { key, shown: Shown::new(view) }
    }
}

/// A view without its key, and the key.
fn with_key(view: AnyView) -> (Option<Key>, AnyView) {
    match view.0 {
        Kind::Keyed(key, view) => (Some(key), *view),
        other => (None, AnyView(other)),
    }
}

impl List {
    /// Shows other views. One with a key is made of what was shown under this key; one without, of what was shown without
    /// one at its place among those.
    fn update(&mut self, views: Vec<AnyView>) {
        let mut keyed: HashMap<Key, (usize, Shown)> = HashMap::new();
        let mut plain = VecDeque::new();
        let mut surplus = Vec::new();
        for (at, Item { key, shown }) in std::mem::take(&mut self.items).into_iter().enumerate() {
            match key {
                // Of two with the same key only the last is found again.
                Some(key) => surplus.extend(keyed.insert(key, (at, shown)).map(|(_, shown)| shown)),
                None => plain.push_back((at, shown)),
            }
        }
        let mut came_from = Vec::with_capacity(views.len());
        for view in views {
            let (key, view) = with_key(view);
            let kept = match &key {
                Some(key) => keyed.remove(key),
                None => plain.pop_front(),
            };
            came_from.push(kept.as_ref().map(|(at, _)| *at));
            let shown = match kept {
                Some((_, mut shown)) => {
                    shown.update(view);
                    shown
                }
                None => Shown::new(view),
            };
            self.items.push(Item { key, shown });
        }
        surplus.extend(keyed.into_values().chain(plain).map(|(_, shown)| shown));
        surplus.iter_mut().for_each(Shown::unmount);
        put_in_order(self.items.iter_mut().map(|item| &mut item.shown), &came_from, &self.end);
    }
}

impl Elements {
    fn new(made: Made) -> Self {
        let mould = Mould::of(made.template);
        let nodes = mould.copy();
        // The nodes are those of the template alone so far: what fills one hole does not move the place of another.
        let fill = |(place, filling): (&Place, Hole)| {
            let element = unchecked(nodes.get(place.element)?);
            let before = place.before.and_then(|at| nodes.get(at));
            Some(fill(element, before, &place.step, filling))
        };
        let filled = mould.places().iter().zip(made.holes).filter_map(fill).collect();
        Self { template: made.template, root: nodes.into_iter().next().unwrap_or_else(dom::comment), filled }
    }

    fn update(&mut self, holes: Vec<Hole>) {
        for (filled, hole) in self.filled.iter_mut().zip(holes) {
            match (filled, hole) {
                (Filled::Value(kept), Hole::Value(value)) => kept.update(value),
                (Filled::Event(listener), Hole::Event(handler)) => listener.replace(handler),
                (Filled::Reference(element), Hole::Reference(load)) => load(element),
                (Filled::Child(shown), Hole::Child(view)) => shown.update(view),
                // The kinds of the holes are those of the template, which is the same.
                _ => {}
            }
        }
    }
}

fn fill(element: &Element, before: Option<&Node>, hole: &Step<'static>, filling: Hole) -> Filled {
    let name = match hole {
        Step::Value(_, name) | Step::Event(name) => name,
        _ => "",
    };
    match (filling, hole) {
        (Hole::Value(value), Step::Value(target, _)) => {
            Filled::Value(Kept::new(element, *target, name, value))
        }
        (Hole::Event(handler), _) => Filled::Event(listen(element, name, handler)),
        (Hole::Reference(load), _) => {
            load(element);
            Filled::Reference(element.clone())
        }
        (Hole::Child(view), _) => {
            let mut shown = Shown::new(view);
            shown.mount(element, before);
            Filled::Child(shown)
        }
        // A value is only ever written for a hole of a value.
        (Hole::Value(_), _) => Filled::Reference(element.clone()),
    }
}

fn listen(element: &Element, name: &'static str, handler: Handler) -> dom::Listener {
    dom::Listener::new(element, name, handler)
}
