//! The interface: pages, their parts and charts, and the words.

#![expect(unreachable_pub, reason = "the component macro repeats each public function inside a private one")]

mod alert_shelf;
pub mod app;
mod asset_glyph;
pub mod attack;
pub mod board;
pub mod bulk;
pub mod charts;
pub mod clock_face;
pub mod column_chooser;
pub mod command_dialog;
pub mod demo;
pub mod detectors;
pub mod entries;
pub mod extent;
pub mod facts;
pub mod failures;
mod filter_problem;
mod found;
pub mod help;
pub mod import_job;
pub mod incident_menu;
pub mod join;
mod keeping;
pub mod language;
pub mod leaving;
pub mod live;
pub mod markdown;
pub mod naming;
pub mod pages;
pub mod palette;
pub mod parts;
pub mod periods;
pub mod portal;
pub mod printed;
pub mod refusals;
pub mod saved_views;
pub mod sending;
pub mod shell;
pub mod shortcuts;
pub mod start;
pub mod state_words;
mod steps;
pub mod tags;
pub mod text;
pub mod values;
