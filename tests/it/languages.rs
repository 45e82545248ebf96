//! The words of the other languages: complete, with the same values as English, and each with its own plurals.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use watchfloor::demo::titles;
use watchfloor::domain::playbook::{Playbook, shipped};
use watchfloor::domain::playbook_words::Phrase;
use watchfloor::words::{Arg, Catalogue, Language, Locale, format};

/// The languages that have files.
fn translated() -> impl Iterator<Item = Language> {
    Language::ALL.into_iter().filter(|it| !matches!(it, Language::English | Language::Mirrored))
}

fn folder(tag: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words").join(tag)
}

type Area = BTreeMap<String, String>;

/// The messages of a language by area.
fn areas(tag: &str) -> BTreeMap<String, Area> {
    let entries = fs::read_dir(folder(tag)).unwrap_or_else(|problem| panic!("words of {tag}: {problem}"));
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let area: Area =
            serde_json::from_str(&text).unwrap_or_else(|problem| panic!("{}: {problem}", path.display()));
        assert_eq!(text.matches("\": \"").count(), area.len(), "{} has a key twice", path.display());
        (path.file_stem().unwrap().to_string_lossy().into_owned(), area)
    };
    entries.map(|entry| read(entry.unwrap().path())).collect()
}

/// A placeholder: its name, what kind it is, and the labels of a choice by word.
type Placeholder = (String, String, BTreeSet<String>);

/// The placeholders of a message at any depth, and the labels of its plurals.
#[derive(Default)]
struct Shape {
    placeholders: BTreeSet<Placeholder>,
    plurals: Vec<BTreeSet<String>>,
    faults: Vec<String>,
}

impl Shape {
    fn of(message: &str) -> Self {
        let mut shape = Self::default();
        shape.read(message);
        shape
    }

    fn read(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let Some((inside, after)) = braced(&rest[at..]) else {
                self.faults.push(format!("braces do not match in `{text}`"));
                return;
            };
            let pieces: Vec<&str> = inside.splitn(3, ',').map(str::trim).collect();
            match pieces.as_slice() {
                [name, kind, choices] => self.read_choices(name, kind, choices),
                _ => {
                    self.placeholders.insert((inside.trim().to_owned(), String::new(), BTreeSet::new()));
                }
            }
            rest = after;
        }
    }

    fn read_choices(&mut self, name: &str, kind: &str, choices: &str) {
        let mut labels = BTreeSet::new();
        let mut rest = choices;
        while let Some(open) = rest.find('{') {
            let Some((inside, after)) = braced(&rest[open..]) else { break };
            labels.insert(rest[..open].trim().to_owned());
            self.read(inside);
            rest = after;
        }
        let words = if kind == "select" { labels.clone() } else { BTreeSet::new() };
        self.placeholders.insert((name.to_owned(), kind.to_owned(), words));
        if kind == "plural" {
            self.plurals.push(labels);
        }
    }
}

fn braced(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0;
    for (at, sign) in text.char_indices() {
        depth += match sign {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        if depth == 0 {
            return (sign == '}' && at > 0).then(|| (&text[1..at], &text[at + 1..]));
        }
    }
    None
}

/// The plural categories that whole numbers below a million have in a language (CLDR).
fn categories(language: Language) -> &'static [&'static str] {
    match language {
        Language::Japanese => &["other"],
        _ => &["one", "other"],
    }
}

fn faults_of(
    language: Language,
    english: &BTreeMap<String, Area>,
    own: &BTreeMap<String, Area>,
) -> Vec<String> {
    let mut faults = Vec::new();
    let tag = language.tag();
    let nothing = Area::new();
    for area in english.keys().chain(own.keys()).collect::<BTreeSet<_>>() {
        let (theirs, ours) = (english.get(area).unwrap_or(&nothing), own.get(area).unwrap_or(&nothing));
        let unknown = ours.keys().filter(|key| !theirs.contains_key(*key));
        faults.extend(unknown.map(|key| format!("{tag}/{area}: English has no `{key}`")));
        for (key, message) in theirs {
            let Some(own) = ours.get(key) else {
                faults.push(format!("{tag}/{area}: `{key}` is missing"));
                continue;
            };
            let (one, other) = (Shape::of(message), Shape::of(own));
            faults.extend(other.faults.iter().map(|fault| format!("{tag}/{area}: `{key}`: {fault}")));
            if own.trim().is_empty() || one.placeholders != other.placeholders {
                faults.push(format!("{tag}/{area}: `{key}` has other values than English: {own}"));
            }
            for labels in &other.plurals {
                let lacks = categories(language).iter().any(|it| !labels.contains(*it));
                let foreign = |it: &&String| {
                    !it.starts_with('=') && *it != "many" && !categories(language).contains(&it.as_str())
                };
                if lacks || labels.iter().any(|label| foreign(&label)) {
                    faults.push(format!("{tag}/{area}: `{key}` has the plurals of another language: {own}"));
                }
            }
        }
    }
    faults
}

