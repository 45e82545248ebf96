//! The cell in hand: what it says for each severity by day and at other times, and what happens if nobody answers.

use super::Room;
use super::grid::is_locked;
use crate::domain::approvals::{Approval, Band, ByTime, Cell};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Choice, Select};
use crate::view::prelude::*;

/// The waiting times that are offered, in minutes.
const WAITS_MINUTES: [u32; 7] = [15, 30, 60, 120, 240, 480, 1_440];

/// The fields of the cell in hand.
pub(super) fn editor(room: Room) -> AnyView {
    let title = move || {
        let (action, column) = room.chosen.get();
        let column =
            column.map_or_else(|| t!("matrix.others"), |known| naming::asset_group(known.kind, &known.name));
        t!("service.change.cell", action = naming::action_kind(action), column = column)
    };
    let fields = move || Band::ALL.map(|band| band_fields(room, band)).collect_view();
    view! {
        <section class="approval-editor" aria-labelledby="cell-title">
            <h2 class="card-title" id="cell-title">{title}</h2>
            <div class="entry-fields">{fields} {wait(room)}</div>
        </section>
    }
    .into_any()
}

fn cell(room: Room) -> Cell {
    let (action, column) = room.chosen.get();
    room.after.with(|settings| settings.approvals.effective(action, column.as_ref()))
}

fn change(room: Room, change: impl FnOnce(&mut Cell)) {
    let mut cell = untrack(|| cell(room));
    change(&mut cell);
    if !cell.asks() {
        cell.after_minutes = None;
    }
    room.form.edit(|draft| draft.approvals.set(cell));
}

/// Why the cell in hand may not be changed.
fn locked(room: Room) -> Option<String> {
    let excluded = room.chosen.get().1.is_some_and(|column| is_locked(room, &column));
    room.form.locked.get().or_else(|| excluded.then(|| t!("approval-matrix.field.excluded")))
}

fn band_fields(room: Room, band: Band) -> AnyView {
    let choices: Vec<Choice> = Approval::ALL
        .into_iter()
        .map(|approval| Choice::new(approval.as_str(), naming::approval(approval)))
        .collect();
    let by_time = move || cell(room).by_time(band);
    let field = |label: String, value: Signal<String>, set: fn(&mut ByTime, Approval)| {
        let on_change = move |word: String| {
            let Some(approval) = Approval::parse(&word) else { return };
            change(room, |cell| {
                let mut by_time = cell.by_time(band);
                set(&mut by_time, approval);
                cell.set(band, by_time);
            });
        };
        view! {
            <Select
                label
                choices=choices.clone()
                value
                on_change=Callback::new(on_change)
                disallowed=MaybeProp::derive(move || locked(room))
            />
        }
    };
    let band_name = naming::band(band);
    let day = field(
        t!("approval-matrix.field.day", band = &band_name),
        Signal::derive(move || by_time().day.as_str().to_owned()),
        |by_time, approval| by_time.day = approval,
    );
    let other = field(
        t!("approval-matrix.field.other", band = &band_name),
        Signal::derive(move || by_time().other.as_str().to_owned()),
        |by_time, approval| by_time.other = approval,
    );
    view! { {day} {other} }.into_any()
}

fn wait(room: Room) -> AnyView {
    let choices = move || {
        let kept = cell(room).after_minutes;
        let mut waits = WAITS_MINUTES.to_vec();
        waits.extend(kept.filter(|minutes| !WAITS_MINUTES.contains(minutes)));
        let waits = waits
            .into_iter()
            .map(|minutes| Choice::new(minutes.to_string(), t!("approval-matrix.wait.after", n = minutes)));
        [Choice::new("", t!("approval-matrix.wait"))].into_iter().chain(waits).collect::<Vec<_>>()
    };
    let value = move || cell(room).after_minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    let on_change = move |word: String| change(room, |cell| cell.after_minutes = word.parse().ok());
    view! {
        <Select
            label=t!("approval-matrix.wait.label")
            choices=Signal::derive(choices)
            value=Signal::derive(value)
            on_change=Callback::new(on_change)
            disallowed=MaybeProp::derive(move || {
                locked(room).or_else(|| (!cell(room).asks()).then(|| t!("approval-matrix.wait.nobody")))
            })
        />
    }
    .into_any()
}
