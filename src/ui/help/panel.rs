//! The panel: what the page that is open is for, the tour, the glossary, and where to read on.

use super::words::Words;
use super::{Help, exports, left_at, stops, subject};
use crate::route::Route;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, ButtonLink, Drawer};
use crate::ui::portal::Portal;
use crate::ui::text::text;
use crate::ui::{naming, shortcuts};
use crate::view::prelude::*;

/// Where to read on: the key of its words and the address.
const LINKS: [(&str, &str); 4] = [
    ("start", "https://learn.microsoft.com/defender-xdr/get-started-xdr"),
    ("notes", "https://learn.microsoft.com/defender-xdr/additional-information-xdr"),
    ("attack", "https://attack.mitre.org/"),
    ("community", "https://techcommunity.microsoft.com/"),
];

/// The panel.
#[component]
pub(super) fn Panel(help: Help) -> impl IntoView {
    let portal = Portal::get();
    let close = Callback::new(move |()| help.is_open.set(false));
    // The page behind is what is explained: a press on a link in the panel leads away from it.
    let page = Memo::new(move |_| portal.route.with(subject::of));
    Effect::new(move |before: Option<&'static str>| {
        let now = page.get();
        if before.is_some_and(|before| before != now) {
            help.is_open.set(false);
        }
        now
    });
    view! {
        <Drawer open=help.is_open on_close=close title=t!("help.title")>
            <div class="stack calm">
                {move || about(page.get())}
                {move || exports::are_wanted(page.get()).then(exports::how)}
                <TourOffer help/>
                <Words/>
                <Boundary/>
                <More/>
            </div>
        </Drawer>
    }
}

fn about(page: &'static str) -> AnyView {
    let portal = Portal::get();
    let keys = shortcuts::Opener::get();
    let help = Help::get();
    let show_keys = move |_| {
        help.is_open.set(false);
        keys.open();
    };
    let demo = (!portal.is_demo() && page != "demo").then(|| {
        view! { <ButtonLink label=t!("help.demo") href=Route::Demo.to_string()/> }
    });
    view! {
        <section class="stack stack-8" aria-labelledby="help-page">
            <h3 class="section" id="help-page">{t!("help.page")}</h3>
            <p>{text(&format!("help.page.{page}.what"), &[])}</p>
            <p>{text(&format!("help.page.{page}.do"), &[])}</p>
            <div class="row">
                <Button label=t!("help.keys") on_press=show_keys/>
                {demo}
            </div>
        </section>
    }
    .into_any()
}

/// The tour of the perspective that is taken, from where it was left.
#[component]
fn TourOffer(help: Help) -> impl IntoView {
    let portal = Portal::get();
    let keys = move || {
        let role = portal.role.get();
        let left =
            left_at(role.as_str()).filter(|left| *left > 0 && *left < stops::stops(role, portal).len());
        let first = move |_| help.begin_tour(0);
        match left {
            Some(left) => {
                let label = t!("help.tour.resume", n = left + 1);
                view! {
                    <Button label kind=ButtonKind::Primary on_press=move |_| help.begin_tour(left)/>
                    <Button label=t!("help.tour.again") on_press=first/>
                }
                .into_any()
            }
            None => view! { <Button label=t!("help.tour.start") kind=ButtonKind::Primary on_press=first/> }
                .into_any(),
        }
    };
    let what = move || {
        let role = portal.role.get();
        t!("help.tour.what", role = naming::role(role), n = stops::stops(role, portal).len())
    };
    view! {
        <section class="stack stack-8" aria-labelledby="help-tour">
            <h3 class="section" id="help-tour">{t!("help.tour")}</h3>
            <p>{what}</p>
            <div class="row">{keys}</div>
        </section>
    }
}

/// What the experts are not, and where to turn instead.
#[component]
fn Boundary() -> impl IntoView {
    view! {
        <section class="stack stack-8" aria-labelledby="help-boundary">
            <h3 class="section" id="help-boundary">{t!("help.boundary")}</h3>
            <p>{t!("boundary.help")}</p>
            {crate::ui::pages::experts::routes()}
        </section>
    }
}

/// Where to read on.
#[component]
fn More() -> impl IntoView {
    let link = |(key, address): (&'static str, &'static str)| {
        view! {
            <li>
                <a class="link" href=address target="_blank" rel="noopener noreferrer">
                    {text(&format!("help.more.{key}"), &[])}
                </a>
            </li>
        }
    };
    view! {
        <section class="stack stack-8" aria-labelledby="help-more">
            <h3 class="section" id="help-more">{t!("help.more")}</h3>
            <ul class="help-links">{LINKS.into_iter().map(link).collect_view()}</ul>
            <p class="caption third">{t!("help.more.note")}</p>
        </section>
    }
}
