//! A draft under fields: what is kept, with what was typed since on top. The wizard and the pages of the service have
//! the same fields over different forms.

use super::unsaved::Unsaved;
use crate::domain::command::Command;
use crate::domain::onboarding::Draft;
use crate::domain::people::Role;
use crate::domain::refusal::Refusal;
use crate::platform::{dom, intl};
use crate::t;
use crate::ui::portal::Portal;
use crate::ui::{naming, refusals};
use crate::view::prelude::*;

/// A draft and how it is changed; a copy is the same.
#[derive(Clone, Copy)]
pub struct Form {
    /// The portal.
    pub portal: Portal,
    /// The draft as it is on the screen.
    pub draft: Memo<Draft>,
    /// Why nothing may be changed, in words.
    pub locked: Memo<Option<String>>,
    /// What stands against saving the draft as settings.
    pub refusal: Memo<Option<Refusal>>,
    /// Whether the problems of what is being typed are shown: after the first try to add it.
    pub is_tried: RwSignal<bool>,
    typed: RwSignal<Option<Draft>>,
    /// Where the wizard's draft waits for the disk; none where the person saves.
    keeper: Option<Unsaved>,
}

impl Form {
    /// The wizard's form: its draft is kept in the journal as it is typed.
    pub fn of_wizard() -> Self {
        let portal = Portal::get();
        let keeper = Unsaved::get();
        let kept = Memo::new(move |_| {
            portal.read(|state| state.onboarding.draft.clone().unwrap_or_else(|| Draft::of(&state.settings)))
        });
        let submitted = Memo::new(move |_| portal.read(|state| state.onboarding.submitted.is_some()));
        let locked = Memo::new(move |_| {
            role_lock(portal).or_else(|| submitted.get().then(|| t!("setup.submitted.locked")))
        });
        Self::over(portal, kept, keeper.wizard, locked, Some(keeper))
    }

    /// The form of the service's pages: its changes are saved when the person says so.
    pub fn of_settings() -> Self {
        let portal = Portal::get();
        let kept = Memo::new(move |_| portal.read(|state| Draft::of(&state.settings)));
        let is_new = Memo::new(move |_| portal.read(|state| state.onboarding.submitted.is_none()));
        let locked = Memo::new(move |_| {
            role_lock(portal).or_else(|| is_new.get().then(|| t!("service.change.not-yet")))
        });
        Self::over(portal, kept, Unsaved::get().settings, locked, None)
    }

    fn over(
        portal: Portal,
        kept: Memo<Draft>,
        typed: RwSignal<Option<Draft>>,
        locked: Memo<Option<String>>,
        keeper: Option<Unsaved>,
    ) -> Self {
        let draft = Memo::new(move |_| typed.get().unwrap_or_else(|| kept.get()));
        let refusal = Memo::new(move |_| draft.with(|draft| against_settings(portal, draft)));
        Self { portal, draft, locked, refusal, is_tried: RwSignal::new(false), typed, keeper }
    }

    /// The same draft for fields that show their problems apart from the others.
    pub fn apart(self) -> Self {
        Self { is_tried: RwSignal::new(false), ..self }
    }

    /// Changes the draft, unless it is locked.
    pub fn edit(self, change: impl FnOnce(&mut Draft)) {
        if self.locked.with_untracked(Option::is_none) {
            self.force(change);
        }
    }

    /// Changes the draft although the set-up was submitted: what is noted about the tenant, not what was chosen.
    pub fn force(self, change: impl FnOnce(&mut Draft)) {
        let mut draft = self.draft.get_untracked();
        change(&mut draft);
        // Business hours are the customer's: in the wizard those of the browser's zone, until others are chosen.
        if self.keeper.is_some()
            && self.locked.with_untracked(Option::is_none)
            && draft.business_hours.zone.name.is_empty()
        {
            draft.business_hours.zone = super::hours::reader_zone();
        }
        self.typed.set(Some(draft));
        if let Some(keeper) = self.keeper {
            keeper.keep_soon(self.portal);
        }
    }

    /// Keeps what was typed now.
    pub fn flush(self) {
        if let Some(keeper) = self.keeper
            && self.typed.with_untracked(Option::is_some)
        {
            keeper.keep_now(self.portal);
        }
    }

    /// Whether something was typed that is not kept.
    pub fn is_dirty(self) -> bool {
        self.typed.with(Option::is_some)
    }

    /// The problem at a field of the draft, in words.
    pub fn problem_at(self, field: &str) -> Option<String> {
        self.refusal.with(|refusal| refusals::at_field(refusal.as_ref(), field))
    }

    /// The first problem at any of these fields, in words.
    pub fn problem_among(self, fields: &[String]) -> Option<String> {
        fields.iter().find_map(|field| self.problem_at(field))
    }

    /// What would stand against saving another draft as settings.
    pub fn against(self, draft: &Draft) -> Option<Refusal> {
        against_settings(self.portal, draft)
    }
}

/// What stands against saving a draft as settings: the same fields are checked before and after the set-up.
fn against_settings(portal: Portal, draft: &Draft) -> Option<Refusal> {
    let settings = portal.read(|state| draft.applied_to(&state.settings));
    portal.refusal(&Command::ChangeSettings { settings: Box::new(settings) })
}

/// Why the perspective may not change the set-up, in short, if it may not.
pub fn role_lock(portal: Portal) -> Option<String> {
    needed_roles(portal).map(|roles| refusals::refusal(&Refusal::NeedsRole(roles)))
}

/// The same with the perspective that was taken, for a banner.
pub fn role_notice(portal: Portal) -> Option<String> {
    needed_roles(portal).map(|roles| {
        let names: Vec<String> = roles.into_iter().map(naming::role).collect();
        t!("setup.locked", role = naming::role(portal.role.get()), needed = intl::either(&names))
    })
}

/// The roles that may change the set-up, where the one taken may not.
fn needed_roles(portal: Portal) -> Option<Vec<Role>> {
    match portal.refusal(&Command::SaveOnboardingDraft { draft: Box::default() }) {
        Some(Refusal::NeedsRole(roles)) => Some(roles),
        _ => None,
    }
}

/// Puts the focus into the first field of what is being typed that does not fit, once it says so.
pub(super) fn go_to_wrong() {
    request_animation_frame(|| {
        dom::focus_first(".entry-form [aria-invalid=true]");
    });
}
