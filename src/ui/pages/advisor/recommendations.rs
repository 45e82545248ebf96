//! Recommendations with the incidents that they would have prevented or shortened.

use crate::domain::catalogue::Row as Place;
use crate::domain::control_topics::topic_of;
use crate::domain::ids::IncidentId;
use crate::domain::people::Party;
use crate::domain::readiness::{ActionStatus, RECOMMENDATIONS};
use crate::domain::vocabulary::Status;
use crate::platform::intl;
use crate::report::prevented::{Effect, Linked, Links, links};
use crate::route::{AdvisorPage, FilterParam, IncidentTab, Queue, Route, ServicePage};
use crate::t;
use crate::ui::attack;
use crate::ui::naming;
use crate::ui::pages::service::{self, ActionDialog, Editing, Row, Sheet, change_button};
use crate::ui::parts::{ButtonKind, ButtonLink, EmptyState, Glyph, Hue, Pill, severity_mark};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::BTreeMap;

/// Incidents that are named below a recommendation; more are counted.
const SHOWN_MAX: usize = 6;
/// Recommendations that the guidance names.
const GUIDED_MAX: usize = 4;

/// The links of each recommendation, once the facts of ATT&CK are there.
fn linked(portal: Portal) -> Memo<Option<BTreeMap<String, Links>>> {
    let facts = attack::facts();
    Memo::new(move |_| {
        let facts = facts.get()?;
        let reader = portal.reader.get_untracked();
        Some(portal.read(|state| links(state, &facts, &reader)))
    })
}

/// A recommendation with what it would have changed.
#[derive(Clone, PartialEq)]
struct Told {
    row: Row,
    links: Links,
    /// Somebody took it on and did not end it in time.
    is_late: bool,
}

impl Told {
    /// What stands first: what is late, then open ones by what they would have changed, the rest as in the register.
    fn order(&self) -> (bool, bool, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>, usize) {
        let (prevented, shortened) =
            (self.links.count(Effect::Prevented), self.links.count(Effect::Shortened));
        let rank = self.row.rank;
        (
            self.row.status.is_settled(),
            !self.is_late,
            std::cmp::Reverse(prevented),
            std::cmp::Reverse(shortened),
            rank,
        )
    }
}

/// The recommendations that are open and those that incidents can be linked to, in order; nothing while the facts load.
/// `only_open` leaves out what is settled.
fn told(portal: Portal, sheet: Memo<Sheet>, only_open: bool) -> Memo<Option<Vec<Told>>> {
    let links = linked(portal);
    Memo::new(move |_| {
        let links = links.get()?;
        let now = portal.now();
        // The service's own recommendations are listed also where nothing tried them; of the many controls of Secure
        // Score those that incidents speak for.
        let is_linked = |key: &str| {
            let own = RECOMMENDATIONS.iter().any(|it| it.key == key && !it.mitigation.is_empty());
            own || links.contains_key(key)
        };
        let mut all: Vec<Told> = sheet.with(|sheet| {
            let is_open = |row: &Row| !row.status.is_settled() && !row.is_plan;
            let is_meant = |row: &&Row| match only_open {
                true => is_open(row),
                false => is_open(row) || is_linked(&row.key),
            };
            let rows = sheet.rows.iter().filter(is_meant);
            rows.map(|row| Told {
                row: row.clone(),
                is_late: !row.status.is_settled() && row.record.due.is_some_and(|due| due <= now),
                links: links.get(row.key.as_str()).cloned().unwrap_or_default(),
            })
            .collect()
        });
        all.sort_by_key(Told::order);
        Some(all)
    })
}

/// The page below the tabs.
#[component]
pub(super) fn Recommendations() -> impl IntoView {
    let portal = Portal::get();
    let sheet = service::sheet(portal);
    let editing = RwSignal::new(None::<Editing>);
    let all = told(portal, sheet, false);
    let rows = move || match all.get() {
        None => {
            view! { <p class="card-row data second" role="status">{t!("prevented.loading")}</p> }.into_any()
        }
        Some(all) => {
            let rows = all.into_iter().map(|it| one(portal, it, editing)).collect_view();
            view! { <ol class="notices">{rows}</ol> }.into_any()
        }
    };
    view! {
        <section class="card" aria-labelledby="prevented-title">
            <div class="card-head card-head-lined">
                <h2 class="section" id="prevented-title">{t!("prevented.title")}</h2>
                <span class="push"><ButtonLink label=t!("prevented.register") href=Route::Service(ServicePage::Status).to_string() kind=ButtonKind::Link/></span>
            </div>
            <p class="card-row data second">{t!("prevented.how")}</p>
            {rows}
        </section>
        <ActionDialog sheet editing/>
    }
    .into_any()
}

