//! Latent threats and sources of risk: what the workspace's own data shows, and what the experts recorded.

use crate::analytics::risks::{OPEN_DAYS, REPEATED_MIN, Shown, shown};
use crate::domain::command::Command;
use crate::domain::ids::RiskId;
use crate::domain::steering::{Risk, RiskKind, SteeringCommand};
use crate::platform::intl;
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::{Button, ButtonSize, Choice, Field, Glyph, Icon, Select, TextArea};
use crate::ui::portal::{Portal, mint};
use crate::view::prelude::*;

/// More names than these of one finding are counted.
const NAMES_MAX: usize = 8;

/// The card.
#[component]
pub(super) fn Risks() -> impl IntoView {
    let portal = Portal::get();
    let is_open = RwSignal::new(false);
    let settling = RwSignal::new(None::<Risk>);
    let found = Memo::new(move |_| {
        // The age of an incident is counted in days: the half minute does not matter.
        let now = untrack(|| portal.now());
        portal.read(|state| shown(state, now))
    });
    let recorded = Memo::new(move |_| portal.read(|state| state.steering.risks.clone()));
    let rows = move || {
        let (found, recorded) = (found.get(), recorded.get());
        if found.is_empty() && recorded.is_empty() {
            return view! { <p class="card-row third data">{t!("service.risks.none")}</p> }.into_any();
        }
        let recorded = recorded.into_iter().rev().map(|risk| recorded_row(portal, risk, settling));
        view! {
            <ul class="entries">
                {recorded.collect_view()}
                {found.iter().map(shown_row).collect_view()}
            </ul>
        }
        .into_any()
    };
    // Any title would do to ask.
    let probe = RiskId::new("probe").map(|id| Command::Steer {
        act: SteeringCommand::RecordRisk {
            id,
            kind: RiskKind::LatentThreat,
            title: "probe".to_owned(),
            detail: String::new(),
        },
    });
    let why = Memo::new(move |_| probe.as_ref().and_then(|probe| portal.why_not(probe)));
    view! {
        <section class="card" aria-labelledby="risks-title">
            <div class="card-head card-head-lined">
                <h2 id="risks-title">{t!("service.risks")}</h2>
                <span class="push">
                    <Button
                        label=t!("service.risks.record")
                        size=ButtonSize::S28
                        disallowed=why
                        on_press=move |_| is_open.set(true)
                    />
                </span>
            </div>
            {rows}
        </section>
        <RecordDialog open=is_open/>
        <SettleDialog settling/>
    }
}

fn kind_word(is_latent: bool) -> String {
    if is_latent { t!("service.risks.latent") } else { t!("service.risks.source") }
}

fn shown_row(it: &Shown) -> AnyView {
    let cut = |names: &[String]| {
        let shown: Vec<String> = names.iter().take(NAMES_MAX).cloned().collect();
        match names.len().saturating_sub(NAMES_MAX) {
            0 => intl::both(&shown),
            n => t!("service.runs.names-more", names = shown.join(", "), n = n),
        }
    };
    let (title, detail) = match it {
        Shown::OldOpen { incidents } => {
            (t!("service.risks.old-open", n = *incidents, days = OPEN_DAYS), String::new())
        }
        Shown::ActiveAlerts { incidents } => {
            (t!("service.risks.active-alerts", n = *incidents), String::new())
        }
        Shown::Repeated { assets } => {
            (t!("service.risks.repeated", n = assets.len(), times = REPEATED_MIN), cut(assets))
        }
        Shown::HighRisk { devices } => (t!("service.risks.high-risk", n = devices.len()), cut(devices)),
        Shown::Exposed { devices } => (t!("service.risks.exposed", n = devices.len()), cut(devices)),
        Shown::CriticalUnprotected { devices } => {
            (t!("service.risks.critical-unprotected", n = devices.len()), cut(devices))
        }
        Shown::CriticalExcluded { assets } => {
            (t!("service.risks.critical-excluded", n = assets.len()), cut(assets))
        }
        Shown::BlindControllers { controllers } => {
            (t!("service.risks.blind", n = controllers.len()), cut(controllers))
        }
        Shown::HealthIssues { titles } => (t!("service.risks.health", n = titles.len()), cut(titles)),
    };
    view! {
        <li class="entry">
            <Icon glyph=Glyph::Warning class="icon-warm"/>
            <div class="grow">
                <p class="entry-name">{title}</p>
                {(!detail.is_empty()).then(|| view! { <p class="data second"><bdi>{detail}</bdi></p> })}
                <p class="caption third">{t!("service.risks.from-data", kind = kind_word(it.is_latent()))}</p>
            </div>
        </li>
    }
    .into_any()
}

