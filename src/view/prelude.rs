//! What a module with views imports in one line: signals and effects of Leptos, views of ours.

pub use super::{
    AnyView, Children, ChildrenFn, CollectView, For, IntoAny, IntoView, Show, ToChildren, ViewFn,
};
pub use leptos::prelude::*;
pub use watchfloor_view_macros::{component, view};
