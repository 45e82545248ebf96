//! What the dialogs ask for, and the command that it makes.

use super::{Kind, Wanted};
use crate::analytics::whom::{people, readers};
use crate::domain::command::{Command, IncidentCommand as Act};
use crate::domain::decide::{Outcome, merge_outcome, outcome};
use crate::domain::ids::{CommentId, IncidentId};
use crate::domain::people::Party;
use crate::domain::refusal::Refusal;
use crate::domain::time::{HOUR_MS, Timestamp};
use crate::domain::vocabulary::{Classification, Determination};
use crate::domain::work::{PauseReason, Visibility};
use crate::platform::random;
use crate::t;
use crate::ui::naming;
use crate::ui::pages::incident::verdict_words;
use crate::ui::parts::{Choice, Field, Select, TextArea};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Stands for what will be written while it is only asked for how many it would be done.
const SOMETHING: &str = "-";
/// Lengths of a pause that are offered, in hours.
const PAUSES_HOURS: [i64; 6] = [1, 4, 8, 24, 72, 168];

/// So many people are offered.
const PEOPLE_MAX: usize = 50;
/// Before the name of a person among the choices.
const PERSON: &str = "person:";

/// To whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    Me,
    /// Somebody of one's own side, by [`Fields::person`].
    Person,
    Experts,
    Customer,
    Nobody,
}

impl Whom {
    /// Those that have a name of their own.
    const ALL: [Self; 4] = [Self::Me, Self::Customer, Self::Experts, Self::Nobody];

    /// Whether a side may give to them at all: experts take incidents themselves, and give theirs back to nobody.
    fn is_open_to(self, party: Party) -> bool {
        match self {
            Self::Me | Self::Person | Self::Nobody => true,
            Self::Experts => party == Party::Experts,
            Self::Customer => party == Party::Customer,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Me => "me",
            Self::Person => "person",
            Self::Experts => "experts",
            Self::Customer => "customer",
            Self::Nobody => "nobody",
        }
    }
}

/// What was chosen and typed.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) whom: RwSignal<Whom>,
    /// The name of the person to whom.
    pub(super) person: RwSignal<String>,
    pub(super) classification: RwSignal<Classification>,
    pub(super) determination: RwSignal<Determination>,
    pub(super) tag: RwSignal<String>,
    /// The shared reason: resolution note, reason of reopening, comment.
    pub(super) reason: RwSignal<String>,
    pub(super) into: RwSignal<Option<IncidentId>>,
    /// Resolves those with open actions as well; each says so in its history.
    pub(super) force: RwSignal<bool>,
    pub(super) pause_hours: RwSignal<i64>,
    pub(super) pause_reason: RwSignal<PauseReason>,
}

impl Fields {
    pub(super) fn new() -> Self {
        Self {
            whom: RwSignal::new(Whom::Me),
            person: RwSignal::new(String::new()),
            classification: RwSignal::new(Classification::Unknown),
            determination: RwSignal::new(Determination::Unknown),
            tag: RwSignal::new(String::new()),
            reason: RwSignal::new(String::new()),
            into: RwSignal::new(None),
            force: RwSignal::new(false),
            pause_hours: RwSignal::new(4),
            pause_reason: RwSignal::new(PauseReason::ThirdParty),
        }
    }

    /// The acts; with `probe` they say something where nothing was typed yet, so that the rules of each incident can be
    /// asked before.
    fn acts(self, portal: Portal, kind: Kind, now: Timestamp, probe: bool) -> Vec<Act> {
        let said = |text: String| if probe { SOMETHING.to_owned() } else { text };
        match kind {
            Kind::Assign => {
                let actor = portal.actor();
                let (person, party) = match self.whom.get() {
                    Whom::Me => (Some(actor.person.clone()), Some(actor.party())),
                    Whom::Person => (Some(self.person.get()), Some(actor.party())),
                    Whom::Experts => (None, Some(Party::Experts)),
                    Whom::Customer => (None, Some(Party::Customer)),
                    Whom::Nobody => (None, None),
                };
                vec![Act::AssignToTeam { person, party }]
            }
            Kind::Take if portal.party() == Party::Customer => vec![Act::start()],
            Kind::Take => vec![Act::TakeByExperts, Act::start()],
            Kind::Classify => vec![self.verdict()],
            Kind::Tag => vec![Act::AddTag { tag: self.tag.get() }],
            Kind::Untag => vec![Act::RemoveTag { tag: self.tag.get() }],
            Kind::Comment => {
                let id = CommentId::new(&random::hex_id());
                let text = said(self.reason.get());
                id.map(|id| Act::Comment { id, text, visibility: Visibility::Shared }).into_iter().collect()
            }
            Kind::Resolve => {
                let mut acts = Vec::new();
                if self.classification.with(|known| *known != Classification::Unknown) {
                    acts.push(self.verdict());
                }
                acts.push(Act::Resolve { note: said(self.reason.get()), force: self.force.get() });
                acts
            }
            Kind::Reopen => vec![Act::Reopen { reason: said(self.reason.get()) }],
            Kind::Pause => vec![Act::PauseClock {
                until: now.plus_millis(self.pause_hours.get().saturating_mul(HOUR_MS)),
                reason: self.pause_reason.get(),
                note: said(self.reason.get()),
            }],
            Kind::Resume => vec![Act::ResumeClock],
            Kind::Merge | Kind::Link => Vec::new(),
        }
    }

