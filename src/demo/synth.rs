//! A seeded export of Graph incidents with alerts and evidence: as large as one likes, the same for the same seed, and of no
//! real tenant. Benchmarks and the command line's `synth` read and write it.

use super::dice::{Dice, digest};
use crate::domain::time::{MINUTE_MS, Timestamp};
use std::fmt::Write;

/// Kinds of attack: title of the incident, title of an alert, category, technique, product, detector.
const STORIES: [[&str; 6]; 10] = [
    [
        "Hands-on-keyboard attack on one endpoint",
        "Suspicious PowerShell command line",
        "Execution",
        "T1059.001",
        "microsoftDefenderForEndpoint",
        "microsoftDefenderForEndpoint",
    ],
    [
        "Credential theft on one endpoint",
        "Sensitive credential memory read",
        "CredentialAccess",
        "T1003.001",
        "microsoftDefenderForEndpoint",
        "microsoftDefenderForEndpoint",
    ],
    [
        "Multi-stage incident involving lateral movement",
        "Suspicious remote session",
        "LateralMovement",
        "T1021.001",
        "microsoftDefenderForIdentity",
        "microsoftDefenderForIdentity",
    ],
    [
        "Phishing campaign delivered to several mailboxes",
        "Email messages removed after delivery",
        "InitialAccess",
        "T1566.002",
        "microsoftDefenderForOffice365",
        "microsoftDefenderForOffice365",
    ],
    [
        "Unfamiliar sign-in followed by mailbox rule",
        "Suspicious inbox manipulation rule",
        "Persistence",
        "T1137.005",
        "microsoftDefenderForCloudApps",
        "cloudAppSecurity",
    ],
    [
        "Ransomware activity on several endpoints",
        "Ransomware behaviour detected in the file system",
        "Impact",
        "T1486",
        "microsoftDefenderForEndpoint",
        "antivirus",
    ],
    [
        "Malware was prevented on one endpoint",
        "Malware was prevented",
        "Malware",
        "T1204.002",
        "microsoftDefenderForEndpoint",
        "antivirus",
    ],
    [
        "Anonymous address sign-in",
        "Anonymous IP address",
        "InitialAccess",
        "T1078.004",
        "azureAdIdentityProtection",
        "azureAdIdentityProtection",
    ],
    [
        "Exfiltration to an unsanctioned cloud app",
        "Unusual volume of external file sharing",
        "Exfiltration",
        "T1567.002",
        "microsoftDefenderForCloudApps",
        "cloudAppSecurity",
    ],
    [
        "Discovery by a service account",
        "Reconnaissance of domain groups",
        "Discovery",
        "T1069.002",
        "microsoftDefenderForIdentity",
        "microsoftDefenderForIdentity",
    ],
];
const SEVERITIES: [&str; 10] =
    ["high", "high", "medium", "medium", "medium", "medium", "low", "low", "low", "informational"];
const GROUPS: [&str; 5] = ["Clients", "Servers", "Finance", "Executives", "UnassignedGroup"];
const NAMES: [&str; 12] =
    ["amara", "bjorn", "chidi", "dana", "emre", "farah", "goran", "hana", "ivo", "jun", "kofi", "lena"];

/// A generator of incidents.
#[derive(Clone, Debug)]
pub struct Synth {
    dice: Dice,
    left: u64,
    number: u64,
    total: u64,
    end: Timestamp,
    days: u64,
}

impl Synth {
    /// So many incidents over the `days` before `end`, the oldest first.
    pub fn new(seed: u64, incidents: u64, days: u64, end: Timestamp) -> Self {
        let dice = Dice::new(seed);
        Self { dice, left: incidents, number: 0, total: incidents.max(1), end, days: days.max(1) }
    }

    fn created(&mut self) -> Timestamp {
        let span = i64::try_from(self.days).unwrap_or(1) * 24 * 60;
        let step = i64::try_from(self.total - self.number).unwrap_or(1);
        let back = span * step / i64::try_from(self.total).unwrap_or(1);
        let shift = i64::try_from(self.dice.below(60)).unwrap_or(0);
        self.end.plus_millis(-(back - shift) * MINUTE_MS)
    }
}

impl Iterator for Synth {
    type Item = String;

    /// The next incident as one line of JSON.
    fn next(&mut self) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        self.number += 1;
        let created = self.created();
        let story = self.dice.pick(&STORIES, [""; 6]);
        let mut out = String::with_capacity(6_000);
        // Writing into a string cannot fail.
        let _ = self.incident(&mut out, story, created);
        Some(out)
    }
}

