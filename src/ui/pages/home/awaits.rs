//! What awaits whoever looks, beside incidents: by role, in its own words, each with the place where it is done.

use crate::analytics::awaits::{Awaits, awaits};
use crate::analytics::dimension::{Dim, stage_word};
use crate::analytics::filter::Filter;
use crate::domain::people::{Actor, Role};
use crate::domain::work::Stage;
use crate::route::{
    AdvisorPage, Ask, FilterParam, IncidentTab, List, Queue, Report, ReportPage, Route, ServicePage,
};
use crate::t;
use crate::ui::parts::{Glyph, Icon};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// What awaits whoever looks.
pub(super) fn of(portal: Portal) -> Vec<Awaits> {
    let (now, actor) = (portal.now(), portal.actor());
    // Nobody but the experts takes incidents.
    let new = match actor.role {
        Role::Expert => portal.board(|board| board.untaken_rows()),
        _ => Vec::new(),
    };
    portal.read(|state| awaits(state, &actor, &new, now))
}

/// The card.
#[component]
pub(super) fn AwaitsCard() -> impl IntoView {
    let portal = Portal::get();
    let all = Memo::new(move |_| of(portal));
    let rows = move || {
        let all = all.get();
        if all.is_empty() {
            let none = text(&format!("home.awaits.none.{}", portal.role.get().as_str()), &[]);
            return view! { <p class="card-body second data">{none}</p> }.into_any();
        }
        let me = portal.actor();
        let rows = all.into_iter().filter_map(|it| row(&it, &me)).collect_view();
        view! { <ul class="list">{rows}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="awaits-title">
            <div class="card-head">
                <h2 class="section" id="awaits-title">{move || text(&format!("home.awaits.{}", portal.role.get().as_str()), &[])}</h2>
            </div>
            {rows}
        </section>
    }
    .into_any()
}

fn row(it: &Awaits, me: &Actor) -> Option<AnyView> {
    let key = format!("{it:?} {}", me.role.as_str());
    let (glyph, words, label, route) = told(it, me.role, &me.person)?;
    let line = view! {
        <li class="list-row list-row-two">
            <Icon glyph class="icon-quiet"/>
            <span class="grow"><bdi>{words}</bdi></span>
            <a class="link" href=route.to_string()>{label}</a>
        </li>
    };
    Some(line.keyed(key))
}

fn queue(filter: Filter) -> Route {
    Route::Incidents(Queue { filter: FilterParam::Good(filter), ..Queue::default() })
}

/// What is said of it, and where it is done with the words of the link.
fn told(it: &Awaits, role: Role, me: &str) -> Option<(Glyph, String, String, Route)> {
    let status = || Route::Service(ServicePage::Status);
    Some(match it {
        Awaits::Proposal(who) => {
            let route = Route::Service(ServicePage::Permissions);
            (Glyph::ShieldCheck, t!("home.proposal", who = who.as_str()), t!("home.proposal.open"), route)
        }
        Awaits::Needed(n) if role == Role::Advisor => {
            (Glyph::Warning, t!("home.needed.advisor", n = *n), t!("home.needed.open"), status())
        }
        Awaits::Needed(n) => (Glyph::Warning, t!("home.needed", n = *n), t!("home.needed.open"), status()),
        Awaits::Late(n) => {
            let route = Route::Advisor(AdvisorPage::Recommendations);
            (Glyph::Clock, t!("home.late", n = *n), t!("home.late.open"), route)
        }
        Awaits::NoPhone => {
            let route = Route::Service(ServicePage::Contacts);
            (Glyph::Phone, t!("notices.no-phone"), t!("home.no-phone.open"), route)
        }
        Awaits::Letters(n) => {
            (Glyph::Mail, t!("home.letters", n = *n), t!("home.letters.open"), Route::Ask(Ask::default()))
        }
        Awaits::Questions(n) => {
            let text = t!("home.questions-wait", n = *n);
            (Glyph::Ask, text, t!("home.questions-wait.open"), Route::Ask(Ask::default()))
        }
        Awaits::Hunts(n) => (Glyph::Search, t!("home.hunts", n = *n), t!("home.hunts.open"), Route::Hunting),
        Awaits::Feedback(n) => {
            let route = Route::Advisor(AdvisorPage::Feedback);
            (Glyph::Chat, t!("home.feedback", n = *n), t!("home.feedback.open"), route)
        }
        Awaits::CheckIns(n) => {
            let text = t!("home.check-ins-over", n = *n);
            (Glyph::Calendar, text, t!("home.check-ins-over.open"), Route::CheckIns)
        }
        Awaits::Reviews(n) => {
            let route = Route::Reports(Report { page: ReportPage::Review, ..Report::default() });
            (Glyph::Edit, t!("home.reviews", n = *n), t!("home.reviews.open"), route)
        }
        Awaits::Readiness => {
            let route = Route::Service(ServicePage::Reviews);
            (Glyph::Clock, t!("service.reviews.due"), t!("service.reviews.open"), route)
        }
        Awaits::Approvals(_)
        | Awaits::Named(..)
        | Awaits::Mine(_)
        | Awaits::NotTaken(_)
        | Awaits::Allowed(_)
        | Awaits::Release(..)
        | Awaits::Planned(..)
        | Awaits::Undone(_) => return of_incidents(it, me),
        Awaits::Lessons(n) => {
            let route = Route::Advisor(AdvisorPage::Overview);
            (Glyph::Clock, t!("home.lessons", n = *n), t!("home.lessons.open"), route)
        }
    })
}

/// The same of what awaits somebody in incidents; nothing of what is beside them.
fn of_incidents(it: &Awaits, me: &str) -> Option<(Glyph, String, String, Route)> {
    Some(match it {
        Awaits::Approvals(n) => {
            let route = Route::Incidents(Queue { list: List::YourTurn, ..Queue::default() });
            (Glyph::CheckCircle, t!("home.approvals", n = *n), t!("home.approvals.open"), route)
        }
        Awaits::Named(n, incident) => {
            let (id, tab) = (incident.clone(), IncidentTab::History);
            let route = Route::Incident { id, tab, queue: Queue::default() };
            (Glyph::Comment, t!("home.named", n = *n), t!("home.named.open"), route)
        }
        Awaits::Mine(n) => {
            let filter = Filter::default().with(Dim::Person, me);
            (Glyph::Person, t!("home.mine", n = *n), t!("home.mine.open"), queue(filter))
        }
        Awaits::NotTaken(n) => {
            let filter = super::turns::with_clock(&[Stage::New]);
            let list = Queue { list: List::Open, filter, noise: true, ..Queue::default() };
            (Glyph::Flash, t!("home.not-taken", n = *n), t!("home.not-taken.open"), Route::Incidents(list))
        }
        Awaits::Allowed(n) => {
            let worked = Filter::default().with(Dim::Stage, stage_word(Stage::BeingWorked));
            let route = queue(worked.with(Dim::Stage, stage_word(Stage::YourTurn)));
            (Glyph::CheckCircle, t!("home.allowed", n = *n), t!("home.allowed.open"), route)
        }
        Awaits::Release(n, incident) => {
            let (id, tab) = (incident.clone(), IncidentTab::Response);
            let route = Route::Incident { id, tab, queue: Queue::default() };
            (Glyph::Bell, t!("home.release", n = *n), t!("home.release.open"), route)
        }
        Awaits::Planned(n, incident) => {
            let (id, tab) = (incident.clone(), IncidentTab::Response);
            let route = Route::Incident { id, tab, queue: Queue::default() };
            (Glyph::Undo, t!("home.planned", n = *n), t!("home.planned.open"), route)
        }
        Awaits::Undone(n) => {
            let route = queue(Filter::default().with(Dim::Stage, stage_word(Stage::YourTurn)));
            (Glyph::Play, t!("home.undone", n = *n), t!("home.allowed.open"), route)
        }
        _ => return None,
    })
}
