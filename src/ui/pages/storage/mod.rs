//! Settings, Storage: where the workspace is kept and what that is worth, its endpoint, its backups, the other
//! workspaces of this browser, what can be taken back, and whether the journal hangs together.

mod aside;
mod audit;
mod backup;
mod changes;
mod endpoint;
mod kept;
mod restore;
mod workspaces;

use crate::route::Route;
use crate::t;
use crate::ui::parts::PageHead;
use crate::view::prelude::*;

/// The page.
#[component]
pub fn Storage() -> impl IntoView {
    view! {
        <div class="page">
            <PageHead title=t!("settings.storage")/>
            <div class="settings-page stack calm">
                <p><a class="link" href=Route::Settings.to_string()>{t!("storage.back")}</a></p>
                <kept::Kept/>
                <aside::SetAside/>
                <changes::LastChanges/>
                <endpoint::EndpointSection/>
                <backup::BackupSection/>
                <restore::Restore/>
                <workspaces::Workspaces/>
                <audit::Audit/>
            </div>
        </div>
    }
}

/// A card with its heading.
#[component]
fn Section(
    /// The heading.
    title: String,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let id = crate::ui::parts::fresh_id("section");
    let labelled_by = id.clone();
    view! {
        <section class="card card-body stack" aria-labelledby=labelled_by>
            <h2 class="section" id=id>{title}</h2>
            {children()}
        </section>
    }
}

/// A number of bytes in the largest unit that gives at least one.
fn bytes(count: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "one digit after the point needs no more")]
    let count = count as f64;
    let (value, unit) = match count {
        count if count >= 1e9 => (count / 1e9, t!("storage.unit.gb")),
        count if count >= 1e6 => (count / 1e6, t!("storage.unit.mb")),
        count => (count / 1e3, t!("storage.unit.kb")),
    };
    t!("storage.bytes", n = crate::platform::intl::number((value * 10.0).round() / 10.0), unit = unit)
}
