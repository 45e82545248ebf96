//! What is masked before the history or the hand-over bundle is shared: asked, said and given to the redaction.

use super::super::room::Room;
use super::Line;
use super::moment::NAME_CHARS;
use crate::analytics::incident::named::people_of;
use crate::analytics::whom::people;
use crate::domain::text::clip;
use crate::formats::timeline::redact::Redaction;
use crate::t;
use crate::ui::parts::{Checkbox, Field};
use crate::view::prelude::*;

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
        let mut asset_names = Vec::new();
        for asset in room.of(|it| it.assets.clone()) {
            asset_names.extend([asset.name, asset.id]);
        }
        Redaction {
            keeps_internal: false,
            people: self.people.get(),
            assets: self.assets.get(),
            addresses: self.addresses.get(),
            words: self.words.with(|words| words.split(',').map(|word| word.trim().to_owned()).collect()),
            names,
            asset_names,
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
