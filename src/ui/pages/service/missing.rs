//! What is missing, asset by asset: each device that is not protected and each domain controller without a healthy
//! sensor, with the reason that the export gives.

use crate::domain::estate::machine::Standing;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Choice, Drawer, Field, Select};
use crate::ui::portal::Portal;
use crate::ui::state_words::state_words;
use crate::view::prelude::*;

/// More rows than these are found by typing.
const ROWS_MAX: usize = 200;

/// An asset that misses something.
#[derive(Clone, Debug, PartialEq)]
struct Lacking {
    name: String,
    what: String,
    detail: String,
    standing: Option<Standing>,
    seen: Option<Timestamp>,
}

fn lacking(portal: Portal) -> Vec<Lacking> {
    portal.read(|state| {
        let devices = state.missing_devices().map(|machine| Lacking {
            name: machine.name.clone(),
            what: naming::standing(machine.standing),
            detail: detail(&machine.why, machine.group.iter().cloned()),
            standing: Some(machine.standing),
            seen: machine.last_seen,
        });
        let controllers = state.estate.controllers().into_iter().filter(|controller| !controller.healthy);
        let controllers = controllers.map(|controller| Lacking {
            name: controller.name,
            what: t!("service.missing.sensor"),
            detail: detail(&controller.why, controller.issues),
            standing: None,
            seen: None,
        });
        controllers.chain(devices).collect()
    })
}

/// Why it is missing, in words, and what else is known of it.
fn detail(why: &str, more: impl IntoIterator<Item = String>) -> String {
    let why = Some(why).filter(|why| !why.is_empty()).map(state_words);
    why.into_iter().chain(more).collect::<Vec<_>>().join(" · ")
}

/// The words of the filter.
fn filters() -> Vec<Choice> {
    let standing = |standing: Standing| Choice::new(standing.as_str(), naming::standing(standing));
    let all = Choice::new("", t!("service.missing.all"));
    let sensor = Choice::new(SENSOR, t!("service.missing.sensor"));
    [all, sensor].into_iter().chain(Standing::MISSING.map(standing)).collect()
}

/// The word of controllers in the filter.
const SENSOR: &str = "sensor";

/// The list, in a drawer.
#[component]
pub(super) fn MissingDrawer(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let portal = Portal::get();
    let typed = RwSignal::new(String::new());
    let chosen = RwSignal::new(String::new());
    let all = Memo::new(move |_| if open.get() { lacking(portal) } else { Vec::new() });
    let fits = move |it: &Lacking| {
        let word = it.standing.map_or(SENSOR, Standing::as_str);
        let query = typed.with(|typed| typed.trim().to_lowercase());
        chosen.with(|chosen| chosen.is_empty() || chosen == word)
            && (it.name.to_lowercase().contains(&query) || it.detail.to_lowercase().contains(&query))
    };
    let rows = move || {
        let found = all.with(|all| all.iter().filter(|it| fits(it)).cloned().collect::<Vec<_>>());
        let count = found.len();
        let rows = found.into_iter().take(ROWS_MAX).map(row).collect_view();
        let more = count.saturating_sub(ROWS_MAX);
        view! {
            <p class="caption second" role="status">{t!("service.missing.count", n = count)}</p>
            <ul class="list">{rows}</ul>
            {(more > 0).then(|| view! { <p class="caption third">{t!("service.missing.more", n = more)}</p> })}
        }
        .into_any()
    };
    view! {
        <Drawer open on_close=Callback::new(move |()| open.set(false)) title=t!("service.missing.title")>
            <div class="stack stack-8">
                <Field
                    label=t!("service.missing.find")
                    kind="search"
                    value=typed
                    on_input=Callback::new(move |text| typed.set(text))
                />
                <Select
                    label=t!("service.missing.what")
                    choices=filters()
                    value=chosen
                    on_change=Callback::new(move |word| chosen.set(word))
                />
                {rows}
            </div>
        </Drawer>
    }
}

fn row(it: Lacking) -> AnyView {
    let seen = it.seen.map(|at| t!("service.missing.seen", when = intl::moment(at)));
    view! {
        <li class="list-row">
            <span class="stack stack-2 grow">
                <bdi class="name cut">{it.name}</bdi>
                <span class="caption third">{it.detail}</span>
            </span>
            <span class="stack stack-2">
                <span class="data">{it.what}</span>
                <span class="caption third">{seen}</span>
            </span>
        </li>
    }
    .into_any()
}
