//! Figures of investigated incidents: those that they count, those that are left out, and the queue behind them.

use super::{Amount, Behind, Few, Given, Item, Name, Told, count, durations};
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::period::Period;
use crate::analytics::standing::Outcome;
use crate::report::basis::{Basis, narrow};
use crate::report::duration::Durations;
use crate::report::figure::Measure;
use crate::report::impact::Impact;
use crate::report::matrix::Matrix;
use crate::report::trends::{ByMonth, MONTHS, Trends};

/// What a figure of incidents says.
pub(super) fn of(item: Item, given: &Given<'_>) -> Told {
    match item {
        Item::BySeverity => by_value(Dim::Severity, given),
        Item::BySource => by_value(Dim::Source, given),
        Item::ByCategory => by_value(Dim::Category, given),
        Item::ByTactic => by_value(Dim::Tactic, given),
        Item::Against => against(given),
        Item::MonthOutcomes => months(given),
        Item::MonthSeverities => values_by_month(Dim::Severity, given),
        Item::MonthTactics => values_by_month(Dim::Tactic, given),
        Item::MonthClassifications => values_by_month(Dim::Classification, given),
        Item::MonthTimes => times_by_month(given),
        Item::Assets => assets(given),
        Item::Matrix => matrix(given),
        _ => {
            let basis = basis(given, given.period, None);
            told(facts(&basis, given, given.period), &basis)
        }
    }
}

/// The incidents of a period. A chart obeys all filters except its own.
pub(super) fn basis<'a>(given: &Given<'a>, period: Period, own: Option<Dim>) -> Basis<'a> {
    let mut filter = given.filter.clone();
    if let Some(own) = own {
        filter.clear(own);
    }
    Basis::new(given.columns, &filter, period, given.reader)
}

/// What is counted and what is left out: together all incidents of the period.
pub(super) fn facts(basis: &Basis<'_>, given: &Given<'_>, period: Period) -> Vec<(Name, Amount)> {
    let mut facts =
        vec![count("counted", basis.rows.count()), count("unclassified", basis.unclassified(&basis.rows))];
    let left_out = basis.left_out(period, given.reader).into_iter();
    facts.extend(left_out.map(|it| (Name::Reason(it.reason), Amount::Count(it.count))));
    facts
}

fn told(facts: Vec<(Name, Amount)>, basis: &Basis<'_>) -> Told {
    let counted = basis.rows.count();
    (facts, Few::of(counted), Behind::Incidents(basis.filter.clone(), counted))
}

fn by_value(dim: Dim, given: &Given<'_>) -> Told {
    let basis = basis(given, given.period, Some(dim));
    let without = given.columns.rows_of(dim, &Value::Missing, given.reader.now);
    let mut facts = facts(&basis, given, given.period);
    facts.push(count("withoutValue", basis.rows.count_with(&without)));
    told(facts, &basis)
}

fn against(given: &Given<'_>) -> Told {
    let now = basis(given, given.period, None);
    let mut facts = facts(&now, given, given.period);
    let before = given.period.before(given.reader.today());
    facts.extend(before.map(|before| count("before", basis(given, before, None).rows.count())));
    told(facts, &now)
}

/// Six months of a dimension, or of none, with what each of them counts.
fn months(given: &Given<'_>) -> Told {
    by_month(None, given)
}

fn by_month(own: Option<Dim>, given: &Given<'_>) -> Told {
    let period = Period::Months(MONTHS);
    let whole = basis(given, period, own);
    let mut facts = facts(&whole, given, period);
    let trends = Trends::of(given.columns, given.filter, given.reader);
    let counted =
        trends.months.iter().map(|month| (month.first, basis(given, month.period, own).rows.count()));
    let counted: Vec<_> = counted.collect();
    facts.extend(counted.iter().map(|(first, count)| (Name::Month(*first), Amount::Count(*count))));
    let (_, _, behind) = told(Vec::new(), &whole);
    (facts, Few::of_months(counted.iter().map(|(_, count)| *count)), behind)
}

fn values_by_month(dim: Dim, given: &Given<'_>) -> Told {
    let (mut facts, few, behind) = by_month(Some(dim), given);
    let trends = Trends::of(given.columns, given.filter, given.reader);
    let lines = |by_month: &ByMonth| by_month.lines.len();
    let values = match dim {
        Dim::Severity => lines(&trends.by_severity),
        Dim::Tactic => lines(&trends.by_tactic),
        _ => lines(&trends.by_classification),
    };
    facts.push(count("values", values));
    (facts, few, behind)
}

fn times_by_month(given: &Given<'_>) -> Told {
    let period = Period::Months(MONTHS);
    let whole = basis(given, period, None);
    let of = |measure: Measure| match measure {
        Measure::Duration(durations) => durations,
        Measure::Count(_) | Measure::Share { .. } => None,
    };
    let all = of(whole.time_to_resolve());
    let mut facts = vec![
        durations("resolved", all),
        durations("experts", of(whole.experts_part())),
        durations("customer", of(whole.customer_part())),
        count("assumed", all.map_or(0, |it| it.assumed)),
        count("open", whole.count(Outcome::Open)),
    ];
    facts.extend(self::facts(&whole, given, period));
    let trends = Trends::of(given.columns, given.filter, given.reader);
    let months = trends.months.iter();
    facts.extend(months.map(|it| (Name::Month(it.first), Amount::Durations(it.time_to_resolve))));
    let n = |it: &Option<Durations>| it.map_or(0, |it| it.n);
    let few = Few::of_months(trends.months.iter().map(|month| n(&month.time_to_resolve)));
    let resolved = [Outcome::ResolvedDirectly, Outcome::ResolvedWithHelp];
    // A filter that asks for open ones leaves no resolved one.
    let behind = narrow(&whole.filter, &resolved)
        .map_or(Behind::Here(0), |filter| Behind::Incidents(filter, whole.resolved_count()));
    (facts, few, behind)
}

fn assets(given: &Given<'_>) -> Told {
    let basis = basis(given, given.period, Some(Dim::Asset));
    let Given { state, columns, filter, period, reader, .. } = *given;
    let impact = Impact::of(state, columns, filter, period, reader, None, 0);
    let mut facts = facts(&basis, given, period);
    facts.extend([count("assets", impact.touched), count("withoutAsset", impact.without)]);
    told(facts, &basis)
}

fn matrix(given: &Given<'_>) -> Told {
    let basis = basis(given, given.period, Some(Dim::Technique));
    let mut facts = facts(&basis, given, given.period);
    let Given { columns, filter, period, reader, .. } = *given;
    if let Some(known) = given.facts {
        let matrix = Matrix::of(columns, known, filter, period, reader);
        let unknown = matrix.unknown.iter().map(|(_, count)| count).sum();
        facts.extend([
            count("techniques", matrix.techniques),
            count("withoutTactic", matrix.without_tactic),
            count("unknownTechniques", unknown),
        ]);
    }
    told(facts, &basis)
}
