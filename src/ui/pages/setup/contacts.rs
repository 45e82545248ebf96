//! Whom the experts turn to: a form to add a person or team, and the list, for incidents or for service reviews.

use super::contact_find as find;
use super::form::Form;
use super::hours::hours_text;
use crate::domain::ids::ContactId;
use crate::domain::onboarding::{ContactEntry, Draft};
use crate::domain::settings::Contact;
use crate::platform::dom;
use crate::t;
use crate::ui::parts::{
    Badge, Button, ButtonKind, ButtonSize, Checkbox, Field, Glyph, Icon, IconButton, Segment, Segmented,
};
use crate::ui::portal::mint;
use crate::ui::refusals;
use crate::view::prelude::*;

/// For what a contact is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Incidents, urgently.
    Incidents,
    /// Service reviews.
    Reviews,
}

impl Purpose {
    fn other(self) -> Self {
        match self {
            Self::Incidents => Self::Reviews,
            Self::Reviews => Self::Incidents,
        }
    }

    fn serves(self, contact: &Contact) -> bool {
        match self {
            Self::Incidents => contact.for_incidents,
            Self::Reviews => contact.for_reviews,
        }
    }

    fn set(self, contact: &mut Contact, serves: bool) {
        match self {
            Self::Incidents => contact.for_incidents = serves,
            Self::Reviews => contact.for_reviews = serves,
        }
    }

    fn entry(self, draft: &Draft) -> &ContactEntry {
        match self {
            Self::Incidents => &draft.incident_entry,
            Self::Reviews => &draft.review_entry,
        }
    }

    pub(super) fn entry_mut(self, draft: &mut Draft) -> &mut ContactEntry {
        match self {
            Self::Incidents => &mut draft.incident_entry,
            Self::Reviews => &mut draft.review_entry,
        }
    }
}

/// The fields of the contacts of one purpose.
#[component]
pub fn ContactFields(
    /// The form that they belong to.
    form: Form,
    /// For what they are reached.
    purpose: Purpose,
) -> impl IntoView {
    let is_open = move || form.locked.with(Option::is_none);
    view! {
        {move || is_open().then(|| entry_form(form, purpose))}
        {move || is_open().then(|| offers(form, purpose))}
        <section class="card" aria-label=title(purpose)>
            <List form purpose/>
        </section>
    }
}

fn title(purpose: Purpose) -> String {
    match purpose {
        Purpose::Incidents => t!("setup.contacts.incidents"),
        Purpose::Reviews => t!("setup.contacts.reviews"),
    }
}

/// The fields of one contact. Enter adds.
fn entry_form(form: Form, purpose: Purpose) -> AnyView {
    let entry = Memo::new(move |_| form.draft.with(|draft| purpose.entry(draft).clone()));
    let set = move |change: &dyn Fn(&mut ContactEntry)| form.edit(|draft| change(purpose.entry_mut(draft)));
    let problem = move |field: &'static str| {
        Signal::derive(move || form.is_tried.get().then(|| entry_problem(form, purpose, field)).flatten())
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add(form, purpose);
    };
    let kinds = vec![Segment::new(t!("setup.contacts.person")), Segment::new(t!("setup.contacts.team"))];
    let both = match purpose {
        Purpose::Incidents => t!("setup.contacts.also-reviews"),
        Purpose::Reviews => t!("setup.contacts.also-incidents"),
    };
    let changes = Memo::new(move |_| entry.with(|entry| entry.changes.is_some()));
    let add_label = move || if changes.get() { t!("setup.contacts.save") } else { t!("setup.contacts.add") };
    view! {
        <form class="card card-body entry-form" on:submit=submit novalidate=true>
            {find::search(form, purpose)}
            <Segmented
                label=t!("setup.contacts.kind")
                segments=kinds
                chosen=Signal::derive(move || usize::from(entry.with(|entry| entry.is_team)))
                on_choose=Callback::new(move |at| set(&|entry| entry.is_team = at == 1))
            />
            <div class="entry-fields">
                <Field
                    label=t!("setup.contacts.name")
                    value=Signal::derive(move || entry.with(|entry| entry.name.clone()))
                    on_input=Callback::new(move |text: String| set(&|entry| entry.name.clone_from(&text)))
                    error=problem("name")
                />
                <Field
                    label=t!("setup.contacts.email")
                    kind="email"
                    value=Signal::derive(move || entry.with(|entry| entry.email.clone()))
                    on_input=Callback::new(move |text: String| set(&|entry| entry.email.clone_from(&text)))
                    error=problem("email")
                />
                <Field
                    label=t!("setup.contacts.phone")
                    kind="tel"
                    optional=true
                    value=Signal::derive(move || entry.with(|entry| entry.phone.clone()))
                    on_input=Callback::new(move |text: String| set(&|entry| entry.phone.clone_from(&text)))
                    error=problem("phone")
                />
            </div>
            {(purpose == Purpose::Incidents).then(|| find::on_call(form))}
            <Checkbox
                label=both
                checked=Signal::derive(move || entry.with(|entry| entry.for_both))
                on_change=Callback::new(move |on| set(&|entry| entry.for_both = on))
            />
            <div class="row">
                <Button label=Signal::derive(add_label) icon=Glyph::Add submit=true/>
                {move || entry.with(|entry| entry.changes.is_some() || !entry.is_blank()).then(|| clear(form, purpose))}
            </div>
        </form>
    }
    .into_any()
}

