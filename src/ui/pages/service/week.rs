//! Who can be reached for incidents, hour by hour of the week, and when nobody can.

use crate::domain::on_call::{Gap, gaps, parts, reachable_throughout};
use crate::domain::settings::Contact;
use crate::domain::time::{DAY_MS, HOUR_MS, Timestamp};
use crate::platform::intl;
use crate::t;
use crate::ui::pages::setup::Form;
use crate::ui::parts::{Banner, Tone};
use crate::view::prelude::*;

/// The card: a row for each day, a mark for each half hour, and the gaps in words.
#[component]
pub(super) fn Week(
    /// The form whose contacts are shown.
    form: Form,
) -> impl IntoView {
    let start = Memo::new(move |_| {
        form.portal.reader.with(|reader| {
            let today = reader.today();
            // 5 January 1970 was a Monday.
            let past = (i64::from(today.number()) - 4).rem_euclid(7);
            reader.zone.start_of(today.plus_days(-past))
        })
    });
    let contacts = Memo::new(move |_| form.draft.with(|draft| draft.contacts.clone()));
    let rows = move || contacts.with(|contacts| days(contacts, start.get()));
    let said = move || {
        let found = contacts.with(|contacts| gaps(contacts, start.get()));
        if contacts.with(|contacts| !contacts.iter().any(|contact| contact.for_incidents)) {
            return view! { <Banner tone=Tone::Warning>{t!("week.nobody")}</Banner> }.into_any();
        }
        if found.is_empty() {
            return view! { <Banner tone=Tone::Good>{t!("week.always")}</Banner> }.into_any();
        }
        let gaps: Vec<String> = found.iter().map(gap).collect();
        view! { <Banner tone=Tone::Warning>{t!("week.gaps", gaps = gaps.join("; "))}</Banner> }.into_any()
    };
    // The hours of a quarter of the day each, above the marks of its half hours.
    let hours = move || {
        let start = start.get();
        let quarters = (0..4_i64).map(|quarter| intl::time(start.plus_millis(quarter * 6 * HOUR_MS)));
        quarters.map(|time| view! { <td colspan="12" class="week-hour">{time}</td> }).collect_view()
    };
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="week-title">
            <h2 class="card-title" id="week-title">{t!("week.title")}</h2>
            <p class="data second">{t!("week.help")}</p>
            {said}
            <div class="table-frame" tabindex="0" role="group" aria-label=t!("week.title")>
                <table class="week">
                    <thead aria-hidden="true"><tr><th></th>{hours}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// `Sat 02:00 to 06:00`, or over more days.
fn gap(gap: &Gap) -> String {
    let day = |at: Timestamp| intl::weekday_of(at);
    let whole_day = gap.to.millis_since(gap.from) >= DAY_MS;
    if whole_day || day(gap.from) != day(gap.to.plus_millis(-1)) {
        let (from, to) = (intl::time(gap.from), intl::time(gap.to));
        t!("week.gap.days", day = day(gap.from), from = from, until = day(gap.to), to = to)
    } else {
        t!("week.gap", day = day(gap.from), from = intl::time(gap.from), to = intl::time(gap.to))
    }
}

fn days(contacts: &[Contact], start: Timestamp) -> AnyView {
    (0..7_i64)
        .map(|day| {
            let from = start.plus_millis(day * DAY_MS);
            let cells = parts(from)
                .take(48)
                .map(|at| {
                    let who = reachable_throughout(contacts, at);
                    let class = match who.len() {
                        0 => "week-part week-none",
                        1 => "week-part week-one",
                        _ => "week-part week-more",
                    };
                    let names: Vec<&str> = who.iter().map(|contact| contact.name.as_str()).collect();
                    let title = t!("week.part", time = intl::time(at), who = names.join(", "));
                    view! { <td class=class title=title></td> }
                })
                .collect_view();
            let day = intl::weekday_of(from.plus_millis(12 * HOUR_MS));
            view! { <tr><th scope="row">{day}</th>{cells}</tr> }
        })
        .collect_view()
        .into_any()
}
