//! What the latest export of machines says of a device: in full for its page, in cells for the inventory.

use crate::analytics::assets::{MachineLine, machine_of};
use crate::domain::brief::Asset;
use crate::domain::estate::machine::Machine;
use crate::domain::text::{clip, system_name, upright};
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::portal::Portal;
use crate::ui::state_words::state_words;
use crate::view::prelude::*;

/// Longest text of a cell, in characters.
const CELL_CHARS: usize = 80;

/// All of it, each line with its name, and when the export was made. Of a device that no export has, what else is known.
pub(super) fn of_machine(portal: Portal, asset: &Asset) -> (Vec<(String, String)>, Option<Timestamp>) {
    let (machine, known) =
        portal.read(|state| (machine_of(state, &asset.id).cloned(), state.estate.machines_known()));
    let tags = Some((t!("assets.machine.tags"), asset.tags.join(", "))).filter(|(_, tags)| !tags.is_empty());
    let Some(machine) = machine else {
        let platform =
            asset.platform.as_deref().map(|it| (t!("assets.machine.system"), system_name(it).into_owned()));
        return (platform.into_iter().chain(tags).collect(), None);
    };
    let system = machine
        .system()
        .or_else(|| Some(system_name(asset.platform.as_deref()?).into_owned()))
        .unwrap_or_default();
    let (details, state) =
        (&machine.details, |word: &str| if word.is_empty() { String::new() } else { state_words(word) });
    let moment = |at: Option<_>| at.map(intl::moment).unwrap_or_default();
    let lines = [
        (t!("assets.machine.system"), system),
        (t!("assets.machine.standing"), standing(&machine)),
        (t!("assets.machine.onboarding"), state(&details.onboarding)),
        (t!("assets.machine.health"), state(&details.health)),
        (t!("assets.machine.antivirus"), state(&details.antivirus)),
        (t!("assets.machine.risk-score"), state(&details.risk)),
        (t!("assets.machine.exposure"), state(&details.exposure)),
        (t!("assets.machine.warns"), warns(&machine)),
        (t!("assets.machine.value"), state(&details.value)),
        (t!("assets.machine.seen"), moment(machine.last_seen)),
        (t!("assets.machine.first"), moment(details.first_seen)),
        (t!("assets.machine.addresses"), details.addresses.join(", ")),
        (t!("assets.machine.external"), details.external.clone()),
        (t!("assets.machine.agent"), details.agent.clone()),
        (t!("assets.machine.managed"), details.managed.clone()),
        tags.unwrap_or_default(),
    ];
    (lines.into_iter().filter(|(_, value)| !value.is_empty()).collect(), known)
}

fn standing(machine: &Machine) -> String {
    let standing = naming::standing(machine.standing);
    match machine.why.as_str() {
        "" => standing,
        why => t!("assets.machine.standing.why", standing = standing, why = state_words(why)),
    }
}

/// What it warns of, where an earlier import kept no more than that.
fn warns(machine: &Machine) -> String {
    let details = &machine.details;
    let said = [
        (machine.high_risk && details.risk.is_empty()).then(|| t!("assets.machine.risk")),
        (machine.high_exposure && details.exposure.is_empty()).then(|| t!("assets.machine.exposed")),
    ];
    intl::both(&said.into_iter().flatten().collect::<Vec<_>>())
}

/// The heads of the columns of the inventory.
pub(super) fn heads() -> [String; 5] {
    [
        t!("assets.machine.system"),
        t!("assets.machine.standing"),
        t!("assets.machine.risk-score"),
        t!("assets.machine.exposure"),
        t!("assets.machine.seen"),
    ]
}

/// How those columns are drawn: some are not where there is little room, since the page of the device says them too.
const CLASSES: [&str; 5] =
    ["nowrap roomy-only", "nowrap", "nowrap", "nowrap not-phone roomy-only", "nowrap wide-only"];

/// The cells of their heads.
pub(super) fn head_cells() -> AnyView {
    let cell = |(name, class): (String, &'static str)| view! { <th scope="col" class=class>{name}</th> };
    heads().into_iter().zip(CLASSES).map(cell).collect_view().into_any()
}

/// The texts of those columns; empty where nothing is said.
pub(super) fn texts(line: Option<&MachineLine>) -> [String; 5] {
    let Some(line) = line else { return Default::default() };
    let state = |word: &str| if word.is_empty() { String::new() } else { state_words(word) };
    let system = line.system.as_deref().map(|it| clip(&upright(it), CELL_CHARS).into_owned());
    [
        system.unwrap_or_default(),
        naming::standing(line.standing),
        state(&line.risk),
        state(&line.exposure),
        line.seen.map(intl::moment).unwrap_or_default(),
    ]
}

/// The cells of a row.
pub(super) fn cells(line: Option<&MachineLine>) -> AnyView {
    let cell = |((name, class), text): ((String, &'static str), String)| {
        let text = if text.is_empty() { "–".to_owned() } else { text };
        view! { <td class=class data-label=name><bdi>{text}</bdi></td> }
    };
    heads().into_iter().zip(CLASSES).zip(texts(line)).map(cell).collect_view().into_any()
}
