//! The text form of filters: what it means, where it is wrong, and that it survives a round trip.

use crate::analytics_strategies::{filter, text};
use proptest::prelude::*;
use watchfloor::analytics::dimension::{Dim, Value};
use watchfloor::analytics::filter::{Filter, FilterError, Mark, Number, Problem, Span};
use watchfloor::analytics::period::Period;

#[track_caller]
fn prints_as(text: &str, canonical: &str) {
    let read: Filter = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
    assert_eq!(read.to_string(), canonical);
    assert_eq!(canonical.parse::<Filter>().as_ref(), Ok(&read));
}

#[test]
fn each_filter_has_one_text() {
    prints_as("", "");
    prints_as("  severity:high,medium  ", "severity:high,medium");
    prints_as("severity:MEDIUM severity:High", "severity:high,medium");
    prints_as(
        "text:\"foo bar\" status:AwaitingAction created:30d -tag:\"Red team\" severity:high,medium",
        "severity:high,medium status:awaitingAction -tag:\"Red team\" created:30d text:\"foo bar\"",
    );
    prints_as("tag:none,\"none\"", "tag:none,\"none\"");
    prints_as("severity:\"catastrophic\"", "severity:\"catastrophic\"");
    prints_as("severity:\"HIGH\"", "severity:high");
    prints_as("tactic:credential-access,Impact", "tactic:CredentialAccess,Impact");
    prints_as("asset:device/nwf-fs-02", "asset:device/nwf-fs-02");
    prints_as("person:m.lind@nwf.example", "person:m.lind@nwf.example");
    prints_as("score:85.. alerts:3 timeToResolve:30m..4h", "score:85.. alerts:3 timeToResolve:30m..240m");
    prints_as("tag:a -tag:a", "-tag:a");
    prints_as("created:all", "");
    prints_as("text:a text:b -text:c", "text:a text:b -text:c");
    prints_as("tag:\"say \\\"hi\\\" \\\\ bye\"", "tag:\"say \\\"hi\\\" \\\\ bye\"");
}

#[test]
fn a_filter_says_what_it_asks() {
    let read: Filter = "severity:high -tag:\"Red team\" created:30d score:85..".parse().unwrap();
    assert_eq!(read.mark(Dim::Severity, &Value::word("high")), Mark::Asked);
    assert_eq!(read.mark(Dim::Severity, &Value::word("low")), Mark::Free);
    assert_eq!(read.mark(Dim::Tag, &Value::word("Red team")), Mark::Excluded);
    assert_eq!(read.created(), Period::Days(30));
    assert_eq!(read.span(Number::Score), Some(Span { from: Some(85), to: None }));
}

#[track_caller]
fn fails(text: &str, at: usize, problem: Problem) {
    assert_eq!(text.parse::<Filter>(), Err(FilterError { at, problem }), "{text}");
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let value = |key, value: &str| Problem::UnknownValue { key, value: value.into() };
    fails("severity:hgih", 9, value("severity", "hgih"));
    fails("severity:high,hgih", 14, value("severity", "hgih"));
    fails("tag:Ü stage:done", 12, value("stage", "done"));
    fails("sevrity:high", 0, Problem::UnknownKey("sevrity".into()));
    fails("severity:high foo", 14, Problem::NoKey("foo".into()));
    fails("\"foo bar\"", 0, Problem::NoKey("foo bar".into()));
    fails("severity:", 9, Problem::ValueExpected);
    fails("severity:high,", 14, Problem::ValueExpected);
    fails("-", 0, Problem::ValueExpected);
    fails("tag:\"open", 4, Problem::QuoteOpen);
    fails("tag:\"open\\", 4, Problem::QuoteOpen);
    fails("tag:a;b", 5, Problem::Unexpected(';'));
    fails("tag:\"a\"b", 7, Problem::Unexpected('b'));
    fails("tag:(", 4, Problem::Unexpected('('));
    fails("created:yesterday", 8, value("created", "yesterday"));
    fails("created:30d created:7d", 12, Problem::Twice("created"));
    fails("-created:30d", 0, Problem::CannotExclude("created"));
    fails("score:9..1", 6, value("score", "9..1"));
    fails("-score:5", 0, Problem::CannotExclude("score"));
}

#[test]
fn the_last_mark_on_a_value_holds_when_filters_are_joined() {
    let joined = |first: &str, second: &str| {
        first.parse::<Filter>().unwrap().and(&second.parse().unwrap()).to_string()
    };
    assert_eq!(
        joined("severity:high created:30d", "severity:low tag:a"),
        "severity:high,low tag:a created:30d"
    );
    assert_eq!(joined("tag:a score:5 created:30d", "-tag:a score:7 created:7d"), "-tag:a score:7 created:7d");
}

proptest! {
    #[test]
    fn a_filter_survives_its_text(filter in filter()) {
        prop_assert_eq!(filter.to_string().parse::<Filter>(), Ok(filter));
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_place_within(text in text()) {
        if let Err(error) = text.parse::<Filter>() {
            prop_assert!(error.at <= text.chars().count());
        }
    }
}
