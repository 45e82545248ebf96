//! A comment as it stands: its text, who is mentioned, what it said before, and changing one's own.

use super::super::room::Room;
use crate::domain::command::IncidentCommand;
use crate::domain::ids::CommentId;
use crate::domain::text::clip;
use crate::domain::work::Comment;
use crate::platform::intl;
use crate::t;
use crate::ui::markdown::Markdown;
use crate::ui::parts::{Button, ButtonKind, Dialog, InfoPopover, NamingArea};
use crate::view::prelude::*;

/// The comment that is being changed, shared by the moments of a line.
#[derive(Clone, Copy)]
pub(super) struct Editing(pub(super) RwSignal<Option<(CommentId, String)>>);

/// The text, and what belongs to it.
pub(super) fn body(room: Room, comment: &Comment) -> AnyView {
    let mentioned = (!comment.mentions.is_empty()).then(|| {
        let names: Vec<String> = comment.mentions.iter().map(|name| clip(name, 60).into_owned()).collect();
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
    let (id, text) = (comment.id.clone(), comment.text.clone());
    let edit = editing.filter(|_| is_own).map(|editing| {
        let press = move |_| editing.0.set(Some((id.clone(), text.clone())));
        view! { <Button label=t!("comment.edit") kind=ButtonKind::Link on_press=press/> }
    });
    let text = comment.text.clone();
    view! { <Markdown text named=true/> {mentioned} <div class="row row-tight">{edited}{edit}</div> }
        .into_any()
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
    let text = Memo::new(move |_| {
        editing.0.with(|it| it.as_ref().map(|(_, text)| text.clone()).unwrap_or_default())
    });
    let act = move || editing.0.get().map(|(id, text)| IncidentCommand::EditComment { id, text });
    let why = MaybeProp::derive(move || room.portal.why_not_incident(&room.id(), act()?));
    let close = Callback::new(move |()| editing.0.set(None));
    let submit = move |()| {
        let Some(act) = untrack(act).filter(|_| why.get_untracked().is_none()) else { return };
        is_busy.set(true);
        room.send(act, t!("comment.changed"), move |outcome| {
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
            if let Some((_, text)) = editing {
                *text = now;
            }
        });
    };
    let offers = move |typed: String| super::write::offers(room.portal, &typed);
    view! {
        <Dialog open on_close=close title=t!("comment.edit.title") text=t!("comment.edit.text") on_submit=submit buttons>
            <NamingArea label=t!("comment.text") rows=6 value=text offers on_input=typed/>
        </Dialog>
    }
    .into_any()
}