fn counts(links: &Links) -> Option<String> {
    let (prevented, shortened) = (links.count(Effect::Prevented), links.count(Effect::Shortened));
    match (prevented, shortened) {
        (0, 0) => None,
        (_, 0) => Some(t!("prevented.prevented", n = prevented)),
        (0, _) => Some(t!("prevented.shortened", n = shortened)),
        _ => Some(t!("prevented.both", prevented = prevented, shortened = shortened)),
    }
}

/// What a recommendation would have changed, or changes as it is in place.
fn effect(row: &Row, links: &Links) -> AnyView {
    let is_in_place = row.status.gives_points();
    match counts(links) {
        Some(_) if row.status == ActionStatus::RiskAccepted => {
            let text = t!("prevented.accepted", n = links.incidents.len());
            view! { <Pill label=text hue=Hue::Medium icon=Glyph::Flash small=true/> }.into_any()
        }
        Some(text) if !is_in_place => {
            view! { <Pill label=text hue=Hue::Medium icon=Glyph::Flash small=true/> }.into_any()
        }
        Some(_) => {
            let text = t!("prevented.in-place", n = links.incidents.len());
            view! { <Pill label=text hue=Hue::Good icon=Glyph::ShieldCheck small=true/> }.into_any()
        }
        None => view! { <span class="caption third">{t!("prevented.none")}</span> }.into_any(),
    }
}

fn one(portal: Portal, it: Told, editing: RwSignal<Option<Editing>>) -> AnyView {
    let Told { row, links, is_late } = it;
    let own = RECOMMENDATIONS.iter().find(|entry| entry.key == row.key);
    let facts = attack::facts();
    let of_control = || topic_of(&row.key, &row.title).map_or("", |topic| topic.mitigation);
    let id = own.map_or_else(of_control, |entry| entry.mitigation);
    let name = facts.get_untracked().and_then(|facts| facts.mitigation(id).map(str::to_owned));
    let mitigation = match id {
        "" => t!("prevented.no-mitigation"),
        id => t!("prevented.mitigation", id = id, name = name.unwrap_or_default()),
    };
    let source = own.is_none().then(|| {
        view! { <span class="caption third">{t!("prevented.of-score")}</span> }
    });
    let is_in_place = row.status.gives_points();
    let effect = effect(&row, &links);
    let change = (!row.derived && !row.is_plan).then(|| change_button(portal, &row, editing));
    let state = naming::readiness_state(row.status, row.required);
    let owner = if row.record.owner.is_empty() { t!("prevented.no-owner") } else { row.record.owner.clone() };
    let due = row.record.due.map(|due| {
        let day = t!("prevented.due", day = intl::day_short(intl::last_of(due)));
        if is_late {
            view! { <strong>{t!("service.action.overdue", day = day)}</strong> }.into_any()
        } else {
            view! { <span>{day}</span> }.into_any()
        }
    });
    let points = points(&row);
    let names = links
        .incidents
        .iter()
        .take(SHOWN_MAX)
        .filter_map(|linked| incident(portal, *linked, is_in_place))
        .collect_view();
    let more = links.incidents.len().saturating_sub(SHOWN_MAX);
    let more = (more > 0).then(|| {
        let filter = FilterParam::Good(portal.glance(|state| links.filter(state)));
        let queue = Queue { filter, noise: true, snoozed: true, ..Queue::default() };
        let href = Route::Incidents(queue).to_string();
        let label = t!("prevented.more", n = more, all = links.incidents.len());
        view! { <li><a class="link data" href=href>{label}</a></li> }
    });
    view! {
        <li class="notice">
            <div class="grow stack stack-4">
                <div class="row row-tight"><h3 class="card-title">{row.title}</h3>{effect}</div>
                <p class="data second">{mitigation} " " {source}</p>
                <ul class="advisor-incidents">{names}{more}</ul>
            </div>
            <dl class="advisor-facts data">
                <div><dt>{t!("service.column.state")}</dt><dd class="row row-tight row-keep"><span>{state}</span>{change}</dd></div>
                <div><dt>{t!("service.column.owner")}</dt><dd><bdi>{owner}</bdi>" "{due}</dd></div>
                <div><dt>{t!("prevented.score")}</dt><dd>{points}</dd></div>
            </dl>
        </li>
    }
    .into_any()
}

