//! Playbooks: what the experts do about a kind of incident, as data with versions (what users of rival portals ask for:
//! templates with mandatory steps, conditions and a snapshot per case).

use super::brief::{Asset, AssetKind, Brief, EvidenceKind};
use super::ids::ActionId;
use super::indicator::{Indicator, code, moment, with_alerts, with_indicators};
use super::playbook_words::{Phrase, filled_in};
use super::response::{ActionKind, ActionPlan, Extent, InvestigationSummary, Origin};
use super::time::Timestamp;
use super::vocabulary::{Classification, Determination, Severity};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How many actions a playbook may have; a response takes more, but nobody reads a longer list.
pub const PLAYBOOK_ACTIONS_MAX: usize = 50;
/// How many playbooks a workspace may have.
pub const PLAYBOOKS_MAX: usize = 200;
/// What stands in the texts of a step for the name of its asset.
pub const ASSET_SIGN: &str = "{asset}";
/// On how many assets a step for each asset is planned at most.
const EACH_MAX: usize = 20;
/// How many assets a text names.
const NAMED_MAX: usize = 10;

/// Whether an expert reads the proposal before the customer does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Publishing {
    /// An expert reviews and publishes.
    #[default]
    AfterReview,
    /// It publishes by itself, where the workspace allows it.
    ByItself,
}

/// When a playbook fits an incident: every list that is not empty must be met by one of its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Conditions {
    /// Severities.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub severities: Vec<Severity>,
    /// Tactics or other categories of alerts, in the words of the source.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<String>,
    /// Techniques; one with sub-techniques stands for all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub techniques: Vec<String>,
    /// Kinds of evidence of which the alerts saw one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceKind>,
}

/// A list of conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConditionKind {
    /// Severities.
    Severity,
    /// Tactics and other categories.
    Category,
    /// Techniques.
    Technique,
    /// Kinds of evidence.
    Evidence,
}

/// Whether one of a list holds; an empty one asks for nothing.
fn held<T>(list: &[T], holds: impl Fn(&T) -> bool) -> bool {
    list.is_empty() || list.iter().any(holds)
}

impl Conditions {
    /// Whether an incident meets them. Without any condition none does: a playbook for everything is none.
    pub fn fit(&self, brief: &Brief) -> bool {
        !self.is_empty() && self.unmet(brief).is_empty()
    }

    /// The conditions that an incident does not meet.
    pub fn unmet(&self, brief: &Brief) -> Vec<ConditionKind> {
        let same = |a: &str, b: &str| a.trim().eq_ignore_ascii_case(b.trim());
        let of_technique = |wanted: &str, known: &str| {
            let (wanted, known) = (wanted.trim(), known.trim());
            same(wanted, known) || known.split_once('.').is_some_and(|(parent, _)| same(wanted, parent))
        };
        let tactics = || brief.tactics.iter().map(super::vocabulary::Tactic::as_str);
        let has_category = |wanted: &String| {
            let is_tactic = tactics().any(|known| same(wanted, known));
            is_tactic || brief.categories.iter().any(|known| same(wanted, known))
        };
        let has_technique =
            |wanted: &String| brief.techniques.iter().any(|known| of_technique(wanted, known));
        let met = [
            (ConditionKind::Severity, held(&self.severities, |it| *it == brief.severity)),
            (ConditionKind::Category, held(&self.categories, has_category)),
            (ConditionKind::Technique, held(&self.techniques, has_technique)),
            (ConditionKind::Evidence, held(&self.evidence, |it| brief.saw(*it))),
        ];
        met.into_iter().filter(|(_, is_met)| !is_met).map(|(kind, _)| kind).collect()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// On what a step of a playbook is planned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Aim {
    /// One action for each asset of its kind.
    #[default]
    Each,
    /// One action for all of them together.
    All,
    /// No asset.
    Nothing,
}

/// A step of a playbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlaybookAction {
    /// What kind.
    pub kind: ActionKind,
    /// The title; `{asset}` stands for the asset's name.
    pub title: String,
    /// What to do and why, in Markdown.
    #[serde(default)]
    pub instructions: String,
    /// What changes for people while it holds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub impact: String,
    /// On what.
    #[serde(default)]
    pub on: Aim,
    /// How much, where the kind has a full and a limited form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extent: Option<Extent>,
    /// The number of the step that comes first, from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<usize>,
}

