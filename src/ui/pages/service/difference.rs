//! A difference between two sets of settings in words: what, before, after.

use crate::domain::access::{AccessLevel, AccessScope, TemporaryAccess};
use crate::domain::approvals::{AssetGroup, Band, ByTime, Cell};
use crate::domain::coverage::{Cloud, Mode, Prerequisites, Reading, Workload};
use crate::domain::difference::Difference;
use crate::domain::hours::Coverage;
use crate::domain::settings::{Contact, Exclusion, ReadinessParameters, Target};
use crate::domain::vocabulary::Severity;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::pages::setup::{hours_text, last_day, platform_name};
use crate::view::prelude::*;

/// One row of the table.
pub(super) fn row((what, before, after): (String, String, String)) -> AnyView {
    view! { <tr><th scope="row" class="name">{what}</th><td>{before}</td><td>{after}</td></tr> }.into_any()
}

/// What a difference is about, before and after.
pub(super) fn words(difference: &Difference) -> (String, String, String) {
    let none = || t!("common.none");
    let switch = |what: String, on: &bool| {
        let word = |on: bool| if on { t!("service.change.on") } else { t!("service.change.off") };
        (what, word(!on), word(*on))
    };
    match difference {
        Difference::Investigate(on) => switch(t!("setup.investigate"), on),
        Difference::Respond(on) => switch(t!("setup.respond"), on),
        Difference::AllDevices(on) => switch(t!("setup.all-devices"), on),
        Difference::ScopedCoverage(on) => switch(t!("service.scoped"), on),
        Difference::SecondApproval(on) => switch(t!("service.second"), on),
        Difference::AccessGranted(new) => (access_name(new), none(), access(new)),
        Difference::AccessRemoved(old) => (access_name(old), access(old), none()),
        Difference::AccessChanged(old, new) => (access_name(new), access(old), access(new)),
        Difference::ColumnAdded(new) => (column_name(new), none(), t!("service.change.column.there")),
        Difference::ColumnRemoved(old) => (column_name(old), t!("service.change.column.there"), none()),
        Difference::CellChanged(both) => (cell_name(&both.1), cell(&both.0), cell(&both.1)),
        Difference::BusinessHours(old, new) => (t!("service.hours"), hours_text(old), hours_text(new)),
        Difference::Prerequisites(both) => {
            (t!("service.licences"), licences(both.0.as_ref()), licences(both.1.as_ref()))
        }
        Difference::ExclusionAdded(new) => (excluded(new), none(), last_day(new.expires)),
        Difference::ExclusionRemoved(old) => (excluded(old), last_day(old.expires), none()),
        Difference::ExclusionChanged(old, new) => {
            (excluded(new), with_name(old, &new.name), with_name(new, &old.name))
        }
        Difference::ContactAdded(new) => (contact_name(new), none(), contact(new)),
        Difference::ContactRemoved(old) => (contact_name(old), contact(old), none()),
        Difference::ContactChanged(old, new) => (contact_name(old), contact(old), contact(new)),
        Difference::TeamsEnabled(on) => switch(t!("setup.teams.enabled"), on),
        Difference::TeamsWebhook(old, new) => {
            let address = |address: &Option<String>| address.clone().unwrap_or_else(none);
            (t!("setup.teams.webhook"), address(old), address(new))
        }
        Difference::WorkedSeverities(old, new) => {
            let list = |list: &[Severity]| match list {
                [] => none(),
                list => intl::both(&list.iter().map(naming::severity).collect::<Vec<_>>()),
            };
            (t!("targets.worked"), list(old), list(new))
        }
        Difference::Target(severity, old, new) => {
            (t!("service.change.target", severity = naming::severity(severity)), target(*old), target(*new))
        }
        Difference::AtRisk(old, new) => (t!("targets.at-risk"), old.to_string(), new.to_string()),
        Difference::Escalate(old, new) => (t!("targets.escalate"), old.to_string(), new.to_string()),
        Difference::FeedbackTarget(kind, old, new) => {
            let hours = |hours: Option<u32>| {
                hours.map_or_else(|| t!("targets.none"), |hours| t!("feedback.target", n = hours))
            };
            (t!("service.change.feedback", kind = naming::feedback_kind(*kind)), hours(*old), hours(*new))
        }
        Difference::FoldUnder(old, new) => (t!("targets.fold"), old.to_string(), new.to_string()),
        Difference::Readiness(both) => (t!("service.formula"), formula(&both.0), formula(&both.1)),
    }
}

/// Response targets in one line.
fn target(target: Target) -> String {
    let minutes = |minutes: Option<u32>| match minutes {
        Some(minutes) => crate::ui::clock_face::span(i64::from(minutes) * 60_000),
        None => t!("targets.none"),
    };
    let counts = match target.coverage {
        Coverage::Always => t!("targets.always"),
        Coverage::Business => t!("targets.business"),
    };
    let (experts, customer) = (minutes(target.experts_minutes), minutes(target.customer_minutes));
    t!("service.change.target.line", experts = experts, customer = customer, counts = counts)
}

