//! Settings: the workspace, the person, how it looks, and where everything is kept.

use super::setup::Form;
use super::welcome::Welcome;
use crate::domain::command::Command;
use crate::domain::onboarding::WizardStep;
use crate::domain::people::Role;
use crate::domain::refusal::Refusal;
use crate::platform::{self, dom, prefs};
use crate::route::{Route, ServicePage};
use crate::store::backend::Keeping;
use crate::t;
use crate::ui::parts::{
    Banner, Button, ButtonLink, Choice, Field, Glyph, PageHead, Segment, Segmented, Select, Tone,
};
use crate::ui::portal::Portal;
use crate::ui::start::PREF_THEME;
use crate::ui::{language, naming, refusals};
use crate::view::prelude::*;
use crate::words::Language;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn Settings() -> impl IntoView {
    view! {
        <div class="page">
            <PageHead title=t!("shell.settings")/>
            <div class="settings-page stack calm">
                <Workspace/>
                <You/>
                <Experts/>
                <Appearance/>
                <Demonstration/>
                <Storage/>
            </div>
        </div>
    }
}

/// A card with its heading.
#[component]
fn Section(
    /// The heading.
    title: String,
    /// What stands in it.
    children: Children,
) -> impl IntoView {
    let id = crate::ui::parts::fresh_id("section");
    let labelled_by = id.clone();
    view! {
        <section class="card card-body stack" aria-labelledby=labelled_by>
            <h2 class="section" id=id>{title}</h2>
            {children()}
        </section>
    }
}

/// The name of the workspace.
#[component]
fn Workspace() -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(None::<String>);
    let kept = Memo::new(move |_| {
        portal.read(|state| state.workspace.as_ref().map(|(_, name)| name.clone())).unwrap_or_default()
    });
    let name = Memo::new(move |_| typed.get().unwrap_or_else(|| kept.get()));
    let command = move || Command::RenameWorkspace { name: name.get() };
    let refusal = Memo::new(move |_| portal.refusal(&command()));
    let why = Memo::new(move |_| refusal.with(|refusal| refusal.as_ref().map(refusals::refusal)));
    let locked = Memo::new(move |_| refusal.with(|refusal| matches!(refusal, Some(Refusal::NeedsRole(_)))));
    let problem = move || refusal.with(|refusal| refusals::at_field(refusal.as_ref(), "name"));
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if why.with_untracked(Option::is_none) {
            portal.act(untrack(command), move |outcome| {
                if outcome.is_ok() {
                    typed.set(None);
                    portal.say(Tone::Good, t!("settings.workspace.done"));
                }
            });
        }
    };
    view! {
        <Section title=t!("settings.workspace")>
            <form class="settings-line" on:submit=save novalidate=true>
                <Field
                    label=t!("settings.workspace.name")
                    value=name
                    on_input=Callback::new(move |text| typed.set(Some(text)))
                    readonly=locked
                    error=Signal::derive(problem)
                />
                <Button label=t!("settings.workspace.rename") disallowed=why submit=true/>
            </form>
        </Section>
    }
}

/// Who one is and as what one looks.
#[component]
fn You() -> impl IntoView {
    let portal = Portal::get();
    let choices: Vec<Choice> =
        Role::ALL.into_iter().map(|role| Choice::new(role.as_str(), naming::role(role))).collect();
    let choose = move |word: String| {
        if let Some(role) = Role::parse(&word) {
            portal.look_as(role);
        }
    };
    view! {
        <Section title=t!("settings.you")>
            <div class="settings-pair">
                <Field
                    label=t!("shell.perspective.name")
                    value=portal.person
                    on_input=Callback::new(move |name| portal.call_me(name))
                    help=t!("shell.perspective.name.help")
                    autocomplete="name"
                />
                <Select
                    label=t!("shell.perspective")
                    choices=choices
                    value=Signal::derive(move || portal.role.get().as_str().to_owned())
                    on_change=Callback::new(choose)
                />
            </div>
            <Banner>{t!("shell.perspective.note")}</Banner>
        </Section>
    }
}

/// The way to the service's settings that the documents name.
#[component]
fn Experts() -> impl IntoView {
    let form = Form::of_wizard();
    let portal = form.portal;
    let submitted = Memo::new(move |_| portal.read(|state| state.onboarding.submitted.is_some()));
    let start = move || {
        (!submitted.get()).then(|| {
            let begun = portal.read(|state| state.onboarding.draft.is_some());
            let label = if begun { t!("settings.experts.continue") } else { t!("settings.experts.start") };
            let step = if begun { form.draft.with(|draft| draft.step) } else { WizardStep::GetStarted };
            view! { <ButtonLink label href=Route::Setup(step).to_string()/> }
        })
    };
    let pages = ServicePage::ALL
        .into_iter()
        .map(|page| {
            let label = crate::ui::shell::service_title(page);
            view! { <a class="link" href=Route::Service(page).to_string()>{label}</a> }
        })
        .collect_view();
    view! {
        <Section title=t!("settings.experts")>
            <p class="second">{t!("settings.experts.help")}</p>
            <Welcome/>
            <div class="row row-wide">{start}{pages}</div>
        </Section>
    }
}

