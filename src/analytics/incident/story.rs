//! The attack story: alerts on a line of time, one lane an asset.
//!
//! Places along the line are shares of it, from 0 to 1, so that the layout needs no pixels.

mod lanes;

pub use lanes::{LANES_MAX, Lane, assets_of};
use lanes::{Places, Stand};

use crate::analytics::calendar::Zone;
use crate::domain::brief::Asset;
use crate::domain::record::{AlertRecord, IncidentRecord};
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use crate::domain::vocabulary::Severity;
use std::collections::BTreeSet;

/// Marks of a lane that lie closer than this are one.
const GAP: f64 = 0.046;
/// What lies closer to a mark than this is under it.
const UNDER: f64 = GAP / 2.0;
/// The free space at both ends of the line.
const MARGIN: f64 = 0.03;
/// A moment that lies farther beyond the last alert than this share of the whole is not drawn.
const BEYOND_MAX: f64 = 2.5;
/// How many ticks the axis has at most.
const TICKS_MAX: i64 = 7;

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
    /// The assets that they name beside the one of the lane, by number in the story.
    pub also: BTreeSet<usize>,
    /// The other lanes at which those stand.
    pub reaches: BTreeSet<usize>,
    /// How much room there is for words until the next mark of the lane, as a share of the line.
    pub room: f64,
}

