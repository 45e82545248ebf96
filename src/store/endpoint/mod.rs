//! A workspace at a JSON endpoint over HTTP: one address under which every document has its name.
//!
//! Two dialects, told apart by what the server answers:
//! * **RFC 9110**: `PUT` with `If-None-Match: *` creates, with `If-Match` replaces, `412` is a conflict. Any WebDAV
//!   server, or an object store with conditional writes.
//! * **CouchDB**: a document is `{_id, _rev, body}`; `_rev` is echoed in the body of a `PUT`, `409` is a conflict.
//!
//! Reading and putting immutable documents may be repeated, so whatever passes is tried again with growing waits and
//! some chance. The swap of the head is repeated only when the endpoint shows that it was not done.

mod couch;
pub mod http;
mod place;
mod plain;
pub mod probe;
mod together;

use super::backend::{Backend, BackendError, Tag, Unfit};
use crate::formats::document::{HEAD, kind_of};
use http::{Answer, Http, Method, NoAnswer, Request};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// How long to wait before each further try, in milliseconds; chance takes away up to half of it.
const WAITS_MS: [u32; 4] = [250, 1_000, 3_000, 8_000];
/// A server that wants to be left alone longer than this is told to the person and not waited for.
const RETRY_AFTER_MAX_S: u32 = 30;
/// How long a small exchange may take.
const TIMEOUT_MS: u32 = 20_000;
/// How slow a line may be for bodies to come through: 40 kB/s.
const BYTES_PER_MS: u32 = 40;
/// The largest document has about this many bytes: a batch with its frame.
const DOCUMENT_BYTES_MAX: u32 = 5_000_000;
/// How many requests are under way at once: what a browser allows to one server.
const AT_ONCE: usize = 6;

/// How a server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Entity tags and conditional requests.
    Rfc9110,
    /// `_rev` in the body.
    CouchDb,
}

/// A place behind HTTP.
#[derive(Debug)]
pub struct Endpoint<H> {
    http: H,
    base: String,
    token: Option<String>,
    dialect: Cell<Option<Dialect>>,
    /// Revisions of immutable documents in the CouchDB dialect, without which they cannot be deleted.
    revs: RefCell<HashMap<String, String>>,
}

/// The address of an endpoint in the form in which it is kept: with a slash at its end, without query or fragment.
/// `None` for what is no address of the web, or carries a password that would be kept with it.
pub fn base_address(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let host = rest.split('/').next().unwrap_or_default();
    if !is_web || host.is_empty() || rest.contains(['?', '#', ' ', '\\']) || host.contains('@') {
        return None;
    }
    Some(format!("{}/", text.trim_end_matches('/')))
}

impl<H: Http> Endpoint<H> {
    /// The endpoint at a [`base_address`]. The token goes into the header `Authorization: Bearer`.
    pub fn new(http: H, base: String, token: Option<String>) -> Self {
        let token = token.filter(|token| !token.trim().is_empty());
        Self { http, base, token, dialect: Cell::new(None), revs: RefCell::default() }
    }

    /// How the server speaks, once that is known.
    pub fn dialect(&self) -> Option<Dialect> {
        self.dialect.get()
    }

    /// The means of exchange.
    pub fn http(&self) -> &H {
        &self.http
    }

    fn request(&self, method: Method, name: &str) -> Request {
        let mut headers = Vec::new();
        if let Some(token) = &self.token {
            headers.push(("Authorization", format!("Bearer {}", token.trim())));
        }
        let timeout_ms = match method {
            Method::Get => TIMEOUT_MS + DOCUMENT_BYTES_MAX / BYTES_PER_MS,
            _ => TIMEOUT_MS,
        };
        Request { method, url: format!("{}{name}", self.base), headers, body: None, timeout_ms }
    }

    fn put_request(&self, name: &str, body: String) -> Request {
        let mut request = self.request(Method::Put, name);
        request.headers.push(("Content-Type", "application/json".to_owned()));
        request.timeout_ms += u32::try_from(body.len()).unwrap_or(u32::MAX) / BYTES_PER_MS;
        request.body = Some(body);
        request
    }