/// The words of the themes as the preference keeps them.
const THEMES: [&str; 3] = ["auto", "light", "dark"];

/// Light, dark, or as the browser says.
#[component]
fn Appearance() -> impl IntoView {
    let kept = prefs::get(PREF_THEME);
    let chosen = RwSignal::new(THEMES.iter().position(|theme| kept.as_deref() == Some(*theme)).unwrap_or(0));
    let choose = move |at: usize| {
        if let Some(theme) = THEMES.get(at) {
            prefs::set(PREF_THEME, theme);
            dom::set_theme(theme);
            chosen.set(at);
        }
    };
    let segment = |label: String, glyph: Option<Glyph>| Segment { glyph, ..Segment::new(label) };
    let segments = vec![
        segment(t!("settings.theme.auto"), None),
        segment(t!("settings.theme.light"), Some(Glyph::Sun)),
        segment(t!("settings.theme.dark"), Some(Glyph::Moon)),
    ];
    view! {
        <Section title=t!("settings.appearance")>
            <Languages/>
            <div class="row">
                <Segmented label=t!("shell.theme") segments=segments chosen on_choose=Callback::new(choose)/>
            </div>
            <p class="row row-wide">
                <a class="link" href=Route::Style.to_string()>{t!("settings.style")}</a>
                <a class="link" href=Route::About.to_string()>{t!("about-page.title")}</a>
            </p>
        </Section>
    }
}

/// The word of the choice to speak as the browser prefers.
const AS_BROWSER: &str = "browser";

/// The language of the interface.
#[component]
fn Languages() -> impl IntoView {
    let portal = Portal::get();
    let of_browser = t!("settings.language.browser", name = platform::language::of_browser().name());
    let spoken_ones = Language::ALL.into_iter().filter(|language| *language != Language::Mirrored);
    let choices: Vec<Choice> = std::iter::once(Choice::new(AS_BROWSER, of_browser))
        .chain(spoken_ones.map(|language| Choice::new(language.tag(), language.name())))
        .collect();
    let kept = platform::language::chosen();
    let value = RwSignal::new(kept.map_or(AS_BROWSER, Language::tag).to_owned());
    let choose = move |word: String| {
        let chosen = Language::parse(&word);
        let wanted = chosen.unwrap_or_else(platform::language::of_browser);
        let before = value.get_untracked();
        value.set(word);
        spawn_local(async move {
            match language::speak(wanted).await {
                Ok(()) => {
                    platform::language::choose(chosen);
                    portal.say(Tone::Good, t!("settings.language.done", name = wanted.name()));
                    // All of the page was made anew: the focus goes back to where it was.
                    request_animation_frame(|| {
                        dom::focus_first(".settings-language select");
                    });
                }
                Err(why) => {
                    value.set(before);
                    portal.say(Tone::Error, t!("settings.language.failed", name = wanted.name(), why = why));
                }
            }
        });
    };
    view! {
        <div class="settings-language">
            <Select label=t!("settings.language") choices value on_change=Callback::new(choose)/>
        </div>
    }
}

/// The way to the demonstration.
#[component]
fn Demonstration() -> impl IntoView {
    view! {
        <Section title=t!("demo.title")>
            <p class="second">{t!("demo.settings")}</p>
            <div class="row"><ButtonLink label=t!("demo.settings.open") href=Route::Demo.to_string()/></div>
        </Section>
    }
}

/// What is kept, and what that is worth.
#[component]
fn Storage() -> impl IntoView {
    let portal = Portal::get();
    let on_disk = portal.desk().keeping() == Keeping::OnDisk;
    let kept = if on_disk { t!("settings.storage.disk") } else { t!("settings.storage.memory") };
    let facts = move || {
        let (changes, incidents, imports) =
            portal.read(|state| (state.seq, state.catalogue.len(), state.imports.len()));
        view! {
            <dt>{t!("settings.storage.changes")}</dt><dd>{t!("settings.count", n = changes)}</dd>
            <dt>{t!("settings.storage.imports")}</dt><dd>{t!("settings.count", n = imports)}</dd>
            <dt>{t!("settings.storage.incidents")}</dt><dd>{t!("settings.count", n = incidents)}</dd>
        }
    };
    view! {
        <Section title=t!("settings.storage")>
            <Banner tone={if on_disk { Tone::Good } else { Tone::Error }}>{kept}</Banner>
            <dl class="facts facts-start">{facts}</dl>
            <p><a class="link" href=Route::Storage.to_string()>{t!("storage.open")}</a></p>
        </Section>
    }
}
