//! An incident from a conversation: it comes in as any other incident does, with everything that was said.

use crate::domain::brief::AssetKind;
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::inquiry::{About, AboutKind, Inquiry};
use crate::domain::ids::{IncidentId, InquiryId};
use crate::domain::state::State;
use crate::domain::vocabulary::Severity;
use crate::formats::raised::Raised;
use crate::platform::{clock, random};
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::import_job::{self, Read, Source, Taken};
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Choice, Dialog, Field, Select, Tone};
use crate::ui::portal::Portal;
use crate::ui::sending::Sending;
use crate::ui::text::text;
use crate::view::prelude::*;
use std::rc::Rc;

/// So many digits of chance stand in the id, so that no other workspace has it.
const CHANCE_DIGITS: usize = 6;
/// The severities that can be chosen.
const SEVERITIES: [Severity; 3] = [Severity::High, Severity::Medium, Severity::Low];

/// Takes a raised incident in.
///
/// # Errors
/// Why it could not be kept, in words.
pub(crate) async fn take_in(portal: Portal, name: String, text: String) -> Result<(), String> {
    let source = Source::Text(name, Rc::new(text.into_bytes()));
    match import_job::read(portal, &[source], Vec::new(), |_| (), || false).await {
        Read::Ready(ready) => match ready.take().await {
            Taken::Kept | Taken::Known => Ok(()),
            Taken::Failed(why) => Err(why),
        },
        Read::Failed(why) => Err(why),
        Read::Nothing(_) | Read::Cancelled => Err(t!("ask.raise.failed")),
    }
}

/// An id that tells where the incident comes from and is no other's.
pub(crate) fn fresh(stem: &str) -> String {
    let chance: String = random::hex_id().chars().take(CHANCE_DIGITS).collect();
    format!("{stem}-{chance}")
}

fn is_of_incident(about: &About) -> bool {
    matches!(about.kind, AboutKind::Incident | AboutKind::Alert)
}

/// What a question is about, with the assets of the incidents among it and of those in which its alerts stand: an
/// incident has assets as evidence, and neither incidents nor alerts are any.
fn with_assets(state: &State, about: &[About]) -> Vec<About> {
    let mut all: Vec<About> = about.to_vec();
    for it in about.iter().filter(|it| is_of_incident(it)) {
        let id = it.incident.as_ref().map_or(it.id.as_str(), IncidentId::as_str);
        let Some(known) = state.catalogue.find(id) else { continue };
        for asset in known.assets() {
            let kind = match asset.kind {
                AssetKind::Device => AboutKind::Device,
                AssetKind::User => AboutKind::User,
                AssetKind::Mailbox => AboutKind::Mailbox,
                AssetKind::CloudApp => AboutKind::App,
            };
            let (id, name) = (asset.id.clone(), asset.name.clone());
            if !all.iter().any(|known| known.kind == kind && known.id == id) {
                all.push(About { kind, id, name, incident: None, signs: Vec::new() });
            }
        }
    }
    all
}

async fn raise(
    portal: Portal,
    known: Inquiry,
    title: String,
    severity: Severity,
) -> Result<IncidentId, String> {
    let id = fresh(&known.code());
    let named = known.question.about.iter().filter(|it| is_of_incident(it)).map(|it| {
        t!(
            "ask.raise.about",
            kind = text(&format!("ask.kind.{}", it.kind.as_str()), &[]),
            name = &it.name,
            id = &it.id
        )
    });
    let mut parts = vec![t!("ask.raise.from", code = known.code())];
    parts.extend(named);
    parts.push(known.question.text.clone());
    let description = parts.join("\n\n");
    let about = portal.glance(|state| with_assets(state, &known.question.about));
    let raised = Raised {
        id: &id,
        title: &title,
        description: &description,
        severity,
        at: clock::now(),
        about: &about,
        messages: &known.messages,
        techniques: &[],
        category: None,
        recommended: "",
        queries: &[],
    };
    take_in(portal, format!("{}.json", known.code()), raised.text()).await?;
    let incident = IncidentId::new(&id).ok_or_else(|| t!("ask.raise.failed"))?;
    let act = Act::LinkIncident { id: known.id.clone(), incident: incident.clone() };
    let linked = portal.send(Command::Experts { act }).await;
    linked.map_err(|failure| crate::ui::failures::save_failure(&failure))?;
    Ok(incident)
}

/// The question before an incident is made.
#[component]
pub(super) fn RaiseDialog(inquiry: InquiryId, open: RwSignal<bool>) -> impl IntoView {
    let portal = Portal::get();
    let known = portal.glance(|state| state.experts.inquiry(&inquiry).cloned());
    let title = RwSignal::new(known.as_ref().map(|it| it.question.subject.clone()).unwrap_or_default());
    let severity = RwSignal::new(Severity::Medium.as_str().to_owned());
    let sending = Sending::new(portal);
    let busy = sending.is_busy;
    let inquiry = StoredValue::new(inquiry);
    let submit = move |()| {
        let known = portal.glance(|state| inquiry.with_value(|id| state.experts.inquiry(id).cloned()));
        let Some(known) = known else { return };
        let level = Severity::parse(&severity.get_untracked());
        let words = title.get_untracked();
        sending.run(raise(portal, known, words, level), move |id| {
            portal.say(Tone::Good, t!("ask.raise.done", id = id.as_str()));
            portal.go(&Route::Incident { id, tab: IncidentTab::default(), queue: Queue::default() });
            let _ = open.try_set(false);
        });
    };
    let why = Memo::new(move |_| title.with(|it| it.trim().is_empty()).then(|| t!("ask.raise.no-title")));
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| open.set(false)/>
            <Button label=t!("ask.make-incident") kind=ButtonKind::Primary busy disallowed=why submit=true/>
        }
    };
    let choices =
        || SEVERITIES.iter().map(|it| Choice::new(it.as_str(), naming::severity(it))).collect::<Vec<_>>();
    view! {
        <Dialog
            open
            on_close=Callback::new(move |()| open.set(false))
            on_submit=submit
            title=t!("ask.raise.question")
            text=t!("ask.raise.help")
            buttons
        >
            <Field label=t!("ask.raise.title") value=title on_input=move |text| title.set(text)/>
            <Select
                label=t!("ask.raise.severity")
                choices=Signal::derive(choices)
                value=severity
                on_change=move |word| severity.set(word)
            />
            {sending.said()}
        </Dialog>
    }
    .into_any()
}
