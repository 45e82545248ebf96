//! Two days, the first and the last of a period, in fields that refuse what makes none.

use crate::analytics::calendar::CivilDay;
use crate::analytics::period::Period;
use crate::t;
use crate::ui::parts::Field;
use crate::view::prelude::*;

/// The two fields. Both days together make a period; until they do, the fields say why not and nothing is chosen.
#[component]
pub(super) fn Dates(
    /// The first and the last day of what is chosen now; open where it has none.
    #[prop(into)]
    days: Signal<(Option<CivilDay>, Option<CivilDay>)>,
    /// The period that the reader chose.
    #[prop(into)]
    on_choose: Callback<Period>,
) -> impl IntoView {
    let text = |day: Option<CivilDay>| day.map(|day| day.to_string()).unwrap_or_default();
    let typed = RwSignal::new((String::new(), String::new()));
    // What is chosen elsewhere, by the brush or another list, shows here too.
    let days = Memo::new(move |_| days.get());
    Effect::new(move |_| {
        let (first, last) = days.get();
        typed.set((text(first), text(last)));
    });
    let read = move || typed.with(|(first, last)| (CivilDay::parse(first), CivilDay::parse(last)));
    let first_error = MaybeProp::derive(move || read().0.is_none().then(|| t!("dates.missing")));
    let last_error = MaybeProp::derive(move || match read() {
        (_, None) => Some(t!("dates.missing")),
        (Some(first), Some(last)) if last < first => Some(t!("dates.turned")),
        _ => None,
    });
    let choose = move || {
        if let (Some(first), Some(last)) = untrack(read)
            && first <= last
        {
            on_choose.run(Period::Between(Some(first), Some(last)));
        }
    };
    view! {
        <div class="row dates">
            <Field
                label=t!("dates.first")
                kind="date"
                value=Signal::derive(move || typed.with(|(first, _)| first.clone()))
                on_input=move |text: String| typed.update(|typed| typed.0 = text)
                on_change=move |_: String| choose()
                error=first_error
            />
            <Field
                label=t!("dates.last")
                kind="date"
                value=Signal::derive(move || typed.with(|(_, last)| last.clone()))
                on_input=move |text: String| typed.update(|typed| typed.1 = text)
                on_change=move |_: String| choose()
                error=last_error
            />
        </div>
    }
    .into_any()
}
