//! The story as a list: the alerts in order of time, with the assets of each.

use super::super::alerts::AlertFlyout;
use super::super::room::Room;
use super::names_of;
use crate::analytics::incident::story::assets_of;
use crate::domain::record::AlertRecord;
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, SeverityMark};
use crate::view::prelude::*;

/// How many alerts are listed at first, and with each press for more.
const STEP: usize = 50;
/// Longest name, in characters.
const NAME_CHARS: usize = 160;

/// The list.
#[component]
pub(super) fn AlertList() -> impl IntoView {
    let room = Room::get();
    let open = RwSignal::new(None::<usize>);
    let most = RwSignal::new(STEP);
    let order = Memo::new(move |_| {
        room.record.with(|record| {
            let Some(record) = record.here() else { return Vec::new() };
            let mut order: Vec<usize> = (0..record.alerts.len()).collect();
            order.sort_by_key(|at| {
                record
                    .alerts
                    .get(*at)
                    .map(|alert| alert.first_activity_date_time.unwrap_or(alert.created_date_time))
            });
            order
        })
    });
    let items = move || {
        let order = order.get();
        room.record.with(|record| {
            let alerts = record.here().map_or(&[][..], |record| &record.alerts);
            let shown = order.iter().take(most.get());
            shown.filter_map(|at| Some(item(*at, alerts.get(*at)?, open))).collect_view()
        })
    };
    let more = move || {
        let left = order.with(Vec::len).saturating_sub(most.get());
        (left > 0).then(|| {
            let label = t!("incident.more", n = left);
            view! {
                <div class="card-row">
                    <Button label kind=ButtonKind::Subtle on_press=move |_| most.update(|most| *most += STEP)/>
                </div>
            }
        })
    };
    view! {
        <ol>{items}</ol>
        {more}
        <AlertFlyout open/>
    }
    .into_any()
}

fn item(at: usize, alert: &AlertRecord, open: RwSignal<Option<usize>>) -> AnyView {
    let title = clip(&alert.title, NAME_CHARS).into_owned();
    let when = alert.first_activity_date_time.map_or_else(
        || t!("incident.alert.created", when = intl::moment(alert.created_date_time)),
        intl::moment,
    );
    let found = assets_of(alert);
    let assets = names_of(found.iter(), found.len(), &found);
    let assets = (!assets.is_empty()).then_some(assets);
    view! {
        <li class="story-item">
            <SeverityMark level=alert.severity.clone() bare=true/>
            <span class="grow">
                <button type="button" class="link story-open" on:click=move |_| open.set(Some(at))>
                    <bdi>{title}</bdi>
                </button>
                {assets.map(|assets| view! { <bdi class="caption third story-asset">{assets}</bdi> })}
            </span>
            <span class="caption third nowrap">{when}</span>
        </li>
    }
    .keyed(alert.id.as_str())
}
