//! The audit: whether the journal hangs together, and its entries as a file.

use super::Section;
use crate::domain::time::Timestamp;
use crate::platform::files;
use crate::platform::yielding::Slices;
use crate::store::audit::{AuditFilter, Checked, check, export};
use crate::t;
use crate::ui::parts::{Banner, Button, Field, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The section.
#[component]
pub(super) fn Audit() -> impl IntoView {
    let portal = Portal::get();
    let (busy, said) = (RwSignal::new(false), RwSignal::new(None::<(Tone, String)>));
    let run_check = move |_| {
        busy.set(true);
        spawn_local(async move {
            let desk = portal.desk();
            let slices = Slices::default();
            let outcome = check(desk.backend(), &async || slices.pause().await, |_, _| ()).await;
            said.set(Some(match outcome {
                Ok(checked) => checked_words(&checked),
                Err(failure) => (Tone::Error, crate::ui::failures::load_failure(&failure)),
            }));
            busy.set(false);
        });
    };
    view! {
        <Section title=t!("storage.audit")>
            <p class="second">{t!("storage.audit.help")}</p>
            <div class="row"><Button label=t!("storage.audit.check") busy on_press=run_check/></div>
            <div aria-live="polite" data-audit>
                {move || said.get().map(|(tone, words)| view! { <Banner tone>{words}</Banner> })}
            </div>
            <Export/>
        </Section>
    }
}

fn checked_words(checked: &Checked) -> (Tone, String) {
    match (&checked.broken, checked.problems.first()) {
        (Some((seq, problem)), _) => {
            let words =
                t!("storage.audit.broken", seq = *seq, n = checked.entries, problem = problem.to_string());
            (Tone::Error, words)
        }
        (None, Some(problem)) => (
            Tone::Error,
            t!("storage.audit.damaged", n = checked.problems.len(), problem = problem.to_string()),
        ),
        (None, None) => {
            (Tone::Good, t!("storage.audit.whole", n = checked.entries, documents = checked.documents))
        }
    }
}

/// The day as the field for dates gives it, in UTC; `None` for none.
fn day(text: &str) -> Option<Timestamp> {
    Timestamp::parse(&format!("{text}T00:00:00Z"))
}

/// A day in milliseconds.
const DAY_MS: i64 = 86_400_000;

#[component]
fn Export() -> impl IntoView {
    let portal = Portal::get();
    let (from, until) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (person, kind) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let write = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        let filter = AuditFilter {
            from: day(&from.get_untracked()),
            until: day(&until.get_untracked()).map(|day| day.plus_millis(DAY_MS)),
            person: person.get_untracked().trim().to_owned(),
            kind: kind.get_untracked().trim().to_owned(),
        };
        spawn_local(async move {
            let desk = portal.desk();
            let slices = Slices::default();
            match export(desk.backend(), &filter, &async || slices.pause().await).await {
                Ok((_, 0)) => portal.say(Tone::Info, t!("storage.audit.export.none")),
                Ok((lines, count)) => {
                    files::download("watchfloor-audit.ndjson", "application/x-ndjson", &lines);
                    portal.say(Tone::Good, t!("storage.audit.export.done", n = count));
                }
                Err(failure) => portal.say(Tone::Error, crate::ui::failures::load_failure(&failure)),
            }
            busy.set(false);
        });
    };
    let field = |label: String, value: RwSignal<String>, kind: &'static str| {
        view! { <Field label value on_input=Callback::new(move |text| value.set(text)) kind optional=true/> }
    };
    view! {
        <form class="stack stack-8" on:submit=write novalidate=true>
            <div class="settings-pair">
                {field(t!("storage.audit.from"), from, "date")}
                {field(t!("storage.audit.until"), until, "date")}
                {field(t!("storage.audit.person"), person, "text")}
                {field(t!("storage.audit.kind"), kind, "text")}
            </div>
            <div class="row"><Button label=t!("storage.audit.export") busy submit=true/></div>
        </form>
    }
}
