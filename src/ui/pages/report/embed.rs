//! Report widgets for other pages: which one, seen as it will be, the snippet for each of the three ways, and what leaves.

use super::{View, filters};
use crate::analytics::calendar::{CivilDay, Reader};
use crate::domain::time::Timestamp;
use crate::platform::{dom, embed, files, intl, location};
use crate::report::snapshot::{Detail, FILE_NAME, Published, of_all};
use crate::t;
use crate::ui::parts::{Banner, Button, ButtonKind, ButtonSize, Choice, Field, Glyph, Select, Tone};
use crate::ui::portal::Portal;
use crate::ui::text::{say, text};
use crate::view::prelude::*;
use crate::widgets::ask::{Ask, Attributes, Kind, METRICS};
use crate::widgets::draw::Dates;
use crate::widgets::page::document;
use leptos::html;
use leptos::task::spawn_local;

/// What is shown of a snapshot before it leaves; the file has all of it.
const SHOWN_CHARS: usize = 4_000;
/// How many incidents a list without scripts has.
const ROWS_STILL: usize = 50;
/// The document of a widget without scripts.
const STILL_NAME: &str = "watchfloor-widget.html";

/// What was chosen on the page.
#[derive(Clone, Copy)]
struct Chosen {
    view: View,
    /// `report`, `chart:severity`, `metric:resolved-share`.
    widget: RwSignal<String>,
    theme: RwSignal<String>,
    detail: RwSignal<Detail>,
    address: RwSignal<String>,
}

impl Chosen {
    /// The words of the attributes, without where the snapshot is.
    fn attributes(self) -> Vec<(String, String)> {
        let (filter, period) = self.view.link.with(|link| (link.filter.to_string(), link.period.to_string()));
        let widget = self.widget.get();
        let mut attributes = Vec::new();
        if let Some((name, kind)) = widget.split_once(':') {
            let attribute = if name == "metric" { "name" } else { "kind" };
            attributes.push((attribute, kind.to_owned()));
        }
        attributes.push(("period", period));
        attributes.push(("filter", filter));
        attributes.push(("theme", self.theme.get()));
        let is_said =
            |(name, value): &(&str, String)| !(value.is_empty() || *name == "theme" && value == "auto");
        attributes.into_iter().filter(is_said).map(|(name, value)| (name.to_owned(), value)).collect()
    }

    /// The name of the element without `watchfloor-`.
    fn name(self) -> String {
        self.widget.with(|widget| widget.split(':').next().unwrap_or_default().to_owned())
    }

    fn snippet(self, script: &str, tag: &str, first: &[(String, String)]) -> String {
        let base = site();
        let source = ("src".to_owned(), self.address.get());
        let words: Vec<String> = first
            .iter()
            .chain(&self.attributes())
            .chain(std::iter::once(&source))
            .map(|(name, value)| {
                format!(" {name}=\"{}\"", value.replace('&', "&amp;").replace('"', "&quot;"))
            })
            .collect();
        let words = words.concat();
        format!("<script type=\"module\" src=\"{base}embed/{script}\"></script>\n<{tag}{words}></{tag}>")
    }
}

/// The address of the site that the page is of.
fn site() -> String {
    let base = location::address_of("");
    base.split('#').next().unwrap_or_default().to_owned()
}

/// Where the ready header files let other pages read a snapshot: in the folder of the widgets. A page that was opened from
/// a file has no such place.
fn usual_address() -> String {
    if location::is_file() { String::new() } else { format!("{}embed/{FILE_NAME}", site()) }
}

/// The page.
#[component]
pub(super) fn Embed(view: View) -> impl IntoView {
    let chosen = Chosen {
        view,
        widget: RwSignal::new("report".to_owned()),
        theme: RwSignal::new("auto".to_owned()),
        detail: RwSignal::new(Detail::Figures),
        address: RwSignal::new(usual_address()),
    };
    let snapshot =
        view.count(move |given| of_all(given.state, given.columns, chosen.detail.get(), given.reader.now));
    view! {
        <super::period::PeriodCard view/>
        <filters::Bar view><span></span></filters::Bar>
        <div class="embed">
            <section class="card card-body stack">
                <Choices chosen/>
                <Publish chosen snapshot/>
                <Snippets chosen snapshot/>
            </section>
            <section class="stack">
                <Preview chosen snapshot/>
                <Leaves snapshot/>
            </section>
        </div>
    }
}

