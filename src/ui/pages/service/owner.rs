//! Who answers for an action: typed, or chosen from the directory.

use crate::t;
use crate::ui::parts::{Button, ButtonSize, Field, Glyph};
use crate::ui::portal::Portal;
use crate::view::prelude::*;

/// How many people and groups of the directory are offered at once.
const FOUND_MAX: usize = 5;

/// The field. While something is typed, people and groups of the directory whose name holds it are offered below.
#[component]
pub(super) fn OwnerField(
    /// The name as it is.
    #[prop(into)]
    value: Signal<String>,
    /// The name as it shall be.
    #[prop(into)]
    on_input: Callback<String>,
    /// What is wrong with it.
    #[prop(into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let portal = Portal::get();
    let found = move || {
        let typed = value.get();
        let names: Vec<String> = portal.read(|state| {
            let found = state.directory.search(&typed, FOUND_MAX);
            found.into_iter().map(|one| one.name().to_owned()).filter(|name| *name != typed).collect()
        });
        let buttons = names.into_iter().map(|name| {
            let label = name.clone();
            let key = name.clone();
            let press = move |_| on_input.run(name.clone());
            view! { <Button label size=ButtonSize::S24 icon=Glyph::Person on_press=press/> }.keyed(key)
        });
        buttons.collect_view()
    };
    let is_known = Memo::new(move |_| portal.read(|state| !state.directory.is_empty()));
    let help = move || is_known.get().then(|| t!("service.owner.help"));
    view! {
        <div class="stack stack-4">
            <Field
                label=t!("service.column.owner")
                optional=true
                value
                on_input
                error
                help=Signal::derive(help)
            />
            <div class="row row-tight" aria-live="polite">{found}</div>
        </div>
    }
}
