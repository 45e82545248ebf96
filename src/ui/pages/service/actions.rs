//! Actions needed: how many are in which state, the register by rank, what is set aside, and Secure Score.

use super::action_dialog::Editing;
use super::rows::{self, Row, Sheet};
use super::score::ScoreBar;
use crate::domain::command::Command;
use crate::domain::onboarding::WizardStep;
use crate::domain::readiness::{ActionStatus, Level};
use crate::domain::refusal::Refusal;
use crate::domain::steering::SteeringCommand;
use crate::platform::intl;
use crate::report::needed::needed_table;
use crate::report::table::Table;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::leaving::Leaving;
use crate::ui::naming;
use crate::ui::parts::{
    Avatar, Button, ButtonKind, ButtonSize, Drawer, Glyph, HalfDisc, Hue, Icon, IconButton, Pill,
};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::shell::service_title;
use crate::view::prelude::*;

/// So many actions are shown before somebody asks for all: the service's own and a few of Secure Score.
const SHOWN_FIRST: usize = 24;
/// So many of them fill a window, and come before the others.
const SEEN_FIRST: usize = 8;

/// A state as it is counted: what the gate waits for is counted apart, and the two ways to resolve together.
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

/// The card.
#[component]
pub(super) fn Actions(
    /// The register.
    sheet: Memo<Sheet>,
    /// The action whose state is being changed.
    editing: RwSignal<Option<Editing>>,
    /// Whether the beginning of the page is on the screen.
    begun: ReadSignal<bool>,
) -> impl IntoView {
    let portal = Portal::get();
    let all = RwSignal::new(false);
    let aside = RwSignal::new(false);
    let counts = move || sheet.with(|sheet| counts(&sheet.rows));
    let keys = Memo::new(move |_| {
        let shown = match (begun.get(), all.get()) {
            (false, _) => SEEN_FIRST,
            (true, false) => SHOWN_FIRST,
            (true, true) => usize::MAX,
        };
        sheet.with(|sheet| sheet.rows.iter().take(shown).map(|row| row.key.clone()).collect::<Vec<_>>())
    });
    // Each row keeps its elements while the order changes: a button that became another row's while it is pressed would
    // open the wrong action.
    let one = move |key: String| {
        let row = Memo::new(move |_| sheet.with(|sheet| sheet.find(&key).cloned()));
        (move || row.with(|row| row.as_ref().map(|row| table_row(portal, row, editing)))).into_any()
    };
    let apply = move || sheet.with(|sheet| sheet.rows.len());
    let aside_count = move || sheet.with(|sheet| sheet.aside.len());
    let more = move || {
        let label = match all.get() {
            true => t!("service.needed.fewer"),
            false => t!("service.needed.all", n = apply()),
        };
        (apply() > SHOWN_FIRST).then(|| {
            view! { <Button label kind=ButtonKind::Link on_press=move |_| all.update(|all| *all = !*all)/> }
        })
    };
    view! {
        <section class="card" aria-labelledby="actions-title">
            <div class="card-head card-head-lined">
                <h2 id="actions-title">{t!("service.needed")}</h2>
                <span class="caption">{move || t!("service.needed.scope", n = apply())}</span>
                <span class="push row row-tight">
                    <Leaving
                        portal
                        what="needed"
                        table=Callback::new(move |()| sheet.with_untracked(table))
                    />
                    <Button
                        label=Signal::derive(move || t!("service.aside.count", n = aside_count()))
                        kind=ButtonKind::Link
                        on_press=move |_| aside.set(true)
                    />
                </span>
            </div>
            <dl class="state-counts">{counts}</dl>
            <div class="table-frame">
                <table class="table table-48 table-cards actions">
                    <caption class="unseen">{t!("service.needed")}</caption>
                    <thead><tr>{head()}</tr></thead>
                    <tbody><For each=move || keys.get() key=String::clone children=one/></tbody>
                </table>
            </div>
            <ScoreBar sheet more=ViewFn::from(more)/>
        </section>
        <Drawer
            open=aside
            on_close=Callback::new(move |()| aside.set(false))
            title=t!("service.aside")
        >
            {move || aside_list(portal, sheet)}
        </Drawer>
    }
}

/// The register to take along.
fn table(sheet: &Sheet) -> Table {
    needed_table(&t!("service.needed"), &rows::told(sheet))
}

fn head() -> AnyView {
    let head = [
        ("num", t!("service.column.rank")),
        ("", t!("service.column.action")),
        ("", t!("service.column.area")),
        ("num", t!("service.column.points")),
        ("", t!("service.column.effort")),
        ("", t!("service.column.users")),
        ("", t!("service.column.owner")),
        ("num", t!("service.column.due")),
        ("", t!("service.column.state")),
    ];
    let head = head.into_iter().map(|(class, name)| view! { <th class=class scope="col">{name}</th> });
    head.collect_view().into_any()
}

fn counts(rows: &[Row]) -> AnyView {
    let status = |row: &Row| match row.status {
        ActionStatus::ResolvedThirdParty => ActionStatus::ResolvedAnotherWay,
        other => other,
    };
    let is_counted = |row: &Row, (wanted, blocks): Counted| {
        status(row) == wanted && (wanted != ActionStatus::ToDo || row.required == blocks)
    };
    let name = |(status, blocks): Counted| match status {
        ActionStatus::ResolvedAnotherWay => t!("service.needed.resolved"),
        other => naming::readiness_state(other, blocks),
    };
    COUNTED
        .into_iter()
        .map(|counted| {
            let count = rows.iter().filter(|row| is_counted(row, counted)).count();
            let warns = counted == (ActionStatus::ToDo, true) && count > 0;
            view! {
                <div class="state-count" class:state-count-warm=warns>
                    <dt>{name(counted)}</dt>
                    <dd class="page-name">{count}</dd>
                </div>
            }
        })
        .collect_view()
        .into_any()
}

