//! What a command leads to: each file one part of the service, its rules as rows of given, when and then.

mod actions;
mod agreements;
mod approvals;
mod bounds;
mod contacts;
mod imports;
mod life_cycle;
mod onboarding;
mod playbooks;
mod precedence;
mod publishing;
mod readiness;
mod reconciled;
mod register;
mod remarks;
mod review;
mod runs;
mod scope;
mod settings;
mod settings_history;
mod steering;
mod transitions;
mod who_acts;
