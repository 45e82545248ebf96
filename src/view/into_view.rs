//! What can stand in a view.

use super::rows::Key;
use super::{AnyView, Kind};
use leptos::prelude::{Get, MaybeProp, Memo, ReadSignal, RwSignal, Signal};
use std::borrow::Cow;
use std::hash::Hash;

/// What can stand in a view: texts, numbers, options, lists, signals, functions of these, and views.
pub trait IntoView {
    /// The view.
    fn into_any(self) -> AnyView;

    /// The view as a row that a list knows by a key, such as the id of what it shows. When the list is shown anew the row
    /// of the same key keeps its elements, at whatever place it is then, and no other row ever takes them over.
    fn keyed(self, key: impl Hash) -> AnyView
    where
        Self: Sized,
    {
        AnyView(Kind::Keyed(Key::new(&key), Box::new(self.into_any())))
    }
}

/// The name under which Leptos has [`IntoView::into_any`], for code that imports it.
pub use IntoView as IntoAny;

/// Iterators of what can stand in a view.
pub trait CollectView {
    /// All of them, one after the other.
    fn collect_view(self) -> AnyView;
}

impl<I> CollectView for I
where
    I: IntoIterator,
    I::Item: IntoView,
{
    fn collect_view(self) -> AnyView {
        AnyView(Kind::List(self.into_iter().map(IntoView::into_any).collect()))
    }
}

impl IntoView for AnyView {
    fn into_any(self) -> AnyView {
        self
    }
}

impl IntoView for () {
    fn into_any(self) -> AnyView {
        AnyView::nothing()
    }
}

impl IntoView for &str {
    fn into_any(self) -> AnyView {
        AnyView::text(Cow::Owned(self.to_owned()))
    }
}

impl IntoView for String {
    fn into_any(self) -> AnyView {
        AnyView::text(Cow::Owned(self))
    }
}

impl<T: IntoView> IntoView for Option<T> {
    fn into_any(self) -> AnyView {
        self.map_or_else(AnyView::nothing, IntoView::into_any)
    }
}

impl<T: IntoView> IntoView for Vec<T> {
    fn into_any(self) -> AnyView {
        self.collect_view()
    }
}

impl<T: IntoView, const N: usize> IntoView for [T; N] {
    fn into_any(self) -> AnyView {
        self.collect_view()
    }
}

impl<A: IntoView, B: IntoView> IntoView for (A, B) {
    fn into_any(self) -> AnyView {
        AnyView::list(vec![self.0.into_any(), self.1.into_any()])
    }
}

impl<F, T> IntoView for F
where
    F: FnMut() -> T + 'static,
    T: IntoView,
{
    fn into_any(mut self) -> AnyView {
        AnyView::changing(Box::new(move || self().into_any()))
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl IntoView for $number {
            fn into_any(self) -> AnyView {
                self.to_string().into_any()
            }
        })*
    };
}
numbers!(u8, u16, u32, u64, usize, i32, i64, f64);

macro_rules! signals {
    ($($signal:ident),*) => {
        $(impl<T: IntoView + Clone + Send + Sync + 'static> IntoView for $signal<T> {
            fn into_any(self) -> AnyView {
                AnyView::changing(Box::new(move || self.get().into_any()))
            }
        })*
    };
}
signals!(Signal, Memo, RwSignal, ReadSignal, MaybeProp);
