//! What the response did about a piece of evidence, and when that was taken back. A source tells of it days later, if at
//! all, and until then its evidence reads as if nobody had touched it.
//!
//! Where an action does not name what it is about, such as the hash of a file, the rule is ours: it settles what is
//! malicious or suspicious of its kind in the alerts that name its asset, and in all of them where it names none. A process is
//! not of that kind: it may run a tool that belongs there.

use super::in_force::taken_back;
use crate::domain::action::{Action, ActionState};
use crate::domain::brief::{Asset, AssetKind, asset_of};
use crate::domain::evidence::Exhibit;
use crate::domain::objects::marks_of;
use crate::domain::record::{EvidenceRecord, IncidentRecord};
use crate::domain::response::{ActionKind, Response};
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Verdict;

/// One thing that was done.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Handled<'a> {
    /// By which action.
    pub action: &'a Action,
    /// Who did it.
    pub by: &'a str,
    /// When.
    pub at: Timestamp,
    /// On how many of its assets and how many it has, where it is not done on all.
    pub part: Option<(usize, usize)>,
    /// When it was taken back, in this incident or elsewhere; `None` while it holds.
    pub ended: Option<Timestamp>,
}

/// What was done in an incident, ready to be asked about each piece of its evidence.
#[derive(Debug)]
pub struct Handlings<'a> {
    state: &'a State,
    record: &'a IncidentRecord,
    /// Actions that are done, on all of their assets or on some.
    done: Vec<(&'a Action, &'a str)>,
    /// The assets that each alert names, where an action does not say what it is about.
    named: Vec<Vec<(AssetKind, String)>>,
}

impl<'a> Handlings<'a> {
    /// Collects the actions that were carried out. That is a fact and no plan, so both sides may see it.
    pub fn of(state: &'a State, response: &'a Response, record: &'a IncidentRecord) -> Self {
        let done: Vec<_> =
            response.actions.iter().filter_map(|action| Some((action, doer(action)?))).collect();
        let needs_names =
            |(action, _): &(&Action, &str)| action.plan.kind.has_object() && action.plan.object.is_none();
        let named = if done.iter().any(needs_names) {
            let names = |asset: Asset| (asset.kind, asset.id);
            record
                .alerts
                .iter()
                .map(|it| it.evidence.iter().filter_map(asset_of).map(names).collect())
                .collect()
        } else {
            Vec::new()
        };
        Self { state, record, done, named }
    }

