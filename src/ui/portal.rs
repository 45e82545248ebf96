//! What every page works with: the workspace to read, commands to send, where the person is and as what they look.
//!
//! The state lives once, at the desk and outside the signals. Signals carry small things: the revision that says when
//! to read again, the route, the perspective, whether work is saved.

use super::alert_shelf::AlertShelf;
use super::board::Board;
use super::parts::{Toast, Tone};
use super::{found, keeping, refusals};
use crate::analytics::calendar::Reader;
use crate::domain::catalogue::Row;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::decide::decide;
use crate::domain::ids::{CommandId, IncidentId};
use crate::domain::people::{Actor, Party, Role};
use crate::domain::readiness::Gate;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::domain::time::Timestamp;
use crate::platform::storage::Place;
use crate::platform::upkeep::Upkeep;
use crate::platform::yielding::Slices;
use crate::platform::{clock, location, prefs, random, timer};
use crate::route::{Queue, Route};
use crate::store::desk::{Desk, SaveStatus};
use crate::store::failure::SaveFailure;
use crate::store::session::{Ask, Session};
use crate::t;
use crate::view::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::collections::HashSet;

/// How often one looks whether the columns are built, before a command counts as done.
const FOLLOW_LOOK_MS: i32 = 10;

/// Preference: the perspective taken last.
const PREF_ROLE: &str = "role";
/// The same in the demonstration: whoever leaves it is who they were before.
const PREF_DEMO_ROLE: &str = "demo-role";
/// Preference: the person's name.
const PREF_PERSON: &str = "person";

/// The incidents that a list has at hand, asked for when they are needed: a selection may be all of them.
pub(super) type AtHand = Callback<(), Vec<IncidentId>>;

/// The handle that pages get from the context. A copy is the same portal.
#[derive(Clone, Copy)]
pub struct Portal {
    desk: StoredValue<Desk<Place>, LocalStorage>,
    board: StoredValue<Board, LocalStorage>,
    /// Whether the columns are being built anew.
    following: StoredValue<bool, LocalStorage>,
    /// Goes up whenever the state has changed.
    pub revision: RwSignal<u64>,
    /// Whether work is saved.
    pub save: RwSignal<SaveStatus>,
    /// Where the person is.
    pub route: RwSignal<Route>,
    /// The words of the address that nobody understood, until somebody has read so or goes elsewhere.
    pub misread: RwSignal<Vec<String>>,
    /// The perspective taken.
    pub role: RwSignal<Role>,
    /// The person's name.
    pub person: RwSignal<String>,
    /// The present moment and the zone; moves on every half minute.
    pub reader: RwSignal<Reader>,
    /// The row of the queue that was opened last, so that coming back finds it.
    pub queue_row: RwSignal<Option<Row>>,
    /// How far the queue was scrolled when it was left, in px of its list.
    pub queue_px: RwSignal<f64>,
    /// What was selected in a list of the queue when an incident was opened from it.
    pub queue_picked: RwSignal<Option<(Queue, HashSet<Row>)>>,
    /// The alerts of all incidents, as far as they were read.
    pub(super) alerts: AlertShelf,
    /// What the keys and the palette would act upon in the list that is open: its selection, else its current row.
    pub(super) at_hand: RwSignal<Option<AtHand>>,
    /// The incident whose page is to open the hand-over to incident response.
    pub handing_over: RwSignal<Option<IncidentId>>,
    /// The incident whose page is to open the export of its history.
    pub exporting: RwSignal<Option<IncidentId>>,
    /// The incident for which others are chosen to merge or link it with.
    pub joining: RwSignal<Option<super::join::Wanted>>,
    /// What was left out of the last change of many incidents, until somebody has read it.
    pub left: RwSignal<Option<super::bulk::Left>>,
    /// The origins that the policy of the site did not let through.
    pub blocked: RwSignal<Vec<String>>,
    /// What was said lately.
    pub toasts: RwSignal<Vec<Toast>>,
    /// Commands that the storage did not take, to be sent again or taken along.
    pub unsaved: RwSignal<Vec<Ask>>,
    /// Goes up whenever something about the storage has changed: the part of this tab, the endpoint.
    pub storage: RwSignal<u64>,
    upkeep: StoredValue<Upkeep, LocalStorage>,
}

