//! Elements of templates that were made before, to be copied: a browser copies a whole element in less time than it takes
//! to ask it for one part after the other.

use super::dom;
use super::template::{Step, steps};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use web_sys::{Element, Node};

thread_local! {
    /// By the address and the length of the template. What the program has of templates is not much.
    static MOULDS: RefCell<HashMap<(usize, usize), Rc<Mould>>> = RefCell::default();
}

/// What a template makes before its holes are filled, and how the holes are found in a copy of it.
pub(super) struct Mould {
    root: Node,
    /// The nodes that the holes need, in order; each is found from one before it, of which the first is the root.
    finds: Vec<Find>,
    places: Vec<Place>,
}

/// How a node of a copy is found.
struct Find {
    /// Which of those that are found already it is next to.
    from: usize,
    way: Way,
}

#[derive(Clone, Copy)]
enum Way {
    /// It is the first child.
    Inside,
    /// It is the next sibling.
    Behind,
}

/// Where a hole is.
pub(super) struct Place {
    /// What fills it.
    pub(super) step: Step<'static>,
    /// Its element, among the nodes of a copy.
    pub(super) element: usize,
    /// The node that stands behind a view, if any.
    pub(super) before: Option<usize>,
}

/// A node that a template makes.
struct Fixed {
    node: Node,
    /// The node before it in the template from which it is found.
    from: usize,
    way: Way,
    last_child: Option<usize>,
}

impl Mould {
    /// That of a template.
    pub(super) fn of(template: &'static str) -> Rc<Self> {
        let key = (template.as_ptr() as usize, template.len());
        let known = MOULDS.with_borrow(|moulds| moulds.get(&key).map(Rc::clone));
        known.unwrap_or_else(|| {
            let made = Rc::new(Making::default().made(template));
            MOULDS.with_borrow_mut(|moulds| moulds.insert(key, Rc::clone(&made)));
            made
        })
    }

    /// A copy: its root, then the nodes that the places of the holes name.
    pub(super) fn copy(&self) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(self.finds.len() + 1);
        nodes.extend(self.root.clone_node_with_deep(true));
        for Find { from, way } in &self.finds {
            let from = nodes.get(*from);
            let found = match way {
                Way::Inside => from.and_then(Node::first_child),
                Way::Behind => from.and_then(Node::next_sibling),
            };
            // A copy has all that was copied: it is never without.
            nodes.push(found.unwrap_or_else(dom::comment));
        }
        nodes
    }

    /// The places of the holes, in order.
    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }
}

/// A mould while its template is read.
#[derive(Default)]
struct Making {
    nodes: Vec<Fixed>,
    open: Vec<usize>,
    places: Vec<Place>,
}

impl Making {
    fn made(mut self, template: &'static str) -> Mould {
        for step in steps(template) {
            match step {
                Step::Open { name, is_svg } => {
                    let at = self.add(dom::element(name, is_svg).into());
                    self.open.push(at);
                }
                Step::Text(text) => drop(self.add(dom::text(text))),
                Step::Fixed { name, value } => self.fix(name, value),
                Step::Close => drop(self.open.pop()),
                hole => {
                    let element = self.open.last().copied().unwrap_or_default();
                    self.places.push(Place { step: hole, element, before: None });
                }
            }
        }
        self.reduced()
    }

    /// Adds a node to the open element, behind the views that stand there so far.
    fn add(&mut self, node: Node) -> usize {
        let at = self.nodes.len();
        let parent = self.open.last().copied();
        let before = parent.and_then(|parent| self.nodes.get_mut(parent)).map(|parent| {
            dom::insert(&parent.node, &node, None);
            parent.last_child.replace(at)
        });
        let (from, way) = match (before.flatten(), parent) {
            (Some(sibling), _) => (sibling, Way::Behind),
            (None, parent) => (parent.unwrap_or_default(), Way::Inside),
        };
        let waiting = self.places.iter_mut().filter(|place| {
            Some(place.element) == parent && matches!(place.step, Step::Child) && place.before.is_none()
        });
        waiting.for_each(|place| place.before = Some(at));
        self.nodes.push(Fixed { node, from, way, last_child: None });
        at
    }

    fn fix(&self, name: &str, value: &str) {
        let element = self.open.last().and_then(|at| self.nodes.get(*at));
        element.into_iter().for_each(|it| dom::set_attribute(unchecked(&it.node), name, value));
    }

    /// Leaves out the nodes that nothing is found from and no hole needs.
    fn reduced(mut self) -> Mould {
        let mut needed = vec![false; self.nodes.len()];
        let mut need = |at: usize| needed.get_mut(at).into_iter().for_each(|it| *it = true);
        self.places.iter().for_each(|place| {
            need(place.element);
            place.before.into_iter().for_each(&mut need);
        });
        for (at, node) in self.nodes.iter().enumerate().rev() {
            let is_needed = needed.get(at).copied().unwrap_or_default();
            if let Some(from) = needed.get_mut(node.from).filter(|_| is_needed) {
                *from = true;
            }
        }
        // The root is there without being looked for.
        let mut numbers = vec![0; self.nodes.len()];
        let mut finds = Vec::new();
        let looked_for = self.nodes.iter().enumerate().zip(needed).skip(1).filter(|(_, needed)| *needed);
        for ((at, node), _) in looked_for {
            let from = numbers.get(node.from).copied().unwrap_or_default();
            finds.push(Find { from, way: node.way });
            numbers.get_mut(at).into_iter().for_each(|number| *number = finds.len());
        }
        let number = |at: usize| numbers.get(at).copied().unwrap_or_default();
        for place in &mut self.places {
            place.element = number(place.element);
            place.before = place.before.map(number);
        }
        let root = self.nodes.into_iter().next().map_or_else(dom::comment, |root| root.node);
        Mould { root, finds, places: self.places }
    }
}

/// A node of which it is known that it is an element.
pub(super) fn unchecked(node: &Node) -> &Element {
    use wasm_bindgen::JsCast;
    node.unchecked_ref()
}
