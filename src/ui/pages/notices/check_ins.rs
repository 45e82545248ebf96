//! Check-ins: what is planned, held and called off, as calendar files; and what goes with them.

use super::calendar;
use crate::analytics::calendar::CivilDay;
use crate::domain::business_review::KnownReview;
use crate::domain::command::Command;
use crate::domain::experts::ExpertsCommand as Act;
use crate::domain::experts::check_in::{CheckIn, CheckInEnd, CheckInKind, CheckInPlan, month_later};
use crate::domain::ids::{CheckInId, ReviewId};
use crate::domain::people::Role;
use crate::domain::time::{MINUTE_MS, Timestamp};
use crate::platform::{intl, random};
use crate::route::{Report, ReportPage, Route};
use crate::t;
use crate::ui::command_dialog::CommandDialog;
use crate::ui::entries::{Words, open_and_over};
use crate::ui::markdown::Markdown;
use crate::ui::parts::{
    Button, ButtonKind, ButtonLink, ButtonSize, Checkbox, Choice, Field, Glyph, Hue, PageHead, Pill, Select,
    TextArea,
};
use crate::ui::portal::Portal;
use crate::ui::refusals;
use crate::ui::text::text;
use crate::view::prelude::*;

/// How long a check-in lasts unless somebody says otherwise, in minutes.
const MINUTES: u16 = 45;

/// What a dialog is open for.
#[derive(Clone, Debug, PartialEq)]
enum Asked {
    Plan(Option<CheckInId>),
    Hold(CheckInId),
    Cancel(CheckInId),
}

/// The page.
#[component]
pub fn CheckInsPage() -> impl IntoView {
    let portal = Portal::get();
    let asked = RwSignal::new(None::<Asked>);
    let all = Memo::new(move |_| portal.read(|state| state.experts.check_ins.clone()));
    let rows = move |is_over: bool| {
        let mut rows: Vec<CheckIn> =
            all.with(|all| all.iter().filter(|it| it.ended.is_some() == is_over).cloned().collect());
        rows.sort_by_key(|it| it.plan.starts);
        if is_over {
            rows.reverse();
        }
        rows
    };
    let words = [
        Words { title: t!("check-in.open"), none: t!("check-in.none"), help: t!("check-in.none.help") },
        Words {
            title: t!("check-in.over"),
            none: t!("check-in.none-over"),
            help: t!("check-in.none-over.help"),
        },
    ];
    let end = move || {
        let review = Route::Reports(Report { page: ReportPage::Review, ..Report::default() }).to_string();
        view! {
            <ButtonLink label=t!("check-in.reviews") href=review icon=Glyph::File/>
            <Button label=t!("check-in.plan") kind=ButtonKind::Primary icon=Glyph::Add on_press=move |_| asked.set(Some(Asked::Plan(None)))/>
        }
    };
    let dialog = move || {
        asked.get().map(|what| match what {
            Asked::Plan(id) => view! { <PlanDialog id asked/> }.into_any(),
            Asked::Hold(id) => said_dialog(portal, id, asked, true),
            Asked::Cancel(id) => said_dialog(portal, id, asked, false),
        })
    };
    view! {
        <div class="page">
            <PageHead title=t!("check-in.title") end/>
            {open_and_over("check-ins", words, rows, move |it| row(portal, it, asked))}
            {dialog}
        </div>
    }
    .into_any()
}

