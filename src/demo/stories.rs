//! What happens to the company: kinds of incidents, each as the alerts that it raises one after the other.

mod everyday;

pub(super) use everyday::{BEACON, CREDENTIALS, EVERYDAY, MALWARE, PHISHING};

/// What an alert shows, in the order in which it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The device where it began.
    Device,
    /// The server that was reached from there.
    Server,
    User,
    Mailbox,
    Process,
    File,
    Address,
    Link,
    Mail,
    App,
}

/// One alert of a story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stage {
    /// Minutes after the incident began.
    pub(super) minute: i64,
    pub(super) title: &'static str,
    pub(super) category: &'static str,
    pub(super) technique: &'static str,
    pub(super) product: Product,
    pub(super) severity: &'static str,
    pub(super) shows: &'static [Shown],
}

/// The product that raises an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Product {
    Endpoint,
    Antivirus,
    Identity,
    CloudApps,
    Office,
    Entra,
}

impl Product {
    /// Service source and detection source, as Graph names them.
    pub(super) fn sources(self) -> (&'static str, &'static str) {
        match self {
            Self::Endpoint => ("microsoftDefenderForEndpoint", "microsoftDefenderForEndpoint"),
            Self::Antivirus => ("microsoftDefenderForEndpoint", "antivirus"),
            Self::Identity => ("microsoftDefenderForIdentity", "microsoftDefenderForIdentity"),
            Self::CloudApps => ("microsoftDefenderForCloudApps", "cloudAppSecurity"),
            Self::Office => ("microsoftDefenderForOffice365", "microsoftDefenderForOffice365"),
            Self::Entra => ("azureAdIdentityProtection", "azureAdIdentityProtection"),
        }
    }
}

/// How a story ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It settles itself at the source within minutes: the antivirus removed it.
    BySource(&'static str, &'static str),
    /// The experts find a threat and answer it by a playbook.
    Threat(&'static str),
    /// The experts find none.
    NoThreat(&'static str, &'static str),
}

/// A kind of incident.
#[derive(Clone, Copy, Debug)]
pub(super) struct Story {
    /// The title; `{user}` and `{device}` are filled in.
    pub(super) title: &'static str,
    pub(super) severity: &'static str,
    /// The priority score, from and to.
    pub(super) priority: (i64, i64),
    /// How often it happens, of the sum of all.
    pub(super) weight: u64,
    pub(super) end: End,
    /// What the experts write when they found no threat.
    pub(super) summary: &'static str,
    pub(super) stages: &'static [Stage],
}

impl Story {
    /// How many minutes after its beginning its last alert is raised.
    pub(super) fn minutes(&self) -> i64 {
        self.stages.iter().map(|stage| stage.minute).max().unwrap_or(0)
    }

    /// The longest part of its title that no name is put into.
    pub(super) fn title_part(&self) -> &'static str {
        let parts = self.title.split(['{', '}']).step_by(2);
        parts.max_by_key(|part| part.len()).unwrap_or_default()
    }

    /// Whether it has the targets of a high severity.
    pub(super) fn is_high(&self) -> bool {
        self.severity == "high"
    }
}

const fn stage(
    minute: i64,
    title: &'static str,
    (category, technique): (&'static str, &'static str),
    product: Product,
    severity: &'static str,
    shows: &'static [Shown],
) -> Stage {
    Stage { minute, title, category, technique, product, severity, shows }
}

use Product::{CloudApps, Endpoint, Entra, Identity, Office};
use Shown::{Address, Device, File, Link, Mail, Mailbox, Process, Server, User};

/// From a phishing mail to encrypted servers.
pub(super) static RANSOMWARE: Story = Story {
    title: "Multi-stage incident: phishing, credential theft and ransomware reaching a server",
    severity: "high",
    priority: (94, 99),
    weight: 1,
    end: End::Threat("ransomware"),
    summary: "",
    stages: &[
        stage(
            0,
            "A potentially malicious URL click was detected",
            ("InitialAccess", "T1566.002"),
            Office,
            "medium",
            &[Mail, Link, User, Mailbox],
        ),
        stage(
            4,
            "Suspicious PowerShell command line",
            ("Execution", "T1059.001"),
            Endpoint,
            "medium",
            &[Device, User, Process],
        ),
        stage(
            9,
            "Sensitive credential memory read",
            ("CredentialAccess", "T1003.001"),
            Endpoint,
            "high",
            &[Device, User, Process],
        ),
        stage(
            14,
            "Suspicious remote session",
            ("LateralMovement", "T1021.001"),
            Identity,
            "high",
            &[Device, Server, User],
        ),
        stage(
            18,
            "Ransomware behaviour detected in the file system",
            ("Ransomware", "T1486"),
            Endpoint,
            "high",
            &[Server, File, Process],
        ),
        stage(19, "File backups were deleted", ("Impact", "T1490"), Endpoint, "high", &[Server, Process]),
    ],
};

/// Somebody else reads and writes the mail of finance.
pub(super) const MAIL_FRAUD: Story = Story {
    title: "Business email compromise: mailbox of {user} used for payment fraud",
    severity: "high",
    priority: (86, 95),
    weight: 5,
    end: End::Threat("business-mail"),
    summary: "",
    stages: &[
        stage(
            0,
            "Unfamiliar sign-in properties",
            ("InitialAccess", "T1078.004"),
            Entra,
            "medium",
            &[User, Address],
        ),
        stage(
            6,
            "Suspicious inbox manipulation rule",
            ("DefenseEvasion", "T1564.008"),
            CloudApps,
            "medium",
            &[User, Mailbox, Address],
        ),
        stage(
            15,
            "Suspicious email sending patterns",
            ("Collection", "T1114.003"),
            Office,
            "high",
            &[Mailbox, Mail],
        ),
    ],
};

/// A part of the title of [`NOTIFICATION`].
pub(super) const NOTIFIED: &str = "Defender Experts:";

/// What the hunters found before any product raised an alert.
pub(super) static NOTIFICATION: Story = Story {
    title: "Defender Experts: scheduled task starts a loader on {device}",
    severity: "medium",
    priority: (71, 78),
    weight: 1,
    end: End::Threat("malware-device"),
    summary: "",
    stages: &[
        stage(
            0,
            "Scheduled task starts a script from the profile of a user",
            ("Persistence", "T1053.005"),
            Endpoint,
            "medium",
            &[Device, User, Process],
        ),
        stage(
            3,
            "A script fetches text from a server that was registered lately",
            ("CommandAndControl", "T1105"),
            Endpoint,
            "medium",
            &[Device, Process, Address],
        ),
    ],
};
