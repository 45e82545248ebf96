//! The address of the page that is open, and its steps in the browser's history.
//!
//! The browser goes back some time after it was asked to. Until it has arrived the page is ahead of it: what is chosen or
//! taken back meanwhile holds at once, and its steps are written when the browser is there.

use super::portal::Portal;
use crate::platform::{location, timer};
use crate::route::Route;
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::cell::{Cell, RefCell};

/// So long after the last change the address follows: browsers refuse more than a few changes a second.
const ADDRESS_REST_MS: i32 = 250;
/// A browser that has not gone back by then does not go.
const BACK_PATIENCE_MS: i32 = 2_000;

/// What waits for the browser to arrive.
enum Waiting {
    /// Leave a step at this fragment.
    Step(String),
    /// Go back once more, to this page.
    Back(Route),
}

thread_local! {
    /// Goes up with every change of the address that waits to be written.
    static TURN: Cell<u64> = const { Cell::new(0) };
    /// The way back that the browser is on: its number, and where it leads.
    static WAY: RefCell<Option<(u64, Route)>> = const { RefCell::new(None) };
    static WAYS: Cell<u64> = const { Cell::new(0) };
    static WAITING: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
}

fn next_turn() -> u64 {
    TURN.set(TURN.get() + 1);
    TURN.get()
}

fn is_on_the_way() -> bool {
    WAY.with_borrow(Option::is_some)
}

/// Follows the browser's own steps, for as long as the application lives.
pub fn follow(portal: Portal) {
    location::on_arrival(move || {
        let is_there = WAY.with_borrow(|way| {
            let there = Route::parse(&location::fragment());
            way.as_ref().is_none_or(|(_, route)| *route == there)
        });
        if is_there {
            return portal.arrive();
        }
        // Somebody went elsewhere at the same moment, and that holds.
        WAY.take();
        WAITING.take();
    });
    location::on_change(move |fragment| {
        // Of a way on which the page is ahead, the end alone counts.
        if !is_on_the_way() {
            portal.stand_at(&fragment);
        }
    });
}

impl Portal {
    /// Goes to a page by its link. The page changes at once and not when the browser tells of it: a key that is pressed
    /// meanwhile belongs to the new page.
    pub fn go_to(self, href: &str) {
        location::go(href);
        if !is_on_the_way() {
            self.stand_at(href);
        }
    }

    /// Shows the page of an address, unless it is open already.
    fn stand_at(self, fragment: &str) {
        let (to, misread) = Route::read(fragment);
        let is_other = self.route.with_untracked(|now| *now != to);
        if is_other || !misread.is_empty() {
            self.misread.set(misread);
        }
        if is_other {
            self.route.set(to);
        }
    }

    /// Changes the address of the page that is open, such as its filter, without a step in the history.
    pub fn replace(self, route: Route) {
        next_turn();
        if !is_on_the_way() {
            location::replace(&route.to_string());
        }
        self.route.set(route);
    }

    /// Leaves a step in the history: Back comes to the page as it is now, whatever is replaced from here on.
    pub fn step(self) {
        next_turn();
        let now = self.route.get_untracked().to_string();
        if is_on_the_way() {
            return WAITING.with_borrow_mut(|waiting| waiting.push(Waiting::Step(now)));
        }
        leave_step(&now);
    }

    /// Goes back one step, to what is known to be there: the page need not wait for the browser.
    pub fn step_back(self, route: Route) {
        next_turn();
        self.route.set(route.clone());
        if is_on_the_way() {
            return WAITING.with_borrow_mut(|waiting| waiting.push(Waiting::Back(route)));
        }
        self.go_back(route);
    }

    fn go_back(self, to: Route) {
        let number = WAYS.get() + 1;
        WAYS.set(number);
        WAY.set(Some((number, to)));
        location::back();
        spawn_local(async move {
            timer::sleep(BACK_PATIENCE_MS).await;
            if WAY.with_borrow(|way| way.as_ref().is_some_and(|(at, _)| *at == number)) {
                self.arrive();
            }
        });
    }

    /// The browser is where it was sent: what was done meanwhile is written, up to the next way back.
    fn arrive(self) {
        if WAY.take().is_none() {
            return;
        }
        while let Some(next) =
            WAITING.with_borrow_mut(|waiting| (!waiting.is_empty()).then(|| waiting.remove(0)))
        {
            match next {
                Waiting::Step(fragment) => leave_step(&fragment),
                Waiting::Back(route) => return self.go_back(route),
            }
        }
        location::replace(&self.route.get_untracked().to_string());
    }

    /// Changes the address while something is dragged: the page follows at once, the address when the hand rests.
    pub fn replace_soon(self, route: Route) {
        let turn = next_turn();
        let address = route.to_string();
        self.route.set(route);
        spawn_local(async move {
            timer::sleep(ADDRESS_REST_MS).await;
            // Whoever went back in the meantime is elsewhere.
            let is_there = self.route.with_untracked(|route| route.to_string() == address);
            if TURN.get() == turn && is_there && !is_on_the_way() {
                location::replace(&address);
            }
        });
    }
}

/// Leaves a step at a fragment.
fn leave_step(fragment: &str) {
    // What was dragged may not have reached the address yet.
    location::replace(fragment);
    location::push(fragment);
}
