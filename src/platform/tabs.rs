//! The tabs of a workspace: one of them writes, the others hear of it at once and write through it.
//!
//! Which one writes is settled by a Web Lock, which the browser gives to the next tab the moment its holder is gone. A
//! page that is served over plain http has no locks: there a lease in IndexedDB says who writes and until when.
//! Neither guards the data: every write is compared and swapped, so a tab that cannot reach the writer writes itself.

use super::storage::Place;
use super::{clock, random, timer};
use crate::store::desk::{Desk, Relayed};
use crate::store::failure::SaveFailure;
use crate::store::session::Ask;
use futures_channel::oneshot;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{BroadcastChannel, MessageEvent};

/// How long a tab waits for the writer before it writes itself.
const ANSWER_WAIT_MS: i32 = 2_000;
/// How long a lease holds, and how often its holder renews it. A holder that died is replaced after this.
pub const LEASE_MS: i64 = 4_000;
const RENEW_MS: i32 = 1_000;

#[wasm_bindgen]
extern "C" {
    type LockManager;
    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        callback: &js_sys::Function,
    ) -> Result<js_sys::Promise, JsValue>;
}

/// What a tab is to the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is not settled yet.
    Unsettled,
    /// It writes for all.
    Writer,
    /// It writes through the writer.
    Follower,
}

/// What tabs say to each other.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "what")]
enum Word {
    /// Something was written.
    Written,
    /// The writer is asked to write.
    Ask { from: String, ask: Box<Ask> },
    /// What became of it.
    Answer { to: String, command: String, outcome: Outcome },
    /// The database is about to be deleted: let go.
    Deleted,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Outcome {
    Kept,
    Refused,
    Failed,
}

/// Hears of a part of the work.
type OnPart = Rc<dyn Fn(Part)>;

struct Inner {
    me: String,
    channel: Option<BroadcastChannel>,
    part: Cell<Part>,
    waiting: RefCell<HashMap<String, oneshot::Sender<Outcome>>>,
    on_part: RefCell<Vec<OnPart>>,
}

/// This tab among the tabs of its workspace. Clones are the same.
#[derive(Clone)]
pub struct Tabs(Rc<Inner>);

impl Tabs {
    /// Joins the tabs of a workspace: hears what they wrote, writes for them or through them, for as long as the page
    /// lives.
    pub fn join(desk: &Desk<Place>, place: &str) -> Self {
        let name = format!("watchfloor-{place}");
        let tabs = Self(Rc::new(Inner {
            me: random::hex_id(),
            channel: BroadcastChannel::new(&name).ok(),
            part: Cell::new(Part::Unsettled),
            waiting: RefCell::default(),
            on_part: RefCell::default(),
        }));
        tabs.listen(desk);
        let writer = tabs.clone();
        desk.relay(move |ask| {
            let tabs = writer.clone();
            Box::pin(async move { tabs.through_writer(ask).await })
        });
        let teller = tabs.clone();
        desk.on_change(move |change| {
            if change.wrote {
                teller.tell(&Word::Written);
            }
        });
        tabs.stand(desk, name);
        tabs
    }

    /// What this tab is to the others.
    pub fn part(&self) -> Part {
        self.0.part.get()
    }

    /// Calls the listener whenever that changes.
    pub fn on_part(&self, listener: impl Fn(Part) + 'static) {
        self.0.on_part.borrow_mut().push(Rc::new(listener));
    }

    /// Tells the other tabs that the disk has changed by other means than a command, as an endpoint does it.
    pub fn tell_written(&self) {
        self.tell(&Word::Written);
    }

    /// Tells the other tabs that the workspace is about to be deleted.
    pub fn tell_deleted(&self) {
        self.tell(&Word::Deleted);
    }

    fn tell(&self, word: &Word) {
        // A tab that does not hear it finds out when it writes.
        if let (Some(channel), Ok(text)) = (&self.0.channel, serde_json::to_string(word)) {
            let _ = channel.post_message(&JsValue::from_str(&text));
        }
    }

    fn set_part(&self, part: Part) {
        if self.0.part.replace(part) != part {
            let listeners = self.0.on_part.borrow().clone();
            listeners.iter().for_each(|listener| listener(part));
        }
    }

