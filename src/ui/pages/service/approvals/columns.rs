//! The columns of the matrix: a group is added by its kind and name, and taken out with its cells.

use super::Room;
use crate::domain::approvals::AssetGroup;
use crate::domain::settings::ExclusionKind;
use crate::t;
use crate::ui::naming;
use crate::ui::pages::setup::known_names;
use crate::ui::parts::{Button, ButtonSize, Choice, Field, Glyph, IconButton, Select};
use crate::ui::refusals;
use crate::view::prelude::*;

/// How many known names are offered at once: a line of them.
const OFFERED_MAX: usize = 6;

/// The card below the matrix.
pub(super) fn card(room: Room) -> AnyView {
    let form = room.form;
    let kind = RwSignal::new(ExclusionKind::DeviceGroup);
    let name = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let typed = move || AssetGroup {
        kind: kind.get(),
        name: if kind.get().has_name() { name.get().trim().to_owned() } else { String::new() },
    };
    let problem = move || {
        let mut draft = form.draft.get();
        let at = draft.approvals.columns.len();
        draft.approvals.columns.push(typed());
        refusals::at_field(form.against(&draft).as_ref(), &format!("approvals.columns[{at}]"))
    };
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let fits = untrack(|| problem().is_none());
        tried.set(!fits);
        if fits {
            let column = untrack(typed);
            form.edit(|draft| draft.approvals.columns.push(column));
            name.set(String::new());
        }
    };
    let kinds: Vec<Choice> = ExclusionKind::ALL
        .into_iter()
        .map(|kind| Choice::new(kind.as_str(), naming::exclusion_kind(kind)))
        .collect();
    let choose = move |word: String| {
        if let Some(found) = ExclusionKind::ALL.into_iter().find(|kind| kind.as_str() == word) {
            kind.set(found);
        }
        tried.set(false);
    };
    let fields = move || {
        view! {
            <form class="entry-form" on:submit=add novalidate=true>
                <div class="entry-fields entry-fields-2">
                    <Select
                        label=t!("approval-matrix.column.kind")
                        choices=kinds.clone()
                        value=Signal::derive(move || kind.get().as_str().to_owned())
                        on_change=Callback::new(choose)
                        error=Signal::derive(move || (!kind.get().has_name() && tried.get()).then(problem).flatten())
                    />
                    {move || kind.get().has_name().then(|| view! {
                        <Field
                            label=t!("approval-matrix.column.name")
                            value=name
                            on_input=Callback::new(move |text| name.set(text))
                            error=Signal::derive(move || tried.get().then(problem).flatten())
                        />
                    })}
                </div>
                {move || offers(room, kind.get(), name)}
                <div class="row"><Button label=t!("approval-matrix.column.add") icon=Glyph::Add submit=true/></div>
            </form>
        }
    };
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="columns-title">
            <h2 class="card-title" id="columns-title">{t!("approval-matrix.columns")}</h2>
            <p class="data second">{t!("approval-matrix.columns.help")}</p>
            {move || form.locked.with(Option::is_none).then(fields.clone())}
            <ul class="entries">{move || rows(room)}</ul>
        </section>
    }
    .into_any()
}

/// Names that the directory and the imports know.
fn offers(room: Room, kind: ExclusionKind, name: RwSignal<String>) -> Option<AnyView> {
    let typed = name.get().trim().to_lowercase();
    let names = room.form.portal.read(|state| known_names(state, kind, &typed));
    let buttons: Vec<_> = names
        .into_iter()
        .filter(|known| known.to_lowercase() != typed)
        .take(OFFERED_MAX)
        .map(|known| {
            let text = known.clone();
            let press = move |_| name.set(text.clone());
            let key = known.clone();
            view! { <Button label=known size=ButtonSize::S28 on_press=press/> }.keyed(key)
        })
        .collect();
    (!buttons.is_empty()).then(|| {
        view! {
            <div class="row"><span class="caption third">{t!("setup.exclusions.known")}</span>{buttons}</div>
        }
        .into_any()
    })
}

fn rows(room: Room) -> AnyView {
    let columns = room.form.draft.with(|draft| draft.approvals.columns.clone());
    columns
        .into_iter()
        .map(|column| {
            let label = naming::asset_group(column.kind, &column.name);
            let remove = t!("setup.remove", name = &label);
            let kind = naming::exclusion_kind(column.kind);
            let key = (column.kind as u8, column.name.clone());
            let press = move |_| {
                room.chosen.update(|(_, chosen)| *chosen = None);
                room.form.edit(|draft| draft.approvals.remove_column(&column));
            };
            view! {
                <li class="entry">
                    <div class="grow">
                        <p class="entry-name">{label}</p>
                        <p class="caption third">{kind}</p>
                    </div>
                    <IconButton
                        label=remove
                        glyph=Glyph::Delete
                        disallowed=room.form.locked
                        on_press=press
                    />
                </li>
            }
            .keyed(key)
        })
        .collect_view()
        .into_any()
}
