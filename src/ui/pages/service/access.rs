//! Temporary access: what is granted now, and the form to grant more, for a purpose and with an end.

use super::difference::access;
use crate::domain::access::{AccessLevel, AccessScope, TemporaryAccess};
use crate::domain::approvals::AssetGroup;
use crate::domain::onboarding::{AccessEntry, AccessTarget, Draft};
use crate::domain::settings::ExclusionKind;
use crate::domain::time::{HOUR_MS, Timestamp};
use crate::platform::dom;
use crate::t;
use crate::ui::pages::setup::Form;
use crate::ui::parts::{Button, Choice, Field, Glyph, Icon, IconButton, Select};
use crate::ui::refusals;
use crate::view::prelude::*;

/// The words of what an access is on.
const TARGETS: [(AccessTarget, &str); 4] = [
    (AccessTarget::Incident, "incident"),
    (AccessTarget::DeviceGroup, "deviceGroup"),
    (AccessTarget::UserGroup, "userGroup"),
    (AccessTarget::Everything, "everything"),
];
/// How long an access may last by the form, in hours; more than the rule allows, so that the rule answers.
const HOURS_MAX: i64 = 24 * 90;

/// The card.
#[component]
pub(super) fn AccessCard(
    /// The form that it belongs to.
    form: Form,
) -> impl IntoView {
    let rows = move || {
        let list = form.draft.with(|draft| draft.access.clone());
        if list.is_empty() {
            return view! { <p class="card-row third">{t!("access.none")}</p> }.into_any();
        }
        let rows = list.into_iter().enumerate().map(|(at, one)| row(form, at, one)).collect_view();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="access-title">
            <div class="card-body stack stack-8">
                <h2 class="card-title" id="access-title">{t!("access.title")}</h2>
                <p class="data second">{t!("access.help")}</p>
                {move || form.locked.with(Option::is_none).then(|| fields(form))}
            </div>
            <div aria-live="polite">{rows}</div>
        </section>
    }
}

fn row(form: Form, at: usize, one: TemporaryAccess) -> AnyView {
    let key = (one.purpose.clone(), one.since, one.expires);
    let over = !one.holds(form.portal.now());
    let line = if over { t!("access.over", line = access(&one)) } else { access(&one) };
    let purpose = one.purpose.clone();
    let fields = ["purpose", "expires", "scope"].map(|field| format!("access[{at}].{field}"));
    let problem = move || {
        form.problem_among(&fields)
            .map(|text| view! { <p class="field-error"><Icon glyph=Glyph::Error/>{text}</p> })
    };
    let gone = one.clone();
    let remove = move |_| {
        dom::keep_place_in_list();
        form.edit(|draft| draft.access.retain(|other| *other != gone));
    };
    let level = one.level;
    view! {
        <li class="entry">
            <Icon glyph=Glyph::Key class="icon-quiet"/>
            <div class="grow">
                <p class="entry-name">{purpose.clone()}</p>
                <p class="caption third">{line}</p>
                {move || adds_nothing(form, level)}
                {problem}
            </div>
            <IconButton
                label=t!("setup.remove", name = purpose)
                glyph=Glyph::Delete
                disallowed=form.locked
                on_press=remove
            />
        </li>
    }
    .keyed(key)
}

/// Says that an access adds nothing to what the permissions grant anyway, so that nobody takes it for a limit.
fn adds_nothing(form: Form, level: AccessLevel) -> Option<AnyView> {
    let permissions = form.draft.with(|draft| draft.permissions);
    let granted = match level {
        AccessLevel::Investigate => permissions.investigate,
        AccessLevel::Respond => permissions.respond,
    };
    (granted && permissions.all_devices)
        .then(|| view! { <p class="caption second">{t!("access.adds-nothing")}</p> }.into_any())
}

/// The access that is being typed; without hours it ends at once, which no rule lets pass.
fn typed(entry: &AccessEntry, now: Timestamp) -> TemporaryAccess {
    let name = entry.name.trim().to_owned();
    let of = |kind| AccessScope::Assets { group: AssetGroup { kind, name: name.clone() } };
    let scope = match entry.on {
        AccessTarget::Everything => AccessScope::Everything,
        AccessTarget::Incident => AccessScope::Incident { id: name.clone() },
        AccessTarget::DeviceGroup => of(ExclusionKind::DeviceGroup),
        AccessTarget::UserGroup => of(ExclusionKind::UserGroup),
    };
    let hours: i64 = entry.hours.trim().parse().unwrap_or(0);
    let expires = now.plus_millis(hours.clamp(0, HOURS_MAX) * HOUR_MS);
    TemporaryAccess {
        purpose: entry.purpose.trim().to_owned(),
        level: entry.level,
        scope,
        since: None,
        expires,
    }
}

