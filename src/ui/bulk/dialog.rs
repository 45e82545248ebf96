//! The dialog: one question for all, for how many it will be done, and why not for the others.

use super::fields::{self, Fields};
use super::{Bulk, Kind, Wanted, outcome};
use crate::analytics::score::Score;
use crate::domain::decide::Outcome;
use crate::domain::ids::{CommandId, IncidentId};
use crate::domain::refusal::Refusal;
use crate::domain::text::clip;
use crate::platform::{random, timer};
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Checkbox, Dialog, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::ui::{failures, refusals};
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// So many incidents are offered to merge into, those with the highest score first.
const TARGETS_MAX: usize = 50;
/// Longest name in the list of them, in characters.
const TITLE_CHARS: usize = 80;

/// The dialogs of the app, once for all pages.
#[component]
pub fn BulkDialogs() -> impl IntoView {
    let bulk = Bulk::get();
    let portal = Portal::get();
    move || bulk.wanted.get().map(|wanted| one(portal, bulk, wanted))
}

fn one(portal: Portal, bulk: Bulk, wanted: Wanted) -> AnyView {
    let kind = wanted.kind;
    let fields = Fields::new();
    let targets = if kind == Kind::Merge { targets(portal, &wanted.incidents) } else { Vec::new() };
    fields.into.set(targets.first().map(|(id, _)| id.clone()));
    let count = wanted.incidents.len();
    let asked = StoredValue::new(wanted);
    let preview = Memo::new(move |_| {
        fields.is_chosen(kind).then(|| asked.with_value(|asked| fields.preview(portal, asked)))
    });
    // How many of them have open actions, as long as these are not overruled.
    let unfinished = Memo::new(move |before: Option<&usize>| match before {
        Some(before) if fields.force.get() => *before,
        _ => preview.with(|preview| preview.as_ref().and_then(|it| it.as_ref().ok()).map_or(0, unfinished)),
    });
    let is_busy = RwSignal::new(false);
    let done_count = move || {
        preview.with(|preview| match preview {
            None => count,
            Some(Ok(_)) if kind == Kind::Link => count,
            Some(Ok(outcome)) => outcome.done_count().saturating_sub(usize::from(kind == Kind::Merge)),
            Some(Err(_)) => 0,
        })
    };
    let why = MaybeProp::derive(move || {
        let refusal = preview.with(|preview| match preview {
            Some(Err(refusal)) => Some(refusals::refusal(refusal)),
            Some(Ok(outcome)) if done_count() == 0 => first_reason(outcome),
            _ => None,
        });
        refusal.or_else(|| fields.missing(kind))
    });
    let is_open = RwSignal::new(true);
    let close = closing(bulk, asked, is_open);
    let submit = Callback::new(move |()| {
        let command = untrack(|| asked.with_value(|asked| fields.command(portal, asked)));
        let Some(command) = command.filter(|_| why.get_untracked().is_none() && !is_busy.get_untracked())
        else {
            return;
        };
        let Some(id) = CommandId::new(&random::hex_id()) else { return };
        let expected = preview.get_untracked().and_then(Result::ok).unwrap_or_default();
        is_busy.set(true);
        spawn_local(async move {
            match portal.send_as(id.clone(), command).await {
                Ok(()) => {
                    outcome::tell_done(portal, kind, &id, &expected);
                    close.run(());
                    bulk.done.update(|done| *done += 1);
                }
                Err(failure) => {
                    portal.say(Tone::Error, failures::save_failure(&failure));
                    let _ = is_busy.try_set(false);
                }
            }
        });
    });
    let said =
        move || preview.with(|preview| Some(lines(fields, kind, count, preview.as_ref()?.as_ref().ok()?)));
    let buttons = move || {
        let look = if fields.force.get() { ButtonKind::DangerConfirm } else { ButtonKind::Primary };
        let label = Signal::derive(move || match done_count() {
            // It is locked then, with the reason.
            0 => kind.name(),
            _ if count == 1 => kind.name(),
            n => text(&format!("bulk.{}.do", kind.word()), &[("n", n.into())]),
        });
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close.run(())/>
            <Button label kind=look submit=true busy=is_busy disallowed=why/>
        }
    };
    let only = move || asked.with_value(|asked| only_one(portal, &asked.incidents));
    let asks = move || asked.with_value(|asked| fields::view(fields, portal.party(), asked, targets.clone()));
    view! {
        <Dialog
            open=is_open
            on_close=close
            title=text(&format!("bulk.{}.title", kind.word()), &[("n", count.into())])
            on_submit=submit
            buttons
        >
            {only()}
            {takes_over(kind)}
            {asks()}
            {move || (unfinished.get() > 0).then(|| overrule(fields, kind, unfinished.get()))}
            <div class="bulk-preview" role="status">{said}</div>
        </Dialog>
    }
    .into_any()
}

