//! The welcome mail: the advisor sends it when the workspace is opened for a customer; its link opens the set-up.

use crate::domain::onboarding::WizardStep;
use crate::domain::people::Party;
use crate::formats::eml::{eml, mailto};
use crate::platform::{dom, files, location};
use crate::route::Route;
use crate::t;
use crate::ui::parts::{Button, Glyph, TextArea, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The text, and the ways to take it along. Shown to the provider's side.
#[component]
pub(super) fn Welcome() -> impl IntoView {
    let portal = Portal::get();
    let body = Memo::new(move |_| {
        let workspace = portal.read(|state| state.workspace.as_ref().map(|(_, name)| name.clone()));
        let address = location::address();
        let site = address.split('#').next().unwrap_or_default();
        let link = format!("{site}{}", Route::Setup(WizardStep::GetStarted));
        let who = portal.actor().person;
        t!("welcome.body", workspace = workspace.unwrap_or_default(), link = link, who = who)
    });
    let copy = move |_| {
        let text = body.get_untracked();
        spawn_local(async move {
            match dom::copy(&text).await {
                true => portal.say(Tone::Good, t!("welcome.copied")),
                false => portal.say(Tone::Error, t!("welcome.not-copied")),
            }
        });
    };
    let save = move |_| {
        let text = eml("", &t!("welcome.subject"), &body.get_untracked());
        files::download("welcome.eml", "message/rfc822", &text);
    };
    let part = move || {
        (portal.party() == Party::Experts).then(|| {
            view! {
                <div class="stack stack-8">
                    <TextArea
                        label=t!("welcome.title")
                        value=body
                        on_input=Callback::new(|_| ())
                        help=t!("welcome.help")
                        rows=8
                    />
                    <div class="row">
                        <Button label=t!("welcome.copy") icon=Glyph::Copy on_press=copy/>
                        <Button label=t!("welcome.eml") icon=Glyph::Download on_press=save/>
                        <a class="link" href=move || mailto("", &t!("welcome.subject"), &body.get())>
                            {t!("welcome.mail")}
                        </a>
                    </div>
                </div>
            }
        })
    };
    view! { {part} }
}
