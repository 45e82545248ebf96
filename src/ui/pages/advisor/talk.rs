//! One piece of feedback with what followed, and the dialog in which something is said about it.

use super::card::ROW_BUTTON;
use super::command;
use super::feedback::{kind_name, standing};
use crate::domain::experts::advisor::AdvisorCommand as Act;
use crate::domain::experts::advisor::feedback::{Feedback, FeedbackKind, Note, NoteKind};
use crate::domain::ids::FeedbackId;
use crate::domain::people::Party;
use crate::platform::intl;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::markdown::Markdown;
use crate::ui::parts::{Avatar, Button, Glyph, Hue, Pill, TextArea};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// What is to be said about feedback.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Asked {
    id: FeedbackId,
    what: NoteKind,
}

impl Asked {
    fn act(&self, text: String) -> Act {
        let id = self.id.clone();
        match self.what {
            NoteKind::Answer => Act::AnswerFeedback { id, text },
            NoteKind::Escalated => Act::EscalateFeedback { id, reason: text },
            NoteKind::Resolved => Act::ResolveFeedback { id, result: text },
            NoteKind::Reopened => Act::ReopenFeedback { id, reason: text },
        }
    }
}

/// A row of the list.
pub(super) fn row(portal: Portal, it: Feedback, asked: RwSignal<Option<Asked>>) -> AnyView {
    let key = format!("{} {}", it.id, it.notes.len());
    let kind = it.said.kind;
    let hue = if kind == FeedbackKind::Escalation { Hue::High } else { Hue::Neutral };
    let about = it.said.incident.clone().map(|id| {
        let label = t!("feedback.about", id = id.as_str());
        let route = Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() };
        view! { <a class="link data" href=route.to_string()>{label}</a> }
    });
    let notes = it.notes.iter().cloned().map(note).collect_view();
    let deeds = [NoteKind::Answer, NoteKind::Escalated, NoteKind::Resolved, NoteKind::Reopened];
    let fits = |what: &NoteKind| match what {
        NoteKind::Reopened => it.is_resolved(),
        NoteKind::Escalated => !it.is_resolved() && kind != FeedbackKind::Escalation,
        _ => !it.is_resolved(),
    };
    let deeds: Vec<_> = deeds
        .into_iter()
        .filter(fits)
        .map(|what| deed(portal, Asked { id: it.id.clone(), what }, asked))
        .collect();
    view! {
        <li class="notice">
            <div class="grow stack stack-4">
                <div class="row row-tight">
                    <Pill label=kind_name(kind) hue small=true/>
                    <h3 class="card-title"><bdi>{it.said.subject.clone()}</bdi></h3>
                    {standing(portal, &it)}
                </div>
                <p class="caption third">{t!("feedback.by", n = it.number, who = it.by.as_str(), when = intl::moment(it.at))}</p>
                <Markdown text=it.said.text.clone()/>
                {about}
                <ol class="advisor-notes">{notes}</ol>
            </div>
            <div class="row row-tight">{deeds}</div>
        </li>
    }
    .keyed(key)
}

fn note(note: Note) -> AnyView {
    let what = text(&format!("feedback.note.{}", note.what.as_str()), &[]);
    let who = t!("feedback.note", who = note.by.as_str(), what = what, when = intl::moment(note.at));
    let party: Option<Party> = Some(note.party);
    view! {
        <li class="row row-tight row-keep row-top">
            <Avatar name=note.by.clone() party/>
            <div class="grow"><p class="caption third">{who}</p><Markdown text=note.text/></div>
        </li>
    }
    .into_any()
}

fn deed(portal: Portal, what: Asked, asked: RwSignal<Option<Asked>>) -> AnyView {
    let probe = command(what.act("-".to_owned()));
    let why = Memo::new(move |_| portal.why_not(&probe));
    let label = text(&format!("feedback.do.{}", what.what.as_str()), &[]);
    let icon = match what.what {
        NoteKind::Answer => Glyph::Chat,
        NoteKind::Escalated => Glyph::Warning,
        NoteKind::Resolved => Glyph::CheckCircle,
        NoteKind::Reopened => Glyph::History,
    };
    view! { <Button label icon size=ROW_BUTTON disallowed=why on_press=move |_| asked.set(Some(what.clone()))/> }.into_any()
}

/// Where it is said.
#[component]
pub(super) fn SayDialog(what: Asked, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let key = what.what.as_str();
    let stored = StoredValue::new(what);
    let act = move || command(stored.with_value(|what| what.act(typed.get())));
    let label = text(&format!("feedback.do.{key}"), &[]);
    let field = text(&format!("feedback.field.{key}"), &[]);
    view! {
        <CommandDialog
            open=Signal::stored(true)
            on_close=move |_| asked.set(None)
            title=label.clone()
            verb=label
            command=Signal::derive(move || Some(act()))
            done=t!("feedback.kept")
        >
            <TextArea label=field.clone() rows=5 value=typed on_input=move |text| typed.set(text)/>
        </CommandDialog>
    }
    .into_any()
}
