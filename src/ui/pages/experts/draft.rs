//! The question that is being written: kept in the tab, also while the page is loaded anew, and filled in from where it
//! was asked.

use crate::domain::experts::inquiry::{About, AboutKind, LetterKind, Purpose, Question};
use crate::domain::experts::question_scope::Nature;
use crate::domain::ids::IncidentId;
use crate::domain::on_call::call_order;
use crate::domain::text::clip;
use crate::formats::left_draft::{left_draft, read_left_draft};
use crate::platform::prefs;
use crate::route::{Ask, IncidentTab, Queue, Route, Subject};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// What is being written. Each kind is kept for itself: another perspective must not go on with the words of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A question to the experts.
    #[default]
    Question,
    /// A letter of the experts.
    Letter,
}

/// Longest name of something that a question is about, in characters.
const NAME_CHARS: usize = 120;
/// Preference: the addresses that were told last.
const PREF_TELL: &str = "ask.tell";

impl Kind {
    /// What the tab keeps under it: the workspace and what was not sent.
    fn left_behind(self) -> &'static str {
        match self {
            Self::Question => "question-draft",
            Self::Letter => "letter-draft",
        }
    }
}

/// What was entered so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    pub(super) purpose: Purpose,
    pub(super) nature: Nature,
    pub(super) subject: String,
    pub(super) text: String,
    pub(super) about: Vec<About>,
    pub(super) tell: String,
    /// What a letter is about.
    pub(super) letter: LetterKind,
}

impl Draft {
    /// Whether the subject is still the one that follows from what the question is about.
    fn has_own_subject(&self) -> bool {
        let subject = self.subject.trim();
        !subject.is_empty() && Purpose::ALL.into_iter().all(|it| suggestion(it, &self.about) != subject)
    }

    /// Whether the subject was filled in by the form.
    pub(super) fn has_proposed_subject(&self) -> bool {
        !self.subject.trim().is_empty() && !self.has_own_subject()
    }

    /// The question as it would be asked.
    pub(super) fn question(&self) -> Question {
        let tell = self.tell.split([',', ';']).map(str::trim).filter(|it| !it.is_empty());
        Question {
            purpose: self.purpose,
            nature: self.nature,
            subject: self.subject.trim().to_owned(),
            text: self.text.clone(),
            about: self.about.clone(),
            tell: tell.map(str::to_owned).collect(),
        }
    }
}

/// What the tab kept of this workspace.
fn kept(portal: Portal, kind: Kind) -> Option<Draft> {
    let text = prefs::of_tab(kind.left_behind())?;
    let (question, tell, letter): (Question, String, LetterKind) =
        portal.glance(|state| read_left_draft(&state.workspace.as_ref()?.0, &text))?;
    let Question { purpose, nature, subject, text, about, tell: _ } = question;
    Some(Draft { kind, purpose, nature, subject, text, about, tell, letter })
}

/// Keeps what was entered, until it is sent.
fn keep(portal: Portal, kind: Kind, draft: &Draft) {
    // Addresses are kept as they were typed: the last one may be half written.
    let entered = (draft.question(), &draft.tell, draft.letter);
    let text = portal.glance(|state| left_draft(&state.workspace.as_ref()?.0, &entered));
    prefs::set_of_tab(kind.left_behind(), text.as_deref());
}

/// The draft with what the address adds to it.
pub(super) fn open(portal: Portal, kind: Kind) -> RwSignal<Draft> {
    let fresh = || Draft { kind, tell: first_address(portal), ..Draft::default() };
    let draft = RwSignal::new(kept(portal, kind).unwrap_or_else(fresh));
    Effect::new(move |_| draft.with(|draft| keep(portal, kind, draft)));
    let subject = Memo::new(move |_| {
        portal.route.with(|route| match route {
            Route::Ask(Ask { about, .. }) => about.clone(),
            _ => None,
        })
    });
    Effect::new(move |_| {
        if let Some(subject) = subject.get() {
            fill(portal, draft, subject);
        }
    });
    draft
}

/// Empties the draft after it was sent; the addresses stay.
pub(super) fn sent(draft: RwSignal<Draft>) {
    draft.try_update(|draft| {
        prefs::set(PREF_TELL, &draft.tell);
        *draft = Draft { kind: draft.kind, tell: draft.tell.clone(), ..Draft::default() };
    });
}

/// Who is told at first: the addresses of the last time, else the first contact for incidents.
fn first_address(portal: Portal) -> String {
    let known = prefs::get(PREF_TELL).filter(|it| !it.trim().is_empty());
    known.unwrap_or_else(|| {
        portal.glance(|state| {
            call_order(&state.settings.contacts).first().map(|it| it.email.clone()).unwrap_or_default()
        })
    })
}

