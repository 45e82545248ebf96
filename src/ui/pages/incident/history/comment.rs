//! A comment as it stands: its text, who is mentioned, what it said before, and changing one's own.

use super::super::room::Room;
use super::write::{offers, whole_names};
use crate::analytics::whom::people;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::ids::{CommentId, IncidentId};
use crate::domain::mention::means;
use crate::domain::text::clip;
use crate::domain::work::{Comment, Visibility};
use crate::platform::intl;
use crate::t;
use crate::ui::bulk;
use crate::ui::markdown::Markdown;
use crate::ui::parts::{Button, ButtonKind, Dialog, InfoPopover, NamingArea};
use crate::view::prelude::*;

/// The comment that is being changed, shared by the moments of a line.
#[derive(Clone, Copy)]
pub(super) struct Editing(pub(super) RwSignal<Option<Edited>>);

/// A comment that is being changed.
#[derive(Clone)]
pub(super) struct Edited {
    /// The incident at which it was written: one that was merged keeps its comments.
    incident: IncidentId,
    id: CommentId,
    text: String,
    is_internal: bool,
}

impl Edited {
    fn act(&self, room: Room) -> IncidentCommand {
        let text = whole_names(room.portal, &self.text, self.is_internal);
        IncidentCommand::EditComment { id: self.id.clone(), text }
    }
}

/// The text, and what belongs to it. The comment may be from an incident that was merged.
pub(super) fn body(room: Room, comment: &Comment, from: Option<IncidentId>) -> AnyView {
    let mentioned = mentioned(room, comment);
    let mentioned = (!mentioned.is_empty()).then(|| {
        let names: Vec<String> = mentioned.iter().map(|name| clip(name, 60).into_owned()).collect();
        view! { <p class="caption third"><bdi>{t!("comment.mentions", names = intl::both(&names))}</bdi></p> }
    });
    let before = comment.before.clone();
    let edited = (!before.is_empty()).then(|| {
        let title = t!("comment.edited", n = before.len());
        let list = move || {
            before
                .iter()
                .rev()
                .map(|wording| {
                    let until = t!("comment.until", when = intl::moment(wording.until));
                    let text = wording.text.clone();
                    view! { <p class="caption third">{until}</p> <Markdown text named=true/> }
                })
                .collect_view()
        };
        view! { <span class="row row-tight"><span class="caption third">{title.clone()}</span><InfoPopover title>{list.clone()}</InfoPopover></span> }
    });
    let editing = use_context::<Editing>();
    let actor = room.portal.actor();
    let is_own = comment.by == actor.person && comment.party == actor.party();
    let edited_now = Edited {
        incident: from.unwrap_or_else(|| room.id()),
        id: comment.id.clone(),
        text: comment.text.clone(),
        is_internal: comment.visibility == Visibility::Internal,
    };
    let edit = editing.filter(|_| is_own).map(|editing| {
        let press = move |_| editing.0.set(Some(edited_now.clone()));
        view! { <Button label=t!("comment.edit") kind=ButtonKind::Link on_press=press/> }
    });
    let text = comment.text.clone();
    view! { <Markdown text named=true/> {mentioned} <div class="row row-tight">{edited}{edit}</div> }
        .into_any()
}

/// Those of the names after an @ that somebody has: nobody else was told.
fn mentioned(room: Room, comment: &Comment) -> Vec<String> {
    if comment.mentions.is_empty() {
        return Vec::new();
    }
    let actor = untrack(|| room.portal.actor());
    let people = room.portal.glance(|state| people(state, &actor));
    let is_somebody =
        |name: &&String| means(name, &actor.person) || people.iter().any(|person| means(name, &person.name));
    comment.mentions.iter().filter(is_somebody).cloned().collect()
}

/// The dialog in which one's own comment is changed.
#[component]
pub(super) fn EditDialog(
    /// What is being changed.
    editing: Editing,
) -> impl IntoView {
    let room = Room::get();
    let is_busy = RwSignal::new(false);
    let open = Signal::derive(move || editing.0.with(Option::is_some));
    let text =
        Memo::new(move |_| editing.0.with(|it| it.as_ref().map(|it| it.text.clone()).unwrap_or_default()));
    let why = MaybeProp::derive(move || {
        let edited = editing.0.get()?;
        room.portal.why_not_incident(&edited.incident, edited.act(room))
    });
    let close = Callback::new(move |()| editing.0.set(None));
    let submit = move |()| {
        let edited = editing.0.get_untracked().filter(|_| why.get_untracked().is_none());
        let Some(edited) = edited else { return };
        is_busy.set(true);
        let command = Command::Incident { incident: edited.incident.clone(), act: edited.act(room) };
        bulk::act(room.portal, command, t!("comment.changed"), move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                let _ = editing.0.try_set(None);
            }
        });
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close.run(())/>
            <Button label=t!("comment.change") kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    let typed = move |now: String| {
        editing.0.update(|editing| {
            if let Some(edited) = editing {
                edited.text = now;
            }
        });
    };
    let is_internal = move || untrack(|| editing.0.with(|it| it.as_ref().is_some_and(|it| it.is_internal)));
    let offers = move |typed: String| offers(room.portal, &typed, is_internal());
    view! {
        <Dialog open on_close=close title=t!("comment.edit.title") text=t!("comment.edit.text") on_submit=submit buttons>
            <NamingArea label=t!("comment.text") rows=6 value=text offers on_input=typed/>
        </Dialog>
    }
    .into_any()
}
