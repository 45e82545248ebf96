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
use crate::ui::asset_glyph::asset_glyph;
use crate::ui::clock_face::{pause_line, row_face, span};
use crate::ui::naming;
use crate::ui::parts::{
    Band, Checkbox, ClockFace, Glyph, GridRow, Icon, countdown, score_badge, severity_mark, status_mark,
    tactic_strip,
};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Longest title that a row shows: more would be cut by the column anyway, and a hostile one could be a megabyte.
const TITLE_CHARS_MAX: usize = 300;
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
        let incident = state.with_work(known);
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
            clock: Clock::of(incident, state, state.covers(incident)),
            is_open: !incident.stage().is_closed(),
        })
    }
}

/// What the row of a slot says, while it shows one.
pub(super) type Shown = Memo<Option<RowData>>;

/// The cells of a slot on a wide screen, between its box and its menu. They are made once: each follows the row that the
/// slot shows, and of what is drawn only what differs is changed.
pub(super) fn cells(data: Shown, columns: &[Column], tools: RowTools, row: GridRow) -> AnyView {
    let cells = columns.iter().map(|column| {
        let class = match *column {
            Column::Incident => "rows-cell rows-key",
            Column::Assets => "rows-cell rows-assets",
            column if is_number(column) => "rows-cell num",
            _ => "rows-cell",
        };
        view! { <span class=class role="gridcell">{cell(data, *column, tools, row)}</span> }
    });
    cells.collect_view().into_any()
}

/// Whether a column holds numbers, which stand at the right.
pub(super) fn is_number(column: Column) -> bool {
    matches!(column, Column::Alerts | Column::ActiveAlerts | Column::ImportedScore)
}

fn cell(data: Shown, column: Column, tools: RowTools, row: GridRow) -> AnyView {
    match column {
        Column::Score => score(data, tools, row),
        Column::Due => due(data, tools, row),
        Column::Incident => of_row(data, move |data| name(data, &tools.view.link_to(&data.id))),
        column => of_row(data, move |data| said(data, column, tools.view.portal)),
    }
}

/// A part of a row that is drawn from what the row says.
fn of_row(data: Shown, draw: impl Fn(&RowData) -> AnyView + 'static) -> AnyView {
    let drawn = move || data.with(|data| data.as_ref().map_or_else(AnyView::nothing, &draw));
    drawn.into_any()
}

