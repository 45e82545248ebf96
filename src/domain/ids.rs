//! Identifiers: newtypes with one checked door each, so that an action's id is never taken for an incident's.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Longest identifier that is kept; the longest ones seen in exports are alert ids of about 90 characters.
pub const ID_CHARS_MAX: usize = 256;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(Box<str>);

        impl $name {
            /// Takes text that is not blank, holds no control character and is at most [`ID_CHARS_MAX`] characters long.
            pub fn new(text: &str) -> Option<Self> {
                let text = text.trim();
                let fits = !text.is_empty()
                    && text.chars().count() <= ID_CHARS_MAX
                    && !text.chars().any(char::is_control);
                fits.then(|| Self(text.into()))
            }

            /// The text of the identifier.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = String;
            fn try_from(text: String) -> Result<Self, String> {
                Self::new(&text).ok_or_else(|| format!("`{}` is not an identifier", text.chars().take(40).collect::<String>()))
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.into()
            }
        }
    };
}

id! {
    /// The id of an incident as its source gives it: `29` or `incident-2`.
    IncidentId
}
id! {
    /// The id of a latent threat or source of risk that was recorded.
    RiskId
}
id! {
    /// The id of one response action, unique in the workspace.
    ActionId
}
id! {
    /// The id of one comment, unique in the workspace.
    CommentId
}
id! {
    /// The id of a question to the experts, unique in the workspace.
    InquiryId
}
id! {
    /// The id of a hunt, unique in the workspace.
    HuntId
}
id! {
    /// The id of a check-in, unique in the workspace.
    CheckInId
}
id! {
    /// The id of a rule of incident mails, unique in the workspace.
    MailRuleId
}
id! {
    /// The id of an item of the education plan, unique in the workspace.
    LessonId
}
id! {
    /// The id of a product that protects the environment, unique in the workspace.
    ProductId
}
id! {
    /// The id of feedback, unique in the workspace.
    FeedbackId
}
id! {
    /// The id of one contact, unique in the workspace.
    ContactId
}
id! {
    /// The id of one import, unique in the workspace.
    ImportId
}
id! {
    /// The id of one business review, unique in the workspace.
    ReviewId
}
id! {
    /// The id of a workspace.
    WorkspaceId
}
id! {
    /// The id of a command, minted where the command is made, so that a command sent twice acts once.
    CommandId
}
id! {
    /// The id of a saved view, unique in the workspace.
    ViewId
}