fn clear(form: Form, purpose: Purpose) -> AnyView {
    let press = move |_| {
        form.is_tried.set(false);
        form.edit(|draft| *purpose.entry_mut(draft) = ContactEntry::default());
    };
    view! { <Button label=t!("setup.contacts.clear") kind=ButtonKind::Subtle on_press=press/> }.into_any()
}

/// The place in the order of calls that was typed; what is no number is 0, which no rule lets pass.
fn call_order(text: &str) -> Option<u8> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.parse().unwrap_or(0))
}

/// The draft with what is being typed in its list, and its number there.
fn with_entry(draft: &Draft, purpose: Purpose, fresh: &ContactId) -> (Draft, usize) {
    let entry = purpose.entry(draft).clone();
    let mut with = draft.clone();
    let known =
        entry.changes.as_ref().and_then(|id| draft.contacts.iter().position(|contact| contact.id == *id));
    let phone = entry.phone.trim();
    let mut contact = Contact {
        id: known
            .and_then(|at| draft.contacts.get(at))
            .map_or_else(|| fresh.clone(), |known| known.id.clone()),
        name: entry.name.trim().to_owned(),
        email: entry.email.trim().to_owned(),
        phone: (!phone.is_empty()).then(|| phone.to_owned()),
        is_team: entry.is_team,
        for_incidents: entry.for_both,
        for_reviews: entry.for_both,
        call_order: call_order(&entry.call_order),
        hours: entry.hours.clone(),
        directory_id: entry.directory_id.clone(),
    };
    purpose.set(&mut contact, true);
    let at = known.unwrap_or(with.contacts.len());
    match with.contacts.get_mut(at) {
        Some(known) => *known = contact,
        None => with.contacts.push(contact),
    }
    *purpose.entry_mut(&mut with) = ContactEntry::default();
    (with, at)
}

/// What is wrong with a field of what is being typed.
pub(super) fn entry_problem(form: Form, purpose: Purpose, field: &str) -> Option<String> {
    let fresh = mint(ContactId::new)?;
    let (with, at) = form.draft.with(|draft| with_entry(draft, purpose, &fresh));
    refusals::at_field(form.against(&with).as_ref(), &format!("contacts[{at}].{field}"))
}

/// Takes what is being typed into the list; answers whether it fitted.
fn add(form: Form, purpose: Purpose) -> bool {
    let fields = ["name", "email", "phone", "callOrder", "hours.spans"];
    let fits = untrack(|| fields.into_iter().all(|field| entry_problem(form, purpose, field).is_none()));
    form.is_tried.set(!fits);
    if !fits {
        super::form::go_to_wrong();
    }
    if let Some(fresh) = mint(ContactId::new).filter(|_| fits) {
        form.edit(|draft| *draft = with_entry(draft, purpose, &fresh).0);
    }
    fits
}

/// Before the step is left: what was typed is added. Answers whether nothing is left that does not fit.
pub(super) fn finish(form: Form, purpose: Purpose) -> bool {
    let is_blank = form.draft.with_untracked(|draft| purpose.entry(draft).is_blank());
    is_blank || add(form, purpose)
}

/// Contacts of the other purpose, one press away from serving this one too.
fn offers(form: Form, purpose: Purpose) -> Option<AnyView> {
    let others: Vec<Contact> = form
        .draft
        .with(|draft| draft.contacts.iter().filter(|contact| !purpose.serves(contact)).cloned().collect());
    (!others.is_empty()).then(|| {
        let buttons = others
            .into_iter()
            .map(|contact| {
                let id = contact.id.clone();
                let press = move |_| {
                    form.edit(|draft| {
                        let found = draft.contacts.iter_mut().find(|contact| contact.id == id);
                        if let Some(found) = found {
                            purpose.set(found, true);
                        }
                    });
                };
                let key = contact.id;
                view! { <Button label=contact.name size=ButtonSize::S28 icon=Glyph::Add on_press=press/> }
                    .keyed(key)
            })
            .collect_view();
        let label = match purpose {
            Purpose::Incidents => t!("setup.contacts.offer.reviews"),
            Purpose::Reviews => t!("setup.contacts.offer.incidents"),
        };
        view! { <div class="row"><span class="caption third">{label}</span>{buttons}</div> }.into_any()
    })
}