#[component]
fn Choices(chosen: Chosen) -> impl IntoView {
    let charts = Kind::ALL.into_iter().map(|kind| {
        Choice::new(format!("chart:{}", kind.as_str()), text(&format!("embed.chart.{}", kind.as_str()), &[]))
    });
    let metrics = METRICS
        .into_iter()
        .map(|(_, word)| Choice::new(format!("metric:{word}"), text(&format!("embed.metric.{word}"), &[])));
    let whole = ["report", "matrix", "readiness", "queue"]
        .map(|word| Choice::new(word, text(&format!("embed.widget.{word}"), &[])));
    let widgets: Vec<Choice> = whole.into_iter().chain(charts).chain(metrics).collect();
    let themes: Vec<Choice> = ["auto", "light", "dark"]
        .map(|word| Choice::new(word, text(&format!("embed.theme.{word}"), &[])))
        .into();
    view! {
        <Select
            label=t!("embed.widget")
            choices=widgets
            value=chosen.widget
            on_change=move |word: String| chosen.widget.set(word)
        />
        <Select
            label=t!("embed.theme")
            choices=themes
            value=chosen.theme
            on_change=move |word: String| chosen.theme.set(word)
        />
    }
}

/// The first step: what is published, said before it leaves, saved as a file, and where that file will lie.
#[component]
fn Publish(chosen: Chosen, snapshot: Memo<String>) -> impl IntoView {
    let details: Vec<Choice> = [Detail::Figures, Detail::Rows]
        .map(|detail| Choice::new(detail.as_str(), text(&format!("embed.detail.{}", detail.as_str()), &[])))
        .into();
    let size =
        move || t!("queue.export.snapshot.size", n = snapshot.with(String::len).div_ceil(1_000) as u64);
    let what = move || text(&format!("embed.leaves.{}", chosen.detail.get().as_str()), &[]);
    let save = move |_| files::download(FILE_NAME, "application/json", &snapshot.get_untracked());
    // One file has no snippet that would be the second step.
    let title = if location::is_file() { t!("embed.publish") } else { t!("embed.step.save") };
    view! {
        <h2 class="card-title">{title}</h2>
        <Select
            label=t!("embed.detail")
            choices=details
            value=Signal::derive(move || chosen.detail.get().as_str().to_owned())
            on_change=move |word: String| chosen.detail.set(Detail::parse(&word).unwrap_or(Detail::Figures))
        />
        <p class="caption second">{what}" "{size}</p>
        <div class="row">
            <Button label=t!("embed.publish") kind=ButtonKind::Primary icon=Glyph::Download on_press=save/>
        </div>
        <p class="caption second">{t!("embed.publish.help")}</p>
        <Field
            label=t!("embed.address")
            help=t!("embed.address.help", file = FILE_NAME)
            placeholder=format!("https://portal.example/embed/{FILE_NAME}")
            value=chosen.address
            on_input=move |address: String| chosen.address.set(address)
        />
    }
}

/// The second step: the ways in, each with its snippet. The page without scripts needs no file beside it.
#[component]
fn Snippets(chosen: Chosen, snapshot: Memo<String>) -> impl IntoView {
    let element =
        Memo::new(move |_| chosen.snippet("embed.js", &format!("watchfloor-{}", chosen.name()), &[]));
    let frame = Memo::new(move |_| {
        chosen.snippet("host.js", "watchfloor-frame", &[("widget".to_owned(), chosen.name())])
    });
    let way = move |title: String, help: String, snippet: Memo<String>| {
        let copy = move |_| copy(chosen.view.portal, snippet.get_untracked());
        view! {
            <h3 class="caption strong">{title.clone()}</h3>
            <p class="caption second">{help}</p>
            <pre class="snapshot-text" tabindex="0" aria-label=title>{snippet}</pre>
            <div class="row">
                <Button label=t!("embed.copy") size=ButtonSize::S28 icon=Glyph::Link on_press=copy/>
            </div>
        }
    };
    let page = move || still(chosen, &snapshot.get_untracked());
    let save = move |_| {
        if let Some(page) = page() {
            files::download(STILL_NAME, "text/html;charset=utf-8", &page);
        }
    };
    let copy_still = move |_| {
        if let Some(page) = page() {
            copy(chosen.view.portal, page);
        }
    };
    // One file has no widgets beside it that a page could load.
    let first = move || chosen.address.with(|address| t!("embed.step.snippet.help", address = address));
    let scripted = (!location::is_file()).then(|| {
        view! {
            <h2 class="card-title">{t!("embed.step.snippet")}</h2>
            <p class="caption second snippet-of">{first}</p>
            {way(t!("embed.way.element"), t!("embed.way.element.help"), element)}
            {way(t!("embed.way.frame"), t!("embed.way.frame.help"), frame)}
        }
    });
    view! {
        {scripted}
        <h2 class="card-title">{t!("embed.way.still")}</h2>
        <p class="caption second">{t!("embed.way.still.help")}</p>
        <div class="row">
            <Button label=t!("embed.way.still.save") size=ButtonSize::S28 icon=Glyph::Download on_press=save/>
            <Button label=t!("embed.copy") size=ButtonSize::S28 icon=Glyph::Link on_press=copy_still/>
        </div>
    }
}

