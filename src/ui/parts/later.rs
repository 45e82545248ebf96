//! What of a long page waits until its beginning is on the screen.

use crate::platform::timer;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Whether what is seen first is on the screen: false while a page is built, true from the frame after. A page that is much
/// longer than a window builds what lies below it then, so that its beginning does not wait for it.
pub(in crate::ui) fn begun() -> ReadSignal<bool> {
    let begun = RwSignal::new(false);
    spawn_local(async move {
        timer::next_frame().await;
        timer::give_way().await;
        // The page may be left meanwhile.
        begun.try_set(true);
    });
    begun.read_only()
}
