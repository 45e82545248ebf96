//! Evidence of an alert: the common part is read, everything else is passed on by its own names.

use super::context::{Context, member, write_text};
use crate::domain::brief::{Facts, Touched};
use crate::domain::vocabulary::{Remediation, Verdict};
use crate::formats::finding::Finding;
use std::borrow::Cow;
use std::cell::OnceCell;
use watchfloor_text::cursor::{Cursor, Fault};
use watchfloor_text::names::Place;
use watchfloor_text::raw::{Key, Raw, Rest, write_string};

/// How many facts name an asset.
const ASSET_FACTS: usize = 13;

/// Which of the facts that name an asset, and that [`Touched::add`] asks for, a name is. Every member is looked up.
fn asset_fact(name: &str) -> Option<usize> {
    Some(match name {
        "mdeDeviceId" => 0,
        "azureAdDeviceId" => 1,
        "deviceDnsName" => 2,
        "hostName" => 3,
        "rbacGroupName" => 4,
        "deviceValue" => 5,
        "osPlatform" => 6,
        "tags" => 7,
        "userAccount" => 8,
        "primaryAddress" => 9,
        "displayName" => 10,
        "appId" => 11,
        "resourceId" => 12,
        _ => return None,
    })
}

/// What a member is for.
pub(super) enum Member {
    /// It is read.
    Field(for<'f, 't> fn(&'f mut Fields<'t>) -> &'f mut Option<Raw<'t>>),
    /// It is passed on, and may name an asset.
    Fact(usize),
}

/// The members that are known, by the numbers that [`Names`](watchfloor_text::names::Names) has for them.
pub(super) static MEMBERS: [(&str, Member); 18] = [
    ("@odata.type", Member::Field(|it| &mut it.odata_type)),
    ("kind", Member::Field(|it| &mut it.kind)),
    ("createdDateTime", Member::Field(|it| &mut it.created)),
    ("verdict", Member::Field(|it| &mut it.verdict)),
    ("remediationStatus", Member::Field(|it| &mut it.remediation)),
    ("mdeDeviceId", Member::Fact(0)),
    ("azureAdDeviceId", Member::Fact(1)),
    ("deviceDnsName", Member::Fact(2)),
    ("hostName", Member::Fact(3)),
    ("rbacGroupName", Member::Fact(4)),
    ("deviceValue", Member::Fact(5)),
    ("osPlatform", Member::Fact(6)),
    ("tags", Member::Fact(7)),
    ("userAccount", Member::Fact(8)),
    ("primaryAddress", Member::Fact(9)),
    ("displayName", Member::Fact(10)),
    ("appId", Member::Fact(11)),
    ("resourceId", Member::Fact(12)),
];

/// Reads a list of evidence, or one piece, or `null`: appends the normalised pieces with commas between them to `out`,
/// and what a brief needs of them to `touched`.
pub(super) fn read<'t>(
    cursor: &mut Cursor<'t>,
    context: &mut Context<'t, '_>,
    out: &mut String,
    touched: &mut Touched,
) -> Result<(), Fault> {
    match cursor.peek()? {
        b'[' => {
            cursor.open(b'[')?;
            let mut first = true;
            while cursor.next(&mut first, b']')? {
                read_one(cursor, context, out, touched)?;
            }
            Ok(())
        }
        _ => read_one(cursor, context, out, touched),
    }
}

fn read_one<'t>(
    cursor: &mut Cursor<'t>,
    context: &mut Context<'t, '_>,
    out: &mut String,
    touched: &mut Touched,
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
    let mut place = Place::BEGIN;
    while let Some(number) = context.names.evidence.next(cursor, &mut place)? {
        let raw = cursor.value()?;
        match MEMBERS.get(number) {
            Some((field, Member::Field(slot))) => context.set(slot(&mut fields), raw, field),
            known => {
                if let Some((_, Member::Fact(fact))) = known
                    && let Some(slot) = fields.assets.get_mut(*fact)
                {
                    *slot = Some(raw);
                }
                fields.rest.add(cursor, &place, raw);
            }
        }
    }
    fields.write(context, out, touched);
    Ok(())
}

/// The fields that are read.
#[derive(Default)]
pub(super) struct Fields<'t> {
    odata_type: Option<Raw<'t>>,
    kind: Option<Raw<'t>>,
    created: Option<Raw<'t>>,
    verdict: Option<Raw<'t>>,
    remediation: Option<Raw<'t>>,
    assets: [Option<Raw<'t>>; ASSET_FACTS],
    /// The members of the account, once one of them is asked for.
    account: OnceCell<Vec<(Key<'t>, Raw<'t>)>>,
    rest: Rest<'t>,
}

