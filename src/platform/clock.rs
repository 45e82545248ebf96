//! The clock and the reader's zone.

use crate::analytics::calendar::{Reader, Zone};
use crate::domain::time::{DAY_MS, Timestamp};
use js_sys::Date;
use wasm_bindgen::JsValue;

/// How far back and forth the zone is asked for its changes of offset: reports reach back years, targets a few weeks.
const ZONE_BACK_MS: i64 = 3 * 366 * DAY_MS;
const ZONE_AHEAD_MS: i64 = 366 * DAY_MS;

/// The present moment.
pub fn now() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
    Timestamp::from_millis(Date::now() as i64)
}

/// The reader: the present moment and the zone that the browser is set to.
pub fn reader() -> Reader {
    let now = now();
    let zone = Zone::probe(now.plus_millis(-ZONE_BACK_MS), now.plus_millis(ZONE_AHEAD_MS), offset_minutes);
    Reader { now, zone }
}

/// By how many minutes the reader's zone is ahead of UTC at a moment.
pub fn offset_minutes(at: Timestamp) -> i32 {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date = Date::new(&JsValue::from_f64(at.as_millis() as f64));
    #[expect(clippy::cast_possible_truncation, reason = "an offset is a few hundred minutes")]
    let minutes = -date.get_timezone_offset() as i32;
    minutes
}
