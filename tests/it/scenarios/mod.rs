//! What a command leads to: each file one part of the service, its rules as rows of given, when and then.

mod actions;
mod life_cycle;
mod publishing;
mod remarks;
