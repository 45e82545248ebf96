//! What the portals of the company would export on a day: machines, sensors, licences, the directory, Secure Score.

use super::{Company, DOMAIN, Device, Dice, EXECUTIVES, TENANT};
use crate::domain::time::{DAY_MS, HOUR_MS, Timestamp};
use std::fmt::Write;

/// How far onboarding is on the day of an export.
#[derive(Clone, Copy, Debug)]
pub(in crate::demo) struct Progress {
    /// Of a thousand devices so many are onboarded, report and have an active antivirus.
    pub(in crate::demo) protected_permille: u64,
    /// Domain controllers without a healthy sensor.
    pub(in crate::demo) silent_sensors: usize,
}

/// Before onboarding only what always was met is met.
pub(in crate::demo) const BEFORE_ONBOARDING: i64 = 1_000;

/// A control of Secure Score: name, area, title, points, how many days ago it was met; 0 for one that still is not.
const CONTROLS: [(&str, &str, &str, u32, i64); 18] = [
    ("PasswordHashSync", "Identity", "Enable password hash sync", 5, 10_000),
    ("PWAgePolicyNew", "Identity", "Let passwords never expire", 8, 10_000),
    ("mdo_antiphish", "Apps", "Enable impersonated domain protection", 8, 10_000),
    ("exo_mailtips", "Apps", "Show MailTips for external recipients", 3, 10_000),
    ("AdminMFAV2", "Identity", "Require multifactor authentication for administrative roles", 10, 200),
    ("BlockLegacyAuthentication", "Identity", "Block legacy authentication", 8, 61),
    ("RoleOverlap", "Identity", "Use least privileged administrative roles", 1, 0),
    ("IntegratedApps", "Identity", "Do not allow users to consent to unreliable applications", 4, 12),
    ("scid_2010", "Device", "Turn on Microsoft Defender Antivirus", 9, 200),
    ("scid_2003", "Device", "Turn on tamper protection", 9, 200),
    ("scid_2004", "Device", "Turn on endpoint detection and response in block mode", 8, 75),
    ("scid_2016", "Device", "Enable cloud-delivered protection", 8, 83),
    ("scid_2509", "Device", "Block credential stealing from the local security authority", 9, 33),
    ("scid_96", "Device", "Enable network protection in block mode", 8, 0),
    ("scid_2090", "Device", "Encrypt all drives", 6, 0),
    ("mdo_safelinksforemail", "Apps", "Create Safe Links policies for email", 8, 48),
    ("mip_search_auditlog", "Data", "Ensure the audit log search is on", 3, 200),
    ("mip_dlp", "Data", "Publish data loss prevention policies", 5, 0),
];

impl Company {
    /// The machines, as Defender for Endpoint exports them.
    pub(in crate::demo) fn machines(&self, at: Timestamp, how: Progress) -> String {
        let head =
            "{\"@odata.context\":\"https://api.security.microsoft.com/api/$metadata#Machines\",\"value\":[";
        let mut out = String::with_capacity(head.len() + self.devices.len() * 360);
        out.push_str(head);
        for (number, device) in self.devices.iter().enumerate() {
            if number > 0 {
                out.push(',');
            }
            // Writing into a string cannot fail.
            let _ = machine(&mut out, self.seed, number as u64, device, at, how);
        }
        out.push_str("]}");
        out
    }

    /// The sensors of Defender for Identity.
    pub(in crate::demo) fn sensors(&self, how: Progress) -> String {
        let mut out = String::from(
            "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#security/identities/sensors\",\"value\":[",
        );
        let all = self.controllers().count();
        for (number, device) in self.controllers().enumerate() {
            let healthy = number + how.silent_sensors < all;
            let (health, service, deployment) = if healthy {
                ("healthy", "running", "upToDate")
            } else {
                ("notHealthyHigh", "stopped", "disconnected")
            };
            let comma = if number > 0 { "," } else { "" };
            let host = &device.host;
            let _ = write!(
                out,
                "{comma}{{\"id\":\"sensor-{host}\",\"displayName\":\"{host}\",\"domainName\":\"{DOMAIN}\",\
                 \"sensorType\":\"domainControllerIntegrated\",\"deploymentStatus\":\"{deployment}\",\
                 \"healthStatus\":\"{health}\",\"serviceStatus\":\"{service}\",\"openHealthIssuesCount\":{}}}",
                u8::from(!healthy)
            );
        }
        out.push_str("]}");
        out
    }

