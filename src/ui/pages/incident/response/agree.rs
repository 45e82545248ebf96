//! Putting an action off, giving it to somebody, and the request that carries it out.

use super::super::drafts::{draft_of, forget};
use super::super::room::Room;
use super::cards::Table;
use crate::domain::command::IncidentCommand;
use crate::domain::ids::ActionId;
use crate::domain::response::ActionPlan;
use crate::domain::snooze::{SPANS, usual_span};
use crate::domain::time::{DAY_MS, Timestamp};
use crate::formats::request::{Request, requests};
use crate::platform::{dom, intl};
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Choice, Dialog, Field, Glyph, NoteLine, Select, TextArea, Tone};
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// What a dialog agrees about an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Snooze,
    Delegate,
    /// Only shows: the call of the product's interface, to read before it is made.
    Request,
}

impl Agreement {
    pub(super) fn label(self) -> String {
        match self {
            Self::Snooze => t!("response.snooze"),
            Self::Delegate => t!("response.delegate"),
            Self::Request => t!("response.request"),
        }
    }

    /// A command that is as good as any, to ask whether it may be done at all.
    pub(super) fn probe(self, action: ActionId) -> Option<IncidentCommand> {
        match self {
            Self::Snooze => Some(IncidentCommand::SnoozeAction { action, until: Some(Timestamp::MAX) }),
            Self::Delegate => {
                let to = crate::platform::random::hex_id();
                Some(IncidentCommand::DelegateAction { action, to, note: String::new() })
            }
            Self::Request => None,
        }
    }
}

/// The dialogs; one at a time is open.
#[component]
pub(super) fn AgreeDialogs(
    /// Where it is agreed.
    table: Table,
) -> impl IntoView {
    let is_open = move |which: Agreement| {
        Signal::derive(move || table.agreeing.with(|it| it.as_ref().is_some_and(|(_, it)| *it == which)))
    };
    let close = Callback::new(move |()| table.agreeing.set(None));
    view! {
        {snooze_dialog(table, is_open(Agreement::Snooze), close)}
        {delegate_dialog(table, is_open(Agreement::Delegate), close)}
        {request_dialog(table, is_open(Agreement::Request), close)}
    }
    .into_any()
}

fn action_of(table: Table) -> Option<ActionId> {
    table.agreeing.with(|agreeing| agreeing.as_ref().map(|(action, _)| action.clone()))
}

/// What a text about the action in hand is kept under until it is sent.
fn field_of(table: Table, field: &'static str) -> impl Fn() -> Option<String> {
    move || action_of(table).map(|action| format!("{field}.{action}"))
}

/// Sends a command and closes the dialog when it is kept.
fn send(room: Room, act: IncidentCommand, said: String, is_busy: RwSignal<bool>, close: Callback<()>) {
    is_busy.set(true);
    room.send(act, said, move |outcome| {
        let _ = is_busy.try_set(false);
        if outcome.is_ok() {
            close.run(());
        }
    });
}

