//! What of a response the customer has to carry out now, and what is put off or with somebody else.

use crate::domain::mention::means;
use crate::domain::people::Party;
use crate::domain::response::{Action, Response};
use crate::domain::time::Timestamp;

/// The published actions that are open for the customer, as one of them sees them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToDo<'a> {
    /// To be carried out now: by nobody in particular, or by the reader.
    pub now: Vec<&'a Action>,
    /// How many are put off.
    pub snoozed: usize,
    /// How many somebody else was asked to carry out, and has not put off.
    pub delegated: usize,
}

impl<'a> ToDo<'a> {
    /// Parts them at a moment, for a reader of that name.
    pub fn of(response: &'a Response, me: &str, now: Timestamp) -> Self {
        let mut found = Self::default();
        for action in response.open_for(Party::Customer).filter(|action| action.published) {
            let is_others = action.delegated.as_ref().is_some_and(|given| !means(&given.to, me));
            if action.is_snoozed(now) {
                found.snoozed += 1;
            } else if is_others {
                found.delegated += 1;
            } else {
                found.now.push(action);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ActionId;
    use crate::domain::response::{ActionKind, ActionPlan, Delegation, Snooze};

    fn action(id: &str) -> Action {
        let plan = ActionPlan::new(ActionId::new(id).unwrap(), ActionKind::Text, id.to_owned());
        Action { published: true, ..Action::new(plan, Party::Customer, Vec::new()) }
    }

    fn given(id: &str, to: &str) -> Action {
        let at = Timestamp::default();
        let delegated = Some(Delegation { to: to.into(), by: "Kim".into(), at, note: String::new() });
        Action { delegated, ..action(id) }
    }

    fn put_off(id: &str, until_ms: i64) -> Action {
        let until = Timestamp::from_millis(until_ms);
        Action { snoozed: Some(Snooze { until, by: "Kim".into() }), ..action(id) }
    }

    #[test]
    fn only_what_the_reader_must_do_now_counts_as_that() {
        let unpublished = Action { published: false, ..action("draft") };
        let experts = Action { party: Party::Experts, ..action("theirs") };
        let actions = vec![
            action("free"),
            put_off("asleep", 200),
            put_off("awake", 100),
            given("others", "Tom Reed"),
            given("mine", "mara"),
            unpublished,
            experts,
        ];
        let response = Response { actions, ..Response::default() };
        let found = ToDo::of(&response, "Mara Lindqvist", Timestamp::from_millis(100));
        let titles: Vec<&str> = found.now.iter().map(|action| action.plan.title.as_str()).collect();
        assert_eq!(titles, ["free", "awake", "mine"]);
        assert_eq!((found.snoozed, found.delegated), (1, 1));
    }
}
