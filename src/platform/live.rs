//! Asking an address for records, with conditional requests, so that an answer that has not changed costs nothing.

use super::tokens;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// The key of the token.
const TOKEN: &str = "live";

/// What an answer is known by, to be sent back with the next request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// Its `ETag`.
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    pub modified: Option<String>,
}

/// What an address answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing new since the version that was named.
    Unchanged,
    /// The bytes, with their version.
    New(Vec<u8>, Version),
    /// It refused, with the number of the status.
    Refused(u16),
    /// It could not be reached: the browser's words. Browsers do not tell a wrong name from a forbidden origin.
    Unreachable(String),
}

/// The token of this page.
pub fn token() -> Option<String> {
    tokens::get(TOKEN)
}

/// Keeps the token for as long as the page lives, or forgets it.
pub fn set_token(token: &str) {
    tokens::set(TOKEN, Some(token));
}

/// Asks an address.
pub async fn ask(address: &str, known: &Version) -> Answer {
    match asked(address, known).await {
        Ok(answer) => answer,
        Err(error) => {
            let words = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
            Answer::Unreachable(words.unwrap_or_else(|| format!("{error:?}")))
        }
    }
}

async fn asked(address: &str, known: &Version) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let headers = Headers::new()?;
    headers.set("Accept", "application/json, application/x-ndjson, text/csv, */*;q=0.1")?;
    if let Some(token) = token() {
        headers.set("Authorization", &format!("Bearer {token}"))?;
    }
    if let Some(etag) = &known.etag {
        headers.set("If-None-Match", etag)?;
    }
    if let Some(modified) = &known.modified {
        headers.set("If-Modified-Since", modified)?;
    }
    let request = RequestInit::new();
    request.set_headers(&headers);
    // The browser's own cache would answer 200 for a 304.
    request.set_cache(web_sys::RequestCache::NoStore);
    let answer: Response =
        JsFuture::from(window.fetch_with_str_and_init(address, &request)).await?.dyn_into()?;
    if answer.status() == 304 {
        return Ok(Answer::Unchanged);
    }
    if !answer.ok() {
        return Ok(Answer::Refused(answer.status()));
    }
    let said = |name: &str| answer.headers().get(name).ok().flatten();
    let version = Version { etag: said("ETag"), modified: said("Last-Modified") };
    let buffer = JsFuture::from(answer.array_buffer()?).await?;
    Ok(Answer::New(Uint8Array::new(&buffer).to_vec(), version))
}