/// What the product ships and the rules write: other languages know it by its English text.
fn of_playbooks() -> Area {
    let phrases = Phrase::ALL.map(|phrase| phrase.english().to_owned());
    let titles = titles::ALL.map(str::to_owned);
    let texts = shipped().iter().flat_map(Playbook::texts).chain(phrases).chain(titles);
    texts.map(|text| (text.clone(), text)).collect()
}

#[test]
fn every_language_says_all_that_english_says() {
    let mut english = areas("en");
    let playbooks = of_playbooks();
    let keys = Catalogue::english();
    assert!(playbooks.keys().all(|text| keys.get(text).is_none()), "a text is the key of another message");
    english.insert("playbooks".to_owned(), playbooks);
    for language in translated() {
        let faults = faults_of(language, &english, &areas(language.tag()));
        assert!(faults.is_empty(), "{} faults\n  {}", faults.len(), faults.join("\n  "));
    }
}

#[test]
fn a_condition_of_the_gate_that_holds_it_is_never_one_that_is_met() {
    // What holds the gate keeps it shut; of a condition that is fulfilled it is said that it is met.
    let blocks = ["the gate", "the start"];
    let is_met = |text: &str| {
        let text = text.to_lowercase();
        let Some((_, after)) = text.split_once("condition") else { return false };
        after.match_indices("hold").any(|(at, _)| {
            let rest = after[at..].trim_start_matches(|sign: char| sign.is_alphabetic());
            let rest = rest.trim_start_matches('}').trim_start();
            !blocks.iter().any(|it| rest.starts_with(it))
        })
    };
    assert!(is_met("3 of 3 conditions of the gate hold.") && !is_met("One condition holds the gate"));
    // A playbook has conditions of its own and no gate.
    let words = areas("en").into_values().flatten().filter(|(key, _)| !key.starts_with("playbook."));
    let found: Vec<_> = words.filter(|(_, text)| is_met(text)).collect();
    assert_eq!(found, []);
}

#[test]
fn every_folder_of_words_is_a_language() {
    let entries = fs::read_dir(folder("en").parent().unwrap()).unwrap().map(|entry| entry.unwrap());
    let folders: BTreeSet<String> = entries
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    let languages = translated().map(|it| it.tag().to_owned()).chain(["en".to_owned()]).collect();
    assert_eq!(folders, languages);
    // The start script decides before the application runs, so it has the list as well.
    let boot = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("public/boot.js")).unwrap();
    let list = boot.split_once("const LANGUAGES = [").and_then(|(_, rest)| rest.split_once(']')).unwrap().0;
    let list: BTreeSet<String> = list.split(',').map(|tag| tag.trim().trim_matches('"').to_owned()).collect();
    assert_eq!(list, folders);
}

#[test]
fn what_is_said_when_the_application_does_not_run_is_there_in_every_language() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("index.html")).unwrap();
    let notices = page.split_once("<div id=\"crash\"").unwrap().1;
    let (shown, without_scripts) = notices.split_once("<noscript>").unwrap();
    let said = ["<h1", "<p ", "<button", "<span", "<summary"].map(|tag| shown.split(tag).skip(1));
    let said: Vec<&str> =
        said.into_iter().flatten().filter(|element| !element.starts_with("class=\"boot-actions\"")).collect();
    assert!(said.len() > 8, "{said:?}");
    for language in translated() {
        let mark = format!("data-{}=\"", language.tag());
        let missing: Vec<&&str> = said.iter().filter(|element| !element.contains(&mark)).collect();
        assert!(missing.is_empty(), "not in {}: {missing:?}", language.tag());
        assert!(without_scripts.contains(&format!("lang=\"{}\"", language.tag())), "{}", language.tag());
    }
    // Who opens the page from a folder learns of the file that opens there.
    let from_disk = shown.split_once("id=\"cannot-start-file\"").unwrap().1.split_once("</div>").unwrap().0;
    assert_eq!(from_disk.matches("watchfloor.html").count(), 1 + translated().count(), "{from_disk}");
}

#[test]
fn most_messages_are_translated() {
    let english = Catalogue::english();
    for language in translated() {
        let own: Area = areas(language.tag()).into_values().flatten().collect();
        let same = own.iter().filter(|(key, message)| {
            english.get(key) == Some(message.as_str()) && message.chars().filter(|it| *it == ' ').count() > 2
        });
        let same: Vec<&String> = same.map(|(key, _)| key).collect();
        assert!(same.len() < 30, "{} still speaks English in {}: {same:?}", language.tag(), same.len());
    }
}

