//! The numbers of incidents as bytes and back.

use super::facts::Parts;
use super::numbers::Numbers;
use crate::analytics::clock::{Answer, Clock};
use crate::analytics::turn::Turn;
use crate::domain::people::Party;
use crate::domain::time::Timestamp;
use std::collections::BTreeMap;
use watchfloor_packed::{Packer, Unpacker};

impl Numbers {
    pub(super) fn pack(&self, packer: &mut Packer) {
        let ticks = |at: &Timestamp| at.as_ticks();
        packer.moments(&self.created.iter().map(ticks).collect::<Vec<_>>());
        self.pack_since(packer, self.updated.iter().map(|at| Some(*at)));
        self.pack_since(packer, self.status_since.iter().map(|at| Some(*at)));
        self.pack_since(packer, self.first_activity.iter().copied());
        self.pack_since(packer, self.last_activity.iter().copied());
        packer.bytes(&self.score);
        packer.bytes(&self.imported_score);
        [&self.alerts, &self.alerts_active, &self.assets].into_iter().for_each(|list| packer.numbers(list));
        packer.numbers(&self.resolved_after_s.iter().map(|seconds| seconds.to_bits()).collect::<Vec<_>>());
        packer.bytes(&self.resolved_assumed.iter().map(|assumed| u8::from(*assumed)).collect::<Vec<_>>());
        pack_clocks(&self.clocks, packer);
        pack_keys(&self.turns, packer);
        let turns = || self.turns.values().map(|turn| turn.parts());
        packer.bytes(&turns().map(|(is_turn, _)| u8::from(is_turn)).collect::<Vec<_>>());
        pack_optional(packer, turns().map(|(_, [asleep, _])| asleep.map(Timestamp::as_ticks)));
        pack_optional(packer, turns().map(|(_, [_, question])| question.map(Timestamp::as_ticks)));
        pack_keys(&self.parts, packer);
        pack_optional(packer, self.parts.values().map(|parts| parts.experts_s.map(i64::from)));
        pack_optional(packer, self.parts.values().map(|parts| parts.customer_s.map(i64::from)));
        // Last, so that what an earlier version kept ends too soon and is built anew.
        pack_optional(packer, self.clocks.values().map(|clock| clock.business_ms));
    }

    /// Moments as distances from that of creation, so that few bytes hold them.
    fn pack_since(&self, packer: &mut Packer, moments: impl Iterator<Item = Option<Timestamp>>) {
        let since = moments
            .zip(&self.created)
            .map(|(at, created)| at.map(|at| at.as_ticks().wrapping_sub(created.as_ticks())));
        pack_optional(packer, since);
    }

    /// Reads the numbers of so many rows again; `None` where the bytes are none.
    pub(super) fn unpack(unpacker: &mut Unpacker<'_>, rows: usize) -> Option<Self> {
        let ticks = unpacker.moments(rows)?;
        let at = Timestamp::from_ticks;
        let mut since = || Some(unpacker.since(&ticks)?.into_iter().map(at).collect::<Vec<_>>());
        let (updated, status_since) = (since()?, since()?);
        let mut activity = || {
            let moments = unpacker.optional_since(&ticks)?;
            Some(moments.into_iter().map(|ticks| ticks.map(at)).collect::<Vec<_>>())
        };
        let (first_activity, last_activity) = (activity()?, activity()?);
        let mut small = || Some(unpacker.bytes().filter(|bytes| bytes.len() == rows)?.to_vec());
        let (score, imported_score) = (small()?, small()?);
        let (alerts, alerts_active) = (unpacker.numbers(rows)?, unpacker.numbers(rows)?);
        let assets = unpacker.numbers(rows)?;
        let resolved_after_s = unpacker.numbers(rows)?.into_iter().map(f32::from_bits).collect();
        let assumed = unpacker.bytes().filter(|bytes| bytes.len() == rows)?;
        let mut found = Self {
            created: ticks.into_iter().map(at).collect(),
            updated,
            score,
            imported_score,
            alerts,
            alerts_active,
            assets,
            first_activity,
            last_activity,
            status_since,
            resolved_after_s,
            resolved_assumed: assumed.iter().map(|assumed| *assumed == 1).collect(),
            clocks: unpack_clocks(unpacker)?,
            turns: unpack_turns(unpacker)?,
            parts: unpack_parts(unpacker)?,
        };
        let business = unpacker.optional(found.clocks.len())?;
        for (clock, business_ms) in found.clocks.values_mut().zip(business) {
            clock.business_ms = business_ms;
        }
        unpacker.is_at_end().then_some(found)
    }
}

