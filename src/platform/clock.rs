//! The clock and the reader's zone.

use crate::analytics::calendar::{Reader, ZONE_BACK_MS, Zone};
use crate::domain::hours::LocalZone;
use crate::domain::time::{DAY_MS, MINUTE_MS, Timestamp};
use js_sys::Date;
use std::cell::Cell;
use wasm_bindgen::{JsCast, JsValue};

/// Business hours are saved with the changes of their zone for so long.
const RULES_AHEAD_MS: i64 = 15 * 366 * DAY_MS;

thread_local! {
    /// By how much the clock of the demonstration is ahead of the real one, in ms; 0 everywhere else.
    static AHEAD_MS: Cell<i64> = const { Cell::new(0) };
}

/// Moves the clock of this page: the demonstration tells a story that began long ago. Leases and lists go by the real one.
pub fn move_to(at: Timestamp) {
    AHEAD_MS.set(at.millis_since(wall()));
}

/// By how much the clock of this page is ahead of the real one, in ms.
pub fn ahead_ms() -> i64 {
    AHEAD_MS.get()
}

/// The present moment of the workspace that is open.
pub fn now() -> Timestamp {
    wall().plus_millis(AHEAD_MS.get())
}

/// The present moment, whatever is shown.
pub fn wall() -> Timestamp {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are far below 2^53")]
    Timestamp::from_millis(Date::now() as i64)
}

/// The reader: the present moment and the zone that the browser is set to.
pub fn reader() -> Reader {
    let now = now();
    Reader { now, zone: Zone::around(now, offset_minutes) }
}

/// By how many minutes the reader's zone is ahead of UTC at a moment.
pub fn offset_minutes(at: Timestamp) -> i32 {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date = Date::new(&JsValue::from_f64(at.as_millis() as f64));
    #[expect(clippy::cast_possible_truncation, reason = "an offset is a few hundred minutes")]
    let minutes = -date.get_timezone_offset() as i32;
    minutes
}

/// The names of the zones that the browser knows, its own first.
pub fn zones() -> Vec<String> {
    let intl = js_sys::Reflect::get(&js_sys::global(), &"Intl".into()).unwrap_or(JsValue::UNDEFINED);
    let list = js_sys::Reflect::get(&intl, &"supportedValuesOf".into())
        .ok()
        .and_then(|function| function.dyn_into::<js_sys::Function>().ok())
        .and_then(|function| function.call1(&intl, &"timeZone".into()).ok())
        .map(|list| js_sys::Array::from(&list));
    let mut names: Vec<String> =
        list.into_iter().flat_map(|list| list.to_vec()).filter_map(|name| name.as_string()).collect();
    if let Some(own) = own_zone() {
        names.retain(|name| *name != own);
        names.insert(0, own);
    }
    names
}

fn own_zone() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    let options = format.resolved_options();
    js_sys::Reflect::get(&options, &"timeZone".into()).ok()?.as_string()
}

/// The rules of a zone by its name, some years back and forth; `None` for a name that the browser does not know.
pub fn local_zone(name: &str) -> Option<LocalZone> {
    if name.is_empty() {
        return Some(LocalZone::default());
    }
    let options = js_sys::Object::new();
    for (key, value) in [
        ("timeZone", name),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "numeric"),
        ("day", "numeric"),
        ("hour", "numeric"),
        ("minute", "numeric"),
    ] {
        js_sys::Reflect::set(&options, &key.into(), &value.into()).ok()?;
    }
    let constructor = js_sys::Reflect::get(&js_sys::global(), &"Intl".into())
        .and_then(|intl| js_sys::Reflect::get(&intl, &"DateTimeFormat".into()))
        .ok()?
        .dyn_into::<js_sys::Function>()
        .ok()?;
    // An unknown name is refused by the constructor, so it is called through a function that can fail.
    let arguments = js_sys::Array::of2(&"en-US".into(), &options);
    let format: js_sys::Intl::DateTimeFormat =
        js_sys::Reflect::construct(&constructor, &arguments).ok()?.unchecked_into();
    let offset = |at: Timestamp| offset_in(&format, at).unwrap_or(0);
    let now = now();
    let zone = Zone::probe(now.plus_millis(-ZONE_BACK_MS), now.plus_millis(RULES_AHEAD_MS), offset);
    Some(LocalZone { name: name.to_owned(), minutes: zone.first_minutes(), changes: zone.changes().to_vec() })
}

/// By how many minutes a zone is ahead of UTC at a moment, read from the parts of its local time.
fn offset_in(format: &js_sys::Intl::DateTimeFormat, at: Timestamp) -> Option<i32> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date = Date::new(&JsValue::from_f64(at.as_millis() as f64));
    let mut fields = [0_i64; 5];
    for part in format.format_to_parts(&date) {
        let get =
            |key: &str| js_sys::Reflect::get(&part, &key.into()).ok().and_then(|value| value.as_string());
        let kinds = ["year", "month", "day", "hour", "minute"];
        let kind = get("type")?;
        if let Some(slot) = kinds.iter().position(|known| *known == kind).and_then(|at| fields.get_mut(at)) {
            *slot = get("value")?.parse().ok()?;
        }
    }
    let [year, month, day, hour, minute] = fields;
    let (year, month, day) =
        (i32::try_from(year).ok()?, u32::try_from(month).ok()?, u32::try_from(day).ok()?);
    let midnight = Timestamp::from_utc_date(year, month, day)?;
    let local_ms = midnight.as_millis() + (hour * 60 + minute) * MINUTE_MS;
    let utc_ms = at.as_millis().div_euclid(MINUTE_MS) * MINUTE_MS;
    i32::try_from((local_ms - utc_ms) / MINUTE_MS).ok()
}
