//! The glossary: one word for each thing, its meaning, and the names that older and newer documents have for it
//! (service.md, section 0).

use crate::t;
use crate::ui::parts::Field;
use crate::ui::text::text;
use crate::view::prelude::*;

/// The words in the order in which one meets them; `src/words/en/help.json` has their texts.
const TERMS: [&str; 35] = [
    "experts",
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

    /// Whether every part of what was typed stands in it somewhere.
    fn fits(&self, typed: &str) -> bool {
        let all = format!("{} {} {}", self.name, self.meaning, self.also).to_lowercase();
        typed.to_lowercase().split_whitespace().all(|part| all.contains(part))
    }
}

/// The glossary with its search.
#[component]
pub(super) fn Words() -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let all: Vec<Term> = TERMS.iter().map(|id| Term::of(id)).collect();
    let found = Memo::new(move |_| {
        let fits = |at: &usize| all.get(*at).is_some_and(|term| typed.with(|typed| term.fits(typed)));
        (0..all.len()).filter(fits).collect::<Vec<usize>>()
    });
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