fn table_row(portal: Portal, row: &Row, editing: RwSignal<Option<Editing>>) -> AnyView {
    let points = row.points.map_or_else(|| "–".to_owned(), intl::number);
    let level = |level: Option<Level>| level.map_or_else(|| "–".to_owned(), naming::level);
    let record = &row.record;
    let owner = if record.owner.is_empty() {
        view! { <span class="third">"–"</span> }.into_any()
    } else {
        let name = record.owner.clone();
        view! { <span class="row row-tight row-keep"><Avatar name=name.clone()/>{name}</span> }.into_any()
    };
    // The day before its end: a due date holds until the day is over.
    let is_late = !row.status.is_settled() && record.due.is_some_and(|due| due <= untrack(|| portal.now()));
    let due = record.due.map_or_else(|| "–".to_owned(), |due| intl::day_short(intl::last_of(due)));
    let due = if is_late { t!("service.action.overdue", day = due) } else { due };
    let detail = if record.reason.is_empty() { row.reason.clone() } else { record.reason.clone() };
    // The end of an accepted risk stands with its reason: until when it holds, or that it has run out.
    let end = record.expires.filter(|_| !record.reason.is_empty()).map(|end| intl::day(intl::last_of(end)));
    let detail = match end {
        Some(day) if row.status == ActionStatus::RiskAccepted => {
            t!("service.action.accepted-until", reason = detail, day = day)
        }
        Some(_) if row.is_expired => format!("{} {detail}", row.basis),
        _ => detail,
    };
    let change = (!row.derived && !row.is_plan).then(|| change_button(portal, row, editing));
    // What the settings answer is changed there and not here.
    let there = answered_at(portal, row)
        .map(|(label, route)| view! { <a class="link" href=route.to_string()>{label}</a> });
    let (status, required) = (row.status, row.required);
    view! {
        <tr>
            <td class="num" data-label=t!("service.column.rank")>{row.rank}</td>
            <td class="action-cell">
                <span class="name">{row.title.clone()}</span>
                <span class="line-2" title=row.reason.clone()>{detail}</span>
            </td>
            <td data-label=t!("service.column.area")>{naming::area(row.area)}</td>
            <td class="num" data-label=t!("service.column.points")>{points}</td>
            <td data-label=t!("service.column.effort")>{level(row.effort)}</td>
            <td data-label=t!("service.column.users")>{level(row.user_impact)}</td>
            <td data-label=t!("service.column.owner")>{owner}</td>
            <td class="num" class:icon-warm=is_late data-label=t!("service.column.due")>{due}</td>
            <td data-label=t!("service.column.state")>
                <span class="row row-tight row-keep" title=row.basis.clone()>
                    {state_mark(status, required)}{change}{there}
                </span>
            </td>
        </tr>
    }
    .into_any()
}

/// Where the settings answer a recommendation: the page and its name.
fn answered_at(portal: Portal, row: &Row) -> Option<(String, Route)> {
    let submitted = portal.read(|state| state.onboarding.submitted.is_some());
    let (page, step) = match row.key.as_str() {
        "grant-investigate" => (ServicePage::Permissions, WizardStep::Permissions),
        "name-incident-contact" => (ServicePage::Contacts, WizardStep::IncidentContacts),
        "name-review-contact" => (ServicePage::Contacts, WizardStep::ReviewContacts),
        _ if row.derived && submitted => {
            return Some((t!("service.setup"), Route::Setup(WizardStep::NextSteps)));
        }
        _ if row.derived => {
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
        ActionStatus::ResolvedAnotherWay | ActionStatus::ResolvedThirdParty => {
            plain(Glyph::ShieldCheck, "icon-good")
        }
    }
}

/// Opens the dialog, for those who may change a state.
pub(in crate::ui::pages) fn change_button(
    portal: Portal,
    row: &Row,
    editing: RwSignal<Option<Editing>>,
) -> AnyView {
    let start = Editing::of(row);
    // Any change would do to ask; accepting a risk has rules of its own, which the dialog tells.
    let probe = start.probe();
    let why = Memo::new(move |_| portal.why_not(&probe));
    let label = t!("service.action.change", name = &row.title);
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

/// What is set aside, with the reason and the way back.
fn aside_list(portal: Portal, sheet: Memo<Sheet>) -> AnyView {
    let rows = sheet.with(|sheet| sheet.aside.clone());
    if rows.is_empty() {
        return view! { <p class="second">{t!("service.aside.none")}</p> }.into_any();
    }
    let rows = rows.into_iter().map(|row| {
        let (why, by_hand) = row.aside.clone().unwrap_or_default();
        let back = Command::Steer { act: SteeringCommand::SetAside { key: row.key.clone(), reason: None } };
        let probe = back.clone();
        let refused = Memo::new(move |_| {
            let refusal = portal.refusal(&probe).filter(|found| *found != Refusal::NothingToDo);
            refusal.as_ref().map(refusals::refusal)
        });
        let press = move |_| portal.act(back.clone(), |_| ());
        let key = row.key.clone();
        view! {
            <li class="list-row">
                <span class="stack stack-2 grow">
                    <span class="name">{row.title}</span>
                    <span class="caption third">{why}</span>
                </span>
                {by_hand.then(|| view! {
                    <Button label=t!("service.aside.back") size=ButtonSize::S28 disallowed=refused on_press=press/>
                })}
            </li>
        }
        .keyed(key)
    });
    view! {
        <p class="second">{t!("service.aside.help")}</p>
        <ul class="list">{rows.collect_view()}</ul>
    }
    .into_any()
}
