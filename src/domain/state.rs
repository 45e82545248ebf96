//! What the events of a journal add up to, and the readings of it that rules and pages share.

use super::brief::{Asset, Brief};
use super::business_review::KnownReview;
use super::catalogue::{Catalogue, Known};
use super::contact_notes::ContactNotes;
use super::directory::Directory;
use super::estate::{Estate, EstateRecord, Run};
use super::experts::Experts;
use super::ids::{CommandId, ContactId, ImportId, ReviewId, ViewId, WorkspaceId};
use super::imports::ImportSummary;
use super::machine_action::MachineActions;
use super::mapping::TableMapping;
use super::onboarding::Onboarding;
use super::people::Party;
use super::phase::{Phase, PhaseChange};
use super::playbook::{Playbook, shipped};
use super::playbook_versions::Kept;
use super::posture::Posture;
use super::proposal::Proposal;
use super::readiness::{ActionRecord, ActionStatus, KnownAssets, Recommendation};
use super::register::own_status;
use super::response::{ActionKind, Response};
use super::settings::Settings;
use super::steering::Steering;
use super::time::Timestamp;
use super::undo::{UndoLog, WorkChange};
use super::views::SavedView;
use super::vocabulary::{Classification, Determination, Severity, Status};
use super::who_acts::{Facts, RuleStep, Verdict, who_acts};
use super::work::{Assignment, Since, Stage, Work, is_experts_tag};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The state of a workspace. It lives once, outside the views.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct State {
    /// Number of the last entry of the journal that was applied; 0 before the first.
    pub seq: u64,
    /// Id and name, after the first event.
    pub workspace: Option<(WorkspaceId, String)>,
    /// How far onboarding is.
    pub onboarding: Onboarding,
    /// What was set.
    pub settings: Settings,
    /// The change of the settings that waits for a second administrator.
    pub proposal: Option<Proposal>,
    /// What is known of contacts beside their settings.
    pub contact_notes: BTreeMap<ContactId, ContactNotes>,
    /// People and groups of the customer, as imports bring them.
    pub directory: Directory,
    /// Changes of phase in order; the last is the present one.
    pub phases: Vec<PhaseChange>,
    /// What people said about recommendations, by key.
    pub actions: BTreeMap<String, ActionRecord>,
    /// Business reviews in the order in which they were begun.
    pub reviews: Vec<KnownReview>,
    /// What is known of the assets in numbers.
    pub assets: KnownAssets,
    /// What is known of the assets and of Secure Score one by one. Filled by the session as it reads the batches.
    pub estate: Estate,
    /// What people decided on the way through readiness and monitoring.
    pub steering: Steering,
    /// Questions to the experts, conversations, hunts and messages.
    pub experts: Experts,
    /// Imports in order, with the moment at which each was taken and by whom.
    pub imports: Vec<(ImportSummary, Timestamp, String)>,
    /// The entry of the journal of each import, in the same order.
    pub runs: Vec<Run>,
    /// Imports that were taken back.
    pub undone: HashSet<ImportId>,
    /// What an import did to the work on incidents, so that it can be taken back.
    pub import_changes: HashMap<ImportId, Vec<WorkChange>>,
    /// What was really done to devices, as imports tell it.
    pub machine_actions: MachineActions,
    /// When imported tasks were last changed at the source, by their id.
    pub task_times: BTreeMap<String, Timestamp>,
    /// What imports say of the posture.
    pub posture: Posture,
    /// What the imports say of every incident. Filled by the session as it reads the batches.
    pub catalogue: Catalogue,
    /// What people did here, by incident id. An incident that nobody touched has none.
    pub work: HashMap<Box<str>, Work>,
    /// The playbooks that were kept here, each in all its versions, oldest first.
    pub playbooks: BTreeMap<String, Vec<Kept>>,
    /// Whether playbooks may publish by themselves.
    pub automation: bool,
    /// Commands that were applied, so that one sent twice acts once.
    pub commands: HashSet<CommandId>,
    /// What can be taken back.
    pub undo: UndoLog,
    /// Views of the queue, in the order in which they were kept.
    pub views: Vec<SavedView>,
    /// The view with which the queue opens, by side.
    pub default_views: BTreeMap<Party, ViewId>,
}

/// So many steps are followed from one merged incident to the next; imports may go in circles.
const MERGES_MAX: usize = 64;

impl State {
    /// A business review by its id.
    pub fn review(&self, id: &ReviewId) -> Option<&KnownReview> {
        self.reviews.iter().find(|known| known.review.id == *id)
    }

    /// Whether an import was taken back.
    pub fn is_undone(&self, import: &ImportId) -> bool {
        self.undone.contains(import)
    }

    /// How a table with these headings was read last.
    pub fn mapping(&self, headings: &[String]) -> Option<&TableMapping> {
        let known = self.imports.iter().rev().filter_map(|(import, ..)| import.mapping.as_ref());
        known.into_iter().find(|mapping| mapping.fits(headings))
    }

