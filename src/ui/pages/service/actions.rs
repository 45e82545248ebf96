//! Actions needed: how many are in which state, and the service's recommendations by rank.

use super::action_dialog::Editing;
use crate::domain::command::Command;
use crate::domain::onboarding::WizardStep;
use crate::domain::readiness::{ActionRecord, ActionStatus, RECOMMENDATIONS, Recommendation};
use crate::platform::intl;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Avatar, ButtonSize, Glyph, HalfDisc, Hue, Icon, IconButton, Pill};
use crate::ui::portal::Portal;
use crate::ui::shell::service_title;
use leptos::prelude::*;

/// A state as it is counted: what the gate waits for is counted apart.
type Counted = (ActionStatus, bool);

/// The states in the order in which they are counted.
const COUNTED: [Counted; 6] = [
    (ActionStatus::ToDo, true),
    (ActionStatus::ToDo, false),
    (ActionStatus::InProgress, false),
    (ActionStatus::Completed, false),
    (ActionStatus::RiskAccepted, false),
    (ActionStatus::ResolvedAnotherWay, false),
];

/// A recommendation with what is known of it.
#[derive(Clone, PartialEq)]
struct Row {
    rank: usize,
    entry: &'static Recommendation,
    status: ActionStatus,
    record: ActionRecord,
}

fn rows(portal: Portal) -> Vec<Row> {
    portal.read(|state| {
        let row = |(at, entry): (usize, &'static Recommendation)| Row {
            rank: at + 1,
            entry,
            status: state.action_status(entry),
            record: state.actions.get(entry.key).cloned().unwrap_or_default(),
        };
        RECOMMENDATIONS.iter().enumerate().map(row).collect()
    })
}

/// The card.
#[component]
pub(super) fn Actions(
    /// The recommendation whose state is being changed.
    editing: RwSignal<Option<Editing>>,
) -> impl IntoView {
    let portal = Portal::get();
    let all = Memo::new(move |_| rows(portal));
    let counts = move || all.with(|rows| counts(rows));
    let body = move || all.get().into_iter().map(|row| table_row(portal, row, editing)).collect_view();
    let head = [
        ("num", t!("service.column.rank")),
        ("", t!("service.column.action")),
        ("", t!("service.column.area")),
        ("num", t!("service.column.points")),
        ("", t!("service.column.effort")),
        ("", t!("service.column.users")),
        ("", t!("service.column.owner")),
        ("", t!("service.column.state")),
    ];
    let head = head
        .into_iter()
        .map(|(class, name)| view! { <th class=class scope="col">{name}</th> })
        .collect_view();
    view! {
        <section class="card" aria-labelledby="actions-title">
            <div class="card-head card-head-lined">
                <h2 id="actions-title">{t!("service.needed")}</h2>
                <span class="caption">{t!("service.needed.scope", n = RECOMMENDATIONS.len())}</span>
            </div>
            <dl class="state-counts">{counts}</dl>
            <div class="table-frame">
                <table class="table table-48 table-cards actions">
                    <caption class="unseen">{t!("service.needed")}</caption>
                    <thead><tr>{head}</tr></thead>
                    <tbody>{body}</tbody>
                </table>
            </div>
        </section>
    }
}

