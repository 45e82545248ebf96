//! What a page asks of a widget: the words of its attributes, read strictly.

use crate::analytics::dimension::Dim;
use crate::analytics::filter::{Filter, Number};
use crate::analytics::period::Period;
use crate::report::snapshot::Published;

/// How many rows a queue shows before it is asked for more.
pub const ROWS: usize = 10;

/// Which widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Widget {
    /// The whole overview.
    Report,
    /// One chart.
    Chart(Kind),
    /// The ATT&CK matrix.
    Matrix,
    /// Readiness.
    Readiness,
    /// Incidents, read only.
    Queue,
    /// One figure, by the key of its definition.
    Metric(&'static str),
}

/// Which chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// By severity.
    Severity,
    /// By source.
    Source,
    /// By category of alerts.
    Category,
    /// By tactic.
    Tactic,
    /// Over time.
    Trend,
    /// Six complete months.
    Months,
    /// How long it took.
    ResolutionTime,
    /// What was asked of the customer.
    RequiredAction,
    /// The most touched assets.
    ImpactedAssets,
}

impl Widget {
    /// The dimension that a chart counts in the stack of outcomes; nothing else can be drawn of columns alone.
    pub fn dim(self) -> Option<Dim> {
        match self {
            Self::Chart(Kind::Severity) => Some(Dim::Severity),
            Self::Chart(Kind::Source) => Some(Dim::Source),
            Self::Chart(Kind::Category) => Some(Dim::Category),
            Self::Chart(Kind::Tactic) => Some(Dim::Tactic),
            Self::Chart(Kind::Trend) => Some(Dim::Outcome),
            _ => None,
        }
    }
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Severity,
        Self::Source,
        Self::Category,
        Self::Tactic,
        Self::Trend,
        Self::Months,
        Self::ResolutionTime,
        Self::RequiredAction,
        Self::ImpactedAssets,
    ];

    /// The word of the attribute `kind`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Severity => "severity",
            Self::Source => "source",
            Self::Category => "category",
            Self::Tactic => "tactic",
            Self::Trend => "trend",
            Self::Months => "months",
            Self::ResolutionTime => "resolution-time",
            Self::RequiredAction => "required-action",
            Self::ImpactedAssets => "impacted-assets",
        }
    }
}

/// The keys of the figures, as in [`crate::report::figure`], with the words of the attribute `name`.
pub const METRICS: [(&str, &str); 9] = [
    ("investigated", "investigated"),
    ("resolved", "resolved"),
    ("resolvedShare", "resolved-share"),
    ("resolvedDirectly", "resolved-directly"),
    ("resolvedWithHelp", "resolved-with-help"),
    ("thirdParty", "third-party"),
    ("timeToResolve", "time-to-resolve"),
    ("timeToResolveExperts", "time-to-resolve-experts"),
    ("timeToResolveCustomer", "time-to-resolve-customer"),
];

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// Which widget.
    pub widget: Widget,
    /// The period of the attribute.
    pub period: Period,
    /// The filter. Its clause `created:` is what was chosen over time: it narrows every widget but a chart over time.
    pub filter: Filter,
    /// How many rows of a list.
    pub rows: usize,
}

/// Why an attribute cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskError {
    /// The attribute.
    pub attribute: &'static str,
    /// What is wrong with it, in English, with the place where there is one.
    pub why: String,
}

/// The words of the attributes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Attributes<'a> {
    /// The name of the element without `watchfloor-`.
    pub widget: &'a str,
    /// `kind` of a chart or `name` of a metric.
    pub kind: &'a str,
    /// `period`; empty is that of the report.
    pub period: &'a str,
    /// `filter`.
    pub filter: &'a str,
    /// How many rows; 0 is the usual number.
    pub rows: usize,
}

