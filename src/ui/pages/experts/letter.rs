//! A letter of the experts: more context needed, or a finding outside any incident. It leaves as a mail, and the answer
//! comes in the same conversation (service.md 1.4, e-mail by an expert).

use super::draft::{self, Draft};
use super::fields::{AboutField, TellField, WordsFields, said};
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::inquiry::LetterKind;
use crate::domain::experts::threads::Thread;
use crate::platform::random;
use crate::route::{Ask, Route};
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Choice, Select, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// The form.
#[component]
pub(super) fn LetterForm(draft: RwSignal<Draft>) -> impl IntoView {
    let portal = Portal::get();
    let busy = RwSignal::new(false);
    let command = move || Command::Experts {
        act: Act::Write {
            id: random::inquiry_id(),
            kind: draft.with(|it| it.letter),
            question: Box::new(draft.with(Draft::question)),
            message: random::comment_id(),
        },
    };
    let refusal = Memo::new(move |_| portal.refusal(&command()));
    let why =
        Memo::new(move |_| refusal.with(|it| it.as_ref().map(|it| said(it, t!("ask.letter.incomplete")))));
    let send = move |_| {
        let command = untrack(command);
        let Command::Experts { act: Act::Write { id, .. } } = &command else { return };
        if busy.get_untracked() {
            return;
        }
        let id = id.clone();
        busy.set(true);
        portal.act(command, move |outcome| {
            let _ = busy.try_set(false);
            if outcome.is_ok() {
                draft::sent(draft);
                portal.say(Tone::Good, t!("ask.letter.sent"));
                portal.go(&Route::Ask(Ask::of(Thread::Inquiry(id))));
            }
        });
    };
    let kinds = || {
        let choice =
            |it: &LetterKind| Choice::new(it.as_str(), text(&format!("ask.letter.{}", it.as_str()), &[]));
        LetterKind::ALL.iter().map(choice).collect::<Vec<_>>()
    };
    let choose = move |word: String| {
        let chosen = LetterKind::ALL.into_iter().find(|it| it.as_str() == word);
        draft.update(|it| it.letter = chosen.unwrap_or_default());
    };
    view! {
        <section class="card" id="new-letter" aria-labelledby="ask-letter">
            <div class="card-head"><h2 class="section" id="ask-letter">{t!("ask.letter.new")}</h2></div>
            <div class="card-body stack stack-8">
                <Select
                    label=t!("ask.letter.kind")
                    choices=Signal::derive(kinds)
                    value=Signal::derive(move || draft.with(|it| it.letter.as_str().to_owned()))
                    on_change=choose
                />
                <AboutField draft/>
                <WordsFields draft label=t!("ask.letter.text") rows=6/>
                <TellField draft help=t!("ask.letter.tell.help") refusal/>
                <div class="row">
                    <span class="data second">{t!("ask.letter.free")}</span>
                    <span class="push">
                        <Button label=t!("ask.letter.send") kind=ButtonKind::Primary busy disallowed=why on_press=send/>
                    </span>
                </div>
            </div>
        </section>
    }
    .into_any()
}