    fn listen(&self, desk: &Desk<Place>) {
        let Some(channel) = &self.0.channel else { return };
        let (tabs, desk) = (self.clone(), desk.clone());
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            let word = event.data().as_string().and_then(|text| serde_json::from_str(&text).ok());
            match word {
                // The job is handed in by the call; nobody needs its answer.
                Some(Word::Written) => drop(desk.follow()),
                Some(Word::Ask { from, ask }) if tabs.part() == Part::Writer => {
                    tabs.write_for(&desk, from, *ask)
                }
                Some(Word::Answer { to, command, outcome }) if to == tabs.0.me => {
                    if let Some(waiting) = tabs.0.waiting.borrow_mut().remove(&command) {
                        let _ = waiting.send(outcome);
                    }
                }
                Some(Word::Deleted) => super::location::reload(),
                // A tab of another version speaks words that this one does not know.
                _ => {}
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
    }

    fn write_for(&self, desk: &Desk<Place>, to: String, ask: Ask) {
        let (tabs, command) = (self.clone(), ask.id.to_string());
        let answer = desk.send(ask);
        spawn_local(async move {
            let outcome = match answer.await {
                Ok(()) => Outcome::Kept,
                Err(SaveFailure::Refused(_) | SaveFailure::Overtaken(_)) => Outcome::Refused,
                Err(_) => Outcome::Failed,
            };
            tabs.tell(&Word::Answer { to, command, outcome });
        });
    }

    /// Hands a command to the writer. What the writer does not answer in time is for this tab to write: the command
    /// has an id, so it acts once.
    async fn through_writer(&self, ask: Ask) -> Relayed {
        if self.part() != Part::Follower || self.0.channel.is_none() {
            return Relayed::Alone;
        }
        let command = ask.id.to_string();
        let (answer, waiting) = oneshot::channel();
        self.0.waiting.borrow_mut().insert(command.clone(), answer);
        self.tell(&Word::Ask { from: self.0.me.clone(), ask: Box::new(ask) });
        let tabs = self.clone();
        spawn_local(async move {
            timer::sleep(ANSWER_WAIT_MS).await;
            tabs.0.waiting.borrow_mut().remove(&command);
        });
        match waiting.await {
            Ok(Outcome::Kept) => Relayed::Kept,
            Ok(Outcome::Refused | Outcome::Failed) | Err(oneshot::Canceled) => Relayed::Alone,
        }
    }

    /// Stands for writer, by lock or by lease.
    fn stand(&self, desk: &Desk<Place>, name: String) {
        let locks = web_sys::window()
            .and_then(|window| js_sys::Reflect::get(&window.navigator(), &"locks".into()).ok())
            .filter(JsValue::is_object);
        let Some(locks) = locks else {
            let (tabs, desk) = (self.clone(), desk.clone());
            spawn_local(async move { tabs.stand_by_lease(&desk).await });
            return;
        };
        let tabs = self.clone();
        let granted = Closure::<dyn FnMut() -> JsValue>::new(move || {
            tabs.set_part(Part::Writer);
            // Held until the page is gone: a promise that never ends.
            js_sys::Promise::new(&mut |_, _| ()).into()
        });
        let asked = locks.unchecked_into::<LockManager>().request(&name, granted.as_ref().unchecked_ref());
        granted.forget();
        if asked.is_err() {
            self.set_part(Part::Writer);
            return;
        }
        let tabs = self.clone();
        spawn_local(async move {
            // A lock that nobody holds is granted within a turn or two.
            timer::sleep(100).await;
            if tabs.part() == Part::Unsettled {
                tabs.set_part(Part::Follower);
            }
        });
    }

    async fn stand_by_lease(&self, desk: &Desk<Place>) {
        loop {
            let now = clock::wall().as_millis();
            let part = match desk.backend().lease(&self.0.me, now, LEASE_MS).await {
                Ok(true) => Part::Writer,
                Ok(false) => Part::Follower,
                // Where no lease can be kept, comparing and swapping is enough.
                Err(_) => Part::Writer,
            };
            self.set_part(part);
            timer::sleep(RENEW_MS).await;
        }
    }
}

/// Whether the page is in a secure context: without one there are no locks, no WebCrypto and no promise to keep data.
pub fn is_secure() -> bool {
    web_sys::window().is_some_and(|window| window.is_secure_context())
}
