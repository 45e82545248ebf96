//! The page of one hunt: what is looked for and how, what was found, how it ended, and the notification.

use super::edit::HuntDialog;
use super::notify::NotifyDialog;
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::hunt::{Finding, Hunt, HuntOutcome, HuntQuery};
use crate::domain::ids::HuntId;
use crate::domain::people::Party;
use crate::platform::{dom, intl};
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::attack;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::markdown::Markdown;
use crate::ui::parts::{
    Avatar, Badge, Breadcrumb, Button, ButtonKind, ButtonLink, ButtonSize, Choice, EmptyState, Glyph,
    IconButton, Select, TextArea, Tone,
};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn HuntPage(
    /// Which.
    #[prop(into)]
    id: String,
) -> impl IntoView {
    let portal = Portal::get();
    let known = Memo::new(move |_| {
        let id = HuntId::new(&id)?;
        portal.read(|state| state.experts.hunt(&id).cloned())
    });
    let back = move || (t!("hunting.title"), Route::Hunting.to_string());
    let body = move || match known.get() {
        Some(hunt) => hunt_view(portal, hunt),
        None => view! {
            <h1 class="title" tabindex="-1">{t!("hunting.gone")}</h1>
            <EmptyState title=t!("hunting.gone") text=t!("hunting.gone.help")/>
        }
        .into_any(),
    };
    view! {
        <div class="page">
            <Breadcrumb from=Signal::derive(back) here=Signal::derive(move || known.with(|it| it.as_ref().map(Hunt::code).unwrap_or_default()))/>
            {body}
        </div>
    }
    .into_any()
}

fn hunt_view(portal: Portal, hunt: Hunt) -> AnyView {
    let (editing, ending, notifying) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(false));
    let is_expert = portal.party() == Party::Experts;
    let is_open = hunt.ended.is_none();
    let over = t!(
        "hunting.over",
        kind = super::kind(hunt.plan.kind),
        who = hunt.begun.0.as_str(),
        when = intl::day(hunt.begun.1)
    );
    let notified = hunt.notification.clone().map(|id| {
        let label = t!("hunting.notification", id = id.as_str());
        let href = Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() }.to_string();
        view! { <ButtonLink label href icon=Glyph::Bell/> }
    });
    let notify = (is_expert && hunt.notification.is_none()).then(|| {
        view! { <Button label=t!("hunting.notify") kind=ButtonKind::Primary icon=Glyph::Bell on_press=move |_| notifying.set(true)/> }
    });
    let tools = (is_expert && is_open).then(|| {
        view! {
            <Button label=t!("hunting.edit") icon=Glyph::Edit on_press=move |_| editing.set(true)/>
            <Button label=t!("hunting.end") icon=Glyph::CheckCircle on_press=move |_| ending.set(true)/>
        }
    });
    let (id, plan) = (hunt.id.clone(), hunt.plan.clone());
    let edit =
        move || editing.get().then(|| view! { <HuntDialog id=id.clone() plan=plan.clone() open=editing/> });
    let ended = hunt.ended.clone().map(|end| {
        let said = t!("hunting.ended", who = end.by, when = intl::moment(end.at));
        view! {
            <section class="card card-body stack stack-4" aria-labelledby="hunt-end">
                <h2 class="section" id="hunt-end">{super::outcome(end.outcome)}</h2>
                <Markdown text=end.summary/>
                <p class="caption third"><bdi>{said}</bdi></p>
            </section>
        }
    });
    view! {
        <div class="row asset-head">
            <div class="grow">
                <h1 class="title" tabindex="-1"><bdi>{hunt.plan.title.clone()}</bdi></h1>
                <p class="row caption third"><bdi>{over}</bdi>{super::standing(&hunt)}</p>
            </div>
            <div class="row">{tools}{notify}{notified}</div>
        </div>
        <div class="with-side calm">
            <div class="stack calm">
                {ended}
                <section class="card card-body stack stack-4" aria-labelledby="hunt-hypothesis">
                    <h2 class="section" id="hunt-hypothesis">{t!("hunting.hypothesis")}</h2>
                    <Markdown text=hunt.plan.hypothesis.clone()/>
                </section>
                {findings(portal, &hunt)}
            </div>
            <div class="stack calm">
                {techniques(&hunt)}
                {queries(portal, &hunt.plan.queries)}
            </div>
        </div>
        {edit}
        <EndDialog id=hunt.id.clone() open=ending/>
        <NotifyDialog hunt=hunt open=notifying/>
    }
    .into_any()
}

fn techniques(hunt: &Hunt) -> AnyView {
    let ids = hunt.plan.techniques.clone();
    let facts = attack::facts();
    let items = move || {
        if ids.is_empty() {
            return view! { <p class="data third">{t!("hunting.techniques.none")}</p> }.into_any();
        }
        let facts = facts.get();
        let named = ids.iter().map(|id| {
            let name = facts.as_ref().and_then(|facts| facts.full_name(id));
            let label = name
                .map_or_else(|| id.clone(), |name| t!("incident.technique", id = id.as_str(), name = name));
            view! { <Badge label outlined=true/> }
        });
        view! { <div class="row row-tight hunt-techniques">{named.collect_view()}</div> }.into_any()
    };
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="hunt-techniques">
            <h2 class="section" id="hunt-techniques">{t!("hunting.techniques")}</h2>
            {items}
        </section>
    }
    .into_any()
}

