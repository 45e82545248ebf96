//! The alerts of all incidents, newest incidents first, with a filter that its address carries.

pub(in crate::ui::pages) mod detail;
pub(in crate::ui::pages) mod menu;

use crate::domain::ids::IncidentId;
use crate::domain::record::{AlertRecord, IncidentRecord};
use crate::domain::text::clip;
use crate::domain::vocabulary::{AlertStatus, Severity};
use crate::platform::intl;
use crate::route::{self, IncidentTab, Queue, Route};
use crate::store::failure::SaveFailure;
use crate::t;
use crate::ui::failures;
use crate::ui::naming;
use crate::ui::parts::{
    Banner, Button, ButtonKind, ButtonLink, Choice, Drawer, EmptyState, Field, Glyph, PageHead, Select,
    SeverityMark, SkeletonLines, Tone,
};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use detail::{category, detail, standing_of};
use leptos::task::spawn_local;
use std::rc::Rc;

/// Of how many incidents the alerts are read at once.
const INCIDENTS_STEP: usize = 100;
/// How many rows are shown at first, and with each press for more.
const ROWS_STEP: usize = 100;
/// Longest name in a row, in characters.
const NAME_CHARS: usize = 160;

/// What has been read.
#[derive(Clone, Default)]
struct Shelf {
    /// The incidents with alerts, latest activity first.
    ids: Vec<IncidentId>,
    records: Vec<Rc<IncidentRecord>>,
    /// How many of `ids` were asked for.
    read: usize,
    failure: Option<String>,
}

/// An alert by its incident and its number in the record.
type Place = (usize, usize);

/// The page.
#[component]
pub fn AlertsPage() -> impl IntoView {
    let portal = Portal::get();
    let shelf = RwSignal::new_local(Shelf::default());
    let is_busy = RwSignal::new(false);
    let open = RwSignal::new(None::<Place>);
    let most = RwSignal::new(ROWS_STEP);
    let ids = portal.glance(newest);
    let total = ids.len();
    shelf.update(|shelf| shelf.ids = ids);
    let more = move || read_more(portal, shelf, is_busy);
    more();
    let shown = Memo::new(move |_| {
        let asked = asked(portal);
        shelf.with(|shelf| matching(portal, shelf, &asked))
    });
    let scope = move || {
        let read = shelf.with(|shelf| shelf.read);
        t!("alerts.scope", alerts = shown.with(Vec::len), read = read, all = total)
    };
    let older = move || {
        let left = shelf.with(|shelf| shelf.ids.len().saturating_sub(shelf.read));
        (left > 0).then(|| {
            let label = t!("alerts.older", n = left.min(INCIDENTS_STEP));
            view! { <Button label busy=is_busy on_press=move |_| more()/> }
        })
    };
    let failed = move || {
        let why = shelf.with(|shelf| shelf.failure.clone())?;
        Some(view! { <Banner tone=Tone::Error small=true>{why}</Banner> })
    };
    let content = move || table(portal, shelf, shown, most, open, is_busy.get());
    let flyout = move || {
        let (incident, alert) = open.get()?;
        shelf.with(|shelf| {
            let record = shelf.records.get(incident)?;
            let id = IncidentId::new(&record.id)?;
            Some(detail(portal, &id, record.alerts.get(alert)?))
        })
    };
    let is_open = Signal::derive(move || open.get().is_some());
    view! {
        <div class="page">
            <PageHead title=t!("shell.alerts")/>
            <div class="stack">
                {filters(portal)}
                {failed}
                <section class="card" aria-labelledby="alerts-title">
                    <div class="card-head">
                        <h2 class="card-title" id="alerts-title">{t!("alerts.list")}</h2>
                        <span class="caption" role="status">{scope}</span>
                        <span class="push">{older}</span>
                    </div>
                    {content}
                </section>
            </div>
        </div>
        <Drawer open=is_open on_close=move |()| open.set(None) title=t!("incident.alert")>{flyout}</Drawer>
    }
    .into_any()
}

