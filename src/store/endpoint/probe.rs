//! Whether an endpoint does what a workspace needs, tried with a document of its own before anything is entrusted to
//! it: a server that ignores conditions would let one page overwrite another.

use super::http::{Http, Method};
use super::{Dialect, Endpoint, couch, plain};
use crate::store::backend::{Backend, BackendError, Tag, Unfit};

impl<H: Http> Endpoint<H> {
    /// Tries the endpoint and answers how it speaks. `word` makes the name of the trial document its own.
    ///
    /// # Errors
    /// [`BackendError::Unfit`] with what it lacks, or what reading and writing answer.
    pub async fn probe(&self, word: &str) -> Result<Dialect, BackendError> {
        self.head().await?;
        let dialect = self.dialect.get().unwrap_or(Dialect::Rfc9110);
        let name = format!("probe-{word}.json");
        let outcome = match dialect {
            Dialect::Rfc9110 => self.probe_plain(&name).await,
            Dialect::CouchDb => self.probe_couch(&name).await,
        };
        // An endpoint may forbid to delete: what it need not do is not asked of it.
        let _ = self.delete_one(&name).await;
        self.dialect.set(Some(dialect));
        outcome.map(|()| dialect)
    }

    async fn probe_plain(&self, name: &str) -> Result<(), BackendError> {
        self.dialect.set(Some(Dialect::Rfc9110));
        let put = async |condition: (&'static str, &str), text: &str| {
            let mut request = self.put_request(name, text.to_owned());
            request.headers.push((condition.0, condition.1.to_owned()));
            self.ask(&request).await
        };
        let none = ("If-None-Match", "*");
        let first = put(none, "{\"probe\":1}").await?;
        if !first.is_done() {
            return Err(plain::refused(first.status));
        }
        let again = put(none, "{\"probe\":2}").await?;
        let wrong = put(("If-Match", "\"no tag of this document\""), "{\"probe\":3}").await?;
        if again.status != 412 || wrong.status != 412 {
            return Err(BackendError::Unfit(Unfit::NoConditions));
        }
        let tag = self.has(name).await?.flatten().ok_or(BackendError::Unfit(Unfit::NoTag))?;
        if !plain::is_usable(&tag) {
            return Err(BackendError::Unfit(Unfit::WeakTag));
        }
        let right = put(("If-Match", &tag.0), "{\"probe\":4}").await?;
        if right.is_done() { Ok(()) } else { Err(BackendError::Unfit(Unfit::NoConditions)) }
    }

    async fn probe_couch(&self, name: &str) -> Result<(), BackendError> {
        self.put_one(name, "1").await?;
        let unknown = self.ask(&self.put_request(name, couch::envelope(name, None, "2"))).await?;
        if unknown.status != 409 {
            return Err(BackendError::Unfit(Unfit::NoConditions));
        }
        self.revs.borrow_mut().remove(name);
        let Some((_, Tag(rev))) = self.get(name).await? else {
            return Err(BackendError::Unfit(Unfit::NoTag));
        };
        let known = self.ask(&self.put_request(name, couch::envelope(name, Some(&rev), "3"))).await?;
        if known.is_done() { Ok(()) } else { Err(BackendError::Unfit(Unfit::NoConditions)) }
    }

    /// Asks for nothing but whether the server is there, as a page does that was offline.
    ///
    /// # Errors
    /// It does not answer.
    pub async fn is_there(&self) -> Result<(), BackendError> {
        self.ask_once(&self.request(Method::Get, crate::formats::document::HEAD)).await.map(drop)
    }
}
