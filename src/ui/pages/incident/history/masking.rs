//! What is masked before the history or the hand-over bundle is shared: asked, said and given to the redaction.

use super::super::room::Room;
use super::Line;
use super::moment::NAME_CHARS;
use crate::analytics::incident::named::people_of;
use crate::analytics::whom::people;
use crate::domain::brief::{Asset, AssetKind};
use crate::domain::owners::{accounts_of, person_names};
use crate::domain::state::State;
use crate::domain::text::clip;
use crate::formats::timeline::redact::{Account, Redaction};
use crate::t;
use crate::ui::parts::{Checkbox, Field};
use crate::view::prelude::*;
use std::collections::BTreeSet;

/// What is chosen.
#[derive(Clone, Copy)]
pub(in super::super) struct Masking {
    people: RwSignal<bool>,
    assets: RwSignal<bool>,
    addresses: RwSignal<bool>,
    words: RwSignal<String>,
}

impl Masking {
    /// Nothing is chosen yet.
    pub(in super::super) fn new() -> Self {
        Self {
            people: RwSignal::new(false),
            assets: RwSignal::new(false),
            addresses: RwSignal::new(false),
            words: RwSignal::new(String::new()),
        }
    }

    /// What is masked, in words.
    pub(super) fn spoken(self) -> Vec<String> {
        let masks = [
            (self.people.get(), t!("export.people")),
            (self.assets.get(), t!("export.assets")),
            (self.addresses.get(), t!("export.addresses")),
            (self.words.with(|words| !words.trim().is_empty()), t!("export.words")),
        ];
        masks.into_iter().filter(|(is_on, _)| *is_on).map(|(_, label)| label).collect()
    }

    /// What is masked of the incident, with the names of those who are in what is shared.
    pub(in super::super) fn redaction(self, room: Room, line: &Line, mut names: Vec<String>) -> Redaction {
        // Whom a sentence names without an @, such as who has it, need not be known otherwise.
        for name in line.moments.iter().flat_map(people_of) {
            let shown = clip(name, NAME_CHARS);
            names.extend([shown.trim_end_matches('…').to_owned(), name.to_owned()]);
        }
        let actor = room.portal.actor();
        names.extend(room.portal.read(|state| people(state, &actor)).into_iter().map(|it| it.name));
        names.push(actor.person);
        let (asset_names, accounts, owners) = assets_of(room, &line.targets);
        names.extend(owners);
        Redaction {
            keeps_internal: false,
            people: self.people.get(),
            assets: self.assets.get(),
            addresses: self.addresses.get(),
            words: self.words.with(|words| words.split(',').map(|word| word.trim().to_owned()).collect()),
            names,
            asset_names,
            accounts,
        }
    }

    /// The fields that ask for it.
    pub(in super::super) fn fields(self) -> AnyView {
        let check = |label: String, value: RwSignal<bool>| {
            view! { <Checkbox label checked=value on_change=move |on| value.set(on)/> }
        };
        view! {
            {check(t!("export.people"), self.people)}
            {check(t!("export.assets"), self.assets)}
            {check(t!("export.addresses"), self.addresses)}
            <Field
                label=t!("export.words")
                help=t!("export.words.help")
                optional=true
                value=self.words
                on_input=move |text: String| self.words.set(text)
            />
        }
        .into_any()
    }
}

/// What the assets of the incident are called, and those at which its actions aim: things by name and id, accounts also by
/// whoever they belong to, as the evidence and the directory tell it; and those people.
fn assets_of(room: Room, targets: &[Asset]) -> (Vec<String>, Vec<Account>, BTreeSet<String>) {
    let record = room.record.with(|record| record.here().cloned());
    let mut known = record.as_deref().map(accounts_of).unwrap_or_default();
    let (mut things, mut accounts) = (Vec::new(), Vec::new());
    let mut people: BTreeSet<String> = known.values().flatten().cloned().collect();
    let mut assets = room.of(|it| it.assets.clone());
    let is_other = |target: &&Asset| !assets.iter().any(|it| it.kind == target.kind && it.id == target.id);
    let others: Vec<Asset> = targets.iter().filter(is_other).cloned().collect();
    // A sentence names them by no more than the beginning of a long name.
    let clipped = targets.iter().map(|it| clip(&it.name, NAME_CHARS)).filter(|name| name.ends_with('…'));
    things.extend(clipped.map(|name| name.trim_end_matches('…').to_owned()));
    assets.extend(others);
    for asset in assets {
        if matches!(asset.kind, AssetKind::Device | AssetKind::CloudApp) {
            things.extend([asset.name, asset.id]);
            continue;
        }
        let of_asset = [&asset.name, &asset.id].map(|name| known.remove(&name.to_lowercase()));
        let told = |state: &State| state.directory.person(&asset.id).map(|person| person.name.clone());
        let told = room.portal.glance(told).iter().flat_map(|name| person_names(name)).collect::<Vec<_>>();
        people.extend(told.iter().cloned());
        let also = of_asset.into_iter().flatten().flatten().chain(told).chain([asset.id]).collect();
        accounts.push(Account { name: asset.name, also });
    }
    accounts.extend(known.into_iter().map(|(name, also)| Account { name, also: also.into_iter().collect() }));
    (things, accounts, people)
}
