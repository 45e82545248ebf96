//! The least that records of a kind must hold, for kinds that are recognised and not taken in: an id, times with a zone,
//! numbers that are numbers.

use super::finding::Finding;
use super::json::fault;
use super::kind::Kind;
use super::position::Position;
use super::problem::{Problem, excerpt};
use crate::domain::time::Timestamp;
use watchfloor_text::cursor::Fault;
use watchfloor_text::raw::{Key, Raw, read_members};

/// What must be there. Names are alternatives; a `/` leads into an object.
struct Rule {
    texts: &'static [&'static [&'static str]],
    times: &'static [&'static [&'static str]],
    times_if_there: &'static [&'static str],
    numbers: &'static [&'static str],
    numbers_if_there: &'static [&'static str],
}

const NOTHING: Rule =
    Rule { texts: &[], times: &[], times_if_there: &[], numbers: &[], numbers_if_there: &[] };
const WITH_ID: Rule = Rule { texts: &[&["id"]], ..NOTHING };

/// Records of the estate and the directory.
fn estate_rule(kind: Kind) -> Rule {
    match kind {
        Kind::SecureScores => Rule {
            times: &[&["createdDateTime", "createdDate"]],
            numbers: &["currentScore", "maxScore"],
            numbers_if_there: &["activeUserCount", "licensedUserCount"],
            ..WITH_ID
        },
        Kind::ControlProfiles => Rule {
            times_if_there: &["lastModifiedDateTime"],
            numbers_if_there: &["maxScore", "rank"],
            ..WITH_ID
        },
        Kind::Machines => Rule { times_if_there: &["firstSeen", "lastSeen"], ..WITH_ID },
        Kind::Sensors | Kind::HealthIssues => Rule { times_if_there: &["createdDateTime"], ..WITH_ID },
        Kind::Licences => {
            Rule { texts: &[&["skuPartNumber"]], numbers_if_there: &["consumedUnits"], ..NOTHING }
        }
        Kind::People => Rule { texts: &[&["id", "userPrincipalName", "mail"]], ..NOTHING },
        _ => WITH_ID,
    }
}

fn rule(kind: Kind) -> Rule {
    match kind {
        kind if kind.is_estate() => estate_rule(kind),
        Kind::GraphIncidents | Kind::GraphAlerts => Rule {
            times: &[&["createdDateTime"]],
            times_if_there: &["lastUpdateDateTime", "resolvedDateTime"],
            ..WITH_ID
        },
        Kind::IncidentTasks => {
            Rule { times: &[&["createdDateTime"]], times_if_there: &["lastModifiedDateTime"], ..WITH_ID }
        }
        Kind::Comments => {
            Rule { texts: &[&["comment"]], times_if_there: &["createdDateTime", "createdTime"], ..NOTHING }
        }
        Kind::Evidence => Rule { times_if_there: &["createdDateTime"], ..NOTHING },
        Kind::MachineActions => Rule {
            texts: &[&["id"], &["machineId"], &["type"]],
            times: &[&["creationDateTimeUtc"]],
            times_if_there: &["lastUpdateDateTimeUtc", "lastUpdateTimeUtc"],
            ..NOTHING
        },
        Kind::EndpointAlerts => Rule {
            times: &[&["alertCreationTime"]],
            times_if_there: &["lastUpdateTime", "resolvedTime"],
            ..WITH_ID
        },
        Kind::Recommendations => {
            Rule { numbers_if_there: &["severityScore", "exposedMachinesCount"], ..WITH_ID }
        }
        Kind::Remediations => {
            Rule { times: &[&["createdOn"]], times_if_there: &["dueOn", "statusLastModifiedOn"], ..WITH_ID }
        }
        Kind::Indicators => Rule {
            texts: &[&["id"], &["indicatorValue"]],
            times_if_there: &["creationTimeDateTimeUtc", "expirationTime", "lastUpdateTime"],
            ..NOTHING
        },
        Kind::DeviceSecureScore => Rule { times: &[&["time"]], numbers: &["score"], ..NOTHING },
        Kind::XdrIncidents => Rule {
            texts: &[&["incidentId"]],
            times: &[&["createdTime"]],
            times_if_there: &["lastUpdateTime"],
            ..NOTHING
        },
        Kind::SentinelIncidents => Rule {
            times: &[&["properties/createdTimeUtc"]],
            times_if_there: &["properties/lastModifiedTimeUtc"],
            ..WITH_ID
        },
        Kind::HuntingRecords => {
            Rule { times: &[&["time"]], times_if_there: &["properties/Timestamp"], ..NOTHING }
        }
        Kind::LegacyGraphAlerts => Rule {
            times: &[&["eventDateTime", "createdDateTime"]],
            times_if_there: &["createdDateTime", "lastModifiedDateTime"],
            ..WITH_ID
        },
        _ => NOTHING,
    }
}

