//! The actions as cards: those for the customer, then those of the experts.

use super::super::room::Room;
use super::agree::{AgreeDialogs, Agreement};
use super::ask::{Ask, AskDialog};
use super::card::{Place, card};
use super::plan::PlanDialog;
use crate::domain::command::IncidentCommand;
use crate::domain::ids::ActionId;
use crate::domain::people::{Party, Role};
use crate::domain::response::{Action, ActionKind, ActionPlan, ActionState, ApprovalState};
use crate::domain::time::Timestamp;
use crate::formats::markdown::excerpt;
use crate::platform::{dom, random};
use crate::t;
use crate::ui::parts::{Button, Glyph, breakable};
use crate::view::prelude::*;

/// How much of the summary stands above the actions, in characters.
const EXCERPT_CHARS: usize = 240;

/// Which card is open beside those that stay open by themselves.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Opened {
    /// The first one that can be acted on.
    #[default]
    First,
    /// None, since the reader closed it.
    None,
    /// The one that the reader opened.
    One(ActionId),
}

/// What cards have in common.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub(super) room: Room,
    opened: RwSignal<Opened>,
    first: Memo<Option<ActionId>>,
    /// Those that wait for somebody with what came of them: failed, or done in parts.
    stuck: Memo<Vec<ActionId>>,
    /// Those of them that the reader closed.
    folded: RwSignal<Vec<ActionId>>,
    /// The planned action that is being changed.
    pub(super) changing: RwSignal<Option<ActionId>>,
    /// The question that a dialog asks about an action.
    pub(super) asked: RwSignal<Option<Ask>>,
    /// What a dialog agrees about an action.
    pub(super) agreeing: RwSignal<Option<(ActionId, Agreement)>>,
}

impl Table {
    fn new(room: Room) -> Self {
        let first = Memo::new(move |_| {
            let side = room.side();
            let now = room.portal.now();
            room.of(|it| first_open(it.response.seen_by(side), side, now))
        });
        let stuck = Memo::new(move |_| {
            let now = room.portal.now();
            room.of(|it| stuck(it.response.seen_by(room.side()), now))
        });
        Self {
            room,
            opened: RwSignal::new(Opened::First),
            first,
            stuck,
            folded: RwSignal::new(Vec::new()),
            changing: RwSignal::new(None),
            asked: RwSignal::new(None),
            agreeing: RwSignal::new(None),
        }
    }

    /// Whether the card of an action is open.
    pub(super) fn is_open(self, id: &ActionId) -> bool {
        let is_folded = self.folded.with(|folded| folded.contains(id));
        let stays = !is_folded && self.stuck.with(|stuck| stuck.contains(id));
        stays || self.is_in_hand(id)
    }

    /// Whether it is the one that was opened, or the first where none was.
    fn is_in_hand(self, id: &ActionId) -> bool {
        self.opened.with(|opened| match opened {
            Opened::First => self.first.with(|first| first.as_ref() == Some(id)),
            Opened::None => false,
            Opened::One(one) => one == id,
        })
    }

    /// Opens a card, or closes it.
    pub(super) fn toggle(self, id: &ActionId) {
        let (is_open, in_hand) = untrack(|| (self.is_open(id), self.is_in_hand(id)));
        self.folded.update(|folded| folded.retain(|it| it != id));
        if !is_open {
            return self.opened.set(Opened::One(id.clone()));
        }
        if in_hand {
            self.opened.set(Opened::None);
        }
        if self.stuck.with_untracked(|stuck| stuck.contains(id)) {
            self.folded.update(|folded| folded.push(id.clone()));
        }
    }

    /// Opens a card and leads to it.
    pub(super) fn show(self, id: &ActionId) {
        self.folded.update(|folded| folded.retain(|it| it != id));
        self.opened.set(Opened::One(id.clone()));
        dom::focus(&toggle_id(id));
    }

    /// After something was done the next open action is the one in hand.
    pub(super) fn go_on(self) {
        let _ = self.opened.try_set(Opened::First);
    }
}

/// The first action of a side that is open and whose turn it is.
fn first_open<'a>(
    actions: impl Iterator<Item = &'a Action>,
    side: Party,
    now: Timestamp,
) -> Option<ActionId> {
    let open: Vec<&Action> = actions.filter(|action| action.is_open()).collect();
    // What waits for the reader's answer comes before what waits for the reader's hands.
    let asked = open.iter().find(|action| side == Party::Customer && action.is_asked(now));
    // What is put off is folded away until then.
    let is_next = |action: &&&Action| action.party == side && !action.is_snoozed(now);
    asked.or_else(|| open.iter().find(is_next)).map(|action| action.plan.id.clone())
}

