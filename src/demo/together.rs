//! The work of both sides beside incidents: hunts and questions to the experts.

use super::autopilot::{ANALYST, EXPERTS, actor};
use super::chapters::Times;
use super::onboarding::Fixed;
use crate::domain::catalogue::{Known, Row};
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::hunt::{HuntKind, HuntOutcome, HuntPlan, HuntQuery};
use crate::domain::experts::inquiry::{About, AboutKind, Purpose, Question};
use crate::domain::experts::question_scope::Nature;
use crate::domain::ids::{CommentId, HuntId, IncidentId, InquiryId};
use crate::domain::people::{Actor, Role};
use crate::domain::state::State;
use crate::domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use crate::formats::script::Deed;

/// All of it.
pub(super) fn plan(times: &Times) -> Vec<Fixed> {
    let mut plan = Plan { fixed: Vec::new() };
    plan.hunts(times);
    plan.questions(times);
    plan.fixed
}

/// A hunter, by number.
fn hunter(number: usize) -> Actor {
    actor(EXPERTS.get(number % EXPERTS.len()).copied().unwrap_or_default(), Role::Expert)
}

pub(super) fn days_before(times: &Times, days: i64) -> Timestamp {
    times.end.plus_millis(-days * DAY_MS)
}

pub(super) fn minutes_after(at: Timestamp, minutes: i64) -> Timestamp {
    at.plus_millis(minutes * MINUTE_MS)
}

/// The newest incident that a question or a notification may be about, found by a part of its title. The newest come last
/// in the catalogue or nearly so: from the end on, few of a million have to be read further than to their moment.
pub(super) fn newest<'a>(state: &'a State, part: &str) -> Option<(&'a str, &'a str)> {
    let catalogue = &state.catalogue;
    let mut newest: Option<Known<'_>> = None;
    for incident in (0..catalogue.len()).rev().filter_map(|row| catalogue.get(Row::try_from(row).ok()?)) {
        let is_newer = newest.is_none_or(|best| incident.created() > best.created());
        if is_newer && incident.title().contains(part) && incident.in_scope() {
            newest = Some(incident);
        }
    }
    newest.map(|found| (found.id(), found.title()))
}

struct Plan {
    fixed: Vec<Fixed>,
}

/// A hunt of the story.
struct Hunting {
    id: &'static str,
    hunter: usize,
    kind: HuntKind,
    title: &'static str,
    hypothesis: &'static str,
    techniques: &'static [&'static str],
    query: (&'static str, &'static str),
    findings: &'static [&'static str],
    end: Option<(HuntOutcome, &'static str)>,
}

const HUNTS: [(i64, Hunting); 4] = [
    (
        150,
        Hunting {
            id: "device-codes",
            hunter: 0,
            kind: HuntKind::Intelligence,
            title: "Sign-ins by device code from unknown networks",
            hypothesis: "If the campaign of this spring reached the company, accounts signed in with a device code from a \
                         network that none of their devices uses.",
            techniques: &["T1566.002", "T1528"],
            query: (
                "Sign-ins by device code",
                "AADSignInEventsBeta\n| where EndpointCall == \"Cmsi:Cmsi\"\n| summarize count() by AccountUpn, IPAddress",
            ),
            findings: &[],
            end: Some((
                HuntOutcome::Nothing,
                "No account signed in with a device code in ninety days. Consider blocking the flow: nobody uses it.",
            )),
        },
    ),
    (
        68,
        Hunting {
            id: "remote-tools",
            hunter: 1,
            kind: HuntKind::Suspicious,
            title: "Remote management tools that nobody administers",
            hypothesis: "If somebody kept a way in, a remote management tool runs on devices outside the list of the \
                         service desk.",
            techniques: &["T1219"],
            query: (
                "Remote tools by device",
                "DeviceProcessEvents\n| where ProcessVersionInfoProductName has_any (\"AnyDesk\", \"ScreenConnect\")\n\
                 | summarize arg_max(Timestamp, *) by DeviceName",
            ),
            findings: &["Six laptops of drivers run an old version of the tool of the former service desk."],
            end: Some((
                HuntOutcome::Benign,
                "Left over from the former service desk and never used since. Remove it: its version has a known weakness.",
            )),
        },
    ),
    (
        20,
        Hunting {
            id: "scheduled-tasks",
            hunter: 2,
            kind: HuntKind::Suspicious,
            title: "Tasks that start scripts from the profile of a user",
            hypothesis: "If the mail of last week was opened anywhere, a scheduled task starts a script from a profile.",
            techniques: &["T1053.005", "T1059.001"],
            query: (
                "Scheduled tasks from profiles",
                "DeviceEvents\n| where ActionType == \"ScheduledTaskCreated\"\n| where AdditionalFields has \"Users\"",
            ),
            findings: &[
                "One laptop has a task that starts a script from the profile every forty minutes.",
                "The script asks a server that was registered nine days ago, which has not answered it yet.",
            ],
            end: Some((
                HuntOutcome::Found,
                "A loader that had not fetched anything yet. The notification says what was done and what remains.",
            )),
        },
    ),
    (
        2,
        Hunting {
            id: "mail-rules",
            hunter: 0,
            kind: HuntKind::Intelligence,
            title: "Mailbox rules that hide answers of banks",
            hypothesis: "If more mailboxes than the known one were used for payment fraud, they have rules that move mails \
                         of banks out of sight.",
            techniques: &["T1564.008", "T1114.003"],
            query: (
                "New mailbox rules",
                "CloudAppEvents\n| where ActionType in (\"New-InboxRule\", \"Set-InboxRule\")\n| where Timestamp > ago(30d)",
            ),
            findings: &["Two rules fit; both were made by their owners and move newsletters."],
            end: None,
        },
    ),
];

