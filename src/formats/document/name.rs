//! Names of documents: flat, of `[a-z0-9.-]`, and for immutable ones the digest of the text.

use super::digest::Digest;
use super::problem::{LoadProblem, Wrong};

/// The name of the one document that changes.
pub const HEAD: &str = "head.json";

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// The one that changes.
    Head,
    /// A piece of the list of documents.
    Manifest,
    /// A sealed run of entries.
    Segment,
    /// Imported records.
    Batch,
}

impl Kind {
    /// The word in names and in the member `document`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Manifest => "manifest",
            Self::Segment => "segment",
            Self::Batch => "batch",
        }
    }
}

/// The name of an immutable document: kind and digest. The head's name is always [`HEAD`].
pub fn name_of(kind: Kind, text: &[u8]) -> String {
    match kind {
        Kind::Head => HEAD.to_owned(),
        Kind::Manifest | Kind::Segment | Kind::Batch => {
            format!("{}-{}.json", kind.as_str(), Digest::of(text))
        }
    }
}

/// What a name says about its document; `None` for names that are none of ours.
pub fn kind_of(name: &str) -> Option<Kind> {
    named(name).map(|(kind, _)| kind)
}

/// Kind and, for immutable documents, the digest in the name.
fn named(name: &str) -> Option<(Kind, Option<Digest>)> {
    if name == HEAD {
        return Some((Kind::Head, None));
    }
    let (word, rest) = name.split_once('-')?;
    let kind = [Kind::Manifest, Kind::Segment, Kind::Batch].into_iter().find(|kind| kind.as_str() == word)?;
    Some((kind, Some(Digest::parse(rest.strip_suffix(".json")?)?)))
}

/// The text of an immutable document, after its digest was compared with its name.
///
/// # Errors
/// The name is none of ours, the digest differs, or the bytes are no text.
pub fn verified<'a>(name: &str, bytes: &'a [u8]) -> Result<&'a str, LoadProblem> {
    let wrong = |what| LoadProblem { document: name.to_owned(), what };
    match named(name) {
        Some((_, Some(digest))) if digest == Digest::of(bytes) => {
            std::str::from_utf8(bytes).map_err(|_| wrong(Wrong::NotText))
        }
        Some((_, Some(_))) => Err(wrong(Wrong::Digest)),
        Some((_, None)) | None => Err(wrong(Wrong::Name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_say_what_a_document_is() {
        let name = name_of(Kind::Segment, b"{}");
        assert_eq!(kind_of(&name), Some(Kind::Segment));
        assert_eq!(kind_of(HEAD), Some(Kind::Head));
        for other in ["head", "segment-1.json", "index.html", "", "batch-.json", "Batch-a.json"] {
            assert_eq!(kind_of(other), None, "{other}");
        }
        assert!(
            name.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte))
        );
    }

    #[test]
    fn only_the_text_of_the_name_is_taken() {
        let name = name_of(Kind::Batch, b"[1]");
        assert_eq!(verified(&name, b"[1]"), Ok("[1]"));
        assert_eq!(verified(&name, b"[2]").unwrap_err().what, Wrong::Digest);
        assert_eq!(verified(HEAD, b"[1]").unwrap_err().what, Wrong::Name);
        let name = name_of(Kind::Batch, b"\xff");
        assert_eq!(verified(&name, b"\xff").unwrap_err().what, Wrong::NotText);
    }
}
