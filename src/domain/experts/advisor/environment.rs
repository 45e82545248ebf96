//! What protects the environment: the vendor's products by their licences, and what others sell; and who watches each part
//! of it.
//!
//! Source: service.md 1.13 (environment discovery of own and third-party products) and 1.1 (the service covers the products
//! of Defender XDR). What follows for the parts that no product of it protects is ours.

use super::super::super::coverage::{Depth, Prerequisites, Workload};
use super::super::super::ids::ProductId;
use super::super::super::time::Timestamp;
use serde::{Deserialize, Serialize};

/// At most so many products are named.
pub const PRODUCTS_MAX: usize = 200;

/// A part of the environment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Area {
    /// Computers and phones.
    #[default]
    Endpoints,
    /// Mail and collaboration.
    Mail,
    /// The directory on premises.
    Directory,
    /// Sign-ins to the cloud.
    SignIns,
    /// Applications in the cloud.
    CloudApps,
    /// Servers and services in clouds.
    CloudWorkloads,
    /// Networks and their edges.
    Network,
    /// Machines of plants and buildings.
    Industrial,
    /// Records of everything else.
    Records,
}

impl Area {
    /// All of them: first those that a product of the service protects.
    pub const ALL: [Self; 9] = [
        Self::Endpoints,
        Self::Mail,
        Self::Directory,
        Self::SignIns,
        Self::CloudApps,
        Self::CloudWorkloads,
        Self::Network,
        Self::Industrial,
        Self::Records,
    ];

    /// The word in documents and keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Endpoints => "endpoints",
            Self::Mail => "mail",
            Self::Directory => "directory",
            Self::SignIns => "signIns",
            Self::CloudApps => "cloudApps",
            Self::CloudWorkloads => "cloudWorkloads",
            Self::Network => "network",
            Self::Industrial => "industrial",
            Self::Records => "records",
        }
    }

    /// The product of the service that protects it; `None` where the service covers none.
    pub fn workload(self) -> Option<Workload> {
        match self {
            Self::Endpoints => Some(Workload::Endpoint),
            Self::Mail => Some(Workload::Office365),
            Self::Directory => Some(Workload::Identity),
            Self::SignIns => Some(Workload::EntraId),
            Self::CloudApps => Some(Workload::CloudApps),
            _ => None,
        }
    }
}

/// A product or service as it is described.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProductPlan {
    /// Its name.
    pub name: String,
    /// Who makes or runs it.
    #[serde(default)]
    pub maker: String,
    /// What it protects.
    pub area: Area,
    /// Whether its alerts reach Defender XDR, so that they enrich incidents.
    #[serde(default)]
    pub is_connected: bool,
    /// What else is to be known, such as who looks at it.
    #[serde(default)]
    pub note: String,
}

/// A product as the workspace has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Product {
    /// Its id.
    pub id: ProductId,
    /// What it is.
    pub plan: ProductPlan,
    /// Who said so, and when.
    pub changed: (String, Timestamp),
}

/// Who watches a part of the environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Watch {
    /// Nobody said which licences there are.
    Unknown,
    /// Nothing that anybody named.
    Nobody,
    /// A product of others whose alerts stay with it: the experts see nothing of it.
    Elsewhere,
    /// A product of others whose alerts enrich incidents; the experts do not act there.
    Enriching,
    /// The experts see it and guide; they do not act.
    Guidance,
    /// The experts see it and act.
    Experts,
}

impl Watch {
    /// The word in keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Nobody => "nobody",
            Self::Elsewhere => "elsewhere",
            Self::Enriching => "enriching",
            Self::Guidance => "guidance",
            Self::Experts => "experts",
        }
    }

    /// Whether attacks there may go unseen by the experts.
    pub fn is_gap(self) -> bool {
        matches!(self, Self::Nobody | Self::Elsewhere)
    }
}

/// A part of the environment and who watches it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'a> {
    /// Which.
    pub area: Area,
    /// How deep the service covers its own product there; `None` where it has none, or nobody said anything of licences.
    pub own: Option<Depth>,
    /// Products of others there.
    pub others: Vec<&'a Product>,
    /// Who watches it.
    pub watch: Watch,
}

/// All parts of the environment: the best of what protects each says who watches it.
pub fn parts<'a>(licences: Option<&Prerequisites>, products: &'a [Product]) -> Vec<Part<'a>> {
    let part = |area: Area| {
        let own = licences.zip(area.workload()).map(|(licences, workload)| licences.depth(workload).0);
        let others: Vec<_> = products.iter().filter(|it| it.plan.area == area).collect();
        let by_own = match own {
            Some(Depth::Full) => Watch::Experts,
            Some(Depth::GuidanceOnly) => Watch::Guidance,
            None if licences.is_none() && area.workload().is_some() => Watch::Unknown,
            Some(Depth::NotCovered) | None => Watch::Nobody,
        };
        let by_others = others.iter().map(|it| match it.plan.is_connected {
            true => Watch::Enriching,
            false => Watch::Elsewhere,
        });
        let watch = by_others.fold(by_own, Watch::max);
        Part { area, own, others, watch }
    };
    Area::ALL.into_iter().map(part).collect()
}
