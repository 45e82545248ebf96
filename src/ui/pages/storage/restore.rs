//! Restoring a backup: the file is read through and shown before anything is kept, then becomes a workspace of its own.

use super::backup::seal_words;
use super::{Section, bytes};
use crate::formats::backup::BackupProblem;
use crate::platform::backups::{self, Checked};
use crate::platform::files::Picked;
use crate::platform::intl;
use crate::platform::seal::SealProblem;
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, Field, FileDrop, Tone};
use crate::ui::portal::Portal;
use crate::ui::start::switch_to;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The section.
#[component]
pub(super) fn Restore() -> impl IntoView {
    let file = RwSignal::new_local(None::<Picked>);
    let (passphrase, needs_passphrase) = (RwSignal::new(String::new()), RwSignal::new(false));
    let checked = RwSignal::new_local(None::<Checked>);
    let (busy, problem) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let read = move || {
        let Some(picked) = file.get_untracked() else { return };
        busy.set(true);
        problem.set(None);
        checked.set(None);
        spawn_local(async move {
            match backups::check(picked.blob(), &passphrase.get_untracked()).await {
                Ok(found) => checked.set(Some(found)),
                Err(SealProblem::NeedsPassphrase) => needs_passphrase.set(true),
                Err(why) => problem.set(Some(seal_words(&why))),
            }
            busy.set(false);
        });
    };
    let take = move |picked: Vec<Picked>| {
        needs_passphrase.set(false);
        passphrase.set(String::new());
        file.set(picked.into_iter().next());
        read();
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        read();
    };
    view! {
        <Section title=t!("storage.restore")>
            <p class="second">{t!("storage.restore.help")}</p>
            <FileDrop
                label=t!("storage.restore.choose")
                multiple=false
                busy
                on_files=Callback::new(take)
            />
            {move || needs_passphrase.get().then(|| view! {
                <form class="settings-line" on:submit=submit novalidate=true>
                    <Field
                        label=t!("storage.restore.passphrase")
                        value=passphrase
                        on_input=Callback::new(move |text| passphrase.set(text))
                        kind="password"
                    />
                    <Button label=t!("storage.restore.open") busy submit=true/>
                </form>
            })}
            <div aria-live="polite" data-preview>
                {move || problem.get().map(|words| view! { <Banner tone=Tone::Error>{words}</Banner> })}
                {move || checked.get().map(preview)}
            </div>
        </Section>
    }
}

/// A count of the manifest, where it has one.
fn counted(name: String, count: Option<u64>) -> Option<impl IntoView> {
    count.map(|count| view! { <dt>{name}</dt><dd>{t!("settings.count", n = count)}</dd> })
}

/// What is in the file and what is wrong with it.
fn preview(checked: Checked) -> AnyView {
    let portal = Portal::get();
    let is_whole = checked.problems.is_empty();
    let problems =
        checked.problems.iter().map(|problem| view! { <li>{problem_words(problem)}</li> }).collect_view();
    let facts = checked.manifest.as_ref().map(|manifest| {
        let documents = manifest.documents.len();
        view! {
            <dl class="facts facts-start">
                <dt>{t!("settings.workspace.name")}</dt><dd><bdi>{manifest.name.clone()}</bdi></dd>
                <dt>{t!("storage.restore.made")}</dt><dd>{intl::moment(manifest.made)}</dd>
                <dt>{t!("settings.storage.changes")}</dt><dd>{t!("settings.count", n = manifest.entries)}</dd>
                {counted(t!("settings.storage.imports"), manifest.imports)}
                {counted(t!("settings.storage.incidents"), manifest.incidents)}
                <dt>{t!("storage.restore.documents")}</dt>
                <dd>{t!("storage.restore.documents.of", n = documents, size = bytes(manifest.bytes()))}</dd>
            </dl>
        }
    });
    let busy = RwSignal::new(false);
    let name = checked.manifest.as_ref().map(|manifest| manifest.name.clone()).unwrap_or_default();
    let restore = is_whole.then(|| {
        let press = move |_| {
            let (checked, name) = (checked.clone(), name.clone());
            busy.set(true);
            spawn_local(async move {
                match backups::restore_new(&checked, &name).await {
                    Ok(place) => switch_to(&place),
                    Err(error) => {
                        portal.say(Tone::Error, crate::ui::failures::save_failure(&error.into()));
                        busy.set(false);
                    }
                }
            });
        };
        view! {
            <Banner tone=Tone::Good>{t!("storage.restore.whole")}</Banner>
            <div class="row">
                <Button label=t!("storage.restore.do") kind=ButtonKind::Primary busy on_press=press/>
            </div>
        }
    });
    view! {
        {facts}
        {(!is_whole).then(|| view! {
            <Banner tone=Tone::Error>{t!("storage.restore.not-whole")}</Banner>
            <ul>{problems}</ul>
        })}
        {restore}
    }
    .into_any()
}

fn problem_words(problem: &BackupProblem) -> String {
    match problem {
        BackupProblem::NotOurs => t!("storage.restore.not-ours"),
        BackupProblem::Newer(_) => t!("storage.restore.newer"),
        BackupProblem::CutOff(missing) => t!("storage.restore.cut-off", n = *missing),
        BackupProblem::Document(problem) => t!("failure.damaged", problem = problem.to_string()),
    }
}
