//! Action cards: what is asked, who acts and why, what it costs, and the buttons.

use super::{Glyph, Icon, breakable};
use crate::view::prelude::*;

/// How one line of a rule trace turned out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceOutcome {
    /// The rule holds.
    Holds,
    /// The rule does not hold.
    Fails,
    /// What follows from all of them.
    Result,
}

/// One line of a rule trace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceLine {
    /// How it turned out.
    pub outcome: TraceOutcome,
    /// The rule in words.
    pub text: String,
}

/// Who acts and why: one line a rule, and the result.
#[component]
pub fn RuleTrace(
    /// Who acts: "You act. Why?"
    #[prop(into)]
    title: Signal<String>,
    /// The rules in order.
    #[prop(into)]
    lines: Signal<Vec<TraceLine>>,
) -> impl IntoView {
    let lines = move || {
        lines
            .get()
            .into_iter()
            .map(|line| {
                let (glyph, class) = match line.outcome {
                    TraceOutcome::Holds => (Glyph::Check, "icon-good"),
                    TraceOutcome::Fails => (Glyph::Close, "icon-warm"),
                    TraceOutcome::Result => (Glyph::ArrowRight, "icon-you icon-turns"),
                };
                view! { <li class="trace-line"><Icon glyph class/><span>{line.text}</span></li> }
            })
            .collect_view()
    };
    view! {
        <div class="trace">
            <div class="trace-title"><Icon glyph=Glyph::Scales/>{title}</div>
            <ul>{lines}</ul>
        </div>
    }
    .into_any()
}

/// The number before an action, or the tick of one that is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Its place in the order, for the customer.
    Yours(usize),
    /// Its place in the order, for the experts.
    Experts(usize),
    /// Done by the experts.
    DoneByExperts,
    /// Done by the customer.
    DoneByYou,
    /// No place.
    None,
}

/// An action. Closed it is one row; open it shows why, what it costs and the buttons.
#[component]
pub fn ActionCard(
    /// Its place.
    #[prop(into)]
    order: Signal<Order>,
    /// What its mark says: "Done by the experts".
    #[prop(optional, into)]
    mark: Signal<String>,
    /// What is asked: "Isolate NWF-FS-02".
    #[prop(into)]
    name: Signal<String>,
    /// One line of cost: "One click, about 2 minutes".
    #[prop(into)]
    line: Signal<String>,
    /// Whether it is the one in hand.
    #[prop(optional, into)]
    open: Signal<bool>,
    /// The state as a pill, and in a closed card a button.
    #[prop(optional, into)]
    end: ViewFn,
    /// What stands below while it is open.
    #[prop(optional)]
    children: Option<ChildrenFn>,
) -> impl IntoView {
    let is_experts = move || matches!(order.get(), Order::Experts(_) | Order::DoneByExperts);
    let lead = move || {
        let sign = match order.get() {
            Order::Yours(number) | Order::Experts(number) => number.to_string().into_any(),
            Order::DoneByExperts | Order::DoneByYou => view! { <Icon glyph=Glyph::Check/> }.into_any(),
            Order::None => return ().into_any(),
        };
        let said = mark.get();
        view! {
            <span class="order" class:order-experts=is_experts role="img" aria-label=said.clone() title=said>{sign}</span>
        }
        .into_any()
    };
    let body = move || {
        open.get()
            .then(|| children.clone())
            .flatten()
            .map(|children| view! { <div class="action-body">{children()}</div> })
    };
    view! {
        <article class="action" class:action-open=open class:action-experts=is_experts>
            <div class="action-head">
                {lead}
                <div class="action-words">
                    <h3 class="action-name">{move || name.with(|name| breakable(name))}</h3>
                    <p class="action-line">{move || line.with(|line| breakable(line))}</p>
                </div>
                {end.run()}
            </div>
            {body}
        </article>
    }
    .into_any()
}

/// A note with an icon, such as the impact of an action.
#[component]
pub fn NoteLine(
    /// The icon.
    #[prop(default = Glyph::Info)]
    glyph: Glyph,
    /// The class of its colour, such as `icon-good`.
    #[prop(optional)]
    class: &'static str,
    /// The note.
    children: Children,
) -> impl IntoView {
    view! { <p class="note-line"><Icon glyph class/><span>{children()}</span></p> }.into_any()
}
