//! What reading a file can find: what was assumed, what was left out, and what cannot be read. Each has a key in the
//! catalogue of words, so that the page and the command line say the same.

use super::kind::Kind;
use crate::words::Arg;

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Finding {
    // The file as a whole.
    /// There is nothing in the file.
    Empty,
    /// UTF-16 and not UTF-8.
    Utf16,
    /// A compressed file.
    Compressed {
        /// `gzip` or `zip`.
        format: &'static str,
    },
    /// Bytes that no text holds.
    Binary,
    /// A web page, such as a sign-in form that was saved for an export.
    WebPage,
    /// Text that is not JSON.
    NotJson {
        /// How it begins.
        excerpt: String,
    },
    /// The file ends inside a record or a list.
    CutOff,
    /// What comes here cannot be told apart into records any more.
    RestLost,
    /// JSON, but none of the kinds that can be read.
    UnknownKind,
    /// The answer of a service that refused a request.
    ErrorAnswer {
        /// Its code.
        code: String,
        /// Its message.
        message: String,
    },
    /// A document of this product, which is opened elsewhere.
    OwnDocument,
    /// An archive that cannot be unpacked here.
    BadArchive {
        /// Why.
        detail: &'static str,
    },
    /// An archive that grows beyond all measure when it is unpacked.
    ArchiveBomb,
    /// A table in which no column says something without which no record can be taken.
    ColumnMissing {
        /// What.
        field: &'static str,
    },

    // One record, which is left out.
    /// Its JSON is broken here.
    Syntax {
        /// The parser's words.
        detail: String,
    },
    /// It is larger than what one record may be.
    TooLarge {
        /// The limit in bytes.
        bytes: usize,
    },
    /// It is nested more deeply than what is read.
    TooDeep {
        /// The limit in levels.
        levels: u32,
    },
    /// An element of a list of records that is no object.
    NotARecord,
    /// A record of another kind than the rest of the file.
    OtherKind {
        /// Its kind.
        kind: Kind,
    },
    /// A field that must be there is not.
    Missing {
        /// Its name.
        field: &'static str,
    },
    /// The id is not one: too long or with control characters.
    BadId,
    /// A time that cannot be used: not a date, or without a zone, which would have to be guessed.
    BadTime {
        /// The name of the field.
        field: &'static str,
        /// What is there.
        text: String,
    },
    /// A number is needed.
    BadNumber {
        /// The name of the field.
        field: &'static str,
        /// What is there.
        text: String,
    },

    /// A comment whose list does not say of which incident it is.
    CommentOfNobody,
    /// Evidence by itself: it belongs to an alert that is not named.
    EvidenceOfNobody,
    /// A record of advanced hunting of a table that is not read.
    OtherTable,
    /// More than what one import takes.
    TooMany {
        /// The limit.
        most: usize,
    },
    /// A row of a table with another number of cells than there are columns.
    RowLength {
        /// How many cells.
        cells: usize,
        /// How many columns.
        columns: usize,
    },

    // What was put right or assumed; the record is kept.
    /// The source has no alerts; what it says of tactics, products and assets was put into stand-in alerts.
    StandInAlerts,
    /// An alert that names no incident: it becomes an incident of its own.
    OwnIncident,
    /// A time without a zone, taken in the zone that was chosen for the table.
    AssumedZone,
    /// A comma before a closing bracket.
    TrailingComma,
    /// No comma between two records of a list.
    MissingComma,
    /// A comma too many between two records.
    ExtraComma,
    /// Something between two records that is not JSON.
    Junk {
        /// What it is.
        excerpt: String,
    },
    /// The file is one page of a longer list.
    OnePage,
    /// An empty list whose kind nothing says.
    EmptyList,
    /// Bytes that are not UTF-8 were replaced.
    BadUtf8,
    /// Half of a surrogate pair was replaced.
    LoneSurrogate,
    /// A number that is too large was left out.
    NumberOutOfRange,
    /// A word that is not in the list of its field, kept as it is.
    UnknownWord {
        /// The field.
        field: &'static str,
        /// The word.
        word: String,
    },
    /// A value of the wrong type was left out.
    Dropped {
        /// The field.
        field: &'static str,
    },
    /// A field that is there twice: the first one was taken.
    Twice {
        /// The field.
        field: &'static str,
    },
    /// A time that cannot be used was left out.
    DroppedTime {
        /// The field.
        field: &'static str,
        /// What is there.
        text: String,
    },
    /// No status: taken as active.
    AssumedActive,
    /// It names the incident that it was merged into, so it is taken as redirected whatever its status says.
    AssumedRedirected,
    /// No time of the last change: the time of creation was taken.
    AssumedUpdated,
    /// The time of creation was never set: kept as the source writes it.
    UnsetCreated,
    /// No name: made of the id.
    AssumedName,
    /// An alert without an id, left out.
    AlertWithoutId,
    /// An alert without a time of creation: that of its incident was taken.
    AssumedAlertCreated,
    /// Evidence without a type.
    UntypedEvidence,
    /// Machines without an antivirus state: taken as active.
    AssumedAntivirus,
    /// Machines without an onboarding state: taken as onboarded.
    AssumedOnboarded,
    /// Sensors of deleted domain controllers: left out of the count.
    DeletedController,
}

