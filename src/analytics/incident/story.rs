//! The attack story: alerts on a line of time, one lane an asset.
//!
//! Places along the line are shares of it, from 0 to 1, so that the layout needs no pixels.

use crate::analytics::calendar::Zone;
use crate::domain::brief::{Asset, AssetKind, asset_of};
use crate::domain::record::{AlertRecord, IncidentRecord};
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use crate::domain::vocabulary::Severity;
use std::collections::BTreeSet;

/// How many lanes are drawn; alerts of further assets share the last one.
pub const LANES_MAX: usize = 8;
/// Marks of a lane that lie closer than this are one.
const GAP: f64 = 0.026;
/// The free space at both ends of the line.
const MARGIN: f64 = 0.03;
/// A moment that lies farther beyond the last alert than this share of the whole is not drawn.
const BEYOND_MAX: f64 = 0.6;
/// How many ticks the axis has at most.
const TICKS_MAX: i64 = 7;

/// A lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lane {
    /// One asset.
    Asset(Asset),
    /// So many assets that have no lane of their own.
    Others(usize),
    /// Alerts that name no asset.
    NoAsset,
}

/// An alert, or several that lie together.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The lane, by number.
    pub lane: usize,
    /// Where it lies along the line.
    pub at: f64,
    /// The alerts by number in the record, in order of time.
    pub alerts: Vec<usize>,
    /// The highest severity among them.
    pub severity: Severity,
    /// How much room there is for words until the next mark of the lane, as a share of the line.
    pub room: f64,
}

/// The story as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The lanes in the order in which the attack reached them.
    pub lanes: Vec<Lane>,
    /// The marks in order of time.
    pub marks: Vec<Mark>,
    /// First and last moment of the line, margins included.
    pub span: (Timestamp, Timestamp),
    /// How many alerts say no time of activity, or one at which nothing can have happened.
    pub undated: usize,
}

impl Story {
    /// The story of an incident; `None` when no alert says when its activity began. `until` stretches the line to a
    /// moment soon after the last alert.
    pub fn of(record: &IncidentRecord, until: Option<Timestamp>) -> Option<Self> {
        let mut dated: Vec<(usize, &AlertRecord, Timestamp)> = record
            .alerts
            .iter()
            .enumerate()
            .filter_map(|(number, alert)| {
                let at = alert.first_activity_date_time.filter(|at| at.is_likely())?;
                Some((number, alert, at))
            })
            .collect();
        dated.sort_by_key(|(number, _, at)| (*at, *number));
        let first = dated.first()?.2;
        let last = dated.last()?.2;
        let undated = record.alerts.len() - dated.len();
        let (mut lanes, mut others) = (Vec::new(), BTreeSet::new());
        let placed: Vec<(usize, usize, &AlertRecord, Timestamp)> = dated
            .into_iter()
            .map(|(number, alert, at)| (lane_of(&mut lanes, &mut others, alert), number, alert, at))
            .collect();
        let span = span(first, last, until);
        for lane in &mut lanes {
            if let Lane::Others(count) = lane {
                *count = others.len();
            }
        }
        let mut story = Self { lanes, marks: Vec::new(), span, undated };
        for (lane, number, alert, at) in placed {
            story.add(lane, number, alert, at);
        }
        story.make_room();
        Some(story)
    }

    /// Where a moment lies along the line.
    pub fn place(&self, at: Timestamp) -> f64 {
        let (from, to) = self.span;
        let whole = to.millis_since(from).max(1) as f64;
        (at.millis_since(from) as f64 / whole).clamp(0.0, 1.0)
    }

    /// Whether a moment lies on the line.
    pub fn holds(&self, at: Timestamp) -> bool {
        (self.span.0..=self.span.1).contains(&at)
    }

    fn add(&mut self, lane: usize, number: usize, alert: &AlertRecord, at: Timestamp) {
        let place = self.place(at);
        let near = self.marks.iter_mut().rev().find(|mark| mark.lane == lane);
        match near {
            Some(mark) if place - mark.at < GAP => {
                mark.alerts.push(number);
                if alert.severity.rank() > mark.severity.rank() {
                    mark.severity = alert.severity.clone();
                }
            }
            _ => self.marks.push(Mark {
                lane,
                at: place,
                alerts: vec![number],
                severity: alert.severity.clone(),
                room: 1.0 - place,
            }),
        }
    }

    fn make_room(&mut self) {
        let mut next = vec![1.0_f64; self.lanes.len()];
        for mark in self.marks.iter_mut().rev() {
            if let Some(next) = next.get_mut(mark.lane) {
                mark.room = *next - mark.at;
                *next = mark.at;
            }
        }
    }

