//! The kinds of evidence that rules ask for.

use super::AssetKind;
use serde::{Deserialize, Serialize};

/// What kind of thing an alert has seen. Assets are evidence as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum EvidenceKind {
    /// A computer.
    Device,
    /// An account of a person or service.
    User,
    /// A mailbox.
    Mailbox,
    /// An application in the cloud.
    CloudApp,
    /// A file.
    File,
    /// A process.
    Process,
    /// An IP address.
    Ip,
    /// A URL.
    Url,
    /// An email message.
    Message,
}

impl EvidenceKind {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Device,
        Self::User,
        Self::Mailbox,
        Self::CloudApp,
        Self::File,
        Self::Process,
        Self::Ip,
        Self::Url,
        Self::Message,
    ];

    /// The asset that it is.
    pub fn asset(self) -> Option<AssetKind> {
        Some(match self {
            Self::Device => AssetKind::Device,
            Self::User => AssetKind::User,
            Self::Mailbox => AssetKind::Mailbox,
            Self::CloudApp => AssetKind::CloudApp,
            Self::File | Self::Process | Self::Ip | Self::Url | Self::Message => return None,
        })
    }

    /// The word of the source for what is no asset, under which a brief marks it.
    pub fn source_word(self) -> Option<&'static str> {
        Some(match self {
            Self::File => "file",
            Self::Process => "process",
            Self::Ip => "ip",
            Self::Url => "url",
            Self::Message => "analyzedMessage",
            Self::Device | Self::User | Self::Mailbox | Self::CloudApp => return None,
        })
    }
}

/// Which of the kinds that are no assets an alert has seen: a bit for each, since evidence comes by the thousand.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SeenKinds(u16);

impl SeenKinds {
    /// Notes a piece of evidence by the word of the source. A cluster of mail is messages.
    pub(super) fn add(&mut self, kind: &str) {
        let kind = match kind {
            "file" => EvidenceKind::File,
            "process" => EvidenceKind::Process,
            "ip" => EvidenceKind::Ip,
            "url" => EvidenceKind::Url,
            "analyzedMessage" | "mailCluster" => EvidenceKind::Message,
            _ => return,
        };
        self.0 |= 1 << kind as u16;
    }

    /// Their words.
    pub(super) fn words(self) -> impl Iterator<Item = &'static str> {
        let seen = move |kind: &EvidenceKind| self.0 & (1 << *kind as u16) != 0;
        EvidenceKind::ALL.into_iter().filter(seen).filter_map(EvidenceKind::source_word)
    }
}
