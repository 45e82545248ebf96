//! Views that depend on a condition or on a list.

use super::rows::{Key, Row};
use super::{AnyView, ChildrenFn, IntoView, Kind, ViewFn};
use leptos::prelude::{Get, Memo, Owner};
use std::hash::Hash;
use std::sync::Arc;
use watchfloor_view_macros::component;

/// A condition that signals may change.
pub struct When(Box<dyn Fn() -> bool + Send + Sync>);

impl<F: Fn() -> bool + Send + Sync + 'static> From<F> for When {
    fn from(condition: F) -> Self {
        Self(Box::new(condition))
    }
}

/// Shows what is inside while a condition holds.
#[component]
pub fn Show(
    /// The condition.
    #[prop(into)]
    when: When,
    /// What is shown while it does not hold.
    #[prop(optional, into)]
    fallback: ViewFn,
    /// What is shown while it holds.
    children: ChildrenFn,
) -> impl IntoView {
    let holds = Memo::new(move |_| (when.0)());
    move || if holds.get() { children() } else { fallback.run() }
}

/// Shows something for each item of a list. An item whose key stays keeps its elements.
#[component]
pub fn For<E, I, K, F, C, V>(
    /// The list.
    each: E,
    /// What an item is known by.
    key: F,
    /// What an item shows.
    children: C,
) -> impl IntoView
where
    E: Fn() -> I + 'static,
    I: IntoIterator,
    I::Item: 'static,
    K: Hash,
    F: Fn(&I::Item) -> K + 'static,
    C: Fn(I::Item) -> V + 'static,
    V: IntoView + 'static,
{
    let parent = Owner::current();
    let children = Arc::new(children);
    move || {
        let row = |item| {
            let key = Key::new(&key(&item));
            let children = Arc::clone(&children);
            Row { key, view: Box::new(move || children(item).into_any()), parent: parent.clone() }
        };
        AnyView(Kind::Rows(each().into_iter().map(row).collect()))
    }
}
