//! A hunt as it is planned: hypothesis, techniques, queries.

use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::hunt::{HuntKind, HuntPlan, HuntQuery};
use crate::domain::ids::HuntId;
use crate::platform::random;
use crate::route::Route;
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::parts::{Button, ButtonKind, ButtonSize, Choice, Field, Glyph, Select, TextArea};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::view::prelude::*;

/// The button and its dialog.
#[component]
pub(super) fn NewHunt(open: RwSignal<bool>) -> impl IntoView {
    let portal = Portal::get();
    let probe = Act::SaveHunt {
        id: random::hunt_id(),
        plan: Box::new(HuntPlan { title: "-".to_owned(), hypothesis: "-".to_owned(), ..HuntPlan::default() }),
    };
    let why = Memo::new(move |_| portal.why_not(&Command::Experts { act: probe.clone() }));
    let dialog = move || {
        open.get().then(|| view! { <HuntDialog id=random::hunt_id() plan=HuntPlan::default() open/> })
    };
    view! {
        <Button label=t!("hunting.new") kind=ButtonKind::Primary icon=Glyph::Add disallowed=why on_press=move |_| open.set(true)/>
        {dialog}
    }
    .into_any()
}

/// What is looked for.
#[component]
pub(super) fn HuntDialog(id: HuntId, plan: HuntPlan, open: RwSignal<bool>) -> impl IntoView {
    let portal = Portal::get();
    let is_new = plan.title.is_empty();
    let techniques = RwSignal::new(plan.techniques.join(", "));
    let plan = RwSignal::new(plan);
    let stored = StoredValue::new(id);
    let command = move || {
        let words = techniques.get();
        let words = words.split([',', ' ', ';', '\n']).map(str::trim).filter(|it| !it.is_empty());
        let techniques = words.map(str::to_ascii_uppercase).collect();
        let plan = HuntPlan { techniques, ..plan.get() };
        Command::Experts { act: Act::SaveHunt { id: stored.get_value(), plan: Box::new(plan) } }
    };
    let refusal = Memo::new(move |_| portal.refusal(&command()));
    let wrong_technique = MaybeProp::derive(move || {
        refusal
            .with(|it| refusals::at_field(it.as_ref(), "techniques"))
            .map(|_| t!("hunting.techniques.wrong"))
    });
    let on_close = move |kept| {
        open.set(false);
        if kept && is_new {
            portal.go(&Route::Hunt(stored.with_value(|id| id.as_str().into())));
        }
    };
    let kinds =
        || HuntKind::ALL.iter().map(|it| Choice::new(it.as_str(), super::kind(*it))).collect::<Vec<_>>();
    let choose = move |word: String| {
        let kind = HuntKind::ALL.into_iter().find(|it| it.as_str() == word).unwrap_or_default();
        plan.update(|it| it.kind = kind);
    };
    let count = Memo::new(move |_| plan.with(|it| it.queries.len()));
    let queries = move || (0..count.get()).map(|at| query(plan, at)).collect_view();
    let title = if is_new { t!("hunting.new.question") } else { t!("hunting.edit.question") };
    view! {
        <CommandDialog
            open
            on_close
            title
            verb=t!("common.save")
            command=Signal::derive(move || Some(command()))
        >
            <Select label=t!("hunting.kind") choices=Signal::derive(kinds) value=Signal::derive(move || plan.with(|it| it.kind.as_str().to_owned())) on_change=choose/>
            <Field label=t!("hunting.name") value=Signal::derive(move || plan.with(|it| it.title.clone())) on_input=move |text| plan.update(|it| it.title = text)/>
            <TextArea label=t!("hunting.hypothesis") help=t!("hunting.hypothesis.help") value=Signal::derive(move || plan.with(|it| it.hypothesis.clone())) on_input=move |text| plan.update(|it| it.hypothesis = text)/>
            <Field label=t!("hunting.techniques") help=t!("hunting.techniques.help") error=wrong_technique optional=true value=techniques on_input=move |text| techniques.set(text)/>
            {queries}
            <Button label=t!("hunting.add-query") size=ButtonSize::S28 icon=Glyph::Add on_press=move |_| plan.update(|it| it.queries.push(HuntQuery::default()))/>
        </CommandDialog>
    }
    .into_any()
}

fn query(plan: RwSignal<HuntPlan>, at: usize) -> AnyView {
    let name = Signal::derive(move || {
        plan.with(|it| it.queries.get(at).map(|it| it.name.clone()).unwrap_or_default())
    });
    let kql = Signal::derive(move || {
        plan.with(|it| it.queries.get(at).map(|it| it.kql.clone()).unwrap_or_default())
    });
    let set = move |change: &dyn Fn(&mut HuntQuery)| {
        plan.update(|it| {
            if let Some(query) = it.queries.get_mut(at) {
                change(query);
            }
        });
    };
    let remove = move |_| {
        plan.update(|it| {
            if at < it.queries.len() {
                it.queries.remove(at);
            }
        });
    };
    view! {
        <div class="hunt-query stack stack-4">
            <Field label=t!("hunting.query.name", n = at + 1) value=name on_input=move |text: String| set(&|it| it.name.clone_from(&text))/>
            <TextArea label=t!("hunting.query.kql", n = at + 1) rows=3 value=kql on_input=move |text: String| set(&|it| it.kql.clone_from(&text))/>
            <Button label=t!("hunting.query.remove", n = at + 1) kind=ButtonKind::Link on_press=remove/>
        </div>
    }
    .into_any()
}
