//! The choice of a classification and of a determination that goes with it.

use super::room::Room;
use crate::domain::command::IncidentCommand;
use crate::domain::vocabulary::{Classification, Determination};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Button, ButtonKind, Choice, Dialog, Select};
use crate::view::prelude::*;

/// A choice in the making.
#[derive(Clone, Copy)]
pub(in crate::ui::pages) struct Verdict {
    pub(super) classification: RwSignal<Classification>,
    pub(super) determination: RwSignal<Determination>,
}

impl Verdict {
    /// A choice that begins with nothing.
    pub(in crate::ui::pages) fn unset() -> Self {
        Self {
            classification: RwSignal::new(Classification::Unknown),
            determination: RwSignal::new(Determination::Unknown),
        }
    }

    /// A choice that begins as what holds.
    pub(super) fn of(room: Room) -> Self {
        let verdict = Self::unset();
        verdict.reset(room);
        verdict
    }

    /// What is chosen.
    pub(in crate::ui::pages) fn chosen(self) -> (Classification, Determination) {
        (self.classification.get(), self.determination.get())
    }

    /// Begins anew from what holds.
    pub(super) fn reset(self, room: Room) {
        let now = untrack(|| room.standing.with(|it| it.as_ref().map(|it| it.verdict.clone())));
        self.begin(now.unwrap_or((Classification::Unknown, Determination::Unknown)));
    }

    /// Begins with a pair.
    pub(in crate::ui::pages) fn begin(
        self,
        (classification, determination): (Classification, Determination),
    ) {
        self.classification.set(classification);
        self.determination.set(determination);
    }

    /// The command that makes it hold; nothing where it holds already.
    pub(super) fn change(self, room: Room) -> Option<IncidentCommand> {
        let now = room.standing.with(|it| it.as_ref().map(|it| it.verdict.clone()));
        let (classification, determination) = (self.classification.get(), self.determination.get());
        (now != Some((classification.clone(), determination.clone())))
            .then_some(IncidentCommand::Classify { classification, determination })
    }

    fn choose(self, word: &str) {
        let classification = Classification::parse(word);
        let keeps =
            self.determination.with_untracked(|known| classification.determinations().contains(known));
        if !keeps {
            self.determination.set(Determination::Unknown);
        }
        self.classification.set(classification);
    }
}

/// The two fields. Only pairs that exist can be chosen.
#[component]
pub(in crate::ui::pages) fn VerdictFields(
    /// The choice.
    verdict: Verdict,
    /// Offers "Not set" as well.
    #[prop(optional)]
    may_be_unset: bool,
    /// Why it may not be changed.
    #[prop(optional, into)]
    disallowed: MaybeProp<String>,
) -> impl IntoView {
    let classifications = move || {
        let now = verdict.classification.get();
        let known =
            Classification::ALL.iter().filter(|known| may_be_unset || **known != Classification::Unknown);
        let mut list: Vec<Choice> =
            known.map(|known| Choice::new(known.as_str(), naming::classification(known))).collect();
        // What an import brought and nobody may choose is shown while it holds.
        if !list.iter().any(|choice| choice.value == now.as_str()) {
            list.insert(0, Choice::new(now.as_str(), naming::classification(&now)));
        }
        list
    };
    let determinations = move || {
        let now = verdict.determination.get();
        let fitting = verdict.classification.with(Classification::determinations);
        let mut list = vec![Choice::new(Determination::Unknown.as_str(), t!("common.not-set"))];
        list.extend(fitting.iter().map(|known| Choice::new(known.as_str(), naming::determination(known))));
        if !list.iter().any(|choice| choice.value == now.as_str()) {
            list.push(Choice::new(now.as_str(), naming::determination(&now)));
        }
        list
    };
    view! {
        <Select
            label=t!("incident.classification")
            choices=Signal::derive(classifications)
            value=Signal::derive(move || verdict.classification.get().as_str().to_owned())
            disallowed
            on_change=move |word: String| verdict.choose(&word)
        />
        <Select
            label=t!("incident.determination")
            choices=Signal::derive(determinations)
            value=Signal::derive(move || verdict.determination.get().as_str().to_owned())
            disallowed
            on_change=move |word: String| verdict.determination.set(Determination::parse(&word))
        />
    }
    .into_any()
}

/// Asks for classification and determination.
#[component]
pub(super) fn ClassifyDialog(
    /// Whether it is open.
    open: Signal<bool>,
    /// It was closed.
    on_close: Callback<()>,
) -> impl IntoView {
    let room = Room::get();
    let verdict = Verdict::of(room);
    let is_busy = RwSignal::new(false);
    Effect::new(move |_| {
        if open.get() {
            verdict.reset(room);
        }
    });
    let act = move || IncidentCommand::Classify {
        classification: verdict.classification.get(),
        determination: verdict.determination.get(),
    };
    let why = room.why_not(act);
    let submit = move |()| {
        if why.get_untracked().is_some() {
            return;
        }
        is_busy.set(true);
        room.send(untrack(act), t!("incident.classified"), move |outcome| {
            is_busy.set(false);
            if outcome.is_ok() {
                on_close.run(());
            }
        });
    };
    let buttons = move || {
        view! {
            <Button label=t!("common.cancel") on_press=move |_| on_close.run(())/>
            <Button label=t!("incident.classify.do") kind=ButtonKind::Primary submit=true busy=is_busy disallowed=why/>
        }
    };
    view! {
        <Dialog open on_close title=t!("incident.classify.title") on_submit=submit buttons>
            <VerdictFields verdict may_be_unset=true/>
        </Dialog>
    }
    .into_any()
}
