//! The mail with which the first chapter begins, as the administrator of the story gets it.

use super::Player;
use crate::domain::onboarding::WizardStep;
use crate::route::Route;
use crate::t;
use crate::ui::parts::ButtonLink;
use crate::view::prelude::*;

/// The mail, while the first chapter is at hand.
#[component]
pub fn WelcomeMail() -> impl IntoView {
    let player = Player::find();
    move || {
        let is_shown = player.is_some_and(|player| player.chapter.get() == 1);
        is_shown.then(|| {
            view! {
                <section class="card" aria-labelledby="welcome-mail">
                    <div class="card-head"><h2 class="section" id="welcome-mail">{t!("demo.mail.subject")}</h2></div>
                    <div class="card-body stack stack-8">
                        <p class="caption third">{t!("demo.mail.from")}<br/>{t!("demo.mail.to")}</p>
                        <p>{t!("demo.mail.greeting")}</p>
                        <p>{t!("demo.mail.text")}</p>
                        <p>{t!("demo.mail.then")}</p>
                        <p class="second">{t!("demo.mail.never")}</p>
                        <div class="row">
                            <ButtonLink label=t!("demo.mail.link") href=Route::Setup(WizardStep::GetStarted).to_string()/>
                        </div>
                    </div>
                </section>
            }
        })
    }
}
