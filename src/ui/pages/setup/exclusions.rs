//! On what the experts never act: groups of devices and users, and single assets.

use super::form::Form;
use crate::analytics::calendar::{CivilDay, Reader};
use crate::domain::brief::AssetKind;
use crate::domain::directory::GroupKind;
use crate::domain::onboarding::{Draft, ExclusionEntry};
use crate::domain::settings::{Exclusion, ExclusionKind};
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::platform::{dom, intl};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonSize, Checkbox, Field, Glyph, Icon, IconButton, PanelTabs, Segment};
use crate::ui::refusals;
use crate::view::prelude::*;
use std::collections::BTreeSet;

/// The kinds that name something, each with a list of its own. What is of high value needs no name.
const LISTS: [ExclusionKind; 4] =
    [ExclusionKind::DeviceGroup, ExclusionKind::UserGroup, ExclusionKind::Asset, ExclusionKind::Tag];
/// The kinds that need no name.
const SWITCHES: [ExclusionKind; 2] = [ExclusionKind::HighValueDevices, ExclusionKind::HighValueUsers];
/// How many known names are offered at once: a line of them.
const OFFERED_MAX: usize = 6;

/// The fields of the exclusions: the kinds as tabs, a form to add one, the list.
#[component]
pub fn ExclusionFields(
    /// The form that they belong to.
    form: Form,
) -> impl IntoView {
    let kind = Memo::new(move |_| form.draft.with(|draft| draft.exclusion_entry.kind));
    let tabs = move || {
        form.draft.with(|draft| {
            LISTS
                .into_iter()
                .map(|kind| {
                    let count = draft.exclusions.iter().filter(|exclusion| exclusion.kind == kind).count();
                    Segment { count: Some(intl::number(count as f64)), ..Segment::new(kind_title(kind)) }
                })
                .collect::<Vec<_>>()
        })
    };
    let chosen = move || LISTS.into_iter().position(|one| one == kind.get()).unwrap_or(0);
    let choose = move |at: usize| {
        let Some(kind) = LISTS.get(at).copied() else { return };
        // Looking at a list is no change where nothing may be changed.
        form.edit(|draft| draft.exclusion_entry.kind = kind);
        form.is_tried.set(false);
    };
    view! {
        <section class="card" aria-label=t!("setup.exclusions.title")>
            <div class="card-tabs">
                <PanelTabs
                    label=t!("setup.exclusions.kinds")
                    tabs=Signal::derive(tabs)
                    chosen=Signal::derive(chosen)
                    on_choose=Callback::new(choose)
                />
            </div>
            {move || form.locked.with(Option::is_none).then(|| add_form(form, kind))}
            <List form kind/>
        </section>
        {SWITCHES.map(|kind| high_value(form, kind)).collect_view()}
    }
}

/// Everything of high value at one press, also what becomes so later (service.md 1.3, exclusions).
fn high_value(form: Form, kind: ExclusionKind) -> AnyView {
    let is_on = move || form.draft.with(|draft| draft.exclusions.iter().any(|known| known.kind == kind));
    let switch = move |on: bool| {
        form.edit(|draft| {
            draft.exclusions.retain(|known| known.kind != kind);
            if on {
                let exclusion = Exclusion { kind, name: String::new(), since: None, expires: None };
                draft.exclusions.push(exclusion);
            }
        });
    };
    let help = match kind {
        ExclusionKind::HighValueUsers => t!("setup.exclusions.high-users.help"),
        _ => t!("setup.exclusions.high-devices.help"),
    };
    view! {
        <section class="card card-body">
            <Checkbox
                label=naming::exclusion_kind(kind)
                checked=Signal::derive(is_on)
                disallowed=form.locked
                on_change=Callback::new(switch)
            />
            <p class="caption third">{help}</p>
        </section>
    }
    .into_any()
}

/// The name of the list of a kind.
fn kind_title(kind: ExclusionKind) -> String {
    match kind {
        ExclusionKind::DeviceGroup => t!("setup.exclusions.device-groups"),
        ExclusionKind::UserGroup => t!("setup.exclusions.user-groups"),
        ExclusionKind::Tag => t!("setup.exclusions.tags"),
        _ => t!("setup.exclusions.assets"),
    }
}

/// The fields to add one. Enter adds.
fn add_form(form: Form, kind: Memo<ExclusionKind>) -> AnyView {
    let entry = move || form.draft.with(|draft| draft.exclusion_entry.clone());
    let problem = move |field: &str| form.is_tried.get().then(|| entry_problem(form, field)).flatten();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        add(form);
    };
    view! {
        <form class="card-body entry-form" on:submit=submit novalidate=true>
            <div class="entry-fields entry-fields-2">
                <Field
                    label=Signal::derive(move || name_label(kind.get()))
                    value=Signal::derive(move || entry().name)
                    on_input=Callback::new(move |text| form.edit(|draft| draft.exclusion_entry.name = text))
                    error=Signal::derive(move || problem("name"))
                />
                <Field
                    label=t!("setup.exclusions.last-day")
                    kind="date"
                    optional=true
                    value=Signal::derive(move || entry().last_day)
                    on_input=Callback::new(move |text| form.edit(|draft| draft.exclusion_entry.last_day = text))
                    error=Signal::derive(move || problem("expires"))
                />
            </div>
            {move || offers(form, kind.get())}
            <div class="row">
                <Button label=t!("setup.exclusions.add") icon=Glyph::Add submit=true/>
            </div>
        </form>
    }
    .into_any()
}

