//! Tells the other pages of a workspace that something was written, and hears it from them.

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// The line between the pages that have one workspace open. Ends when dropped.
#[derive(Debug)]
pub struct Line {
    channel: BroadcastChannel,
    _closure: Closure<dyn FnMut(MessageEvent)>,
}

impl Line {
    /// Opens the line of a workspace and calls the listener whenever another page has written. `None` where the
    /// browser has no such line: pages then see each other's work when they write or reload.
    pub fn open(workspace: &str, mut heard: impl FnMut() + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(&format!("watchfloor-{workspace}")).ok()?;
        let closure = Closure::<dyn FnMut(MessageEvent)>::new(move |_| heard());
        channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        Some(Self { channel, _closure: closure })
    }

    /// Tells the other pages that this one has written.
    pub fn tell(&self) {
        // A page that does not hear it finds out when it writes.
        let _ = self.channel.post_message(&JsValue::from_str("written"));
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.channel.close();
    }
}
