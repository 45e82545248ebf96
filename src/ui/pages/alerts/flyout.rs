//! One alert beside the list: its record is read when it is opened.

use super::Alerts;
use super::detail::detail;
use super::record::record_of;
use crate::domain::ids::IncidentId;
use crate::domain::record::IncidentRecord;
use crate::store::failure::SaveFailure;
use crate::t;
use crate::ui::failures;
use crate::ui::parts::{Banner, Drawer, SkeletonLines, Tone};
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;

/// The record of the alert that is open, or why it could not be read.
#[derive(Clone)]
enum Opened {
    Waiting,
    Here(IncidentId, Rc<IncidentRecord>, usize),
    Failed(String),
}

/// The flyout.
#[component]
pub(super) fn Flyout(alerts: Alerts) -> impl IntoView {
    let portal = alerts.portal;
    let open = alerts.open;
    let opened = RwSignal::new_local(Opened::Waiting);
    Effect::new(move |_| {
        let Some(number) = open.get() else { return };
        opened.set(Opened::Waiting);
        spawn_local(async move {
            let answer = match record_of(portal, number).await {
                Ok(Some((id, record, at))) => Opened::Here(id, record, at),
                Ok(None) => return,
                Err(problem) => Opened::Failed(failures::save_failure(&SaveFailure::from(problem))),
            };
            // Another one may have been opened meanwhile, or the page left.
            if open.try_get_untracked() == Some(Some(number)) {
                opened.set(answer);
            }
        });
    });
    let content = move || match opened.get() {
        Opened::Waiting => view! { <SkeletonLines lines=6/> }.into_any(),
        Opened::Failed(why) => view! { <Banner tone=Tone::Error small=true>{why}</Banner> }.into_any(),
        Opened::Here(id, record, at) => {
            record.alerts.get(at).map_or_else(AnyView::nothing, |alert| detail(portal, &id, alert))
        }
    };
    let is_open = Signal::derive(move || open.get().is_some());
    view! {
        <Drawer open=is_open on_close=move |()| open.set(None) title=t!("incident.alert")>{content}</Drawer>
    }
    .into_any()
}
