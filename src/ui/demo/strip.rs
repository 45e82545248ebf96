//! The strip above every page of the demonstration: that nothing is real, which chapter it is, and the keys of the player.

use super::player::{Player, title};
use crate::demo::chapters::CHAPTERS;
use crate::platform::{intl, prefs, storage};
use crate::route::Route;
use crate::t;
use crate::ui::parts::{Button, ButtonLink, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The strip.
#[component]
pub(super) fn Strip(player: Player) -> impl IntoView {
    let portal = Portal::get();
    let chapter = move || {
        let n = player.chapter.get();
        t!("demo.strip.chapter", n = n, of = CHAPTERS, title = title(n))
    };
    let moment = move || {
        let now = portal.now();
        t!("home.now", day = intl::day_long(now), time = intl::time(now), zone = intl::zone(now))
    };
    let play = move || {
        let label = if player.playing.get() { t!("demo.pause") } else { t!("demo.play") };
        let press = move |_| player.toggle();
        view! { <Button label on_press=press/> }
    };
    view! {
        <section class="demo-strip" aria-label=t!("demo.strip")>
            <div class="demo-strip-text">
                <p><strong>{t!("demo.strip")}</strong>" "<span>{chapter}</span></p>
                <p class="caption" role="status"><span class="not-phone">{moment}" "</span><span class="demo-said">{move || player.said.get()}</span></p>
            </div>
            <div class="demo-strip-keys">
                {play}
                <Button label=t!("demo.step") busy=player.busy on_press=move |_| player.step()/>
                <ButtonLink label=t!("demo.open") href=Route::Demo.to_string()/>
                <Button label=t!("demo.leave") on_press=move |_| leave(portal)/>
            </div>
        </section>
    }
}

/// Goes to the workspace that was open last beside the demonstration; on a first visit one is founded.
fn leave(portal: Portal) {
    spawn_local(async move {
        let all = storage::workspaces().await.unwrap_or_default();
        match all.into_iter().find(|known| !known.is_demo) {
            Some(known) => crate::ui::start::switch_to(known.place()),
            None => portal.say(Tone::Info, t!("demo.leave.failed")),
        }
    });
}

/// Preference: presenter mode.
pub(super) const PREF_PRESENTER: &str = "presenter";

/// Whether presenter mode was on last.
pub(super) fn was_presenter() -> bool {
    prefs::get(PREF_PRESENTER).as_deref() == Some("on")
}