/// What a column without controls says. Without a function inside, so that one row after another keeps its elements.
fn said(data: &RowData, column: Column, portal: Portal) -> AnyView {
    let moment = |at: Option<Timestamp>| at.map_or_else(|| "–".to_owned(), intl::moment).into_any();
    let number = |value: u32| intl::number(f64::from(value)).into_any();
    match column {
        Column::Score | Column::Due | Column::Incident => AnyView::nothing(),
        Column::ImportedScore => {
            data.imported_score.map_or_else(|| "–".to_owned(), |score| score.to_string()).into_any()
        }
        Column::Severity => severity_mark(&data.severity, false),
        Column::Status => status_mark(&data.status, portal.party()),
        Column::Assigned => {
            let is_nobody = data.assignment.party.is_none();
            let text = clip(&naming::assignment(&data.assignment, portal.party()), TAG_CHARS).into_owned();
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
        Column::Tactics => tactic_strip(data.tactics),
        Column::Assets => asset_counts(data.assets),
        Column::Alerts => number(data.alerts),
        Column::ActiveAlerts => number(data.alerts_active),
        Column::FirstActivity => moment(data.activity.0),
        Column::LastActivity => moment(data.activity.1),
        Column::Created => moment(Some(data.created)),
        Column::Updated => moment(Some(data.updated)),
        Column::InState if !data.since.is_likely() => "–".to_owned().into_any(),
        Column::InState => {
            let age = span(portal.now().millis_since(data.since).max(0));
            view! { <span title=intl::moment(data.since)>{age}</span> }.into_any()
        }
    }
}

/// Longest name that is kept at the end of a title, in characters.
const TAIL_CHARS: usize = 24;

/// A title in two parts, of which the first gives way where there is no room. The second is a name of a device or an
/// account at its end, which tells one incident from the next; it is empty where the title does not end in one.
fn parted(title: &str) -> (&str, &str) {
    let last = title.rfind(' ').unwrap_or(0);
    let (head, tail) = title.split_at(last);
    let is_name =
        tail.contains(|letter: char| letter.is_ascii_digit() || matches!(letter, '-' | '@' | '\\' | '.'));
    if is_name && !head.is_empty() && tail.chars().count() <= TAIL_CHARS { (head, tail) } else { (title, "") }
}

/// Number and name. A long name gives way in its middle, and has two lines where rows have room around them.
fn name(data: &RowData, href: &str) -> AnyView {
    let (head, tail) = parted(&data.title);
    // Read in one piece, also where it is drawn in two.
    let label = (!tail.is_empty()).then(|| data.title.clone());
    view! {
        <span class="rows-name">
            <span class="third">{clip(data.id.as_str(), TAG_CHARS).into_owned()}</span>
            // Both halves run the way in which the title is written, also on a page that runs the other way.
            <a class="name" dir="auto" href=href.to_owned() tabindex="-1" title=data.title.clone() aria-label=label>
                <span class="rows-name-head">{head.to_owned()}</span>
                <span class="rows-name-tail">{tail.to_owned()}</span>
            </a>
        </span>
    }
    .into_any()
}

/// The same as a card.
pub(super) fn card(data: Shown, tools: RowTools, row: GridRow) -> AnyView {
    let view = tools.view;
    let number = |data: &RowData| {
        view! { <span class="third card-number">{clip(data.id.as_str(), TAG_CHARS).into_owned()}</span> }
            .into_any()
    };
    let title = move |data: &RowData| {
        let href = view.link_to(&data.id);
        view! {
            <a class="name card-title cut-2" href=href tabindex="-1" title=data.title.clone()><bdi>{data.title.clone()}</bdi></a>
        }
        .into_any()
    };
    view! {
        <span class="rows-card" role="gridcell">
            <span class="row row-keep">
                {score(data, tools, row)}
                {cell(data, Column::Severity, tools, row)}
                {of_row(data, number)}
                <span class="push">{due(data, tools, row)}</span>
            </span>
            {of_row(data, title)}
            <span class="row row-keep row-wide">
                {cell(data, Column::Status, tools, row)}
                {cell(data, Column::Assets, tools, row)}
                <span class="push">{cell(data, Column::Tactics, tools, row)}</span>
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

fn score(data: Shown, tools: RowTools, row: GridRow) -> AnyView {
    let score = Memo::new(move |_| data.with(|data| data.as_ref().map(|data| data.score)));
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
            {move || score_badge(score.get())}
        </button>
    }
    .into_any()
}

fn due(data: Shown, tools: RowTools, row: GridRow) -> AnyView {
    let portal = tools.view.portal;
    let clock = Memo::new(move |_| data.with(|data| data.as_ref().and_then(|data| data.clock)));
    let runs = Memo::new(move |_| clock.with(Option::is_some));
    let face = move || {
        let clock = clock.get()?;
        let face = row_face(portal, &clock);
        if face.band != Band::Paused {
            return Some(countdown(&face));
        }
        // Why it stands still takes more room than a row has.
        let id = data.with(|data| data.as_ref().map(|data| data.id.clone()))?;
        let why = portal.read(|state| {
            let pause = state.incident(id.as_str())?.work?.pauses.last()?;
            pause_line(&clock, pause, portal.now())
        });
        Some(countdown(&ClockFace { due: why.or(face.due), ..face }))
    };
    let drawn = move || {
        if !runs.get() {
            return view! { <span class="third" aria-hidden="true">"–"</span> }.into_any();
        }
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
                {face}
            </button>
        }
        .into_any()
    };
    drawn.into_any()
}

fn tags(tags: &[String]) -> AnyView {
    let named = tags.iter().take(TAGS_MAX).cloned().collect::<Vec<_>>().join(", ");
    let more = if tags.len() > TAGS_MAX { " …" } else { "" };
    view! { <bdi>{named}{more}</bdi> }.into_any()
}

/// The usual width of the column of assets, as [`super::fit`] has it.
const ASSETS_PX: usize = 90;
/// Widths from which on all kinds are drawn, as `style/page-assets.css` has them.
const ASSETS_PX_STEPS: [usize; 5] = [112, 144, 176, 240, 400];
/// The icon of a kind with its gap, a digit, and the gap between kinds.
const KIND_PX: usize = 20;
const DIGIT_PX: usize = 8;
const KINDS_GAP_PX: usize = 8;

/// How many assets of each kind. Where not all kinds have room, the first are drawn and the assets of the others counted; it
/// is read and said as a whole.
fn asset_counts(counts: [u32; 4]) -> AnyView {
    let kinds: Vec<(AssetKind, u32)> =
        AssetKind::ALL.into_iter().zip(counts).filter(|(_, count)| *count > 0).collect();
    if kinds.is_empty() {
        return AnyView::nothing();
    }
    let number = |count: u32| intl::number(f64::from(count));
    let figure_px = |count: u32| DIGIT_PX * number(count).chars().count();
    let of = |from: usize| kinds.iter().skip(from).map(|(_, count)| *count).sum::<u32>();
    let width_px = |kept: usize| -> usize {
        kinds.iter().take(kept).map(|(_, count)| KIND_PX + figure_px(*count) + KINDS_GAP_PX).sum()
    };
    let all_px = width_px(kinds.len()) - KINDS_GAP_PX;
    let fits = |kept: &usize| width_px(*kept) + DIGIT_PX + figure_px(of(*kept)) <= ASSETS_PX;
    let kept = (1..kinds.len()).rev().find(fits).unwrap_or(1);
    let step = ASSETS_PX_STEPS.into_iter().find(|step| all_px <= *step).unwrap_or(400);
    let class = if all_px <= ASSETS_PX { String::new() } else { format!(" assets-{step}") };
    let said =
        kinds.iter().map(|(kind, count)| format!("{}: {}", naming::asset_kinds(*kind), number(*count)));
    let said = said.collect::<Vec<_>>().join(", ");
    let marks = kinds.iter().enumerate().map(|(at, (kind, count))| {
        let class = if at < kept { "asset-count" } else { "asset-count asset-rest" };
        let glyph = asset_glyph(*kind);
        view! { <span class=class><Icon glyph/>{number(*count)}</span> }
    });
    let marks = marks.collect_view();
    let rest = of(kept);
    let more =
        (rest > 0).then(|| view! { <span class="asset-more third">{format!("+{}", number(rest))}</span> });
    let class = format!("row row-keep{class}");
    view! { <span class=class role="img" aria-label=said.clone() title=said>{marks}{more}</span> }.into_any()
}