impl Ask {
    /// Reads the attributes.
    ///
    /// # Errors
    /// Which attribute cannot be read, and why.
    pub fn read(attributes: &Attributes<'_>) -> Result<Self, AskError> {
        let wrong = |attribute, word: &str| AskError { attribute, why: format!("`{word}`") };
        let kind = attributes.kind;
        let widget = match attributes.widget {
            "report" => Widget::Report,
            "matrix" => Widget::Matrix,
            "readiness" => Widget::Readiness,
            "queue" => Widget::Queue,
            "chart" => Kind::ALL
                .into_iter()
                .find(|known| known.as_str() == kind)
                .map(Widget::Chart)
                .ok_or_else(|| wrong("kind", kind))?,
            "metric" => METRICS
                .into_iter()
                .find(|(key, word)| *key == kind || *word == kind)
                .map(|(key, _)| Widget::Metric(key))
                .ok_or_else(|| wrong("name", kind))?,
            other => return Err(wrong("widget", other)),
        };
        let period = match attributes.period {
            "" => Period::REPORT,
            word => Period::parse(word).ok_or_else(|| wrong("period", word))?,
        };
        let filter = attributes.filter.parse::<Filter>();
        let filter = filter.map_err(|error| AskError { attribute: "filter", why: error.to_string() })?;
        let rows = if attributes.rows == 0 { ROWS } else { attributes.rows };
        Ok(Self { widget, period, filter, rows })
    }

    /// Whether what was read of a snapshot is all that this needs, or all there is.
    pub fn is_answered_by(&self, published: &Published) -> bool {
        let is_bounded = Number::ALL.into_iter().any(|number| self.filter.span(number).is_some());
        published.is_whole()
            || self.widget.dim().is_some_and(|dim| {
                !is_bounded
                    && published.cannot_answer(&self.filter).is_none()
                    && published.holds(&[Dim::Investigated, Dim::Outcome, dim])
            })
    }

    /// The period that is counted: what was chosen over time, else the attribute's.
    pub fn counted(&self) -> Period {
        match self.filter.created() {
            Period::All => self.period,
            chosen => chosen,
        }
    }
}

/// The text of a filter in which a span of days is chosen, or no longer where exactly it was; the days in any order.
/// `None` where a text cannot be read.
pub fn choose_days(filter: &str, first: &str, last: &str) -> Option<String> {
    let mut filter: Filter = filter.parse().ok()?;
    let day = crate::analytics::calendar::CivilDay::parse;
    let (first, last) = (day(first)?, day(last)?);
    let chosen = Period::Between(Some(first.min(last)), Some(first.max(last)));
    filter.set_created(if filter.created() == chosen { Period::All } else { chosen });
    Some(filter.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_strictly() {
        let chart = Attributes { widget: "chart", kind: "severity", ..Attributes::default() };
        let read = Ask::read(&chart).unwrap();
        assert_eq!((read.widget, read.period), (Widget::Chart(Kind::Severity), Period::REPORT));
        let fault = |attributes: Attributes<'_>| Ask::read(&attributes).unwrap_err().attribute;
        assert_eq!(fault(Attributes { kind: "pie", ..chart }), "kind");
        assert_eq!(fault(Attributes { period: "soon", ..chart }), "period");
        assert_eq!(fault(Attributes { filter: "severity:", ..chart }), "filter");
        assert_eq!(fault(Attributes { widget: "metric", kind: "luck", ..chart }), "name");
        let kebab = Attributes { widget: "metric", kind: "time-to-resolve", ..Attributes::default() };
        assert_eq!(Ask::read(&kebab).unwrap().widget, Widget::Metric("timeToResolve"));
    }

    #[test]
    fn days_are_chosen_and_taken_back() {
        let chosen = choose_days("severity:high", "2026-11-03", "2026-11-01").unwrap();
        assert_eq!(chosen, "severity:high created:2026-11-01..2026-11-03");
        assert_eq!(choose_days(&chosen, "2026-11-01", "2026-11-03").unwrap(), "severity:high");
        assert_eq!(choose_days("severity:", "2026-11-01", "2026-11-01"), None);
    }
}
