//! The analytics columns over the state of the desk, brought up to date as the journal grows.

use crate::analytics::columns::{Building, Columns, Touched};
use crate::analytics::dimension::{Dim, Value, stage_word};
use crate::analytics::engine::bits::Bits;
use crate::analytics::period::Window;
use crate::analytics::turn::Asked;
use crate::domain::catalogue::Row;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Severity;
use crate::domain::work::Stage;
use crate::store::kept::Kept;
use crate::store::session::Session;

/// The name under which the columns are kept.
pub(super) const COLUMNS: &str = "columns";
/// So many incidents are read at once: a slice of some milliseconds.
const SLICE_ROWS: usize = 256;
/// Up to so many incidents the columns are built in one go, which takes no longer than a slice or two.
const AT_ONCE_MAX: usize = 2_000;
/// The columns are kept anew when they are so many entries ahead of what is kept: catching up with fewer takes no time
/// that anybody notices, and they have a hundred bytes for each incident.
const BEHIND_MAX: u64 = 64;

/// The columns, and up to where they know the journal.
#[derive(Debug)]
pub struct Board {
    /// The columns.
    pub columns: Columns,
    at: Known,
    /// Those that are to take their place.
    anew: Anew,
    /// Up to which entry they are kept; `None` where those that are kept are not these, or none are.
    kept: Option<u64>,
}

/// Whether the columns are to be built anew.
#[derive(Debug, Default)]
enum Anew {
    #[default]
    No,
    /// They are, and nothing is done yet: to begin takes a slice of its own.
    Due,
    /// They are being built, of what was known then.
    Begun(Box<Building>, Known),
}

/// What is known of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    seq: u64,
    incidents: usize,
    epoch: u64,
}

impl Known {
    fn of(session: &Session) -> Self {
        let state = session.state();
        Self { seq: state.seq, incidents: state.catalogue.len(), epoch: session.epoch() }
    }

    /// What happened since, as the columns take it.
    fn touched(self, session: &Session) -> Touched {
        let is_same = self.epoch == session.epoch() && self.incidents == session.state().catalogue.len();
        let newer = session.since(self.seq).filter(|_| is_same);
        newer.map_or(Touched::Everything, |entries| {
            Touched::by(entries.iter().flat_map(|entry| &entry.entry().events))
        })
    }
}

impl Board {
    /// The board of a session: what was kept of it, or else built anew in slices between which `pause` is awaited.
    pub async fn open(kept: Option<Kept>, session: &Session, pause: &impl AsyncFn()) -> Self {
        let mut board = kept.and_then(|kept| Self::brought_back(&kept, session)).unwrap_or_else(|| Self {
            columns: Columns::default(),
            // Of no epoch: everything is to be built.
            at: Known { seq: 0, incidents: 0, epoch: u64::MAX },
            anew: Anew::No,
            kept: None,
        });
        let mut is_done = board.catch_up(session);
        while !is_done {
            pause().await;
            is_done = board.go_on(session);
        }
        board
    }

    fn brought_back(kept: &Kept, session: &Session) -> Option<Self> {
        let seq = session.seq_of_mark(&kept.key)?;
        let columns = Columns::restore(session.state(), &kept.sections())?;
        let at = Known { seq, ..Known::of(session) };
        Some(Self { columns, at, anew: Anew::No, kept: Some(seq) })
    }

    /// Takes in what has happened since; `false` where the columns are to be built anew, which [`Board::go_on`] does.
    pub fn catch_up(&mut self, session: &Session) -> bool {
        if !matches!(self.anew, Anew::No) {
            return false;
        }
        let state = session.state();
        let touched = self.at.touched(session);
        if self.columns.are_of_another(state, &touched) {
            self.kept = None;
            if state.catalogue.len() > AT_ONCE_MAX {
                self.anew = Anew::Due;
                return false;
            }
        }
        self.columns.update(state, &touched);
        self.at = Known::of(session);
        true
    }

    /// Goes on building for a slice; `true` when the columns are those of the session.
    pub fn go_on(&mut self, session: &Session) -> bool {
        let state = session.state();
        let (building, known) = match &mut self.anew {
            Anew::No => return self.catch_up(session),
            Anew::Begun(building, known)
                if building.fits(state) && known.touched(session) != Touched::Everything =>
            {
                (building, *known)
            }
            // What comes in batches is waited for: it is told when all of it is there.
            Anew::Due | Anew::Begun(..) => {
                self.anew = Anew::Begun(Box::new(Building::begin(state)), Known::of(session));
                return false;
            }
        };
        let Some(columns) = building.step(state, SLICE_ROWS) else { return false };
        self.anew = Anew::No;
        self.columns.replace(columns);
        self.at = known;
        self.catch_up(session)
    }

