//! Making a backup: as a file for the downloads, or into a folder that the browser may write to.

use super::{Section, bytes};
use crate::platform::backups::{self, MakeProblem, Packing};
use crate::platform::seal::{self, SealProblem};
use crate::platform::{clock, files, folder, intl, storage};
use crate::t;
use crate::ui::parts::{Banner, Button, Checkbox, Field, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The section.
#[component]
pub(super) fn BackupSection() -> impl IntoView {
    let portal = Portal::get();
    let (compress, passphrase) = (RwSignal::new(true), RwSignal::new(String::new()));
    let (busy, said) = (RwSignal::new(false), RwSignal::new(None::<(Tone, String)>));
    let last = RwSignal::new(None);
    let look = move || {
        let place = portal.upkeep().place;
        spawn_local(async move {
            let all = storage::workspaces().await.unwrap_or_default();
            last.set(
                all.into_iter().find(|known| known.place() == &*place).and_then(|known| known.backed_up),
            );
        });
    };
    look();
    let make = move |to_folder: bool| {
        busy.set(true);
        spawn_local(async move {
            let packing =
                Packing { compress: compress.get_untracked(), passphrase: passphrase.get_untracked() };
            let outcome = make(portal, &packing, to_folder).await;
            said.set(Some(match outcome {
                Ok(words) => (Tone::Good, words),
                Err(words) => (Tone::Error, words),
            }));
            busy.set(false);
            look();
        });
    };
    let can_seal = seal::can_seal();
    let in_folder = folder::is_offered().then(|| {
        view! { <Button label=t!("storage.backup.folder") busy on_press=move |_| make(true)/> }
    });
    view! {
        <Section title=t!("storage.backup")>
            <p class="second">{move || match last.get() {
                Some((at, _)) => t!("storage.backup.last", when = intl::moment(at)),
                None => t!("storage.backup.none"),
            }}</p>
            <Checkbox
                label=t!("storage.backup.compress")
                checked=compress
                on_change=Callback::new(move |on| compress.set(on))
            />
            {if can_seal {
                view! {
                    <Field
                        label=t!("storage.backup.passphrase")
                        value=passphrase
                        on_input=Callback::new(move |text| passphrase.set(text))
                        help=t!("storage.backup.passphrase.help")
                        kind="password"
                        autocomplete="new-password"
                        optional=true
                    />
                }.into_any()
            } else {
                view! { <p class="second">{t!("storage.backup.no-crypto")}</p> }.into_any()
            }}
            <div class="row">
                <Button label=t!("storage.backup.make") busy on_press=move |_| make(false)/>
                {in_folder}
            </div>
            <div aria-live="polite">
                {move || said.get().map(|(tone, words)| view! { <Banner tone>{words}</Banner> })}
            </div>
        </Section>
    }
}

/// Makes a backup and hands it out; answers what to say.
async fn make(portal: Portal, packing: &Packing, to_folder: bool) -> Result<String, String> {
    let file = backups::make(&portal.desk(), packing).await.map_err(|problem| match problem {
        MakeProblem::Load(failure) => crate::ui::failures::load_failure(&failure),
        MakeProblem::Seal(problem) => seal_words(&problem),
    })?;
    let size = bytes(file.manifest.bytes());
    if to_folder {
        let kept = folder::keep(&portal.upkeep().place, &file.name, &file.blob).await;
        kept.map_err(|why| t!("storage.backup.folder.failed", why = why))?;
    } else {
        files::download_blob(&file.name, &file.blob);
    }
    let done = (clock::now(), file.manifest.entries);
    let _ = storage::change_known(&portal.upkeep().place, move |known| known.backed_up = Some(done)).await;
    portal.storage.update(|count| *count += 1);
    Ok(t!("storage.backup.made", name = file.name, n = file.manifest.documents.len(), size = size))
}

/// A file that cannot be packed or unpacked, in words.
pub(super) fn seal_words(problem: &SealProblem) -> String {
    match problem {
        SealProblem::NoCryptography => t!("storage.backup.no-crypto"),
        SealProblem::NeedsPassphrase => t!("storage.restore.needs-passphrase"),
        SealProblem::WrongPassphrase => t!("storage.restore.wrong-passphrase"),
        SealProblem::Damaged => t!("storage.restore.damaged"),
    }
}
