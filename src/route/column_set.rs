//! The columns of a list as a link says them: which, in which order, how wide.

use std::fmt;

/// The least and the greatest width of a column in px.
pub const WIDTH_PX: std::ops::RangeInclusive<u16> = 40..=1_200;

/// A column of a list.
pub trait ListColumn: Copy + Eq + Send + Sync + 'static {
    /// All of them in the order in which they are offered.
    const OFFERED: &'static [Self];
    /// Those that are shown as long as nobody chose.
    const USUAL: &'static [Self];
    /// The one that names what the row is of. It stays: without it a row says nothing.
    const NAME: Self;

    /// The word used in URLs.
    fn word(self) -> &'static str;
}

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownColumn<C> {
    /// Which.
    pub column: C,
    /// Its width in px, where somebody chose one.
    pub width_px: Option<u16>,
}

/// The columns that are shown, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns<C>(Vec<ShownColumn<C>>);

impl<C: ListColumn> Default for Columns<C> {
    fn default() -> Self {
        Self(C::USUAL.iter().map(|column| ShownColumn { column: *column, width_px: None }).collect())
    }
}

impl<C: ListColumn> Columns<C> {
    /// The columns in order.
    pub fn iter(&self) -> impl Iterator<Item = ShownColumn<C>> + '_ {
        self.0.iter().copied()
    }

    /// Whether a column is shown.
    pub fn has(&self, column: C) -> bool {
        self.0.iter().any(|shown| shown.column == column)
    }

    /// Shows a column as the last one, or hides it.
    pub fn toggle(&mut self, column: C) {
        if !self.has(column) {
            self.0.push(ShownColumn { column, width_px: None });
        } else if column != C::NAME {
            self.0.retain(|shown| shown.column != column);
        }
    }

    /// Moves a column by so many places.
    pub fn shift(&mut self, column: C, by: isize) {
        let Some(from) = self.0.iter().position(|shown| shown.column == column) else { return };
        let to = from.saturating_add_signed(by).min(self.0.len().saturating_sub(1));
        let shown = self.0.remove(from);
        self.0.insert(to, shown);
    }

    /// Sets the width of a column, within [`WIDTH_PX`].
    pub fn resize(&mut self, column: C, width_px: u16) {
        if let Some(shown) = self.0.iter_mut().find(|shown| shown.column == column) {
            shown.width_px = Some(width_px.clamp(*WIDTH_PX.start(), *WIDTH_PX.end()));
        }
    }

    /// Reads the text form; `None` where no column of it is known. The one that names the row is always among them.
    pub fn parse(text: &str) -> Option<Self> {
        let mut set = Self(Vec::new());
        for word in text.split(',') {
            let (name, width) =
                word.split_once(':').map_or((word, None), |(name, width)| (name, Some(width)));
            let known = C::OFFERED.iter().copied().find(|column| column.word() == name);
            let Some(column) = known.filter(|column| !set.has(*column)) else { continue };
            let width_px =
                width.and_then(|width| width.parse().ok()).filter(|width| WIDTH_PX.contains(width));
            set.0.push(ShownColumn { column, width_px });
        }
        if set.0.is_empty() {
            return None;
        }
        if !set.has(C::NAME) {
            set.0.insert(0, ShownColumn { column: C::NAME, width_px: None });
        }
        Some(set)
    }
}

impl<C: ListColumn> fmt::Display for Columns<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, shown) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(",")?;
            }
            f.write_str(shown.column.word())?;
            if let Some(width_px) = shown.width_px {
                write!(f, ":{width_px}")?;
            }
        }
        Ok(())
    }
}
