//! What left as a message: to whom, by which channel, with which code, and how it went.
//!
//! Source: service.md 1.4. A static site sends nothing by itself: each message leaves as a mail, a post to a web-hook, a
//! calendar file, a notice of the browser or a call. Each carries a code that its reader can check, because "users are
//! told to verify mails claiming to come from the experts" and the service offers no way to.

use super::super::ids::ContactId;
use super::super::time::{MINUTE_MS, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How a message leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Channel {
    /// A mail: opened in the mail program, or taken away as a file.
    Mail,
    /// The channel of Teams.
    Teams,
    /// Slack.
    Slack,
    /// A notice of this browser.
    Browser,
    /// A calendar file.
    Calendar,
    /// A call.
    Phone,
}

impl Channel {
    /// All of them in the order of display.
    pub const ALL: [Self; 6] =
        [Self::Mail, Self::Teams, Self::Slack, Self::Browser, Self::Calendar, Self::Phone];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Teams => "teams",
            Self::Slack => "slack",
            Self::Browser => "browser",
            Self::Calendar => "calendar",
            Self::Phone => "phone",
        }
    }
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "is", content = "why")]
pub enum Outcome {
    /// The person took it on: the mail program was opened, the file was taken, the call was made.
    Handed,
    /// The receiver said that it has it.
    Sent,
    /// It left, and the browser hides the answer.
    Unconfirmed,
    /// It did not leave.
    Failed(String),
    /// Somebody said that it need not leave, and why.
    Unneeded(String),
    /// That was taken back: it is to leave again.
    PutBack,
}

impl Outcome {
    /// Whether the message left.
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Handed | Self::Sent | Self::Unconfirmed)
    }

    /// Whether somebody may have got the message: of one that could not be sent nobody can say that it came from here.
    pub fn has_gone(&self) -> bool {
        !matches!(self, Self::Unneeded(_) | Self::PutBack)
    }

    /// The word in keys.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Handed => "handed",
            Self::Sent => "sent",
            Self::Unconfirmed => "unconfirmed",
            Self::Failed(_) => "failed",
            Self::Unneeded(_) => "unneeded",
            Self::PutBack => "putBack",
        }
    }
}

/// A message as it left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Dispatch {
    /// The key of the notice that it carries.
    pub notice: String,
    /// How it left.
    pub channel: Channel,
    /// To whom: an address, or the name of the channel.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// The code by which it can be checked.
    pub code: String,
    /// How it went.
    pub outcome: Outcome,
}

/// A line of the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Delivery {
    /// What left.
    pub dispatch: Dispatch,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub by: String,
}

/// How long to wait before the next attempt, after so many failed ones, in minutes.
const RETRY_MINUTES: [i64; 4] = [1, 5, 15, 60];

/// When a message that failed is tried again.
pub fn retry_at(failures: usize, last: Timestamp) -> Timestamp {
    let at = failures.saturating_sub(1).min(RETRY_MINUTES.len() - 1);
    last.plus_millis(RETRY_MINUTES.get(at).copied().unwrap_or(60) * MINUTE_MS)
}

/// Where messages go beside mail, and which are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Channels {
    /// The incoming web-hook of Slack, `https` only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slack: Option<String>,
    /// The incoming web-hook of the channel of Teams that takes what the hunters notify; without one it goes where the
    /// rest goes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hunting: Option<String>,
    /// Triggers that tell nobody, by their word.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub silent: Vec<String>,
    /// What differs for a trigger from the usual way, by its word.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub ways: BTreeMap<String, Way>,
    /// Posts leave by themselves while the app is open; `None` where somebody posts each of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by_itself: Option<ByItself>,
}

/// That posts leave by themselves. A site has no server that posts, so a browser does for as long as the app is open in it:
/// that of whoever said so comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct ByItself {
    /// Who said so.
    pub by: String,
    /// What came up before waits to be posted by hand: a new web-hook is not flooded with what is old.
    pub since: Timestamp,
}

/// What differs for a trigger from the usual way: by which channels it does not go, and who is told as well.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Way {
    /// Channels that do not carry it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Channel>,
    /// Contacts that get a mail beside whoever gets it anyway.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<ContactId>,
}

/// A code as it is written: letters and digits in two groups, so that it can be read over the telephone. `chance` are
/// hexadecimal digits; five bits of them make one sign, so that no code is likelier than another.
pub fn code_of(chance: &str) -> String {
    // Without letters and digits that are taken for one another: 32 signs.
    const SIGNS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    let number = u64::from_str_radix(chance.get(..12).unwrap_or(chance), 16).unwrap_or(0);
    let sign = |at: u32| {
        let index = usize::try_from((number >> (at * 5)) & 31).unwrap_or(0);
        SIGNS.get(index).copied().map_or('2', char::from)
    };
    let group = |from: u32| (from..from + 4).map(sign).collect::<String>();
    format!("{}-{}", group(0), group(4))
}

/// Whether two codes are the same, however they were typed.
pub fn same_code(one: &str, other: &str) -> bool {
    let plain = |code: &str| -> String {
        code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
    };
    !plain(one).is_empty() && plain(one) == plain(other)
}
