//! What was typed in the wizard and the service's settings and is not on disk yet. It outlives the pages, so that
//! neither a change of step nor a disk that refuses loses input.

use crate::domain::command::Command;
use crate::domain::onboarding::Draft;
use crate::domain::refusal::Refusal;
use crate::domain::state::State;
use crate::formats::left_draft::{left_draft, read_left_draft};
use crate::platform::{dom, prefs, timer};
use crate::store::failure::SaveFailure;
use crate::ui::failures;
use crate::ui::pages::service::TypedTargets;
use crate::ui::parts::Tone;
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// How long typing must rest before the draft is kept: less than a person needs to look up and trust it.
const REST_MS: i32 = 400;

/// What the tab keeps while the page is loaded anew: the workspace and the wizard's draft that was not on disk.
const LEFT_BEHIND: &str = "draft";
/// The same of changes of the settings that were not saved.
const SETTINGS_LEFT_BEHIND: &str = "settings-draft";

/// Leaves a draft behind in the tab, at once; nothing where all is on disk.
fn leave_behind(portal: Portal, key: &str, draft: Option<&Draft>) {
    let text = portal.glance(|state| left_draft(&state.workspace.as_ref()?.0, draft?));
    prefs::set_of_tab(key, text.as_deref());
}

/// Takes up a draft that was left behind in this tab when the page was loaded anew, unless it says what is known.
fn left_behind(portal: Portal, key: &str, known: impl FnOnce(&State) -> Option<Draft>) -> Option<Draft> {
    let text = prefs::of_tab(key)?;
    prefs::set_of_tab(key, None);
    portal.glance(|state| {
        let draft = read_left_draft(&state.workspace.as_ref()?.0, &text)?;
        (known(state).as_ref() != Some(&draft)).then_some(draft)
    })
}

/// The handle; a copy is the same.
#[derive(Clone, Copy)]
pub struct Unsaved {
    /// The wizard's draft, while the journal does not have it.
    pub(super) wizard: RwSignal<Option<Draft>>,
    /// Changes of the settings that were not saved.
    pub settings: RwSignal<Option<Draft>>,
    /// Response targets that were typed and not saved.
    pub targets: RwSignal<Option<TypedTargets>>,
    /// The number of the last key press in the wizard.
    turn: StoredValue<u32>,
}

impl Unsaved {
    /// Gives the handle to all pages. Called once, above them.
    pub fn provide() {
        let unsaved = Self {
            wizard: RwSignal::new(None),
            settings: RwSignal::new(None),
            targets: RwSignal::new(None),
            turn: StoredValue::new(0),
        };
        provide_context(unsaved);
        // The draft of the wizard is on disk a moment after it was typed; changes of the settings are not until saved.
        // Whoever leaves all the same finds both in the tab again: the disk may need longer than the page has.
        let portal = Portal::get();
        unsaved.take_back(portal);
        dom::ask_before_leaving(move || {
            unsaved.wizard.with_untracked(|draft| leave_behind(portal, LEFT_BEHIND, draft.as_ref()));
            unsaved
                .settings
                .with_untracked(|draft| leave_behind(portal, SETTINGS_LEFT_BEHIND, draft.as_ref()));
            untrack(|| unsaved.is_any())
        });
    }

    /// Takes up what was left behind in this tab when the page was loaded anew.
    fn take_back(self, portal: Portal) {
        if let Some(draft) = left_behind(portal, LEFT_BEHIND, |state| state.onboarding.draft.clone()) {
            self.wizard.set(Some(draft));
            self.keep_soon(portal);
        }
        let known = |state: &State| Some(Draft::of(&state.settings));
        if let Some(draft) = left_behind(portal, SETTINGS_LEFT_BEHIND, known) {
            self.settings.set(Some(draft));
        }
    }

    /// Takes the handle out of the context.
    pub fn get() -> Self {
        expect_context::<Self>()
    }

    /// Whether something was typed that is not on disk.
    pub fn is_any(self) -> bool {
        self.wizard.with(Option::is_some)
            || self.settings.with(Option::is_some)
            || self.targets.with(Option::is_some)
    }

    /// Keeps the wizard's draft when typing has rested.
    pub(super) fn keep_soon(self, portal: Portal) {
        let turn = self.turn.get_value().wrapping_add(1);
        self.turn.set_value(turn);
        spawn_local(async move {
            timer::sleep(REST_MS).await;
            if self.turn.get_value() == turn {
                self.keep(portal).await;
            }
        });
    }

    /// Keeps the wizard's draft now.
    pub(super) fn keep_now(self, portal: Portal) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        spawn_local(self.keep(portal));
    }

    async fn keep(self, portal: Portal) {
        let Some(draft) = self.wizard.get_untracked() else { return };
        let command = Command::SaveOnboardingDraft { draft: Box::new(draft.clone()) };
        match portal.send(command).await {
            // The journal has it; so it does when nothing is left to do.
            Ok(()) | Err(SaveFailure::Refused(Refusal::NothingToDo)) => self.is_kept(&draft),
            Err(SaveFailure::Overtaken(Refusal::NothingToDo)) => self.is_kept(&draft),
            // What was typed stays, and goes with the next key press. That storage failed, a banner says.
            Err(failure) if failure.is_of_storage() => {}
            Err(failure) => portal.say(Tone::Error, failures::save_failure(&failure)),
        }
    }

    /// Forgets the draft, unless it was changed since it was sent.
    pub(super) fn is_kept(self, draft: &Draft) {
        if self.wizard.with_untracked(|typed| typed.as_ref() == Some(draft)) {
            self.wizard.set(None);
        }
    }
}
