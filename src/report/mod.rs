//! Figures with their definitions.
