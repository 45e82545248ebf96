//! Finding a contact in the directory, and when an incident contact is called.

use super::contacts::{Purpose, entry_problem};
use super::form::Form;
use super::hours::{HoursFields, reader_zone};
use crate::domain::directory::{Found, GroupKind};
use crate::domain::hours::Hours;
use crate::domain::onboarding::ContactEntry;
use crate::t;
use crate::ui::parts::{Button, ButtonSize, Checkbox, Field, Glyph};
use crate::view::prelude::*;

/// How many people and groups of the directory are offered at once.
const FOUND_MAX: usize = 8;

/// People and groups of the directory, as buttons that fill the fields.
pub(super) fn search(form: Form, purpose: Purpose) -> AnyView {
    let query = RwSignal::new(String::new());
    let known = Memo::new(move |_| {
        form.portal.read(|state| {
            let groups = [GroupKind::Team, GroupKind::Security];
            let groups: usize = groups.into_iter().map(|kind| state.directory.groups(kind).count()).sum();
            state.directory.people().count() + groups
        })
    });
    let take = move |entry: ContactEntry| {
        form.edit(|draft| {
            let typed = purpose.entry_mut(draft);
            *typed = ContactEntry {
                changes: typed.changes.clone(),
                for_both: typed.for_both,
                call_order: typed.call_order.clone(),
                hours: typed.hours.clone(),
                ..entry
            };
        });
        query.set(String::new());
    };
    let found = move || {
        let query = query.get();
        let entries: Vec<(String, ContactEntry)> = form
            .portal
            .read(|state| state.directory.search(&query, FOUND_MAX).into_iter().map(found_entry).collect());
        entries
            .into_iter()
            .map(|(label, entry)| {
                let key = (entry.directory_id.clone(), entry.email.clone(), entry.name.clone());
                let press = move |_| take(entry.clone());
                view! { <Button label size=ButtonSize::S28 icon=Glyph::Add on_press=press/> }.keyed(key)
            })
            .collect_view()
    };
    let nobody = move || {
        let is_missed = query.with(|query| !query.trim().is_empty())
            && form.portal.read(|state| state.directory.search(&query.get(), 1).is_empty());
        is_missed.then(|| view! { <p class="caption second">{t!("setup.contacts.search.nobody")}</p> })
    };
    view! {
        <Field
            label=t!("setup.contacts.search")
            kind="search"
            optional=true
            value=query
            on_input=Callback::new(move |text| query.set(text))
            help=Signal::derive(move || t!("setup.contacts.search.help", n = known.get()))
        />
        <div class="row" aria-live="polite">{found}{nobody}</div>
    }
    .into_any()
}

/// What a search found as it fills the fields, with the words of its button.
fn found_entry(found: Found<'_>) -> (String, ContactEntry) {
    let entry = ContactEntry {
        name: found.name().to_owned(),
        email: found.mail().to_owned(),
        ..ContactEntry::default()
    };
    match found {
        Found::Person(person) => {
            let label = [&person.name, &person.job].into_iter().filter(|text| !text.is_empty());
            let label = label.cloned().collect::<Vec<_>>().join(", ");
            let directory_id = Some(person.id.clone());
            (label, ContactEntry { phone: person.phone.clone(), directory_id, ..entry })
        }
        Found::Group(group) => {
            let directory_id = Some(group.id.clone());
            (group.name.clone(), ContactEntry { is_team: true, directory_id, ..entry })
        }
    }
}

/// When an incident contact is called, and at which hours it answers.
pub(super) fn on_call(form: Form) -> AnyView {
    let entry = move || form.draft.with(|draft| draft.incident_entry.clone());
    let problem = move |field: &'static str| {
        form.is_tried.get().then(|| entry_problem(form, Purpose::Incidents, field)).flatten()
    };
    let has_hours = Memo::new(move |_| entry().hours.is_some());
    let switch = move |on: bool| {
        let hours = on.then(|| Hours { zone: reader_zone(), ..Hours::default() });
        form.edit(|draft| draft.incident_entry.hours = hours);
    };
    view! {
        <div class="entry-fields">
            <Field
                label=t!("setup.contacts.order")
                optional=true
                value=Signal::derive(move || entry().call_order)
                on_input=Callback::new(move |text| form.edit(|draft| draft.incident_entry.call_order = text))
                error=Signal::derive(move || problem("callOrder"))
            />
        </div>
        <Checkbox
            label=t!("setup.contacts.on-call")
            checked=has_hours
            on_change=Callback::new(switch)
        />
        {move || has_hours.get().then(|| view! {
            <HoursFields
                hours=Signal::derive(move || entry().hours.unwrap_or_default())
                on_change=Callback::new(move |hours| {
                    form.edit(|draft| draft.incident_entry.hours = Some(hours));
                })
                problem=Signal::derive(move || problem("hours.spans"))
            />
        })}
    }
    .into_any()
}