impl Synth {
    fn incident(&mut self, out: &mut String, story: [&str; 6], created: Timestamp) -> std::fmt::Result {
        let [title, ..] = story;
        let id = self.number;
        let minutes = i64::try_from(self.dice.below(60 * 24 * 2)).unwrap_or(0) + 10;
        let updated = created.plus_millis(minutes * MINUTE_MS);
        let severity = self.dice.pick(&SEVERITIES, "low");
        let resolved = self.dice.chance(80);
        let experts = matches!(severity, "high" | "medium") && self.dice.chance(70);
        let (status, assigned) = match (resolved, experts) {
            (true, true) => ("resolved", "\"Customer\""),
            (true, false) => ("resolved", "\"ana@contoso.example\""),
            (false, true) if self.dice.chance(40) => ("awaitingAction", "\"Customer\""),
            (false, true) => ("inProgress", "\"Defender Experts\""),
            (false, false) => ("active", "null"),
        };
        let (classification, determination) = match (resolved, self.dice.below(10)) {
            (false, _) | (true, 9) => ("unknown", "unknown"),
            (true, 0..=4) => ("truePositive", "malware"),
            (true, 5..=6) => ("informationalExpectedActivity", "securityTesting"),
            (true, _) => ("falsePositive", "notMalicious"),
        };
        let tags = if experts { "[\"Defender Experts\"]" } else { "[]" };
        let score = self.dice.below(101);
        write!(
            out,
            "{{\"id\":\"{id}\",\"tenantId\":\"b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c\",\"status\":\"{status}\",\
             \"incidentWebUrl\":\"https://security.microsoft.com/incidents/{id}?tid=b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c\",\
             \"redirectIncidentId\":null,\"displayName\":\"{title}\",\"createdDateTime\":\"{created}\",\
             \"lastUpdateDateTime\":\"{updated}\",\"assignedTo\":{assigned},\"classification\":\"{classification}\",\
             \"determination\":\"{determination}\",\"severity\":\"{severity}\",\"customTags\":[],\"systemTags\":{tags},\
             \"description\":null,\"summary\":null,\"resolvingComment\":null,\"lastModifiedBy\":\"API-App\",\
             \"priorityScore\":{score},\"comments\":[],\"alerts\":["
        )?;
        let alerts = 1 + self.dice.below(4);
        for at in 0..alerts {
            if at > 0 {
                out.push(',');
            }
            self.alert(out, story, (id, at), created, (severity, resolved.then_some(updated)))?;
        }
        out.push_str("]}");
        Ok(())
    }

    fn alert(
        &mut self,
        out: &mut String,
        story: [&str; 6],
        (incident, at): (u64, u64),
        created: Timestamp,
        (severity, resolved): (&str, Option<Timestamp>),
    ) -> std::fmt::Result {
        let [_, title, category, technique, product, detector] = story;
        let code = self.dice.next();
        let created = created.plus_millis(i64::try_from(at).unwrap_or(0) * 3 * MINUTE_MS);
        let begun = created.plus_millis(-7 * MINUTE_MS);
        let ended = created.plus_millis(-MINUTE_MS);
        let status = if resolved.is_some() { "resolved" } else { "new" };
        let end = resolved.map_or_else(|| "null".to_owned(), |at| format!("\"{at}\""));
        write!(
            out,
            "{{\"id\":\"da{incident}_{at}{code:016x}\",\"providerAlertId\":\"{incident}_{at}{code:016x}\",\
             \"incidentId\":\"{incident}\",\"status\":\"{status}\",\"severity\":\"{severity}\",\
             \"classification\":\"unknown\",\"determination\":\"unknown\",\"serviceSource\":\"{product}\",\
             \"detectionSource\":\"{detector}\",\"detectorId\":\"7f1c3609-a3ff-40e2-995b-c01770161d68\",\
             \"tenantId\":\"b3c1b5fc-828c-45fa-a1e1-10d74f6d6e9c\",\"title\":\"{title}\",\
             \"description\":\"Something that an attacker may have done was seen: {title}. Look at the evidence, find out \
             who did it and whether it was meant to happen, and compare it with what the device usually does.\",\
             \"recommendedActions\":\"1. Find out what ran.\\n2. Contain the device.\\n3. Reset the credentials that were used.\",\
             \"category\":\"{category}\",\"assignedTo\":null,\
             \"alertWebUrl\":\"https://security.microsoft.com/alerts/da{incident}_{at}\",\
             \"incidentWebUrl\":\"https://security.microsoft.com/incidents/{incident}\",\"actorDisplayName\":null,\
             \"threatDisplayName\":null,\"threatFamilyName\":null,\"mitreTechniques\":[\"{technique}\"],\
             \"createdDateTime\":\"{created}\",\"lastUpdateDateTime\":\"{ended}\",\"resolvedDateTime\":{end},\
             \"firstActivityDateTime\":\"{begun}\",\"lastActivityDateTime\":\"{ended}\",\"systemTags\":[],\
             \"comments\":[],\"evidence\":["
        )?;
        self.device(out, created)?;
        self.user(out, created)?;
        self.process(out, created)?;
        self.address(out, created)?;
        out.push_str("]}");
        Ok(())
    }

