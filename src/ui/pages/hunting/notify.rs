//! Defender Experts Notifications: from a hunt, and a sample for testing rules (service.md 1.14).

use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::hunt::Hunt;
use crate::domain::ids::IncidentId;
use crate::domain::vocabulary::Severity;
use crate::formats::raised::Raised;
use crate::platform::clock;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::attack;
use crate::ui::naming;
use crate::ui::pages::experts::{fresh, take_in};
use crate::ui::parts::{Button, ButtonKind, Choice, Dialog, Field, Select, TextArea, Tone};
use crate::ui::portal::Portal;
use crate::ui::sending::Sending;
use crate::view::prelude::*;

/// The title of a sample, as the service words it; rules of the customer are written against it.
const SAMPLE_TITLE: &str = "Defender Experts: Test Notification from Microsoft Defender Experts";
/// With these words the title of every notification begins.
const PREFIX: &str = "Defender Experts: ";
/// A query of the sample that runs anywhere.
const SAMPLE_KQL: &str = "DeviceInfo\n| where Timestamp > ago(1d)\n| summarize Devices = dcount(DeviceId)";
const SEVERITIES: [Severity; 2] = [Severity::High, Severity::Medium];

/// A notification before it is an incident.
struct Words {
    title: String,
    summary: String,
    recommended: String,
    severity: Severity,
    techniques: Vec<String>,
    queries: Vec<String>,
}

async fn raise(portal: Portal, stem: &str, words: Words) -> Result<IncidentId, String> {
    let id = fresh(stem);
    let category = words.techniques.iter().find_map(|id| {
        let facts = attack::facts().get_untracked()?;
        let tactic = facts.technique(id)?.tactics.iter().next()?;
        Some(tactic.as_str())
    });
    let raised = Raised {
        id: &id,
        title: &words.title,
        description: &words.summary,
        severity: words.severity,
        at: clock::now(),
        about: &[],
        messages: &[],
        techniques: &words.techniques,
        category,
        recommended: &words.recommended,
        queries: &words.queries,
    };
    take_in(portal, format!("{id}.json"), raised.text()).await?;
    IncidentId::new(&id).ok_or_else(|| t!("ask.raise.failed"))
}

fn go(portal: Portal, id: IncidentId) {
    portal.say(Tone::Good, t!("hunting.notified", id = id.as_str()));
    portal.go(&Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() });
}

/// What the summary says at first: how the hunt ended, or else what is looked for, and everything that was found.
fn summary_of(hunt: &Hunt) -> String {
    let first = hunt.ended.as_ref().map_or(&hunt.plan.hypothesis, |end| &end.summary);
    if hunt.findings.is_empty() {
        return first.clone();
    }
    let found: String = hunt.findings.iter().map(|it| format!("\n- {}", it.text.trim())).collect();
    format!("{first}\n\n{}{found}", t!("hunting.found"))
}

/// What the notification of a hunt says.
#[component]
pub(super) fn NotifyDialog(hunt: Hunt, open: RwSignal<bool>) -> impl IntoView {
    let portal = Portal::get();
    let first = summary_of(&hunt);
    let title = RwSignal::new(format!("{PREFIX}{}", hunt.plan.title));
    let (summary, recommended) = (RwSignal::new(first), RwSignal::new(String::new()));
    let severity = RwSignal::new(Severity::High.as_str().to_owned());
    let sending = Sending::new(portal);
    let busy = sending.is_busy;
    let hunt = StoredValue::new(hunt);
    let why = Memo::new(move |_| {
        if !title.with(|it| it.starts_with(PREFIX.trim_end())) {
            Some(t!("hunting.notify.prefix"))
        } else if summary.with(|it| it.trim().is_empty()) || recommended.with(|it| it.trim().is_empty()) {
            Some(t!("hunting.notify.incomplete"))
        } else {
            None
        }
    });
    let submit = Callback::new(move |()| {
        if why.get_untracked().is_some() {
            return;
        }
        let known = hunt.get_value();
        let words = Words {
            title: title.get_untracked(),
            summary: summary.get_untracked(),
            recommended: recommended.get_untracked(),
            severity: Severity::parse(&severity.get_untracked()),
            techniques: known.plan.techniques.clone(),
            queries: known.plan.queries.iter().map(|it| it.kql.clone()).collect(),
        };
        let work = async move {
            let id = raise(portal, &known.code(), words).await?;
            let act = Act::NotifyHunt { id: known.id, incident: id.clone() };
            // Where the hunt keeps no link, the notification is there all the same.
            let _ = portal.send(Command::Experts { act }).await;
            Ok(id)
        };
        sending.run(work, move |id| {
            go(portal, id);
            let _ = open.try_set(false);
        });
    });
    let choices =
        || SEVERITIES.iter().map(|it| Choice::new(it.as_str(), naming::severity(it))).collect::<Vec<_>>();
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| open.set(false)/>
            <Button label=t!("hunting.notify") kind=ButtonKind::Primary busy disallowed=why submit=true/>
        }
    };
    view! {
        <Dialog open on_close=Callback::new(move |()| open.set(false)) on_submit=submit title=t!("hunting.notify.question") text=t!("hunting.notify.help") buttons>
            <Field label=t!("ask.raise.title") value=title on_input=move |text| title.set(text)/>
            <Select label=t!("ask.raise.severity") choices=Signal::derive(choices) value=severity on_change=move |word| severity.set(word)/>
            <TextArea label=t!("hunting.executive") rows=6 value=summary on_input=move |text| summary.set(text)/>
            <TextArea label=t!("hunting.recommended") rows=4 value=recommended on_input=move |text| recommended.set(text)/>
            {sending.said()}
        </Dialog>
    }
    .into_any()
}

/// A notification for testing rules and channels.
#[component]
pub(super) fn SampleDialog(open: RwSignal<bool>) -> impl IntoView {
    let portal = Portal::get();
    let sending = Sending::new(portal);
    let busy = sending.is_busy;
    let submit = Callback::new(move |()| {
        let words = Words {
            title: SAMPLE_TITLE.to_owned(),
            summary: t!("hunting.sample.summary"),
            recommended: t!("hunting.sample.recommended"),
            severity: Severity::Medium,
            techniques: vec!["T1059.001".to_owned()],
            queries: vec![SAMPLE_KQL.to_owned()],
        };
        sending.run(async move { raise(portal, "DEN-TEST", words).await }, move |id| {
            go(portal, id);
            let _ = open.try_set(false);
        });
    });
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| open.set(false)/>
            <Button label=t!("hunting.sample.make") kind=ButtonKind::Primary busy submit=true/>
        }
    };
    view! {
        <Dialog
            open
            on_close=Callback::new(move |()| open.set(false))
            on_submit=submit
            title=t!("hunting.sample.question")
            text=t!("hunting.sample.help")
            narrow=true
            buttons
        >
            {sending.said()}
        </Dialog>
    }
    .into_any()
}
