//! Critical assets: who named each and why, and whether the customer agreed. What is agreed weighs in the priority of
//! incidents.

use crate::domain::brief::AssetKind;
use crate::domain::command::Command;
use crate::domain::refusal::Refusal;
use crate::domain::steering::{CriticalAsset, SteeringCommand};
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Badge, Button, ButtonSize, Choice, Field, Glyph, IconButton, Select, Tone};
use crate::ui::portal::Portal;
use crate::ui::{naming, refusals};
use crate::view::prelude::*;

/// The card.
#[component]
pub(super) fn CriticalAssets() -> impl IntoView {
    let portal = Portal::get();
    let list = Memo::new(move |_| portal.read(|state| state.steering.critical.clone()));
    let rows = move || {
        let list = list.get();
        if list.is_empty() {
            return view! { <p class="card-row third data">{t!("service.critical.none")}</p> }.into_any();
        }
        let rows = list.into_iter().map(|asset| row(portal, asset));
        view! { <ul class="entries">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <section class="card" aria-labelledby="critical-title">
            <div class="card-head card-head-lined"><h2 id="critical-title">{t!("service.critical")}</h2></div>
            <p class="card-row data second">{t!("service.critical.help")}</p>
            {rows}
            <NameForm/>
        </section>
    }
}

fn row(portal: Portal, asset: CriticalAsset) -> AnyView {
    let key = (asset.kind as u8, asset.name.clone());
    let (kind, name) = (asset.kind, asset.name.clone());
    let agree = Command::Steer { act: SteeringCommand::AgreeCritical { kind, name: name.clone() } };
    let drop = Command::Steer {
        act: SteeringCommand::DropCritical { kind, name: name.clone(), why: String::new() },
    };
    let why_not = |command: &Command| {
        let probe = command.clone();
        Memo::new(move |_| portal.why_not(&probe))
    };
    let (no_agree, no_drop) = (why_not(&agree), why_not(&drop));
    let (who, when) = asset.agreed.clone().unwrap_or_else(|| asset.named.clone());
    let line = match asset.agreed {
        Some(_) => t!("service.critical.agreed", who = who, when = intl::day(when)),
        None => t!("service.critical.proposed", who = who, when = intl::day(when)),
    };
    let is_open = asset.agreed.is_none();
    let said = t!("service.critical.agree.done", name = &name);
    let press = move |_| {
        let said = said.clone();
        portal.act(agree.clone(), move |outcome| {
            if outcome.is_ok() {
                portal.say(Tone::Good, said);
            }
        });
    };
    view! {
        <li class="entry">
            <div class="grow">
                <p class="entry-name"><bdi>{name.clone()}</bdi> " " <Badge label=naming::asset_kind(kind) outlined=true/></p>
                <p class="data second">{asset.why}</p>
                <p class="caption third">{line}</p>
            </div>
            {is_open.then(|| view! {
                <Button label=t!("service.critical.agree") size=ButtonSize::S28 disallowed=no_agree on_press=press/>
            })}
            <IconButton
                label=t!("service.critical.drop", name = &name)
                glyph=Glyph::Delete
                size=ButtonSize::S24
                disallowed=no_drop
                on_press=move |_| portal.act(drop.clone(), |_| ())
            />
        </li>
    }
    .keyed(key)
}

/// That no import knows an asset of the name that is typed: it weighs once one does, or the name is a slip of the pen.
fn unknown(portal: Portal, kind: RwSignal<AssetKind>, name: RwSignal<String>) -> AnyView {
    let is_unknown = Memo::new(move |_| {
        let (kind, name) = (kind.get(), name.get());
        !name.trim().is_empty() && portal.read(|state| !state.knows_asset(kind, &name))
    });
    let hint = move || {
        is_unknown.get().then(|| view! { <p class="caption second">{t!("service.critical.unknown")}</p> })
    };
    view! { <div aria-live="polite">{hint}</div> }.into_any()
}

/// What somebody is about to name.
#[derive(Clone, Copy)]
struct Draft {
    kind: RwSignal<AssetKind>,
    name: RwSignal<String>,
    reason: RwSignal<String>,
    /// Whether it was sent with something missing: from then on that is said.
    is_tried: RwSignal<bool>,
}

impl Draft {
    fn command(self) -> Command {
        let (kind, name, why) = (self.kind.get(), self.name.get(), self.reason.get());
        Command::Steer { act: SteeringCommand::NameCritical { kind, name, why } }
    }

    fn clear(self) {
        self.name.set(String::new());
        self.reason.set(String::new());
        self.is_tried.set(false);
    }
}

/// The form to name one. Enter names it.
#[component]
fn NameForm() -> impl IntoView {
    let portal = Portal::get();
    let draft = Draft {
        kind: RwSignal::new(AssetKind::Device),
        name: RwSignal::new(String::new()),
        reason: RwSignal::new(String::new()),
        is_tried: RwSignal::new(false),
    };
    let refusal = Memo::new(move |_| portal.refusal(&draft.command()));
    // What is missing stands at the field; only another reason locks the button.
    let why = Memo::new(move |_| {
        refusal.with(|it| match it {
            Some(Refusal::Fields(_)) | None => None,
            Some(other) => Some(refusals::refusal(other)),
        })
    });
    // Nobody fills in what they may not add: the button says who may.
    let is_locked = Memo::new(move |_| refusal.with(|it| matches!(it, Some(Refusal::NeedsRole(_)))));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if refusal.with_untracked(Option::is_some) {
            draft.is_tried.set(true);
            return;
        }
        let said = t!("service.critical.named", name = draft.name.get_untracked().trim());
        // What was typed stays until it is kept.
        portal.act(untrack(|| draft.command()), move |outcome| {
            if outcome.is_ok() {
                portal.say(Tone::Good, said);
                draft.clear();
            }
        });
    };
    view! {
        <form class="card-body entry-form" on:submit=submit novalidate=true>
            {move || (!is_locked.get()).then(|| fields(portal, draft, refusal))}
            <div class="row">
                <Button label=t!("service.critical.add") icon=Glyph::Add disallowed=why submit=true/>
            </div>
        </form>
    }
}

fn fields(portal: Portal, draft: Draft, refusal: Memo<Option<Refusal>>) -> AnyView {
    let Draft { kind, name, reason, is_tried } = draft;
    let problem = move |field: &'static str| {
        Signal::derive(move || {
            let tried = is_tried.get();
            refusal.with(|it| refusals::at_field(it.as_ref(), field)).filter(|_| tried)
        })
    };
    let choices: Vec<Choice> =
        AssetKind::ALL.map(|kind| Choice::new(kind.as_str(), naming::asset_kind(kind))).to_vec();
    let choose = move |word: String| {
        if let Some(found) = AssetKind::ALL.into_iter().find(|kind| kind.as_str() == word) {
            kind.set(found);
        }
    };
    view! {
        <div class="entry-fields entry-fields-2">
            <Select
                label=t!("service.critical.kind")
                choices
                value=Signal::derive(move || kind.get().as_str().to_owned())
                on_change=Callback::new(choose)
            />
            <Field
                label=t!("service.critical.name")
                value=name
                on_input=Callback::new(move |text| name.set(text))
                error=problem("name")
            />
        </div>
        {unknown(portal, kind, name)}
        <Field
            label=t!("service.critical.why")
            value=reason
            on_input=Callback::new(move |text| reason.set(text))
            error=problem("why")
        />
    }
    .into_any()
}
