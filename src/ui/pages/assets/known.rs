//! What is known of an asset: facts, incidents, who would act on it, and what can be done.

use crate::analytics::assets::{asset_of, exclusion_over, incidents_of};
use crate::domain::brief::{Asset, AssetKind};
use crate::domain::directory::GroupKind;
use crate::domain::experts::inquiry::AboutKind;
use crate::domain::ids::IncidentId;
use crate::domain::people::Party;
use crate::domain::text::{clip, upright};
use crate::domain::time::Timestamp;
use crate::platform::{dom, intl};
use crate::route::{Ask, IncidentTab, Queue, Route, ServicePage};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{
    Button, ButtonSize, Glyph, IconButton, Menu, MenuItem, SeverityMark, StatusMark, Tone, fresh_id,
};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Longest name or value, in characters.
const NAME_CHARS: usize = 200;
/// Longest number of an incident, in characters.
const NUMBER_CHARS: usize = 40;
/// So many groups of a person are named.
const GROUPS_MAX: usize = 12;

/// The asset as all imports know it.
pub(super) fn asset(portal: Portal, kind: AssetKind, id: &str) -> Option<Asset> {
    portal.read(|state| asset_of(state, kind, id))
}

/// An asset of a record in which signs that turn the direction were made visible, under the number by which it is known:
/// its page is found by that alone.
pub(in crate::ui::pages) fn as_known(portal: Portal, asset: Asset) -> Asset {
    portal.glance(|state| {
        let catalogue = &state.catalogue;
        if catalogue.asset(asset.kind, &asset.id).is_some() {
            return asset;
        }
        let is_it = |known: &&Asset| known.kind == asset.kind && upright(&known.id) == asset.id;
        catalogue.assets().iter().find(is_it).cloned().unwrap_or(asset)
    })
}

/// Kind, number, group, whether it is excluded, and what exports of machines and of the directory say.
pub(super) fn facts(portal: Portal, kind: AssetKind, id: &str) -> Option<AnyView> {
    let line = |(label, value): (String, String)| {
        view! { <dt>{label}</dt><dd><bdi>{clip(&upright(&value), NAME_CHARS).into_owned()}</bdi></dd> }
    };
    let list = |lines: Vec<(String, String)>| {
        view! { <dl class="facts">{lines.into_iter().map(line).collect_view()}</dl> }
    };
    let Known { lines, of_machine, exported } = fact_lines(portal, kind, id)?;
    let of_machine = (!of_machine.is_empty()).then(|| {
        let head = exported.map(|when| {
            view! { <h3 class="caption strong">{t!("assets.machine.known", when = intl::moment(when))}</h3> }
        });
        view! { {head} {list(of_machine)} }
    });
    Some(view! { {list(lines)} {of_machine} }.into_any())
}

/// What is known of an asset, by name and value.
pub(super) struct Known {
    /// What holds whoever says it.
    pub(super) lines: Vec<(String, String)>,
    /// What an export of machines says of a device.
    pub(super) of_machine: Vec<(String, String)>,
    /// When that was made.
    exported: Option<Timestamp>,
}

/// The same by name and value.
pub(super) fn fact_lines(portal: Portal, kind: AssetKind, id: &str) -> Option<Known> {
    let asset = asset(portal, kind, id)?;
    let now = portal.reader.with_untracked(|reader| reader.now);
    let exclusion = portal.read(|state| exclusion_over(state, &asset, now).cloned());
    let group = asset.group.clone().unwrap_or_else(|| t!("incident.not-said"));
    let excluded = exclusion.map_or_else(
        || t!("assets.not-excluded"),
        |it| t!("assets.excluded", name = clip(&naming::asset_group(it.kind, &it.name), NAME_CHARS).as_ref()),
    );
    let mut lines = vec![
        (t!("incident.asset.kind"), naming::asset_kind(kind)),
        (t!("incident.asset.group"), group),
        (t!("assets.exclusion"), excluded),
        (t!("incident.asset.id"), asset.id.clone()),
    ];
    let (mut of_machine, mut exported) = (Vec::new(), None);
    match kind {
        AssetKind::Device => (of_machine, exported) = super::machine::of_machine(portal, &asset),
        AssetKind::User | AssetKind::Mailbox => lines.extend(of_person(portal, &asset)),
        AssetKind::CloudApp => {}
    }
    Some(Known { lines, of_machine, exported })
}

/// What the directory says of a person or mailbox.
fn of_person(portal: Portal, asset: &Asset) -> Vec<(String, String)> {
    let found = portal.read(|state| {
        let directory = &state.directory;
        let person = directory.person(&asset.id).or_else(|| directory.person(&asset.name))?.clone();
        let kinds = [GroupKind::Security, GroupKind::Team];
        let groups = kinds.into_iter().flat_map(|kind| directory.groups(kind));
        let names = groups.filter(|group| group.members.contains(&person.id)).map(|group| group.name.clone());
        Some((names.take(GROUPS_MAX).collect::<Vec<_>>(), person))
    });
    let Some((groups, person)) = found else { return Vec::new() };
    let lines = [
        (t!("assets.person.name"), person.name),
        (t!("assets.person.job"), person.job),
        (t!("setup.contacts.email"), person.mail),
        (t!("setup.contacts.phone"), person.phone),
        (t!("assets.person.groups"), groups.join(", ")),
    ];
    lines.into_iter().filter(|(_, value)| !value.is_empty()).collect()
}

