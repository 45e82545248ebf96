//! Which pieces of evidence are listed: by words, type and verdict.

use super::evidence::kind_name;
use super::room::Room;
use crate::analytics::wanted::parts;
use crate::domain::evidence::{Exhibit, facts_of};
use crate::t;
use crate::ui::naming;
use crate::ui::parts::{Choice, Field, Glyph, Select};
use crate::view::prelude::*;
use std::sync::Arc;

/// So few are seen at once.
const FEW: usize = 8;

/// What is asked for. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct Sieve {
    room: Room,
    words: RwSignal<String>,
    kind: RwSignal<String>,
    verdict: RwSignal<String>,
}

impl Sieve {
    /// Everything.
    pub(super) fn new(room: Room) -> Self {
        let empty = || RwSignal::new(String::new());
        Self { room, words: empty(), kind: empty(), verdict: empty() }
    }

    /// Whether a piece is asked for.
    pub(super) fn lets_through(self, exhibit: &Exhibit) -> bool {
        self.is_of(self.kind, &exhibit.kind)
            && self.is_of(self.verdict, exhibit.verdict.as_str())
            && self.says(exhibit)
    }

    fn is_of(self, asked: RwSignal<String>, word: &str) -> bool {
        asked.with(|asked| asked.is_empty() || asked == word)
    }

    /// Whether the words that are looked for are in its name, what tells it from others, and its facts, such as hashes.
    fn says(self, exhibit: &Exhibit) -> bool {
        let words = self.words.with(|words| words.trim().to_lowercase());
        let detail = exhibit.detail.as_deref().unwrap_or_default();
        let named = format!("{} {}", exhibit.name, detail).to_lowercase();
        parts(&words).into_iter().all(|word| named.contains(word) || self.is_fact(exhibit, word))
    }

    fn is_fact(self, exhibit: &Exhibit, words: &str) -> bool {
        let (alert, item) = exhibit.place;
        self.room.record.with(|record| {
            let found = record.here().and_then(|record| record.alerts.get(alert)?.evidence.get(item));
            let facts = found.map(|item| facts_of(item).0).unwrap_or_default();
            facts.iter().any(|fact| fact.value.to_lowercase().contains(words))
        })
    }

    /// The fields, where there is more than one sees at once, and how many pieces are listed.
    pub(super) fn fields(self, listed: Memo<usize>) -> AnyView {
        let all = Memo::new(move |_| self.all().len());
        let is_long = Memo::new(move |_| all.get() > FEW);
        let fields = move || {
            is_long.get().then(|| {
                view! {
                    <div class="sheet-bar sheet-bar-wraps">
                        <Field
                            label=t!("evidence.find")
                            label_hidden=true
                            small=true
                            kind="search"
                            icon=Glyph::Search
                            placeholder=t!("evidence.find")
                            value=self.words
                            on_input=move |text| self.words.set(text)
                        />
                        {select(self.kind, t!("incident.evidence.type"), Signal::derive(move || self.kinds()))}
                        {select(self.verdict, t!("incident.evidence.verdict"), Signal::derive(move || self.verdicts()))}
                        <span class="push data second" role="status">
                            {move || t!("evidence.listed", n = listed.get(), all = all.get())}
                        </span>
                    </div>
                }
            })
        };
        fields.into_any()
    }

    fn all(self) -> Arc<Vec<Exhibit>> {
        self.room.exhibits.get().unwrap_or_default()
    }

    /// The types, each with how many the other choices let through.
    fn kinds(self) -> Vec<Choice> {
        let all = self.all();
        let counts = count(
            &all,
            |it| it.kind.as_str(),
            |it| self.is_of(self.verdict, it.verdict.as_str()) && self.says(it),
        );
        let named = counts.into_iter().map(|(kind, n)| {
            let name = kind_name(kind);
            Choice::new(kind, t!("evidence.choice", name = name, n = n))
        });
        [Choice::new("", t!("evidence.any-type"))].into_iter().chain(named).collect()
    }

    /// The verdicts, likewise.
    fn verdicts(self) -> Vec<Choice> {
        let all = self.all();
        let counts =
            count(&all, |it| it.verdict.as_str(), |it| self.is_of(self.kind, &it.kind) && self.says(it));
        let named = counts.into_iter().map(|(word, n)| {
            let known = all.iter().find(|exhibit| exhibit.verdict.as_str() == word);
            let name = known.map(|exhibit| naming::verdict(&exhibit.verdict)).unwrap_or_default();
            Choice::new(word, t!("evidence.choice", name = name, n = n))
        });
        [Choice::new("", t!("evidence.any-verdict"))].into_iter().chain(named).collect()
    }
}

/// How many pieces have each word, in the order of the first that has it; those that are not asked for count nowhere.
fn count<'a>(
    all: &'a [Exhibit],
    word_of: impl Fn(&'a Exhibit) -> &'a str,
    is_asked: impl Fn(&Exhibit) -> bool,
) -> Vec<(&'a str, usize)> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for exhibit in all {
        let (word, n) = (word_of(exhibit), usize::from(is_asked(exhibit)));
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, known)) => *known += n,
            None => counts.push((word, n)),
        }
    }
    counts
}

fn select(asked: RwSignal<String>, label: String, choices: Signal<Vec<Choice>>) -> AnyView {
    view! { <Select label label_hidden=true small=true choices value=asked on_change=move |word: String| asked.set(word)/> }
        .into_any()
}
