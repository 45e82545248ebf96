//! Emerging threats: techniques that are new in the period, each leading to its incidents, and the hunts that ended in it.

use super::about::About;
use super::{View, queue_of};
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::emerging::{Emerging as New, EndedHunt};
use crate::report::hunting::Hunting;
use crate::route::Route;
use crate::t;
use crate::ui::attack;
use crate::ui::markdown::Markdown;
use crate::ui::parts::{Heading, ReadingTable, SeverityMark};
use crate::ui::text::text;
use crate::view::prelude::*;

/// The table.
#[component]
pub(super) fn Emerging(view: View, hunting: Memo<Hunting>) -> impl IntoView {
    let facts = attack::facts();
    let emerging = Memo::new(move |_| hunting.with(|hunting| hunting.emerging.clone()));
    let row = move |it: New| {
        let name = facts.with(|facts| facts.as_ref().and_then(|facts| facts.full_name(&it.id)));
        let named = name.clone().unwrap_or_else(|| it.id.clone());
        let notified = (it.notified > 0).then(|| intl::number(it.notified as f64));
        let label = t!("report.emerging.show", n = it.count, name = named);
        view! {
            <tr>
                <td data-label=t!("dimension.severity")><SeverityMark level=it.severity.clone()/></td>
                <td data-label=t!("column.technique")><span><code>{it.id.clone()}</code> " " {name}</span></td>
                <td class="num" data-label=t!("report.incidents")>
                    <a class="link" href=queue_of(&it.filter) aria-label=label>{intl::number(it.count as f64)}</a>
                </td>
                <td class="num" data-label=t!("column.notified")>{notified}</td>
                <td data-label=t!("column.first")>{intl::moment(it.first)}</td>
            </tr>
        }
    };
    let body = move || match emerging.get() {
        None => view! { <p class="second">{t!("report.emerging.unknown")}</p> }.into_any(),
        Some(found) if found.is_empty() => {
            view! { <p class="second">{t!("report.emerging.none")}</p> }.into_any()
        }
        Some(found) => {
            let rows = found.into_iter().map(row.clone()).collect_view();
            view! {
                <ReadingTable
                    label=t!("table.emerging")
                    heads=vec![
                        Heading::new(t!("dimension.severity")),
                        Heading::new(t!("column.technique")),
                        Heading::number(t!("report.incidents")),
                        Heading::number(t!("column.notified")),
                        Heading::new(t!("column.first")),
                    ]
                    rows=rows.into_any()
                    cards=true
                />
            }
            .into_any()
        }
    };
    view! {
        <section class="card card-body">
            <div class="chart-head">
                <h2 class="chart-title">{t!("table.emerging")}</h2>
                <span class="chart-scope">{t!("report.emerging.scope")}</span>
                <span class="chart-end"><About view item=Item::Emerging title=t!("table.emerging")/></span>
            </div>
            {body}
            <Hunts view hunting/>
        </section>
    }
}

/// What the hunters looked for in the period and what came of it, also where that was nothing.
#[component]
fn Hunts(view: View, hunting: Memo<Hunting>) -> impl IntoView {
    let row = |hunt: EndedHunt| {
        let href = Route::Hunt(hunt.id.as_str().into()).to_string();
        view! {
            <li class="hunt-ended">
                <p>
                    <span class="third">{hunt.code}</span> " "
                    <a class="link" href=href><bdi>{hunt.title}</bdi></a> " "
                    <span class="second">{text(&format!("hunting.outcome.{}", hunt.outcome.as_str()), &[])}</span> " "
                    <span class="third">{intl::day(hunt.at)}</span>
                </p>
                <p class="caption second"><bdi>{hunt.hypothesis}</bdi></p>
                <Markdown text=Signal::derive(move || hunt.summary.clone())/>
            </li>
        }
        .into_any()
    };
    let list = move || hunting.with(|it| it.hunts.clone());
    move || {
        let hunts = list();
        let body = if hunts.is_empty() {
            view! { <p class="second">{t!("report.hunts.none")}</p> }.into_any()
        } else {
            view! { <ul class="stack">{hunts.into_iter().map(row).collect_view()}</ul> }.into_any()
        };
        view! {
            <div class="chart-head">
                <h3 class="chart-title">{t!("table.hunts")}</h3>
                <span class="chart-scope">{t!("report.hunts.scope")}</span>
                <span class="chart-end"><About view item=Item::Hunts title=t!("table.hunts")/></span>
            </div>
            {body}
        }
    }
}
