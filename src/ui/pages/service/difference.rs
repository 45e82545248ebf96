//! A difference between two sets of settings in words: what, before, after.

use crate::domain::difference::Difference;
use crate::domain::settings::{Contact, Exclusion};
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::pages::setup::last_day;
use leptos::prelude::*;

/// One row of the table.
pub(super) fn row(difference: &Difference) -> AnyView {
    let (what, before, after) = words(difference);
    view! { <tr><th scope="row" class="name">{what}</th><td>{before}</td><td>{after}</td></tr> }.into_any()
}

fn words(difference: &Difference) -> (String, String, String) {
    let none = || t!("common.none");
    let switch = |what: String, on: &bool| {
        let word = |on: bool| if on { t!("service.change.on") } else { t!("service.change.off") };
        (what, word(!on), word(*on))
    };
    match difference {
        Difference::Investigate(on) => switch(t!("setup.investigate"), on),
        Difference::Respond(on) => switch(t!("setup.respond"), on),
        Difference::AllDevices(on) => switch(t!("setup.all-devices"), on),
        Difference::ExclusionAdded(new) => (excluded(new), none(), last_day(new.expires)),
        Difference::ExclusionRemoved(old) => (excluded(old), last_day(old.expires), none()),
        Difference::ExclusionChanged(old, new) => {
            (excluded(new), with_name(old, &new.name), with_name(new, &old.name))
        }
        Difference::ContactAdded(new) => (contact_name(new), none(), contact(new)),
        Difference::ContactRemoved(old) => (contact_name(old), contact(old), none()),
        Difference::ContactChanged(old, new) => (contact_name(old), contact(old), contact(new)),
        Difference::TeamsEnabled(on) => switch(t!("setup.teams.enabled"), on),
        Difference::TeamsWebhook(old, new) => {
            let address = |address: &Option<String>| address.clone().unwrap_or_else(none);
            (t!("setup.teams.webhook"), address(old), address(new))
        }
    }
}

fn excluded(exclusion: &Exclusion) -> String {
    t!("service.change.exclusion", kind = naming::exclusion_kind(exclusion.kind), name = &exclusion.name)
}

/// When an exclusion ends, with its name where that is written in another way.
fn with_name(exclusion: &Exclusion, other: &str) -> String {
    let until = last_day(exclusion.expires);
    if exclusion.name == other {
        until
    } else {
        t!("service.change.pair", one = &exclusion.name, other = until)
    }
}

fn contact_name(contact: &Contact) -> String {
    t!("service.change.contact", name = &contact.name)
}

/// All of a contact in one line.
fn contact(contact: &Contact) -> String {
    let purposes = [
        contact.for_incidents.then(|| t!("service.change.for-incidents")),
        contact.for_reviews.then(|| t!("service.change.for-reviews")),
    ];
    let kind = if contact.is_team { t!("setup.contacts.team") } else { t!("setup.contacts.person") };
    let mut parts = vec![contact.name.clone(), kind, contact.email.clone()];
    parts.extend(contact.phone.clone());
    parts.push(intl::both(&purposes.into_iter().flatten().collect::<Vec<_>>()));
    parts.join(", ")
}
