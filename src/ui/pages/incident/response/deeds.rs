//! What can be done with an action: the next step as a button, what is rarer in a menu, each with why it may not be done.

use super::super::PHONE;
use super::super::room::Room;
use super::agree::Agreement;
use super::ask::{Ask, Question};
use super::cards::Table;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::ids::ActionId;
use crate::domain::people::{Party, Role};
use crate::domain::refusal::Refusal;
use crate::domain::response::{Action, ActionPlan, ActionState, ApprovalState};
use crate::formats::request::has_request;
use crate::platform::dom;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Glyph, IconButton, Menu, MenuItem, fresh_id};
use crate::view::prelude::*;

/// One thing that can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Ask(Question),
    Start,
    Retry,
    Reopen,
    /// Before it is published.
    Change,
    Withdraw,
    Wake,
    /// What the customer refused becomes the customer's with the changes of the response.
    Leave,
    Agree(Agreement),
}

impl Deed {
    fn label(self) -> String {
        match self {
            Self::Ask(question) => question.label(),
            Self::Start => t!("response.start"),
            Self::Retry => t!("response.retry"),
            Self::Reopen => t!("response.reopen"),
            Self::Change => t!("response.change"),
            Self::Withdraw => t!("response.withdraw"),
            Self::Wake => t!("response.wake"),
            Self::Leave => t!("response.leave"),
            Self::Agree(agreement) => agreement.label(),
        }
    }

    fn glyph(self) -> Glyph {
        match self {
            Self::Ask(Question::Start | Question::Retry) => Glyph::Play,
            Self::Ask(Question::Complete) => Glyph::Check,
            Self::Ask(Question::Fail) => Glyph::Error,
            Self::Ask(Question::Skip) => Glyph::ArrowRight,
            Self::Ask(Question::AskApproval) => Glyph::Ask,
            Self::Ask(Question::Approve) => Glyph::CheckCircle,
            Self::Ask(Question::Refuse) => Glyph::Prohibited,
            Self::Wake => Glyph::Bell,
            Self::Leave => Glyph::Delegated,
            Self::Agree(Agreement::Snooze) => Glyph::Snooze,
            Self::Agree(Agreement::Delegate) => Glyph::Delegated,
            Self::Agree(Agreement::Request) => Glyph::Console,
            Self::Start | Self::Retry => Glyph::Play,
            Self::Reopen => Glyph::Undo,
            Self::Change => Glyph::Edit,
            Self::Withdraw => Glyph::Delete,
        }
    }

    /// The command; for a question with a text that is as good as any, to ask whether it may be done at all.
    fn command(self, room: Room, action: ActionId) -> Option<IncidentCommand> {
        Some(match self {
            Self::Leave => return published_again(room),
            Self::Ask(question) => question.command(action, "-".to_owned()),
            Self::Start | Self::Retry => IncidentCommand::StartAction { action },
            Self::Reopen => IncidentCommand::ReopenAction { action },
            Self::Change => return probe_of_change(room, &action),
            Self::Withdraw => IncidentCommand::WithdrawAction { action },
            Self::Wake => IncidentCommand::SnoozeAction { action, until: None },
            Self::Agree(agreement) => return agreement.probe(action),
        })
    }

    /// Does it, or asks first where something is to be said with it.
    fn run(self, table: Table, action: &ActionId) {
        let ask = |question: Question| {
            table.asked.set(Some(Ask { action: action.clone(), question, assets: Vec::new() }));
        };
        // What it costs is seen before it is begun.
        let has_impact = || {
            table.room.of(|it| {
                it.response.action(action).is_some_and(|action| !action.plan.impact.trim().is_empty())
            })
        };
        let said = match self {
            Self::Ask(question) => return ask(question),
            Self::Start if untrack(has_impact) => return ask(Question::Start),
            Self::Retry if untrack(has_impact) => return ask(Question::Retry),
            Self::Start => t!("response.start.done"),
            Self::Retry => t!("response.retry.done"),
            Self::Reopen => t!("response.reopen.done"),
            Self::Change => return table.changing.set(Some(action.clone())),
            Self::Withdraw => t!("response.withdraw.done"),
            Self::Wake => t!("response.wake.done"),
            Self::Leave => t!("response.leave.done"),
            Self::Agree(agreement) => {
                return table.agreeing.set(Some((action.clone(), agreement)));
            }
        };
        if let Some(command) = self.command(table.room, action.clone()) {
            table.room.send(command, said, |_| ());
        }
    }

