//! Timers and giving way to the browser between slices of work.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Waits.
pub async fn sleep(delay_ms: i32) {
    let promise = Promise::new(&mut |resolve: Function, _reject| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, delay_ms);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Gives way to input and painting, then goes on. A message channel and not a timer, which browsers hold back to
/// 4 ms when one follows the other.
pub async fn give_way() {
    let Ok(channel) = web_sys::MessageChannel::new() else { return sleep(0).await };
    let promise = Promise::new(&mut |resolve: Function, _reject| {
        channel.port1().set_onmessage(Some(&resolve));
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(promise).await;
    channel.port1().close();
}

/// Waits until the browser draws its next frame; what follows at once is still part of it. Answers when the frame began,
/// as [`elapsed_ms`] counts: what was done for it before, such as what its input asked for, took the time since.
pub async fn next_frame() -> f64 {
    let promise = Promise::new(&mut |resolve: Function, _reject| {
        if let Some(window) = web_sys::window() {
            let _ = window.request_animation_frame(&resolve);
        }
    });
    let begun_ms = JsFuture::from(promise).await.ok().and_then(|begun| begun.as_f64());
    begun_ms.unwrap_or_else(elapsed_ms)
}

/// Lets tasks that are ready go first, and those that they wake, within the same task of the browser.
pub async fn settle() {
    for _ in 0..2 {
        let _ = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
    }
}

/// Calls again and again for as long as the page lives.
pub fn every(delay_ms: i32, act: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let act = Closure::<dyn Fn()>::new(act);
    let _ =
        window.set_interval_with_callback_and_timeout_and_arguments_0(act.as_ref().unchecked_ref(), delay_ms);
    act.forget();
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = performance, catch)]
    fn measure(name: &str, options: &JsValue) -> Result<JsValue, JsValue>;
}

/// Notes among the browser's own measurements how long something took in all that was done in pieces.
pub fn note_took(name: &str, took_ms: f64) {
    let options = js_sys::Object::new();
    for (key, value) in [("start", 0.0), ("duration", took_ms)] {
        // Setting a property of a fresh object cannot fail.
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    }
    // A browser that does not take it has nobody who asks either.
    let _ = measure(name, &options);
}

/// Milliseconds since the page began, with fractions.
pub fn elapsed_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
