//! What a change of the settings changes, one line each: shown before it is saved.
//!
//! Source: service.md section 4, 6 ("diff on later edits") and 1.10 (auditing).

use super::access::TemporaryAccess;
use super::approvals::{AssetGroup, Cell};
use super::coverage::Prerequisites;
use super::experts::advisor::feedback::FeedbackKind;
use super::hours::Hours;
use super::response::ActionKind;
use super::settings::{Contact, Exclusion, ReadinessParameters, Settings, Target};
use super::vocabulary::Severity;

/// One thing that another set of settings changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Investigate is granted, or taken back.
    Investigate(bool),
    /// Respond is granted, or taken back.
    Respond(bool),
    /// Access to all devices is given, or taken back.
    AllDevices(bool),
    /// Coverage is limited to two groups, or not any more.
    ScopedCoverage(bool),
    /// A second administrator must agree, or not any more.
    SecondApproval(bool),
    /// An access is granted.
    AccessGranted(TemporaryAccess),
    /// An access is taken back.
    AccessRemoved(TemporaryAccess),
    /// An access is another: before, then.
    AccessChanged(TemporaryAccess, TemporaryAccess),
    /// The matrix has another column.
    ColumnAdded(AssetGroup),
    /// The matrix has a column less.
    ColumnRemoved(AssetGroup),
    /// A cell of the matrix says something else: before, then.
    CellChanged(Box<(Cell, Cell)>),
    /// Business hours are others: before, then.
    BusinessHours(Hours, Hours),
    /// Licences and deployment are others: before, then.
    Prerequisites(Box<(Option<Prerequisites>, Option<Prerequisites>)>),
    /// An exclusion is new.
    ExclusionAdded(Exclusion),
    /// An exclusion is gone.
    ExclusionRemoved(Exclusion),
    /// An exclusion ends at another time: before, then.
    ExclusionChanged(Exclusion, Exclusion),
    /// A contact is new.
    ContactAdded(Contact),
    /// A contact is gone.
    ContactRemoved(Contact),
    /// A contact is another: before, then.
    ContactChanged(Contact, Contact),
    /// Responses are posted to Teams, or not any more.
    TeamsEnabled(bool),
    /// The web-hook address is another: before, then.
    TeamsWebhook(Option<String>, Option<String>),
    /// The experts work other severities: before, then.
    WorkedSeverities(Vec<Severity>, Vec<Severity>),
    /// The response targets of a severity are others: the severity for which they are named, before, then.
    Target(Severity, Target, Target),
    /// Another share of the time at which a clock is at risk, in percent: before, then.
    AtRisk(u8, u8),
    /// The next contact is told after other minutes: before, then.
    Escalate(u32, u32),
    /// Feedback of a kind is to be answered within other hours: before, then.
    FeedbackTarget(FeedbackKind, Option<u32>, Option<u32>),
    /// Scores under another number are folded: before, then.
    FoldUnder(u8, u8),
    /// The formula of protected assets has other parameters: before, then.
    Readiness(Box<(ReadinessParameters, ReadinessParameters)>),
}

/// What `after` changes of `before`, in this order: permissions and access, exclusions, the approval matrix, contacts,
/// Teams, licences, response targets, readiness. Nothing when these are the same; the moment since which an exclusion or access holds is not compared,
/// since saving sets it.
pub fn differences(before: &Settings, after: &Settings) -> Vec<Difference> {
    let mut found = Vec::new();
    let (old, new) = (before.permissions, after.permissions);
    let switches = [
        (old.investigate, new.investigate, Difference::Investigate(new.investigate)),
        (old.respond, new.respond, Difference::Respond(new.respond)),
        (old.all_devices, new.all_devices, Difference::AllDevices(new.all_devices)),
        (before.scoped_coverage, after.scoped_coverage, Difference::ScopedCoverage(after.scoped_coverage)),
        (before.second_approval, after.second_approval, Difference::SecondApproval(after.second_approval)),
    ];
    found.extend(switches.into_iter().filter(|(old, new, _)| old != new).map(|(.., change)| change));
    compare(
        &before.access,
        &after.access,
        |old, new| old.purpose.trim() == new.purpose.trim() && old.scope == new.scope,
        |old, new| (old.level, old.expires) == (new.level, new.expires),
        [Difference::AccessGranted, Difference::AccessRemoved],
        Difference::AccessChanged,
        &mut found,
    );
    compare(
        &before.exclusions,
        &after.exclusions,
        same_exclusion,
        |old, new| old.expires == new.expires && old.name == new.name,
        [Difference::ExclusionAdded, Difference::ExclusionRemoved],
        Difference::ExclusionChanged,
        &mut found,
    );
    matrix(before, after, &mut found);
    compare(
        &before.contacts,
        &after.contacts,
        |old, new| old.id == new.id,
        PartialEq::eq,
        [Difference::ContactAdded, Difference::ContactRemoved],
        Difference::ContactChanged,
        &mut found,
    );
    if before.teams.enabled != after.teams.enabled {
        found.push(Difference::TeamsEnabled(after.teams.enabled));
    }
    if before.teams.webhook != after.teams.webhook {
        found.push(Difference::TeamsWebhook(before.teams.webhook.clone(), after.teams.webhook.clone()));
    }
    if before.prerequisites != after.prerequisites {
        let both = (before.prerequisites.clone(), after.prerequisites.clone());
        found.push(Difference::Prerequisites(Box::new(both)));
    }
    steering(before, after, &mut found);
    found
}

