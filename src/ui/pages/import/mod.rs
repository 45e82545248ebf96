//! Import: hand files over, see how far reading is, stop it, and see what came of it.

mod result;

use crate::domain::time::Timestamp;
use crate::formats::import::Progress;
use crate::platform::files::{self, Picked};
use crate::platform::intl;
use crate::t;
use crate::ui::import_job::{self, Ended, Source};
use crate::ui::parts::{Button, FileDrop, PageHead, ProgressBar, TextArea};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// What the picker offers. Files are recognised by what they hold and not by name.
const ACCEPT: &str = ".json,.ndjson,.jsonl,.txt,application/json";

/// An import under way or over.
#[derive(Clone, Debug)]
enum Stage {
    Waiting,
    Reading(Progress),
    Over(Ended),
}

/// The page.
#[component]
pub fn Import() -> impl IntoView {
    let portal = Portal::get();
    let stage = RwSignal::new_local(Stage::Waiting);
    let stop = RwSignal::new(false);
    let is_busy = Signal::derive_local(move || stage.with(|stage| matches!(stage, Stage::Reading(_))));
    let is_busy = Memo::new(move |_| is_busy.get());
    let start = move |sources: Vec<Source>| {
        if is_busy.get_untracked() || sources.is_empty() {
            return;
        }
        stop.set(false);
        stage.set(Stage::Reading(Progress::default()));
        spawn_local(async move {
            let tell = move |progress| stage.set(Stage::Reading(progress));
            let ended = import_job::run(portal, sources, tell, move || stop.get_untracked()).await;
            stage.set(Stage::Over(ended));
        });
    };
    let take_files = move |files: Vec<Picked>| start(files.into_iter().map(Source::File).collect());
    let pasted = move |event: leptos::ev::Event| {
        let (files, text) = files::of_paste(&event);
        if !files.is_empty() {
            take_files(files);
        } else if !text.trim().is_empty() {
            start(vec![Source::Text(text)]);
        }
    };
    let outcome = move || {
        stage.with(|stage| match stage {
            Stage::Waiting => ().into_any(),
            Stage::Reading(progress) => reading(progress.clone(), stop),
            Stage::Over(ended) => result::result(ended),
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
                        <Paste on_text=Callback::new(move |text| start(vec![Source::Text(text)])) busy=is_busy/>
                    </section>
                    <div aria-live="polite">{outcome}</div>
                </div>
                <Earlier/>
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

fn reading(progress: Progress, stop: RwSignal<bool>) -> AnyView {
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more precision")]
    let share = progress.bytes_total.map(|total| progress.bytes as f64 / (total.max(1)) as f64);
    let records = t!("import.records", n = progress.records);
    view! {
        <section class="card card-body stack stack-8">
            <h2 class="card-title">{t!("import.reading")}</h2>
            <ProgressBar label=t!("import.reading") share=Signal::derive(move || share)/>
            <div class="row row-spread">
                <span class="second">{records}</span>
                <Button label=t!("common.cancel") on_press=move |_| stop.set(true)/>
            </div>
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
        let rows = imports
            .into_iter()
            .rev()
            .map(|(import, at, by)| earlier(import.sources, import.counts.records, at, by));
        view! { <ul class="list">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="earlier-title">
            <div class="card-head"><h2 id="earlier-title">{t!("import.earlier")}</h2></div>
            {rows}
        </section>
    }
}

fn earlier(sources: Vec<String>, records: u32, at: Timestamp, by: String) -> AnyView {
    let line = t!("import.earlier.line", n = records, when = intl::moment(at), who = by);
    view! {
        <li class="list-row">
            <span class="stack stack-2 grow">
                <bdi class="cut">{intl::both(&sources)}</bdi>
                <span class="caption third">{line}</span>
            </span>
        </li>
    }
    .into_any()
}
