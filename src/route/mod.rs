//! Every page of the app as a value, and the URL fragment that brings it back.
//!
//! Fragments and not paths, so that the site works from any folder, any static server and from a file. For every route
//! `Route::parse(&route.to_string()) == route`.
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice
    )
)]

mod advisor;
mod alerts;
mod ask;
mod column_set;
mod columns;
mod filter_param;
mod query;
mod queue;
mod report;

pub use advisor::AdvisorPage;
pub use column_set::{Columns, ListColumn, WIDTH_PX};
pub use columns::{Column, ColumnSet, Shown};
pub use queue::{List, Queue};
pub use report::{Counted, MatrixLook, Report, ReportPage};

use crate::analytics::incident::moment_key::MomentKey;
use crate::domain::brief::AssetKind;
use crate::domain::ids::IncidentId;
use crate::domain::onboarding::WizardStep;
pub use alerts::{AlertColumn, AlertColumns, Alerts};
pub use ask::{Ask, Subject};
pub use filter_param::FilterParam;
use query::{Query, decode};
use std::fmt;

/// A page with everything that its link says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// `#/`
    Home,
    /// `#/incidents?f=severity:high&sort=-score&list=yourTurn`
    Incidents(Queue),
    /// `#/incidents/29?tab=response`, with the words of the queue from which it was opened.
    Incident {
        /// Which.
        id: IncidentId,
        /// Which part of it.
        tab: IncidentTab,
        /// The list to go back to and to step through.
        queue: Queue,
    },
    /// `#/reports/trends?f=…&period=30d`
    Reports(Report),
    /// `#/service/status`
    Service(ServicePage),
    /// `#/setup/permissions`
    Setup(WizardStep),
    /// `#/alerts?q=powershell&severity=high`
    Alerts(Alerts),
    /// `#/assets?kind=user`
    Assets(AssetKind),
    /// `#/assets/device/7c31`
    Asset {
        /// Of which kind.
        kind: AssetKind,
        /// Which.
        id: Box<str>,
    },
    /// `#/ask?question=7c31`
    Ask(Ask),
    /// `#/hunting`
    Hunting,
    /// `#/hunting/7c31`
    Hunt(Box<str>),
    /// `#/notifications`
    Notices,
    /// `#/check-ins`
    CheckIns,
    /// `#/advisor/feedback`
    Advisor(AdvisorPage),
    /// `#/playbooks`
    Playbooks,
    /// `#/playbooks/phishing`
    Playbook(Box<str>),
    /// `#/import`
    Import,
    /// `#/settings`
    Settings,
    /// `#/settings/storage`
    Storage,
    /// `#/demo`
    Demo,
    /// `#/style`
    Style,
    /// `#/about`
    About,
    /// Anything else, as it stood after the `#`.
    NotFound(Box<str>),
}

/// The parts of an incident's page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IncidentTab {
    /// What one comes for, where the address names none: what happened, or on a phone the response.
    #[default]
    Front,
    /// What happened: details, tactics and techniques.
    Story,
    /// The alerts.
    Alerts,
    /// The assets.
    Assets,
    /// The evidence.
    Evidence,
    /// The managed response.
    Response,
    /// Comments & History.
    History,
    /// Earlier incidents that are like it.
    Similar,
    /// Comments & History at the moment with this number in the journal.
    At(MomentKey),
}

impl IncidentTab {
    /// All of them in the order of the tabs.
    pub const ALL: [Self; 7] = [
        Self::Story,
        Self::Alerts,
        Self::Assets,
        Self::Evidence,
        Self::Response,
        Self::History,
        Self::Similar,
    ];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Front | Self::Story => "story",
            Self::Alerts => "alerts",
            Self::Assets => "assets",
            Self::Evidence => "evidence",
            Self::Response => "response",
            Self::History | Self::At(_) => "history",
            Self::Similar => "similar",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.as_str() == word)
    }
}

fn asset_kind(word: &str) -> Option<AssetKind> {
    AssetKind::ALL.into_iter().find(|kind| kind.as_str() == word)
}

/// The kind of asset that a person may mean who writes the address by hand.
fn asset_kind_meant(word: &str) -> Option<AssetKind> {
    asset_kind(word).or_else(|| match word.to_ascii_lowercase().as_str() {
        "device" | "devices" | "machine" | "machines" | "host" | "hosts" => Some(AssetKind::Device),
        "user" | "users" | "identity" | "identities" | "account" | "accounts" => Some(AssetKind::User),
        "mailbox" | "mailboxes" => Some(AssetKind::Mailbox),
        "app" | "apps" | "application" | "applications" | "cloudapp" | "cloudapps" => {
            Some(AssetKind::CloudApp)
        }
        _ => None,
    })
}

/// The pages of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServicePage {
    /// Readiness and phase.
    Status,
    /// What the experts may do.
    Permissions,
    /// On what they never act.
    Exclusions,
    /// Whom they reach.
    Contacts,
    /// How soon both sides mean to act.
    Targets,
    /// What monitoring teaches: normal activity, threats and risks, critical assets.
    Monitoring,
    /// Reviews of readiness.
    Reviews,
    /// Who acts, and when they ask first.
    Approvals,
    /// What was changed, and by whom; no tab of its own.
    History,
}

impl ServicePage {
    /// All of them in the order of the tabs.
    pub const ALL: [Self; 9] = [
        Self::Status,
        Self::Permissions,
        Self::Exclusions,
        Self::Contacts,
        Self::Targets,
        Self::Approvals,
        Self::Monitoring,
        Self::Reviews,
        Self::History,
    ];

