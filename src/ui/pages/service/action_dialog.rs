//! The dialog in which a person says how far a recommendation is, why, and who answers for it.

use crate::domain::command::Command;
use crate::domain::readiness::{ActionRecord, ActionStatus, recommendation};
use crate::domain::refusal::Refusal;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Choice, Dialog, Field, Select, TextArea, Tone};
use crate::ui::portal::Portal;
use crate::ui::{naming, refusals};
use leptos::prelude::*;

/// A recommendation whose state is being changed.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Editing {
    key: &'static str,
    status: ActionStatus,
    reason: String,
    owner: String,
}

impl Editing {
    /// The recommendation as it is now.
    pub(super) fn of(key: &'static str, status: ActionStatus, record: &ActionRecord) -> Self {
        Self { key, status, reason: record.reason.clone(), owner: record.owner.clone() }
    }

    fn command(&self) -> Command {
        Command::SetReadinessAction {
            key: self.key.to_owned(),
            status: self.status,
            reason: self.reason.trim().to_owned(),
            owner: self.owner.trim().to_owned(),
        }
    }

    fn is_required(&self) -> bool {
        recommendation(self.key).is_some_and(|entry| entry.required)
    }
}

/// The word of a state in the list of choices.
fn word(status: ActionStatus) -> &'static str {
    match status {
        ActionStatus::ToDo => "to-do",
        ActionStatus::InProgress => "in-progress",
        ActionStatus::Completed => "completed",
        ActionStatus::RiskAccepted => "risk-accepted",
        ActionStatus::ResolvedAnotherWay => "another-way",
    }
}

/// The dialog; it is open while something is being changed.
#[component]
pub(super) fn ActionDialog(
    /// What is being changed.
    editing: RwSignal<Option<Editing>>,
) -> impl IntoView {
    let portal = Portal::get();
    let close = move || editing.set(None);
    let refusal = Memo::new(move |_| editing.with(|now| portal.refusal(&now.as_ref()?.command())));
    let why = Memo::new(move |_| refusal.with(|refusal| refusal.as_ref().map(refusals::refusal)));
    let title = move || {
        editing.with(|now| now.as_ref().map(|now| naming::recommendation(now.key)).unwrap_or_default())
    };
    let detail = move || editing.with(|now| now.as_ref().map(|now| naming::recommendation_detail(now.key)));
    let save = Callback::new(move |()| {
        if let Some(now) = editing.get_untracked().filter(|_| why.with_untracked(Option::is_none)) {
            let said = t!(
                "service.action.done",
                name = naming::recommendation(now.key),
                state = naming::readiness_state(now.status, now.is_required())
            );
            portal.act(now.command(), move |outcome| {
                if outcome.is_ok() {
                    portal.say(Tone::Good, said);
                }
            });
            close();
        }
    });
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close()/>
            <Button label=t!("common.save") kind=ButtonKind::Primary disallowed=why submit=true/>
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || editing.with(Option::is_some))
            on_close=Callback::new(move |()| close())
            on_submit=save
            title=Signal::derive(title)
            text=Signal::derive(detail)
            buttons
        >
            {fields(editing, refusal)}
        </Dialog>
    }
}

fn fields(editing: RwSignal<Option<Editing>>, refusal: Memo<Option<Refusal>>) -> impl IntoView {
    let set = move |change: &dyn Fn(&mut Editing)| editing.update(|now| now.iter_mut().for_each(change));
    let choices = move || {
        let required = editing.with(|now| now.as_ref().is_some_and(Editing::is_required));
        let choice = |status| Choice::new(word(status), naming::readiness_state(status, required));
        ActionStatus::ALL.map(choice).to_vec()
    };
    let chosen =
        move || editing.with(|now| now.as_ref().map(|now| word(now.status).to_owned()).unwrap_or_default());
    let choose = move |value: String| {
        if let Some(status) = ActionStatus::ALL.into_iter().find(|status| word(*status) == value) {
            set(&|now| now.status = status);
        }
    };
    let text = move |part: fn(&Editing) -> &String| {
        Signal::derive(move || editing.with(|now| now.as_ref().map(part).cloned().unwrap_or_default()))
    };
    let needs_reason = move || refusal.with(|refusal| matches!(refusal, Some(Refusal::NeedsReason)));
    let help = move || {
        Some(if needs_reason() {
            t!("service.action.reason.needed")
        } else {
            t!("service.action.reason.help")
        })
    };
    let owner_problem = move || refusal.with(|refusal| refusals::at_field(refusal.as_ref(), "owner"));
    view! {
        <Select
            label=t!("service.column.state")
            choices=Signal::derive(choices)
            value=Signal::derive(chosen)
            on_change=Callback::new(choose)
        />
        <TextArea
            label=t!("service.action.reason")
            value=text(|now| &now.reason)
            on_input=Callback::new(move |text: String| set(&|now| now.reason.clone_from(&text)))
            help=Signal::derive(help)
        />
        <Field
            label=t!("service.column.owner")
            optional=true
            value=text(|now| &now.owner)
            on_input=Callback::new(move |text: String| set(&|now| now.owner.clone_from(&text)))
            error=Signal::derive(owner_problem)
        />
    }
}
