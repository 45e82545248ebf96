//! Publishing the response: the conclusion, and what will happen by it.

use super::super::room::Room;
use super::super::verdict::{Verdict, VerdictFields};
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::decide::decide;
use crate::domain::event::{Event, IncidentEvent};
use crate::domain::people::Party;
use crate::domain::refusal::Refusal;
use crate::domain::response::Action;
use crate::domain::vocabulary::{Classification, Determination, Status};
use crate::platform::clock;
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, Dialog, Glyph, Tone};
use crate::ui::refusals;
use crate::view::prelude::*;

/// The button, with what stands against publishing.
#[component]
pub(super) fn PublishBar() -> impl IntoView {
    let room = Room::get();
    let open = RwSignal::new(false);
    let why = MaybeProp::derive(move || bar_refusal(room).map(|refusal| refusals::refusal(&refusal)));
    let was_published = move || room.of(|it| it.response.published.is_some());
    let label = move || if was_published() { t!("response.publish.again") } else { t!("response.publish") };
    view! {
        <div class="response-publish">
            <Button
                label=Signal::derive(label)
                kind=ButtonKind::Primary
                icon=Glyph::Send
                disallowed=why
                on_press=move |_| open.set(true)
            />
        </div>
        <PublishDialog open/>
    }
    .into_any()
}

/// What stands against publishing whatever the conclusion is, or that nothing was changed since it was published; what
/// depends on the conclusion is for the dialog.
fn bar_refusal(room: Room) -> Option<Refusal> {
    let asked = |(classification, determination)| {
        let act = IncidentCommand::Publish { classification, determination };
        room.portal.refusal(&Command::Incident { incident: room.id(), act })
    };
    let known = room.of(|it| it.response.published.is_some().then(|| it.verdict.clone()));
    let again = known.and_then(asked).filter(|refusal| *refusal == Refusal::NothingToDo);
    again.or_else(|| asked((Classification::TruePositive, Determination::Unknown)))
}

/// The conclusion of the playbook that was used last: what an expert begins with who has drawn none yet.
fn proposed(room: Room) -> Option<(Classification, Determination)> {
    untrack(|| room.of(|it| it.response.playbooks.last().map(|applied| applied.playbook.conclusion.clone())))
}

#[component]
fn PublishDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let verdict = Verdict::of(room);
    let is_busy = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            verdict.reset(room);
            if verdict.classification.with_untracked(|known| *known == Classification::Unknown)
                && let Some(proposed) = proposed(room)
            {
                verdict.begin(proposed);
            }
        }
    });
    let act = move || IncidentCommand::Publish {
        classification: verdict.classification.get(),
        determination: verdict.determination.get(),
    };
    // The rules are asked beforehand, and their own answer is what is shown.
    let foreseen = Memo::new(move |_| {
        let actor = room.portal.actor();
        let command = Command::Incident { incident: room.id(), act: act() };
        room.portal.read(|state| decide(state, &command, &actor, clock::now()).map(|events| foresee(&events)))
    });
    let why = MaybeProp::derive(move || foreseen.with(|it| it.as_ref().err().map(refusals::refusal)));
    let close = Callback::new(move |()| open.set(false));
    let submit = move |()| {
        if foreseen.with_untracked(Result::is_err) || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        room.send(untrack(act), t!("response.publish.done"), move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                let _ = open.try_set(false);
            }
        });
    };
    let preview = move || match foreseen.get() {
        Ok(outcome) => view! { <Banner small=true>{outcome.words()}</Banner> }.into_any(),
        Err(refusal) => {
            view! { <Banner tone=Tone::Warning small=true>{refusals::refusal(&refusal)}</Banner> }.into_any()
        }
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close.run(())/>
            <Button label=t!("response.publish.do") kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    view! {
        <Dialog open on_close=close title=t!("response.publish.title") on_submit=submit buttons>
            <VerdictFields verdict/>
            <h3 class="caption strong">{t!("response.publish.then")}</h3>
            {preview}
        </Dialog>
    }
    .into_any()
}

/// What publishing leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Outcome {
    /// The status after it, where it changes.
    status: Option<Then>,
    for_customer: usize,
    for_experts: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Then {
    ToCustomer,
    ToExperts,
    Resolved,
}

/// Reads the events that the rules foresee.
fn foresee(events: &[Event]) -> Outcome {
    let mut outcome = Outcome { status: None, for_customer: 0, for_experts: 0 };
    for event in events {
        let Event::Incident { what, .. } = event else { continue };
        match what {
            IncidentEvent::ResponsePublished { actions, .. } => {
                let open = |party: Party| {
                    let is_open = |action: &&Action| action.party == party && action.is_open();
                    actions.iter().filter(is_open).count()
                };
                outcome.for_customer = open(Party::Customer);
                outcome.for_experts = open(Party::Experts);
            }
            IncidentEvent::StatusChanged { to, .. } => {
                outcome.status = match to {
                    Status::AwaitingAction => Some(Then::ToCustomer),
                    Status::Resolved => Some(Then::Resolved),
                    _ => Some(Then::ToExperts),
                };
            }
            _ => {}
        }
    }
    outcome
}

impl Outcome {
    fn words(self) -> String {
        let first = match self.status {
            Some(Then::ToCustomer) => t!("response.then.customer", n = self.for_customer),
            Some(Then::Resolved) => t!("response.then.resolved"),
            Some(Then::ToExperts) => t!("response.then.experts", n = self.for_experts),
            None if self.for_customer > 0 => t!("response.then.customer.still", n = self.for_customer),
            None => t!("response.then.experts", n = self.for_experts),
        };
        if self.status == Some(Then::ToCustomer) && self.for_experts > 0 {
            return t!("response.then.both", first = first, n = self.for_experts);
        }
        first
    }
}
