//! A new question: what it is about, what it is for, the scope check before it is sent, and what it costs.

use super::boundary::BoundaryDialog;
use super::draft::{self, Draft, Kind};
use super::fields::{AboutField, TellField, WordsFields, said};
use super::letter::LetterForm;
use crate::domain::command::Command;
use crate::domain::experts::inquiry::Purpose;
use crate::domain::experts::question_scope::{Nature, OutOfQuestions, check_in, hint};
use crate::domain::experts::threads::Thread;
use crate::domain::experts::{ExpertsCommand as Act, ledger};
use crate::domain::people::{Party, Role};
use crate::platform::random;
use crate::route::{Ask, Route};
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, ButtonSize, Choice, InfoPopover, Select, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// The card: a question of the customer, or a letter of an expert. An advisor writes neither.
#[component]
pub(super) fn Compose() -> impl IntoView {
    let portal = Portal::get();
    let role = Memo::new(move |_| portal.role.get());
    move || match role.get() {
        Role::Expert => {
            let draft = draft::open(portal, Kind::Letter);
            view! { <LetterForm draft/> }.into_any()
        }
        role if role.party() == Party::Customer => {
            let draft = draft::open(portal, Kind::Question);
            view! { <Form draft/> }.into_any()
        }
        _ => ().into_any(),
    }
}

