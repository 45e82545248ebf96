//! How one gets the exports that the queue and the readiness are made of: each request, and the permission that it needs.

use super::Help;
use crate::t;
use crate::ui::parts::{Button, ButtonKind};
use crate::ui::text::text;
use crate::view::prelude::*;

/// A request: the word under which the name of its records stands, where it goes, its path, and the least permission that
/// its documentation names.
struct Export {
    id: &'static str,
    server: &'static str,
    path: &'static str,
    permission: &'static str,
}

const GRAPH: &str = "https://graph.microsoft.com/v1.0";
const DEFENDER: &str = "https://api.security.microsoft.com/api";

const fn graph(id: &'static str, path: &'static str, permission: &'static str) -> Export {
    Export { id, server: GRAPH, path, permission }
}

const fn defender(id: &'static str, path: &'static str, permission: &'static str) -> Export {
    Export { id, server: DEFENDER, path, permission }
}

const EXPORTS: [Export; 12] = [
    graph("incidents", "/security/incidents?$expand=alerts", "SecurityIncident.Read.All"),
    graph("alerts", "/security/alerts_v2", "SecurityAlert.Read.All"),
    defender("machines", "/machines", "Machine.Read.All"),
    defender("machine-actions", "/machineactions", "Machine.Read.All"),
    defender("recommendations", "/recommendations", "SecurityRecommendation.Read.All"),
    graph("sensors", "/security/identities/sensors", "SecurityIdentitiesSensors.Read.All"),
    graph("health", "/security/identities/healthIssues", "SecurityIdentitiesHealth.Read.All"),
    graph("scores", "/security/secureScores", "SecurityEvents.Read.All"),
    graph("controls", "/security/secureScoreControlProfiles", "SecurityEvents.Read.All"),
    graph(
        "people",
        // By itself the answer does not say whether an account is enabled.
        "/users?$select=id,displayName,userPrincipalName,mail,jobTitle,mobilePhone,businessPhones,accountEnabled",
        "User.Read.All",
    ),
    graph("groups", "/groups?$expand=members", "GroupMember.Read.All"),
    graph("licences", "/subscribedSkus", "LicenseAssignment.Read.All"),
];

/// Whether the help of a page says how one gets exports: where they are taken in, and where one sees that they lack.
pub(super) fn are_wanted(page: &str) -> bool {
    matches!(page, "import" | "status" | "readiness-report")
}

/// The way from where data is lacking to how one gets it.
#[component]
pub fn HowToExport() -> impl IntoView {
    let help = Help::get();
    view! { <Button label=t!("help.exports.open") kind=ButtonKind::Link on_press=move |_| help.open()/> }
}

/// The requests, and what holds for all of them.
pub(super) fn how() -> AnyView {
    let row = |export: &Export| {
        let Export { id, server, path, permission } = *export;
        view! {
            <div class="help-term">
                <dt>{text(&format!("help.exports.{id}"), &[])}</dt>
                <dd>
                    <code class="code"><bdi>"GET " {server} {path}</bdi></code>
                    <span class="caption third help-also">{t!("help.exports.permission", name = permission)}</span>
                </dd>
            </div>
        }
    };
    view! {
        <section class="stack stack-8" aria-labelledby="help-exports">
            <h3 class="section" id="help-exports">{t!("help.exports")}</h3>
            <p>{t!("help.exports.what")}</p>
            <dl class="help-terms">{EXPORTS.iter().map(row).collect_view()}</dl>
            <p>{t!("help.exports.pages")}</p>
            <p>{t!("help.exports.tools")}</p>
            <p>{t!("help.exports.members")}</p>
            <p>{t!("help.exports.hunting")}</p>
            <p>{t!("help.exports.others")}</p>
        </section>
    }
    .into_any()
}
