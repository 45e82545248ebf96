//! The dialect of RFC 9110: entity tags and conditional requests.

use super::http::{Http, Method};
use super::{Endpoint, unexpected};
use crate::formats::document::{HEAD, kind_of};
use crate::store::backend::{BackendError, Tag, Unfit};

/// The tag of an answer as it was sent.
pub(super) fn tag_of(etag: Option<&str>) -> Option<Tag> {
    etag.map(|etag| Tag(etag.trim().to_owned()))
}

/// Whether a head can be replaced by this tag: `If-Match` compares strongly (RFC 9110, section 13.1.1), so a weak tag
/// never matches.
pub(super) fn is_usable(Tag(word): &Tag) -> bool {
    word.starts_with('"')
}

/// What a refused put means.
pub(super) fn refused(status: u16) -> BackendError {
    match status {
        // WebDAV says 409 when the folder is missing (RFC 4918, section 9.7.1).
        404 | 409 => BackendError::Unfit(Unfit::NoFolder),
        405 | 501 => BackendError::Unfit(Unfit::NoPut),
        other => unexpected(other),
    }
}

/// The names of our documents in a WebDAV listing. Wherever they stand in it: they are long and like nothing else, so
/// no reader of XML is needed.
pub(super) fn names_in(listing: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(listing);
    let is_of_name =
        |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || matches!(sign, '.' | '-');
    let mut names: Vec<String> = text
        .split(|sign| !is_of_name(sign))
        .filter(|word| kind_of(word).is_some())
        .map(str::to_owned)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

impl<H: Http> Endpoint<H> {
    /// Puts the head when it is still the expected one.
    pub(super) async fn plain_swap(&self, expected: Option<&Tag>, text: &str) -> Result<Tag, BackendError> {
        let mut request = self.put_request(HEAD, text.to_owned());
        request.headers.push(match expected {
            Some(Tag(tag)) => ("If-Match", tag.clone()),
            None => ("If-None-Match", "*".to_owned()),
        });
        let answer = self.ask_once(&request).await?;
        match answer.status {
            200..=299 => {}
            412 => return Err(BackendError::Conflict),
            404 if expected.is_some() => return Err(BackendError::Conflict),
            status if answer.is_passing() => {
                return Err(BackendError::ConnectionLost(format!("the endpoint answers {status}")));
            }
            status => return Err(refused(status)),
        }
        if let Some(tag) = tag_of(answer.etag.as_deref()).filter(is_usable) {
            return Ok(tag);
        }
        // Some servers tell the new tag only when asked, and somebody may have been there in between: then the tag is
        // not that of our text, and an empty one matches nothing.
        let found = self.get(HEAD).await?;
        let ours = found.filter(|(bytes, _)| bytes == text.as_bytes());
        Ok(ours.map_or_else(|| Tag(String::new()), |(_, tag)| tag))
    }

    /// Whether a document is there, without reading it.
    pub(super) async fn has(&self, name: &str) -> Result<Option<Option<Tag>>, BackendError> {
        let answer = self.ask(&self.request(Method::Head, name)).await?;
        Ok(answer.is_done().then(|| tag_of(answer.etag.as_deref())))
    }
}
