//! HTTP by the browser's fetch, for endpoints: with a time limit, without cookies, and never from a cache.

use super::timer;
use crate::store::endpoint::http::{Answer, Http, NoAnswer, Request};
use js_sys::{Array, Math, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, RequestCache, RequestCredentials, RequestInit, RequestMode, RequestRedirect,
    Response,
};

/// The browser's own means.
#[derive(Clone, Copy, Debug, Default)]
pub struct Fetch;

fn said(error: &JsValue) -> String {
    let words = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    words.unwrap_or_else(|| format!("{error:?}"))
}

fn init(request: &Request, controller: &AbortController) -> Result<RequestInit, JsValue> {
    let headers = Headers::new()?;
    for (key, value) in &request.headers {
        headers.set(key, value)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method.as_str());
    init.set_headers(&headers);
    init.set_mode(RequestMode::Cors);
    init.set_credentials(RequestCredentials::Omit);
    init.set_cache(RequestCache::NoStore);
    // A redirect would carry the token to an address that nobody entered.
    init.set_redirect(RequestRedirect::Error);
    init.set_signal(Some(&controller.signal()));
    if let Some(body) = &request.body {
        init.set_body(&JsValue::from_str(body));
    }
    Ok(init)
}

async fn exchange(request: &Request, controller: &AbortController) -> Result<Answer, JsValue> {
    let window = web_sys::window().ok_or(JsValue::UNDEFINED)?;
    let init = init(request, controller)?;
    let response: Response =
        JsFuture::from(window.fetch_with_str_and_init(&request.url, &init)).await?.dyn_into()?;
    let header = |name: &str| response.headers().get(name).ok().flatten();
    let (etag, retry_after) = (header("ETag"), header("Retry-After"));
    let body = Uint8Array::new(&JsFuture::from(response.array_buffer()?).await?).to_vec();
    let retry_after_s = retry_after.and_then(|text| text.trim().parse().ok());
    Ok(Answer { status: response.status(), etag, retry_after_s, body })
}

impl Http for Fetch {
    async fn send(&self, request: &Request) -> Result<Answer, NoAnswer> {
        let broken = |error: JsValue| NoAnswer::Broken(said(&error));
        let controller = AbortController::new().map_err(broken)?;
        let delay_ms = i32::try_from(request.timeout_ms).unwrap_or(i32::MAX);
        let late = {
            let controller = controller.clone();
            Promise::new(&mut |resolve, _| {
                let controller = controller.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    timer::sleep(delay_ms).await;
                    controller.abort();
                    let _ = resolve.call0(&JsValue::UNDEFINED);
                });
            })
        };
        let answer = std::rc::Rc::new(std::cell::RefCell::new(None));
        let (slot, request) = (std::rc::Rc::clone(&answer), request.clone());
        let done = wasm_bindgen_futures::future_to_promise(async move {
            let outcome = exchange(&request, &controller).await;
            *slot.borrow_mut() = Some(outcome);
            Ok(JsValue::UNDEFINED)
        });
        let _ = JsFuture::from(Promise::race(&Array::of2(&done, &late))).await;
        match answer.take() {
            Some(outcome) => outcome.map_err(broken),
            None => Err(NoAnswer::TimedOut),
        }
    }

    async fn wait(&self, delay_ms: u32) {
        timer::sleep(i32::try_from(delay_ms).unwrap_or(i32::MAX)).await;
    }

    fn chance(&self) -> f64 {
        Math::random()
    }
}
