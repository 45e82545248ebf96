//! The bundle that is handed over: what is masked in it, and all that it holds.

use super::evidence::{kind_name, outcome_words};
use super::hand_over::handed;
use super::history::{Masking, whole};
use super::room::Room;
use crate::analytics::handled::Handlings;
use crate::domain::brief::Asset;
use crate::domain::evidence::{Exhibit, hashes_of};
use crate::domain::people::Party;
use crate::domain::record::IncidentRecord;
use crate::domain::response::Action;
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::Verdict;
use crate::formats::hand_over::{ASSET_KINDS, Bundle, Deed, Indicator, alerts};
use crate::formats::timeline::{Item, TimeLine};
use crate::platform::{files, intl};
use crate::t;
use crate::ui::leaving::part_of_name;
use crate::ui::naming;
use crate::ui::pages::assets::in_force_sentences;
use crate::ui::parts::{Button, ButtonKind, Dialog, Glyph};
use crate::view::prelude::*;

/// Longest name, in characters.
const NAME_CHARS: usize = 300;

/// The dialog that asks what is masked and hands the bundle to the person's downloads.
#[component]
pub(super) fn BundleDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let masking = Masking::new();
    let submit = move |()| {
        untrack(|| intl::with_utc(|| download(room, masking)));
        open.set(false);
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| open.set(false)/>
            <Button label=t!("export.download") kind=ButtonKind::Primary icon=Glyph::Download submit=true/>
        }
    };
    view! {
        <Dialog open on_close=move |()| open.set(false) title=t!("handover.bundle.title") text=t!("handover.bundle.text") on_submit=submit buttons>
            {masking.fields()}
        </Dialog>
    }
    .into_any()
}

/// A document for people, and the same as data.
fn download(room: Room, masking: Masking) {
    let bundle = bundle(room);
    let line = room.line.get().unwrap_or_default();
    let shared = bundle.redacted(&masking.redaction(room, &line, people_of(&bundle)));
    let name = format!("incident-{}-hand-over", part_of_name(room.id().as_str()));
    files::download(&format!("{name}.md"), "text/markdown", &shared.markdown());
    files::download(&format!("{name}.json"), "application/json", &shared.json().unwrap_or_default());
}

/// Who is in it: in the time line, those who are to be called, and to whom it goes.
fn people_of(bundle: &Bundle) -> Vec<String> {
    let items = bundle.items.clone();
    let line = TimeLine { incident: String::new(), title: String::new(), workspace: String::new(), items };
    let to = bundle.to.split(',').map(|part| part.trim().to_owned());
    line.people().into_iter().chain(to).collect()
}

fn name(text: &str) -> String {
    clip(text, NAME_CHARS).into_owned()
}

/// An action, with the assets on which it is done and on which not, where that is not one answer.
fn deed(action: &Action, now: Timestamp) -> Deed {
    let names = |is_done: bool| -> Vec<String> {
        let some = action.plan.targets().filter(|asset| action.done_on(asset).is_some() == is_done);
        some.map(|asset| name(&asset.name)).collect()
    };
    let (done, left) = (names(true), names(false));
    let is_mixed = !done.is_empty() && !left.is_empty();
    let is_mixed = is_mixed || !done.is_empty() && !action.state.is_settled();
    Deed {
        title: name(&action.plan.title),
        state: naming::action_standing(action, now),
        by: action.state.by().map(name).unwrap_or_default(),
        at: action.state.at(),
        assets: action.plan.targets().map(|asset| name(&asset.name)).collect(),
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
    for asset in assets {
        let called = name(&asset.name);
        let found = in_force_sentences(room.portal, asset.kind, &asset.id);
        for (lines, found) in all.iter_mut().zip(found) {
            lines.extend(found.into_iter().map(|words| format!("{called}: {words}")));
        }
    }
    all
}

/// All that the bundle holds, before anything is masked.
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
    let bad: Vec<&Exhibit> = bad.collect();
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
    let line = room.line.get().map(|line| whole(room, &line).items).unwrap_or_default();
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
            assets: it.assets.iter().map(|asset| name(&asset.name)).collect(),
            indicators,
            in_force,
            coming,
            actions: it.response.seen_by(side).map(|it| deed(it, now)).collect(),
            items,
        }
    })
}
