//! Tiles: one figure each, with its second figure, its change and its definition.

use super::popover::InfoPopover;
use super::{Glyph, Icon, Steady};
use crate::t;
use crate::view::prelude::*;

/// The change to the period before. More is neither good nor bad, so it has no colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Up, down, or as before.
    pub up: Option<bool>,
    /// The change in words: "21 more (165)".
    pub text: String,
}

/// A figure with its name above.
#[component]
pub fn Tile(
    /// The name of the figure.
    #[prop(into)]
    label: Signal<String>,
    /// The figure.
    #[prop(into)]
    figure: Signal<String>,
    /// A second figure behind it: "177 of 186".
    #[prop(optional, into)]
    second: MaybeProp<String>,
    /// The change to the period before.
    #[prop(optional, into)]
    change: Signal<Option<Change>>,
    /// The fill of the legend before the name, such as `fill-experts`.
    #[prop(optional)]
    swatch: Option<&'static str>,
    /// The definition, behind the information button.
    #[prop(optional, into)]
    definition: Option<ViewFn>,
    /// The foot of the definition: "Show the 186 incidents".
    #[prop(optional, into)]
    foot: ViewFn,
    /// Chooses the figure's rows; makes the figure a link.
    #[prop(optional, into)]
    href: MaybeProp<String>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // Where it leads may change with every move of a brush: the element stays.
    let is_link = Memo::new(move |_| href.get().is_some());
    let number = move || match is_link.get() {
        true => view! { <a class="figure" href=href>{figure}</a> }.into_any(),
        false => view! { <span class="figure">{figure}</span> }.into_any(),
    };
    let info = definition.map(|definition| {
        view! {
            <span class="tile-info">
                <InfoPopover title=label open foot=foot.clone()>{definition.run()}</InfoPopover>
            </span>
        }
    });
    view! {
        <div class="tile" class:is-open=open>
            <div class="tile-head">
                {swatch.map(|fill| view! { <span class=format!("swatch {fill}")></span> })}
                <span>{label}</span>
            </div>
            <Steady>
                <div class="tile-figure">
                    {number}
                    {move || second.get().map(|second| view! { <span class="tile-second">{second}</span> })}
                </div>
                {change_line(change)}
            </Steady>
            {info}
        </div>
    }
    .into_any()
}

/// The change below a figure. Both arrows are there and one is shown: to make one anew costs a browser more than the rest
/// of the line.
fn change_line(change: Signal<Option<Change>>) -> AnyView {
    let is_there = Memo::new(move |_| change.with(Option::is_some));
    let arrow = move |up: bool| {
        let hidden = move || change.with(|change| change.as_ref().is_none_or(|change| change.up != Some(up)));
        let glyph = if up { Glyph::ArrowUp } else { Glyph::ArrowDown };
        view! { <span class="tile-arrow" hidden=hidden><Icon glyph/></span> }
    };
    let text = move || change.with(|change| change.as_ref().map(|change| change.text.clone()));
    view! {
        <Show when=move || is_there.get()>
            <span class="tile-change">{arrow(true)}{arrow(false)}<span>{text}</span></span>
        </Show>
    }
    .into_any()
}

/// A definition as it stands in a popover.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The formula in words.
    pub formula: String,
    /// The sum with its numbers: "177 resolved ÷ 186 investigated = 95.2%".
    pub sum: Option<String>,
    /// What was left out, and how many; for durations median, mean and 90th percentile.
    pub facts: Vec<(String, String)>,
    /// Several durations, each with its name, how many, median, mean and 90th percentile.
    pub spreads: Vec<(String, [String; 4])>,
    /// A note, such as that there are few incidents.
    pub note: Option<String>,
}

/// Durations one below the other, so that they can be compared and take little room.
fn spread_table(spreads: Vec<(String, [String; 4])>) -> AnyView {
    let heads =
        [t!("parts.spread.n"), t!("parts.spread.median"), t!("parts.spread.mean"), t!("parts.spread.p90")];
    let heads =
        heads.into_iter().map(|head| view! { <th scope="col" class="num">{head}</th> }).collect_view();
    let row = |(name, values): (String, [String; 4])| {
        let values = values.into_iter().map(|value| view! { <td class="num">{value}</td> }).collect_view();
        view! { <tr><th scope="row">{name}</th>{values}</tr> }
    };
    let rows = spreads.into_iter().map(row).collect_view();
    view! {
        <table class="facts-spread">
            <thead><tr><td></td>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Shows a definition.
#[component]
pub fn Definition(
    /// What it says.
    #[prop(into)]
    explanation: Signal<Explanation>,
) -> impl IntoView {
    move || {
        let Explanation { formula, sum, facts, spreads, note } = explanation.get();
        let facts =
            facts.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd>{value}</dd> }).collect_view();
        view! {
            <p>{formula}</p>
            {sum.map(|sum| view! { <p class="inset strong">{sum}</p> })}
            {(!spreads.is_empty()).then(|| spread_table(spreads))}
            <dl class="facts">{facts}</dl>
            {note.map(|note| view! { <p class="caption third">{note}</p> })}
        }
    }
}
