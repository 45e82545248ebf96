//! Machine actions, tasks, recommendations and Navigator layers, read into facts.

use super::fields::Fields;
use crate::domain::ids::{ActionId, IncidentId};
use crate::domain::machine_action::MachineAction;
use crate::domain::people::Party;
use crate::domain::posture::{DeviceRecommendation, LAYER_TECHNIQUES_MAX, Layer, LayerTechnique};
use crate::domain::response::ActionKind;
use crate::domain::task::{ImportedTask, TaskProgress};
use crate::formats::finding::Finding;
use crate::formats::position::Position;
use crate::formats::problem::{Findings, Problem, excerpt};

/// Reads a machine action (service.md 2.5, Defender for Endpoint). The time of the last change has two names.
pub(crate) fn machine_action(
    text: &str,
    at: Position,
    findings: &mut Findings,
) -> Result<MachineAction, Problem> {
    let fields = Fields::read(text, at)?;
    let created = fields.need_time(&["creationDateTimeUtc"])?;
    let updated = fields.time(&["lastUpdateDateTimeUtc", "lastUpdateTimeUtc", "cancellationDateTimeUtc"])?;
    let action = MachineAction {
        id: fields.need(&["id"])?,
        kind: fields.need(&["type"])?,
        status: fields.text(&["status"]).unwrap_or_default(),
        device: fields.need(&["machineId"])?.to_lowercase(),
        device_name: fields.text(&["computerDnsName"]).unwrap_or_default(),
        requestor: fields.text(&["requestor"]).unwrap_or_default(),
        comment: fields.text(&["requestorComment"]).unwrap_or_default(),
        created,
        updated: updated.unwrap_or(created),
        scope: fields.text(&["scope"]),
        file: fields.text(&["relatedFileInfo/fileIdentifier"]),
        trouble: trouble(&fields),
    };
    if action.progress().is_none() {
        let word = excerpt(&action.status);
        findings.add(Problem::new(at, Finding::UnknownWord { field: "status", word }));
    }
    let others = ["offboard", "liveresponse"];
    if action.action_kind().is_none() && !others.contains(&action.kind.to_ascii_lowercase().as_str()) {
        let word = excerpt(&action.kind);
        findings.add(Problem::new(at, Finding::UnknownWord { field: "type", word }));
    }
    Ok(action)
}

/// Why it came to nothing: who cancelled it, or the error of the device.
fn trouble(fields: &Fields) -> Option<String> {
    let said = fields.text(&["cancellationComment", "troubleshootInfo"]);
    said.or_else(|| {
        let code = fields.number("errorHResult").filter(|code| *code != 0.0)?;
        // Error codes are 32 bits, written signed or not.
        Some(format!("0x{:08X}", (code as i64) & 0xFFFF_FFFF))
    })
}

/// Reads a task (service.md 2.3, incidentTask). Older ones name their incident flat, and every published
/// sample has a source that is not in the list.
pub(crate) fn task(text: &str, at: Position, findings: &mut Findings) -> Result<ImportedTask, Problem> {
    let fields = Fields::read(text, at)?;
    let bad_id = || fields.problem(Finding::BadId);
    let id = ActionId::new(&fields.need(&["id"])?).ok_or_else(bad_id)?;
    let incident = fields.need(&["incident/id", "incidentId"])?;
    let incident = IncidentId::new(&incident).ok_or_else(bad_id)?;
    let created = fields.need_time(&["createdDateTime"])?;
    let modified = fields.time(&["lastModifiedDateTime"])?.unwrap_or(created);
    let mut note = |field: &'static str, word: String| {
        findings.add(Problem::new(at, Finding::UnknownWord { field, word: excerpt(&word) }));
    };
    let word = fields.text(&["actionType"]).unwrap_or_else(|| "text".to_owned());
    let kind = ActionKind::parse(&word).unwrap_or_else(|| {
        note("actionType", word);
        ActionKind::Text
    });
    let source = fields.text(&["source"]).unwrap_or_default();
    let party = match source.to_ascii_lowercase().as_str() {
        "defenderexpertsmanagedresponse" => Party::Experts,
        "defenderexpertsguidedresponse" | "" => Party::Customer,
        _ => {
            note("source", source);
            Party::Customer
        }
    };
    Ok(ImportedTask {
        title: fields.text(&["displayName"]).unwrap_or_else(|| id.as_str().to_owned()),
        id,
        incident,
        instructions: fields.text(&["description"]).unwrap_or_default(),
        kind,
        party,
        progress: progress(&fields),
        target: fields.text(&["responseAction/deviceId", "responseAction/identifierValue"]),
        created_by: fields.text(&["createdByDisplayName"]).unwrap_or_default(),
        created,
        modified_by: fields.text(&["lastModifiedByDisplayName"]).unwrap_or_default(),
        modified,
    })
}