    /// What was done about a piece of evidence, the latest first.
    pub fn about(&self, exhibit: &Exhibit) -> Vec<Handled<'a>> {
        let (alert, item) = exhibit.place;
        let Some(item) = self.record.alerts.get(alert).and_then(|alert| alert.evidence.get(item)) else {
            return Vec::new();
        };
        let asset = asset_of(item);
        let one = |(action, by): &(&'a Action, &'a str)| {
            let (at, part, ended) = match &asset {
                Some(asset) if acts_on_asset(action.plan.kind) => {
                    let (at, ended) = self.on_asset(action, asset)?;
                    (at, None, ended)
                }
                _ => (self.on_thing(action, item, exhibit)?, action.progress(), None),
            };
            Some(Handled { action, by, at, part, ended })
        };
        let mut found: Vec<Handled<'_>> = self.done.iter().filter_map(one).collect();
        found.sort_by_key(|it| std::cmp::Reverse(it.at));
        // Of what was done, taken back and done again the last is told.
        let mut lasting = Vec::new();
        found.retain(|it| {
            let kind = it.action.plan.kind;
            let is_first = kind.undone_by().is_none() || !lasting.contains(&kind);
            lasting.push(kind);
            is_first
        });
        found
    }

    /// When it was done to an asset, and when its counterpart took it back.
    fn on_asset(&self, action: &Action, asset: &Asset) -> Option<(Timestamp, Option<Timestamp>)> {
        let is_same = |one: &Asset| one.kind == asset.kind && (one.id == asset.id || one.name == asset.name);
        let target = action.plan.targets().find(|target| is_same(target))?;
        let at = action.done_on(target)?;
        Some((at, taken_back(self.state, action.plan.kind, target, at)))
    }

    /// When it was done to something that is no asset, on all of the action's assets or last on some.
    fn on_thing(&self, action: &Action, item: &EvidenceRecord, exhibit: &Exhibit) -> Option<Timestamp> {
        let at = match &action.state {
            ActionState::Completed { at, .. } => *at,
            _ => action.done.iter().map(|done| done.at).max()?,
        };
        let fits = match action.plan.kind {
            ActionKind::StopAndQuarantineFile => matches!(item.kind.as_str(), "file" | "process"),
            ActionKind::SoftDeleteEmail | ActionKind::HardDeleteEmail => {
                matches!(item.kind.as_str(), "analyzedMessage" | "mailCluster")
            }
            ActionKind::SubmitIocRule => {
                action.plan.object.is_some() || matches!(item.kind.as_str(), "file" | "ip" | "url")
            }
            _ => false,
        };
        let is_meant = match &action.plan.object {
            Some(object) => marks_of(item).any(|mark| mark.eq_ignore_ascii_case(object.trim())),
            None => {
                let is_bad = matches!(exhibit.verdict, Verdict::Malicious | Verdict::Suspicious);
                is_bad
                    && item.kind != "process"
                    && exhibit.alerts.iter().any(|alert| self.names_target(*alert, action))
            }
        };
        (fits && is_meant).then_some(at)
    }

    /// Whether an alert names an asset on which an action is done; one that aims at nothing means them all.
    fn names_target(&self, alert: usize, action: &Action) -> bool {
        let named = self.named.get(alert).map(Vec::as_slice).unwrap_or_default();
        let mut targets = action.plan.targets().filter(|target| action.done_on(target).is_some());
        action.plan.target.is_none()
            || targets.any(|target| named.iter().any(|(kind, id)| *kind == target.kind && *id == target.id))
    }
}

/// Who did it, for what is done at least in part: what failed on one asset may be done on another.
fn doer(action: &Action) -> Option<&str> {
    match &action.state {
        ActionState::Completed { by, .. } | ActionState::Partly { by, .. } => Some(by),
        ActionState::InProgress { by, .. }
        | ActionState::Failed { by, .. }
        | ActionState::Skipped { by, .. }
            if !action.done.is_empty() =>
        {
            Some(by)
        }
        ActionState::NotStarted
        | ActionState::InProgress { .. }
        | ActionState::Failed { .. }
        | ActionState::Skipped { .. } => None,
    }
}