/// The incidents that have alerts, latest activity first.
fn newest(state: &crate::domain::state::State) -> Vec<IncidentId> {
    let mut rows: Vec<_> = state
        .catalogue
        .rows()
        .filter_map(|row| state.catalogue.get(row))
        .filter(|known| known.alerts() > 0)
        .map(|known| (known.last_activity().unwrap_or(known.updated()), known.id()))
        .collect();
    rows.sort_by(|one, other| other.cmp(one));
    rows.into_iter().filter_map(|(_, id)| IncidentId::new(id)).collect()
}

/// Reads the alerts of the next incidents.
fn read_more(portal: Portal, shelf: RwSignal<Shelf, LocalStorage>, is_busy: RwSignal<bool>) {
    let next: Vec<IncidentId> = shelf
        .with_untracked(|shelf| shelf.ids.iter().skip(shelf.read).take(INCIDENTS_STEP).cloned().collect());
    if next.is_empty() || is_busy.get_untracked() {
        return;
    }
    is_busy.set(true);
    spawn_local(async move {
        let mut records = Vec::new();
        let mut failure = None;
        let count = next.len();
        for id in next {
            match portal.desk().record(&id).await {
                Ok(Some(record)) => records.push(record),
                Ok(None) => {}
                Err(problem) => failure = Some(failures::save_failure(&SaveFailure::from(problem))),
            }
        }
        // The page may have been left meanwhile.
        let _ = shelf.try_update(|shelf| {
            shelf.read += count;
            shelf.records.extend(records);
            shelf.failure = failure;
        });
        let _ = is_busy.try_set(false);
    });
}

fn asked(portal: Portal) -> route::Alerts {
    portal.route.with(|route| match route {
        Route::Alerts(alerts) => alerts.clone(),
        _ => route::Alerts::default(),
    })
}

fn matching(portal: Portal, shelf: &Shelf, asked: &route::Alerts) -> Vec<Place> {
    let text = asked.text.trim().to_lowercase();
    let severity = asked.severity.as_deref().map(Severity::parse);
    let wanted = asked.status.as_deref().map(AlertStatus::parse);
    let mut found = Vec::new();
    for (incident, record) in shelf.records.iter().enumerate() {
        let Some(id) = IncidentId::new(&record.id) else { continue };
        for (at, alert) in record.alerts.iter().enumerate() {
            let fits = severity.as_ref().is_none_or(|it| *it == alert.severity)
                && wanted.as_ref().is_none_or(|it| *it == standing_of(portal, &id, alert).0)
                && (text.is_empty() || speaks_of(alert, record, &text));
            if fits {
                found.push((incident, at));
            }
        }
    }
    found
}

/// Whether the title, the id, the incident or an asset holds the text.
fn speaks_of(alert: &AlertRecord, record: &IncidentRecord, text: &str) -> bool {
    let holds = |it: &str| clip(it, 1_000).to_lowercase().contains(text);
    holds(&alert.title)
        || holds(&alert.id)
        || holds(&record.id)
        || alert
            .evidence
            .iter()
            .take(200)
            .filter_map(crate::domain::brief::asset_of)
            .any(|asset| holds(&asset.name))
}

fn filters(portal: Portal) -> AnyView {
    let change = move |change: &dyn Fn(&mut route::Alerts)| {
        let mut asked = untrack(|| asked(portal));
        change(&mut asked);
        portal.replace(Route::Alerts(asked));
    };
    let value = move |word: Option<Box<str>>| word.map(String::from).unwrap_or_default();
    let severities = || {
        let all = Choice::new("", t!("alerts.any"));
        let known = [Severity::High, Severity::Medium, Severity::Low, Severity::Informational];
        [all]
            .into_iter()
            .chain(known.map(|it| Choice::new(it.as_str(), naming::severity(&it))))
            .collect::<Vec<_>>()
    };
    let states = || {
        let all = Choice::new("", t!("alerts.any"));
        let known = [AlertStatus::New, AlertStatus::InProgress, AlertStatus::Resolved];
        [all]
            .into_iter()
            .chain(known.map(|it| Choice::new(it.as_str(), naming::alert_status(&it))))
            .collect::<Vec<_>>()
    };
    let some = |word: String| (!word.is_empty()).then(|| word.into_boxed_str());
    view! {
        <div class="alerts-filters">
            <Field
                label=t!("alerts.search")
                value=Signal::derive(move || asked(portal).text.to_string())
                icon=Glyph::Search
                kind="search"
                on_input=move |text: String| change(&|asked| asked.text = text.as_str().into())
            />
            <Select
                label=t!("incident.severity")
                choices=severities()
                value=Signal::derive(move || value(asked(portal).severity))
                on_change=move |word: String| change(&|asked| asked.severity = some(word.clone()))
            />
            <Select
                label=t!("incident.status")
                choices=states()
                value=Signal::derive(move || value(asked(portal).status))
                on_change=move |word: String| change(&|asked| asked.status = some(word.clone()))
            />
        </div>
    }
    .into_any()
}

