//! The columns of a published snapshot: the same figures without the incidents behind them.

use super::build::{Values, columns_of};
use super::dictionary::Dictionary;
use super::numbers::{NO_SCORE, Numbers};
use super::{Columns, Dimension, Parts};
use crate::analytics::dimension::Dim;
use crate::analytics::engine::lists::Lists;
use crate::domain::time::Timestamp;

/// One dimension of published columns.
#[derive(Clone, Debug)]
pub struct PublishedDim {
    /// Which.
    pub dim: Dim,
    /// Its words, those that are always listed left out where no row has them.
    pub words: Vec<String>,
    /// For each row the places of its words.
    pub rows: PublishedRows,
}

/// The places of words by row.
#[derive(Clone, Debug)]
pub enum PublishedRows {
    /// One value at the most: its place and one more, 0 for none.
    One(Vec<u32>),
    /// Any number of values.
    Several(Lists),
}

/// One row of published columns, numbers only.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PublishedRow {
    /// When it was created.
    pub created: Timestamp,
    /// Our score.
    pub score: u8,
    /// How many alerts it has.
    pub alerts: u32,
    /// Seconds from creation to resolution; `None` where it is not resolved.
    pub resolved_after_s: Option<u32>,
    /// Whether that end is assumed.
    pub assumed: bool,
    /// The experts' and the customer's part of it.
    pub parts: Parts,
}

impl Columns {
    /// The numbers of a row.
    pub fn published_row(&self, row: usize) -> Option<PublishedRow> {
        let numbers = &self.numbers;
        let place = u32::try_from(row).ok()?;
        Some(PublishedRow {
            created: numbers.created(row)?,
            score: numbers.score(row)?,
            alerts: numbers.alerts.get(row).copied()?,
            resolved_after_s: numbers.resolved_after_s(row),
            assumed: numbers.is_assumed(row),
            parts: numbers.parts.get(&place).copied().unwrap_or_default(),
        })
    }

    /// A dimension of some rows; `word` says what a value may be called outside, `None` that it stays here.
    pub fn published_dim(
        &self,
        dim: Dim,
        rows: &[usize],
        now: Timestamp,
        word: impl Fn(&str) -> Option<String>,
    ) -> PublishedDim {
        let mut words: Vec<String> = Vec::new();
        let values = self.dictionary(dim).into_iter().flat_map(Dictionary::iter);
        let names: Vec<Option<String>> = values
            .map(|value| match value {
                crate::analytics::dimension::Value::Missing => None,
                crate::analytics::dimension::Value::Word(text) => word(text),
            })
            .collect();
        let mut places: Vec<Option<u32>> = vec![None; names.len()];
        let found = self.with_column(dim, now, |column| {
            let mut lists = Lists::with_capacity(rows.len());
            let mut list = Vec::new();
            for row in rows {
                list.clear();
                column.for_each_of(*row, |code| {
                    let code = code as usize;
                    let Some(name) = names.get(code).and_then(Option::as_ref) else { return };
                    let Some(place) = places.get_mut(code) else { return };
                    list.push(*place.get_or_insert_with(|| place_of(&mut words, name)));
                });
                list.sort_unstable();
                list.dedup();
                lists.push(&list);
            }
            lists
        });
        let lists = found.unwrap_or_default();
        let rows = if dim.is_multiple() {
            PublishedRows::Several(lists)
        } else {
            PublishedRows::One(lists.iter().map(|row| row.first().map_or(0, |place| place + 1)).collect())
        };
        PublishedDim { dim, words, rows }
    }

    /// The columns of published rows, which must be in order of creation. A dimension that was not published has no
    /// values.
    pub fn of_published(rows: &[PublishedRow], dims: Vec<PublishedDim>) -> Self {
        let count = rows.len();
        let mut numbers = Numbers::default();
        for (place, row) in (0..).zip(rows) {
            numbers.push_published(place, row);
        }
        let mut dictionaries: Vec<Dictionary> = Dim::ALL.into_iter().map(Dictionary::new).collect();
        let mut values = Vec::with_capacity(dictionaries.len());
        for (dim, dictionary) in Dim::ALL.into_iter().zip(&mut dictionaries) {
            let published = dims.iter().find(|published| published.dim == dim);
            let words = published.map_or(&[][..], |published| &published.words);
            let codes: Vec<u32> = words.iter().map(|word| dictionary.code(word)).collect();
            values.push(match published.map(|published| &published.rows) {
                Some(PublishedRows::Several(lists)) => Values::Several(lists.renumbered(&codes, 0)),
                Some(PublishedRows::One(places)) => Values::One(renumbered(places, &codes)),
                None if dim.is_multiple() => Values::Several(Lists::same(count, 0)),
                None => Values::One(vec![0; count]),
            });
        }
        let places: Vec<u32> = (0..).take(count).collect();
        let dimensions: Vec<Dimension> = columns_of(dictionaries, values);
        Self { revision: 1, rows: places.clone(), places, dimensions, numbers, ..Self::default() }
    }
}

/// The numbers of values, given as [`PublishedRows::One`] gives them.
fn renumbered(places: &[u32], codes: &[u32]) -> Vec<u32> {
    let table: Vec<u32> = std::iter::once(0).chain(codes.iter().copied()).collect();
    places.iter().map(|place| table.get(*place as usize).copied().unwrap_or(0)).collect()
}

/// The place of a word, which is added when it is new: several words may go by one name outside.
fn place_of(words: &mut Vec<String>, name: &str) -> u32 {
    let place = words.iter().position(|known| known == name).unwrap_or_else(|| {
        words.push(name.to_owned());
        words.len() - 1
    });
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Numbers {
    fn push_published(&mut self, place: u32, row: &PublishedRow) {
        self.created.push(row.created);
        self.updated.push(row.created);
        self.score.push(row.score);
        self.imported_score.push(NO_SCORE);
        self.alerts.push(row.alerts);
        self.alerts_active.push(0);
        self.assets.push(0);
        self.first_activity.push(None);
        self.last_activity.push(None);
        self.status_since.push(row.created);
        #[expect(clippy::cast_precision_loss, reason = "as the columns of a state keep it")]
        self.resolved_after_s.push(row.resolved_after_s.map_or(f32::NAN, |seconds| seconds as f32));
        self.resolved_assumed.push(row.assumed);
        if row.parts != Parts::default() {
            self.parts.insert(place, row.parts);
        }
    }
}
