//! The tour: stops on the pages of a role, each with a card that stands beside what it explains and never covers it.

use super::stops::{Placed, Stop, TITLE, stops};
use super::{Help, keep_left};
use crate::analytics::beside::{Area, beside, in_corner};
use crate::domain::people::Role;
use crate::platform::{dom, elements};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;
use leptos::ev;

/// The size that a card would like, in px; on a phone it is as wide as the screen lets it.
const WIDTH_PX: f64 = 360.0;
/// The card, which takes the focus at every stop.
const CARD_ID: &str = "tour-card";
/// After so many frames in which nothing moved the page has come to rest, and the card takes the focus.
const REST_FRAMES: u32 = 3;
/// What a stop explains may be missing from a page; after so many frames the title of the page stands for it.
const MISSING_FRAMES: u32 = 60;
/// A card whose text was not measured yet.
const HEIGHT_PX: f64 = 200.0;

/// Where everything is at a moment.
#[derive(Clone, Copy, Default, PartialEq)]
struct Spot {
    target: Option<Area>,
    card: Area,
}

/// What the frames of a stop have seen.
#[derive(Clone, Copy, Default)]
struct Look {
    /// Which stop.
    at: Option<usize>,
    /// How many frames ago something moved last.
    frame: u32,
    /// What it explains is not on the page.
    is_missing: bool,
    /// The card took the focus, once for each stop: whoever goes on into the page keeps the focus there.
    is_settled: bool,
}

/// The tour over the page.
#[component]
pub(super) fn Tour(help: Help) -> impl IntoView {
    let portal = Portal::get();
    let walk =
        Walk { help, portal, role: RwSignal::new(Role::Administrator), stops: RwSignal::new(Vec::new()) };
    let spot = RwSignal::new(Spot::default());
    let at = move || {
        let at = help.stop.get()?;
        Some((at, walk.stops.with(|stops| stops.get(at).cloned())?))
    };
    // The role and the incidents are those of the beginning: whoever changes sides on the way, or does what a stop speaks
    // of, goes on with the same tour.
    Effect::new(move |before: Option<bool>| {
        let is_on = help.stop.with(|stop| stop.is_some());
        if is_on && before != Some(true) {
            let role = portal.role.get_untracked();
            walk.role.set(role);
            walk.stops.set(untrack(|| stops(role, portal)));
            follow(walk, spot, Look::default());
        }
        is_on
    });
    Effect::new(move |_| {
        let Some((at, placed)) = at() else { return };
        keep_left(walk.role.get_untracked().as_str(), Some(at));
        if portal.route.with_untracked(|now| *now != placed.route) {
            portal.go(&placed.route);
        }
    });
    let keys = window_event_listener(ev::keydown, move |event| walk.key(&event));
    on_cleanup(move || keys.remove());
    move || at().map(|(at, placed)| card(walk, at, placed.stop, spot))
}

/// Looks in every frame where the target is: pages arrive, grow and are scrolled while a card stands beside them.
fn follow(walk: Walk, spot: RwSignal<Spot>, before: Look) {
    request_animation_frame(move || {
        let at = walk.help.stop.try_get_untracked().flatten();
        let stop = at.and_then(|at| walk.stops.try_with_untracked(|all| Some(all.get(at)?.stop)).flatten());
        let Some(stop) = stop else { return };
        let is_same = before.at == at;
        let mut look = if is_same { before } else { Look { at, ..Look::default() } };
        let own = elements::area_of_first(stop.target);
        let target = if own.is_none() && look.is_missing { TITLE } else { stop.target };
        let found = own.or_else(|| elements::area_of_first(target));
        let now = Spot { target: found, card: place(stop, found.unwrap_or_default()) };
        let Some(last) = spot.try_get_untracked() else { return };
        if last != now {
            spot.set(now);
        }
        look.frame = if is_same && last == now { look.frame.saturating_add(1) } else { 0 };
        let rest = if found.is_some() { REST_FRAMES } else { MISSING_FRAMES };
        if look.frame >= rest {
            if found.is_none() && !look.is_missing {
                look.is_missing = true;
                look.frame = 0;
            } else if !look.is_settled {
                look.is_settled = true;
                elements::scroll_to_middle(target);
                dom::focus(CARD_ID);
            }
        }
        follow(walk, spot, look);
    });
}