    /// Sends a request that may be repeated, and again while what hinders it may pass.
    async fn ask(&self, request: &Request) -> Result<Answer, BackendError> {
        let mut waits = WAITS_MS.iter();
        loop {
            let outcome = self.http.send(request).await;
            let mut wait_ms = match waits.next() {
                Some(wait) => f64::from(*wait) * (1.0 - self.http.chance() / 2.0),
                None => return outcome.map_err(broken).and_then(permitted),
            };
            match &outcome {
                Ok(answer) if answer.is_passing() => {
                    let asked_s = answer.retry_after_s.unwrap_or(0);
                    if asked_s > RETRY_AFTER_MAX_S {
                        return outcome.map_err(broken).and_then(permitted);
                    }
                    wait_ms = wait_ms.max(f64::from(asked_s) * 1_000.0);
                }
                Ok(_) => return outcome.map_err(broken).and_then(permitted),
                Err(_) => {}
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "seconds in milliseconds"
            )]
            self.http.wait(wait_ms as u32).await;
        }
    }

    /// Sends a request once.
    async fn ask_once(&self, request: &Request) -> Result<Answer, BackendError> {
        self.http.send(request).await.map_err(broken).and_then(permitted)
    }

    /// Finds out how the server speaks, from what it says about the head or, where there is none, about its absence.
    async fn learn(&self) -> Result<Dialect, BackendError> {
        if let Some(known) = self.dialect.get() {
            return Ok(known);
        }
        self.head().await?;
        Ok(self.dialect.get().unwrap_or(Dialect::Rfc9110))
    }

    async fn get(&self, name: &str) -> Result<Option<(Vec<u8>, Tag)>, BackendError> {
        let answer = self.ask(&self.request(Method::Get, name)).await?;
        match answer.status {
            200 => {}
            404 | 410 => return self.absent(&answer),
            status => return Err(unexpected(status)),
        }
        let found =
            if self.dialect.get() == Some(Dialect::Rfc9110) { None } else { couch::found(&answer.body) };
        let Some(found) = found else {
            if self.dialect.get() == Some(Dialect::CouchDb) {
                return Err(BackendError::Other(format!("`{name}` is no document of ours")));
            }
            self.dialect.set(Some(Dialect::Rfc9110));
            return Ok(Some((
                answer.body,
                plain::tag_of(answer.etag.as_deref()).unwrap_or(Tag(String::new())),
            )));
        };
        self.dialect.set(Some(Dialect::CouchDb));
        if kind_of(name).is_some() && name != HEAD {
            self.revs.borrow_mut().insert(name.to_owned(), found.rev.clone());
        }
        let body =
            found.body.ok_or_else(|| BackendError::Other(format!("`{name}` is no document of ours")))?;
        Ok(Some((body.as_bytes().to_vec(), Tag(found.rev))))
    }

    /// What a 404 means.
    fn absent<T>(&self, answer: &Answer) -> Result<Option<T>, BackendError> {
        match couch::not_found(&answer.body) {
            Some(true) => Err(BackendError::Unfit(Unfit::NoFolder)),
            Some(false) => {
                self.dialect.set(Some(Dialect::CouchDb));
                Ok(None)
            }
            None => Ok(None),
        }
    }

    /// Puts an immutable document. One that is there already is compared: a half-finished upload is put right.
    async fn put_one(&self, name: &str, text: &str) -> Result<(), BackendError> {
        match self.learn().await? {
            Dialect::Rfc9110 => {
                let mut request = self.put_request(name, text.to_owned());
                request.headers.push(("If-None-Match", "*".to_owned()));
                let answer = self.ask(&request).await?;
                if answer.is_done() {
                    return Ok(());
                }
                if answer.status != 412 {
                    return Err(plain::refused(answer.status));
                }
                if self.get(name).await?.is_some_and(|(bytes, _)| bytes == text.as_bytes()) {
                    return Ok(());
                }
                let answer = self.ask(&self.put_request(name, text.to_owned())).await?;
                if answer.is_done() { Ok(()) } else { Err(plain::refused(answer.status)) }
            }
            Dialect::CouchDb => {
                let answer = self.ask(&self.put_request(name, couch::envelope(name, None, text))).await?;
                if answer.status == 409 {
                    let Some((bytes, Tag(rev))) = self.get(name).await? else {
                        return Err(BackendError::ConnectionLost(format!("`{name}` comes and goes")));
                    };
                    if bytes == text.as_bytes() {
                        return Ok(());
                    }
                    let answer =
                        self.ask(&self.put_request(name, couch::envelope(name, Some(&rev), text))).await?;
                    return self.couch_put(name, &answer).map(drop);
                }
                self.couch_put(name, &answer).map(drop)
            }
        }
    }

    /// The revision that a put in the CouchDB dialect made.
    fn couch_put(&self, name: &str, answer: &Answer) -> Result<String, BackendError> {
        match answer.status {
            200..=299 => {
                let rev = couch::rev_of(&answer.body)
                    .ok_or_else(|| BackendError::ConnectionLost("the answer is cut off".to_owned()))?;
                if name != HEAD {
                    self.revs.borrow_mut().insert(name.to_owned(), rev.clone());
                }
                Ok(rev)
            }
            409 => Err(BackendError::Conflict),
            404 => Err(BackendError::Unfit(Unfit::NoFolder)),
            status => Err(plain::refused(status)),
        }
    }

    async fn delete_one(&self, name: &str) -> Result<(), BackendError> {
        let mut address = name.to_owned();
        if self.learn().await? == Dialect::CouchDb {
            let known = self.revs.borrow_mut().remove(name);
            let rev = match known {
                Some(rev) => rev,
                None => match self.get(name).await? {
                    Some((_, Tag(rev))) => rev,
                    None => return Ok(()),
                },
            };
            address = format!("{name}?rev={rev}");
        }
        let answer = self.ask(&self.request(Method::Delete, &address)).await?;
        match answer.status {
            200..=299 | 404 | 410 => Ok(()),
            status => Err(unexpected(status)),
        }
    }

    /// Swaps the head once.
    async fn swap_head(&self, expected: Option<&Tag>, text: &str) -> Result<Tag, BackendError> {
        let sent = match self.learn().await? {
            Dialect::Rfc9110 => self.plain_swap(expected, text).await,
            Dialect::CouchDb => {
                let rev = expected.map(|tag| tag.0.as_str());
                let request = self.put_request(HEAD, couch::envelope(HEAD, rev, text));
                match self.ask_once(&request).await {
                    Ok(answer) if answer.is_passing() => {
                        Err(BackendError::ConnectionLost(answer.status.to_string()))
                    }
                    // A revision that never was is no conflict for some servers but a bad request.
                    Ok(answer) if answer.status == 400 => Err(BackendError::Conflict),
                    Ok(answer) => self.couch_put(HEAD, &answer).map(Tag),
                    Err(error) => Err(error),
                }
            }
        };
        let Err(error) = sent else { return sent };
        if !error.is_uncertain() {
            return Err(error);
        }
        // The answer was lost, or the server was in trouble: what is there now says whether the swap was done.
        match self.get(HEAD).await {
            Ok(Some((bytes, tag))) if bytes == text.as_bytes() && Some(&tag) != expected => Ok(tag),
            _ => Err(error),
        }
    }
}

fn broken(no_answer: NoAnswer) -> BackendError {
    BackendError::ConnectionLost(match no_answer {
        NoAnswer::TimedOut => "the endpoint does not answer in time".to_owned(),
        NoAnswer::Broken(why) => why,
    })
}

/// Turns statuses that mean the same for every request into errors.
fn permitted(answer: Answer) -> Result<Answer, BackendError> {
    match answer.status {
        401 | 403 | 407 => Err(BackendError::Denied(answer.status)),
        413 | 507 => Err(BackendError::Quota),
        _ => Ok(answer),
    }
}

fn unexpected(status: u16) -> BackendError {
    if (500..600).contains(&status) || status == 429 || status == 408 {
        return BackendError::ConnectionLost(format!("the endpoint answers {status}"));
    }
    BackendError::Other(format!("the endpoint answers {status}"))
}
