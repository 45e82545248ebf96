//! Eligibility and coverage: licences and deployment as they are said, what follows from them product by product, and a
//! plain verdict what is missing to start.

use super::form::Form;
use crate::domain::coverage::{
    ADVISOR_SEATS, Cloud, Depth, DepthReason, EntraPlan, Missing, Mode, Platform, Prerequisites, Reading,
    Workload,
};
use crate::domain::estate::licence::Seats;
use crate::domain::onboarding::Draft;
use crate::platform::intl;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Banner, Button, Checkbox, Choice, Field, Glyph, Select, Tone};
use crate::view::prelude::*;

/// The fields, the coverage of each product, and the verdict.
#[component]
pub fn LicenceFields(
    /// The form that they belong to.
    form: Form,
) -> impl IntoView {
    let known = Memo::new(move |_| form.draft.with(|draft| draft.prerequisites.clone().unwrap_or_default()));
    view! {
        <section class="card card-body stack stack-8" aria-labelledby="licences-title">
            <h2 class="card-title" id="licences-title">{t!("licences.title")}</h2>
            <p class="data second">{t!("licences.help")}</p>
            <div class="entry-fields">
                {entra(form, known)}
                {seats(form, known)}
                {cloud(form, known)}
                {reading(form, known)}
            </div>
            {products(form, known)}
            {platforms(form, known)}
            {from_imports(form, known)}
            <div aria-live="polite">{move || verdict(form, &known.get())}</div>
        </section>
    }
}

/// Takes over what subscriptions and devices of earlier imports prove, where that is more than what is said.
fn from_imports(form: Form, known: Memo<Prerequisites>) -> AnyView {
    let proven = Memo::new(move |_| {
        form.portal.read(|state| {
            let estate = &state.estate;
            known.with(|known| known.with_imports(Seats::of(estate.licences()), estate.machines()))
        })
    });
    let take = move |_| form.edit(|draft| draft.prerequisites = Some(proven.get_untracked()));
    let offer = move || {
        let is_more = proven.with(|proven| known.with(|known| proven != known));
        (is_more && form.locked.with(Option::is_none)).then(|| {
            view! {
                <div class="row row-wide">
                    <Button label=t!("licences.take") icon=Glyph::Import on_press=take/>
                    <span class="caption third">{t!("licences.take.help")}</span>
                </div>
            }
        })
    };
    view! { <div>{offer}</div> }.into_any()
}

fn edit(form: Form, change: impl FnOnce(&mut Prerequisites)) {
    form.edit(|draft| change(draft.prerequisites.get_or_insert_default()));
}

fn entra(form: Form, known: Memo<Prerequisites>) -> AnyView {
    let choices: Vec<Choice> =
        EntraPlan::ALL.into_iter().map(|plan| Choice::new(plan.as_str(), naming::entra_plan(plan))).collect();
    let on_change = move |word: String| {
        if let Some(plan) = EntraPlan::ALL.into_iter().find(|plan| plan.as_str() == word) {
            edit(form, |known| known.entra = plan);
        }
    };
    view! {
        <Select
            label=t!("licences.entra")
            choices=choices
            value=Signal::derive(move || known.get().entra.as_str().to_owned())
            on_change=Callback::new(on_change)
            disallowed=form.locked
        />
    }
    .into_any()
}

fn seats(form: Form, known: Memo<Prerequisites>) -> AnyView {
    // What is typed and is no number stays in the draft beside the seats it had, and in the field with its message.
    let wrong = Memo::new(move |_| form.draft.with(|draft| draft.seats_typed.clone()));
    let on_input = move |text: String| {
        let seats = match text.trim() {
            "" => Ok(None),
            typed => typed.parse::<u32>().ok().filter(|seats| *seats > 0).map(Some).ok_or(text),
        };
        form.edit(|draft| match seats {
            Ok(seats) => {
                draft.seats_typed.clear();
                draft.prerequisites.get_or_insert_default().seats = seats;
            }
            Err(text) => draft.seats_typed = text,
        });
    };
    let value = move || match wrong.get() {
        typed if typed.is_empty() => known.get().seats.map(|seats| seats.to_string()).unwrap_or_default(),
        typed => typed,
    };
    let help = move || match known.get().seats {
        Some(_) if known.get().has_advisor() => t!("licences.advisor.yes"),
        _ => t!("licences.advisor.no", n = ADVISOR_SEATS),
    };
    view! {
        <Field
            label=t!("licences.seats")
            optional=true
            value=Signal::derive(value)
            error=Signal::derive(move || (!wrong.with(String::is_empty)).then(|| t!("licences.seats.wrong")))
            on_input=Callback::new(on_input)
            help=Signal::derive(help)
            readonly=Signal::derive(move || form.locked.with(Option::is_some))
        />
    }
    .into_any()
}

