//! The parts that pages are built from. Each is typed, knows nothing of the session, and gets its words as text.

mod button;
mod icon;
mod id;

pub use button::{Button, ButtonKind, ButtonLink, ButtonSize, IconButton, tipped};
pub use icon::{Glyph, Icon};
pub use id::fresh_id;
