//! Words by which exports tell the state of a device, its antivirus or a sensor (service.md 2.2, 2.5 and 2.7), as people
//! read them. Sources spell them in several cases; a word that we do not know is only parted.

use crate::domain::evidence::kind_words;
use crate::t;

/// The words for a state.
pub fn state_words(word: &str) -> String {
    of_device(&word.to_ascii_lowercase())
        .or_else(|| of_sensor(&word.to_ascii_lowercase()))
        .unwrap_or_else(|| if word.contains(' ') { word.to_owned() } else { kind_words(word) })
}

fn of_device(word: &str) -> Option<String> {
    Some(match word {
        "active" => t!("state.active"),
        "inactive" => t!("state.inactive"),
        "impairedcommunication" => t!("state.impaired"),
        "nosensordata" => t!("state.no-data"),
        "nosensordataimpairedcommunication" => t!("state.no-data-impaired"),
        "onboarded" => t!("state.onboarded"),
        "canbeonboarded" => t!("state.can-be-onboarded"),
        "insufficientinfo" => t!("state.insufficient"),
        "unsupported" | "notsupported" => t!("state.unsupported"),
        "notreporting" => t!("state.not-reporting"),
        "disabled" => t!("state.disabled"),
        "notupdated" => t!("state.not-updated"),
        "updated" | "uptodate" => t!("state.updated"),
        "none" => t!("level.none"),
        "informational" => t!("severity.informational"),
        "low" => t!("level.low"),
        "medium" => t!("level.medium"),
        "high" => t!("level.high"),
        "unknown" => t!("state.unknown"),
        _ => return None,
    })
}

fn of_sensor(word: &str) -> Option<String> {
    Some(match word {
        "disconnected" => t!("state.disconnected"),
        "unreachable" => t!("state.unreachable"),
        "startfailure" => t!("state.start-failure"),
        "notconfigured" => t!("state.not-configured"),
        "stopped" => t!("state.stopped"),
        "starting" => t!("state.starting"),
        "onboarding" => t!("state.onboarding"),
        "nothealthylow" | "nothealthymedium" | "nothealthyhigh" => t!("state.not-healthy"),
        _ => return None,
    })
}
