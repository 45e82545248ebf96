//! The evidence of an alert, as Graph exports it.

use super::super::company::{App, DOMAIN, Device, Person};
use super::super::dice::{Dice, digest};
use super::super::stories::Shown;
use super::Cast;
use crate::domain::time::Timestamp;
use std::fmt::Write;

/// Writes what an alert shows.
pub(super) fn write(
    out: &mut String,
    shows: &[Shown],
    cast: &Cast<'_>,
    dice: &mut Dice,
    at: Timestamp,
    is_settled: bool,
) -> std::fmt::Result {
    let mut is_first = true;
    for shown in shows {
        let before = out.len();
        if !is_first {
            out.push(',');
        }
        let rest = if is_settled { "remediated" } else { "none" };
        let written = match (shown, cast.device, cast.server, cast.person) {
            (Shown::Device, Some(found), ..) | (Shown::Server, _, Some(found), _) => device(out, found, at)?,
            (Shown::User, _, _, Some(found)) => user(out, found, at)?,
            (Shown::Mailbox, _, _, Some(found)) => mailbox(out, found, at)?,
            (Shown::Process, ..) => process(out, dice, at)?,
            (Shown::File, ..) => file(out, dice, at, rest)?,
            (Shown::Address, ..) => address(out, dice, at)?,
            (Shown::Link, ..) => link(out, dice, at)?,
            (Shown::Mail, _, _, Some(found)) => mail(out, dice, found, at)?,
            (Shown::App, ..) => app(out, cast.app, at)?,
            _ => false,
        };
        if written {
            is_first = false;
        } else {
            out.truncate(before);
        }
    }
    Ok(())
}

type Written = Result<bool, std::fmt::Error>;

fn begin(out: &mut String, kind: &str, at: Timestamp, verdict: &str, rest: &str) -> std::fmt::Result {
    write!(
        out,
        "{{\"@odata.type\":\"#microsoft.graph.security.{kind}Evidence\",\"createdDateTime\":\"{at}\",\
         \"verdict\":\"{verdict}\",\"remediationStatus\":\"{rest}\",\"roles\":[],"
    )
}

fn device(out: &mut String, device: &Device, at: Timestamp) -> Written {
    let Device { id, host, role, platform } = device;
    let (group, value) = (role.group(), if role.is_high_value() { "High" } else { "Normal" });
    begin(out, "device", at, "suspicious", "none")?;
    write!(
        out,
        "\"tags\":[],\"mdeDeviceId\":\"{id}\",\"deviceDnsName\":\"{host}.{DOMAIN}\",\"hostName\":\"{host}\",\
         \"osPlatform\":\"{platform}\",\"healthStatus\":\"active\",\"riskScore\":\"medium\",\
         \"rbacGroupName\":\"{group}\",\"deviceValue\":\"{value}\",\"onboardingStatus\":\"onboarded\",\
         \"defenderAvStatus\":\"updated\"}}"
    )?;
    Ok(true)
}

fn account(out: &mut String, person: &Person) -> std::fmt::Result {
    let Person { id, name, account, number, .. } = person;
    write!(
        out,
        "\"userAccount\":{{\"accountName\":\"{account}\",\"domainName\":\"aldermoor\",\
         \"userSid\":\"S-1-5-21-3141592653-589793238-462643383-{}\",\"azureAdUserId\":\"{id}\",\
         \"userPrincipalName\":\"{account}@{DOMAIN}\",\"displayName\":\"{name}\"}}}}",
        1_100 + number
    )
}

fn user(out: &mut String, person: &Person, at: Timestamp) -> Written {
    begin(out, "user", at, "suspicious", "none")?;
    let tag = if person.is_executive { "\"tags\":[\"Priority account\"]," } else { "\"tags\":[]," };
    out.push_str(tag);
    account(out, person)?;
    Ok(true)
}

fn mailbox(out: &mut String, person: &Person, at: Timestamp) -> Written {
    begin(out, "mailbox", at, "suspicious", "none")?;
    write!(
        out,
        "\"tags\":[],\"primaryAddress\":\"{}@{DOMAIN}\",\"displayName\":\"{}\",",
        person.account, person.name
    )?;
    account(out, person)?;
    Ok(true)
}