    fn verdict(self) -> Act {
        Act::Classify { classification: self.classification.get(), determination: self.determination.get() }
    }

    /// What would be done now.
    pub(super) fn preview(self, portal: Portal, wanted: &Wanted) -> Result<Outcome, Refusal> {
        let actor = portal.actor();
        let now = portal.reader.with_untracked(|reader| reader.now);
        match wanted.kind {
            Kind::Merge => {
                let into = self.into.get().ok_or(Refusal::NothingToDo)?;
                portal.read(|state| merge_outcome(state, &into, &wanted.incidents, "", &actor, now))
            }
            Kind::Link => {
                let command = Command::Link { incidents: wanted.incidents.clone(), reason: String::new() };
                match portal.refusal(&command) {
                    Some(refusal) => Err(refusal),
                    None => Ok(Outcome::default()),
                }
            }
            kind => {
                let acts = self.acts(portal, kind, now, true);
                Ok(portal.read(|state| outcome(state, &wanted.incidents, &acts, &actor, now)))
            }
        }
    }

    /// The command as it is to be sent.
    pub(super) fn command(self, portal: Portal, wanted: &Wanted) -> Option<Command> {
        let incidents = wanted.incidents.clone();
        let reason = self.reason.get();
        Some(match wanted.kind {
            Kind::Merge => Command::Merge { into: self.into.get()?, incidents, reason },
            Kind::Link => Command::Link { incidents, reason },
            kind => {
                let now = portal.reader.with_untracked(|reader| reader.now);
                Command::Incidents { incidents, acts: self.acts(portal, kind, now, false), reason }
            }
        })
    }

    /// Whether that is chosen on which it depends what will change. Before, there is nothing to say of it.
    pub(super) fn is_chosen(self, kind: Kind) -> bool {
        match kind {
            Kind::Classify => self.classification.with(|known| *known != Classification::Unknown),
            Kind::Tag | Kind::Untag => self.tag.with(|tag| !tag.trim().is_empty()),
            Kind::Merge => self.into.with(Option::is_some),
            _ => true,
        }
    }

    /// The verdict that is chosen, in words.
    pub(super) fn verdict_words(self) -> String {
        let chosen = |determination: &Determination| {
            self.classification.with(|classification| verdict_words(classification, determination))
        };
        self.determination.with(chosen)
    }

    /// What is still to be said before it can be done.
    pub(super) fn missing(self, kind: Kind) -> Option<String> {
        let is_blank = |text: RwSignal<String>| text.with(|text| text.trim().is_empty());
        match kind {
            Kind::Tag | Kind::Untag if is_blank(self.tag) => Some(t!("bulk.missing.tag")),
            Kind::Resolve if is_blank(self.reason) => Some(t!("bulk.missing.note")),
            Kind::Reopen if is_blank(self.reason) => Some(t!("bulk.missing.reason")),
            Kind::Comment if is_blank(self.reason) => Some(t!("bulk.missing.comment")),
            Kind::Pause if self.pause_reason.get() == PauseReason::Other && is_blank(self.reason) => {
                Some(t!("bulk.missing.reason"))
            }
            Kind::Classify if self.classification.with(|known| *known == Classification::Unknown) => {
                Some(t!("bulk.missing.classification"))
            }
            _ => None,
        }
    }
}

/// The fields of a kind.
pub(super) fn view(
    fields: Fields,
    party: Party,
    wanted: &Wanted,
    targets: Vec<(IncidentId, String)>,
) -> AnyView {
    let specific = match wanted.kind {
        Kind::Assign => whom(fields, party),
        Kind::Classify => verdict(fields),
        Kind::Resolve => verdict(fields),
        Kind::Tag | Kind::Untag => {
            let typed = fields.tag;
            view! { <Field label=t!("bulk.field.tag") value=typed on_input=move |text| typed.set(text)/> }
                .into_any()
        }
        Kind::Merge => into(fields, targets),
        Kind::Pause => pause(fields),
        Kind::Take | Kind::Comment | Kind::Reopen | Kind::Link | Kind::Resume => ().into_any(),
    };
    view! { {specific} {reason(fields, wanted.kind)} }.into_any()
}