    /// The subscriptions: every person has one, and so has every device.
    pub(in crate::demo) fn licences(&self) -> String {
        let seats = self.devices.len();
        let plan =
            |name: &str| format!("{{\"servicePlanName\":\"{name}\",\"provisioningStatus\":\"Success\"}}");
        let plans = [
            "WINDEFATP",
            "THREAT_INTELLIGENCE",
            "ATA",
            "ADALLOM_S_STANDALONE",
            "AAD_PREMIUM",
            "AAD_PREMIUM_P2",
        ];
        let plans = plans.map(plan).join(",");
        format!(
            "{{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#subscribedSkus\",\"value\":[\
             {{\"id\":\"{TENANT}_06ebc4ee-1bb5-47dd-8120-11324bc54e06\",\"skuId\":\"06ebc4ee-1bb5-47dd-8120-11324bc54e06\",\
             \"skuPartNumber\":\"SPE_E5\",\"capabilityStatus\":\"Enabled\",\"consumedUnits\":{seats},\
             \"prepaidUnits\":{{\"enabled\":{seats},\"suspended\":0,\"warning\":0}},\"servicePlans\":[{plans}]}}]}}"
        )
    }

    /// The people, at most a thousand of them: as many as a page of the directory holds.
    pub(in crate::demo) fn directory(&self) -> String {
        let mut out = String::from(
            "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#users\",\"value\":[",
        );
        for (number, person) in self.people.iter().take(1_000).enumerate() {
            let comma = if number > 0 { "," } else { "" };
            let job = match (person.is_executive, person.is_finance) {
                (true, _) => "Management",
                (_, true) => "Finance",
                _ => "Operations",
            };
            let address = person.address();
            let _ = write!(
                out,
                "{comma}{{\"id\":\"{}\",\"displayName\":\"{}\",\"userPrincipalName\":\"{address}\",\"mail\":\"{address}\",\
                 \"jobTitle\":\"{job}\",\"businessPhones\":[]}}",
                person.id, person.name
            );
        }
        out.push_str("]}");
        out
    }

    /// The groups: the management, with its members.
    pub(in crate::demo) fn groups(&self) -> String {
        let members = self.people.iter().take(1_000).filter(|person| person.is_executive);
        let member = |person: &super::Person| {
            let address = person.address();
            format!(
                "{{\"@odata.type\":\"#microsoft.graph.user\",\"id\":\"{}\",\"displayName\":\"{}\",\
                 \"userPrincipalName\":\"{address}\",\"mail\":\"{address}\"}}",
                person.id, person.name
            )
        };
        let members = members.map(member).collect::<Vec<_>>().join(",");
        format!(
            "{{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#groups\",\"value\":[\
             {{\"id\":\"8d4a2c10-6b7e-4f93-a5d1-3c9e0b2f7a61\",\"displayName\":\"{EXECUTIVES}\",\"groupTypes\":[],\
             \"mailEnabled\":false,\"securityEnabled\":true,\"members\":[{members}]}}]}}"
        )
    }

