//! What is typed of a playbook, and the playbook that it makes.

use crate::domain::brief::AssetKind;
use crate::domain::playbook::{Conditions, Playbook, Publishing};
use crate::domain::response::InvestigationSummary;
use crate::domain::vocabulary::{Classification, Determination, Severity};
use crate::view::prelude::*;

/// The form. A copy is the same form.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// The whole playbook as it stands in the form.
    pub(super) playbook: RwSignal<Playbook>,
    /// Lists as they are typed, with commas.
    pub(super) categories: RwSignal<String>,
    pub(super) techniques: RwSignal<String>,
}

impl Form {
    /// The form of a playbook.
    pub(super) fn of(playbook: Playbook) -> Self {
        Self {
            categories: RwSignal::new(playbook.when.categories.join(", ")),
            techniques: RwSignal::new(playbook.when.techniques.join(", ")),
            playbook: RwSignal::new(playbook),
        }
    }

    /// Takes another version in, with its lists.
    pub(super) fn take(self, playbook: Playbook) {
        self.categories.set(playbook.when.categories.join(", "));
        self.techniques.set(playbook.when.techniques.join(", "));
        self.playbook.set(playbook);
    }

    /// The playbook with the lists read.
    pub(super) fn read(self) -> Playbook {
        let mut playbook = self.playbook.get();
        playbook.when.categories = self.categories.with(|text| listed(text));
        playbook.when.techniques = self.techniques.with(|text| listed(text));
        playbook.name = playbook.name.trim().to_owned();
        playbook
    }

    /// Whether a severity is a condition.
    pub(super) fn has_severity(self, severity: &Severity) -> bool {
        self.playbook.with(|it| it.when.severities.contains(severity))
    }

    /// Makes a severity a condition, or no longer.
    pub(super) fn set_severity(self, severity: Severity, on: bool) {
        self.playbook.update(|it| toggle(&mut it.when.severities, severity, on));
    }

    /// Whether a kind of asset is a condition.
    pub(super) fn has_kind(self, kind: AssetKind) -> bool {
        self.playbook.with(|it| it.when.evidence.contains(&kind))
    }

    /// Makes a kind of asset a condition, or no longer.
    pub(super) fn set_kind(self, kind: AssetKind, on: bool) {
        self.playbook.update(|it| toggle(&mut it.when.evidence, kind, on));
    }
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T, on: bool) {
    list.retain(|known| *known != item);
    if on {
        list.push(item);
    }
}

/// The words of a list with commas.
fn listed(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// A playbook that says nothing yet.
pub(super) fn blank(id: &str) -> Playbook {
    Playbook {
        id: id.to_owned(),
        name: String::new(),
        version: 0,
        about: String::new(),
        enabled: true,
        publishing: Publishing::AfterReview,
        conclusion: (Classification::TruePositive, Determination::Malware),
        when: Conditions::default(),
        summary: InvestigationSummary::default(),
        actions: Vec::new(),
    }
}