    /// The present phase.
    pub fn phase(&self) -> Phase {
        self.phases.last().map_or(Phase::NotStarted, |change| change.phase)
    }

    /// An incident as it is now: imports and work together.
    pub fn incident(&self, id: &str) -> Option<Incident<'_>> {
        Some(self.with_work(self.catalogue.find(id)?))
    }

    /// The same of one that is known already: it need not be found by its id.
    pub fn with_work<'a>(&'a self, known: Known<'a>) -> Incident<'a> {
        Incident { known, work: self.work.get(known.id()) }
    }

    /// What the rules of [`super::who_acts`] look at, of an incident at a moment.
    pub fn facts<'a>(&'a self, brief: &'a Brief, now: Timestamp) -> Facts<'a> {
        Facts { settings: &self.settings, directory: &self.directory, brief, now }
    }

    /// Who carries out an action in an incident, with the trace. The asset is judged as all imports together know it: one
    /// that is named without its group must not escape an exclusion of the group.
    pub fn who_acts(
        &self,
        brief: &Brief,
        kind: ActionKind,
        target: Option<&Asset>,
        now: Timestamp,
    ) -> (Verdict, Vec<RuleStep>) {
        let known = |asset| self.known_asset(asset);
        who_acts(self.facts(brief, now), kind, target.map(known))
    }

    /// The same for an action on several assets: the one with the strictest verdict decides for all.
    pub fn who_acts_on_all(
        &self,
        brief: &Brief,
        kind: ActionKind,
        target: Option<&Asset>,
        more: &[Asset],
        now: Timestamp,
    ) -> (Verdict, Vec<RuleStep>) {
        let first = self.who_acts(brief, kind, target, now);
        let others = more.iter().map(|asset| self.who_acts(brief, kind, Some(asset), now));
        others.fold(first, |strictest, other| if other.0 > strictest.0 { other } else { strictest })
    }

    /// An asset as all imports together know it.
    pub fn known_asset<'a>(&'a self, asset: &'a Asset) -> &'a Asset {
        self.catalogue.asset(asset.kind, &asset.id).unwrap_or(asset)
    }

    /// Takes a record of a batch in that is no incident.
    pub fn absorb(&mut self, run: Run, record: EstateRecord) {
        match record {
            EstateRecord::Person(mut person) => {
                person.told = person.enabled.map(|_| run.at);
                self.directory.take_person(person);
            }
            EstateRecord::Group(group) => self.directory.take_group(group),
            EstateRecord::Machine(machine) => {
                self.catalogue.note_listed(run.seq, &machine);
                self.estate.absorb(run, EstateRecord::Machine(machine));
            }
            other => self.estate.absorb(run, other),
        }
    }

    /// The incident that goes on for a merged one, followed to its end; `None` when it was not merged, when its end is
    /// not here, or when imports go in circles.
    pub fn follow(&self, id: &str) -> Option<&str> {
        let mut at = self.incident(id)?;
        for _ in 0..MERGES_MAX {
            let Some(next) = at.merged_into() else { return Some(at.id()).filter(|end| *end != id) };
            at = self.incident(next)?;
        }
        None
    }

    /// The view with which the queue opens for a side.
    pub fn default_view(&self, party: Party) -> Option<&SavedView> {
        let id = self.default_views.get(&party)?;
        self.views.iter().find(|view| view.id == *id && view.party == party)
    }

    /// A playbook in its newest version: as it was kept here, else as it came.
    pub fn playbook(&self, id: &str) -> Option<&Playbook> {
        let here = self.playbooks.get(id).and_then(|versions| versions.last()).map(|it| &it.playbook);
        here.or_else(|| shipped().iter().find(|playbook| playbook.id == id))
    }

    /// All playbooks in their newest versions: those that came with the product, then those made here.
    pub fn all_playbooks(&self) -> Vec<&Playbook> {
        let came = shipped().iter().map(|playbook| playbook.id.as_str());
        let made = self.playbooks.keys().map(String::as_str);
        let made = made.filter(|id| !shipped().iter().any(|playbook| playbook.id == *id));
        came.chain(made).filter_map(|id| self.playbook(id)).collect()
    }

    /// The playbooks that are proposed for an incident.
    pub fn fitting_playbooks(&self, brief: &Brief) -> Vec<&Playbook> {
        let all = self.all_playbooks().into_iter();
        all.filter(|playbook| playbook.enabled && playbook.when.fit(brief)).collect()
    }

    /// The state of a recommendation; see [`super::register::status_of`] for the rule.
    pub fn action_status(&self, entry: &Recommendation, now: Timestamp) -> ActionStatus {
        own_status(self, entry, now).0
    }
}

/// An incident as it is now.
#[derive(Clone, Copy, Debug)]
pub struct Incident<'a> {
    /// What the imports say.
    pub known: Known<'a>,
    /// What people did here.
    pub work: Option<&'a Work>,
}

