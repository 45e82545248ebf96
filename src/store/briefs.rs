//! Briefs of a batch in little space, kept as a cache, so that a workspace of 100,000 incidents opens without its
//! records being read.
//!
//! One line with a check value of the rest, then JSON: words and assets that repeat once, and a row of values for each
//! incident. Every batch has its own cache, so an import writes only its own.

use crate::domain::brief::{AlertKey, Asset, Brief};
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Classification, Determination, Severity, Status, TacticSet};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;

/// The name under which the briefs of a batch are kept. The number goes up when the shape changes; old ones are then
/// never found and thrown away as leftovers.
pub fn cache_name(batch: &str) -> String {
    format!("briefs-5-{batch}")
}

#[derive(Serialize, Deserialize)]
struct Sheet<'a> {
    #[serde(borrow)]
    words: Vec<Cow<'a, str>>,
    assets: Vec<Asset>,
    #[serde(borrow)]
    rows: Vec<Row<'a>>,
}

/// The values of a brief in the order of its fields; words and assets by number, moments in ticks of 100 ns.
#[derive(Serialize, Deserialize)]
struct Row<'a>(
    #[serde(borrow)] Cow<'a, str>,
    #[serde(borrow)] Cow<'a, str>,
    [u32; 4],
    Option<u32>,
    [i64; 2],
    [Option<i64>; 3],
    Option<u8>,
    Option<u32>,
    /// Tags, sources, detections, categories, techniques, marks.
    [Vec<u32>; 6],
    TacticSet,
    Vec<u32>,
    /// Alerts: all, active, covered.
    [u32; 3],
    /// Each alert, two numbers.
    Vec<[u32; 2]>,
);

/// Numbers for things that repeat.
struct Coder<'a, T: ?Sized> {
    codes: HashMap<&'a T, u32>,
    list: Vec<&'a T>,
}

impl<'a, T: ?Sized + Eq + std::hash::Hash> Coder<'a, T> {
    fn new() -> Self {
        Self { codes: HashMap::new(), list: Vec::new() }
    }

    fn code(&mut self, item: &'a T) -> u32 {
        let list = &mut self.list;
        *self.codes.entry(item).or_insert_with(|| {
            list.push(item);
            u32::try_from(list.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// Writes briefs as a cache.
///
/// # Errors
/// They cannot be written as JSON.
pub fn encode(briefs: &[Brief]) -> Result<Vec<u8>, serde_json::Error> {
    let mut words = Coder::new();
    let mut assets = Coder::new();
    let rows: Vec<Row<'_>> = briefs.iter().map(|brief| row_of(brief, &mut words, &mut assets)).collect();
    let words: Vec<Cow<'_, str>> = words.list.into_iter().map(Cow::Borrowed).collect();
    let assets = assets.list.into_iter().cloned().collect();
    let json = serde_json::to_string(&Sheet { words, assets, rows })?;
    Ok(format!("{:016x}\n{json}", check_value(json.as_bytes())).into_bytes())
}

fn row_of<'a>(brief: &'a Brief, words: &mut Coder<'a, str>, assets: &mut Coder<'a, Asset>) -> Row<'a> {
    let ticks = |moment: Option<Timestamp>| moment.map(Timestamp::as_ticks);
    let lists =
        [&brief.tags, &brief.sources, &brief.detections, &brief.categories, &brief.techniques, &brief.marks];
    Row(
        Cow::Borrowed(&brief.id),
        Cow::Borrowed(&brief.title),
        [
            words.code(brief.severity.as_str()),
            words.code(brief.status.as_str()),
            words.code(brief.classification.as_str()),
            words.code(brief.determination.as_str()),
        ],
        brief.assigned_to.as_deref().map(|word| words.code(word)),
        [brief.created.as_ticks(), brief.updated.as_ticks()],
        [ticks(brief.alerts_resolved), ticks(brief.first_activity), ticks(brief.last_activity)],
        brief.priority_score,
        brief.redirect_to.as_deref().map(|word| words.code(word)),
        lists.map(|list| list.iter().map(|word| words.code(word)).collect()),
        brief.tactics,
        brief.assets.iter().map(|asset| assets.code(asset)).collect(),
        [brief.alerts, brief.alerts_active, brief.alerts_covered],
        brief.alert_keys.iter().map(|key| key.to_parts()).collect(),
    )
}

/// Reads a cache; `None` when it is damaged or of another shape.
pub fn decode(bytes: &[u8]) -> Option<Vec<Brief>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (check, json) = text.split_once('\n')?;
    if u64::from_str_radix(check, 16).ok()? != check_value(json.as_bytes()) {
        return None;
    }
    let Sheet { words, assets, rows } = serde_json::from_str(json).ok()?;
    rows.into_iter().map(|row| brief_of(row, &words, &assets)).collect()
}

fn brief_of(row: Row<'_>, words: &[Cow<'_, str>], assets: &[Asset]) -> Option<Brief> {
    let Row(
        id,
        title,
        levels,
        assigned,
        times,
        moments,
        score,
        redirect,
        lists,
        tactics,
        touched,
        alerts,
        keys,
    ) = row;
    let word = |code: u32| words.get(code as usize).map(|word| &**word);
    let optional = |code: Option<u32>| match code {
        Some(code) => word(code).map(|word| Some(word.to_owned())),
        None => Some(None),
    };
    let list = |codes: Vec<u32>| {
        codes.into_iter().map(|code| word(code).map(str::to_owned)).collect::<Option<Vec<_>>>()
    };
    let [severity, status, classification, determination] = levels;
    let [created, updated] = times.map(Timestamp::from_ticks);
    let [alerts_resolved, first_activity, last_activity] =
        moments.map(|moment| moment.map(Timestamp::from_ticks));
    let [tags, sources, detections, categories, techniques, marks] = lists;
    let [alerts, alerts_active, alerts_covered] = alerts;
    Some(Brief {
        id: id.into_owned(),
        title: title.into_owned(),
        severity: Severity::parse(word(severity)?),
        status: Status::parse(word(status)?),
        classification: Classification::parse(word(classification)?),
        determination: Determination::parse(word(determination)?),
        assigned_to: optional(assigned)?,
        created,
        updated,
        alerts_resolved,
        first_activity,
        last_activity,
        priority_score: score,
        redirect_to: optional(redirect)?,
        tags: list(tags)?,
        sources: list(sources)?,
        detections: list(detections)?,
        tactics,
        categories: list(categories)?,
        techniques: list(techniques)?,
        marks: list(marks)?,
        assets: touched.into_iter().map(|code| assets.get(code as usize).cloned()).collect::<Option<_>>()?,
        alerts,
        alerts_active,
        alerts_covered,
        alert_keys: keys.into_iter().map(AlertKey::from_parts).collect(),
    })
}

/// FNV-1a with 64 bits: notices a damaged cache. Not a digest, since caches are never trusted against a person and a
/// digest would cost as much as reading the rows.
fn check_value(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