/// The story as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// Every asset that an alert with a time names, in the order in which the attack reached them.
    pub assets: Vec<Asset>,
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
    /// The story of an incident; `None` when no alert says when its activity began. `reached` are moments to which the line
    /// is stretched, where they come soon after the last alert.
    pub fn of(record: &IncidentRecord, reached: &[Timestamp]) -> Option<Self> {
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
        let places = Places::of(dated.iter().map(|(_, alert, _)| *alert));
        let span = span(first, last, reached);
        let mut story = Self { assets: places.assets, lanes: places.lanes, marks: Vec::new(), span, undated };
        for ((number, alert, at), stand) in dated.into_iter().zip(&places.stands) {
            story.add(stand, number, alert, at);
        }
        story.make_room();
        Some(story)
    }

    /// Whether there is one: whether any alert says when its activity began.
    pub fn is_told(record: &IncidentRecord) -> bool {
        record.alerts.iter().any(|alert| alert.first_activity_date_time.is_some_and(|at| at.is_likely()))
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

    fn add(&mut self, stand: &Stand, number: usize, alert: &AlertRecord, at: Timestamp) {
        let place = self.place(at);
        let near = self.marks.iter().rposition(|mark| mark.lane == stand.lane);
        let near = near.and_then(|near| self.marks.get_mut(near)).filter(|mark| place - mark.at < GAP);
        if let Some(mark) = near {
            mark.alerts.push(number);
            if alert.severity.rank() > mark.severity.rank() {
                mark.severity = alert.severity.clone();
            }
            mark.also.extend(&stand.also);
            mark.reaches.extend(&stand.reaches);
            return;
        }
        self.marks.push(Mark {
            lane: stand.lane,
            at: place,
            alerts: vec![number],
            severity: alert.severity.clone(),
            also: stand.also.iter().copied().collect(),
            reaches: stand.reaches.iter().copied().collect(),
            room: 1.0 - place,
        });
    }

    /// Words end where the next mark of the lane lies, or where another reaches it.
    fn make_room(&mut self) {
        let mut taken: Vec<(usize, f64)> = Vec::new();
        for mark in &self.marks {
            taken.push((mark.lane, mark.at));
            taken.extend(mark.reaches.iter().map(|lane| (*lane, mark.at)));
        }
        for mark in &mut self.marks {
            let after = taken.iter().filter(|(lane, at)| *lane == mark.lane && *at > mark.at + UNDER);
            mark.room = after.map(|(_, at)| *at).fold(1.0, f64::min) - mark.at;
        }
    }

    /// Ends the words of marks in a lane where something else is drawn from some moment on.
    pub fn keep_clear(&mut self, lane: usize, since: Timestamp) {
        let from = self.place(since);
        for mark in self.marks.iter_mut().filter(|mark| mark.lane == lane && mark.at < from) {
            mark.room = mark.room.min(from - mark.at);
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
fn span(first: Timestamp, last: Timestamp, reached: &[Timestamp]) -> (Timestamp, Timestamp) {
    let own = last.millis_since(first).max(10 * MINUTE_MS);
    let is_near = |at: &Timestamp| (at.millis_since(last) as f64) < own as f64 * BEYOND_MAX;
    let last = reached.iter().copied().filter(is_near).fold(last, Timestamp::max);
    let bare = last.millis_since(first);
    let margin = if bare < 10 * MINUTE_MS { 5 * MINUTE_MS } else { (bare as f64 * MARGIN) as i64 };
    (first.plus_millis(-margin), last.plus_millis(margin))
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
            &[],
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
    fn an_alert_reaches_every_lane_whose_asset_it_names() {
        let story = Story::of(
            &record(vec![
                (
                    Some("2026-11-19T08:00:00Z"),
                    "high",
                    json!([user("i.brandt"), device("FS-02"), device("FS-03")]),
                ),
                (Some("2026-11-19T08:00:10Z"), "low", json!([device("FS-02"), user("a.adler")])),
                (Some("2026-11-19T09:00:00Z"), "low", json!([device("FS-03")])),
            ]),
            &[],
        )
        .unwrap();
        let names: Vec<_> = story.assets.iter().map(|asset| asset.name.as_str()).collect();
        assert_eq!(names, ["FS-02", "i.brandt", "FS-03", "a.adler"]);
        assert_eq!(story.lanes.len(), 4);
        let marks: Vec<_> = story.marks.iter().map(|mark| (mark.lane, mark.alerts.clone())).collect();
        assert_eq!(marks, [(0, vec![0, 1]), (2, vec![2])], "one mark an alert, or less");
        assert_eq!(story.marks[0].reaches, BTreeSet::from([1, 2, 3]), "of both alerts of the mark");
        assert_eq!(story.marks[0].also, BTreeSet::from([1, 2, 3]));
        assert!(story.marks[1].reaches.is_empty());
    }

    #[test]
    fn words_end_where_another_mark_reaches_the_lane() {
        let alerts = |second: Value| {
            record(vec![
                (Some("2026-11-19T08:00:00Z"), "high", json!([device("A")])),
                (Some("2026-11-19T09:00:00Z"), "high", second),
            ])
        };
        let alone = Story::of(&alerts(json!([device("B")])), &[]).unwrap();
        let reached = Story::of(&alerts(json!([device("B"), device("A")])), &[]).unwrap();
        assert!(reached.marks[0].room < alone.marks[0].room);
        assert!((reached.marks[0].at + reached.marks[0].room - reached.marks[1].at).abs() < 1e-9);
    }

    #[test]
    fn dates_at_the_ends_of_time_leave_the_scale_alone() {
        let likely = [
            (Some("2026-11-19T08:00:00Z"), "low", json!([])),
            (Some("2026-11-19T09:00:00Z"), "low", json!([])),
        ];
        let alone = Story::of(&record(likely.to_vec()), &[]).unwrap();
        for far in
            ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"]
        {
            let among = [likely.as_slice(), &[(Some(far), "high", json!([]))]].concat();
            let story = Story::of(&record(among), &[]).unwrap();
            assert_eq!((story.span, story.marks.len(), story.undated), (alone.span, 2, 1), "{far}");
            assert_eq!(Story::of(&record(vec![(Some(far), "high", json!([]))]), &[]), None, "{far}");
        }
    }

    #[test]
    fn no_activity_is_no_story() {
        assert_eq!(Story::of(&record(vec![(None, "high", json!([]))]), &[]), None);
        assert_eq!(Story::of(&record(vec![]), &[]), None);
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
        assert!(Story::of(&alerts(), &[near]).unwrap().holds(near));
        assert!(!Story::of(&alerts(), &[far]).unwrap().holds(far));
    }

    #[test]
    fn ticks_are_round_in_the_zone_of_the_reader() {
        let story = Story::of(
            &record(vec![
                (Some("2026-11-19T07:52:00Z"), "low", json!([])),
                (Some("2026-11-19T09:30:00Z"), "low", json!([])),
            ]),
            &[],
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
            let Some(story) = Story::of(&record, &[]) else {
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
