//! The live source: an address that is asked at an interval, and whose records are taken in as an import is.

use super::import_job::{self, Read, Source, Taken};
use super::portal::Portal;
use crate::domain::time::Timestamp;
use crate::platform::live::{self, Answer, Version};
use crate::platform::{clock, prefs, timer};
use crate::t;
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Preferences: the address and the minutes between two requests. The token is none: it goes with the tab.
const PREF_ADDRESS: &str = "live-address";
const PREF_MINUTES: &str = "live-minutes";
/// The service asks to be polled about once a minute at most (service.md 1.9, SIEM and ITSM view).
pub const MINUTES: [u32; 5] = [1, 5, 15, 30, 60];
const MINUTES_DEFAULT: u32 = 5;
/// How often the wait looks whether it was stopped.
const TICK_MS: i32 = 1_000;

/// What there is to see of the live source.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// The address; none while it is off.
    pub address: Option<String>,
    /// Whether a request is on its way.
    pub is_asking: bool,
    /// When it last answered as it should.
    pub succeeded: Option<Timestamp>,
    /// When it is asked next.
    pub next: Option<Timestamp>,
    /// What went wrong the last time.
    pub error: Option<String>,
    /// What the last answer came to.
    pub result: Option<String>,
}

thread_local! {
    static SEEN: ArcRwSignal<Seen> = ArcRwSignal::new(Seen::default());
    static VERSION: RefCell<Version> = RefCell::new(Version::default());
    /// Goes up with every start and stop, so that an old round ends.
    static ROUND: Cell<u32> = const { Cell::new(0) };
}

/// What there is to see, as it changes.
pub fn seen() -> ArcRwSignal<Seen> {
    SEEN.with(ArcRwSignal::clone)
}

/// The address and interval that were used last.
pub fn remembered() -> (String, u32) {
    let minutes = prefs::get(PREF_MINUTES).and_then(|text| text.parse().ok());
    (prefs::get(PREF_ADDRESS).unwrap_or_default(), minutes.unwrap_or(MINUTES_DEFAULT))
}

/// Whether text is an address that can be asked: http or https. Without https only this machine.
pub fn is_address(text: &str) -> bool {
    let lower = text.trim().to_ascii_lowercase();
    let local = ["http://localhost", "http://127.0.0.1"].iter().any(|start| lower.starts_with(start));
    (lower.starts_with("https://") && lower.len() > "https://".len()) || local
}

/// Begins to ask an address.
pub fn start(portal: Portal, address: String, minutes: u32) {
    prefs::set(PREF_ADDRESS, &address);
    prefs::set(PREF_MINUTES, &minutes.to_string());
    let round = turn();
    VERSION.with(|version| *version.borrow_mut() = Version::default());
    seen().set(Seen { address: Some(address.clone()), ..Seen::default() });
    spawn_local(async move {
        while is_on(round) {
            ask(portal, &address, round).await;
            let next = clock::now().plus_millis(i64::from(minutes) * 60_000);
            if is_on(round) {
                seen().update(|seen| seen.next = Some(next));
            }
            while is_on(round) && clock::now() < next {
                timer::sleep(TICK_MS).await;
            }
        }
    });
}

/// Stops asking and forgets the token.
pub fn stop() {
    turn();
    live::set_token("");
    seen().set(Seen::default());
}

fn turn() -> u32 {
    ROUND.with(|round| {
        round.set(round.get() + 1);
        round.get()
    })
}

fn is_on(round: u32) -> bool {
    ROUND.with(Cell::get) == round
}

async fn ask(portal: Portal, address: &str, round: u32) {
    seen().update(|seen| {
        seen.is_asking = true;
        seen.next = None;
    });
    let known = VERSION.with(|version| version.borrow().clone());
    let answer = live::ask(address, &known).await;
    if !is_on(round) {
        return;
    }
    let outcome = match answer {
        Answer::Unchanged => Ok(t!("live.unchanged")),
        Answer::Refused(401 | 403) => Err(t!("live.no-access")),
        Answer::Refused(status) => Err(t!("live.refused", status = u64::from(status))),
        Answer::Unreachable(why) => Err(t!("live.unreachable", why = why)),
        Answer::New(bytes, version) => {
            let taken = take(portal, address, bytes).await;
            if taken.is_ok() {
                VERSION.with(|known| *known.borrow_mut() = version);
            }
            taken
        }
    };
    if !is_on(round) {
        return;
    }
    seen().update(|seen| {
        seen.is_asking = false;
        match outcome {
            Ok(result) => {
                seen.succeeded = Some(clock::now());
                seen.error = None;
                seen.result = Some(result);
            }
            Err(why) => seen.error = Some(why),
        }
    });
}

async fn take(portal: Portal, address: &str, bytes: Vec<u8>) -> Result<String, String> {
    let sources = [Source::Text(address.to_owned(), Rc::new(bytes))];
    let mappings = portal.glance(|state| {
        state.imports.iter().rev().filter_map(|(import, ..)| import.mapping.clone()).collect()
    });
    match import_job::read(portal, &sources, mappings, |_| (), || false).await {
        Read::Failed(why) => Err(why),
        Read::Cancelled => Ok(t!("live.unchanged")),
        Read::Nothing(outcome) => {
            let problem = outcome.files.iter().find_map(|file| file.error.as_ref());
            match problem {
                Some(problem) => Err(super::text::problem(problem)),
                None => Ok(t!("live.unchanged")),
            }
        }
        Read::Ready(ready) => {
            let counts = ready.outcome.summary.as_ref().map(|summary| summary.counts).unwrap_or_default();
            match ready.take().await {
                Taken::Kept => Ok(t!("live.taken", new = counts.new, changed = counts.changed)),
                Taken::Known => Ok(t!("live.unchanged")),
                Taken::Failed(why) => Err(why),
            }
        }
    }
}
