//! What a planned action is about: chosen from the evidence of the incident, or written by hand.

use super::super::evidence::kind_name;
use super::super::room::Room;
use super::form::Form;
use crate::domain::objects::{Object, blamed, called as domain_called, objects, sha1_of};
use crate::domain::response::ActionPlan;
use crate::domain::text::clip;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Choice, Field, Select};
use crate::view::prelude::*;

/// Longest name in the list, in characters.
const NAME_CHARS: usize = 60;
/// Longest word that stands for itself, in characters.
const WORD_CHARS: usize = 120;
/// So much of a hash tells two files of one name apart.
const VALUE_CHARS: usize = 20;
/// The word of the choice to write it by hand.
const BY_HAND: &str = "by-hand";

/// The fields, where the kind of action is about something.
pub(super) fn fields(form: Form, error: MaybeProp<String>) -> AnyView {
    let room = form.room;
    let by_hand = RwSignal::new(false);
    let offered = Memo::new(move |_| {
        let kind = form.kind.get();
        room.record.with(|record| {
            let record = record.here()?;
            let exhibits = room.exhibits.get()?;
            Some(objects(kind, record, &exhibits))
        })
    });
    let offered = move || offered.get().unwrap_or_default();
    let has_object = Memo::new(move |_| form.kind.get().has_object());
    let is_by_hand = Memo::new(move |_| {
        let written = form.object.with(|it| it.trim().to_owned());
        let offered = offered();
        let is_offered = offered.iter().any(|it| it.value == written);
        offered.is_empty() || by_hand.get() || (!written.is_empty() && !is_offered)
    });
    let choices = move || {
        let first = Choice::new("", t!("response.plan.object.choose"));
        let last = Choice::new(BY_HAND, t!("response.plan.object.by-hand"));
        let found = offered().into_iter().map(|it| Choice::new(it.value.clone(), words(&it)));
        std::iter::once(first).chain(found).chain([last]).collect::<Vec<_>>()
    };
    let value = move || if is_by_hand.get() { BY_HAND.to_owned() } else { form.object.get() };
    let choose = move |word: String| {
        by_hand.set(word == BY_HAND);
        form.object.set(if word == BY_HAND { String::new() } else { word });
    };
    let is_offered = Memo::new(move |_| has_object.get() && !offered().is_empty());
    let from_evidence = move || {
        is_offered.get().then(|| {
            let wrong = MaybeProp::derive(move || error.get().filter(|_| !is_by_hand.get()));
            view! {
                <Select
                    label=t!("response.plan.object.evidence")
                    choices=Signal::derive(choices)
                    value=Signal::derive(value)
                    error=wrong
                    on_change=choose
                />
            }
        })
    };
    let shows_field = Memo::new(move |_| has_object.get() && is_by_hand.get());
    let written = move || {
        shows_field.get().then(|| {
            view! {
                <Field
                    label=t!("response.plan.object")
                    help=t!("response.plan.object.help")
                    value=form.object
                    error
                    on_input=move |text| form.object.set(text)
                />
            }
        })
    };
    view! { {from_evidence} {written} }.into_any()
}

/// What people call the thing that an action is about: the name of the file or the subject of the message, where the evidence
/// has it under the word that is written.
pub(super) fn called(room: Room, word: &str) -> Option<String> {
    room.record.with(|record| {
        let exhibits = room.exhibits.get()?;
        Some(domain_called(word, record.here()?, &exhibits)?.name.clone())
    })
}

/// The SHA-1 of the file that an action is about, where it or the evidence has one.
pub(super) fn sha1(room: Room, word: &str) -> Option<String> {
    room.record.with(|record| sha1_of(word, record.here()?))
}

/// The plan once for each thing that it is about: what it names, or else whatever the alerts call malicious or suspicious.
pub(super) fn each(room: Room, plan: ActionPlan) -> Vec<ActionPlan> {
    if plan.object.is_some() || !plan.kind.has_object() {
        return vec![plan];
    }
    let found = room.record.with(|record| Some(blamed(plan.kind, record.here()?, &room.exhibits.get()?)));
    let found = found.unwrap_or_default().into_iter();
    found.map(|word| ActionPlan { object: Some(word), ..plan.clone() }).collect()
}

/// What people call it, with the beginning of the word: "invoice.exe (5f1d…)".
pub(super) fn about(room: Room, word: &str) -> String {
    let written = clip(word, WORD_CHARS);
    match called(room, word).filter(|name| name != word) {
        Some(name) => {
            let (name, value) = (clip(&name, NAME_CHARS), clip(word, VALUE_CHARS));
            t!("response.object.named", object = name.as_ref(), value = value.as_ref())
        }
        None => t!("response.object", object = written.as_ref()),
    }
}

/// A piece of evidence in a list: its name, its kind and its verdict, and the beginning of its number.
fn words(object: &Object) -> String {
    let name = clip(&object.name, NAME_CHARS);
    let (kind, verdict) = (kind_name(&object.kind), naming::verdict(&object.verdict));
    if object.value == object.name {
        return t!("response.plan.object.one", name = name.as_ref(), kind = kind, verdict = verdict);
    }
    let value = clip(&object.value, VALUE_CHARS);
    t!(
        "response.plan.object.numbered",
        name = name.as_ref(),
        kind = kind,
        verdict = verdict,
        value = value.as_ref()
    )
}
