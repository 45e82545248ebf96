//! Planning one more action: what, on which asset, in which order, and who would carry it out.

use super::super::drafts::{draft, forget, keep, typed};
use super::super::room::Room;
use super::card::trace_lines;
use super::kinds::{choices, usual};
use crate::domain::brief::Asset;
use crate::domain::command::{Command, IncidentCommand};
use crate::domain::ids::ActionId;
use crate::domain::refusal::Refusal;
use crate::domain::response::{ActionKind, ActionPlan, Extent, TARGETS_MAX};
use crate::domain::text::clip;
use crate::platform::random;
use crate::t;
use crate::ui::extent;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Checkbox, Choice, Dialog, Field, RuleTrace, Select, TextArea};
use crate::ui::refusals::at_field;
use crate::ui::text::text;
use crate::view::prelude::*;

/// Longest name of an asset in a title or a list, in characters.
const NAME_CHARS: usize = 120;
/// Longest name of what an action is about, in characters.
const OBJECT_CHARS: usize = 60;

/// What the tab keeps until the action is planned.
const FIELDS: [&str; 6] =
    ["plan.kind", "plan.target", "plan.title", "plan.instructions", "plan.impact", "plan.object"];

/// What is entered.
#[derive(Clone, Copy)]
pub(super) struct Form {
    pub(super) room: Room,
    id: RwSignal<ActionId>,
    pub(super) kind: RwSignal<ActionKind>,
    /// The number of the asset among those of the incident.
    target: RwSignal<Option<usize>>,
    /// Set once the expert changes the title that was filled in.
    title: RwSignal<Option<String>>,
    instructions: RwSignal<String>,
    impact: RwSignal<String>,
    pub(super) object: RwSignal<String>,
    extent: RwSignal<Option<Extent>>,
    /// Aims at all fitting assets together.
    all: RwSignal<bool>,
    after: RwSignal<Option<ActionId>>,
    /// Kind or asset were chosen: before, nobody is told that one is missing.
    is_touched: RwSignal<bool>,
}

impl Form {
    /// The form with what was typed and not sent before. What is chosen and not typed begins anew, but for what it is
    /// all about: the kind and the asset.
    fn new(room: Room) -> Self {
        let left = |field: &str| typed(room.portal, &room.id(), field);
        let text = |field: &str| draft(room.portal, room.id(), field);
        let [kind, target, title, instructions, impact, object] = FIELDS;
        let form = Self {
            room,
            id: RwSignal::new(random::action_id()),
            kind: RwSignal::new(ActionKind::parse(&left(kind)).unwrap_or_else(|| usual(room))),
            target: RwSignal::new(left(target).parse().ok()),
            title: RwSignal::new(Some(left(title)).filter(|title| !title.is_empty())),
            instructions: text(instructions),
            impact: text(impact),
            object: text(object),
            extent: RwSignal::new(None),
            all: RwSignal::new(false),
            after: RwSignal::new(None),
            is_touched: RwSignal::new(false),
        };
        Effect::new(move |_| {
            let keep = |field: &str, now: &str| keep(room.portal, &room.id(), field, now);
            keep(kind, if form.kind.get() == usual(room) { "" } else { form.kind.get().as_str() });
            keep(target, &form.target.get().map(|at| at.to_string()).unwrap_or_default());
            keep(title, &form.title.get().unwrap_or_default());
        });
        form
    }

    fn empty(self) {
        self.id.set(random::action_id());
        self.kind.set(usual(self.room));
        self.target.set(None);
        self.title.set(None);
        self.instructions.set(String::new());
        self.impact.set(String::new());
        self.object.set(String::new());
        self.extent.set(None);
        self.all.set(false);
        self.after.set(None);
        self.is_touched.set(false);
    }

    /// The assets that the kind can aim at, each with its number; all where it may aim at any.
    fn assets(self) -> Vec<(usize, Asset)> {
        let kinds = self.kind.get().target_kinds();
        let assets = self.room.of(|it| it.assets.clone());
        assets
            .into_iter()
            .enumerate()
            .filter(|(_, asset)| kinds.is_empty() || kinds.contains(&asset.kind))
            .collect()
    }

    /// The asset: the chosen one, or the first that fits where one is needed.
    fn asset(self) -> Option<Asset> {
        let is_needed = !self.kind.get().target_kinds().is_empty();
        let fitting = self.assets();
        let chosen = self.target.get().and_then(|at| fitting.iter().find(|(number, _)| *number == at));
        chosen.or_else(|| fitting.first().filter(|_| is_needed)).map(|(_, asset)| asset.clone())
    }

    /// All assets: the one, or every fitting one.
    fn targets(self) -> Vec<Asset> {
        let is_needed = !self.kind.get().target_kinds().is_empty();
        if self.all.get() && is_needed {
            return self.assets().into_iter().take(TARGETS_MAX).map(|(_, asset)| asset).collect();
        }
        self.asset().into_iter().collect()
    }

    /// What people call the thing that it is about: the name of a chosen file, else what was written.
    fn object_name(self) -> Option<String> {
        let kind = self.kind.get();
        let written = self.object.with(|it| it.trim().to_owned());
        if !kind.has_object() || written.is_empty() {
            return None;
        }
        let known = super::object::called(self.room, &written);
        Some(clip(&known.unwrap_or(written), OBJECT_CHARS).into_owned())
    }

