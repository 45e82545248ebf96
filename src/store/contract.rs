//! The suite that every place must pass, natively or in a browser: each sentence of [`super::backend::Backend`]'s
//! contract that can be seen from outside.
//!
//! A suite is handed a function that opens connections to one place, which is empty at first; two connections are
//! what two tabs have.

use super::backend::{Backend, BackendError, Document, Swap, Tag};
use crate::formats::document::{Kind, name_of};
use std::fmt::Debug;

/// A sentence of the contract that does not hold, with what was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// The sentence.
    pub rule: &'static str,
    /// What was seen instead.
    pub seen: String,
}

impl From<BackendError> for Breach {
    fn from(error: BackendError) -> Self {
        Self { rule: "a place that works answers", seen: error.to_string() }
    }
}

fn holds(rule: &'static str, holds: bool, seen: &impl Debug) -> Result<(), Breach> {
    if holds { Ok(()) } else { Err(Breach { rule, seen: format!("{seen:?}") }) }
}

fn same<T: PartialEq + Debug>(rule: &'static str, seen: &T, expected: &T) -> Result<(), Breach> {
    holds(rule, seen == expected, seen)
}

fn batch(text: &str) -> Document {
    Document { name: name_of(Kind::Batch, text.as_bytes()), text: text.to_owned() }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    Some(text.as_bytes().to_vec())
}

fn head(text: &str) -> Swap {
    Swap { head: text.to_owned(), ..Swap::default() }
}

/// Runs the whole suite. `open` answers another connection to the same place at each call.
///
/// # Errors
/// The first sentence that does not hold.
pub async fn run<B: Backend>(open: &impl AsyncFn() -> B) -> Result<(), Breach> {
    let (one, other) = (open().await, open().await);
    empty(&one).await?;
    documents(&one, &other).await?;
    head_is_swapped(&one, &other).await?;
    swaps_bring_and_take(&one, &other).await?;
    swaps_require(&one).await?;
    texts_survive(&one, &other).await?;
    same(
        "what was written is there for a new connection",
        &other.names().await?.map(|names| names.len()),
        &open().await.names().await?.map(|names| names.len()),
    )
}

/// The part of the suite for places that keep caches, which not every place does.
///
/// # Errors
/// The first sentence that does not hold.
pub async fn run_caches<B: Backend>(open: &impl AsyncFn() -> B) -> Result<(), Breach> {
    caches(&open().await, &open().await).await
}

async fn empty<B: Backend>(place: &B) -> Result<(), Breach> {
    same("a new place has no head", &place.head().await?, &None)?;
    same("a new place has no documents", &place.names().await?.unwrap_or_default(), &Vec::new())?;
    let unknown = batch("unknown").name;
    same("a document that is not there is none", &place.read(&[unknown]).await?, &vec![None])?;
    same("nothing asked for is nothing answered", &place.read(&[]).await?, &Vec::new())
}

async fn documents<B: Backend>(one: &B, other: &B) -> Result<(), Breach> {
    let (a, b) = (batch("a"), batch("b"));
    one.put(&[a.clone(), b.clone()]).await?;
    let asked = [b.name.clone(), batch("unknown").name, a.name.clone(), b.name.clone()];
    let expected = vec![bytes("b"), None, bytes("a"), bytes("b")];
    same("documents come in the order asked for", &other.read(&asked).await?, &expected)?;
    one.put(std::slice::from_ref(&a)).await?;
    one.put(&[]).await?;
    if let Some(mut names) = other.names().await? {
        names.sort();
        let mut expected = vec![a.name.clone(), b.name.clone()];
        expected.sort();
        same("a document that is put twice is there once", &names, &expected)?;
    }
    same("documents make no head", &other.head().await?, &None)?;
    other.delete(&[a.name.clone(), batch("unknown").name]).await?;
    same(
        "a deleted document is gone, the others stay",
        &one.read(&[a.name, b.name]).await?,
        &vec![None, bytes("b")],
    )
}

async fn head_is_swapped<B: Backend>(one: &B, other: &B) -> Result<(), Breach> {
    let wrong = Tag("no tag of any place".to_owned());
    let refused = one.swap(Some(&wrong), &head("0")).await;
    same("without a head only the expectation of none holds", &refused, &Err(BackendError::Conflict))?;
    let first = one.swap(None, &head("1")).await?;
    let again = other.swap(None, &head("1 again")).await;
    same("with a head the expectation of none does not hold", &again, &Err(BackendError::Conflict))?;
    let seen = other.head().await?.map(|stored| (stored.bytes, stored.tag));
    same("the head is the one swapped in, with its tag", &seen, &Some((b"1".to_vec(), first.clone())))?;
    let second = other.swap(Some(&first), &head("2")).await?;
    holds("every swap gives a new tag", first != second, &second)?;
    let late = one.swap(Some(&first), &head("2 late")).await;
    same("of two swaps with the same expectation one happens", &late, &Err(BackendError::Conflict))?;
    let seen = one.head().await?.map(|stored| stored.bytes);
    same("a refused swap changes nothing", &seen, &bytes("2"))
}

