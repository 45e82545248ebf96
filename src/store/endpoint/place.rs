//! The contract of a place, kept by an endpoint.

use super::http::{Http, Method};
use super::together::together;
use super::{AT_ONCE, Dialect, Endpoint, couch, plain};
use crate::formats::document::{HEAD, kind_of};
use crate::store::backend::{Backend, BackendError, Document, Keeping, StoredHead, Swap, Tag, Unfit};

impl<H: Http> Backend for Endpoint<H> {
    fn keeping(&self) -> Keeping {
        Keeping::OnDisk
    }

    fn swaps_whole(&self) -> bool {
        false
    }

    async fn head(&self) -> Result<Option<StoredHead>, BackendError> {
        let found = self.get(HEAD).await?;
        if let Some((_, tag)) = &found
            && self.dialect.get() == Some(Dialect::Rfc9110)
            && !plain::is_usable(tag)
        {
            let Tag(word) = tag;
            return Err(BackendError::Unfit(if word.is_empty() { Unfit::NoTag } else { Unfit::WeakTag }));
        }
        Ok(found.map(|(bytes, tag)| StoredHead { bytes, tag }))
    }

    async fn read(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        if !names.is_empty() {
            self.learn().await?;
        }
        let found = together(names.iter().map(|name| self.get(name)), AT_ONCE).await;
        found.into_iter().map(|one| one.map(|found| found.map(|(bytes, _)| bytes))).collect()
    }

    async fn put(&self, documents: &[Document]) -> Result<(), BackendError> {
        if !documents.is_empty() {
            self.learn().await?;
        }
        let puts = documents.iter().map(|document| self.put_one(&document.name, &document.text));
        together(puts, AT_ONCE).await.into_iter().collect()
    }

    async fn swap(&self, expected: Option<&Tag>, change: &Swap) -> Result<Tag, BackendError> {
        let stored = self.head().await?;
        if stored.as_ref().map(|stored| &stored.tag) != expected {
            return Err(BackendError::Conflict);
        }
        for (name, found) in change.requires.iter().zip(self.read(&change.requires).await?) {
            if found.is_none() {
                return Err(BackendError::Missing(name.clone()));
            }
        }
        self.put(&change.puts).await?;
        let tag = self.swap_head(expected, &change.head).await?;
        // The new head stands: a leftover is no failure of the swap.
        let _ = self.delete(&change.drops).await;
        Ok(tag)
    }

    async fn names(&self) -> Result<Option<Vec<String>>, BackendError> {
        let listed = match self.learn().await? {
            Dialect::CouchDb => {
                let answer = self.ask(&self.request(Method::Get, "_all_docs")).await?;
                if answer.is_done() { couch::listed(&answer.body) } else { None }
            }
            Dialect::Rfc9110 => {
                let mut request = self.request(Method::Propfind, "");
                request.headers.push(("Depth", "1".to_owned()));
                // A server that lists nothing refuses in many ways, and a browser may forbid to ask.
                let answer = self.http.send(&request).await.ok().filter(|answer| answer.status == 207);
                answer.map(|answer| plain::names_in(&answer.body))
            }
        };
        Ok(listed
            .map(|names| names.into_iter().filter(|name| name != HEAD && kind_of(name).is_some()).collect()))
    }

    async fn delete(&self, names: &[String]) -> Result<(), BackendError> {
        together(names.iter().map(|name| self.delete_one(name)), AT_ONCE).await.into_iter().collect()
    }

    // Caches are worth nothing behind a line that is slower than making them again.
    async fn caches(&self, names: &[String]) -> Result<Vec<Option<Vec<u8>>>, BackendError> {
        Ok(vec![None; names.len()])
    }

    async fn put_cache(&self, _name: &str, _bytes: &[u8]) -> Result<(), BackendError> {
        Ok(())
    }

    async fn cache_names(&self) -> Result<Vec<String>, BackendError> {
        Ok(Vec::new())
    }

    async fn delete_caches(&self, _names: &[String]) -> Result<(), BackendError> {
        Ok(())
    }

    // What was set aside concerns the person at one working copy.
    async fn asides(&self) -> Result<Vec<Vec<u8>>, BackendError> {
        Ok(Vec::new())
    }

    async fn put_aside(&self, _key: &str, _bytes: &[u8]) -> Result<(), BackendError> {
        Err(BackendError::Other("an endpoint keeps nothing aside".to_owned()))
    }

    async fn delete_aside(&self, _key: &str) -> Result<(), BackendError> {
        Ok(())
    }
}
