//! Credits as a ledger by the published rule.
//!
//! Source: service.md 1.11: "10 credits at the start of each calendar quarter; unused roll to the next quarter; at most
//! 20 usable per quarter; all expire at calendar year end or subscription end, whichever is first". Read literally: what
//! is left over is kept until the year ends, and no quarter lets more than 20 be used. Quarters and years are those of
//! UTC. When a credit is used: section 6, "a question costs one when an expert has it".

use super::super::ids::InquiryId;
use super::super::time::Timestamp;

/// New credits at the start of each calendar quarter.
pub const NEW_PER_QUARTER: u32 = 10;
/// So many can be used in one quarter.
pub const USABLE_PER_QUARTER: u32 = 20;

/// A calendar quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quarter {
    /// The year.
    pub year: i32,
    /// 1 to 4.
    pub number: u8,
}

impl Quarter {
    /// The quarter of a moment, in UTC.
    pub fn of(at: Timestamp) -> Self {
        let (year, month, _) = at.utc_date();
        let number = match month {
            1..=3 => 1,
            4..=6 => 2,
            7..=9 => 3,
            _ => 4,
        };
        Self { year, number }
    }

    /// Its first moment; the end of time for one that begins after it.
    pub fn start(self) -> Timestamp {
        let month = (u32::from(self.number).saturating_sub(1)) * 3 + 1;
        Timestamp::from_utc_date(self.year, month, 1).filter(|_| self.year <= 9_999).unwrap_or(Timestamp::MAX)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        if self.number >= 4 {
            Self { year: self.year.saturating_add(1), number: 1 }
        } else {
            Self { number: self.number + 1, ..self }
        }
    }
}

/// What changed the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// The credits of a new quarter.
    NewQuarter(Quarter),
    /// What was left of a quarter goes on in the next.
    RolledOver(Quarter),
    /// An expert has a question.
    Used(InquiryId),
    /// The year or the subscription ended.
    Expired,
}

/// One line of the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// When.
    pub at: Timestamp,
    /// What.
    pub kind: EntryKind,
    /// By how many it changed.
    pub change: i64,
    /// How many were left then.
    pub left: u32,
}

/// The account at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ledger {
    /// The lines of this calendar year and the one before, oldest first.
    pub entries: Vec<LedgerEntry>,
    /// The quarter.
    pub quarter: Quarter,
    /// How many there were at its start, what rolled over included.
    pub began_with: u32,
    /// How many were used in it.
    pub used: u32,
    /// How many are left.
    pub held: u32,
    /// How many wait for an expert to take their question.
    pub reserved: u32,
    /// When all that is left expires.
    pub expires: Timestamp,
    /// When new ones come; none after the subscription has ended by then.
    pub next: Option<Timestamp>,
}

impl Ledger {
    /// How many can be used in this quarter still, those that wait included.
    pub fn usable(&self) -> u32 {
        self.held.min(USABLE_PER_QUARTER.saturating_sub(self.used))
    }

    /// How many more questions can be asked now.
    pub fn free(&self) -> u32 {
        self.usable().saturating_sub(self.reserved)
    }
}

/// Counts the account from the moment of the first credits up to now. `used` says when an expert took which question.
pub fn ledger(
    since: Timestamp,
    end: Option<Timestamp>,
    used: &[(Timestamp, InquiryId)],
    now: Timestamp,
) -> Ledger {
    let (first, last) = (Quarter::of(since), Quarter::of(now).max(Quarter::of(since)));
    // What came before last year expired with it.
    let begin = first.max(Quarter { year: last.year.saturating_sub(1), number: 1 });
    let mut entries = Vec::new();
    let (mut held, mut used_now, mut began_with) = (0_u32, 0_u32, 0_u32);
    let mut quarter = begin;
    loop {
        let starts = quarter.start();
        if end.is_some_and(|end| end <= starts) {
            break;
        }
        if quarter.number == 1 && held > 0 {
            entries.push(line(starts, EntryKind::Expired, -i64::from(held), 0));
            held = 0;
        }
        let rolled = held;
        held = NEW_PER_QUARTER;
        entries.push(line(starts, EntryKind::NewQuarter(quarter), i64::from(NEW_PER_QUARTER), held));
        if rolled > 0 {
            held = held.saturating_add(rolled);
            entries.push(line(starts, EntryKind::RolledOver(quarter), i64::from(rolled), held));
        }
        (began_with, used_now) = (held, 0);
        let ends = quarter.next().start();
        let mut own: Vec<_> = used.iter().filter(|(at, _)| Quarter::of(*at) == quarter).collect();
        own.sort_by_key(|(at, _)| *at);
        for (at, id) in own {
            held = held.saturating_sub(1);
            used_now = used_now.saturating_add(1);
            entries.push(line(*at, EntryKind::Used(id.clone()), -1, held));
        }
        if quarter >= last || ends == Timestamp::MAX {
            break;
        }
        quarter = quarter.next();
    }
    let is_over = end.is_some_and(|end| end <= now);
    if let Some(end) = end.filter(|_| is_over && held > 0) {
        entries.push(line(end, EntryKind::Expired, -i64::from(held), 0));
        held = 0;
    }
    let year_end = Quarter { year: last.year.saturating_add(1), number: 1 }.start();
    let next = last.next().start();
    Ledger {
        entries,
        quarter: last,
        began_with,
        used: used_now,
        held,
        reserved: 0,
        expires: end.map_or(year_end, |end| end.min(year_end)),
        next: end.is_none_or(|end| next < end).then_some(next),
    }
}

fn line(at: Timestamp, kind: EntryKind, change: i64, left: u32) -> LedgerEntry {
    LedgerEntry { at, kind, change, left }
}
