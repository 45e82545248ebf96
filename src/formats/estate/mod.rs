//! Records of the estate, of Secure Score and of the directory out of the exports of the products: what readiness works
//! with (service.md 1.5, 2.4, 2.5, 2.7).

mod directory;
mod html;
mod machine;
mod record;
mod score;
mod tally;
mod writer;

pub(super) use tally::Tally;
pub(super) use writer::EstateWriter;

use super::finding::Finding;
use super::kind::Kind;
use super::position::Position;
use super::problem::{Findings, Problem};
use crate::domain::estate::EstateRecord;

/// Reads a record of a kind that this part knows; a group may bring people with it.
pub(super) fn read(
    kind: Kind,
    text: &str,
    at: Position,
    findings: &mut Findings,
) -> Result<Vec<EstateRecord>, Problem> {
    let one = |record| vec![record];
    Ok(match kind {
        Kind::Machines => one(EstateRecord::Machine(Box::new(machine::machine(text, at, findings)?))),
        Kind::Sensors => one(EstateRecord::Sensor(machine::sensor(text, at, findings)?)),
        Kind::HealthIssues => one(EstateRecord::HealthIssue(machine::health_issue(text, at)?)),
        Kind::SecureScores => one(EstateRecord::ScoreDay(Box::new(score::day(text, at)?))),
        Kind::ControlProfiles => one(EstateRecord::Control(Box::new(score::profile(text, at)?))),
        Kind::Licences => one(EstateRecord::Licence(directory::licence(text, at)?)),
        Kind::People => one(EstateRecord::Person(directory::person(text, at)?)),
        Kind::Groups => {
            let (group, people) = directory::group(text, at)?;
            let people = people.into_iter().map(EstateRecord::Person);
            people.chain([EstateRecord::Group(group)]).collect()
        }
        _ => return Err(Problem::new(at, Finding::UnknownKind)),
    })
}