impl Portal {
    /// The portal of an open desk.
    pub fn new(desk: Desk<Place>, upkeep: Upkeep, board: Board) -> Self {
        // In the demonstration nobody has the person's own name: it may be shown to a room.
        let is_demo = &*upkeep.place == crate::platform::demo::PLACE;
        let role = prefs::get(pref_role(is_demo)).and_then(|word| Role::parse(&word));
        let role = role.unwrap_or(Role::Administrator);
        let person = if is_demo { String::new() } else { prefs::get(PREF_PERSON).unwrap_or_default() };
        let (route, misread) = Route::read(&location::fragment());
        let portal = Self {
            revision: RwSignal::new(desk.read(|session| session.revision())),
            save: RwSignal::new(desk.status()),
            route: RwSignal::new(route),
            misread: RwSignal::new(misread),
            role: RwSignal::new(role),
            person: RwSignal::new(person),
            reader: RwSignal::new(clock::reader()),
            queue_row: RwSignal::new(None),
            queue_px: RwSignal::new(0.0),
            queue_picked: RwSignal::new(None),
            alerts: AlertShelf::default(),
            at_hand: RwSignal::new(None),
            handing_over: RwSignal::new(None),
            exporting: RwSignal::new(None),
            left: RwSignal::new(None),
            blocked: RwSignal::new(Vec::new()),
            joining: RwSignal::new(None),
            toasts: RwSignal::new(Vec::new()),
            unsaved: RwSignal::new(Vec::new()),
            storage: RwSignal::new(0),
            upkeep: StoredValue::new_local(upkeep.clone()),
            board: StoredValue::new_local(board),
            following: StoredValue::new_local(false),
            desk: StoredValue::new_local(desk.clone()),
        };
        upkeep.on_change(move || portal.storage.update(|count| *count += 1));
        desk.on_change(move |change| {
            portal.save.set(change.status.clone());
            if portal.revision.get_untracked() != change.revision {
                portal.follow();
            }
        });
        keeping::begin(portal);
        portal
    }

    /// Brings the columns up to date and tells the views: at once, or after some slices where an import or a setting
    /// changed all of them. Views see the old ones until then.
    fn follow(self) {
        if self.following.get_value() {
            return;
        }
        if self.with_board(Board::catch_up) != Some(false) {
            self.tell_revision();
            return;
        }
        self.following.set_value(true);
        spawn_local(async move {
            let slices = Slices::default();
            while self.with_board(Board::go_on) == Some(false) {
                slices.pause().await;
            }
            self.following.set_value(false);
            self.tell_revision();
        });
    }

    fn tell_revision(self) {
        self.revision.set(self.desk.with_value(|desk| desk.read(Session::revision)));
    }

    /// Changes the board beside the session; views do not hear of it.
    pub(super) fn with_board<R>(self, act: impl FnOnce(&mut Board, &Session) -> R) -> Option<R> {
        self.desk
            .with_value(|desk| desk.read(|session| self.board.try_update_value(|board| act(board, session))))
    }

    /// Takes the portal out of the context.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// The desk, for what needs more than the state: histories, records, imports.
    pub fn desk(self) -> Desk<Place> {
        self.desk.get_value()
    }

    /// Whether the demonstration is open.
    pub fn is_demo(self) -> bool {
        self.upkeep.with_value(|upkeep| &*upkeep.place == crate::platform::demo::PLACE)
    }

    /// What looks after the open workspace.
    pub fn upkeep(self) -> Upkeep {
        self.upkeep.get_value()
    }

    /// Reads the state, and again whenever it changes.
    pub fn read<R>(self, look: impl FnOnce(&State) -> R) -> R {
        self.revision.track();
        self.glance(look)
    }

    /// Reads the state once.
    pub fn glance<R>(self, look: impl FnOnce(&State) -> R) -> R {
        self.desk.with_value(|desk| desk.read(|session| look(session.state())))
    }

    /// Reads the columns, and again whenever the state changes.
    pub fn board<R>(self, look: impl FnOnce(&Board) -> R) -> R {
        self.revision.track();
        self.board.with_value(look)
    }

    /// Who acts: the person's name, or the name of the perspective where none was given.
    pub fn actor(self) -> Actor {
        let role = self.role.get();
        let name = self.person.get();
        let person = if name.trim().is_empty() { super::naming::role(role) } else { name.trim().to_owned() };
        Actor { person, role }
    }

    /// The side on which the person stands.
    pub fn party(self) -> Party {
        self.role.get().party()
    }

    /// The present moment, and again as it moves on.
    pub fn now(self) -> Timestamp {
        self.reader.with(|reader| reader.now)
    }

    /// How many incidents await the customer: an action, or a yes or no to what the experts ask. What was put off is not
    /// among them.
    pub fn awaiting(self) -> u32 {
        let now = self.now();
        self.board(|board| board.awaiting_count(now))
    }

    /// The gate as it is now.
    pub fn gate(self) -> Gate {
        let now = self.now();
        self.read(|state| state.gate(now))
    }

    /// What would stand against a command now, if anything.
    pub fn refusal(self, command: &Command) -> Option<Refusal> {
        let actor = self.actor();
        let now = self.reader.with_untracked(|reader| reader.now);
        self.read(|state| decide(state, command, &actor, now).err())
    }

