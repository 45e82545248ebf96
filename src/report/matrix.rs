//! The ATT&CK matrix of the incidents: techniques below their tactics, by count and by how widely they are used.
//!
//! A technique counts the incidents that name it or one of its sub-techniques, in every tactic that it serves: what an
//! alert says of its tactic and of its techniques does not always agree, and no incident shall be lost to that.

use super::basis::Basis;
use super::chart::Stack;
use super::overview::stack_of;
use crate::analytics::calendar::Reader;
use crate::analytics::columns::Columns;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::engine::rows::Rows;
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::period::Period;
use crate::analytics::standing::Outcome;
use crate::domain::vocabulary::{Tactic, TacticSet};
use crate::formats::attack::{AttackFacts, Prevalence};
use std::collections::BTreeMap;

/// A technique that nobody named is shown when at least so many groups use it: common elsewhere, not seen here.
pub const COMMON_FROM_GROUPS: u32 = 30;

/// One technique or sub-technique.
#[derive(Clone, Debug, PartialEq)]
pub struct Technique {
    /// Its id.
    pub id: String,
    /// Its name, without that of its parent.
    pub name: String,
    /// The incidents that name it, by outcome.
    pub stack: Stack,
    /// How many named it in the period before; `None` where there is no such period.
    pub before: Option<usize>,
    /// How widely it is used.
    pub prevalence: Option<Prevalence>,
    /// How the reader's filter marks it.
    pub mark: Mark,
    /// The filter whose incidents are behind it; `None` where no incident names it.
    pub filter: Option<Filter>,
    /// The tactics that it serves.
    pub tactics: TacticSet,
    /// Its sub-techniques that some incident names, the most named first.
    pub subs: Vec<Technique>,
}

/// The techniques of one tactic.
#[derive(Clone, Debug, PartialEq)]
pub struct TacticColumn {
    /// The tactic.
    pub tactic: Tactic,
    /// The incidents that name the tactic or one of its techniques, each once, by outcome: what alerts say of both does
    /// not always agree, and a head shall not say less than a cell below it.
    pub stack: Stack,
    /// The most named techniques first, then the most used ones.
    pub techniques: Vec<Technique>,
}

/// The matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// All fourteen tactics in their order.
    pub tactics: Vec<TacticColumn>,
    /// Incidents that are counted.
    pub incidents: usize,
    /// The same by outcome.
    pub stack: Stack,
    /// Techniques that some incident names, sub-techniques counted with their parents.
    pub techniques: usize,
    /// Incidents that no column counts: without a tactic, and without a technique that ATT&CK knows.
    pub without_tactic: usize,
    /// Ids that ATT&CK does not know, with their incidents.
    pub unknown: Vec<(String, usize)>,
    /// Whose facts these are.
    pub source: String,
}

/// What is counted for one technique.
#[derive(Clone, Debug, Default)]
struct Count {
    stack: Stack,
    before: usize,
    /// The ids by which incidents name it, old ones among them.
    named: Vec<Value>,
    mark: Option<Mark>,
}

impl Matrix {
    /// Every technique and sub-technique that some incident names, once each however many tactics it serves, by id.
    pub fn named(&self) -> BTreeMap<&str, &Technique> {
        let all = self.tactics.iter().flat_map(|column| &column.techniques);
        let with_subs = all.flat_map(|technique| std::iter::once(technique).chain(&technique.subs));
        let named = with_subs.filter(|technique| technique.stack.total() > 0);
        named.map(|technique| (technique.id.as_str(), technique)).collect()
    }

