//! The question before an action is begun, completed, skipped or said to have failed: on all of its assets, or on some.

use super::super::drafts::{draft_of, forget};
use super::super::room::Room;
use super::cards::Table;
use crate::domain::command::IncidentCommand;
use crate::domain::ids::ActionId;
use crate::domain::response::ApprovalState;
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Dialog, Glyph, NoteLine, TextArea};
use crate::view::prelude::*;

/// Longest name in a question, in characters.
const NAME_CHARS: usize = 120;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    /// Begins it, or begins it again after it failed: asked where it has an impact.
    Start,
    Retry,
    Complete,
    Fail,
    Skip,
    AskApproval,
    Approve,
    Refuse,
}

impl Question {
    /// The button that leads to the question.
    pub(super) fn label(self) -> String {
        match self {
            Self::Start => t!("response.start"),
            Self::Retry => t!("response.retry"),
            Self::Complete => t!("response.complete"),
            Self::Fail => t!("response.fail"),
            Self::Skip => t!("response.skip"),
            Self::AskApproval => t!("approval.ask"),
            Self::Approve => t!("approval.approve"),
            Self::Refuse => t!("approval.refuse"),
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Retry => "retry",
            Self::Complete => "complete",
            Self::Fail => "fail",
            Self::Skip => "skip",
            Self::AskApproval => "askApproval",
            Self::Approve => "approve",
            Self::Refuse => "refuse",
        }
    }

    /// The command of the answer.
    pub(super) fn command(self, action: ActionId, text: String) -> IncidentCommand {
        match self {
            Self::Start | Self::Retry => IncidentCommand::StartAction { action },
            Self::Complete => IncidentCommand::CompleteAction { action, note: text },
            Self::Fail => IncidentCommand::FailAction { action, reason: text },
            Self::Skip => IncidentCommand::SkipAction { action, reason: text },
            Self::AskApproval => IncidentCommand::AskApproval { action, note: text },
            Self::Approve => IncidentCommand::AnswerApproval { action, yes: true, note: text },
            Self::Refuse => IncidentCommand::AnswerApproval { action, yes: false, note: text },
        }
    }

    fn title(self, name: &str) -> String {
        match self {
            Self::Start => t!("response.start.title", title = name),
            Self::Retry => t!("response.retry.title", title = name),
            Self::Complete => t!("response.complete.title", title = name),
            Self::Fail => t!("response.fail.title", title = name),
            Self::Skip => t!("response.skip.title", title = name),
            Self::AskApproval => t!("approval.ask.title", title = name),
            Self::Approve => t!("approval.approve.title", title = name),
            Self::Refuse => t!("approval.refuse.title", title = name),
        }
    }

    fn verbs(self) -> (String, String) {
        match self {
            Self::Start | Self::Retry => (t!("common.cancel"), self.label()),
            Self::Complete => (t!("response.complete.no"), t!("response.complete.yes")),
            Self::Fail => (t!("common.cancel"), t!("response.fail.yes")),
            Self::Skip => (t!("response.skip.no"), t!("response.skip.yes")),
            Self::AskApproval => (t!("common.cancel"), t!("approval.ask.yes")),
            Self::Approve => (t!("common.cancel"), t!("approval.approve.yes")),
            Self::Refuse => (t!("common.cancel"), t!("approval.refuse.yes")),
        }
    }

    fn done(self) -> String {
        match self {
            Self::Start => t!("response.start.done"),
            Self::Retry => t!("response.retry.done"),
            Self::Complete => t!("response.complete.done"),
            Self::Fail => t!("response.fail.done"),
            Self::Skip => t!("response.skip.done"),
            Self::AskApproval => t!("approval.ask.done"),
            Self::Approve => t!("approval.approve.done"),
            Self::Refuse => t!("approval.refuse.done"),
        }
    }

    /// Whether something can be said with it.
    fn takes_words(self) -> bool {
        !matches!(self, Self::Start | Self::Retry)
    }

    /// Whether it leads to the action being done, so that what that costs is said before.
    fn acts(self) -> bool {
        matches!(self, Self::Start | Self::Retry | Self::Complete | Self::Approve)
    }

    /// Whether something must be said with it.
    fn needs_words(self) -> bool {
        matches!(self, Self::Fail | Self::Skip | Self::Refuse)
    }
}

/// A question about an action.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ask {
    pub(super) action: ActionId,
    pub(super) question: Question,
    /// The ids of the assets that it is about; all where it names none.
    pub(super) assets: Vec<String>,
}

impl Ask {
    /// What its text is kept under until it is sent.
    fn field(&self) -> String {
        format!("{}.{}", self.question.word(), self.action)
    }

    /// The command of the answer.
    pub(super) fn command(&self, text: String) -> IncidentCommand {
        let (action, assets) = (self.action.clone(), self.assets.clone());
        match self.question {
            Question::Fail if !assets.is_empty() => {
                IncidentCommand::FailActionOn { action, assets, reason: text }
            }
            Question::Skip if !assets.is_empty() => {
                IncidentCommand::SkipActionOn { action, assets, reason: text }
            }
            question => question.command(action, text),
        }
    }
}

