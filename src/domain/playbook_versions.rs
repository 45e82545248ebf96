//! The versions of a playbook: who kept each and when, and in what it differs from the one before.

use super::playbook::{Playbook, shipped};
use super::state::State;
use super::time::Timestamp;

/// A version that was kept here.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// The whole playbook.
    pub playbook: Playbook,
    /// Who kept it.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// A part of a playbook, as its page has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its name.
    Name,
    /// What it is for.
    About,
    /// Whether it is proposed.
    Enabled,
    /// Whether it publishes by itself.
    Publishing,
    /// The conclusion that it proposes.
    Conclusion,
    /// When it fits.
    When,
    /// The sections of the summary.
    Summary,
    /// The steps.
    Steps,
}

impl Part {
    /// The word that stands for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::About => "about",
            Self::Enabled => "enabled",
            Self::Publishing => "publishing",
            Self::Conclusion => "conclusion",
            Self::When => "when",
            Self::Summary => "summary",
            Self::Steps => "steps",
        }
    }
}

/// A version of a playbook as its page lists it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Version<'a> {
    /// The whole playbook.
    pub playbook: &'a Playbook,
    /// Who kept it and when; none for the one that came with the product.
    pub kept: Option<(&'a str, Timestamp)>,
    /// The one before it.
    pub before: Option<&'a Playbook>,
}

impl Version<'_> {
    /// What differs from the version before, in the order of the page; nothing for the first.
    pub fn changed(&self) -> Vec<Part> {
        self.before.map(|before| differences(before, self.playbook)).unwrap_or_default()
    }
}

/// What differs between two versions.
fn differences(before: &Playbook, now: &Playbook) -> Vec<Part> {
    let all = [
        (Part::Name, before.name != now.name),
        (Part::About, before.about != now.about),
        (Part::Enabled, before.enabled != now.enabled),
        (Part::Publishing, before.publishing != now.publishing),
        (Part::Conclusion, before.conclusion != now.conclusion),
        (Part::When, before.when != now.when),
        (Part::Summary, before.summary != now.summary),
        (Part::Steps, before.actions != now.actions),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(part, _)| part).collect()
}

/// All versions of a playbook, oldest first: the one that came with the product, then those that were kept here.
pub fn versions<'a>(state: &'a State, id: &str) -> Vec<Version<'a>> {
    let came = shipped().iter().find(|playbook| playbook.id == id);
    let kept = state.playbooks.get(id).map_or(&[][..], Vec::as_slice);
    let all: Vec<(&Playbook, Option<(&str, Timestamp)>)> = came
        .map(|playbook| (playbook, None))
        .into_iter()
        .chain(kept.iter().map(|it| (&it.playbook, Some((it.by.as_str(), it.at)))))
        .collect();
    let before = std::iter::once(None).chain(all.iter().map(|(playbook, _)| Some(*playbook)));
    let pairs = all.iter().zip(before);
    pairs.map(|(&(playbook, kept), before)| Version { playbook, kept, before }).collect()
}
