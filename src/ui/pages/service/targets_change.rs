//! What would change in the response targets, in words, before it is saved.

use super::targets::Typed;
use crate::domain::vocabulary::Severity;
use crate::t;
use crate::ui::naming;
use crate::ui::text::text;
use crate::view::prelude::*;

/// What, before, after.
pub(super) type Change = (String, String, String);

/// The severities of which a workspace says whether the experts work them. Critical ones are always worked (service.md 6).
pub(super) const WORKED: [Severity; 4] =
    [Severity::High, Severity::Medium, Severity::Low, Severity::Informational];

/// The differences between what holds and what was typed, in the order of the page.
pub(super) fn changes(before: &Typed, after: &Typed, levels: [&str; 3], days: [&str; 7]) -> Vec<Change> {
    let mut found = Vec::new();
    let mut note = |what: String, before: String, after: String| {
        if before != after {
            found.push((what, before, after));
        }
    };
    for (at, level) in levels.into_iter().enumerate() {
        let level = text(&format!("targets.level.{level}"), &[]);
        let of = |part: String| t!("targets.change.of", level = level.as_str(), part = part);
        note(of(t!("targets.experts")), minutes(&before.experts[at]), minutes(&after.experts[at]));
        note(of(t!("targets.customer")), minutes(&before.customer[at]), minutes(&after.customer[at]));
        note(of(t!("targets.coverage")), coverage(before.business[at]), coverage(after.business[at]));
    }
    note(t!("targets.worked"), worked(before), worked(after));
    note(t!("targets.hours"), hours(before, days), hours(after, days));
    note(t!("targets.zone"), zone(before), zone(after));
    note(t!("targets.at-risk"), before.at_risk.clone(), after.at_risk.clone());
    note(t!("targets.escalate"), before.escalate.clone(), after.escalate.clone());
    note(t!("targets.fold"), before.fold.clone(), after.fold.clone());
    found
}

fn minutes(typed: &str) -> String {
    match typed.trim() {
        "" => t!("targets.none"),
        text => text.to_owned(),
    }
}

fn coverage(business: bool) -> String {
    if business { t!("targets.business") } else { t!("targets.always") }
}

fn worked(typed: &Typed) -> String {
    let names: Vec<String> = std::iter::once(&Severity::Critical)
        .chain(WORKED.iter().zip(typed.worked).filter(|(_, on)| *on).map(|(severity, _)| severity))
        .map(naming::severity)
        .collect();
    names.join(", ")
}

fn hours(typed: &Typed, days: [&str; 7]) -> String {
    let on = days.into_iter().zip(typed.days).filter(|(_, on)| *on);
    let named: Vec<String> = on.map(|(day, _)| text(&format!("day.{day}"), &[])).collect();
    t!("targets.change.hours", days = named.join(", "), from = typed.from.as_str(), to = typed.to.as_str())
}

fn zone(typed: &Typed) -> String {
    if typed.zone.is_empty() { "UTC".to_owned() } else { typed.zone.clone() }
}

/// The table of what would change; nothing while nothing would.
pub(super) fn table(changes: Vec<Change>) -> AnyView {
    if changes.is_empty() {
        return ().into_any();
    }
    let rows = changes
        .into_iter()
        .map(|(what, before, after)| {
            view! { <tr><th scope="row" class="name">{what}</th><td>{before}</td><td>{after}</td></tr> }
        })
        .collect_view();
    view! {
        <section class="card card-body stack" aria-labelledby="change-title">
            <h2 class="section" id="change-title">{t!("targets.change")}</h2>
            <div class="table-frame">
                <table class="table differences">
                    <thead>
                        <tr>
                            <th scope="col">{t!("service.change.what")}</th>
                            <th scope="col">{t!("service.change.before")}</th>
                            <th scope="col">{t!("service.change.after")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}