/// Closes the dialog. The element is closed before it goes away, so that the browser gives the focus back to whoever had it.
fn closing(bulk: Bulk, asked: StoredValue<Wanted>, is_open: RwSignal<bool>) -> Callback<()> {
    Callback::new(move |()| {
        let _ = is_open.try_set(false);
        spawn_local(async move {
            timer::give_way().await;
            // Something else may have been asked meanwhile.
            let is_same = |now: &Option<Wanted>| asked.try_with_value(|asked| now.as_ref() == Some(asked));
            if bulk.wanted.with_untracked(is_same) == Some(true) {
                bulk.wanted.set(None);
            }
        });
    })
}

/// What the incident that goes on takes over in a merge.
fn takes_over(kind: Kind) -> Option<AnyView> {
    (kind == Kind::Merge).then(|| view! { <p class="caption">{t!("bulk.merge.takes")}</p> }.into_any())
}

/// How many are refused because of open actions.
fn unfinished(outcome: &Outcome) -> usize {
    let open = outcome.refused.iter().filter(|refused| matches!(refused.refusal, Refusal::ActionsOpen(_)));
    open.map(|refused| refused.incidents.len()).sum()
}

/// Which incident it is, where it is one alone: the shortcut may have been pressed far from it.
fn only_one(portal: Portal, incidents: &[IncidentId]) -> Option<AnyView> {
    let [id] = incidents else { return None };
    let title = portal
        .glance(|state| Some(clip(state.incident(id.as_str())?.known.title(), TITLE_CHARS).into_owned()));
    let number = clip(id.as_str(), TITLE_CHARS).into_owned();
    Some(view! { <p class="data"><strong>{number}</strong> " " <bdi>{title}</bdi></p> }.into_any())
}

/// What can be done about those with open actions: resolving can be forced, but merging would hide what somebody still has
/// to do.
fn overrule(fields: Fields, kind: Kind, count: usize) -> AnyView {
    match kind {
        Kind::Resolve => force(fields, count),
        _ => view! { <p class="caption">{t!("bulk.merge.open")}</p> }.into_any(),
    }
}

/// Offers to resolve those with open actions as well.
fn force(fields: Fields, count: usize) -> AnyView {
    let on_change = move |on: bool| fields.force.set(on);
    view! {
        <div class="bulk-force">
            <Checkbox label=t!("bulk.force", n = count) checked=fields.force on_change/>
            <p class="caption third">{t!("bulk.force.help")}</p>
        </div>
    }
    .into_any()
}

fn first_reason(outcome: &Outcome) -> Option<String> {
    let first = outcome.refused.first().map_or(Refusal::NothingToDo, |refused| refused.refusal.clone());
    Some(refusals::refusal(&first))
}

/// For how many it will be done and why not for the others.
fn lines(fields: Fields, kind: Kind, count: usize, preview: &Outcome) -> AnyView {
    if count == 1 {
        return line_of_one(fields, kind, preview);
    }
    let refused = preview.refused_count();
    let done = if kind == Kind::Link {
        count
    } else {
        preview.done_count().saturating_sub(usize::from(kind == Kind::Merge))
    };
    let first = if kind == Kind::Classify {
        t!("bulk.preview.classify", n = done, all = done + refused, verdict = fields.verdict_words())
    } else {
        t!("bulk.preview", n = done, all = done + refused)
    };
    let reasons = outcome::reasons(preview).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    let left = (refused > 0).then(|| {
        view! {
            <p class="caption third">{t!("bulk.preview.left", n = refused)}</p>
            <ul class="bulk-reasons caption">{reasons}</ul>
        }
    });
    view! { <p class="data">{first}</p> {left} }.into_any()
}

/// What will be done to the one incident, or why not: without counting.
fn line_of_one(fields: Fields, kind: Kind, preview: &Outcome) -> AnyView {
    let said = match (preview.refused_count(), kind) {
        (0, Kind::Classify) => Some(t!("bulk.preview.classify-one", verdict = fields.verdict_words())),
        (0, _) => None,
        _ => first_reason(preview),
    };
    said.map(|said| view! { <p class="data">{said}</p> }).into_any()
}

/// The incidents that others can be merged into, highest score first.
fn targets(portal: Portal, incidents: &[IncidentId]) -> Vec<(IncidentId, String)> {
    portal.glance(|state| {
        let found = incidents.iter().filter_map(|id| state.incident(id.as_str()).map(|found| (id, found)));
        let mut found: Vec<_> = found.map(|(id, found)| (Score::of(found).total(), id, found)).collect();
        found.sort_by_key(|(score, ..)| std::cmp::Reverse(*score));
        found.truncate(TARGETS_MAX);
        found
            .into_iter()
            .map(|(_, id, found)| (id.clone(), clip(found.known.title(), TITLE_CHARS).into_owned()))
            .collect()
    })
}
