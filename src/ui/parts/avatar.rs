//! People and events as round marks of 24 px in the colour of their party.

use super::{Glyph, Icon};
use crate::domain::people::{Party, Role};
use crate::view::prelude::*;

/// The class of a party; the advisor is nobody's and stays grey.
pub fn party_class(party: Option<Party>) -> &'static str {
    match party {
        Some(Party::Customer) => "avatar-you",
        Some(Party::Experts) => "avatar-experts",
        None => "",
    }
}

/// The party whose colour a role has: none for the advisor.
pub fn hue_of_role(role: Role) -> Option<Party> {
    (role != Role::Advisor).then(|| role.party())
}

/// Up to two letters that stand for a person.
pub fn initials(name: &str) -> String {
    let mut words = name
        .split([' ', '.', '-', '_', '@'])
        .filter(|word| word.chars().next().is_some_and(char::is_alphanumeric));
    let first = words.next().and_then(|word| word.chars().next());
    let last = words.next_back().and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

/// A person. The name is not said, since it stands beside it; `named` says it where it does not.
#[component]
pub fn Avatar(
    /// The person's name.
    #[prop(into)]
    name: Signal<String>,
    /// The party, none for the advisor and for nobody.
    #[prop(optional, into)]
    party: Signal<Option<Party>>,
    /// The 32 px form.
    #[prop(optional)]
    large: bool,
    /// Says the name.
    #[prop(optional)]
    named: bool,
) -> impl IntoView {
    view! {
        <span
            class=move || format!("avatar {}", party_class(party.get()))
            class:avatar-32=large
            title=move || named.then(|| name.get())
        >
            <span aria-hidden="true">{move || name.with(|name| initials(name))}</span>
            {named.then(|| view! { <span class="unseen">{name}</span> })}
        </span>
    }
    .into_any()
}

/// Something that happened, as an icon in the colour of the party that did it.
#[component]
pub fn EventMark(
    /// What it shows.
    glyph: Glyph,
    /// Who did it.
    party: Option<Party>,
) -> impl IntoView {
    view! { <span class=format!("avatar avatar-event {}", party_class(party))><Icon glyph/></span> }
        .into_any()
}
