//! How much of a grid is seen.

use super::spare;
use crate::platform::elements::SizeObserver;
use crate::view::prelude::*;
use leptos::html;

/// Keeps the height of the window without the head, which lies over its top, and its width.
pub(super) fn observe(viewport: NodeRef<html::Div>, window_px: RwSignal<f64>, width_px: RwSignal<f64>) {
    let observer = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(element) = viewport.get() else { return };
        let told = element.clone();
        let tell = move |_width: f64, _height: f64| {
            let head =
                told.query_selector(".rows-head").ok().flatten().map_or(0, |head| head.client_height());
            let covered = if told.class_list().contains("rows-cards") { 0 } else { head };
            let px = f64::from((told.client_height() - covered).max(0));
            spare::note_window_px(px);
            window_px.set(px);
            width_px.set(f64::from(told.client_width()));
        };
        observer.set_value(SizeObserver::new(&element, tell));
    });
}
