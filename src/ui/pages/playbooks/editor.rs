//! The page of one playbook: read by everybody, changed by the experts, each change a version.

use super::form::{Form, blank, untouched};
use super::steps::steps;
use super::{kept, not_an_expert};
use crate::domain::brief::EvidenceKind;
use crate::domain::command::Command;
use crate::domain::playbook::{Playbook, Publishing};
use crate::domain::refusal::Refusal;
use crate::domain::response::InvestigationSummary;
use crate::domain::text::clip;
use crate::domain::vocabulary::{Classification, Determination, Severity, Tactic};
use crate::formats::playbook_file::{PLAYBOOK_BYTES_MAX, read_playbook};
use crate::formats::readable::readable_json;
use crate::platform::files;
use crate::route::Route;
use crate::t;
use crate::ui::leaving::part_of_name;
use crate::ui::naming;
use crate::ui::parts::{
    Breadcrumb, Button, ButtonKind, Checkbox, Choice, Field, FileDrop, Glyph, NoteLine, Select, Switch,
    TextArea, Tone,
};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Longest name, in characters.
const NAME_CHARS: usize = 160;

/// The page.
#[component]
pub fn PlaybookPage(
    /// Which; one that is not there is new.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let portal = Portal::get();
    let locked = Signal::derive(move || not_an_expert(portal).map(|_| t!("playbook.read-only")));
    let form = Form::of(kept::begin(portal, &id, portal.role.get_untracked()), locked);
    let is_busy = RwSignal::new(false);
    let command = move || Command::SavePlaybook { playbook: Box::new(form.read()) };
    let refusal = Memo::new(move |_| portal.refusal(&command()));
    let why = MaybeProp::derive(move || {
        locked.get().or_else(|| refusal.with(|it| it.as_ref().map(refusals::refusal)))
    });
    let is_changed = is_changed(portal, form);
    kept::keep(portal, id.clone(), form, is_changed);
    let save = move |_| {
        let command = untrack(command);
        let id = form.playbook.with_untracked(|it| it.id.clone());
        is_busy.set(true);
        portal.act(command, move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                kept::forget(&id);
                portal.say(Tone::Good, t!("playbook.saved"));
                let newest = kept::newest(portal, &id);
                if form.playbook.try_get_untracked().is_some() {
                    form.take(untouched(newest));
                }
            }
        });
    };
    let download = move |_| {
        let playbook = untrack(|| form.read());
        let name = format!("playbook-{}.json", part_of_name(&playbook.name));
        files::download(&name, "application/json", &readable_json(&playbook));
    };
    let name = move || {
        let name = form.playbook.with(|it| clip(&it.name, NAME_CHARS).into_owned());
        if name.is_empty() { t!("playbook.new") } else { name }
    };
    let version = move || form.playbook.with(|it| it.version);
    view! {
        <div class="page">
            <Breadcrumb
                from=Signal::derive(|| (t!("shell.playbooks"), Route::Playbooks.to_string()))
                here=Signal::derive(move || t!("playbook.version-n", n = version()))
            />
            <div class="row asset-head">
                <h1 class="title" tabindex="-1"><bdi>{name}</bdi></h1>
                <span class="row push">
                    <Button label=t!("playbook.download") icon=Glyph::Download on_press=download/>
                    <Button label=t!("playbook.save") kind=ButtonKind::Primary busy=is_busy disallowed=why on_press=save/>
                </span>
            </div>
            <div class="stack">
                {move || locked.get().map(|why| view! { <NoteLine glyph=Glyph::Lock>{why}</NoteLine> })}
                {unsaved(portal, form, is_changed)}
                {head(form, refusal)}
                {conditions(form, refusal)}
                {summary(form, refusal)}
                {steps(form, refusal)}
                {card(t!("playbook.preview"), super::preview::preview(portal, form))}
                {card(t!("playbook.versions"), super::versions::list(portal, form))}
                {move || form.locked.with(Option::is_none).then(|| card(t!("playbook.from-file"), from_file(portal, form)))}
            </div>
        </div>
    }
    .into_any()
}

