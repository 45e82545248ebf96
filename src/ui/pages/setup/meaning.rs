//! What the choices mean: one attack under both choices, and who would carry out each kind of action. Both are read
//! from the rules themselves.

use super::form::Form;
use crate::domain::approvals::Approval;
use crate::domain::onboarding::Draft;
use crate::domain::outlook::{kinds_with, outlook};
use crate::domain::response::ActionKind;
use crate::domain::settings::{Settings, Target};
use crate::domain::who_acts::Verdict;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::view::prelude::*;

/// When the attack of the example begins, in minutes of its day.
const ATTACK_BEGINS_MINUTES: u32 = 2 * 60;

/// The two cards.
#[component]
pub fn Meaning(
    /// The form whose choices they explain.
    form: Form,
) -> impl IntoView {
    let settings = Memo::new(move |_| {
        form.draft.with(|draft: &Draft| form.portal.read(|state| draft.applied_to(&state.settings)))
    });
    let outlook = Memo::new(move |_| settings.with(|settings| outlook(settings, form.portal.now())));
    view! {
        <Example settings outlook/>
        <Shares settings outlook/>
    }
}

/// Who would carry out each kind of action.
type Outlook = Vec<(ActionKind, Verdict)>;

/// A time of the example's day: `03:00`.
fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// Until when one side has to act, by its target.
fn by(from: u32, target: Option<u32>) -> Option<u32> {
    target.map(|minutes| from + minutes)
}

/// The same attack under both choices, timed by the targets for high severity. Which of them is the customer's follows
/// from who would isolate the device: a permission alone does not, where licences or the matrix leave it to the customer.
#[component]
fn Example(settings: Memo<Settings>, outlook: Memo<Outlook>) -> impl IntoView {
    let now = Memo::new(move |_| settings.with(|settings| (settings.permissions, settings.targets.high)));
    let isolating = Memo::new(move |_| {
        outlook.with(|all| all.iter().find(|(kind, _)| *kind == ActionKind::IsolateDevice).map(|(_, it)| *it))
    });
    let rows = move || {
        let (permissions, target) = now.get();
        let isolating = isolating.get();
        let guided = permissions.investigate && isolating == Some(Verdict::CustomerActs);
        let other = match isolating {
            _ if !permissions.investigate => Some(t!("setup.example.nobody")),
            Some(Verdict::AskFirst) => Some(t!("setup.example.ask-first")),
            Some(Verdict::RuledOut) => Some(t!("setup.example.never")),
            _ => None,
        };
        let left = (guided && permissions.respond)
            .then(|| view! { <p class="caption second">{t!("setup.example.left-to-you")}</p> });
        view! {
            {direct_row(target, isolating == Some(Verdict::ExpertsAct))}
            {guided_row(target, guided)}
            {left}
            {other.map(|text| view! { <p class="example example-chosen">{text}</p> })}
        }
    };
    view! {
        <section class="card card-body stack stack-8">
            <h2 class="card-title">{t!("setup.means")}</h2>
            <p class="data second">{t!("setup.example", time = clock(ATTACK_BEGINS_MINUTES))}</p>
            {rows}
            <p class="caption third">{t!("setup.example.targets")}</p>
        </section>
    }
}

fn direct_row(target: Target, chosen: bool) -> AnyView {
    let isolated = by(ATTACK_BEGINS_MINUTES, target.experts_minutes);
    let end =
        isolated.map_or_else(|| t!("setup.example.no-target"), |at| t!("setup.example.by", time = clock(at)));
    let points = [
        ("point-attack", clock(ATTACK_BEGINS_MINUTES), t!("setup.example.attack")),
        ("point-experts", isolated.map(clock).unwrap_or_default(), t!("setup.example.isolated")),
        ("point-you", isolated.map(clock).unwrap_or_default(), t!("setup.example.know")),
    ];
    row(t!("setup.example.direct"), end, chosen, points)
}

