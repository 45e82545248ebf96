//! Values of attributes, classes, styles and properties.

use super::dom;
use leptos::prelude::{Get, MaybeProp, Memo, ReadSignal, RenderEffect, RwSignal, Signal};
use std::borrow::Cow;
use web_sys::Element;

/// A value of an element.
pub enum Value {
    /// No attribute.
    Nothing,
    /// An attribute without text or none, a class that is set or not, a property that is true or false.
    Bool(bool),
    /// A text.
    Text(Cow<'static, str>),
    /// A value that changes when a signal does that the function reads.
    Changing(Box<dyn FnMut() -> Value>),
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing, Self::Nothing) => true,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Text(one), Self::Text(other)) => one == other,
            _ => false,
        }
    }
}

/// What can be a value of an element.
pub trait IntoValue {
    /// The value.
    fn into_value(self) -> Value;
}

impl IntoValue for &str {
    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self.to_owned()))
    }
}

impl IntoValue for String {
    fn into_value(self) -> Value {
        Value::Text(Cow::Owned(self))
    }
}

impl IntoValue for &String {
    fn into_value(self) -> Value {
        self.as_str().into_value()
    }
}

impl IntoValue for bool {
    fn into_value(self) -> Value {
        Value::Bool(self)
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn into_value(self) -> Value {
        self.map_or(Value::Nothing, IntoValue::into_value)
    }
}

impl<F, T> IntoValue for F
where
    F: FnMut() -> T + 'static,
    T: IntoValue,
{
    fn into_value(mut self) -> Value {
        Value::Changing(Box::new(move || self().into_value()))
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl IntoValue for $number {
            fn into_value(self) -> Value {
                self.to_string().into_value()
            }
        })*
    };
}
numbers!(u8, u16, u32, u64, usize, i32, i64, f64);

macro_rules! signals {
    ($($signal:ident),*) => {
        $(impl<T: IntoValue + Clone + Send + Sync + 'static> IntoValue for $signal<T> {
            fn into_value(self) -> Value {
                Value::Changing(Box::new(move || self.get().into_value()))
            }
        })*
    };
}
signals!(Signal, Memo, RwSignal, ReadSignal, MaybeProp);

/// What of an element a value is for.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Attribute,
    Class,
    Style,
    Property,
}

/// A value that an element has.
pub(super) struct Kept {
    element: Element,
    target: Target,
    name: &'static str,
    now: Now,
}

enum Now {
    Fixed(Value),
    Changing(RenderEffect<Value>),
}

impl Kept {
    /// Gives an element a value.
    pub(super) fn new(element: &Element, target: Target, name: &'static str, value: Value) -> Self {
        let now = keep(element, target, name, value, None);
        Self { element: element.clone(), target, name, now }
    }

    /// Gives the element another value in its place.
    pub(super) fn update(&mut self, value: Value) {
        let old = match std::mem::replace(&mut self.now, Now::Fixed(Value::Nothing)) {
            Now::Fixed(old) => Some(old),
            Now::Changing(effect) => effect.take_value(),
        };
        self.now = keep(&self.element, self.target, self.name, value, old);
    }
}

fn keep(element: &Element, target: Target, name: &'static str, value: Value, old: Option<Value>) -> Now {
    match value {
        Value::Changing(mut value) => {
            let element = element.clone();
            let run = move |old: Option<Value>| {
                let mut new = value();
                // A function that answers a function or a signal.
                while let Value::Changing(mut inner) = new {
                    new = inner();
                }
                set(&element, target, name, &new, old.as_ref());
                new
            };
            Now::Changing(RenderEffect::new_with_value(run, old))
        }
        fixed => {
            set(element, target, name, &fixed, old.as_ref());
            Now::Fixed(fixed)
        }
    }
}

/// Gives an element a value unless it has it; `old` is nothing for an element that was just made.
fn set(element: &Element, target: Target, name: &'static str, new: &Value, old: Option<&Value>) {
    if old == Some(new) {
        return;
    }
    let text = match new {
        Value::Text(text) => Some(&**text),
        Value::Bool(true) => Some(""),
        _ => None,
    };
    match target {
        Target::Attribute => match text {
            Some(text) => dom::set_attribute(element, name, text),
            None if old.is_some() => dom::remove_attribute(element, name),
            None => {}
        },
        // An element that was just made has no class or style of a hole yet.
        Target::Class | Target::Style if old.is_none() && text.is_none() => {}
        Target::Class => dom::set_class(element, name, text.is_some()),
        Target::Style => dom::set_style(element, name, text),
        Target::Property => dom::set_property(element, name, new),
    }
}
