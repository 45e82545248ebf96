//! The ATT&CK matrix of the incidents: as dark as they are many, or as the technique is common among known groups.

use super::about::About;
use super::none::NoneHere;
use super::technique::Cell;
use super::{View, filters, look, period};
use crate::formats::export::navigator::{Scored, layer};
use crate::platform::{clock, files, intl};
use crate::report::about::Item;
use crate::report::matrix::{Matrix as Counted, TacticColumn, Technique};
use crate::report::shade::Shades;
use crate::route::{Counted as Which, MatrixLook};
use crate::t;
use crate::ui::attack;
use crate::ui::charts::{ChartFrame, TableTwin};
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonSize, Glyph, Segment, Segmented, SkeletonLines, Switch};
use crate::ui::periods;
use crate::ui::text::text;
use crate::view::prelude::*;
use leptos::html;

/// The page.
#[component]
pub(super) fn Matrix(view: View) -> impl IntoView {
    let facts = attack::facts();
    let look = Memo::new(move |_| view.link.with(|link| link.matrix));
    let matrix = view.count({
        let facts = facts.clone();
        move |given| {
            let facts = facts.get()?;
            Some(Counted::of(given.columns, &facts, given.filter, given.link.period, given.reader))
        }
    });
    let is_loading = Memo::new(move |_| matrix.with(Option::is_none));
    let shades = Memo::new(move |_| {
        let look = look.get();
        let cells = |it: &Technique| {
            std::iter::once(it).chain(&it.subs).map(move |it| shaded(it, look)).collect::<Vec<_>>()
        };
        matrix.with(|matrix| {
            let columns = matrix.iter().flat_map(|matrix| &matrix.tactics);
            Shades::of(columns.flat_map(|column| &column.techniques).flat_map(cells))
        })
    });
    let about = move || view! { <About view item=Item::Matrix title=t!("report.page.matrix")/> };
    view! {
        <period::PeriodCard view/>
        <filters::Bar view><Choices view look/><filters::Behind view/></filters::Bar>
        <Show when=move || !is_loading.get() fallback=|| view! { <SkeletonLines lines=8/> }>
            <ChartFrame title=t!("report.page.matrix") table=twin(view, matrix) end=about>
                <Grid view matrix look shades/>
                <Foot matrix look shades/>
            </ChartFrame>
            <div class="row not-print">
                <Button label=t!("report.matrix.layer") size=ButtonSize::S28 icon=Glyph::Download on_press=move |_| save(view, matrix, look)/>
            </div>
        </Show>
    }
}

/// What the cells say as a table: every technique that some incident names, once.
fn twin(view: View, matrix: Memo<Option<Counted>>) -> Signal<TableTwin> {
    let number = |count: usize| intl::number(count as f64);
    let row = move |it: &Technique| {
        let groups = it.prevalence.map_or(0, |prevalence| prevalence.groups);
        vec![
            format!("{} {}", it.id, it.name),
            number(it.stack.directly),
            number(it.stack.with_help),
            number(it.stack.open),
            number(it.stack.total()),
            intl::number(f64::from(groups)),
        ]
    };
    Signal::derive(move || TableTwin {
        heads: vec![
            t!("column.technique"),
            t!("outcome.resolvedDirectly"),
            view.says("report.with-help"),
            t!("outcome.open"),
            t!("report.total"),
            t!("column.groups"),
        ],
        rows: matrix
            .with(|matrix| matrix.iter().flat_map(|matrix| matrix.named().into_values()).map(row).collect()),
    })
}

