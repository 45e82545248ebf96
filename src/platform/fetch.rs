//! Files of the site itself that load when they are first needed.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

/// The text of a file beside the page. The policy of the page lets nothing else be reached.
///
/// # Errors
/// What the browser or the server said.
pub async fn text(path: &str) -> Result<String, String> {
    let said = |error: JsValue| {
        let words = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
        words.unwrap_or_else(|| format!("{error:?}"))
    };
    let window = web_sys::window().ok_or_else(|| "there is no window".to_owned())?;
    let answer = JsFuture::from(window.fetch_with_str(path)).await.map_err(said)?;
    let answer: Response = answer.dyn_into().map_err(said)?;
    if !answer.ok() {
        return Err(format!("{} {}", answer.status(), answer.status_text()));
    }
    let text = JsFuture::from(answer.text().map_err(said)?).await.map_err(said)?;
    Ok(text.as_string().unwrap_or_default())
}
