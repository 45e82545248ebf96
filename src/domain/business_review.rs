//! The monthly business review: a document that the advisor prepares, that both sides sign off with its figures, and
//! whose open points go on to the next month (service.md 1.13, service delivery manager).

use super::ids::{IncidentId, ReviewId};
use super::time::{DAY_MS, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How many points and notable incidents a review may have.
pub const POINTS_MAX: usize = 200;

/// What a point of a review is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PointKind {
    /// What the experts recommend, drawn from incidents.
    Recommendation,
    /// What was decided.
    Decision,
    /// What somebody still has to do.
    OpenAction,
}

impl PointKind {
    /// All three, in the order of the document.
    pub const ALL: [Self; 3] = [Self::Recommendation, Self::Decision, Self::OpenAction];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Recommendation => "recommendation",
            Self::Decision => "decision",
            Self::OpenAction => "openAction",
        }
    }
}

/// One point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Point {
    /// What it is.
    pub kind: PointKind,
    /// What it says.
    pub text: String,
    /// Who answers for it.
    #[serde(default)]
    pub owner: String,
    /// By which day, as `2026-12-01`; empty for none.
    #[serde(default)]
    pub due: String,
    /// Whether it is done.
    #[serde(default)]
    pub done: bool,
    /// The review in which it was first written, where that is an earlier one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<ReviewId>,
    /// Whether it is as it was proposed, and nobody has touched it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub proposed: bool,
}

/// A field that is seldom set is not written while it is not.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Point {
    /// Whether nothing was written: it leaves with no document.
    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// An incident worth a word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notable {
    /// Which.
    pub incident: IncidentId,
    /// Its title as it was when it was chosen.
    pub title: String,
    /// Why it is worth a word.
    #[serde(default)]
    pub text: String,
    /// Whether it is as it was proposed, and nobody has touched it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub proposed: bool,
}

/// What a review lacks that is to be signed off. Nothing of it stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// It says nothing of the month.
    Summary,
    /// It names no incident and has no point.
    Points,
    /// So many open points for which nobody answers.
    Owners(usize),
    /// So many open recommendations and actions without a day.
    Dues(usize),
    /// So many proposals that nobody has touched.
    Proposed(usize),
    /// So many empty points, which are left out.
    Blank(usize),
}

/// The document as it is edited.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// Its id.
    pub id: ReviewId,
    /// Its name: `October 2026`.
    pub title: String,
    /// The period of its figures in the text form of reports: `2026-10-01..2026-10-31`.
    pub period: String,
    /// The filter of its figures in text form; empty for none.
    #[serde(default)]
    pub filter: String,
    /// What the month was like, in Markdown.
    #[serde(default)]
    pub summary: String,
    /// Incidents worth a word.
    #[serde(default)]
    pub notable: Vec<Notable>,
    /// Recommendations, decisions and open actions.
    #[serde(default)]
    pub points: Vec<Point>,
    /// The review from which it was carried over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<ReviewId>,
}

impl Review {
    /// An empty one.
    pub fn new(id: ReviewId, title: String, period: String) -> Self {
        Self {
            id,
            title,
            period,
            filter: String::new(),
            summary: String::new(),
            notable: Vec::new(),
            points: Vec::new(),
            previous: None,
        }
    }

    /// What it lacks for a sign-off.
    pub fn missing(&self) -> Vec<Missing> {
        let count = |is: &dyn Fn(&Point) -> bool| self.points.iter().filter(|point| is(point)).count();
        let written = count(&|point| !point.is_blank());
        let open = |point: &Point| !point.is_blank() && !point.done;
        let is_dated = |point: &Point| point.kind != PointKind::Decision;
        let proposed = count(&|point| point.proposed) + self.notable.iter().filter(|it| it.proposed).count();
        let some = |count: usize, of: fn(usize) -> Missing| (count > 0).then(|| of(count));
        let missing = [
            self.summary.trim().is_empty().then_some(Missing::Summary),
            (written == 0 && self.notable.is_empty()).then_some(Missing::Points),
            some(count(&|point| open(point) && point.owner.trim().is_empty()), Missing::Owners),
            some(
                count(&|point| open(point) && is_dated(point) && point.due.trim().is_empty()),
                Missing::Dues,
            ),
            some(proposed, Missing::Proposed),
            some(self.points.len() - written, Missing::Blank),
        ];
        missing.into_iter().flatten().collect()
    }

    /// As it is signed off: without empty points, and nothing in it is a proposal any more.
    #[must_use]
    pub fn tidied(&self) -> Self {
        let mut tidied = self.clone();
        tidied.points.retain(|point| !point.is_blank());
        tidied.points.iter_mut().for_each(|point| point.proposed = false);
        tidied.notable.iter_mut().for_each(|notable| notable.proposed = false);
        tidied
    }

