//! What is filtered, as chips that can be taken away, one more filter, and the last change taken back.

use super::{View, look, queue_of, series};
use crate::analytics::calendar::CivilDay;
use crate::analytics::dimension::{Dim, Value};
use crate::analytics::filter::{Filter, Mark, Number};
use crate::analytics::period::Period;
use crate::route::FilterParam;
use crate::t;
use crate::ui::charts::Legend;
use crate::ui::filter_problem;
use crate::ui::parts::{
    Banner, Button, ButtonKind, ButtonSize, Chip, Choice, Glyph, IconButton, Popover, Select, Steady, Tone,
};
use crate::ui::values;
use crate::view::prelude::*;
use std::collections::BTreeSet;

/// What can be filtered here; charts offer the same and the queue has everything.
const OFFERED: [Dim; 14] = [
    Dim::Severity,
    Dim::Status,
    Dim::Classification,
    Dim::Determination,
    Dim::Source,
    Dim::Category,
    Dim::Tactic,
    Dim::Technique,
    Dim::Group,
    Dim::Tag,
    Dim::Outcome,
    Dim::Critical,
    Dim::Notification,
    Dim::ThirdParty,
];

/// The values of one dimension, asked for or taken away.
type Asked = (Dim, BTreeSet<Value>, bool);

fn asked(filter: &Filter) -> Vec<Asked> {
    let sides = filter
        .choices()
        .flat_map(|(dim, choice)| [(dim, choice.any.clone(), false), (dim, choice.none.clone(), true)]);
    sides.filter(|(_, values, _)| !values.is_empty()).collect()
}

fn words(view: View, (dim, values, negative): &Asked) -> (String, String, bool) {
    let words: Vec<String> = values.iter().map(|value| values::value(view.portal, *dim, value)).collect();
    (values::dimension(*dim), words.join(", "), *negative)
}

/// A filter in words, with more that narrows the page in the same way.
pub(super) fn spoken(view: View, filter: &Filter, more: Option<String>) -> String {
    let asked = asked(filter);
    if asked.is_empty() && more.is_none() {
        return t!("report.print.no-filter");
    }
    let parts = asked.iter().map(|it| {
        let (field, value, negative) = words(view, it);
        if negative {
            t!("report.print.not", field = field, value = value)
        } else {
            format!("{field}: {value}")
        }
    });
    t!("report.print.filters", filters = parts.chain(more).collect::<Vec<_>>().join("; "))
}

/// The chips, the legend, and where the incidents behind the page are.
#[component]
pub(super) fn Filters(view: View) -> impl IntoView {
    view! {
        <Bar view>
            <Legend series=Signal::derive(move || series(view))/>
            <Behind view/>
        </Bar>
    }
}

/// The way to the incidents that the page is about.
#[component]
pub(super) fn Behind(view: View) -> impl IntoView {
    let href = view.at_rest(|overview| queue_of(&overview.investigated.filter.clone().unwrap_or_default()));
    let label = Memo::new(move |_| {
        view.overview.with(|overview| t!("report.show", n = overview.investigated.behind))
    });
    view! { <a class="link" href=href>{label}</a> }
}