impl Finding {
    /// The key in the catalogue of words.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "files.empty",
            Self::Utf16 => "files.utf16",
            Self::Compressed { .. } => "files.compressed",
            Self::Binary => "files.binary",
            Self::WebPage => "files.web-page",
            Self::NotJson { .. } => "files.not-json",
            Self::CutOff => "files.cut-off",
            Self::RestLost => "files.rest-lost",
            Self::UnknownKind => "files.unknown-kind",
            Self::ErrorAnswer { .. } => "files.error-answer",
            Self::OwnDocument => "files.own-document",
            Self::BadArchive { .. } => "files.bad-archive",
            Self::ArchiveBomb => "files.archive-bomb",
            Self::ColumnMissing { .. } => "files.column-missing",
            Self::CommentOfNobody => "files.comment-of-nobody",
            Self::EvidenceOfNobody => "files.evidence-of-nobody",
            Self::OtherTable => "files.other-table",
            Self::TooMany { .. } => "files.too-many",
            Self::RowLength { .. } => "files.row-length",
            Self::StandInAlerts => "files.stand-in-alerts",
            Self::OwnIncident => "files.own-incident",
            Self::AssumedZone => "files.assumed-zone",
            Self::Syntax { .. } => "files.syntax",
            Self::TooLarge { .. } => "files.too-large",
            Self::TooDeep { .. } => "files.too-deep",
            Self::NotARecord => "files.not-a-record",
            Self::OtherKind { .. } => "files.other-kind",
            Self::Missing { .. } => "files.missing",
            Self::BadId => "files.bad-id",
            Self::BadTime { .. } => "files.bad-time",
            Self::BadNumber { .. } => "files.bad-number",
            Self::TrailingComma => "files.trailing-comma",
            Self::MissingComma => "files.missing-comma",
            Self::ExtraComma => "files.extra-comma",
            Self::Junk { .. } => "files.junk",
            Self::OnePage => "files.one-page",
            Self::EmptyList => "files.empty-list",
            Self::BadUtf8 => "files.bad-utf8",
            Self::LoneSurrogate => "files.lone-surrogate",
            Self::NumberOutOfRange => "files.number-out-of-range",
            Self::UnknownWord { .. } => "files.unknown-word",
            Self::Dropped { .. } => "files.dropped",
            Self::Twice { .. } => "files.twice",
            Self::DroppedTime { .. } => "files.dropped-time",
            Self::AssumedActive => "files.assumed-active",
            Self::AssumedRedirected => "files.assumed-redirected",
            Self::AssumedUpdated => "files.assumed-updated",
            Self::UnsetCreated => "files.unset-created",
            Self::AssumedName => "files.assumed-name",
            Self::AlertWithoutId => "files.alert-without-id",
            Self::AssumedAlertCreated => "files.assumed-alert-created",
            Self::UntypedEvidence => "files.untyped-evidence",
            Self::AssumedAntivirus => "files.assumed-antivirus",
            Self::AssumedOnboarded => "files.assumed-onboarded",
            Self::DeletedController => "files.deleted-controller",
        }
    }

    /// The values for the placeholders of the message.
    pub fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::Compressed { format } => vec![("format", (*format).into())],
            Self::NotJson { excerpt } | Self::Junk { excerpt } => vec![("excerpt", excerpt.into())],
            Self::ErrorAnswer { code, message } => vec![("code", code.into()), ("message", message.into())],
            Self::Syntax { detail } => vec![("detail", detail.into())],
            Self::TooLarge { bytes } => vec![("megabytes", (bytes / 1_000_000).into())],
            Self::TooDeep { levels } => vec![("levels", (*levels).into())],
            Self::OtherKind { kind } => vec![("kind", kind.as_str().into())],
            Self::BadArchive { detail } => vec![("detail", (*detail).into())],
            Self::TooMany { most } => vec![("most", (*most).into())],
            Self::RowLength { cells, columns } => {
                vec![("cells", (*cells).into()), ("columns", (*columns).into())]
            }
            Self::ColumnMissing { field }
            | Self::Missing { field }
            | Self::Dropped { field }
            | Self::Twice { field } => {
                vec![("field", (*field).into())]
            }
            Self::BadTime { field, text }
            | Self::BadNumber { field, text }
            | Self::DroppedTime { field, text } => vec![("field", (*field).into()), ("text", text.into())],
            Self::UnknownWord { field, word } => vec![("field", (*field).into()), ("word", word.into())],
            _ => Vec::new(),
        }
    }

    /// Whether the same finding at another place adds nothing but to the count. Faults that a person has to put right
    /// are listed place by place.
    pub(super) fn adds_up(&self) -> bool {
        matches!(
            self,
            Self::UnknownWord { .. }
                | Self::Dropped { .. }
                | Self::Twice { .. }
                | Self::CommentOfNobody
                | Self::EvidenceOfNobody
                | Self::OtherTable
                | Self::TooMany { .. }
                | Self::StandInAlerts
                | Self::OwnIncident
                | Self::AssumedZone
                | Self::AssumedActive
                | Self::AssumedRedirected
                | Self::AssumedUpdated
                | Self::UnsetCreated
                | Self::AssumedName
                | Self::AlertWithoutId
                | Self::AssumedAlertCreated
                | Self::UntypedEvidence
                | Self::AssumedAntivirus
                | Self::AssumedOnboarded
                | Self::DeletedController
        )
    }
}