    /// The next one: what is not done goes on, decisions that nobody has carried out among it; what is done and the words
    /// of the month stay behind (service.md 4, 9: decisions with owners, carried over to next month).
    #[must_use]
    pub fn carried_over(&self, id: ReviewId, title: String, period: String) -> Self {
        let open = self.points.iter().filter(|point| !point.done && !point.is_blank());
        let points = open.map(|point| Point {
            since: Some(point.since.clone().unwrap_or_else(|| self.id.clone())),
            proposed: false,
            ..point.clone()
        });
        Self {
            filter: self.filter.clone(),
            points: points.collect(),
            previous: Some(self.id.clone()),
            ..Self::new(id, title, period)
        }
    }
}

/// Whether a text names a period as reports read it: `all`, `30d`, `30d..`, `6m`, `0m..`, a day, or a span of days.
/// A review is signed with figures only of a period that can be read; anything else would get those of another one.
pub fn is_period(text: &str) -> bool {
    let count = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u16>().ok());
    let number = |text: Option<&str>| text.and_then(count).flatten();
    if let Some((first, last)) = text.split_once("..") {
        if last.is_empty() && (first == "0m" || number(first.strip_suffix('d')).is_some()) {
            return true;
        }
        return match (day(first), day(last)) {
            (Some(first), Some(last)) => first <= last,
            (Some(_), None) => last.is_empty(),
            (None, Some(_)) => first.is_empty(),
            (None, None) => false,
        };
    }
    let some = |end: char| number(text.strip_suffix(end)).is_some_and(|number| number > 0);
    text == "all" || day(text).is_some() || some('d') || some('m')
}

/// The number of a calendar day in ISO form.
fn day(text: &str) -> Option<i64> {
    let is_plain = text.len() == 10 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let at = is_plain.then(|| Timestamp::parse(&format!("{text}T00:00:00Z"))).flatten()?;
    Some(at.as_millis().div_euclid(DAY_MS))
}

/// The tables of a report as a sign-off keeps them; [`Default`] has none.
pub type FrozenFigures = Value;

/// A sign-off: from then on neither words nor figures change.
#[derive(Clone, Debug, PartialEq)]
pub struct SignOff {
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The tables of the report as they were, as the report writes them for programs.
    pub figures: FrozenFigures,
}

/// A review as the workspace has it.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownReview {
    /// The document.
    pub review: Review,
    /// When it was saved last.
    pub saved: Timestamp,
    /// By whom.
    pub by: String,
    /// Its sign-off.
    pub signed: Option<SignOff>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(kind: PointKind, text: &str, done: bool) -> Point {
        Point {
            kind,
            text: text.into(),
            owner: "Mara".into(),
            due: String::new(),
            done,
            since: None,
            proposed: false,
        }
    }

    #[test]
    fn a_sign_off_says_what_is_missing_and_leaves_empty_points_out() {
        let id = ReviewId::new("1").unwrap();
        let mut review = Review::new(id, "October".into(), "2026-10-01..2026-10-31".into());
        assert_eq!(review.missing(), [Missing::Summary, Missing::Points]);
        review.summary = "Quiet.".into();
        let nobody = |point: Point| Point { owner: " ".into(), ..point };
        review.points = vec![
            point(PointKind::Recommendation, "Block legacy sign-in", false),
            nobody(point(PointKind::Decision, "Keep the exclusion", false)),
            nobody(point(PointKind::OpenAction, "Onboard 40 devices", true)),
            point(PointKind::OpenAction, "  ", false),
            Point {
                proposed: true,
                due: "2026-11-20".into(),
                ..point(PointKind::OpenAction, "Reset", false)
            },
        ];
        let missing = [Missing::Owners(1), Missing::Dues(1), Missing::Proposed(1), Missing::Blank(1)];
        assert_eq!(review.missing(), missing, "what is done needs nobody, and a decision no day");
        let tidied = review.tidied();
        assert_eq!(tidied.points.len(), 4);
        assert!(!tidied.missing().iter().any(|it| matches!(it, Missing::Proposed(_) | Missing::Blank(_))));
        assert_eq!(tidied.tidied(), tidied);
    }

    #[test]
    fn what_is_open_goes_on_and_remembers_where_it_began() {
        let id = |text: &str| ReviewId::new(text).unwrap();
        let mut october = Review::new(id("1"), "October".into(), "2026-10-01..2026-10-31".into());
        october.summary = "Quiet.".into();
        october.points = vec![
            point(PointKind::Recommendation, "Block legacy sign-in", false),
            point(PointKind::OpenAction, "Onboard 40 devices", true),
            point(PointKind::Decision, "Keep the exclusion", false),
        ];
        let november = october.carried_over(id("2"), "November".into(), "2026-11-01..2026-11-30".into());
        let carried: Vec<&str> = november.points.iter().map(|point| point.text.as_str()).collect();
        assert_eq!(carried, ["Block legacy sign-in", "Keep the exclusion"], "an open decision goes on too");
        assert_eq!(november.points[1].owner, "Mara");
        assert_eq!(november.points[0].since, Some(id("1")));
        assert_eq!((november.summary.as_str(), november.previous.clone()), ("", Some(id("1"))));
        let december = november.carried_over(id("3"), "December".into(), "2026-12-01..2026-12-31".into());
        assert_eq!(december.points[0].since, Some(id("1")), "it began in October");
    }
}
