//! One row: what it says of its incident, on a wide screen and as a card on a phone.

use super::tools::RowTools;
use crate::analytics::clock::Clock;
use crate::analytics::score::Score;
use crate::domain::brief::AssetKind;
use crate::domain::catalogue::Row;
use crate::domain::ids::IncidentId;
use crate::domain::state::State;
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Classification, Determination, Severity, Status, TacticSet};
use crate::domain::work::Assignment;
use crate::platform::intl;
use crate::route::Column;
use crate::t;
use crate::ui::clock_face::{clock_face, span};
use crate::ui::naming;
use crate::ui::parts::{
    Checkbox, Countdown, Glyph, GridRow, Icon, ScoreBadge, SeverityMark, StatusMark, TacticStrip,
};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Longest title that a row shows: more would be cut by the column anyway, and a hostile one could be a megabyte.
const TITLE_CHARS_MAX: usize = 300;
/// So many characters of a long title stand at its end, where the name of the asset often is.
const TITLE_END_CHARS: usize = 18;
/// Titles from this length on give way in the middle.
const TITLE_LONG_CHARS: usize = 40;
/// So many tags are named in a cell.
const TAGS_MAX: usize = 3;
/// Longest tag in a cell, in characters.
const TAG_CHARS: usize = 40;

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowData {
    pub(super) id: IncidentId,
    pub(super) title: String,
    pub(super) severity: Severity,
    pub(super) status: Status,
    pub(super) assignment: Assignment,
    pub(super) verdict: (Classification, Determination),
    pub(super) score: u8,
    pub(super) imported_score: Option<u8>,
    pub(super) tactics: TacticSet,
    pub(super) tags: Vec<String>,
    pub(super) sources: Vec<String>,
    /// How many assets of each kind, in the order of [`AssetKind::ALL`].
    pub(super) assets: [u32; 4],
    pub(super) alerts: u32,
    pub(super) alerts_active: u32,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
    pub(super) activity: (Option<Timestamp>, Option<Timestamp>),
    pub(super) since: Timestamp,
    pub(super) clock: Option<Clock>,
    pub(super) is_open: bool,
}

impl RowData {
    pub(super) fn of(row: Row, state: &State) -> Option<Self> {
        let known = state.catalogue.get(row)?;
        let incident = state.incident(known.id())?;
        let mut assets = [0; 4];
        for asset in known.assets() {
            if let Some(count) = assets.get_mut(asset.kind as usize) {
                *count += 1;
            }
        }
        let tags = incident.tags().into_iter().take(TAGS_MAX + 1);
        Some(Self {
            id: IncidentId::new(known.id())?,
            title: known.title().chars().take(TITLE_CHARS_MAX).collect(),
            severity: incident.severity(),
            status: incident.status(),
            assignment: incident.assignment(),
            verdict: incident.verdict(),
            score: Score::of(incident).total(),
            imported_score: known.priority_score(),
            tactics: known.tactics(),
            tags: tags.map(|tag| clip(tag, TAG_CHARS).into_owned()).collect(),
            sources: known.sources().take(TAGS_MAX).map(str::to_owned).collect(),
            assets,
            alerts: known.alerts(),
            alerts_active: incident.alerts_active(),
            created: known.created(),
            updated: known.updated(),
            activity: (known.first_activity(), known.last_activity()),
            since: incident.status_since(),
            clock: Clock::of(incident, &state.settings),
            is_open: !incident.stage().is_closed(),
        })
    }
}

/// The cells of a row on a wide screen, between its box and its menu.
pub(super) fn cells(
    data: &RowData,
    columns: &[Column],
    href: &str,
    tools: RowTools,
    row: GridRow,
) -> AnyView {
    let cells = columns.iter().map(|column| {
        let class = if is_number(*column) { "rows-cell num" } else { "rows-cell" };
        view! { <span class=class role="gridcell">{cell(data, *column, href, tools, row)}</span> }
    });
    cells.collect_view().into_any()
}

