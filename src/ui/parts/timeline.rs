//! The timeline: what people said and what happened, in order.

use super::avatar::{Avatar, EventMark};
use super::{Glyph, Icon};
use crate::domain::people::Party;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::t;
use crate::view::prelude::*;

/// What a moment begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MomentMark {
    /// A person who speaks.
    Person(String),
    /// Something that happened.
    Event(Glyph),
}

/// One item of a timeline; the list around it is the page's (`<ol class="timeline">`).
#[component]
pub fn Moment(
    /// A person or an event.
    mark: MomentMark,
    /// Who did it; none for the service itself and the advisor.
    party: Option<Party>,
    /// The time as it is shown.
    #[prop(into)]
    time: String,
    /// The whole moment, for the tooltip and for machines.
    at: Timestamp,
    /// Not seen before.
    #[prop(optional)]
    unread: bool,
    /// For the own side only.
    #[prop(optional)]
    internal: bool,
    /// Its address, beside the time.
    #[prop(default = None)]
    link: Option<AnyView>,
    /// The text.
    children: Children,
) -> impl IntoView {
    let (lead, who) = match mark {
        MomentMark::Person(name) => {
            let party = Signal::stored(party);
            (
                view! { <Avatar name=name.clone() party/> }.into_any(),
                Some(view! { <div class="moment-who">{name}</div> }),
            )
        }
        MomentMark::Event(glyph) => (view! { <EventMark glyph party/> }.into_any(), None),
    };
    view! {
        <li class="moment" class:moment-internal=internal>
            {lead}
            <div class="moment-text">{who}{children()}</div>
            <div class="moment-time">
                {internal.then(|| view! { <Icon glyph=Glyph::Lock label=t!("parts.internal")/> })}
                {unread.then(|| view! { <span class="dot"></span><span class="unseen">{t!("parts.unread")}</span> })}
                <time datetime=at.to_string() title=intl::moment(at)>{time}</time>
                {link}
            </div>
        </li>
    }
    .into_any()
}

/// The line above what is new.
#[component]
pub fn SinceLine() -> impl IntoView {
    view! { <li class="since-line">{t!("parts.new-since")}</li> }
}
