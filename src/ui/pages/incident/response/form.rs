//! What is entered to plan an action, or to change one that is planned.

use super::super::drafts::{forget, keep, typed};
use super::super::room::Room;
use super::kinds::usual;
use crate::domain::brief::Asset;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::ids::{ActionId, IncidentId};
use crate::domain::refusal::Refusal;
use crate::domain::response::{ActionKind, ActionPlan, Extent, TARGETS_MAX};
use crate::domain::text::clip;
use crate::platform::random;
use crate::t;
use crate::ui::extent;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Longest name of an asset in a title or a list, in characters.
pub(super) const NAME_CHARS: usize = 120;
/// Longest name of what an action is about, in characters.
const OBJECT_CHARS: usize = 60;

/// What the tab keeps until the action is planned.
const FIELDS: [&str; 6] = ["kind", "target", "title", "instructions", "impact", "object"];

/// What a field is kept under: an action that is changed keeps its own.
fn key_of(changed: Option<&ActionPlan>, field: &str) -> String {
    match changed {
        Some(plan) => format!("change.{}.{field}", plan.id),
        None => format!("plan.{field}"),
    }
}

/// What is entered.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) room: Room,
    /// The planned action that is changed, as it was; `None` where a new one is planned.
    pub(super) changed: RwSignal<Option<ActionPlan>>,
    id: RwSignal<ActionId>,
    pub(super) kind: RwSignal<ActionKind>,
    /// The number of the asset among those of the incident.
    target: RwSignal<Option<usize>>,
    /// The assets of the action that is changed, where no other choice means the same.
    pub(super) kept: RwSignal<Vec<Asset>>,
    /// Aims at those.
    pub(super) keeps: RwSignal<bool>,
    /// Set once the expert changes the title that was filled in.
    pub(super) title: RwSignal<Option<String>>,
    pub(super) instructions: RwSignal<String>,
    /// Set once the expert changes what the kind usually means for people.
    pub(super) impact: RwSignal<Option<String>>,
    pub(super) object: RwSignal<String>,
    pub(super) extent: RwSignal<Option<Extent>>,
    /// Aims at all fitting assets together.
    pub(super) all: RwSignal<bool>,
    /// What must be finished first.
    pub(super) firsts: RwSignal<Vec<ActionId>>,
    /// Kind or asset were chosen: before, nobody is told that one is missing.
    pub(super) is_touched: RwSignal<bool>,
}

impl Form {
    /// The form with what was typed and not sent before. What is chosen and not typed begins anew, but for what it is
    /// all about: the kind and the asset.
    pub(super) fn new(room: Room) -> Self {
        let form = Self {
            room,
            changed: RwSignal::new(None),
            id: RwSignal::new(random::action_id()),
            kind: RwSignal::new(ActionKind::Text),
            target: RwSignal::new(None),
            kept: RwSignal::new(Vec::new()),
            keeps: RwSignal::new(false),
            title: RwSignal::new(None),
            instructions: RwSignal::new(String::new()),
            impact: RwSignal::new(None),
            object: RwSignal::new(String::new()),
            extent: RwSignal::new(None),
            all: RwSignal::new(false),
            firsts: RwSignal::new(Vec::new()),
            is_touched: RwSignal::new(false),
        };
        form.begin(None);
        Effect::new(move |_| {
            let changed = form.changed.get();
            let id = room.id();
            for (field, now) in FIELDS.into_iter().zip(form.typed_now(changed.as_ref())) {
                keep(room.portal, &id, &key_of(changed.as_ref(), field), &now);
            }
        });
        form
    }

    /// What the fields hold beyond what they begin with, in the order of [`FIELDS`]. Of an action that is changed only what
    /// is typed is kept.
    fn typed_now(self, changed: Option<&ActionPlan>) -> [String; 6] {
        let beyond = |now: String, known: &str| if now == known { String::new() } else { now };
        let (kind, target) = (self.kind.get(), self.target.get());
        let (title, object) = (self.title.get().unwrap_or_default(), self.object.get());
        let instructions = self.instructions.get();
        match changed {
            Some(plan) => [
                String::new(),
                String::new(),
                beyond(title, &plan.title),
                beyond(instructions, &plan.instructions),
                beyond(self.impact(), &plan.impact),
                beyond(object, plan.object.as_deref().unwrap_or_default()),
            ],
            None => [
                beyond(kind.as_str().to_owned(), usual(self.room).as_str()),
                target.map(|at| at.to_string()).unwrap_or_default(),
                title,
                instructions,
                self.impact.get().unwrap_or_default(),
                object,
            ],
        }
    }