/// Whether a column holds numbers, which stand at the right.
pub(super) fn is_number(column: Column) -> bool {
    matches!(column, Column::Alerts | Column::ActiveAlerts | Column::ImportedScore)
}

fn cell(data: &RowData, column: Column, href: &str, tools: RowTools, row: GridRow) -> AnyView {
    let portal = Portal::get();
    let reader = Signal::derive(move || portal.party());
    let moment = |at: Option<Timestamp>| at.map_or_else(|| "–".to_owned(), intl::moment).into_any();
    let number = |value: u32| intl::number(f64::from(value)).into_any();
    match column {
        Column::Score => score(data, tools, row),
        Column::ImportedScore => {
            data.imported_score.map_or_else(|| "–".to_owned(), |score| score.to_string()).into_any()
        }
        Column::Incident => name(data, href),
        Column::Severity => view! { <SeverityMark level=data.severity.clone()/> }.into_any(),
        Column::Status => view! { <StatusMark status=data.status.clone() reader/> }.into_any(),
        Column::Assigned => {
            let is_nobody = data.assignment.party.is_none();
            let text = clip(&naming::assignment(&data.assignment), TAG_CHARS).into_owned();
            view! { <bdi class:third=is_nobody>{text}</bdi> }.into_any()
        }
        Column::Classification => match &data.verdict.0 {
            Classification::Unknown => view! { <span class="third">{t!("common.not-set")}</span> }.into_any(),
            known => naming::classification(known).into_any(),
        },
        Column::Determination => match &data.verdict.1 {
            Determination::Unknown => view! { <span class="third">{t!("common.not-set")}</span> }.into_any(),
            known => naming::determination(known).into_any(),
        },
        Column::Tags => tags(&data.tags),
        Column::Sources => {
            data.sources.iter().map(|word| naming::source(word)).collect::<Vec<_>>().join(", ").into_any()
        }
        Column::Tactics => view! { <TacticStrip tactics=data.tactics/> }.into_any(),
        Column::Assets => asset_counts(data.assets).into_any(),
        Column::Alerts => number(data.alerts),
        Column::ActiveAlerts => number(data.alerts_active),
        Column::FirstActivity => moment(data.activity.0),
        Column::LastActivity => moment(data.activity.1),
        Column::Created => moment(Some(data.created)),
        Column::Updated => moment(Some(data.updated)),
        Column::InState => {
            let since = data.since;
            view! { <span title=intl::moment(since)>{move || span(portal.now().millis_since(since).max(0))}</span> }
                .into_any()
        }
        Column::Due => due(data, tools, row),
    }
}

/// Number and name. A long name gives way in its middle, because its end says where it happened.
fn name(data: &RowData, href: &str) -> AnyView {
    let count = data.title.chars().count();
    let split = if count > TITLE_LONG_CHARS { count - TITLE_END_CHARS } else { count };
    let (start, end): (String, String) =
        (data.title.chars().take(split).collect(), data.title.chars().skip(split).collect());
    view! {
        <span class="rows-name">
            <span class="third">{clip(data.id.as_str(), TAG_CHARS).into_owned()}</span>
            <a class="name" href=href.to_owned() tabindex="-1" title=data.title.clone()>
                <bdi class="name-start">{start}</bdi>
                <bdi class="name-end">{end}</bdi>
            </a>
        </span>
    }
    .into_any()
}

/// The same as a card.
pub(super) fn card(data: &RowData, href: &str, tools: RowTools, row: GridRow) -> AnyView {
    let portal = Portal::get();
    let reader = Signal::derive(move || portal.party());
    view! {
        <span class="rows-card" role="gridcell">
            <span class="row row-keep">
                {score(data, tools, row)}
                <SeverityMark level=data.severity.clone()/>
                <span class="third">{clip(data.id.as_str(), TAG_CHARS).into_owned()}</span>
                <span class="push">{due(data, tools, row)}</span>
            </span>
            <a class="name card-title cut-2" href=href.to_owned() tabindex="-1"><bdi>{data.title.clone()}</bdi></a>
            <span class="row row-keep row-wide">
                <StatusMark status=data.status.clone() reader/>
                {asset_counts(data.assets)}
                <span class="push"><TacticStrip tactics=data.tactics/></span>
            </span>
        </span>
    }
    .into_any()
}

