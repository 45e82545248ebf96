//! The directory and the licences of the tenant: users, groups with their members, subscriptions.

use super::record::Record;
use crate::domain::directory::{Group, GroupKind, Person};
use crate::domain::estate::licence::Licence;
use crate::formats::position::Position;
use crate::formats::problem::Problem;
use watchfloor_text::raw::Raw;

/// Reads a user.
pub(super) fn person(text: &str, at: Position) -> Result<Person, Problem> {
    Ok(person_of(&Record::read(text, at)?))
}

fn person_of(record: &Record<'_>) -> Person {
    let principal = record.text("userPrincipalName").unwrap_or_default();
    let mail = record.text("mail").unwrap_or_default();
    let id = record.text("id").unwrap_or_else(|| either(&principal, &mail));
    let phones = record.texts("businessPhones");
    Person {
        name: record.text("displayName").unwrap_or_else(|| either(&principal, &id)),
        phone: record.text("mobilePhone").or_else(|| phones.into_iter().next()).unwrap_or_default(),
        job: record.text("jobTitle").unwrap_or_default(),
        // A synchronised account is in the cloud as well; only one without a cloud id is on premises only.
        on_premises_only: record.is_true("onPremisesOnly"),
        enabled: record.get("accountEnabled").and_then(Raw::boolean),
        password_set: record.time("lastPasswordChangeDateTime"),
        told: None,
        id: id.to_lowercase(),
        mail,
        principal,
    }
}

fn either(one: &str, other: &str) -> String {
    if one.is_empty() { other.to_owned() } else { one.to_owned() }
}

/// Reads a group with the people among its members, where the export expands them.
pub(super) fn group(text: &str, at: Position) -> Result<(Group, Vec<Person>), Problem> {
    let record = Record::read(text, at)?;
    let id = record.id()?.to_lowercase();
    let members = record.objects("members");
    let kinds = record.texts("groupTypes");
    let is_team = kinds.iter().any(|kind| kind.eq_ignore_ascii_case("Unified"))
        || (record.is_true("mailEnabled") && !record.is_true("securityEnabled"));
    let group = Group {
        name: record.text("displayName").unwrap_or_else(|| id.clone()),
        kind: if is_team { GroupKind::Team } else { GroupKind::Security },
        mail: record.text("mail").unwrap_or_default(),
        members: members.iter().filter_map(|member| member.text("id")).map(|id| id.to_lowercase()).collect(),
        id,
    };
    let is_person = |member: &&Record<'_>| member.text("userPrincipalName").is_some();
    let people = members.iter().filter(is_person).map(person_of).collect();
    Ok((group, people))
}

/// Reads a subscription. Units that are suspended or only warned of are not in force; plans that are disabled give
/// nothing.
pub(super) fn licence(text: &str, at: Position) -> Result<Licence, Problem> {
    let record = Record::read(text, at)?;
    let part = record.text("skuPartNumber").unwrap_or_default();
    let prepaid = record.get("prepaidUnits").map(|raw| Record::within(raw, at));
    let in_force = record.word("capabilityStatus").is_none_or(|word| word == "enabled" || word == "warning");
    let units = prepaid.and_then(|units| units.count("enabled")).unwrap_or(0);
    let plans = record.objects("servicePlans");
    Ok(Licence {
        id: record.either(&["id", "skuId"]).unwrap_or_else(|| part.clone()),
        enabled: if in_force { units } else { 0 },
        consumed: record.count("consumedUnits").unwrap_or(0),
        plans: plans
            .iter()
            .filter(|plan| plan.word("provisioningStatus").is_none_or(|word| word != "disabled"))
            .filter_map(|plan| plan.text("servicePlanName"))
            .collect(),
        part,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_brings_its_people() {
        let text = r##"{"id":"G1","displayName":"SOC","securityEnabled":true,"groupTypes":[],"members":[
            {"@odata.type":"#microsoft.graph.user","id":"U1","displayName":"Jo","userPrincipalName":"jo@d.test"},
            {"@odata.type":"#microsoft.graph.group","id":"G2","displayName":"Night"}]}"##;
        let (group, people) = group(text, Position::START).unwrap();
        assert_eq!((group.kind, group.members.len(), people.len()), (GroupKind::Security, 2, 1));
        assert_eq!(people[0].id, "u1");
        let text = r#"{"id":"G3","displayName":"All","groupTypes":["Unified"],"mailEnabled":true}"#;
        assert_eq!(super::group(text, Position::START).unwrap().0.kind, GroupKind::Team);
    }

    #[test]
    fn a_user_is_reached_where_it_says() {
        let text = r#"{"id":"U1","displayName":"Jo","mail":null,"userPrincipalName":"jo@d.test",
            "businessPhones":["+49 1"],"mobilePhone":"","jobTitle":"Lead"}"#;
        let person = person(text, Position::START).unwrap();
        assert_eq!((person.phone.as_str(), person.job.as_str(), person.mail.as_str()), ("+49 1", "Lead", ""));
    }

    #[test]
    fn only_units_in_force_count() {
        let text = r#"{"skuPartNumber":"SPE_E5","capabilityStatus":"Enabled","consumedUnits":3,
            "prepaidUnits":{"enabled":"25","suspended":5},"servicePlans":[
            {"servicePlanName":"WINDEFATP","provisioningStatus":"Success"},
            {"servicePlanName":"ATA","provisioningStatus":"Disabled"}]}"#;
        let licence = licence(text, Position::START).unwrap();
        assert_eq!((licence.enabled, licence.consumed, licence.plans.len()), (25, 3, 1));
        let gone = text.replace("Enabled\",\"cons", "Suspended\",\"cons");
        assert_eq!(super::licence(&gone, Position::START).unwrap().enabled, 0);
    }
}
