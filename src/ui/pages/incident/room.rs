//! What every part of the page works with: the incident as it stands, its record, its journal.

use super::history::{Line, read_line};
use super::taken::{self, Brought, Journals, Origins};
use crate::analytics::clock::Clock;
use crate::analytics::score::Score;
use crate::domain::brief::Asset;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::evidence::{Exhibit, exhibits};
use crate::domain::ids::IncidentId;
use crate::domain::people::Party;
use crate::domain::record::IncidentRecord;
use crate::domain::response::Response;
use crate::domain::state::{Incident, State};
use crate::domain::text::clip;
use crate::domain::time::Timestamp;
use crate::domain::vocabulary::{Classification, Determination, Severity, Status};
use crate::domain::work::{Assignment, Resolution, Stage};
use crate::formats::document::JournalEntry;
use crate::formats::readable::upright_record;
use crate::route::{IncidentTab, Queue, Route};
use crate::store::failure::{LoadFailure, SaveFailure};
use crate::ui::failures;
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::rc::Rc;
use std::sync::Arc;

/// Longest title that stands in the heading, in characters; a longer one is in the details.
const TITLE_CHARS_MAX: usize = 240;

/// Something that comes from storage.
#[derive(Clone, Debug, Default)]
pub(super) enum Loaded<T> {
    /// It was asked for.
    #[default]
    Waiting,
    /// It is there.
    Here(T),
    /// It could not be read, and why.
    Failed(String),
}

impl<T> Loaded<T> {
    /// What is there.
    pub(super) fn here(&self) -> Option<&T> {
        match self {
            Self::Here(value) => Some(value),
            Self::Waiting | Self::Failed(_) => None,
        }
    }
}

/// The record as it is read.
pub(super) type RecordSignal = RwSignal<Loaded<Rc<IncidentRecord>>, LocalStorage>;
/// The journal of the incident as it is read.
pub(super) type JournalSignal = RwSignal<Loaded<Vec<Rc<JournalEntry>>>, LocalStorage>;

/// The incident as it stands: what the state says of it, in one value that can be compared.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Standing {
    pub(super) title: String,
    pub(super) severity: Severity,
    pub(super) status: Status,
    pub(super) stage: Stage,
    pub(super) assignment: Assignment,
    pub(super) verdict: (Classification, Determination),
    pub(super) tags: Vec<String>,
    pub(super) score: Score,
    pub(super) source_score: Option<u8>,
    pub(super) clock: Option<Clock>,
    pub(super) response: Response,
    pub(super) redirect_to: Option<String>,
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
    pub(super) activity: (Option<Timestamp>, Option<Timestamp>),
    pub(super) resolution: Option<Resolution>,
    pub(super) resolved: Option<(Timestamp, bool)>,
    pub(super) taken: Option<Timestamp>,
    pub(super) with_experts: bool,
    pub(super) sources: Vec<String>,
    pub(super) alerts: u32,
    pub(super) assets: Vec<Asset>,
    /// By which incident each asset came, where another brought it.
    pub(super) asset_origins: Vec<Option<IncidentId>>,
}

impl Standing {
    fn of(incident: Incident<'_>, state: &State) -> Self {
        let known = incident.known;
        let (assets, asset_origins) = taken::assets(known).into_iter().unzip();
        Self {
            title: clip(known.title(), TITLE_CHARS_MAX).into_owned(),
            severity: incident.severity(),
            status: incident.status(),
            stage: incident.stage(),
            assignment: incident.assignment(),
            verdict: incident.verdict(),
            tags: incident.tags().into_iter().map(str::to_owned).collect(),
            score: Score::of(incident),
            source_score: known.priority_score(),
            clock: Clock::of(incident, state, state.covers(incident)),
            response: incident.response().cloned().unwrap_or_default(),
            redirect_to: known.redirect_to().map(str::to_owned),
            created: known.created(),
            updated: known.updated(),
            activity: (known.first_activity(), known.last_activity()),
            resolution: incident.work.and_then(|work| work.resolution.clone()),
            resolved: incident.resolved_at(),
            taken: incident.work.and_then(|work| work.taken),
            with_experts: incident.was_with_experts(),
            sources: known.sources().map(str::to_owned).collect(),
            alerts: known.alerts(),
            assets,
            asset_origins,
        }
    }
}

/// The handle that the parts of the page get from the context. A copy is the same room.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub(super) portal: Portal,
    id: StoredValue<IncidentId>,
    /// The incident, and nothing when no import brought it.
    pub(super) standing: Memo<Option<Standing>>,
    /// The whole record.
    pub(super) record: RecordSignal,
    /// Which alerts of the record another incident brought.
    origins: RwSignal<Origins>,
    /// The records of what it took in.
    pub(super) brought: RwSignal<Brought, LocalStorage>,
    /// The entries of the journal that speak of what it took in.
    pub(super) journals: RwSignal<Journals, LocalStorage>,
    /// The entries of the journal that speak of it, oldest first.
    pub(super) journal: JournalSignal,
    /// The evidence of the record, each thing once.
    pub(super) exhibits: Memo<Option<Arc<Vec<Exhibit>>>>,
    /// Comments & History as the side that looks may read it.
    pub(super) line: Memo<Option<Arc<Line>>>,
    again: RwSignal<u32>,
    /// Whether there is room for the response beside the page.
    pub(super) is_wide: Signal<bool>,
}

