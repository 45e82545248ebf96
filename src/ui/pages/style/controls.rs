//! Buttons, fields, choices, chips and tabs of the style page.

use super::card;
use crate::domain::people::Party;
use crate::t;
use crate::ui::parts::{
    Avatar, Badge, Button, ButtonKind, ButtonSize, Checkbox, Chip, ChoiceCard, Consequence, Facet,
    FacetGroup, FacetState, Field, Glyph, Segment, Segmented, Switch, TabLink, Tabs,
};
use crate::view::prelude::*;

/// Kinds, states and sizes of buttons.
#[component]
pub(super) fn Buttons() -> impl IntoView {
    let kinds = [
        (ButtonKind::Primary, t!("style.approve")),
        (ButtonKind::Default, t!("style.delegate")),
        (ButtonKind::Subtle, t!("style.skip")),
    ];
    let row = |name: String, class: &'static str, why: Option<String>| {
        let cells = kinds.clone().map(|(kind, label)| {
            let why = why.clone();
            view! { <td><Button label kind class disallowed=MaybeProp::derive(move || why.clone())/></td> }
        });
        view! { <tr><th scope="row" class="data third">{name}</th>{cells.collect_view()}</tr> }
    };
    let sizes = [
        (ButtonSize::S24, t!("style.size-24")),
        (ButtonSize::S28, t!("style.size-28")),
        (ButtonSize::S32, t!("style.size-32")),
        (ButtonSize::S40, t!("style.size-40")),
    ];
    let body = view! {
        <div class="table-frame">
            <table class="button-table">
                <thead class="caption third">
                    <tr>
                        <td></td>
                        <th scope="col">{t!("style.primary")}</th>
                        <th scope="col">{t!("style.default")}</th>
                        <th scope="col">{t!("style.subtle")}</th>
                    </tr>
                </thead>
                <tbody>
                    {row(t!("style.rest"), "", None)}
                    {row(t!("style.hover"), "is-hovered", None)}
                    {row(t!("style.focus"), "is-focused", None)}
                    {row(t!("style.not-allowed"), "", Some(t!("style.why-not")))}
                </tbody>
            </table>
        </div>
        <div class="row">{sizes.map(|(size, label)| view! { <Button label size/> }).collect_view()}</div>
        <div class="row">
            <Button label=t!("style.approving") kind=ButtonKind::Primary busy=true/>
            <Button label=t!("style.delete") kind=ButtonKind::Danger/>
            <Button label=t!("style.delete") kind=ButtonKind::DangerConfirm/>
        </div>
    };
    card(t!("style.buttons"), body.into_any())
}

/// Fields, boxes, switches, segments, chips, facets and a choice card.
#[component]
pub(super) fn Fields() -> impl IntoView {
    let empty = RwSignal::new(String::new());
    let typed = RwSignal::new("+49 40 5550".to_owned());
    let wrong = RwSignal::new("+49 40 55x".to_owned());
    let error = move || {
        let fits = wrong.with(|text| text.chars().all(|c| c.is_ascii_digit() || c == ' ' || c == '+'));
        (!fits).then(|| t!("style.phone-error"))
    };
    let on = RwSignal::new(true);
    let off = RwSignal::new(false);
    let some = RwSignal::new(false);
    let segment = RwSignal::new(0);
    let segments = vec![Segment::new(t!("style.count")), Segment::new(t!("style.prevalence"))];
    let chosen = RwSignal::new(true);
    let consequences = vec![
        Consequence { glyph: Glyph::Check, class: "icon-good", text: t!("style.choice-yes") },
        Consequence { glyph: Glyph::Hand, class: "icon-you", text: t!("style.choice-but") },
    ];
    let body = view! {
        <div class="three-fields">
            <Field label=t!("style.phone") optional=true value=empty on_input=move |text| empty.set(text) placeholder="+49 …"/>
            <Field label=t!("style.phone") optional=true value=typed on_input=move |text| typed.set(text)/>
            <Field
                label=t!("style.phone")
                optional=true
                value=wrong
                on_input=move |text| wrong.set(text)
                error=MaybeProp::derive(error)
            />
        </div>
        <div class="row row-wide">
            <Checkbox label=t!("parts.on") checked=on on_change=move |to| on.set(to)/>
            <Checkbox label=t!("parts.off") checked=off on_change=move |to| off.set(to)/>
            <Checkbox label=t!("style.some") checked=some some=true on_change=move |to| some.set(to)/>
            <Switch label=t!("style.switch") checked=on on_change=move |to| on.set(to)/>
            <Switch label=t!("style.switch") checked=off on_change=move |to| off.set(to)/>
            <Switch label=t!("style.switch") checked=true always=true/>
        </div>
        <div><Segmented label=t!("style.measure") segments chosen=segment on_choose=move |at| segment.set(at)/></div>
        <div class="chips">
            <Chip field=t!("style.severity-is") value=t!("severity.high") on_edit=|()| () on_remove=|()| ()/>
            <Chip field=t!("style.tag") value=t!("style.red-team") negative=true on_edit=|()| () on_remove=|()| ()/>
            <Button label=t!("style.add-filter") kind=ButtonKind::Link size=ButtonSize::S28 icon=Glyph::Add/>
        </div>
        <Facets/>
        <ChoiceCard
            name=t!("style.choice")
            line=t!("style.choice-line")
            badge=t!("style.recommended")
            role=t!("style.operator")
            consequences
            checked=chosen
            on_change=move |to| chosen.set(to)
        />
    };
    card(t!("style.fields"), body.into_any())
}

/// Facets: on, off and excluded.
#[component]
fn Facets() -> impl IntoView {
    let open = RwSignal::new(true);
    let facet = |name: String, count: &'static str, state: FacetState| {
        let state = RwSignal::new(state);
        view! { <Facet name count state on_change=move |to| state.set(to)/> }
    };
    let facets = [
        (t!("severity.high"), "44", FacetState::On),
        (t!("severity.medium"), "142", FacetState::Off),
        (t!("style.red-team"), "6", FacetState::Excluded),
    ];
    let facets = StoredValue::new(facets);
    view! {
        <div class="facets-sample">
            <FacetGroup title=t!("style.facets") open>
                {facets.get_value().map(|(name, count, state)| facet(name, count, state)).collect_view()}
            </FacetGroup>
        </div>
    }
    .into_any()
}

/// Tabs, people, keys and tags.
#[component]
pub(super) fn TabsAndTags() -> impl IntoView {
    let tab = |label: String, count: &str, current: bool| TabLink {
        label,
        href: "#/style".to_owned(),
        count: Some(count.to_owned()),
        current,
    };
    let tabs = vec![
        tab(t!("style.all"), "186", true),
        tab(t!("stage.yourTurn"), "3", false),
        tab(t!("stage.beingWorked"), "4", false),
    ];
    let body = view! {
        <Tabs label=t!("style.tabs") tabs lined=true/>
        <div class="row row-wide">
            <span class="mark"><Avatar name="Mara Lindqvist" party=Some(Party::Customer)/>{t!("style.you")}</span>
            <span class="mark"><Avatar name="Tomás Herrera" party=Some(Party::Experts)/>{t!("style.expert")}</span>
            <span class="mark"><Avatar name="Elena Fischer" party=None/>{t!("style.advisor")}</span>
            <span class="mark"><kbd>"j"</kbd><kbd>"k"</kbd></span>
            <Badge label=t!("style.tag")/>
            <Badge label=t!("style.critical-asset") outlined=true/>
        </div>
    };
    card(t!("style.people"), body.into_any())
}
