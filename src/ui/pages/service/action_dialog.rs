//! The dialog of an action: what it is about, how far it is and why, who answers for it and by when, where it stands in
//! the order, and that it does not apply here.

use super::owner::OwnerField;
use super::rows::{Row, Sheet};
use crate::analytics::calendar::{CivilDay, Reader};
use crate::domain::command::Command;
use crate::domain::readiness::{ActionRecord, ActionStatus};
use crate::domain::refusal::Refusal;
use crate::domain::steering::SteeringCommand;
use crate::domain::time::Timestamp;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Choice, Dialog, Field, Select, TextArea, Tone};
use crate::ui::portal::Portal;
use crate::ui::sending::Sending;
use crate::ui::{naming, refusals};
use crate::view::prelude::*;

/// An action that is being changed, as it is typed.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::ui::pages) struct Editing {
    key: String,
    required: bool,
    status: ActionStatus,
    was: ActionStatus,
    reason: String,
    owner: String,
    due: String,
    evidence: String,
    expires: String,
    /// Another place in the order, with its note.
    rank: String,
    note: String,
    /// The rank as it was.
    rank_was: String,
    /// Its two ends as they were, each with how its day reads: one that is not touched stays the moment that it was.
    ends_were: [(String, Option<Timestamp>); 2],
    /// Whether it is to be set aside instead.
    aside: bool,
}

impl Editing {
    /// The action as it is now.
    pub(super) fn of(row: &Row) -> Self {
        let ActionRecord { reason, owner, due, evidence, expires, .. } = row.record.clone();
        let reader = Portal::get().reader.get_untracked();
        let day = |end: Option<Timestamp>| {
            let day = end.map(|end| reader.zone.day_of(end.plus_millis(-1)));
            day.map(|day| {
                let (year, month, day) = day.ymd();
                format!("{year:04}-{month:02}-{day:02}")
            })
        };
        let [due_day, expires_day] = [due, expires].map(|end| day(end).unwrap_or_default());
        let (rank, note) =
            row.placed.clone().map(|(rank, note)| (rank.to_string(), note)).unwrap_or_default();
        Self {
            key: row.key.clone(),
            required: row.required,
            status: row.status,
            was: row.status,
            reason,
            owner,
            due: due_day.clone(),
            evidence,
            expires: expires_day.clone(),
            ends_were: [(due_day, due), (expires_day, expires)],
            rank_was: rank.clone(),
            rank,
            note,
            aside: false,
        }
    }

    fn command(&self, reader: &Reader) -> Command {
        // A day that is over at its end.
        let parsed = |text: &str| CivilDay::parse(text).map(|day| reader.zone.start_of(day.plus_days(1)));
        let end = |text: &str, (read, was): &(String, Option<Timestamp>)| {
            if text == read { *was } else { parsed(text) }
        };
        let [due_was, expires_was] = &self.ends_were;
        Command::SetReadinessAction {
            key: self.key.clone(),
            status: self.status,
            reason: self.reason.trim().to_owned(),
            owner: self.owner.trim().to_owned(),
            due: end(&self.due, due_was),
            evidence: self.evidence.trim().to_owned(),
            expires: end(&self.expires, expires_was),
        }
    }

    /// A change that only the role can stand against.
    pub(super) fn probe(&self) -> Command {
        let status = match self.was {
            ActionStatus::InProgress => ActionStatus::ToDo,
            _ => ActionStatus::InProgress,
        };
        Command::SetReadinessAction {
            key: self.key.clone(),
            status,
            reason: String::new(),
            owner: String::new(),
            due: None,
            evidence: String::new(),
            expires: None,
        }
    }

    fn is_placed_anew(&self) -> bool {
        self.rank.trim() != self.rank_was
    }

    fn place(&self) -> Command {
        let rank = match self.rank.trim() {
            "" => None,
            // What is no number is out of range.
            text => Some(text.parse().unwrap_or(0)),
        };
        let note = self.note.trim().to_owned();
        Command::Steer { act: SteeringCommand::Place { key: self.key.clone(), rank, note } }
    }

    fn set_aside(&self) -> Command {
        let reason = Some(self.reason.trim().to_owned());
        Command::Steer { act: SteeringCommand::SetAside { key: self.key.clone(), reason } }
    }

    /// What is to be sent, in order. Nothing changed is no fault where only the place changes.
    fn commands(&self, portal: Portal) -> Vec<Command> {
        if self.aside {
            return vec![self.set_aside()];
        }
        let reader = portal.reader.get_untracked();
        let state = self.command(&reader);
        let place = self.is_placed_anew().then(|| self.place());
        match place {
            None => vec![state],
            Some(place) if portal.refusal(&state) == Some(Refusal::NothingToDo) => vec![place],
            Some(place) => vec![state, place],
        }
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
        ActionStatus::ResolvedThirdParty => "third-party",
    }
}

/// The word for what does not apply, in the same list.
const ASIDE: &str = "aside";