fn snooze_dialog(table: Table, open: Signal<bool>, close: Callback<()>) -> AnyView {
    let room = table.room;
    let span = RwSignal::new(String::new());
    let own_due = move || room.of(|it| it.clock).filter(|it| it.party == room.side()).map(|it| it.due);
    // Each action begins with a span that ends before the response is due.
    Effect::new(move |_| {
        if open.get() {
            span.set(untrack(|| usual_span(room.portal.now(), own_due())).to_owned());
        }
    });
    let is_busy = RwSignal::new(false);
    let until = move || {
        let length = span.with(|span| SPANS.iter().find(|(word, _)| word == span).map(|(_, length)| *length));
        room.portal.now().plus_millis(length.unwrap_or(DAY_MS))
    };
    let act =
        move || action_of(table).map(|action| IncidentCommand::SnoozeAction { action, until: Some(until()) });
    let why = MaybeProp::derive(move || room.portal.why_not_incident(&room.id(), act()?));
    let submit = move |()| {
        if let Some(act) = untrack(act).filter(|_| why.get_untracked().is_none()) {
            send(room, act, t!("response.snooze.done"), is_busy, close);
        }
    };
    let choices = || {
        vec![
            Choice::new("1h", t!("response.snooze.hour")),
            Choice::new("4h", t!("response.snooze.hours")),
            Choice::new("1d", t!("response.snooze.day")),
            Choice::new("3d", t!("response.snooze.days")),
            Choice::new("7d", t!("response.snooze.week")),
        ]
    };
    let help = MaybeProp::derive(move || Some(t!("response.snooze.until", until = intl::moment(until()))));
    // The clock of the side that looks goes on while the action sleeps.
    let late = move || {
        let due = own_due()?;
        (until() > due && room.portal.now() <= due).then(|| {
            let words = t!("response.snooze.late", due = intl::moment(due));
            view! { <NoteLine glyph=Glyph::Warning class="icon-warm">{words}</NoteLine> }
        })
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close.run(())/>
            <Button label=t!("response.snooze") kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    view! {
        <Dialog open on_close=close title=t!("response.snooze.title") text=t!("response.snooze.text") on_submit=submit buttons>
            <Select
                label=t!("response.snooze.span")
                choices=choices()
                value=span
                help
                on_change=move |word: String| span.set(word)
            />
            <div role="status">{late}</div>
        </Dialog>
    }
    .into_any()
}

fn delegate_dialog(table: Table, open: Signal<bool>, close: Callback<()>) -> AnyView {
    let room = table.room;
    let known = move || {
        action_of(table)
            .and_then(|id| room.of(|it| it.response.action(&id).and_then(|it| it.delegated.clone())))
    };
    let to = draft_of(room.portal, room.id(), field_of(table, "delegate.to"), move || {
        known().map(|it| it.to).unwrap_or_default()
    });
    let note = draft_of(room.portal, room.id(), field_of(table, "delegate.note"), move || {
        known().map(|it| it.note).unwrap_or_default()
    });
    let is_busy = RwSignal::new(false);
    let sent = Callback::new(move |()| {
        for field in ["delegate.to", "delegate.note"] {
            untrack(field_of(table, field))
                .into_iter()
                .for_each(|field| forget(room.portal, &room.id(), &field));
        }
        close.run(());
    });
    let act = move || {
        let action = action_of(table)?;
        Some(IncidentCommand::DelegateAction { action, to: to.get(), note: note.get() })
    };
    let why = MaybeProp::derive(move || room.portal.why_not_incident(&room.id(), act()?));
    let submit = move |()| {
        if let Some(act) = untrack(act).filter(|_| why.get_untracked().is_none()) {
            send(room, act, t!("response.delegate.done"), is_busy, sent);
        }
    };
    let contacts = move || {
        let names = room.portal.read(|state| {
            let contacts = state.settings.contacts.iter().map(|contact| contact.name.clone());
            contacts.take(200).collect::<Vec<_>>()
        });
        let none = Choice::new("", t!("response.delegate.none"));
        [none]
            .into_iter()
            .chain(names.into_iter().map(|name| Choice::new(name.clone(), name)))
            .collect::<Vec<_>>()
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close.run(())/>
            <Button label=t!("response.delegate") kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    view! {
        <Dialog open on_close=close title=t!("response.delegate.title") text=t!("response.delegate.text") on_submit=submit buttons>
            <Select
                label=t!("response.delegate.contact")
                choices=Signal::derive(contacts)
                value=to
                on_change=move |name: String| to.set(name)
            />
            <Field label=t!("response.delegate.to") value=to help=t!("response.delegate.to.help") on_input=move |now| to.set(now)/>
            <TextArea label=t!("response.note") optional=true value=note on_input=move |now| note.set(now)/>
        </Dialog>
    }
    .into_any()
}

/// The calls that carry the action out, to be read and copied. The page makes none of them itself.
fn request_dialog(table: Table, open: Signal<bool>, close: Callback<()>) -> AnyView {
    let room = table.room;
    let calls = move || {
        let plan =
            action_of(table).and_then(|id| room.of(|it| it.response.action(&id).map(|it| it.plan.clone())));
        let Some(plan) = plan else { return Vec::new() };
        let of = |plan: ActionPlan| {
            let sha1 = plan.object.as_deref().and_then(|word| super::object::sha1(room, word));
            requests(&plan, room.id().as_str(), sha1.as_deref())
        };
        super::object::each(room, plan).into_iter().flat_map(of).collect::<Vec<_>>()
    };
    let text = Memo::new(move |_| calls().iter().map(Request::text).collect::<Vec<_>>().join("\n\n"));
    let is_known = Memo::new(move |_| text.with(|text| !text.is_empty()));
    // Only a file has a call that may not be known: it takes the SHA-1.
    let shown = move || {
        if !is_known.get() {
            return view! { <p>{t!("response.request.no-sha1")}</p> }.into_any();
        }
        view! { <pre class="code response-request" tabindex="0">{text.get()}</pre> }.into_any()
    };
    let about = MaybeProp::derive(move || is_known.get().then(|| t!("response.request.text")));
    let copy = move |_| {
        let text = text.get_untracked();
        spawn_local(async move {
            if dom::copy(&text).await {
                room.portal.say(Tone::Good, t!("response.request.copied"));
            }
        });
    };
    let buttons = move || {
        let copy = is_known
            .get()
            .then(|| view! { <Button label=t!("response.request.copy") icon=Glyph::Copy on_press=copy/> });
        view! {
            {copy}
            <Button label=t!("common.close") kind=ButtonKind::Primary on_press=move |_| close.run(())/>
        }
    };
    view! {
        <Dialog open on_close=close title=t!("response.request") text=about buttons>
            {shown}
        </Dialog>
    }
    .into_any()
}
