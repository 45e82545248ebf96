//! Several values of one field of the alerts, chosen with boxes in a popover.

use super::asked;
use super::filters::change;
use crate::domain::text::clip;
use crate::route;
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonSize, Checkbox, Glyph, Popover, fresh_id};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// So many values are named on the button.
const NAMED_MAX: usize = 2;
/// Longest value, in characters: imports may bring a product of any name.
const VALUE_CHARS: usize = 60;

/// A value: its word in the address and its name.
pub(super) type Offer = (String, String);

/// The part of an address that holds the values of a field.
type Part = fn(&mut route::Alerts) -> &mut Vec<Box<str>>;

/// The button, which says what is chosen, and its popover. A press of a box holds at once.
#[component]
pub(super) fn Choose(
    portal: Portal,
    /// The field.
    field: String,
    /// Where the address has it.
    part: Part,
    /// What can be chosen.
    offered: Signal<Vec<Offer>>,
) -> impl IntoView {
    let id = fresh_id("choose");
    let controls = id.clone();
    let title = field.clone();
    let offered = Memo::new(move |_| offered.get());
    let chosen = Memo::new(move |_| {
        let mut asked = asked(portal);
        std::mem::take(part(&mut asked))
    });
    let label = Signal::derive(move || {
        let names = chosen.with(|chosen| {
            let is_chosen = |word: &str| chosen.iter().any(|known| **known == *word);
            let named = |offered: &Vec<Offer>| {
                let names = offered.iter().filter(|(word, _)| is_chosen(word));
                names.map(|(_, name)| clip(name, VALUE_CHARS).into_owned()).collect::<Vec<_>>()
            };
            offered.with(named)
        });
        let count = names.len();
        let value =
            if count == 0 { t!("alerts.any") } else { naming::few(names.into_iter(), count, NAMED_MAX) };
        format!("{field}: {value}")
    });
    let trigger = move || {
        view! { <Button label size=ButtonSize::S28 class="alerts-choice" icon_end=Glyph::ChevronDown controls=controls.clone()/> }
    };
    let one = move |(word, name): Offer| {
        let label = clip(&name, VALUE_CHARS).into_owned();
        let known = word.clone();
        let checked = Signal::derive(move || chosen.with(|chosen| chosen.iter().any(|it| **it == *known)));
        let toggle = move |on: bool| {
            change(portal, |asked| {
                let values = part(asked);
                values.retain(|known| **known != *word);
                if on {
                    values.push(word.as_str().into());
                }
            });
        };
        view! { <li><Checkbox label checked on_change=toggle/></li> }
    };
    view! {
        <Popover id title trigger>
            <ul class="column-list"><For each=move || offered.get() key=|(word, _)| word.clone() children=one/></ul>
        </Popover>
    }
    .into_any()
}