/// The dialog; it is open while something is being changed.
#[component]
pub(in crate::ui::pages) fn ActionDialog(
    /// The register.
    sheet: Memo<Sheet>,
    /// What is being changed.
    editing: RwSignal<Option<Editing>>,
) -> impl IntoView {
    let portal = Portal::get();
    let close = move || editing.set(None);
    let sending = Sending::new(portal);
    Effect::new(move |_| {
        if editing.with(Option::is_none) {
            sending.begin();
        }
    });
    let refusal = Memo::new(move |_| {
        let commands = editing.with(|now| now.as_ref().map(|now| now.commands(portal)))?;
        commands.iter().find_map(|command| portal.refusal(command))
    });
    let why = Memo::new(move |_| refusal.with(|refusal| refusal.as_ref().map(refusals::refusal)));
    let row =
        Memo::new(move |_| editing.with(|now| sheet.with(|sheet| sheet.find(&now.as_ref()?.key).cloned())));
    let title = move || row.with(|row| row.as_ref().map(|row| row.title.clone()).unwrap_or_default());
    let basis = move || row.with(|row| row.as_ref().map(|row| row.basis.clone()));
    let save = Callback::new(move |()| {
        let Some(now) = editing.get_untracked().filter(|_| why.with_untracked(Option::is_none)) else {
            return;
        };
        let state = match now.aside {
            true => t!("service.action.aside"),
            false => naming::readiness_state(now.status, now.required),
        };
        let said = t!("service.action.done", name = untrack(title), state = state);
        sending.send(untrack(|| now.commands(portal)), move || {
            portal.say(Tone::Good, said);
            let _ = editing.try_set(None);
        });
    });
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close()/>
            <Button label=t!("common.save") kind=ButtonKind::Primary busy=sending.is_busy disallowed=why submit=true/>
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || editing.with(Option::is_some))
            on_close=Callback::new(move |()| close())
            on_submit=save
            title=Signal::derive(title)
            text=Signal::derive(basis)
            buttons
        >
            {move || about(row)}
            {fields(editing, refusal)}
            {sending.said()}
        </Dialog>
    }
}

/// What it is about, how it is done, what it changes.
fn about(row: Memo<Option<Row>>) -> AnyView {
    let (about, url) =
        row.with(|row| row.as_ref().map(|row| (row.about.clone(), row.url.clone())).unwrap_or_default());
    let parts = about.into_iter().map(|(heading, text)| {
        view! {
            <h3 class="caption third">{heading}</h3>
            <p class="data action-about">{text}</p>
        }
    });
    let link = url.map(|url| {
        view! { <a class="link" href=url target="_blank" rel="noopener noreferrer">{t!("service.about.open")}</a> }
    });
    view! { <div class="stack stack-2">{parts.collect_view()}{link}</div> }.into_any()
}

fn fields(editing: RwSignal<Option<Editing>>, refusal: Memo<Option<Refusal>>) -> impl IntoView {
    let set = move |change: &dyn Fn(&mut Editing)| editing.update(|now| now.iter_mut().for_each(change));
    let is = move |test: fn(&Editing) -> bool| editing.with(|now| now.as_ref().is_some_and(test));
    let choices = move || {
        let required = is(|now| now.required);
        let choice = |status| Choice::new(word(status), naming::readiness_state(status, required));
        let aside = Choice::new(ASIDE, t!("service.action.aside"));
        ActionStatus::ALL.map(choice).into_iter().chain([aside]).collect::<Vec<_>>()
    };
    let chosen = move || {
        editing.with(|now| {
            let now = now.as_ref()?;
            Some(if now.aside { ASIDE } else { word(now.status) }.to_owned())
        })
    };
    let choose = move |value: String| {
        set(&|now| now.aside = value == ASIDE);
        if let Some(status) = ActionStatus::ALL.into_iter().find(|status| word(*status) == value) {
            set(&|now| now.status = status);
        }
    };
    let text = move |part: fn(&Editing) -> &String| {
        Signal::derive(move || editing.with(|now| now.as_ref().map(part).cloned().unwrap_or_default()))
    };
    let problem = move |field: &'static str| {
        Signal::derive(move || refusal.with(|refusal| refusals::at_field(refusal.as_ref(), field)))
    };
    let needs_reason =
        move || !is(Editing::is_placed_anew) && refusal.with(|it| matches!(it, Some(Refusal::NeedsReason)));
    let reason_help = move || {
        Some(if needs_reason() {
            t!("service.action.reason.needed")
        } else {
            t!("service.action.reason.help")
        })
    };
    let accepts = move || is(|now| now.status == ActionStatus::RiskAccepted && !now.aside);
    let input = move |change: fn(&mut Editing, String)| {
        Callback::new(move |text: String| set(&|now| change(now, text.clone())))
    };
    view! {
        <Select
            label=t!("service.column.state")
            choices=Signal::derive(choices)
            value=Signal::derive(move || chosen().unwrap_or_default())
            on_change=Callback::new(choose)
        />
        <TextArea
            label=t!("service.action.reason")
            value=text(|now| &now.reason)
            on_input=input(|now, text| now.reason = text)
            help=Signal::derive(reason_help)
        />
        {move || accepts().then(|| view! {
            <Field
                label=t!("service.action.expires")
                kind="date"
                value=text(|now| &now.expires)
                on_input=input(|now, text| now.expires = text)
                error=problem("expires")
            />
        })}
        {move || (!is(|now| now.aside)).then(|| view! {
            <div class="entry-fields entry-fields-2">
                <OwnerField
                    value=text(|now| &now.owner)
                    on_input=input(|now, text| now.owner = text)
                    error=problem("owner")
                />
                <Field
                    label=t!("service.action.due")
                    kind="date"
                    optional=true
                    value=text(|now| &now.due)
                    on_input=input(|now, text| now.due = text)
                    error=problem("due")
                />
            </div>
            <Field
                label=t!("service.action.evidence")
                optional=true
                value=text(|now| &now.evidence)
                on_input=input(|now, text| now.evidence = text)
                help=t!("service.action.evidence.help")
            />
            <div class="entry-fields entry-fields-2">
                <Field
                    label=t!("service.action.rank")
                    optional=true
                    value=text(|now| &now.rank)
                    on_input=input(|now, text| now.rank = text)
                    error=problem("rank")
                />
                <Field
                    label=t!("service.action.rank.note")
                    optional=true
                    value=text(|now| &now.note)
                    on_input=input(|now, text| now.note = text)
                    help=t!("service.action.rank.help")
                />
            </div>
        })}
    }
}
