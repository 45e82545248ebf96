//! The demonstration in this browser: a place of its own, made anew for each chapter, with a clock of its own.

use super::storage::{self, Place};
use super::yielding::Slices;
use super::{clock, prefs, random, timer};
use crate::demo::chapters::CHAPTERS;
use crate::demo::script::{Demo, Figures, Size};
use crate::domain::ids::{CommandId, WorkspaceId};
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::formats::script::Step;
use crate::store::failure::SaveFailure;
use crate::store::fill::fill;
use crate::store::known::KnownWorkspace;
use crate::store::memory::Memory;
use crate::store::open::Founding;
use std::cell::Cell;
use std::rc::Rc;

/// The key of its place: there is one demonstration in a browser, and nothing else has this key.
pub const PLACE: &str = "demo";
/// Preference: which story, and where its clock stands.
const PREF_STORY: &str = "demo-story";
const PREF_AHEAD: &str = "demo-ahead";
/// What this tab keeps: that the story goes on by itself after the page has loaded anew.
const TAB_PLAYING: &str = "demo-playing";

/// The browser's measurement of how long the script took to be made: without taking it in, keeping it, and counting the
/// figures of signed reviews.
const GENERATED: &str = "demo-generated";

/// Which story is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Story {
    /// The seed of its chance.
    pub seed: u64,
    /// How large the company is.
    pub size: Size,
    /// When it ends.
    pub end: Timestamp,
}

impl Story {
    /// A story that ends now.
    pub fn ending_now(size: Size) -> Self {
        Self { seed: 1, size, end: clock::wall() }
    }

    /// The story that was opened last.
    pub fn last() -> Option<Self> {
        let text = prefs::get(PREF_STORY)?;
        let mut words = text.split(' ');
        let seed = words.next()?.parse().ok()?;
        let size = Size::parse(words.next()?)?;
        Some(Self { seed, size, end: Timestamp::from_millis(words.next()?.parse().ok()?) })
    }

    fn keep(&self) {
        prefs::set(PREF_STORY, &format!("{} {} {}", self.seed, self.size.as_str(), self.end.as_millis()));
    }

    /// Its script from the first step on.
    pub fn script(&self) -> Demo {
        Demo::new(self.seed, self.size, self.end)
    }
}

fn founding(script: &Demo) -> Result<Founding, SaveFailure> {
    let other = || SaveFailure::Other("no id could be made".to_owned());
    Ok(Founding {
        workspace: WorkspaceId::new(&format!("demo-{}", random::hex_id())).ok_or_else(other)?,
        name: Demo::company_name().to_owned(),
        command: CommandId::new("demo-founding").ok_or_else(other)?,
        by: Demo::founder(),
        at: script.times().start(1),
    })
}

/// Makes the demonstration anew as it is when a chapter begins; the number after the last chapter is the end of the story.
/// No other page may have it open. `goes_on` hears how much of it is made, in percent, and says whether to go on; `None`
/// where it said no, and nothing is kept.
///
/// # Errors
/// What the place says; there must be storage, since the page loads anew afterwards.
pub async fn set_up(
    story: Story,
    chapter: u8,
    figures: Figures,
    goes_on: impl Fn(u8) -> bool,
) -> Result<Option<Made>, SaveFailure> {
    storage::delete_workspace(PLACE).await?;
    let (place, in_memory) = Place::open(PLACE).await?;
    if let Some(error) = in_memory {
        return Err(error.into());
    }
    let made_ms = Rc::new(Cell::new(0.0));
    let add_since = |began_ms: f64| made_ms.set(made_ms.get() + timer::elapsed_ms() - began_ms);
    let began_ms = timer::elapsed_ms();
    let mut script = story.script();
    add_since(began_ms);
    let counted_ms = Rc::clone(&made_ms);
    script.sign_with(Box::new(move |state, review, at| {
        let began_ms = timer::elapsed_ms();
        let made = figures(state, review, at);
        counted_ms.set(counted_ms.get() - timer::elapsed_ms() + began_ms);
        made
    }));
    let subject = script.subject(chapter);
    let founding = founding(&script)?;
    let is_whole = chapter > CHAPTERS;
    let until = script.times().start(chapter);
    let id = founding.workspace.clone();
    let slices = Slices::default();
    let part = Part::of(&script, story.size, chapter);
    let is_stopped = Cell::new(false);
    let next = |state: &State| {
        if !goes_on(part.percent(&script, state)) {
            is_stopped.set(true);
            return None;
        }
        let began_ms = timer::elapsed_ms();
        let step = if is_whole || script.next_at()? < until { script.next(state) } else { None };
        add_since(began_ms);
        step
    };
    fill(&place, founding, next, &async || slices.pause().await).await?;
    timer::note_took(GENERATED, made_ms.get());
    drop(place);
    if is_stopped.get() {
        storage::delete_workspace(PLACE).await?;
        return Ok(None);
    }
    let mut known = KnownWorkspace::new(id, Demo::company_name().to_owned(), clock::wall());
    known.place = Some(PLACE.to_owned());
    known.is_demo = true;
    storage::note_workspace(&known).await?;
    story.keep();
    let at = if is_whole { clock::wall() } else { until };
    keep_clock(at);
    Ok(Some(Made { subject }))
}

