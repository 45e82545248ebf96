//! What leaves the queue: the incidents that the filter lets through, as a table, in the shapes of other products, or as a
//! snapshot that is shown before it leaves.

use super::shown;
use super::view::QueueView;
use crate::analytics::linked::Linked;
use crate::domain::ids::IncidentId;
use crate::domain::record::IncidentRecord;
use crate::formats::export::navigator::Coverage;
use crate::formats::export::{graph, graph::GraphList, ocsf};
use crate::platform::{clock, files};
use crate::report::export::{csv, json_table};
use crate::report::incidents::incidents;
use crate::report::snapshot::{Detail, snapshot};
use crate::route::Route;
use crate::t;
use crate::ui::leaving::Files;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Dialog, Glyph, Popover, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

const JSON: &str = "application/json";
/// So much of a snapshot is shown; the size says how much there is.
const SHOWN_CHARS: usize = 60_000;

/// The ids of the incidents that the filter of the address lets through, in its order.
fn ids(portal: Portal) -> Vec<IncidentId> {
    let Route::Incidents(link) = portal.route.get_untracked() else { return Vec::new() };
    let filter = link.asked();
    let reader = portal.reader.get_untracked();
    untrack(|| {
        portal.board(|board| {
            let linked = Linked::new(&board.columns, &filter, &reader);
            let rows = linked.page(&board.columns, link.sort, 0, linked.total());
            portal.glance(|state| {
                let known = rows.iter().filter_map(|row| state.catalogue.get(*row));
                known.filter_map(|known| IncidentId::new(known.id())).collect()
            })
        })
    })
}

fn save(what: &str, end: &str, media: &str, text: &str) {
    let day = clock::now().to_string();
    let day = day.split('T').next().unwrap_or_default();
    files::download(&format!("watchfloor-{what}-{day}.{end}"), media, text);
}

/// The table, as CSV or JSON.
fn table(portal: Portal, end: &'static str) {
    let ids = ids(portal);
    let names = ids.iter().map(IncidentId::as_str);
    let table = portal.glance(|state| incidents(state, names));
    if end == "csv" {
        save("incidents", end, "text/csv;charset=utf-8", &csv(&table));
    } else {
        save("incidents-table", end, JSON, &json_table(&table));
    }
}

fn layer(portal: Portal) {
    let ids = ids(portal);
    let mut coverage = Coverage::default();
    portal.glance(|state| {
        for incident in ids.iter().filter_map(|id| state.incident(id.as_str())) {
            coverage.add(incident.known.title(), incident.known.techniques());
        }
    });
    let layer =
        coverage.layer(&t!("queue.export.layer.name"), &t!("queue.export.layer.about"), |count, title| {
            t!("queue.export.layer.comment", n = count, title = title)
        });
    save("layer", "json", JSON, &layer);
}

/// Whole records, read batch by batch, as they are now.
fn records(portal: Portal, done: impl FnOnce(&[IncidentRecord]) + 'static) {
    let mut ids = ids(portal);
    portal.glance(|state| {
        ids.sort_by_key(|id| {
            let place = state.catalogue.find(id.as_str()).map(|known| known.place());
            place.map(|place| (place.batch, place.index))
        });
    });
    spawn_local(async move {
        let mut records = Vec::with_capacity(ids.len());
        for id in &ids {
            match portal.desk().record(id).await {
                Ok(Some(record)) => portal.glance(|state| {
                    if let Some(incident) = state.incident(id.as_str()) {
                        records.push(graph::with_work(&record, incident));
                    }
                }),
                Ok(None) => {}
                Err(failure) => {
                    let why = crate::ui::failures::save_failure(&failure.into());
                    portal.say(Tone::Error, why);
                    return;
                }
            }
        }
        done(&records);
    });
}

fn graph_list(records: &[IncidentRecord]) {
    let mut list = GraphList::new();
    let mut text = list.head();
    for record in records {
        text.push_str(&list.next(record));
    }
    text.push_str(list.foot());
    save("incidents-graph", "json", JSON, &text);
}

fn ocsf_lines(records: &[IncidentRecord]) {
    let lines: Vec<String> =
        records.iter().map(|record| ocsf::incident_finding(record).to_string()).collect();
    save("incidents-ocsf", "ndjson", "application/x-ndjson", &(lines.join("\n") + "\n"));
}

/// The button and what it opens.
#[component]
pub(super) fn Export(view: QueueView) -> impl IntoView {
    let portal = view.portal;
    let shown = RwSignal::new(None::<(Detail, String)>);
    let trigger = || {
        view! {
            <Button
                label=t!("queue.export")
                kind=ButtonKind::Subtle
                icon=Glyph::Download
                controls="queue-export"
            />
        }
    };
    let snap = move |detail: Detail| {
        let ids = ids(portal);
        let names = ids.iter().map(IncidentId::as_str);
        shown.set(Some((detail, portal.glance(|state| snapshot(state, names, detail, clock::now())))));
    };
    let entry = |label: String, press: Callback<leptos::ev::MouseEvent>| {
        view! { <Button label kind=ButtonKind::Subtle size=ButtonSize::S28 on_press=press/> }
    };
    view! {
        <Popover id="queue-export" title=t!("queue.export.title") trigger>
            <h3 class="caption third">{t!("queue.export.shown")}</h3>
            <Files portal table=Callback::new(move |()| shown::table(view))/>
            <h3 class="caption third">{t!("queue.export.whole")}</h3>
            <div class="stack stack-4">
                {entry(t!("queue.export.whole-csv"), Callback::new(move |_| table(portal, "csv")))}
                {entry(t!("queue.export.whole-json"), Callback::new(move |_| table(portal, "json")))}
                {entry(t!("queue.export.graph"), Callback::new(move |_| records(portal, graph_list)))}
                {entry(t!("queue.export.ocsf"), Callback::new(move |_| records(portal, ocsf_lines)))}
                {entry(t!("queue.export.layer"), Callback::new(move |_| layer(portal)))}
                {entry(t!("queue.export.figures"), Callback::new(move |_| snap(Detail::Figures)))}
                {entry(t!("queue.export.rows"), Callback::new(move |_| snap(Detail::Rows)))}
            </div>
        </Popover>
        <Snapshot shown/>
    }
}

/// Exactly what leaves, before it leaves.
#[component]
fn Snapshot(shown: RwSignal<Option<(Detail, String)>>) -> impl IntoView {
    let text = Memo::new(move |_| {
        let text = shown.get().map(|(_, text)| text).unwrap_or_default();
        crate::domain::text::clip(&text, SHOWN_CHARS).into_owned()
    });
    let size = move || {
        let bytes = shown.with(|shown| shown.as_ref().map_or(0, |(_, text)| text.len()));
        t!("queue.export.snapshot.size", n = bytes.div_ceil(1_000) as u64)
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| shown.set(None)/>
            <Button
                label=t!("queue.export.snapshot.save")
                kind=ButtonKind::Primary
                on_press=move |_| {
                    if let Some((_, text)) = shown.get_untracked() {
                        files::download(crate::report::snapshot::FILE_NAME, JSON, &text);
                    }
                    shown.set(None);
                }
            />
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || shown.with(Option::is_some))
            on_close=Callback::new(move |()| shown.set(None))
            title=t!("queue.export.snapshot")
            text=t!("queue.export.snapshot.text")
            buttons
        >
            <p class="caption second">{size}</p>
            <pre class="snapshot-text" tabindex="0">{move || text.get()}</pre>
        </Dialog>
    }
}