/// One question: what it asks, and the words that follow, by whom and how many minutes after the ones before.
struct Asking {
    id: &'static str,
    purpose: Purpose,
    subject: &'static str,
    text: &'static str,
    /// A part of the title of the incident that it is about.
    about: Option<&'static str>,
    replies: &'static [(i64, bool, &'static str)],
    is_closed: bool,
}

/// The questions, and how many hours before the end of the story they were asked.
const QUESTIONS: [(i64, Asking); 4] = [
    (
        140 * 24,
        Asking {
            id: "scattered-campaign",
            purpose: Purpose::Threat,
            subject: "Are we a target of the calls to service desks?",
            text: "The news tell of callers who have passwords reset by the service desk. How would we see that, and what \
                   protects us?",
            about: None,
            replies: &[
                (
                    190,
                    true,
                    "You would see a reset of a password and of a second factor within an hour, then a sign-in from a new \
                     device. We hunted for that over thirty days and found none. Let the service desk call back at a number \
                     that the directory has.",
                ),
                (45, false, "Thank you. The service desk calls back from Monday on."),
            ],
            is_closed: true,
        },
    ),
    (
        111 * 24,
        Asking {
            id: "root-cause",
            purpose: Purpose::Explain,
            subject: "How did they get to the server?",
            text: "The board asks for the root cause. Was the password taken from the first device?",
            about: Some("ransomware"),
            replies: &[
                (
                    130,
                    true,
                    "Yes: an account for servers had signed in to that device two days before, and its password was still in \
                     memory. Use accounts for servers on servers only.",
                ),
                (60, false, "Clear. Is any other device touched?"),
                (80, true, "No. We looked at every sign-in of that account in fourteen days."),
            ],
            is_closed: true,
        },
    ),
    (
        52,
        Asking {
            id: "same-mail",
            purpose: Purpose::Suspicious,
            subject: "Did others get the mail with the same attachment?",
            text: "Three people in finance forwarded a mail that looks like the one of Tuesday.",
            about: None,
            replies: &[(
                95,
                true,
                "Eleven people got it, and nobody opened the attachment. The mails are removed from all mailboxes.",
            )],
            is_closed: false,
        },
    ),
    (
        5,
        Asking {
            id: "new-supplier",
            purpose: Purpose::Suspicious,
            subject: "Is the portal of the new supplier safe to use?",
            text: "Purchasing signs in to it with company accounts from next week on. Has anything been seen from there?",
            about: None,
            replies: &[],
            is_closed: false,
        },
    ),
];

