//! Charts. The arithmetic is in [`crate::analytics::scale`]; here are the marks. Every mark can be reached and chosen
//! with keys, every chart has a table that says the same, and open work is hatched.

mod bars;
mod boxes;
mod brush;
mod frame;
mod heat;
mod histogram;
mod legend;
mod line;
mod two_lines;

pub use bars::{BarRow, StackedBar, StackedBars};
pub use boxes::{BoxRow, DurationBoxes};
pub use brush::{Brush, BrushLabel};
pub use frame::{ChartFrame, TableTwin};
pub use heat::{HeatCell, HeatMap, HeatRow};
pub use histogram::{Histogram, TimeBar};
pub use legend::{ChartPatterns, Legend, Series};
pub use line::{LineChart, LinePoint};
pub use two_lines::{TwoLines, TwoPoint};

use crate::view::prelude::*;

/// What a chart draws, worked out once for all of its marks: callers derive it, and each mark reads it several times.
fn once<T: Clone + PartialEq + Send + Sync + 'static>(drawn: Signal<T>) -> Signal<T> {
    Memo::new(move |_| drawn.get()).into()
}