#[component]
fn List(form: Form, purpose: Purpose) -> impl IntoView {
    let none = move || match purpose {
        Purpose::Incidents => t!("setup.contacts.none.incidents"),
        Purpose::Reviews => t!("setup.contacts.none.reviews"),
    };
    let rows = move || {
        let served: Vec<(usize, Contact)> = form.draft.with(|draft| {
            draft
                .contacts
                .iter()
                .cloned()
                .enumerate()
                .filter(|(_, contact)| purpose.serves(contact))
                .collect()
        });
        if served.is_empty() {
            return view! { <p class="card-row entry-none"><Icon glyph=Glyph::Info/><span>{none()}</span></p> }
                .into_any();
        }
        let rows =
            served.into_iter().map(|(at, contact)| list_row(form, purpose, at, contact)).collect_view();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    view! { <div aria-live="polite">{rows}</div> }
}

fn list_row(form: Form, purpose: Purpose, at: usize, contact: Contact) -> AnyView {
    let key = contact.id.clone();
    let fields = ["name", "email", "phone", "purpose"].map(|field| format!("contacts[{at}].{field}"));
    let problem = move || {
        form.problem_among(&fields)
            .map(|text| view! { <p class="field-error"><Icon glyph=Glyph::Error/>{text}</p> })
    };
    let (name, reach) = (contact.name.clone(), reach(&contact));
    let also = purpose.other().serves(&contact).then(|| match purpose {
        Purpose::Incidents => t!("setup.contacts.also-reviews"),
        Purpose::Reviews => t!("setup.contacts.also-incidents"),
    });
    let glyph = if contact.is_team { Glyph::People } else { Glyph::Person };
    let id = contact.id.clone();
    let no_edit = Memo::new(move |_| {
        let is_typed = form.draft.with(|draft| !purpose.entry(draft).is_blank());
        form.locked.get().or_else(|| is_typed.then(|| t!("service.change.half-typed")))
    });
    let edit = move |_| {
        form.is_tried.set(false);
        form.edit(|draft| *purpose.entry_mut(draft) = entry_of(&contact, purpose));
    };
    let remove = move |_| {
        dom::keep_place_in_list();
        form.edit(|draft| {
            for contact in draft.contacts.iter_mut().filter(|contact| contact.id == id) {
                purpose.set(contact, false);
            }
            draft.contacts.retain(|contact| contact.for_incidents || contact.for_reviews);
        });
    };
    view! {
        <li class="entry">
            <Icon glyph class="icon-quiet"/>
            <div class="grow">
                <p class="entry-name">{name.clone()} " " {also.map(|label| view! { <Badge label/> })}</p>
                <p class="caption third">{reach}</p>
                {problem}
            </div>
            <IconButton
                label=t!("setup.edit", name = name.clone())
                glyph=Glyph::Edit
                disallowed=no_edit
                on_press=edit
            />
            <IconButton
                label=t!("setup.remove", name = name)
                glyph=Glyph::Delete
                disallowed=form.locked
                on_press=remove
            />
        </li>
    }
    .keyed(key)
}

/// Address, number, place in the order of calls and hours in one line.
fn reach(contact: &Contact) -> String {
    let mut parts = vec![contact.email.clone()];
    parts.extend(contact.phone.clone());
    parts.extend(contact.call_order.map(|order| t!("setup.contacts.call-order", n = order)));
    parts.extend(contact.hours.as_ref().map(hours_text));
    parts.join(", ")
}

/// A contact of the list back in the fields.
fn entry_of(contact: &Contact, purpose: Purpose) -> ContactEntry {
    ContactEntry {
        changes: Some(contact.id.clone()),
        name: contact.name.clone(),
        email: contact.email.clone(),
        phone: contact.phone.clone().unwrap_or_default(),
        is_team: contact.is_team,
        for_both: purpose.other().serves(contact),
        call_order: contact.call_order.map(|order| order.to_string()).unwrap_or_default(),
        hours: contact.hours.clone(),
        directory_id: contact.directory_id.clone(),
    }
}

/// The contacts of a purpose in words, one a line, for a summary.
pub(super) fn summary(draft: &Draft, purpose: Purpose) -> Vec<String> {
    let served = draft.contacts.iter().filter(|contact| purpose.serves(contact));
    served.map(|contact| t!("setup.review.named", what = &contact.name, names = reach(contact))).collect()
}
