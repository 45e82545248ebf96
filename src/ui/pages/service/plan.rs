//! Plan it: who does what was chosen in the what-if, and by when; and what is planned so far.

use super::owner::OwnerField;
use super::what_if::{Choice, outcome, work_name};
use crate::analytics::calendar::CivilDay;
use crate::domain::command::Command;
use crate::domain::plan::planned_gate;
use crate::domain::readiness::{ActionRecord, ActionStatus};
use crate::domain::refusal::{Problem, Refusal};
use crate::domain::steering::SteeringCommand;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Dialog, Field, Glyph, IconButton, TextArea, Tone};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::sending::Sending;
use crate::view::prelude::*;

/// What is typed in the dialog.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    owner: String,
    due: String,
    note: String,
}

impl Typed {
    /// The end of the day that was typed.
    fn due(&self, portal: Portal) -> Option<Timestamp> {
        let day = CivilDay::parse(&self.due)?;
        portal.reader.with(|reader| Some(reader.zone.start_of(day.plus_days(1))))
    }

    /// A command for each choice. What was said of a required action stays where nothing else is typed.
    fn commands(&self, portal: Portal, chosen: &[Choice]) -> Option<Vec<Command>> {
        let due = self.due(portal)?;
        let command = |choice: &Choice| match &choice.work {
            Some(work) => Command::Steer {
                act: SteeringCommand::PlanWork {
                    work: work.clone(),
                    owner: self.owner.clone(),
                    due,
                    note: self.note.clone(),
                },
            },
            None => {
                let known = portal.read(|state| state.actions.get(&choice.key).cloned());
                let ActionRecord { reason, owner, evidence, .. } = known.unwrap_or_default();
                let said = |typed: &str, known: String| {
                    if typed.trim().is_empty() { known } else { typed.to_owned() }
                };
                Command::SetReadinessAction {
                    key: choice.key.clone(),
                    status: ActionStatus::InProgress,
                    reason: said(&self.note, reason),
                    owner: said(&self.owner, owner),
                    due: Some(due),
                    evidence,
                    expires: None,
                }
            }
        };
        Some(chosen.iter().map(command).collect())
    }
}

/// The dialog.
#[component]
pub(super) fn PlanDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What was chosen.
    chosen: Memo<Vec<Choice>>,
    /// It was planned.
    on_done: Callback<()>,
) -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(Typed::default());
    let commands = move || typed.with(|typed| chosen.with(|chosen| typed.commands(portal, chosen)));
    let refusal = Memo::new(move |_| {
        let commands = commands()?;
        // What is planned like that already stands in nobody's way.
        let found = commands.iter().filter_map(|command| portal.refusal(command));
        found.into_iter().find(|refusal| *refusal != Refusal::NothingToDo)
    });
    let why = Memo::new(move |_| match commands() {
        None => Some(t!("service.plan.due.missing")),
        Some(_) => refusal.with(|refusal| refusal.as_ref().map(refusals::refusal)),
    });
    let close = move || {
        let _ = open.try_set(false);
        let _ = typed.try_set(Typed::default());
    };
    let sending = Sending::new(portal);
    Effect::new(move |_| {
        if open.get() {
            sending.begin();
        }
    });
    let save = Callback::new(move |()| {
        let Some(commands) = untrack(commands).filter(|_| why.with_untracked(Option::is_none)) else {
            return;
        };
        let count = commands.len();
        // What is planned like that already would be refused.
        let is_new = |command: &Command| portal.refusal(command) != Some(Refusal::NothingToDo);
        let commands = untrack(|| commands.into_iter().filter(is_new).collect());
        sending.send(commands, move || {
            portal.say(Tone::Good, t!("service.plan.done", n = count));
            let _ = on_done.try_run(());
            close();
        });
    });
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close()/>
            <Button label=t!("service.plan") kind=ButtonKind::Primary busy=sending.is_busy disallowed=why submit=true/>
        }
    };
    let list = move || {
        let names = chosen.get().into_iter().map(|choice| view! { <li>{choice.label}</li> });
        view! { <ul class="list data">{names.collect_view()}</ul> }
    };
    let due_problem = move || {
        let blank = typed.with(|typed| typed.due.is_empty());
        match commands() {
            None if !blank => Some(refusals::problem(Problem::OutOfRange)),
            _ => refusal.with(|refusal| refusals::at_field(refusal.as_ref(), "due")),
        }
    };
    view! {
        <Dialog
            open
            on_close=Callback::new(move |()| close())
            on_submit=save
            title=t!("service.plan.title")
            text=t!("service.plan.help")
            buttons
        >
            {list}
            <Field
                label=t!("service.action.due")
                kind="date"
                value=Signal::derive(move || typed.with(|typed| typed.due.clone()))
                on_input=Callback::new(move |text| typed.update(|typed| typed.due = text))
                error=Signal::derive(due_problem)
            />
            <OwnerField
                value=Signal::derive(move || typed.with(|typed| typed.owner.clone()))
                on_input=Callback::new(move |text| typed.update(|typed| typed.owner = text))
                error=Signal::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), "owner")))
            />
            <TextArea
                label=t!("service.plan.note")
                optional=true
                value=Signal::derive(move || typed.with(|typed| typed.note.clone()))
                on_input=Callback::new(move |text| typed.update(|typed| typed.note = text))
                rows=2
            />
            {sending.said()}
        </Dialog>
    }
}