fn name_label(kind: ExclusionKind) -> String {
    match kind {
        ExclusionKind::DeviceGroup => t!("setup.exclusions.name.device-group"),
        ExclusionKind::UserGroup => t!("setup.exclusions.name.user-group"),
        ExclusionKind::Tag => t!("setup.exclusions.name.tag"),
        _ => t!("setup.exclusions.name.asset"),
    }
}

/// Names that the imports know, as buttons that fill the field.
fn offers(form: Form, kind: ExclusionKind) -> Option<AnyView> {
    let (typed, taken) = form.draft.with(|draft| {
        let of_kind = draft.exclusions.iter().filter(|exclusion| exclusion.kind == kind);
        let taken: BTreeSet<String> = of_kind.map(|exclusion| exclusion.name.to_lowercase()).collect();
        (draft.exclusion_entry.name.trim().to_lowercase(), taken)
    });
    let names = form.portal.read(|state| known_names(state, kind, &typed));
    let names: Vec<String> = names
        .into_iter()
        .filter(|name| !taken.contains(&name.to_lowercase()) && name.to_lowercase() != typed)
        .take(OFFERED_MAX)
        .collect();
    (!names.is_empty()).then(|| {
        let buttons = names
            .into_iter()
            .map(|name| {
                let text = name.clone();
                let press = move |_| form.edit(|draft| draft.exclusion_entry.name = text.clone());
                let key = name.clone();
                view! { <Button label=name size=ButtonSize::S28 on_press=press/> }.keyed(key)
            })
            .collect_view();
        view! {
            <div class="row">
                <span class="caption third">{t!("setup.exclusions.known")}</span>
                {buttons}
            </div>
        }
        .into_any()
    })
}

/// Names of groups and assets of the imports that hold what was typed. Single assets only once something is typed:
/// there may be very many.
pub fn known_names(state: &State, kind: ExclusionKind, typed: &str) -> BTreeSet<String> {
    let assets = state.catalogue.assets().iter();
    let group = |wanted: AssetKind| {
        assets
            .clone()
            .filter(move |asset| asset.kind == wanted)
            .filter_map(|asset| asset.group.as_deref())
            .filter(|name| name.to_lowercase().contains(typed))
            .map(str::to_owned)
            .collect()
    };
    let directory = |kinds: &[GroupKind]| {
        let groups = kinds.iter().flat_map(|kind| state.directory.groups(*kind));
        let names = groups.map(|group| group.name.clone());
        names.filter(|name| name.to_lowercase().contains(typed)).collect::<BTreeSet<String>>()
    };
    // Where the directory knows groups of a kind, no other can be chosen.
    let either = |kinds: &[GroupKind], of_assets: BTreeSet<String>| {
        let known = directory(kinds);
        let any = kinds.iter().any(|kind| state.directory.groups(*kind).next().is_some());
        if any { known } else { of_assets }
    };
    match kind {
        ExclusionKind::DeviceGroup => {
            let named = state.device_groups().filter(|name| name.to_lowercase().contains(typed));
            named.map(str::to_owned).chain(directory(&[GroupKind::Device])).collect()
        }
        ExclusionKind::UserGroup => either(&[GroupKind::Security], group(AssetKind::User)),
        ExclusionKind::Tag => {
            let tags = assets.flat_map(|asset| &asset.tags).filter(|tag| tag.to_lowercase().contains(typed));
            either(&[GroupKind::Tag], tags.cloned().collect())
        }
        ExclusionKind::HighValueDevices | ExclusionKind::HighValueUsers => BTreeSet::new(),
        ExclusionKind::Asset if typed.is_empty() => BTreeSet::new(),
        ExclusionKind::Asset => assets
            .map(|asset| asset.name.as_str())
            .chain(state.estate.machines().map(|machine| machine.name.as_str()))
            .filter(|name| name.to_lowercase().contains(typed))
            .take(OFFERED_MAX * 4)
            .map(str::to_owned)
            .collect(),
    }
}

/// The exclusion that is being typed; no end where no day was given or it cannot be read.
fn typed_exclusion(entry: &ExclusionEntry, reader: &Reader) -> Exclusion {
    Exclusion {
        kind: entry.kind,
        name: entry.name.trim().to_owned(),
        since: None,
        expires: CivilDay::parse(&entry.last_day).map(|day| reader.zone.start_of(day.plus_days(1))),
    }
}

/// The draft with what is being typed in its list.
fn with_entry(form: Form, draft: &Draft) -> Draft {
    let exclusion =
        form.portal.reader.with_untracked(|reader| typed_exclusion(&draft.exclusion_entry, reader));
    let mut with = draft.clone();
    with.exclusions.push(exclusion);
    with
}

