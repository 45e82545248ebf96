//! What fits of the settings that bound the experts: exclusions, temporary access, the approval matrix, hours.
//!
//! service.md 1.3: "only existing groups can be picked; on-premises-only users cannot be excluded".

use super::super::access::{AccessScope, TemporaryAccess};
use super::super::approvals::{AFTER_MINUTES_MAX, Approvals, AssetGroup, COLUMNS_MAX};
use super::super::brief::AssetKind;
use super::super::estate::same_host;
use super::super::hours::Hours;
use super::super::refusal::Problem;
use super::super::settings::{Exclusion, ExclusionKind, LINE_CHARS_MAX};
use super::super::state::State;
use super::super::time::{DAY_MS, Timestamp};
use super::checks::{Problems, line_problem};

/// The longest that temporary access may last: what is needed longer is a permission.
const ACCESS_MS_MAX: i64 = 90 * DAY_MS;

/// The farthest end of an exclusion, a hundred years: a day beyond is a slip of the pen, and no end at all can be said.
const EXCLUSION_MS_MAX: i64 = 36_525 * DAY_MS;

/// The same exclusion in other settings: the very one where it is there, else one of the same thing.
pub(super) fn same<'a>(exclusion: &Exclusion, others: &'a [Exclusion]) -> Option<&'a Exclusion> {
    let of_it =
        |other: &&Exclusion| other.kind == exclusion.kind && other.name.eq_ignore_ascii_case(&exclusion.name);
    let very = others.iter().filter(of_it).find(|other| other.expires == exclusion.expires);
    very.or_else(|| others.iter().find(of_it))
}

/// An exclusion among others that holds and is of the same thing; a device may be named in full or by its first part.
fn holding<'a>(
    exclusion: &Exclusion,
    others: &'a [Exclusion],
    state: &State,
    now: Timestamp,
) -> Option<&'a Exclusion> {
    let is_host = |name: &str| state.knows_asset(AssetKind::Device, name);
    let is_one_host = |other: &Exclusion| {
        exclusion.kind == ExclusionKind::Asset
            && same_host(&exclusion.name, &other.name)
            && (is_host(&exclusion.name) || is_host(&other.name))
    };
    let mut holding = others.iter().filter(|other| other.kind == exclusion.kind && other.holds(now));
    holding.find(|other| other.name.eq_ignore_ascii_case(&exclusion.name) || is_one_host(other))
}

/// An exclusion names something, once, that there is, with an end that is to come. Two of the same thing with different
/// ends contradict each other.
pub(super) fn check_exclusion(
    problems: &mut Problems,
    at: usize,
    exclusion: &Exclusion,
    earlier: &[Exclusion],
    state: &State,
    now: Timestamp,
) {
    let known = same(exclusion, &state.settings.exclusions);
    // One that ran out stays listed as it is; a new end in the past would be a slip of the pen.
    let unchanged = known.is_some_and(|known| known.expires == exclusion.expires);
    // One that is over stands in nobody's way.
    let is_over = unchanged && !exclusion.holds(now);
    let other = if is_over { None } else { holding(exclusion, earlier, state, now) };
    // Two that were kept when nothing said that they are one stay: an import must not lock the settings.
    let is_kept = |it: &Exclusion| {
        let mut kept = state.settings.exclusions.iter();
        kept.any(|known| (known.kind, &known.name, known.expires) == (it.kind, &it.name, it.expires))
    };
    let other = other.filter(|other| !(is_kept(exclusion) && is_kept(other)));
    let twice =
        other.map(
            |other| {
                if other.expires == exclusion.expires { Problem::Duplicate } else { Problem::Contradicts }
            },
        );
    let named = exclusion.kind.has_name().then(|| line_problem(&exclusion.name, LINE_CHARS_MAX)).flatten();
    let unknown =
        if known.is_none() { unknown_problem(exclusion.kind, &exclusion.name, state) } else { None };
    problems.note(format!("exclusions[{at}].name"), named.or(twice).or(unknown));
    let ending = match exclusion.expires.filter(|_| !unchanged) {
        Some(end) if end <= now => Some(Problem::InThePast),
        Some(end) if end.millis_since(now) > EXCLUSION_MS_MAX => Some(Problem::OutOfRange),
        _ => None,
    };
    problems.note(format!("exclusions[{at}].expires"), ending);
}

