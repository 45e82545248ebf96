//! Random filters, for every law that must hold of all of them.

use proptest::collection::btree_set;
use proptest::option;
use proptest::prelude::*;
use watchfloor::analytics::calendar::CivilDay;
use watchfloor::analytics::dimension::{Dim, Value, Words};
use watchfloor::analytics::filter::{Filter, Mark, Number, Span};
use watchfloor::analytics::period::Period;

/// Any text, the awkward ones often.
pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z]{1,8}",
        prop::sample::select(vec![
            "none",
            "Red team",
            "a,b",
            "key:value",
            "-x",
            "\"",
            "\\",
            "\\\"",
            "50 %",
            "#?&=+/",
            "Ünïcödé",
            "\n",
            " lead",
            "CORP\\svc-1",
            "..",
            "high",
            "HIGH",
            "truePositive",
        ])
        .prop_map(str::to_owned),
    ]
}

/// A value that a dimension can have.
pub(crate) fn value(dim: Dim) -> BoxedStrategy<Value> {
    let word = match dim.words() {
        Words::Closed(words) => prop::sample::select(words).prop_map(str::to_owned).boxed(),
        Words::Listed => {
            let seeds = dim.seeds();
            prop_oneof![
                text(),
                prop::sample::select(if seeds.is_empty() { vec!["microsoft365Defender"] } else { seeds })
                    .prop_map(str::to_owned)
            ]
            .boxed()
        }
        Words::Open => text().boxed(),
    };
    (word, any::<bool>())
        .prop_filter_map("not every text is a value", move |(word, quoted)| dim.read(&word, quoted))
        .boxed()
}

/// A day that can be written.
pub(crate) fn day() -> impl Strategy<Value = CivilDay> {
    (CivilDay::MIN.number()..=CivilDay::MAX.number()).prop_map(|number| CivilDay::from_number(number.into()))
}

/// Any period.
pub(crate) fn period() -> impl Strategy<Value = Period> {
    prop_oneof![
        Just(Period::All),
        (1..=u16::MAX).prop_map(Period::Days),
        any::<u16>().prop_map(Period::Since),
        (1..=u16::MAX).prop_map(Period::Months),
        (option::of(day()), option::of(day())).prop_map(|(first, last)| match (first, last) {
            (None, None) => Period::All,
            (Some(first), Some(last)) => Period::Between(Some(first.min(last)), Some(first.max(last))),
            (first, last) => Period::Between(first, last),
        }),
    ]
}

fn span() -> impl Strategy<Value = Span> {
    (option::of(any::<u32>()), option::of(any::<u32>())).prop_map(|(from, to)| match (from, to) {
        (Some(from), Some(to)) => Span { from: Some(from.min(to)), to: Some(from.max(to)) },
        (from, to) => Span { from, to },
    })
}

/// Any filter.
pub(crate) fn filter() -> impl Strategy<Value = Filter> {
    let mark = || prop_oneof![2 => Just(Mark::Asked), 1 => Just(Mark::Excluded)];
    let values = prop::collection::vec(
        (prop::sample::select(&Dim::ALL[..]), mark())
            .prop_flat_map(|(dim, mark)| (Just(dim), value(dim), Just(mark))),
        0..6,
    );
    let numbers = prop::collection::vec((prop::sample::select(&Number::ALL[..]), span()), 0..3);
    (values, numbers, period(), btree_set(text(), 0..3), btree_set(text(), 0..2)).prop_map(
        |(values, numbers, created, texts, not_texts)| {
            let mut filter = Filter::default();
            for (dim, value, mark) in values {
                filter.set(dim, value, mark);
            }
            for (number, span) in numbers {
                filter.set_span(number, Some(span));
            }
            filter.set_created(created);
            texts.iter().for_each(|text| filter.set_text(text, Mark::Asked));
            not_texts.iter().for_each(|text| filter.set_text(text, Mark::Excluded));
            filter
        },
    )
}
