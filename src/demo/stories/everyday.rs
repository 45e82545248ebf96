//! The kinds of incidents of every day, most of which are no threat or settle themselves.

use super::Product::{Antivirus, CloudApps, Endpoint, Entra, Identity, Office};
use super::Shown::{Address, App, Device, File, Link, Mail, Mailbox, Process, User};
use super::{End, MAIL_FRAUD, Story, stage};

/// Where some kinds of every day stand in their list.
pub(in crate::demo) const PHISHING: usize = 6;
pub(in crate::demo) const MALWARE: usize = 9;
pub(in crate::demo) const CREDENTIALS: usize = 10;
pub(in crate::demo) const BEACON: usize = 11;

/// The kinds of every day.
pub(in crate::demo) static EVERYDAY: [Story; 13] = [
    Story {
        title: "Malware was prevented on {device}",
        severity: "low",
        priority: (4, 22),
        weight: 27,
        end: End::BySource("truePositive", "malware"),
        summary: "",
        stages: &[stage(
            0,
            "Malware was prevented",
            ("Malware", "T1204.002"),
            Antivirus,
            "low",
            &[Device, File, User],
        )],
    },
    Story {
        title: "Unwanted software was blocked on {device}",
        severity: "informational",
        priority: (1, 9),
        weight: 13,
        end: End::BySource("truePositive", "unwantedSoftware"),
        summary: "",
        stages: &[stage(
            0,
            "An unwanted application was blocked",
            ("UnwantedSoftware", "T1204.002"),
            Antivirus,
            "informational",
            &[Device, File],
        )],
    },
    Story {
        title: "Password spray against several accounts",
        severity: "low",
        priority: (12, 34),
        weight: 11,
        end: End::BySource("informationalExpectedActivity", "confirmedActivity"),
        summary: "",
        stages: &[stage(
            0,
            "Password spray",
            ("CredentialAccess", "T1110.003"),
            Entra,
            "low",
            &[User, Address],
        )],
    },
    Story {
        title: "Suspicious PowerShell command line on {device}",
        severity: "medium",
        priority: (31, 62),
        weight: 13,
        end: End::NoThreat("falsePositive", "notMalicious"),
        summary: "The command line belongs to the software distribution of the company. It is signed, runs every night from \
                  the same server and was seen on other devices as well. Nothing was changed and nothing is left to do.",
        stages: &[stage(
            0,
            "Suspicious PowerShell command line",
            ("Execution", "T1059.001"),
            Endpoint,
            "medium",
            &[Device, User, Process],
        )],
    },
    Story {
        title: "Anonymous address sign-in by {user}",
        severity: "medium",
        priority: (28, 55),
        weight: 9,
        end: End::NoThreat("informationalExpectedActivity", "confirmedActivity"),
        summary: "The sign-in came through the VPN provider that the traveller uses; the device is managed and the second \
                  factor was given. The activity is what it seems and is expected.",
        stages: &[stage(
            0,
            "Anonymous IP address",
            ("InitialAccess", "T1078.004"),
            Entra,
            "medium",
            &[User, Address],
        )],
    },
    Story {
        title: "Reconnaissance of domain groups from {device}",
        severity: "medium",
        priority: (34, 60),
        weight: 4,
        end: End::NoThreat("informationalExpectedActivity", "securityTesting"),
        summary: "The queries came from a test of the company's own security team, as announced. The account and \
                  the device belong to the test and the window fits.",
        stages: &[
            stage(
                0,
                "Reconnaissance of domain groups",
                ("Discovery", "T1069.002"),
                Identity,
                "medium",
                &[Device, User],
            ),
            stage(
                6,
                "Account enumeration reconnaissance",
                ("Discovery", "T1087.002"),
                Identity,
                "medium",
                &[Device, User],
            ),
        ],
    },
    Story {
        title: "Phishing campaign delivered to {user} and others",
        severity: "medium",
        priority: (55, 78),
        weight: 9,
        end: End::Threat("phishing"),
        summary: "",
        stages: &[
            stage(
                0,
                "Email messages removed after delivery",
                ("InitialAccess", "T1566.002"),
                Office,
                "medium",
                &[Mail, Link, User, Mailbox],
            ),
            stage(
                17,
                "A potentially malicious URL click was detected",
                ("InitialAccess", "T1566.002"),
                Office,
                "medium",
                &[User, Link],
            ),
        ],
    },
    MAIL_FRAUD,
    Story {
        title: "Suspicious application was given consent by {user}",
        severity: "medium",
        priority: (52, 76),
        weight: 4,
        end: End::Threat("oauth-application"),
        summary: "",
        stages: &[
            stage(
                0,
                "Suspicious OAuth app consent",
                ("Persistence", "T1528"),
                CloudApps,
                "medium",
                &[App, User],
            ),
            stage(
                41,
                "Unusual mail access by an application",
                ("Collection", "T1114.002"),
                CloudApps,
                "medium",
                &[App, User, Mailbox],
            ),
        ],
    },
    Story {
        title: "Malicious file ran on {device}",
        severity: "medium",
        priority: (58, 80),
        weight: 7,
        end: End::Threat("malware-device"),
        summary: "",
        stages: &[
            stage(
                0,
                "Suspicious file was executed",
                ("Execution", "T1204.002"),
                Endpoint,
                "medium",
                &[Device, User, File, Process],
            ),
            stage(
                4,
                "Malware was detected during execution",
                ("Malware", "T1204.002"),
                Antivirus,
                "medium",
                &[Device, File],
            ),
        ],
    },
    Story {
        title: "Credential theft on {device}",
        severity: "high",
        priority: (84, 93),
        weight: 3,
        end: End::Threat("credential-theft"),
        summary: "",
        stages: &[
            stage(
                0,
                "Suspicious access to the local security authority",
                ("CredentialAccess", "T1003.001"),
                Endpoint,
                "high",
                &[Device, User, Process],
            ),
            stage(
                8,
                "Suspected pass-the-ticket",
                ("CredentialAccess", "T1550.003"),
                Identity,
                "high",
                &[Device, User],
            ),
        ],
    },
    Story {
        title: "Beaconing from {device} to a command server",
        severity: "medium",
        priority: (62, 84),
        weight: 3,
        end: End::Threat("command-and-control"),
        summary: "",
        stages: &[
            stage(
                0,
                "Connection to an address of a command server",
                ("CommandAndControl", "T1071.001"),
                Endpoint,
                "medium",
                &[Device, Address, Process],
            ),
            stage(
                25,
                "A file was downloaded by a script",
                ("CommandAndControl", "T1105"),
                Endpoint,
                "medium",
                &[Device, File],
            ),
        ],
    },
    Story {
        title: "Exfiltration to an unsanctioned cloud service by {user}",
        severity: "medium",
        priority: (60, 82),
        weight: 2,
        end: End::Threat("data-exfiltration"),
        summary: "",
        stages: &[stage(
            0,
            "Unusual volume of external file sharing",
            ("Exfiltration", "T1567.002"),
            CloudApps,
            "medium",
            &[User, Device, Address],
        )],
    },
];
