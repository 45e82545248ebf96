//! Charts: bars in the stack of outcomes, by value and by day. A chart obeys all filters except its own.

use crate::analytics::calendar::CivilDay;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::standing::Outcome;

/// Incidents by outcome: the stack that is the same in every chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stack {
    /// Resolved, and no action was the customer's.
    pub directly: usize,
    /// Resolved, and at least one was.
    pub with_help: usize,
    /// Not resolved.
    pub open: usize,
}

impl Stack {
    /// All of them.
    pub fn total(&self) -> usize {
        self.directly + self.with_help + self.open
    }

    /// One part of the stack.
    pub fn part(&self, outcome: Outcome) -> usize {
        match outcome {
            Outcome::ResolvedDirectly => self.directly,
            Outcome::ResolvedWithHelp => self.with_help,
            Outcome::Open => self.open,
        }
    }

    pub(super) fn part_mut(&mut self, outcome: Outcome) -> &mut usize {
        match outcome {
            Outcome::ResolvedDirectly => &mut self.directly,
            Outcome::ResolvedWithHelp => &mut self.with_help,
            Outcome::Open => &mut self.open,
        }
    }
}

/// A bar of a chart by value.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The value.
    pub value: Value,
    /// Its incidents.
    pub stack: Stack,
    /// How the reader's filter marks it: choosing a bar marks its value.
    pub mark: Mark,
    /// The filter whose incidents are behind the bar.
    pub filter: Filter,
}

/// A chart by value.
#[derive(Clone, Debug, PartialEq)]
pub struct Bars {
    /// By what.
    pub dim: Dim,
    /// The bars in the order of the dimension's values. Listed values stay at zero.
    pub bars: Vec<Bar>,
    /// Incidents that have no value, which is no bar.
    pub without: usize,
    /// Incidents that the chart counts. With several values an incident the bars may add up to more.
    pub incidents: usize,
}

/// A bar of a chart over time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayBar {
    /// The day of creation in the reader's zone.
    pub day: CivilDay,
    /// Its incidents.
    pub stack: Stack,
}
