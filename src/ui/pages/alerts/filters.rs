//! The filters of the alerts: a text, a severity, a state.

use super::asked;
use crate::domain::vocabulary::{AlertStatus, Severity};
use crate::route::{self, Route};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Choice, Field, Glyph, Select};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The fields. What is typed or chosen holds at once.
pub(super) fn filters(portal: Portal) -> AnyView {
    let change = move |change: &dyn Fn(&mut route::Alerts)| {
        let mut asked = untrack(|| asked(portal));
        change(&mut asked);
        portal.replace(Route::Alerts(asked));
    };
    let value = move |word: Option<Box<str>>| word.map(String::from).unwrap_or_default();
    let severities = || {
        let known = [Severity::High, Severity::Medium, Severity::Low, Severity::Informational];
        any(known.map(|it| Choice::new(it.as_str(), naming::severity(&it))), t!("incident.severity"))
    };
    let states = || {
        let known = [AlertStatus::New, AlertStatus::InProgress, AlertStatus::Resolved];
        any(known.map(|it| Choice::new(it.as_str(), naming::alert_status(&it))), t!("incident.status"))
    };
    let some = |word: String| (!word.is_empty()).then(|| word.into_boxed_str());
    view! {
        <div class="alerts-find">
            <Field
                label=t!("alerts.search")
                placeholder=t!("alerts.search")
                label_hidden=true
                small=true
                value=Signal::derive(move || asked(portal).text.to_string())
                icon=Glyph::Search
                kind="search"
                on_input=move |text: String| change(&|asked| asked.text = text.as_str().into())
            />
        </div>
        <Select
            label=t!("incident.severity")
            label_hidden=true
            small=true
            choices=severities()
            value=Signal::derive(move || value(asked(portal).severity))
            on_change=move |word: String| change(&|asked| asked.severity = some(word.clone()))
        />
        <Select
            label=t!("incident.status")
            label_hidden=true
            small=true
            choices=states()
            value=Signal::derive(move || value(asked(portal).status))
            on_change=move |word: String| change(&|asked| asked.status = some(word.clone()))
        />
    }
    .into_any()
}

/// The choices after the one that asks for any, which says what is chosen of.
fn any(known: impl IntoIterator<Item = Choice>, field: String) -> Vec<Choice> {
    let all = Choice::new("", format!("{field}: {}", t!("alerts.any")));
    [all].into_iter().chain(known).collect()
}