/// The box that selects the row. Made once a slot: it follows the row that the slot shows.
pub(super) fn pick(tools: RowTools, row: GridRow) -> AnyView {
    let view = tools.view;
    let checked = Signal::derive(move || view.is_picked(row.id.get()));
    let toggle = move |_: bool| view.toggle(row.id.get_untracked(), false);
    let label = Signal::derive(move || t!("queue.select-one", id = named(view, row)));
    view! {
        <span class="rows-cell rows-check" role="gridcell">
            <Checkbox label checked on_change=toggle label_hidden=true tabindex=row.tabindex()/>
        </span>
    }
    .into_any()
}

/// The button of the row's menu, made once a slot as well.
pub(super) fn more(tools: RowTools, row: GridRow) -> AnyView {
    let label = move || t!("queue.more", id = named(tools.view, row));
    view! {
        <span class="rows-cell rows-more" role="gridcell">
            <button
                type="button"
                class="button button-subtle button-icon button-24"
                aria-label=label
                aria-haspopup="menu"
                tabindex=row.tabindex()
                on:click=move |event| {
                    event.stop_propagation();
                    tools.open_menu(row.id.get_untracked(), &event);
                }
            >
                <Icon glyph=Glyph::More20/>
            </button>
        </span>
    }
    .into_any()
}

fn named(view: super::view::QueueView, row: GridRow) -> String {
    view.id(row.id.get()).map(|id| clip(id.as_str(), TAG_CHARS).into_owned()).unwrap_or_default()
}

fn score(data: &RowData, tools: RowTools, row: GridRow) -> AnyView {
    view! {
        <button
            type="button"
            class="rows-score"
            tabindex=row.tabindex()
            on:click=move |event| {
                event.stop_propagation();
                tools.open_score(row.id.get_untracked(), &event);
            }
        >
            <ScoreBadge score=Some(data.score)/>
        </button>
    }
    .into_any()
}

fn due(data: &RowData, tools: RowTools, row: GridRow) -> AnyView {
    let portal = Portal::get();
    match data.clock {
        Some(clock) => {
            let face = Signal::derive(move || clock_face(&clock, portal.now(), portal.party()));
            view! {
                <button
                    type="button"
                    class="rows-score"
                    tabindex=row.tabindex()
                    on:click=move |event| {
                        event.stop_propagation();
                        tools.open_clock(row.id.get_untracked(), &event);
                    }
                >
                    <Countdown clock=face/>
                </button>
            }
            .into_any()
        }
        None => view! { <span class="third" aria-hidden="true">"–"</span> }.into_any(),
    }
}

fn tags(tags: &[String]) -> AnyView {
    let named = tags.iter().take(TAGS_MAX).cloned().collect::<Vec<_>>().join(", ");
    let more = if tags.len() > TAGS_MAX { " …" } else { "" };
    view! { <bdi>{named}{more}</bdi> }.into_any()
}

fn asset_counts(counts: [u32; 4]) -> impl IntoView {
    let kinds = AssetKind::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0);
    let marks = kinds.map(|(kind, count)| {
        let glyph = match kind {
            AssetKind::Device => Glyph::Device,
            AssetKind::User => Glyph::Person,
            AssetKind::Mailbox => Glyph::Mail,
            AssetKind::CloudApp => Glyph::App,
        };
        view! {
            <span class="asset-count">
                <Icon glyph label=naming::asset_kind(kind)/>
                {intl::number(f64::from(count))}
            </span>
        }
    });
    view! { <span class="row row-keep">{marks.collect_view()}</span> }
}
