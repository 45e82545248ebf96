//! What a playbook would plan for an incident, as it stands in the form: nothing is changed by looking.

use super::form::Form;
use crate::analytics::filter::{Filter, Mark};
use crate::analytics::linked::Linked;
use crate::analytics::sort::{Sort, SortKey};
use crate::domain::action::Action;
use crate::domain::decide::proposal;
use crate::domain::ids::{ActionId, IncidentId};
use crate::domain::indicator::Indicator;
use crate::domain::people::Party;
use crate::domain::playbook::{ConditionKind, Conditions, Playbook};
use crate::domain::refusal::Refusal;
use crate::domain::response::InvestigationSummary;
use crate::domain::text::clip;
use crate::t;
use crate::ui::markdown::Markdown;
use crate::ui::pages::incident::indicators;
use crate::ui::parts::{Banner, Choice, Field, Glyph, NoteLine, Select, Tone};
use crate::ui::portal::Portal;
use crate::ui::{extent, refusals};
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// So many incidents are offered.
const OFFERED_MAX: usize = 12;
/// Among so many of the latest those are sought that meet the conditions.
const LOOKED_AT: usize = 300;
/// Longest name, in characters.
const NAME_CHARS: usize = 120;

/// What would come of it.
#[derive(Clone, PartialEq)]
struct Preview {
    /// The conditions that do not hold.
    unmet: Vec<ConditionKind>,
    /// The summary and the actions, or what stands against them.
    planned: Result<(InvestigationSummary, Vec<Action>), Refusal>,
    /// How many actions are left out, since the response has them already.
    known: usize,
}

/// The content of the card.
pub(super) fn preview(portal: Portal, form: Form) -> AnyView {
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(None::<IncidentId>);
    let found = RwSignal::new((None::<IncidentId>, Vec::<Indicator>::new()));
    Effect::new(move |_| {
        let Some(id) = chosen.get() else { return };
        spawn_local(async move {
            let named = indicators(portal, &id).await.unwrap_or_default();
            // Another one may have been chosen meanwhile, or the page left.
            if chosen.try_get_untracked().flatten().as_ref() == Some(&id) {
                found.set((Some(id), named));
            }
        });
    });
    let when = Memo::new(move |_| form.read().when);
    let offered = Memo::new(move |_| offered(portal, &when.get(), &typed.get()));
    let choices = move || {
        let mut choices = vec![Choice::new("", t!("playbook.preview.choose"))];
        choices.extend(offered.get().into_iter().map(|(id, name)| Choice::new(id.as_str(), name)));
        choices
    };
    let shown = Memo::new(move |_| {
        let (id, found) = found.get();
        let id = chosen.get().filter(|chosen| Some(chosen) == id.as_ref())?;
        of_incident(portal, &form.read().original(), &id, &found)
    });
    let result = move || shown.with(|shown| shown.as_ref().map(outcome));
    view! {
        <p class="caption third">{t!("playbook.preview.help")}</p>
        <div class="alerts-filters">
            <Field
                label=t!("join.search")
                kind="search"
                icon=Glyph::Search
                value=typed
                on_input=move |now: String| typed.set(now)
            />
            <Select
                label=t!("alerts.incident")
                choices=Signal::derive(choices)
                value=Signal::derive(move || chosen.get().map(|id| id.to_string()).unwrap_or_default())
                on_change=move |word: String| chosen.set(IncidentId::new(&word))
            />
        </div>
        <div class="stack stack-8" role="status">{result}</div>
    }
    .into_any()
}

/// The incidents that are offered: those that a text finds, else the latest, first those that meet the conditions.
fn offered(portal: Portal, when: &Conditions, typed: &str) -> Vec<(IncidentId, String)> {
    let typed = typed.trim();
    let mut filter = Filter::default();
    if !typed.is_empty() {
        filter.set_text(typed, Mark::Asked);
    }
    let latest = Sort { key: SortKey::Created, descending: true };
    let rows = portal.board(|board| {
        portal.reader.with_untracked(|reader| {
            Linked::new(&board.columns, &filter, reader).page(&board.columns, latest, 0, LOOKED_AT)
        })
    });
    portal.glance(|state| {
        let known = rows.into_iter().filter_map(|row| state.catalogue.get(row));
        let mut known: Vec<_> = known.map(|known| (!when.fit(&known.to_brief()), known)).collect();
        known.sort_by_key(|(does_not_fit, _)| *does_not_fit);
        let line = |known: crate::domain::catalogue::Known<'_>| {
            let title = clip(known.title(), NAME_CHARS);
            Some((IncidentId::new(known.id())?, t!("join.line", id = known.id(), title = title.as_ref())))
        };
        known.into_iter().filter_map(|(_, known)| line(known)).take(OFFERED_MAX).collect()
    })
}

