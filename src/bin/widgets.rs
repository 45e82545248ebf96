//! Bin widgets: the bridge between `src/widgets` and `src/widgets/host/widgets.js`. Texts go in, trees come out as JSON;
//! what is kept between calls are the opened snapshots, which the page closes again.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use watchfloor::analytics::calendar::{CivilDay, Reader, Zone};
use watchfloor::analytics::filter::Filter;
use watchfloor::domain::time::{DAY_MS, Timestamp};
use watchfloor::formats::attack::AttackFacts;
use watchfloor::report::say::Say;
use watchfloor::report::snapshot::{Published, reach};
use watchfloor::widgets::ask::{Ask, Attributes, choose_days};
use watchfloor::widgets::draw::{Dates, Scene};
use watchfloor::words::{Catalogue, Language, Locale};
use watchfloor_text::raw::{read_members, write_string};

/// A zone is asked for its changes so many days before the first incident, for comparisons with an earlier period.
const BEFORE_DAYS: i64 = 800;

#[wasm_bindgen(raw_module = "./locale.js")]
extern "C" {
    fn number(lang: &str, value: f64) -> String;
    fn percent(lang: &str, share: f64) -> String;
    fn plural(lang: &str, value: f64) -> String;
    fn day(lang: &str, day: i32) -> String;
    fn month(lang: &str, day: i32) -> String;
    fn moment(lang: &str, zone: &str, at_ms: f64) -> String;
    fn offset(zone: &str, at_ms: f64) -> i32;
}

/// A snapshot: how much of its text and what of it could be read, and the zones that its readers are in.
#[derive(Default)]
struct Store {
    reached: usize,
    published: Option<Published>,
    zones: HashMap<String, Zone>,
}

#[derive(Default)]
struct Held {
    stores: HashMap<u32, Store>,
    last: u32,
    facts: Option<Rc<AttackFacts>>,
    words: HashMap<String, Rc<Catalogue>>,
}

thread_local! {
    static HELD: RefCell<Held> = RefCell::default();
}

/// What is asked of a draw, as JSON.
#[derive(Default)]
struct Asked {
    store: u32,
    widget: String,
    kind: String,
    period: String,
    filter: String,
    rows: usize,
    lang: String,
    zone: String,
}

impl Asked {
    /// Reads what our own script wrote.
    fn read(text: &str) -> Self {
        let mut asked = Self::default();
        let mut members = Vec::new();
        // What is missing is asked for by nobody, and says so in its place.
        let _ = read_members(text, &mut members);
        for (key, raw) in members {
            let text = || raw.string().unwrap_or_default().into_owned();
            match key.as_str() {
                "store" => asked.store = raw.json().parse().unwrap_or_default(),
                "rows" => asked.rows = raw.json().parse().unwrap_or_default(),
                "widget" => asked.widget = text(),
                "kind" => asked.kind = text(),
                "period" => asked.period = text(),
                "filter" => asked.filter = text(),
                "lang" => asked.lang = text(),
                "zone" => asked.zone = text(),
                _ => {}
            }
        }
        asked
    }
}

struct There<'a> {
    lang: &'a str,
    zone: &'a str,
}

impl Locale for There<'_> {
    fn number(&self, value: f64) -> String {
        number(self.lang, value)
    }

    fn plural(&self, value: f64) -> String {
        plural(self.lang, value)
    }
}

impl Dates for There<'_> {
    fn day(&self, at: CivilDay) -> String {
        day(self.lang, at.number())
    }

    fn month(&self, at: CivilDay) -> String {
        month(self.lang, at.number())
    }

    fn moment(&self, at: Timestamp) -> String {
        moment(self.lang, self.zone, millis(at))
    }

    fn percent(&self, share: f64) -> String {
        percent(self.lang, share)
    }
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
fn millis(at: Timestamp) -> f64 {
    at.as_millis() as f64
}

/// A store for a snapshot that is on its way.
#[wasm_bindgen]
pub fn incoming() -> u32 {
    HELD.with_borrow_mut(|held| {
        held.last += 1;
        held.stores.insert(held.last, Store::default());
        held.last
    })
}

/// Reads what came so far; whether that is more than before.
#[wasm_bindgen]
pub fn begin(store: u32, bytes: &[u8]) -> bool {
    HELD.with_borrow_mut(|held| held.stores.get_mut(&store).is_some_and(|store| store.begin(bytes)))
}

/// Opens a snapshot that is there: `{"store":1}`, or `{"problem":word,"place":text}`.
#[wasm_bindgen]
pub fn open(number: u32, bytes: &[u8]) -> String {
    HELD.with_borrow_mut(|held| {
        let Some(store) = held.stores.get_mut(&number) else {
            return String::from("{\"problem\":\"unreachable\",\"place\":\"\"}");
        };
        // First, so that never two of one snapshot are held: memory that once grew is never given back.
        store.published = None;
        match Published::read(String::from_utf8_lossy(bytes).trim_start_matches('\u{feff}')) {
            Ok(published) => {
                store.published = Some(published);
                store.reached = usize::MAX;
                format!("{{\"store\":{number}}}")
            }
            Err(error) => {
                held.stores.remove(&number);
                let mut place = String::new();
                write_string(&error.place(), &mut place);
                format!("{{\"problem\":\"{}\",\"place\":{place}}}", error.as_str())
            }
        }
    })
}

