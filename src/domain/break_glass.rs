//! For which incidents the experts use the telephone.
//!
//! Source: service.md 1.4, phone: "break-glass: malware on high-value infrastructure, ransomware, exfiltration, insider,
//! hands-on-keyboard". By which signs an incident is one of these the service does not publish; ours are here.

use super::brief::MarkKind;
use super::catalogue::Known;
use super::state::{Incident, State};
use super::vocabulary::{Classification, Severity, Status, Tactic};

/// Why somebody is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// Data is encrypted or about to be.
    Ransomware,
    /// Somebody of the own house is behind it.
    Insider,
    /// A person works at the keyboard of the attacker.
    HandsOnKeyboard,
    /// Data was taken out.
    Exfiltration,
    /// Malware on an asset of high value.
    HighValue,
}

impl Danger {
    /// All of them; the first that fits is the one that is said.
    pub const ALL: [Self; 5] =
        [Self::Ransomware, Self::Insider, Self::HandsOnKeyboard, Self::Exfiltration, Self::HighValue];

    /// The word in keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ransomware => "ransomware",
            Self::Insider => "insider",
            Self::HandsOnKeyboard => "handsOnKeyboard",
            Self::Exfiltration => "exfiltration",
            Self::HighValue => "highValue",
        }
    }

    /// Whether what the imports say of an incident shows it.
    fn shows(self, known: Known<'_>) -> bool {
        let named = |words: &[&str]| words.iter().any(|word| says(known, word));
        match self {
            Self::Ransomware => named(&["ransomware"]) || uses(known, "T1486"),
            Self::Insider => {
                let mut watched = known.sources().chain(known.detections());
                named(&["insider"]) || watched.any(|it| holds(it, "insiderrisk"))
            }
            Self::HandsOnKeyboard => {
                named(&["hands-on-keyboard", "hands on keyboard", "human-operated", "human operated"])
            }
            Self::Exfiltration => known.tactics().contains(Tactic::Exfiltration) || named(&["exfiltration"]),
            Self::HighValue => named(&["malware"]) && known.assets().any(|asset| asset.is_critical()),
        }
    }
}

/// Whether somebody is called about an incident, and why: it is open, in scope, of high severity, and did not turn out to
/// be nothing.
pub fn danger(state: &State, incident: Incident<'_>) -> Option<Danger> {
    let is_severe = matches!(incident.severity(), Severity::High | Severity::Critical);
    let is_over = matches!(incident.status(), Status::Resolved | Status::Redirected);
    let is_nothing = matches!(
        incident.verdict().0,
        Classification::FalsePositive | Classification::InformationalExpectedActivity
    );
    if !is_severe || is_over || is_nothing || !state.covers(incident) {
        return None;
    }
    Danger::ALL.into_iter().find(|danger| danger.shows(incident.known))
}

/// Whether the title (or that of one which was merged into it), a category or a threat names a word.
fn says(known: Known<'_>, word: &str) -> bool {
    std::iter::once(known).chain(known.taken()).any(|it| holds(it.title(), word))
        || known.categories().any(|it| holds(it, word))
        || known.marks(MarkKind::Threat).any(|it| holds(it, word))
}

fn holds(text: &str, word: &str) -> bool {
    text.to_lowercase().contains(word)
}

fn uses(known: Known<'_>, technique: &str) -> bool {
    known
        .techniques()
        .any(|it| it.split('.').next().is_some_and(|parent| parent.eq_ignore_ascii_case(technique)))
}
