//! Handing an incident over to incident response: the signs, and where to turn.

use super::drafts::{draft, forget};
use super::room::Room;
use crate::analytics::incident::boundary::{Sign, signs};
use crate::domain::command::IncidentCommand;
use crate::domain::text::clip;
use crate::domain::work::HandOver;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, Dialog, Field, Glyph, Icon, NoteLine, TextArea, Tone};
use crate::view::prelude::*;

fn signs_of(room: Room) -> Vec<Sign> {
    room.portal.read(|state| {
        state.incident(room.id().as_str()).map(|incident| signs(&incident.brief())).unwrap_or_default()
    })
}

pub(super) fn handed(room: Room) -> Option<HandOver> {
    room.portal.read(|state| state.incident(room.id().as_str())?.work?.handed_over.clone())
}

fn sign_words(sign: Sign) -> String {
    match sign {
        Sign::Ransomware => t!("handover.sign.ransomware"),
        Sign::Exfiltration => t!("handover.sign.exfiltration"),
        Sign::CriticalAsset => t!("handover.sign.critical"),
        Sign::Spreading(devices) => t!("handover.sign.spreading", n = devices),
    }
}

/// Says on the page that the incident was handed over, or that there are signs that it should be.
#[component]
pub(super) fn HandOverBanner(
    /// Opens the dialog.
    open: RwSignal<bool>,
    /// Opens that of the bundle.
    bundling: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let is_closed =
        Memo::new(move |_| room.standing.with(|it| it.as_ref().is_none_or(|it| it.stage.is_closed())));
    let over = Memo::new(move |_| handed(room));
    let found = Memo::new(move |_| signs_of(room));
    move || {
        if let Some(over) = over.get() {
            let words = t!(
                "handover.done",
                to = clip(&over.to, 100).as_ref(),
                who = clip(&over.by, 100).as_ref(),
                when = intl::moment(over.at)
            );
            let end = move || view! { <Button label=t!("handover.bundle") icon=Glyph::Download on_press=move |_| bundling.set(true)/> };
            return Some(view! { <Banner end>{words}</Banner> }.into_any());
        }
        let found = found.get();
        if found.is_empty() || is_closed.get() {
            return None;
        }
        let words =
            t!("handover.signs", signs = intl::both(&found.into_iter().map(sign_words).collect::<Vec<_>>()));
        let end = move || view! { <Button label=t!("handover.open") on_press=move |_| open.set(true)/> };
        Some(view! { <Banner tone=Tone::Warning end>{words}</Banner> }.into_any())
    }
}

/// Says at the end of an open incident that the experts are no incident response, and where to turn; where there are signs
/// the banner says so already.
#[component]
pub(super) fn BoundaryLine(
    /// Opens the dialog.
    open: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let is_quiet = Memo::new(move |_| {
        let is_closed = room.standing.with(|it| it.as_ref().is_none_or(|it| it.stage.is_closed()));
        !is_closed && handed(room).is_none() && signs_of(room).is_empty()
    });
    move || {
        is_quiet.get().then(|| {
            view! {
                <div class="caption third row row-tight row-keep row-top">
                    <Icon glyph=Glyph::Info/>
                    <p>
                        {t!("boundary.question")} " " {t!("boundary.not")} " "
                        <Button label=t!("boundary.where") kind=ButtonKind::Link on_press=move |_| open.set(true)/>
                    </p>
                </div>
            }
            .into_any()
        })
    }
}

/// The dialog.
#[component]
pub(super) fn HandOverDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Opens that of the bundle.
    bundling: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let kept = |field: &str| draft(room.portal, room.id(), field);
    let (to, reason) = (kept("handOver.to"), kept("handOver.reason"));
    let is_busy = RwSignal::new(false);
    let act = move || IncidentCommand::HandOver { to: to.get(), reason: reason.get() };
    let why = room.why_not(act);
    let submit = move |()| {
        if why.get_untracked().is_some() {
            return;
        }
        is_busy.set(true);
        let id = room.id();
        room.send(untrack(act), t!("handover.sent"), move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                ["handOver.to", "handOver.reason"]
                    .into_iter()
                    .for_each(|field| forget(room.portal, &id, field));
                let _ = (to.try_set(String::new()), reason.try_set(String::new()));
                let _ = open.try_set(false);
            }
        });
    };
    let list = move || {
        let found = signs_of(room);
        found
            .into_iter()
            .map(|sign| view! { <NoteLine glyph=Glyph::Warning>{sign_words(sign)}</NoteLine> })
            .collect_view()
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| open.set(false)/>
            <Button label=t!("handover.bundle") icon=Glyph::Download on_press=move |_| bundling.set(true)/>
            <Button label=t!("handover.do") kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    view! {
        <Dialog open on_close=move |()| open.set(false) title=t!("handover.title") text=t!("handover.text") on_submit=submit buttons>
            {list}
            <NoteLine glyph=Glyph::Phone>{t!("handover.own")}</NoteLine>
            <NoteLine glyph=Glyph::Phone>
                <a class="link" href="https://serviceshub.microsoft.com/" target="_blank" rel="noopener noreferrer">{t!("handover.hub")}</a>
            </NoteLine>
            <NoteLine glyph=Glyph::Phone>
                <a class="link" href="https://www.microsoft.com/security/business/microsoft-incident-response" target="_blank" rel="noopener noreferrer">{t!("handover.form")}</a>
            </NoteLine>
            <Field label=t!("handover.to") help=t!("handover.to.help") value=to on_input=move |text: String| to.set(text)/>
            <TextArea label=t!("incident.reason") value=reason on_input=move |text: String| reason.set(text)/>
        </Dialog>
    }
    .into_any()
}