/// What changes in how the service is steered: worked severities, response targets, noise, the formula of readiness.
fn steering(before: &Settings, after: &Settings, found: &mut Vec<Difference>) {
    let (old, new) = (&before.targets, &after.targets);
    let targets = [
        (Severity::High, old.high, new.high),
        (Severity::Medium, old.medium, new.medium),
        (Severity::Low, old.low, new.low),
    ];
    if before.worked_severities != after.worked_severities {
        let (old, new) = (before.worked_severities.clone(), after.worked_severities.clone());
        found.push(Difference::WorkedSeverities(old, new));
    }
    let changed = targets.into_iter().filter(|(_, old, new)| old != new);
    found.extend(changed.map(|(severity, old, new)| Difference::Target(severity, old, new)));
    let (risk, escalate) = (after.at_risk_percent, after.escalate_minutes);
    let numbers = [
        (before.at_risk_percent != risk, Difference::AtRisk(before.at_risk_percent, risk)),
        (before.escalate_minutes != escalate, Difference::Escalate(before.escalate_minutes, escalate)),
        (before.fold_under != after.fold_under, Difference::FoldUnder(before.fold_under, after.fold_under)),
    ];
    found.extend(numbers.into_iter().filter(|(changed, _)| *changed).map(|(_, change)| change));
    for kind in FeedbackKind::ALL {
        let (old, new) = (before.feedback.of(kind), after.feedback.of(kind));
        found.extend((old != new).then_some(Difference::FeedbackTarget(kind, old, new)));
    }
    if before.readiness != after.readiness {
        found.push(Difference::Readiness(Box::new((before.readiness, after.readiness))));
    }
}

/// What changes in the matrix: columns, then cells as they hold, in the order in which they are shown. A cell that
/// follows another says nothing by itself.
fn matrix(before: &Settings, after: &Settings, found: &mut Vec<Difference>) {
    let (old, new) = (&before.approvals, &after.approvals);
    let has = |columns: &[AssetGroup], column: &AssetGroup| columns.iter().any(|known| known.is_same(column));
    let gone = old.columns.iter().filter(|column| !has(&new.columns, column));
    found.extend(gone.cloned().map(Difference::ColumnRemoved));
    let come = new.columns.iter().filter(|column| !has(&old.columns, column));
    found.extend(come.cloned().map(Difference::ColumnAdded));
    for column in [None].into_iter().chain(new.columns.iter().map(Some)) {
        for action in ActionKind::ALL {
            let is_set = old.cell(action, column).is_some() || new.cell(action, column).is_some();
            let (was, is) = (old.effective(action, column), new.effective(action, column));
            if is_set && was != is {
                found.push(Difference::CellChanged(Box::new((was, is))));
            }
        }
    }
    if before.business_hours != after.business_hours {
        found.push(Difference::BusinessHours(before.business_hours.clone(), after.business_hours.clone()));
    }
}

/// Two exclusions of the same thing.
fn same_exclusion(one: &Exclusion, other: &Exclusion) -> bool {
    one.kind == other.kind && one.name.trim().eq_ignore_ascii_case(other.name.trim())
}

