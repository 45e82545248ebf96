//! "Add filter": any dimension with any of its values, asked for or taken away, bounds of a number, and a span of days.

use super::view::QueueView;
use crate::analytics::calendar::CivilDay;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Mark, Number, Span};
use crate::analytics::linked::Facet;
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
            <Button label=t!("queue.add-filter") kind=ButtonKind::Subtle size=ButtonSize::S28 icon=Glyph::Add class="queue-add" controls=controls.clone()/>
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
    // Every value with its name, those with the most incidents first.
    let listed = Memo::new(move |_| {
        values::follow(dim);
        let mut facets = view.facets(dim);
        facets.retain(|facet| facet.count > 0 || facet.mark != Mark::Free);
        facets.sort_by_key(|facet| std::cmp::Reverse(facet.count));
        let named = |facet: Facet| {
            let name = clip(&values::value(view.portal, dim, &facet.value), VALUE_CHARS).into_owned();
            Named { value: facet.value, name, count: facet.count }
        };
        facets.into_iter().map(named).collect::<Vec<_>>()
    });
    let typed = RwSignal::new(String::new());
    let offered = Memo::new(move |_| {
        let words = typed.with(|typed| typed.trim().to_lowercase());
        listed.with(|listed| {
            let fits = |one: &&Named| one.speaks_of(&words);
            listed.iter().filter(fits).take(VALUES_MAX).cloned().collect::<Vec<_>>()
        })
    });
    let at = RwSignal::new(None::<Value>);
    let chosen = Memo::new(move |_| {
        let at = at.get();
        let known = |one: &&Named| Some(&one.value) == at.as_ref();
        offered.with(|offered| offered.iter().find(known).or(offered.first()).map(|one| one.value.clone()))
    });
    let choices = move || {
        let choice = |one: &Named| {
            Choice::new(one.value.as_str(), format!("{} ({})", one.name, intl::number(f64::from(one.count))))
        };
        offered.with(|offered| offered.iter().map(choice).collect::<Vec<_>>())
    };
    let choose = move |word: String| {
        let found = |offered: &Vec<Named>| offered.iter().find(|one| one.value.as_str() == word).cloned();
        at.set(offered.with_untracked(found).map(|one| one.value));
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
    // What nothing in the list speaks of is a value by itself: it may come with a later import.
    let press = move |mark: Mark| {
        let word = typed.with_untracked(|typed| typed.trim().to_owned());
        let by_word = || dim.read(&word, false).or_else(|| dim.read(&word, true));
        let is_word = !word.is_empty();
        let value = chosen
            .get_untracked()
            .or_else(|| is_word.then(|| by_word().unwrap_or_else(|| Value::word(&word))));
        if let Some(value) = value {
            view.mark(dim, value, mark);
            typed.set(String::new());
        }
    };
    view! {
        {by_hand}
        <Select
            label=t!("queue.add.value")
            choices=Signal::derive(choices)
            value=Signal::derive(move || chosen.get().map(|it| it.as_str().to_owned()).unwrap_or_default())
            on_change=choose
        />
        <div class="row">
            <Button label=t!("queue.add.is") kind=ButtonKind::Primary on_press=move |_| press(Mark::Asked)/>
            <Button label=t!("queue.add.not") on_press=move |_| press(Mark::Excluded)/>
        </div>
    }
    .into_any()
}

/// A value of the list with its name.
#[derive(Clone, Debug, PartialEq)]
struct Named {
    value: Value,
    name: String,
    count: u32,
}

impl Named {
    /// Whether the value or its name has all of these words, which are in lower case.
    fn speaks_of(&self, words: &str) -> bool {
        let (name, value) = (self.name.to_lowercase(), self.value.as_str().to_lowercase());
        words.split_whitespace().all(|word| name.contains(word) || value.contains(word))
    }
}

/// Bounds of a number, those that hold to begin with.
pub(super) fn of_number(view: QueueView, number: Number) -> AnyView {
    let known = view.link.with_untracked(|link| link.filter.filter().span(number)).unwrap_or_default();
    let said = |end: Option<u32>| RwSignal::new(end.map(|end| end.to_string()).unwrap_or_default());
    let (from, to) = (said(known.from), said(known.to));
    let bound = |typed: String| typed.trim().parse::<u32>().ok();
    let error = RwSignal::new(None::<String>);
    let apply = move |_| {
        let span = Span { from: bound(from.get_untracked()), to: bound(to.get_untracked()) };
        let ordered = span.from.zip(span.to).is_none_or(|(from, to)| from <= to);
        error.set((!ordered).then(|| t!("queue.add.numbers-order")));
        if ordered {
            view.change(|filter| filter.set_span(number, Some(span)));
        }
    };
    view! {
        <Field label=t!("queue.add.from") kind="number" value=from on_input=move |text| from.set(text)/>
        <Field label=t!("queue.add.to") kind="number" value=to on_input=move |text| to.set(text) error/>
        <div class="row"><Button label=t!("queue.add.apply") kind=ButtonKind::Primary on_press=apply/></div>
    }
    .into_any()
}

fn of_days(view: QueueView) -> AnyView {
    let (from, to) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let error = RwSignal::new(None::<String>);
    let apply = move |_| {
        let (first, last) = (CivilDay::parse(&from.get_untracked()), CivilDay::parse(&to.get_untracked()));
        let ordered = first.zip(last).is_none_or(|(first, last)| first <= last);
        error.set((!ordered).then(|| t!("queue.add.days-order")));
        if ordered && (first.is_some() || last.is_some()) {
            view.change(|filter| filter.set_created(Period::Between(first, last)));
        }
    };
    view! {
        <Field label=t!("parts.first-day") kind="date" value=from on_input=move |text| from.set(text)/>
        <Field label=t!("parts.last-day") kind="date" value=to on_input=move |text| to.set(text) error/>
        <div class="row"><Button label=t!("queue.add.apply") kind=ButtonKind::Primary on_press=apply/></div>
    }
    .into_any()
}
