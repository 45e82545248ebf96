//! A swap in the middle: what it compares, and what it writes when the comparison holds.

use super::{DOCUMENTS, HEAD, TAG, TEXT};
use crate::platform::idb;
use crate::store::backend::{BackendError, Document, Swap, Tag};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use web_sys::{IdbObjectStore, IdbRequest, IdbTransaction};

pub(super) fn bytes_of(request: &IdbRequest) -> Result<Option<Vec<u8>>, JsValue> {
    let value = request.result()?;
    Ok(value.is_truthy().then(|| Uint8Array::new(&value).to_vec()))
}

pub(super) fn strings_of(keys: &JsValue) -> Vec<String> {
    Array::from(keys).iter().filter_map(|key| key.as_string()).collect()
}

pub(super) fn put_documents(store: &IdbObjectStore, documents: &[Document]) -> Result<(), JsValue> {
    documents.iter().try_for_each(|document| {
        let bytes = Uint8Array::from(document.text.as_bytes());
        store.put_with_key(&bytes, &JsValue::from_str(&document.name)).map(drop)
    })
}

/// What a swap found when it compared.
pub(super) enum Verdict {
    Swapped,
    Refused(BackendError),
}

/// A swap in the middle: runs in the handler of the last reading request, while the transaction is alive.
pub(super) struct Comparison {
    pub(super) transaction: IdbTransaction,
    pub(super) tag: IdbRequest,
    pub(super) batches: Option<IdbRequest>,
    pub(super) expected: Option<Tag>,
    pub(super) new_tag: String,
    pub(super) change: Swap,
}

impl Comparison {
    pub(super) fn run(&self) -> Result<Verdict, JsValue> {
        if self.tag.result()?.as_string().map(Tag) != self.expected {
            return Ok(Verdict::Refused(BackendError::Conflict));
        }
        if let Some(batches) = &self.batches {
            let there = strings_of(&batches.result()?);
            if let Some(missing) = self.change.requires.iter().find(|name| !there.contains(name)) {
                return Ok(Verdict::Refused(BackendError::Missing(missing.clone())));
            }
        }
        let documents = self.transaction.object_store(DOCUMENTS)?;
        put_documents(&documents, &self.change.puts)?;
        for name in &self.change.drops {
            documents.delete(&name.into())?;
        }
        let head = self.transaction.object_store(HEAD)?;
        head.put_with_key(&JsValue::from_str(&self.change.head), &TEXT.into())?;
        head.put_with_key(&JsValue::from_str(&self.new_tag), &TAG.into())?;
        idb::commit(&self.transaction);
        Ok(Verdict::Swapped)
    }
}
