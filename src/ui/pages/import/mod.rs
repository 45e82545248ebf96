//! Import: hand files over, see how far reading is, look at what they hold, take all of it or nothing, take it back.

mod effect;
mod live;
mod mapping;
mod preview;
mod result;

use crate::domain::command::Command;
use crate::domain::ids::ImportId;
use crate::domain::imports::ImportSummary;
use crate::domain::mapping::TableMapping;
use crate::domain::time::Timestamp;
use crate::platform::files::{self, Picked};
use crate::platform::intl;
use crate::t;
use crate::ui::help::HowToExport;
use crate::ui::import_job::{self, Pace, Read, Ready, Source, Taken};
use crate::ui::parts::{Button, ButtonKind, ButtonSize, FileDrop, PageHead, ProgressBar, TextArea, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// What the picker offers. Files are recognised by what they hold and not by name.
const ACCEPT: &str =
    ".json,.ndjson,.jsonl,.txt,.csv,.tsv,.gz,.zip,application/json,text/csv,application/zip,application/gzip";

/// An import under way or over.
#[derive(Clone)]
enum Stage {
    Waiting,
    Reading(Pace),
    Ready(Ready),
    Taking,
    Over(Box<result::Over>),
}

/// What the page works with.
#[derive(Clone, Copy)]
struct Desk {
    portal: Portal,
    stage: RwSignal<Stage, LocalStorage>,
    stop: RwSignal<bool>,
    /// What was handed over, to be read again when a mapping is changed.
    sources: StoredValue<Vec<Source>, LocalStorage>,
}

impl Desk {
    fn is_busy(self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::Reading(_) | Stage::Taking))
    }

    fn start(self, sources: Vec<Source>) {
        if untrack(|| self.is_busy()) || sources.is_empty() {
            return;
        }
        self.sources.set_value(sources);
        self.read(None);
    }

    /// Reads what was handed over; a table as `mapping` says, or as the last one of its kind was read.
    fn read(self, mapping: Option<TableMapping>) {
        let before = self.stage.with_untracked(|stage| match stage {
            Stage::Ready(ready) => Some(ready.clone()),
            _ => None,
        });
        self.stop.set(false);
        self.stage.set(Stage::Reading(Pace::default()));
        spawn_local(async move {
            if let Some(before) = before {
                before.discard().await;
            }
            let known = self.portal.glance(|state| {
                let known = state.imports.iter().rev().filter_map(|(import, ..)| import.mapping.clone());
                mapping.into_iter().chain(known).collect()
            });
            let Some(sources) = self.sources.try_get_value() else { return };
            // Who leaves the page stops what is being read, and has nothing to look at any more.
            let tell = move |pace| drop(self.stage.try_set(Stage::Reading(pace)));
            let stop = move || self.stop.try_get_untracked() != Some(false);
            let read = import_job::read(self.portal, &sources, known, tell, stop).await;
            let left = self.stage.try_set(match read {
                Read::Ready(ready) => Stage::Ready(ready),
                Read::Nothing(outcome) => Stage::Over(Box::new(result::Over::Nothing(outcome.into()))),
                Read::Cancelled => Stage::Over(Box::new(result::Over::Cancelled)),
                Read::Failed(why) => Stage::Over(Box::new(result::Over::Failed(why))),
            });
            if let Some(Stage::Ready(ready)) = left {
                ready.discard().await;
            }
        });
    }

    fn take(self, ready: Ready) {
        self.stage.set(Stage::Taking);
        spawn_local(async move {
            let outcome = ready.outcome.clone();
            // Asked of the same rules just before: afterwards nothing tells what it was that changed.
            let effect = effect::of(self.portal, outcome.summary.as_ref());
            let over = match ready.take().await {
                Taken::Kept => result::Over::Taken(outcome, effect),
                Taken::Known => result::Over::Known(outcome),
                Taken::Failed(why) => result::Over::Failed(why),
            };
            // Who left the page meanwhile hears of it where the incidents are; what failed is said there too.
            if let Some(Stage::Over(over)) = self.stage.try_set(Stage::Over(Box::new(over)))
                && let result::Over::Failed(why) = *over
            {
                self.portal.say(Tone::Error, why);
            }
        });
    }

    fn discard(self, ready: Ready) {
        self.stage.set(Stage::Waiting);
        spawn_local(ready.discard());
    }
}

