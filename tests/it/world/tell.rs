//! Answers in words, so that a table of tests reads as a story.

use watchfloor::domain::event::{Event, IncidentEvent as Happened};
use watchfloor::domain::experts::ExpertsEvent;
use watchfloor::domain::experts::advisor::AdvisorEvent;
use watchfloor::domain::people::Party;
use watchfloor::domain::refusal::Refusal;
use watchfloor::domain::response::{Action, ActionState};
use watchfloor::domain::steering::SteeringEvent as Steered;
use watchfloor::domain::work::Assignment;

/// What a command led to: its events, or `no: ` and the sentence of the refusal.
pub(crate) fn told(answer: &Result<Vec<Event>, Refusal>) -> String {
    match answer {
        Ok(events) => told_events(events),
        Err(refusal) => format!("no: {refusal}"),
    }
}

/// Events in order, a few words each.
fn told_events(events: &[Event]) -> String {
    events.iter().map(event).collect::<Vec<_>>().join("; ")
}

fn event(event: &Event) -> String {
    match event {
        Event::WorkspaceCreated { name, .. } => format!("workspace {name}"),
        Event::WorkspaceRenamed { name } => format!("renamed {name}"),
        Event::OnboardingDraftSaved { .. } => "draft saved".into(),
        Event::OnboardingSubmitted { .. } => "submitted".into(),
        Event::SettingsChanged { .. } => "settings".into(),
        Event::SettingsProposed { .. } => "proposed".into(),
        Event::ProposalClosed { approved, .. } => {
            format!("proposal {}", if *approved { "agreed" } else { "refused" })
        }
        Event::ContactNoted { contact, note, .. } => format!("noted {contact} {note:?}"),
        Event::ReadinessParametersSet { .. } => "parameters".into(),
        Event::ReadinessActionSet { key, status, .. } => format!("{key} {status:?}"),
        Event::Steered { what } => steered(what),
        Event::Experts { what } => experts(what),
        Event::PhaseStarted { phase, .. } => format!("phase {phase:?}"),
        Event::ImportTaken { import } => format!("import {}", import.id),
        Event::PlaybookSaved { playbook } => format!("playbook {} v{}", playbook.id, playbook.version),
        Event::AutomationAllowed { allowed } => format!("automation {allowed}"),
        Event::ReviewSaved { review } => format!("review {}", review.title),
        Event::ReviewRemoved { review } => format!("review {review} deleted"),
        Event::ReviewSigned { review, .. } => format!("review {review} signed"),
        Event::ImportUndone { import } => format!("import {import} undone"),
        Event::Incident { what, .. } => happened(what),
        Event::Incidents { groups, .. } => groups.iter().map(group).collect::<Vec<_>>().join(" | "),
        Event::TakenBack { command } => format!("{command} taken back"),
        Event::ViewSaved { view } => format!("view {}", view.name),
        Event::ViewRemoved { id } => format!("view -{id}"),
        Event::DefaultViewSet { id, .. } => {
            format!("opens on {}", id.as_ref().map_or("everything", |id| id.as_str()))
        }
    }
}

fn steered(what: &Steered) -> String {
    match what {
        Steered::SetAside { key, reason: Some(_) } => format!("{key} set aside"),
        Steered::SetAside { key, reason: None } => format!("{key} back"),
        Steered::Placed { key, rank: Some(rank), .. } => format!("{key} at {rank}"),
        Steered::Placed { key, rank: None, .. } => format!("{key} unplaced"),
        Steered::ReviewPlanned { on, .. } => format!("review on {on}"),
        Steered::ReviewHeld { met, .. } => format!("review held, {met} of 3"),
        Steered::CriticalNamed { name, agreed: true, .. } => format!("{name} critical"),
        Steered::CriticalNamed { name, .. } => format!("{name} proposed"),
        Steered::CriticalAgreed { name, .. } => format!("{name} agreed"),
        Steered::CriticalDropped { name, .. } => format!("{name} dropped"),
        Steered::RiskRecorded { id, kind, .. } => format!("{kind:?} {id}"),
        Steered::RiskSettled { id, .. } => format!("settled {id}"),
        Steered::WorkPlanned { work, assets, owner, .. } => format!("plan {} {assets} {owner}", work.key()),
        Steered::PlanDropped { key, .. } => format!("plan {key} dropped"),
    }
}