/// Where the card of a stop stands when its target is there.
fn place(stop: Stop, target: Area) -> Area {
    let inside = elements::area_of_first(".tour-inside").map_or(HEIGHT_PX, |area| area.height_px);
    let wished = (WIDTH_PX, inside);
    let foot_px = elements::area_of_first(".tabbar").map_or(0.0, |bar| bar.height_px);
    let (width, height) = elements::screen();
    // The mark of the demonstration and its chapter are seen at every stop.
    let head_px = elements::area_of_first(".demo-strip").map_or(0.0, |strip| strip.top_px + strip.height_px);
    if stop.of_page {
        in_corner(target, wished, (width, height - foot_px), head_px)
    } else {
        beside(target, wished, (width, height), head_px)
    }
}

/// The ways on.
#[derive(Clone, Copy)]
struct Walk {
    help: Help,
    portal: Portal,
    role: RwSignal<Role>,
    stops: RwSignal<Vec<Placed>>,
}

impl Walk {
    fn go(self, step: i32) {
        let Some(at) = self.help.stop.get_untracked() else { return };
        let count = self.stops.with_untracked(Vec::len);
        match at.checked_add_signed(step as isize) {
            Some(next) if next < count => self.help.stop.set(Some(next)),
            Some(_) => {
                keep_left(self.role.get_untracked().as_str(), None);
                self.end();
                self.portal.say(Tone::Good, t!("tour.over"));
            }
            None => {}
        }
    }

    /// The card goes, and the focus to where the tour can be begun again.
    fn end(self) {
        self.help.stop.set(None);
        dom::focus("help");
    }

    fn leave(self) {
        self.end();
        self.portal.say(Tone::Info, t!("tour.left"));
    }

    fn key(self, event: &ev::KeyboardEvent) {
        let is_plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key() && !event.shift_key();
        if self.help.stop.with_untracked(|stop| stop.is_none()) || !is_plain || elements::is_taken(event) {
            return;
        }
        match event.key().as_str() {
            "ArrowRight" => self.go(1),
            "ArrowLeft" => self.go(-1),
            "Escape" => self.leave(),
            _ => return,
        }
        event.prevent_default();
    }
}

fn px(length: f64) -> String {
    format!("{length:.1}px")
}

/// The card of a stop, and the ring around what it explains.
fn card(walk: Walk, at: usize, stop: Stop, spot: RwSignal<Spot>) -> AnyView {
    let role = walk.role.get_untracked();
    let count = walk.stops.with_untracked(Vec::len);
    let is_last = at + 1 == count;
    let ring = move || {
        spot.get().target.map(|area| {
            view! {
                <div
                    class="tour-ring"
                    aria-hidden="true"
                    style:left=px(area.left_px)
                    style:top=px(area.top_px)
                    style:width=px(area.width_px)
                    style:height=px(area.height_px)
                ></div>
            }
        })
    };
    let next = if is_last { t!("tour.end") } else { t!("tour.next") };
    let back = (at > 0).then(|| view! { <Button label=t!("tour.back") on_press=move |_| walk.go(-1)/> });
    view! {
        {ring}
        <section
            class="tour-card"
            id=CARD_ID
            role="dialog"
            tabindex="-1"
            aria-label=t!("tour.label", role = naming::role(role))
            aria-describedby="tour-text"
            style:left=move || px(spot.get().card.left_px)
            style:top=move || px(spot.get().card.top_px)
            style:width=move || px(spot.get().card.width_px)
            style:max-height=move || px(spot.get().card.height_px)
        >
            <div class="tour-inside stack stack-8">
                <p class="caption third">{t!("tour.count", n = at + 1, of = count)}</p>
                <div class="stack stack-4" id="tour-text">
                    <h2 class="section">{text(&format!("tour.{}.title", stop.key), &[])}</h2>
                    <p>{text(&format!("tour.{}.text", stop.key), &[])}</p>
                </div>
                <div class="row">
                    <Button label=next kind=ButtonKind::Primary on_press=move |_| walk.go(1)/>
                    {back}
                    <Button label=t!("tour.leave") kind=ButtonKind::Subtle on_press=move |_| walk.leave()/>
                </div>
            </div>
        </section>
    }
    .into_any()
}
