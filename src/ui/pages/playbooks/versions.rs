//! The versions of a playbook, newest first: who kept each and when, what changed in it, and the way back to it.

use super::form::{Form, untouched};
use super::kept::newest;
use crate::domain::playbook::Playbook;
use crate::domain::playbook_versions::{Part, versions};
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::parts::{Badge, Button, ButtonKind};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Longest name of a person, in characters.
const NAME_CHARS: usize = 80;

/// One version as the list says it.
#[derive(Clone, PartialEq)]
struct Line {
    playbook: Playbook,
    told: String,
    changed: Vec<Part>,
    is_newest: bool,
}

/// The list.
pub(super) fn list(portal: Portal, form: Form) -> AnyView {
    let lines = Memo::new(move |_| {
        let id = form.playbook.with(|it| it.id.clone());
        portal.read(|state| {
            let all = versions(state, &id);
            let last = all.len();
            let line = |(at, version): (usize, &_)| line(version, at + 1 == last);
            all.iter().enumerate().rev().map(line).collect::<Vec<_>>()
        })
    });
    let list = move || {
        let lines = lines.get();
        if lines.is_empty() {
            return view! { <p class="second">{t!("playbook.versions.none")}</p> }.into_any();
        }
        let rows = lines.into_iter().map(|line| row(portal, form, line)).collect_view();
        view! { <ul class="playbook-versions">{rows}</ul> }.into_any()
    };
    view! { {list} }.into_any()
}

fn line(version: &crate::domain::playbook_versions::Version<'_>, is_newest: bool) -> Line {
    let told = match version.kept {
        Some((by, at)) => {
            t!("playbook.versions.kept", who = clip(by, NAME_CHARS).as_ref(), when = intl::moment(at))
        }
        None => t!("playbook.versions.shipped"),
    };
    Line { playbook: version.playbook.spoken(), told, changed: version.changed(), is_newest }
}

fn row(portal: Portal, form: Form, line: Line) -> AnyView {
    let Line { playbook, told, changed, is_newest } = line;
    let number = playbook.version;
    let parts: Vec<String> =
        changed.iter().map(|part| text(&format!("playbook.part.{}", part.as_str()), &[])).collect();
    let changed = (!parts.is_empty()).then(|| {
        view! { <span class="caption third">{t!("playbook.versions.changed", parts = parts.join(", "))}</span> }
    });
    // An old version is taken into the form and kept as a new one.
    let take = move |_| {
        let version = newest(portal, &playbook.id).version;
        form.take(untouched(Playbook { version, ..playbook.clone() }));
        portal.say(crate::ui::parts::Tone::Good, t!("playbook.taken", n = number));
    };
    let end = match is_newest {
        true => view! { <Badge label=t!("playbook.versions.newest")/> }.into_any(),
        false => view! {
            <Button label=t!("playbook.take-n", n = number) kind=ButtonKind::Link disallowed=form.why() on_press=take/>
        }
        .into_any(),
    };
    view! {
        <li class="row">
            <span class="playbook-version">
                <strong>{t!("playbook.version-n", n = number)}</strong>
                <bdi class="second">{told}</bdi>
                {changed}
            </span>
            <span class="push">{end}</span>
        </li>
    }
    .keyed(number)
}
