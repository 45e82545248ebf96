//! Servers in memory that speak both dialects of an endpoint, slow, broken, torn and cut off on purpose.

use futures_executor::block_on;
use sha2::{Digest as _, Sha256};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use watchfloor::store::contract;
use watchfloor::store::endpoint::http::{Answer, Http, Method, NoAnswer, Request};
use watchfloor::store::endpoint::{Dialect, Endpoint, base_address};

/// How a server speaks and which mistakes it makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Tags that are digests, told in the answer to a put.
    Tags,
    /// As Apache: tags that are told only when asked.
    SilentTags,
    /// As CouchDB.
    Revs,
    /// Tags that are weak.
    WeakTags,
    /// No tags at all.
    NoTags,
    /// Conditions are ignored.
    Careless,
}

/// What goes wrong with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// It never arrives.
    Lost,
    /// It arrives, and the answer is lost.
    AnswerLost,
    /// The server is in trouble and does nothing.
    Status(u16),
    /// The server does it and says that it is in trouble.
    DoneAndStatus(u16),
    /// The body of the answer is cut off.
    Torn,
}

#[derive(Debug, Default)]
struct Shelf {
    documents: BTreeMap<String, (Vec<u8>, u64)>,
    writes: u64,
}

/// A server; clones are the same one.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    kind: Kind,
    shelf: Rc<RefCell<Shelf>>,
}

/// One browser's line to a server.
#[derive(Debug)]
pub(crate) struct Line {
    server: Server,
    mishaps: RefCell<BTreeMap<u64, Mishap>>,
    asked: Cell<u64>,
    pub(crate) is_cut: Rc<Cell<bool>>,
    pub(crate) waited_ms: Cell<u64>,
}

impl Server {
    pub(crate) fn new(kind: Kind) -> Self {
        Self { kind, shelf: Rc::default() }
    }

    pub(crate) fn line(&self, mishaps: impl IntoIterator<Item = (u64, Mishap)>) -> Line {
        Line {
            server: self.clone(),
            mishaps: RefCell::new(mishaps.into_iter().collect()),
            asked: Cell::new(0),
            is_cut: Rc::default(),
            waited_ms: Cell::new(0),
        }
    }

    pub(crate) fn endpoint(&self, mishaps: impl IntoIterator<Item = (u64, Mishap)>) -> Endpoint<Line> {
        Endpoint::new(self.line(mishaps), base_address("http://server/ws").unwrap(), None)
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.shelf.borrow().documents.keys().cloned().collect()
    }

    /// Puts any bytes in the place of a document, as a half-finished upload leaves them.
    pub(crate) fn overwrite(&self, name: &str, bytes: &[u8]) {
        let mut shelf = self.shelf.borrow_mut();
        shelf.writes += 1;
        let writes = shelf.writes;
        shelf.documents.insert(name.to_owned(), (bytes.to_vec(), writes));
    }

