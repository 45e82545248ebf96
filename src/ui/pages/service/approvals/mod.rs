//! The approval matrix: who acts, by action, group of assets, severity and time of day; and what it would have led to.

mod cell;
mod columns;
mod grid;
mod simulator;

use super::super::setup::{Form, HoursFields};
use super::settings::head;
use crate::domain::approvals::{AssetGroup, Band};
use crate::domain::brief::AssetKind;
use crate::domain::difference::{Difference, differences};
use crate::domain::response::ActionKind;
use crate::domain::settings::Settings;
use crate::domain::simulate::{Simulation, simulate};
use crate::t;
use crate::ui::naming;
use crate::ui::pages::setup::hours_text;
use crate::ui::parts::{Glyph, Icon, Segment, Segmented};
use crate::view::prelude::*;

/// What is chosen on the page.
#[derive(Clone, Copy)]
struct Room {
    form: Form,
    /// The severity whose cells are shown.
    band: RwSignal<Band>,
    /// The cell in hand.
    chosen: RwSignal<Place>,
    /// The settings in force.
    before: Memo<Settings>,
    /// The settings as they would be.
    after: Memo<Settings>,
    /// The month of the simulator, so many before the present one.
    month: RwSignal<u32>,
    /// What the draft would have led to in that month.
    found: Memo<Simulation>,
}

/// A place in the matrix.
type Place = (ActionKind, Option<AssetGroup>);

/// The two halves of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Half {
    /// Devices and files.
    Devices,
    /// People, mail and applications.
    People,
}

impl Half {
    const ALL: [Self; 2] = [Self::Devices, Self::People];

    fn of(kind: ActionKind) -> Self {
        let kinds = kind.target_kinds();
        if kinds.is_empty() || kinds.contains(&AssetKind::Device) { Self::Devices } else { Self::People }
    }

    /// The kinds of action of this half in the order of the API; a step by hand is nobody's to approve.
    fn actions(self) -> impl Iterator<Item = ActionKind> {
        ActionKind::ALL.into_iter().filter(move |kind| kind.has_automation() && Self::of(*kind) == self)
    }

    /// The columns that can hold an asset of this half.
    fn columns(self, all: &[AssetGroup]) -> Vec<AssetGroup> {
        let kinds: &[AssetKind] = match self {
            Self::Devices => &[AssetKind::Device],
            Self::People => &[AssetKind::User, AssetKind::Mailbox, AssetKind::CloudApp],
        };
        all.iter().filter(|column| kinds.iter().any(|kind| column.may_hold(*kind))).cloned().collect()
    }

    fn title(self) -> String {
        match self {
            Self::Devices => t!("approval-matrix.devices"),
            Self::People => t!("approval-matrix.people"),
        }
    }

    fn others(self) -> String {
        match self {
            Self::Devices => t!("approval-matrix.others.devices"),
            Self::People => t!("approval-matrix.others.people"),
        }
    }
}

/// The page below the tabs.
#[component]
pub(super) fn Approvals() -> impl IntoView {
    let form = Form::of_settings();
    let portal = form.portal;
    let before = Memo::new(move |_| portal.read(|state| state.settings.clone()));
    let after = Memo::new(move |_| form.draft.with(|draft| before.with(|known| draft.applied_to(known))));
    let band = RwSignal::new(Band::High);
    let chosen = RwSignal::new((ActionKind::IsolateDevice, None));
    let month = RwSignal::new(1_u32);
    // The month moves on with the calendar and not with the clock.
    let span = Memo::new(move |_| simulator::span(portal, month.get()));
    let found = Memo::new(move |_| {
        let (from, to) = span.get();
        portal.read(|state| after.with(|draft| simulate(state, draft, from, to)))
    });
    let room = Room { form, band, chosen, before, after, month, found };
    view! {
        <div class="with-side calm">
            <div class="stack">
                {head(form, t!("approval-matrix.title"), t!("approval-matrix.second"))}
                <section class="card" aria-label=t!("approval-matrix.title")>
                    {bar(room)}
                    {Half::ALL.map(|half| grid::table(room, half)).collect_view()}
                    {cell::editor(room)}
                </section>
                {columns::card(room)}
                <section class="card card-body stack stack-8" aria-labelledby="hours-title">
                    <h2 class="card-title" id="hours-title">{t!("service.hours")}</h2>
                    <p class="data second">{t!("approval-matrix.hours.help")}</p>
                    <HoursFields
                        hours=Signal::derive(move || form.draft.with(|draft| draft.business_hours.clone()))
                        on_change=Callback::new(move |hours| form.edit(|draft| draft.business_hours = hours))
                        problem=Signal::derive(move || form.problem_at("businessHours.spans"))
                        disallowed=form.locked
                    />
                </section>
            </div>
            <div class="stack settings-side">{simulator::card(room)}</div>
        </div>
    }
}

/// The severity that is shown, when day is, and how much the draft changes.
fn bar(room: Room) -> AnyView {
    let segments: Vec<Segment> = Band::ALL.into_iter().map(|band| Segment::new(naming::band(band))).collect();
    let chosen = move || Band::ALL.into_iter().position(|band| band == room.band.get()).unwrap_or(0);
    let choose = move |at: usize| {
        if let Some(band) = Band::ALL.get(at) {
            room.band.set(*band);
        }
    };
    let hours = move || room.form.draft.with(|draft| hours_text(&draft.business_hours));
    let changed = move || {
        let found = room.before.with(|before| room.after.with(|after| differences(before, after)));
        let cells = found.iter().filter(|found| matches!(found, Difference::CellChanged(_))).count();
        (cells > 0).then(|| {
            view! {
                <span class="row row-tight push">
                    <span class="approval-dot" aria-hidden="true"></span>
                    {t!("approval-matrix.changed", n = cells)}
                </span>
            }
        })
    };
    view! {
        <div class="approval-bar">
            <Segmented
                label=t!("approval-matrix.severity")
                segments=segments
                chosen=Signal::derive(chosen)
                on_choose=Callback::new(choose)
            />
            <span class="row row-tight data second"><Icon glyph=Glyph::Sun/>{hours}</span>
            <span class="row row-tight data second"><Icon glyph=Glyph::Moon/>{t!("approval-matrix.other-times")}</span>
            {changed}
        </div>
    }
    .into_any()
}
