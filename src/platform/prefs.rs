//! Small preferences of this browser: theme, perspective, name. Never anything of a workspace.

/// Keys begin so, because other apps may live at the same origin.
const PREFIX: &str = "watchfloor.";

fn storage() -> Option<web_sys::Storage> {
    // Reading the property itself fails where storage is switched off.
    web_sys::window()?.local_storage().ok()?
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
