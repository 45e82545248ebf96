//! Planning one more action, or changing one that is planned: what, on which asset, in which order, and who would carry it
//! out.

use super::card::trace_lines;
use super::cards::Table;
use super::form::{Form, NAME_CHARS};
use super::kinds::choices;
use crate::domain::ids::ActionId;
use crate::domain::response::ActionKind;
use crate::domain::text::clip;
use crate::platform::intl;
use crate::t;
use crate::ui::extent;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Checkbox, Choice, Dialog, Field, RuleTrace, Select, TextArea};
use crate::ui::refusals::at_field;
use crate::view::prelude::*;

/// The word of the choice to leave the assets or the order of an action as they are.
const KEPT: &str = "kept";

/// The dialog.
#[component]
pub(super) fn PlanDialog(
    /// Where the actions are: one of them may be about to be changed.
    table: Table,
    /// Whether a new one is planned.
    is_planning: RwSignal<bool>,
) -> impl IntoView {
    let room = table.room;
    let form = Form::new(room);
    let is_busy = RwSignal::new(false);
    Effect::new(move |before: Option<bool>| {
        let id = table.changing.get();
        // A plan in the making goes on as it is.
        if id.is_some() || before == Some(true) {
            let known = |id: &ActionId| room.of(|it| it.response.action(id).map(|it| it.plan.clone()));
            form.begin(untrack(|| id.as_ref().and_then(known)));
        }
        id.is_some()
    });
    let open = Signal::derive(move || is_planning.get() || form.changed.with(Option::is_some));
    let close = Callback::new(move |()| {
        is_planning.set(false);
        table.changing.set(None);
    });
    let refusal = Memo::new(move |_| form.refusal());
    let why = MaybeProp::derive(move || refusal.with(|it| it.as_ref().map(crate::ui::refusals::refusal)));
    let submit = move |()| {
        if refusal.with_untracked(Option::is_some) || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let (id, changed) = (room.id(), form.changed.get_untracked());
        let said = if changed.is_some() { t!("response.changed") } else { t!("response.planned") };
        room.send(untrack(|| form.command()), said, move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                Form::sent(room, &id, changed.as_ref());
                // The page may be gone by now.
                if is_planning.try_set(false).is_none() && table.changing.try_set(None).is_none() {
                    form.begin(None);
                }
            }
        });
    };
    let buttons = move || {
        let is_new = form.changed.with(Option::is_none);
        let label = if is_new { t!("response.plan.do") } else { t!("response.change.do") };
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close.run(())/>
            <Button label kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    let error =
        move |field: &'static str| MaybeProp::derive(move || refusal.with(|it| at_field(it.as_ref(), field)));
    let title = move || match form.changed.get() {
        Some(plan) => t!("response.change.title", title = clip(&plan.title, NAME_CHARS).as_ref()),
        None => t!("response.plan"),
    };
    view! {
        <Dialog open on_close=close title=Signal::derive(title) on_submit=submit buttons>
            {what_fields(form, MaybeProp::derive(move || error("target").get().filter(|_| form.is_touched.get())))}
            {more_fields(form)}
            {super::object::fields(form, error("object"))}
            <div>
                {super::undoing::warning(room, move || Some(form.plan()))}
                {super::investigated::hint(room, move || Some(form.plan()))}
            </div>
            <Field
                label=t!("response.plan.title")
                value=Signal::derive(move || form.title())
                error=error("title")
                on_input=move |text| form.title.set(Some(text))
            />
            {who(form)}
            <TextArea
                label=t!("response.plan.instructions")
                help=t!("response.plan.instructions.help")
                optional=true
                value=form.instructions
                on_input=move |text| form.instructions.set(text)
            />
            <TextArea
                label=t!("response.plan.impact")
                help=t!("response.plan.impact.help")
                optional=true
                grows=true
                value=Signal::derive(move || form.impact())
                on_input=move |text| form.impact.set(Some(text))
            />
            {after_field(form)}
        </Dialog>
    }
    .into_any()
}

