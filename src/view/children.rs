//! What is inside a component.

use super::{AnyView, IntoView};
use std::sync::Arc;

/// What is inside a component that shows it once.
pub type Children = Box<dyn FnOnce() -> AnyView>;
/// What is inside a component that may show it again.
pub type ChildrenFn = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// Makes the children of a component from a function of a view.
pub trait ToChildren<F> {
    /// The children.
    fn to_children(children: F) -> Self;
}

impl<F, V> ToChildren<F> for Children
where
    F: FnOnce() -> V + 'static,
    V: IntoView,
{
    fn to_children(children: F) -> Self {
        Box::new(move || children().into_any())
    }
}

impl<F, V> ToChildren<F> for ChildrenFn
where
    F: Fn() -> V + Send + Sync + 'static,
    V: IntoView,
{
    fn to_children(children: F) -> Self {
        Arc::new(move || children().into_any())
    }
}

/// A view that a component is given beside its children, and may show again.
#[derive(Clone)]
pub struct ViewFn(Arc<dyn Fn() -> AnyView + Send + Sync>);

impl ViewFn {
    /// The view.
    pub fn run(&self) -> AnyView {
        (self.0)()
    }
}

impl Default for ViewFn {
    fn default() -> Self {
        Self(Arc::new(AnyView::nothing))
    }
}

impl<F, V> From<F> for ViewFn
where
    F: Fn() -> V + Send + Sync + 'static,
    V: IntoView,
{
    fn from(view: F) -> Self {
        Self(Arc::new(move || view().into_any()))
    }
}
