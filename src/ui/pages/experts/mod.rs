//! Questions to the experts and all conversations: the list, the conversation that is open, a new question, and what is
//! left to ask (service.md 1.11).

mod account;
mod boundary;
mod compose;
mod draft;
mod export;
mod fields;
mod letter;
mod list;
mod narrow;
mod raise;
mod talk;

pub(crate) use boundary::routes;
pub(crate) use raise::{fresh, take_in};

use crate::domain::experts::threads::Thread;
use crate::domain::people::Party;
use crate::route::{Ask, Route};
use crate::t;
use crate::ui::leaving::Leaving;
use crate::ui::parts::{ButtonKind, ButtonLink, Glyph, PageHead};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// The page.
#[component]
pub fn AskPage() -> impl IntoView {
    let portal = Portal::get();
    let thread = Memo::new(move |_| open_thread(portal));
    let narrow = narrow::Narrow::new(portal);
    // Whoever answers does not ask.
    let title = Signal::derive(move || match portal.party() {
        Party::Customer => t!("ask.title"),
        Party::Experts => t!("ask.title.experts"),
    });
    let end = move || {
        view! {
            <ButtonLink label=Signal::derive(move || crate::ui::pages::advisor::title(portal.party())) href=Route::Advisor(crate::route::AdvisorPage::Overview).to_string() kind=ButtonKind::Subtle icon=Glyph::Person/>
            <ButtonLink label=t!("check-in.title") href=Route::CheckIns.to_string() kind=ButtonKind::Subtle icon=Glyph::Calendar/>
            <ButtonLink label=t!("notices.page") href=Route::Notices.to_string() kind=ButtonKind::Subtle icon=Glyph::Bell/>
            <Leaving
                portal
                what="messages"
                label=t!("ask.export")
                table=Callback::new(move |()| export::table(portal, narrow))
            />
        }
    };
    let is_fresh = Memo::new(move |_| {
        portal.route.with(|route| matches!(route, Route::Ask(ask) if ask.thread.is_none() && ask.is_fresh()))
    });
    let conversation = move || match thread.get() {
        Some(thread) => view! { <talk::Talk thread/> }.into_any(),
        None => talk::none(),
    };
    view! {
        <div class="page ask-page" class:ask-open=move || thread.with(Option::is_some) class:ask-fresh=move || is_fresh.get()>
            <PageHead title end>
                <p class="data second not-phone">{t!("ask.language")}</p>
            </PageHead>
            <div class="ask">
                <list::Conversations thread narrow/>
                <div class="ask-middle">{conversation}</div>
                <div class="ask-side stack">
                    <div class="ask-back">
                        <ButtonLink label=t!("ask.back") href=Route::Ask(Ask::default()).to_string() kind=ButtonKind::Subtle icon=Glyph::ChevronLeft/>
                    </div>
                    <compose::Compose/>
                    <account::Account/>
                </div>
            </div>
        </div>
        <boundary::BoundaryBar/>
    }
    .into_any()
}

/// The conversation that the address names.
fn open_thread(portal: Portal) -> Option<Thread> {
    portal.route.with(|route| match route {
        Route::Ask(ask) => ask.thread.clone(),
        _ => None,
    })
}

/// The address of a conversation.
fn link(thread: &Thread) -> String {
    Route::Ask(Ask::of(thread.clone())).to_string()
}
