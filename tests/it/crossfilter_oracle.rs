//! What an incident is, read from the state alone: the recount that columns are held to.

use std::collections::BTreeSet;
use watchfloor::analytics::calendar::Reader;
use watchfloor::analytics::clock::Clock;
use watchfloor::analytics::dimension::{Dim, Value, party_word, stage_word};
use watchfloor::analytics::filter::Number;
use watchfloor::analytics::score::Score;
use watchfloor::analytics::standing::{Outcome, Standing};
use watchfloor::domain::brief::MarkKind;
use watchfloor::domain::catalogue::Row;
use watchfloor::domain::people::Party;
use watchfloor::domain::scope::Scope;
use watchfloor::domain::state::{Incident, State};
use watchfloor::domain::vocabulary::{ServiceSource, Status};
use watchfloor::domain::who_acts::{Rule, RuleStep, may_investigate};
use watchfloor::domain::work::Stage;

/// The incident of a row.
pub(crate) fn incident(state: &State, row: Row) -> Incident<'_> {
    let known = state.catalogue.get(row).unwrap();
    Incident { known, work: state.work.get(known.id()) }
}

/// Whether the rules of who acts would let the experts into it, as far as scope goes.
fn in_scope(state: &State, incident: Incident<'_>) -> bool {
    let brief = incident.brief();
    let (_, trace) = may_investigate(state.facts(&brief, brief.created));
    let out =
        |step: &RuleStep| matches!(step.rule, Rule::IncidentInScope | Rule::CoverageGroups) && !step.holds;
    !trace.iter().any(out)
}

/// The values of an incident, read from the state alone.
pub(crate) fn values(state: &State, reader: &Reader, row: Row, dim: Dim) -> BTreeSet<Value> {
    let incident = incident(state, row);
    let known = incident.known;
    let yes_no = |yes: bool| vec![if yes { "yes" } else { "no" }.to_owned()];
    let owned = |words: &mut dyn Iterator<Item = &str>| words.map(str::to_owned).collect::<Vec<_>>();
    let critical = known.assets().any(|asset| asset.critical);
    let words: Vec<String> = match dim {
        Dim::Severity => vec![known.severity().as_str().to_owned()],
        Dim::Status => vec![incident.status().as_str().to_owned()],
        Dim::Stage => vec![stage_word(incident.stage()).to_owned()],
        Dim::Assigned => vec![party_word(incident.assignment().party).to_owned()],
        Dim::Person => incident.assignment().person.into_iter().collect(),
        Dim::Classification => vec![incident.verdict().0.as_str().to_owned()],
        Dim::Determination => vec![incident.verdict().1.as_str().to_owned()],
        Dim::Source => owned(&mut known.sources()),
        Dim::Detection => owned(&mut known.detections()),
        Dim::Tactic => known.tactics().iter().map(|tactic| tactic.as_str().to_owned()).collect(),
        Dim::Technique => owned(&mut known.techniques()),
        Dim::Asset => known.assets().map(|asset| format!("{}/{}", asset.kind.as_str(), asset.id)).collect(),
        Dim::Group => known.assets().filter_map(|asset| asset.group.clone()).collect(),
        Dim::Tag => incident.tags().into_iter().map(str::to_owned).collect(),
        Dim::Category => owned(&mut known.categories()),
        Dim::Platform => owned(&mut known.marks(MarkKind::Platform)),
        Dim::AlertSeverity => owned(&mut known.marks(MarkKind::AlertSeverity)),
        Dim::Investigation => owned(&mut known.marks(MarkKind::Investigation)),
        Dim::Threat => owned(&mut known.marks(MarkKind::Threat)),
        Dim::Policy => owned(&mut known.marks(MarkKind::Policy)),
        Dim::Subscription => owned(&mut known.marks(MarkKind::Subscription)),
        Dim::Sensitivity => owned(&mut known.marks(MarkKind::Sensitivity)),
        Dim::Products => several(known.sources().count()),
        Dim::Categories => several(known.tactics().iter().count() + known.categories().count()),
        Dim::Duplicate => yes_no(has_twin(state, incident)),
        Dim::Redirected => yes_no(incident.stage() == Stage::Redirected),
        Dim::Scope => vec![if in_scope(state, incident) { "in" } else { "out" }.to_owned()],
        Dim::Investigated => {
            vec![Standing::of(incident, &state.settings, &Scope::of(state)).as_str().to_owned()]
        }
        Dim::Outcome => vec![Outcome::of(incident).as_str().to_owned()],
        Dim::Critical => yes_no(critical),
        Dim::Noise => yes_no(Score::of(incident).total() < 15 && !critical),
        Dim::Notification => {
            yes_no(known.title().trim_start().to_lowercase().starts_with("defender experts"))
        }
        Dim::ThirdParty => yes_no(known.sources().any(|source| {
            let source = ServiceSource::parse(source);
            source == ServiceSource::Sentinel || !source.is_known()
        })),
        Dim::Due => {
            let clock = Clock::of(incident, state, state.covers(incident));
            vec![clock.map_or("none", |clock| clock.state(reader.now).as_str()).to_owned()]
        }
        Dim::Asked => vec![asked(incident, reader).to_owned()],
    };
    if words.is_empty() {
        return BTreeSet::from([Value::Missing]);
    }
    words.iter().map(|word| Value::word(word)).collect()
}

/// What the customer is asked for, from the actions alone.
fn asked(incident: Incident<'_>, reader: &Reader) -> &'static str {
    let stage = incident.stage();
    let actions = incident.response().map_or(&[][..], |response| &response.actions);
    let own: Vec<_> = actions
        .iter()
        .filter(|it| it.party == Party::Customer && it.published && it.is_open())
        .map(|it| it.is_snoozed(reader.now))
        .collect();
    let is_asleep = !own.is_empty() && own.iter().all(|asleep| *asleep);
    let question = incident.has_open_approval()
        && !actions.iter().any(|it| it.approval.as_ref().is_some_and(|asked| asked.is_over(reader.now)));
    match stage {
        stage if stage.is_closed() => "none",
        Stage::YourTurn if !is_asleep => "action",
        _ if question => "approval",
        Stage::YourTurn => "snoozed",
        _ => "none",
    }
}

fn several(count: usize) -> Vec<String> {
    vec![["none", "one", "several"][count.min(2)].to_owned()]
}

fn has_twin(state: &State, incident: Incident<'_>) -> bool {
    let hour = |it: Incident<'_>| it.known.created().as_millis().div_euclid(3_600_000);
    let assets = |it: Incident<'_>| it.known.asset_codes().iter().copied().collect::<BTreeSet<u32>>();
    let own = assets(incident);
    let likes: Vec<&str> = state
        .catalogue
        .rows()
        .map(|row| self::incident(state, row))
        .filter(|other| {
            other.known.title() == incident.known.title()
                && hour(*other) == hour(incident)
                && other.status() != Status::Redirected
                && assets(*other) == own
                && other.known.asset_codes().len() == incident.known.asset_codes().len()
        })
        .map(|other| other.id())
        .collect();
    !own.is_empty() && likes.len() > 1
}

/// A number of an incident, as filters bound it.
pub(crate) fn number(incident: Incident<'_>, number: Number) -> Option<u32> {
    match number {
        Number::Score => Some(Score::of(incident).total().into()),
        Number::Alerts => Some(incident.known.alerts()),
        Number::TimeToResolve => {
            let minutes = incident.resolved_at()?.0.millis_since(incident.known.created()).div_euclid(60_000);
            u32::try_from(minutes).ok()
        }
    }
}
