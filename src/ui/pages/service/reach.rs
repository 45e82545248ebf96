//! What is known of each contact: that it was told it is one, and that it answers a test message.
//!
//! The product sends no mail by itself: it writes the message, the person sends it and says so.

use crate::analytics::notices::named_key;
use crate::domain::command::Command;
use crate::domain::contact_notes::{ContactNote, ContactNotes};
use crate::domain::experts::delivery::{Channel, Outcome, code_of};
use crate::domain::settings::Contact;
use crate::domain::time::Timestamp;
use crate::formats::eml::mailto;
use crate::platform::{intl, random};
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::pages::notices::{Message, record, workspace};
use crate::ui::parts::{Button, ButtonSize, Field, Glyph, Icon, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The card of all contacts that are saved.
#[component]
pub(super) fn Reach() -> impl IntoView {
    let portal = Portal::get();
    let known = Memo::new(move |_| {
        portal.read(|state| {
            let notes = |contact: &Contact| state.contact_notes.get(&contact.id).cloned();
            let list = state.settings.contacts.iter();
            let told = |contact: &Contact| {
                let key = named_key(contact);
                let left = state.experts.deliveries.iter().rev().find(|it| it.dispatch.notice == key);
                left.filter(|it| it.dispatch.outcome.is_good()).map(|it| (it.by.clone(), it.at))
            };
            list.map(|contact| (contact.clone(), notes(contact).unwrap_or_default(), told(contact)))
                .collect::<Vec<_>>()
        })
    });
    let rows = move || {
        known
            .get()
            .into_iter()
            .map(|(contact, notes, told)| row(portal, contact, &notes, told))
            .collect_view()
    };
    move || {
        (!known.with(Vec::is_empty)).then(|| {
            view! {
                <section class="card" aria-labelledby="reach-title">
                    <div class="card-body stack stack-4">
                        <h2 class="card-title" id="reach-title">{t!("reach.title")}</h2>
                        <p class="data second">{t!("reach.help")}</p>
                    </div>
                    <ul class="entries">{rows}</ul>
                </section>
            }
        })
    }
}

fn note(portal: Portal, contact: &Contact, note: ContactNote, said: String) {
    let command = Command::NoteContact { contact: contact.id.clone(), note };
    portal.act(command, move |outcome| {
        if outcome.is_ok() {
            portal.say(Tone::Good, said);
        }
    });
}

/// The message that says that somebody is a contact, or asks whether one answers; both can be checked by their code.
fn letter(portal: Portal, subject: String, text: String, code: Option<&str>) -> Message {
    let mut message = Message::new(subject, text, &Route::Service(ServicePage::Contacts));
    message.facts.push((t!("notices.workspace"), workspace(portal)));
    if let Some(code) = code {
        code.clone_into(&mut message.code);
    }
    message
}

fn row(
    portal: Portal,
    contact: Contact,
    notes: &ContactNotes,
    mailed: Option<(String, Timestamp)>,
) -> AnyView {
    let key = contact.id.clone();
    let noted = notes.told(&contact.email).map(|noted| (noted.by.clone(), noted.at));
    let told = noted.or(mailed).map_or_else(
        || t!("reach.not-told"),
        |(who, at)| t!("reach.told", who = who, when = intl::moment(at)),
    );
    let answered = notes.answered(&contact.email).map_or_else(
        || t!("reach.not-verified"),
        |noted| t!("reach.verified", when = intl::moment(noted.at)),
    );
    let is_verified = notes.answered(&contact.email).is_some();
    let code = notes.code(&contact.email).map(str::to_owned);
    let name_of = workspace(portal);
    let told_letter = letter(
        portal,
        t!("reach.told.subject", workspace = &name_of),
        t!("reach.told.body", name = &contact.name, workspace = &name_of),
        None,
    );
    let test_letter = code.as_ref().map(|code| {
        let body = t!("reach.test.body", name = &contact.name, code = code, workspace = &name_of);
        letter(portal, t!("reach.test.subject", workspace = &name_of), body, Some(code))
    });
    let link = |message: &Message| mailto(&contact.email, &message.subject, &message.mail());
    let told_link = link(&told_letter);
    let test_link = test_letter.map(|message| (link(&message), message));
    let (named, email) = (named_key(&contact), contact.email.clone());
    let wrote = move |_| record(portal, &named, Channel::Mail, &email, &told_letter, Outcome::Handed);
    let (for_told, for_test) = (contact.clone(), contact.clone());
    let say_told = move |_| note(portal, &for_told, ContactNote::Told, t!("reach.told.done"));
    let new_code = move |_| {
        let code = code_of(&random::hex_id());
        note(portal, &for_test, ContactNote::TestSent { code }, t!("reach.test.made"));
    };
    let glyph = if is_verified { Glyph::CheckCircle } else { Glyph::Mail };
    let name = contact.name.clone();
    view! {
        <li class="entry entry-top">
            <Icon glyph class=if is_verified { "icon-good" } else { "icon-quiet" }/>
            <div class="grow stack stack-4">
                <p class="entry-name">{name.clone()}</p>
                <p class="caption third">{told} " " {answered}</p>
                <div class="row">
                    <a class="link" href=told_link on:click=wrote>{t!("reach.told.write")}</a>
                    <Button
                        label=t!("reach.told.mark", name = &name)
                        size=ButtonSize::S28
                        on_press=say_told
                    />
                    <Button
                        label=t!("reach.test", name = &name)
                        size=ButtonSize::S28
                        on_press=new_code
                    />
                    {test_link.map(|(href, message)| test_link_of(portal, contact.email.clone(), href, message))}
                </div>
                {code.filter(|_| !is_verified).map(|_| answer(portal, contact))}
            </div>
        </li>
    }
    .keyed(key)
}

/// The link that writes the test message; each time it is written is in the log.
fn test_link_of(portal: Portal, email: String, href: String, message: Message) -> AnyView {
    let wrote = move |_| {
        let key = format!("test {}", random::hex_id());
        record(portal, &key, Channel::Mail, &email, &message, Outcome::Handed);
    };
    view! { <a class="link" href=href on:click=wrote>{t!("reach.test.write")}</a> }.into_any()
}

/// The field for the code that comes back.
fn answer(portal: Portal, contact: Contact) -> AnyView {
    let typed = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let id = contact.id.clone();
    let refusal = Memo::new(move |_| {
        let note = ContactNote::Answered { code: typed.get() };
        portal.refusal(&Command::NoteContact { contact: id.clone(), note })
    });
    let problem = move || {
        let refusal = refusal.get();
        tried.get().then(|| crate::ui::refusals::at_field(refusal.as_ref(), "code")).flatten()
    };
    let name = contact.name.clone();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if refusal.with_untracked(Option::is_none) {
            let code = typed.get_untracked();
            note(portal, &contact, ContactNote::Answered { code }, t!("reach.verified.done"));
        }
    };
    view! {
        <form class="settings-line" on:submit=submit novalidate=true>
            <Field
                label=t!("reach.code", name = name)
                value=typed
                on_input=Callback::new(move |text| typed.set(text))
                error=Signal::derive(problem)
            />
            <Button label=t!("reach.code.check") submit=true/>
        </form>
    }
    .into_any()
}
