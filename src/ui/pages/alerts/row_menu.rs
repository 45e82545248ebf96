//! The menu of a row: what the flyout of its alert offers, without opening it. The record is read when it is asked for.

use super::Alerts;
use super::menu::AlertDeeds;
use super::record::record_of;
use crate::analytics::alerts::AlertNumber;
use crate::store::failure::SaveFailure;
use crate::t;
use crate::ui::failures;
use crate::ui::parts::{Floating, FloatingPopover, Glyph, GridRow, Icon, MenuItem, Tone, menu_entry};
use crate::view::prelude::*;
use leptos::ev::MouseEvent;
use leptos::task::spawn_local;

/// The menu of all rows. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct RowMenu {
    alerts: Alerts,
    floating: Floating,
    /// The alert that was asked about last.
    asked: RwSignal<Option<AlertNumber>>,
    /// What can be done with it, once its record is there.
    deeds: AlertDeeds,
}

impl RowMenu {
    pub(super) fn new(alerts: Alerts) -> Self {
        let deeds = AlertDeeds::new(alerts.portal, None);
        Self { alerts, floating: Floating::new(), asked: RwSignal::new(None), deeds }
    }

    /// Opens it at the button that was pressed.
    fn open(self, number: AlertNumber, event: &MouseEvent) {
        let portal = self.alerts.portal;
        self.floating.place_at(event);
        self.asked.set(Some(number));
        spawn_local(async move {
            let read = record_of(portal, number).await;
            // Another one may have been asked about meanwhile, or the page left.
            if self.asked.try_get_untracked() != Some(Some(number)) {
                return;
            }
            match read {
                Ok(Some((incident, record, at))) => {
                    let Some(alert) = record.alerts.get(at).cloned() else { return };
                    self.deeds.of.set(Some((incident, alert)));
                    self.floating.open();
                }
                Ok(None) => {}
                Err(problem) => {
                    portal.say(Tone::Error, failures::save_failure(&SaveFailure::from(problem)));
                }
            }
        });
    }

    /// The button of a row.
    pub(super) fn button(self, row: GridRow) -> AnyView {
        let portal = self.alerts.portal;
        let label = move || {
            let number = row.id.get();
            let line = portal.read(|state| portal.alerts.glance(|index| index.line(number, state)));
            t!("alerts.more", title = line.map(|line| line.title).unwrap_or_default())
        };
        let press = move |event: MouseEvent| {
            event.stop_propagation();
            self.open(row.id.get_untracked(), &event);
        };
        view! {
            <span class="rows-cell rows-more" role="gridcell">
                <button
                    type="button"
                    class="button button-subtle button-icon button-24"
                    aria-label=label
                    aria-haspopup="menu"
                    tabindex=row.tabindex()
                    on:click=press
                >
                    <Icon glyph=Glyph::More20/>
                </button>
            </span>
        }
        .into_any()
    }

    /// The popover, and the dialog that one of its entries opens.
    pub(super) fn popover(self) -> AnyView {
        view! {
            <FloatingPopover
                floating=self.floating
                label=Signal::derive(|| t!("alert.actions"))
                is_menu=Signal::stored(true)
                content=move || self.entries()
            />
            {self.deeds.dialog()}
        }
        .into_any()
    }

    fn entries(self) -> AnyView {
        let choose = Callback::new(move |entry: usize| {
            self.floating.close();
            match entry.checked_sub(1) {
                None => self.alerts.open.set(self.asked.get_untracked()),
                Some(entry) => self.deeds.choose(entry),
            }
        });
        let open = MenuItem { glyph: Some(Glyph::Flash), ..MenuItem::new(t!("alerts.open")) };
        let items = [open].into_iter().chain(self.deeds.items()).enumerate();
        items.map(|(at, item)| menu_entry(at, item, choose)).collect_view().into_any()
    }
}