impl<'a> Incident<'a> {
    /// The id.
    pub fn id(self) -> &'a str {
        self.known.id()
    }

    /// The status that was given here, unless a later import gave it another.
    fn status_here(self) -> Option<&'a Since<Status>> {
        let here = self.work?.status.as_ref()?;
        self.known.status_claim().yields_to(here.at, here.seq).then_some(here)
    }

    /// Where it is in its life. What was done here holds until the source says something else, later.
    pub fn status(self) -> Status {
        self.status_here().map_or_else(|| self.known.status(), |here| here.value.clone())
    }

    /// The incident that it was merged into, here or at the source.
    pub fn merged_into(self) -> Option<&'a str> {
        if self.status() != Status::Redirected {
            return None;
        }
        let here = self.status_here().and_then(|_| self.work?.merged_into.as_ref());
        here.map_or_else(|| self.known.redirect_to(), |into| Some(into.as_str()))
    }

    /// Since when it has its status: the journal's time, else the source's last change of it. A change that was taken back
    /// leaves it as it was.
    pub fn status_since(self) -> Timestamp {
        let claim = self.known.status_claim();
        let Some(here) = self.status_here() else { return claim.at };
        match self.work.and_then(|work| work.status_resumed.as_ref()) {
            Some(Some(known)) if known.value == here.value && claim.yields_to(known.at, known.seq) => {
                known.at
            }
            Some(_) if self.known.status() == here.value => claim.at.min(here.at),
            _ => here.at,
        }
    }

    /// Who has it.
    pub fn assignment(self) -> Assignment {
        let here = self.work.and_then(|work| work.assignment.as_ref());
        here.filter(|here| self.known.assignment_claim().yields_to(here.at, here.seq))
            .map_or_else(|| Assignment::parse(self.known.assigned_to()), |here| here.value.clone())
    }

    /// Classification and determination.
    pub fn verdict(self) -> (Classification, Determination) {
        let here = self.work.and_then(|work| work.verdict.as_ref());
        here.filter(|here| self.known.verdict_claim().yields_to(here.at, here.seq)).map_or_else(
            || (self.known.classification(), self.known.determination()),
            |here| here.value.clone(),
        )
    }

    /// The severity: the highest of its own and of those that were merged into it.
    pub fn severity(self) -> Severity {
        let taken = self.work.into_iter().flat_map(|work| &work.took_severities);
        taken.fold(self.known.severity(), |worst, (_, it)| worst.or_worse(it))
    }

    /// Tags of the imports and those given here.
    pub fn tags(self) -> Vec<&'a str> {
        let removed = self.work.map_or(&[][..], |work| &work.tags_removed);
        let mut tags: Vec<&str> =
            self.known.tags().filter(|tag| !removed.iter().any(|gone| gone == tag)).collect();
        for tag in self.work.map_or(&[][..], |work| &work.tags_added) {
            if !tags.contains(&tag.as_str()) {
                tags.push(tag);
            }
        }
        tags
    }

    /// Whether it has the tag of the experts.
    pub fn has_experts_tag(self) -> bool {
        self.tags().into_iter().any(is_experts_tag)
    }

    /// Where it is in the life cycle of the service.
    pub fn stage(self) -> Stage {
        Stage::of(&self.status(), &self.assignment(), self.has_experts_tag())
    }

    /// The managed response, where there is one.
    pub fn response(self) -> Option<&'a Response> {
        self.work.map(|work| &work.response)
    }

    /// When it was resolved, and whether that is assumed: the journal's time; else the latest resolution of its alerts;
    /// else its last update, assumed.
    pub fn resolved_at(self) -> Option<(Timestamp, bool)> {
        if self.status() != Status::Resolved {
            return None;
        }
        let here = self.status_here().and_then(|_| self.work?.resolution.as_ref());
        if let Some(resolution) = here {
            return Some((resolution.at, false));
        }
        Some(self.known.alerts_resolved().map_or((self.known.updated(), true), |at| (at, false)))
    }

    /// Whether the experts wait for the customer's word on an action.
    pub fn has_open_approval(self) -> bool {
        use super::response::ApprovalState;
        let is_open = |action: &super::response::Action| {
            let approval = action.approval.as_ref();
            !action.state.is_settled() && approval.is_some_and(|it| it.state == ApprovalState::Open)
        };
        self.response().is_some_and(|response| response.actions.iter().any(is_open))
    }

    /// Whether the experts ever had it: now, by tag, or at any time here.
    pub fn was_with_experts(self) -> bool {
        self.assignment().party == Some(Party::Experts)
            || self.has_experts_tag()
            || self.work.is_some_and(|work| work.taken.is_some() || work.investigated.is_some())
    }

    /// Whether at least one action of its response was the customer's.
    pub fn needed_customer(self) -> bool {
        let response = self.response().filter(|response| response.published.is_some());
        response.is_some_and(|response| response.actions.iter().any(|action| action.party == Party::Customer))
    }

    /// The brief of the imports, for the rules: with what it took in, as severe as the worst of that.
    pub fn brief(self) -> Brief {
        let (severity, alerts_active) = (self.severity(), self.alerts_active());
        Brief { severity, alerts_active, ..self.known.to_brief() }
    }
}