fn cloud(form: Form, known: Memo<Prerequisites>) -> AnyView {
    let choices = vec![
        Choice::new("commercial", t!("licences.cloud.commercial")),
        Choice::new("other", t!("licences.cloud.other")),
    ];
    let value = move || if known.get().cloud == Cloud::Other { "other" } else { "commercial" }.to_owned();
    let on_change = move |word: String| {
        edit(form, |known| {
            known.cloud = if word == "other" { Cloud::Other } else { Cloud::Commercial };
        });
    };
    view! {
        <Select
            label=t!("licences.cloud")
            choices=choices
            value=Signal::derive(value)
            on_change=Callback::new(on_change)
            disallowed=form.locked
        />
    }
    .into_any()
}

fn reading(form: Form, known: Memo<Prerequisites>) -> AnyView {
    let choices = vec![
        Choice::new("current", t!("licences.reading.current")),
        Choice::new("preview", t!("licences.reading.preview")),
    ];
    let value =
        move || if known.get().reading == Reading::Preview { "preview" } else { "current" }.to_owned();
    let on_change = move |word: String| {
        edit(form, |known| {
            known.reading = if word == "preview" { Reading::Preview } else { Reading::Current };
        });
    };
    view! {
        <Select
            label=t!("licences.reading")
            choices=choices
            value=Signal::derive(value)
            on_change=Callback::new(on_change)
            disallowed=form.locked
        />
    }
    .into_any()
}