fn row(portal: Portal, it: CheckIn, asked: RwSignal<Option<Asked>>) -> AnyView {
    let key = it.id.clone();
    let plan = &it.plan;
    let kind = kind_name(plan.kind);
    let when = t!(
        "check-in.span",
        day = intl::day_long(plan.starts),
        from = intl::time(plan.starts),
        to = intl::time(plan.ends()),
        zone = intl::zone(plan.starts)
    );
    let host = (!plan.host.trim().is_empty()).then(|| t!("check-in.with", who = plan.host.as_str()));
    let (pill, notes) = match &it.ended {
        Some((CheckInEnd::Held(notes), who, at)) => {
            let said = t!("check-in.held.by", who = who.as_str(), when = intl::moment(*at));
            (Some((said, Hue::Good, Glyph::CheckCircle)), notes.clone())
        }
        Some((CheckInEnd::Cancelled(why), who, at)) => {
            let said = t!("check-in.cancelled.by", who = who.as_str(), when = intl::moment(*at));
            (Some((said, Hue::Neutral, Glyph::Prohibited)), why.clone())
        }
        None if plan.ends() <= portal.now() => {
            (Some((t!("check-in.late"), Hue::Medium, Glyph::Clock)), plan.agenda.clone())
        }
        None => (None, plan.agenda.clone()),
    };
    let review = plan
        .review
        .clone()
        .and_then(|id| portal.glance(|state| state.review(&id).map(|it| it.review.title.clone())));
    let review = review.map(|title| {
        let href = Route::Reports(Report { page: ReportPage::Review, ..Report::default() }).to_string();
        view! { <a class="link data" href=href>{t!("check-in.review", title = title)}</a> }
    });
    let deeds = if it.ended.is_none() { Some(deeds(portal, &it.id, asked)) } else { None };
    view! {
        <li class="notice">
            <span class="check-in-day" aria-hidden="true"><span>{intl::month_short(plan.starts)}</span><strong>{day_of_month(portal, plan.starts)}</strong></span>
            <div class="grow stack stack-4">
                <h3 class="card-title"><bdi>{plan.title.clone()}</bdi></h3>
                <p class="data second">{when} " " {host}</p>
                <p class="caption third">{kind}</p>
                {pill.map(|(label, hue, icon)| view! { <p><Pill label hue icon small=true/></p> })}
                <Markdown text=notes/>
                {review}
            </div>
            <div class="row row-tight">{calendar::button(portal, it.id.clone())}{deeds}</div>
        </li>
    }
    .keyed(key)
}

/// The number of the day in the reader's zone.
fn day_of_month(portal: Portal, at: Timestamp) -> u32 {
    portal.reader.with(|reader| reader.zone.day_of(at).ymd().2)
}

fn deeds(portal: Portal, id: &CheckInId, asked: RwSignal<Option<Asked>>) -> AnyView {
    let ask = |label: String, what: Asked, probe: Act| {
        let why = Memo::new(move |_| portal.why_not(&Command::Experts { act: probe.clone() }));
        let press = move |_| asked.set(Some(what.clone()));
        view! { <Button label size=ButtonSize::S28 disallowed=why on_press=press/> }
    };
    let hold = Act::HoldCheckIn { id: id.clone(), notes: "-".to_owned() };
    let cancel = Act::CancelCheckIn { id: id.clone(), reason: "-".to_owned() };
    view! {
        {ask(t!("check-in.hold"), Asked::Hold(id.clone()), hold)}
        {ask(t!("check-in.move"), Asked::Plan(Some(id.clone())), cancel.clone())}
        {ask(t!("check-in.cancel"), Asked::Cancel(id.clone()), cancel)}
    }
    .into_any()
}