/// One query with a button that copies it.
pub(in crate::ui::pages) fn kql(portal: Portal, name: String, kql: String) -> AnyView {
    let label = t!("hunting.copy", name = name.as_str());
    let text = kql.clone();
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            if dom::copy(&text).await {
                portal.say(Tone::Good, t!("alert.copied"));
            } else {
                portal.say(Tone::Warning, t!("queue.not-copied"));
            }
        });
    };
    view! {
        <li class="hunt-kql">
            <p class="row row-keep"><strong class="grow"><bdi>{name}</bdi></strong><IconButton label glyph=Glyph::Copy size=ButtonSize::S28 on_press=copy/></p>
            <pre tabindex="0"><code>{kql}</code></pre>
        </li>
    }
    .into_any()
}

/// The queries, each with a button that copies it.
pub(super) fn queries(portal: Portal, queries: &[HuntQuery]) -> AnyView {
    let items = queries.iter().enumerate().map(|(at, query)| {
        let name =
            if query.name.trim().is_empty() { t!("hunting.query", n = at + 1) } else { query.name.clone() };
        kql(portal, name, query.kql.clone())
    });
    let items = items.collect_view();
    let none = queries.is_empty().then(|| view! { <p class="data third">{t!("hunting.queries.none")}</p> });
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="hunt-queries">
            <h2 class="section" id="hunt-queries">{t!("hunting.queries")}</h2>
            {none}
            <ul class="hunt-list">{items}</ul>
        </section>
    }
    .into_any()
}

fn findings(portal: Portal, hunt: &Hunt) -> AnyView {
    let line = |it: &Finding| {
        view! {
            <li class="ask-message">
                <Avatar name=it.by.clone() party=Signal::stored(Some(Party::Experts))/>
                <div class="grow">
                    <p class="ask-who"><strong><bdi>{it.by.clone()}</bdi></strong> " " <span class="caption third">{intl::moment(it.at)}</span></p>
                    <Markdown text=it.text.clone()/>
                </div>
            </li>
        }
    };
    let lines = hunt.findings.iter().map(line).collect_view();
    let none =
        hunt.findings.is_empty().then(|| view! { <p class="data third">{t!("hunting.findings.none")}</p> });
    let can_add = hunt.ended.is_none() && portal.party() == Party::Experts;
    let add = can_add.then(|| add_finding(portal, hunt.id.clone()));
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="hunt-findings">
            <h2 class="section" id="hunt-findings">{t!("hunting.findings")}</h2>
            {none}
            <ol class="hunt-list">{lines}</ol>
            {add}
        </section>
    }
    .into_any()
}

fn add_finding(portal: Portal, id: HuntId) -> AnyView {
    let typed = RwSignal::new(String::new());
    let stored = StoredValue::new(id);
    let command =
        move || Command::Experts { act: Act::AddFinding { id: stored.get_value(), text: typed.get() } };
    let why = Memo::new(move |_| portal.why_not(&command()));
    let add = move |_| {
        if why.get_untracked().is_none() {
            portal.act(untrack(command), move |outcome| {
                if outcome.is_ok() {
                    let _ = typed.try_set(String::new());
                }
            });
        }
    };
    view! {
        <div class="stack stack-8">
            <TextArea label=t!("hunting.finding") rows=2 value=typed on_input=move |text| typed.set(text)/>
            <div class="row"><Button label=t!("hunting.finding.add") disallowed=why on_press=add/></div>
        </div>
    }
    .into_any()
}

/// How it ended.
#[component]
fn EndDialog(id: HuntId, open: RwSignal<bool>) -> impl IntoView {
    let (outcome, summary) = (RwSignal::new(HuntOutcome::Nothing), RwSignal::new(String::new()));
    let stored = StoredValue::new(id);
    let command = move || Command::Experts {
        act: Act::EndHunt { id: stored.get_value(), outcome: outcome.get(), summary: summary.get() },
    };
    let choices = || {
        HuntOutcome::ALL.iter().map(|it| Choice::new(it.as_str(), super::outcome(*it))).collect::<Vec<_>>()
    };
    let choose = move |word: String| {
        if let Some(it) = HuntOutcome::ALL.into_iter().find(|it| it.as_str() == word) {
            outcome.set(it);
        }
    };
    view! {
        <CommandDialog
            open
            on_close=move |_| open.set(false)
            title=t!("hunting.end.question")
            text=t!("hunting.end.help")
            verb=t!("hunting.end")
            command=Signal::derive(move || Some(command()))
        >
            <Select label=t!("hunting.outcome") choices=Signal::derive(choices) value=Signal::derive(move || outcome.get().as_str().to_owned()) on_change=choose/>
            <TextArea label=t!("hunting.summary") rows=4 value=summary on_input=move |text| summary.set(text)/>
        </CommandDialog>
    }
    .into_any()
}
