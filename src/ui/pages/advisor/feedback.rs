//! Feedback and escalations: what was said, how it stands against its target, and a form for more.

use super::command;
use super::talk;
use crate::domain::experts::advisor::AdvisorCommand as Act;
use crate::domain::experts::advisor::feedback::{Feedback, FeedbackKind, FeedbackState, Said};
use crate::domain::ids::IncidentId;
use crate::platform::{intl, random};
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::entries::{Words, open_and_over};
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Choice, Field, Glyph, Hue, Pill, Select, TextArea};
use crate::ui::portal::Portal;
use crate::ui::refusals;
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
    let rows = move |resolved: bool| {
        let mut rows: Vec<Feedback> =
            all.with(|all| all.iter().filter(|it| it.is_resolved() == resolved).cloned().collect());
        // The most urgent first, then what waits longest.
        let targets = portal.read(|state| state.settings.feedback);
        rows.sort_by_key(|it| (std::cmp::Reverse(it.said.kind), it.due(&targets).unwrap_or(it.at)));
        rows
    };
    let words = [
        Words { title: t!("feedback.open"), none: t!("feedback.none"), help: t!("feedback.none.help") },
        Words {
            title: t!("feedback.resolved"),
            none: t!("feedback.none-resolved"),
            help: t!("feedback.none-resolved.help"),
        },
    ];
    view! {
        <div class="with-side calm">
            {open_and_over("feedback", words, rows, move |it| talk::row(portal, it, asked))}
            <section class="card" aria-labelledby="feedback-how">
                <div class="card-head"><h2 class="section" id="feedback-how">{t!("feedback.how")}</h2></div>
                <div class="card-body stack stack-8">
                    <p class="data second">{t!("feedback.how.help")}</p>
                    {targets(portal)}
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
fn targets(portal: Portal) -> AnyView {
    let rows = move || {
        let targets = portal.read(|state| state.settings.feedback);
        let one = |kind: FeedbackKind| {
            let within =
                targets.of(kind).map_or_else(|| t!("feedback.no-target"), |n| t!("feedback.target", n = n));
            view! { <li class="condition"><span>{kind_name(kind)}</span><span class="condition-value">{within}</span></li> }
        };
        FeedbackKind::ALL.into_iter().map(one).collect_view()
    };
    let href = Route::Service(ServicePage::Targets).to_string();
    view! {
        <ul class="conditions">{rows}</ul>
        <p class="data"><a class="link" href=href>{t!("feedback.targets.change")}</a></p>
    }
    .into_any()
}

pub(super) fn kind_name(kind: FeedbackKind) -> String {
    naming::feedback_kind(kind)
}

/// How it stands, as a pill.
pub(super) fn standing(portal: Portal, it: &Feedback) -> AnyView {
    let (label, hue, icon) = match it.state(&portal.read(|state| state.settings.feedback)) {
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
    let error = move |field: &'static str| {
        MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), field)))
    };
    let kinds =
        || FeedbackKind::ALL.iter().map(|it| Choice::new(it.as_str(), kind_name(*it))).collect::<Vec<_>>();
    let choose = move |word: String| {
        let kind = FeedbackKind::ALL.into_iter().find(|it| it.as_str() == word).unwrap_or_default();
        said.update(|it| it.kind = kind);
    };
    view! {
        <CommandDialog
            open
            on_close=move |_| open.set(false)
            title=t!("feedback.give.question")
            text=t!("feedback.give.help")
            verb=t!("feedback.give.send")
            command=Signal::derive(move || Some(act()))
            done=t!("feedback.given")
        >
            <Select label=t!("feedback.kind") choices=Signal::derive(kinds) value=Signal::derive(move || said.with(|it| it.kind.as_str().to_owned())) on_change=choose/>
            <Field label=t!("feedback.subject") error=error("subject") value=Signal::derive(move || said.with(|it| it.subject.clone())) on_input=move |text| said.update(|it| it.subject = text)/>
            <TextArea label=t!("feedback.text") rows=5 error=error("text") value=Signal::derive(move || said.with(|it| it.text.clone())) on_input=move |text| said.update(|it| it.text = text)/>
            <Field label=t!("feedback.incident") optional=true value=incident on_input=move |text| incident.set(text)/>
        </CommandDialog>
    }
    .into_any()
}