/// Checks a record that begins at `at`.
pub(crate) fn check(kind: Kind, text: &str, at: Position) -> Result<(), Problem> {
    let mut members = Vec::new();
    read_members(text, &mut members).map_err(|Fault| fault(text, at))?;
    let record = Record { text, at, members };
    let rule = rule(kind);
    for names in rule.texts {
        record.need(names)?;
    }
    for names in rule.times {
        record.time(record.need(names)?)?;
    }
    for name in rule.times_if_there {
        record.get(name).map_or(Ok(()), |raw| record.time((name, raw)))?;
    }
    for name in rule.numbers {
        record.number(record.need(&[name])?)?;
    }
    for name in rule.numbers_if_there {
        record.get(name).map_or(Ok(()), |raw| record.number((name, raw)))?;
    }
    Ok(())
}

struct Record<'t> {
    text: &'t str,
    at: Position,
    members: Vec<(Key<'t>, Raw<'t>)>,
}

impl<'t> Record<'t> {
    /// The value of a member that is there and neither `null` nor empty.
    fn get(&self, path: &str) -> Option<Raw<'t>> {
        let (name, inner) = path.split_once('/').map_or((path, None), |(name, inner)| (name, Some(inner)));
        let raw = self.members.iter().find(|(key, _)| key.as_str() == name).map(|(_, raw)| *raw)?;
        let raw = inner.map_or(Some(raw), |inner| raw.member(inner))?;
        let empty = raw.is_null() || (raw.is_string() && raw.word().is_none());
        (!empty).then_some(raw)
    }

    /// The first of the members that is there.
    fn need(&self, names: &[&'static str]) -> Result<(&'static str, Raw<'t>), Problem> {
        let found = names.iter().find_map(|name| Some((*name, self.get(name)?)));
        found.ok_or_else(|| {
            let field = names.first().copied().unwrap_or_default();
            Problem::new(self.at, Finding::Missing { field })
        })
    }

    fn time(&self, (field, raw): (&'static str, Raw<'t>)) -> Result<(), Problem> {
        let is_time = raw.word().is_some_and(|text| Timestamp::parse(&text).is_some());
        self.must(is_time, raw, |text| Finding::BadTime { field, text })
    }

    fn number(&self, (field, raw): (&'static str, Raw<'t>)) -> Result<(), Problem> {
        self.must(raw.number().is_some(), raw, |text| Finding::BadNumber { field, text })
    }

    fn must(&self, holds: bool, raw: Raw<'t>, finding: impl Fn(String) -> Finding) -> Result<(), Problem> {
        if holds {
            return Ok(());
        }
        let text = raw.word().map_or_else(|| excerpt(raw.json()), |word| excerpt(&word));
        let before = self.text.as_bytes().get(..raw.offset_in(self.text)).unwrap_or_default();
        Err(Problem::new(self.at.after(before), finding(text)))
    }
}