/// The chips, with what a page puts at their right.
#[component]
pub(super) fn Bar(
    view: View,
    /// The month that is chosen, on pages whose period is always the same.
    #[prop(optional)]
    month: Option<Memo<Option<CivilDay>>>,
    children: Children,
) -> impl IntoView {
    let filter = Memo::new(move |_| view.link.with(|link| link.filter.to_string()));
    // Read and not only tracked: a memo that nobody reads never runs, and then it hears of nothing.
    let chips = Memo::new(move |_| {
        filter.with(|_| ());
        view.link.with_untracked(|link| asked(&link.filter.filter()))
    });
    let has_more = Memo::new(move |_| {
        filter.with(|_| ());
        let filter = view.link.with_untracked(|link| link.filter.filter());
        filter.texts().next().is_some()
            || filter.texts_excluded().next().is_some()
            || Number::ALL.into_iter().any(|number| filter.span(number).is_some())
    });
    let chip = move |asked: Asked| {
        let (field, value, negative) = words(view, &asked);
        let (dim, values, _) = asked;
        let remove = move |()| {
            view.change(|filter| values.iter().for_each(|value| filter.set(dim, value.clone(), Mark::Free)));
        };
        view! { <Chip field value negative on_remove=Callback::new(remove)/> }
    };
    let unreadable = move || match view.link.get().filter {
        FilterParam::Good(_) => None,
        FilterParam::Bad(text, problem) => Some(filter_problem::said(&text, &problem)),
    };
    let month = Memo::new(move |_| month.and_then(|month| month.get()));
    let month_chip = move || {
        let value = look::month_name(view, month.get()?);
        let remove = move |()| view.relink(|link| link.period = Period::REPORT);
        Some(view! { <Chip field=t!("report.month") value on_remove=Callback::new(remove)/> })
    };
    let is_none = Memo::new(move |_| chips.with(Vec::is_empty) && !has_more.get() && month.get().is_none());
    let clear = move |_| {
        let has_month = month.get_untracked().is_some();
        view.relink(|link| {
            link.filter = FilterParam::default();
            if has_month {
                link.period = Period::REPORT;
            }
        });
    };
    let nothing_past = Signal::derive(move || view.past.is_empty().then(|| t!("report.nothing-to-undo")));
    view! {
        {move || unreadable().map(|why| view! { <Banner tone=Tone::Warning>{why}</Banner> })}
        <div>
            <Steady>
                <div class="report-filters">
                    <div class="row row-wide report-filter-tools">
                        <span class="caption strong not-print">{t!("queue.filters")}</span>
                        <AddFilter view/>
                        <IconButton
                            label=t!("report.undo")
                            glyph=Glyph::Undo
                            size=ButtonSize::S28
                            disallowed=nothing_past
                            on_press=move |_| view.past.undo()
                        />
                        <Show when=move || !is_none.get()>
                            <Button label=t!("queue.clear") kind=ButtonKind::Link on_press=clear/>
                        </Show>
                        <span class="row row-wide push">{children()}</span>
                    </div>
                    <div class="row row-wide report-chips">
                        <For each=move || chips.get() key=Clone::clone children=chip/>
                        {month_chip}
                        {move || has_more.get().then(|| view! { <span class="chip"><span class="chip-body">{filter}</span></span> })}
                        {move || is_none.get().then(|| view! { <span class="caption third not-print">{t!("report.no-filter")}</span> })}
                    </div>
                </div>
            </Steady>
        </div>
    }
    .into_any()
}

/// One more filter: a dimension, one of its values, and whether it must or must not have it.
#[component]
fn AddFilter(view: View) -> impl IntoView {
    let dim = RwSignal::new(Dim::Severity);
    let value = RwSignal::new(None::<Value>);
    let negative = RwSignal::new(false);
    let dims: Vec<Choice> =
        OFFERED.into_iter().map(|dim| Choice::new(dim.key(), values::dimension(dim))).collect();
    let found = Memo::new(move |_| {
        let dim = dim.get();
        view.portal.board(|board| {
            board
                .columns
                .dictionary(dim)
                .map_or_else(Vec::new, |list| list.iter().cloned().collect::<Vec<_>>())
        })
    });
    let chosen = Memo::new(move |_| {
        let list = found.get();
        value.get().filter(|value| list.contains(value)).or_else(|| list.first().cloned())
    });
    let choices = Signal::derive(move || {
        let named = |value: &Value| Choice::new(value.as_str(), values::value(view.portal, dim.get(), value));
        found.with(|list| list.iter().map(named).collect::<Vec<_>>())
    });
    let modes = vec![Choice::new("is", t!("report.filter.is")), Choice::new("not", t!("report.filter.not"))];
    let add = move |_| {
        if let Some(value) = chosen.get_untracked() {
            let mark = if negative.get_untracked() { Mark::Excluded } else { Mark::Asked };
            view.change(|filter| filter.set(dim.get_untracked(), value, mark));
        }
    };
    let trigger = || {
        view! {
            <Button
                label=t!("report.add-filter")
                kind=ButtonKind::Subtle
                size=ButtonSize::S28
                icon=Glyph::Add
                controls="report-add-filter"
            />
        }
    };
    let word =
        move |word: String| found.with_untracked(|list| list.iter().find(|it| it.as_str() == word).cloned());
    view! {
        <Popover
            id="report-add-filter"
            title=t!("report.add-filter")
            trigger
            foot=move || view! { <Button label=t!("report.filter.add") kind=ButtonKind::Primary on_press=add/> }
        >
            <div class="stack">
                <Select
                    label=t!("report.filter.field")
                    choices=dims.clone()
                    value=Signal::derive(move || dim.get().key().to_owned())
                    on_change=move |key: String| dim.set(Dim::parse(&key).unwrap_or(Dim::Severity))
                />
                <Select
                    label=t!("report.filter.how")
                    choices=modes.clone()
                    value=Signal::derive(move || if negative.get() { "not".to_owned() } else { "is".to_owned() })
                    on_change=move |mode: String| negative.set(mode == "not")
                />
                <Select
                    label=t!("report.filter.value")
                    choices
                    value=Signal::derive(move || chosen.get().map(|it| it.as_str().to_owned()).unwrap_or_default())
                    on_change=move |choice: String| value.set(word(choice))
                />
            </div>
        </Popover>
    }
}