/// The dialog of the question that is asked.
#[component]
pub(super) fn AskDialog(
    /// Where it is asked.
    table: Table,
) -> impl IntoView {
    let room = table.room;
    let asked = table.asked;
    let field = move || asked.with(|asked| asked.as_ref().map(Ask::field));
    let text = draft_of(room.portal, room.id(), field, move || untrack(|| known(room, asked.get())));
    let is_busy = RwSignal::new(false);
    let open = Signal::derive(move || asked.with(Option::is_some));
    let question =
        Memo::new(move |_| asked.with(|asked| asked.as_ref().map_or(Question::Complete, |it| it.question)));
    let close = Callback::new(move |()| asked.set(None));
    let title = move || {
        let name = asked.with(|asked| asked.as_ref().and_then(|asked| title_of(room, &asked.action)));
        question.get().title(&name.unwrap_or_default())
    };
    let act = move || asked.with(|asked| asked.as_ref().map(|it| it.command(text.get())));
    let why = MaybeProp::derive(move || {
        let act = act()?;
        if question.get().needs_words() && text.with(|text| text.trim().is_empty()) {
            return Some(t!("refusal.needs-reason"));
        }
        room.portal.why_not_incident(&room.id(), act)
    });
    let submit = move |()| {
        let Some(act) = untrack(act).filter(|_| why.get_untracked().is_none()) else { return };
        is_busy.set(true);
        let (id, field) = (room.id(), untrack(field));
        let said = super::last::done(room, &act, question.get_untracked().done());
        room.send(act, said, move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                field.into_iter().for_each(|field| forget(room.portal, &id, &field));
                let _ = asked.try_set(None);
                table.go_on();
            }
        });
    };
    let buttons = move || {
        view! {
            {move || {
                let (no, yes) = question.get().verbs();
                view! {
                    <Button label=no on_press=move |_| close.run(())/>
                    <Button label=yes kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
                }
            }}
        }
    };
    // A reason that is still to be given does not change what follows.
    let is_last = super::last::is_last(room, move || {
        let asked = asked.get().filter(|it| matches!(it.question, Question::Complete | Question::Skip))?;
        Some(asked.command("-".to_owned()))
    });
    let entry = move || {
        if !question.get().takes_words() {
            return ().into_any();
        }
        let is_note = !question.get().needs_words() && !is_last.get();
        let (label, help) = match question.get() {
            _ if is_last.get() => (t!("incident.resolve.note"), t!("incident.resolve.note.help")),
            Question::Fail => (t!("incident.reason"), t!("response.fail.help")),
            Question::Skip | Question::Refuse => (t!("incident.reason"), t!("response.skip.help")),
            _ => (t!("response.note"), t!("response.note.help")),
        };
        view! { <TextArea label help optional=is_note value=text on_input=move |now| text.set(now)/> }
            .into_any()
    };
    view! {
        <Dialog open on_close=close title=Signal::derive(title) on_submit=submit buttons>
            {move || warnings(table)}
            {super::last::warning(room, is_last)}
            {entry}
        </Dialog>
    }
    .into_any()
}

/// What is to be known before an action is done or allowed.
fn warnings(table: Table) -> AnyView {
    let room = table.room;
    let carried_out = move || {
        let asked = table.asked.get()?;
        let action = asked.question.acts().then_some(asked.action)?;
        room.of(|it| it.response.action(&action).map(|it| it.plan.clone()))
    };
    // What it costs is said before and not after.
    let impact = move || {
        let impact = carried_out()?.impact;
        (!impact.trim().is_empty()).then(|| view! { <NoteLine><bdi>{impact}</bdi></NoteLine> })
    };
    view! {
        <div>{super::undoing::warning(room, carried_out)} {super::investigated::hint(room, carried_out)}</div>
        {impact}
        {move || on_some(table)}
    }
    .into_any()
}

/// On which of its assets, where it is about some of them.
fn on_some(table: Table) -> Option<AnyView> {
    let asked = table.asked.get().filter(|asked| !asked.assets.is_empty())?;
    let names: Vec<String> = table.room.of(|it| {
        let targets = it.response.action(&asked.action).into_iter().flat_map(|action| action.plan.targets());
        let chosen = targets.filter(|asset| asked.assets.contains(&asset.id));
        chosen.map(|asset| clip(&asset.name, NAME_CHARS).into_owned()).collect()
    });
    let words = t!("response.ask.on", n = names.len(), assets = intl::both(&names));
    Some(view! { <NoteLine glyph=Glyph::Device><bdi>{words}</bdi></NoteLine> }.into_any())
}

/// What is known of the answer: why the customer refused is why the experts leave it out.
fn known(room: Room, asked: Option<Ask>) -> String {
    let asked = asked.filter(|asked| asked.question == Question::Skip);
    let approval = asked.and_then(|asked| room.of(|it| it.response.action(&asked.action)?.approval.clone()));
    match approval.map(|approval| approval.state) {
        Some(ApprovalState::Refused { by, reason, .. }) => {
            t!("response.skip.refused", who = by.as_str(), reason = reason.as_str())
        }
        _ => String::new(),
    }
}

fn title_of(room: Room, id: &ActionId) -> Option<String> {
    room.of(|it| it.response.action(id).map(|action| clip(&action.plan.title, NAME_CHARS).into_owned()))
}