    fn tag(&self, bytes: &[u8], write: u64) -> Option<String> {
        let digest: String = Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        match self.kind {
            Kind::Revs => Some(format!("{write}-{digest}")),
            Kind::WeakTags => Some(format!("W/\"{digest}\"")),
            Kind::NoTags => None,
            _ => Some(format!("\"{digest}\"")),
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        let name = request.url.strip_prefix("http://server/ws/").unwrap();
        let (name, query) = name.split_once('?').unwrap_or((name, ""));
        let header = |wanted: &str| {
            request.headers.iter().find(|(key, _)| *key == wanted).map(|(_, value)| value.as_str())
        };
        if self.kind == Kind::Revs {
            return self.answer_couch(request, name, query);
        }
        let mut shelf = self.shelf.borrow_mut();
        let found = shelf.documents.get(name).cloned();
        let tag = found.as_ref().and_then(|(bytes, write)| self.tag(bytes, *write));
        let status = |status| Answer { status, ..Answer::default() };
        match request.method {
            Method::Propfind => {
                let hrefs: String =
                    shelf.documents.keys().map(|name| format!("<D:href>/ws/{name}</D:href>")).collect();
                Answer { body: hrefs.into_bytes(), ..status(207) }
            }
            Method::Get | Method::Head => match found {
                Some((body, _)) => Answer { status: 200, etag: tag, body, ..Answer::default() },
                None => status(404),
            },
            Method::Delete => status(if shelf.documents.remove(name).is_some() { 204 } else { 404 }),
            Method::Put => {
                let is_weak = tag.as_deref().is_some_and(|tag| tag.starts_with("W/"));
                let matches = match (header("If-Match"), header("If-None-Match")) {
                    (Some(wanted), _) => !is_weak && tag.as_deref() == Some(wanted),
                    (None, Some("*")) => found.is_none(),
                    _ => true,
                };
                if !matches && self.kind != Kind::Careless {
                    return status(412);
                }
                shelf.writes += 1;
                let (bytes, write) = (request.body.clone().unwrap_or_default().into_bytes(), shelf.writes);
                let etag = if self.kind == Kind::SilentTags { None } else { self.tag(&bytes, write) };
                shelf.documents.insert(name.to_owned(), (bytes, write));
                Answer { etag, ..status(if found.is_some() { 204 } else { 201 }) }
            }
        }
    }

    fn answer_couch(&self, request: &Request, name: &str, query: &str) -> Answer {
        let mut shelf = self.shelf.borrow_mut();
        let found = shelf.documents.get(name).cloned();
        let rev = found.as_ref().and_then(|(bytes, write)| self.tag(bytes, *write));
        let json = |status, value: serde_json::Value| Answer {
            status,
            body: value.to_string().into_bytes(),
            ..Answer::default()
        };
        let missing = || json(404, serde_json::json!({"error": "not_found", "reason": "missing"}));
        let conflict = || json(409, serde_json::json!({"error": "conflict"}));
        match request.method {
            Method::Propfind => json(405, serde_json::json!({})),
            Method::Get | Method::Head if name == "_all_docs" => {
                let rows: Vec<_> = shelf.documents.keys().map(|id| serde_json::json!({"id": id})).collect();
                json(200, serde_json::json!({"rows": rows}))
            }
            Method::Get | Method::Head => match found {
                // As such servers do, the JSON is written anew, with other members first.
                Some((bytes, _)) => {
                    let body: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
                    json(200, serde_json::json!({"body": body["body"], "_id": name, "_rev": rev}))
                }
                None => missing(),
            },
            Method::Delete => {
                if found.is_none() {
                    return missing();
                }
                if query.strip_prefix("rev=") != rev.as_deref() {
                    return conflict();
                }
                shelf.documents.remove(name);
                json(200, serde_json::json!({"ok": true}))
            }
            Method::Put => {
                let text = request.body.clone().unwrap_or_default();
                let sent: serde_json::Value = serde_json::from_str(&text).unwrap();
                if sent["_rev"].as_str() != rev.as_deref() {
                    return conflict();
                }
                shelf.writes += 1;
                let write = shelf.writes;
                let rev = self.tag(text.as_bytes(), write);
                shelf.documents.insert(name.to_owned(), (text.into_bytes(), write));
                json(201, serde_json::json!({"ok": true, "id": name, "rev": rev}))
            }
        }
    }
}

impl Http for Line {
    async fn send(&self, request: &Request) -> Result<Answer, NoAnswer> {
        let mut given = false;
        // Every exchange gives the turn away once, so that another browser comes in between.
        std::future::poll_fn(|context| {
            if std::mem::replace(&mut given, true) {
                return std::task::Poll::Ready(());
            }
            context.waker().wake_by_ref();
            std::task::Poll::Pending
        })
        .await;
        self.asked.set(self.asked.get() + 1);
        let cut = || NoAnswer::Broken("cut off".to_owned());
        if self.is_cut.get() {
            return Err(cut());
        }
        let status = |status| Answer { status, ..Answer::default() };
        match self.mishaps.borrow_mut().remove(&self.asked.get()) {
            None => Ok(self.server.answer(request)),
            Some(Mishap::Lost) => Err(NoAnswer::TimedOut),
            Some(Mishap::Status(code)) => Ok(status(code)),
            Some(Mishap::AnswerLost) => {
                self.server.answer(request);
                Err(cut())
            }
            Some(Mishap::DoneAndStatus(code)) => {
                self.server.answer(request);
                Ok(status(code))
            }
            Some(Mishap::Torn) => {
                let mut answer = self.server.answer(request);
                answer.body.truncate(answer.body.len() / 2);
                Ok(answer)
            }
        }
    }

