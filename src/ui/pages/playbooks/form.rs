//! What is typed of a playbook, and the playbook that it makes.

use crate::domain::brief::EvidenceKind;
use crate::domain::playbook::{Conditions, Playbook, Publishing};
use crate::domain::response::InvestigationSummary;
use crate::domain::vocabulary::{Classification, Determination, Severity, Tactic};
use crate::view::prelude::*;

/// The form. A copy is the same form.
#[derive(Clone, Copy)]
pub(super) struct Form {
    /// The whole playbook as it stands in the form.
    pub(super) playbook: RwSignal<Playbook>,
    /// Lists as they are typed, with commas; the categories without the tactics, which are boxes.
    pub(super) categories: RwSignal<String>,
    pub(super) techniques: RwSignal<String>,
    /// Why the reader may not change it.
    pub(super) locked: Signal<Option<String>>,
}

impl Form {
    /// The form of a playbook.
    pub(super) fn of(typed: Typed, locked: Signal<Option<String>>) -> Self {
        let (playbook, categories, techniques) = typed;
        Self {
            playbook: RwSignal::new(playbook),
            categories: RwSignal::new(categories),
            techniques: RwSignal::new(techniques),
            locked,
        }
    }

    /// Takes another version in, or what was typed of one, with its lists.
    pub(super) fn take(self, (playbook, categories, techniques): Typed) {
        self.categories.set(categories);
        self.techniques.set(techniques);
        self.playbook.set(playbook);
    }

    /// What is typed.
    pub(super) fn typed(self) -> Typed {
        (self.playbook.get(), self.categories.get(), self.techniques.get())
    }

    /// The playbook with the lists read.
    pub(super) fn read(self) -> Playbook {
        let mut playbook = self.playbook.get();
        let others = self.categories.with(|text| listed(text));
        // What stays keeps its place, so that a form that nobody touched reads as it came.
        playbook.when.categories.retain(|word| Tactic::parse(word).is_some() || others.contains(word));
        for word in others {
            if !playbook.when.categories.contains(&word) {
                playbook.when.categories.push(word);
            }
        }
        playbook.when.techniques = self.techniques.with(|text| listed(text));
        playbook.name = playbook.name.trim().to_owned();
        playbook
    }

    /// Whether the reader may only read.
    pub(super) fn is_locked(self) -> Signal<bool> {
        Signal::derive(move || self.locked.with(Option::is_some))
    }

    /// Why a choice may not be changed.
    pub(super) fn why(self) -> MaybeProp<String> {
        MaybeProp::derive(move || self.locked.get())
    }

    /// Whether a tactic is a condition.
    pub(super) fn has_tactic(self, tactic: Tactic) -> bool {
        self.playbook.with(|it| it.when.categories.iter().any(|word| Tactic::parse(word) == Some(tactic)))
    }

    /// Makes a tactic a condition, or no longer.
    pub(super) fn set_tactic(self, tactic: Tactic, on: bool) {
        self.playbook.update(|it| {
            it.when.categories.retain(|word| Tactic::parse(word) != Some(tactic));
            if on {
                it.when.categories.push(tactic.as_str().to_owned());
            }
        });
    }

    /// Whether a severity is a condition.
    pub(super) fn has_severity(self, severity: &Severity) -> bool {
        self.playbook.with(|it| it.when.severities.contains(severity))
    }

    /// Makes a severity a condition, or no longer.
    pub(super) fn set_severity(self, severity: Severity, on: bool) {
        self.playbook.update(|it| toggle(&mut it.when.severities, severity, on));
    }

    /// Whether a kind of evidence is a condition.
    pub(super) fn has_kind(self, kind: EvidenceKind) -> bool {
        self.playbook.with(|it| it.when.evidence.contains(&kind))
    }

    /// Makes a kind of evidence a condition, or no longer.
    pub(super) fn set_kind(self, kind: EvidenceKind, on: bool) {
        self.playbook.update(|it| toggle(&mut it.when.evidence, kind, on));
    }
}

fn toggle<T: PartialEq>(list: &mut Vec<T>, item: T, on: bool) {
    list.retain(|known| *known != item);
    if on {
        list.push(item);
    }
}

/// A playbook as a form has it: what is chosen, and two lists as they are typed.
pub(super) type Typed = (Playbook, String, String);

/// A playbook as a form that nobody touched has it.
pub(super) fn untouched(playbook: Playbook) -> Typed {
    let others = playbook.when.categories.iter().filter(|word| Tactic::parse(word).is_none());
    let categories = others.cloned().collect::<Vec<_>>().join(", ");
    let techniques = playbook.when.techniques.join(", ");
    (playbook, categories, techniques)
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
