//! The assets that evidence describes.

use super::{Asset, AssetKind, FEW, Facts, distinct as distinct_words, named};
use crate::domain::record::EvidenceRecord;
use crate::domain::text::upright;
use std::borrow::Cow;
use std::collections::HashSet;

/// The id that products write for "none".
const NO_ID: &str = "00000000-0000-0000-0000-000000000000";
/// The tags by which products mark users of high value (service.md 1.3, exclusions).
pub(in crate::domain) const HIGH_VALUE_TAGS: [&str; 2] = ["Sensitive", "Priority account"];
/// The name that Defender for Endpoint writes for a device that is in no group.
const NO_GROUP: &str = "UnassignedGroup";

/// The asset that a piece of evidence describes; `None` for evidence that is not an asset, such as a file, or that
/// does not say which.
pub fn asset_of(evidence: &EvidenceRecord) -> Option<Asset> {
    asset_from(&evidence.kind, &evidence.facts)
}

/// The asset that evidence of this kind with these facts describes, as [`asset_of`].
pub fn asset_from(kind: &str, facts: &impl Facts) -> Option<Asset> {
    match kind {
        "device" => {
            let id = fact(facts, &["mdeDeviceId", "azureAdDeviceId"]);
            let device = asset(AssetKind::Device, id, fact(facts, &["deviceDnsName", "hostName"]))?;
            let group = fact(facts, &["rbacGroupName"]).filter(|group| !group.eq_ignore_ascii_case(NO_GROUP));
            let critical =
                fact(facts, &["deviceValue"]).is_some_and(|value| value.eq_ignore_ascii_case("high"));
            let platform = fact(facts, &["osPlatform"]);
            Some(Asset { group, critical, tags: tags_of(facts), platform, ..device })
        }
        "user" => {
            let account = |keys: &[&str]| keys.iter().find_map(|key| said(facts.account(key)));
            let id = account(&["azureAdUserId", "userSid", "userPrincipalName", "accountName"]);
            let name = account(&["userPrincipalName", "accountName", "displayName"]);
            let user = asset(AssetKind::User, id, name)?;
            let tags = tags_of(facts);
            // Sensitive for Defender for Identity, priority account for Defender for Office 365.
            let is_high = |tag: &String| HIGH_VALUE_TAGS.iter().any(|high| tag.eq_ignore_ascii_case(high));
            let critical = tags.iter().any(is_high);
            Some(Asset { critical, tags, ..user })
        }
        "mailbox" => asset(AssetKind::Mailbox, None, fact(facts, &["primaryAddress", "displayName"])),
        "cloudApplication" | "oauthApplication" => {
            // Cloud Apps numbers applications, Entra ID gives them text.
            let number = facts.number("appId").map(|number| number.to_string());
            let id = number.or_else(|| fact(facts, &["appId"]));
            asset(AssetKind::CloudApp, id, fact(facts, &["displayName"]))
        }
        _ => None,
    }
}

/// Assets in the order of their first occurrence.
pub(super) fn distinct(assets: impl Iterator<Item = Asset>) -> Vec<Asset> {
    let mut list: Vec<Asset> = Vec::new();
    let mut seen = HashSet::new();
    for asset in assets {
        let is_new = if list.len() < FEW {
            !list.iter().any(|known| known.kind == asset.kind && known.id == asset.id)
        } else {
            if seen.is_empty() {
                seen.extend(list.iter().map(|known| (known.kind, known.id.clone())));
            }
            seen.insert((asset.kind, asset.id.clone()))
        };
        if is_new {
            list.push(asset);
        }
    }
    list
}

/// Text that says something and is not the id for none.
fn said(text: Option<Cow<'_, str>>) -> Option<String> {
    named(text.as_deref()?).filter(|text| *text != NO_ID).map(str::to_owned)
}

/// The first of these facts that says something.
fn fact(facts: &impl Facts, keys: &[&str]) -> Option<String> {
    keys.iter().find_map(|key| said(facts.text(key)))
}

fn asset(kind: AssetKind, id: Option<String>, name: Option<String>) -> Option<Asset> {
    let mut id = id.or_else(|| name.clone())?;
    let name = match name {
        Some(name) => match upright(&name) {
            Cow::Borrowed(_) => name,
            Cow::Owned(shown) => shown,
        },
        None => upright(&id).into_owned(),
    };
    if id.is_ascii() {
        id.make_ascii_lowercase();
    } else {
        id = id.to_lowercase();
    }
    Some(Asset {
        kind,
        id,
        name,
        group: None,
        critical: false,
        agreed: false,
        tags: Vec::new(),
        platform: None,
    })
}

/// The tags that a piece of evidence bears, without blank ones.
fn tags_of(facts: &impl Facts) -> Vec<String> {
    distinct_words(facts.texts("tags").iter())
}
