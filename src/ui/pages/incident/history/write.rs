//! The place to write a comment: Markdown, for both sides or for one's own.

use super::super::drafts::{draft, forget};
use super::super::room::Room;
use crate::analytics::whom::{KnownAs, Named, matching, people, readers};
use crate::domain::command::IncidentCommand;
use crate::domain::mention::bracketed;
use crate::domain::people::Role;
use crate::domain::response::TEXT_CHARS_MAX;
use crate::domain::work::Visibility;
use crate::platform::{intl, random};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, Choice, NamingArea, Offer, Select};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;

/// From this many characters left on the count is shown.
const COUNT_FROM: usize = 2_000;
/// So many people are offered at once.
const OFFERS_MAX: usize = 8;

/// Whom a comment can name: whoever may read it.
fn known(portal: Portal, is_internal: bool) -> Vec<Named> {
    let actor = untrack(|| portal.actor());
    let known = portal.glance(|state| people(state, &actor));
    readers(known, is_internal.then(|| actor.party()))
}

/// The text with whole names as mentions: somebody known is named by all of the name where it was typed in full.
pub(super) fn whole_names(portal: Portal, text: &str, is_internal: bool) -> String {
    let names: Vec<String> = known(portal, is_internal).into_iter().map(|it| it.name).collect();
    bracketed(text, &names)
}

/// Whom to offer for what was typed after an @. They are looked up when an @ is typed: nobody comes while one writes.
pub(super) fn offers(portal: Portal, typed: &str, is_internal: bool) -> Vec<Offer> {
    let known = known(portal, is_internal);
    let side = untrack(|| portal.party());
    let second = |known_as: KnownAs| match known_as {
        KnownAs::Contact => t!("comment.names.contact"),
        KnownAs::Advisor => naming::role(Role::Advisor),
        KnownAs::Colleague(party) => naming::party(Some(party), side),
    };
    let offered = matching(&known, typed, OFFERS_MAX);
    offered.into_iter().map(|it| Offer { name: it.name, second: second(it.known_as) }).collect()
}

/// The field, who may read, and the button.
#[component]
pub(super) fn CommentBox() -> impl IntoView {
    let room = Room::get();
    let text = draft(room.portal, room.id(), "comment");
    let is_internal = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let left = Memo::new(move |_| {
        text.with(|text| {
            i64::try_from(TEXT_CHARS_MAX).unwrap_or(0) - i64::try_from(text.chars().count()).unwrap_or(0)
        })
    });
    let why_not = MaybeProp::derive(move || {
        if text.with(|text| text.trim().is_empty()) {
            return Some(t!("comment.empty"));
        }
        (left.get() < 0).then(|| t!("comment.too-long", n = TEXT_CHARS_MAX))
    });
    let send = move || {
        if why_not.get_untracked().is_some() || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let is_internal = is_internal.get_untracked();
        let visibility = if is_internal { Visibility::Internal } else { Visibility::Shared };
        let id = room.id();
        let said = whole_names(room.portal, &text.get_untracked(), is_internal);
        let act = IncidentCommand::Comment { id: random::comment_id(), text: said, visibility };
        room.send(act, t!("comment.sent"), move |outcome| {
            // The page may have been left meanwhile.
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                let _ = text.try_set(String::new());
                forget(room.portal, &id, "comment");
            }
        });
    };
    let keys = move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send();
        }
    };
    let count = move || {
        let left = left.get();
        (left < i64::try_from(COUNT_FROM).unwrap_or(0)).then(|| {
            #[expect(clippy::cast_precision_loss, reason = "a count of characters is far below 2^53")]
            let number = |count: i64| intl::number(count as f64);
            match usize::try_from(-left) {
                Ok(over) if over > 0 => t!("comment.over", n = over),
                _ => t!("comment.left", left = number(left)),
            }
        })
    };
    let error =
        MaybeProp::derive(move || (left.get() < 0).then(|| t!("comment.too-long", n = TEXT_CHARS_MAX)));
    let readers = move || {
        vec![Choice::new("shared", t!("comment.shared")), Choice::new("internal", t!("comment.internal"))]
    };
    view! {
        <div class="comment-box" on:keydown=keys>
            <NamingArea
                label=t!("comment.write")
                label_hidden=true
                placeholder=t!("comment.write")
                rows=2
                value=text
                error
                offers=move |typed: String| offers(room.portal, &typed, is_internal.get_untracked())
                on_input=move |now| text.set(now)
            />
            <div class="row">
                <Select
                    label=t!("comment.readers")
                    label_hidden=true
                    choices=Signal::derive(readers)
                    value=Signal::derive(move || if is_internal.get() { "internal" } else { "shared" }.to_owned())
                    on_change=move |word: String| is_internal.set(word == "internal")
                />
                <span class="caption third" role="status">{count}</span>
                <span class="caption third push comment-help">{t!("comment.help")}</span>
                <Button
                    label=t!("comment.send")
                    busy=is_busy
                    disallowed=why_not
                    on_press=move |_| send()
                />
            </div>
        </div>
    }
    .into_any()
}
