//! The history of the settings: every change with its difference, by day, and as an audit log to take along.

use super::difference;
use super::what_if::work_name;
use crate::analytics::calendar::CivilDay;
use crate::analytics::settings_history::{Operation, SettingsRecord, settings_history};
use crate::domain::contact_notes::ContactNote;
use crate::domain::readiness::ActionRecord;
use crate::domain::steering::SteeringEvent;
use crate::domain::time::Timestamp;
use crate::platform::{files, intl};
use crate::report::export::csv;
use crate::report::settings_audit::{Told, audit_json, audit_table};
use crate::t;
use crate::ui::pages::setup::tenant_object;
use crate::ui::parts::{Banner, Button, Field, Glyph, Icon, Tone};
use crate::ui::portal::Portal;
use crate::ui::{failures, naming};
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// What was read of the journal.
#[derive(Clone, PartialEq)]
enum Loaded {
    Waiting,
    Here(Vec<SettingsRecord>),
    Failed(String),
}

/// The page below the tabs.
#[component]
pub(super) fn History() -> impl IntoView {
    let portal = Portal::get();
    let loaded = RwSignal::new(Loaded::Waiting);
    Effect::new(move |_| {
        portal.revision.track();
        let desk = portal.desk();
        spawn_local(async move {
            let last = desk.read(|session| session.last_seq());
            let answer = match desk.window(1, last).await {
                Ok(entries) => Loaded::Here(settings_history(entries.iter().map(|entry| entry.entry()))),
                Err(failure) => Loaded::Failed(failures::save_failure(&failure.into())),
            };
            let _ = loaded.try_set(answer);
        });
    });
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let shown = Memo::new(move |_| {
        loaded.with(|loaded| match loaded {
            Loaded::Here(records) => {
                // Days are the reader's, as the times in the list are.
                let day =
                    |record: &SettingsRecord| portal.reader.with(|reader| reader.zone.day_of(record.at));
                let (from, to) = (CivilDay::parse(&from.get()), CivilDay::parse(&to.get()));
                let fits = |record: &&SettingsRecord| {
                    from.is_none_or(|from| day(record) >= from) && to.is_none_or(|to| day(record) <= to)
                };
                records.iter().filter(fits).rev().cloned().collect()
            }
            _ => Vec::new(),
        })
    });
    let list = move || match loaded.get() {
        Loaded::Waiting => view! { <p class="card-row third">{t!("settings-history.wait")}</p> }.into_any(),
        Loaded::Failed(why) => view! { <Banner tone=Tone::Error>{why}</Banner> }.into_any(),
        Loaded::Here(_) if shown.with(Vec::is_empty) => {
            view! { <p class="card-row third">{t!("settings-history.none")}</p> }.into_any()
        }
        Loaded::Here(_) => {
            let rows = shown.with(|records| records.iter().map(row).collect_view());
            view! { <ol class="entries">{rows}</ol> }.into_any()
        }
    };
    view! {
        <div class="settings-page stack calm">
            <div class="wizard-question">
                <h1 class="title" tabindex="-1">{t!("settings-history.title")}</h1>
                <p class="second">{t!("settings-history.second")}</p>
            </div>
            <div class="settings-tools">
                <Field
                    label=t!("settings-history.from")
                    kind="date"
                    optional=true
                    value=from
                    on_input=Callback::new(move |text| from.set(text))
                />
                <Field
                    label=t!("settings-history.to")
                    kind="date"
                    optional=true
                    value=to
                    on_input=Callback::new(move |text| to.set(text))
                />
                <Button
                    label=t!("settings-history.csv")
                    icon=Glyph::Download
                    on_press=move |_| shown.with_untracked(|records| {
                        files::download("settings-audit.csv", "text/csv", &csv(&audit_table(&told(records))));
                    })
                />
                <Button
                    label=t!("settings-history.json")
                    icon=Glyph::Download
                    on_press=move |_| shown.with_untracked(|records| {
                        files::download("settings-audit.json", "application/json", &audit_json(&told(records)));
                    })
                />
            </div>
            <section class="card" aria-label=t!("settings-history.title")>{list}</section>
        </div>
    }
}

