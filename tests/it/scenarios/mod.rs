//! What a command leads to: each file one part of the service, its rules as rows of given, when and then.

mod actions;
mod agreements;
mod approvals;
mod bounds;
mod bulk;
mod clocks;
mod contacts;
mod imports;
mod life_cycle;
mod merging;
mod onboarding;
mod playbooks;
mod precedence;
mod publishing;
mod readiness;
mod register;
mod remarks;
mod runs;
mod scope;
mod settings;
mod settings_history;
mod steering;
mod transitions;
mod views;
mod who_acts;
