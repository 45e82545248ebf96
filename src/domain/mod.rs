//! The service: its vocabulary, what may be asked, what happened, and every rule that says yes or no.
//!
//! Pure: no clock, no storage, no file formats, no browser. The time and new ids are arguments.
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

pub mod access;
pub mod action;
pub mod action_kind;
mod alert_words;
pub mod apply;
pub mod approvals;
pub mod break_glass;
pub mod brief;
pub mod business_review;
pub mod catalogue;
pub mod command;
pub mod contact_notes;
pub mod control_topics;
pub mod counting;
pub mod coverage;
pub mod decide;
pub mod difference;
pub mod directory;
pub mod estate;
pub mod event;
pub mod evidence;
pub mod experts;
pub mod fast_map;
pub mod forecast;
mod gate;
mod gather;
pub mod hours;
pub mod ids;
pub mod imports;
mod incident_command;
mod incident_event;
pub mod indicator;
pub mod investigation;
mod known_groups;
pub mod machine_action;
pub mod mapping;
pub mod mention;
pub mod objects;
pub mod on_call;
pub mod onboarding;
pub mod outlook;
pub mod owners;
pub mod pace;
pub mod people;
pub mod phase;
pub mod plan;
pub mod plan_change;
pub mod playbook;
pub mod playbook_versions;
pub mod playbook_words;
pub mod posture;
mod products;
pub mod proposal;
pub mod ranges;
pub mod readiness;
mod recommendation;
pub mod record;
pub mod refusal;
pub mod register;
pub mod response;
pub mod review;
pub mod scope;
mod score_outlook;
pub mod settings;
pub mod simulate;
pub mod snooze;
pub mod state;
pub mod steering;
mod steering_command;
pub mod task;
pub mod technique;
pub mod technique_tactics;
pub mod text;
pub mod time;
pub mod undo;
pub mod views;
pub mod vocabulary;
pub mod who_acts;
pub mod wizard;
pub mod work;
