//! A figure: a number that brings its name, its formula, what it leaves out and the incidents behind it.

use super::duration::Durations;
use crate::analytics::filter::Filter;
use crate::analytics::standing::Standing;

/// In what a figure is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Incidents.
    Incidents,
    /// A share of incidents, in percent.
    Percent,
    /// A duration.
    Duration,
}

impl Unit {
    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Percent => "percent",
            Self::Duration => "seconds",
        }
    }
}

/// What a figure is. The interface has its own words under the key; the English ones serve the command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// The key of its words: `investigated`.
    pub key: &'static str,
    /// Its English name.
    pub name: &'static str,
    /// Its formula in English words.
    pub formula: &'static str,
    /// In what it is measured.
    pub unit: Unit,
}

/// Incidents that the experts triaged, investigated or are investigating.
pub const INVESTIGATED: Definition = Definition {
    key: "investigated",
    name: "Investigated",
    formula: "Incidents created in the period that were not merged into another, are in the scope of the service, \
              have a severity that the experts work, and were ever assigned to the experts or tagged Defender Experts.",
    unit: Unit::Incidents,
};

/// The share of the investigated incidents that are resolved.
pub const RESOLVED_SHARE: Definition = Definition {
    key: "resolvedShare",
    name: "Resolved",
    formula: "Investigated incidents with status Resolved, divided by all investigated incidents.",
    unit: Unit::Percent,
};

/// Investigated incidents that are resolved.
pub const RESOLVED: Definition = Definition {
    key: "resolved",
    name: "Resolved",
    formula: "Investigated incidents with status Resolved, by the day they were created.",
    unit: Unit::Incidents,
};

/// Resolved without the customer.
pub const RESOLVED_DIRECTLY: Definition = Definition {
    key: "resolvedDirectly",
    name: "Resolved directly",
    formula: "Resolved incidents of which no action was the customer's.",
    unit: Unit::Incidents,
};

/// Resolved with the customer.
pub const RESOLVED_WITH_HELP: Definition = Definition {
    key: "resolvedWithHelp",
    name: "Resolved with your help",
    formula: "Resolved incidents of which at least one action was the customer's.",
    unit: Unit::Incidents,
};

/// Investigated incidents with a signal of another vendor.
pub const THIRD_PARTY: Definition = Definition {
    key: "thirdParty",
    name: "Third-party enriched",
    formula: "Investigated incidents with at least one alert of Microsoft Sentinel or of a product that is not \
              Microsoft's; signals of other vendors reach the service through Sentinel.",
    unit: Unit::Incidents,
};

/// How long incidents take.
pub const TIME_TO_RESOLVE: Definition = Definition {
    key: "timeToResolve",
    name: "Time to resolve",
    formula: "From creation to resolution of the resolved incidents; the median leads. Resolution is the moment in the \
              journal, else the latest resolution of an alert, else the last update, which is assumed.",
    unit: Unit::Duration,
};

/// The experts' part of it.
pub const TIME_TO_RESOLVE_EXPERTS: Definition = Definition {
    key: "timeToResolveExperts",
    name: "Time to resolve, experts",
    formula: "From creation, or from the start of monitoring where that is later, to the first published response of the \
              resolved incidents whose journal has one; the median leads.",
    unit: Unit::Duration,
};

/// The customer's part of it.
pub const TIME_TO_RESOLVE_CUSTOMER: Definition = Definition {
    key: "timeToResolveCustomer",
    name: "Time to resolve, your team",
    formula: "From the published response to resolution of the incidents resolved with the customer's help; the median \
              leads.",
    unit: Unit::Duration,
};

/// The number of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measure {
    /// So many incidents.
    Count(usize),
    /// So many of so many.
    Share {
        /// The part.
        part: usize,
        /// The whole.
        whole: usize,
    },
    /// Durations; `None` where no incident has one.
    Duration(Option<Durations>),
}

impl Measure {
    /// The number to show: incidents, percent, or seconds at the median; `None` where there is nothing to show.
    pub fn number(&self) -> Option<f64> {
        match self {
            Self::Count(count) => Some(*count as f64),
            Self::Share { whole: 0, .. } => None,
            Self::Share { part, whole } => Some(*part as f64 * 100.0 / *whole as f64),
            Self::Duration(durations) => durations.map(|durations| durations.median_s),
        }
    }
}

/// Why an incident of the period is not in a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// It does not count as investigated.
    NotInvestigated(Standing),
    /// The reader's filter hides it.
    Hidden,
}

/// Incidents of the period that a figure leaves out for one reason.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// Why.
    pub reason: Reason,
    /// How many.
    pub count: usize,
    /// The filter that shows them; `None` where no filter can.
    pub filter: Option<Filter>,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it is.
    pub definition: &'static Definition,
    /// Its number.
    pub measure: Measure,
    /// The number of the period before; `None` where there is no such period.
    pub before: Option<Measure>,
    /// The filter whose incidents are behind it; `None` where no incident can be.
    pub filter: Option<Filter>,
    /// How many incidents are behind it.
    pub behind: usize,
    /// How many of them nobody classified.
    pub unclassified: usize,
    /// What it leaves out of the incidents of the period, and how many. With the investigated ones they add up to all.
    pub left_out: Vec<LeftOut>,
}