/// Closes a snapshot: its memory is used again.
#[wasm_bindgen]
pub fn close(store: u32) {
    HELD.with_borrow_mut(|held| held.stores.remove(&store));
}

/// Takes the facts of ATT&CK; `false` where they cannot be read.
#[wasm_bindgen]
pub fn learn(text: &str) -> bool {
    let facts = AttackFacts::read(text).map(Rc::new);
    HELD.with_borrow_mut(|held| {
        held.facts = facts;
        held.facts.is_some()
    })
}

/// The filter in its one spelling; nothing where it cannot be read.
#[wasm_bindgen]
pub fn tidy(filter: &str) -> Option<String> {
    Some(filter.parse::<Filter>().ok()?.to_string())
}

/// The filter with a span of days chosen.
#[wasm_bindgen]
pub fn days(filter: &str, first: &str, last: &str) -> Option<String> {
    choose_days(filter, first, last)
}

/// The tree of a fault.
#[wasm_bindgen]
pub fn fault(lang: &str, word: &str, place: &str) -> String {
    let words = words(lang);
    let there = There { lang, zone: "UTC" };
    let reader = Reader { now: Timestamp::from_millis(0), zone: Zone::utc() };
    let say = Say { catalogue: &words, locale: &there };
    Scene { say, dates: &there, reader: &reader, is_live: true }.problem(word, place).json()
}

/// Whether a widget may be drawn before all of a snapshot is there.
#[wasm_bindgen]
pub fn hurries(widget: &str, kind: &str) -> bool {
    Ask::read(&Attributes { widget, kind, ..Attributes::default() })
        .is_ok_and(|ask| ask.widget.dim().is_some())
}

/// The tree of a widget; nothing where what it needs of a snapshot is still on its way.
#[wasm_bindgen]
pub fn draw(asked: &str) -> Option<String> {
    let asked = Asked::read(asked);
    let attributes = Attributes {
        widget: &asked.widget,
        kind: &asked.kind,
        period: &asked.period,
        filter: &asked.filter,
        rows: asked.rows,
    };
    let ask = match Ask::read(&attributes) {
        Ok(ask) => ask,
        Err(error) => return Some(fault(&asked.lang, "ask", &format!("{}: {}", error.attribute, error.why))),
    };
    let words = words(&asked.lang);
    HELD.with_borrow_mut(|held| {
        let facts = held.facts.clone();
        let Some(store) = held.stores.get_mut(&asked.store) else {
            return Some(fault(&asked.lang, "unreachable", ""));
        };
        let zone = store.zone(&asked.zone);
        let published = store.published.as_ref().filter(|published| ask.is_answered_by(published))?;
        let reader = Reader { now: published.made, zone };
        let there = There { lang: &asked.lang, zone: &asked.zone };
        let say = Say { catalogue: &words, locale: &there };
        let scene = Scene { say, dates: &there, reader: &reader, is_live: true };
        Some(scene.draw(published, facts.as_deref(), &ask).json())
    })
}

impl Store {
    fn begin(&mut self, bytes: &[u8]) -> bool {
        let Some(text) = bytes.utf8_chunks().next().map(|chunk| chunk.valid()) else { return false };
        let Some(reach) = reach(text).filter(|reach| *reach > self.reached) else { return false };
        self.reached = reach;
        self.published = None;
        self.published = text.get(..reach).and_then(|text| Published::begun(text).ok());
        self.published.is_some()
    }

    fn zone(&mut self, name: &str) -> Zone {
        let Some(published) = &self.published else { return Zone::utc() };
        let made = published.made;
        let first = published.columns.numbers().created(0).unwrap_or(made);
        let probe = || {
            let (from, to) = (first.plus_millis(-BEFORE_DAYS * DAY_MS), made.plus_millis(2 * DAY_MS));
            Zone::probe(from, to, |at| offset(name, millis(at)))
        };
        self.zones.entry(name.to_owned()).or_insert_with(probe).clone()
    }
}

/// The part of a tag that decides about words: `de` of `de-AT`.
fn family(lang: &str) -> String {
    lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Whether the file of words of a language is worth asking for: there is one, and it was not taken in.
#[wasm_bindgen]
pub fn lacks(lang: &str) -> Option<String> {
    let language = Language::of(lang).filter(|it| !matches!(it, Language::English | Language::Mirrored))?;
    let is_known = HELD.with_borrow(|held| held.words.contains_key(language.tag()));
    (!is_known).then(|| language.tag().to_owned())
}

/// Takes in the words of a language, on top of English. Text that is no such file leaves English alone.
#[wasm_bindgen]
pub fn speak(tag: &str, text: &str) {
    let mut words = Catalogue::for_widgets();
    words.add(text);
    HELD.with_borrow_mut(|held| held.words.insert(tag.to_owned(), Rc::new(words)));
}

/// The words of a language, else of English.
fn words(lang: &str) -> Rc<Catalogue> {
    HELD.with_borrow_mut(|held| {
        let spoken = held.words.get(&family(lang)).cloned();
        let english =
            || held.words.entry(String::new()).or_insert_with(|| Rc::new(Catalogue::for_widgets())).clone();
        spoken.unwrap_or_else(english)
    })
}

fn main() {}