fn guided_row(target: Target, chosen: bool) -> AnyView {
    let told = by(ATTACK_BEGINS_MINUTES, target.experts_minutes);
    let isolated = told.and_then(|told| by(told, target.customer_minutes));
    let end = isolated
        .map_or_else(|| t!("setup.example.until-you"), |at| t!("setup.example.by-you", time = clock(at)));
    let points = [
        ("point-attack", clock(ATTACK_BEGINS_MINUTES), t!("setup.example.attack")),
        ("point-experts", told.map(clock).unwrap_or_default(), t!("setup.example.told")),
        ("point-you", isolated.map(clock).unwrap_or_default(), t!("setup.example.you-isolate")),
    ];
    row(t!("setup.example.guided"), end, chosen, points)
}

fn row(title: String, end: String, chosen: bool, points: [(&'static str, String, String); 3]) -> AnyView {
    let points = points
        .into_iter()
        .map(|(point, time, word)| {
            view! { <li class="example-point"><span class=format!("point {point}")></span>{time} " " {word}</li> }
        })
        .collect_view();
    let chosen_word = chosen.then(|| view! { <span class="unseen">", " {t!("setup.example.chosen")}</span> });
    view! {
        <div class="example" class:example-chosen=chosen>
            <p class="example-head"><strong>{title}</strong>{chosen_word}<span class="push">{end}</span></p>
            <ol class="example-line">{points}</ol>
        </div>
    }
    .into_any()
}

/// How many kinds of action each side carries out, and which.
#[component]
fn Shares(settings: Memo<Settings>, outlook: Memo<Outlook>) -> impl IntoView {
    let shares = Memo::new(move |_| {
        outlook.with(|found| {
            [Verdict::ExpertsAct, Verdict::AskFirst, Verdict::CustomerActs, Verdict::RuledOut]
                .map(|verdict| kinds_with(found, verdict))
        })
    });
    let title = move || {
        let permissions = settings.with(|settings| settings.permissions);
        match (permissions.investigate, permissions.respond) {
            (true, true) => t!("setup.shares.both"),
            (true, false) => t!("setup.shares.investigate"),
            (false, _) => t!("setup.shares.none"),
        }
    };
    let lines = move || {
        let [experts, asked, you, ruled_out] = shares.get();
        // What the matrix leads to is said once there is something of it.
        let some = |name: String, swatch, kinds: &[ActionKind]| {
            (!kinds.is_empty()).then(|| share(name, swatch, kinds))
        };
        view! {
            {share(t!("setup.shares.experts"), "swatch fill-experts", &experts)}
            {some(naming::approval(Approval::AskFirst), "swatch fill-you", &asked)}
            {share(t!("setup.shares.you"), "swatch fill-you", &you)}
            {some(naming::approval(Approval::Never), "swatch fill-never", &ruled_out)}
        }
    };
    let devices = move || {
        let all = settings.with(|settings| settings.permissions.all_devices);
        (!all).then(|| view! { <p class="inset">{t!("setup.shares.devices")}</p> })
    };
    view! {
        <section class="card card-body stack stack-8" aria-live="polite">
            <h2 class="card-title">{title}</h2>
            {lines}
            {devices}
        </section>
    }
}

fn share(name: String, swatch: &'static str, kinds: &[ActionKind]) -> AnyView {
    let count = t!("setup.shares.count", n = kinds.len(), all = ActionKind::ALL.len());
    let names: Vec<String> = kinds.iter().copied().map(naming::action_kind).collect();
    let head = view! { <span class=swatch></span>{name}<span class="push">{count}</span> };
    if names.is_empty() {
        return view! { <p class="share">{head}</p> }.into_any();
    }
    view! {
        <details class="share-all">
            <summary class="share">{head}</summary>
            <p class="caption third">{intl::both(&names)}</p>
        </details>
    }
    .into_any()
}