    /// The ticks of the axis: moments at round times of the reader's zone.
    pub fn ticks(&self, zone: &Zone) -> Vec<Timestamp> {
        const STEPS_MS: [i64; 16] = [
            MINUTE_MS,
            2 * MINUTE_MS,
            5 * MINUTE_MS,
            10 * MINUTE_MS,
            15 * MINUTE_MS,
            30 * MINUTE_MS,
            HOUR_MS,
            2 * HOUR_MS,
            3 * HOUR_MS,
            6 * HOUR_MS,
            12 * HOUR_MS,
            DAY_MS,
            2 * DAY_MS,
            7 * DAY_MS,
            30 * DAY_MS,
            91 * DAY_MS,
        ];
        let (from, to) = self.span;
        let whole = to.millis_since(from).max(1);
        let known = STEPS_MS.into_iter().find(|step| whole / step <= TICKS_MAX);
        let step = known.unwrap_or((whole / TICKS_MAX / DAY_MS).max(1).saturating_mul(DAY_MS));
        let offset = i64::from(zone.offset_minutes(from)) * MINUTE_MS;
        let local = from.as_millis().saturating_add(offset);
        let first = (local.div_euclid(step) + 1).saturating_mul(step).saturating_sub(offset);
        (0..=TICKS_MAX)
            .map(|count| Timestamp::from_millis(first.saturating_add(count.saturating_mul(step))))
            .take_while(|tick| *tick < to)
            .collect()
    }
}

/// The line from the first to the last moment with margins; a single moment lies in the middle of ten minutes.
fn span(first: Timestamp, last: Timestamp, until: Option<Timestamp>) -> (Timestamp, Timestamp) {
    let own = last.millis_since(first).max(10 * MINUTE_MS);
    let until =
        until.filter(|until| *until > last && (until.millis_since(last) as f64) < own as f64 * BEYOND_MAX);
    let last = until.unwrap_or(last);
    let bare = last.millis_since(first);
    let margin = if bare < 10 * MINUTE_MS { 5 * MINUTE_MS } else { (bare as f64 * MARGIN) as i64 };
    (first.plus_millis(-margin), last.plus_millis(margin))
}

/// The lane of an alert: that of the asset it is about, a device before an account.
fn lane_of(lanes: &mut Vec<Lane>, others: &mut BTreeSet<(u8, String)>, alert: &AlertRecord) -> usize {
    let assets = || alert.evidence.iter().filter_map(asset_of);
    let device = assets().find(|asset| asset.kind == AssetKind::Device);
    let Some(asset) = device.or_else(|| assets().next()) else { return find_or_add(lanes, Lane::NoAsset) };
    let same =
        |lane: &Lane| matches!(lane, Lane::Asset(known) if known.kind == asset.kind && known.id == asset.id);
    if let Some(at) = lanes.iter().position(same) {
        return at;
    }
    if lanes.len() + 1 < LANES_MAX {
        return find_or_add(lanes, Lane::Asset(asset));
    }
    // Alerts of one asset share the lane, so assets are counted and not alerts.
    others.insert((asset.kind as u8, asset.id));
    find_or_add(lanes, Lane::Others(0))
}

