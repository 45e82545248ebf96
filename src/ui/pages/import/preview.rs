//! The look at what was read before any of it is taken in.

use super::{Desk, effect, mapping, result};
use crate::domain::brief::Brief;
use crate::domain::catalogue::News;
use crate::domain::text::clip;
use crate::formats::import::{ImportOutcome, JoinCounts, Sample, UnknownWord};
use crate::platform::intl;
use crate::t;
use crate::ui::import_job::Ready;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind};
use crate::view::prelude::*;

/// Longest id or title that is shown, in characters.
const NAME_CHARS: usize = 200;
/// More words of one import would bury the ones that matter.
const WORDS_SHOWN: usize = 20;

/// The card.
pub(super) fn preview(desk: Desk, ready: Ready) -> AnyView {
    let outcome = ready.outcome.clone();
    let ready = StoredValue::new_local(ready);
    let told = effect::of(desk.portal, outcome.summary.as_ref());
    let table = outcome.files.iter().find_map(|file| file.table.clone());
    view! {
        <section class="card card-body stack stack-16" aria-labelledby="preview-title">
            <h2 id="preview-title" class="card-title">{t!("import.preview")}</h2>
            <p class="second">{t!("import.preview.hint")}</p>
            {outcome.summary.as_ref().map(result::counts)}
            {told.as_ref().map(effect::effect)}
            {joined(outcome.joined)}
            {samples(&outcome)}
            {words(&outcome.unknown_words)}
            {table.map(|table| mapping::editor(desk, &table))}
            {result::files(&outcome)}
            <div class="row row-wide">
                <Button
                    label=t!("import.take")
                    kind=ButtonKind::Primary
                    on_press=move |_| desk.take(ready.get_value())
                />
                <Button label=t!("import.discard") on_press=move |_| desk.discard(ready.get_value())/>
            </div>
        </section>
    }
    .into_any()
}

/// What was joined with incidents, and what has no incident here.
fn joined(counts: JoinCounts) -> Option<AnyView> {
    let lines = [
        (counts.alerts, t!("import.joined", n = counts.alerts)),
        (counts.comments, t!("import.joined.comments", n = counts.comments)),
        (counts.made, t!("import.joined.made", n = counts.made)),
        (counts.left_out, t!("import.joined.left-out", n = counts.left_out)),
    ];
    let lines: Vec<String> =
        lines.into_iter().filter(|(count, _)| *count > 0).map(|(_, line)| line).collect();
    (!lines.is_empty()).then(|| {
        let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
        view! { <ul class="import-lines">{lines}</ul> }.into_any()
    })
}

/// The first records.
fn samples(outcome: &ImportOutcome) -> Option<AnyView> {
    if outcome.samples.is_empty() {
        return None;
    }
    let incidents: Vec<AnyView> = outcome
        .samples
        .iter()
        .filter_map(|sample| match sample {
            Sample::Incident(brief, news) => Some(incident(brief, *news)),
            _ => None,
        })
        .collect();
    let others = outcome.samples.iter().filter_map(|sample| match sample {
        Sample::MachineAction(what, device, status) => {
            Some(clip(&format!("{what} · {device} · {status}"), NAME_CHARS).into_owned())
        }
        Sample::Titled(title) => Some(clip(title, NAME_CHARS).into_owned()),
        Sample::Incident(..) => None,
    });
    let others = others.map(|line| view! { <li><bdi>{line}</bdi></li> }).collect::<Vec<_>>();
    let table = (!incidents.is_empty()).then(|| {
        view! {
            <div class="import-scroll" tabindex="0" role="region" aria-label=t!("import.sample")>
                <table class="import-sample">
                    <thead>
                        <tr>
                            <th scope="col">{t!("import.sample.id")}</th>
                            <th scope="col">{t!("import.sample.title")}</th>
                            <th scope="col">{t!("import.sample.severity")}</th>
                            <th scope="col">{t!("import.sample.created")}</th>
                            <th scope="col">{t!("import.sample.news")}</th>
                        </tr>
                    </thead>
                    <tbody>{incidents}</tbody>
                </table>
            </div>
        }
    });
    Some(
        view! {
            <div class="stack stack-8">
                <h3 class="caption second">{t!("import.sample")}</h3>
                {table}
                {(!others.is_empty()).then(|| view! { <ul class="import-lines">{others}</ul> })}
            </div>
        }
        .into_any(),
    )
}

fn incident(brief: &Brief, news: News) -> AnyView {
    let news = match news {
        News::New => t!("import.news.new"),
        News::Changed => t!("import.news.changed"),
        News::Unchanged => t!("import.news.unchanged"),
    };
    view! {
        <tr>
            <td><bdi>{clip(&brief.id, NAME_CHARS).into_owned()}</bdi></td>
            <td><bdi>{clip(&brief.title, NAME_CHARS).into_owned()}</bdi></td>
            <td>{naming::severity(&brief.severity)}</td>
            <td>{intl::moment(brief.created)}</td>
            <td>{news}</td>
        </tr>
    }
    .into_any()
}

/// Words that no list has; they are kept as they came.
fn words(words: &[UnknownWord]) -> Option<AnyView> {
    if words.is_empty() {
        return None;
    }
    let lines = words.iter().take(WORDS_SHOWN).map(|word| {
        let line = t!("import.unknown.line", field = word.field, word = word.word.as_str(), n = word.count);
        view! { <li><bdi>{line}</bdi></li> }
    });
    let lines = lines.collect_view();
    Some(
        view! {
            <div class="stack stack-8">
                <h3 class="caption second">{t!("import.unknown", n = words.len())}</h3>
                <ul class="import-lines">{lines}</ul>
            </div>
        }
        .into_any(),
    )
}