/// Puts a snippet on the clipboard and says whether it is there.
fn copy(portal: Portal, snippet: String) {
    spawn_local(async move {
        if dom::copy(&snippet).await {
            portal.say(Tone::Good, t!("embed.copied"));
        } else {
            portal.say(Tone::Warning, t!("embed.not-copied"));
        }
    });
}

/// The widget as a page without scripts.
fn still(chosen: Chosen, snapshot: &str) -> Option<String> {
    let published = Published::read(snapshot).ok()?;
    let widget = chosen.widget.get_untracked();
    let (name, kind) = widget.split_once(':').unwrap_or((&widget, ""));
    let link = chosen.view.link.get_untracked();
    let (filter, period) = (link.filter.to_string(), link.period.to_string());
    let attributes = Attributes { widget: name, kind, period: &period, filter: &filter, rows: ROWS_STILL };
    let ask = Ask::read(&attributes).ok()?;
    let facts = crate::ui::attack::facts().get_untracked();
    let reader = chosen.view.portal.reader.get_untracked();
    Some(say(|say| document(&published, facts.as_deref(), &ask, say, &PageDates(&reader), &reader)))
}

/// Dates of a page without scripts in the language of the interface.
struct PageDates<'a>(&'a Reader);

impl Dates for PageDates<'_> {
    fn day(&self, day: CivilDay) -> String {
        intl::day_short(self.0.zone.start_of(day))
    }

    fn month(&self, day: CivilDay) -> String {
        intl::month(self.0.zone.start_of(day))
    }

    fn moment(&self, at: Timestamp) -> String {
        format!("{} {}", intl::moment(at), intl::zone(at))
    }

    fn percent(&self, share: f64) -> String {
        intl::percent(share)
    }
}

/// The widget as it will be.
#[component]
fn Preview(chosen: Chosen, snapshot: Memo<String>) -> impl IntoView {
    if location::is_file() {
        return view! { <Banner tone=Tone::Info>{t!("embed.file")}</Banner> }.into_any();
    }
    let node = NodeRef::<html::Div>::new();
    let failed = RwSignal::new(false);
    // The facts are asked for now, so that they are there when a matrix is saved.
    let _ = crate::ui::attack::facts();
    Effect::new(move |_| {
        let (tag, attributes) = (format!("watchfloor-{}", chosen.name()), chosen.attributes());
        let text = snapshot.get();
        let Some(parent) = node.get() else { return };
        spawn_local(async move {
            failed.set(!embed::show(&parent, &tag, &attributes, &text).await);
        });
    });
    view! {
        <h2 class="card-title">{t!("embed.preview")}</h2>
        {move || failed.get().then(|| view! { <Banner tone=Tone::Warning>{t!("embed.preview.failed")}</Banner> })}
        <div node_ref=node></div>
    }
    .into_any()
}

/// What leaves, before it leaves: the beginning of the file as it is written.
#[component]
fn Leaves(snapshot: Memo<String>) -> impl IntoView {
    let shown = move || snapshot.with(|text| crate::domain::text::clip(text, SHOWN_CHARS).into_owned());
    view! {
        <section class="card card-body stack">
            <h2 class="card-title">{t!("embed.leaves")}</h2>
            <pre class="snapshot-text" tabindex="0" aria-label=t!("embed.leaves")>{shown}</pre>
        </section>
    }
}