/// A demonstration that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What the chapter is about ([`Demo::subject`]).
    pub subject: Option<String>,
}

/// How much of a demonstration is made: half of it are the incidents, half is the time that passes.
struct Part {
    begin: Timestamp,
    until: Timestamp,
    incidents: u64,
}

impl Part {
    fn of(script: &Demo, size: Size, chapter: u8) -> Self {
        let times = script.times();
        let is_whole = chapter > CHAPTERS;
        Self {
            begin: times.start(1),
            until: if is_whole { times.end } else { times.start(chapter) },
            // Before the last chapters there are few or none.
            incidents: if chapter > LEAP { size.incidents().max(1) } else { 0 },
        }
    }

    fn percent(&self, script: &Demo, state: &State) -> u8 {
        let passed = script.next_at().map_or(0, |at| at.millis_since(self.begin)).max(0);
        let time = (passed * 100).checked_div(self.until.millis_since(self.begin)).unwrap_or(0).clamp(0, 100);
        let known = state.catalogue.len() as u64;
        let known = known.saturating_mul(100).checked_div(self.incidents).map(|part| part.min(100));
        let time = u64::try_from(time).unwrap_or(0);
        u8::try_from(known.map_or(time, |known| u64::midpoint(time, known))).unwrap_or(100)
    }
}

/// Before this chapter the company has few incidents.
const LEAP: u8 = 7;

/// Brings a script to where the open workspace stands, without a trace, and answers it with its next step.
pub async fn caught_up(story: Story, is_done: impl Fn(&CommandId) -> bool) -> (Demo, Option<Step>) {
    let mut script = story.script();
    let mut waiting = None;
    if let Ok(founding) = founding(&script) {
        let slices = Slices::default();
        let next = |state: &State| {
            let step = script.next(state)?;
            if is_done(&step.id) {
                return Some(step);
            }
            waiting = Some(step);
            None
        };
        // In memory nothing can fail but what cannot be helped; then the story begins anew.
        let _ = fill(&Memory::new(), founding, next, &async || slices.pause().await).await;
    }
    (script, waiting)
}

/// Moves the clock of the demonstration and remembers where it stands.
pub fn keep_clock(at: Timestamp) {
    clock::move_to(at);
    prefs::set(PREF_AHEAD, &clock::ahead_ms().to_string());
}

/// Sets the clock as it stood when the demonstration was open last.
pub fn restore_clock() {
    let ahead = prefs::get(PREF_AHEAD).and_then(|text| text.parse().ok()).unwrap_or(0);
    clock::move_to(clock::wall().plus_millis(ahead));
}

/// Says whether the story goes on by itself when the page has loaded anew.
pub fn play_after_load(is_playing: bool) {
    prefs::set_of_tab(TAB_PLAYING, is_playing.then_some("1"));
}

/// Whether it shall go on by itself. Answers once.
pub fn shall_play() -> bool {
    let shall = prefs::of_tab(TAB_PLAYING).is_some();
    prefs::set_of_tab(TAB_PLAYING, None);
    shall
}
