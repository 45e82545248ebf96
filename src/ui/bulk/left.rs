//! What was left out of a change of many incidents and why, over the list until somebody has read it.

use super::outcome::REASONS_MAX;
use crate::domain::decide::Outcome;
use crate::domain::ids::IncidentId;
use crate::domain::text::clip;
use crate::route::{IncidentTab, Queue, Route};
use crate::t;
use crate::ui::parts::{Glyph, Icon, IconButton};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::view::prelude::*;

/// So many incidents are linked behind a reason; the rest is counted.
const LINKED_MAX: usize = 12;
/// Longest number of an incident, in characters.
const NUMBER_CHARS: usize = 40;

/// The result in a sentence, and the reasons with their incidents.
#[derive(Clone, Debug, PartialEq)]
pub struct Left {
    title: String,
    reasons: Vec<(String, Vec<IncidentId>)>,
}

impl Left {
    /// Of an outcome, those that are most first; nothing where nothing was left out.
    pub(super) fn of(title: String, outcome: &Outcome) -> Option<Self> {
        let mut refused: Vec<_> = outcome.refused.iter().collect();
        refused.sort_by_key(|refused| std::cmp::Reverse(refused.incidents.len()));
        let told = refused.into_iter().take(REASONS_MAX);
        let reasons: Vec<_> = told.map(|it| (refusals::refusal(&it.refusal), it.incidents.clone())).collect();
        (!reasons.is_empty()).then_some(Self { title, reasons })
    }
}

/// The notice.
#[component]
pub fn LeftOut() -> impl IntoView {
    let portal = Portal::get();
    let close = move |_| portal.left.set(None);
    move || {
        portal.left.get().map(|left| {
            let reasons = left.reasons.iter().map(|(why, incidents)| reason(why, incidents)).collect_view();
            view! {
                <section class="banner banner-warning left-out" aria-label=t!("bulk.left")>
                    <Icon glyph=Glyph::Warning20/>
                    <div class="banner-text">
                        <strong>{left.title}</strong>
                        <ul class="bulk-reasons">{reasons}</ul>
                    </div>
                    <IconButton label=t!("common.close") glyph=Glyph::Close on_press=close/>
                </section>
            }
            .into_any()
        })
    }
}

/// How many, why, and the way to them.
fn reason(why: &str, incidents: &[IncidentId]) -> AnyView {
    let link = |id: &IncidentId| {
        let route = Route::Incident { id: id.clone(), tab: IncidentTab::default(), queue: Queue::default() };
        let number = clip(id.as_str(), NUMBER_CHARS).into_owned();
        view! { <a class="link" href=route.to_string()><bdi>{number}</bdi></a> }
    };
    let links = incidents.iter().take(LINKED_MAX).map(link).collect_view();
    let more = incidents.len().saturating_sub(LINKED_MAX);
    let more = (more > 0).then(|| view! { <span>{t!("assets.more", n = more)}</span> });
    view! {
        <li>
            <span>{t!("bulk.left.reason", n = incidents.len(), why = why)}</span>
            <span class="left-links">{links}{more}</span>
        </li>
    }
    .into_any()
}
