//! Changes of the settings: how many there are, what they change, and saving them when the person has seen it.

use super::difference;
use crate::domain::command::Command;
use crate::domain::difference::{Difference, differences};
use crate::domain::onboarding::WizardStep;
use crate::domain::refusal::Refusal;
use crate::domain::settings::Settings;
use crate::domain::wizard::is_unfinished;
use crate::t;
use crate::ui::pages::setup::{Form, Unsaved};
use crate::ui::parts::{Button, ButtonKind, Dialog, Tone};
use crate::ui::portal::Portal;
use crate::ui::sending::Sending;
use crate::ui::{naming, refusals};
use crate::view::prelude::*;

/// The settings as they are and as they would be.
fn before_and_after(portal: Portal, form: Form) -> (Settings, Settings) {
    let before = portal.read(|state| state.settings.clone());
    let after = form.draft.with(|draft| draft.applied_to(&before));
    (before, after)
}

/// The bar below a page of settings. It is there while something was changed, on whichever page.
#[component]
pub(super) fn SaveBar() -> impl IntoView {
    let portal = Portal::get();
    let form = Form::of_settings();
    let unsaved = Unsaved::get();
    let is_open = RwSignal::new(false);
    let changes = Memo::new(move |_| {
        let (before, after) = before_and_after(portal, form);
        differences(&before, &after)
    });
    // The page on which something is half typed.
    let half_typed = Memo::new(move |_| {
        form.draft.with(|draft| {
            let access = (!draft.access_entry.is_blank()).then_some(WizardStep::Permissions);
            access.or_else(|| WizardStep::ALL.into_iter().find(|step| is_unfinished(draft, *step)))
        })
    });
    let refusal = move || form.refusal.get().filter(|refusal| *refusal != Refusal::NothingToDo);
    let why = Memo::new(move |_| match half_typed.get() {
        Some(step) => Some(t!("service.change.half-typed-on", page = naming::wizard_step(step))),
        None => refusal().as_ref().map(refusals::refusal),
    });
    let discard = move |_| {
        unsaved.settings.set(None);
        portal.say(Tone::Info, t!("service.change.discarded"));
    };
    let bar = move || {
        let count = changes.with(Vec::len);
        let shown = count > 0 || half_typed.get().is_some();
        shown.then(|| {
            view! {
                <div class="footer-bar">
                    <p class="card-title" role="status">{t!("service.change.count", n = count)}</p>
                    <div class="footer-bar-end">
                        <Button label=t!("service.change.discard") on_press=discard/>
                        <Button
                            label=t!("service.change.review")
                            kind=ButtonKind::Primary
                            disallowed=why
                            on_press=move |_| is_open.set(true)
                        />
                    </div>
                </div>
            }
        })
    };
    view! {
        {bar}
        <DifferenceDialog form changes=changes.into() is_open/>
    }
}

/// What would change, line by line, and the button that saves it.
#[component]
fn DifferenceDialog(form: Form, changes: Signal<Vec<Difference>>, is_open: RwSignal<bool>) -> impl IntoView {
    let portal = form.portal;
    let unsaved = Unsaved::get();
    // What bounds the experts waits for a second administrator, where the settings say so.
    let waits = Memo::new(move |_| {
        let (before, after) = before_and_after(portal, form);
        before.second_approval && before.with_bounds_of(&after) != before
    });
    let sending = Sending::new(portal);
    let save = Callback::new(move |()| {
        let (_, after) = untrack(|| before_and_after(portal, form));
        let count = changes.with_untracked(Vec::len);
        let is_sent = waits.get_untracked();
        sending.send(vec![Command::ChangeSettings { settings: Box::new(after) }], move || {
            unsaved.settings.set(None);
            let said = if is_sent { t!("proposal.sent") } else { t!("service.change.saved", n = count) };
            portal.say(Tone::Good, said);
            let _ = is_open.try_set(false);
        });
    });
    let label = move || if waits.get() { t!("proposal.send") } else { t!("service.change.save") };
    let help = move || if waits.get() { t!("proposal.help") } else { t!("service.change.help") };
    view! {
        <Differences
            changes
            is_open
            on_save=save
            sending
            label=Signal::derive(label)
            help=Signal::derive(help)
        />
    }
}

/// The dialog that shows what would change before it is saved.
#[component]
pub(super) fn Differences(
    /// What would change.
    #[prop(into)]
    changes: Signal<Vec<Difference>>,
    /// Whether it is open.
    is_open: RwSignal<bool>,
    /// Saves.
    on_save: Callback<()>,
    /// How it is saved.
    sending: Sending,
    /// What the button says that saves.
    #[prop(into)]
    label: Signal<String>,
    /// What comes of it.
    #[prop(into)]
    help: Signal<String>,
) -> impl IntoView {
    Effect::new(move |_| {
        if is_open.get() {
            sending.begin();
        }
    });
    let buttons = move || {
        view! {
            <Button label=t!("service.change.back") on_press=move |_| is_open.set(false)/>
            <Button label kind=ButtonKind::Primary busy=sending.is_busy submit=true/>
        }
    };
    let rows = move || changes.get().iter().map(difference::words).map(difference::row).collect_view();
    view! {
        <Dialog
            open=is_open
            on_close=Callback::new(move |()| is_open.set(false))
            on_submit=on_save
            title=t!("service.change.question")
            text=help
            buttons
        >
            <div class="table-frame">
                <table class="table differences">
                    <thead>
                        <tr>
                            <th scope="col">{t!("service.change.what")}</th>
                            <th scope="col">{t!("service.change.before")}</th>
                            <th scope="col">{t!("service.change.after")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            {sending.said()}
        </Dialog>
    }
}