impl Plan {
    fn put(&mut self, at: Timestamp, by: Actor, deed: impl Fn(&State) -> Option<Act> + 'static) {
        let deed = Box::new(move |_: &_, state: &State, _| {
            let act = deed(state)?;
            Some(Deed::Ask(Command::Experts { act }))
        });
        self.fixed.push(Fixed { at, by, deed });
    }

    fn hunts(&mut self, times: &Times) {
        for (days, hunt) in HUNTS {
            let Some(id) = HuntId::new(hunt.id) else { continue };
            let begun = days_before(times, days);
            let plan = HuntPlan {
                kind: hunt.kind,
                title: hunt.title.to_owned(),
                hypothesis: hunt.hypothesis.to_owned(),
                techniques: hunt.techniques.iter().map(|it| (*it).to_owned()).collect(),
                queries: vec![HuntQuery { name: hunt.query.0.to_owned(), kql: hunt.query.1.to_owned() }],
            };
            let by = hunter(hunt.hunter);
            let begin = Act::SaveHunt { id: id.clone(), plan: Box::new(plan) };
            self.put(begun, by.clone(), move |_| Some(begin.clone()));
            let mut at = begun;
            for text in hunt.findings {
                at = minutes_after(at, 170);
                let find = Act::AddFinding { id: id.clone(), text: (*text).to_owned() };
                self.put(at, by.clone(), move |_| Some(find.clone()));
            }
            let Some((outcome, summary)) = hunt.end else { continue };
            if outcome == HuntOutcome::Found {
                at = minutes_after(at, 90);
                let id = id.clone();
                self.put(at, by.clone(), move |state| {
                    let (incident, _) = newest(state, super::stories::NOTIFIED)?;
                    Some(Act::NotifyHunt { id: id.clone(), incident: IncidentId::new(incident)? })
                });
            }
            let end = Act::EndHunt { id, outcome, summary: summary.to_owned() };
            self.put(minutes_after(at, 240), by, move |_| Some(end.clone()));
        }
    }

    fn questions(&mut self, times: &Times) {
        for (number, (hours, asking)) in QUESTIONS.into_iter().enumerate() {
            let mut at = times.end.plus_millis(-hours * HOUR_MS);
            self.ask(at, &asking);
            let Some(id) = InquiryId::new(asking.id) else { continue };
            for (place, (minutes, is_expert, text)) in asking.replies.iter().enumerate() {
                at = minutes_after(at, *minutes);
                let by = if *is_expert { hunter(number) } else { actor(ANALYST, Role::Analyst) };
                let Some(message) = CommentId::new(&format!("{}-{}", asking.id, place + 2)) else { continue };
                let reply = Act::Reply { id: id.clone(), message, text: (*text).to_owned() };
                self.put(at, by, move |_| Some(reply.clone()));
            }
            if asking.is_closed {
                let close = Act::Close { id };
                self.put(minutes_after(at, 30), actor(ANALYST, Role::Analyst), move |_| Some(close.clone()));
            }
        }
    }

    fn ask(&mut self, at: Timestamp, asking: &Asking) {
        let (word, about) = (asking.id, asking.about);
        let question = Question {
            purpose: asking.purpose,
            nature: Nature::Security,
            subject: asking.subject.to_owned(),
            text: asking.text.to_owned(),
            about: Vec::new(),
            tell: Vec::new(),
        };
        self.put(at, actor(ANALYST, Role::Analyst), move |state| {
            let incident = about.and_then(|part| newest(state, part)).map(|(id, name)| About {
                kind: AboutKind::Incident,
                id: id.to_owned(),
                name: name.to_owned(),
                incident: IncidentId::new(id),
                signs: Vec::new(),
            });
            let question = Question { about: incident.into_iter().collect(), ..question.clone() };
            let message = CommentId::new(&format!("{word}-1"))?;
            Some(Act::Ask { id: InquiryId::new(word)?, question: Box::new(question), message })
        });
    }
}

/// Early in the afternoon of a day, of the Monday after it where nobody meets on it.
pub(super) fn on_a_workday(at: Timestamp) -> Timestamp {
    let day = at.as_millis().div_euclid(DAY_MS);
    // The first day of the count was a Thursday.
    let later = match (day + 3).rem_euclid(7) {
        5 => 2,
        6 => 1,
        _ => 0,
    };
    Timestamp::from_millis((day + later) * DAY_MS + 13 * HOUR_MS)
}
