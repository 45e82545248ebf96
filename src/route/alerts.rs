//! What a link to the alerts says.

/// What a link to the alerts says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alerts {
    /// Text that the title or an asset holds.
    pub text: Box<str>,
    /// Of this severity.
    pub severity: Option<Box<str>>,
    /// In this state.
    pub status: Option<Box<str>>,
}
