//! The step to the next phase: the advisor takes it, with a note if there is something to say.

use crate::domain::command::Command;
use crate::domain::phase::Phase;
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::{Button, ButtonKind, TextArea};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// What the step is called at its places.
struct Words {
    verb: String,
    question: String,
    help: String,
    done: String,
}

fn words(phase: Phase) -> Words {
    if phase == Phase::Monitoring {
        Words {
            verb: t!("service.full.start"),
            question: t!("service.full.question"),
            help: t!("service.full.help"),
            done: t!("service.full.done"),
        }
    } else {
        Words {
            verb: t!("service.monitoring.start"),
            question: t!("service.monitoring.question"),
            help: t!("service.monitoring.help"),
            done: t!("service.monitoring.done"),
        }
    }
}

/// The command that ends a phase.
fn command(phase: Phase, note: &str) -> Command {
    let note = note.trim().to_owned();
    if phase == Phase::Monitoring {
        Command::StartFullResponse { note }
    } else {
        Command::StartMonitoring { note }
    }
}

/// The button and its dialog.
#[component]
pub(super) fn PhaseStep(
    /// The phase that is to end.
    phase: Phase,
) -> impl IntoView {
    let portal = Portal::get();
    let open = RwSignal::new(false);
    let note = RwSignal::new(String::new());
    let Words { verb, question, help, done } = words(phase);
    let wanted = move || note.with(|note| command(phase, note));
    let why = Memo::new(move |_| portal.why_not(&wanted()));
    view! {
        <Button label=verb.clone() kind=ButtonKind::Primary disallowed=why on_press=move |_| open.set(true)/>
        <CommandDialog
            open
            on_close=move |_| open.set(false)
            title=question
            text=help
            verb
            command=Signal::derive(move || Some(wanted()))
            done
        >
            <TextArea
                label=t!("service.note")
                value=note
                on_input=Callback::new(move |text| note.set(text))
                help=t!("service.note.help")
            />
        </CommandDialog>
    }
}
