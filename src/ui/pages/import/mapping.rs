//! How the columns of a table are read: proposed, adjusted here, and kept with the import.

use super::Desk;
use crate::domain::mapping::{TableField, TableMapping};
use crate::formats::file::TablePreview;
use crate::t;
use crate::ui::parts::{Button, Choice, Select};
use crate::view::prelude::*;

/// Zones that are offered for times that say none, in hours east of UTC.
const ZONE_HOURS: std::ops::RangeInclusive<i32> = -12..=14;
/// More columns than these are seldom incidents; the others are kept under their headings.
const COLUMNS_SHOWN: usize = 60;

/// The editor.
pub(super) fn editor(desk: Desk, table: &TablePreview) -> AnyView {
    let mapping = RwSignal::new(table.mapping.clone());
    let before = table.mapping.clone();
    let changed = Memo::new(move |_| mapping.with(|now| *now != before));
    let first = table.rows.first().cloned().unwrap_or_default();
    let columns = (0..table.mapping.columns.len().min(COLUMNS_SHOWN))
        .map(|at| column(mapping, at, first.get(at).cloned().unwrap_or_default()))
        .collect_view();
    view! {
        <div class="stack stack-8">
            <h3 class="caption second">{t!("import.mapping")}</h3>
            <p class="second">{t!("import.mapping.hint")}</p>
            <div class="import-columns">{columns}</div>
            <div class="import-zone">{zone(mapping)}</div>
            {move || changed.get().then(|| view! {
                <div>
                    <Button
                        label=t!("import.mapping.read")
                        on_press=move |_| desk.read(Some(mapping.get_untracked()))
                    />
                </div>
            })}
        </div>
    }
    .into_any()
}

fn column(mapping: RwSignal<TableMapping>, at: usize, sample: String) -> AnyView {
    let column = move |mapping: &TableMapping| mapping.columns.get(at).cloned();
    let heading = mapping.with_untracked(column).map(|column| column.heading).unwrap_or_default();
    let choices: Vec<Choice> = std::iter::once(Choice::new("", t!("import.mapping.none")))
        .chain(TableField::ALL.iter().map(|field| Choice::new(field.as_str(), field.as_str())))
        .collect();
    let value = Signal::derive(move || {
        let field = mapping.with(column).and_then(|column| column.field);
        field.map(|field| field.as_str().to_owned()).unwrap_or_default()
    });
    let help = (!sample.trim().is_empty()).then(|| crate::domain::text::clip(&sample, 60).into_owned());
    view! {
        <Select
            label=heading
            choices=choices
            value
            help=MaybeProp::from(help)
            small=true
            on_change=move |word: String| mapping.update(|mapping| mapping.assign(at, TableField::parse(&word)))
        />
    }
    .into_any()
}

fn zone(mapping: RwSignal<TableMapping>) -> AnyView {
    let choices: Vec<Choice> = std::iter::once(Choice::new("", t!("import.zone.none")))
        .chain(ZONE_HOURS.map(|hours| Choice::new((hours * 60).to_string(), format!("UTC{hours:+}"))))
        .collect();
    let value = Signal::derive(move || {
        let minutes = mapping.with(|mapping| mapping.zone_minutes);
        minutes.map(|minutes| minutes.to_string()).unwrap_or_default()
    });
    view! {
        <Select
            label=t!("import.zone")
            choices=choices
            value
            help=t!("import.zone.help")
            small=true
            on_change=move |word: String| mapping.update(|mapping| mapping.zone_minutes = word.parse().ok())
        />
    }
    .into_any()
}