fn counts(rows: &[Row]) -> AnyView {
    let is_counted = |row: &Row, (status, blocks): Counted| {
        row.status == status && (status != ActionStatus::ToDo || row.entry.required == blocks)
    };
    COUNTED
        .into_iter()
        .map(|counted| {
            let count = rows.iter().filter(|row| is_counted(row, counted)).count();
            let warns = counted == (ActionStatus::ToDo, true) && count > 0;
            view! {
                <div class="state-count" class:state-count-warm=warns>
                    <dt>{naming::readiness_state(counted.0, counted.1)}</dt>
                    <dd class="page-name">{count}</dd>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

fn table_row(portal: Portal, row: Row, editing: RwSignal<Option<Editing>>) -> AnyView {
    let Row { rank, entry, status, ref record } = row;
    let detail = if record.reason.is_empty() {
        naming::recommendation_detail(entry.key)
    } else {
        record.reason.clone()
    };
    let points = if entry.points == 0 { "–".to_owned() } else { intl::number(f64::from(entry.points)) };
    let owner = match (answered_at(portal, entry), record.owner.is_empty()) {
        (Some((label, route)), _) => view! { <a class="link" href=route.to_string()>{label}</a> }.into_any(),
        (None, true) => view! { <span class="third">"–"</span> }.into_any(),
        (None, false) => {
            let name = record.owner.clone();
            view! { <span class="row row-tight row-keep"><Avatar name=name.clone()/>{name}</span> }.into_any()
        }
    };
    let change = (!entry.derived).then(|| change_button(portal, &row, editing));
    view! {
        <tr>
            <td class="num" data-label=t!("service.column.rank")>{rank}</td>
            <td class="action-cell">
                <span class="name">{naming::recommendation(entry.key)}</span>
                <span class="line-2">{detail}</span>
            </td>
            <td data-label=t!("service.column.area")>{naming::area(entry.area)}</td>
            <td class="num" data-label=t!("service.column.points")>{points}</td>
            <td data-label=t!("service.column.effort")>{naming::level(entry.effort)}</td>
            <td data-label=t!("service.column.users")>{naming::level(entry.user_impact)}</td>
            <td data-label=t!("service.column.owner")>{owner}</td>
            <td data-label=t!("service.column.state")>
                <span class="row row-tight row-keep">{state_mark(status, entry.required)}{change}</span>
            </td>
        </tr>
    }
    .into_any()
}

/// Where the settings answer a recommendation: the page and its name.
fn answered_at(portal: Portal, entry: &Recommendation) -> Option<(String, Route)> {
    let submitted = portal.read(|state| state.onboarding.submitted.is_some());
    let (page, step) = match entry.key {
        "grant-investigate" => (ServicePage::Permissions, WizardStep::Permissions),
        "name-incident-contact" => (ServicePage::Contacts, WizardStep::IncidentContacts),
        "name-review-contact" => (ServicePage::Contacts, WizardStep::ReviewContacts),
        _ if entry.derived && submitted => {
            return Some((t!("service.setup"), Route::Setup(WizardStep::NextSteps)));
        }
        _ if entry.derived => {
            let step = portal.read(|state| state.onboarding.draft.as_ref().map(|draft| draft.step));
            return Some((t!("service.setup"), Route::Setup(step.unwrap_or_default())));
        }
        _ => return None,
    };
    Some(match submitted {
        true => (service_title(page), Route::Service(page)),
        false => (naming::wizard_step(step), Route::Setup(step)),
    })
}

/// The state: icon and word, a pill for what the gate waits for.
pub(super) fn state_mark(status: ActionStatus, required: bool) -> AnyView {
    let word = naming::readiness_state(status, required);
    let plain = |glyph: Glyph, class: &'static str| {
        view! { <span class="mark"><Icon glyph class/><span>{word.clone()}</span></span> }.into_any()
    };
    match status {
        ActionStatus::ToDo if required => {
            view! { <Pill label=word hue=Hue::Medium icon=Glyph::Flash/> }.into_any()
        }
        ActionStatus::ToDo => plain(Glyph::Circle, "icon-quiet"),
        ActionStatus::InProgress => {
            view! { <span class="mark text-you"><HalfDisc/><span class="second">{word}</span></span> }
                .into_any()
        }
        ActionStatus::Completed => plain(Glyph::CheckCircleFilled, "icon-good"),
        ActionStatus::RiskAccepted => plain(Glyph::Shield, "icon-quiet"),
        ActionStatus::ResolvedAnotherWay => plain(Glyph::ShieldCheck, "icon-good"),
    }
}

/// Opens the dialog, for those who may change a state.
fn change_button(portal: Portal, row: &Row, editing: RwSignal<Option<Editing>>) -> AnyView {
    let key = row.entry.key;
    // Any change would do to ask; accepting a risk has rules of its own, which the dialog tells.
    let probe = Command::SetReadinessAction {
        key: key.to_owned(),
        status: if row.status == ActionStatus::InProgress {
            ActionStatus::ToDo
        } else {
            ActionStatus::InProgress
        },
        reason: String::new(),
        owner: String::new(),
    };
    let why = Memo::new(move |_| portal.why_not(&probe));
    let start = Editing::of(key, row.status, &row.record);
    let label = t!("service.action.change", name = naming::recommendation(key));
    view! {
        <IconButton
            label
            glyph=Glyph::Edit
            size=ButtonSize::S24
            disallowed=why
            on_press=move |_| editing.set(Some(start.clone()))
        />
    }
    .into_any()
}
