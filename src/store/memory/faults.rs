//! Faults that happen on purpose: which call of a connection fails, and how.

use super::BackendError;
use std::collections::BTreeMap;
use std::future::poll_fn;
use std::task::Poll;

/// How a call fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing is done and the error is answered.
    Before(BackendError),
    /// All is done and the error is answered all the same, as when an answer is lost on its way.
    After(BackendError),
    /// Nothing is done and no answer ever comes: the page is dead.
    DiesBefore,
    /// All is done and no answer ever comes: the page dies right after.
    DiesAfter,
}

/// The faults of a connection, by the number of the call, and whether its calls take turns with others.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    due: BTreeMap<u64, Fault>,
    calls: u64,
    pauses: bool,
}

/// What is due on one call.
pub(super) struct Due {
    pub(super) fault: Option<Fault>,
    pub(super) pauses: bool,
}

impl Faults {
    /// These faults on these calls; the first call has number 1.
    pub fn on(due: impl IntoIterator<Item = (u64, Fault)>) -> Self {
        Self { due: due.into_iter().collect(), ..Self::default() }
    }

    /// Lets every call wait for one turn of the executor first, so that other connections come in between.
    #[must_use]
    pub fn taking_turns(self) -> Self {
        Self { pauses: true, ..self }
    }

    pub(super) fn next(&mut self) -> Due {
        self.calls += 1;
        Due { fault: self.due.remove(&self.calls), pauses: self.pauses }
    }
}

/// Gives the turn away once.
pub(super) async fn pause() {
    let mut given = false;
    poll_fn(|context| {
        if std::mem::replace(&mut given, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}
