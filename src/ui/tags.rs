//! The tags of one incident: those of the system are fixed, the others are given and taken here. The page of an incident
//! and each row of the queue open the same dialog.

use super::portal::Portal;
use crate::analytics::dimension::Dim;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::ids::IncidentId;
use crate::domain::text::clip;
use crate::domain::work::is_experts_tag;
use crate::t;
use crate::ui::bulk;
use crate::ui::parts::{Badge, Button, ButtonKind, ButtonSize, Dialog, Field, Glyph, IconButton};
use crate::view::prelude::*;

/// So many tags that other incidents have are offered at once.
const OFFERED_MAX: usize = 6;
/// Longest tag that is shown, in characters: imports may bring one of any length.
const TAG_CHARS: usize = 80;

/// Shows the tags and takes new ones. Each change is kept at once.
#[component]
pub fn TagsDialog(
    /// Of which incident; the dialog is closed while there is none.
    #[prop(into)]
    of: Signal<Option<IncidentId>>,
    /// It was closed.
    #[prop(into)]
    on_close: Callback<()>,
) -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(String::new());
    let is_busy = RwSignal::new(false);
    let why = Memo::new(move |_| {
        let id = of.get()?;
        if typed.with(|text| text.trim().is_empty()) {
            return Some(t!("incident.tags.empty"));
        }
        portal.why_not_incident(&id, IncidentCommand::AddTag { tag: typed.get() })
    });
    let submit = move |()| {
        let Some(id) = of.get_untracked().filter(|_| why.get_untracked().is_none()) else { return };
        is_busy.set(true);
        let act = IncidentCommand::AddTag { tag: typed.get_untracked() };
        let command = Command::Incident { incident: id, act };
        bulk::act(portal, command, t!("incident.tags.added"), move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                let _ = typed.try_set(String::new());
            }
        });
    };
    let tags = Memo::new(move |_| of.get().map(|id| tags_of(portal, &id)).unwrap_or_default());
    let list = move || {
        let (Some(id), tags) = (of.get(), tags.get()) else { return ().into_any() };
        if tags.is_empty() {
            return view! { <p class="second">{t!("incident.tags.none")}</p> }.into_any();
        }
        let lines = tags.into_iter().map(|tag| line(portal, &id, tag)).collect_view();
        view! { <ul class="incident-tags">{lines}</ul> }.into_any()
    };
    let offers = move || {
        let text = typed.with(|text| text.trim().to_lowercase());
        let fitting = if text.is_empty() { Vec::new() } else { known(portal, &text, &tags.get()) };
        let buttons = fitting.into_iter().map(|tag| {
            let press = {
                let tag = tag.clone();
                move |_| typed.set(tag.clone())
            };
            let key = tag.clone();
            view! { <Button label=tag size=ButtonSize::S24 icon=Glyph::Tag on_press=press/> }.keyed(key)
        });
        buttons.collect_view()
    };
    let buttons = move || view! { <Button label=t!("common.close") on_press=move |_| on_close.run(())/> };
    view! {
        <Dialog
            open=Signal::derive(move || of.with(Option::is_some))
            on_close
            title=t!("incident.tags")
            on_submit=submit
            buttons
        >
            {list}
            <div class="incident-tag-field">
                <div class="grow">
                    <Field label=t!("incident.tags.new") value=typed on_input=move |text| typed.set(text)/>
                </div>
                <Button
                    label=t!("incident.tags.add")
                    kind=ButtonKind::Primary
                    icon=Glyph::Add
                    submit=true
                    busy=is_busy
                    disallowed=why
                />
            </div>
            <div class="row row-tight" aria-live="polite">{offers}</div>
        </Dialog>
    }
    .into_any()
}

fn tags_of(portal: Portal, id: &IncidentId) -> Vec<String> {
    portal.read(|state| {
        let tags = state.incident(id.as_str()).map(|incident| incident.tags()).unwrap_or_default();
        tags.into_iter().map(str::to_owned).collect()
    })
}

/// Tags of other incidents that hold what was typed and that this one does not have.
fn known(portal: Portal, typed: &str, own: &[String]) -> Vec<String> {
    portal.board(|board| {
        let Some(dictionary) = board.columns.dictionary(Dim::Tag) else { return Vec::new() };
        let words = dictionary.iter().map(|value| value.as_str());
        let fits = |word: &&str| {
            let lower = word.to_lowercase();
            lower.contains(typed) && lower != typed && !own.iter().any(|tag| tag == word)
        };
        let short = |word: &&str| word.chars().count() <= TAG_CHARS && !is_experts_tag(word);
        words
            .filter(|word| !word.is_empty())
            .filter(short)
            .filter(fits)
            .take(OFFERED_MAX)
            .map(str::to_owned)
            .collect()
    })
}

fn line(portal: Portal, id: &IncidentId, tag: String) -> AnyView {
    let act = IncidentCommand::RemoveTag { tag: tag.clone() };
    let command = Command::Incident { incident: id.clone(), act };
    let remove = move |_| bulk::act(portal, command.clone(), t!("incident.tags.removed"), |_| ());
    let button = if is_experts_tag(&tag) {
        view! { <span class="caption third">{t!("incident.tags.system")}</span> }.into_any()
    } else {
        let label = t!("incident.tags.remove", tag = tag.as_str());
        view! { <IconButton label glyph=Glyph::Close size=ButtonSize::S24 on_press=remove/> }.into_any()
    };
    let shown = clip(&tag, TAG_CHARS).into_owned();
    view! { <li class="row row-keep"><bdi class="grow"><Badge label=shown outlined=true/></bdi>{button}</li> }
        .keyed(tag)
}
