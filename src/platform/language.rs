//! The language of the page: chosen by the start script, kept as a preference, said by the document.

use super::{fetch, prefs};
use crate::words::Language;
use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

/// Preference: the tag of the language; none is as the browser prefers.
const PREF: &str = "language";

/// The languages that the browser's owner prefers, the first the most.
fn preferred() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// The language that the browser's owner would be addressed in.
pub fn of_browser() -> Language {
    Language::of_reader(preferred().iter().map(String::as_str))
}

/// The language that was chosen here, if any.
pub fn chosen() -> Option<Language> {
    Language::parse(&prefs::get(PREF)?)
}

/// Keeps the choice; `None` is as the browser prefers.
pub fn choose(language: Option<Language>) {
    prefs::set(PREF, language.map_or("", Language::tag));
}

/// The tag by which numbers and dates are written.
pub fn locale(language: Language) -> String {
    let preferred = preferred();
    language.locale_of_reader(preferred.iter().map(String::as_str)).to_owned()
}

/// Says in which language and direction the page is.
pub fn say(language: Language) {
    let Some(root) = root() else { return };
    let _ = root.set_attribute("lang", language.tag());
    let _ = root.set_attribute("dir", if language.is_right_to_left() { "rtl" } else { "ltr" });
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}

/// The file of words of a language.
///
/// # Errors
/// What the browser or the server said.
pub async fn words(language: Language) -> Result<String, String> {
    if let Some(text) = begun(language).await {
        return Ok(text);
    }
    fetch::text(&format!("words/{}.json", language.tag())).await
}

/// The words that the start script began to fetch while the application was on its way.
async fn begun(language: Language) -> Option<String> {
    let of = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok();
    let begun = of(&js_sys::global(), "watchfloorWords").filter(JsValue::is_object)?;
    if of(&begun, "tag")?.as_string()? != language.tag() {
        return None;
    }
    let text: Promise = of(&begun, "text")?.dyn_into().ok()?;
    JsFuture::from(text).await.ok()?.as_string()
}