/// The subject of a question about something, for a purpose; empty where nothing is named.
fn suggestion(purpose: Purpose, about: &[About]) -> String {
    let Some(first) = about.first() else { return String::new() };
    let name = if first.name.is_empty() { &first.id } else { &first.name };
    text(&format!("ask.subject.{}", purpose.as_str()), &[("name", name.as_str().into())])
}

/// What a question about something is usually for.
fn usual_purpose(kind: AboutKind) -> Purpose {
    match kind {
        AboutKind::Incident | AboutKind::Alert => Purpose::Explain,
        _ => Purpose::Suspicious,
    }
}

/// Changes a draft. The subject of a question follows what it is about and what it is for until somebody writes another.
pub(super) fn change(draft: RwSignal<Draft>, with: impl FnOnce(&mut Draft)) {
    draft.try_update(|draft| {
        let follows = draft.kind == Kind::Question && !draft.has_own_subject();
        with(draft);
        if follows {
            draft.subject = suggestion(draft.purpose, &draft.about);
        }
    });
}

/// Adds what the address names. Where nothing was written yet, what an earlier address named goes: the question is about
/// where it is asked from, and for what one usually asks there.
fn add(draft: RwSignal<Draft>, about: About) {
    change(draft, |draft| {
        if !draft.has_own_subject() && draft.text.trim().is_empty() {
            draft.about.retain(|known| known.kind == about.kind && known.id == about.id);
            draft.purpose = usual_purpose(about.kind);
        }
        if !draft.about.iter().any(|known| known.kind == about.kind && known.id == about.id) {
            draft.about.push(about);
        }
    });
}

fn fill(portal: Portal, draft: RwSignal<Draft>, subject: Subject) {
    match (subject.kind, subject.incident) {
        (AboutKind::Alert, Some(incident)) => {
            spawn_local(async move {
                let record = portal.desk().record(&incident).await;
                let alerts = record.ok().flatten();
                let alert = alerts.as_ref().and_then(|it| it.alerts.iter().find(|it| it.id == *subject.id));
                let Some(alert) = alert else { return };
                let word = |name: &str| alert.extra.get(name).and_then(|it| it.as_str()).map(str::to_owned);
                let signs = [
                    Some(alert.service_source.as_str().to_owned()),
                    alert.detection_source.clone(),
                    word("threatFamilyName"),
                    word("alertPolicySource"),
                ];
                add(
                    draft,
                    About {
                        kind: AboutKind::Alert,
                        id: alert.id.clone(),
                        name: clip(&alert.title, NAME_CHARS).into_owned(),
                        incident: Some(incident),
                        signs: signs.into_iter().flatten().collect(),
                    },
                );
            });
        }
        (kind, _) => {
            if let Some(about) = named(portal, kind, &subject.id) {
                add(draft, about);
            }
        }
    }
}

/// Something by its kind and id, with its name as it is known here.
fn named(portal: Portal, kind: AboutKind, id: &str) -> Option<About> {
    let name = portal.glance(|state| match kind.asset() {
        Some(kind) => state.catalogue.asset(kind, id).map(|it| it.name.clone()),
        None => state.incident(id).map(|it| it.known.title().to_owned()),
    });
    let name = clip(&name?, NAME_CHARS).into_owned();
    Some(About { kind, id: id.to_owned(), name, incident: None, signs: Vec::new() })
}

/// What a typed word names: an incident by its number, else an asset by its name or id.
pub(super) fn find(portal: Portal, word: &str) -> Option<About> {
    let word = word.trim();
    named(portal, AboutKind::Incident, word).filter(|_| !word.is_empty()).or_else(|| {
        let (kind, id) = portal.glance(|state| {
            let is_it = |name: &str| name.eq_ignore_ascii_case(word);
            let found = state.catalogue.assets().iter().find(|it| is_it(&it.name) || is_it(&it.id))?;
            Some((found.kind, found.id.clone()))
        })?;
        named(portal, AboutKind::of(kind), &id)
    })
}

/// Where something that a question is about has its page.
pub(super) fn route_of(about: &About) -> Option<Route> {
    let incident = |id: IncidentId, tab: IncidentTab| Route::Incident { id, tab, queue: Queue::default() };
    match about.kind {
        AboutKind::Incident => Some(incident(IncidentId::new(&about.id)?, IncidentTab::default())),
        AboutKind::Alert => Some(incident(about.incident.clone()?, IncidentTab::Alerts)),
        kind => Some(Route::Asset { kind: kind.asset()?, id: about.id.as_str().into() }),
    }
}