fn experts(what: &ExpertsEvent) -> String {
    match what {
        ExpertsEvent::Asked { id, question, .. } => format!("asked {id} {}", question.subject),
        ExpertsEvent::Taken { id } => format!("{id} taken"),
        ExpertsEvent::Replied { id, text, .. } => format!("{id}: {text}"),
        ExpertsEvent::Ended { id } => format!("{id} ended"),
        ExpertsEvent::Reopened { id } => format!("{id} again"),
        ExpertsEvent::BecameIncident { id, incident } => format!("{id} is {incident}"),
        ExpertsEvent::Seen { .. } => "seen".into(),
        ExpertsEvent::Rated { message, up } => format!("{message} rated {up:?}"),
        ExpertsEvent::SubscriptionEndSet { end } => format!("subscription ends {end:?}"),
        ExpertsEvent::HuntSaved { id, plan } => format!("hunt {id} {}", plan.title),
        ExpertsEvent::HuntFound { id, text } => format!("{id} found {text}"),
        ExpertsEvent::HuntEnded { id, outcome, .. } => format!("{id} ended {outcome:?}"),
        ExpertsEvent::HuntNotified { id, incident } => format!("{id} notified {incident}"),
        ExpertsEvent::CheckInPlanned { id, plan } => format!("check-in {id} on {}", plan.starts),
        ExpertsEvent::CheckInHeld { id, .. } => format!("{id} held"),
        ExpertsEvent::CheckInCancelled { id, .. } => format!("{id} called off"),
        ExpertsEvent::ChannelsSet { .. } => "channels".into(),
        ExpertsEvent::Dispatched { dispatch } => {
            format!("{} {}", dispatch.channel.as_str(), dispatch.outcome.as_str())
        }
        ExpertsEvent::Wrote { id, kind, question, .. } => {
            format!("wrote {id} {} {}", kind.as_str(), question.subject)
        }
        ExpertsEvent::SetAside { dispatches, reason } => format!("aside {}: {reason}", dispatches.len()),
        ExpertsEvent::PutBack { notices } => format!("back {}", notices.len()),
        ExpertsEvent::MailRuleSaved { id, terms } => format!("rule {id} {}", terms.name),
        ExpertsEvent::MailRuleRemoved { id } => format!("rule {id} gone"),
        ExpertsEvent::Advisor { what } => advisor(what),
    }
}

fn advisor(what: &AdvisorEvent) -> String {
    match what {
        AdvisorEvent::CardSet { card } => format!("advisor {}", card.name),
        AdvisorEvent::LessonSaved { id, plan } => format!("lesson {id} {}", plan.topic),
        AdvisorEvent::LessonSet { id, state } => format!("{id} {}", state.as_str()),
        AdvisorEvent::LessonDropped { id } => format!("lesson {id} dropped"),
        AdvisorEvent::ProductSaved { id, plan } => {
            format!("product {id} {} {}", plan.name, plan.area.as_str())
        }
        AdvisorEvent::ProductDropped { id } => format!("product {id} dropped"),
        AdvisorEvent::FeedbackGiven { id, said } => format!("{} {id} {}", said.kind.as_str(), said.subject),
        AdvisorEvent::FeedbackAnswered { id, text } => format!("{id}: {text}"),
        AdvisorEvent::FeedbackEscalated { id, .. } => format!("{id} escalated"),
        AdvisorEvent::FeedbackResolved { id, .. } => format!("{id} resolved"),
        AdvisorEvent::FeedbackReopened { id, .. } => format!("{id} again"),
    }
}

fn group(group: &watchfloor::domain::event::Group) -> String {
    let what: Vec<_> = group.what.iter().map(happened).collect();
    format!("{}: {}", ids(&group.incidents), what.join(", "))
}

fn ids(incidents: &[watchfloor::domain::ids::IncidentId]) -> String {
    incidents.iter().map(|id| id.as_str()).collect::<Vec<_>>().join("+")
}

