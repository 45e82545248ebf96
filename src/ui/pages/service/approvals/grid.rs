//! One half of the matrix as a table: a row for each kind of action, a column for each group of assets.

use super::{Half, Room};
use crate::domain::approvals::{Approval, AssetGroup, Cell};
use crate::domain::response::ActionKind;
use crate::domain::settings::Settings;
use crate::domain::time::Timestamp;
use crate::domain::who_acts::Verdict;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Glyph, Icon};
use crate::view::prelude::*;

/// The table of a half.
pub(super) fn table(room: Room, half: Half) -> AnyView {
    let columns = Memo::new(move |_| room.form.draft.with(|draft| half.columns(&draft.approvals.columns)));
    // A list of its own, so that the table is drawn anew when it changes and not with the clock.
    let locked = Memo::new(move |_| {
        columns.get().into_iter().filter(|column| is_locked(room, column)).collect::<Vec<_>>()
    });
    let head = move || {
        // The columns first: `locked` is derived from them, and whoever hears of them through it alone, while it stays as it
        // is, does not hear that they changed.
        let (columns, locked) = (columns.get(), locked.get());
        columns
            .into_iter()
            .map(|column| {
                let locked = locked.contains(&column).then(|| view! { <Icon glyph=Glyph::Lock/> });
                view! { <th scope="col">{naming::asset_group(column.kind, &column.name)} {locked}</th> }
            })
            .collect_view()
    };
    let rows = move || {
        let (columns, locked) = (columns.get(), locked.get());
        half.actions().map(|action| row(room, action, &columns, &locked)).collect_view()
    };
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label=half.title()>
            <table class="table approval-table">
                <thead>
                    <tr>
                        <th scope="col">{half.title()}</th>
                        <th scope="col">{half.others()}</th>
                        {head}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// Whether an exclusion of the same group holds: then the matrix cannot loosen it.
pub(super) fn is_locked(room: Room, column: &AssetGroup) -> bool {
    let now = room.form.portal.now();
    room.after.with(|settings| excludes(settings, column, now))
}

fn excludes(settings: &Settings, column: &AssetGroup, now: Timestamp) -> bool {
    settings.exclusions.iter().any(|exclusion| {
        let same = AssetGroup { kind: exclusion.kind, name: exclusion.name.clone() };
        exclusion.holds(now) && same.is_same(column)
    })
}

fn row(room: Room, action: ActionKind, columns: &[AssetGroup], locked: &[AssetGroup]) -> AnyView {
    let places = std::iter::once(None).chain(columns.iter().cloned().map(Some));
    let is_locked =
        |column: &Option<AssetGroup>| column.as_ref().is_some_and(|column| locked.contains(column));
    let cells = places
        .map(|column| if is_locked(&column) { locked_place() } else { place(room, action, column) })
        .collect_view();
    view! { <tr><th scope="row" class="name">{naming::action_kind(action)}</th>{cells}</tr> }
        .keyed(action.as_str())
}

/// A cell of a group that is excluded.
fn locked_place() -> AnyView {
    view! {
        <td>
            <span class="approval-cell approval-guideOnly">
                <Icon glyph=Glyph::Lock/>
                {naming::approval(Approval::GuideOnly)}
                <span class="unseen">", " {t!("approval-matrix.excluded")}</span>
            </span>
        </td>
    }
    .into_any()
}

/// What a cell says at both times, as a button that takes it in hand.
fn place(room: Room, action: ActionKind, column: Option<AssetGroup>) -> AnyView {
    let column_key = column.as_ref().map(|column| (column.kind as u8, column.name.clone()));
    let key = StoredValue::new((action, column));
    let of = move |settings: &Settings| {
        key.with_value(|(action, column)| settings.approvals.effective(*action, column.as_ref()))
    };
    let after = Memo::new(move |_| room.after.with(of));
    let changed = Memo::new(move |_| room.before.with(of) != after.get());
    let is_chosen = Memo::new(move |_| room.chosen.with(|chosen| key.with_value(|key| chosen == key)));
    let own = move || {
        room.after.with(|settings| {
            key.with_value(|(action, column)| settings.approvals.cell(*action, column.as_ref()).is_some())
        })
    };
    let words = move || parts(&after.get(), room);
    let dot = move || {
        changed.get().then(|| view! {
            <span class="approval-dot"></span><span class="unseen">", " {t!("approval-matrix.cell.changed")}</span>
        })
    };
    let shares = Memo::new(move |_| {
        room.found.with(|found| key.with_value(|(action, column)| found.after.cell(*action, column.as_ref())))
    });
    let counted = move || {
        let shares = shares.get();
        let asked = shares.of(Verdict::AskFirst);
        (shares.total() > 0).then(|| {
            let words = t!("approval-matrix.cell.count", n = shares.total(), asked = asked);
            view! { <span class="approval-count caption third">{words}</span> }
        })
    };
    let has_column = key.with_value(|(_, column)| column.is_some());
    let follows = move || {
        (has_column && !own())
            .then(|| view! { <span class="unseen">", " {t!("approval-matrix.cell.follows")}</span> })
    };
    let name = key.with_value(|(action, column)| {
        let column = column.as_ref();
        let column =
            column.map_or_else(|| t!("matrix.others"), |known| naming::asset_group(known.kind, &known.name));
        t!("service.change.cell", action = naming::action_kind(*action), column = column)
    });
    view! {
        <td>
            <button
                type="button"
                class="approval-button"
                aria-pressed=move || is_chosen.get().to_string()
                on:click=move |_| room.chosen.set(key.get_value())
            >
                <span class="unseen">{name} ": "</span>
                {words}
                {dot}
                {follows}
            </button>
            {counted}
        </td>
    }
    .keyed(column_key)
}

/// The words of a cell: one where day and night say the same, else two with sun and moon.
fn parts(cell: &Cell, room: Room) -> AnyView {
    let by_time = cell.by_time(room.band.get());
    if by_time.day == by_time.other {
        return part(by_time.day, glyph(by_time.day));
    }
    view! { {part(by_time.day, Glyph::Sun)} {part(by_time.other, Glyph::Moon)} }.into_any()
}

fn part(approval: Approval, glyph: Glyph) -> AnyView {
    let class = format!("approval-cell approval-{}", approval.as_str());
    view! { <span class=class><Icon glyph/>{naming::approval(approval)}</span> }.into_any()
}

/// The icon of an approval.
fn glyph(approval: Approval) -> Glyph {
    match approval {
        Approval::ExpertsAct => Glyph::Experts,
        Approval::AskFirst => Glyph::Hand,
        Approval::GuideOnly => Glyph::Comment,
        Approval::Never => Glyph::Prohibited,
    }
}
