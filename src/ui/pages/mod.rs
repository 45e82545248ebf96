//! The pages, one module each. A page that is not here is not in the navigation.

pub mod about;
pub mod advisor;
pub mod alerts;
pub mod assets;
pub mod demo;
pub mod experts;
pub mod home;
pub mod hunting;
pub mod import;
pub mod incident;
pub mod not_found;
pub mod notices;
pub mod playbooks;
pub mod queue;
pub mod report;
pub mod service;
pub mod settings;
pub mod setup;
pub mod storage;
pub mod style;
mod welcome;