impl Room {
    /// Opens the room of an incident and asks for what storage has of it.
    pub(super) fn open(portal: Portal, id: IncidentId, is_wide: Signal<bool>) -> Self {
        let stored = StoredValue::new(id);
        let standing = Memo::new(move |_| {
            portal.read(|state| {
                stored.with_value(|id| {
                    state.incident(id.as_str()).map(|incident| Standing::of(incident, state))
                })
            })
        });
        let record = RwSignal::new_local(Loaded::<Rc<IncidentRecord>>::Waiting);
        let journal = RwSignal::new_local(Loaded::Waiting);
        let (brought, journals) = (RwSignal::new_local(Brought::new()), RwSignal::new_local(Journals::new()));
        let exhibits =
            Memo::new(move |_| record.with(|record| record.here().map(|record| Arc::new(exhibits(record)))));
        let room = Self {
            portal,
            id: stored,
            standing,
            record,
            origins: RwSignal::new(Origins::new()),
            exhibits,
            journal,
            brought,
            journals,
            line: read_line(portal, (record, journal), (brought, journals)),
            again: RwSignal::new(0),
            is_wide,
        };
        room.keep_record();
        room.keep_journal();
        room
    }

    /// Takes the room out of the context.
    pub(super) fn get() -> Self {
        expect_context::<Self>()
    }

    /// The incident's id.
    pub(super) fn id(self) -> IncidentId {
        self.id.get_value()
    }

    /// A value of the incident; the default when it is gone.
    pub(super) fn of<T: Default>(self, look: impl FnOnce(&Standing) -> T) -> T {
        self.standing.with(|standing| standing.as_ref().map(look).unwrap_or_default())
    }

    /// Whether nothing is left to do with it.
    pub(super) fn is_closed(self) -> bool {
        self.of(|it| it.stage.is_closed())
    }

    /// The side that looks.
    pub(super) fn side(self) -> Party {
        self.portal.party()
    }

    /// The incident that brought an alert of the record, where it is another one.
    pub(super) fn origin(self, alert: usize) -> Option<IncidentId> {
        self.origins.with(|origins| taken::origin(origins, alert).cloned())
    }

    /// Asks storage again after a failure.
    pub(super) fn retry(self) {
        self.record.set(Loaded::Waiting);
        self.journal.set(Loaded::Waiting);
        self.again.update(|times| *times += 1);
    }

    /// Why a command would be refused now, in words; again whenever that may have changed.
    pub(super) fn why_not(
        self,
        act: impl Fn() -> IncidentCommand + Send + Sync + 'static,
    ) -> MaybeProp<String> {
        // A memo and not a derived signal: answers to a press read it too, where nothing listens.
        Memo::new(move |_| self.portal.why_not_incident(&self.id(), act())).into()
    }

    /// Sends a command; says what was done, or why not, and answers.
    pub(super) fn send(
        self,
        act: IncidentCommand,
        said: String,
        done: impl FnOnce(Result<(), SaveFailure>) + 'static,
    ) {
        let command = Command::Incident { incident: self.id(), act };
        crate::ui::bulk::act(self.portal, command, said, done);
    }

    /// The queue from which the incident was opened.
    pub(super) fn queue(self) -> Queue {
        self.portal.route.with(|route| match route {
            Route::Incident { queue, .. } => queue.clone(),
            _ => Queue::default(),
        })
    }

    /// The part of the page that the address names.
    pub(super) fn tab(self) -> IncidentTab {
        self.portal.route.with(|route| match route {
            Route::Incident { tab, .. } => *tab,
            _ => IncidentTab::default(),
        })
    }

    /// The address of a part of the page.
    pub(super) fn link(self, tab: IncidentTab) -> String {
        Route::Incident { id: self.id(), tab, queue: self.queue() }.to_string()
    }

    /// Reads the record, and again when an import has brought a newer one.
    fn keep_record(self) {
        let place = Memo::new(move |_| {
            self.portal.revision.track();
            let id = self.id();
            let others = self.portal.read(|state| taken::taken(state, id.as_str()));
            (self.portal.desk().read(|session| session.place_of(id.as_str())), others)
        });
        Effect::new(move |_| {
            // Read and not only tracked: a memo that nobody reads never runs.
            let (_, others) = place.get();
            let asked = self.again.get();
            let (desk, id) = (self.portal.desk(), self.id());
            spawn_local(async move {
                let read = match desk.record(&id).await {
                    Ok(Some(record)) => taken::whole(self.portal, record, others).await,
                    Ok(None) => return,
                    Err(failure) => Err(failure),
                };
                if self.again.try_get_untracked() != Some(asked) {
                    return;
                }
                match read {
                    Ok((record, origins, brought)) => {
                        self.origins.set(origins);
                        self.brought.set(brought);
                        self.record.set(Loaded::Here(upright_record(record)));
                    }
                    Err(failure) => self.record.set(Loaded::Failed(words(failure))),
                }
            });
        });
    }

    /// Reads the journal, and again whenever it has grown.
    fn keep_journal(self) {
        Effect::new(move |_| {
            let revision = self.portal.revision.get();
            let asked = self.again.get();
            let (desk, id) = (self.portal.desk(), self.id());
            let others = self.portal.glance(|state| taken::taken(state, id.as_str()));
            spawn_local(async move {
                let (answer, journals) =
                    match (desk.history(&id).await, taken::journals(self.portal, others).await) {
                        (Ok(entries), Ok(journals)) => (Loaded::Here(entries), journals),
                        (Err(failure), _) | (_, Err(failure)) => {
                            (Loaded::Failed(words(failure)), Journals::new())
                        }
                    };
                // Another answer is on its way when the journal has grown meanwhile; the page may be gone as well.
                let is_newest = self.portal.revision.get_untracked() == revision;
                if is_newest && self.again.try_get_untracked() == Some(asked) {
                    self.journals.set(journals);
                    self.journal.set(answer);
                }
            });
        });
    }
}

fn words(failure: LoadFailure) -> String {
    failures::save_failure(&SaveFailure::from(failure))
}