fn find_or_add(lanes: &mut Vec<Lane>, lane: Lane) -> usize {
    lanes.iter().position(|known| *known == lane).unwrap_or_else(|| {
        lanes.push(lane);
        lanes.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn record(alerts: Vec<(Option<&str>, &str, Value)>) -> IncidentRecord {
        let alerts: Vec<_> = alerts
            .into_iter()
            .map(|(at, severity, evidence)| {
                json!({"id": "a", "title": "a", "status": "new", "severity": severity, "classification": "unknown",
                       "determination": "unknown", "serviceSource": "unknown", "firstActivityDateTime": at,
                       "createdDateTime": "2026-01-01T00:00:00Z", "evidence": evidence})
            })
            .collect();
        serde_json::from_value(json!({
            "id": "1", "displayName": "x", "status": "active", "severity": "high", "classification": "unknown",
            "determination": "unknown", "createdDateTime": "2026-01-01T00:00:00Z",
            "lastUpdateDateTime": "2026-01-01T00:00:00Z", "alerts": alerts
        }))
        .unwrap()
    }

    fn device(name: &str) -> Value {
        json!({"kind": "device", "hostName": name, "verdict": "unknown", "remediationStatus": "none"})
    }

    fn user(name: &str) -> Value {
        json!({"kind": "user", "userAccount": {"accountName": name}, "verdict": "unknown", "remediationStatus": "none"})
    }

    #[test]
    fn lanes_follow_the_attack_and_near_alerts_are_one_mark() {
        let story = Story::of(
            &record(vec![
                (Some("2026-11-19T08:30:00Z"), "low", json!([user("i.brandt"), device("FS-02")])),
                (Some("2026-11-19T08:00:00Z"), "medium", json!([user("i.brandt")])),
                (Some("2026-11-19T08:00:30Z"), "high", json!([user("i.brandt")])),
                (None, "high", json!([])),
                (Some("2026-11-19T09:00:00Z"), "high", json!([])),
            ]),
            None,
        )
        .unwrap();
        let names: Vec<_> = story
            .lanes
            .iter()
            .map(|lane| match lane {
                Lane::Asset(asset) => asset.name.clone(),
                other => format!("{other:?}"),
            })
            .collect();
        assert_eq!(names, ["i.brandt", "FS-02", "NoAsset"]);
        let marks: Vec<_> = story.marks.iter().map(|mark| (mark.lane, mark.alerts.clone())).collect();
        assert_eq!(marks, [(0, vec![1, 2]), (1, vec![0]), (2, vec![4])]);
        assert_eq!(story.marks[0].severity, Severity::High);
        assert_eq!(story.undated, 1);
    }

    #[test]
    fn dates_at_the_ends_of_time_leave_the_scale_alone() {
        let likely = [
            (Some("2026-11-19T08:00:00Z"), "low", json!([])),
            (Some("2026-11-19T09:00:00Z"), "low", json!([])),
        ];
        let alone = Story::of(&record(likely.to_vec()), None).unwrap();
        for far in
            ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
        {
            let among = [likely.as_slice(), &[(Some(far), "high", json!([]))]].concat();
            let story = Story::of(&record(among), None).unwrap();
            assert_eq!((story.span, story.marks.len(), story.undated), (alone.span, 2, 1), "{far}");
            assert_eq!(Story::of(&record(vec![(Some(far), "high", json!([]))]), None), None, "{far}");
        }
    }

    #[test]
    fn no_activity_is_no_story() {
        assert_eq!(Story::of(&record(vec![(None, "high", json!([]))]), None), None);
        assert_eq!(Story::of(&record(vec![]), None), None);
    }

    #[test]
    fn assets_beyond_the_last_lane_share_one() {
        // Twice each: the lane names assets and not alerts.
        let alerts = (0..24)
            .map(|number| {
                (Some("2026-11-19T08:00:00Z"), "low", json!([device(&format!("D{}", number % 12))]))
            })
            .collect();
        let story = Story::of(&record(alerts), None).unwrap();
        assert_eq!(story.lanes.len(), LANES_MAX);
        assert_eq!(story.lanes.last(), Some(&Lane::Others(5)));
    }

    #[test]
    fn a_near_moment_stretches_the_line_and_a_far_one_does_not() {
        let alerts = || {
            record(vec![
                (Some("2026-11-19T08:00:00Z"), "low", json!([])),
                (Some("2026-11-19T09:00:00Z"), "low", json!([])),
            ])
        };
        let near = Timestamp::parse("2026-11-19T09:30:00Z").unwrap();
        let far = Timestamp::parse("2026-11-21T09:30:00Z").unwrap();
        assert!(Story::of(&alerts(), Some(near)).unwrap().holds(near));
        assert!(!Story::of(&alerts(), Some(far)).unwrap().holds(far));
    }

    #[test]
    fn ticks_are_round_in_the_zone_of_the_reader() {
        let story = Story::of(
            &record(vec![
                (Some("2026-11-19T07:52:00Z"), "low", json!([])),
                (Some("2026-11-19T09:30:00Z"), "low", json!([])),
            ]),
            None,
        )
        .unwrap();
        let ticks: Vec<_> = story.ticks(&Zone::fixed(330)).iter().map(ToString::to_string).collect();
        assert_eq!(
            ticks,
            [
                "2026-11-19T08:00:00Z",
                "2026-11-19T08:15:00Z",
                "2026-11-19T08:30:00Z",
                "2026-11-19T08:45:00Z",
                "2026-11-19T09:00:00Z",
                "2026-11-19T09:15:00Z",
                "2026-11-19T09:30:00Z"
            ]
        );
    }

    proptest! {
        #[test]
        fn marks_and_ticks_stay_on_the_line(moments in proptest::collection::vec(prop_oneof![any::<i64>(), 6_000_000_000_000_000..72_000_000_000_000_000_i64], 1..30), minutes in -900..900_i32) {
            let mut record = record(vec![(None, "low", json!([])); moments.len()]);
            for (alert, ticks) in record.alerts.iter_mut().zip(&moments) {
                alert.first_activity_date_time = Some(Timestamp::from_ticks(*ticks));
            }
            let likely = moments.iter().filter(|ticks| Timestamp::from_ticks(**ticks).is_likely()).count();
            let Some(story) = Story::of(&record, None) else {
                prop_assert_eq!(likely, 0);
                return Ok(());
            };
            prop_assert_eq!(story.undated, moments.len() - likely);
            for mark in &story.marks {
                prop_assert!((0.0..=1.0).contains(&mark.at));
                prop_assert!((0.0..=1.0).contains(&mark.room));
            }
            let zone = Zone::fixed(minutes);
            let ticks = story.ticks(&zone);
            prop_assert!(ticks.len() <= 8);
            prop_assert!(ticks.iter().all(|tick| story.holds(*tick)));
            prop_assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert_eq!(story.marks.iter().map(|mark| mark.alerts.len()).sum::<usize>(), likely);
        }
    }
}