/// The page.
#[component]
pub fn Import() -> impl IntoView {
    let portal = Portal::get();
    let desk = Desk {
        portal,
        stage: RwSignal::new_local(Stage::Waiting),
        stop: RwSignal::new(false),
        sources: StoredValue::new_local(Vec::new()),
    };
    on_cleanup(move || {
        let left = desk.stage.try_with_untracked(|stage| match stage {
            Stage::Ready(ready) => Some(ready.clone()),
            _ => None,
        });
        if let Some(ready) = left.flatten() {
            spawn_local(ready.discard());
        }
    });
    let is_busy = Signal::derive_local(move || desk.is_busy());
    let is_busy = Memo::new(move |_| is_busy.get());
    let start = move |sources: Vec<Source>| desk.start(sources);
    let take_files = move |files: Vec<Picked>| start(files.into_iter().map(Source::File).collect());
    let opened = window_event_listener_untyped(files::OPENED_WITH, move |_| take_files(files::opened_with()));
    on_cleanup(move || opened.remove());
    take_files(files::opened_with());
    let pasted = move |event: leptos::ev::Event| {
        let (files, text) = files::of_paste(&event);
        if !files.is_empty() {
            take_files(files);
        } else if !text.trim().is_empty() {
            start(vec![Source::pasted(&text)]);
        }
    };
    let outcome = move || {
        desk.stage.with(|stage| match stage {
            Stage::Waiting => ().into_any(),
            Stage::Reading(pace) => reading(pace.clone(), desk.stop),
            Stage::Ready(ready) => preview::preview(desk, ready.clone()),
            Stage::Taking => saving(),
            Stage::Over(over) => result::result(over),
        })
    };
    view! {
        <div class="page" on:paste=move |event| pasted(event.into())>
            <PageHead title=t!("import.title")/>
            <div class="with-side">
                <div class="stack calm">
                    <section class="card card-body stack stack-16" aria-label=t!("import.title")>
                        <p>{t!("import.intro")}</p>
                        <FileDrop
                            label=t!("import.choose")
                            accept=ACCEPT
                            primary=true
                            busy=is_busy
                            on_files=Callback::new(take_files)
                        >
                            <p class="second">{t!("import.drop")}</p>
                        </FileDrop>
                        <Paste on_text=Callback::new(move |text: String| start(vec![Source::pasted(&text)])) busy=is_busy/>
                        <div><HowToExport/></div>
                    </section>
                    <div aria-live="polite">{outcome}</div>
                </div>
                <div class="stack calm">
                    <Earlier/>
                    <live::LiveSource/>
                </div>
            </div>
        </div>
    }
}

/// Text can be pasted anywhere on the page, or here when one wants to see it first.
#[component]
fn Paste(on_text: Callback<String>, #[prop(into)] busy: Signal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let read = move |_| {
        let pasted = text.get_untracked();
        if !pasted.trim().is_empty() {
            text.set(String::new());
            on_text.run(pasted);
        }
    };
    view! {
        <details class="paste">
            <summary>{t!("import.paste")}</summary>
            // A paste into the field belongs to the field and not to the page.
            <div class="stack stack-8" on:paste=|event| event.stop_propagation()>
                <TextArea label=t!("import.paste.label") value=text on_input=Callback::new(move |typed| text.set(typed))/>
                <div><Button label=t!("import.paste.read") busy on_press=read/></div>
            </div>
        </details>
    }
}

fn reading(pace: Pace, stop: RwSignal<bool>) -> AnyView {
    let progress = pace.progress;
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more precision")]
    let share = progress.bytes_total.map(|total| progress.bytes as f64 / (total.max(1)) as f64);
    let records = t!("import.records", n = progress.records);
    let speed = intl::number((pace.bytes_per_second / 100_000.0).round() / 10.0);
    let speed = t!("import.speed", speed = speed);
    view! {
        <section class="card card-body stack stack-8">
            <h2 class="card-title">{t!("import.reading")}</h2>
            <ProgressBar label=t!("import.reading") share=Signal::derive(move || share)/>
            <div class="row row-spread">
                <span class="second">{records} " · " {speed}</span>
                <Button label=t!("common.cancel") on_press=move |_| stop.set(true)/>
            </div>
        </section>
    }
    .into_any()
}

fn saving() -> AnyView {
    view! {
        <section class="card card-body">
            <h2 class="card-title">{t!("import.saving")}</h2>
        </section>
    }
    .into_any()
}

/// What was imported before, newest first.
#[component]
fn Earlier() -> impl IntoView {
    let portal = Portal::get();
    let rows = move || {
        let imports = portal.read(|state| state.imports.clone());
        if imports.is_empty() {
            return view! { <p class="card-body second">{t!("import.earlier.none")}</p> }.into_any();
        }
        let rows = imports.into_iter().rev().map(|(import, at, by)| earlier(portal, &import, at, by));
        view! { <ul class="list">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="earlier-title">
            <div class="card-head"><h2 id="earlier-title">{t!("import.earlier")}</h2></div>
            {rows}
        </section>
    }
}

fn earlier(portal: Portal, import: &ImportSummary, at: Timestamp, by: String) -> AnyView {
    let line = t!("import.earlier.line", n = import.counts.records, when = intl::moment(at), who = by);
    let undone = portal.read(|state| state.is_undone(&import.id));
    let id = import.id.clone();
    let end = if undone {
        view! { <span class="caption third">{t!("import.undone")}</span> }.into_any()
    } else {
        view! {
            <Button
                label=t!("import.undo")
                kind=ButtonKind::Subtle
                size=ButtonSize::S28
                on_press=move |_| take_back(portal, id.clone())
            />
        }
        .into_any()
    };
    view! {
        <li class="list-row">
            <span class="stack stack-2 grow">
                <bdi class="cut">{intl::both(&import.sources)}</bdi>
                <span class="caption third">{line}</span>
            </span>
            {end}
        </li>
    }
    .keyed(import.id.as_str())
}

/// Takes an import back and says so.
fn take_back(portal: Portal, import: ImportId) {
    portal.act(Command::UndoImport { import }, move |outcome| {
        if outcome.is_ok() {
            portal.say(Tone::Good, t!("import.undone.said"));
        }
    });
}
