//! A change of what the experts may do that waits for a second administrator.
//!
//! Ours (service.md section 6, second approval): a setting, off by default. Until somebody else agrees, the change is a
//! draft that names who may approve it.

use super::settings::Settings;
use super::time::Timestamp;

/// The change that waits; there is one at most.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The settings whose bounds for the experts are proposed; see [`Settings::with_bounds_of`].
    pub settings: Settings,
    /// Who proposed it: anybody else who is an administrator may approve.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

impl Proposal {
    /// The settings as they would be.
    pub fn applied_to(&self, settings: &Settings) -> Settings {
        settings.with_bounds_of(&self.settings)
    }
}
