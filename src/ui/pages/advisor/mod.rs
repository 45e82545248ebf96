//! Working with the advisor: who that is and what both sides owe each other, education and the environment,
//! recommendations drawn from incidents, feedback and escalations (service.md 1.13 and 1.15).

mod card;
mod discovery;
mod duties;
mod environment;
mod feedback;
mod lessons;
mod recommendations;
mod talk;

use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand;
use crate::domain::experts::advisor::AdvisorCommand;
use crate::domain::people::Party;
use crate::route::{AdvisorPage, Report, ReportPage, Route};
use crate::t;
use crate::ui::parts::{ButtonKind, ButtonLink, Glyph, TabLink, Tabs};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::view::prelude::*;

/// A page of the work with the advisor.
#[component]
pub fn AdvisorPages(
    /// Which one.
    page: AdvisorPage,
) -> impl IntoView {
    let body = match page {
        AdvisorPage::Overview => view! {
            <div class="with-side calm">
                <div class="stack calm"><duties::DutiesCard/><recommendations::Guidance/></div>
                <div class="stack calm"><card::Card/></div>
            </div>
        }
        .into_any(),
        AdvisorPage::Support => view! {
            <div class="stack calm"><lessons::Lessons/><environment::Environment/></div>
        }
        .into_any(),
        AdvisorPage::Recommendations => view! { <recommendations::Recommendations/> }.into_any(),
        AdvisorPage::Feedback => view! { <feedback::FeedbackPage/> }.into_any(),
    };
    let tabs = AdvisorPage::ALL.into_iter().map(|this| TabLink {
        label: text(&format!("advisor.page.{}", this.as_str()), &[]),
        href: Route::Advisor(this).to_string(),
        count: None,
        current: this == page,
    });
    let tabs = tabs.collect::<Vec<_>>();
    let portal = Portal::get();
    // The provider's people do not call the advisor theirs.
    let title = Signal::derive(move || title(portal.party()));
    let reviews = Route::Reports(Report { page: ReportPage::Review, ..Report::default() }).to_string();
    view! {
        <div class="page">
            <div class="page-head">
                <h1 class="page-name" tabindex="-1">{title}</h1>
                <Tabs label=t!("advisor.title.experts") tabs=tabs/>
                <div class="page-head-end">
                    <ButtonLink label=t!("advisor.check-ins") href=Route::CheckIns.to_string() kind=ButtonKind::Subtle icon=Glyph::Calendar/>
                    <ButtonLink label=t!("advisor.reviews") href=reviews kind=ButtonKind::Subtle icon=Glyph::File/>
                </div>
            </div>
            {body}
        </div>
    }
    .into_any()
}

/// What the advisor is called by whoever looks.
pub(in crate::ui) fn title(reader: Party) -> String {
    match reader {
        Party::Customer => t!("advisor.title"),
        Party::Experts => t!("advisor.title.experts"),
    }
}

/// A command of the advisor's work.
fn command(act: AdvisorCommand) -> Command {
    Command::Experts { act: ExpertsCommand::Advisor { act: Box::new(act) } }
}
