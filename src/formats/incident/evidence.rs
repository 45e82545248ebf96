//! Evidence of an alert: the common part is read, everything else is passed on by its own names.

use super::context::{Context, write_member, write_text};
use crate::domain::record::EvidenceRecord;
use crate::domain::vocabulary::{Remediation, Verdict};
use crate::formats::finding::Finding;
use crate::formats::json::each::Objects;
use crate::formats::json::raw::{Key, Raw, write_string};
use serde::de::MapAccess;
use serde_json::{Map, Value};

/// The facts that name an asset: what [`crate::domain::brief::asset_of`] looks at.
const ASSET_FACTS: [&str; 10] = [
    "mdeDeviceId",
    "azureAdDeviceId",
    "deviceDnsName",
    "hostName",
    "rbacGroupName",
    "deviceValue",
    "userAccount",
    "primaryAddress",
    "displayName",
    "appId",
];

/// The kinds of evidence that are assets.
const ASSET_KINDS: [&str; 5] = ["device", "user", "mailbox", "cloudApplication", "oauthApplication"];

/// Takes the evidence of an alert.
pub(super) struct Evidence<'c, 't, 'f> {
    pub(super) context: &'c mut Context<'t, 'f>,
    /// The normalised pieces, with commas between them.
    pub(super) out: &'c mut String,
    /// Those that are assets, with the facts that name them.
    pub(super) assets: &'c mut Vec<EvidenceRecord>,
}

impl<'de> Objects<'de> for Evidence<'_, 'de, '_> {
    fn object<A: MapAccess<'de>>(&mut self, mut map: A) -> Result<(), A::Error> {
        let context = &mut *self.context;
        let mut facts = context.buffer();
        let mut fields = Fields::default();
        while let Some(key) = map.next_key::<Key<'de>>()? {
            fields.take(context, &key, map.next_value()?, &mut facts);
        }
        fields.write(context, &facts, self.out, self.assets);
        context.give_back(facts);
        Ok(())
    }

    fn other(&mut self) {
        self.context.note_record(Finding::Dropped { field: "evidence" });
    }
}

/// The fields that are read.
#[derive(Default)]
struct Fields<'t> {
    odata_type: Option<Raw<'t>>,
    kind: Option<Raw<'t>>,
    created: Option<Raw<'t>>,
    verdict: Option<Raw<'t>>,
    remediation: Option<Raw<'t>>,
    assets: [Option<Raw<'t>>; ASSET_FACTS.len()],
}

impl<'t> Fields<'t> {
    fn take(&mut self, context: &mut Context<'t, '_>, key: &Key<'t>, raw: Raw<'t>, facts: &mut String) {
        match key.as_str() {
            "@odata.type" => context.set(&mut self.odata_type, raw, "@odata.type"),
            "kind" => context.set(&mut self.kind, raw, "kind"),
            "createdDateTime" => context.set(&mut self.created, raw, "createdDateTime"),
            "verdict" => context.set(&mut self.verdict, raw, "verdict"),
            "remediationStatus" => context.set(&mut self.remediation, raw, "remediationStatus"),
            name => {
                let fact = ASSET_FACTS.iter().position(|fact| *fact == name);
                if let Some(slot) = fact.and_then(|at| self.assets.get_mut(at)) {
                    *slot = Some(raw);
                }
                write_member(facts, key, raw);
            }
        }
    }

    fn write(
        self,
        context: &mut Context<'t, '_>,
        facts: &str,
        out: &mut String,
        assets: &mut Vec<EvidenceRecord>,
    ) {
        let kind = self.kind(context);
        let created = context.time(self.created, "createdDateTime");
        let verdict = context.word(self.verdict, "verdict").unwrap_or(Verdict::Unknown);
        let remediation = context.word(self.remediation, "remediationStatus").unwrap_or(Remediation::None);
        out.push_str(if out.is_empty() { "{\"kind\":" } else { ",{\"kind\":" });
        write_string(&kind, out);
        if let Some(created) = created {
            write_text(out, "createdDateTime", &created.text);
        }
        write_text(out, "verdict", verdict.as_str());
        write_text(out, "remediationStatus", remediation.as_str());
        out.push_str(facts);
        out.push('}');
        if ASSET_KINDS.contains(&kind.as_str()) {
            assets.push(EvidenceRecord {
                kind,
                created_date_time: None,
                verdict: Verdict::Unknown,
                remediation_status: Remediation::None,
                facts: self.asset_facts(),
            });
        }
    }

    /// The kind without prefix and suffix. A record of ours has it already.
    fn kind(&self, context: &mut Context<'t, '_>) -> String {
        let named = self.odata_type.and_then(Raw::word).map(|name| kind_of(&name));
        if let Some(kind) = named.filter(|kind| !kind.is_empty()) {
            if let Some(other) = self.kind.filter(|other| !other.is_null()) {
                context.note(other, Finding::Dropped { field: "kind" });
            }
            return kind;
        }
        if let Some(kind) = self.kind.and_then(Raw::word) {
            return kind.into_owned();
        }
        context.note_record(Finding::UntypedEvidence);
        let has = |name: &str| {
            let at = ASSET_FACTS.iter().position(|fact| *fact == name);
            at.and_then(|at| self.assets.get(at)).is_some_and(|raw| raw.is_some_and(|raw| !raw.is_null()))
        };
        let kind = if has("deviceDnsName") || has("hostName") {
            "device"
        } else if has("primaryAddress") {
            "mailbox"
        } else {
            "unknown"
        };
        kind.to_owned()
    }

    fn asset_facts(&self) -> Map<String, Value> {
        let facts = ASSET_FACTS.iter().zip(&self.assets);
        let facts = facts.filter_map(|(name, raw)| Some((*name, (*raw)?)));
        let values = facts.filter_map(|(name, raw)| {
            Some((name.to_owned(), serde_json::from_str::<Value>(raw.json()).ok()?))
        });
        values.collect()
    }
}

/// `#microsoft.graph.security.deviceEvidence` is `device`. Exports write it with and without `#` and `security.`.
fn kind_of(odata_type: &str) -> String {
    let name = odata_type.rsplit(['.', '#']).next().unwrap_or_default();
    let name = name.strip_suffix("Evidence").unwrap_or(name);
    let mut letters = name.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_kind_in_every_spelling() {
        for (odata_type, kind) in [
            ("#microsoft.graph.security.deviceEvidence", "device"),
            ("microsoft.graph.security.deviceEvidence", "device"),
            ("#microsoft.graph.deviceEvidence", "device"),
            ("DeviceEvidence", "device"),
            ("#microsoft.graph.security.aiAgentEvidence", "aiAgent"),
            ("#microsoft.graph.security.somethingNew", "somethingNew"),
            ("Evidence", ""),
            ("", ""),
        ] {
            assert_eq!(kind_of(odata_type), kind);
        }
    }
}
