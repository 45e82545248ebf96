//! Numbers, plurals, dates, times and lists as the browser's locale data writes them, in the reader's zone.
//!
//! Formatters are made once: making one costs far more than using it, and a table uses hundreds.

use crate::domain::time::{DAY_MS, Timestamp};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type ListFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl)]
    fn new(locales: &JsValue, options: &Object) -> ListFormat;
    #[wasm_bindgen(method)]
    fn format(this: &ListFormat, list: &Array) -> String;
}

/// The names of the formatters for dates, and those of the same in UTC.
const FAR_NAMES: [(&str, &str); 10] = [
    ("day", "far-day"),
    ("day-short", "far-day-short"),
    ("day-long", "far-day-long"),
    ("month", "far-month"),
    ("month-short", "far-month-short"),
    ("month-name", "far-month-name"),
    ("time", "far-time"),
    ("moment", "far-moment"),
    ("zone", "far-zone"),
    ("weekday-of", "far-weekday-of"),
];

thread_local! {
    static LOCALE: RefCell<Option<String>> = const { RefCell::new(None) };
    static FORMATS: RefCell<HashMap<&'static str, Function>> = RefCell::new(HashMap::new());
    static PLURALS: RefCell<Option<Intl::PluralRules>> = const { RefCell::new(None) };
    static ZONES: RefCell<Option<Intl::DateTimeFormat>> = const { RefCell::new(None) };
    static IN_UTC: Cell<bool> = const { Cell::new(false) };
    static LISTS: RefCell<HashMap<&'static str, ListFormat>> = RefCell::new(HashMap::new());
}

/// Chooses the locale of everything that is written from now on; `None` is the browser's own.
pub fn set_locale(tag: Option<&str>) {
    LOCALE.with_borrow_mut(|locale| *locale = tag.map(str::to_owned));
    FORMATS.with_borrow_mut(HashMap::clear);
    PLURALS.with_borrow_mut(|rules| *rules = None);
    ZONES.with_borrow_mut(|zones| *zones = None);
    LISTS.with_borrow_mut(HashMap::clear);
}

fn locales() -> Array {
    LOCALE.with_borrow(|locale| locale.as_deref().map_or_else(Array::new, |tag| Array::of1(&tag.into())))
}

fn options(pairs: &[(&str, &str)]) -> Object {
    let object = Object::new();
    for (key, value) in pairs {
        // Numbers are written as numbers: the formatters refuse "1" for a count of digits only in old browsers.
        let value = value.parse::<f64>().map_or_else(|_| JsValue::from_str(value), JsValue::from_f64);
        // Setting a property of a fresh object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), &value);
    }
    object
}