/// Entries of two lists: what is gone and what is another in the order of the old one, then what is new. A list may have
/// two entries of the same thing, such as an exclusion that is over and the one that renewed it: each entry has one
/// partner at most, and equal ones find each other first.
fn compare<T: Clone>(
    before: &[T],
    after: &[T],
    is_same_thing: impl Fn(&T, &T) -> bool,
    is_equal: impl Fn(&T, &T) -> bool,
    [added, removed]: [fn(T) -> Difference; 2],
    changed: fn(T, T) -> Difference,
    found: &mut Vec<Difference>,
) {
    let mut new: Vec<Option<&T>> = after.iter().map(Some).collect();
    let mut take =
        |fits: &dyn Fn(&T) -> bool| new.iter_mut().find(|new| new.is_some_and(fits)).and_then(Option::take);
    let is_kept = |old: &T, new: &T| is_same_thing(old, new) && is_equal(old, new);
    let left: Vec<&T> = before.iter().filter(|old| take(&|new| is_kept(old, new)).is_none()).collect();
    for old in left {
        found.push(match take(&|new| is_same_thing(old, new)) {
            None => removed(old.clone()),
            Some(new) => changed(old.clone(), new.clone()),
        });
    }
    found.extend(new.into_iter().flatten().cloned().map(added));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ContactId;
    use crate::domain::settings::{ExclusionKind, Permissions, Teams};
    use crate::domain::time::Timestamp;

    fn contact(id: &str, name: &str) -> Contact {
        Contact {
            id: ContactId::new(id).unwrap(),
            name: name.to_owned(),
            email: format!("{id}@example.com"),
            phone: None,
            is_team: false,
            for_incidents: true,
            for_reviews: false,
            call_order: None,
            hours: None,
            directory_id: None,
        }
    }

    fn exclusion(name: &str) -> Exclusion {
        Exclusion { kind: ExclusionKind::DeviceGroup, name: name.to_owned(), since: None, expires: None }
    }

    fn settings() -> Settings {
        Settings {
            exclusions: vec![exclusion("Servers"), exclusion("Scanners")],
            contacts: vec![contact("a", "Ada"), contact("b", "Ben")],
            ..Settings::default()
        }
    }

    #[test]
    fn equal_settings_differ_in_nothing() {
        assert_eq!(differences(&settings(), &settings()), []);
    }

    #[test]
    fn the_moment_of_saving_is_no_difference() {
        let mut stamped = settings();
        for exclusion in &mut stamped.exclusions {
            exclusion.since = Some(Timestamp::from_millis(1));
        }
        assert_eq!(differences(&settings(), &stamped), []);
    }

    #[test]
    fn switches_differ_one_by_one() {
        let permissions = Permissions { investigate: false, respond: true, all_devices: false };
        let after = Settings { permissions, ..settings() };
        let expected =
            [Difference::Investigate(false), Difference::Respond(true), Difference::AllDevices(false)];
        assert_eq!(differences(&settings(), &after), expected);
    }

    #[test]
    fn lists_differ_by_what_came_went_and_changed() {
        let ends = Exclusion { expires: Some(Timestamp::from_millis(9)), ..exclusion("Servers") };
        let after = Settings {
            exclusions: vec![ends.clone(), exclusion("Laptops")],
            contacts: vec![contact("b", "Benedikt"), contact("c", "Cleo")],
            ..settings()
        };
        let expected = [
            Difference::ExclusionChanged(exclusion("Servers"), ends),
            Difference::ExclusionRemoved(exclusion("Scanners")),
            Difference::ExclusionAdded(exclusion("Laptops")),
            Difference::ContactRemoved(contact("a", "Ada")),
            Difference::ContactChanged(contact("b", "Ben"), contact("b", "Benedikt")),
            Difference::ContactAdded(contact("c", "Cleo")),
        ];
        assert_eq!(differences(&settings(), &after), expected);
    }

    #[test]
    fn the_same_name_in_another_list_is_another_exclusion() {
        let user_group = Exclusion { kind: ExclusionKind::UserGroup, ..exclusion("Servers") };
        let before = Settings { exclusions: vec![exclusion("Servers")], ..Settings::default() };
        let after = Settings { exclusions: vec![user_group.clone()], ..Settings::default() };
        let expected =
            [Difference::ExclusionRemoved(exclusion("Servers")), Difference::ExclusionAdded(user_group)];
        assert_eq!(differences(&before, &after), expected);
    }

    #[test]
    fn one_that_is_over_and_the_one_that_renewed_it_are_two() {
        let over = Exclusion { expires: Some(Timestamp::from_millis(9)), ..exclusion("Servers") };
        let other = Exclusion { expires: Some(Timestamp::from_millis(99)), ..exclusion("servers") };
        let of = |exclusions: &[&Exclusion]| Settings {
            exclusions: exclusions.iter().copied().cloned().collect(),
            ..Settings::default()
        };
        let (renewed, both) = (exclusion("Servers"), of(&[&over, &exclusion("Servers")]));
        assert_eq!(differences(&of(&[&over]), &both), [Difference::ExclusionAdded(renewed.clone())]);
        assert_eq!(differences(&both, &both), []);
        assert_eq!(differences(&both, &of(&[&renewed])), [Difference::ExclusionRemoved(over.clone())]);
        let expected = [Difference::ExclusionChanged(renewed, other.clone())];
        assert_eq!(differences(&both, &of(&[&over, &other])), expected);
    }

    #[test]
    fn targets_and_the_formula_differ_one_by_one() {
        let mut after = settings();
        after.worked_severities.push(Severity::Low);
        after.targets.high.experts_minutes = Some(30);
        (after.at_risk_percent, after.escalate_minutes, after.fold_under) = (30, 45, 0);
        after.readiness.licensed_devices = Some(7);
        let before = settings();
        let expected = [
            Difference::WorkedSeverities(before.worked_severities.clone(), after.worked_severities.clone()),
            Difference::Target(Severity::High, before.targets.high, after.targets.high),
            Difference::AtRisk(25, 30),
            Difference::Escalate(60, 45),
            Difference::FoldUnder(15, 0),
            Difference::Readiness(Box::new((before.readiness, after.readiness))),
        ];
        assert_eq!(differences(&before, &after), expected);
    }

    #[test]
    fn teams_differs_by_switch_and_address() {
        let webhook = Some("https://example.com/hook".to_owned());
        let after =
            Settings { teams: Teams { enabled: true, webhook: webhook.clone() }, ..Settings::default() };
        let expected = [Difference::TeamsEnabled(true), Difference::TeamsWebhook(None, webhook)];
        assert_eq!(differences(&Settings::default(), &after), expected);
    }
}
