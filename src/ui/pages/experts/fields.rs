//! The fields that a question and a letter share: what it is about, subject, text, and who is told by mail.

use super::draft::{self, Draft};
use crate::domain::experts::inquiry::About;
use crate::domain::refusal::Refusal;
use crate::domain::text::upright;
use crate::t;
use crate::ui::parts::{Field, Glyph, Icon, TextArea};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Why what is written cannot be sent, in words; `incomplete` where subject or text is missing.
pub(super) fn said(refusal: &Refusal, incomplete: String) -> String {
    match refusal {
        Refusal::Fields(problems)
            if problems.iter().any(|it| it.field == "subject" || it.field == "text") =>
        {
            incomplete
        }
        other => refusals::refusal(other),
    }
}

/// Subject and text.
#[component]
pub(super) fn WordsFields(
    draft: RwSignal<Draft>,
    /// What the text is called.
    label: String,
    /// How many lines it has at first.
    rows: u16,
) -> impl IntoView {
    view! {
        <Field
            label=t!("ask.subject")
            value=Signal::derive(move || draft.with(|it| it.subject.clone()))
            on_input=move |text| draft.update(|it| it.subject = text)
            is_proposed=Signal::derive(move || draft.with(Draft::has_proposed_subject))
        />
        <TextArea
            label
            rows
            value=Signal::derive(move || draft.with(|it| it.text.clone()))
            on_input=move |text| draft.update(|it| it.text = text)
        />
    }
    .into_any()
}

/// Who is told by mail. What is wrong with the addresses is said once something was typed.
#[component]
pub(super) fn TellField(
    draft: RwSignal<Draft>,
    /// What whoever is named gets.
    help: String,
    /// Why it cannot be sent, by the rules.
    refusal: Memo<Option<Refusal>>,
) -> impl IntoView {
    let error = MaybeProp::derive(move || {
        let is_typed = draft.with(|it| !it.tell.is_empty());
        is_typed.then(|| refusal.with(|it| refusals::at_field(it.as_ref(), "tell"))).flatten()
    });
    view! {
        <Field
            label=t!("ask.tell")
            help
            error
            value=Signal::derive(move || draft.with(|it| it.tell.clone()))
            on_input=move |text| draft.update(|it| it.tell = text)
        />
    }
    .into_any()
}

/// What it is about: chips, and a word that names something more.
#[component]
pub(super) fn AboutField(draft: RwSignal<Draft>) -> impl IntoView {
    let portal = Portal::get();
    let (typed, missed) = (RwSignal::new(String::new()), RwSignal::new(false));
    let add = move || {
        let word = typed.get_untracked();
        let found = draft::find(portal, &word);
        missed.set(found.is_none() && !word.trim().is_empty());
        if let Some(about) = found {
            draft::change(draft, |it| {
                if !it.about.iter().any(|known| known.kind == about.kind && known.id == about.id) {
                    it.about.push(about);
                }
            });
            typed.set(String::new());
        }
    };
    let chips = move || {
        let about = draft.with(|it| it.about.clone());
        about.into_iter().enumerate().map(|(at, about)| chip(draft, at, about)).collect_view()
    };
    let error = MaybeProp::derive(move || missed.get().then(|| t!("ask.about.unknown")));
    view! {
        <div class="stack stack-4">
            <Field
                label=t!("ask.about")
                placeholder=t!("ask.about.help")
                optional=true
                error
                value=typed
                on_input=move |text| { typed.set(text); missed.set(false); }
                on_change=move |_| add()
            />
            <div class="row row-tight">{chips}</div>
        </div>
    }
    .into_any()
}

fn chip(draft: RwSignal<Draft>, at: usize, about: About) -> AnyView {
    let key = (about.kind.as_str(), about.id.clone());
    let name = upright(if about.name.is_empty() { &about.id } else { &about.name }).into_owned();
    let removal = t!("ask.about.remove", name = name.as_str());
    let kind = text(&format!("ask.kind.{}", about.kind.as_str()), &[]);
    let remove = move |_| {
        draft::change(draft, |it| {
            if at < it.about.len() {
                it.about.remove(at);
            }
        });
    };
    view! {
        <span class="chip ask-about">
            <span class="chip-body">{kind} " " <strong><bdi>{name}</bdi></strong></span>
            <button type="button" class="chip-remove" aria-label=removal on:click=remove><Icon glyph=Glyph::Close/></button>
        </span>
    }
    .keyed(key)
}
