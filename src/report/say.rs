//! The words of reports outside the browser: table heads, names of values, numbers and durations, from a catalogue.

use crate::analytics::dimension::{Dim, Value};
use crate::words::{Arg, Catalogue, Locale, format};

/// Seconds in a minute.
const MINUTE_S: f64 = 60.0;

/// A catalogue with its locale.
#[derive(Clone, Copy)]
pub struct Say<'a> {
    /// The messages.
    pub catalogue: &'a Catalogue,
    /// Numbers and plurals.
    pub locale: &'a dyn Locale,
}

impl std::fmt::Debug for Say<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Say")
    }
}

impl Say<'_> {
    /// The message of a key; the key itself where the catalogue lacks it, so that it is seen.
    pub fn key(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message of a key with its values filled in.
    pub fn with(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.catalogue.get(key).map_or_else(|| key.to_owned(), |message| format(message, args, self.locale))
    }

    /// A word under a stem, as it came where the catalogue does not know it.
    pub fn word(&self, stem: &str, word: &str) -> String {
        self.catalogue.get(&format!("{stem}.{word}")).map_or_else(|| word.to_owned(), str::to_owned)
    }

    /// The name of a value of a dimension. Words of imports that we do not know stay as they came.
    pub fn value(&self, dim: Dim, value: &Value) -> String {
        let Value::Word(word) = value else { return self.key("common.none") };
        let stem = match dim {
            Dim::Severity => "severity",
            Dim::Status => "status",
            Dim::Stage => "stage",
            Dim::Assigned => "party",
            Dim::Classification => "classification",
            Dim::Determination => "determination",
            Dim::Source => "source",
            Dim::Tactic => "tactic",
            Dim::AlertSeverity => "severity",
            Dim::Products | Dim::Categories => "several",
            Dim::Redirected
            | Dim::Critical
            | Dim::Noise
            | Dim::Duplicate
            | Dim::Notification
            | Dim::ThirdParty => "yes-no",
            Dim::Scope => "scope",
            Dim::Investigated => "investigated",
            Dim::Outcome => "outcome",
            Dim::Due => "due",
            Dim::Asked => "asked",
            Dim::Category => return category_key(word).map_or_else(|| word.to_string(), |key| self.key(key)),
            Dim::Person
            | Dim::Detection
            | Dim::Technique
            | Dim::Asset
            | Dim::Group
            | Dim::Tag
            | Dim::Platform
            | Dim::Investigation
            | Dim::Threat
            | Dim::Policy
            | Dim::Subscription
            | Dim::Sensitivity => {
                return word.to_string();
            }
        };
        self.word(stem, word)
    }

    /// A number of hundredths as percent.
    pub fn percent(&self, percent: f64) -> String {
        self.locale.percent(percent)
    }

    /// A calendar day given in ISO form, or a month (`2026-05`).
    pub fn day(&self, iso: &str) -> String {
        self.locale.day(iso)
    }

    /// A number.
    pub fn number(&self, value: f64) -> String {
        self.locale.number(value)
    }

    /// A duration in the two largest units that say something, as on the page: `1 h 48 min`, `3 d 2 h`.
    pub fn seconds(&self, seconds: f64) -> String {
        let unit = |key: &str, n: f64| self.with(key, &[("n", Arg::Number(n))]);
        let minutes = (seconds / MINUTE_S).floor();
        let (days, hours) = ((minutes / 1_440.0).floor(), (minutes / 60.0).floor() % 24.0);
        let (large, small) = match (days > 0.0, hours > 0.0) {
            (true, _) => (("span.days", days), ("span.hours", hours)),
            (false, true) => (("span.hours", hours), ("span.minutes", minutes % 60.0)),
            (false, false) if minutes > 0.0 => return unit("span.minutes", minutes),
            (false, false) => return self.key("span.moment"),
        };
        let tail = if small.1 > 0.0 { format!("\u{a0}{}", unit(small.0, small.1)) } else { String::new() };
        format!("{}{tail}", unit(large.0, large.1))
    }
}

/// The words of a category of alerts that is no tactic (service.md 2.8); one that we do not know stays as it came.
pub fn category_key(word: &str) -> Option<&'static str> {
    let squeezed: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(match squeezed.to_ascii_lowercase().as_str() {
        "malware" => "determination.malware",
        "unwantedsoftware" => "determination.unwantedSoftware",
        "phishing" => "determination.phishing",
        "ransomware" => "category.ransomware",
        "suspiciousactivity" => "category.suspiciousActivity",
        "exploit" => "category.exploit",
        _ => return None,
    })
}
