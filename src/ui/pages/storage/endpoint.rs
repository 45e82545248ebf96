//! The endpoint: where else the workspace is kept, how that stands, and another one.

use super::{Section, bytes};
use crate::platform::sharing::{self, Standing};
use crate::platform::{intl, storage};
use crate::store::backend::{BackendError, Unfit};
use crate::store::endpoint::base_address;
use crate::store::sync::SyncFailure;
use crate::t;
use crate::ui::failures::blocked;
use crate::ui::parts::{Banner, Button, ButtonKind, Field, Tone};
use crate::ui::portal::Portal;
use crate::ui::start::open_there;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The section.
#[component]
pub(super) fn EndpointSection() -> impl IntoView {
    let portal = Portal::get();
    // Of all that changes about the storage only another address makes other fields: what is typed into them stays.
    let address = Memo::new(move |_| {
        portal.storage.track();
        portal.upkeep().sharing.address()
    });
    view! {
        <Section title=t!("storage.endpoint")>
            <p class="second">{t!("storage.endpoint.help")}</p>
            {move || match address.get() {
                Some(address) => connected(portal, address),
                None => view! { <Connect/> }.into_any(),
            }}
        </Section>
    }
}

fn connected(portal: Portal, address: String) -> AnyView {
    let standing = move || {
        portal.storage.track();
        portal.revision.track();
        let sharing = portal.upkeep().sharing;
        let unsent = sharing.unsent().filter(|count| *count > 0);
        // In step is what has nothing more to send, not what had nothing a moment ago.
        let standing = match sharing.standing() {
            Standing::InStep(..) if unsent.is_some() => Standing::Working(None),
            standing => standing,
        };
        let (tone, words) = in_words(&standing);
        view! {
            <Banner tone>{words}</Banner>
            {unsent.map(|count| view! { <p class="second">{t!("storage.endpoint.unsent", n = count)}</p> })}
        }
    };
    let now = move |_| portal.upkeep().sharing.now();
    let leave = move |_| set_endpoint(portal, None, None);
    let token = RwSignal::new(String::new());
    let take_token = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let sharing = portal.upkeep().sharing;
        sharing.connect(sharing.address(), Some(&token.get_untracked()));
        token.set(String::new());
    };
    view! {
        <dl class="facts facts-start"><dt>{t!("storage.endpoint.address")}</dt><dd><bdi>{address}</bdi></dd></dl>
        <div data-standing>{standing}</div>
        <form class="settings-line" on:submit=take_token novalidate=true>
            <Field
                label=t!("storage.endpoint.token.again")
                value=token
                on_input=Callback::new(move |text| token.set(text))
                help=t!("storage.endpoint.token.help")
                kind="password"
                optional=true
            />
            <Button label=t!("storage.endpoint.token.use") submit=true/>
        </form>
        <div class="row">
            <Button label=t!("storage.endpoint.now") on_press=now/>
            <Button label=t!("storage.endpoint.leave") kind=ButtonKind::Subtle on_press=leave/>
        </div>
    }
    .into_any()
}

/// Takes an endpoint, or none, and remembers its address. The token stays with the tab.
fn set_endpoint(portal: Portal, address: Option<String>, token: Option<&str>) {
    let upkeep = portal.upkeep();
    upkeep.sharing.connect(address.clone(), token);
    portal.storage.update(|count| *count += 1);
    spawn_local(async move {
        let _ = storage::change_known(&upkeep.place, |known| known.endpoint = address).await;
    });
}

