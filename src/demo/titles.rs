//! The titles in the demonstration that are the product's own words, by their English originals: like titles of actions,
//! they are written in the language that is spoken when it is made.

/// A meeting before monitoring begins.
pub(super) const ARE_WE_READY: &str = "Are we ready?";
/// A review, and the meeting in which it is held.
pub(super) const MONTHLY_REVIEW: &str = "Monthly review";
/// Whom a lesson is for.
pub(super) const EVERYBODY: &str = "Everybody";
/// Whom a lesson is for.
pub(super) const EVERYBODY_ON_CALL: &str = "Everybody on call";
/// Whom a lesson is for.
pub(super) const ADMINISTRATORS: &str = "Administrators";
/// Whom a lesson is for.
pub(super) const ANALYSTS: &str = "Analysts";
/// Whom a lesson is for.
pub(super) const SERVICE_OWNERS: &str = "Service owners";

/// All of them.
pub const ALL: [&str; 7] =
    [ARE_WE_READY, MONTHLY_REVIEW, EVERYBODY, EVERYBODY_ON_CALL, ADMINISTRATORS, ANALYSTS, SERVICE_OWNERS];