/// Whether it contains an asset. A scan or an investigation finds out and settles nothing.
fn acts_on_asset(kind: ActionKind) -> bool {
    matches!(
        kind,
        ActionKind::IsolateDevice
            | ActionKind::RestrictAppExecution
            | ActionKind::ForceUserPasswordReset
            | ActionKind::DisableUser
            | ActionKind::MarkUserAsCompromised
            | ActionKind::RequireSignIn
            | ActionKind::BlockOauthApplication
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::evidence::exhibits;
    use crate::domain::ids::ActionId;
    use crate::domain::people::Party;
    use crate::domain::response::ActionPlan;
    use crate::domain::work::Work;
    use serde_json::{Value, json};

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_millis(minute * 60_000)
    }

    fn record() -> IncidentRecord {
        let alert = |id: &str, evidence: Value| {
            json!({"id": id, "title": id, "status": "new", "severity": "high", "classification": "unknown",
                   "determination": "unknown", "serviceSource": "unknown",
                   "createdDateTime": "2026-01-01T00:00:00Z", "evidence": evidence})
        };
        let device = |name: &str| json!({"kind": "device", "mdeDeviceId": name, "deviceDnsName": name, "verdict": "suspicious", "remediationStatus": "none"});
        let file = |name: &str, verdict: &str| {
            json!({"kind": "file", "fileDetails": {"fileName": name, "sha1": format!("hash-{name}")},
                   "verdict": verdict, "remediationStatus": "none"})
        };
        serde_json::from_value(json!({
            "id": "1", "displayName": "x", "status": "active", "severity": "high", "classification": "unknown",
            "determination": "unknown", "createdDateTime": "2026-01-01T00:00:00Z",
            "lastUpdateDateTime": "2026-01-01T00:00:00Z",
            "alerts": [
                alert("a", json!([device("pc"), file("bad.js", "malicious"), file("good.js", "noThreatsFound"),
                    {"kind": "process", "imageFile": {"fileName": "tool.exe", "sha1": "hash-tool"}, "verdict": "suspicious", "remediationStatus": "none"},
                    {"kind": "user", "userAccount": {"accountName": "kim", "userPrincipalName": "kim@x.example"}, "verdict": "suspicious", "remediationStatus": "none"}])),
                alert("b", json!([device("srv"), file("other.js", "malicious"),
                    {"kind": "url", "url": "https://evil.example", "verdict": "malicious", "remediationStatus": "none"}])),
            ]
        }))
        .unwrap()
    }

    fn action(id: &str, kind: ActionKind, target: Option<&str>, object: Option<&str>, minute: i64) -> Action {
        let asset = |name: &str| asset_of(&record().alerts[usize::from(name == "srv")].evidence[0]).unwrap();
        let plan = ActionPlan {
            target: target.map(asset),
            object: object.map(str::to_owned),
            ..ActionPlan::new(ActionId::new(id).unwrap(), kind, id.to_owned())
        };
        let mut action = Action::new(plan, Party::Experts, Vec::new());
        action.state = ActionState::Completed { by: "ada".into(), at: at(minute), note: String::new() };
        action
    }

    /// The names of what was handled, with the actions that did it, and the minute at which it was taken back.
    fn handled(actions: Vec<Action>, elsewhere: Vec<Action>) -> Vec<(String, Vec<String>)> {
        let work =
            |actions| Work { response: Response { actions, ..Response::default() }, ..Work::default() };
        let mut state = State::default();
        state.work.insert("1".into(), work(actions));
        state.work.insert("2".into(), work(elsewhere));
        let record = record();
        let handlings = Handlings::of(&state, &state.work["1"].response, &record);
        let named = exhibits(&record).into_iter().map(|exhibit| {
            let by = handlings.about(&exhibit);
            assert!(by.iter().all(|it| it.by == "ada"));
            let told = by.iter().map(|it| match (it.ended, it.part) {
                (Some(ended), _) => {
                    format!("{} until {}", it.action.plan.title, ended.as_millis() / 60_000)
                }
                (None, Some((done, of))) => format!("{} on {done} of {of}", it.action.plan.title),
                (None, None) => it.action.plan.title.clone(),
            });
            (exhibit.name, told.collect::<Vec<_>>())
        });
        named.filter(|(_, by)| !by.is_empty()).collect()
    }

    #[track_caller]
    fn expect(actions: Vec<Action>, wanted: &[(&str, &[&str])]) {
        expect_beside(actions, Vec::new(), wanted);
    }

    #[track_caller]
    fn expect_beside(actions: Vec<Action>, elsewhere: Vec<Action>, wanted: &[(&str, &[&str])]) {
        let wanted: Vec<(String, Vec<String>)> = wanted
            .iter()
            .map(|(name, by)| ((*name).to_owned(), by.iter().map(|it| (*it).to_owned()).collect()))
            .collect();
        assert_eq!(handled(actions, elsewhere), wanted);
    }

    #[test]
    fn an_isolation_settles_its_device_and_says_when_it_was_released_wherever_that_was() {
        let isolate = action("isolate", ActionKind::IsolateDevice, Some("pc"), None, 1);
        expect(vec![isolate.clone()], &[("pc", &["isolate"])]);
        let release = action("release", ActionKind::UnIsolateDevice, Some("pc"), None, 2);
        let released: &[(&str, &[&str])] = &[("pc", &["isolate until 2"])];
        expect(vec![isolate.clone(), release.clone()], released);
        expect_beside(vec![isolate.clone()], vec![release.clone()], released);
        let other = action("release", ActionKind::UnIsolateDevice, Some("srv"), None, 2);
        expect_beside(vec![isolate.clone()], vec![other], &[("pc", &["isolate"])]);
        let again = action("again", ActionKind::IsolateDevice, Some("pc"), None, 3);
        expect(vec![isolate, release, again], &[("pc", &["again"])]);
    }

    #[test]
    fn what_failed_or_was_left_out_on_one_asset_is_done_on_another() {
        let mut isolate = action("isolate", ActionKind::IsolateDevice, Some("pc"), None, 1);
        isolate.plan.more_targets =
            action("srv", ActionKind::IsolateDevice, Some("srv"), None, 1).plan.target.into_iter().collect();
        let pc = isolate.plan.target.as_ref().map(|asset| asset.id.clone()).unwrap();
        isolate.advance(&[pc], "ada".into(), at(1));
        isolate.state = ActionState::Failed { by: "ada".into(), at: at(2), reason: "offline".into() };
        expect(vec![isolate.clone()], &[("pc", &["isolate"])]);
        isolate.state = ActionState::Skipped { by: "ada".into(), at: at(2), reason: "offline".into() };
        expect(vec![isolate], &[("pc", &["isolate"])]);
    }

    #[test]
    fn a_file_in_quarantine_on_some_devices_says_on_how_many() {
        let kind = ActionKind::StopAndQuarantineFile;
        let partly = |object: Option<&str>| {
            let mut file = action("file", kind, Some("pc"), object, 1);
            file.plan.more_targets =
                action("srv", kind, Some("srv"), None, 1).plan.target.into_iter().collect();
            file.state = ActionState::NotStarted;
            let pc = file.plan.target.as_ref().map(|asset| asset.id.clone()).unwrap();
            file.advance(&[pc], "ada".into(), at(1));
            file
        };
        let some: &[(&str, &[&str])] = &[("bad.js", &["file on 1 of 2"])];
        expect(vec![partly(Some("hash-bad.js"))], some);
        // Without a name the bad files of the device on which it is done are meant, and no others.
        expect(vec![partly(None)], some);
        let mut failed = partly(Some("hash-bad.js"));
        failed.state = ActionState::Failed { by: "ada".into(), at: at(2), reason: "offline".into() };
        expect(vec![failed], some);
    }

    #[test]
    fn what_is_not_done_and_what_only_finds_out_settle_nothing() {
        let mut open = action("isolate", ActionKind::IsolateDevice, Some("pc"), None, 1);
        open.state = ActionState::InProgress { by: "ada".into(), at: at(1) };
        let scan = action("scan", ActionKind::RunAntiVirusScan, Some("pc"), None, 1);
        expect(vec![open, scan], &[]);
    }

    #[test]
    fn an_account_that_was_marked_says_so() {
        let mut mark = action("mark", ActionKind::MarkUserAsCompromised, None, None, 1);
        mark.plan.target = record().alerts[0].evidence.last().and_then(asset_of);
        expect(vec![mark], &[("kim@x.example", &["mark"])]);
    }

    #[test]
    fn an_object_names_one_thing_and_without_it_the_bad_ones_beside_the_asset_are_meant() {
        let kind = ActionKind::StopAndQuarantineFile;
        expect(vec![action("one", kind, Some("pc"), Some("HASH-good.js"), 1)], &[("good.js", &["one"])]);
        expect(vec![action("all", kind, Some("pc"), None, 1)], &[("bad.js", &["all"])]);
        expect(vec![action("tool", kind, Some("pc"), Some("hash-tool"), 1)], &[("tool.exe", &["tool"])]);
        expect(vec![action("none", kind, Some("pc"), Some("elsewhere"), 1)], &[]);
    }

    #[test]
    fn an_indicator_is_blocked_by_its_name_or_where_it_is_bad_and_the_latest_deed_comes_first() {
        let rule =
            |id: &str, target, object, minute| action(id, ActionKind::SubmitIocRule, target, object, minute);
        let url = Some("https://evil.example");
        let two = vec![rule("old", None, url, 1), rule("new", None, url, 2)];
        expect(two, &[("https://evil.example", &["new", "old"])]);
        let all: &[&str] = &["all"];
        let bad = [("bad.js", all), ("other.js", all), ("https://evil.example", all)];
        expect(vec![rule("all", None, None, 1)], &bad);
        expect(vec![rule("beside", Some("pc"), None, 1)], &[("bad.js", &["beside"])]);
    }
}
