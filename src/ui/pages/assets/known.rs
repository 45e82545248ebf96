//! What is known of an asset: facts, incidents, who would act on it, and what can be done.

use crate::analytics::assets::incidents_of;
use crate::domain::brief::{Asset, AssetKind};
use crate::domain::experts::inquiry::AboutKind;
use crate::domain::ids::IncidentId;
use crate::domain::people::Party;
use crate::domain::text::clip;
use crate::platform::{dom, intl};
use crate::route::{Ask, IncidentTab, Queue, Route, ServicePage};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, Glyph, Menu, MenuItem, SeverityMark, StatusMark, Tone, fresh_id};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Longest name or value, in characters.
const NAME_CHARS: usize = 200;

/// The asset as all imports know it.
pub(super) fn asset(portal: Portal, kind: AssetKind, id: &str) -> Option<Asset> {
    portal.read(|state| state.catalogue.asset(kind, id).cloned())
}

/// Kind, number, group, and whether it is excluded.
pub(super) fn facts(portal: Portal, kind: AssetKind, id: &str) -> Option<AnyView> {
    let asset = asset(portal, kind, id)?;
    let exclusion = portal.read(|state| {
        let now = portal.reader.with_untracked(|reader| reader.now);
        let names = [Some(asset.name.as_str()), Some(asset.id.as_str()), asset.group.as_deref()];
        let holds = |name: &str| names.iter().flatten().any(|it| it.eq_ignore_ascii_case(name.trim()));
        let mut list = state.settings.exclusions.iter();
        list.find(|it| it.holds(now) && holds(&it.name)).map(|it| it.name.clone())
    });
    let line = |label: String, value: String| view! { <dt>{label}</dt><dd><bdi>{value}</bdi></dd> };
    let group =
        asset.group.clone().map_or_else(|| t!("incident.not-said"), |it| clip(&it, NAME_CHARS).into_owned());
    let excluded = exclusion.map_or_else(
        || t!("assets.not-excluded"),
        |name| t!("assets.excluded", name = clip(&name, NAME_CHARS).as_ref()),
    );
    let facts = view! {
        <dl class="facts">
            {line(t!("incident.asset.kind"), naming::asset_kind(kind))}
            {line(t!("incident.asset.group"), group)}
            {line(t!("assets.exclusion"), excluded)}
            {line(t!("incident.asset.id"), clip(&asset.id, NAME_CHARS).into_owned())}
        </dl>
    };
    Some(facts.into_any())
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
                Some((incident.id().to_owned(), title, incident.severity(), incident.status()))
            })
            .collect();
        (lines, all)
    });
    let items = rows
        .into_iter()
        .filter_map(|(id, title, level, status)| {
            let id = IncidentId::new(&id)?;
            let href = Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() }.to_string();
            Some(view! {
                <li class="asset-incident">
                    <a class="link" href=href><bdi>{title}</bdi></a>
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
    let name = fresh_id("asset");
    let target = name.clone();
    let id = StoredValue::new(id);
    let trigger = move || {
        view! { <Button label=t!("assets.actions") icon_end=Glyph::ChevronDown controls=target.clone()/> }
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
        vec![
            entry(t!("assets.queue"), Glyph::Filter, false),
            entry(exclude, Glyph::Shield, false),
            entry(t!("assets.copy"), Glyph::Copy, true),
            entry(t!("assets.copy-link"), Glyph::Link, false),
            entry(t!("shell.ask.open"), Glyph::Ask, true),
        ]
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
pub(super) fn moment(at: Option<crate::domain::time::Timestamp>) -> String {
    at.map_or_else(|| t!("incident.not-said"), intl::moment)
}
