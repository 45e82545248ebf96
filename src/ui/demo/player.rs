//! The player of the story: it takes one step of the script after the other on the open workspace, each at its own time
//! and in the name of whoever acts.

use super::Making;
use super::fresh::make;
use super::places::{place_of, seen_at};
use super::said::done;
use super::strip::{PREF_PRESENTER, was_presenter};
use crate::demo::autopilot;
use crate::demo::chapters::CHAPTERS;
use crate::demo::script::Demo;
use crate::domain::command::Command;
use crate::domain::ids::{CommandId, ImportId, IncidentId};
use crate::domain::people::Actor;
use crate::domain::state::State;
use crate::domain::time::{MINUTE_MS, Timestamp};
use crate::formats::script::{Deed, Step};
use crate::platform::demo::{self, Story};
use crate::platform::{clock, dom, prefs, random, timer};
use crate::route::Route;
use crate::store::failure::SaveFailure;
use crate::store::fill::import;
use crate::store::import::ImportKeeper;
use crate::store::session::Ask;
use crate::t;
use crate::ui::parts::Tone;
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// In this chapter time passes in leaps: it is set up at once and not played.
const LEAP: u8 = 7;
/// The autopilot stops after so many things at once; there is a button to go on.
const WORK_MAX: u32 = 120;

/// How long the player waits between two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// To talk over it.
    Slow,
    /// To read along.
    Usual,
    /// To get through.
    Quick,
}

impl Pace {
    /// All of them, the slowest first.
    pub const ALL: [Self; 3] = [Self::Slow, Self::Usual, Self::Quick];

    fn wait_ms(self) -> i32 {
        match self {
            Self::Slow => 3_500,
            Self::Usual => 1_400,
            Self::Quick => 30,
        }
    }
}

/// The handle of the player. A copy is the same.
#[derive(Clone, Copy)]
pub struct Player {
    portal: Portal,
    /// Whether it goes on by itself.
    pub playing: RwSignal<bool>,
    /// Whether a step is on its way.
    pub busy: RwSignal<bool>,
    /// The chapter at hand.
    pub chapter: RwSignal<u8>,
    /// What was done last, in words.
    pub said: RwSignal<String>,
    /// How quick it is.
    pub pace: RwSignal<Pace>,
    /// Whether everything is larger.
    pub presenter: RwSignal<bool>,
    script: StoredValue<Option<(Demo, Option<Step>)>, LocalStorage>,
    /// The page that it opened last.
    opened: StoredValue<Option<Route>>,
}

/// The title of a chapter.
pub fn title(chapter: u8) -> String {
    let titles = [
        t!("demo.chapter.1"),
        t!("demo.chapter.2"),
        t!("demo.chapter.3"),
        t!("demo.chapter.4"),
        t!("demo.chapter.5"),
        t!("demo.chapter.6"),
        t!("demo.chapter.7"),
        t!("demo.chapter.8"),
        t!("demo.chapter.9"),
        t!("demo.chapter.10"),
    ];
    titles.into_iter().nth(usize::from(chapter.max(1)) - 1).unwrap_or_default()
}

impl Player {
    /// Puts the player into the context, and lets it go on where it was told to before the page loaded anew.
    pub(super) fn provide(portal: Portal) -> Self {
        let now = clock::now();
        let story = Story::last();
        let chapter = story.map_or(1, |story| crate::demo::chapters::Times::new(story.end).chapter_at(now));
        let player = Self {
            portal,
            playing: RwSignal::new(false),
            busy: RwSignal::new(false),
            chapter: RwSignal::new(chapter),
            said: RwSignal::new(String::new()),
            pace: RwSignal::new(Pace::Usual),
            presenter: RwSignal::new(was_presenter()),
            script: StoredValue::new_local(None),
            opened: StoredValue::new(None),
        };
        provide_context(player);
        player.pause_elsewhere();
        dom::set_presenter(was_presenter());
        if prefs::get(PREF_PACE).as_deref() == Some("quick") {
            player.pace.set(Pace::Quick);
        }
        if demo::shall_play() {
            player.toggle();
        }
        player
    }

