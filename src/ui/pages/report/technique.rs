//! One technique of the matrix, and what opens when it is pressed.

use super::matrix::{counted, shaded};
use super::{View, look, queue_of};
use crate::analytics::dimension::Dim;
use crate::analytics::filter::{Filter, Mark};
use crate::domain::vocabulary::Tactic;
use crate::platform::{intl, roving};
use crate::report::matrix::Technique;
use crate::report::shade::Shades;
use crate::route::MatrixLook;
use crate::t;
use crate::ui::charts::{BarRow, Series, StackedBars};
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, ButtonLink, Popover, fresh_id};
use crate::view::prelude::*;
use leptos::ev::KeyboardEvent;
use leptos::html;

/// As many groups as the most used technique has fill the bar.
const GROUPS_FULL: f64 = 80.0;

/// A cell: its count, how widely it is used, its name.
#[component]
pub(super) fn Cell(
    view: View,
    technique: Technique,
    tactic: Tactic,
    look: MatrixLook,
    shades: Shades,
    is_sub: bool,
    is_first: bool,
) -> impl IntoView {
    let count = counted(&technique.stack, look.counted);
    let groups = technique.prevalence.map_or(0, |prevalence| prevalence.groups);
    let step = shades.step(shaded(&technique, look));
    let shade = if count == 0 && !look.by_prevalence { "is-unseen" } else { look::amount_class(step) };
    let lead = match (look.by_prevalence, count) {
        (true, _) => intl::number(f64::from(groups)),
        (false, 0) => t!("report.matrix.not-seen"),
        (false, _) => intl::number(count as f64),
    };
    let words =
        t!("report.matrix.cell", id = &technique.id, name = &technique.name, n = count, groups = groups);
    let use_share = format!("{:.0}%", (f64::from(groups) / GROUPS_FULL * 100.0).min(100.0));
    let id = fresh_id("technique");
    let controls = id.clone();
    let is_chosen = technique.mark == Mark::Asked;
    let name = technique.name.clone();
    let trigger = move || {
        view! {
            <button
                type="button"
                class=format!("matrix-cell {shade}")
                class:is-sub=is_sub
                class:is-chosen=is_chosen
                tabindex=if is_first { "0" } else { "-1" }
                title=words.clone()
                popovertarget=controls.clone()
            >
                <span class="matrix-count">{lead.clone()}</span>
                <span class="matrix-use"><span style:inline-size=use_share.clone()></span></span>
                <span class="matrix-name">{after_strokes(&name)}</span>
                <span class="unseen">", " {words.clone()}</span>
            </button>
        }
    };
    let title = technique.name.clone();
    let inside = StoredValue::new(technique.clone());
    let foot = {
        let technique = technique.clone();
        move || foot(view, &technique)
    };
    view! {
        <Popover id title trigger foot>
            {move || inside.with_value(|technique| opened(view, technique, tactic))}
        </Popover>
    }
}

fn foot(view: View, technique: &Technique) -> AnyView {
    let Some(filter) = technique.filter.clone() else { return ().into_any() };
    let own = filter.clone();
    let label = t!("report.show", n = technique.stack.total());
    view! {
        <ButtonLink label href=queue_of(&filter) kind=ButtonKind::Primary/>
        <Button label=t!("report.matrix.filter") kind=ButtonKind::Subtle on_press=move |_| narrow(view, &own)/>
    }
    .into_any()
}

/// Filters the report by the techniques that a filter asks for.
fn narrow(view: View, to: &Filter) {
    let choice = to.choice(Dim::Technique).cloned().unwrap_or_default();
    view.change(move |filter: &mut Filter| {
        filter.clear(Dim::Technique);
        choice.any.into_iter().for_each(|value| filter.set(Dim::Technique, value, Mark::Asked));
    });
}

/// The body of the popover: counts, sub-techniques, how widely it is used and how that compares with before.
fn opened(view: View, technique: &Technique, tactic: Tactic) -> AnyView {
    let stack = technique.stack;
    let sums = t!("report.matrix.opened", resolved = stack.directly + stack.with_help, open = stack.open);
    let bars: Vec<BarRow> = technique
        .subs
        .iter()
        .map(|sub| BarRow {
            key: sub.id.clone(),
            name: sub.name.clone(),
            parts: vec![sub.stack.total() as f64],
            total: intl::number(sub.stack.total() as f64),
            words: format!("{} {}: {}", sub.id, sub.name, sub.stack.total()),
            chosen: sub.mark == Mark::Asked,
        })
        .collect();
    let series = vec![Series { name: t!("report.incidents"), fill: "fill-amount" }];
    let known: Vec<(String, Option<Filter>)> =
        technique.subs.iter().map(|sub| (sub.id.clone(), sub.filter.clone())).collect();
    let choose = move |id: String| {
        let filter = known.iter().find(|(known, _)| *known == id).and_then(|(_, filter)| filter.as_ref());
        if let Some(filter) = filter {
            narrow(view, filter);
        }
    };
    let has_subs = !bars.is_empty();
    let subs = has_subs.then(|| {
        view! { <StackedBars label=t!("report.matrix.subs") series rows=bars on_choose=choose/> }
    });
    let prevalence = technique.prevalence.map(|prevalence| match prevalence.at_least {
        true => t!("report.matrix.at-least", n = prevalence.groups),
        false => t!("report.matrix.used-by", n = prevalence.groups),
    });
    let compared = technique.before.map(|before| match (before, stack.total()) {
        (0, 0) => t!("report.matrix.never"),
        (0, now) => t!("report.matrix.newly", n = now),
        (before, now) => {
            let times = (now as f64 / before as f64 * 10.0).round() / 10.0;
            t!("report.matrix.times", times = times, n = before)
        }
    });
    view! {
        <p class="caption third">{technique.id.clone()} ", " {naming::tactic(tactic)}</p>
        <p class="row row-wide"><strong class="page">{intl::number(stack.total() as f64)}</strong> <span>{sums}</span></p>
        {subs}
        <p class="caption second">{prevalence} " " {compared}</p>
    }
    .into_any()
}

/// Arrow keys move through the matrix: up and down in a tactic, left and right between tactics.
pub(super) fn keys(event: &KeyboardEvent, node: NodeRef<html::Div>) {
    let step = match event.key().as_str() {
        "ArrowDown" => (1, ".matrix-cell"),
        "ArrowUp" => (-1, ".matrix-cell"),
        "ArrowRight" => (1, ".matrix-column"),
        "ArrowLeft" => (-1, ".matrix-column"),
        _ => return,
    };
    event.prevent_default();
    let Some(matrix) = node.get_untracked() else { return };
    if step.1 == ".matrix-cell" {
        roving::focus_step(&matrix, ".matrix-cell", step.0);
    } else {
        roving::focus_group(&matrix, ".matrix-column", ".matrix-cell", step.0);
    }
}

/// A name that may go on in the next line behind a stroke, such as "Deobfuscate/Decode": a column is as wide as the longest
/// word in it.
fn after_strokes(name: &str) -> AnyView {
    let parts: Vec<&str> = name.split_inclusive('/').collect();
    let last = parts.len().saturating_sub(1);
    let part = |(at, part): (usize, &str)| {
        let may_break = (at < last).then(|| view! { <wbr/> });
        view! { {part.to_owned()} {may_break} }.into_any()
    };
    parts.into_iter().enumerate().map(part).collect_view().into_any()
}