#[component]
fn Form(draft: RwSignal<Draft>) -> impl IntoView {
    let portal = Portal::get();
    let busy = RwSignal::new(false);
    let command = move || Command::Experts {
        act: Act::Ask {
            id: random::inquiry_id(),
            question: Box::new(draft.with(Draft::question)),
            message: random::comment_id(),
        },
    };
    let refusal = Memo::new(move |_| portal.refusal(&command()));
    // What is missing is said by the button and not in red while one is still writing.
    let why = Memo::new(move |_| refusal.with(|it| it.as_ref().map(|it| said(it, t!("ask.incomplete")))));
    let out = Memo::new(move |_| out_of_scope(portal, draft));
    let send = move |_| {
        if busy.get_untracked() {
            return;
        }
        let command = untrack(command);
        let Command::Experts { act: Act::Ask { id, .. } } = &command else { return };
        let id = id.clone();
        busy.set(true);
        portal.act(command, move |outcome| {
            let _ = busy.try_set(false);
            if outcome.is_ok() {
                draft::sent(draft);
                portal.say(Tone::Good, t!("ask.sent"));
                portal.go(&Route::Ask(Ask::of(Thread::Inquiry(id))));
            }
        });
    };
    let left = move || {
        if out.with(Option::is_some) {
            return t!("ask.costs.out");
        }
        let free = portal.read(|state| ledger(state, portal.now()).map(|it| it.free()));
        match free {
            Some(free) if free > 0 => t!("ask.costs", n = free - 1),
            Some(_) => t!("ask.costs.none"),
            None => t!("ask.costs.not-yet"),
        }
    };
    view! {
        <section class="card" id="new-question" aria-labelledby="ask-new">
            <div class="card-head"><h2 class="section" id="ask-new">{t!("ask.new")}</h2></div>
            <div class="card-body stack stack-8">
                <AboutField draft/>
                <Purposes draft/>
                <WordsFields draft label=t!("ask.text") rows=4/>
                <ScopeCheck draft out/>
                <TellField draft help=t!("ask.tell.help") refusal/>
                <div class="row">
                    <span class="data second">{left}</span>
                    <span class="push">
                        <Button label=t!("ask.ask") kind=ButtonKind::Primary busy disallowed=why on_press=send/>
                    </span>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// What it is for and what it is, and the template of the purpose.
#[component]
fn Purposes(draft: RwSignal<Draft>) -> impl IntoView {
    let purposes = || {
        let choice =
            |it: &Purpose| Choice::new(it.as_str(), text(&format!("ask.purpose.{}", it.as_str()), &[]));
        Purpose::ALL.iter().map(choice).collect::<Vec<_>>()
    };
    let natures = || {
        let choice =
            |it: &Nature| Choice::new(it.as_str(), text(&format!("ask.nature.{}", it.as_str()), &[]));
        Nature::ALL.iter().map(choice).collect::<Vec<_>>()
    };
    let choose_purpose = move |word: String| {
        let chosen = Purpose::ALL.into_iter().find(|it| it.as_str() == word);
        draft::change(draft, |it| {
            // A template that nobody wrote into gives way to the one of the purpose that is chosen.
            let is_template = !it.text.trim().is_empty() && is_template(&it.text);
            it.purpose = chosen.unwrap_or_default();
            if is_template {
                it.text = template_of(it.purpose);
            }
        });
    };
    let choose_nature = move |word: String| {
        let chosen = Nature::ALL.into_iter().find(|it| it.as_str() == word);
        draft.update(|it| it.nature = chosen.unwrap_or_default());
    };
    // What was written is never written over: the template goes below it, once.
    let template = move |_| {
        draft.update(|it| {
            let words = template_of(it.purpose);
            if it.text.trim().is_empty() || is_template(&it.text) {
                it.text = words;
            } else if !it.text.contains(&words) {
                it.text = format!("{}\n\n{words}", it.text.trim_end());
            }
        });
    };
    view! {
        <Select
            label=t!("ask.nature")
            choices=Signal::derive(natures)
            value=Signal::derive(move || draft.with(|it| it.nature.as_str().to_owned()))
            on_change=choose_nature
        />
        <div class="row row-keep ask-purpose">
            <div class="grow">
                <Select
                    label=t!("ask.purpose")
                    choices=Signal::derive(purposes)
                    value=Signal::derive(move || draft.with(|it| it.purpose.as_str().to_owned()))
                    on_change=choose_purpose
                />
            </div>
            <Button label=t!("ask.use-template") kind=ButtonKind::Subtle size=ButtonSize::S28 on_press=template/>
        </div>
    }
    .into_any()
}

/// The template of a purpose.
fn template_of(purpose: Purpose) -> String {
    text(&format!("ask.template.{}", purpose.as_str()), &[])
}

/// Whether a text is a template and nothing else.
fn is_template(text: &str) -> bool {
    Purpose::ALL.into_iter().any(|purpose| template_of(purpose).trim() == text.trim())
}

/// Why the service does not answer a question, by its rules, whatever else stands against sending it.
fn out_of_scope(portal: Portal, draft: RwSignal<Draft>) -> Option<OutOfQuestions> {
    portal.read(|state| draft.with(|it| check_in(state, it.nature, &it.about)))
}

/// Whether the service answers it, with the reason, and where to turn instead.
#[component]
fn ScopeCheck(draft: RwSignal<Draft>, out: Memo<Option<OutOfQuestions>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let reads_like = Memo::new(move |_| draft.with(|it| hint(&it.text).or_else(|| hint(&it.subject))));
    let breach = move |out: OutOfQuestions| {
        (out == OutOfQuestions::IncidentResponse).then(|| {
            view! { " " <Button label=t!("boundary.where") kind=ButtonKind::Link on_press=move |_| open.set(true)/> }
        })
    };
    let result = move || match (out.get(), reads_like.get()) {
        (Some(out), _) => {
            let words = text(&format!("ask.out.{}", out.as_str()), &[]);
            view! { <Banner tone=Tone::Warning small=true><strong>{t!("ask.out")}</strong> " " {words} {breach(out)}</Banner> }
                .into_any()
        }
        (None, Some(out)) => {
            let words = text(&format!("ask.hint.{}", out.as_str()), &[]);
            view! { <Banner tone=Tone::Warning small=true>{words} {breach(out)}</Banner> }.into_any()
        }
        (None, None) => {
            let words = text(&format!("ask.in.{}", draft.with(|it| it.purpose).as_str()), &[]);
            view! { <Banner tone=Tone::Good small=true><strong>{t!("ask.in")}</strong> " " {words} " " {t!("ask.in.not")}</Banner> }
                .into_any()
        }
    };
    view! {
        <div class="row row-keep row-top">
            <div class="grow">{result}</div>
            <InfoPopover title=t!("ask.scope")>
                <p>{t!("ask.scope.in")}</p>
                <p>{t!("ask.scope.out")}</p>
            </InfoPopover>
        </div>
        <BoundaryDialog open/>
    }
    .into_any()
}