fn of_incident(portal: Portal, playbook: &Playbook, id: &IncidentId, found: &[Indicator]) -> Option<Preview> {
    let actor = portal.actor();
    let now = portal.reader.with_untracked(|reader| reader.now);
    portal.read(|state| {
        let incident = state.incident(id.as_str())?;
        let brief = incident.brief();
        let planned = proposal(state, incident, playbook, (&actor, now), found);
        let seed = ActionId::new("preview")?;
        let wanted = playbook.spoken().plans_for(&brief, &seed, false).len();
        let new = planned.as_ref().map_or(wanted, |(_, actions)| actions.len());
        Some(Preview { unmet: playbook.when.unmet(&brief), planned, known: wanted.saturating_sub(new) })
    })
}

/// The preview in words.
fn outcome(preview: &Preview) -> AnyView {
    let fits = match preview.unmet.as_slice() {
        [] => {
            view! { <NoteLine glyph=Glyph::CheckCircle>{t!("playbook.preview.fits")}</NoteLine> }.into_any()
        }
        unmet => {
            let named: Vec<String> = unmet.iter().map(|kind| condition(*kind)).collect();
            let why = t!("playbook.preview.does-not-fit", conditions = named.join(", "));
            view! { <NoteLine glyph=Glyph::Info>{why}</NoteLine> }.into_any()
        }
    };
    let planned = match &preview.planned {
        Err(refusal) => {
            let why = refusals::refusal(refusal);
            view! { <Banner tone=Tone::Warning small=true>{why}</Banner> }.into_any()
        }
        Ok((summary, actions)) => view! { {list(actions, preview.known)} {sections(summary)} }.into_any(),
    };
    view! { {fits} {planned} }.into_any()
}

/// The line of the form in which a condition stands.
fn condition(kind: ConditionKind) -> String {
    match kind {
        ConditionKind::Severity => t!("incident.severity"),
        ConditionKind::Category => t!("incident.category"),
        ConditionKind::Technique => t!("incident.techniques"),
        ConditionKind::Evidence => t!("incident.evidence"),
    }
}

/// The actions in their order, each with who would act and what comes first.
fn list(actions: &[Action], known: usize) -> AnyView {
    let title = |action: &Action| clip(&action.plan.title, NAME_CHARS).into_owned();
    let line = |action: &Action| {
        let party = match action.party {
            Party::Customer => t!("response.for-customer"),
            Party::Experts => t!("response.by-experts"),
        };
        let kind = extent::kind(action.plan.kind, action.plan.extent);
        let firsts = action.plan.firsts().filter_map(|id| actions.iter().find(|other| other.plan.id == *id));
        let firsts: Vec<String> = firsts.map(title).collect();
        let after = (!firsts.is_empty()).then(|| {
            let words = t!("playbook.preview.after", titles = firsts.join("; "));
            view! { <span class="line-2 caption third"><bdi>{words}</bdi></span> }
        });
        view! {
            <li>
                <bdi>{title(action)}</bdi>
                <span class="line-2 caption third">{kind} " · " {party}</span>
                {after}
            </li>
        }
    };
    let items = actions.iter().map(line).collect_view();
    let known =
        (known > 0).then(|| view! { <p class="caption second">{t!("playbook.apply.left", n = known)}</p> });
    view! {
        <h3 class="response-head">{t!("playbook.preview.actions", n = actions.len())}</h3>
        <ol class="data playbook-preview">{items}</ol>
        {known}
    }
    .into_any()
}

/// The sections of the summary that say something.
fn sections(summary: &InvestigationSummary) -> AnyView {
    let sections = super::editor::SECTIONS.iter().filter_map(|(label, at)| {
        let text = at(&mut summary.clone()).clone();
        let is_said = !text.trim().is_empty();
        is_said.then(|| view! { <h4 class="caption strong second">{label()}</h4> <Markdown text/> })
    });
    view! {
        <h3 class="response-head">{t!("response.summary")}</h3>
        <div class="inset inset-edged stack stack-4">{sections.collect_view()}</div>
    }
    .into_any()
}
