//! Small preferences of this browser: theme, perspective, name. Never anything of a workspace.

/// Keys begin so, because other apps may live at the same origin.
const PREFIX: &str = "watchfloor.";

fn storage() -> Option<web_sys::Storage> {
    // Reading the property itself fails where storage is switched off.
    web_sys::window()?.local_storage().ok()?
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// What this tab keeps under a key until it is closed, such as the token of an endpoint.
pub fn of_tab(key: &str) -> Option<String> {
    session()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Keeps something for this tab until it is closed; `None` takes it away.
pub fn set_of_tab(key: &str, value: Option<&str>) {
    let Some(storage) = session() else { return };
    let key = format!("{PREFIX}{key}");
    let _ = match value {
        Some(value) => storage.set_item(&key, value),
        None => storage.remove_item(&key),
    };
}

/// The preference with a key.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(&format!("{PREFIX}{key}")).ok()?
}

/// Keeps a preference where the browser lets us; a preference that is lost harms nobody.
pub fn set(key: &str, value: &str) {
    if let Some(storage) = storage() {
        let _ = storage.set_item(&format!("{PREFIX}{key}"), value);
    }
}
