//! A dialog whose answer is one command. What stands against the command is said at its button; the dialog closes once
//! the command is kept, so that nothing typed is lost where it could not be.

use crate::domain::command::Command;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Dialog, Tone};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The dialog. Its fields are its children.
#[component]
pub fn CommandDialog(
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// It is to be closed: with `true` because its command is kept, so that what was typed has served.
    #[prop(into)]
    on_close: Callback<bool>,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// A sentence below.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// What its button says.
    #[prop(into)]
    verb: Signal<String>,
    /// What the fields say is to be done; none while something is missing in them.
    #[prop(into)]
    command: Signal<Option<Command>>,
    /// What is missing while there is no command.
    #[prop(optional, into)]
    missing: MaybeProp<String>,
    /// What is said when the command is kept.
    #[prop(into)]
    done: String,
    /// The fields.
    children: ChildrenFn,
) -> impl IntoView {
    let portal = Portal::get();
    let why = Memo::new(move |_| match command.get() {
        Some(command) => portal.why_not(&command),
        None => missing.get(),
    });
    // A second Enter while the first answer is being kept asks for nothing new.
    let sending = RwSignal::new(false);
    let send = Callback::new(move |()| {
        let command = command.get_untracked().filter(|_| why.with_untracked(Option::is_none));
        let Some(command) = command.filter(|_| !sending.get_untracked()) else { return };
        sending.set(true);
        let done = done.clone();
        portal.act(command, move |outcome| {
            let _ = sending.try_set(false);
            if outcome.is_ok() {
                portal.say(Tone::Good, done);
                let _ = on_close.try_run(true);
            }
        });
    });
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| on_close.run(false)/>
            <Button label=verb kind=ButtonKind::Primary busy=sending disallowed=why submit=true/>
        }
    };
    view! {
        <Dialog
            open
            on_close=Callback::new(move |()| on_close.run(false))
            on_submit=send
            title
            text
            buttons
            children
        />
    }
}
