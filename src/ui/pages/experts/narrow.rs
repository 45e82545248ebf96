//! What narrows the list of conversations: kind, period and a text. The list and its export have the same.

use crate::domain::experts::threads::{Summary, Thread, messages, summaries};
use crate::domain::time::DAY_MS;
use crate::t;
use crate::ui::parts::Choice;
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Which conversations are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Which {
    #[default]
    All,
    Unread,
    Questions,
    Letters,
    Incidents,
}

impl Which {
    pub(super) const ALL: [Self; 5] =
        [Self::All, Self::Unread, Self::Questions, Self::Letters, Self::Incidents];

    pub(super) fn holds(self, it: &Summary) -> bool {
        match self {
            Self::All => true,
            Self::Unread => it.unread > 0,
            Self::Questions => matches!(it.thread, Thread::Inquiry(_)) && it.letter.is_none(),
            Self::Letters => it.letter.is_some(),
            Self::Incidents => matches!(it.thread, Thread::Incident(_)),
        }
    }

    pub(super) fn label(self, n: usize) -> String {
        match self {
            Self::All => t!("ask.all", n = n),
            Self::Unread => t!("ask.unread", n = n),
            Self::Questions => t!("ask.questions", n = n),
            Self::Letters => t!("ask.letters", n = n),
            Self::Incidents => t!("ask.incidents", n = n),
        }
    }
}

/// The periods in which a conversation has its last message, in days; the service itself shows six months.
const PERIODS_DAYS: [(&str, i64); 4] = [("week", 7), ("month", 30), ("quarter", 91), ("half", 183)];
/// The word of no period.
const ANY: &str = "any";

/// What narrows the list. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct Narrow {
    pub(super) typed: RwSignal<String>,
    pub(super) which: RwSignal<Which>,
    pub(super) period: RwSignal<String>,
    /// All conversations that the person may read, the latest first.
    pub(super) all: Memo<Vec<Summary>>,
}

impl Narrow {
    pub(super) fn new(portal: Portal) -> Self {
        let all = Memo::new(move |_| {
            let actor = portal.actor();
            portal.read(|state| summaries(state, &actor))
        });
        Self {
            typed: RwSignal::new(String::new()),
            which: RwSignal::new(Which::default()),
            period: RwSignal::new(ANY.to_owned()),
            all,
        }
    }

    /// The choices of the period.
    pub(super) fn periods() -> Vec<Choice> {
        let words = std::iter::once(ANY).chain(PERIODS_DAYS.iter().map(|(word, _)| *word));
        words.map(|word| Choice::new(word, text(&format!("ask.period.{word}"), &[]))).collect()
    }

    /// The conversations that are left.
    pub(super) fn found(self, portal: Portal) -> Vec<Summary> {
        let (typed, which) = (self.typed.get().trim().to_lowercase(), self.which.get());
        let days =
            self.period.with(|word| PERIODS_DAYS.iter().find(|(it, _)| it == word).map(|(_, days)| *days));
        let since = days.map(|days| portal.now().plus_millis(-days * DAY_MS));
        let fits = |it: &Summary| {
            which.holds(it)
                && since.is_none_or(|since| it.at >= since)
                && (typed.is_empty() || has(portal, it, &typed))
        };
        self.all.with(|all| all.iter().filter(|it| fits(it)).cloned().collect())
    }
}

/// Whether a conversation holds a text anywhere.
fn has(portal: Portal, it: &Summary, typed: &str) -> bool {
    let holds = |text: &str| text.to_lowercase().contains(typed);
    holds(&it.code)
        || holds(&it.title)
        || it.incident.as_ref().is_some_and(|id| holds(id.as_str()))
        || portal.glance(|state| {
            messages(state, &it.thread).iter().any(|message| holds(&message.text) || holds(&message.by))
        })
}
