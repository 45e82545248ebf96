//! Assets: the inventory by kind, and the page of a device, an identity, a mailbox or an application.

mod in_force;
mod known;
mod machine;
mod page;
mod shown;

pub(in crate::ui::pages) use in_force::{
    holds as in_force_words, holds_from as in_force_at, sentences as in_force_sentences,
};
pub(in crate::ui::pages) use known::{as_known, row_menu};
pub use page::AssetPage;

use crate::analytics::assets::{AssetLine, inventory};
use crate::domain::brief::AssetKind;
use crate::domain::text::{clip, upright};
use crate::platform::intl;
use crate::route::Route;
use crate::t;
use crate::ui::leaving::Leaving;
use crate::ui::naming;
use crate::ui::pages::incident::glyph_of;
use crate::ui::parts::{
    Badge, Button, ButtonKind, ButtonLink, Drawer, EmptyState, Field, Glyph, Icon, PageHead, SeverityMark,
    TabLink, Tabs,
};
use crate::ui::portal::Portal;
use crate::ui::printed::Printed;
use crate::view::prelude::*;

/// How many rows are shown at first, and with each press for more.
const STEP: usize = 100;
/// Longest name, in characters.
const NAME_CHARS: usize = 160;

/// The inventory.
#[component]
pub fn AssetsPage() -> impl IntoView {
    let portal = Portal::get();
    let kind = Memo::new(move |_| {
        portal.route.with(|route| match route {
            Route::Assets(kind) => *kind,
            _ => AssetKind::Device,
        })
    });
    let text = RwSignal::new(String::new());
    let most = RwSignal::new(STEP);
    let open = RwSignal::new(None::<AssetLine>);
    let all = Memo::new(move |_| portal.read(|state| inventory(state, kind.get())));
    let shown = Memo::new(move |_| {
        let text = text.with(|text| text.trim().to_lowercase());
        all.with(|all| {
            let fits = |line: &&AssetLine| {
                let asset = &line.asset;
                let group = asset.group.as_deref().unwrap_or_default();
                text.is_empty()
                    || [asset.name.as_str(), asset.id.as_str(), group]
                        .iter()
                        .any(|it| clip(it, 1_000).to_lowercase().contains(&text))
            };
            all.iter().filter(fits).cloned().collect::<Vec<_>>()
        })
    });
    let tabs = move || {
        let now = kind.get();
        let link = |kind: AssetKind| TabLink {
            label: naming::asset_kinds(kind),
            href: Route::Assets(kind).to_string(),
            count: None,
            current: kind == now,
        };
        AssetKind::ALL.into_iter().map(link).collect::<Vec<_>>()
    };
    let content = move || table(portal, shown, most, open);
    let flyout = move || open.get().map(|line| summary(portal, &line));
    let is_open = Signal::derive(move || open.with(Option::is_some));
    let name = move || open.with(|open| open.as_ref().map(|line| clip(&line.asset.name, 80).into_owned()));
    let leaves = Callback::new(move |()| shown::table(&shown.get_untracked(), kind.get_untracked()));
    let end = move || {
        view! { <Show when=move || { shown.with(|shown| !shown.is_empty()) }><Leaving portal what="assets" table=leaves/></Show> }
    };
    let narrowed = move || match text.with(|text| text.trim().to_owned()) {
        text if text.is_empty() => t!("report.print.no-filter"),
        text => t!("report.print.filters", filters = format!("{}: {text}", t!("queue.chip.text"))),
    };
    view! {
        <div class="page">
            <PageHead title=t!("shell.assets") end/>
            <Printed
                portal
                name=Signal::derive(move || naming::asset_kinds(kind.get()))
                filter=Signal::derive(narrowed)
                table=leaves
            />
            <Tabs label=t!("assets.kinds") tabs=Signal::derive(tabs) lined=true/>
            <div class="stack assets-page">
                <div class="alerts-filters">
                    <Field
                        label=t!("assets.search")
                        value=text
                        icon=Glyph::Search
                        kind="search"
                        on_input=move |now: String| text.set(now)
                    />
                </div>
                <section class="card" aria-labelledby="assets-title">
                    <div class="card-head">
                        <h2 class="card-title" id="assets-title">{move || naming::asset_kinds(kind.get())}</h2>
                        <span class="caption" role="status">
                            {move || t!("assets.scope", n = shown.with(Vec::len), all = all.with(Vec::len))}
                        </span>
                    </div>
                    {content}
                </section>
            </div>
        </div>
        <Drawer
            open=is_open
            on_close=move |()| open.set(None)
            title=Signal::derive(move || name().unwrap_or_default())
        >{flyout}</Drawer>
    }
    .into_any()
}