/// Japanese has one form, the others have two.
struct Counting(Language);

impl Locale for Counting {
    fn number(&self, value: f64) -> String {
        value.to_string()
    }

    fn plural(&self, value: f64) -> String {
        let is_one = value == 1.0 && self.0 != Language::Japanese;
        if is_one { "one" } else { "other" }.to_owned()
    }
}

/// What the provider's people read in place of a message takes the same values: it stands in the same sentence.
#[test]
fn words_for_the_provider_take_the_values_of_those_for_the_customer() {
    let all: Area = areas("en").into_values().flatten().collect();
    let pairs = all.iter().filter_map(|(key, own)| Some((key, all.get(key.strip_suffix(".experts")?)?, own)));
    let mut seen = 0;
    for (key, base, own) in pairs {
        assert_eq!(Shape::of(base).placeholders, Shape::of(own).placeholders, "{key}");
        let speaks = |word: &&str| ["you", "your", "yours"].contains(&word.to_lowercase().as_str());
        // The reader's own time zone is theirs on every side.
        let own = own.replace("your time zone", "");
        assert!(
            !own.split(|sign: char| !sign.is_alphabetic()).any(|word| speaks(&word)),
            "{key} speaks to the customer"
        );
        seen += 1;
    }
    assert!(seen > 25, "{seen} messages");
}

#[test]
fn every_plural_has_words_for_every_number() {
    for language in translated() {
        let files: Area = areas(language.tag()).into_values().flatten().collect();
        for (key, message) in &files {
            let names: Vec<String> = Shape::of(message)
                .placeholders
                .into_iter()
                .filter(|(_, kind, _)| kind == "plural")
                .map(|(name, ..)| name)
                .collect();
            for n in [0_u32, 1, 2, 21] {
                let args: Vec<(&str, Arg)> = names.iter().map(|name| (name.as_str(), Arg::from(n))).collect();
                let said = format(message, &args, &Counting(language));
                assert!(!said.contains("plural,"), "{} `{key}` for {n}: {said}", language.tag());
            }
        }
    }
}

#[test]
fn a_key_without_words_speaks_english() {
    let german = Catalogue::of_file(r#"{"common.product": "Wachgeschoss"}"#).unwrap();
    assert_eq!(german.get("common.product"), Some("Wachgeschoss"));
    assert_eq!(german.get("queue.results"), Catalogue::english().get("queue.results"));
    for damaged in ["", "[]", r#"{"a": 1}"#, "<!doctype html>"] {
        assert!(Catalogue::of_file(damaged).is_none(), "{damaged}");
    }
}

#[test]
fn the_english_of_later_pages_stands_behind_what_a_language_says() {
    let mut german = Catalogue::first_of_file(r#"{"queue.results": "Treffer"}"#).unwrap();
    assert!(!german.is_whole());
    assert_eq!(german.get("queue.columns"), None, "not read before a page asks for it");
    german.add_later();
    assert_eq!(german.get("queue.results"), Some("Treffer"));
    assert_eq!(german.get("queue.columns"), Catalogue::english().get("queue.columns"));
}

#[test]
fn faults_are_found() {
    let area = |pairs: &[(&str, &str)]| {
        let area: Area = pairs.iter().map(|(key, it)| ((*key).to_owned(), (*it).to_owned())).collect();
        BTreeMap::from([("queue".to_owned(), area)])
    };
    let english = area(&[("a", "{n, plural, one {# row of {who}} other {# rows of {who}}}")]);
    for wrong in [
        "",
        "{n, plural, one {# Zeile} other {# Zeilen}}",
        "{n, plural, other {# Zeilen von {who}}}",
        "{n, plural, one {# Zeile von {who}} other {# Zeilen von {who}}",
        "{n, plural, one {# {who}} few {# {who}} other {# {who}}}",
        "{n} {who}",
    ] {
        assert!(!faults_of(Language::German, &english, &area(&[("a", wrong)])).is_empty(), "{wrong}");
    }
    let right = "{n, plural, one {# Zeile von {who}} other {# Zeilen von {who}}}";
    assert_eq!(faults_of(Language::German, &english, &area(&[("a", right)])), Vec::<String>::new());
    assert!(!faults_of(Language::German, &english, &BTreeMap::new()).is_empty());
    assert!(!faults_of(Language::German, &english, &area(&[("a", right), ("b", "mehr")])).is_empty());
}
