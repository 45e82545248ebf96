//! Figures of readiness: what each counts of the latest import, what it leaves out, and where the rest is listed.

use super::{Amount, Behind, Given, Item, Name, Told, count};
use crate::domain::readiness::{Condition, RECOMMENDATIONS};
use crate::report::readiness::{Readiness, SCORE_DAYS, required, score_days};

/// What a figure of readiness says.
pub(super) fn of(item: Item, given: &Given<'_>) -> Told {
    match item {
        Item::Devices => devices(given),
        Item::Identities => identities(given),
        Item::Score => score(given),
        Item::RequiredActions => actions(given),
        _ => {
            let gate = given.state.gate(given.reader.now);
            let conditions =
                [("actions", gate.actions), ("protected", gate.devices), ("healthy", gate.identities)];
            let facts = conditions.map(|(word, condition)| (Name::Word(word), of_needed(condition)));
            (facts.into(), None, Behind::Status)
        }
    }
}

fn of_needed(condition: Condition) -> Amount {
    let number = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    Amount::Of(number(condition.met), condition.needed.map(number))
}

fn small(word: &'static str, number: u32) -> (Name, Amount) {
    count(word, usize::try_from(number).unwrap_or(usize::MAX))
}

fn devices(given: &Given<'_>) -> Told {
    let readiness = Readiness::of(given.state, given.reader.now);
    let mut facts = vec![
        (Name::Word("protected"), of_needed(readiness.gate.devices)),
        count("imports", readiness.devices.points.len()),
    ];
    if let Some((counts, _)) = given.state.assets.devices {
        facts.extend([
            small("records", counts.records),
            small("notOnboarded", counts.not_onboarded),
            small("silent", counts.silent),
            small("antivirusOff", counts.antivirus_off),
            small("recordsMerged", counts.merged),
            small("duplicates", counts.duplicates),
            small("excluded", counts.excluded),
            small("outOfScope", counts.out_of_scope),
        ]);
    }
    (facts, None, Behind::Status)
}

fn identities(given: &Given<'_>) -> Told {
    let readiness = Readiness::of(given.state, given.reader.now);
    let mut facts = vec![
        (Name::Word("healthy"), of_needed(readiness.gate.identities)),
        count("imports", readiness.identities.points.len()),
    ];
    if let Some((counts, _)) = given.state.assets.identities {
        facts.push(small("controllers", counts.controllers));
        facts.push(small("unhealthy", counts.controllers.saturating_sub(counts.healthy)));
    }
    (facts, None, Behind::Status)
}

fn score(given: &Given<'_>) -> Told {
    let days = score_days(given.state, given.reader.now).len();
    let all = usize::try_from(SCORE_DAYS).unwrap_or(0);
    (vec![count("days", days), count("daysMissing", all.saturating_sub(days))], None, Behind::Here(days))
}

fn actions(given: &Given<'_>) -> Told {
    let found = required(given.state, given.reader.now);
    let settled = found.iter().filter(|it| it.status.is_settled()).count();
    let all = RECOMMENDATIONS.iter().filter(|entry| entry.required).count();
    let facts = vec![
        (Name::Word("actions"), Amount::Of(settled, Some(found.len()))),
        count("notAsked", all.saturating_sub(found.len())),
    ];
    (facts, None, Behind::Here(found.len()))
}