/// A playbook in one of its versions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Playbook {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its version, from 1.
    pub version: u32,
    /// What it is for.
    #[serde(default)]
    pub about: String,
    /// Whether it is proposed.
    pub enabled: bool,
    /// Whether it publishes by itself.
    #[serde(default)]
    pub publishing: Publishing,
    /// The conclusion that it proposes.
    pub conclusion: (Classification, Determination),
    /// When it fits.
    pub when: Conditions,
    /// The sections of the summary; `{title}`, `{devices}`, `{users}`, `{techniques}`, `{first}` and `{last}` are filled in.
    pub summary: InvestigationSummary,
    /// The steps in order.
    pub actions: Vec<PlaybookAction>,
}

/// A playbook as it was when it was applied.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Applied {
    /// The whole playbook.
    pub playbook: Box<Playbook>,
    /// Who applied it, or began the investigation that did.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// It ran by itself.
    #[serde(default)]
    pub automatic: bool,
}

/// The playbooks that come with the product. The file is part of the program; a test reads it.
static SHIPPED: LazyLock<Vec<Playbook>> =
    LazyLock::new(|| serde_json::from_str(include_str!("playbooks.json")).unwrap_or_default());

/// The playbooks that come with the product, each in version 1.
pub fn shipped() -> &'static [Playbook] {
    &SHIPPED
}

impl Playbook {
    /// The summary for an incident: the sections of the playbook with its facts, and what was written by hand before.
    /// The sections about indicators name what the alerts found, and the device timeline the alerts in their order.
    pub fn summary_for(
        &self,
        brief: &Brief,
        written: &InvestigationSummary,
        found: &[Indicator],
    ) -> InvestigationSummary {
        let fill = |mine: &str, template: &str| {
            if mine.trim().is_empty() { filled(template, brief) } else { mine.to_owned() }
        };
        let name = |mine: &str, template: &str, of_attack: bool| match mine.trim() {
            "" => with_indicators(filled(template, brief), found, of_attack),
            _ => mine.to_owned(),
        };
        let template = &self.summary;
        InvestigationSummary {
            what_happened: fill(&written.what_happened, &template.what_happened),
            device_timeline: match written.device_timeline.trim() {
                "" => with_alerts(filled(&template.device_timeline, brief), found),
                _ => written.device_timeline.clone(),
            },
            indicators_of_attack: name(&written.indicators_of_attack, &template.indicators_of_attack, true),
            indicators_of_compromise: name(
                &written.indicators_of_compromise,
                &template.indicators_of_compromise,
                false,
            ),
            impact: fill(&written.impact, &template.impact),
        }
    }

    /// The actions for an incident. What comes after a step for each asset waits for the one on its own asset, and for
    /// all of them where none is on it. A step whose kind of asset the incident does not touch is left out, and what
    /// comes after it waits for what came before it.
    pub fn plans_for(&self, brief: &Brief, seed: &ActionId, automatic: bool) -> Vec<ActionPlan> {
        let mut plans: Vec<ActionPlan> = Vec::new();
        // The numbers of the actions of each step, or of what it would have waited for.
        let mut of_step: Vec<Vec<usize>> = Vec::new();
        for step in &self.actions {
            let before = step.after.and_then(|at| of_step.get(at)).cloned().unwrap_or_default();
            let mut own = Vec::new();
            for targets in aims(step, brief) {
                let Some(id) = ActionId::new(&format!("{seed}-{}", plans.len() + 1)) else { continue };
                let origin = Origin::Playbook {
                    id: self.id.clone(),
                    name: self.name.clone(),
                    version: self.version,
                    automatic,
                };
                let after = firsts(&plans, &before, &targets);
                own.push(plans.len());
                plans.push(planned(step, id, targets, after, origin));
            }
            of_step.push(if own.is_empty() { before } else { own });
        }
        plans
    }
}

/// For which of the actions before it an action on some assets waits: those on its own assets, else all.
fn firsts(plans: &[ActionPlan], before: &[usize], targets: &[Asset]) -> Vec<ActionId> {
    let before: Vec<&ActionPlan> = before.iter().filter_map(|at| plans.get(*at)).collect();
    let is_own = |plan: &&&ActionPlan| {
        plan.targets().any(|one| targets.iter().any(|it| it.kind == one.kind && it.id == one.id))
    };
    let own: Vec<&&ActionPlan> = before.iter().filter(is_own).collect();
    let all = if own.is_empty() { before.iter().collect() } else { own };
    all.into_iter().map(|plan| plan.id.clone()).collect()
}

