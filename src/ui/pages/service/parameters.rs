//! The dialog with the parameters of the formula of protected assets.

use crate::domain::command::Command;
use crate::domain::refusal::{Problem, Refusal};
use crate::domain::settings::ReadinessParameters;
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::Field;
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::view::prelude::*;

/// The parameters as they are typed.
#[derive(Clone, Debug, Default, PartialEq)]
struct Typed {
    licensed: String,
    devices: String,
    identities: String,
    controllers: String,
    review: String,
}

/// A count that may be left blank.
fn count(typed: &str, field: &'static str) -> Result<Option<u32>, &'static str> {
    match typed.trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| field),
    }
}

impl Typed {
    fn of(parameters: &ReadinessParameters) -> Self {
        Self {
            licensed: parameters.licensed_devices.map(|count| count.to_string()).unwrap_or_default(),
            devices: parameters.device_target_percent.to_string(),
            identities: parameters.identity_target_percent.to_string(),
            controllers: parameters.controllers.map(|count| count.to_string()).unwrap_or_default(),
            review: parameters.review_days.to_string(),
        }
    }

    /// What was typed as numbers; a blank count is none.
    fn read(&self) -> Result<ReadinessParameters, &'static str> {
        Ok(ReadinessParameters {
            controllers: count(&self.controllers, CONTROLLERS)?,
            review_days: self.review.trim().parse().map_err(|_| REVIEW)?,
            licensed_devices: count(&self.licensed, LICENSED)?,
            device_target_percent: self.devices.trim().parse().map_err(|_| DEVICES)?,
            identity_target_percent: self.identities.trim().parse().map_err(|_| IDENTITIES)?,
        })
    }
}

const LICENSED: &str = "readiness.licensedDevices";
const DEVICES: &str = "readiness.deviceTargetPercent";
const CONTROLLERS: &str = "readiness.controllers";
const REVIEW: &str = "readiness.reviewDays";
const IDENTITIES: &str = "readiness.identityTargetPercent";

/// The dialog.
#[component]
pub(super) fn ParametersDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(None::<Typed>);
    let now = Memo::new(move |_| {
        typed.get().unwrap_or_else(|| portal.read(|state| Typed::of(&state.settings.readiness)))
    });
    let command = Signal::derive(move || {
        let parameters = now.with(Typed::read).ok()?;
        Some(Command::SetReadinessParameters { parameters })
    });
    let refusal = Memo::new(move |_| command.get().and_then(|command| portal.refusal(&command)));
    let on_close = move |_| {
        open.set(false);
        typed.set(None);
    };
    view! {
        <CommandDialog
            open
            on_close
            title=t!("service.parameters")
            text=t!("service.parameters.help")
            verb=t!("common.save")
            command
            missing=refusals::problem(Problem::OutOfRange)
            done=t!("service.parameters.done")
        >
            {number_field(LICENSED, t!("service.parameters.licensed"), now, refusal, move |text| {
                typed.set(Some(Typed { licensed: text, ..now.get_untracked() }));
            }, |typed| &typed.licensed)}
            {number_field(DEVICES, t!("service.parameters.devices"), now, refusal, move |text| {
                typed.set(Some(Typed { devices: text, ..now.get_untracked() }));
            }, |typed| &typed.devices)}
            {number_field(IDENTITIES, t!("service.parameters.identities"), now, refusal, move |text| {
                typed.set(Some(Typed { identities: text, ..now.get_untracked() }));
            }, |typed| &typed.identities)}
            {number_field(CONTROLLERS, t!("service.parameters.controllers"), now, refusal, move |text| {
                typed.set(Some(Typed { controllers: text, ..now.get_untracked() }));
            }, |typed| &typed.controllers)}
            {number_field(REVIEW, t!("service.parameters.review"), now, refusal, move |text| {
                typed.set(Some(Typed { review: text, ..now.get_untracked() }));
            }, |typed| &typed.review)}
        </CommandDialog>
    }
}

fn number_field(
    field: &'static str,
    label: String,
    now: Memo<Typed>,
    refusal: Memo<Option<Refusal>>,
    set: impl Fn(String) + Send + Sync + 'static,
    part: fn(&Typed) -> &String,
) -> AnyView {
    let problem = move || match now.with(Typed::read) {
        Err(wrong) if wrong == field => Some(refusals::out_of_range(field)),
        _ => refusal.with(|refusal| refusals::at_field(refusal.as_ref(), field)),
    };
    view! {
        <Field
            label
            value=Signal::derive(move || now.with(|now| part(now).clone()))
            on_input=Callback::new(set)
            error=Signal::derive(problem)
        />
    }
    .into_any()
}
