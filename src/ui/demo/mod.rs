//! The demonstration while it is open: the strip that marks it, and the player of its story.

mod fresh;
mod mail;
mod making;
mod places;
mod player;
mod said;
mod strip;

pub use fresh::make;
pub use mail::WelcomeMail;
pub use making::Making;
pub use player::{Pace, Player, title};

use super::portal::Portal;
use crate::view::prelude::*;

/// Puts the player into the context and answers the strip that stands above every page.
pub fn begin(portal: Portal) -> AnyView {
    let player = Player::provide(portal);
    view! { <strip::Strip player/> }.into_any()
}
