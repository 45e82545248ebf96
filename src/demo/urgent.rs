//! What is urgent in the story: the calls in the night of the ransomware, and that the rule of the server team tells of its
//! servers alone.

use super::autopilot::{ADMINISTRATOR, EXPERTS, actor};
use super::chapters::Times;
use super::company::Use;
use super::onboarding::Fixed;
use super::stories::RANSOMWARE;
use super::together::{minutes_after, newest};
use crate::analytics::notices::{Found, Standing, Trigger, notices};
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::delivery::{Channel, Dispatch, Outcome, code_of};
use crate::domain::experts::mail_rule::MailTerms;
use crate::domain::ids::MailRuleId;
use crate::domain::people::{Actor, Role};
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, Timestamp};
use crate::formats::script::Deed;

/// The calls: so many minutes into the night, whether somebody answered, and the chance of the code.
const CALLS: [(i64, bool, &str); 2] = [(9, false, "3f9a1c77d2e0"), (13, true, "81d4b06e95ca")];

/// All of it.
pub(super) fn plan(times: &Times) -> Vec<Fixed> {
    let hunter = || actor(EXPERTS.first().copied().unwrap_or_default(), Role::Expert);
    let calls = CALLS.map(|(minutes, is_answered, chance)| {
        put(minutes_after(times.start(9), minutes), hunter(), move |state, at| {
            call(state, at, is_answered, chance)
        })
    });
    let narrowed = times.end.plus_millis(-2 * DAY_MS);
    let administrator = actor(ADMINISTRATOR, Role::Administrator);
    let rule = put(minutes_after(narrowed, 6), administrator, |state, _| narrow(state));
    calls.into_iter().chain([rule]).collect()
}

fn put(at: Timestamp, by: Actor, make: impl Fn(&State, Timestamp) -> Option<Act> + 'static) -> Fixed {
    let deed = Box::new(move |_: &_, state: &State, at: Timestamp| {
        make(state, at).map(|act| Deed::Ask(Command::Experts { act }))
    });
    Fixed { at, by, deed }
}

/// Whoever is next on the list is called.
fn call(state: &State, at: Timestamp, is_answered: bool, chance: &str) -> Option<Act> {
    let (id, title) = newest(state, RANSOMWARE.title_part())?;
    let found = Found { recent: state.catalogue.row(id).into_iter().collect(), ..Found::default() };
    let is_next = |it: &crate::analytics::notices::Notice| {
        it.trigger == Trigger::BreakGlass && it.channel == Channel::Phone && it.standing == Standing::Due
    };
    let next = notices(state, &found, at).into_iter().find(is_next)?;
    let missed = || Outcome::Failed("Nobody answered. The next contact is called.".to_owned());
    let dispatch = Dispatch {
        notice: next.key,
        channel: Channel::Phone,
        to: next.to?.phone?,
        subject: format!("Call now: {title}"),
        code: code_of(chance),
        outcome: if is_answered { Outcome::Handed } else { missed() },
    };
    Some(Act::Record { dispatch: Box::new(dispatch) })
}

/// The rule of the server team is about its device group.
fn narrow(state: &State) -> Option<Act> {
    let id = MailRuleId::new("servers")?;
    let terms = state.experts.mail_rule(&id)?.terms.clone();
    let groups = vec![Use::Server.group().to_owned(), Use::Controller.group().to_owned()];
    Some(Act::SaveMailRule { id, terms: Box::new(MailTerms { groups, ..terms }) })
}
