//! Views: what a page says that the screen should show, as data, and the code that makes elements of it.
//!
//! Signals, effects and owners are those of Leptos; its renderer is not used. There each view has a type of its own,
//! made of the types of everything inside it, and is compiled into some twenty functions: 774 views were 15,000
//! functions and more than half of the download. Here a view is a value of one type, [`AnyView`], and what one use of
//! `view!` adds to the program is a template (one text, see `codes.rs`) and the code that computes the values for its
//! holes. Everything that touches the document is compiled once.
//!
//! # How it works
//!
//! 1. `view!` (in `macros/`) writes `Made::new("…").value(…).on(…).child(…).done()`.
//! 2. [`IntoView`] turns children into an [`AnyView`], `IntoValue` turns attributes into a `Value`. A closure or a
//!    signal becomes a boxed function; a component becomes what it answers.
//! 3. `Shown` is a view in the document. A boxed function runs in a render effect; when a signal that it read has
//!    changed it runs again, and its new view is compared with the old one: where both are made from the same template
//!    the elements stay and only the values change, so that focus, selection and scroll position are kept. A function
//!    inside begins anew. Otherwise the old elements give way to new ones.
//!
//! The elements of a template are made once (`mould.rs`) and copied from then on; what fills the holes is put into the copy.
//!
//! Views in a list are compared by their places, unless they have keys ([`IntoView::keyed`]). A row that holds a button or
//! a field needs one: without it the row that takes the place of another takes over its elements, and what is pressed
//! while the list changes is then another row's.
//!
//! A view that is nothing is a comment in the document, and a list ends with one, so that there is always a place to
//! put what comes instead.

mod children;
mod codes;
mod control;
mod dom;
mod into_view;
mod made;
mod mould;
mod mount;
/// What a module with views imports in one line.
pub mod prelude;
mod rows;
mod shown;
mod template;
mod value;

pub use children::{Children, ChildrenFn, ToChildren, ViewFn};
pub use control::{For, ForProps, Show, ShowProps, When};
pub use into_view::{CollectView, IntoAny, IntoView};
pub use made::Made;
pub use mount::{Mounted, mount};
pub use value::{IntoValue, Value};

use rows::{Key, Row};
use std::borrow::Cow;

/// A view of any kind.
pub struct AnyView(Kind);

/// The kinds of views.
enum Kind {
    /// Nothing, at a place where something may come.
    Nothing,
    /// A text.
    Text(Cow<'static, str>),
    /// An element with what is inside it.
    Made(Box<Made>),
    /// Several views, one after the other.
    List(Vec<AnyView>),
    /// A view that a list knows by its key: see [`IntoView::keyed`].
    Keyed(Key, Box<AnyView>),
    /// A view that changes when a signal does that the function reads.
    Changing(Box<dyn FnMut() -> AnyView>),
    /// Rows that are known by their keys and keep their elements when their order changes.
    Rows(Vec<Row>),
}

impl AnyView {
    /// Nothing.
    pub fn nothing() -> Self {
        Self(Kind::Nothing)
    }

    /// Several views, one after the other.
    pub fn list(views: Vec<AnyView>) -> Self {
        Self(Kind::List(views))
    }

    /// A text.
    pub(crate) fn text(text: Cow<'static, str>) -> Self {
        Self(Kind::Text(text))
    }

    /// A view that changes.
    pub(crate) fn changing(view: Box<dyn FnMut() -> AnyView>) -> Self {
        Self(Kind::Changing(view))
    }
}
