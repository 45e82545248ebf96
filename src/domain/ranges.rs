//! The numbers that fields of settings may have: one table for the rules and for the words at a field.
//!
//! The service names no limits; these are ours, and leave out what would say nothing (service.md section 6, "parameters
//! are settings").

use std::ops::RangeInclusive;

/// A target longer than this is none: thirty days.
const TARGET_MINUTES_MAX: u32 = 30 * 24 * 60;
/// A rhythm of reviews longer than a year is none.
const REVIEW_DAYS_MAX: u32 = 366;

/// The numbers that a field may have, by its path, such as `targets.high.expertsMinutes`; `None` for one that holds no
/// number.
pub fn range_of(field: &str) -> Option<RangeInclusive<u32>> {
    Some(match field.rsplit('.').next().unwrap_or_default() {
        "targets" | "expertsMinutes" | "customerMinutes" | "escalateMinutes" => 1..=TARGET_MINUTES_MAX,
        "escalationHours" | "complaintHours" | "suggestionHours" => 1..=TARGET_MINUTES_MAX / 60,
        "atRiskPercent" => 1..=90,
        "foldUnder" => 0..=100,
        "deviceTargetPercent" | "identityTargetPercent" => 1..=100,
        // No licensed device at all would be a target that is always met.
        "licensedDevices" | "controllers" => 1..=u32::MAX,
        "reviewDays" => 1..=REVIEW_DAYS_MAX,
        "afterMinutes" => 1..=super::approvals::AFTER_MINUTES_MAX,
        "callOrder" => 1..=u32::from(u8::MAX),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_known_by_its_last_word() {
        assert_eq!(range_of("targets.high.expertsMinutes"), Some(1..=43_200));
        assert_eq!(range_of("approvals.cells[3].afterMinutes"), Some(1..=10_080));
        assert_eq!(range_of("foldUnder"), Some(0..=100));
        assert_eq!(range_of("contacts[0].email"), None);
        assert_eq!(range_of(""), None);
    }
}