/// The assets of each action of a step.
fn aims(step: &PlaybookAction, brief: &Brief) -> Vec<Vec<Asset>> {
    let kinds = step.kind.target_kinds();
    let fitting = || brief.assets.iter().filter(|asset| kinds.contains(&asset.kind)).cloned();
    match step.on {
        _ if kinds.is_empty() => vec![Vec::new()],
        Aim::Each => fitting().take(EACH_MAX).map(|asset| vec![asset]).collect(),
        Aim::All | Aim::Nothing => {
            let all: Vec<Asset> = fitting().take(super::response::TARGETS_MAX).collect();
            if all.is_empty() { Vec::new() } else { vec![all] }
        }
    }
}

fn planned(
    step: &PlaybookAction,
    id: ActionId,
    targets: Vec<Asset>,
    after: Vec<ActionId>,
    origin: Origin,
) -> ActionPlan {
    let name = match targets.as_slice() {
        [one] => one.name.clone(),
        many => counted(many),
    };
    let short = super::text::clip(&name, 100).into_owned();
    let title = super::text::clip(&step.title.replace(ASSET_SIGN, &short), 190).into_owned();
    let (mut targets, mut after) = (targets.into_iter(), after.into_iter());
    ActionPlan {
        instructions: step.instructions.replace(ASSET_SIGN, &short),
        impact: step.impact.replace(ASSET_SIGN, &short),
        target: targets.next(),
        more_targets: targets.collect(),
        after: after.next(),
        more_after: after.collect(),
        extent: step.extent,
        origin,
        ..ActionPlan::new(id, step.kind, title)
    }
}

/// Several assets together: "2 devices".
fn counted(assets: &[Asset]) -> String {
    let first = assets.first().map(|asset| asset.kind);
    let phrase = match first.filter(|kind| assets.iter().all(|asset| asset.kind == *kind)) {
        Some(AssetKind::Device) => Phrase::Devices,
        Some(AssetKind::User) => Phrase::Accounts,
        Some(AssetKind::Mailbox) => Phrase::Mailboxes,
        Some(AssetKind::CloudApp) => Phrase::Applications,
        None => Phrase::Assets,
    };
    phrase.with(&[("n", &assets.len().to_string())])
}

/// The names in braces that a summary fills in.
pub(super) const FACTS: [&str; 6] = ["title", "devices", "users", "techniques", "first", "last"];

/// The first word in braces that is none of the names.
pub(super) fn unknown_in_braces<'a>(text: &'a str, names: &[&str]) -> Option<&'a str> {
    let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    let is_name = |word: &&str| !word.is_empty() && word.chars().all(|it| it.is_ascii_alphanumeric());
    parts.map(|(word, _)| word).filter(is_name).find(|word| !names.contains(word))
}

/// A template with the facts of an incident. Facts come from outside and may hold Markdown, so they stand as code.
fn filled(template: &str, brief: &Brief) -> String {
    let list = |kind: AssetKind| {
        let all: Vec<&Asset> = brief.assets.iter().filter(|asset| asset.kind == kind).collect();
        let named: Vec<String> = all.iter().take(NAMED_MAX).map(|asset| code(&asset.name)).collect();
        match (named.is_empty(), all.len().saturating_sub(NAMED_MAX)) {
            (true, _) => Phrase::None.said(),
            (false, 0) => named.join(", "),
            (false, 1) => Phrase::AndOneMore.with(&[("names", &named.join(", "))]),
            (false, more) => Phrase::AndMore.with(&[("names", &named.join(", ")), ("n", &more.to_string())]),
        }
    };
    let techniques: Vec<String> = brief.techniques.iter().take(NAMED_MAX).map(|id| code(id)).collect();
    let techniques = if techniques.is_empty() { Phrase::None.said() } else { techniques.join(", ") };
    let known = |at: Option<Timestamp>| at.map_or_else(|| Phrase::Unknown.said(), moment);
    let facts = [
        code(&brief.title),
        list(AssetKind::Device),
        list(AssetKind::User),
        techniques,
        known(brief.first_activity),
        known(brief.last_activity),
    ];
    let facts: Vec<(&str, &str)> = FACTS.into_iter().zip(facts.iter().map(String::as_str)).collect();
    filled_in(template, &facts)
}
