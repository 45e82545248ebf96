//! The devices and users behind a row of the hunting report, and the threat categories as rows that lead to their
//! incidents (service.md 1.12, hunting report).

use super::about::About;
use super::{View, queue_of};
use crate::analytics::dimension::Dim;
use crate::analytics::filter::Filter;
use crate::domain::brief::AssetKind;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::hunting::{Hunting, Threat};
use crate::report::touched::{Listed, touched};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Heading, Popover, ReadingTable, fresh_id};
use crate::ui::values;
use crate::view::prelude::*;

/// So many of each kind are listed; the queue has all.
const LISTED: usize = 8;
/// The kinds that the service lists.
const KINDS: [AssetKind; 2] = [AssetKind::Device, AssetKind::User];

/// A button that opens the devices and users of the incidents of a filter.
#[component]
pub(super) fn Touched(view: View, name: String, filter: Filter) -> impl IntoView {
    let id = fresh_id("touched");
    let controls = id.clone();
    let title = t!("report.touched.of", name = &name);
    let trigger = move || {
        view! {
            <Button
                label=t!("report.touched")
                kind=ButtonKind::Subtle
                size=ButtonSize::S28
                controls=controls.clone()
            />
        }
    };
    let filter = StoredValue::new(filter);
    let of = move |kind: AssetKind| {
        view.portal.board(|board| {
            view.portal.glance(|state| {
                view.portal.reader.with(|reader| {
                    filter.with_value(|filter| touched(state, &board.columns, filter, reader, kind, LISTED))
                })
            })
        })
    };
    let lists = move || KINDS.map(|kind| list(kind, of(kind))).into_iter().collect_view();
    view! {
        <Popover id title trigger>
            {lists()}
            <a class="link" href=filter.with_value(queue_of)>{t!("report.touched.show")}</a>
        </Popover>
    }
    .into_any()
}

fn list(kind: AssetKind, listed: Listed) -> AnyView {
    let more = listed.all.saturating_sub(listed.most.len());
    let rows = listed.most.into_iter().map(|(name, count)| {
        view! { <dt><bdi>{name}</bdi></dt><dd>{intl::number(count as f64)}</dd> }
    });
    view! {
        <h3 class="caption strong">{naming::asset_kinds(kind)} " " {intl::number(listed.all as f64)}</h3>
        <dl class="facts">{rows.collect_view()}</dl>
        {(more > 0).then(|| view! { <p class="caption third">{t!("report.touched.more", n = more)}</p> })}
    }
    .into_any()
}

/// The threat categories: how many activities each has, how many of them name no tactic, and the way to them.
#[component]
pub(super) fn Categories(view: View, hunting: Memo<Hunting>) -> impl IntoView {
    let rows =
        move || hunting.with(|it| it.threats.clone()).into_iter().map(|it| row(view, it)).collect_view();
    view! {
        <div class="chart-head">
            <h3 class="chart-title">{t!("report.categories")}</h3>
            <span class="chart-end"><About view item=Item::Categories title=t!("report.categories")/></span>
        </div>
        <ReadingTable
            label=t!("report.categories")
            heads=vec![
                Heading::new(t!("dimension.determination")),
                Heading::number(t!("report.activities.number")),
                Heading::number(t!("column.notified")),
                Heading::number(t!("report.categories.without")),
                Heading::off_paper(t!("report.rows")),
            ]
            rows=rows.into_any()
            cards=true
        />
    }
    .into_any()
}

fn row(view: View, threat: Threat) -> AnyView {
    let name = values::value(view.portal, Dim::Determination, &threat.value);
    view! {
        <tr>
            <td data-label=t!("dimension.determination")>{name.clone()}</td>
            <td class="num" data-label=t!("report.activities.number")>{intl::number(threat.total as f64)}</td>
            <td class="num" data-label=t!("column.notified")>{intl::number(threat.notified as f64)}</td>
            <td class="num" data-label=t!("report.categories.without")>{intl::number(threat.without as f64)}</td>
            <td class="not-print" data-label=t!("report.rows")>
                <span class="row">
                    <a class="link" href=queue_of(&threat.filter)>{t!("report.show", n = threat.total)}</a>
                    <Touched view name filter=threat.filter/>
                </span>
            </td>
        </tr>
    }
    .into_any()
}
