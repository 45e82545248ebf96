//! An address that leads nowhere.

use crate::t;
use crate::ui::parts::{ButtonKind, ButtonLink};
use crate::view::prelude::*;

/// Says so and leads home.
#[component]
pub fn NotFound(
    /// The address as it stood after the `#`.
    #[prop(into)]
    address: String,
) -> impl IntoView {
    view! {
        <div class="page">
            <div class="empty">
                <h1 class="empty-title" tabindex="-1">{t!("shell.not-found")}</h1>
                <p class="empty-text">{t!("shell.not-found.help", address = address)}</p>
                <ButtonLink label=t!("shell.not-found.home") href="#/" kind=ButtonKind::Primary/>
            </div>
        </div>
    }
}
