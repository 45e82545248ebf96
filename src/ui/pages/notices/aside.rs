//! The dialog that says why messages need not leave: one, or all that are like it.

use super::deliver::{dispatch, receiver};
use super::outbox::name;
use super::wording::message;
use crate::analytics::notices::{Notice, Standing};
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::delivery::Outcome;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Choice, Dialog, Select, TextArea, Toast, Tone};
use crate::ui::portal::Portal;
use crate::ui::sending::Sending;
use crate::view::prelude::*;

/// Which messages are meant beside the one that was chosen.
const REACHES: [&str; 4] = ["this", "subject", "kind", "all"];
/// So many are set aside at once.
const AT_ONCE_MAX: usize = 1_000;

/// The dialog, open while a message is asked about.
#[component]
pub(super) fn SetAside(all: Memo<Vec<Notice>>, asked: RwSignal<Option<Notice>>) -> impl IntoView {
    let portal = Portal::get();
    let (reason, reach) = (RwSignal::new(String::new()), RwSignal::new(REACHES[0].to_owned()));
    let sending = Sending::new(portal);
    Effect::new(move |_| {
        if asked.with(Option::is_some) {
            reason.set(String::new());
            reach.set(REACHES[0].to_owned());
            sending.begin();
        }
    });
    let meant = Memo::new(move |_| meant(&all.get(), asked.get().as_ref(), &reach.get()));
    let choices = move || {
        let (all, notice) = (all.get(), asked.get());
        let count = |word: &str| self::meant(&all, notice.as_ref(), word).len();
        let choice = |word: &&str| {
            let n = count(word);
            let label = match *word {
                "this" => t!("aside.this"),
                "subject" => t!("aside.subject", n = n),
                "kind" => t!(
                    "aside.kind",
                    n = n,
                    kind = notice.as_ref().map(|it| name(it.trigger)).unwrap_or_default()
                ),
                _ if is_lapsed(notice.as_ref()) => t!("aside.lapsed", n = n),
                _ => t!("aside.all", n = n),
            };
            (n > 1 || *word == "this").then(|| Choice::new(*word, label))
        };
        REACHES.iter().filter_map(choice).collect::<Vec<_>>()
    };
    let why = Memo::new(move |_| reason.with(|it| it.trim().is_empty()).then(|| t!("aside.reason.missing")));
    let send = Callback::new(move |()| {
        if why.get_untracked().is_some() {
            return;
        }
        let meant = meant.get_untracked();
        let keys: Vec<String> = meant.iter().map(|it| it.key.clone()).collect();
        let line = |it: &Notice| {
            let words = untrack(|| message(portal, it));
            dispatch(&it.key, it.channel, &receiver(it), &words, Outcome::Handed)
        };
        let dispatches = meant.iter().take(AT_ONCE_MAX).map(line).collect();
        let act = Act::SetAside { dispatches, reason: reason.get_untracked() };
        sending.send(vec![Command::Experts { act }], move || {
            asked.set(None);
            tell(portal, keys);
        });
    });
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| asked.set(None)/>
            <Button label=t!("notices.not-needed.do") kind=ButtonKind::Primary busy=sending.is_busy disallowed=why submit=true/>
        }
    };
    view! {
        <Dialog
            open=Signal::derive(move || asked.with(Option::is_some))
            on_close=Callback::new(move |()| asked.set(None))
            on_submit=send
            title=t!("aside.title")
            text=t!("aside.help")
            buttons
        >
            <Select
                label=t!("aside.reach")
                choices=Signal::derive(choices)
                value=reach
                on_change=move |word| reach.set(word)
            />
            <TextArea label=t!("aside.reason") rows=2 value=reason on_input=move |text| reason.set(text)/>
            {sending.said()}
        </Dialog>
    }
    .into_any()
}

/// Whether the message that was chosen was not sent in time.
fn is_lapsed(notice: Option<&Notice>) -> bool {
    notice.is_some_and(|it| it.standing == Standing::Lapsed)
}

/// The messages that are meant: those that wait to leave now, or those that nobody sent in time, with the one that was
/// chosen among them.
fn meant(all: &[Notice], asked: Option<&Notice>, reach: &str) -> Vec<Notice> {
    let Some(asked) = asked else { return Vec::new() };
    let lapsed = is_lapsed(Some(asked));
    let fits = |it: &&Notice| {
        let waits = match it.standing {
            Standing::Due | Standing::Failed(..) => !lapsed,
            Standing::Lapsed => lapsed,
            _ => false,
        };
        waits
            && match reach {
                "subject" => it.subject == asked.subject,
                "kind" => it.trigger == asked.trigger,
                "all" => true,
                _ => it.key == asked.key,
            }
    };
    all.iter().filter(fits).cloned().collect()
}

/// Says that it is done, with the way back.
fn tell(portal: Portal, keys: Vec<String>) {
    let n = keys.len();
    let undo = Callback::new(move |()| {
        let notices = keys.clone();
        portal.act(Command::Experts { act: Act::PutBack { notices } }, |_| ());
    });
    portal.tell(Toast {
        id: 0,
        tone: Tone::Good,
        text: t!("aside.done", n = n),
        second: None,
        reasons: Vec::new(),
        undo: Some(undo),
    });
}
