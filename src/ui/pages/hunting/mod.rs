//! Hunts: the list with what each came to, coverage of the tactics over time, and the page of one (service.md 1.14).

mod coverage;
mod edit;
mod notified;
mod notify;
mod one;

pub use one::HuntPage;
pub(in crate::ui::pages) use one::kql;

use crate::domain::experts::hunt::{Hunt, HuntKind, HuntOutcome};
use crate::platform::intl;
use crate::route::{Report, ReportPage, Route};
use crate::t;
use crate::ui::parts::{
    Button, ButtonKind, ButtonLink, EmptyState, Glyph, Heading, Hue, PageHead, Pill, ReadingTable, Segment,
    Segmented,
};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Which hunts are listed.
const WHICH: [fn(&Hunt) -> bool; 3] = [|_| true, |it| it.ended.is_none(), |it| it.ended.is_some()];

/// The page.
#[component]
pub fn HuntingPage() -> impl IntoView {
    let portal = Portal::get();
    let (editing, sample) = (RwSignal::new(false), RwSignal::new(false));
    let all = Memo::new(move |_| portal.read(|state| state.experts.hunts.clone()));
    let running = Memo::new(move |_| all.with(|all| all.iter().filter(|it| it.ended.is_none()).count()));
    let end = move || {
        let report = Route::Reports(Report { page: ReportPage::Hunting, ..Report::default() }).to_string();
        view! {
            <ButtonLink label=t!("hunting.report") href=report kind=ButtonKind::Subtle icon=Glyph::Table/>
            <Button label=t!("hunting.sample") icon=Glyph::Bell on_press=move |_| sample.set(true)/>
            <edit::NewHunt open=editing/>
        }
    };
    let title = move || {
        if all.with(Vec::is_empty) { t!("hunting.title") } else { t!("hunting.answer", n = running.get()) }
    };
    view! {
        <div class="page">
            <PageHead title=Signal::derive(title) end/>
            <div class="stack calm">
                <List all/>
                <notified::Notified/>
                <coverage::Coverage all/>
            </div>
            <notify::SampleDialog open=sample/>
        </div>
    }
    .into_any()
}

#[component]
fn List(all: Memo<Vec<Hunt>>) -> impl IntoView {
    let which = RwSignal::new(0_usize);
    let segments = Signal::derive(move || {
        let count = |at: usize| {
            all.with(|all| all.iter().filter(|it| WHICH.get(at).is_some_and(|holds| holds(it))).count())
        };
        let names = [t!("hunting.all"), t!("hunting.running"), t!("hunting.completed")];
        let one = |(at, name): (usize, String)| Segment {
            count: Some(count(at).to_string()),
            ..Segment::new(name)
        };
        names.into_iter().enumerate().map(one).collect::<Vec<_>>()
    });
    let rows = move || {
        let at = which.get();
        let mut hunts: Vec<Hunt> = all.with(|all| {
            all.iter().filter(|it| WHICH.get(at).is_some_and(|holds| holds(it))).cloned().collect()
        });
        hunts.sort_by_key(|it| std::cmp::Reverse(it.latest()));
        if hunts.is_empty() {
            return view! { <EmptyState title=t!("hunting.none") text=t!("hunting.none.help")/> }.into_any();
        }
        let rows = hunts.into_iter().map(row).collect_view();
        view! {
            <ReadingTable
                label=t!("hunting.hunts")
                heads=vec![
                    Heading::new(t!("hunting.name")),
                    Heading::new(t!("hunting.code")),
                    Heading::new(t!("hunting.kind")),
                    Heading::new(t!("hunting.state")),
                    Heading::number(t!("hunting.findings")),
                    Heading::new(t!("hunting.begun")),
                ]
                rows=rows.into_any()
                cards=true
            />
        }
        .into_any()
    };
    view! {
        <section class="card" aria-labelledby="hunts-title">
            <div class="card-head">
                <h2 class="section" id="hunts-title">{t!("hunting.hunts")}</h2>
                <span class="push"><Segmented label=t!("hunting.which") segments chosen=which on_choose=move |at| which.set(at)/></span>
            </div>
            {rows}
        </section>
    }
    .into_any()
}

fn row(hunt: Hunt) -> AnyView {
    let href = Route::Hunt(hunt.id.as_str().into()).to_string();
    view! {
        <tr>
            <th scope="row"><a class="link" href=href><bdi>{hunt.plan.title.clone()}</bdi></a></th>
            <td class="nowrap" data-label=t!("hunting.code")>{hunt.code()}</td>
            <td data-label=t!("hunting.kind")>{kind(hunt.plan.kind)}</td>
            <td data-label=t!("hunting.state")>{standing(&hunt)}</td>
            <td class="num" data-label=t!("hunting.findings")>{hunt.findings.len()}</td>
            <td data-label=t!("hunting.begun")>{intl::day(hunt.begun.1)}</td>
        </tr>
    }
    .into_any()
}

fn kind(kind: HuntKind) -> String {
    text(&format!("hunting.kind.{}", kind.as_str()), &[])
}

fn outcome(outcome: HuntOutcome) -> String {
    text(&format!("hunting.outcome.{}", outcome.as_str()), &[])
}

/// In progress, or how it ended.
fn standing(hunt: &Hunt) -> AnyView {
    let (label, hue, icon) = match hunt.ended.as_ref().map(|end| end.outcome) {
        None => (t!("hunting.running"), Hue::Experts, Glyph::Search),
        Some(HuntOutcome::Nothing) => (outcome(HuntOutcome::Nothing), Hue::Good, Glyph::CheckCircle),
        Some(HuntOutcome::Benign) => (outcome(HuntOutcome::Benign), Hue::Neutral, Glyph::Info),
        Some(HuntOutcome::Found) => (outcome(HuntOutcome::Found), Hue::High, Glyph::Warning),
    };
    view! { <Pill label hue icon small=true/> }.into_any()
}
