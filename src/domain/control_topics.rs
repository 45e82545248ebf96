//! What a control of Secure Score is about, in the terms of ATT&CK: the mitigation that it puts in place and the techniques
//! that it makes harder.
//!
//! Secure Score names neither (service.md 2.4 has threats in its own words, often none). A control that is known has its
//! topic by its id, which is the same in every language of a tenant; of another one ours reads the words of the title. One
//! whose title speaks of none of these topics is linked to nothing. ATT&CK decides in the end: a technique counts only where it records the mitigation against it.

/// A topic of controls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topic {
    /// Any of these in the title, in lower case.
    words: &'static [&'static str],
    /// The mitigation, such as `M1032`.
    pub mitigation: &'static str,
    /// The techniques that it makes harder, without their sub-techniques.
    pub techniques: &'static [&'static str],
}

const fn topic(
    words: &'static [&'static str],
    mitigation: &'static str,
    techniques: &'static [&'static str],
) -> Topic {
    Topic { words, mitigation, techniques }
}

/// The topics; the first whose words a title has holds, so the narrow ones come first.
const TOPICS: [Topic; 15] = [
    topic(
        &["multifactor", "multi-factor", "mfa", "two-step"],
        "M1032",
        &["T1078", "T1110", "T1621", "T1114", "T1021"],
    ),
    topic(
        &["safe links", "web content", "smartscreen", "network protection"],
        "M1021",
        &["T1566", "T1204", "T1189"],
    ),
    topic(
        &["attack surface reduction", "macro", "child process", "obfuscated", "office applications"],
        "M1040",
        &["T1059", "T1204", "T1137", "T1546", "T1047", "T1055"],
    ),
    topic(
        &["dkim", "dmarc", "spf", "anti-phish", "impersonat", "spoof", "anti-spam"],
        "M1054",
        &["T1566", "T1598"],
    ),
    topic(
        &["safe attachment", "antivirus", "malware", "real-time", "cloud-delivered"],
        "M1049",
        &["T1566", "T1204", "T1059", "T1027", "T1036"],
    ),
    topic(&["credential guard", "lsa protection", "lsass", "wdigest"], "M1043", &["T1003", "T1558"]),
    topic(&["clear text", "password", "laps"], "M1027", &["T1078", "T1110", "T1003", "T1552", "T1555"]),
    topic(
        &["consent", "third party app", "third-party app", "integrated app", "oauth"],
        "M1018",
        &["T1528", "T1550"],
    ),
    topic(
        &["legacy auth", "basic auth", "smbv1", "ntlm", "forwarding", "print spooler"],
        "M1042",
        &["T1114", "T1557", "T1021", "T1187", "T1547"],
    ),
    topic(
        &["admin", "privileg", "sensitive group", "delegation", "dormant", "stale", "permission"],
        "M1026",
        &["T1078", "T1098", "T1003", "T1021", "T1134", "T1558"],
    ),
    topic(&["firewall", "inbound"], "M1037", &["T1021", "T1190", "T1219", "T1048"]),
    topic(&["update", "patch", "vulnerab"], "M1051", &["T1190", "T1203", "T1210", "T1068"]),
    topic(&["data loss", "dlp", "sensitivity label"], "M1057", &["T1048", "T1567", "T1041", "T1052"]),
    topic(&["bitlocker", "encrypt", "sign"], "M1041", &["T1557", "T1040", "T1565", "T1552"]),
    topic(&["audit", "log search", "mailbox audit"], "M1047", &["T1078", "T1098", "T1114", "T1213"]),
];

/// Controls that are known by their id, with the mitigation of their topic.
const KNOWN: [(&str, &str); 16] = [
    ("AdminMFAV2", "M1032"),
    ("MFARegistrationV2", "M1032"),
    ("BlockLegacyAuthentication", "M1042"),
    ("IntegratedApps", "M1018"),
    ("PWAgePolicyNew", "M1027"),
    ("SelfServicePasswordReset", "M1027"),
    ("OneAdmin", "M1026"),
    ("RoleOverlap", "M1026"),
    ("mdo_antiphish", "M1054"),
    ("mdo_safelinksforemail", "M1021"),
    ("mdo_safeattachments", "M1049"),
    ("mip_search_auditlog", "M1047"),
    ("mip_dlp", "M1057"),
    ("scid_2010", "M1049"),
    ("scid_2090", "M1041"),
    ("scid_96", "M1021"),
];

/// All topics.
pub fn topics() -> &'static [Topic] {
    &TOPICS
}

/// The topic of a control: by its id where that is known, else by its title; `None` for one that speaks of none.
pub fn topic_of(id: &str, title: &str) -> Option<&'static Topic> {
    let known = KNOWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(id));
    if let Some((_, mitigation)) = known {
        return TOPICS.iter().find(|topic| topic.mitigation == *mitigation);
    }
    let title = title.to_lowercase();
    // Words begin in the title with these: "sign" is not in "design".
    let has = |word: &&str| {
        title.match_indices(*word).any(|(at, _)| {
            title.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|c| !c.is_alphanumeric())
        })
    };
    TOPICS.iter().find(|topic| topic.words.iter().any(has))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_controls_have_topics() {
        for (title, mitigation) in [
            ("Ensure multifactor authentication is enabled for all users", Some("M1032")),
            ("Block Office applications from creating child processes", Some("M1040")),
            ("Turn on Safe Attachments in block mode", Some("M1049")),
            ("Remove dormant accounts from sensitive groups", Some("M1026")),
            ("Ensure password protection is enabled for on-prem Active Directory", Some("M1027")),
            ("Redesign the intranet", None),
            ("", None),
        ] {
            assert_eq!(topic_of("x", title).map(|topic| topic.mitigation), mitigation, "{title}");
        }
    }

    #[test]
    fn a_known_control_has_its_topic_in_every_language() {
        for (id, mitigation) in KNOWN {
            let topic = topic_of(id, "Ein Titel in einer anderen Sprache");
            assert_eq!(topic.map(|topic| topic.mitigation), Some(mitigation), "{id}");
        }
        assert_eq!(topic_of("adminmfav2", "").map(|topic| topic.mitigation), Some("M1032"));
    }
}
