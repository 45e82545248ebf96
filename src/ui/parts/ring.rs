//! Readiness as three arcs, and progress as a bar. Both always stand beside their figures.

use crate::view::prelude::*;

/// How a condition of the gate stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ArcState {
    /// Not there yet.
    #[default]
    OnTheWay,
    /// Met.
    Met,
    /// Was met and is not any more.
    Regressed,
}

/// One condition: how far it is, from 0 to 1, and how it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Arc {
    /// The share that is done.
    pub share: f64,
    /// How it stands.
    pub state: ArcState,
}

/// The gate: arcs for actions, devices and identities from the outside in, and how many are met in the middle.
#[component]
pub fn GateRing(
    /// The three conditions, the outermost first.
    #[prop(into)]
    arcs: Signal<[Arc; 3]>,
    /// What stands in the middle: "2 of 3". The figures beside the ring say the rest.
    #[prop(optional, into)]
    text: MaybeProp<String>,
    /// The 60 px form.
    #[prop(optional)]
    small: bool,
) -> impl IntoView {
    let (edge, radii) = if small { (60.0, [27.5, 19.5, 11.5]) } else { (90.0, [42.0, 33.0, 24.0]) };
    let middle = edge / 2.0;
    let arc = move |number: usize, radius: f64| {
        let arc = move || arcs.with(|arcs| arcs.get(number).copied().unwrap_or_default());
        let class = move || match arc().state {
            ArcState::OnTheWay => "arc-way",
            ArcState::Met => "arc-met",
            ArcState::Regressed => "arc-regressed",
        };
        view! {
            <circle cx=middle cy=middle r=radius></circle>
            <circle
                class=class
                cx=middle
                cy=middle
                r=radius
                pathLength="100"
                stroke-dasharray=move || format!("{:.2} 100", arc().share.clamp(0.0, 1.0) * 100.0)
                transform=format!("rotate(-90 {middle} {middle})")
            ></circle>
        }
    };
    view! {
        <span class="ring" class:ring-60=small>
            <svg viewBox=format!("0 0 {edge} {edge}") aria-hidden="true">
                {radii.into_iter().enumerate().map(|(number, radius)| arc(number, radius)).collect_view()}
            </svg>
            {move || text.get().map(|text| view! { <span class="ring-text">{text}</span> })}
        </span>
    }
    .into_any()
}

/// How far something is, from 0 to 1; nothing while that is not known.
#[component]
pub fn ProgressBar(
    /// What goes on.
    #[prop(into)]
    label: Signal<String>,
    /// The share that is done.
    #[prop(into)]
    share: Signal<Option<f64>>,
    /// The class of its colour: `progress-good`, `progress-brand`, or none for an amount.
    #[prop(optional)]
    class: &'static str,
) -> impl IntoView {
    let percent = move || share.get().map(|share| (share.clamp(0.0, 1.0) * 100.0).round());
    view! {
        <span
            class=format!("progress {class}")
            class:progress-waiting=move || share.get().is_none()
            role="progressbar"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=percent
        >
            <span style:inline-size=move || percent().map(|percent| format!("{percent}%"))></span>
        </span>
    }
    .into_any()
}