/// Fills the form with a playbook that was downloaded, here or elsewhere. Nothing is kept by that.
fn from_file(portal: Portal, form: Form) -> AnyView {
    let take = move |files: Vec<files::Picked>| {
        let Some(file) = files.into_iter().next() else { return };
        spawn_local(async move {
            let read = read_file(&file).await;
            let Some(known) = form.playbook.try_get_untracked() else { return };
            match read {
                Ok(playbook) => {
                    form.take(untouched(
                        Playbook { id: known.id, version: known.version, ..playbook }.spoken(),
                    ));
                    portal.say(Tone::Good, t!("playbook.from-file.done"));
                }
                Err(why) => portal.say(Tone::Error, why),
            }
        });
    };
    view! {
        <div class="card-body">
            <FileDrop label=t!("playbook.from-file.choose") accept=".json" multiple=false on_files=take>
                <span class="second">{t!("playbook.from-file.help")}</span>
            </FileDrop>
        </div>
    }
    .into_any()
}

/// The playbook in a file, or why there is none.
async fn read_file(file: &files::Picked) -> Result<Playbook, String> {
    let size = file.bytes();
    if size > PLAYBOOK_BYTES_MAX {
        return Err(t!("playbook.from-file.large"));
    }
    let bytes = file.slice(0, size).await?;
    read_playbook(&String::from_utf8_lossy(&bytes))
        .map_err(|(line, column)| t!("playbook.from-file.failed", line = line, column = column))
}

/// Whether what is typed says something else than the newest version.
fn is_changed(portal: Portal, form: Form) -> Memo<bool> {
    Memo::new(move |_| {
        let typed = form.read().original();
        let known = portal.read(|state| state.playbook(&typed.id).cloned());
        let known = known.unwrap_or_else(|| blank(&typed.id));
        Playbook { version: known.version, ..typed } != known
    })
}

/// What is typed and not kept is said, with the way to give it up.
fn unsaved(portal: Portal, form: Form, is_changed: Memo<bool>) -> AnyView {
    let give_up = move |_| {
        let id = form.playbook.with_untracked(|it| it.id.clone());
        form.take(untouched(kept::newest(portal, &id)));
    };
    let line = move || {
        (is_changed.get() && form.locked.with(Option::is_none)).then(|| {
            view! {
                <div class="row row-tight">
                    <NoteLine glyph=Glyph::Edit>{t!("playbook.unsaved")}</NoteLine>
                    <Button label=t!("playbook.give-up") kind=ButtonKind::Link on_press=give_up/>
                </div>
            }
        })
    };
    view! { <div role="status">{line}</div> }.into_any()
}

fn card(title: String, content: AnyView) -> AnyView {
    let id = crate::ui::parts::fresh_id("playbook");
    let labelled_by = id.clone();
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <div class="card-head"><h2 class="card-title" id=id>{title}</h2></div>
            <div class="card-body stack">{content}</div>
        </section>
    }
    .into_any()
}

fn head(form: Form, refusal: Memo<Option<Refusal>>) -> AnyView {
    let playbook = form.playbook;
    let conclusions = move || {
        let threat = Classification::TruePositive;
        let known = threat.determinations().iter();
        known.map(|it| Choice::new(it.as_str(), naming::determination(it))).collect::<Vec<_>>()
    };
    let content = view! {
        <Field
            label=t!("playbook.name")
            value=Signal::derive(move || playbook.with(|it| it.name.clone()))
            error=MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), "name")))
            readonly=form.is_locked()
            on_input=move |text: String| playbook.update(|it| it.name = text)
        />
        <TextArea
            label=t!("playbook.about")
            value=Signal::derive(move || playbook.with(|it| it.about.clone()))
            readonly=form.is_locked()
            on_input=move |text: String| playbook.update(|it| it.about = text)
        />
        <Select
            label=t!("playbook.conclusion")
            help=t!("playbook.conclusion.help")
            choices=conclusions()
            value=Signal::derive(move || playbook.with(|it| it.conclusion.1.as_str().to_owned()))
            disallowed=form.why()
            on_change=move |word: String| playbook.update(|it| it.conclusion.1 = Determination::parse(&word))
        />
        <Switch
            label=t!("playbook.enabled")
            label_shown=true
            checked=Signal::derive(move || playbook.with(|it| it.enabled))
            disallowed=form.why()
            on_change=move |on: bool| playbook.update(|it| it.enabled = on)
        />
        <Switch
            label=t!("playbook.by-itself")
            label_shown=true
            checked=Signal::derive(move || playbook.with(|it| it.publishing == Publishing::ByItself))
            disallowed=form.why()
            on_change=move |on: bool| {
                let publishing = if on { Publishing::ByItself } else { Publishing::AfterReview };
                playbook.update(|it| it.publishing = publishing);
            }
        />
    };
    card(t!("playbook.general"), content.into_any())
}