    /// Pauses when somebody goes to another page: the next step would take them away from what they want to look at.
    fn pause_elsewhere(self) {
        Effect::new(move |before: Option<Route>| {
            let now = self.portal.route.get();
            let has_moved = before.is_some_and(|before| before != now);
            let by_itself = self.opened.with_value(|opened| opened.as_ref() == Some(&now));
            if has_moved && !by_itself && self.playing.get_untracked() {
                self.playing.set(false);
                self.said.set(t!("demo.paused"));
            }
            now
        });
    }

    fn go(self, place: &Route) {
        self.opened.set_value(Some(place.clone()));
        self.portal.go(place);
    }

    /// The player, where the demonstration is open.
    pub fn find() -> Option<Self> {
        use_context::<Self>()
    }

    /// Plays, or pauses.
    pub fn toggle(self) {
        let starts = !self.playing.get_untracked();
        self.playing.set(starts);
        if starts && !self.busy.get_untracked() {
            spawn_local(async move {
                // The mail of the first chapter is read before anything happens.
                if self.chapter.get_untracked() == 1 {
                    timer::sleep(3 * self.pace.get_untracked().wait_ms()).await;
                }
                while self.playing.get_untracked() && self.take_step().await {
                    timer::sleep(self.pace.get_untracked().wait_ms()).await;
                }
                self.playing.set(false);
            });
        }
    }

    /// Takes one step.
    pub fn step(self) {
        if self.playing.get_untracked() || self.busy.get_untracked() {
            return;
        }
        spawn_local(async move {
            self.take_step().await;
        });
    }

    /// Chooses how quick it is.
    pub fn set_pace(self, pace: Pace) {
        prefs::set(PREF_PACE, if pace == Pace::Quick { "quick" } else { "" });
        self.pace.set(pace);
    }

    /// Makes everything larger, or as it was.
    pub fn set_presenter(self, is_on: bool) {
        prefs::set(PREF_PRESENTER, if is_on { "on" } else { "" });
        dom::set_presenter(is_on);
        self.presenter.set(is_on);
    }

    /// Moves the clock of the demonstration.
    pub fn move_clock(self, at: Timestamp) {
        demo::keep_clock(at);
        self.portal.tick();
    }

    /// Takes the next step of the script; `false` when there is none, or when the page loads anew.
    async fn take_step(self) -> bool {
        self.busy.set(true);
        let after = self.do_step().await;
        // Until the page loads anew nobody may take another step: it would make the next chapter a second time, into the
        // same place.
        if after != After::LoadsAnew {
            self.busy.set(false);
        }
        after == After::GoesOn
    }

    async fn do_step(self) -> After {
        let Some(story) = Story::last() else { return After::Ends };
        let Some(step) = self.next_step(story).await else {
            self.said.set(t!("demo.over-all"));
            self.move_clock(clock::wall().max(clock::now()));
            let subject = self.subject(CHAPTERS);
            self.go(&place_of(CHAPTERS, subject.as_deref()));
            return After::Ends;
        };
        let chapter = crate::demo::chapters::Times::new(story.end).chapter_at(step.at);
        if chapter == LEAP {
            self.chapter.set(LEAP);
            self.said.set(t!("demo.leap"));
            make(self.portal, story, LEAP + 1, self.playing.get_untracked(), Making::of(self.busy));
            return After::LoadsAnew;
        }
        if chapter != self.chapter.get_untracked() {
            self.chapter.set(chapter);
            let subject = self.subject(chapter);
            self.go(&place_of(chapter, subject.as_deref()));
        }
        // The clock may have been moved ahead of the story: it never goes back.
        let step = Step { at: step.at.max(clock::now()), ..step };
        self.move_clock(step.at);
        let (who, what) = (step.by.person.clone(), self.portal.glance(|state| done(&step.deed, state)));
        self.said.set(t!("demo.said", who = who, what = what));
        // The last chapter is about the review, whatever else the day brings.
        if let Some(place) = seen_at(&step.deed).filter(|place| chapter < CHAPTERS || !is_incident(place)) {
            self.show(&place);
        }
        // What the viewer did meanwhile may stand against a step: then it is left out.
        let is_lost = self.perform(step).await.is_err_and(|failure| failure.is_of_storage());
        if is_lost { After::Ends } else { After::GoesOn }
    }

