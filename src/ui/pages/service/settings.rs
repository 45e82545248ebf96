//! Permissions, exclusions and contacts after the set-up, with the fields of the wizard.

use super::access::AccessCard;
use super::coverage_map::CoverageMap;
use super::proposal::ProposalCard;
use super::reach::Reach;
use super::week::Week;
use crate::domain::onboarding::Draft;
use crate::domain::state::State;
use crate::route::Route;
use crate::t;
use crate::ui::pages::setup::{
    ContactFields, ExclusionFields, Form, LicenceFields, Meaning, PermissionFields, Purpose, TeamsFields,
    role_notice,
};
use crate::ui::parts::{Banner, ButtonKind, ButtonLink, FixedCard, Glyph, Icon, Switch, Tone};
use crate::view::prelude::*;

/// The title of a page, why it may be locked, and the way to where it is not.
pub(super) fn head(form: Form, title: String, second: String) -> AnyView {
    let portal = form.portal;
    let step = move || portal.read(|state| state.onboarding.draft.as_ref().map(|draft| draft.step));
    let setup = move || {
        let href = Signal::derive(move || Route::Setup(step().unwrap_or_default()).to_string());
        view! { <ButtonLink label=t!("service.setup.open") href kind=ButtonKind::Link/> }
    };
    let notice = move || {
        if let Some(why) = role_notice(portal) {
            return Some(view! { <Banner tone=Tone::Info>{why}</Banner> }.into_any());
        }
        let why = t!("service.change.not-yet.notice");
        form.locked.get().map(|_| view! { <Banner tone=Tone::Info end=setup>{why}</Banner> }.into_any())
    };
    view! {
        <div class="wizard-question">
            <h1 class="title" tabindex="-1">{title}</h1>
            <p class="second">{second}</p>
        </div>
        {notice}
        <ProposalCard/>
    }
    .into_any()
}

/// What the experts may do.
#[component]
pub(super) fn Permissions() -> impl IntoView {
    let form = Form::of_settings();
    view! {
        <div class="with-side calm">
            <div class="stack">
                {head(form, t!("service.permissions.title"), t!("service.permissions.second"))}
                <PermissionFields form/>
                {switch(form, t!("service.scoped"), t!("scoped.line"), |draft| &mut draft.scoped_coverage)}
                {unknown_groups(form)}
                <AccessCard form/>
                <LicenceFields form/>
                {switch(form, t!("service.second"), t!("second.line"), |draft| &mut draft.second_approval)}
            </div>
            <div class="stack settings-side"><Meaning form/></div>
        </div>
    }
}

/// That coverage is limited to groups in which nothing is known to be.
fn unknown_groups(form: Form) -> AnyView {
    let is_limited = Memo::new(move |_| form.draft.with(|draft| draft.scoped_coverage));
    let missing = move || form.portal.read(State::scoped_groups_missing).into_iter().collect::<Vec<_>>();
    let warning = move || {
        let missing = if is_limited.get() { missing() } else { Vec::new() };
        let said = match missing.len() {
            0 => return None,
            1 => t!("scoped.one-missing", name = missing.concat()),
            _ => t!("scoped.both-missing"),
        };
        Some(view! { <Banner tone=Tone::Warning>{said}</Banner> })
    };
    view! { <div aria-live="polite">{warning}</div> }.into_any()
}

/// A setting that is on or off.
fn switch(form: Form, name: String, line: String, of: fn(&mut Draft) -> &mut bool) -> AnyView {
    let label = name.clone();
    let end = move || {
        view! {
            <Switch
                label=label.clone()
                checked=Signal::derive(move || form.draft.with(|draft| *of(&mut draft.clone())))
                disallowed=form.locked
                on_change=Callback::new(move |on| form.edit(|draft| *of(draft) = on))
            />
        }
    };
    view! { <FixedCard glyph=Glyph::Settings name line end fixed=false/> }.into_any()
}

/// On what they never act.
#[component]
pub(super) fn Exclusions() -> impl IntoView {
    let form = Form::of_settings();
    view! {
        <div class="settings-page stack calm">
            {head(form, t!("service.exclusions.title"), t!("service.exclusions.second"))}
            <ExclusionFields form/>
            <CoverageMap form/>
        </div>
    }
}

/// That nobody would be left to reach about incidents, which the rules refuse.
fn nobody(form: Form) -> AnyView {
    let said = move || {
        form.problem_at("contacts.incident").map(|_| {
            view! { <p class="field-error"><Icon glyph=Glyph::Error/>{t!("setup.contacts.none.incidents")}</p> }
        })
    };
    view! { <div aria-live="polite">{said}</div> }.into_any()
}

/// Whom they reach, and whether they write in Teams.
#[component]
pub(super) fn Contacts() -> impl IntoView {
    let form = Form::of_settings();
    let (incidents, reviews, teams) = (form.apart(), form.apart(), form.apart());
    view! {
        <div class="settings-page stack calm">
            {head(form, t!("service.contacts.title"), t!("service.contacts.second"))}
            <h2 class="section">{t!("service.contacts.incidents")}</h2>
            {nobody(form)}
            <ContactFields form=incidents purpose=Purpose::Incidents/>
            <Week form/>
            <h2 class="section">{t!("service.contacts.reviews")}</h2>
            <ContactFields form=reviews purpose=Purpose::Reviews/>
            <Reach/>
            <h2 class="section">{t!("service.contacts.teams")}</h2>
            <TeamsFields form=teams/>
        </div>
    }
}
