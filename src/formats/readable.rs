//! Values as JSON that people read: raw records and playbooks as they are downloaded.

use serde::Serialize;

/// The value over several lines; empty where it cannot be written, which none of our types is.
pub fn readable_json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
