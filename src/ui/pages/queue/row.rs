//! One row: what it says of its incident, on a wide screen and as a card on a phone.

use crate::analytics::clock::Clock;
use crate::analytics::score::Score;
use crate::domain::brief::AssetKind;
use crate::domain::catalogue::Row;
use crate::domain::ids::IncidentId;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Severity, Status, TacticSet};
use crate::domain::work::Assignment;
use crate::platform::intl;
use crate::ui::clock_face::clock_face;
use crate::ui::naming;
use crate::ui::parts::{Countdown, Glyph, Icon, ScoreBadge, SeverityMark, StatusMark, TacticStrip};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// Longest title that a row shows: more would be cut by the column anyway, and a hostile one could be a megabyte.
const TITLE_CHARS_MAX: usize = 300;

/// What a row says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowData {
    pub(super) id: IncidentId,
    pub(super) title: String,
    pub(super) severity: Severity,
    pub(super) status: Status,
    pub(super) assignment: Assignment,
    pub(super) score: u8,
    pub(super) tactics: TacticSet,
    /// How many assets of each kind, in the order of [`AssetKind::ALL`].
    pub(super) assets: [u32; 4],
    pub(super) alerts: u32,
    pub(super) created: Timestamp,
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
        Some(Self {
            id: IncidentId::new(known.id())?,
            title: known.title().chars().take(TITLE_CHARS_MAX).collect(),
            severity: incident.severity(),
            status: incident.status(),
            assignment: incident.assignment(),
            score: Score::of(incident).total(),
            tactics: known.tactics(),
            assets,
            alerts: known.alerts(),
            created: known.created(),
            clock: Clock::of(incident, &state.settings.targets),
            is_open: !incident.stage().is_closed(),
        })
    }
}

/// The cells of a row on a wide screen.
pub(super) fn cells(data: RowData, href: String) -> AnyView {
    let portal = Portal::get();
    let reader = Signal::derive(move || portal.party());
    let is_nobody = data.assignment.party.is_none();
    view! {
        <span class="rows-cell" role="gridcell"><ScoreBadge score=Some(data.score)/></span>
        <span class="rows-cell" role="gridcell">
            <span class="third">{data.id.to_string()}</span> " "
            <a class="name" href=href tabindex="-1"><bdi>{data.title}</bdi></a>
        </span>
        <span class="rows-cell" role="gridcell"><SeverityMark level=data.severity/></span>
        <span class="rows-cell" role="gridcell"><StatusMark status=data.status reader/></span>
        <span class="rows-cell" role="gridcell" class:third=is_nobody>
            <bdi>{naming::assignment(&data.assignment)}</bdi>
        </span>
        <span class="rows-cell" role="gridcell"><TacticStrip tactics=data.tactics/></span>
        <span class="rows-cell" role="gridcell">{asset_counts(data.assets)}</span>
        <span class="rows-cell num" role="gridcell">{intl::number(f64::from(data.alerts))}</span>
        <span class="rows-cell wide-only" role="gridcell">{intl::moment(data.created)}</span>
        <span class="rows-cell" role="gridcell">{clock(data.clock)}</span>
    }
    .into_any()
}

/// The same as a card.
pub(super) fn card(data: RowData, href: String) -> AnyView {
    let portal = Portal::get();
    let reader = Signal::derive(move || portal.party());
    view! {
        <span class="rows-card" role="gridcell">
            <span class="row row-keep">
                <ScoreBadge score=Some(data.score)/>
                <SeverityMark level=data.severity/>
                <span class="third">{data.id.to_string()}</span>
                <span class="push">{clock(data.clock)}</span>
            </span>
            <a class="name card-title cut-2" href=href tabindex="-1"><bdi>{data.title}</bdi></a>
            <span class="row row-keep row-wide">
                <StatusMark status=data.status reader/>
                {asset_counts(data.assets)}
                <span class="push"><TacticStrip tactics=data.tactics/></span>
            </span>
        </span>
    }
    .into_any()
}

fn clock(clock: Option<Clock>) -> AnyView {
    let portal = Portal::get();
    match clock {
        Some(clock) => {
            let face = Signal::derive(move || clock_face(&clock, portal.now(), portal.party()));
            view! { <Countdown clock=face/> }.into_any()
        }
        None => view! { <span class="third" aria-hidden="true">"–"</span> }.into_any(),
    }
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
