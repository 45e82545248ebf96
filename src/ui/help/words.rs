//! The glossary: one word for each thing, its meaning, and the names that older and newer documents have for it
//! (service.md, section 0).

use crate::t;
use crate::ui::parts::Field;
use crate::ui::text::text;
use crate::view::prelude::*;

/// The words in the order in which one meets them; `src/words/en/help.json` has their texts.
const TERMS: [&str; 38] = [
    "experts",
    "plans",
    "advisor",
    "response",
    "summary",
    "action",
    "awaiting",
    "turn",
    "comments",
    "phase",
    "monitoring",
    "full",
    "readiness",
    "gate",
    "protected",
    "score",
    "prerequisites",
    "permissions",
    "exclusion",
    "scope",
    "matrix",
    "contact",
    "review",
    "target",
    "severity",
    "classification",
    "redirected",
    "noise",
    "critical",
    "risk",
    "hunt",
    "notification",
    "credit",
    "playbook",
    "tactic",
    "workspace",
    "perspective",
    "handover",
];

/// A word with its texts.
#[derive(Clone)]
struct Term {
    name: String,
    meaning: String,
    also: String,
}

impl Term {
    fn of(id: &str) -> Self {
        Self {
            name: text(&format!("help.term.{id}.name"), &[]),
            meaning: text(&format!("help.term.{id}.is"), &[]),
            also: text(&format!("help.term.{id}.also"), &[]),
        }
    }

    /// Where it stands among what fits: the smaller, the sooner. `None` where a part of what was typed stands nowhere in it.
    fn rank(&self, typed: &str) -> Option<Rank> {
        let typed = typed.trim().to_lowercase();
        let (name, also, meaning) =
            (self.name.to_lowercase(), self.also.to_lowercase(), self.meaning.to_lowercase());
        if name == typed || also.split(',').any(|one| one.trim() == typed) {
            return Some(Rank::Named);
        }
        let holds = |text: &str| typed.split_whitespace().all(|part| text.contains(part));
        if holds(&name) || also.split(',').any(holds) {
            return Some(Rank::InName);
        }
        holds(&format!("{name} {also} {meaning}")).then_some(Rank::InMeaning)
    }
}

/// How a word fits what was typed, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// It is its name, or one of its other names.
    Named,
    /// It is a part of one of its names.
    InName,
    /// It stands in its meaning.
    InMeaning,
}

/// The places of the words that fit, those with it in a name before those with it in the meaning.
fn matching(all: &[Term], typed: &str) -> Vec<usize> {
    let mut found: Vec<(Rank, usize)> =
        all.iter().enumerate().filter_map(|(at, term)| Some((term.rank(typed)?, at))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, at)| at).collect()
}

/// The glossary with its search.
#[component]
pub(super) fn Words() -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let all: Vec<Term> = TERMS.iter().map(|id| Term::of(id)).collect();
    let found = Memo::new(move |_| typed.with(|typed| matching(&all, typed)));
    let row = |at: usize| {
        let term = Term::of(TERMS.get(at).copied().unwrap_or_default());
        view! {
            <div class="help-term">
                <dt>{term.name}</dt>
                <dd>{term.meaning}<span class="caption third help-also">{t!("help.terms.also", names = term.also)}</span></dd>
            </div>
        }
    };
    view! {
        <section class="stack stack-8" aria-labelledby="help-words">
            <h3 class="section" id="help-words">{t!("help.terms")}</h3>
            <Field
                label=t!("help.terms.find")
                value=typed
                on_input=Callback::new(move |text| typed.set(text))
                help=t!("help.terms.find.help")
            />
            <p class="caption third" role="status">
                {move || match found.with(Vec::len) {
                    0 => t!("help.terms.none"),
                    count => t!("help.terms.count", n = count),
                }}
            </p>
            <dl class="help-terms">{move || found.get().into_iter().map(row).collect_view()}</dl>
        </section>
    }
}
