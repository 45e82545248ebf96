//! Evidence of an alert: the common part is read, everything else is passed on by its own names.

use super::context::{Context, write_text};
use crate::domain::record::EvidenceRecord;
use crate::domain::vocabulary::{Remediation, Verdict};
use crate::formats::finding::Finding;
use crate::formats::json::cursor::{Cursor, Fault};
use crate::formats::json::raw::{Raw, Rest, write_string};
use serde_json::{Map, Value};

/// The facts that name an asset: what [`crate::domain::brief::asset_of`] looks at.
const ASSET_FACTS: [&str; 14] = [
    "mdeDeviceId",
    "azureAdDeviceId",
    "deviceDnsName",
    "hostName",
    "rbacGroupName",
    "deviceValue",
    "osPlatform",
    "tags",
    "userAccount",
    "primaryAddress",
    "displayName",
    "appId",
    "osPlatform",
    "resourceId",
];

/// The kinds of evidence that are assets, and the one that names a subscription.
const ASSET_KINDS: [&str; 6] =
    ["device", "user", "mailbox", "cloudApplication", "oauthApplication", "azureResource"];

/// Reads a list of evidence, or one piece, or `null`: appends the normalised pieces with commas between them to `out`,
/// and those that are assets, with the facts that name them, to `assets`.
pub(super) fn read<'t>(
    cursor: &mut Cursor<'t>,
    context: &mut Context<'t, '_>,
    out: &mut String,
    assets: &mut Vec<EvidenceRecord>,
) -> Result<(), Fault> {
    match cursor.peek()? {
        b'[' => {
            cursor.open(b'[')?;
            let mut first = true;
            while cursor.next(&mut first, b']')? {
                read_one(cursor, context, out, assets)?;
            }
            Ok(())
        }
        _ => read_one(cursor, context, out, assets),
    }
}

fn read_one<'t>(
    cursor: &mut Cursor<'t>,
    context: &mut Context<'t, '_>,
    out: &mut String,
    assets: &mut Vec<EvidenceRecord>,
) -> Result<(), Fault> {
    if cursor.peek()? != b'{' {
        let raw = cursor.value()?;
        if !raw.is_null() {
            context.note(raw, Finding::Dropped { field: "evidence" });
        }
        return Ok(());
    }
    cursor.open(b'{')?;
    let mut fields = Fields::default();
    let mut first = true;
    while let Some(key) = cursor.key(&mut first)? {
        let raw = cursor.value()?;
        let (slot, field) = match key.as_str() {
            "@odata.type" => (&mut fields.odata_type, "@odata.type"),
            "kind" => (&mut fields.kind, "kind"),
            "createdDateTime" => (&mut fields.created, "createdDateTime"),
            "verdict" => (&mut fields.verdict, "verdict"),
            "remediationStatus" => (&mut fields.remediation, "remediationStatus"),
            name => {
                if let Some(fact) = ASSET_FACTS.iter().position(|fact| *fact == name)
                    && let Some(slot) = fields.assets.get_mut(fact)
                {
                    *slot = Some(raw);
                }
                fields.rest.add(cursor, key, raw);
                continue;
            }
        };
        context.set(slot, raw, field);
    }
    fields.write(context, out, assets);
    Ok(())
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
    rest: Rest<'t>,
}

impl<'t> Fields<'t> {
    fn write(&self, context: &mut Context<'t, '_>, out: &mut String, assets: &mut Vec<EvidenceRecord>) {
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
        self.rest.write(out);
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

    /// The facts that name the asset: text, the number of an application, and the text of an account.
    fn asset_facts(&self) -> Map<String, Value> {
        let facts = ASSET_FACTS.iter().zip(&self.assets).filter_map(|(name, raw)| Some((*name, (*raw)?)));
        let values = facts.filter_map(|(name, raw)| Some((name.to_owned(), asset_fact(raw)?)));
        values.collect()
    }
}

fn asset_fact(raw: Raw<'_>) -> Option<Value> {
    if raw.is_string() {
        return raw.text().map(|text| Value::String(text.into_owned()));
    }
    if raw.is_object() {
        let members =
            raw.members().into_iter().filter(|(key, raw)| raw.is_string() && is_account_fact(key.as_str()));
        let facts = members.filter_map(|(key, raw)| Some((key.as_str().to_owned(), asset_fact(raw)?)));
        return Some(Value::Object(facts.collect()));
    }
    if raw.is_null() { None } else { serde_json::from_str(raw.json()).ok() }
}

fn is_account_fact(name: &str) -> bool {
    ["azureAdUserId", "userSid", "userPrincipalName", "accountName", "displayName"].contains(&name)
}

/// `#microsoft.graph.security.deviceEvidence` is `device`. Exports write it with and without `#` and `security.`.
fn kind_of(odata_type: &str) -> String {
    let name = odata_type.rsplit(['.', '#']).next().unwrap_or_default();
    let mut kind = name.strip_suffix("Evidence").unwrap_or(name).to_owned();
    if let Some(first) = kind.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    kind
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
