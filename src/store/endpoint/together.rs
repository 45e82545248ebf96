//! Several futures at once, but not too many.

use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;

/// Drives the futures to their ends, at most `at_once` at a time, and answers their values in order.
pub(super) async fn together<F: Future>(
    futures: impl IntoIterator<Item = F>,
    at_once: usize,
) -> Vec<F::Output> {
    let mut waiting = futures.into_iter().enumerate();
    let mut running: Vec<(usize, Pin<Box<F>>)> = Vec::new();
    let mut done: Vec<(usize, F::Output)> = Vec::new();
    poll_fn(|context| {
        loop {
            while running.len() < at_once.max(1) {
                let Some((index, future)) = waiting.next() else { break };
                running.push((index, Box::pin(future)));
            }
            if running.is_empty() {
                return Poll::Ready(());
            }
            let before = done.len();
            running.retain_mut(|(index, future)| match future.as_mut().poll(context) {
                Poll::Ready(value) => {
                    done.push((*index, value));
                    false
                }
                Poll::Pending => true,
            });
            if done.len() == before {
                return Poll::Pending;
            }
        }
    })
    .await;
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, value)| value).collect()
}
