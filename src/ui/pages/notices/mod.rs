//! Messages that leave: the outbox with what is due, could not leave and is coming, the channels, the log, and the check
//! of a code (service.md 1.4).

mod about;
mod announce;
mod aside;
mod calendar;
mod channels;
mod check_ins;
mod deeds;
mod deliver;
mod log;
mod outbox;
mod retry;
mod rule_edit;
mod rules;
mod tests_sent;
mod told;
mod wording;

pub use announce::announce;
pub use channels::teams_test;
pub use check_ins::CheckInsPage;
pub(crate) use deliver::record;
pub use retry::keep_trying;
pub(crate) use wording::{Message, workspace};

use crate::analytics::notices::{Found, LAPSED_DAYS, Notice, RECENT_DAYS, Standing, Trigger, notices};
use crate::domain::time::DAY_MS;
use crate::domain::work::Stage;
use crate::platform::clock;
use crate::t;
use crate::ui::parts::PageHead;
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The page.
#[component]
pub fn NoticesPage() -> impl IntoView {
    let portal = Portal::get();
    let all = Memo::new(move |_| current(portal));
    let due =
        Memo::new(move |_| all.with(|all| all.iter().filter(|it| it.standing == Standing::Due).count()));
    let end = move || {
        let href = crate::route::Route::CheckIns.to_string();
        view! { <crate::ui::parts::ButtonLink label=t!("check-in.title") href icon=crate::ui::parts::Glyph::Calendar/> }
    };
    view! {
        <div class="page">
            <PageHead title=Signal::derive(move || t!("notices.title", n = due.get())) end/>
            <div class="with-side calm">
                <div class="stack calm">
                    <outbox::Outbox all/>
                    <rules::Rules/>
                    <log::Log/>
                </div>
                <div class="stack calm">
                    <log::CheckCode/>
                    <channels::ChannelsCard/>
                    <told::ToldCard/>
                </div>
            </div>
        </div>
    }
    .into_any()
}

/// What Home looks at of the newest incidents: of more it would be slow, and what is older was told long ago.
const NEWEST_ROWS: usize = 3_000;

/// What of the outbox Home tells of.
pub(in crate::ui) struct Waiting {
    /// The triggers of the messages that wait to be sent.
    pub(in crate::ui) triggers: Vec<Trigger>,
    /// How many were not sent in time.
    pub(in crate::ui) lapsed: usize,
}

/// What waits to be sent, and what was not sent in time.
pub(in crate::ui) fn waiting(portal: Portal) -> Waiting {
    let is_waiting = |it: &&Notice| matches!(it.standing, Standing::Due | Standing::Failed(..));
    let all = of_newest(portal, NEWEST_ROWS);
    Waiting {
        triggers: all.iter().filter(is_waiting).map(|it| it.trigger).collect(),
        lapsed: all.iter().filter(|it| it.standing == Standing::Lapsed).count(),
    }
}

/// The notices as they are now.
fn current(portal: Portal) -> Vec<Notice> {
    of_newest(portal, usize::MAX)
}

fn of_newest(portal: Portal, rows: usize) -> Vec<Notice> {
    // What was said a moment ago is due now, and not when the next minute begins.
    let now = portal.now().max(clock::now());
    let has_rules = portal.read(|state| state.experts.mail_rules.iter().any(|rule| rule.terms.on));
    let mut found = portal.board(|board| Found {
        awaiting: board.stage_rows(Stage::YourTurn),
        notified: board.notified_rows(now),
        recent: board.rows_since(now.plus_millis(-(RECENT_DAYS + LAPSED_DAYS) * DAY_MS), has_rules),
    });
    found.recent.drain(..found.recent.len().saturating_sub(rows));
    portal.read(|state| notices(state, &found, now))
}