/// Another address with its token.
#[component]
fn Connect() -> impl IntoView {
    let portal = Portal::get();
    let (typed, token) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let problem = RwSignal::new(None::<String>);
    let other = RwSignal::new(None::<(String, String)>);
    let busy = RwSignal::new(false);
    // The answer to an attempt that was given up, or left with the page, changes nothing any more.
    let attempt = StoredValue::new(0_u32);
    let begin = move || {
        busy.set(true);
        attempt.update_value(|count| *count += 1);
        let mine = attempt.get_value();
        move || attempt.try_get_value() == Some(mine)
    };
    let give_up = move |_| {
        attempt.update_value(|count| *count += 1);
        busy.set(false);
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        other.set(None);
        let Some(address) = base_address(&typed.get_untracked()) else {
            problem.set(Some(t!("storage.endpoint.no-address")));
            return;
        };
        problem.set(None);
        let goes_on = begin();
        spawn_local(async move {
            let token = token.get_untracked();
            let found = sharing::probe(&address, Some(token.clone())).await;
            if !goes_on() {
                return;
            }
            busy.set(false);
            let ours = portal.desk().read(|session| session.workspace().to_string());
            match found {
                Err(error) => problem.set(Some(backend_words(&error))),
                Ok(Some((id, name))) if id != ours => other.set(Some((address, name))),
                Ok(_) => set_endpoint(portal, Some(address), Some(&token)),
            }
        });
    };
    let open_other = move |_| {
        let Some((address, _)) = other.get_untracked() else { return };
        let goes_on = begin();
        spawn_local(async move {
            let token = token.get_untracked();
            let joined = sharing::join(&address, &token).await;
            if !goes_on() {
                return;
            }
            match joined {
                Ok(place) => open_there(&place),
                Err(failure) => problem.set(Some(sync_words(&failure))),
            }
            busy.set(false);
        });
    };
    view! {
        <form class="stack stack-8" on:submit=submit novalidate=true>
            <Field
                label=t!("storage.endpoint.address")
                value=typed
                on_input=Callback::new(move |text| typed.set(text))
                placeholder="https://files.example/watchfloor/"
                error=Signal::derive(move || typed.with(|typed| blocked(portal, typed)).or_else(|| problem.get()))
                kind="url"
            />
            <Field
                label=t!("storage.endpoint.token")
                value=token
                on_input=Callback::new(move |text| token.set(text))
                help=t!("storage.endpoint.token.help")
                kind="password"
                optional=true
            />
            <div class="row">
                <Button label=t!("storage.endpoint.connect") busy submit=true/>
                {move || busy.get().then(|| view! { <Button label=t!("common.cancel") kind=ButtonKind::Subtle on_press=give_up/> })}
                <span class="second" role="status">{move || busy.get().then(|| t!("storage.endpoint.trying"))}</span>
            </div>
        </form>
        {move || other.get().map(|(_, name)| view! {
            <Banner tone=Tone::Warning>{t!("storage.endpoint.other", name = name)}</Banner>
            <div class="row"><Button label=t!("storage.endpoint.other.open") busy on_press=open_other/></div>
        })}
    }
}

fn in_words(standing: &Standing) -> (Tone, String) {
    match standing {
        Standing::Elsewhere => (Tone::Info, t!("storage.standing.elsewhere")),
        // With an address, and before the first answer of this page.
        Standing::Alone => (Tone::Info, t!("storage.standing.not-reached")),
        Standing::Working(None) => (Tone::Info, t!("storage.standing.working")),
        Standing::Working(Some(carrying)) => {
            let (done, total) = (bytes(carrying.done), bytes(carrying.total));
            let words = if carrying.is_sending {
                t!("storage.standing.sending", done = done, total = total)
            } else {
                t!("storage.standing.receiving", done = done, total = total)
            };
            (Tone::Info, words)
        }
        Standing::InStep(_, at) => (Tone::Good, t!("storage.standing.in-step", when = intl::time(*at))),
        Standing::Waiting(failure) => {
            (Tone::Warning, t!("storage.standing.waiting", why = sync_words(failure)))
        }
        Standing::Stopped(failure) => (Tone::Error, sync_words(failure)),
    }
}

fn sync_words(failure: &SyncFailure) -> String {
    match failure {
        SyncFailure::Remote(error) => backend_words(error),
        SyncFailure::Local(error) => crate::ui::failures::save_failure(&error.clone().into()),
        SyncFailure::Damaged { is_remote: true, problem } => {
            t!("storage.failure.damaged-remote", problem = problem.to_string())
        }
        SyncFailure::Damaged { is_remote: false, problem } => {
            t!("failure.damaged", problem = problem.to_string())
        }
        SyncFailure::OtherWorkspace(name) => t!("storage.failure.other", name = name.as_str()),
        SyncFailure::Newer => t!("failure.read-only"),
        SyncFailure::Contended => t!("storage.failure.contended"),
    }
}

fn backend_words(error: &BackendError) -> String {
    match error {
        BackendError::Denied(status) => t!("storage.failure.denied", status = status.to_string()),
        BackendError::Quota => t!("storage.failure.full"),
        BackendError::Unfit(Unfit::NoFolder) => t!("storage.failure.no-folder"),
        BackendError::Unfit(Unfit::NoPut) => t!("storage.failure.no-put"),
        BackendError::Unfit(Unfit::NoTag) => t!("storage.failure.no-tag"),
        BackendError::Unfit(Unfit::WeakTag) => t!("storage.failure.weak-tag"),
        BackendError::Unfit(Unfit::NoConditions) => t!("storage.failure.no-conditions"),
        BackendError::ConnectionLost(why) => t!("storage.failure.unreachable", why = why.as_str()),
        other => t!("failure.other", why = other.to_string()),
    }
}
