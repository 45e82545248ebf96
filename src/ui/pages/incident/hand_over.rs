//! Handing an incident over to incident response: the signs, where to turn, and the bundle.

use super::drafts::{draft, forget};
use super::evidence::{kind_name, outcome_words};
use super::history::whole;
use super::room::Room;
use crate::analytics::handled::Handlings;
use crate::analytics::incident::boundary::{Sign, signs};
use crate::domain::brief::Asset;
use crate::domain::command::IncidentCommand;
use crate::domain::evidence::{Exhibit, hashes_of};
use crate::domain::people::Party;
use crate::domain::record::IncidentRecord;
use crate::domain::response::Action;
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Verdict;
use crate::domain::work::HandOver;
use crate::formats::hand_over::{ASSET_KINDS, Bundle, Deed, Indicator, alerts};
use crate::formats::timeline::Item;
use crate::platform::{files, intl};
use crate::t;
use crate::ui::leaving::part_of_name;
use crate::ui::naming;
use crate::ui::pages::assets::in_force_sentences;
use crate::ui::parts::{Banner, Button, ButtonKind, Dialog, Field, Glyph, Icon, NoteLine, TextArea, Tone};
use crate::view::prelude::*;

/// How many assets and indicators the bundle names.
const LISTED_MAX: usize = 500;
/// Longest name, in characters.
const NAME_CHARS: usize = 300;

fn signs_of(room: Room) -> Vec<Sign> {
    room.portal.read(|state| {
        state.incident(room.id().as_str()).map(|incident| signs(&incident.brief())).unwrap_or_default()
    })
}

