//! How a dialog sends what was typed: it stays open until that is kept, and says itself why it could not be.

use super::failures::save_failure;
use super::parts::{Banner, Tone};
use super::portal::Portal;
use crate::domain::command::Command;
use crate::domain::ids::CommandId;
use crate::platform::random;
use crate::t;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// What a dialog has sent and what came of it. A copy is the same.
#[derive(Clone, Copy)]
pub struct Sending {
    portal: Portal,
    /// Whether it is on its way: a second Enter asks for nothing new.
    pub is_busy: RwSignal<bool>,
    failed: RwSignal<Option<String>>,
    /// Sent and not all of it kept. The same again goes under the same id, so that it acts once.
    tried: StoredValue<Vec<(CommandId, Command)>>,
}

impl Sending {
    /// Nothing was sent yet.
    pub fn new(portal: Portal) -> Self {
        Self {
            portal,
            is_busy: RwSignal::new(false),
            failed: RwSignal::new(None),
            tried: StoredValue::new(Vec::new()),
        }
    }

    /// Forgets what failed: the dialog opens anew.
    pub fn begin(self) {
        self.failed.set(None);
        self.tried.set_value(Vec::new());
    }

    /// Sends commands one after the other, the next only when the one before is kept. `done` runs when all of them are.
    pub fn send(self, commands: Vec<Command>, done: impl FnOnce() + 'static) {
        let portal = self.portal;
        let Some(commands) = self.named(commands) else {
            self.failed.set(Some(t!("failure.no-id")));
            return;
        };
        let work = async move {
            for (id, command) in commands {
                portal.send_as(id, command).await.map_err(|failure| save_failure(&failure))?;
            }
            Ok(())
        };
        self.run(work, move |()| done());
    }

    /// Does something that may fail with a reason in words. `done` runs when it did not.
    pub fn run<T: 'static>(
        self,
        work: impl Future<Output = Result<T, String>> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        if self.is_busy.get_untracked() {
            return;
        }
        self.is_busy.set(true);
        self.failed.set(None);
        spawn_local(async move {
            let outcome = work.await;
            let _ = self.is_busy.try_set(false);
            match outcome {
                Ok(value) => {
                    let _ = self.tried.try_update_value(Vec::clear);
                    done(value);
                }
                // Where the dialog was left meanwhile, it is said in passing.
                Err(why) => {
                    if let Some(Some(why)) = self.failed.try_set(Some(why)) {
                        self.portal.say(Tone::Error, why);
                    }
                }
            }
        });
    }

    /// Gives each command the id under which it was tried before, or a new one. What was tried with other words is no
    /// longer to be sent again by anybody.
    fn named(self, commands: Vec<Command>) -> Option<Vec<(CommandId, Command)>> {
        let tried = self.tried.get_value();
        let stale = |id: &CommandId| tried.iter().any(|(known, it)| known == id && !commands.contains(it));
        self.portal.unsaved.update(|unsaved| unsaved.retain(|ask| !stale(&ask.id)));
        let name = |command: Command| {
            let known = tried.iter().find(|(_, it)| *it == command).map(|(id, _)| id.clone());
            let id = known.or_else(|| CommandId::new(&random::hex_id()))?;
            Some((id, command))
        };
        let named: Vec<_> = commands.iter().cloned().map(name).collect::<Option<_>>()?;
        self.tried.set_value(named.clone());
        Some(named)
    }

    /// Why it could not be kept, above the buttons of the dialog.
    pub fn said(self) -> AnyView {
        let said = move || {
            let why = self.failed.get()?;
            Some(view! { <Banner tone=Tone::Error small=true>{t!("failure.in-dialog", why = why)}</Banner> })
        };
        view! { {said} }.into_any()
    }
}