/// Saves the techniques as they are counted now as a layer of the ATT&CK Navigator.
fn save(view: View, matrix: Memo<Option<Counted>>, look: Memo<MatrixLook>) {
    let (look, link) = (look.get_untracked(), view.link.get_untracked());
    let scored = matrix.with_untracked(|matrix| {
        let named = matrix.iter().flat_map(|matrix| matrix.named().into_values());
        let scored = named.map(|it| {
            let groups = it.prevalence.map_or(0, |prevalence| prevalence.groups);
            let n = counted(&it.stack, look.counted);
            let score = if look.by_prevalence { groups } else { u32::try_from(n).unwrap_or(u32::MAX) };
            let comment = t!(
                "report.matrix.layer.comment",
                n = it.stack.total(),
                resolved = it.stack.directly + it.stack.with_help,
                open = it.stack.open,
                groups = groups
            );
            (n > 0).then(|| Scored { id: it.id.clone(), score, comment })
        });
        scored.flatten().collect::<Vec<_>>()
    });
    let filter = link.filter.filter().to_string();
    let filter = if filter.is_empty() { t!("report.matrix.layer.no-filter") } else { filter };
    let about = t!("report.matrix.layer.about", filter = filter);
    let text = layer(&t!("report.matrix.layer.name", days = periods::name(link.period)), &about, scored);
    files::download(&super::export::file_name("layer", clock::now(), "json"), "application/json", &text);
}

/// What is counted, by what the cells are shaded, and which are shown.
#[component]
fn Choices(view: View, look: Memo<MatrixLook>) -> impl IntoView {
    let set =
        move |edit: fn(&mut MatrixLook, usize), at: usize| view.relink(|link| edit(&mut link.matrix, at));
    let words = |keys: &[&str]| {
        keys.iter().map(|key| Segment::new(text(&format!("report.matrix.{key}"), &[]))).collect::<Vec<_>>()
    };
    let counted =
        Signal::derive(move || Which::ALL.iter().position(|it| *it == look.get().counted).unwrap_or(0));
    view! {
        <Segmented
            label=t!("report.matrix.counted")
            segments=words(&["investigated", "resolved", "open"])
            chosen=counted
            on_choose=move |at| set(|look, at| look.counted = Which::ALL.get(at).copied().unwrap_or_default(), at)
        />
        <Segmented
            label=t!("report.matrix.shade")
            segments=words(&["count", "prevalence"])
            chosen=Signal::derive(move || usize::from(look.get().by_prevalence))
            on_choose=move |at| set(|look, at| look.by_prevalence = at == 1, at)
        />
        <Segmented
            label=t!("report.matrix.tactics")
            segments=words(&["all-tactics", "seen-only"])
            chosen=Signal::derive(move || usize::from(look.get().seen_only))
            on_choose=move |at| set(|look, at| look.seen_only = at == 1, at)
        />
        <Switch
            label=t!("report.matrix.subs")
            label_shown=true
            checked=Signal::derive(move || look.get().subs)
            on_change=move |on: bool| set(|look, at| look.subs = at == 1, usize::from(on))
        />
    }
}

/// The count of a technique or tactic that a look asks for.
pub(super) fn counted(stack: &crate::report::chart::Stack, which: Which) -> usize {
    match which {
        Which::Investigated => stack.total(),
        Which::Resolved => stack.directly + stack.with_help,
        Which::Open => stack.open,
    }
}

/// The number that a cell is shaded by.
pub(super) fn shaded(technique: &Technique, look: MatrixLook) -> usize {
    if look.by_prevalence {
        technique.prevalence.map_or(0, |prevalence| usize::try_from(prevalence.groups).unwrap_or(usize::MAX))
    } else {
        counted(&technique.stack, look.counted)
    }
}

/// The columns.
#[component]
fn Grid(
    view: View,
    matrix: Memo<Option<Counted>>,
    look: Memo<MatrixLook>,
    shades: Memo<Shades>,
) -> impl IntoView {
    let node = NodeRef::<html::Div>::new();
    let columns = Memo::new(move |_| {
        let look = look.get();
        matrix.with(|matrix| {
            let tactics = matrix.as_ref().map(|matrix| matrix.tactics.clone()).unwrap_or_default();
            let is_shown =
                |column: &TacticColumn| !look.seen_only || counted(&column.stack, look.counted) > 0;
            tactics.into_iter().filter(is_shown).collect::<Vec<_>>()
        })
    });
    let is_empty = Memo::new(move |_| columns.with(Vec::is_empty));
    let keys = move |event| super::technique::keys(&event, node);
    let drawn = move || {
        let (look, shades) = (look.get(), shades.get());
        columns
            .get()
            .into_iter()
            .enumerate()
            .map(|(at, column)| one_column(view, column, look, shades, at == 0))
            .collect_view()
    };
    view! {
        <Show
            when=move || !is_empty.get()
            fallback=move || view! { <section class="card"><NoneHere view title=t!("report.matrix.none") text=t!("report.matrix.none.help")/></section> }
        >
            <div class="matrix scroll-cue" node_ref=node role="group" aria-label=t!("report.page.matrix") on:keydown=keys>{drawn}</div>
        </Show>
    }
}

