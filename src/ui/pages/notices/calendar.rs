//! A check-in as a calendar file.

use super::deliver::record;
use super::wording::invitation;
use crate::domain::experts::check_in::CheckInEnd;
use crate::domain::experts::delivery::{Channel, Outcome};
use crate::domain::ids::CheckInId;
use crate::formats::ics::{Appointment, calendar};
use crate::platform::{clock, files, location};
use crate::route::Route;
use crate::t;
use crate::ui::parts::{Button, ButtonSize, Glyph};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The button that hands the file over.
pub(super) fn button(portal: Portal, id: CheckInId) -> AnyView {
    let press = move |_| take(portal, &id);
    view! { <Button label=t!("check-in.calendar") icon=Glyph::Calendar size=ButtonSize::S28 on_press=press/> }
        .into_any()
}

/// Hands the file over.
pub(crate) fn take(portal: Portal, id: &CheckInId) {
    let Some(known) = portal.glance(|state| state.experts.check_in(id).cloned()) else { return };
    let uid = format!("{id}@watchfloor");
    let link = location::address_of(&Route::CheckIns.to_string());
    let message = invitation(&known.plan, link.clone());
    let agenda = format!("{}\n\n{}", known.plan.agenda, message.proof());
    let text = calendar(&Appointment {
        uid: &uid,
        sequence: known.version,
        cancelled: matches!(known.ended, Some((CheckInEnd::Cancelled(_), ..))),
        title: &known.plan.title,
        text: agenda.trim(),
        link: &link,
        starts: known.plan.starts,
        minutes: u32::from(known.plan.minutes),
        stamp: clock::now(),
    });
    files::download("check-in.ics", "text/calendar;charset=utf-8", &text);
    let key = format!("calendar {id} {}", known.version);
    record(portal, &key, Channel::Calendar, &t!("notices.channel.calendar"), &message, Outcome::Handed);
}