async fn swaps_bring_and_take<B: Backend>(one: &B, other: &B) -> Result<(), Breach> {
    let (old, new, never) = (batch("old"), batch("new"), batch("never"));
    one.put(std::slice::from_ref(&old)).await?;
    let tag = one.head().await?.map(|stored| stored.tag);
    let change = Swap {
        head: "3".to_owned(),
        puts: vec![new.clone()],
        requires: Vec::new(),
        drops: vec![old.name.clone(), batch("unknown").name],
    };
    one.swap(tag.as_ref(), &change).await?;
    let asked = [old.name, new.name.clone()];
    same(
        "a swap brings its puts and takes its drops",
        &other.read(&asked).await?,
        &vec![None, bytes("new")],
    )?;
    let refused = Swap { puts: vec![never.clone()], drops: vec![new.name.clone()], ..change };
    let outcome = other.swap(tag.as_ref(), &refused).await;
    same("an expectation of the past does not hold", &outcome, &Err(BackendError::Conflict))?;
    let seen = one.read(&[new.name, never.name]).await?;
    if one.swaps_whole() {
        same("a refused swap brings and takes nothing", &seen, &vec![bytes("new"), None])
    } else {
        same("a refused swap takes nothing", &seen.first().cloned().flatten(), &bytes("new"))
    }
}

async fn swaps_require<B: Backend>(place: &B) -> Result<(), Breach> {
    let there = batch("there");
    let missing = batch("missing").name;
    place.put(std::slice::from_ref(&there)).await?;
    let tag = place.head().await?.map(|stored| stored.tag);
    let change = Swap { requires: vec![there.name.clone(), missing.clone()], ..head("4") };
    let outcome = place.swap(tag.as_ref(), &change).await;
    same(
        "a swap whose batches are not there does not happen",
        &outcome,
        &Err(BackendError::Missing(missing)),
    )?;
    same("the head is still the old one", &place.head().await?.map(|stored| stored.tag), &tag)?;
    let change = Swap { requires: vec![there.name], ..change };
    place.swap(tag.as_ref(), &change).await?;
    same(
        "a swap whose batches are there happens",
        &place.head().await?.map(|stored| stored.bytes),
        &bytes("4"),
    )
}

async fn texts_survive<B: Backend>(one: &B, other: &B) -> Result<(), Breach> {
    // What has broken stores: text outside the basic plane, separators, NUL, an empty text, and a big one.
    for text in ["", "\u{0}\u{1F512}\u{2028}\u{FEFF}e\u{301}", &"0123456789abcdef".repeat(1 << 17)] {
        let document = batch(text);
        one.put(std::slice::from_ref(&document)).await?;
        let found = other.read(&[document.name]).await?.pop().flatten();
        holds("a text comes back byte for byte", found == bytes(text), &text.len())?;
        let tag = one.head().await?.map(|stored| stored.tag);
        one.swap(tag.as_ref(), &head(text)).await?;
        let found = other.head().await?.map(|stored| stored.bytes);
        holds("a head comes back byte for byte", found == bytes(text), &text.len())?;
    }
    Ok(())
}

async fn caches<B: Backend>(one: &B, other: &B) -> Result<(), Breach> {
    let names = ["b".to_owned(), "none".to_owned(), "a".to_owned()];
    one.put_cache("a", &[0, 255, 128]).await?;
    one.put_cache("b", b"old").await?;
    one.put_cache("b", b"new").await?;
    let expected = vec![bytes("new"), None, Some(vec![0, 255, 128])];
    same("caches come in the order asked for, replaced ones new", &other.caches(&names).await?, &expected)?;
    let listed = other.names().await?.unwrap_or_default();
    holds("caches are no documents", !listed.iter().any(|name| name == "a" || name == "b"), &listed)?;
    other.delete_caches(&["a".to_owned(), "none".to_owned()]).await?;
    same("a deleted cache is gone, the others stay", &one.cache_names().await?, &vec!["b".to_owned()])
}
