//! The time line as a file or on paper, with what is left out and masked before it is shared.

use super::super::room::Room;
use super::masking::Masking;
use super::moment::{origin_of, words_of};
use super::{Line, Moment};
use crate::analytics::incident::history::{Kind, What};
use crate::domain::event::IncidentEvent;
use crate::domain::people::Party;
use crate::domain::state::State;
use crate::formats::timeline::redact::Redaction;
use crate::formats::timeline::{Earlier, Item, TimeLine};
use crate::platform::{dom, files, intl};
use crate::t;
use crate::ui::leaving::part_of_name;
use crate::ui::parts::{Button, ButtonKind, Checkbox, Dialog, Glyph, Segment, Segmented};
use crate::view::prelude::*;

/// The place of paper among the forms.
const PAPER: usize = 3;

/// What the dialog asks.
#[derive(Clone, Copy)]
struct Choices {
    form: RwSignal<usize>,
    keeps_internal: RwSignal<bool>,
    masking: Masking,
}

/// What is printed: the line, and what was left out of it and masked.
type Paper = (TimeLine, String);

impl Choices {
    /// What is left out and masked, in words.
    fn spoken(self) -> String {
        let internal = match self.keeps_internal.get() {
            true => t!("export.sheet.internal"),
            false => t!("export.sheet.no-internal"),
        };
        std::iter::once(internal).chain(self.masking.spoken()).collect::<Vec<_>>().join(" · ")
    }

    fn redaction(self, room: Room, line: &Line, whole: &TimeLine) -> Redaction {
        let keeps_internal = self.keeps_internal.get();
        Redaction { keeps_internal, ..self.masking.redaction(room, line, whole.people()) }
    }
}

/// The line in words, oldest first. Whoever reads a file or a sheet may be of either side or of neither, so nobody is "you"
/// in it.
pub(in super::super) fn whole(room: Room, line: &Line) -> TimeLine {
    let items = line.moments.iter().rev().map(|moment| item(moment, line)).collect();
    let named = |state: &State| state.workspace.as_ref().map(|(_, name)| name.clone()).unwrap_or_default();
    TimeLine {
        incident: room.id().as_str().to_owned(),
        title: room.of(|it| it.title.clone()),
        workspace: room.portal.glance(named),
        items,
    }
}

