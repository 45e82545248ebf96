//! What leaves the workspace: Graph incidents, ATT&CK Navigator layers, STIX bundles and OCSF findings.
//!
//! Pure: values in, text out. The rules that a reader on the other side holds us to are written as checks beside each
//! writer, so that a test can hold our output to them and a wrong file can fail.

pub mod graph;
pub mod navigator;
mod navigator_rules;
pub mod ocsf;
pub mod stix;
mod stix_rules;
