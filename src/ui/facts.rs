//! Names and values of the facts that a source gives about a piece of evidence. What we do not know stays as it came.

use crate::domain::evidence::Fact;
use crate::domain::text::system_name;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::state_words::state_words;
use crate::view::prelude::*;

/// The name of a fact by its path, such as `userAccount.userSid`; an unknown path as code.
pub fn fact_name(path: &str) -> AnyView {
    match known(path) {
        Some(name) => view! { <span title=path.to_owned()>{name}</span> }.into_any(),
        None => view! { <bdi class="code">{path.to_owned()}</bdi> }.into_any(),
    }
}

/// The value of a fact as people read it: states in words, moments in the reader's time. Anything else as it came.
pub fn fact_value(fact: &Fact) -> String {
    match fact.path.as_str() {
        "deviceValue" | "healthStatus" | "riskScore" | "onboardingStatus" | "defenderAvStatus" => {
            state_words(&fact.value)
        }
        "osPlatform" => system_name(&fact.value).into_owned(),
        path if path.ends_with("DateTime") => {
            Timestamp::parse(&fact.value).map_or_else(|| fact.value.clone(), intl::moment)
        }
        _ => fact.value.clone(),
    }
}

fn known(path: &str) -> Option<String> {
    let (inside, last) = path.rsplit_once('.').unwrap_or(("", path));
    // Lists such as `loggedOnUsers[0].accountName`.
    if let Some((list, _)) = path.split_once('[') {
        return of_list(list, last);
    }
    match inside {
        "" => of_device(last).or_else(|| of_other(last)),
        "userAccount" => of_account(last),
        "fileDetails" | "imageFile" => of_file(last),
        _ => None,
    }
}

fn of_device(word: &str) -> Option<String> {
    Some(match word {
        "mdeDeviceId" => t!("fact.device-id"),
        "azureAdDeviceId" => t!("fact.entra-device"),
        "deviceDnsName" => t!("fact.dns-name"),
        "hostName" => t!("fact.host"),
        "osPlatform" => t!("dimension.platform"),
        "osBuild" => t!("fact.os-build"),
        "version" => t!("fact.version"),
        "healthStatus" => t!("fact.health"),
        "riskScore" => t!("fact.risk"),
        "deviceValue" => t!("fact.value"),
        "rbacGroupName" => t!("fact.group"),
        "rbacGroupId" => t!("fact.group-id"),
        "onboardingStatus" => t!("fact.onboarding"),
        "defenderAvStatus" => t!("fact.antivirus"),
        "lastIpAddress" => t!("fact.last-ip"),
        "firstSeenDateTime" => t!("fact.first-seen"),
        _ => return None,
    })
}

fn of_list(list: &str, last: &str) -> Option<String> {
    match (list, last) {
        ("ipInterfaces", _) => Some(t!("fact.interface")),
        ("loggedOnUsers", "accountName") => Some(t!("fact.signed-in")),
        ("loggedOnUsers", "domainName") => Some(t!("fact.signed-in-domain")),
        _ => None,
    }
}

fn of_account(word: &str) -> Option<String> {
    Some(match word {
        "accountName" => t!("fact.account"),
        "domainName" => t!("fact.domain"),
        "userSid" => t!("fact.sid"),
        "azureAdUserId" => t!("fact.entra-user"),
        "userPrincipalName" => t!("fact.upn"),
        "displayName" => t!("fact.display"),
        _ => return None,
    })
}

fn of_file(word: &str) -> Option<String> {
    Some(match word {
        "fileName" => t!("fact.file-name"),
        "filePath" => t!("fact.file-path"),
        "fileSize" => t!("fact.file-size"),
        "filePublisher" | "signer" => t!("fact.publisher"),
        "sha1" => "SHA-1".to_owned(),
        "sha256" => "SHA-256".to_owned(),
        "md5" => "MD5".to_owned(),
        _ => return None,
    })
}

fn of_other(word: &str) -> Option<String> {
    Some(match word {
        "primaryAddress" => t!("fact.mail"),
        "displayName" => t!("fact.display"),
        "processId" => t!("fact.process"),
        "parentProcessId" => t!("fact.parent"),
        "processCommandLine" => t!("fact.command"),
        "ipAddress" => t!("evidence.ip"),
        "countryLetterCode" => t!("fact.country"),
        "url" => t!("evidence.url"),
        "appId" => t!("fact.app-id"),
        _ => return None,
    })
}