    /// [`Portal::refusal`] in words, as the `disallowed` of a button takes it.
    pub fn why_not(self, command: &Command) -> Option<String> {
        self.refusal(command).map(|refusal| refusals::refusal(&refusal))
    }

    /// What would stand against doing something to an incident now, in words.
    pub fn why_not_incident(self, incident: &IncidentId, act: IncidentCommand) -> Option<String> {
        self.why_not(&Command::Incident { incident: incident.clone(), act })
    }

    /// Sends a command. The answer comes when it is on disk, or when it is clear that it will not be.
    ///
    /// # Errors
    /// Why it was refused or could not be kept.
    pub async fn send(self, command: Command) -> Result<(), SaveFailure> {
        let Some(id) = CommandId::new(&random::hex_id()) else {
            return Err(SaveFailure::Other(t!("failure.no-id")));
        };
        self.send_as(id, command).await
    }

    /// [`Portal::send`] under an id that the caller knows, so that the command can be found again and taken back.
    ///
    /// # Errors
    /// Why it was refused or could not be kept.
    pub async fn send_as(self, id: CommandId, command: Command) -> Result<(), SaveFailure> {
        let by = untrack(|| self.actor());
        // Apart, because few commands begin an investigation and all go through here.
        let command = Box::pin(found::with_found(self, command)).await;
        let ask = Ask { id, by, at: clock::now(), command };
        self.send_again(ask).await
    }

    /// Sends a command that may have been sent before; its id lets it act once. One that the storage does not take is
    /// kept in this tab.
    ///
    /// # Errors
    /// As for [`Portal::send`].
    pub async fn send_again(self, ask: Ask) -> Result<(), SaveFailure> {
        self.unsaved.update(|unsaved| unsaved.retain(|known| known.id != ask.id));
        let sent = self.desk.with_value(|desk| desk.send(ask.clone()));
        let outcome = sent.await;
        while self.following.get_value() {
            timer::sleep(FOLLOW_LOOK_MS).await;
        }
        if outcome.as_ref().is_err_and(SaveFailure::is_of_storage) {
            self.unsaved.update(|unsaved| unsaved.push(ask));
        }
        outcome
    }

    /// Sends a command, then calls `done`. A failure is said in a toast unless `done` returns that it dealt with it.
    pub fn act(self, command: Command, done: impl FnOnce(Result<(), SaveFailure>) + 'static) {
        spawn_local(async move {
            let outcome = self.send(command).await;
            if let Err(failure) = &outcome {
                self.say(Tone::Error, super::failures::save_failure(failure));
            }
            done(outcome);
        });
    }

    /// Does something to an incident and says in a toast what was done, with the way back where there is one.
    pub fn act_on(self, incident: IncidentId, act: IncidentCommand, said: String) {
        super::bulk::act(self, Command::Incident { incident, act }, said, |_| ());
    }

    /// Goes to a page.
    pub fn go(self, route: &Route) {
        self.go_to(&route.to_string());
    }

    /// Says something in passing.
    pub fn say(self, tone: Tone, text: String) {
        self.tell(Toast { id: 0, tone, text, second: None, reasons: Vec::new(), undo: None });
    }

    /// Tells a result, with its reasons and its undo. The number of the toast is given here.
    pub fn tell(self, toast: Toast) {
        // No number is given twice: a list that is empty for a moment would take the new toast for one it has drawn.
        thread_local!(static LAST: Cell<u64> = const { Cell::new(0) });
        let id = LAST.get() + 1;
        LAST.set(id);
        self.toasts.update(|list| Toast { id, ..toast }.told(list));
    }

    /// Takes a toast away.
    pub fn untell(self, id: u64) {
        self.toasts.update(|list| list.retain(|toast| toast.id != id));
    }

    /// Takes a perspective and keeps it for the next visit.
    pub fn look_as(self, role: Role) {
        // What was told to one reader, with their undo, is not told to the next; what went wrong is.
        self.toasts.update(|list| list.retain(|toast| toast.tone == Tone::Error));
        prefs::set(pref_role(self.is_demo()), role.as_str());
        self.role.set(role);
    }

    /// Takes a name and keeps it for the next visit.
    pub fn call_me(self, name: String) {
        if !self.is_demo() {
            prefs::set(PREF_PERSON, &name);
        }
        self.person.set(name);
    }

    /// Lets the present moment move on.
    pub fn tick(self) {
        self.reader.set(clock::reader());
    }
}

/// Where the perspective is kept.
fn pref_role(is_demo: bool) -> &'static str {
    if is_demo { PREF_DEMO_ROLE } else { PREF_ROLE }
}

/// A new identifier for an action, a comment, a contact or an import.
pub fn mint<I>(new: impl Fn(&str) -> Option<I>) -> Option<I> {
    new(&random::hex_id())
}