    /// Secure Score of so many days up to a day, the newest first; `shift` as many days earlier as the company was then.
    pub(in crate::demo) fn scores(&self, today: Timestamp, days: i64, shift: i64) -> String {
        let mut out = String::from(
            "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#security/secureScores\",\"value\":[",
        );
        let max: u32 = CONTROLS.iter().map(|(.., points, _)| points).sum();
        for back in 0..days {
            let at = today.plus_millis(-back * DAY_MS);
            let (year, month, day) = at.utc_date();
            let mut dice = Dice::of(self.seed, 90_000 + back.unsigned_abs());
            let met = |from: i64| from > 0 && back + shift <= from;
            let points: f64 =
                CONTROLS.iter().filter(|control| met(control.4)).map(|control| f64::from(control.3)).sum();
            // What is measured over devices moves a little every day.
            let wobble = f64::from(u32::try_from(dice.below(9)).unwrap_or(0)) / 10.0;
            let comma = if back > 0 { "," } else { "" };
            let _ = write!(
                out,
                "{comma}{{\"id\":\"{TENANT}_{year:04}-{month:02}-{day:02}\",\"azureTenantId\":\"{TENANT}\",\
                 \"createdDateTime\":\"{year:04}-{month:02}-{day:02}T00:00:00Z\",\"currentScore\":{:.2},\"maxScore\":{max},\
                 \"averageComparativeScores\":[{{\"basis\":\"AllTenants\",\"averageScore\":47.3}}],\"controlScores\":[",
                points + wobble
            );
            for (at, (name, area, _, points, from)) in CONTROLS.iter().enumerate() {
                let comma = if at > 0 { "," } else { "" };
                let score = if met(*from) { *points } else { 0 };
                let percent = if met(*from) { 100 } else { 0 };
                let _ = write!(
                    out,
                    "{comma}{{\"controlCategory\":\"{area}\",\"controlName\":\"{name}\",\"score\":{score},\
                     \"scoreInPercentage\":{percent}}}"
                );
            }
            out.push_str("]}");
        }
        out.push_str("]}");
        out
    }

    /// The profiles of the controls.
    pub(in crate::demo) fn profiles(&self) -> String {
        let mut out = String::from(
            "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#security/secureScoreControlProfiles\",\"value\":[",
        );
        for (at, (name, area, title, points, _)) in CONTROLS.iter().enumerate() {
            let comma = if at > 0 { "," } else { "" };
            let _ = write!(
                out,
                "{comma}{{\"id\":\"{name}\",\"azureTenantId\":\"{TENANT}\",\"title\":\"{title}\",\
                 \"controlCategory\":\"{area}\",\"actionType\":\"Config\",\"maxScore\":{points},\"rank\":{},\
                 \"implementationCost\":\"Low\",\"userImpact\":\"Low\",\"tier\":\"Core\",\"service\":\"Defender\",\
                 \"deprecated\":false,\"threats\":[],\"remediation\":\"{title}.\",\"controlStateUpdates\":[]}}",
                at + 1
            );
        }
        out.push_str("]}");
        out
    }
}

fn machine(
    out: &mut String,
    seed: u64,
    number: u64,
    device: &Device,
    at: Timestamp,
    how: Progress,
) -> std::fmt::Result {
    let mut dice = Dice::of(seed, 10_000 + number);
    let luck = dice.below(1_000);
    // Whoever is protected on one day stays so on the next: the same throw is compared with a share that grows.
    let is_protected = device.role.is_high_value() || luck < how.protected_permille;
    let (onboarding, health, antivirus) = match (is_protected, luck % 3) {
        (true, _) => ("Onboarded", "Active", "Updated"),
        (false, 0) => ("CanBeOnboarded", "Inactive", "Unknown"),
        (false, 1) => ("Onboarded", "Inactive", "Updated"),
        (false, _) => ("Onboarded", "Active", "Disabled"),
    };
    let seen = at.plus_millis(-dice.between(0, 20) * HOUR_MS);
    let value = if device.role.is_high_value() { "High" } else { "Normal" };
    write!(
        out,
        "{{\"id\":\"{}\",\"computerDnsName\":\"{}.{DOMAIN}\",\"osPlatform\":\"{}\",\"rbacGroupName\":\"{}\",\
         \"onboardingStatus\":\"{onboarding}\",\"healthStatus\":\"{health}\",\"defenderAvStatus\":\"{antivirus}\",\
         \"lastSeen\":\"{seen}\",\"deviceValue\":\"{value}\",\"riskScore\":\"Low\",\"exposureLevel\":\"Medium\",\
         \"machineTags\":[]}}",
        device.id,
        device.host,
        device.platform,
        device.role.group()
    )
}
