//! The interface: pages, their parts and charts, and the words.

pub mod text;