    /// How loud it is. The expert's own next step is to publish.
    fn kind(self, side: Party) -> ButtonKind {
        match self {
            Self::Ask(Question::Complete | Question::Approve) | Self::Retry if side == Party::Customer => {
                ButtonKind::Primary
            }
            Self::Ask(Question::Complete | Question::Refuse) | Self::Retry => ButtonKind::Default,
            _ => ButtonKind::Subtle,
        }
    }
}

/// The response once more with the conclusion that it has: what is open is judged anew.
fn published_again(room: Room) -> Option<IncidentCommand> {
    let published = room.of(|it| it.response.published.clone())?;
    let (classification, determination) = (published.classification, published.determination);
    Some(IncidentCommand::Publish { classification, determination })
}

/// Another wording of an action, to ask whether it may be changed at all.
fn probe_of_change(room: Room, action: &ActionId) -> Option<IncidentCommand> {
    let plan = room.of(|it| it.response.action(action).map(|it| it.plan.clone()))?;
    let instructions = if plan.instructions == "-" { "+" } else { "-" };
    let plan = ActionPlan { instructions: instructions.to_owned(), ..plan };
    Some(IncidentCommand::ChangeAction { plan: Box::new(plan) })
}

/// Whether the side that looks is asked for its word on the action.
fn may_answer(room: Room, action: &Action) -> bool {
    let is_open = action.approval.as_ref().is_some_and(|approval| approval.state == ApprovalState::Open);
    is_open && !action.state.is_settled() && room.side() == Party::Customer
}

/// Whether the rules let nobody begin with the action before the customer was asked.
fn waits_for_a_word(room: Room, action: &Action) -> bool {
    let act = IncidentCommand::StartAction { action: action.plan.id.clone() };
    let refusal = room.portal.refusal(&Command::Incident { incident: room.id(), act });
    refusal == Some(Refusal::NeedsApproval)
}

/// What can be done with an action by the side that looks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Deeds {
    buttons: Vec<Deed>,
    menu: Vec<Deed>,
}

impl Deeds {
    /// What can be done now.
    pub(super) fn of(room: Room, action: &Action) -> Self {
        let (buttons, menu) = deeds(room, action);
        Self { buttons, menu }
    }
}

/// As buttons, and in the menu behind them.
fn deeds(room: Room, action: &Action) -> (Vec<Deed>, Vec<Deed>) {
    const COMPLETE: Deed = Deed::Ask(Question::Complete);
    const FAIL: Deed = Deed::Ask(Question::Fail);
    const SKIP: Deed = Deed::Ask(Question::Skip);
    const SNOOZE: Deed = Deed::Agree(Agreement::Snooze);
    const DELEGATE: Deed = Deed::Agree(Agreement::Delegate);
    if may_answer(room, action) {
        return (vec![Deed::Ask(Question::Approve), Deed::Ask(Question::Refuse)], vec![]);
    }
    let is_own = action.party == room.side();
    if is_own && action.withheld().is_some() {
        return (vec![], vec![]);
    }
    let is_expert = room.portal.role.get() == Role::Expert;
    let (mut buttons, mut menu) = match &action.state {
        // The experts take back what they asked for and need no longer.
        state if !is_own && is_expert && action.published && !state.is_settled() => (vec![SKIP], vec![]),
        _ if !is_own => (vec![], vec![]),
        ActionState::NotStarted | ActionState::Failed { .. } if is_expert && action.is_refused() => {
            // With it would go what was planned since: that is published with its own look at what follows.
            let is_alone = room.of(|it| {
                it.response.summary_published.is_none() && it.response.actions.iter().all(|it| it.published)
            });
            let leave = (is_alone && action.published).then_some(Deed::Leave);
            let buttons = [SKIP].into_iter().chain(leave).collect();
            (buttons, vec![Deed::Ask(Question::AskApproval), SNOOZE])
        }
        // Nothing else can be done before the customer was asked.
        ActionState::NotStarted if is_expert && waits_for_a_word(room, action) => {
            (vec![Deed::Ask(Question::AskApproval), SKIP], vec![SNOOZE, DELEGATE])
        }
        ActionState::NotStarted if is_expert => (
            vec![COMPLETE, SKIP],
            vec![Deed::Start, FAIL, Deed::Ask(Question::AskApproval), SNOOZE, DELEGATE],
        ),
        ActionState::NotStarted => (vec![COMPLETE, SNOOZE, DELEGATE, SKIP], vec![Deed::Start, FAIL]),
        ActionState::InProgress { .. } | ActionState::Partly { .. } => {
            (vec![COMPLETE, SKIP], vec![FAIL, SNOOZE, DELEGATE])
        }
        ActionState::Failed { .. } => (vec![Deed::Retry, SKIP], vec![COMPLETE]),
        ActionState::Completed { .. } | ActionState::Skipped { .. } => (vec![Deed::Reopen], vec![]),
    };
    if is_own && action.is_snoozed(room.portal.now()) {
        buttons.retain(|deed| *deed != SNOOZE);
        menu.insert(0, Deed::Wake);
    }
    if is_own && !action.state.is_settled() && has_request(&action.plan) {
        menu.push(Deed::Agree(Agreement::Request));
    }
    if is_expert && !action.published && action.state == ActionState::NotStarted {
        let rest = [Deed::Change, Deed::Withdraw];
        if buttons.is_empty() { buttons.extend(rest) } else { menu.extend(rest) }
    }
    (buttons, menu)
}