    fn begin(&mut self, out: &mut String, kind: &str, at: Timestamp, verdict: &str) -> std::fmt::Result {
        write!(
            out,
            "{{\"@odata.type\":\"#microsoft.graph.security.{kind}Evidence\",\"createdDateTime\":\"{at}\",\
             \"verdict\":\"{verdict}\",\"remediationStatus\":\"none\",\"remediationStatusDetails\":null,\
             \"roles\":[],\"detailedRoles\":[],\"tags\":[],"
        )
    }

    fn device(&mut self, out: &mut String, at: Timestamp) -> std::fmt::Result {
        let number = self.dice.below(3_000);
        let group = self.dice.pick(&GROUPS, "Clients");
        let value = if number.is_multiple_of(40) { "High" } else { "Normal" };
        self.begin(out, "device", at, "unknown")?;
        write!(
            out,
            "\"firstSeenDateTime\":\"{at}\",\"mdeDeviceId\":\"{number:040x}\",\"azureAdDeviceId\":null,\
             \"deviceDnsName\":\"pc-{number:04}.contoso.example\",\"hostName\":\"pc-{number:04}\",\
             \"osPlatform\":\"Windows11\",\"osBuild\":26100,\"version\":\"24H2\",\"healthStatus\":\"active\",\
             \"riskScore\":\"medium\",\"rbacGroupId\":75,\"rbacGroupName\":\"{group}\",\"deviceValue\":\"{value}\",\
             \"onboardingStatus\":\"onboarded\",\"defenderAvStatus\":\"updated\",\"ipInterfaces\":[\"10.0.0.{}\"],\
             \"vmMetadata\":null,\"loggedOnUsers\":[]}},",
            number % 250
        )
    }

    fn user(&mut self, out: &mut String, at: Timestamp) -> std::fmt::Result {
        let name = self.dice.pick(&NAMES, "ana");
        let number = self.dice.below(400);
        self.begin(out, "user", at, "suspicious")?;
        write!(
            out,
            "\"stream\":null,\"userAccount\":{{\"accountName\":\"{name}{number}\",\"domainName\":\"contoso\",\
             \"userSid\":\"S-1-5-21-1-{number}\",\"azureAdUserId\":null,\
             \"userPrincipalName\":\"{name}{number}@contoso.example\",\"displayName\":\"{name} {number}\"}}}},"
        )
    }

    fn process(&mut self, out: &mut String, at: Timestamp) -> std::fmt::Result {
        let hash = self.dice.next();
        self.begin(out, "process", at, "malicious")?;
        write!(
            out,
            "\"processId\":{},\"parentProcessId\":4172,\
             \"processCommandLine\":\"powershell.exe -NoProfile -EncodedCommand {hash:016x}{hash:016x}\",\
             \"processCreationDateTime\":\"{at}\",\"detectionStatus\":\"detected\",\"mdeDeviceId\":null,\
             \"imageFile\":{{\"sha1\":\"{}\",\"sha256\":\"{}\",\"fileName\":\"powershell.exe\",\
             \"filePath\":\"C:\\\\Windows\\\\System32\\\\WindowsPowerShell\\\\v1.0\",\"fileSize\":452608,\
             \"filePublisher\":\"Microsoft Corporation\",\"signer\":null,\"issuer\":null}},\
             \"parentProcessImageFile\":null,\"userAccount\":null}},",
            self.dice.below(20_000),
            digest(hash, 40),
            digest(hash, 64)
        )
    }

    fn address(&mut self, out: &mut String, at: Timestamp) -> std::fmt::Result {
        let last = self.dice.below(254) + 1;
        self.begin(out, "ip", at, "suspicious")?;
        write!(
            out,
            "\"ipAddress\":\"203.0.113.{last}\",\"countryLetterCode\":\"NL\",\"location\":null,\"stream\":null}}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end() -> Timestamp {
        Timestamp::parse("2026-11-01T00:00:00Z").unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_and_another_another() {
        let lines = |seed| Synth::new(seed, 20, 30, end()).collect::<Vec<_>>();
        assert_eq!(lines(7), lines(7));
        assert_ne!(lines(7), lines(8));
        assert_eq!(lines(0).len(), 20);
    }

    #[test]
    fn every_line_is_an_incident_of_the_period() {
        for line in Synth::new(1, 50, 30, end()) {
            let value: serde_json::Value = serde_json::from_str(&line).unwrap();
            let created = Timestamp::parse(value["createdDateTime"].as_str().unwrap()).unwrap();
            let days = end().millis_since(created) / (24 * 60 * MINUTE_MS);
            assert!((-1..=30).contains(&days), "{days}");
            assert!(!value["alerts"].as_array().unwrap().is_empty());
        }
    }
}