fn table(
    portal: Portal,
    shown: Memo<Vec<AssetLine>>,
    most: RwSignal<usize>,
    open: RwSignal<Option<AssetLine>>,
) -> AnyView {
    let count = shown.with(Vec::len);
    if count == 0 {
        return view! {
            <EmptyState title=t!("assets.none") text=t!("assets.none.help")>
                <div><ButtonLink label=t!("incident.unknown.import") href=Route::Import.to_string()/></div>
            </EmptyState>
        }
        .into_any();
    }
    let left = count.saturating_sub(most.get());
    let has_machines = shown.with(|shown| shown.iter().any(|line| line.machine.is_some()));
    let rows = shown.with(|shown| {
        shown.iter().take(most.get()).map(|line| row(portal, line.clone(), has_machines, open)).collect_view()
    });
    let heads = has_machines.then(machine::head_cells);
    let more = (left > 0).then(|| {
        let label = t!("incident.more", n = left);
        view! {
            <div class="card-row">
                <Button label kind=ButtonKind::Subtle on_press=move |_| most.update(|most| *most += STEP)/>
            </div>
        }
    });
    view! {
        <div class="table-frame">
            <table class="table table-40 table-cards assets-table">
                <thead>
                    <tr>
                        <th scope="col">{t!("incident.asset")}</th>
                        <th scope="col" class="roomy-only">{t!("incident.asset.group")}</th>
                        {heads}
                        <th scope="col" class="num">{t!("assets.open")}</th>
                        <th scope="col" class="num">{t!("assets.incidents")}</th>
                        <th scope="col">{t!("incident.severity")}</th>
                        <th scope="col">{t!("incident.last-activity")}</th>
                        <th scope="col"><span class="unseen">{t!("assets.actions")}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}

fn row(portal: Portal, line: AssetLine, has_machines: bool, open: RwSignal<Option<AssetLine>>) -> AnyView {
    let key = (line.asset.kind as u8, line.asset.id.clone(), has_machines);
    let of_machine = has_machines.then(|| machine::cells(line.machine.as_deref()));
    let asset = &line.asset;
    let glyph = glyph_of(asset.kind);
    let name = clip(&asset.name, NAME_CHARS).into_owned();
    let group = asset
        .group
        .as_deref()
        .map_or_else(|| t!("incident.not-said"), |it| clip(&upright(it), NAME_CHARS).into_owned());
    let critical = critical(asset.is_critical());
    let severity = line.severity.clone().map(|level| view! { <SeverityMark level/> });
    let last = line.last.map_or_else(|| t!("incident.not-said"), intl::moment);
    let (incidents, opened) = (line.incidents, line.open);
    let menu = row_menu(portal, asset);
    let stored = StoredValue::new(line);
    view! {
        <tr>
            <td data-label=t!("incident.asset")>
                <span class="row row-keep">
                    <Icon glyph/>
                    <button type="button" class="link story-open" on:click=move |_| open.set(Some(stored.get_value()))>
                        <bdi>{name}</bdi>
                    </button>
                    {critical}
                </span>
            </td>
            <td data-label=t!("incident.asset.group") class="roomy-only"><bdi>{group}</bdi></td>
            {of_machine}
            <td data-label=t!("assets.open") class="num">{opened}</td>
            <td data-label=t!("assets.incidents") class="num">{incidents}</td>
            <td data-label=t!("incident.severity")>{severity}</td>
            <td data-label=t!("incident.last-activity") class="nowrap">{last}</td>
            <td class="num cell-menu">{menu}</td>
        </tr>
    }
    .keyed(key)
}

/// The mark of a critical asset.
fn critical(is_critical: bool) -> Option<impl IntoView> {
    is_critical
        .then(|| view! { <Badge label=t!("incident.asset.critical") icon=Glyph::Warning outlined=true/> })
}

/// The flyout: what is known in short, and the way to the page.
fn summary(portal: Portal, line: &AssetLine) -> AnyView {
    let (kind, id) = (line.asset.kind, line.asset.id.clone());
    let href = Route::Asset { kind, id: id.as_str().into() }.to_string();
    view! {
        <div class="stack">
            {in_force::list(portal, kind, &id)}
            {known::facts(portal, kind, &id)}
            <div class="row">
                <ButtonLink label=t!("assets.page") href kind=ButtonKind::Primary/>
                {known::menu(portal, kind, id.clone())}
            </div>
            <h3 class="section">{t!("assets.incidents")}</h3>
            {known::incidents(portal, kind, &id, 10)}
        </div>
    }
    .into_any()
}