    async fn wait(&self, delay_ms: u32) {
        self.waited_ms.set(self.waited_ms.get() + u64::from(delay_ms));
    }

    fn chance(&self) -> f64 {
        0.5
    }
}

#[test]
fn an_endpoint_keeps_the_contract_in_both_dialects() {
    for kind in [Kind::Tags, Kind::SilentTags, Kind::Revs] {
        let server = Server::new(kind);
        assert_eq!(block_on(contract::run(&async || server.endpoint([]))), Ok(()), "{kind:?}");
    }
}

#[test]
fn an_endpoint_keeps_the_contract_when_what_passes_goes_wrong() {
    for kind in [Kind::Tags, Kind::SilentTags, Kind::Revs] {
        let server = Server::new(kind);
        // Requests that may be repeated are: each connection meets trouble three times in a row.
        let trouble = [(2, Mishap::Lost), (3, Mishap::Status(503)), (4, Mishap::Status(429))];
        let open = async || {
            let endpoint = server.endpoint([]);
            let _ = &trouble;
            endpoint
        };
        assert_eq!(block_on(contract::run(&open)), Ok(()), "{kind:?}");
        let endpoint = server.endpoint(trouble);
        assert!(
            block_on(async {
                use watchfloor::store::backend::Backend;
                endpoint.head().await?;
                endpoint.names().await?;
                endpoint.head().await
            })
            .is_ok()
        );
        assert!(endpoint.http().waited_ms.get() >= 250, "{}", endpoint.http().waited_ms.get());
    }
}

#[test]
fn an_unfit_endpoint_is_told_before_anything_is_entrusted_to_it() {
    use watchfloor::store::backend::{BackendError, Unfit};
    for (kind, expected) in [
        (Kind::Tags, Ok(Dialect::Rfc9110)),
        (Kind::SilentTags, Ok(Dialect::Rfc9110)),
        (Kind::WeakTags, Err(BackendError::Unfit(Unfit::WeakTag))),
        (Kind::NoTags, Err(BackendError::Unfit(Unfit::NoTag))),
        (Kind::Careless, Err(BackendError::Unfit(Unfit::NoConditions))),
    ] {
        let server = Server::new(kind);
        assert_eq!(block_on(server.endpoint([]).probe("trial")), expected, "{kind:?}");
        assert!(server.names().is_empty(), "{kind:?} {:?}", server.names());
    }
    let server = Server::new(Kind::Revs);
    assert_eq!(block_on(server.endpoint([]).probe("trial")), Ok(Dialect::CouchDb));
    assert!(server.names().is_empty());
}

#[test]
fn only_addresses_of_the_web_without_secrets_are_taken() {
    assert_eq!(base_address(" https://a.example/ws "), Some("https://a.example/ws/".to_owned()));
    assert_eq!(base_address("http://127.0.0.1:8080//"), Some("http://127.0.0.1:8080/".to_owned()));
    for wrong in ["", "ws", "ftp://a", "https://", "https://u:p@a/", "https://a/?t=1", "javascript://a"] {
        assert_eq!(base_address(wrong), None, "{wrong}");
    }
}
