//! The alerts of the incident: a table, and one in detail.

use super::room::Room;
use super::taken::mark;
use super::{when_here, without_alerts};
use crate::domain::record::{AlertRecord, IncidentRecord};
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::pages::alerts::detail::{assignee, category, detail, standing_of};
use crate::ui::parts::{Button, ButtonKind, Drawer, SeverityMark};
use crate::view::prelude::*;
use std::rc::Rc;

/// How many rows are shown at first, and with each press for more.
const STEP: usize = 100;
/// Longest name in a row, in characters.
const NAME_CHARS: usize = 200;

/// The part of the page.
#[component]
pub(super) fn AlertsTab() -> impl IntoView {
    let room = Room::get();
    let open = RwSignal::new(None::<usize>);
    let most = RwSignal::new(STEP);
    let show = move |record: Rc<IncidentRecord>| {
        if record.alerts.is_empty() {
            return without_alerts(room, t!("incident.alerts.none"));
        }
        let left = record.alerts.len().saturating_sub(most.get());
        let rows =
            record.alerts.iter().take(most.get()).enumerate().map(|(at, alert)| row(room, at, alert, open));
        let more = (left > 0).then(|| more_row(left, most, STEP));
        view! {
            <div class="table-frame">
                <table class="table table-40 table-cards">
                    <thead>
                        <tr>
                            <th scope="col">{t!("incident.alert")}</th>
                            <th scope="col">{t!("incident.severity")}</th>
                            <th scope="col">{t!("incident.status")}</th>
                            <th scope="col">{t!("incident.assigned")}</th>
                            <th scope="col">{t!("incident.source")}</th>
                            <th scope="col">{t!("incident.category")}</th>
                            <th scope="col">{t!("incident.first-activity")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
            {more}
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="alerts-title">
            <div class="card-head"><h2 class="card-title" id="alerts-title">{t!("incident.alerts")}</h2></div>
            {when_here(room, room.record, show)}
        </section>
        <AlertFlyout open/>
    }
    .into_any()
}

/// A row that shows more rows.
pub(super) fn more_row(left: usize, most: RwSignal<usize>, step: usize) -> AnyView {
    let label = t!("incident.more", n = left);
    view! {
        <div class="card-row">
            <Button label kind=ButtonKind::Subtle on_press=move |_| most.update(|most| *most += step)/>
        </div>
    }
    .into_any()
}

fn row(room: Room, at: usize, alert: &AlertRecord, open: RwSignal<Option<usize>>) -> AnyView {
    let (status, _) = standing_of(room.portal, &room.id(), alert);
    let title = clip(&alert.title, NAME_CHARS).into_owned();
    let first = alert.first_activity_date_time.map_or_else(|| t!("incident.not-said"), intl::moment);
    view! {
        <tr>
            <td data-label=t!("incident.alert")>
                <button type="button" class="link story-open" on:click=move |_| open.set(Some(at))>
                    <bdi>{title}</bdi>
                </button>
                {mark(room.origin(at))}
            </td>
            <td data-label=t!("incident.severity")><SeverityMark level=alert.severity.clone()/></td>
            <td data-label=t!("incident.status") class="cell-type">{naming::alert_status(&status)}</td>
            <td data-label=t!("incident.assigned") class="cell-person"><bdi>{assignee(room.portal, &room.id(), alert)}</bdi></td>
            <td data-label=t!("incident.source") class="cell-type">{naming::source(alert.service_source.as_str())}</td>
            <td data-label=t!("incident.category")><bdi>{category(alert)}</bdi></td>
            <td data-label=t!("incident.first-activity") class="nowrap">{first}</td>
        </tr>
    }
    .keyed(alert.id.as_str())
}

/// One alert in detail, over the page.
#[component]
pub(super) fn AlertFlyout(
    /// The number of the alert in the record; nothing while none is open.
    open: RwSignal<Option<usize>>,
) -> impl IntoView {
    let room = Room::get();
    let is_open = Signal::derive(move || open.get().is_some());
    let close = Callback::new(move |()| open.set(None));
    let content = move || {
        let at = open.get()?;
        room.record.with(|record| Some(detail(room.portal, &room.id(), record.here()?.alerts.get(at)?)))
    };
    view! { <Drawer open=is_open on_close=close title=t!("incident.alert")>{content}</Drawer> }.into_any()
}