/// Kind and asset.
fn what_fields(form: Form, error: MaybeProp<String>) -> AnyView {
    let targets = move || {
        let is_needed = !form.kind.get().target_kinds().is_empty();
        let none = (!is_needed).then(|| Choice::new("", t!("response.plan.no-target")));
        let kept = form.kept.get();
        let kept = (!kept.is_empty()).then(|| {
            let names = kept.iter().map(|asset| clip(&asset.name, NAME_CHARS).into_owned());
            Choice::new(KEPT, intl::both(&names.collect::<Vec<_>>()))
        });
        let assets = form.assets().into_iter().map(|(at, asset)| {
            let kind = naming::asset_kind(asset.kind);
            let name = clip(&asset.name, NAME_CHARS);
            Choice::new(at.to_string(), t!("response.plan.asset", name = name.as_ref(), kind = kind))
        });
        kept.into_iter().chain(none).chain(assets).collect::<Vec<_>>()
    };
    let chosen = move || {
        if form.keeps.get() {
            return KEPT.to_owned();
        }
        let chosen = form.asset();
        let found = chosen.and_then(|chosen| form.assets().into_iter().find(|(_, asset)| *asset == chosen));
        found.map(|(at, _)| at.to_string()).unwrap_or_default()
    };
    let help = MaybeProp::derive(move || form.assets().is_empty().then(|| t!("response.plan.no-assets")));
    view! {
        <Select
            label=t!("response.plan.kind")
            choices=Signal::derive(move || choices(form.room))
            value=Signal::derive(move || form.kind.get().as_str().to_owned())
            on_change=move |word: String| {
                if let Some(kind) = ActionKind::parse(&word) {
                    form.choose_kind(kind);
                }
            }
        />
        <Select
            label=t!("response.plan.target")
            choices=Signal::derive(targets)
            value=Signal::derive(chosen)
            help
            error
            on_change=move |word: String| form.choose_target(word.parse().ok(), word == KEPT)
        />
    }
    .into_any()
}

/// On all assets together, and how much of it: each where the kind has it.
fn more_fields(form: Form) -> AnyView {
    let may_be_all =
        Memo::new(move |_| !form.kind.get().target_kinds().is_empty() && form.assets().len() > 1);
    let all = move || {
        may_be_all.get().then(|| {
            let label = t!("response.plan.all", n = form.assets().len());
            view! { <Checkbox label checked=form.all on_change=move |on| form.all.set(on)/> }
        })
    };
    let has_extent = Memo::new(move |_| form.kind.get().has_extent());
    let how_much = move || {
        has_extent.get().then(|| {
            view! {
                <Select
                    label=t!("response.plan.extent")
                    choices=Signal::derive(move || extent::choices(form.kind.get()))
                    value=Signal::derive(move || extent::word(form.extent.get()).to_owned())
                    on_change=move |word: String| form.extent.set(extent::read(&word))
                />
            }
        })
    };
    view! { {all} {how_much} }.into_any()
}

/// What must be finished first: any of the others, or the several that it waits for already.
fn after_field(form: Form) -> AnyView {
    let room = form.room;
    let name = |title: &str| clip(title, NAME_CHARS).into_owned();
    let several = Memo::new(move |_| {
        let firsts: Vec<_> =
            form.changed.with(|it| it.iter().flat_map(|plan| plan.firsts()).cloned().collect());
        if firsts.len() > 1 { firsts } else { Vec::new() }
    });
    let actions = move || {
        let mut list = vec![Choice::new("", t!("response.plan.any-time"))];
        room.of(|it| {
            let titles = several.with(|ids| {
                let known = ids.iter().filter_map(|id| it.response.action(id));
                known.map(|action| name(&action.plan.title)).collect::<Vec<_>>()
            });
            list.extend((!titles.is_empty()).then(|| Choice::new(KEPT, intl::both(&titles))));
            let own = form.changed.with(|it| it.as_ref().map(|plan| plan.id.clone()));
            let others = it.response.actions.iter().filter(|it| Some(&it.plan.id) != own.as_ref());
            list.extend(others.map(|it| Choice::new(it.plan.id.as_str(), name(&it.plan.title))));
        });
        list
    };
    let value = move || {
        form.firsts.with(|firsts| match firsts.as_slice() {
            [] => String::new(),
            [one] => one.as_str().to_owned(),
            _ => KEPT.to_owned(),
        })
    };
    let choose = move |word: String| {
        let firsts =
            if word == KEPT { several.get_untracked() } else { Vec::from_iter(ActionId::new(&word)) };
        form.firsts.set(firsts);
    };
    view! {
        <Select
            label=t!("response.plan.after")
            choices=Signal::derive(actions)
            value=Signal::derive(value)
            on_change=choose
        />
    }
    .into_any()
}

/// Who would carry it out by the rules as they stand.
fn who(form: Form) -> AnyView {
    let room = form.room;
    let judged = Memo::new(move |_| {
        let (kind, assets) = (form.kind.get(), form.targets());
        // Of no asset the rules say nothing.
        if assets.is_empty() && !kind.target_kinds().is_empty() {
            return None;
        }
        let now = room.portal.reader.with_untracked(|reader| reader.now);
        room.portal.read(|state| {
            let incident = state.incident(room.id().as_str())?;
            let (first, more) =
                assets.split_first().map_or((None, &[][..]), |(first, more)| (Some(first), more));
            let (verdict, why) = state.who_acts_on_all(&incident.brief(), kind, first, more, now);
            Some((verdict.party(), why))
        })
    });
    let lines =
        move || judged.get().map(|(party, why)| trace_lines(party, &why, room.side())).unwrap_or_default();
    let is_known = Memo::new(move |_| judged.with(Option::is_some));
    let trace = move || {
        is_known
            .get()
            .then(|| view! { <RuleTrace title=t!("response.plan.who") lines=Signal::derive(lines)/> })
    };
    trace.into_any()
}
