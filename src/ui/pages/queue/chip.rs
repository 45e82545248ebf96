//! A chip of the queue: a press opens what it asks for, to be chosen again, and its cross takes it away.

use super::add::of_number;
use super::chips::{Part, Subject, chips_of};
use super::view::QueueView;
use crate::analytics::dimension::Dim;
use crate::analytics::filter::Mark;
use crate::analytics::linked::Facet;
use crate::domain::text::clip;
use crate::platform::{dom, intl};
use crate::t;
use crate::ui::parts::{Checkbox, Chip, Field, Popover, fresh_id};
use crate::ui::values;
use crate::view::prelude::*;

/// So many values are offered, those with the most incidents first.
const VALUES_MAX: usize = 100;
/// A list that is longer than this has a field to find a value.
const FIND_FROM: usize = 12;
/// Longest value in the list, in characters.
const VALUE_CHARS: usize = 60;

/// A chip for each dimension, number and text that is asked about.
#[component]
pub(super) fn Chips(view: QueueView) -> impl IntoView {
    let chips = Memo::new(move |_| view.link.with(|link| chips_of(&link.filter.filter())));
    let subjects = move || chips.with(|chips| chips.iter().map(Part::subject).collect::<Vec<_>>());
    let one = move |subject: Subject| {
        let known = subject.clone();
        let part = Memo::new(move |before: Option<&Option<Part>>| {
            let found = chips.with(|chips| chips.iter().find(|part| part.subject() == known).cloned());
            // One that is about to leave says what it said.
            found.or_else(|| before.cloned().flatten())
        });
        chip(view, subject, part)
    };
    view! { <For each=subjects key=Clone::clone children=one/> }
}

fn chip(view: QueueView, subject: Subject, part: Memo<Option<Part>>) -> AnyView {
    let said =
        move |say: &dyn Fn(&Part) -> String| part.with(|part| part.as_ref().map(say).unwrap_or_default());
    let field = Signal::derive(move || said(&Part::field));
    let value = Signal::derive(move || said(&|part| part.value(view.portal)));
    let negative = matches!(subject, Subject::Values(_, true) | Subject::Text(_, true));
    let remove = Callback::new(move |()| {
        if let Some(part) = part.get_untracked() {
            view.change(|filter| part.remove(filter));
        }
    });
    let content: ViewFn = match subject {
        Subject::Values(dim, negative) => ViewFn::from(move || choices(view, dim, negative)),
        Subject::Number(number) => ViewFn::from(move || of_number(view, number)),
        // A text is typed anew in the field for it.
        Subject::Text(..) => return view! { <Chip field value negative on_remove=remove/> }.into_any(),
    };
    let id = fresh_id("chip");
    let controls = id.clone();
    let trigger = move || view! { <Chip field value negative on_remove=remove controls=controls.clone()/> };
    view! { <Popover id title=field trigger>{content.run()}</Popover> }.into_any()
}

/// The values of a dimension as boxes; a press holds at once. The list stays in its order while it is open.
fn choices(view: QueueView, dim: Dim, negative: bool) -> AnyView {
    let on = if negative { Mark::Excluded } else { Mark::Asked };
    let mut listed = untrack(|| view.facets(dim));
    listed.retain(|facet| facet.count > 0 || facet.mark == on);
    listed.sort_by_key(|facet| (facet.mark != on, std::cmp::Reverse(facet.count)));
    let has_many = listed.len() > FIND_FROM;
    let listed = StoredValue::new(listed);
    let typed = RwSignal::new(String::new());
    let facets = Memo::new(move |_| view.facets(dim));
    let now = move |code: u32| facets.with(|facets| facets.iter().find(|it| it.code == code).cloned());
    let one = move |facet: Facet| {
        let Facet { code, value, .. } = facet;
        let known = value.clone();
        let label = Signal::derive(move || {
            values::follow(dim);
            let name = values::value(view.portal, dim, &known);
            let count = now(code).map_or(0, |it| it.count);
            format!("{} ({})", clip(&name, VALUE_CHARS), intl::number(f64::from(count)))
        });
        let checked = Signal::derive(move || now(code).is_some_and(|it| it.mark == on));
        let toggle = move |is_on: bool| {
            let is_last = facets.with_untracked(|all| all.iter().filter(|it| it.mark == on).count()) == 1;
            if !is_on && is_last {
                // The chip goes, and what lies over the page with it.
                dom::focus("queue-find");
            }
            view.mark(dim, value.clone(), if is_on { on } else { Mark::Free });
        };
        view! { <li><Checkbox label checked on_change=toggle/></li> }
    };
    let offered = move || {
        let words = typed.with(|typed| typed.trim().to_lowercase());
        let fits = |facet: &&Facet| {
            let name = values::value(view.portal, dim, &facet.value).to_lowercase();
            words.split_whitespace().all(|word| name.contains(word))
        };
        listed.with_value(|listed| listed.iter().filter(fits).take(VALUES_MAX).cloned().collect::<Vec<_>>())
    };
    let find = has_many.then(|| {
        view! { <Field label=t!("queue.chip.find") optional=true value=typed on_input=move |text| typed.set(text)/> }
    });
    view! {
        {find}
        <ul class="column-list"><For each=offered key=|facet| facet.code children=one/></ul>
    }
    .into_any()
}
