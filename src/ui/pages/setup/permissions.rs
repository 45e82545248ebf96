//! What the experts may do: the two choices with their consequences, and access to all devices.

use super::form::Form;
use super::tenant::TenantChecklist;
use crate::t;
use crate::ui::parts::{Banner, ChoiceCard, Consequence, FixedCard, Glyph, Switch, Tone};
use crate::view::prelude::*;

/// The fields of the permissions.
#[component]
pub fn PermissionFields(
    /// The form that they belong to.
    form: Form,
) -> impl IntoView {
    let permissions = Memo::new(move |_| form.draft.with(|draft| draft.permissions));
    let provider = move || view! { <Switch label=t!("setup.provider") checked=true always=true/> };
    let all_devices = move || {
        view! {
            <Switch
                label=t!("setup.all-devices")
                checked=Signal::derive(move || permissions.get().all_devices)
                disallowed=form.locked
                on_change=Callback::new(move |on| form.edit(|draft| draft.permissions.all_devices = on))
            />
        }
    };
    let warning = move || {
        let now = permissions.get();
        let text = match (now.investigate, now.respond) {
            (false, _) => t!("setup.permissions.none"),
            (true, false) => t!("setup.permissions.no-respond"),
            (true, true) => return None,
        };
        Some(view! { <Banner tone=Tone::Warning>{text}</Banner> })
    };
    view! {
        <FixedCard
            glyph=Glyph::Lock20
            name=t!("setup.provider")
            line=t!("setup.provider.line")
            badge=t!("setup.required")
            end=provider
        >
            <TenantChecklist inline=true/>
        </FixedCard>
        {investigate_card(form)}
        {respond_card(form)}
        {warning}
        <FixedCard
            glyph=Glyph::Assets20
            name=t!("setup.all-devices")
            line=t!("setup.all-devices.line")
            end=all_devices
            fixed=false
        />
    }
}

fn line(glyph: Glyph, class: &'static str, text: String) -> Consequence {
    Consequence { glyph, class, text }
}

fn investigate_card(form: Form) -> AnyView {
    let permissions = move || form.draft.with(|draft| draft.permissions);
    let consequences = move || {
        let summary = line(Glyph::Check, "icon-good", t!("setup.investigate.summary"));
        let waits = line(Glyph::Hand, "icon-you", t!("setup.investigate.waits"));
        if permissions().respond { vec![summary] } else { vec![summary, waits] }
    };
    // It cannot be off while the other is on.
    let disallowed =
        move || form.locked.get().or_else(|| permissions().respond.then(|| t!("setup.investigate.held")));
    view! {
        <ChoiceCard
            name=t!("setup.investigate")
            line=t!("setup.investigate.line")
            role=t!("setup.role.reader")
            consequences=Signal::derive(consequences)
            checked=Signal::derive(move || permissions().investigate)
            disallowed=Signal::derive(disallowed)
            on_change=Callback::new(move |on| form.edit(|draft| draft.permissions.investigate = on))
        />
    }
    .into_any()
}

fn respond_card(form: Form) -> AnyView {
    let permissions = move || form.draft.with(|draft| draft.permissions);
    let consequences = vec![
        line(Glyph::Check, "icon-good", t!("setup.respond.reported")),
        line(Glyph::Hand, "icon-you", t!("setup.respond.stays")),
    ];
    let disallowed =
        move || form.locked.get().or_else(|| (!permissions().investigate).then(|| t!("setup.respond.needs")));
    view! {
        <ChoiceCard
            name=t!("setup.respond")
            line=t!("setup.respond.line")
            badge=t!("setup.recommended")
            role=t!("setup.role.operator")
            consequences=consequences
            checked=Signal::derive(move || permissions().respond)
            disallowed=Signal::derive(disallowed)
            on_change=Callback::new(move |on| form.edit(|draft| draft.permissions.respond = on))
        />
    }
    .into_any()
}
