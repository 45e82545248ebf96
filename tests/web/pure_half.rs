//! The pure half on the machine that users have: 32-bit addresses, and a browser to compare with.

use js_sys::Date;
use wasm_bindgen_test::wasm_bindgen_test;
use watchfloor::domain::time::Timestamp;

#[wasm_bindgen_test]
fn times_mean_what_the_browser_says() {
    for text in [
        "1970-01-01T00:00:00Z",
        "2024-02-29T23:59:59.999Z",
        "2026-11-19T10:42:00+01:00",
        "2038-01-19T03:14:08Z",
        "2106-02-07T06:28:16Z",
        "1969-12-31T23:59:59.001Z",
    ] {
        let ours = Timestamp::parse(text).map(Timestamp::as_millis);
        assert_eq!(ours, Some(Date::parse(text) as i64), "{text}");
    }
    assert_eq!(Timestamp::parse("2026-02-30T00:00:00Z").map(Timestamp::as_millis), None);
}