    /// The word used in URLs.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Permissions => "permissions",
            Self::Exclusions => "exclusions",
            Self::Contacts => "contacts",
            Self::Targets => "targets",
            Self::Monitoring => "monitoring",
            Self::Reviews => "reviews",
            Self::Approvals => "approvals",
            Self::History => "history",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|page| page.as_str() == word)
    }
}

impl Route {
    /// Reads a fragment, with or without its `#`. A word of the query that is not known or cannot be read is left out.
    pub fn parse(fragment: &str) -> Self {
        Self::read(fragment).0
    }

    /// [`Route::parse`] with the words that were left out, such as `kind=gadget`.
    pub fn read(fragment: &str) -> (Self, Vec<String>) {
        let text = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = text.split_once('?').unwrap_or((text, ""));
        let query = Query::parse(query);
        match Self::page(path, &query) {
            Some(route) => (route, query.left()),
            // That page says by itself that the address leads nowhere.
            None => (Self::NotFound(text.into()), Vec::new()),
        }
    }

    fn page(path: &str, query: &Query) -> Option<Self> {
        let path = path.strip_prefix('/').unwrap_or(path);
        let segments: Vec<&str> = path.strip_suffix('/').unwrap_or(path).split('/').collect();
        Some(match segments.as_slice() {
            [""] => Self::Home,
            ["incidents"] => Self::Incidents(query.queue()),
            ["incidents", id] => Self::Incident {
                id: IncidentId::new(&decode(id))?,
                tab: {
                    let tab = query.read("tab", IncidentTab::parse).unwrap_or_default();
                    query.read("at", |at| at.parse().ok()).map_or(tab, IncidentTab::At)
                },
                queue: query.queue(),
            },
            ["reports"] => Self::Reports(Report::read(ReportPage::Overview, query)),
            ["reports", page] => Self::Reports(Report::read(ReportPage::parse(page)?, query)),
            ["service"] => Self::Service(ServicePage::Status),
            ["service", page] => Self::Service(ServicePage::parse(page)?),
            ["setup"] => Self::Setup(WizardStep::default()),
            ["setup", step] => Self::Setup(WizardStep::parse(step)?),
            ["alerts"] => Self::Alerts(Alerts::read(query)),
            ["assets"] => Self::Assets(query.read("kind", asset_kind_meant).unwrap_or(AssetKind::Device)),
            ["assets", kind, id] if !id.is_empty() => {
                Self::Asset { kind: asset_kind(kind)?, id: decode(id).into() }
            }
            ["ask"] => Self::Ask(Ask::read(query)),
            ["hunting"] => Self::Hunting,
            ["hunting", id] if !id.is_empty() => Self::Hunt(decode(id).into()),
            ["notifications"] => Self::Notices,
            ["check-ins"] => Self::CheckIns,
            ["advisor"] => Self::Advisor(AdvisorPage::Overview),
            ["advisor", page] => Self::Advisor(AdvisorPage::parse(page)?),
            ["playbooks"] => Self::Playbooks,
            ["playbooks", id] if !id.is_empty() => Self::Playbook(decode(id).into()),
            ["import"] => Self::Import,
            ["settings"] => Self::Settings,
            ["settings", "storage"] => Self::Storage,
            ["demo"] => Self::Demo,
            ["style"] => Self::Style,
            ["about"] => Self::About,
            _ => return None,
        })
    }
}

impl fmt::Display for Route {
    /// The fragment with its `#`, as an `href` takes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        match self {
            Self::Home => f.write_str("/"),
            Self::Incidents(queue) => write!(f, "/incidents{}", Query::of_queue(queue)),
            Self::Incident { id, tab, queue } => {
                let mut query = Query::default();
                if *tab != IncidentTab::default() {
                    query.push("tab", tab.as_str());
                }
                if let IncidentTab::At(at) = tab {
                    query.push("at", &at.to_string());
                }
                query.push_queue(queue);
                write!(f, "/incidents/{}{query}", query::encode(id.as_str()))
            }
            Self::Reports(report) if report.page == ReportPage::Overview => {
                write!(f, "/reports{}", report.query())
            }
            Self::Reports(report) => write!(f, "/reports/{}{}", report.page.as_str(), report.query()),
            Self::Service(page) => write!(f, "/service/{}", page.as_str()),
            Self::Setup(step) => write!(f, "/setup/{}", step.as_str()),
            Self::Alerts(alerts) => write!(f, "/alerts{}", alerts.query()),
            Self::Assets(kind) => {
                let mut query = Query::default();
                if *kind != AssetKind::Device {
                    query.push("kind", kind.as_str());
                }
                write!(f, "/assets{query}")
            }
            Self::Asset { kind, id } => write!(f, "/assets/{}/{}", kind.as_str(), query::encode(id)),
            Self::Ask(ask) => write!(f, "/ask{}", ask.query()),
            Self::Hunting => f.write_str("/hunting"),
            Self::Hunt(id) => write!(f, "/hunting/{}", query::encode(id)),
            Self::Notices => f.write_str("/notifications"),
            Self::CheckIns => f.write_str("/check-ins"),
            Self::Advisor(page) => write!(f, "/advisor/{}", page.as_str()),
            Self::Playbooks => f.write_str("/playbooks"),
            Self::Playbook(id) => write!(f, "/playbooks/{}", query::encode(id)),
            Self::Import => f.write_str("/import"),
            Self::Settings => f.write_str("/settings"),
            Self::Storage => f.write_str("/settings/storage"),
            Self::Demo => f.write_str("/demo"),
            Self::Style => f.write_str("/style"),
            Self::About => f.write_str("/about"),
            Self::NotFound(text) => f.write_str(text),
        }
    }
}