fn happened(what: &Happened) -> String {
    match what {
        Happened::StatusChanged { from, to } => format!("status {} -> {}", from.as_str(), to.as_str()),
        Happened::Assigned { from, to } => format!("assigned {} -> {}", who(from), who(to)),
        Happened::Classified { classification, determination } => {
            format!("classified {}/{}", classification.as_str(), determination.as_str())
        }
        Happened::TagAdded { tag } => format!("tag +{tag}"),
        Happened::TagRemoved { tag } => format!("tag -{tag}"),
        Happened::SummarySaved { .. } => "summary".into(),
        Happened::ActionPlanned { action } => format!("planned {}", card(action)),
        Happened::ActionChanged { action, .. } => format!("changed {}", card(action)),
        Happened::ActionWithdrawn { action } => format!("withdrawn {action}"),
        Happened::ResponsePublished { actions, .. } => {
            format!("published [{}]", actions.iter().map(card).collect::<Vec<_>>().join(", "))
        }
        Happened::ActionStarted { action } => format!("started {action}"),
        Happened::ActionCompleted { action, .. } => format!("completed {action}"),
        Happened::ActionFailed { action, .. } => format!("failed {action}"),
        Happened::ActionSkipped { action, .. } => format!("skipped {action}"),
        Happened::ActionReopened { action } => format!("again {action}"),
        Happened::ActionReconciled { action, state, .. } => format!("told {action}{}", state_word(state)),
        Happened::TaskImported { action, .. } => format!("task {}", card(action)),
        Happened::Commented { comment } => format!("comment {} ({:?})", comment.id, comment.visibility),
        Happened::Resolved { forced: true, .. } => "resolved by force".into(),
        Happened::Resolved { .. } => "resolved".into(),
        Happened::Reopened { .. } => "reopened".into(),
        Happened::MergedInto { into, .. } => format!("merged into {into}"),
        Happened::Unmerged => "unmerged".into(),
        Happened::TookIn { incidents, .. } => format!("took in {}", ids(incidents)),
        Happened::LetGo { incidents } => format!("let go {}", ids(incidents)),
        Happened::Linked { others, .. } => format!("linked {}", ids(others)),
        Happened::Unlinked { others } => format!("unlinked {}", ids(others)),
        Happened::ClockPaused { until, .. } => format!("paused until {until}"),
        Happened::ClockResumed => "resumed".into(),
        other => agreed(other),
    }
}

fn agreed(what: &Happened) -> String {
    match what {
        Happened::ActionSkippedOn { action, assets, .. } => format!("{action} not on {}", assets.join(" ")),
        Happened::ActionAdvanced { action, assets, .. } => format!("{action} on {}", assets.join(" ")),
        Happened::ActionSnoozed { action, until: Some(until) } => format!("snoozed {action} until {until}"),
        Happened::ActionSnoozed { action, until: None } => format!("woken {action}"),
        Happened::ActionDelegated { action, to, .. } if to.is_empty() => format!("taken back {action}"),
        Happened::ActionDelegated { action, to, .. } => format!("{action} to {to}"),
        Happened::ApprovalAsked { action, .. } => format!("asked for {action}"),
        Happened::ApprovalAnswered { action, yes: true, .. } => format!("yes to {action}"),
        Happened::ApprovalAnswered { action, .. } => format!("no to {action}"),
        Happened::ApprovalExpired { action } => format!("no answer to {action}"),
        Happened::PlaybookApplied { playbook, automatic } => {
            format!(
                "playbook {} v{}{}",
                playbook.id,
                playbook.version,
                if *automatic { " by itself" } else { "" }
            )
        }
        Happened::CommentEdited { id, .. } => format!("comment {id} changed"),
        Happened::AlertManaged { alert, .. } => format!("alert {alert}"),
        Happened::HandedOver { to, .. } => format!("handed over to {to}"),
        other => panic!("{other:?} has no words"),
    }
}

fn who(assignment: &Assignment) -> String {
    let side = match assignment.party {
        None => "nobody",
        Some(Party::Experts) => "experts",
        Some(Party::Customer) => "customer",
    };
    match &assignment.person {
        Some(person) => format!("{side} ({person})"),
        None => side.into(),
    }
}

fn state_word(state: &ActionState) -> &'static str {
    match state {
        ActionState::NotStarted => "",
        ActionState::InProgress { .. } => " in progress",
        ActionState::Partly { .. } => " partly",
        ActionState::Completed { .. } => " completed",
        ActionState::Failed { .. } => " failed",
        ActionState::Skipped { .. } => " skipped",
    }
}

/// An action with its side and, once begun, its state.
fn card(action: &Action) -> String {
    let side = match action.party {
        Party::Experts => "experts",
        Party::Customer => "customer",
    };
    format!("{}: {side}{}", action.plan.id, state_word(&action.state))
}