/// What was said at a check-in, or why it was called off. Held, the next one is offered a month later.
fn said_dialog(portal: Portal, id: CheckInId, asked: RwSignal<Option<Asked>>, held: bool) -> AnyView {
    let typed = RwSignal::new(String::new());
    let again = RwSignal::new(true);
    let stored = StoredValue::new(id);
    let command = move || {
        let (id, said) = (stored.get_value(), typed.get());
        let act =
            if held { Act::HoldCheckIn { id, notes: said } } else { Act::CancelCheckIn { id, reason: said } };
        Command::Experts { act }
    };
    let on_close = move |kept| {
        if kept && held && again.get_untracked() {
            stored.with_value(|id| plan_next(portal, id));
        }
        asked.set(None);
    };
    let (title, label) = if held {
        (t!("check-in.hold.question"), t!("check-in.notes"))
    } else {
        (t!("check-in.cancel.question"), t!("check-in.reason"))
    };
    let (verb, done) = if held {
        (t!("check-in.hold"), t!("check-in.held.done"))
    } else {
        (t!("check-in.cancel"), t!("check-in.cancelled.done"))
    };
    view! {
        <CommandDialog
            open=Signal::stored(true)
            on_close
            title
            verb
            back=t!("check-in.keep")
            command=Signal::derive(move || Some(command()))
            done
        >
            <TextArea label=label.clone() rows=5 value=typed on_input=move |text| typed.set(text)/>
            {held.then(|| view! { <Checkbox label=t!("check-in.again") checked=again on_change=move |on| again.set(on)/> })}
        </CommandDialog>
    }
    .into_any()
}

/// The same check-in a month later, with the same agenda: the rhythm of business reviews.
fn plan_next(portal: Portal, id: &CheckInId) {
    let Some(known) = portal.glance(|state| state.experts.check_in(id).cloned()) else { return };
    let zone = portal.reader.with_untracked(|reader| reader.zone.clone());
    let mut starts = month_later(known.plan.starts, |at| zone.offset_minutes(at));
    // What is written down late goes on with the next date that lies ahead.
    let now = portal.reader.with_untracked(|reader| reader.now);
    while starts <= now {
        starts = month_later(starts, |at| zone.offset_minutes(at));
    }
    let plan = CheckInPlan { starts, review: None, ..known.plan };
    let act = Act::PlanCheckIn { id: random::check_in_id(), plan: Box::new(plan) };
    portal.act(Command::Experts { act }, |_| ());
}

/// What a check-in is before somebody changed anything.
fn first_plan(portal: Portal) -> CheckInPlan {
    let actor = untrack(|| portal.actor());
    CheckInPlan {
        kind: CheckInKind::default(),
        title: t!("check-in.kind.businessReview"),
        starts: portal.now(),
        minutes: MINUTES,
        agenda: t!("check-in.agenda.first"),
        host: if actor.role == Role::Advisor { actor.person } else { String::new() },
        review: None,
    }
}

/// What is being entered.
#[derive(Clone, Copy)]
struct Form {
    portal: Portal,
    plan: RwSignal<CheckInPlan>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    minutes: RwSignal<String>,
}

impl Form {
    fn open(portal: Portal, known: Option<CheckInPlan>) -> Self {
        let is_new = known.is_none();
        let plan = known.unwrap_or_else(|| untrack(|| first_plan(portal)));
        let zone = portal.reader.with_untracked(|reader| reader.zone.clone());
        let first = zone.day_of(plan.starts);
        let minute = plan.starts.millis_since(zone.start_of(first)) / MINUTE_MS;
        let (day, time) = if is_new {
            (String::new(), "14:00".to_owned())
        } else {
            (first.to_string(), format!("{:02}:{:02}", minute / 60, minute % 60))
        };
        Self {
            portal,
            day: RwSignal::new(day),
            time: RwSignal::new(time),
            minutes: RwSignal::new(plan.minutes.to_string()),
            plan: RwSignal::new(plan),
        }
    }

    /// The plan as it would be kept; nothing while the day or the time is missing.
    fn read(self) -> Option<CheckInPlan> {
        let zone = self.portal.reader.with(|reader| reader.zone.clone());
        let time = self.time.get();
        let (hours, minutes) = time.split_once(':')?;
        let (hours, rest) = (hours.parse::<i64>().ok()?, minutes.get(..2)?.parse::<i64>().ok()?);
        let day = zone.start_of(CivilDay::parse(&self.day.get())?);
        let starts = day.plus_millis((hours * 60 + rest) * MINUTE_MS);
        Some(CheckInPlan { starts, minutes: self.minutes.get().parse().unwrap_or(0), ..self.plan.get() })
    }

