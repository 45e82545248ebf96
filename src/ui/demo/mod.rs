//! The demonstration while it is open: the strip that marks it, and the player of its story.

mod player;
mod strip;

pub use player::{Pace, Player, make, title};
pub use strip::Strip;
