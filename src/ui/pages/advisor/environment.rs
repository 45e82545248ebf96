//! What protects the environment: each part with the service's own product, what others sell, and who watches it.

use super::card::ROW_BUTTON;
use super::command;
use crate::domain::coverage::Depth;
use crate::domain::experts::advisor::AdvisorCommand as Act;
use crate::domain::experts::advisor::environment::{Area, Part, Product, ProductPlan, Watch, parts};
use crate::domain::ids::ProductId;
use crate::domain::onboarding::WizardStep;
use crate::platform::random;
use crate::route::{Route, ServicePage};
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::{
    Banner, Button, ButtonKind, ButtonLink, Checkbox, Choice, Field, Glyph, Hue, IconButton, Pill, Select,
    TextArea, Tone,
};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::text::text;
use crate::view::prelude::*;

type Editing = RwSignal<Option<(ProductId, ProductPlan)>>;

/// A part as the page shows it.
#[derive(Clone, Debug, PartialEq)]
struct Shown {
    area: Area,
    own: Option<(String, Depth)>,
    others: Vec<Product>,
    watch: Watch,
}

fn shown(part: Part<'_>) -> Shown {
    let name = part.area.workload().map(|workload| text(&format!("workload.{}", workload.as_str()), &[]));
    Shown {
        area: part.area,
        own: name.zip(part.own),
        others: part.others.into_iter().cloned().collect(),
        watch: part.watch,
    }
}

/// The card.
#[component]
pub(super) fn Environment() -> impl IntoView {
    let portal = Portal::get();
    let editing: Editing = RwSignal::new(None);
    let all = Memo::new(move |_| {
        portal.read(|state| {
            let products = &state.experts.advising.products;
            parts(state.settings.prerequisites.as_ref(), products).into_iter().map(shown).collect::<Vec<_>>()
        })
    });
    let has_licences = Memo::new(move |_| portal.read(|state| state.settings.prerequisites.is_some()));
    let gaps = move || all.with(|all| all.iter().filter(|it| it.watch.is_gap()).count());
    let probe = command(Act::SaveProduct {
        id: random::product_id(),
        plan: Box::new(ProductPlan { name: "-".to_owned(), ..ProductPlan::default() }),
    });
    let why = Memo::new(move |_| portal.why_not(&probe));
    let rows = move || all.get().into_iter().map(|it| row(portal, it, editing)).collect_view();
    let ask = move || {
        (!has_licences.get()).then(|| {
            let to = || {
                let href = Route::Setup(WizardStep::GetStarted).to_string();
                view! { <ButtonLink label=t!("environment.licences") href kind=ButtonKind::Link/> }.into_any()
            };
            view! { <Banner tone=Tone::Info end=to>{t!("environment.no-licences")}</Banner> }
        })
    };
    let dialog = move || editing.get().map(|(id, plan)| view! { <ProductDialog id plan editing/> });
    view! {
        {ask}
        <super::discovery::Discovery/>
        <section class="card" aria-labelledby="environment-title">
            <div class="card-head card-head-lined">
                <h2 class="section" id="environment-title">{t!("environment.title")}</h2>
                <span class="caption">{move || t!("environment.gaps", n = gaps())}</span>
                <span class="push row row-tight">
                    <ButtonLink label=t!("environment.coverage") href=Route::Service(ServicePage::Exclusions).to_string() kind=ButtonKind::Link/>
                    <Button label=t!("environment.add") size=ROW_BUTTON icon=Glyph::Add disallowed=why on_press=move |_| editing.set(Some((random::product_id(), ProductPlan::default())))/>
                </span>
            </div>
            <div class="table-frame">
                <table class="table table-48 table-cards">
                    <caption class="unseen">{t!("environment.title")}</caption>
                    <thead><tr>
                        <th scope="col">{t!("environment.area")}</th>
                        <th scope="col">{t!("environment.own")}</th>
                        <th scope="col">{t!("environment.others")}</th>
                        <th scope="col">{t!("environment.watch")}</th>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <p class="card-row caption third">{t!("environment.how")}</p>
        </section>
        {dialog}
    }
    .into_any()
}

fn area_name(area: Area) -> String {
    text(&format!("environment.area.{}", area.as_str()), &[])
}