fn pack_optional(packer: &mut Packer, values: impl Iterator<Item = Option<i64>>) {
    packer.optional(&values.collect::<Vec<_>>());
}

fn pack_keys<T>(map: &BTreeMap<u32, T>, packer: &mut Packer) {
    packer.number(map.len() as u64);
    packer.numbers(&map.keys().copied().collect::<Vec<_>>());
}

fn unpack_keys(unpacker: &mut Unpacker<'_>) -> Option<Vec<u32>> {
    let count = unpacker.count()?;
    unpacker.numbers(count)
}

fn pack_clocks(clocks: &BTreeMap<u32, Clock>, packer: &mut Packer) {
    pack_keys(clocks, packer);
    let flags = |clock: &Clock| {
        u8::from(clock.party == Party::Experts) | u8::from(clock.assumed) << 1 | u8::from(clock.question) << 2
    };
    packer.bytes(&clocks.values().map(flags).collect::<Vec<_>>());
    let mut moments = |of: fn(&Clock) -> Option<Timestamp>| {
        pack_optional(packer, clocks.values().map(|clock| of(clock).map(Timestamp::as_ticks)));
    };
    moments(|clock| Some(clock.started));
    moments(|clock| Some(clock.risk));
    moments(|clock| Some(clock.due));
    moments(|clock| clock.pause.map(|(from, _)| from));
    moments(|clock| clock.pause.map(|(_, until)| until));
    moments(|clock| clock.answer.map(|answer| answer.from));
    moments(|clock| clock.answer.map(|answer| answer.risk));
    moments(|clock| clock.answer.map(|answer| answer.until));
}

fn unpack_clocks(unpacker: &mut Unpacker<'_>) -> Option<BTreeMap<u32, Clock>> {
    let rows = unpack_keys(unpacker)?;
    let flags = unpacker.bytes().filter(|flags| flags.len() == rows.len())?;
    let mut moments = || {
        let moments = unpacker.optional(rows.len())?;
        Some(moments.into_iter().map(|ticks| ticks.map(Timestamp::from_ticks)))
    };
    let times = moments()?.zip(moments()?).zip(moments()?);
    let pauses = moments()?.zip(moments()?);
    let answers = moments()?.zip(moments()?).zip(moments()?);
    let answers =
        answers.map(|((from, risk), until)| Some(Answer { from: from?, risk: risk?, until: until? }));
    let clock = |(flags, ((((started, risk), due), (from, until)), answer))| {
        let flags: &u8 = flags;
        Some(Clock {
            party: if flags & 1 == 1 { Party::Experts } else { Party::Customer },
            started: started?,
            risk: risk?,
            due: due?,
            business_ms: None,
            assumed: flags & 2 == 2,
            pause: Option::zip(from, until),
            question: flags & 4 == 4,
            answer,
        })
    };
    let clocks = flags.iter().zip(times.zip(pauses).zip(answers)).map(clock).collect::<Option<Vec<_>>>()?;
    Some(rows.iter().copied().zip(clocks).collect())
}

fn unpack_turns(unpacker: &mut Unpacker<'_>) -> Option<BTreeMap<u32, Turn>> {
    let rows = unpack_keys(unpacker)?;
    let is_turn = unpacker.bytes().filter(|flags| flags.len() == rows.len())?;
    let mut moments = || {
        let moments = unpacker.optional(rows.len())?;
        Some(moments.into_iter().map(|ticks| ticks.map(Timestamp::from_ticks)))
    };
    let turns = is_turn.iter().zip(moments()?.zip(moments()?));
    let turn = |(is_turn, (asleep, question)): (&u8, _)| Turn::of_parts(*is_turn == 1, [asleep, question]);
    Some(rows.iter().copied().zip(turns.map(turn)).collect())
}

fn unpack_parts(unpacker: &mut Unpacker<'_>) -> Option<BTreeMap<u32, Parts>> {
    let rows = unpack_keys(unpacker)?;
    let mut seconds = || {
        let seconds = unpacker.optional(rows.len())?;
        Some(seconds.into_iter().map(|seconds| seconds.and_then(|seconds| u32::try_from(seconds).ok())))
    };
    let parts = seconds()?.zip(seconds()?);
    let parts = parts.map(|(experts_s, customer_s)| Parts { experts_s, customer_s });
    Some(rows.iter().copied().zip(parts).collect())
}
