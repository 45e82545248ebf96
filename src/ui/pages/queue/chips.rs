//! The filters that hold, one by one: what the chips say, and what an empty list offers to take away.

use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Filter, Mark, Number};
use crate::analytics::period::Period;
use crate::domain::text::clip;
use crate::t;
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::ui::{periods, values};

/// Longest value on a chip, in characters.
const VALUE_CHARS: usize = 60;

/// One filter.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Part {
    /// Values of a dimension, asked for or taken away.
    Values(Dim, Vec<Value>, bool),
    /// Bounds of a number.
    Number(Number, String),
    /// A text, asked for or taken away.
    Text(String, bool),
}

/// What a chip is about, whichever values it has now.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Subject {
    /// Values of a dimension, asked for or taken away.
    Values(Dim, bool),
    /// A number.
    Number(Number),
    /// A text, asked for or taken away.
    Text(String, bool),
}

/// The filters that a chip shows; the period has a field of its own.
pub(super) fn chips_of(filter: &Filter) -> Vec<Part> {
    let mut parts = Vec::new();
    for (dim, choice) in filter.choices() {
        for (values, negative) in [(&choice.any, false), (&choice.none, true)] {
            if !values.is_empty() {
                parts.push(Part::Values(dim, values.iter().cloned().collect(), negative));
            }
        }
    }
    for number in Number::ALL {
        if let Some(span) = filter.span(number) {
            let end = |end: Option<u32>| end.map(|end| end.to_string()).unwrap_or_default();
            parts.push(Part::Number(number, format!("{}–{}", end(span.from), end(span.to))));
        }
    }
    // A single text stands in the field.
    let texts: Vec<&str> = filter.texts().collect();
    if texts.len() > 1 {
        parts.extend(texts.into_iter().map(|text| Part::Text(text.to_owned(), false)));
    }
    parts.extend(filter.texts_excluded().map(|text| Part::Text(text.to_owned(), true)));
    parts
}

/// Every filter, the period and a single text among them.
pub(super) fn all_parts(filter: &Filter) -> Vec<Part> {
    let mut parts = chips_of(filter);
    let texts: Vec<&str> = filter.texts().collect();
    if let [text] = texts[..] {
        parts.push(Part::Text(text.to_owned(), false));
    }
    parts
}

impl Part {
    /// What it is about.
    pub(super) fn subject(&self) -> Subject {
        match self {
            Self::Values(dim, _, negative) => Subject::Values(*dim, *negative),
            Self::Number(number, _) => Subject::Number(*number),
            Self::Text(text, negative) => Subject::Text(text.clone(), *negative),
        }
    }

    /// What is filtered.
    pub(super) fn field(&self) -> String {
        match self {
            Self::Values(dim, _, false) => t!("queue.chip.is", field = values::dimension(*dim)),
            Self::Values(dim, _, true) => values::dimension(*dim),
            Self::Number(number, _) => text(&format!("number.{}", number.key()), &[]),
            Self::Text(..) => t!("queue.chip.text"),
        }
    }

    /// The values.
    pub(super) fn value(&self, portal: Portal) -> String {
        match self {
            Self::Values(dim, list, _) => {
                values::follow(*dim);
                let names = list.iter().map(|value| values::value(portal, *dim, value));
                names.map(|name| clip(&name, VALUE_CHARS).into_owned()).collect::<Vec<_>>().join(", ")
            }
            Self::Number(_, span) => span.clone(),
            Self::Text(text, _) => clip(text, VALUE_CHARS).into_owned(),
        }
    }

    /// Whether it takes away.
    pub(super) fn is_negative(&self) -> bool {
        matches!(self, Self::Values(.., true) | Self::Text(_, true))
    }

    /// Takes it back.
    pub(super) fn remove(&self, filter: &mut Filter) {
        match self {
            Self::Values(dim, values, _) => {
                values.iter().for_each(|value| filter.set(*dim, value.clone(), Mark::Free));
            }
            Self::Number(number, _) => filter.set_span(*number, None),
            Self::Text(text, _) => filter.set_text(text, Mark::Free),
        }
    }

    /// Both as one phrase.
    pub(super) fn phrase(&self, portal: Portal) -> String {
        let (field, value) = (self.field(), self.value(portal));
        if self.is_negative() {
            t!("queue.chip.not", field = field, value = value)
        } else {
            format!("{field} {value}")
        }
    }
}

/// A period with the word before it.
pub(super) fn period_phrase(period: Period) -> String {
    t!("queue.chip.created", period = periods::name(period))
}