    /// Counts the investigated incidents of a period that a filter lets through; what the filter says of techniques
    /// itself does not narrow the matrix.
    pub fn of(
        columns: &Columns,
        facts: &AttackFacts,
        filter: &Filter,
        period: Period,
        reader: &Reader,
    ) -> Self {
        let basis = Basis::new(columns, filter, period, reader);
        let rows = basis.linked.rows_for(Dim::Technique);
        let names = Names::new(columns, facts);
        let mut counts = names.counts(&basis.filter);
        for outcome in Outcome::ALL {
            names.count(columns, reader, &basis.of_outcome(&rows, outcome), &mut counts, |count| {
                *count.stack.part_mut(outcome) += 1;
            });
        }
        let before = period.before(reader.today()).map(|before| Basis::new(columns, filter, before, reader));
        if let Some(before) = &before {
            let rows = before.linked.rows_for(Dim::Technique);
            names.count(columns, reader, &rows, &mut counts, |count| count.before += 1);
        }
        let made = Made { facts, filter: &basis.filter, counts: &counts, has_before: before.is_some() };
        let techniques = made.techniques();
        let sets = names.tactics(columns, facts, reader, &rows);
        let stacks = by_tactic(&basis, &rows, &sets);
        let column = |(tactic, stack): (Tactic, Stack)| {
            let serves = techniques.iter().filter(|technique| technique.tactics.contains(tactic));
            TacticColumn { tactic, stack, techniques: serves.cloned().collect() }
        };
        let mut without_tactic = 0;
        rows.for_each(|row| without_tactic += usize::from(sets.get(row).is_none_or(|set| set.is_empty())));
        Self {
            tactics: Tactic::ALL.into_iter().zip(stacks).map(column).collect(),
            incidents: rows.count(),
            stack: stack_of(|outcome| basis.of_outcome(&rows, outcome).count()),
            techniques: techniques.iter().filter(|technique| technique.stack.total() > 0).count(),
            without_tactic,
            unknown: names.unknown(columns, reader, &rows),
            source: facts.source().to_owned(),
        }
    }
}

/// What each value of the dimension stands for.
struct Names<'a> {
    /// By code of the dimension: the ids of today, the technique and its parent.
    by_code: Vec<Vec<&'a str>>,
    values: Vec<&'a Value>,
}

impl<'a> Names<'a> {
    fn new(columns: &'a Columns, facts: &'a AttackFacts) -> Self {
        let values: Vec<&Value> =
            columns.dictionary(Dim::Technique).into_iter().flat_map(|it| it.iter()).collect();
        let by_code =
            values.iter().map(|value| facts.current(value.as_str()).map_or_else(Vec::new, with_parent));
        Self { by_code: by_code.collect(), values }
    }

    /// A count for each technique that is named, with the words by which it is.
    fn counts(&self, filter: &Filter) -> BTreeMap<&'a str, Count> {
        let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
        for (ids, value) in self.by_code.iter().zip(&self.values) {
            for id in ids {
                let count = counts.entry(id).or_default();
                count.named.push((*value).clone());
                let mark = filter.mark(Dim::Technique, value);
                if mark != Mark::Free {
                    count.mark = Some(mark);
                }
            }
        }
        counts
    }

    /// Calls `add` once for each technique of each row.
    fn count(
        &self,
        columns: &Columns,
        reader: &Reader,
        rows: &Rows,
        counts: &mut BTreeMap<&'a str, Count>,
        add: impl Fn(&mut Count),
    ) {
        let mut places: Vec<&mut Count> = Vec::new();
        let mut place_of: BTreeMap<&str, usize> = BTreeMap::new();
        for (id, count) in counts.iter_mut() {
            place_of.insert(id, places.len());
            places.push(count);
        }
        let by_code: Vec<Vec<usize>> = self
            .by_code
            .iter()
            .map(|ids| ids.iter().filter_map(|id| place_of.get(id).copied()).collect())
            .collect();
        // The number of the row that was counted last, so that a row counts once for a technique and two of its subs.
        let mut last = vec![usize::MAX; places.len()];
        columns.with_column(Dim::Technique, reader.now, |column| {
            rows.for_each(|row| {
                column.for_each_of(row, |code| {
                    for place in by_code.get(code as usize).into_iter().flatten() {
                        if let (Some(last), Some(count)) = (last.get_mut(*place), places.get_mut(*place))
                            && *last != row
                        {
                            *last = row;
                            add(count);
                        }
                    }
                });
            });
        });
    }

    /// The tactics of each row: those that its alerts name, and those that its techniques serve.
    fn tactics(
        &self,
        columns: &Columns,
        facts: &AttackFacts,
        reader: &Reader,
        rows: &Rows,
    ) -> Vec<TacticSet> {
        let served = |ids: &Vec<&str>| {
            let sets = ids.iter().filter_map(|id| facts.technique(id)).map(|fact| fact.tactics.bits());
            sets.fold(0, |all, bits| all | bits)
        };
        let by_technique: Vec<u16> = self.by_code.iter().map(served).collect();
        let named = columns.dictionary(Dim::Tactic).into_iter().flat_map(|values| values.iter());
        let bit = |value: &Value| {
            Tactic::ALL
                .into_iter()
                .find(|tactic| tactic.as_str() == value.as_str())
                .map_or(0, |tactic| 1 << tactic as u8)
        };
        let by_tactic: Vec<u16> = named.map(bit).collect();
        let mut sets = vec![0_u16; columns.len()];
        for (dim, by_code) in [(Dim::Technique, &by_technique), (Dim::Tactic, &by_tactic)] {
            columns.with_column(dim, reader.now, |column| {
                rows.for_each(|row| {
                    let Some(set) = sets.get_mut(row) else { return };
                    column.for_each_of(row, |code| *set |= by_code.get(code as usize).copied().unwrap_or(0));
                });
            });
        }
        sets.into_iter().map(TacticSet::from_bits).collect()
    }

    fn unknown(&self, columns: &Columns, reader: &Reader, rows: &Rows) -> Vec<(String, usize)> {
        let counts = columns.count(Dim::Technique, reader.now, rows);
        let named = self.values.iter().zip(&self.by_code).zip(&counts);
        named
            .filter(|((value, ids), count)| ids.is_empty() && ***value != Value::Missing && **count > 0)
            .map(|((value, _), count)| (value.as_str().to_owned(), *count as usize))
            .collect()
    }
}

