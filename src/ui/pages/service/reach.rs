//! What is known of each contact: that it was told it is one, and that it answers a test message.
//!
//! The product sends no mail by itself: it writes the message, the person sends it and says so.

use crate::domain::command::Command;
use crate::domain::contact_notes::{ContactNote, ContactNotes};
use crate::domain::settings::Contact;
use crate::formats::eml::mailto;
use crate::platform::{intl, random};
use crate::t;
use crate::ui::parts::{Button, ButtonSize, Field, Glyph, Icon, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// How many characters a code has: short enough to be read out on the phone.
const CODE_CHARS: usize = 6;

/// The card of all contacts that are saved.
#[component]
pub(super) fn Reach() -> impl IntoView {
    let portal = Portal::get();
    let known = Memo::new(move |_| {
        portal.read(|state| {
            let notes = |contact: &Contact| state.contact_notes.get(&contact.id).cloned();
            let list = state.settings.contacts.iter();
            list.map(|contact| (contact.clone(), notes(contact).unwrap_or_default())).collect::<Vec<_>>()
        })
    });
    let rows =
        move || known.get().into_iter().map(|(contact, notes)| row(portal, contact, &notes)).collect_view();
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

fn row(portal: Portal, contact: Contact, notes: &ContactNotes) -> AnyView {
    let key = contact.id.clone();
    let told = notes.told(&contact.email).map_or_else(
        || t!("reach.not-told"),
        |noted| t!("reach.told", who = &noted.by, when = intl::moment(noted.at)),
    );
    let answered = notes.answered(&contact.email).map_or_else(
        || t!("reach.not-verified"),
        |noted| t!("reach.verified", when = intl::moment(noted.at)),
    );
    let is_verified = notes.answered(&contact.email).is_some();
    let code = notes.code(&contact.email).map(str::to_owned);
    let workspace = portal.glance(|state| state.workspace.as_ref().map(|(_, name)| name.clone()));
    let workspace = workspace.unwrap_or_default();
    let told_link = mailto(
        &contact.email,
        &t!("reach.told.subject", workspace = &workspace),
        &t!("reach.told.body", name = &contact.name, workspace = &workspace),
    );
    let test_link = code.as_ref().map(|code| {
        let body = t!("reach.test.body", name = &contact.name, code = code, workspace = &workspace);
        mailto(&contact.email, &t!("reach.test.subject", workspace = &workspace), &body)
    });
    let (for_told, for_test) = (contact.clone(), contact.clone());
    let say_told = move |_| note(portal, &for_told, ContactNote::Told, t!("reach.told.done"));
    let new_code = move |_| {
        let code: String = random::hex_id().chars().take(CODE_CHARS).collect::<String>().to_uppercase();
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
                    <a class="link" href=told_link>{t!("reach.told.write")}</a>
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
                    {test_link.map(|href| view! { <a class="link" href=href>{t!("reach.test.write")}</a> })}
                </div>
                {code.filter(|_| !is_verified).map(|_| answer(portal, contact))}
            </div>
        </li>
    }
    .keyed(key)
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