/// The incidents that touch it, latest activity first.
pub(super) fn incidents(portal: Portal, kind: AssetKind, id: &str, most: usize) -> AnyView {
    let side = portal.party();
    let (rows, all) = portal.read(|state| {
        let rows = incidents_of(state, kind, id);
        let all = rows.len();
        let lines: Vec<_> = rows
            .into_iter()
            .take(most)
            .filter_map(|row| {
                let incident = state.incident(state.catalogue.get(row)?.id())?;
                let title = clip(incident.known.title(), NAME_CHARS).into_owned();
                let at = incident.known.last_activity().unwrap_or_else(|| incident.known.created());
                Some((incident.id().to_owned(), title, at, incident.severity(), incident.status()))
            })
            .collect();
        (lines, all)
    });
    let items = rows
        .into_iter()
        .filter_map(|(id, title, at, level, status)| {
            let id = IncidentId::new(&id)?;
            let number = t!("shell.incident", id = clip(id.as_str(), NUMBER_CHARS).as_ref());
            let when = intl::moment(at);
            let href = Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() }.to_string();
            Some(view! {
                <li class="asset-incident">
                    <a class="link" href=href><bdi>{title}</bdi></a>
                    <span class="caption third"><bdi>{number}</bdi> " · " {t!("incident.last-activity")} " " {when}</span>
                    <span class="row row-tight"><SeverityMark level/><StatusMark status reader=Signal::stored(side)/></span>
                </li>
            })
        })
        .collect_view();
    let more = all.saturating_sub(most);
    let more = (more > 0).then(|| view! { <li class="caption third">{t!("assets.more", n = more)}</li> });
    view! { <ul class="asset-incidents">{items}{more}</ul> }.into_any()
}

/// What can be done with it.
pub(super) fn menu(portal: Portal, kind: AssetKind, id: String) -> AnyView {
    menu_of(portal, kind, id, None)
}

/// The same behind a small button, for rows: named after the asset.
pub(in crate::ui::pages) fn row_menu(portal: Portal, asset: &Asset) -> AnyView {
    let name = clip(&asset.name, NAME_CHARS).into_owned();
    menu_of(portal, asset.kind, asset.id.clone(), Some(name))
}

fn menu_of(portal: Portal, kind: AssetKind, id: String, row: Option<String>) -> AnyView {
    let name = fresh_id("asset");
    let target = name.clone();
    let id = StoredValue::new(id);
    let trigger = move || match row.clone() {
        Some(row) => {
            let label = t!("assets.actions.of", name = row);
            view! { <IconButton label glyph=Glyph::Menu size=ButtonSize::S24 controls=target.clone()/> }
                .into_any()
        }
        None => {
            view! { <Button label=t!("assets.actions") icon_end=Glyph::ChevronDown controls=target.clone()/> }
                .into_any()
        }
    };
    let items = move || {
        let entry = |label: String, glyph: Glyph, line_above: bool| MenuItem {
            label,
            glyph: Some(glyph),
            line_above,
            ..MenuItem::default()
        };
        let exclude = match portal.party() {
            Party::Customer => t!("assets.exclude"),
            Party::Experts => t!("assets.exclusions"),
        };
        let mut items = vec![
            entry(t!("assets.queue"), Glyph::Filter, false),
            entry(exclude, Glyph::Shield, false),
            entry(t!("assets.copy"), Glyph::Copy, true),
            entry(t!("assets.copy-link"), Glyph::Link, false),
            entry(t!("shell.ask.open"), Glyph::Ask, true),
        ];
        // Behind the others, so that each keeps its number.
        let release = id.with_value(|id| super::in_force::to_release(portal, kind, id));
        items.extend(release.map(|_| entry(t!("assets.release"), Glyph::Undo, true)));
        items
    };
    let choose = move |number: usize| {
        let id = id.get_value();
        match number {
            0 => {
                let name = asset(portal, kind, &id).map_or(id, |asset| asset.name);
                portal.go(&queue_of(&name));
            }
            1 => portal.go(&Route::Service(ServicePage::Exclusions)),
            2 => copy(portal, id),
            5 => {
                if let Some(id) = untrack(|| super::in_force::to_release(portal, kind, &id)) {
                    let (tab, queue) = (IncidentTab::Response, Queue::default());
                    portal.go(&Route::Incident { id, tab, queue });
                }
            }
            4 => portal.go(&Route::Ask(Ask::about(AboutKind::of(kind), &id, None))),
            _ => copy(
                portal,
                crate::platform::location::address_of(&Route::Asset { kind, id: id.into() }.to_string()),
            ),
        }
    };
    view! { <Menu id=name label=t!("assets.actions") trigger items=Signal::derive(items) on_choose=choose/> }
        .into_any()
}

fn copy(portal: Portal, text: String) {
    spawn_local(async move {
        if dom::copy(&text).await {
            portal.say(Tone::Good, t!("alert.copied"));
        }
    });
}

/// The queue with the incidents of an asset.
fn queue_of(name: &str) -> Route {
    use crate::analytics::dimension::Dim;
    use crate::analytics::filter::Filter;
    use crate::route::FilterParam;
    let filter = Filter::default().with(Dim::Asset, name);
    Route::Incidents(Queue { filter: FilterParam::Good(filter), ..Queue::default() })
}

/// A moment, or that nobody said it.
pub(super) fn moment(at: Option<Timestamp>) -> String {
    at.map_or_else(|| t!("incident.not-said"), intl::moment)
}
