//! The investigation summary: read by both sides, written by the expert.

use super::super::drafts::{draft, forget};
use super::super::room::Room;
use crate::domain::command::IncidentCommand;
use crate::domain::ids::IncidentId;
use crate::domain::people::{Party, Role};
use crate::domain::response::InvestigationSummary;
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::markdown::Markdown;
use crate::ui::parts::{Banner, Button, ButtonKind, Glyph, TextArea};
use crate::view::prelude::*;

/// Longest name of a playbook, in characters.
const NAME_CHARS: usize = 120;

/// The names under which what was typed is kept, in the order of [`sections`].
const FIELDS: [&str; 5] = ["summary-1", "summary-2", "summary-3", "summary-4", "summary-5"];

/// The five sections with their names.
fn sections(summary: &InvestigationSummary) -> [(String, String); 5] {
    [
        (t!("response.what-happened"), summary.what_happened.clone()),
        (t!("response.device-timeline"), summary.device_timeline.clone()),
        (t!("response.attack"), summary.indicators_of_attack.clone()),
        (t!("response.compromise"), summary.indicators_of_compromise.clone()),
        (t!("response.impact"), summary.impact.clone()),
    ]
}

/// The summary, and for the expert the way to change it.
#[component]
pub(super) fn SummaryPart() -> impl IntoView {
    let room = Room::get();
    let summary =
        Memo::new(move |_| room.of(|it| it.response.summary_for(room.side()).cloned()).unwrap_or_default());
    let may_edit = Memo::new(move |_| room.portal.role.get() == Role::Expert);
    let is_empty = move || summary.with(|summary| *summary == InvestigationSummary::default());
    let is_editing = RwSignal::new(untrack(|| may_edit.get() && is_empty()));
    let content = move || {
        if may_edit.get() && is_editing.get() {
            return view! { <Editor on_done=Callback::new(move |()| is_editing.set(false))/> }.into_any();
        }
        let why = room.why_not(probe);
        let edit = may_edit.get().then(|| {
            view! {
                <div>
                    <Button
                        label=t!("response.summary.edit")
                        icon=Glyph::Edit
                        disallowed=why
                        on_press=move |_| is_editing.set(true)
                    />
                </div>
            }
        });
        view! { {edit} {changed(room)} {read(&summary.get())} {published(room)} }.into_any()
    };
    view! { <div class="stack">{content}</div> }.into_any()
}

/// A summary that differs from any, to ask whether it may be changed at all.
fn probe() -> IncidentCommand {
    let what_happened = crate::platform::random::hex_id();
    IncidentCommand::SaveSummary {
        summary: Box::new(InvestigationSummary { what_happened, ..Default::default() }),
    }
}

fn read(summary: &InvestigationSummary) -> AnyView {
    let written = sections(summary).into_iter().filter(|(_, text)| !text.trim().is_empty());
    let parts: Vec<AnyView> = written
        .map(|(name, text)| {
            view! { <section><h3 class="response-head">{name}</h3><Markdown text/></section> }.into_any()
        })
        .collect();
    if parts.is_empty() {
        return view! { <p class="second">{t!("response.summary.none")}</p> }.into_any();
    }
    parts.into_any()
}

/// Tells the experts that the customer still reads what was published.
fn changed(room: Room) -> Option<AnyView> {
    let at = room.of(|it| {
        it.response.summary_published.as_ref()?;
        it.response.published.as_ref().map(|published| published.at)
    })?;
    let words = t!("response.summary.changed", when = intl::moment(at));
    (room.side() == Party::Experts).then(|| view! { <Banner small=true>{words}</Banner> }.into_any())
}

/// Who published it and when.
fn published(room: Room) -> Option<impl IntoView> {
    let published = room.of(|it| it.response.published.clone())?;
    let itself = room.of(|it| it.response.published_by_itself().map(|it| it.playbook.name.clone()));
    let when = intl::moment(published.at);
    // Whoever began the investigation did not publish it.
    let words = match itself {
        Some(name) => t!("response.published.itself", name = clip(&name, NAME_CHARS).as_ref(), when = when),
        None => t!("response.published", who = published.by.as_str(), when = when),
    };
    Some(view! { <p class="caption third"><bdi>{words}</bdi></p> })
}

/// The five fields. What is typed survives leaving the page; it is in the journal once it is saved.
#[component]
fn Editor(
    /// It was saved, or the reader gave up.
    on_done: Callback<()>,
) -> impl IntoView {
    let room = Room::get();
    let id = room.id();
    let kept = untrack(|| room.of(|it| it.response.summary.clone()));
    let texts: [RwSignal<String>; 5] = std::array::from_fn(|at| {
        let text = draft(room.portal, id.clone(), FIELDS.get(at).copied().unwrap_or_default());
        let (_, now) = sections(&kept).get(at).cloned().unwrap_or_default();
        if text.with_untracked(String::is_empty) {
            text.set(now);
        }
        text
    });
    let [what_happened, device_timeline, attack, compromise, impact] = texts;
    let act = move || IncidentCommand::SaveSummary {
        summary: Box::new(InvestigationSummary {
            what_happened: what_happened.get(),
            device_timeline: device_timeline.get(),
            indicators_of_attack: attack.get(),
            indicators_of_compromise: compromise.get(),
            impact: impact.get(),
        }),
    };
    let why = room.why_not(act);
    let is_busy = RwSignal::new(false);
    let forget_all =
        move |id: &IncidentId| FIELDS.into_iter().for_each(|field| forget(room.portal, id, field));
    let save = move |_| {
        is_busy.set(true);
        let id = room.id();
        room.send(untrack(act), t!("response.summary.saved"), move |outcome| {
            // The page may have been left meanwhile.
            let is_here = is_busy.try_set(false).is_none();
            if outcome.is_ok() {
                forget_all(&id);
                if is_here {
                    on_done.run(());
                }
            }
        });
    };
    let give_up = move |_| {
        forget_all(&room.id());
        on_done.run(());
    };
    let fields = sections(&kept)
        .into_iter()
        .zip(texts)
        .enumerate()
        .map(|(at, ((label, _), text))| {
            let rows = if at == 0 { 5 } else { 3 };
            view! { <TextArea label rows value=text on_input=move |now| text.set(now)/> }
        })
        .collect_view();
    view! {
        <p class="caption third">{t!("response.summary.help")}</p>
        {fields}
        <div class="row">
            <Button label=t!("response.summary.save") kind=ButtonKind::Default busy=is_busy disallowed=why on_press=save/>
            <Button label=t!("common.cancel") kind=ButtonKind::Subtle on_press=give_up/>
        </div>
    }
    .into_any()
}
