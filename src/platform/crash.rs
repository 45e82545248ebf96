//! What happens when the program itself fails: the region of the page that says so is shown, and nothing is lost that
//! was acknowledged, since that is on disk.

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit};

/// Shows a failure of the program to the person: the page listens for this event.
pub fn report(message: &str) {
    let options = CustomEventInit::new();
    options.set_detail(&JsValue::from_str(message));
    let event = CustomEvent::new_with_event_init_dict("watchfloor-crash", &options);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        let _ = window.dispatch_event(&event);
    }
}

/// From now on a panic is written to the console and shown to the person.
pub fn install() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        report(&info.to_string());
    }));
}