/// What a comment said before it was changed.
fn earlier(moment: &Moment) -> Vec<Earlier> {
    match &moment.what {
        What::Happened { event, .. } => match &**event {
            IncidentEvent::Commented { comment } => {
                let before = comment.before.iter();
                before.map(|it| Earlier { until: it.until, said: it.text.clone() }).collect()
            }
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// By which playbook it came.
fn playbook(moment: &Moment, line: &Line) -> String {
    let What::Happened { event, .. } = &moment.what else { return String::new() };
    origin_of(event, &line.titles).cloned().unwrap_or_default()
}

fn item(moment: &Moment, line: &Line) -> Item {
    let (text, said) = words_of(moment, &line.titles, Party::Experts);
    // Whoever reads the file must know that it did not always say so.
    let text = match &moment.what {
        What::Happened { event, .. } => match &**event {
            IncidentEvent::Commented { comment } if !comment.before.is_empty() => {
                format!("{text} ({})", t!("comment.edited", n = comment.before.len()))
            }
            _ => text,
        },
        _ => text,
    };
    let kind = match [Kind::Comment, Kind::Action].into_iter().find(|kind| moment.is_about(*kind)) {
        Some(Kind::Comment) => "comment",
        Some(Kind::Action) => "action",
        _ => "status",
    };
    let side = match (&moment.what, moment.role.map(|role| role.party())) {
        (What::Happened { .. }, Some(Party::Experts)) => "experts",
        (What::Happened { .. }, Some(Party::Customer)) => "customer",
        _ => "",
    };
    Item {
        key: moment.key.clone(),
        at: moment.at,
        who: moment.by.clone().unwrap_or_default(),
        side,
        kind,
        internal: moment.is_internal(),
        from: moment.from.as_ref().map(ToString::to_string).unwrap_or_default(),
        text,
        said,
        playbook: playbook(moment, line),
        earlier: earlier(moment),
    }
}

/// The dialog.
#[component]
pub(super) fn ExportDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
) -> impl IntoView {
    let room = Room::get();
    let choices =
        Choices { form: RwSignal::new(0), keeps_internal: RwSignal::new(false), masking: Masking::new() };
    // What may not leave is chosen anew each time.
    Effect::new(move |_| {
        if open.get() {
            choices.keeps_internal.set(false);
        }
    });
    let paper = RwSignal::new(None::<Paper>);
    let shared = move || {
        let line = room.line.get()?;
        let whole = whole(room, &line);
        let redaction = choices.redaction(room, &line, &whole);
        Some(whole.redacted(&redaction))
    };
    let submit = move |()| {
        let is_paper = choices.form.get_untracked() == PAPER;
        // A file is read elsewhere; paper names the zone of who prints it.
        let line = if is_paper { untrack(shared) } else { intl::with_utc(|| untrack(shared)) };
        let Some(line) = line else { return };
        let name = |ending: &str| format!("incident-{}-history.{ending}", part_of_name(room.id().as_str()));
        match choices.form.get_untracked() {
            0 => files::download(&name("md"), "text/markdown", &line.markdown()),
            1 => files::download(&name("json"), "application/json", &line.json().unwrap_or_default()),
            2 => files::download(&name("csv"), "text/csv", &line.csv()),
            _ => {
                paper.set(Some((line, untrack(|| choices.spoken()))));
                // The sheet is in the document after this turn.
                request_animation_frame(dom::print);
            }
        }
        open.set(false);
    };
    let forms = || {
        ["Markdown", "JSON", "CSV"]
            .map(Segment::new)
            .into_iter()
            .chain([Segment::new(t!("export.print"))])
            .collect::<Vec<_>>()
    };
    let count = move || shared().map_or(0, |line| line.items.len());
    let buttons = move || {
        let label =
            move || if choices.form.get() == PAPER { t!("export.print") } else { t!("export.download") };
        view! {
            <Button label=t!("common.cancel") on_press=move |_| open.set(false)/>
            <Button label=Signal::derive(label) kind=ButtonKind::Primary icon=Glyph::Download submit=true/>
        }
    };
    view! {
        <Dialog open on_close=move |()| open.set(false) title=t!("export.title") text=t!("export.text") on_submit=submit buttons>
            <Segmented
                label=t!("export.form")
                segments=forms()
                chosen=choices.form
                on_choose=move |at| choices.form.set(at)
            />
            <Checkbox
                label=t!("export.internal")
                checked=choices.keeps_internal
                on_change=move |on| choices.keeps_internal.set(on)
            />
            {choices.masking.fields()}
            <p class="caption third" role="status">{move || t!("export.count", n = count())}</p>
        </Dialog>
        {move || paper.get().map(|paper| sheet(room, &paper))}
    }
    .into_any()
}

/// What is printed and never shown on the screen.
fn sheet(room: Room, (line, filter): &Paper) -> AnyView {
    let now = room.portal.reader.with_untracked(|reader| reader.now);
    let revision = room.portal.desk().read(|session| session.last_seq());
    let items = line
        .items
        .iter()
        .map(|item| {
            let at = intl::moment(item.at);
            view! {
                <li><strong>{at}</strong> " " {marks(item)} <bdi>{item.text.clone()}</bdi><p class="plain-text"><bdi>{item.said.clone()}</bdi></p></li>
            }
        })
        .collect_view();
    view! {
        <section class="print-sheet" aria-hidden="true">
            <h2><bdi>{line.title.clone()}</bdi></h2>
            <p><strong>{line.workspace.clone()}</strong> " · " {t!("shell.incident", id = line.incident.as_str())} " · " {t!("shell.zone", zone = intl::zone(now))}</p>
            <p>{filter.clone()}</p>
            <p>{t!("report.print.made", when = intl::moment(now), revision = revision)}</p>
            <ol>{items}</ol>
        </section>
    }
    .into_any()
}

/// That a moment is for the own side only, and of which incident it is where another brought it.
fn marks(item: &Item) -> String {
    let internal = item.internal.then(|| t!("parts.internal"));
    let from = (!item.from.is_empty()).then(|| t!("incident.from", id = item.from.as_str()));
    let marks = internal.into_iter().chain(from).map(|mark| format!("({mark}) "));
    marks.collect()
}