fn process(out: &mut String, dice: &mut Dice, at: Timestamp) -> Written {
    let (hash, id) = (dice.next(), dice.below(20_000) + 200);
    begin(out, "process", at, "suspicious", "none")?;
    write!(
        out,
        "\"tags\":[],\"processId\":{id},\"parentProcessId\":{},\
         \"processCommandLine\":\"powershell.exe -NoProfile -EncodedCommand {hash:016x}\",\
         \"processCreationDateTime\":\"{at}\",\"imageFile\":{{\"sha256\":\"{}\",\
         \"fileName\":\"powershell.exe\",\"filePath\":\"C:\\\\Windows\\\\System32\\\\WindowsPowerShell\\\\v1.0\"}}}}",
        id / 2,
        digest(hash, 64)
    )?;
    Ok(true)
}

const FILES: [&str; 6] = [
    "invoice_0231.exe",
    "delivery-note.js",
    "setup_codec.msi",
    "update.dll",
    "payroll.xlsm",
    "scan-0007.iso",
];

fn file(out: &mut String, dice: &mut Dice, at: Timestamp, rest: &str) -> Written {
    let (hash, name) = (dice.next(), dice.pick(&FILES, "update.dll"));
    begin(out, "file", at, "malicious", rest)?;
    write!(
        out,
        "\"tags\":[],\"fileDetails\":{{\"sha1\":\"{}\",\"sha256\":\"{}\",\"fileName\":\"{name}\",\
         \"filePath\":\"C:\\\\Users\\\\Public\\\\Downloads\",\"fileSize\":{}}}}}",
        digest(hash, 40),
        digest(hash, 64),
        dice.below(900_000) + 10_000
    )?;
    Ok(true)
}

fn address(out: &mut String, dice: &mut Dice, at: Timestamp) -> Written {
    // Of the blocks that are reserved for documentation.
    let block = dice.pick(&["192.0.2", "198.51.100", "203.0.113"], "192.0.2");
    let (last, country) = (dice.below(254) + 1, dice.pick(&["NL", "RO", "BR", "VN", "US"], "NL"));
    begin(out, "ip", at, "suspicious", "none")?;
    write!(out, "\"tags\":[],\"ipAddress\":\"{block}.{last}\",\"countryLetterCode\":\"{country}\"}}")?;
    Ok(true)
}

fn link(out: &mut String, dice: &mut Dice, at: Timestamp) -> Written {
    begin(out, "url", at, "malicious", "none")?;
    write!(out, "\"tags\":[],\"url\":\"https://login-{:04x}.example.net/session\"}}", dice.below(65_536))?;
    Ok(true)
}

fn mail(out: &mut String, dice: &mut Dice, person: &Person, at: Timestamp) -> Written {
    let number = dice.next();
    let subject = dice.pick(
        &["Your invoice is overdue", "New payment details", "Shared document", "Delivery could not be made"],
        "Shared document",
    );
    begin(out, "analyzedMessage", at, "malicious", "none")?;
    write!(
        out,
        "\"tags\":[],\"networkMessageId\":\"{number:016x}\",\"subject\":\"{subject}\",\
         \"p1Sender\":{{\"emailAddress\":\"billing@example.net\"}},\"recipientEmailAddress\":\"{}@{DOMAIN}\",\
         \"deliveryAction\":\"delivered\",\"deliveryLocation\":\"inbox\",\"threats\":[\"Phish\"]}}",
        person.account
    )?;
    Ok(true)
}

fn app(out: &mut String, app: App, at: Timestamp) -> Written {
    begin(out, "oauthApplication", at, "suspicious", "none")?;
    write!(
        out,
        "\"tags\":[],\"appId\":\"{}\",\"displayName\":\"{}\",\"publisher\":\"unknown\"}}",
        app.id, app.name
    )?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_no_small_numbers_with_zeros_before_them() {
        let (mut text, mut dice) = (String::new(), Dice::new(7));
        file(&mut text, &mut dice, Timestamp::from_millis(0), "none").unwrap();
        process(&mut text, &mut dice, Timestamp::from_millis(0)).unwrap();
        assert_eq!(text.matches("sha256").count(), 2);
        assert!(!text.contains("00000000"), "{text}");
    }
}
