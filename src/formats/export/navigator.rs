//! ATT&CK Navigator layers of layer format 4.5: how often techniques occur in a set of incidents.

pub use super::navigator_rules::problems;

use crate::domain::technique::is_technique;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The layer format that is written.
pub const LAYER_VERSION: &str = "4.5";
/// The version of ATT&CK whose facts the site carries.
const ATTACK_VERSION: &str = "18";
/// The first Navigator that reads this layer format in this form.
const NAVIGATOR_VERSION: &str = "5.1.0";

/// Counts the techniques of incidents.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    techniques: BTreeMap<String, Count>,
    incidents: usize,
}

#[derive(Clone, Debug, Default)]
struct Count {
    incidents: u32,
    latest: Option<String>,
}

impl Coverage {
    /// Counts an incident. A technique that it names twice counts once; what is no technique id is left out, because the
    /// Navigator refuses the file otherwise.
    pub fn add<'a>(&mut self, title: &str, techniques: impl IntoIterator<Item = &'a str>) {
        self.incidents += 1;
        let mut seen: Vec<String> = Vec::new();
        for id in techniques {
            let id = id.trim().to_ascii_uppercase();
            if !is_technique(&id) || seen.contains(&id) {
                continue;
            }
            let count = self.techniques.entry(id.clone()).or_default();
            count.incidents += 1;
            count.latest = Some(title.to_owned());
            seen.push(id);
        }
    }

    /// Whether no technique was counted.
    pub fn is_empty(&self) -> bool {
        self.techniques.is_empty()
    }

    /// The layer: the score of a technique is its number of incidents; `comment` words it from the number and the title of
    /// the incident that was counted last.
    pub fn layer(&self, name: &str, description: &str, comment: impl Fn(u32, &str) -> String) -> String {
        let scored = self.techniques.iter().map(|(id, count)| Scored {
            id: id.clone(),
            score: count.incidents,
            comment: comment(count.incidents, count.latest.as_deref().unwrap_or_default()),
        });
        layer(name, description, scored)
    }
}

/// A technique as a layer shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scored {
    /// Its id.
    pub id: String,
    /// Its score, which shades it.
    pub score: u32,
    /// What stands in its tip.
    pub comment: String,
}

/// A layer of techniques with their scores. What is no technique id is left out, because the Navigator refuses the file
/// otherwise.
pub fn layer(name: &str, description: &str, techniques: impl IntoIterator<Item = Scored>) -> String {
    let mut most = 1;
    let scored = techniques.into_iter().filter(|technique| is_technique(&technique.id));
    let techniques: Vec<Value> = scored
        .map(|Scored { id, score, comment }| {
            most = most.max(score);
            json!({
                "techniqueID": id,
                "score": score,
                "color": "",
                "comment": comment,
                "enabled": true,
                "metadata": [],
                "links": [],
                "showSubtechniques": id.contains('.'),
            })
        })
        .collect();
    let layer = json!({
        "name": name,
        "versions": {"attack": ATTACK_VERSION, "navigator": NAVIGATOR_VERSION, "layer": LAYER_VERSION},
        "domain": "enterprise-attack",
        "description": description,
        "sorting": 3,
        "layout": {
            "layout": "side",
            "aggregateFunction": "max",
            "showID": true,
            "showName": true,
            "showAggregateScores": true,
            "countUnscored": false,
            "expandedSubtechniques": "none",
        },
        "hideDisabled": false,
        "techniques": techniques,
        // Never from one value to the same, which the Navigator cannot scale.
        "gradient": {"colors": ["#ffffffff", "#ff6666ff"], "minValue": 0, "maxValue": most},
        "legendItems": [],
        "metadata": [],
        "links": [],
        "showTacticRowBackground": false,
        "tacticRowBackground": "#dddddd",
        "selectTechniquesAcrossTactics": true,
        "selectSubtechniquesWithParent": false,
        "selectVisibleTechniques": false,
    });
    format!("{layer:#}\n")
}
