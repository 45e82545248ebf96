//! The filters at the side: values with counts that follow the other filters.

use super::view::QueueView;
use crate::analytics::dimension::{Dim, Value, Words};
use crate::analytics::filter::Mark;
use crate::analytics::linked::Facet as Counted;
use crate::domain::text::clip;
use crate::domain::vocabulary::Severity;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Facet, FacetGroup, FacetState, SeverityMark, begun};
use crate::ui::values;
use crate::view::prelude::*;

/// The dimensions at the side, and whether each is unfolded at first. Counts are made for unfolded ones only.
const GROUPS: [(Dim, bool); 20] = [
    (Dim::Severity, true),
    (Dim::Status, true),
    (Dim::Assigned, true),
    (Dim::Source, true),
    (Dim::Due, false),
    (Dim::Asked, false),
    (Dim::Tag, false),
    (Dim::Classification, false),
    (Dim::Determination, false),
    (Dim::Tactic, false),
    (Dim::Technique, false),
    (Dim::Category, false),
    (Dim::Critical, false),
    (Dim::Asset, false),
    (Dim::Person, false),
    (Dim::Group, false),
    (Dim::Platform, false),
    (Dim::Investigation, false),
    (Dim::Threat, false),
    (Dim::Detection, false),
];
/// So many values of a dimension are listed, those with the most incidents first where the list is open.
const VALUES_MAX: usize = 20;
/// Longest value, in characters: imports may bring a tag of any length.
const VALUE_CHARS: usize = 80;

/// All groups.
#[component]
pub(super) fn Facets(view: QueueView) -> impl IntoView {
    let is_filtered = Memo::new(move |_| view.link.with(|link| !link.filter.filter().is_empty()));
    // Their counts and names ask every column, and the rows must not wait for that.
    let begun = begun();
    let groups = move || {
        let groups = || GROUPS.into_iter().map(|(dim, open)| group(view, dim, open)).collect_view();
        begun.get().then(groups)
    };
    view! {
        <div class="facets-head">
            <h2 class="card-title">{t!("queue.filters")}</h2>
            <Show when=move || is_filtered.get()>
                <Button label=t!("queue.clear") kind=ButtonKind::Link on_press=move |_| view.clear()/>
            </Show>
        </div>
        {groups}
    }
}

fn group(view: QueueView, dim: Dim, is_open: bool) -> AnyView {
    let asked = view.link.with_untracked(|link| link.filter.filter().choice(dim).is_some());
    let open = RwSignal::new(is_open || asked);
    let shown = Memo::new(move |_| if open.get() { listed(dim, view.facets(dim)) } else { Vec::new() });
    // Rows are kept by value, so that a count that changes is not a new row and the focus stays.
    let values = Memo::new(move |_| shown.get().into_iter().map(|facet| facet.value).collect::<Vec<_>>());
    // A dimension of which imports brought no value at all has no place here.
    let exists = Memo::new(move |_| {
        let _ = view.version.get();
        dim.words() != Words::Open
            || view
                .portal
                .board(|board| board.columns.dictionary(dim).is_some_and(|dictionary| dictionary.len() > 1))
    });
    let children = move || {
        view! {
            <For each=move || values.get() key=|value| value.clone() let:value>
                {one(view, dim, value, shown)}
            </For>
        }
        .into_any()
    };
    view! {
        <Show when=move || exists.get()>
            <FacetGroup title=values::dimension(dim) open>{children()}</FacetGroup>
        </Show>
    }
    .into_any()
}

/// The values that are worth a line: known lists whole but for what nobody has, open ones by their counts. A value that
/// is part of the filter is always there.
fn listed(dim: Dim, facets: Vec<Counted>) -> Vec<Counted> {
    let is_sorted =
        matches!(dim.words(), Words::Closed(_)) || matches!(dim.words(), Words::Listed) && dim != Dim::Source;
    let mut shown: Vec<Counted> = facets
        .into_iter()
        .filter(|facet| facet.count > 0 || facet.mark != Mark::Free || is_always_listed(dim, &facet.value))
        .collect();
    if !is_sorted {
        shown.sort_by_key(|facet| (facet.mark == Mark::Free, std::cmp::Reverse(facet.count)));
        shown.truncate(VALUES_MAX);
    }
    shown
}

fn is_always_listed(dim: Dim, value: &Value) -> bool {
    match dim {
        Dim::Severity => matches!(value.as_str(), "high" | "medium" | "low" | "informational"),
        Dim::Status => matches!(value.as_str(), "active" | "inProgress" | "awaitingAction" | "resolved"),
        Dim::Assigned | Dim::Due | Dim::Asked | Dim::Critical => true,
        _ => false,
    }
}

fn one(view: QueueView, dim: Dim, value: Value, shown: Memo<Vec<Counted>>) -> AnyView {
    let wanted = value.clone();
    let found = Memo::new(move |_| {
        shown.with(|facets| {
            let facet = facets.iter().find(|facet| facet.value == wanted);
            facet.map_or((0, Mark::Free), |facet| (facet.count, facet.mark))
        })
    });
    let state = Signal::derive(move || match found.get().1 {
        Mark::Free => FacetState::Off,
        Mark::Asked => FacetState::On,
        Mark::Excluded => FacetState::Excluded,
    });
    let whole = values::live(view.portal, dim, value.clone());
    let name = Signal::derive(move || clip(&whole.get(), VALUE_CHARS).into_owned());
    let severity = (dim == Dim::Severity).then(|| Severity::parse(value.as_str()));
    let mark = move || {
        severity
            .clone()
            .map(|level| view! { <span aria-hidden="true"><SeverityMark level bare=true/></span> })
    };
    let change = move |state| {
        let mark = match state {
            FacetState::Off => Mark::Free,
            FacetState::On => Mark::Asked,
            FacetState::Excluded => Mark::Excluded,
        };
        view.mark(dim, value.clone(), mark);
    };
    let count = Signal::derive(move || intl::number(f64::from(found.get().0)));
    view! { <Facet name count state on_change=change mark/> }.into_any()
}
