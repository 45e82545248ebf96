//! A post to a web-hook that a person entered.
//!
//! Most web-hooks answer no page of another origin. So the message is sent so that its answer can be read, which the
//! browser asks the receiver about before it sends anything. Only where nothing of it left then, it is sent so that the
//! answer stays hidden. What left once is never sent again: the browser tells when the whole body was handed to the
//! receiver, and from then on an answer that does not come is a hidden one.

use super::timer;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestMode, RequestRedirect,
};

/// A receiver that has not answered by then does not.
const TIMEOUT_MS: u32 = 20_000;

#[wasm_bindgen]
extern "C" {
    // `fetch` does not say whether a body left before it failed; this does.
    type XMLHttpRequest;
    #[wasm_bindgen(constructor, catch)]
    fn new() -> Result<XMLHttpRequest, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn open(this: &XMLHttpRequest, method: &str, url: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch, js_name = setRequestHeader)]
    fn set_request_header(this: &XMLHttpRequest, name: &str, value: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn send(this: &XMLHttpRequest, body: &str) -> Result<(), JsValue>;
    #[wasm_bindgen(method, getter)]
    fn status(this: &XMLHttpRequest) -> u16;
    #[wasm_bindgen(method, setter)]
    fn set_timeout(this: &XMLHttpRequest, milliseconds: u32);
    #[wasm_bindgen(method, setter)]
    fn set_onloadend(this: &XMLHttpRequest, heard: &js_sys::Function);
    #[wasm_bindgen(method, setter)]
    fn set_ontimeout(this: &XMLHttpRequest, heard: &js_sys::Function);
    #[wasm_bindgen(method, getter)]
    fn upload(this: &XMLHttpRequest) -> Upload;

    type Upload;
    #[wasm_bindgen(method, setter)]
    fn set_onload(this: &Upload, heard: &js_sys::Function);
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The receiver has it.
    Taken,
    /// It left, and the browser hides the answer, or none came.
    Hidden,
    /// The receiver does not want it; the status.
    Refused(u16),
    /// It did not leave.
    Broken,
}

/// Posts a JSON text.
pub async fn post(url: &str, json: &str) -> Answer {
    match readable(url, json).await {
        Ok(Sent { status: 200..=299, .. }) => Answer::Taken,
        Ok(Sent { status: 0, has_left: true, .. }) => Answer::Hidden,
        // Whoever does not even answer the question before the message is not there.
        Ok(Sent { status: 0, is_late: true, .. }) => Answer::Broken,
        Ok(Sent { status: 0, .. }) | Err(_) => hidden(url, json).await,
        Ok(Sent { status, .. }) => Answer::Refused(status),
    }
}

/// How a message fared whose answer can be read.
struct Sent {
    /// 0 where there is no answer that can be read.
    status: u16,
    /// The receiver got all of it.
    has_left: bool,
    /// The time was over.
    is_late: bool,
}

async fn readable(url: &str, json: &str) -> Result<Sent, JsValue> {
    let request = XMLHttpRequest::new()?;
    request.open("POST", url)?;
    request.set_request_header("Content-Type", "application/json")?;
    request.set_timeout(TIMEOUT_MS);
    let (has_left, is_late) = (Rc::new(Cell::new(false)), Rc::new(Cell::new(false)));
    let flag = |flag: &Rc<Cell<bool>>| {
        let flag = flag.clone();
        Closure::<dyn FnMut()>::new(move || flag.set(true))
    };
    let (left, late) = (flag(&has_left), flag(&is_late));
    request.upload().set_onload(left.as_ref().unchecked_ref());
    request.set_ontimeout(late.as_ref().unchecked_ref());
    let mut failed = None;
    let ended = js_sys::Promise::new(&mut |done, _| {
        request.set_onloadend(&done);
        failed = request.send(json).err();
    });
    if let Some(error) = failed {
        return Err(error);
    }
    JsFuture::from(ended).await?;
    Ok(Sent { status: request.status(), has_left: has_left.get(), is_late: is_late.get() })
}

/// Sends a message whose answer stays hidden. The receiver was there a moment ago, so one that is late has it.
async fn hidden(url: &str, json: &str) -> Answer {
    let is_late = Rc::new(Cell::new(false));
    match blind(url, json, is_late.clone()).await {
        Ok(_) => Answer::Hidden,
        Err(_) if is_late.get() => Answer::Hidden,
        Err(_) => Answer::Broken,
    }
}

async fn blind(url: &str, json: &str, is_late: Rc<Cell<bool>>) -> Result<JsValue, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let controller = AbortController::new()?;
    let headers = Headers::new()?;
    headers.set("Content-Type", "text/plain;charset=utf-8")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_mode(RequestMode::NoCors);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    // Where answers are hidden, only what follows redirects may be sent.
    init.set_redirect(RequestRedirect::Follow);
    init.set_signal(Some(&controller.signal()));
    init.set_body(&JsValue::from_str(json));
    let late = controller.clone();
    wasm_bindgen_futures::spawn_local(async move {
        timer::sleep(i32::try_from(TIMEOUT_MS).unwrap_or(i32::MAX)).await;
        is_late.set(true);
        late.abort();
    });
    JsFuture::from(window.fetch_with_str_and_init(url, &init)).await
}