fn conditions(form: Form, refusal: Memo<Option<Refusal>>) -> AnyView {
    let severities =
        [Severity::Critical, Severity::High, Severity::Medium, Severity::Low, Severity::Informational];
    let severities = severities
        .into_iter()
        .map(|severity| {
            let (asked, set) = (severity.clone(), severity.clone());
            view! {
                <Checkbox
                    label=naming::severity(&severity)
                    checked=Signal::derive(move || form.has_severity(&asked))
                    disallowed=form.why()
                    on_change=move |on| form.set_severity(set.clone(), on)
                />
            }
        })
        .collect_view();
    let kinds = EvidenceKind::ALL
        .into_iter()
        .map(|kind| {
            view! {
                <Checkbox
                    label=super::evidence_kind(kind)
                    checked=Signal::derive(move || form.has_kind(kind))
                    disallowed=form.why()
                    on_change=move |on| form.set_kind(kind, on)
                />
            }
        })
        .collect_view();
    let tactics = Tactic::ALL
        .into_iter()
        .map(|tactic| {
            view! {
                <Checkbox
                    label=naming::tactic(tactic)
                    checked=Signal::derive(move || form.has_tactic(tactic))
                    disallowed=form.why()
                    on_change=move |on| form.set_tactic(tactic, on)
                />
            }
        })
        .collect_view();
    let content = view! {
        <p class="caption third">{t!("playbook.when.help")}</p>
        <fieldset class="playbook-set"><legend class="field-label">{t!("incident.severity")}</legend><div class="row">{severities}</div></fieldset>
        <fieldset class="playbook-set"><legend class="field-label">{t!("playbook.evidence")}</legend><div class="row">{kinds}</div></fieldset>
        <fieldset class="playbook-set"><legend class="field-label">{t!("playbook.tactics")}</legend><div class="playbook-tactics">{tactics}</div></fieldset>
        <Field
            label=t!("playbook.categories")
            help=t!("playbook.categories.help")
            value=form.categories
            readonly=form.is_locked()
            on_input=move |text: String| form.categories.set(text)
        />
        <Field
            label=t!("incident.techniques")
            help=t!("playbook.techniques.help")
            value=form.techniques
            error=MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), "when.techniques")))
            readonly=form.is_locked()
            on_input=move |text: String| form.techniques.set(text)
        />
    };
    card(t!("playbook.when"), content.into_any())
}

/// A section of the summary, to be read and written.
pub(super) type Section = (fn() -> String, fn(&mut InvestigationSummary) -> &mut String);

pub(super) const SECTIONS: [Section; 5] = [
    (|| t!("response.what-happened"), |it| &mut it.what_happened),
    (|| t!("response.device-timeline"), |it| &mut it.device_timeline),
    (|| t!("response.attack"), |it| &mut it.indicators_of_attack),
    (|| t!("response.compromise"), |it| &mut it.indicators_of_compromise),
    (|| t!("response.impact"), |it| &mut it.impact),
];

fn summary(form: Form, refusal: Memo<Option<Refusal>>) -> AnyView {
    let playbook = form.playbook;
    let fields = SECTIONS
        .iter()
        .enumerate()
        .map(|(number, (label, at))| {
            let field = format!("summary[{number}]");
            let wrong = MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), &field)));
            let value = move || {
                let mut summary = playbook.with(|it| it.summary.clone());
                at(&mut summary).clone()
            };
            view! {
                <TextArea
                    label=label()
                    value=Signal::derive(value)
                    error=wrong
                    readonly=form.is_locked()
                    on_input=move |text: String| playbook.update(|it| *at(&mut it.summary) = text)
                />
            }
        })
        .collect_view();
    let content = view! { <p class="caption third">{t!("playbook.summary.help")}</p> {fields} };
    card(t!("response.summary"), content.into_any())
}
