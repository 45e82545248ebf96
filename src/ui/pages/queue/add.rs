//! "Add filter": any dimension with any of its values, asked for or taken away, bounds of a number, and a span of days.

use super::view::QueueView;
use crate::analytics::calendar::CivilDay;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Mark, Number, Span};
use crate::analytics::period::Period;
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Choice, Field, Glyph, Popover, Select, fresh_id};
use crate::ui::text::text;
use crate::ui::values;
use crate::view::prelude::*;

/// So many values are offered, those with the most incidents first.
const VALUES_MAX: usize = 200;
/// Longest value in the list, in characters.
const VALUE_CHARS: usize = 60;
/// What stands for the period in the list of dimensions.
const CREATED: &str = "created";

/// The dimensions that can be added, in the order of the list.
const DIMS: [Dim; 31] = [
    Dim::Severity,
    Dim::AlertSeverity,
    Dim::Status,
    Dim::Assigned,
    Dim::Person,
    Dim::Source,
    Dim::Products,
    Dim::Detection,
    Dim::Tag,
    Dim::Category,
    Dim::Categories,
    Dim::Tactic,
    Dim::Technique,
    Dim::Asset,
    Dim::Critical,
    Dim::Group,
    Dim::Platform,
    Dim::Sensitivity,
    Dim::Classification,
    Dim::Determination,
    Dim::Investigation,
    Dim::Threat,
    Dim::Policy,
    Dim::Subscription,
    Dim::Due,
    Dim::Asked,
    Dim::Outcome,
    Dim::Scope,
    Dim::Noise,
    Dim::Duplicate,
    Dim::Redirected,
];

/// The button and its popover.
#[component]
pub(super) fn AddFilter(view: QueueView) -> impl IntoView {
    let id = fresh_id("add-filter");
    let controls = id.clone();
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(Dim::Tactic.key().to_owned());
    let trigger = move || {
        view! {
            <Button label=t!("queue.add-filter") kind=ButtonKind::Subtle size=ButtonSize::S28 icon=Glyph::Add controls=controls.clone()/>
        }
    };
    let choices = move || {
        let dims = DIMS.into_iter().map(|dim| Choice::new(dim.key(), values::dimension(dim)));
        let numbers = Number::ALL
            .into_iter()
            .map(|number| Choice::new(number.key(), text(&format!("number.{}", number.key()), &[])));
        let created = [Choice::new(CREATED, t!("dimension.created"))];
        dims.chain(numbers).chain(created).collect::<Vec<_>>()
    };
    let rest = move || {
        let key = chosen.get();
        match (Dim::parse(&key), Number::parse(&key)) {
            (Some(dim), _) => of_dim(view, dim),
            (None, Some(number)) => of_number(view, number),
            (None, None) => of_days(view),
        }
    };
    view! {
        <Popover id title=t!("queue.add-filter") trigger open>
            <Select
                label=t!("queue.add.by")
                choices=Signal::derive(choices)
                value=chosen
                on_change=move |key: String| chosen.set(key)
            />
            {rest}
        </Popover>
    }
    .into_any()
}

/// A value and whether it is asked for or taken away. Pressed again with another value it adds to what holds.
fn of_dim(view: QueueView, dim: Dim) -> AnyView {
    let listed = Memo::new(move |_| {
        let mut facets = view.facets(dim);
        facets.retain(|facet| facet.count > 0 || facet.mark != Mark::Free);
        facets.sort_by_key(|facet| std::cmp::Reverse(facet.count));
        facets.truncate(VALUES_MAX);
        facets
    });
    let at = RwSignal::new(0_usize);
    let choices = move || {
        listed.with(|listed| {
            let choice = |(at, facet): (usize, &crate::analytics::linked::Facet)| {
                let name = values::value(view.portal, dim, &facet.value);
                let count = intl::number(f64::from(facet.count));
                Choice::new(at.to_string(), format!("{} ({count})", clip(&name, VALUE_CHARS)))
            };
            listed.iter().enumerate().map(choice).collect::<Vec<_>>()
        })
    };
    let value = move || {
        listed.with_untracked(|listed| listed.get(at.get_untracked()).map(|facet| facet.value.clone()))
    };
    let mark = move |mark: Mark| {
        if let Some(value) = value() {
            view.mark(dim, value, mark);
        }
    };
    let typed = RwSignal::new(String::new());
    let mark_typed = move |mark: Mark| {
        let word = typed.get_untracked();
        let word = word.trim();
        if let Some(value) = dim.read(word, false).or_else(|| dim.read(word, true)) {
            view.mark(dim, value, mark);
            typed.set(String::new());
        } else if !word.is_empty() {
            view.mark(dim, Value::word(word), mark);
            typed.set(String::new());
        }
    };
    let is_open = matches!(dim.words(), crate::analytics::dimension::Words::Open);
    let by_hand = is_open.then(|| {
        view! {
            <Field
                label=t!("queue.add.typed")
                optional=true
                value=typed
                on_input=move |text| typed.set(text)
            />
        }
    });
    let press = move |wanted: Mark| {
        if typed.with_untracked(|typed| typed.trim().is_empty()) { mark(wanted) } else { mark_typed(wanted) }
    };
    view! {
        <Select
            label=t!("queue.add.value")
            choices=Signal::derive(choices)
            value=Signal::derive(move || at.get().to_string())
            on_change=move |word: String| at.set(word.parse().unwrap_or(0))
        />
        {by_hand}
        <div class="row">
            <Button label=t!("queue.add.is") kind=ButtonKind::Primary on_press=move |_| press(Mark::Asked)/>
            <Button label=t!("queue.add.not") on_press=move |_| press(Mark::Excluded)/>
        </div>
    }
    .into_any()
}

fn of_number(view: QueueView, number: Number) -> AnyView {
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let bound = |typed: String| typed.trim().parse::<u32>().ok();
    let apply = move |_| {
        let span = Span { from: bound(from.get_untracked()), to: bound(to.get_untracked()) };
        let ordered = span.from.zip(span.to).is_none_or(|(from, to)| from <= to);
        if ordered {
            view.change(|filter| filter.set_span(number, Some(span)));
        }
    };
    view! {
        <Field label=t!("queue.add.from") kind="number" value=from on_input=move |text| from.set(text)/>
        <Field label=t!("queue.add.to") kind="number" value=to on_input=move |text| to.set(text)/>
        <div class="row"><Button label=t!("queue.add.apply") kind=ButtonKind::Primary on_press=apply/></div>
    }
    .into_any()
}

fn of_days(view: QueueView) -> AnyView {
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let apply = move |_| {
        let (first, last) = (CivilDay::parse(&from.get_untracked()), CivilDay::parse(&to.get_untracked()));
        let ordered = first.zip(last).is_none_or(|(first, last)| first <= last);
        if ordered && (first.is_some() || last.is_some()) {
            view.change(|filter| filter.set_created(Period::Between(first, last)));
        }
    };
    view! {
        <Field label=t!("parts.first-day") kind="date" value=from on_input=move |text| from.set(text)/>
        <Field label=t!("parts.last-day") kind="date" value=to on_input=move |text| to.set(text)/>
        <div class="row"><Button label=t!("queue.add.apply") kind=ButtonKind::Primary on_press=apply/></div>
    }
    .into_any()
}