/// The actions that failed or are done in parts: what came of them is what the next step depends on. What is put off is
/// folded away until then.
fn stuck<'a>(actions: impl Iterator<Item = &'a Action>, now: Timestamp) -> Vec<ActionId> {
    let is_stuck = |action: &&Action| {
        matches!(action.state, ActionState::Failed { .. } | ActionState::Partly { .. })
            && !action.is_snoozed(now)
    };
    actions.filter(is_stuck).map(|action| action.plan.id.clone()).collect()
}

/// The name of the button that folds and unfolds a card.
pub(super) fn toggle_id(id: &ActionId) -> String {
    format!("card-{id}")
}

/// When the time for an answer ended that nobody gave, while nobody went on without it.
pub(super) fn missed(action: &Action, now: Timestamp) -> Option<Timestamp> {
    let approval = action.approval.as_ref().filter(|_| !action.state.is_settled())?;
    let is_missed = approval.is_over(now) || matches!(approval.state, ApprovalState::Expired { .. });
    approval.ended().filter(|_| is_missed)
}

/// The summary in short, the cards, and for the expert the way to plan one more.
#[component]
pub(super) fn Cards(
    /// The reader wants the whole summary.
    on_summary: Callback<()>,
) -> impl IntoView {
    let room = Room::get();
    let table = Table::new(room);
    let is_planning = RwSignal::new(false);
    let summary = move || {
        let text = room.of(|it| it.response.summary_for(room.side()).map(|it| it.what_happened.clone()));
        let text = text.unwrap_or_default();
        (!text.trim().is_empty()).then(|| {
            view! {
                <div class="inset inset-edged">
                    <h3 class="caption strong second">{t!("response.what-happened")}</h3>
                    <p><bdi>{breakable(&excerpt(&text, EXCERPT_CHARS))}</bdi> " "
                        <button type="button" class="link" on:click=move |_| on_summary.run(())>
                            {t!("response.read-summary")}
                        </button>
                    </p>
                </div>
            }
        })
    };
    let plans = Memo::new(move |_| room.portal.role.get() == Role::Expert);
    let plan = move || {
        plans.get().then(|| {
            view! {
                <div id="plan-action">
                    <Button
                        label=t!("response.plan")
                        icon=Glyph::Add
                        disallowed=room.why_not(probe)
                        on_press=move |_| is_planning.set(true)
                    />
                </div>
            }
        })
    };
    let is_empty = Memo::new(move |_| room.of(|it| it.response.seen_by(room.side()).next().is_none()));
    let empty = move || {
        is_empty.get().then(|| {
            let text = match room.side() {
                Party::Customer => t!("response.no-actions.customer"),
                Party::Experts => t!("response.no-actions.experts"),
            };
            view! { <p class="second">{text}</p> }
        })
    };
    view! {
        {summary}
        {empty}
        {super::held::questions(table)}
        {section(table, Party::Customer)}
        {section(table, Party::Experts)}
        {plan}
        {super::held::held(table)}
        <AskDialog table/>
        <AgreeDialogs table/>
        {move || plans.get().then(|| view! { <PlanDialog table is_planning/> })}
    }
    .into_any()
}

/// A plan that is as good as any, to ask whether one may plan at all.
fn probe() -> IncidentCommand {
    let plan = ActionPlan::new(random::action_id(), ActionKind::Text, "-".to_owned());
    IncidentCommand::PlanAction { plan: Box::new(plan) }
}

/// The cards of one side under their head "For you: 3 actions, 1 finished".
fn section(table: Table, party: Party) -> impl IntoView {
    let room = table.room;
    let places = Memo::new(move |_| {
        let side = room.side();
        room.of(|it| {
            let all = it.response.numbered(side);
            let own = all.iter().enumerate().filter(|(_, action)| action.party == party);
            let places: Vec<Place> =
                own.map(|(at, action)| Place { number: at + 1, id: action.plan.id.clone() }).collect();
            let own = all.iter().filter(|action| action.party == party);
            let done = own.clone().filter(|action| action.state.is_settled()).count();
            // What is for nobody to do is no action of anybody.
            let count = own.filter(|action| action.withheld().is_none()).count();
            (places, count, done)
        })
    });
    let head = move || {
        let (places, count, done) = places.get();
        if places.is_empty() {
            return None;
        }
        let is_done = party == Party::Experts && done == count;
        let said = if is_done { 0 } else { done };
        let label = match (party, room.side()) {
            (Party::Customer, Party::Customer) => t!("response.for-you"),
            (Party::Customer, Party::Experts) => t!("response.for-customer"),
            (Party::Experts, _) if is_done => t!("response.done-by-experts"),
            (Party::Experts, _) => t!("response.by-experts"),
        };
        Some(view! {
            <h3 class="response-head">
                {label} " " <span class="caption third">{t!("response.section", n = count, done = said)}</span>
            </h3>
        })
    };
    let cards = move || places.get().0;
    view! {
        {head}
        <div class="stack stack-8">
            <For each=cards key=|place| (place.number, place.id.clone()) children=move |place| card(table, party, place)/>
        </div>
    }
}