/// A plan as the list shows it.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    key: String,
    name: String,
    left: u32,
    owner: String,
    due: Timestamp,
}

/// What is planned, how much of it is left, and the gate with all of it done.
#[component]
pub(super) fn Plans() -> impl IntoView {
    let portal = Portal::get();
    let plans = Memo::new(move |_| {
        portal.read(|state| {
            let shown = state.steering.plans.iter().map(|(key, plan)| Shown {
                key: key.clone(),
                name: work_name(&plan.work, plan.assets),
                left: plan.work.left(state),
                owner: plan.owner.clone(),
                due: plan.due,
            });
            shown.collect::<Vec<_>>()
        })
    });
    let then = Memo::new(move |_| {
        let now = portal.now();
        portal.read(|state| planned_gate(state, now))
    });
    let sum = move || {
        let (gate, by) = then.get()?;
        let words = t!("service.plan.then", day = intl::day(intl::last_of(by)));
        Some(view! {
            <p class="data second">{words}</p>
            <p class="what-if">{outcome(portal, gate)}</p>
        })
    };
    let any = Memo::new(move |_| plans.with(|plans| !plans.is_empty()));
    let rows = move || plans.get().into_iter().map(|plan| row(portal, plan)).collect_view();
    view! {
        {move || any.get().then(|| view! {
            <h3 class="card-title">{t!("service.plan.list")}</h3>
            <ul class="list">{rows}</ul>
        })}
        {sum}
    }
}

fn row(portal: Portal, plan: Shown) -> AnyView {
    let key = plan.key.clone();
    let drop =
        Command::Steer { act: SteeringCommand::DropPlan { key: plan.key.clone(), why: String::new() } };
    let probe = drop.clone();
    let why = Memo::new(move |_| portal.why_not(&probe));
    let press = move |_| portal.act(drop.clone(), |_| ());
    let by = t!("service.plan.by", day = intl::day(intl::last_of(plan.due)));
    let left = match plan.left {
        0 => t!("service.basis.plan-done"),
        n => t!("service.basis.planned", n = n),
    };
    let late = plan.left > 0 && plan.due <= portal.now();
    let late = late.then(|| t!("service.plan.late"));
    let parts = [Some(plan.owner).filter(|owner| !owner.is_empty()), Some(by), Some(left), late];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    view! {
        <li class="list-row">
            <span class="stack stack-2 grow">
                <span class="name">{plan.name.clone()}</span>
                <span class="caption third">{line}</span>
            </span>
            <IconButton
                label=t!("service.plan.drop", name = plan.name)
                glyph=Glyph::Close
                size=ButtonSize::S24
                disallowed=why
                on_press=press
            />
        </li>
    }
    .keyed(key)
}