fn recorded_row(portal: Portal, risk: Risk, settling: RwSignal<Option<Risk>>) -> AnyView {
    let key = risk.id.clone();
    let (who, when) = risk.recorded.clone();
    let kind = kind_word(risk.kind == RiskKind::LatentThreat);
    let line = t!("service.risks.recorded", kind = kind, who = who, when = intl::day(when));
    let settled = risk
        .settled
        .clone()
        .map(|(who, when, note)| t!("service.risks.settled", who = who, when = intl::day(when), note = note));
    let is_open = settled.is_none();
    let glyph = if is_open { Glyph::Warning } else { Glyph::CheckCircleFilled };
    let class = if is_open { "icon-warm" } else { "icon-good" };
    let probe = settle_command(&risk, "probe");
    let why = Memo::new(move |_| portal.why_not(&probe).filter(|_| is_open));
    let (title, detail, this) = (risk.title.clone(), risk.detail.clone(), risk);
    view! {
        <li class="entry">
            <Icon glyph class/>
            <div class="grow">
                <p class="entry-name">{title}</p>
                {(!detail.is_empty()).then(|| view! { <p class="data second">{detail}</p> })}
                <p class="caption third">{line}</p>
                {settled.map(|said| view! { <p class="caption second">{said}</p> })}
            </div>
            {is_open.then(|| view! {
                <Button
                    label=t!("service.risks.settle")
                    size=ButtonSize::S28
                    disallowed=why
                    on_press=move |_| settling.set(Some(this.clone()))
                />
            })}
        </li>
    }
    .keyed(key)
}

fn settle_command(risk: &Risk, note: &str) -> Command {
    Command::Steer { act: SteeringCommand::SettleRisk { id: risk.id.clone(), note: note.trim().to_owned() } }
}

/// A new latent threat or source of risk.
#[component]
fn RecordDialog(open: RwSignal<bool>) -> impl IntoView {
    let (kind, title, detail) =
        (RwSignal::new(RiskKind::default()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let id = RwSignal::new(mint(RiskId::new));
    let command = move || {
        let act = SteeringCommand::RecordRisk {
            id: id.get()?,
            kind: kind.get(),
            title: title.get(),
            detail: detail.get(),
        };
        Some(Command::Steer { act })
    };
    let on_close = move |kept| {
        open.set(false);
        if kept {
            title.set(String::new());
            detail.set(String::new());
            id.set(mint(RiskId::new));
        }
    };
    let choices = vec![Choice::new("latent", kind_word(true)), Choice::new("source", kind_word(false))];
    let chosen = move || if kind.get() == RiskKind::LatentThreat { "latent" } else { "source" }.to_owned();
    view! {
        <CommandDialog
            open
            on_close
            title=t!("service.risks.record.question")
            verb=t!("common.save")
            command=Signal::derive(command)
            done=t!("service.risks.record.done")
        >
            <Select
                label=t!("service.risks.kind")
                choices=choices.clone()
                value=Signal::derive(chosen)
                on_change=Callback::new(move |word: String| {
                    kind.set(if word == "latent" { RiskKind::LatentThreat } else { RiskKind::Source });
                })
            />
            <Field
                label=t!("service.risks.title")
                value=title
                on_input=Callback::new(move |text| title.set(text))
            />
            <TextArea
                label=t!("service.risks.detail")
                value=detail
                on_input=Callback::new(move |text| detail.set(text))
                help=t!("service.risks.detail.help")
            />
        </CommandDialog>
    }
}

/// How a risk was settled.
#[component]
fn SettleDialog(settling: RwSignal<Option<Risk>>) -> impl IntoView {
    let note = RwSignal::new(String::new());
    let command = move || settling.with(|risk| Some(settle_command(risk.as_ref()?, &note.get())));
    let title =
        move || settling.with(|risk| risk.as_ref().map(|risk| risk.title.clone()).unwrap_or_default());
    let on_close = move |kept| {
        settling.set(None);
        if kept {
            note.set(String::new());
        }
    };
    view! {
        <CommandDialog
            open=Signal::derive(move || settling.with(Option::is_some))
            on_close
            title=Signal::derive(title)
            verb=t!("service.risks.settle")
            command=Signal::derive(command)
            done=t!("service.risks.settle.done")
        >
            <TextArea
                label=t!("service.risks.how")
                value=note
                on_input=Callback::new(move |text| note.set(text))
            />
        </CommandDialog>
    }
}