    fn subject(self, chapter: u8) -> Option<String> {
        self.script.with_value(|script| script.as_ref()?.0.subject(chapter))
    }

    async fn next_step(self, story: Story) -> Option<Step> {
        let desk = self.portal.desk();
        if self.script.with_value(Option::is_none) {
            self.said.set(t!("demo.preparing"));
            let is_done = |id: &CommandId| desk.read(|session| session.state().commands.contains(id));
            let brought = demo::caught_up(story, is_done).await;
            self.script.set_value(Some(brought));
        }
        self.script.try_update_value(|script| {
            let (script, waiting) = script.as_mut()?;
            waiting.take().or_else(|| self.portal.glance(|state| script.next(state)))
        })?
    }

    /// Opens the page on which a step is seen, unless it is open. Of an incident any part may be.
    fn show(self, place: &Route) {
        let is_open = self.portal.route.with_untracked(|route| match (route, place) {
            (Route::Incident { id, .. }, Route::Incident { id: wanted, .. }) => id == wanted,
            _ => route == place,
        });
        if !is_open {
            self.go(place);
        }
    }

    async fn perform(self, step: Step) -> Result<(), SaveFailure> {
        let Step { id, at, by, deed } = step;
        match deed {
            Deed::Ask(command) => self.portal.send_again(Ask { id, by, at, command }).await,
            Deed::TakeFiles(files) => self.take_files(id, at, by, files).await,
        }
    }

    async fn take_files(
        self,
        id: CommandId,
        at: Timestamp,
        by: Actor,
        files: Vec<(String, String)>,
    ) -> Result<(), SaveFailure> {
        let Some((command, batches)) = self.portal.glance(|state| import(state, &id, &files)) else {
            return Ok(());
        };
        let Some(mark) = ImportId::new(id.as_str()) else { return Ok(()) };
        let desk = self.portal.desk();
        let keeper = ImportKeeper::begin(desk.backend(), &mark, clock::now()).await?;
        for batch in batches {
            keeper.keep(desk.backend(), batch, clock::now()).await?;
        }
        let sent = self.portal.send_again(Ask { id, by, at, command }).await;
        // What is left by a failure is cleared away at the next opening.
        let _ = keeper.end(desk.backend()).await;
        sent
    }

    /// Lets both sides work on everything that is open, by the playbooks and the rules, a few minutes a step.
    pub fn work_all(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        spawn_local(async move {
            let mut count = 0;
            // Found once: of a million incidents a few are open.
            let open = self.portal.glance(|state| open(state, clock::now()));
            while count < WORK_MAX {
                let now = clock::now();
                let next = self.portal.glance(|state| {
                    open.iter().find_map(|id| Some((autopilot::next(state, id.as_str(), now)?, id.clone())))
                });
                let Some((next, incident)) = next else { break };
                let Some(id) = CommandId::new(&random::hex_id()) else { break };
                let command = Command::Incident { incident, act: next.act };
                if self.portal.send_again(Ask { id, by: next.by, at: now, command }).await.is_err() {
                    break;
                }
                count += 1;
                self.move_clock(now.plus_millis(2 * MINUTE_MS));
            }
            self.busy.set(false);
            self.portal.say(Tone::Good, t!("demo.experts.done", n = count));
        });
    }
}

/// What comes after a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    GoesOn,
    Ends,
    LoadsAnew,
}

fn is_incident(place: &Route) -> bool {
    matches!(place, Route::Incident { .. })
}

/// The incidents on which somebody has something to do, of those that the experts work on.
fn open(state: &State, now: Timestamp) -> Vec<IncidentId> {
    let known = state.catalogue.rows().filter_map(|row| state.catalogue.get(row));
    let is_open = |id: &IncidentId| {
        let works = state.incident(id.as_str()).is_some_and(|found| state.settings.works(&found.severity()));
        works && autopilot::next(state, id.as_str(), now).is_some()
    };
    known.filter_map(|known| IncidentId::new(known.id())).filter(is_open).collect()
}

/// Preference: the pace chosen last.
const PREF_PACE: &str = "demo-pace";