fn with_entry(form: Form, draft: &Draft) -> Draft {
    let now = form.portal.reader.with_untracked(|reader| reader.now);
    let mut with = draft.clone();
    with.access.push(typed(&draft.access_entry, now));
    with
}

fn problem(form: Form, field: &str) -> Option<String> {
    let draft = form.draft.get();
    // What the hours come to is a moment; what is wrong with them is said of the hours.
    let hours = draft.access_entry.hours.trim().parse::<i64>();
    if field == "expires" && !hours.is_ok_and(|hours| (1..=HOURS_MAX).contains(&hours)) {
        return Some(t!("access.hours.wrong", most = HOURS_MAX));
    }
    let at = format!("access[{}].{field}", draft.access.len());
    refusals::at_field(form.against(&with_entry(form, &draft)).as_ref(), &at)
}

fn fields(form: Form) -> AnyView {
    let entry = move || form.draft.with(|draft| draft.access_entry.clone());
    let tried = RwSignal::new(false);
    let said = move |field: &'static str| {
        Signal::derive(move || tried.get().then(|| problem(form, field)).flatten())
    };
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let fits = untrack(|| {
            ["purpose", "scope", "expires"].into_iter().all(|field| problem(form, field).is_none())
        });
        tried.set(!fits);
        if fits {
            form.edit(|draft| {
                *draft = with_entry(form, draft);
                draft.access_entry = AccessEntry::default();
            });
        }
    };
    let levels = vec![
        Choice::new("respond", t!("service.access.respond")),
        Choice::new("investigate", t!("service.access.investigate")),
    ];
    let level = move || match entry().level {
        AccessLevel::Respond => "respond".to_owned(),
        AccessLevel::Investigate => "investigate".to_owned(),
    };
    let set_level = move |word: String| {
        let level = if word == "respond" { AccessLevel::Respond } else { AccessLevel::Investigate };
        form.edit(|draft| draft.access_entry.level = level);
    };
    let needs_name = Memo::new(move |_| entry().on != AccessTarget::Everything);
    view! {
        <form class="entry-form" on:submit=add novalidate=true>
            <div class="entry-fields">
                <Field
                    label=t!("access.purpose")
                    value=Signal::derive(move || entry().purpose)
                    on_input=Callback::new(move |text| form.edit(|draft| draft.access_entry.purpose = text))
                    error=said("purpose")
                />
                <Select
                    label=t!("access.level")
                    choices=levels
                    value=Signal::derive(level)
                    on_change=Callback::new(set_level)
                />
                {target(form)}
                {move || needs_name.get().then(|| view! {
                    <Field
                        label=t!("access.name")
                        value=Signal::derive(move || entry().name)
                        on_input=Callback::new(move |text| form.edit(|draft| draft.access_entry.name = text))
                        error=said("scope")
                    />
                })}
                <Field
                    label=t!("access.hours")
                    value=Signal::derive(move || entry().hours)
                    on_input=Callback::new(move |text| form.edit(|draft| draft.access_entry.hours = text))
                    error=said("expires")
                />
            </div>
            {move || adds_nothing(form, entry().level)}
            <div class="row"><Button label=t!("access.add") icon=Glyph::Add submit=true/></div>
        </form>
    }
    .into_any()
}

fn target(form: Form) -> AnyView {
    let name = |target| match target {
        AccessTarget::Incident => t!("access.on.incident"),
        AccessTarget::DeviceGroup => t!("exclusion.deviceGroup"),
        AccessTarget::UserGroup => t!("exclusion.userGroup"),
        AccessTarget::Everything => t!("access.on.everything"),
    };
    let choices: Vec<Choice> =
        TARGETS.into_iter().map(|(target, word)| Choice::new(word, name(target))).collect();
    let value = move || {
        let on = form.draft.with(|draft| draft.access_entry.on);
        TARGETS
            .into_iter()
            .find(|(target, _)| *target == on)
            .map_or_else(String::new, |(_, word)| word.to_owned())
    };
    let on_change = move |word: String| {
        if let Some((target, _)) = TARGETS.into_iter().find(|(_, known)| *known == word) {
            form.edit(|draft| draft.access_entry.on = target);
        }
    };
    view! {
        <Select
            label=t!("access.on")
            choices=choices
            value=Signal::derive(value)
            on_change=Callback::new(on_change)
        />
    }
    .into_any()
}