/// How many rows have each tactic, by outcome, in the order of the tactics.
fn by_tactic(basis: &Basis<'_>, rows: &Rows, sets: &[TacticSet]) -> [Stack; Tactic::ALL.len()] {
    let mut stacks = [Stack::default(); Tactic::ALL.len()];
    for outcome in Outcome::ALL {
        basis.of_outcome(rows, outcome).for_each(|row| {
            let set = sets.get(row).copied().unwrap_or_default();
            for (stack, _) in stacks.iter_mut().zip(Tactic::ALL).filter(|(_, tactic)| set.contains(*tactic)) {
                *stack.part_mut(outcome) += 1;
            }
        });
    }
    stacks
}

/// The technique itself and, for a sub-technique, its parent.
fn with_parent(id: &str) -> Vec<&str> {
    std::iter::once(id).chain(id.split_once('.').map(|(parent, _)| parent)).collect()
}

/// What makes techniques of counts.
struct Made<'a> {
    facts: &'a AttackFacts,
    filter: &'a Filter,
    counts: &'a BTreeMap<&'a str, Count>,
    has_before: bool,
}

impl Made<'_> {
    /// All techniques that some incident names or that are common elsewhere, the most named first.
    fn techniques(&self) -> Vec<Technique> {
        let parents = self.facts.techniques().filter(|(id, _)| !id.contains('.'));
        let mut made: Vec<Technique> = parents
            .filter_map(|(id, fact)| {
                let technique = self.technique(id, &fact.name, fact.tactics);
                let groups = technique.prevalence.map_or(0, |prevalence| prevalence.groups);
                let is_shown = technique.stack.total() > 0
                    || technique.mark != Mark::Free
                    || groups >= COMMON_FROM_GROUPS;
                is_shown.then_some(technique)
            })
            .collect();
        sort(&mut made);
        let mut subs: Vec<Technique> = self
            .counts
            .keys()
            .filter(|id| id.contains('.'))
            .filter_map(|id| {
                let fact = self.facts.technique(id)?;
                Some(self.technique(id, &fact.name, fact.tactics))
            })
            .filter(|technique| technique.stack.total() > 0)
            .collect();
        sort(&mut subs);
        for sub in subs {
            let parent = sub.id.split_once('.').map_or("", |(parent, _)| parent);
            if let Some(known) = made.iter_mut().find(|technique| technique.id == parent) {
                known.subs.push(sub);
            }
        }
        made
    }

    fn technique(&self, id: &str, name: &str, tactics: TacticSet) -> Technique {
        let count = self.counts.get(id).cloned().unwrap_or_default();
        let mut filter = self.filter.clone();
        filter.clear(Dim::Technique);
        count.named.iter().for_each(|value| filter.set(Dim::Technique, value.clone(), Mark::Asked));
        Technique {
            id: id.to_owned(),
            name: name.to_owned(),
            stack: count.stack,
            before: self.has_before.then_some(count.before),
            prevalence: self.facts.prevalence(id),
            mark: count.mark.unwrap_or(Mark::Free),
            filter: (count.stack.total() > 0).then_some(filter),
            tactics,
            subs: Vec::new(),
        }
    }
}

fn sort(techniques: &mut [Technique]) {
    let groups = |it: &Technique| it.prevalence.map_or(0, |prevalence| prevalence.groups);
    techniques.sort_by(|one, other| {
        let key = |it: &Technique| (std::cmp::Reverse(it.stack.total()), std::cmp::Reverse(groups(it)));
        key(one).cmp(&key(other)).then_with(|| one.id.cmp(&other.id))
    });
}
