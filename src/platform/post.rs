//! A post to a web-hook that a person entered.
//!
//! Most web-hooks answer no page of another origin. So the message is sent twice at most: first so that the answer can be
//! read, which the browser asks the receiver about before it sends anything; where that is refused, so that it leaves and
//! the answer stays hidden.

use super::timer;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestMode, RequestRedirect,
    Response,
};

/// A receiver that has not answered by then does not.
const TIMEOUT_MS: i32 = 20_000;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The receiver has it.
    Taken,
    /// It left, and the browser hides the answer.
    Hidden,
    /// The receiver does not want it; the status.
    Refused(u16),
    /// It did not leave.
    Broken,
}

/// Posts a JSON text.
pub async fn post(url: &str, json: &str) -> Answer {
    match send(url, json, RequestMode::Cors, "application/json").await {
        Ok(response) if response.ok() => Answer::Taken,
        Ok(response) => Answer::Refused(response.status()),
        Err(_) => match send(url, json, RequestMode::NoCors, "text/plain;charset=utf-8").await {
            Ok(_) => Answer::Hidden,
            Err(_) => Answer::Broken,
        },
    }
}

async fn send(url: &str, json: &str, mode: RequestMode, media: &str) -> Result<Response, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let controller = AbortController::new()?;
    let headers = Headers::new()?;
    headers.set("Content-Type", media)?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_mode(mode);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    // Where answers are hidden, only what follows redirects may be sent.
    let redirect = if mode == RequestMode::Cors { RequestRedirect::Error } else { RequestRedirect::Follow };
    init.set_redirect(redirect);
    init.set_signal(Some(&controller.signal()));
    init.set_body(&JsValue::from_str(json));
    let late = controller.clone();
    wasm_bindgen_futures::spawn_local(async move {
        timer::sleep(TIMEOUT_MS).await;
        late.abort();
    });
    JsFuture::from(window.fetch_with_str_and_init(url, &init)).await?.dyn_into()
}
