//! What both sides write to each other at the incidents of the story, and which of it helped.

use super::autopilot::{ANALYST, EXPERTS, actor};
use super::chapters::Times;
use super::onboarding::Fixed;
use super::stories::{MAIL_FRAUD, RANSOMWARE, Story};
use super::together::newest;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::experts::ExpertsCommand;
use crate::domain::experts::threads::Thread;
use crate::domain::ids::{CommentId, IncidentId};
use crate::domain::people::Role;
use crate::domain::state::State;
use crate::domain::time::{HOUR_MS, MINUTE_MS, Timestamp};
use crate::domain::work::Visibility;
use crate::formats::script::Deed;

/// When a chat begins.
enum Begin {
    /// So many hours before the end of the story.
    HoursBefore(i64),
    /// So many minutes after the beginning of a chapter.
    In(u8, i64),
}

impl Begin {
    fn at(&self, times: &Times) -> Timestamp {
        match self {
            Self::HoursBefore(hours) => times.end.plus_millis(-hours * HOUR_MS),
            Self::In(chapter, minutes) => times.start(*chapter).plus_millis(minutes * MINUTE_MS),
        }
    }
}

/// A chat at the newest incident of a story; each line comes so many minutes after the one before.
struct Chat {
    id: &'static str,
    begin: Begin,
    story: &'static Story,
    lines: &'static [Line],
}

/// One line: minutes, whether an expert writes it, what, and whether the team says that it helped.
type Line = (i64, bool, &'static str, bool);

/// Makes a command of the state in which it is asked.
type Make = Box<dyn Fn(&State) -> Option<Command>>;

static CHATS: [Chat; 3] = [
    Chat {
        id: "chat-servers",
        begin: Begin::HoursBefore(111 * 24 + 9),
        story: &RANSOMWARE,
        lines: &[
            (
                0,
                true,
                "The account that reached the server is disabled, and the server is isolated. What waits for it most \
                 urgently? We would like to release it in an order that suits you.",
                false,
            ),
            (
                25,
                false,
                "The planning of tomorrow's routes, from four in the morning on. The rest can wait.",
                false,
            ),
            (
                50,
                true,
                "Then it is released after the second clean scan, before midnight. Watch the sign-ins of the account; we do \
                 too.",
                true,
            ),
        ],
    },
    Chat {
        id: "chat-payment",
        begin: Begin::In(8, 44),
        story: &MAIL_FRAUD,
        lines: &[
            (
                0,
                true,
                "All sessions of the mailbox are ended. Did finance pay anything to the account that the mails named? If so, \
                 call the bank first; the hours count.",
                true,
            ),
            (
                35,
                false,
                "No. The change of account came up at the second signature, and nothing was paid.",
                false,
            ),
            (
                6,
                true,
                "Good. Let the owner register the second factor anew in person, not by phone: the caller knew enough to \
                 pass for them.",
                false,
            ),
        ],
    },
    Chat {
        id: "chat-warehouse",
        begin: Begin::In(9, 66),
        story: &RANSOMWARE,
        lines: &[
            (
                0,
                false,
                "Can the warehouse go on with its laptops, or should they stay off over the night?",
                false,
            ),
            (
                15,
                true,
                "They can go on, but for those that the response names. Nothing was seen on the others since the first alert; \
                 should that change, we call.",
                false,
            ),
        ],
    },
];

/// All of it.
pub(super) fn plan(times: &Times) -> Vec<Fixed> {
    let mut plan = Vec::new();
    for (number, chat) in CHATS.iter().enumerate() {
        let mut at = chat.begin.at(times);
        for (place, line) in (1..).zip(chat.lines) {
            at = at.plus_millis(line.0 * MINUTE_MS);
            let Some(id) = CommentId::new(&format!("{}-{place}", chat.id)) else { continue };
            plan.extend(say(chat, number, line, &id, at));
        }
    }
    plan
}

/// The line, and the thumb for it a little later.
fn say(
    chat: &'static Chat,
    number: usize,
    (_, is_expert, text, helped): &'static Line,
    id: &CommentId,
    at: Timestamp,
) -> impl Iterator<Item = Fixed> {
    let team = || actor(ANALYST, Role::Analyst);
    let expert = || actor(EXPERTS.get(number % EXPERTS.len()).copied().unwrap_or_default(), Role::Expert);
    let incident = |state: &State| IncidentId::new(newest(state, chat.story.title_part())?.0);
    let written = id.clone();
    let write = move |state: &State| {
        let act = IncidentCommand::Comment {
            id: written.clone(),
            text: (*text).to_owned(),
            visibility: Visibility::Shared,
        };
        Some(Command::Incident { incident: incident(state)?, act })
    };
    let rated = id.clone();
    let rate = move |state: &State| {
        let thread = Thread::Incident(incident(state)?);
        Some(Command::Experts {
            act: ExpertsCommand::Rate { thread, message: rated.clone(), up: Some(true) },
        })
    };
    let fixed = |at, by, make: Make| {
        let deed = Box::new(move |_: &_, state: &State, _| Some(Deed::Ask(make(state)?)));
        Fixed { at, by, deed }
    };
    let line = fixed(at, if *is_expert { expert() } else { team() }, Box::new(write));
    let thumb = helped.then(|| fixed(at.plus_millis(9 * MINUTE_MS), team(), Box::new(rate)));
    std::iter::once(line).chain(thumb)
}