    /// The title: what was typed, else "Isolate NWF-FS-02".
    fn title(self) -> String {
        self.title.get().unwrap_or_else(|| {
            let kind = self.kind.get();
            let asset = self.asset();
            let several = Some(self.targets().len()).filter(|n| self.all.get() && *n > 1);
            // What it is about tells two actions of a kind apart, on however many assets.
            let needs_asset = !kind.target_kinds().is_empty();
            if let Some(object) = self.object_name().filter(|_| asset.is_some() == needs_asset) {
                let one = || asset.map(|asset| clip(&asset.name, NAME_CHARS).into_owned());
                let name =
                    several.map(|n| t!("response.plan.assets", n = n)).or_else(one).unwrap_or_default();
                let key = format!("action-about.{}", kind.as_str());
                return text(&key, &[("object", object.into()), ("asset", name.into())]);
            }
            match (asset, several) {
                (Some(_), Some(n)) => {
                    t!("response.plan.title-all", kind = extent::kind(kind, self.extent.get()), n = n)
                }
                (Some(asset), None) => {
                    let name = clip(&asset.name, NAME_CHARS);
                    extent::on(kind, self.extent.get(), &name)
                }
                (None, _) => extent::kind(kind, self.extent.get()),
            }
        })
    }

    fn plan(self) -> ActionPlan {
        let mut targets = self.targets().into_iter();
        ActionPlan {
            instructions: self.instructions.get(),
            impact: self.impact.get(),
            after: self.after.get(),
            target: targets.next(),
            more_targets: targets.collect(),
            object: Some(self.object.get().trim().to_owned())
                .filter(|it| !it.is_empty() && self.kind.get().has_object()),
            // As the list shows it before anything is chosen.
            extent: self.kind.get().has_extent().then(|| self.extent.get().unwrap_or(Extent::Full)),
            ..ActionPlan::new(self.id.get(), self.kind.get(), self.title().trim().to_owned())
        }
    }

    fn command(self) -> IncidentCommand {
        IncidentCommand::PlanAction { plan: Box::new(self.plan()) }
    }

    fn refusal(self) -> Option<Refusal> {
        let act = self.command();
        self.room.portal.refusal(&Command::Incident { incident: self.room.id(), act })
    }
}

/// The dialog.
#[component]
pub(super) fn PlanDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let form = Form::new(room);
    let is_busy = RwSignal::new(false);
    let close = Callback::new(move |()| open.set(false));
    let refusal = Memo::new(move |_| form.refusal());
    let why = MaybeProp::derive(move || refusal.with(|it| it.as_ref().map(crate::ui::refusals::refusal)));
    let submit = move |()| {
        if refusal.with_untracked(Option::is_some) || is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let id = room.id();
        room.send(untrack(|| form.command()), t!("response.planned"), move |outcome| {
            let _ = is_busy.try_set(false);
            if outcome.is_ok() {
                FIELDS.into_iter().for_each(|field| forget(room.portal, &id, field));
                if open.try_set(false).is_none() {
                    form.empty();
                }
            }
        });
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| close.run(())/>
            <Button label=t!("response.plan.do") kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    let error =
        move |field: &'static str| MaybeProp::derive(move || refusal.with(|it| at_field(it.as_ref(), field)));
    view! {
        <Dialog open on_close=close title=t!("response.plan") on_submit=submit buttons>
            {what_fields(form, MaybeProp::derive(move || error("target").get().filter(|_| form.is_touched.get())))}
            {more_fields(form)}
            {super::object::fields(form, error("object"))}
            {super::undoing::warning(room, move || Some(form.plan()))}
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
            <Field
                label=t!("response.plan.impact")
                help=t!("response.plan.impact.help")
                optional=true
                value=form.impact
                on_input=move |text| form.impact.set(text)
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
        let assets = form.assets().into_iter().map(|(at, asset)| {
            let kind = naming::asset_kind(asset.kind);
            let name = clip(&asset.name, NAME_CHARS);
            Choice::new(at.to_string(), t!("response.plan.asset", name = name.as_ref(), kind = kind))
        });
        none.into_iter().chain(assets).collect::<Vec<_>>()
    };
    let chosen = move || {
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
                    form.kind.set(kind);
                    form.is_touched.set(true);
                }
            }
        />
        <Select
            label=t!("response.plan.target")
            choices=Signal::derive(targets)
            value=Signal::derive(chosen)
            help
            error
            on_change=move |word: String| form.target.set(word.parse().ok())
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

/// The action that must be finished first.
fn after_field(form: Form) -> AnyView {
    let room = form.room;
    let actions = move || {
        let mut list = vec![Choice::new("", t!("response.plan.any-time"))];
        room.of(|it| {
            list.extend(it.response.actions.iter().map(|action| {
                Choice::new(action.plan.id.as_str(), clip(&action.plan.title, NAME_CHARS).into_owned())
            }));
        });
        list
    };
    let value = move || form.after.get().map(|id| id.as_str().to_owned()).unwrap_or_default();
    view! {
        <Select
            label=t!("response.plan.after")
            choices=Signal::derive(actions)
            value=Signal::derive(value)
            on_change=move |word: String| form.after.set(ActionId::new(&word))
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