/// The status says it; where that is open, the state of the action may say more.
fn progress(fields: &Fields) -> TaskProgress {
    let word = |name: &str| fields.text(&[name]).unwrap_or_default().to_ascii_lowercase();
    match (word("status").as_str(), word("actionStatus").as_str()) {
        ("completed", _) => TaskProgress::Completed,
        ("failed", _) => TaskProgress::Failed,
        ("notrelevant", _) => TaskProgress::NotRelevant,
        (_, "completed") => TaskProgress::Completed,
        (_, "failed") => TaskProgress::Failed,
        ("inprogress", _) | (_, "inprogress" | "partiallycompleted") => TaskProgress::InProgress,
        _ => TaskProgress::Open,
    }
}

/// Reads a recommendation of vulnerability management.
pub(crate) fn recommendation(text: &str, at: Position) -> Result<DeviceRecommendation, Problem> {
    let fields = Fields::read(text, at)?;
    let id = fields.need(&["id"])?;
    Ok(DeviceRecommendation {
        name: fields.text(&["recommendationName"]).unwrap_or_else(|| id.clone()),
        id,
        product: fields.text(&["relatedComponent", "productName"]).unwrap_or_default(),
        status: fields.text(&["status"]).unwrap_or_default(),
        remediation: fields.text(&["remediationType"]).unwrap_or_default(),
        severity_score: fields.number("severityScore").unwrap_or_default(),
        score_impact: fields.number("configScoreImpact").unwrap_or_default(),
        exposure_impact: fields.number("exposureImpact").unwrap_or_default(),
        exposed: fields.count("exposedMachinesCount"),
        machines: fields.count("totalMachineCount"),
    })
}

/// Reads a layer of the ATT&CK Navigator, of format 3 and later: the name of the domain and the place of the versions
/// changed.
pub(crate) fn layer(text: &str, at: Position, findings: &mut Findings) -> Result<Layer, Problem> {
    let fields = Fields::read(text, at)?;
    let domain = match fields.text(&["domain"]).unwrap_or_default().as_str() {
        "" | "mitre-enterprise" => "enterprise-attack".to_owned(),
        "mitre-mobile" => "mobile-attack".to_owned(),
        other => other.to_owned(),
    };
    let mut techniques = Vec::new();
    for technique in fields.objects("techniques") {
        let Some(id) = technique.text(&["techniqueID", "techniqueId"]) else {
            findings.add(Problem::new(at, Finding::Dropped { field: "techniques" }));
            continue;
        };
        if techniques.len() >= LAYER_TECHNIQUES_MAX {
            findings.add(Problem::new(at, Finding::TooMany { most: LAYER_TECHNIQUES_MAX }));
            break;
        }
        techniques.push(LayerTechnique {
            id,
            tactic: technique.text(&["tactic"]),
            score: technique.number("score"),
            comment: technique.text(&["comment"]).unwrap_or_default(),
        });
    }
    Ok(Layer {
        name: fields.text(&["name"]).unwrap_or_else(|| domain.clone()),
        domain,
        description: fields.text(&["description"]).unwrap_or_default(),
        techniques,
    })
}