fn handed(room: Room) -> Option<HandOver> {
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
            let end = move || view! { <Button label=t!("handover.bundle") icon=Glyph::Download on_press=move |_| download(room)/> };
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
                <p class="caption third row row-tight">
                    <Icon glyph=Glyph::Info/>
                    <span>{t!("boundary.question")} " " {t!("boundary.not")}</span>
                    <Button label=t!("boundary.where") kind=ButtonKind::Link on_press=move |_| open.set(true)/>
                </p>
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
            <Button label=t!("handover.bundle") icon=Glyph::Download on_press=move |_| download(room)/>
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

/// Hands the bundle to the person's downloads, as a document for people and as data.
fn download(room: Room) {
    let bundle = untrack(|| intl::with_utc(|| bundle(room)));
    let name = format!("incident-{}-hand-over", part_of_name(room.id().as_str()));
    files::download(&format!("{name}.md"), "text/markdown", &bundle.markdown());
    files::download(&format!("{name}.json"), "application/json", &bundle.json().unwrap_or_default());
}

fn name(text: &str) -> String {
    clip(text, NAME_CHARS).into_owned()
}

/// An action, with the assets on which it is done and on which not, where that is not one answer.
fn deed(action: &Action, now: Timestamp) -> Deed {
    let names = |is_done: bool| -> Vec<String> {
        let some = action.plan.targets().filter(|asset| action.done_on(asset).is_some() == is_done);
        some.take(LISTED_MAX).map(|asset| name(&asset.name)).collect()
    };
    let (done, left) = (names(true), names(false));
    let is_mixed = !done.is_empty() && !left.is_empty();
    let is_mixed = is_mixed || !done.is_empty() && !action.state.is_settled();
    Deed {
        title: name(&action.plan.title),
        state: naming::action_standing(action, now),
        by: action.state.by().map(name).unwrap_or_default(),
        at: action.state.at(),
        assets: action.plan.targets().take(LISTED_MAX).map(|asset| name(&asset.name)).collect(),
        done_on: if is_mixed { done } else { Vec::new() },
        not_done_on: if is_mixed { left } else { Vec::new() },
    }
}

/// What was done about pieces of evidence, each in a line.
fn remediations(room: Room, record: Option<&IncidentRecord>, pieces: &[&Exhibit]) -> Vec<String> {
    let response = room.of(|it| it.response.clone());
    room.portal.glance(|state| {
        let handlings = record.map(|record| Handlings::of(state, &response, record));
        let handled = |it| handlings.as_ref().map(|handlings| handlings.about(it)).unwrap_or_default();
        pieces.iter().map(|it| outcome_words(it, &handled(it), Party::Experts)).collect()
    })
}

/// What holds on the assets now and what does not yet, as their pages say it.
fn holding(room: Room, assets: &[Asset]) -> [Vec<String>; 2] {
    let mut all = [Vec::new(), Vec::new()];
    for asset in assets.iter().take(LISTED_MAX) {
        let called = name(&asset.name);
        let found = in_force_sentences(room.portal, asset.kind, &asset.id);
        for (lines, found) in all.iter_mut().zip(found) {
            lines.extend(found.into_iter().map(|words| format!("{called}: {words}")));
        }
    }
    all
}

fn bundle(room: Room) -> Bundle {
    let over = handed(room);
    let (side, now) = (room.side(), room.portal.now());
    let contacts = room.portal.read(|state| {
        let of_incidents = state.settings.contacts.iter().filter(|contact| contact.for_incidents);
        of_incidents
            .map(|contact| {
                let parts = [Some(contact.name.clone()), Some(contact.email.clone()), contact.phone.clone()];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            })
            .collect::<Vec<_>>()
    });
    let exhibits = room.exhibits.get().unwrap_or_default();
    // What nobody judged is an indicator too, and says so; what was found harmless is none.
    let is_asset = |it: &&Exhibit| ASSET_KINDS.contains(&it.kind.as_str());
    let harmless = |it: &&Exhibit| it.verdict == Verdict::NoThreatsFound;
    let judged = |it: &&Exhibit| matches!(it.verdict, Verdict::Malicious | Verdict::Suspicious);
    let bad = exhibits.iter().filter(|it| judged(it) || !is_asset(it) && !harmless(it));
    let record = room.record.with(|record| record.here().cloned());
    let bad: Vec<&Exhibit> = bad.take(LISTED_MAX).collect();
    let remediations = remediations(room, record.as_deref(), &bad);
    let hashes = |it: &Exhibit| {
        let (alert, item) = it.place;
        let found = record.as_deref().and_then(|record| record.alerts.get(alert)?.evidence.get(item));
        let found = found.map(hashes_of).unwrap_or_default();
        found.into_iter().map(|(name, hash)| (name.to_owned(), hash)).collect()
    };
    let indicators = bad.into_iter().zip(remediations).map(|(it, remediation)| Indicator {
        kind: name(&it.kind),
        kind_name: kind_name(&it.kind),
        hashes: hashes(it),
        name: name(&it.name),
        detail: it.detail.as_deref().map(name).unwrap_or_default(),
        verdict: naming::verdict(&it.verdict),
        remediation,
    });
    // It goes to people of neither side, so nobody is "you" in it.
    let line = room.line.get().map(|line| whole(room, &line, Party::Experts).items).unwrap_or_default();
    let seen = record.as_deref().map(|record| alerts(record, &exhibits)).unwrap_or_default();
    // What a side keeps to itself leaves neither with the time line nor before it is published.
    let line = line.into_iter().filter(|item| !item.internal);
    let mut items: Vec<Item> = seen.into_iter().chain(line).collect();
    items.sort_by_key(|item| item.at);
    let indicators: Vec<Indicator> = indicators.collect();
    room.standing.with(|it| {
        let Some(it) = it else { return Bundle::default() };
        let [in_force, coming] = holding(room, &it.assets);
        Bundle {
            incident: room.id().as_str().to_owned(),
            title: it.title.clone(),
            standing: format!(
                "{}, {}",
                naming::severity(&it.severity),
                naming::status(&it.status, Party::Experts)
            ),
            to: over.as_ref().map(|over| over.to.clone()).unwrap_or_default(),
            reason: over.map(|over| over.reason).unwrap_or_default(),
            contacts,
            what_happened: it
                .response
                .summary_for(side)
                .map(|it| it.what_happened.clone())
                .unwrap_or_default(),
            assets: it.assets.iter().take(LISTED_MAX).map(|asset| name(&asset.name)).collect(),
            indicators,
            in_force,
            coming,
            actions: it.response.seen_by(side).map(|it| deed(it, now)).collect(),
            items,
        }
    })
}
