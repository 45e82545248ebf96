//! The four objects that service provider access creates in the tenant, as a checklist. The product cannot look into
//! the tenant, so the administrator ticks what is there.

use super::form::{Form, role_lock};
use crate::domain::onboarding::TenantObject;
use crate::t;
use crate::ui::parts::Checkbox;
use crate::view::prelude::*;

/// The checklist; it keeps its ticks in the wizard's draft wherever it stands.
#[component]
pub fn TenantChecklist(
    /// Without a card of its own.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let form = Form::of_wizard();
    on_cleanup(move || form.flush());
    let portal = form.portal;
    let locked = Memo::new(move |_| role_lock(portal));
    let seen = Memo::new(move |_| form.draft.with(|draft| draft.tenant_seen.clone()));
    let items = TenantObject::ALL
        .into_iter()
        .map(|object| {
            let tick = move |on: bool| {
                form.force(|draft| {
                    if on {
                        draft.tenant_seen.insert(object);
                    } else {
                        draft.tenant_seen.remove(&object);
                    }
                });
            };
            view! {
                <li>
                    <Checkbox
                        label=tenant_object(object)
                        checked=Signal::derive(move || seen.with(|seen| seen.contains(&object)))
                        disallowed=locked
                        on_change=Callback::new(tick)
                    />
                </li>
            }
        })
        .collect_view();
    let count =
        move || t!("setup.tenant.count", n = seen.with(|seen| seen.len()), all = TenantObject::ALL.len());
    let list = view! {
        <p class="caption third">{t!("setup.tenant.help")} " " {count}</p>
        <ul class="tenant">{items}</ul>
    };
    if inline {
        list.into_any()
    } else {
        view! {
            <section class="card card-body stack stack-4">
                <h2 class="card-title">{t!("setup.tenant")}</h2>
                {list}
            </section>
        }
        .into_any()
    }
}

/// The name of what service provider access creates in the tenant.
pub fn tenant_object(object: TenantObject) -> String {
    match object {
        TenantObject::PartnerRegistration => t!("setup.tenant.registration"),
        TenantObject::RoleAssignments => t!("setup.tenant.roles"),
        TenantObject::CrossTenantPolicy => t!("setup.tenant.cross-tenant"),
        TenantObject::ConditionalAccess => t!("setup.tenant.conditional"),
    }
}
