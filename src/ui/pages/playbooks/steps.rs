//! The steps of a playbook in their order.

use super::form::Form;
use crate::domain::playbook::{Aim, PlaybookAction};
use crate::domain::refusal::Refusal;
use crate::domain::response::ActionKind;
use crate::domain::text::clip;
use crate::t;
use crate::ui::extent;
use crate::ui::naming;
use crate::ui::parts::{Button, Choice, Field, Glyph, IconButton, Select, TextArea};
use crate::ui::refusals::at_field;
use crate::view::prelude::*;

/// Longest name in a list, in characters.
const NAME_CHARS: usize = 80;

/// The card.
pub(super) fn steps(form: Form, refusal: Memo<Option<Refusal>>) -> AnyView {
    let count = Memo::new(move |_| form.playbook.with(|it| it.actions.len()));
    // Built anew when steps come or go, and not while one is typed in.
    let list = move || (0..count.get()).map(|at| step(form, at, refusal)).collect_view();
    let add = move |_| {
        form.playbook.update(|it| {
            let step = PlaybookAction {
                kind: ActionKind::Text,
                title: String::new(),
                instructions: String::new(),
                impact: String::new(),
                on: Aim::Nothing,
                extent: None,
                after: None,
            };
            it.actions.push(PlaybookAction { impact: usual_impact(&step), ..step });
        });
    };
    view! {
        <section class="card" aria-labelledby="steps-title">
            <div class="card-head"><h2 class="card-title" id="steps-title">{t!("playbook.steps-head")}</h2></div>
            <div class="card-body stack">
                <ol class="stack playbook-steps">{list}</ol>
                <div><Button label=t!("playbook.step.add") icon=Glyph::Add disallowed=form.why() on_press=add/></div>
            </div>
        </section>
    }
    .into_any()
}

/// A value of a step; the default when the step is gone.
fn of<T: Default>(form: Form, at: usize, look: impl FnOnce(&PlaybookAction) -> T) -> T {
    form.playbook.with(|it| it.actions.get(at).map(look).unwrap_or_default())
}

fn change(form: Form, at: usize, change: impl FnOnce(&mut PlaybookAction)) {
    form.playbook.update(|it| {
        if let Some(step) = it.actions.get_mut(at) {
            change(step);
        }
    });
}

/// What a step usually means for people; what is aimed at all assets together is aimed at several.
fn usual_impact(step: &PlaybookAction) -> String {
    extent::usual_impact(step.kind, step.extent, if step.on == Aim::All { 2 } else { 1 })
}

/// Changes what a step does. What it means for people follows, unless something else was written or nothing is said of it.
fn change_deed(form: Form, at: usize, deed: impl FnOnce(&mut PlaybookAction)) {
    change(form, at, |it| {
        let follows = it.impact == usual_impact(it);
        deed(it);
        if follows {
            it.impact = usual_impact(it);
        }
    });
}

fn step(form: Form, at: usize, refusal: Memo<Option<Refusal>>) -> AnyView {
    let wrong = move || refusal.with(|it| at_field(it.as_ref(), &format!("actions[{at}].title")));
    let number = at + 1;
    let why_not_up = MaybeProp::derive(move || {
        form.locked.get().or_else(|| (at == 0).then(|| t!("playbook.step.is-first")))
    });
    view! {
        <li class="inset stack stack-8" aria-label=t!("playbook.step", n = number)>
            <div class="row">
                <strong>{t!("playbook.step", n = number)}</strong>
                <span class="push row row-tight">
                    <IconButton label=t!("playbook.step.up", n = number) glyph=Glyph::ArrowUp disallowed=why_not_up on_press=move |_| swap(form, at)/>
                    <IconButton label=t!("playbook.step.remove", n = number) glyph=Glyph::Delete disallowed=form.why() on_press=move |_| remove(form, at)/>
                </span>
            </div>
            {choices(form, at)}
            <Field
                label=t!("response.plan.title")
                help=t!("playbook.step.title.help")
                value=Signal::derive(move || of(form, at, |it| it.title.clone()))
                error=MaybeProp::derive(wrong)
                readonly=form.is_locked()
                on_input=move |text: String| change(form, at, |it| it.title = text)
            />
            <TextArea
                label=t!("response.plan.instructions")
                optional=true
                value=Signal::derive(move || of(form, at, |it| it.instructions.clone()))
                readonly=form.is_locked()
                on_input=move |text: String| change(form, at, |it| it.instructions = text)
            />
            <Field
                label=t!("response.plan.impact")
                optional=true
                value=Signal::derive(move || of(form, at, |it| it.impact.clone()))
                readonly=form.is_locked()
                on_input=move |text: String| change(form, at, |it| it.impact = text)
            />
        </li>
    }
    .into_any()
}