fn formatted(name: &'static str, make: impl Fn() -> Function, value: &JsValue) -> String {
    let format = FORMATS.with_borrow_mut(|formats| formats.entry(name).or_insert_with(make).clone());
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn number_with(name: &'static str, pairs: &[(&str, &str)], value: f64) -> String {
    formatted(name, || Intl::NumberFormat::new(&locales(), &options(pairs)).format(), &value.into())
}

/// Years that the formatters write as they are. Those before have fewer digits there, and the year 0 none of its own; the
/// last one could become the year 10000 in the reader's zone. They are what programs write that know no date.
const PLAIN_YEARS: std::ops::RangeInclusive<i32> = 1_000..=9_998;
/// A year of the same length and week days lies so many years later.
const CYCLE_YEARS: i32 = 2_000;

fn date_with(name: &'static str, pairs: &[(&str, &str)], at: Timestamp) -> String {
    let (year, month, day) = at.utc_date();
    if !PLAIN_YEARS.contains(&year) {
        return far_date_with(name, pairs, at, (year, month, day));
    }
    if IN_UTC.get() {
        return write_date(far_name(name), &in_utc(pairs), at);
    }
    write_date(name, pairs, at)
}

fn write_date(name: &'static str, pairs: &[(&str, &str)], at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date = Date::new(&JsValue::from_f64(at.as_millis() as f64));
    if date.get_time().is_nan() {
        return at.to_string();
    }
    formatted(name, || Intl::DateTimeFormat::new(&locales(), &options(pairs)).format(), &date)
}

fn far_name(name: &'static str) -> &'static str {
    FAR_NAMES.iter().find(|(plain, _)| *plain == name).map_or(name, |(_, far)| far)
}

fn in_utc<'a>(pairs: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    pairs.iter().copied().chain([("timeZone", "UTC")]).collect()
}

/// Writes everything that is made meanwhile in UTC, and says so: for what leaves and is read elsewhere.
pub fn with_utc<T>(make: impl FnOnce() -> T) -> T {
    let before = IN_UTC.replace(true);
    let made = make();
    IN_UTC.set(before);
    made
}

/// A date at one of the ends of time, in UTC and with four digits of the year: `1 Jan 0001`, `31 Dec 9999`.
fn far_date_with(
    name: &'static str,
    pairs: &[(&str, &str)],
    at: Timestamp,
    (year, month, day): (i32, u32, u32),
) -> String {
    let (name, in_utc) = (far_name(name), in_utc(pairs));
    if year > *PLAIN_YEARS.end() {
        return write_date(name, &in_utc, at);
    }
    let later = year + CYCLE_YEARS;
    let Some(midnight) = Timestamp::from_utc_date(year, month, day) else { return at.to_string() };
    let Some(stand_in) = Timestamp::from_utc_date(later, month, day) else { return at.to_string() };
    let text = write_date(name, &in_utc, stand_in.plus_millis(at.millis_since(midnight)));
    text.replacen(&later.to_string(), &format!("{year:04}"), 1)
}

/// A number: `1,784`.
pub fn number(value: f64) -> String {
    number_with("number", &[("maximumFractionDigits", "1")], value)
}

/// A share from 0 to 1 as percent with one digit: `95.2%`.
pub fn percent(share: f64) -> String {
    number_with(
        "percent",
        &[("style", "percent"), ("minimumFractionDigits", "1"), ("maximumFractionDigits", "1")],
        share,
    )
}

/// The plural category of a number: `zero`, `one`, `two`, `few`, `many` or `other`.
pub fn plural(value: f64) -> String {
    PLURALS.with_borrow_mut(|rules| {
        let rules = rules.get_or_insert_with(|| Intl::PluralRules::new(&locales(), &Object::new()));
        rules.select(value).into()
    })
}

/// A day: `19 Nov 2026`.
pub fn day(at: Timestamp) -> String {
    date_with("day", &[("day", "numeric"), ("month", "short"), ("year", "numeric")], at)
}

/// A day of the calendar, whatever the zone, of a moment that is on it in UTC: `19 Nov 2026`.
pub fn calendar_day(at: Timestamp) -> String {
    let parts = [("day", "numeric"), ("month", "short"), ("year", "numeric"), ("timeZone", "UTC")];
    date_with("calendar-day", &parts, at)
}

/// What to ask for the last day before an end that is the beginning of a day. The zone is known for some years ahead, and
/// beyond them the clocks may be an hour off: half a day before is on the last day all the same.
pub fn last_of(end: Timestamp) -> Timestamp {
    end.plus_millis(-crate::domain::time::DAY_MS / 2)
}

/// A day of this year or an axis: `19 Nov`.
pub fn day_short(at: Timestamp) -> String {
    date_with("day-short", &[("day", "numeric"), ("month", "short")], at)
}

/// A day in full: `Thursday, 19 November 2026`.
pub fn day_long(at: Timestamp) -> String {
    let pairs = [("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")];
    date_with("day-long", &pairs, at)
}

/// A month: `October 2026`.
pub fn month(at: Timestamp) -> String {
    date_with("month", &[("month", "long"), ("year", "numeric")], at)
}

/// The name of a month on an axis: `Oct`.
pub fn month_short(at: Timestamp) -> String {
    date_with("month-short", &[("month", "short")], at)
}

/// The name of a month: `October`.
pub fn month_name(at: Timestamp) -> String {
    date_with("month-name", &[("month", "long")], at)
}

/// A time of day: `10:42`.
pub fn time(at: Timestamp) -> String {
    date_with("time", &[("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")], at)
}

/// A day with its time: `19 Nov 2026, 10:42`.
pub fn moment(at: Timestamp) -> String {
    let pairs = [
        ("day", "numeric"),
        ("month", "short"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
    ];
    let text = date_with("moment", &pairs, at);
    if IN_UTC.get() { format!("{text} UTC") } else { text }
}

/// The short name of a day of the week, 0 being Monday: `Mon`.
pub fn weekday(day: u8) -> String {
    // 5 January 1970 was a Monday; noon UTC is read in UTC.
    let noon = Timestamp::from_millis((4 + i64::from(day)) * DAY_MS + DAY_MS / 2);
    date_with("weekday", &[("weekday", "short"), ("timeZone", "UTC")], noon)
}

/// The short name of the day of the week of a moment in the reader's zone: `Mon`.
pub fn weekday_of(at: Timestamp) -> String {
    date_with("weekday-of", &[("weekday", "short")], at)
}

/// The name of the reader's zone in the zone database: `Europe/Berlin`.
pub fn zone_name() -> String {
    let options = Intl::DateTimeFormat::new(&locales(), &Object::new()).resolved_options();
    let name = Reflect::get(&options, &JsValue::from_str("timeZone")).ok();
    name.and_then(|name| name.as_string()).unwrap_or_default()
}

/// The name of the reader's zone at a moment: `CET`.
pub fn zone(at: Timestamp) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date = Date::new(&JsValue::from_f64(at.as_millis() as f64));
    let format = ZONES.with_borrow_mut(|zones| {
        let make = || Intl::DateTimeFormat::new(&locales(), &options(&[("timeZoneName", "short")]));
        zones.get_or_insert_with(make).clone()
    });
    let of = |part: &JsValue, name: &str| Reflect::get(part, &JsValue::from_str(name)).ok()?.as_string();
    let parts = format.format_to_parts(&date);
    let zone = parts.iter().find(|part| of(part, "type").as_deref() == Some("timeZoneName"));
    zone.and_then(|part| of(&part, "value")).unwrap_or_default()
}

/// Words joined by "or": `Analyst or Expert`.
pub fn either(words: &[String]) -> String {
    joined(words, "disjunction")
}

/// Words joined by "and": `Ada, Ben and Cleo`.
pub fn both(words: &[String]) -> String {
    joined(words, "conjunction")
}

fn joined(words: &[String], kind: &'static str) -> String {
    let list: Array = words.iter().map(|word| JsValue::from_str(word)).collect();
    let make = || ListFormat::new(&locales(), &options(&[("type", kind)]));
    LISTS.with_borrow_mut(|lists| lists.entry(kind).or_insert_with(make).format(&list))
}