fn row(record: &SettingsRecord) -> AnyView {
    let line = t!("service.history.line", who = &record.by, when = intl::moment(record.at));
    let changes = changes(record);
    let table = (!changes.is_empty()).then(|| {
        let rows = changes.into_iter().map(difference::row).collect_view();
        view! {
            <div class="table-frame">
                <table class="table differences">
                    <thead><tr>
                        <th scope="col">{t!("service.change.what")}</th>
                        <th scope="col">{t!("settings-history.before")}</th>
                        <th scope="col">{t!("settings-history.after")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        }
    });
    view! {
        <li class="entry entry-top">
            <Icon glyph=Glyph::History class="icon-quiet"/>
            <div class="grow stack stack-4">
                <p class="entry-name">{operation(&record.operation)}</p>
                <p class="caption third">{line}</p>
                {table}
            </div>
        </li>
    }
    .into_any()
}

fn operation(operation: &Operation) -> String {
    match operation {
        Operation::Submitted => t!("settings-history.submitted"),
        Operation::Changed => t!("settings-history.changed"),
        Operation::Proposed => t!("settings-history.proposed"),
        Operation::Closed { approved: true, .. } => t!("settings-history.approved"),
        Operation::Closed { reason, .. } if reason.is_empty() => t!("settings-history.taken-back"),
        Operation::Closed { reason, .. } => t!("settings-history.refused", reason = reason),
        Operation::ContactNoted(email, ContactNote::Told) => t!("settings-history.told", email = email),
        Operation::ContactNoted(email, ContactNote::TestSent { .. }) => {
            t!("settings-history.tested", email = email)
        }
        Operation::ContactNoted(email, ContactNote::Answered { .. }) => {
            t!("settings-history.answered", email = email)
        }
        Operation::FormulaChanged => t!("settings-history.formula"),
        Operation::Steered(what) => steered(what),
        Operation::ActionSet(key, both) => action_set(key, &both.0, &both.1),
        Operation::TenantSeen(object, true) => {
            t!("settings-history.tenant-seen", name = tenant_object(*object))
        }
        Operation::TenantSeen(object, false) => {
            t!("settings-history.tenant-gone", name = tenant_object(*object))
        }
        Operation::Renamed(name) => t!("settings-history.renamed", name = name),
    }
}

/// An action needed got another state, or something else of it changed, which the rows below say.
fn action_set(key: &str, before: &ActionRecord, after: &ActionRecord) -> String {
    if before.status == after.status {
        return with_reason(
            t!("settings-history.action-kept", name = naming::action_needed(key)),
            &after.reason,
        );
    }
    let state = |record: &ActionRecord| naming::readiness_state(record.status, false);
    let (was, is) = (state(before), state(after));
    with_reason(
        t!("settings-history.action", name = naming::action_needed(key), before = was, after = is),
        &after.reason,
    )
}

/// What a record changed: name, before, after.
fn changes(record: &SettingsRecord) -> Vec<(String, String, String)> {
    match &record.operation {
        Operation::ActionSet(_, both) => action_changes(&both.0, &both.1),
        _ => record.differences.iter().map(difference::words).collect(),
    }
}

/// What changed of an action needed beside its state.
fn action_changes(before: &ActionRecord, after: &ActionRecord) -> Vec<(String, String, String)> {
    let text = |text: &str| if text.is_empty() { t!("common.none") } else { text.to_owned() };
    // Days are kept as the moment at which they end.
    let last =
        |end: Option<Timestamp>| end.map_or_else(|| t!("common.none"), |end| intl::day(intl::last_of(end)));
    let rows = [
        (t!("service.column.owner"), text(&before.owner), text(&after.owner)),
        (t!("service.action.due"), last(before.due), last(after.due)),
        (t!("service.action.evidence"), text(&before.evidence), text(&after.evidence)),
        (t!("service.action.expires"), last(before.expires), last(after.expires)),
    ];
    rows.into_iter().filter(|(_, was, is)| was != is).collect()
}

/// What was decided on the way through readiness and monitoring.
fn steered(what: &SteeringEvent) -> String {
    match what {
        SteeringEvent::SetAside { key, reason: Some(reason) } => {
            with_reason(t!("settings-history.aside", name = naming::action_needed(key)), reason)
        }
        SteeringEvent::SetAside { key, reason: None } => {
            t!("settings-history.back", name = naming::action_needed(key))
        }
        SteeringEvent::Placed { key, rank: Some(rank), note } => {
            with_reason(t!("settings-history.placed", name = naming::action_needed(key), rank = *rank), note)
        }
        SteeringEvent::Placed { key, rank: None, .. } => {
            t!("settings-history.unplaced", name = naming::action_needed(key))
        }
        SteeringEvent::ReviewPlanned { on, note } => {
            with_reason(t!("settings-history.review-planned", day = intl::day(*on)), note)
        }
        SteeringEvent::ReviewHeld { note, .. } => with_reason(t!("settings-history.review-held"), note),
        SteeringEvent::CriticalNamed { name, why, .. } => {
            with_reason(t!("settings-history.critical-named", name = name), why)
        }
        SteeringEvent::CriticalAgreed { name, .. } => t!("settings-history.critical-agreed", name = name),
        SteeringEvent::CriticalDropped { name, why, .. } => {
            with_reason(t!("settings-history.critical-dropped", name = name), why)
        }
        SteeringEvent::RiskRecorded { title, .. } => t!("settings-history.risk-recorded", title = title),
        SteeringEvent::RiskSettled { note, .. } => with_reason(t!("settings-history.risk-settled"), note),
        SteeringEvent::WorkPlanned { work, assets, due, .. } => {
            let day = intl::day(intl::last_of(*due));
            t!("settings-history.planned", name = work_name(work, *assets), day = day)
        }
        SteeringEvent::PlanDropped { why, .. } => with_reason(t!("settings-history.plan-dropped"), why),
    }
}

fn with_reason(said: String, reason: &str) -> String {
    if reason.is_empty() { said } else { t!("settings-history.because", said = said, reason = reason) }
}

/// The records with their words.
fn told(records: &[SettingsRecord]) -> Vec<Told<'_>> {
    let words = |record: &SettingsRecord| changes(record).into_iter().map(<[String; 3]>::from).collect();
    let one = |record| Told { record, said: operation(&record.operation), changes: words(record) };
    records.iter().map(one).collect()
}
