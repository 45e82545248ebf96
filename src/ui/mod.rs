//! The interface: pages, their parts and charts, and the words.

#![expect(unreachable_pub, reason = "the component macro repeats each public function inside a private one")]

pub mod naming;
pub mod parts;
pub mod refusals;
pub mod text;
