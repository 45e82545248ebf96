//! Most impacted assets: devices, users, mailboxes and applications by the incidents that touch them.

use super::about::About;
use super::none::NoneHere;
use super::side::{AssetBars, asset_twin};
use super::{View, filters, period, queue_of};
use crate::domain::brief::AssetKind;
use crate::platform::intl;
use crate::report::about::Item;
use crate::report::impact::{Impact, ImpactedAsset};
use crate::t;
use crate::ui::charts::ChartFrame;
use crate::ui::naming;
use crate::ui::parts::{Heading, Icon, ReadingTable, Segment, Segmented};
use crate::view::prelude::*;

/// Bars of the chart.
const BARS: usize = 12;
/// Rows of the table; the export has more.
const ROWS_MAX: usize = 200;

/// The page.
#[component]
pub(super) fn Assets(view: View) -> impl IntoView {
    let now = Memo::new(move |_| view.link.with(|link| link.kind));
    let kind = Signal::derive(move || {
        now.get().and_then(|now| AssetKind::ALL.iter().position(|it| *it == now)).map_or(0, |at| at + 1)
    });
    let choose = move |at: usize| {
        view.relink(|link| link.kind = at.checked_sub(1).and_then(|at| AssetKind::ALL.get(at).copied()));
    };
    let impact = view.count(move |given| {
        Impact::of(
            given.state,
            given.columns,
            given.filter,
            given.link.period,
            given.reader,
            given.link.kind,
            ROWS_MAX,
        )
    });
    let segments = Signal::derive(move || {
        let kinds = AssetKind::ALL.into_iter().map(|kind| Segment::new(naming::asset_kind(kind)));
        std::iter::once(Segment::new(t!("report.total"))).chain(kinds).collect::<Vec<_>>()
    });
    let top = Memo::new(move |_| {
        impact.with(|impact| Impact {
            assets: impact.assets.iter().take(BARS).cloned().collect(),
            ..impact.clone()
        })
    });
    let is_empty = Memo::new(move |_| impact.with(|impact| impact.assets.is_empty()));
    let scope = Signal::derive(move || {
        Some(impact.with(|impact| t!("report.assets.scope", n = impact.touched, without = impact.without)))
    });
    let about = move || view! { <About view item=Item::Assets title=t!("report.page.assets")/> };
    view! {
        <period::PeriodCard view/>
        <filters::Bar view>
            <Segmented label=t!("report.assets.kind") segments chosen=kind on_choose=choose/>
        </filters::Bar>
        <Show
            when=move || !is_empty.get()
            fallback=move || view! { <section class="card"><NoneHere view title=t!("report.assets.none") text=t!("report.assets.none.help")/></section> }
        >
            <section class="card card-body">
                <ChartFrame title=t!("report.page.assets") scope table=asset_twin(top) end=about><AssetBars view impact=top/></ChartFrame>
            </section>
            <List impact/>
        </Show>
    }
}

#[component]
fn List(impact: Memo<Impact>) -> impl IntoView {
    let rows = move || impact.get().assets.into_iter().map(row).collect_view();
    let more = move || {
        let (listed, all) = impact.with(|impact| (impact.assets.len(), impact.touched));
        (all > listed)
            .then(|| view! { <p class="caption third">{t!("report.more-in-export", n = all - listed)}</p> })
    };
    view! {
        <section class="card card-body">
            <ReadingTable
                label=t!("report.page.assets")
                heads=vec![
                    Heading::new(t!("dimension.asset")),
                    Heading::new(t!("dimension.group")),
                    Heading::new(t!("dimension.critical")),
                    Heading::number(t!("report.incidents")),
                    Heading::number(t!("outcome.open")),
                    Heading::off_paper(t!("report.rows")),
                ]
                rows=rows.into_any()
                cards=true
            />
            {more}
        </section>
    }
}

fn row(asset: ImpactedAsset) -> impl IntoView {
    view! {
        <tr>
            <td data-label=t!("dimension.asset")>
                <span class="mark">
                    <Icon glyph=crate::ui::asset_glyph::asset_glyph(asset.kind)/>
                    <span>{asset.name.clone()} <span class="third">" " {naming::asset_kind(asset.kind)}</span></span>
                </span>
            </td>
            <td data-label=t!("dimension.group")>{asset.group.clone()}</td>
            <td data-label=t!("dimension.critical")>{asset.critical.then(|| t!("yes-no.yes"))}</td>
            <td class="num" data-label=t!("report.incidents")>{intl::number(asset.incidents as f64)}</td>
            <td class="num" data-label=t!("outcome.open")>{intl::number(asset.open as f64)}</td>
            <td class="not-print" data-label=t!("report.rows")><a class="link" href=queue_of(&asset.filter)>{t!("report.show", n = asset.incidents)}</a></td>
        </tr>
    }
}