/// What is wrong with a field of what is being typed.
fn entry_problem(form: Form, field: &str) -> Option<String> {
    let draft = form.draft.get();
    let at = format!("exclusions[{}].{field}", draft.exclusions.len());
    refusals::at_field(form.against(&with_entry(form, &draft)).as_ref(), &at)
}

/// Takes what is being typed into the list; answers whether it fitted.
fn add(form: Form) -> bool {
    let fits = untrack(|| ["name", "expires"].into_iter().all(|field| entry_problem(form, field).is_none()));
    form.is_tried.set(!fits);
    if !fits {
        super::form::go_to_wrong();
    }
    if fits {
        form.edit(|draft| {
            let kind = draft.exclusion_entry.kind;
            *draft = with_entry(form, draft);
            draft.exclusion_entry = ExclusionEntry { kind, ..ExclusionEntry::default() };
        });
    }
    fits
}

/// Before the step is left: what was typed is added. Answers whether nothing is left that does not fit.
pub(super) fn finish(form: Form) -> bool {
    let is_blank = form.draft.with_untracked(|draft| draft.exclusion_entry.name.trim().is_empty());
    is_blank || add(form)
}

/// The exclusions of a kind with their numbers in the draft.
fn of_kind(draft: &Draft, kind: ExclusionKind) -> Vec<(usize, Exclusion)> {
    draft.exclusions.iter().cloned().enumerate().filter(|(_, exclusion)| exclusion.kind == kind).collect()
}

#[component]
fn List(form: Form, kind: Memo<ExclusionKind>) -> impl IntoView {
    let rows = move || {
        let rows = form.draft.with(|draft| of_kind(draft, kind.get()));
        if rows.is_empty() {
            return view! { <p class="card-row third">{t!("setup.exclusions.none")}</p> }.into_any();
        }
        let rows = rows.into_iter().map(|(at, exclusion)| list_row(form, at, exclusion)).collect_view();
        view! { <ul class="entries">{rows}</ul> }.into_any()
    };
    view! { <div aria-live="polite">{rows}</div> }
}

fn list_row(form: Form, at: usize, exclusion: Exclusion) -> AnyView {
    let key = (exclusion.kind as u8, exclusion.name.clone(), exclusion.expires);
    let now = form.portal.now();
    let over = !exclusion.holds(now);
    let until = last_day(exclusion.expires);
    let glyph = match exclusion.kind {
        ExclusionKind::DeviceGroup => Glyph::Device,
        ExclusionKind::UserGroup => Glyph::People,
        ExclusionKind::Tag => Glyph::Tag,
        _ => Glyph::Server,
    };
    let fields = [format!("exclusions[{at}].name"), format!("exclusions[{at}].expires")];
    let problem = move || {
        form.problem_among(&fields)
            .map(|text| view! { <p class="field-error"><Icon glyph=Glyph::Error/>{text}</p> })
    };
    let name = exclusion.name.clone();
    let sought = exclusion.clone();
    let is_unknown =
        Memo::new(move |_| form.portal.read(|state| !over && !state.finds_asset(sought.kind, &sought.name)));
    let unknown = move || {
        is_unknown.get().then(|| view! { <p class="caption second">{t!("setup.exclusions.unknown")}</p> })
    };
    let remove = move |_| {
        dom::keep_place_in_list();
        form.edit(|draft| draft.exclusions.retain(|other| *other != exclusion));
    };
    view! {
        <li class="entry">
            <Icon glyph class="icon-quiet"/>
            <div class="grow">
                <p class="entry-name">{name.clone()}</p>
                <p class="caption third">{if over { t!("setup.exclusions.over", day = until) } else { until }}</p>
                {unknown}
                {problem}
            </div>
            <IconButton
                label=t!("setup.remove", name = name)
                glyph=Glyph::Delete
                disallowed=form.locked
                on_press=remove
            />
        </li>
    }
    .keyed(key)
}

/// The last day on which an exclusion holds, in words.
pub fn last_day(expires: Option<Timestamp>) -> String {
    // The end is the beginning of the day after.
    expires.map_or_else(
        || t!("setup.exclusions.no-end"),
        |end| t!("setup.exclusions.until", day = intl::day(intl::last_of(end))),
    )
}

/// The exclusions in words, one a kind, for a summary.
pub(super) fn summary(draft: &Draft) -> Vec<String> {
    ExclusionKind::ALL
        .into_iter()
        .filter_map(|kind| {
            let what = naming::exclusion_kind(kind);
            let line = |name: String, end: Option<Timestamp>| match end {
                Some(end) => t!("setup.review.until", name = name, day = intl::day(intl::last_of(end))),
                None => name,
            };
            let found = of_kind(draft, kind);
            if !kind.has_name() {
                return found.first().map(|(_, found)| line(what, found.expires));
            }
            let names: Vec<String> =
                found.into_iter().map(|(_, found)| line(found.name, found.expires)).collect();
            (!names.is_empty()).then(|| t!("setup.review.named", what = what, names = names.join(", ")))
        })
        .collect()
}