/// The parameters of the formula of protected assets in one line.
fn formula(parameters: &ReadinessParameters) -> String {
    let count = |count: Option<u32>| count.map_or_else(|| "–".to_owned(), |count| count.to_string());
    t!(
        "service.change.formula",
        devices = parameters.device_target_percent,
        identities = parameters.identity_target_percent,
        licensed = count(parameters.licensed_devices),
        controllers = count(parameters.controllers),
        days = u32::from(parameters.review_days)
    )
}

fn excluded(exclusion: &Exclusion) -> String {
    let kind = naming::exclusion_kind(exclusion.kind);
    if exclusion.kind.has_name() {
        t!("service.change.exclusion", kind = kind, name = &exclusion.name)
    } else {
        t!("service.change.exclusion.all", kind = kind)
    }
}

fn access_name(access: &TemporaryAccess) -> String {
    t!("service.change.access", purpose = &access.purpose)
}

/// What an access allows, on what and until when.
pub(super) fn access(access: &TemporaryAccess) -> String {
    let level = match access.level {
        AccessLevel::Investigate => t!("service.access.investigate"),
        AccessLevel::Respond => t!("service.access.respond"),
    };
    let on = match &access.scope {
        AccessScope::Everything => t!("service.access.everything"),
        AccessScope::Incident { id } => t!("service.access.incident", id = id),
        AccessScope::Assets { group } => {
            t!("service.access.group", kind = naming::exclusion_kind(group.kind), name = &group.name)
        }
    };
    t!("service.access.line", level = level, on = on, until = intl::moment(access.expires))
}

fn column_name(column: &AssetGroup) -> String {
    t!("service.change.column", name = naming::asset_group(column.kind, &column.name))
}

fn cell_name(cell: &Cell) -> String {
    let column = cell.column.as_ref();
    let column =
        column.map_or_else(|| t!("matrix.others"), |known| naming::asset_group(known.kind, &known.name));
    t!("service.change.cell", action = naming::action_kind(cell.action), column = column)
}

/// What a cell says: once where it says the same everywhere, else band by band.
fn cell(cell: &Cell) -> String {
    let by_time = |by_time: ByTime| match by_time.day == by_time.other {
        true => naming::approval(by_time.day),
        false => t!(
            "service.change.cell.split",
            day = naming::approval(by_time.day),
            other = naming::approval(by_time.other)
        ),
    };
    let bands = Band::ALL.map(|band| (naming::band(band), cell.by_time(band)));
    let same = bands.iter().all(|(_, said)| *said == cell.high);
    let mut parts: Vec<String> = if same {
        vec![by_time(cell.high)]
    } else {
        let part = |(band, said)| t!("service.change.cell.band", band = band, said = by_time(said));
        bands.into_iter().map(part).collect()
    };
    parts.extend(cell.after_minutes.map(|minutes| t!("service.change.cell.after", n = minutes)));
    parts.join("; ")
}

/// Licences in one line: the plan of Entra ID, how each product is deployed, seats, platforms, the cloud, and the rules
/// where they are not those of now.
fn licences(known: Option<&Prerequisites>) -> String {
    let Some(known) = known else { return t!("common.none") };
    let workload = |workload: Workload| {
        t!(
            "service.licences.workload",
            name = naming::workload(workload),
            mode = naming::mode(known.mode(workload))
        )
    };
    let mut parts = vec![naming::entra_plan(known.entra)];
    let licensed = Workload::ALL.into_iter().filter(|workload| known.mode(*workload) != Mode::NotLicensed);
    parts.extend(licensed.map(workload));
    parts.extend(known.seats.map(|seats| t!("service.licences.seats", n = seats)));
    let platforms: Vec<String> = known.platforms.iter().map(|platform| platform_name(*platform)).collect();
    parts.extend((!platforms.is_empty()).then(|| intl::both(&platforms)));
    let cloud = match known.cloud {
        Cloud::Commercial => t!("licences.cloud.commercial"),
        Cloud::Other => t!("licences.cloud.other"),
    };
    parts.push(t!("service.licences.cloud", cloud = cloud));
    let preview = known.reading == Reading::Preview;
    parts.extend(preview.then(|| t!("service.licences.rules", rules = t!("licences.reading.preview"))));
    parts.join("; ")
}

/// When an exclusion ends, with its name where that is written in another way.
fn with_name(exclusion: &Exclusion, other: &str) -> String {
    let until = last_day(exclusion.expires);
    if exclusion.name == other {
        until
    } else {
        t!("service.change.pair", one = &exclusion.name, other = until)
    }
}

fn contact_name(contact: &Contact) -> String {
    t!("service.change.contact", name = &contact.name)
}

/// All of a contact in one line.
fn contact(contact: &Contact) -> String {
    let purposes = [
        contact.for_incidents.then(|| t!("service.change.for-incidents")),
        contact.for_reviews.then(|| t!("service.change.for-reviews")),
    ];
    let kind = if contact.is_team { t!("setup.contacts.team") } else { t!("setup.contacts.person") };
    let mut parts = vec![contact.name.clone(), kind, contact.email.clone()];
    parts.extend(contact.phone.clone());
    parts.extend(contact.call_order.map(|order| t!("setup.contacts.call-order", n = order)));
    parts.extend(contact.hours.as_ref().map(hours_text));
    parts.push(intl::both(&purposes.into_iter().flatten().collect::<Vec<_>>()));
    parts.join(", ")
}
