//! The popover in which the columns of a list are chosen and moved.

use super::parts::{Button, ButtonKind, ButtonSize, Checkbox, Glyph, IconButton, Popover, fresh_id};
use crate::platform::dom;
use crate::route::{Columns, ListColumn};
use crate::t;
use crate::view::prelude::*;

/// The columns of a list as its address says them, what a change does with others, and how a column is called.
#[derive(Clone, Copy)]
struct Chosen<C: ListColumn> {
    columns: Signal<Columns<C>>,
    on_change: Callback<Columns<C>>,
    name: fn(C) -> String,
}

impl<C: ListColumn> Chosen<C> {
    fn edit(self, edit: impl FnOnce(&mut Columns<C>)) {
        let mut columns = self.columns.get_untracked();
        edit(&mut columns);
        self.on_change.run(columns);
    }

    /// Whether a column is the outermost one already and has nowhere to go.
    fn stands_last(self, column: C, by: isize) -> bool {
        self.columns.with(|columns| {
            let mut shown = columns.iter().map(|shown| shown.column);
            let outermost = if by < 0 { shown.next() } else { shown.last() };
            outermost == Some(column)
        })
    }
}

/// The button with its popover.
pub fn choose_columns<C: ListColumn>(
    columns: Signal<Columns<C>>,
    on_change: Callback<Columns<C>>,
    name: fn(C) -> String,
) -> AnyView {
    let chosen = Chosen { columns, on_change, name };
    let id = fresh_id("columns");
    let controls = id.clone();
    let trigger = move || {
        view! {
            <Button label=t!("queue.columns") kind=ButtonKind::Subtle size=ButtonSize::S28 icon=Glyph::Columns controls=controls.clone()/>
        }
    };
    // Those that are shown first, in their order, then the others.
    let order = Memo::new(move |_| {
        columns.with(|columns| {
            let shown = columns.iter().map(|shown| shown.column);
            let others = C::OFFERED.iter().copied().filter(|column| !columns.has(*column));
            shown.chain(others).map(ListColumn::word).collect::<Vec<_>>()
        })
    });
    let foot = move || {
        let reset = move |_| on_change.run(Columns::default());
        view! { <Button label=t!("queue.columns.reset") kind=ButtonKind::Link on_press=reset/> }
    };
    let one = move |word: &'static str| {
        let column = C::OFFERED.iter().copied().find(|column| column.word() == word);
        column.map(|column| line(chosen, column))
    };
    view! {
        <Popover id title=t!("queue.columns") trigger foot>
            <ul class="column-list">
                <For each=move || order.get() key=|word| *word children=one/>
            </ul>
        </Popover>
    }
    .into_any()
}

fn line<C: ListColumn>(chosen: Chosen<C>, column: C) -> AnyView {
    let Chosen { columns, name, .. } = chosen;
    let shown = Signal::derive(move || columns.with(|columns| columns.has(column)));
    let toggle = move |_: bool| chosen.edit(|columns| columns.toggle(column));
    let fixed = (column == C::NAME).then(|| t!("queue.columns.fixed", column = name(column)));
    let mover = move |by: isize, glyph: Glyph, label: String| {
        let press = move |_| {
            dom::keep_focus();
            chosen.edit(|columns| columns.shift(column, by));
        };
        let disallowed = MaybeProp::derive(move || {
            let why = || if by < 0 { t!("queue.columns.first") } else { t!("queue.columns.last") };
            chosen.stands_last(column, by).then(why)
        });
        view! { <IconButton label glyph size=ButtonSize::S24 disallowed on_press=press/> }
    };
    view! {
        <li class="row row-keep">
            <span class="grow">
                <Checkbox label=name(column) checked=shown on_change=toggle disallowed=fixed/>
            </span>
            <Show when=move || shown.get()>
                {mover(-1, Glyph::ChevronUp, t!("queue.columns.up", column = name(column)))}
                {mover(1, Glyph::ChevronDown, t!("queue.columns.down", column = name(column)))}
            </Show>
        </li>
    }
    .into_any()
}
