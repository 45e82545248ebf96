//! A queue without rows: what is so, and which filter to take away to see how many.

use super::chips::{Part, all_parts, period_phrase};
use super::view::QueueView;
use crate::analytics::period::Period;
use crate::route::{List, Queue, Route};
use crate::t;
use crate::ui::parts::{Button, ButtonKind, ButtonLink, EmptyState};
use crate::view::prelude::*;

/// One filter to take away.
#[derive(Clone, Debug, PartialEq)]
enum Offer {
    Part(Part),
    Period(Period),
    /// Leaving the list for that of all incidents.
    All,
}

/// Nothing matches: each filter can be taken away, with the number of incidents that this brings, most first.
#[component]
pub(super) fn NoMatch(view: QueueView) -> impl IntoView {
    let offers = Memo::new(move |_| {
        let filter = view.link.with(|link| link.filter.filter());
        let mut offers: Vec<(Offer, u32)> = all_parts(&filter)
            .into_iter()
            .map(|part| {
                let count = view.total_with(|filter| part.remove(filter));
                (Offer::Part(part), count)
            })
            .collect();
        if filter.created() != Period::All {
            let count = view.total_with(|filter| filter.set_created(Period::All));
            offers.push((Offer::Period(filter.created()), count));
        }
        offers.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        if view.link.with(|link| link.list != List::All) {
            let at = List::ALL.iter().position(|list| *list == List::All);
            let counts = view.list_counts.get();
            offers.push((Offer::All, at.and_then(|at| counts.get(at).copied()).unwrap_or(0)));
        }
        // A filter whose loss brings nothing back is no help; that the list leaves something out is said all the same.
        offers.retain(|(offer, count)| *count > 0 || *offer == Offer::All);
        offers
    });
    let is_filtered = Memo::new(move |_| {
        let filter = view.link.with(|link| link.filter.filter());
        !all_parts(&filter).is_empty() || filter.created() != Period::All
    });
    let lines = move || {
        offers
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, (offer, count))| line(view, offer, count, at == 0))
            .collect_view()
    };
    // Leaving the list is no filter.
    let count = move || offers.with(|offers| offers.iter().filter(|(offer, _)| *offer != Offer::All).count());
    let title = move || if is_filtered.get() { t!("queue.none") } else { t!("queue.none.list") };
    let reset = move |_| view.portal.replace(Route::Incidents(Queue::default()));
    view! {
        <div class="queue-none">
            <EmptyState
                title=Signal::derive(title)
                text=MaybeProp::derive(move || (count() > 0).then(|| t!("queue.none.help", n = count())))
            >
                <ul class="offers">{lines}</ul>
                <div class="row row-wide">
                    <Button label=t!("queue.clear-filters") kind=ButtonKind::Link on_press=move |_| view.clear()/>
                    <Button label=t!("queue.none.reset") kind=ButtonKind::Link on_press=reset/>
                    <a class="link" href=Route::Import.to_string()>{t!("queue.none.import")}</a>
                </div>
            </EmptyState>
        </div>
    }
}

fn line(view: QueueView, offer: Offer, count: u32, is_first: bool) -> AnyView {
    let (label, verb) = match &offer {
        Offer::Part(part) => {
            (t!("queue.none.remove", filter = part.phrase(view.portal)), t!("queue.none.remove.do"))
        }
        Offer::Period(period) => {
            (t!("queue.none.widen", filter = period_phrase(*period)), t!("queue.none.widen.do"))
        }
        Offer::All => (t!("queue.none.leave"), t!("queue.none.leave.do")),
    };
    let key = label.clone();
    let press = move |_| match &offer {
        Offer::Part(part) => view.change(|filter| part.remove(filter)),
        Offer::Period(_) => view.any_time(),
        Offer::All => view.everything(),
    };
    let kind = if is_first && count > 0 { ButtonKind::Primary } else { ButtonKind::Default };
    view! {
        <li>
            <bdi class="grow">{label}</bdi>
            <span class="third">{t!("queue.none.brings", n = count)}</span>
            <Button label=verb kind on_press=press/>
        </li>
    }
    .keyed(key)
}

/// Nothing was imported yet.
pub(super) fn nothing_yet() -> impl IntoView {
    view! {
        <EmptyState title=t!("queue.empty") text=t!("queue.empty.help") large=true>
            <ButtonLink label=t!("queue.empty.import") href=Route::Import.to_string() kind=ButtonKind::Primary/>
        </EmptyState>
    }
}
