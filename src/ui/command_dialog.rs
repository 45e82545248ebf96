//! A dialog whose answer is one command. What stands against the command is said at its button; the dialog closes once
//! the command is kept, and says itself why it could not be, so that nothing typed is lost.

use super::sending::Sending;
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
    /// 360 px for one question, else 480.
    #[prop(optional)]
    narrow: bool,
    /// What its button says.
    #[prop(into)]
    verb: Signal<String>,
    /// What the way back says, where "Cancel" could be taken for the answer.
    #[prop(optional, into)]
    back: MaybeProp<String>,
    /// What the fields say is to be done; none while something is missing in them.
    #[prop(into)]
    command: Signal<Option<Command>>,
    /// What is missing while there is no command.
    #[prop(optional, into)]
    missing: MaybeProp<String>,
    /// What is said when the command is kept; nothing where the page shows it.
    #[prop(optional, into)]
    done: MaybeProp<String>,
    /// The fields.
    children: ChildrenFn,
) -> impl IntoView {
    let portal = Portal::get();
    let why = Memo::new(move |_| match command.get() {
        Some(command) => portal.why_not(&command),
        None => missing.get(),
    });
    let sending = Sending::new(portal);
    Effect::new(move |_| {
        if open.get() {
            sending.begin();
        }
    });
    let send = Callback::new(move |()| {
        let command = command.get_untracked().filter(|_| why.with_untracked(Option::is_none));
        let Some(command) = command else { return };
        let done = done.get_untracked();
        sending.send(vec![command], move || {
            if let Some(done) = done {
                portal.say(Tone::Good, done);
            }
            let _ = on_close.try_run(true);
        });
    });
    let buttons = move || {
        view! {
            <Button label=Signal::derive(move || back.get().unwrap_or_else(|| t!("common.cancel"))) on_press=move |_| on_close.run(false)/>
            <Button label=verb kind=ButtonKind::Primary busy=sending.is_busy disallowed=why submit=true/>
        }
    };
    view! {
        <Dialog
            open
            on_close=Callback::new(move |()| on_close.run(false))
            on_submit=send
            title
            text
            narrow
            buttons
        >
            {children()}
            {sending.said()}
        </Dialog>
    }
    .into_any()
}
