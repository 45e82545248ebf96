//! The notifications of the hunters, the newest first (service.md 1.14).

use crate::analytics::dimension::Dim;
use crate::analytics::filter::Filter;
use crate::domain::ids::IncidentId;
use crate::domain::people::Party;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::route::{FilterParam, IncidentTab, Queue, Route};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Heading, ReadingTable, severity_mark};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// So many are listed; the queue has all.
const ROWS_MAX: usize = 8;

/// A notification.
#[derive(Clone, PartialEq)]
struct Line {
    id: IncidentId,
    title: String,
    severity: crate::domain::vocabulary::Severity,
    status: crate::domain::vocabulary::Status,
    created: Timestamp,
}

/// The card; nothing while there is none.
#[component]
pub(super) fn Notified() -> impl IntoView {
    let portal = Portal::get();
    let all = Memo::new(move |_| lines(portal));
    move || {
        let all = all.get();
        (!all.is_empty()).then(|| {
            let count = all.len();
            let rows = all.into_iter().take(ROWS_MAX).map(|line| row(line, portal.party())).collect_view();
            let filter = FilterParam::Good(Filter::default().with(Dim::Notification, "yes"));
            let href = Route::Incidents(Queue { filter, noise: true, snoozed: true, ..Queue::default() });
            view! {
                <section class="card" aria-labelledby="notified-title">
                    <div class="card-head">
                        <h2 class="section" id="notified-title">{t!("hunting.notifications")}</h2>
                        <a class="link push data" href=href.to_string()>{t!("hunting.notifications.all", n = count)}</a>
                    </div>
                    <ReadingTable
                        label=t!("hunting.notifications")
                        heads=vec![
                            Heading::new(t!("hunting.name")),
                            Heading::new(t!("incident.severity")),
                            Heading::new(t!("incident.status")),
                            Heading::new(t!("hunting.notified-on")),
                        ]
                        rows=rows.into_any()
                    />
                </section>
            }
        })
    }
}

fn lines(portal: Portal) -> Vec<Line> {
    let now = portal.now();
    let rows = portal.board(|board| board.notified_rows(now));
    let mut lines: Vec<Line> = portal.read(|state| {
        let known = rows.into_iter().filter_map(|row| {
            let incident = state.incident(state.catalogue.get(row)?.id())?;
            Some(Line {
                id: IncidentId::new(incident.id())?,
                title: incident.known.title().to_owned(),
                severity: incident.severity(),
                status: incident.status(),
                created: incident.known.created(),
            })
        });
        known.collect()
    });
    lines.sort_by_key(|line| std::cmp::Reverse(line.created));
    lines
}

fn row(line: Line, reader: Party) -> AnyView {
    let route = Route::Incident { id: line.id, tab: IncidentTab::default(), queue: Queue::default() };
    view! {
        <tr>
            <td><a class="link" href=route.to_string()><bdi>{line.title}</bdi></a></td>
            <td>{severity_mark(&line.severity, false)}</td>
            <td>{naming::status(&line.status, reader)}</td>
            <td>{intl::day(line.created)}</td>
        </tr>
    }
    .into_any()
}
