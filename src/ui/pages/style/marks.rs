//! Marks, action states and chart encodings of the style page.

use super::card;
use crate::domain::people::Party;
use crate::domain::vocabulary::{Severity, Status, Tactic, TacticSet, Verdict};
use crate::t;
use crate::ui::parts::{
    ActionCard, Arc, ArcState, Band, Button, ButtonSize, ClockFace, Countdown, GateRing, Glyph, HalfDisc,
    Hue, Order, Pill, ScoreBadge, SeverityMark, StatusMark, TacticStrip, VerdictMark,
};
use crate::view::prelude::*;

/// Severity, score, status, clocks, pills and tactics.
#[component]
pub(super) fn Marks() -> impl IntoView {
    let line = |name: String, marks: AnyView| view! { <dt>{name}</dt><dd class="row row-marks">{marks}</dd> };
    let levels = [Severity::High, Severity::Medium, Severity::Low, Severity::Informational];
    let severities = levels.map(|level| view! { <SeverityMark level/> }).collect_view();
    let scores = view! {
        {[Some(96), Some(61), Some(9), None].map(|score| view! { <ScoreBadge score/> }).collect_view()}
        <span class="caption third">{t!("style.score-note")}</span>
    };
    let statuses = Status::ALL.iter().cloned().map(|status| view! { <StatusMark status/> }).collect_view();
    let verdicts = [Verdict::Malicious, Verdict::Suspicious, Verdict::NoThreatsFound]
        .map(|verdict| view! { <VerdictMark verdict/> })
        .collect_view();
    let clock = |share_left: f64, left: String, word: String, party: Party, band: Band| {
        let clock = ClockFace { share_left, left, word, due: Some(t!("style.due")), party, band };
        view! { <Countdown clock/> }
    };
    let clocks = view! {
        {clock(0.6, t!("style.left-long"), t!("style.you"), Party::Customer, Band::OnTime)}
        {clock(0.45, t!("style.left-middle"), t!("style.experts"), Party::Experts, Band::OnTime)}
        {clock(0.05, t!("style.left-short"), t!("style.at-risk"), Party::Customer, Band::AtRisk)}
        {clock(0.0, t!("style.left-over"), t!("style.overdue"), Party::Customer, Band::Over)}
        {clock(0.5, t!("style.resumes"), t!("style.paused"), Party::Customer, Band::Paused)}
    };
    let pills = view! {
        <Pill label=t!("status.awaitingAction") hue=Hue::You icon=Glyph::Hand/>
        <Pill label=t!("party.experts") hue=Hue::Experts icon=Glyph::Experts/>
        <Pill label=t!("action-state.completed") hue=Hue::Good icon=Glyph::CheckCircle/>
        <Pill label=t!("action-state.failed") hue=Hue::High icon=Glyph::Error/>
        <Pill label=t!("style.stale") hue=Hue::Medium icon=Glyph::Clock/>
        <Pill label=t!("action-state.notStarted") icon=Glyph::Circle/>
    };
    let seen = [
        Tactic::InitialAccess,
        Tactic::Execution,
        Tactic::Persistence,
        Tactic::CredentialAccess,
        Tactic::LateralMovement,
        Tactic::CommandAndControl,
    ];
    let seen: TacticSet = seen.into_iter().collect();
    let tactics = view! {
        <TacticStrip tactics=seen/>
        <span class="caption third">{t!("style.tactics-note")}</span>
    };
    let body = view! {
        <dl class="marks">
            {line(t!("style.severity"), severities.into_any())}
            {line(t!("style.score"), scores.into_any())}
            {line(t!("style.status"), statuses.into_any())}
            {line(t!("style.verdict"), verdicts.into_any())}
            {line(t!("style.response-due"), clocks.into_any())}
            {line(t!("style.pills"), pills.into_any())}
            {line(t!("style.tactics"), tactics.into_any())}
        </dl>
    };
    card(t!("style.marks"), body.into_any())
}

/// One closed action card for each state.
#[component]
pub(super) fn ActionStates() -> impl IntoView {
    let action =
        |name: String, line: String, hue: Hue, icon: Option<Glyph>, state: String, button: Option<String>| {
            let end = move || {
                let (state, button) = (state.clone(), button.clone());
                let half = move || icon.is_none().then(|| view! { <HalfDisc/> });
                view! {
                    <Pill label=state hue icon mark=half small=true/>
                    {button.map(|label| view! { <Button label size=ButtonSize::S24/> })}
                }
            };
            view! { <ActionCard order=Order::None name line end/> }
        };
    let undo = || Some(t!("parts.undo"));
    let body = view! {
        <div class="stack stack-8">
            {action(t!("style.action-1"), t!("style.action-1-line"), Hue::Neutral, Some(Glyph::Circle), t!("action-state.notStarted"), None)}
            {action(t!("style.action-2"), t!("style.action-2-line"), Hue::You, Some(Glyph::Refresh), t!("action-state.inProgress"), None)}
            {action(t!("style.action-3"), t!("style.action-3-line"), Hue::You, None, t!("style.partly"), None)}
            {action(t!("style.action-4"), t!("style.action-4-line"), Hue::Good, Some(Glyph::CheckCircle), t!("action-state.completed"), undo())}
            {action(t!("style.action-5"), t!("style.action-5-line"), Hue::High, Some(Glyph::Error), t!("action-state.failed"), Some(t!("style.retry")))}
            {action(t!("style.action-6"), t!("style.action-6-line"), Hue::Neutral, Some(Glyph::ArrowRight), t!("action-state.skipped"), Some(t!("style.reopen")))}
            {action(t!("style.action-7"), t!("style.action-7-line"), Hue::Neutral, Some(Glyph::Snooze), t!("style.snoozed"), None)}
            {action(t!("style.action-8"), t!("style.action-8-line"), Hue::Neutral, Some(Glyph::Delegated), t!("style.delegated"), None)}
        </div>
    };
    card(t!("style.actions"), body.into_any())
}

/// The fills of charts and the gate ring.
#[component]
pub(super) fn ChartEncodings() -> impl IntoView {
    let legend = [
        ("fill-experts", t!("style.experts-fill")),
        ("fill-you", t!("style.you-fill")),
        ("fill-open", t!("style.open-fill")),
        ("fill-amount", t!("style.amount-fill")),
        ("fill-met", t!("style.met-fill")),
    ];
    let legend = legend
        .map(|(fill, name)| view! { <li><span class=format!("swatch {fill}")></span>{name}</li> })
        .collect_view();
    let met = Arc { share: 1.0, state: ArcState::Met };
    let rings = [
        [met; 3],
        [
            Arc { share: 0.78, ..Arc::default() },
            Arc { share: 0.9, ..Arc::default() },
            Arc { share: 1.0, ..Arc::default() },
        ],
        [met, Arc { share: 0.99, state: ArcState::Regressed }, met],
    ];
    let body = view! {
        <ul class="legend">{legend}</ul>
        <div class="bar">
            <span class="fill-experts" style:inline-size="75%"></span>
            <span class="fill-you" style:inline-size="19%"></span>
            <span class="fill-open" style:inline-size="5%"></span>
        </div>
        <div class="row row-wide">
            {rings.map(|arcs| view! { <GateRing arcs small=true/> }).collect_view()}
            <span class="caption third">{t!("style.ring-note")}</span>
        </div>
    };
    card(t!("style.charts"), body.into_any())
}