fn choices(form: Form, at: usize) -> AnyView {
    let kinds = || ActionKind::ALL.map(|kind| Choice::new(kind.as_str(), naming::action_kind(kind))).to_vec();
    let aims = || {
        vec![
            Choice::new("each", t!("playbook.on.each")),
            Choice::new("all", t!("playbook.on.all")),
            Choice::new("nothing", t!("playbook.on.nothing")),
        ]
    };
    let aim = move || match of(form, at, |it| it.on) {
        Aim::Each => "each".to_owned(),
        Aim::All => "all".to_owned(),
        Aim::Nothing => "nothing".to_owned(),
    };
    let set_aim = move |word: String| {
        let on = match word.as_str() {
            "each" => Aim::Each,
            "all" => Aim::All,
            _ => Aim::Nothing,
        };
        change_deed(form, at, |it| it.on = on);
    };
    let before =
        move || {
            let mut list = vec![Choice::new("", t!("response.plan.any-time"))];
            form.playbook.with(|it| {
                list.extend(it.actions.iter().take(at).enumerate().map(|(at, step)| {
                    Choice::new(at.to_string(), clip(&step.title, NAME_CHARS).into_owned())
                }));
            });
            list
        };
    view! {
        <div class="alerts-filters">
            <Select
                label=t!("response.plan.kind")
                choices=kinds()
                value=Signal::derive(move || of(form, at, |it| it.kind.as_str().to_owned()))
                disallowed=form.why()
                on_change=move |word: String| {
                    if let Some(kind) = ActionKind::parse(&word) {
                        change_deed(form, at, |it| {
                            it.kind = kind;
                            it.extent = it.extent.filter(|_| kind.has_extent());
                        });
                    }
                }
            />
            {extent_field(form, at)}
            <Select label=t!("playbook.on") choices=aims() value=Signal::derive(aim) disallowed=form.why() on_change=set_aim/>
            <Select
                label=t!("response.plan.after")
                choices=Signal::derive(before)
                value=Signal::derive(move || of(form, at, |it| it.after.map(|at| at.to_string()).unwrap_or_default()))
                disallowed=form.why()
                on_change=move |word: String| change(form, at, |it| it.after = word.parse().ok())
            />
        </div>
    }
    .into_any()
}

/// How much of it, where its kind has a full and a limited form.
fn extent_field(form: Form, at: usize) -> AnyView {
    let kind = Memo::new(move |_| of(form, at, |it| Some(it.kind)).filter(|kind| kind.has_extent()));
    let field = move || {
        kind.get().map(|kind| {
            view! {
                <Select
                    label=t!("response.plan.extent")
                    choices=extent::choices(kind)
                    value=Signal::derive(move || of(form, at, |it| extent::word(it.extent).to_owned()))
                    disallowed=form.why()
                    on_change=move |word: String| change_deed(form, at, |it| it.extent = extent::read(&word))
                />
            }
        })
    };
    view! { {field} }.into_any()
}

/// Takes a step out; what waited for it waits for what it waited for.
fn remove(form: Form, gone: usize) {
    form.playbook.update(|it| {
        if gone >= it.actions.len() {
            return;
        }
        let before = it.actions.remove(gone).after;
        for step in &mut it.actions {
            step.after = match step.after {
                Some(at) if at == gone => before,
                Some(at) if at > gone => Some(at - 1),
                other => other,
            };
        }
    });
}

/// Moves a step one up. An order that no longer makes sense is given up.
fn swap(form: Form, at: usize) {
    form.playbook.update(|it| {
        if at == 0 || at >= it.actions.len() {
            return;
        }
        it.actions.swap(at - 1, at);
        for (number, step) in it.actions.iter_mut().enumerate() {
            step.after = match step.after {
                Some(before) if before == at => Some(at - 1),
                Some(before) if before == at - 1 => Some(at),
                other => other,
            };
            step.after = step.after.filter(|before| *before < number);
        }
    });
}
