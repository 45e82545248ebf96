//! About: which version this is, where its data lie, and the libraries that it carries with their licences.

use crate::formats::licences::{self, Library};
use crate::platform::fetch;
use crate::route::Route;
use crate::t;
use crate::ui::parts::{Banner, Heading, PageHead, ReadingTable, Tone};
use crate::view::prelude::*;
use leptos::task::spawn_local;

/// Where the site has the list.
const FILE: &str = "licences.json";

/// The page.
#[component]
pub fn AboutPage() -> impl IntoView {
    let listed = RwSignal::new(None::<Result<Vec<Library>, String>>);
    spawn_local(async move {
        let read = match fetch::text(FILE).await {
            Ok(text) => licences::read(&text).ok_or_else(|| t!("about-page.unread")),
            Err(why) => Err(why),
        };
        // Whoever has left does not wait for it.
        listed.try_set(Some(read));
    });
    let libraries = move || match listed.get() {
        None => view! { <p class="second" role="status">{t!("about-page.loading")}</p> }.into_any(),
        Some(Ok(libraries)) => table(libraries),
        Some(Err(why)) => {
            view! { <Banner tone=Tone::Warning>{t!("about-page.failed", why = why)}</Banner> }.into_any()
        }
    };
    view! {
        <div class="page">
            <PageHead title=t!("about-page.title")/>
            <div class="settings-page stack calm">
                <section class="card card-body stack" aria-labelledby="about-what">
                    <h2 class="section" id="about-what">{t!("common.product")}</h2>
                    <p>{t!("about-page.what")}</p>
                    <p>{t!("about-page.data")}</p>
                    <dl class="facts facts-start">
                        <dt>{t!("about-page.version")}</dt><dd>{env!("CARGO_PKG_VERSION")}</dd>
                        <dt>{t!("about-page.licence")}</dt><dd translate="no">{env!("CARGO_PKG_LICENSE")}</dd>
                    </dl>
                    <p><a class="link" href=Route::Storage.to_string()>{t!("storage.open")}</a></p>
                </section>
                <section class="card card-body stack settings-libraries" aria-labelledby="about-libraries">
                    <h2 class="section" id="about-libraries">{t!("about-page.libraries")}</h2>
                    <p class="second">{t!("about-page.libraries.help")}</p>
                    {libraries}
                </section>
            </div>
        </div>
    }
    .into_any()
}

fn table(libraries: Vec<Library>) -> AnyView {
    let row = |library: Library| {
        let name = if library.source.starts_with("https://") {
            let name = library.name;
            view! { <a class="link" href=library.source target="_blank" rel="noopener noreferrer">{name}</a> }
                .into_any()
        } else {
            library.name.into_any()
        };
        view! { <tr translate="no"><th scope="row">{name}</th><td>{library.version}</td><td>{library.licence}</td></tr> }
    };
    let rows = libraries.into_iter().map(row).collect_view().into_any();
    let heads = vec![
        Heading::new(t!("about-page.library")),
        Heading::new(t!("about-page.version")),
        Heading::new(t!("about-page.licence")),
    ];
    view! { <ReadingTable label=t!("about-page.libraries") heads rows/> }.into_any()
}
