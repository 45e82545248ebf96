//! Makes the demonstration anew, as it is at the beginning of a chapter, and opens it.

use super::Making;
use super::places::place_of;
use crate::analytics::calendar::Reader;
use crate::analytics::columns::Columns;
use crate::analytics::filter::Filter;
use crate::analytics::period::Period;
use crate::demo::chapters::CHAPTERS;
use crate::demo::script::{Demo, Figures};
use crate::platform::demo::{self, PLACE, Story};
use crate::platform::{location, prefs};
use crate::report::book::Source;
use crate::report::review;
use crate::route::Route;
use crate::t;
use crate::ui::parts::Tone;
use crate::ui::portal::Portal;
use crate::ui::text::say;
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;

thread_local! {
    /// Whether a demonstration is being made.
    static IS_MAKING: Cell<bool> = const { Cell::new(false) };
}

/// The figures that a review is signed with, as its page counts them.
fn figures(portal: Portal) -> Figures {
    let reader = portal.reader.get_untracked();
    Box::new(move |state, review, at| {
        let reader = Reader { now: at, ..reader.clone() };
        let columns = Columns::build(state);
        let book = say(|say| {
            let source = Source {
                state,
                columns: &columns,
                facts: None,
                filter: &Filter::default(),
                period: Period::parse(&review.period).unwrap_or(Period::REPORT),
                reader: &reader,
                say,
            };
            review::figures(&source, Demo::company_name())
        });
        book.frozen()
    })
}

/// Makes the demonstration anew as it is at the beginning of a chapter and opens it; the page loads anew.
pub fn make(portal: Portal, story: Story, chapter: u8, is_playing: bool, making: Making) {
    // One at a time, whichever button began it: they would fill the same place.
    if IS_MAKING.replace(true) {
        return;
    }
    making.begin();
    spawn_local(async move {
        if portal.is_demo() {
            portal.upkeep().tabs.tell_deleted();
            portal.desk().close();
        }
        match demo::set_up(story, chapter, figures(portal), move |percent| making.reached(percent)).await {
            Ok(Some(made)) => {
                demo::play_after_load(is_playing);
                let place = || place_of(chapter, made.subject.as_deref());
                open_page(if chapter > CHAPTERS { Route::Home } else { place() });
            }
            // The demonstration that was open is gone: what opens is the workspace beside it.
            Ok(None) if portal.is_demo() => {
                location::replace(&Route::Home.to_string());
                location::reload();
            }
            Ok(None) => {
                IS_MAKING.set(false);
                making.busy.set(false);
                portal.say(Tone::Info, t!("demo.stopped"));
            }
            Err(failure) => {
                IS_MAKING.set(false);
                making.busy.set(false);
                let why = crate::ui::failures::save_failure(&failure);
                portal.say(Tone::Error, t!("demo.failed", why = why));
            }
        }
    });
}

fn open_page(route: Route) {
    prefs::set_of_tab(crate::ui::start::TAB_PLACE, Some(PLACE));
    location::replace(&route.to_string());
    location::reload();
}