/// The row of buttons of an open card.
pub(super) fn buttons(table: Table, id: &ActionId, Deeds { mut buttons, mut menu }: Deeds) -> AnyView {
    let room = table.room;
    if buttons.is_empty() {
        return ().into_any();
    }
    // On a phone the row stays in reach of the thumb, and takes one line: what one came for, leaving it out, and the rest.
    if dom::media(PHONE) {
        let skip = Deed::Ask(Question::Skip);
        let stays =
            |at: usize, deed: &Deed| at == 0 || *deed == skip || matches!(deed, Deed::Ask(Question::Refuse));
        let (kept, moved): (Vec<_>, Vec<_>) =
            buttons.into_iter().enumerate().partition(|(at, deed)| stays(*at, deed));
        buttons = kept.into_iter().map(|(_, deed)| deed).collect();
        menu.splice(..0, moved.into_iter().map(|(_, deed)| deed));
    }
    let side = room.side();
    let id = id.clone();
    let buttons = buttons
        .into_iter()
        .map(|deed| {
            let (probed, done) = (id.clone(), id.clone());
            let why = MaybeProp::derive(move || {
                room.portal.why_not_incident(&room.id(), deed.command(room, probed.clone())?)
            });
            let press = move |_| deed.run(table, &done);
            view! { <Button label=deed.label() kind=deed.kind(side) disallowed=why on_press=press/> }
        })
        .collect_view();
    let menu = (!menu.is_empty()).then(|| more(table, id, menu));
    view! { <div class="action-buttons">{buttons}{menu}</div> }.into_any()
}

/// What is rarer.
fn more(table: Table, id: ActionId, menu: Vec<Deed>) -> AnyView {
    let room = table.room;
    let name = fresh_id("more");
    let target = name.clone();
    let id = StoredValue::new(id);
    let entries = StoredValue::new(menu);
    let items = move || {
        let item = |deed: &Deed| MenuItem {
            label: deed.label(),
            glyph: Some(deed.glyph()),
            disallowed: deed
                .command(room, id.get_value())
                .and_then(|command| room.portal.why_not_incident(&room.id(), command)),
            ..MenuItem::default()
        };
        entries.with_value(|entries| entries.iter().map(item).collect::<Vec<_>>())
    };
    let choose = move |at: usize| {
        let deed = entries.with_value(|entries| entries.get(at).copied());
        if let Some(deed) = deed {
            id.with_value(|id| deed.run(table, id));
        }
    };
    let trigger = move || {
        view! { <IconButton label=t!("response.more") glyph=Glyph::Menu kind=ButtonKind::Default controls=target.clone()/> }
    };
    view! {
        <Menu id=name label=t!("response.more") trigger items=Signal::derive(items) on_choose=choose/>
    }
    .into_any()
}