fn table(
    portal: Portal,
    shelf: RwSignal<Shelf, LocalStorage>,
    shown: Memo<Vec<Place>>,
    most: RwSignal<usize>,
    open: RwSignal<Option<Place>>,
    is_busy: bool,
) -> AnyView {
    let places = shown.get();
    let (is_none, is_read) = shelf.with(|shelf| (shelf.ids.is_empty(), shelf.read > 0));
    if is_none {
        return view! {
            <EmptyState title=t!("alerts.none") text=t!("alerts.none.help")>
                <div><ButtonLink label=t!("incident.unknown.import") href=Route::Import.to_string()/></div>
            </EmptyState>
        }
        .into_any();
    }
    if !is_read && is_busy {
        return view! { <div class="card-body"><SkeletonLines lines=6/></div> }.into_any();
    }
    if places.is_empty() {
        return view! { <EmptyState title=t!("alerts.no-match") text=t!("alerts.no-match.help")/> }
            .into_any();
    }
    let left = places.len().saturating_sub(most.get());
    let rows = shelf.with(|shelf| {
        let rows = places.into_iter().take(most.get()).filter_map(|place| {
            let record = shelf.records.get(place.0)?;
            Some(row(portal, record, record.alerts.get(place.1)?, place, open))
        });
        rows.collect_view()
    });
    let more = (left > 0).then(|| {
        let label = t!("incident.more", n = left);
        view! {
            <div class="card-row">
                <Button label kind=ButtonKind::Subtle on_press=move |_| most.update(|most| *most += ROWS_STEP)/>
            </div>
        }
    });
    view! {
        <div class="table-frame">
            <table class="table table-40 table-cards">
                <thead>
                    <tr>
                        <th scope="col">{t!("incident.alert")}</th>
                        <th scope="col">{t!("incident.severity")}</th>
                        <th scope="col">{t!("incident.status")}</th>
                        <th scope="col">{t!("incident.source")}</th>
                        <th scope="col">{t!("incident.category")}</th>
                        <th scope="col">{t!("alerts.incident")}</th>
                        <th scope="col">{t!("incident.first-activity")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}

fn row(
    portal: Portal,
    record: &IncidentRecord,
    alert: &AlertRecord,
    place: Place,
    open: RwSignal<Option<Place>>,
) -> AnyView {
    let key = (record.id.clone(), alert.id.clone());
    let title = clip(&alert.title, NAME_CHARS).into_owned();
    let first = alert.first_activity_date_time.map_or_else(|| t!("incident.not-said"), intl::moment);
    let id = IncidentId::new(&record.id);
    let status = id.as_ref().map_or_else(|| alert.status.clone(), |id| standing_of(portal, id, alert).0);
    let incident = id.map(|id| {
        let name = clip(id.as_str(), 40).into_owned();
        let href = Route::Incident { id, tab: IncidentTab::Alerts, queue: Queue::default() }.to_string();
        view! { <a class="link" href=href><bdi>{name}</bdi></a> }
    });
    view! {
        <tr>
            <td data-label=t!("incident.alert")>
                <button type="button" class="link story-open" on:click=move |_| open.set(Some(place))>
                    <bdi>{title}</bdi>
                </button>
            </td>
            <td data-label=t!("incident.severity")><SeverityMark level=alert.severity.clone()/></td>
            <td data-label=t!("incident.status") class="cell-word">{naming::alert_status(&status)}</td>
            <td data-label=t!("incident.source")>{naming::source(alert.service_source.as_str())}</td>
            <td data-label=t!("incident.category")><bdi>{category(alert)}</bdi></td>
            <td data-label=t!("alerts.incident")>{incident}</td>
            <td data-label=t!("incident.first-activity") class="nowrap">{first}</td>
        </tr>
    }
    .keyed(key)
}