fn reason(fields: Fields, kind: Kind) -> AnyView {
    let label = match kind {
        Kind::Resume => return ().into_any(),
        Kind::Resolve => t!("bulk.field.note"),
        Kind::Comment => t!("bulk.field.comment"),
        _ => t!("bulk.field.reason"),
    };
    // Another reason than those of the list is to be said.
    let optional = Memo::new(move |_| match kind {
        Kind::Resolve | Kind::Comment | Kind::Reopen => false,
        Kind::Pause => fields.pause_reason.get() != PauseReason::Other,
        _ => true,
    });
    let typed = fields.reason;
    let area = move || {
        view! {
            <TextArea
                label=label.clone()
                optional=optional.get()
                help=t!("bulk.field.reason.help")
                value=typed
                on_input=move |text| typed.set(text)
            />
        }
    };
    view! { {area} }.into_any()
}

/// The word of a person among the choices.
fn word_of(name: &str) -> String {
    format!("{PERSON}{name}")
}

/// One's own side as a whole, those of it who are known, or nobody.
fn whom(fields: Fields, party: Party) -> AnyView {
    let portal = Portal::get();
    let named = |whom: Whom| Choice::new(whom.word(), text(&format!("bulk.whom.{}", whom.word()), &[]));
    let people = portal.glance(|state| readers(people(state, &untrack(|| portal.actor())), Some(party)));
    let people = people.into_iter().take(PEOPLE_MAX).map(|it| Choice::new(word_of(&it.name), it.name));
    let mut choices: Vec<Choice> =
        Whom::ALL.into_iter().filter(|it| it.is_open_to(party)).map(named).collect();
    choices.splice(1..1, people);
    let choose = move |word: String| {
        if let Some(name) = word.strip_prefix(PERSON) {
            fields.person.set(name.to_owned());
            fields.whom.set(Whom::Person);
        } else if let Some(whom) = Whom::ALL.into_iter().find(|whom| whom.word() == word) {
            fields.whom.set(whom);
        }
    };
    let chosen = move || match fields.whom.get() {
        Whom::Person => word_of(&fields.person.get()),
        whom => whom.word().to_owned(),
    };
    view! {
        <Select
            label=t!("bulk.field.whom")
            choices=choices
            value=Signal::derive(chosen)
            on_change=choose
        />
    }
    .into_any()
}

fn verdict(fields: Fields) -> AnyView {
    let classifications: Vec<Choice> = Classification::ALL
        .iter()
        .map(|known| match known {
            Classification::Unknown => Choice::new(known.as_str(), t!("bulk.verdict.as-is")),
            known => Choice::new(known.as_str(), naming::classification(known)),
        })
        .collect();
    let determinations = move || {
        let mut list = vec![Choice::new(Determination::Unknown.as_str(), t!("common.not-set"))];
        let fitting = fields.classification.with(Classification::determinations);
        list.extend(fitting.iter().map(|known| Choice::new(known.as_str(), naming::determination(known))));
        list
    };
    let choose = move |word: String| {
        fields.determination.set(Determination::Unknown);
        fields.classification.set(Classification::parse(&word));
    };
    view! {
        <Select
            label=t!("dimension.classification")
            choices=classifications
            value=Signal::derive(move || fields.classification.get().as_str().to_owned())
            on_change=choose
        />
        <Select
            label=t!("dimension.determination")
            choices=Signal::derive(determinations)
            value=Signal::derive(move || fields.determination.get().as_str().to_owned())
            on_change=move |word: String| fields.determination.set(Determination::parse(&word))
        />
    }
    .into_any()
}

fn into(fields: Fields, targets: Vec<(IncidentId, String)>) -> AnyView {
    let choices: Vec<Choice> =
        targets.into_iter().map(|(id, title)| Choice::new(id.as_str(), format!("{id} {title}"))).collect();
    view! {
        <Select
            label=t!("bulk.field.into")
            help=t!("bulk.field.into.help")
            choices=choices
            value=Signal::derive(move || fields.into.get().map(|id| id.to_string()).unwrap_or_default())
            on_change=move |word: String| fields.into.set(IncidentId::new(&word))
        />
    }
    .into_any()
}

fn pause(fields: Fields) -> AnyView {
    let lengths: Vec<Choice> = PAUSES_HOURS
        .into_iter()
        .map(|hours| Choice::new(hours.to_string(), crate::ui::clock_face::span(hours * HOUR_MS)))
        .collect();
    let reasons: Vec<Choice> = PauseReason::ALL
        .into_iter()
        .map(|reason| Choice::new(reason.as_str(), text(&format!("pause.{}", reason.as_str()), &[])))
        .collect();
    let choose = move |word: String| {
        if let Some(reason) = PauseReason::ALL.into_iter().find(|reason| reason.as_str() == word) {
            fields.pause_reason.set(reason);
        }
    };
    view! {
        <Select
            label=t!("bulk.field.pause")
            help=t!("bulk.field.pause.help")
            choices=lengths
            value=Signal::derive(move || fields.pause_hours.get().to_string())
            on_change=move |word: String| fields.pause_hours.set(word.parse().unwrap_or(4))
        />
        <Select
            label=t!("bulk.field.pause-reason")
            choices=reasons
            value=Signal::derive(move || fields.pause_reason.get().as_str().to_owned())
            on_change=choose
        />
    }
    .into_any()
}