/// What applying it would add to the score.
fn points(row: &Row) -> String {
    match row.points.map(|points| points - row.earned.unwrap_or(0.0)) {
        _ if row.status == ActionStatus::Completed => t!("prevented.score.done"),
        Some(left) if left > 0.0 => t!("prevented.score.left", points = intl::number(left)),
        _ => t!("prevented.score.none"),
    }
}

/// An incident that speaks for a recommendation; of one that is in place it says what was tried all the same.
fn incident(portal: Portal, linked: Linked, is_in_place: bool) -> Option<AnyView> {
    let place: Place = linked.incident;
    let (id, title, severity, technique, open) = portal.glance(|state| {
        let known = state.catalogue.get(place)?;
        let incident = state.incident(known.id())?;
        let technique = state.catalogue.words().word(linked.technique).to_owned();
        let open = Some(incident.status()).filter(|status| *status != Status::Resolved);
        Some((IncidentId::new(known.id())?, known.title().to_owned(), incident.severity(), technique, open))
    })?;
    let route = Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() };
    let how = match linked.effect {
        _ if is_in_place => t!("prevented.how.tried", technique = technique),
        Effect::Prevented => t!("prevented.how.prevented", technique = technique),
        Effect::Shortened => t!("prevented.how.shortened", technique = technique),
    };
    let open = open.map(|status| naming::status(&status, portal.party()));
    Some(
        view! {
            <li class="row row-tight row-keep row-top">
                {severity_mark(&severity, true)}
                <span class="grow">
                    <a class="link" href=route.to_string()><bdi>{title}</bdi></a> " "
                    <span class="caption third">{how} " " {open}</span>
                </span>
            </li>
        }
        .into_any(),
    )
}

/// What the advisor would do next about posture: the first open recommendations with the reason.
#[component]
pub(super) fn Guidance() -> impl IntoView {
    let portal = Portal::get();
    let all = told(portal, service::sheet(portal), true);
    let rows = move || {
        let Some(all) = all.get() else {
            return view! { <p class="card-row data second" role="status">{t!("prevented.loading")}</p> }
                .into_any();
        };
        if all.is_empty() {
            return view! { <EmptyState title=t!("guidance.none") text=t!("guidance.none.help")/> }
                .into_any();
        }
        let rows = all.into_iter().take(GUIDED_MAX).map(|it| {
            let why = counts(&it.links).unwrap_or_else(|| it.row.reason.clone());
            let points = points(&it.row);
            view! {
                <li class="notice">
                    <div class="grow stack stack-2">
                        <p class="card-title">{it.row.title.clone()}</p>
                        <p class="data second">{why}</p>
                    </div>
                    <span class="caption third">{t!("guidance.score", points = points)}</span>
                </li>
            }
        });
        view! { <ol class="notices">{rows.collect_view()}</ol> }.into_any()
    };
    let title = move || match portal.party() {
        Party::Customer => t!("guidance.title"),
        Party::Experts => t!("guidance.title.experts"),
    };
    let shown = move || {
        let open = all.with(|all| all.as_ref().map_or(0, Vec::len));
        (open > 0).then(|| t!("guidance.shown", n = open.min(GUIDED_MAX), all = open))
    };
    view! {
        <section class="card" aria-labelledby="guidance-title">
            <div class="card-head">
                <h2 class="section" id="guidance-title">{title}</h2>
                <span class="caption">{shown}</span>
                <span class="push"><ButtonLink label=t!("guidance.all") href=Route::Advisor(AdvisorPage::Recommendations).to_string() kind=ButtonKind::Link/></span>
            </div>
            {rows}
        </section>
    }
    .into_any()
}