fn one_column(view: View, column: TacticColumn, look: MatrixLook, shades: Shades, is_first: bool) -> AnyView {
    let total = counted(&column.stack, look.counted);
    let listed = |technique: &Technique| {
        let is_seen = counted(&technique.stack, look.counted) > 0;
        is_seen || (!look.seen_only && look.counted == Which::Investigated && technique.stack.total() == 0)
    };
    let mut techniques: Vec<Technique> = column.techniques.into_iter().filter(listed).collect();
    if look.by_prevalence {
        techniques
            .sort_by_key(|it| std::cmp::Reverse(it.prevalence.map_or(0, |prevalence| prevalence.groups)));
    } else {
        techniques.sort_by_key(|it| std::cmp::Reverse(counted(&it.stack, look.counted)));
    }
    let tactic = column.tactic;
    let with_subs = techniques.into_iter().flat_map(|technique| {
        let subs = if look.subs { technique.subs.clone() } else { Vec::new() };
        std::iter::once((technique, false)).chain(subs.into_iter().map(|sub| (sub, true)))
    });
    let cells = with_subs.enumerate().map(|(at, (technique, is_sub))| {
        view! { <Cell view technique tactic look shades is_sub is_first={is_first && at == 0}/> }
    });
    let cells = cells.collect_view();
    view! {
        <section class="matrix-column" aria-label=naming::tactic(column.tactic)>
            <h2 class="matrix-head" class:third={total == 0}>
                <span>{naming::tactic(column.tactic)}</span>
                <span class="num">{intl::number(total as f64)}</span>
            </h2>
            {cells}
        </section>
    }
    .into_any()
}

/// What shades and edges mean, and the sums.
#[component]
fn Foot(matrix: Memo<Option<Counted>>, look: Memo<MatrixLook>, shades: Memo<Shades>) -> impl IntoView {
    let sums = move || {
        matrix.with(|matrix| {
            matrix.as_ref().map(|it| {
                t!(
                    "report.matrix.sums",
                    n = counted(&it.stack, look.get().counted),
                    techniques = it.techniques,
                    without = it.without_tactic
                )
            })
        })
    };
    let unknown = move || {
        matrix.with(|matrix| {
            let unknown = matrix.as_ref().map(|it| it.unknown.clone()).unwrap_or_default();
            let ids = unknown.iter().map(|(id, count)| format!("{id} ({count})")).collect::<Vec<_>>();
            (!ids.is_empty()).then(|| t!("report.matrix.unknown", ids = ids.join(", ")))
        })
    };
    let source = move || matrix.with(|matrix| matrix.as_ref().map(|it| it.source.clone()));
    let shade = move || {
        if look.get().by_prevalence { t!("report.matrix.groups") } else { t!("report.incidents") }
    };
    view! {
        <div class="matrix-foot caption">
            <span>{shade}</span>
            {move || look::shade_steps(shades.get())}
            <span class="row row-tight legend-use"><span class="matrix-use"><span></span></span>{t!("report.matrix.legend-use")}</span>
            <span class="row row-tight"><span class="matrix-unseen"></span>{t!("report.matrix.legend-unseen")}</span>
            <span class="push">{sums}</span>
        </div>
        {move || unknown().map(|text| view! { <p class="caption third">{text}</p> })}
        <p class="caption third">{t!("report.matrix.heads")}</p>
        <p class="caption third">{source}</p>
    }
}