/// A row for each product: how it is deployed, and what the experts can do then.
fn products(form: Form, known: Memo<Prerequisites>) -> AnyView {
    let rows = Workload::ALL.map(|workload| {
        let choices: Vec<Choice> =
            Mode::ALL.into_iter().map(|mode| Choice::new(mode.as_str(), naming::mode(mode))).collect();
        let on_change = move |word: String| {
            if let Some(mode) = Mode::ALL.into_iter().find(|mode| mode.as_str() == word) {
                edit(form, |known| {
                    known.workloads.insert(workload, mode);
                });
            }
        };
        let depth = move || depth_words(known.get().depth(workload));
        view! {
            <tr>
                <th scope="row" class="name">{naming::workload(workload)}</th>
                <td data-label=t!("licences.deployed")>
                    <Select
                        label=t!("licences.mode", name = naming::workload(workload))
                        label_hidden=true
                        small=true
                        choices=choices
                        value=Signal::derive(move || known.get().mode(workload).as_str().to_owned())
                        on_change=Callback::new(on_change)
                        disallowed=form.locked
                    />
                </td>
                <td data-label=t!("licences.coverage")>{depth}</td>
            </tr>
        }
    });
    view! {
        <div class="table-frame">
            <table class="table table-cards">
                <thead><tr>
                    <th scope="col">{t!("licences.product")}</th>
                    <th scope="col">{t!("licences.deployed")}</th>
                    <th scope="col">{t!("licences.coverage")}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn depth_words((depth, reason): (Depth, DepthReason)) -> String {
    let depth = match depth {
        Depth::Full => t!("licences.depth.full"),
        Depth::GuidanceOnly => t!("licences.depth.guidance"),
        Depth::NotCovered => t!("licences.depth.none"),
    };
    let why = match reason {
        DepthReason::Active => t!("mode.active"),
        DepthReason::Passive => t!("mode.passive"),
        DepthReason::NotLicensed => t!("mode.notLicensed"),
        DepthReason::NotDeployed => t!("mode.notDeployed"),
        DepthReason::NeedsEntraP2 => t!("licences.needs-p2"),
        DepthReason::NoCoveredPlatform => t!("licences.no-platform"),
    };
    t!("licences.depth", depth = depth, why = why)
}

fn platforms(form: Form, known: Memo<Prerequisites>) -> AnyView {
    let boxes = Platform::ALL.map(|platform| {
        let label = match platform.is_covered() {
            true => platform_name(platform),
            false => t!("licences.platform.out", name = platform_name(platform)),
        };
        let switch = move |on: bool| {
            edit(form, |known| {
                if on {
                    known.platforms.insert(platform);
                } else {
                    known.platforms.remove(&platform);
                }
            });
        };
        view! {
            <Checkbox
                label
                checked=Signal::derive(move || known.with(|known| known.platforms.contains(&platform)))
                disallowed=form.locked
                on_change=Callback::new(switch)
            />
        }
    });
    view! {
        <div class="row row-wide" role="group" aria-label=t!("licences.platforms")>
            <span class="caption third">{t!("licences.platforms")}</span>
            {boxes.collect_view()}
        </div>
    }
    .into_any()
}

/// A platform as people write it.
pub fn platform_name(platform: Platform) -> String {
    match platform {
        Platform::Windows => t!("licences.platform.windows"),
        Platform::MacOs => t!("licences.platform.macos"),
        Platform::Linux => t!("licences.platform.linux"),
        Platform::Ios => t!("licences.platform.ios"),
        Platform::Android => t!("licences.platform.android"),
        Platform::Iot => t!("licences.platform.iot"),
    }
}

/// What is missing to start, or that nothing is.
fn verdict(form: Form, known: &Prerequisites) -> AnyView {
    if form.draft.with(|draft| draft.prerequisites.is_none()) {
        return view! { <Banner tone=Tone::Info>{t!("licences.verdict.unsaid")}</Banner> }.into_any();
    }
    let missing = known.missing();
    if missing.is_empty() {
        return view! { <Banner tone=Tone::Good>{t!("licences.verdict.good")}</Banner> }.into_any();
    }
    let lines = missing.into_iter().map(missing_words).collect::<Vec<_>>().join(" ");
    view! { <Banner tone=Tone::Warning>{t!("licences.verdict.missing", what = lines)}</Banner> }.into_any()
}

fn missing_words(missing: Missing) -> String {
    match missing {
        Missing::EntraP1 => t!("licences.missing.entra"),
        Missing::ActiveProduct => t!("licences.missing.product"),
        Missing::Endpoint => t!("licences.missing.endpoint"),
        Missing::ActiveAntivirus => t!("licences.missing.antivirus"),
        Missing::CoveredPlatform => t!("licences.missing.platform"),
        Missing::CommercialCloud => t!("licences.missing.cloud"),
    }
}

/// Licences in words, one a product, for a summary.
pub(super) fn summary(draft: &Draft) -> Vec<String> {
    let Some(known) = &draft.prerequisites else { return vec![t!("setup.review.no-licences")] };
    let licensed = Workload::ALL.into_iter().filter(|workload| known.mode(*workload) != Mode::NotLicensed);
    let product = |workload: Workload| {
        let (name, coverage) = (naming::workload(workload), depth_words(known.depth(workload)));
        t!("setup.review.product", name = name, coverage = coverage)
    };
    let seats = known.seats.map(|seats| t!("service.licences.seats", n = seats));
    let platforms: Vec<String> = known.platforms.iter().map(|platform| platform_name(*platform)).collect();
    let platforms = (!platforms.is_empty()).then(|| intl::both(&platforms));
    let plan = naming::entra_plan(known.entra);
    let cloud = (known.cloud == Cloud::Other).then(|| t!("licences.cloud.other"));
    let rules = (known.reading == Reading::Preview).then(|| t!("licences.reading.preview"));
    [plan]
        .into_iter()
        .chain(licensed.map(product))
        .chain(seats)
        .chain(platforms)
        .chain(cloud)
        .chain(rules)
        .collect()
}
