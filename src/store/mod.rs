//! Workspace documents over a place that keeps them.