    /// Begins anew: with what was typed and not sent before, else with the action that is to be changed.
    pub(super) fn begin(self, changed: Option<ActionPlan>) {
        let left = |field: &str| typed(self.room.portal, &self.room.id(), &key_of(changed.as_ref(), field));
        let first = |field: &str, known: &str| match left(field) {
            left if left.is_empty() => known.to_owned(),
            left => left,
        };
        let plan = changed
            .clone()
            .unwrap_or_else(|| ActionPlan::new(random::action_id(), usual(self.room), String::new()));
        let [kind, target, title, instructions, impact, object] = FIELDS;
        self.id.set(plan.id.clone());
        self.kind.set(ActionKind::parse(&left(kind)).unwrap_or(plan.kind));
        self.instructions.set(first(instructions, &plan.instructions));
        self.object.set(first(object, plan.object.as_deref().unwrap_or_default()));
        self.extent.set(plan.extent);
        self.firsts.set(plan.firsts().cloned().collect());
        self.is_touched.set(false);
        self.target.set(left(target).parse().ok());
        untrack(|| self.aim(&plan));
        // A title that says what is chosen follows what is chosen.
        self.title.set(None);
        let title = first(title, &plan.title);
        let follows = title.is_empty() || untrack(|| self.title()) == title;
        self.title.set((!follows).then_some(title));
        // So does what it usually means for people; an action that says nothing of it goes on to say nothing.
        let impact = first(impact, &plan.impact);
        self.impact.set(None);
        let follows = untrack(|| self.impact()) == impact || (changed.is_none() && impact.is_empty());
        self.impact.set((!follows).then_some(impact));
        self.changed.set(changed);
    }

    /// Chooses the assets of an action that is changed: one or all of those that fit, or those that it has.
    fn aim(self, plan: &ActionPlan) {
        let targets: Vec<Asset> = plan.targets().cloned().collect();
        let fitting = self.assets();
        let place = |target: &Asset| {
            let found = fitting.iter().find(|(_, asset)| asset.kind == target.kind && asset.id == target.id);
            found.map(|(at, _)| *at)
        };
        let places: Vec<usize> = targets.iter().filter_map(place).collect();
        let is_one = targets.len() == 1 && places.len() == 1;
        let is_all = targets.len() > 1 && places.len() == targets.len() && targets.len() == fitting.len();
        if is_one {
            self.target.set(places.first().copied());
        }
        self.all.set(is_all);
        let is_other = !targets.is_empty() && !is_one && !is_all;
        self.keeps.set(is_other);
        self.kept.set(if is_other { targets } else { Vec::new() });
    }

    /// Forgets what was typed for what was sent just now, wherever the person is by now.
    pub(super) fn sent(room: Room, incident: &IncidentId, changed: Option<&ActionPlan>) {
        FIELDS.into_iter().for_each(|field| forget(room.portal, incident, &key_of(changed, field)));
    }

    /// Chooses a kind; assets that it cannot aim at are not kept.
    pub(super) fn choose_kind(self, kind: ActionKind) {
        let kinds = kind.target_kinds();
        let fits = self.kept.with_untracked(|kept| {
            !kept.is_empty() && kept.iter().all(|asset| kinds.is_empty() || kinds.contains(&asset.kind))
        });
        if !fits {
            self.keeps.set(false);
            self.kept.set(Vec::new());
        }
        self.kind.set(kind);
        self.is_touched.set(true);
    }

    /// Chooses an asset by its number; without one those that the action has, or none.
    pub(super) fn choose_target(self, at: Option<usize>, keeps: bool) {
        self.target.set(at);
        self.keeps.set(keeps);
        if keeps {
            self.all.set(false);
        }
    }

    /// The assets that the kind can aim at, each with its number; all where it may aim at any.
    pub(super) fn assets(self) -> Vec<(usize, Asset)> {
        let kinds = self.kind.get().target_kinds();
        let assets = self.room.of(|it| it.assets.clone());
        assets
            .into_iter()
            .enumerate()
            .filter(|(_, asset)| kinds.is_empty() || kinds.contains(&asset.kind))
            .collect()
    }

