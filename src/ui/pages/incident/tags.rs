//! The tags of an incident: those of the system are fixed, the others are given and taken here.

use super::room::Room;
use crate::domain::command::IncidentCommand;
use crate::domain::work::is_experts_tag;
use crate::t;
use crate::ui::parts::{Badge, Button, ButtonKind, ButtonSize, Dialog, Field, Glyph, IconButton};
use crate::view::prelude::*;

/// Shows the tags and takes new ones. Each change is kept at once.
#[component]
pub(super) fn TagsDialog(
    /// Whether it is open.
    open: Signal<bool>,
    /// It was closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let room = Room::get();
    let typed = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let act = move || IncidentCommand::AddTag { tag: typed.get() };
    let why = room.why_not(act);
    let why_now = MaybeProp::derive(move || {
        if typed.with(|text| text.trim().is_empty()) { Some(t!("incident.tags.empty")) } else { why.get() }
    });
    let submit = move |()| {
        if why_now.get_untracked().is_some() {
            return;
        }
        is_busy.set(true);
        room.send(untrack(act), t!("incident.tags.added"), move |outcome| {
            is_busy.set(false);
            if outcome.is_ok() {
                typed.set(String::new());
            }
        });
    };
    let list = move || {
        let tags = room.of(|it| it.tags.clone());
        if tags.is_empty() {
            return view! { <p class="second">{t!("incident.tags.none")}</p> }.into_any();
        }
        let lines = tags.into_iter().map(|tag| line(room, tag)).collect_view();
        view! { <ul class="incident-tags">{lines}</ul> }.into_any()
    };
    let buttons = move || view! { <Button label=t!("common.close") on_press=move |_| on_close.run(())/> };
    view! {
        <Dialog open on_close title=t!("incident.tags") on_submit=submit buttons>
            {list}
            <div class="incident-tag-field">
                <div class="grow">
                    <Field label=t!("incident.tags.new") value=typed on_input=move |text| typed.set(text)/>
                </div>
                <Button
                    label=t!("incident.tags.add")
                    kind=ButtonKind::Primary
                    icon=Glyph::Add
                    submit=true
                    busy=is_busy
                    disallowed=why_now
                />
            </div>
        </Dialog>
    }
    .into_any()
}

fn line(room: Room, tag: String) -> AnyView {
    let named = tag.clone();
    let remove = move |_| {
        let act = IncidentCommand::RemoveTag { tag: named.clone() };
        room.send(act, t!("incident.tags.removed"), |_| ());
    };
    let button = if is_experts_tag(&tag) {
        view! { <span class="caption third">{t!("incident.tags.system")}</span> }.into_any()
    } else {
        let label = t!("incident.tags.remove", tag = tag.as_str());
        view! { <IconButton label glyph=Glyph::Close size=ButtonSize::S24 on_press=remove/> }.into_any()
    };
    view! { <li class="row row-keep"><bdi class="grow"><Badge label=tag outlined=true/></bdi>{button}</li> }
        .into_any()
}