/// "Only existing groups can be picked", as far as imports know them; "on-premises-only users cannot be excluded"
/// (service.md 1.3, exclusions).
fn unknown_problem(kind: ExclusionKind, name: &str, state: &State) -> Option<Problem> {
    if state.knows_group(kind, name) == Some(false) {
        return Some(Problem::UnknownGroup);
    }
    let person = if kind == ExclusionKind::Asset { state.directory.person(name) } else { None };
    person.filter(|person| person.on_premises_only).map(|_| Problem::OnPremisesOnly)
}

/// Access has a purpose, something that it is about, and an end that is to come and not too far.
pub(super) fn check_access(
    problems: &mut Problems,
    at: usize,
    access: &TemporaryAccess,
    earlier: &[TemporaryAccess],
    state: &State,
    now: Timestamp,
) {
    let is_known = state.settings.access.contains(access);
    if is_known {
        return;
    }
    let field = |name: &str| format!("access[{at}].{name}");
    let of = |access: &TemporaryAccess| (access.purpose.clone(), access.scope.clone(), access.level);
    let twice = earlier.iter().any(|other| other.expires > now && of(other) == of(access));
    let line = line_problem(&access.purpose, LINE_CHARS_MAX);
    problems.note(field("purpose"), line.or(twice.then_some(Problem::Duplicate)));
    if access.expires <= now {
        problems.add(field("expires"), Problem::InThePast);
    } else if access.expires.millis_since(now) > ACCESS_MS_MAX {
        problems.add(field("expires"), Problem::OutOfRange);
    }
    let problem = match &access.scope {
        AccessScope::Everything => None,
        AccessScope::Incident { id } if id.trim().is_empty() => Some(Problem::Missing),
        AccessScope::Incident { id } => {
            state.incident(id.trim()).is_none().then_some(Problem::UnknownIncident)
        }
        AccessScope::Assets { group } => group_problem(group, state),
    };
    problems.note(field("scope"), problem);
}

fn group_problem(group: &AssetGroup, state: &State) -> Option<Problem> {
    let named = group.kind.has_name().then(|| line_problem(&group.name, LINE_CHARS_MAX)).flatten();
    let unknown = state.knows_group(group.kind, &group.name) == Some(false);
    named.or(unknown.then_some(Problem::UnknownGroup))
}

/// Columns name groups that there are, each once; cells belong to a column, each once, and wait no longer than a week.
pub(super) fn check_approvals(problems: &mut Problems, approvals: &Approvals, state: &State) {
    if approvals.columns.len() > COLUMNS_MAX {
        problems.add("approvals.columns", Problem::OutOfRange);
    }
    for (at, column) in approvals.columns.iter().enumerate() {
        let earlier = approvals.columns.get(..at).unwrap_or_default();
        let twice = earlier.iter().any(|other| other.is_same(column)).then_some(Problem::Duplicate);
        let known = state.settings.approvals.columns.contains(column);
        let problem = if known { None } else { group_problem(column, state) };
        problems.note(format!("approvals.columns[{at}]"), problem.or(twice));
    }
    for (at, cell) in approvals.cells.iter().enumerate() {
        let field = |name: &str| format!("approvals.cells[{at}].{name}");
        let has_column = cell
            .column
            .as_ref()
            .is_none_or(|column| approvals.columns.iter().any(|known| known.is_same(column)));
        if !has_column {
            problems.add(field("column"), Problem::Missing);
        }
        let earlier = approvals.cells.get(..at).unwrap_or_default();
        if earlier.iter().any(|other| (other.action, &other.column) == (cell.action, &cell.column)) {
            problems.add(field("action"), Problem::Contradicts);
        }
        if cell.after_minutes.is_some_and(|minutes| !(1..=AFTER_MINUTES_MAX).contains(&minutes)) {
            problems.add(field("afterMinutes"), Problem::OutOfRange);
        }
    }
}

/// Hours name days and minutes of a day.
pub(super) fn check_hours(problems: &mut Problems, field: &str, hours: &Hours) {
    if hours.spans.is_empty() {
        problems.add(format!("{field}.spans"), Problem::Missing);
    }
    if !hours.spans.iter().all(|span| span.is_sound()) {
        problems.add(format!("{field}.spans"), Problem::OutOfRange);
    }
}
