//! Feedback and escalations: what was said, how it stands against its target, and a form for more.

use super::command;
use super::talk;
use crate::domain::experts::advisor::AdvisorCommand as Act;
use crate::domain::experts::advisor::feedback::{Feedback, FeedbackKind, FeedbackState, Said};
use crate::domain::ids::IncidentId;
use crate::platform::{intl, random};
use crate::t;
use crate::ui::parts::{
    Button, ButtonKind, Choice, Dialog, EmptyState, Field, Glyph, Hue, Pill, Select, TextArea, Tone,
};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::text::text;
use crate::view::prelude::*;

/// The page below the tabs.
#[component]
pub(super) fn FeedbackPage() -> impl IntoView {
    let portal = Portal::get();
    let open = RwSignal::new(false);
    let asked = RwSignal::new(None::<talk::Asked>);
    let all = Memo::new(move |_| portal.read(|state| state.experts.advising.feedback.clone()));
    let probe = command(Act::GiveFeedback {
        id: random::feedback_id(),
        said: Box::new(Said { subject: "-".to_owned(), ..Said::default() }),
    });
    let why = Memo::new(move |_| portal.why_not(&probe));
    let part = move |id: &'static str, title: fn() -> String, resolved: bool| {
        let rows = move || {
            let mut rows: Vec<Feedback> =
                all.with(|all| all.iter().filter(|it| it.is_resolved() == resolved).cloned().collect());
            // The most urgent first, then what waits longest.
            rows.sort_by_key(|it| (std::cmp::Reverse(it.said.kind), it.due().unwrap_or(it.at)));
            if rows.is_empty() {
                let (title, help) = match resolved {
                    true => (t!("feedback.none-resolved"), t!("feedback.none-resolved.help")),
                    false => (t!("feedback.none"), t!("feedback.none.help")),
                };
                return view! { <EmptyState title text=help/> }.into_any();
            }
            let rows = rows.into_iter().map(|it| talk::row(portal, it, asked)).collect_view();
            view! { <ul class="notices">{rows}</ul> }.into_any()
        };
        view! {
            <section class="card" aria-labelledby=id>
                <div class="card-head"><h2 class="section" id=id>{title()}</h2></div>
                {rows}
            </section>
        }
    };
    view! {
        <div class="with-side calm">
            <div class="stack calm">
                {part("feedback-open", || t!("feedback.open"), false)}
                {part("feedback-resolved", || t!("feedback.resolved"), true)}
            </div>
            <section class="card" aria-labelledby="feedback-how">
                <div class="card-head"><h2 class="section" id="feedback-how">{t!("feedback.how")}</h2></div>
                <div class="card-body stack stack-8">
                    <p class="data second">{t!("feedback.how.help")}</p>
                    {targets()}
                    <div><Button label=t!("feedback.give") kind=ButtonKind::Primary icon=Glyph::Add disallowed=why on_press=move |_| open.set(true)/></div>
                </div>
            </section>
        </div>
        {move || open.get().then(|| view! { <GiveDialog open/> })}
        {move || asked.get().map(|what| view! { <talk::SayDialog what asked/> })}
    }
    .into_any()
}

/// By when an answer is awaited, by kind.
fn targets() -> AnyView {
    let one = |kind: FeedbackKind| {
        let within =
            kind.target_hours().map_or_else(|| t!("feedback.no-target"), |n| t!("feedback.target", n = n));
        view! { <li class="condition"><span>{kind_name(kind)}</span><span class="condition-value">{within}</span></li> }
    };
    view! { <ul class="conditions">{FeedbackKind::ALL.into_iter().map(one).collect_view()}</ul> }.into_any()
}

pub(super) fn kind_name(kind: FeedbackKind) -> String {
    text(&format!("feedback.kind.{}", kind.as_str()), &[])
}

/// How it stands, as a pill.
pub(super) fn standing(portal: Portal, it: &Feedback) -> AnyView {
    let (label, hue, icon) = match it.state() {
        FeedbackState::Resolved => (t!("feedback.state.resolved"), Hue::Good, Glyph::CheckCircle),
        FeedbackState::Answered(Some(true)) => (t!("feedback.state.in-time"), Hue::Good, Glyph::Chat),
        FeedbackState::Answered(Some(false)) => (t!("feedback.state.late"), Hue::Medium, Glyph::Chat),
        FeedbackState::Answered(None) => (t!("feedback.state.answered"), Hue::Neutral, Glyph::Chat),
        FeedbackState::Waiting(Some(due)) if due < portal.now() => {
            (t!("feedback.state.overdue", when = intl::moment(due)), Hue::High, Glyph::Warning)
        }
        FeedbackState::Waiting(Some(due)) => {
            (t!("feedback.state.waiting", when = intl::moment(due)), Hue::Neutral, Glyph::Clock)
        }
        FeedbackState::Waiting(None) => (t!("feedback.state.read"), Hue::Neutral, Glyph::CheckCircle),
    };
    view! { <Pill label hue icon small=true/> }.into_any()
}

/// What somebody says.
#[component]
fn GiveDialog(open: RwSignal<bool>) -> impl IntoView {
    let portal = Portal::get();
    let said = RwSignal::new(Said::default());
    let incident = RwSignal::new(String::new());
    let id = StoredValue::new(random::feedback_id());
    let act = move || {
        let said = Said { incident: IncidentId::new(&incident.get()), ..said.get() };
        command(Act::GiveFeedback { id: id.get_value(), said: Box::new(said) })
    };
    let refusal = Memo::new(move |_| portal.refusal(&act()));
    let why = Memo::new(move |_| refusal.with(|it| it.as_ref().map(refusals::refusal)));
    let error = move |field: &'static str| {
        MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), field)))
    };
    let save = Callback::new(move |()| {
        if why.get_untracked().is_some() {
            return;
        }
        portal.act(untrack(act), move |outcome| {
            if outcome.is_ok() {
                portal.say(Tone::Good, t!("feedback.given"));
            }
        });
        open.set(false);
    });
    let kinds =
        || FeedbackKind::ALL.iter().map(|it| Choice::new(it.as_str(), kind_name(*it))).collect::<Vec<_>>();
    let choose = move |word: String| {
        let kind = FeedbackKind::ALL.into_iter().find(|it| it.as_str() == word).unwrap_or_default();
        said.update(|it| it.kind = kind);
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| open.set(false)/>
            <Button label=t!("feedback.give.send") kind=ButtonKind::Primary disallowed=why submit=true/>
        }
    };
    view! {
        <Dialog open on_close=Callback::new(move |()| open.set(false)) on_submit=save title=t!("feedback.give.question") text=t!("feedback.give.help") buttons>
            <Select label=t!("feedback.kind") choices=Signal::derive(kinds) value=Signal::derive(move || said.with(|it| it.kind.as_str().to_owned())) on_change=choose/>
            <Field label=t!("feedback.subject") error=error("subject") value=Signal::derive(move || said.with(|it| it.subject.clone())) on_input=move |text| said.update(|it| it.subject = text)/>
            <TextArea label=t!("feedback.text") rows=5 error=error("text") value=Signal::derive(move || said.with(|it| it.text.clone())) on_input=move |text| said.update(|it| it.text = text)/>
            <Field label=t!("feedback.incident") optional=true value=incident on_input=move |text| incident.set(text)/>
        </Dialog>
    }
    .into_any()
}