impl<'t> Fields<'t> {
    fn write(&self, context: &mut Context<'t, '_>, out: &mut String, touched: &mut Touched) {
        let kind = self.kind(context);
        let created = context.time(self.created, "createdDateTime");
        let verdict = context.word(self.verdict, "verdict").unwrap_or(Verdict::Unknown);
        let remediation = context.word(self.remediation, "remediationStatus").unwrap_or(Remediation::None);
        out.push_str(if out.is_empty() { "{\"kind\":" } else { ",{\"kind\":" });
        write_string(&kind, out);
        if let Some(created) = created {
            write_text(out, member!("createdDateTime"), &created.text);
        }
        write_text(out, member!("verdict"), verdict.as_str());
        write_text(out, member!("remediationStatus"), remediation.as_str());
        self.rest.write(out);
        out.push('}');
        touched.add(&kind, self);
    }

    /// The kind without prefix and suffix. A record of ours has it already.
    fn kind(&self, context: &mut Context<'t, '_>) -> Cow<'t, str> {
        let named = self.odata_type.and_then(Raw::word).map(kind_of);
        if let Some(kind) = named.filter(|kind| !kind.is_empty()) {
            if let Some(other) = self.kind.filter(|other| !other.is_null()) {
                context.note(other, Finding::Dropped { field: "kind" });
            }
            return kind;
        }
        if let Some(kind) = self.kind.and_then(Raw::word) {
            return kind;
        }
        context.note_record(Finding::UntypedEvidence);
        let has = |name: &str| self.fact(name).is_some_and(|raw| !raw.is_null());
        let kind = if has("deviceDnsName") || has("hostName") {
            "device"
        } else if has("primaryAddress") {
            "mailbox"
        } else {
            "unknown"
        };
        Cow::Borrowed(kind)
    }

    fn fact(&self, name: &str) -> Option<Raw<'t>> {
        *self.assets.get(asset_fact(name)?)?
    }
}

impl Facts for Fields<'_> {
    fn text(&self, name: &str) -> Option<Cow<'_, str>> {
        text_of(self.fact(name)?)
    }

    fn number(&self, name: &str) -> Option<u64> {
        serde_json::from_str(self.fact(name)?.json()).ok()
    }

    fn texts(&self, name: &str) -> Vec<Cow<'_, str>> {
        let list = self.fact(name).filter(|raw| raw.is_list());
        list.map(Raw::list).unwrap_or_default().into_iter().filter_map(text_of).collect()
    }

    fn account(&self, name: &str) -> Option<Cow<'_, str>> {
        let raw = self.fact("userAccount")?;
        let members = self.account.get_or_init(|| raw.members());
        // The last of equal names holds, as in a record.
        text_of(members.iter().rfind(|(key, _)| key.as_str() == name)?.1)
    }
}

fn text_of(raw: Raw<'_>) -> Option<Cow<'_, str>> {
    if raw.is_string() { raw.text() } else { None }
}

/// `#microsoft.graph.security.deviceEvidence` is `device`. Exports write it with and without `#` and `security.`.
fn kind_of(odata_type: Cow<'_, str>) -> Cow<'_, str> {
    let of = |name: &str| {
        let begin = memchr::memrchr2(b'.', b'#', name.as_bytes()).map_or(0, |at| at + 1);
        let end = if name.ends_with("Evidence") { name.len() - "Evidence".len() } else { name.len() };
        begin..end.max(begin)
    };
    let span = of(&odata_type);
    let kind = match odata_type {
        Cow::Borrowed(name) => Cow::Borrowed(name.get(span).unwrap_or_default()),
        Cow::Owned(name) => Cow::Owned(name.get(span).unwrap_or_default().to_owned()),
    };
    if !kind.starts_with(|first: char| first.is_ascii_uppercase()) {
        return kind;
    }
    let mut kind = kind.into_owned();
    if let Some(first) = kind.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    Cow::Owned(kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_where_it_is_asked_for() {
        for (name, member) in &MEMBERS {
            let place = if let Member::Fact(place) = member { Some(*place) } else { None };
            assert_eq!(asset_fact(name), place, "{name}");
        }
    }

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
            assert_eq!(kind_of(odata_type.into()), kind);
        }
    }
}