    /// The mark with which the columns are to be kept, where it is time to; see [`crate::store::kept::Keeping`].
    pub fn to_keep(&self, session: &Session) -> Option<String> {
        let is_due = self.kept.is_none_or(|kept| self.at.seq.saturating_sub(kept) >= BEHIND_MAX);
        let is_wanted = matches!(self.anew, Anew::No)
            && self.at == Known::of(session)
            && self.columns.len() > AT_ONCE_MAX;
        if is_due && is_wanted { session.mark(self.at.seq) } else { None }
    }

    /// Notes that the columns are kept as they were after an entry.
    pub fn note_kept(&mut self, session: &Session, mark: &str) {
        self.kept = session.seq_of_mark(mark);
    }

    /// How many incidents are at a stage.
    pub fn stage_count(&self, stage: Stage) -> u32 {
        u32::try_from(self.at_stage(stage).count()).unwrap_or(u32::MAX)
    }

    /// The rows of the catalogue that are notifications of the hunters, oldest first.
    pub fn notified_rows(&self, now: Timestamp) -> Vec<Row> {
        self.catalogue_rows(&self.columns.rows_of(Dim::Notification, &Value::word("yes"), now))
    }

    /// The rows of the catalogue whose incidents were created since a moment, oldest first; of high severity alone
    /// unless more are asked for.
    pub fn rows_since(&self, from: Timestamp, all: bool) -> Vec<Row> {
        let window = Window { from: Some(from), to: None };
        let severe = [Severity::High, Severity::Critical].map(|it| Value::word(it.as_str()));
        let severe = self.columns.any_of(Dim::Severity, severe.iter(), from);
        let rows = self.columns.rows_within(window).filter(|row| all || severe.contains(*row));
        rows.filter_map(|row| self.columns.catalogue_row(u32::try_from(row).ok()?)).collect()
    }

    /// The rows of the catalogue of those that the source redirected to an incident.
    pub fn redirected_to(&self, incident: Row) -> Vec<Row> {
        self.columns.redirected_to(incident)
    }

    /// The rows of the catalogue whose incidents are at a stage, oldest first.
    pub fn stage_rows(&self, stage: Stage) -> Vec<Row> {
        self.catalogue_rows(&self.at_stage(stage))
    }

    /// The rows of the catalogue for which the experts' clock runs though nobody works on them, oldest first: what was
    /// taken, and what in scope is still to be taken.
    pub fn experts_rows(&self) -> Vec<Row> {
        self.catalogue_rows(&self.for_experts())
    }

    /// How many there are of them.
    pub fn experts_count(&self) -> u32 {
        u32::try_from(self.for_experts().count()).unwrap_or(u32::MAX)
    }

    /// Those of them that nobody has taken.
    pub fn untaken_rows(&self) -> Vec<Row> {
        self.catalogue_rows(&self.untaken())
    }

    fn untaken(&self) -> Bits {
        let (mut rows, numbers) = (self.at_stage(Stage::New), self.columns.numbers());
        for row in 0..rows.len() {
            let is_untaken = rows.contains(row) && numbers.clock(row).is_some();
            rows.set(row, is_untaken);
        }
        rows
    }

    fn for_experts(&self) -> Bits {
        let (mut rows, untaken) = (self.at_stage(Stage::WaitingForExperts), self.untaken());
        for row in (0..untaken.len()).filter(|row| untaken.contains(*row)) {
            rows.set(row, true);
        }
        rows
    }

    /// How many incidents await the customer at a moment.
    pub fn awaiting_count(&self, now: Timestamp) -> u32 {
        let numbers = self.columns.numbers();
        let count: usize = Asked::AWAITING.into_iter().map(|asked| numbers.asked(asked, now)).sum();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The rows of the catalogue whose incidents await the customer at a moment, oldest first.
    pub fn awaiting_rows(&self, now: Timestamp) -> Vec<Row> {
        let words = Asked::AWAITING.map(|asked| Value::word(asked.as_str()));
        self.catalogue_rows(&self.columns.any_of(Dim::Asked, words.iter(), now))
    }

    fn catalogue_rows(&self, rows: &Bits) -> Vec<Row> {
        (0..rows.len())
            .filter(|row| rows.contains(*row))
            .filter_map(|row| self.columns.catalogue_row(u32::try_from(row).ok()?))
            .collect()
    }

    /// A stage does not depend on the moment.
    fn at_stage(&self, stage: Stage) -> Bits {
        self.columns.rows_of(Dim::Stage, &Value::word(stage_word(stage)), Timestamp::default())
    }
}