    fn choose_kind(self, word: &str) {
        let kind = CheckInKind::ALL.into_iter().find(|it| it.as_str() == word).unwrap_or_default();
        self.plan.update(|it| {
            // A name that somebody wrote stays.
            if it.title == kind_name(it.kind) {
                it.title = kind_name(kind);
            }
            it.kind = kind;
        });
    }
}

fn kind_name(kind: CheckInKind) -> String {
    text(&format!("check-in.kind.{}", kind.as_str()), &[])
}

/// The review packs that can be looked at.
fn reviews(portal: Portal) -> Vec<Choice> {
    let known = portal.glance(|state| {
        let one = |it: &KnownReview| Choice::new(it.review.id.as_str(), it.review.title.clone());
        state.reviews.iter().rev().map(one).collect::<Vec<_>>()
    });
    [Choice::new("", t!("check-in.no-review"))].into_iter().chain(known).collect()
}

/// What is planned.
#[component]
fn PlanDialog(id: Option<CheckInId>, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    let portal = Portal::get();
    let known = id
        .as_ref()
        .and_then(|id| portal.glance(|state| state.experts.check_in(id).map(|it| it.plan.clone())));
    let is_new = known.is_none();
    let form = Form::open(portal, known);
    let plan = form.plan;
    let id = StoredValue::new(id.unwrap_or_else(random::check_in_id));
    let command = move || {
        let plan = Box::new(form.read()?);
        Some(Command::Experts { act: Act::PlanCheckIn { id: id.get_value(), plan } })
    };
    let refusal = Memo::new(move |_| command().and_then(|command| portal.refusal(&command)));
    let error = move |field: &'static str| {
        MaybeProp::derive(move || refusal.with(|it| refusals::at_field(it.as_ref(), field)))
    };
    let kinds =
        || CheckInKind::ALL.iter().map(|it| Choice::new(it.as_str(), kind_name(*it))).collect::<Vec<_>>();
    let packs = Signal::stored(reviews(portal));
    let pack =
        move || plan.with(|it| it.review.as_ref().map(|id| id.as_str().to_owned()).unwrap_or_default());
    let title = if is_new { t!("check-in.plan.question") } else { t!("check-in.move.question") };
    view! {
        <CommandDialog
            open=Signal::stored(true)
            on_close=move |_| asked.set(None)
            title
            text=t!("check-in.plan.help")
            verb=t!("common.save")
            command=Signal::derive(command)
            missing=t!("check-in.no-day")
            done=t!("check-in.planned.done")
        >
            <Select label=t!("check-in.kind") choices=Signal::derive(kinds) value=Signal::derive(move || plan.with(|it| it.kind.as_str().to_owned())) on_change=move |word: String| form.choose_kind(&word)/>
            <Field label=t!("check-in.name") error=error("title") value=Signal::derive(move || plan.with(|it| it.title.clone())) on_input=move |text| plan.update(|it| it.title = text)/>
            <div class="check-in-when">
                <Field label=t!("check-in.day") kind="date" error=error("starts") value=form.day on_input=move |text| form.day.set(text)/>
                <Field label=t!("check-in.time") kind="time" value=form.time on_input=move |text| form.time.set(text)/>
                <Field label=t!("check-in.minutes") kind="number" error=error("minutes") value=form.minutes on_input=move |text| form.minutes.set(text)/>
            </div>
            <Field label=t!("check-in.host") optional=true value=Signal::derive(move || plan.with(|it| it.host.clone())) on_input=move |text| plan.update(|it| it.host = text)/>
            <Select label=t!("check-in.of-review") choices=packs value=Signal::derive(pack) on_change=move |word: String| plan.update(|it| it.review = ReviewId::new(&word))/>
            <TextArea label=t!("check-in.agenda") rows=4 value=Signal::derive(move || plan.with(|it| it.agenda.clone())) on_input=move |text| plan.update(|it| it.agenda = text)/>
        </CommandDialog>
    }
    .into_any()
}