fn row(portal: Portal, it: Shown, editing: Editing) -> AnyView {
    let (hue, icon) = match it.watch {
        Watch::Experts => (Hue::Good, Glyph::ShieldCheck),
        Watch::Guidance | Watch::Enriching => (Hue::Neutral, Glyph::Shield),
        Watch::Unknown => (Hue::Neutral, Glyph::Info),
        Watch::Elsewhere => (Hue::Medium, Glyph::Warning),
        Watch::Nobody => (Hue::High, Glyph::Warning),
    };
    let own = match it.own {
        Some((name, Depth::Full)) => t!("environment.own.full", name = name),
        Some((name, Depth::GuidanceOnly)) => t!("environment.own.guidance", name = name),
        Some((name, Depth::NotCovered)) => t!("environment.own.none", name = name),
        None if it.area.workload().is_some() => t!("environment.own.unknown"),
        None => t!("environment.own.outside"),
    };
    let others = it.others.into_iter().map(|product| other(portal, product, editing)).collect_view();
    let label = text(&format!("environment.watch.{}", it.watch.as_str()), &[]);
    view! {
        <tr>
            <th scope="row">{area_name(it.area)}</th>
            <td data-label=t!("environment.own")>{own}</td>
            <td data-label=t!("environment.others")><ul class="advisor-products">{others}</ul></td>
            <td data-label=t!("environment.watch")><Pill label hue icon small=true/></td>
        </tr>
    }
    .into_any()
}

fn other(portal: Portal, product: Product, editing: Editing) -> AnyView {
    let drop = command(Act::DropProduct { id: product.id.clone() });
    let gone = drop.clone();
    let why = Memo::new(move |_| portal.why_not(&drop));
    let plan = product.plan.clone();
    let name = match plan.maker.trim() {
        "" => plan.name.clone(),
        maker => t!("environment.product", name = plan.name.as_str(), maker = maker),
    };
    let link = if plan.is_connected { t!("environment.connected") } else { t!("environment.apart") };
    let note = (!plan.note.trim().is_empty())
        .then(|| view! { <span class="caption third"><bdi>{plan.note.clone()}</bdi></span> });
    let stored = StoredValue::new((product.id.clone(), product.plan));
    let (edit, remove) = (
        t!("environment.edit", name = plan.name.as_str()),
        t!("environment.drop", name = plan.name.as_str()),
    );
    view! {
        <li class="row row-tight row-keep">
            <span class="stack stack-2 grow"><bdi>{name}</bdi><span class="caption third">{link}</span>{note}</span>
            <IconButton label=edit glyph=Glyph::Edit disallowed=why on_press=move |_| editing.set(Some(stored.get_value()))/>
            <IconButton label=remove glyph=Glyph::Delete disallowed=why on_press=move |_| portal.act(gone.clone(), |_| ())/>
        </li>
    }
    .into_any()
}

/// A product of others.
#[component]
fn ProductDialog(id: ProductId, plan: ProductPlan, editing: Editing) -> impl IntoView {
    let portal = Portal::get();
    let title = if plan.name.is_empty() { t!("environment.add") } else { t!("environment.change") };
    let plan = RwSignal::new(plan);
    let stored = StoredValue::new(id);
    let act = move || command(Act::SaveProduct { id: stored.get_value(), plan: Box::new(plan.get()) });
    let refusal = Memo::new(move |_| portal.refusal(&act()));
    let error = MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), "name")));
    let areas = || Area::ALL.iter().map(|it| Choice::new(it.as_str(), area_name(*it))).collect::<Vec<_>>();
    let choose = move |word: String| {
        let area = Area::ALL.into_iter().find(|it| it.as_str() == word).unwrap_or_default();
        plan.update(|it| it.area = area);
    };
    view! {
        <CommandDialog
            open=Signal::stored(true)
            on_close=move |_| editing.set(None)
            title
            text=t!("environment.add.help")
            verb=t!("common.save")
            command=Signal::derive(move || Some(act()))
        >
            <Field label=t!("environment.name") error value=Signal::derive(move || plan.with(|it| it.name.clone())) on_input=move |text| plan.update(|it| it.name = text)/>
            <Field label=t!("environment.maker") optional=true value=Signal::derive(move || plan.with(|it| it.maker.clone())) on_input=move |text| plan.update(|it| it.maker = text)/>
            <Select label=t!("environment.area") choices=Signal::derive(areas) value=Signal::derive(move || plan.with(|it| it.area.as_str().to_owned())) on_change=choose/>
            <Checkbox label=t!("environment.connect") checked=Signal::derive(move || plan.with(|it| it.is_connected)) on_change=move |on| plan.update(|it| it.is_connected = on)/>
            <TextArea label=t!("environment.note") value=Signal::derive(move || plan.with(|it| it.note.clone())) on_input=move |text| plan.update(|it| it.note = text)/>
        </CommandDialog>
    }
    .into_any()
}
