//! Where the workspace is kept, how much room it takes, and what the browser promises.

use super::{Section, bytes};
use crate::platform::tabs::{self, Part};
use crate::platform::upkeep::Promise;
use crate::platform::{intl, storage};
use crate::store::backend::{BackendError, Keeping};
use crate::t;
use crate::ui::parts::{Banner, ProgressBar, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The section.
#[component]
pub(super) fn Kept() -> impl IntoView {
    let portal = Portal::get();
    let on_disk = portal.desk().keeping() == Keeping::OnDisk;
    let kept = move || {
        portal.storage.track();
        match on_disk {
            false => t!("settings.storage.memory"),
            true if portal.upkeep().sharing.address().is_some() => t!("settings.storage.shared"),
            true => t!("settings.storage.disk"),
        }
    };
    let why = portal.upkeep().in_memory.map(|error| match error {
        BackendError::Unavailable(why) => t!("storage.memory.why", why = why),
        other => t!("storage.memory.why", why = other.to_string()),
    });
    let counts = move || {
        let (changes, incidents, imports) =
            portal.read(|state| (state.seq, state.catalogue.len(), state.imports.len()));
        view! {
            <dt>{t!("settings.storage.changes")}</dt><dd>{t!("settings.count", n = changes)}</dd>
            <dt>{t!("settings.storage.imports")}</dt><dd>{t!("settings.count", n = imports)}</dd>
            <dt>{t!("settings.storage.incidents")}</dt><dd>{t!("settings.count", n = incidents)}</dd>
        }
    };
    let promise = move || {
        portal.storage.track();
        match portal.upkeep().promise() {
            Promise::NotAsked => t!("storage.promise.not-asked"),
            Promise::Given => t!("storage.promise.given"),
            Promise::Refused => t!("storage.promise.refused"),
            Promise::CannotAsk => t!("storage.promise.cannot"),
        }
    };
    let part = move || {
        portal.storage.track();
        match portal.upkeep().tabs.part() {
            Part::Unsettled => t!("storage.part.unsettled"),
            Part::Writer => t!("storage.part.writer"),
            Part::Follower => t!("storage.part.follower"),
        }
    };
    view! {
        <Section title=t!("storage.kept")>
            <Banner tone={if on_disk { Tone::Good } else { Tone::Error }}>{kept}</Banner>
            {why.map(|why| view! { <p class="second">{why}</p> })}
            {(!tabs::is_secure()).then(|| view! { <Banner tone=Tone::Warning>{t!("storage.insecure")}</Banner> })}
            {on_disk.then(|| view! { <Room/> })}
            <dl class="facts facts-start">
                {counts}
                // What is in memory is promised nothing, and no other tab has it.
                {on_disk.then(|| view! {
                    <dt>{t!("storage.promise")}</dt><dd data-fact="promise">{promise}</dd>
                    <dt>{t!("storage.part")}</dt><dd data-fact="part">{part}</dd>
                })}
            </dl>
        </Section>
    }
}

/// How much room everything of this site takes, and how much there is.
#[component]
fn Room() -> impl IntoView {
    let portal = Portal::get();
    let room = RwSignal::new(None::<(u64, u64)>);
    Effect::new(move |_| {
        portal.revision.track();
        spawn_local(async move { room.set(storage::room().await) });
    });
    move || {
        let Some((used, quota)) = room.get() else {
            return view! { <p class="second">{t!("storage.room.unknown")}</p> }.into_any();
        };
        #[expect(clippy::cast_precision_loss, reason = "a share needs no more precision")]
        let share = used as f64 / quota.max(1) as f64;
        let words =
            t!("storage.room.of", used = bytes(used), quota = bytes(quota), share = intl::percent(share));
        view! {
            <div class="stack stack-4">
                <ProgressBar label=t!("storage.room") share=Signal::derive(move || Some(share))/>
                <p class="caption second">{words}</p>
            </div>
        }
        .into_any()
    }
}