    /// The asset: the chosen one, or the first that fits where one is needed.
    pub(super) fn asset(self) -> Option<Asset> {
        if self.keeps.get() {
            return self.kept.with(|kept| kept.first().cloned());
        }
        let is_needed = !self.kind.get().target_kinds().is_empty();
        let fitting = self.assets();
        let chosen = self.target.get().and_then(|at| fitting.iter().find(|(number, _)| *number == at));
        chosen.or_else(|| fitting.first().filter(|_| is_needed)).map(|(_, asset)| asset.clone())
    }

    /// All assets: the one, every fitting one, or those that the action has.
    pub(super) fn targets(self) -> Vec<Asset> {
        let is_needed = !self.kind.get().target_kinds().is_empty();
        if self.all.get() && is_needed {
            return self.assets().into_iter().take(TARGETS_MAX).map(|(_, asset)| asset).collect();
        }
        if self.keeps.get() {
            return self.kept.get();
        }
        self.asset().into_iter().collect()
    }

    /// What people call the thing that it is about: the name of a chosen file, else what was written.
    fn object_name(self) -> Option<String> {
        let kind = self.kind.get();
        let written = self.object.with(|it| it.trim().to_owned());
        if !kind.has_object() || written.is_empty() {
            return None;
        }
        let known = super::object::called(self.room, &written);
        Some(clip(&known.unwrap_or(written), OBJECT_CHARS).into_owned())
    }

    /// The title: what was typed, else "Isolate NWF-FS-02".
    pub(super) fn title(self) -> String {
        self.title.get().unwrap_or_else(|| {
            let kind = self.kind.get();
            let asset = self.asset();
            let several = Some(self.targets().len()).filter(|n| *n > 1);
            // What it is about tells two actions of a kind apart, on however many assets.
            let needs_asset = !kind.target_kinds().is_empty();
            if let Some(object) = self.object_name().filter(|_| asset.is_some() == needs_asset) {
                let one = || asset.map(|asset| clip(&asset.name, NAME_CHARS).into_owned());
                let name =
                    several.map(|n| t!("response.plan.assets", n = n)).or_else(one).unwrap_or_default();
                let key = format!("action-about.{}", kind.as_str());
                return text(&key, &[("object", object.into()), ("asset", name.into())]);
            }
            match (asset, several) {
                (Some(_), Some(n)) => {
                    t!("response.plan.title-all", kind = extent::kind(kind, self.extent.get()), n = n)
                }
                (Some(asset), None) => {
                    let name = clip(&asset.name, NAME_CHARS);
                    extent::on(kind, self.extent.get(), &name)
                }
                (None, _) => extent::kind(kind, self.extent.get()),
            }
        })
    }

    /// What changes for people: what was typed, else what the kind usually means.
    pub(super) fn impact(self) -> String {
        let usual = || extent::usual_impact_on(self.kind.get(), self.extent.get(), &self.targets());
        self.impact.get().unwrap_or_else(usual)
    }

    /// The plan. Of an action that is changed all stays that no field shows.
    pub(super) fn plan(self) -> ActionPlan {
        let mut targets = self.targets().into_iter();
        let mut firsts = self.firsts.get().into_iter();
        let kind = self.kind.get();
        let known = self.changed.get();
        let known = known.unwrap_or_else(|| ActionPlan::new(self.id.get(), kind, String::new()));
        ActionPlan {
            kind,
            title: self.title().trim().to_owned(),
            instructions: self.instructions.get(),
            impact: self.impact().trim().to_owned(),
            after: firsts.next(),
            more_after: firsts.collect(),
            target: targets.next(),
            more_targets: targets.collect(),
            object: Some(self.object.get().trim().to_owned())
                .filter(|it| !it.is_empty() && kind.has_object()),
            // As the list shows it before anything is chosen.
            extent: kind.has_extent().then(|| self.extent.get().unwrap_or(Extent::Full)),
            ..known
        }
    }

    /// What planning or changing it asks.
    pub(super) fn command(self) -> IncidentCommand {
        let plan = Box::new(self.plan());
        match self.changed.with(Option::is_some) {
            true => IncidentCommand::ChangeAction { plan },
            false => IncidentCommand::PlanAction { plan },
        }
    }

    /// What stands against it.
    pub(super) fn refusal(self) -> Option<Refusal> {
        let act = self.command();
        self.room.portal.refusal(&Command::Incident { incident: self.room.id(), act })
    }
}
