//! Which tactics the hunts covered, month by month, and the same as a Navigator layer.

use crate::domain::experts::hunt::Hunt;
use crate::domain::vocabulary::Tactic;
use crate::formats::export::navigator::{Scored, layer};
use crate::platform::{files, intl};
use crate::t;
use crate::ui::attack;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonSize, Glyph, Heading, ReadingTable};
use crate::ui::portal::Portal;
use crate::view::prelude::*;
use std::collections::BTreeMap;

/// So many months stand side by side, this one included.
const MONTHS: u32 = 6;

/// The card.
#[component]
pub(super) fn Coverage(all: Memo<Vec<Hunt>>) -> impl IntoView {
    let portal = Portal::get();
    let facts = attack::facts();
    let table = move || {
        let Some(facts) = facts.get() else {
            return view! { <p class="card-body data third">{t!("hunting.coverage.loading")}</p> }.into_any();
        };
        let (zone, today) = portal.reader.with(|reader| (reader.zone.clone(), reader.today()));
        let months: Vec<_> = (0..MONTHS).rev().map(|back| today.month_start(back)).collect();
        let month_of = |hunt: &Hunt| zone.day_of(hunt.begun.1).month_start(0);
        let hunts = all.get();
        let covers = |hunt: &Hunt, tactic: Tactic| {
            let techniques = hunt.plan.techniques.iter();
            techniques.into_iter().any(|id| facts.technique(id).is_some_and(|it| it.tactics.contains(tactic)))
        };
        let months_named = months.iter().map(|month| intl::month_short(zone.start_of(*month)));
        let heads = std::iter::once(Heading::new(t!("hunting.tactic")))
            .chain(months_named.map(Heading::number))
            .chain([t!("hunting.total"), t!("hunting.with-findings")].map(Heading::number))
            .collect();
        let rows = Tactic::ALL.into_iter().map(|tactic| {
            let own: Vec<&Hunt> = hunts.iter().filter(|hunt| covers(hunt, tactic)).collect();
            let cells = months.iter().map(|month| {
                let count = own.iter().filter(|hunt| month_of(hunt) == *month).count();
                let class = if count == 0 { "num third" } else { "num hunt-covered" };
                view! { <td class=class>{count}</td> }
            });
            let cells = cells.collect_view();
            let found = own.iter().filter(|hunt| !hunt.findings.is_empty()).count();
            view! { <tr><th scope="row">{naming::tactic(tactic)}</th>{cells}<td class="num">{own.len()}</td><td class="num">{found}</td></tr> }
        });
        let rows = rows.collect_view();
        view! {
            <ReadingTable label=t!("hunting.coverage") heads rows=rows.into_any()/>
        }
        .into_any()
    };
    let export = move |_| {
        let mut counts: BTreeMap<String, (u32, String)> = BTreeMap::new();
        all.with_untracked(|all| {
            for hunt in all {
                for id in &hunt.plan.techniques {
                    let known = counts.entry(id.clone()).or_default();
                    *known = (known.0 + 1, hunt.code());
                }
            }
        });
        let scored = counts.into_iter().map(|(id, (score, latest))| {
            let comment = t!("hunting.layer.comment", n = score, code = latest);
            Scored { id, score, comment }
        });
        let text = layer(&t!("hunting.layer"), &t!("hunting.layer.help"), scored);
        files::download("hunts-layer.json", "application/json", &text);
    };
    view! {
        <section class="card" aria-labelledby="hunt-coverage">
            <div class="card-head">
                <h2 class="section" id="hunt-coverage">{t!("hunting.coverage")}</h2>
                <span class="caption">{t!("hunting.coverage.help")}</span>
                <span class="push"><Button label=t!("hunting.layer.take") size=ButtonSize::S28 icon=Glyph::Download on_press=export/></span>
            </div>
            {table}
        </section>
    }
    .into_any()
}
