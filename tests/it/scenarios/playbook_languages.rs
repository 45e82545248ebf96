//! The playbooks that come with the product in the reader's language: what is proposed is written in it, and what is kept
//! is the original.

use super::playbooks::{own, save};
use crate::world::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use watchfloor::domain::apply::apply;
use watchfloor::domain::brief::Brief;
use watchfloor::domain::command::{Command, IncidentCommand as Act};
use watchfloor::domain::event::Entry;
use watchfloor::domain::indicator::Indicator;
use watchfloor::domain::people::Role;
use watchfloor::domain::playbook::{Playbook, Publishing, shipped};
use watchfloor::domain::playbook_words::{Phrase, translate_by};
use watchfloor::domain::response::Response;
use watchfloor::domain::state::State;

type Words = BTreeMap<String, String>;

thread_local! {
    static WORDS: RefCell<Words> = RefCell::default();
}

const LANGUAGES: [&str; 4] = ["de", "es", "ja", "pt"];

fn words(language: &str) -> Words {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/words").join(language);
    let text = std::fs::read_to_string(folder.join("playbooks.json"));
    text.map_or_else(|_| Words::new(), |text| serde_json::from_str(&text).unwrap())
}

/// Speaks a language from now on; English has no file.
fn speak(language: &str) {
    WORDS.set(words(language));
    translate_by(|english| WORDS.with_borrow(|words| words.get(english).cloned()));
}

fn came(id: &str) -> &'static Playbook {
    shipped().iter().find(|playbook| playbook.id == id).unwrap()
}

fn propose(id: &str, found: Vec<Indicator>) -> Step {
    expert(Act::ApplyPlaybook { playbook: id.into(), seed: action("s"), found })
}

fn response(world: &World) -> Response {
    world.one().response().unwrap().clone()
}

/// All that it would say without words is the same in every language.
fn without_words(playbook: &Playbook) -> serde_json::Value {
    let mut value = serde_json::to_value(playbook).unwrap();
    for part in ["name", "about", "summary"] {
        value[part].take();
    }
    for step in value["actions"].as_array_mut().unwrap() {
        for part in ["title", "instructions", "impact"] {
            step[part].take();
        }
    }
    value
}

#[test]
fn every_language_says_all_of_them_and_knows_them_again() {
    for playbook in shipped() {
        assert_eq!((playbook.spoken(), playbook.original()), (playbook.clone(), playbook.clone()));
    }
    // Names that are the same in a language as in English.
    let same = ["Phishing", "Malware", "Ransomware", "URL"];
    for language in LANGUAGES {
        speak(language);
        let words = words(language);
        let untranslated: Vec<&String> =
            words.iter().filter(|(a, b)| a == b && !same.contains(&a.as_str())).map(|(a, _)| a).collect();
        assert!(untranslated.is_empty(), "{language}: {untranslated:?}");
        for playbook in shipped() {
            let spoken = playbook.spoken();
            assert_eq!(spoken.original(), *playbook, "{language}: two texts of {} are one", playbook.id);
            assert_eq!(without_words(&spoken), without_words(playbook));
            for (text, original) in spoken.texts().iter().zip(playbook.texts()) {
                assert!(words.get(&original) == Some(text), "{language}: {original}");
            }
        }
    }
}

#[test]
fn what_is_proposed_is_written_in_the_language_of_who_proposes_and_stays_so() {
    for language in LANGUAGES {
        speak(language);
        for playbook in shipped() {
            let mut world = World::serving().given(&worked());
            world.must(propose(&playbook.id, Vec::new()));
            let text = serde_json::to_string(&response(&world)).unwrap();
            let english = playbook.texts().into_iter().chain(Phrase::ALL.map(|it| it.english().to_owned()));
            let plain = english.filter(|text| !text.contains('{') && text.contains(' '));
            let left: Vec<String> = plain.filter(|it| text.contains(it.as_str())).collect();
            assert!(left.is_empty(), "{language}, {}: {left:?} in {text}", playbook.id);
        }
    }
    speak("de");
    let mut record = incident("1");
    record.alerts[0].title = "{title} on {devices}".into();
    let mut world = World::serving().given(&worked());
    world.must(propose("malware-device", Indicator::all_of(&record)));
    let written = response(&world);
    assert_eq!(written.summary.what_happened, "Auf `ws-1` wurde Schadsoftware gefunden: `Incident 1`.");
    let timeline = &written.summary.device_timeline;
    assert!(timeline.contains("Die Warnungen in ihrer Reihenfolge:"), "{timeline}");
    assert!(timeline.contains("`{title} on {devices}` auf `ws-1`"), "{timeline}");
    assert_eq!(written.actions[1].plan.title, "ws-1 vollständig scannen");
    assert_eq!(written.playbooks[0].playbook.name, "Schadsoftware auf einem Gerät");
    // Who reads in another language reads what was written, and the journal says the same to everybody.
    speak("ja");
    assert_eq!(response(&world), written);
    assert_eq!(replayed(&world), world.state);
}

/// The state that the journal adds up to.
fn replayed(world: &World) -> State {
    let mut state = State::default();
    for (entry, briefs) in world.journal.iter().zip(&world.briefs) {
        let read: Entry = serde_json::from_str(&serde_json::to_string(entry).unwrap()).unwrap();
        let batch = state.catalogue.batch_count();
        apply(&mut state, &read);
        absorb(&mut state, batch, briefs);
    }
    state
}

#[test]
fn what_nobody_changed_is_kept_as_the_original_and_published_in_the_language_of_who_begins() {
    let known = came("malware-device");
    speak("de");
    let mut world = World::serving().given(&taken());
    assert_eq!(told(&world.ask(save(known.spoken()))), "no: nothing would change");
    let mut changed = Playbook { publishing: Publishing::ByItself, ..known.spoken() };
    changed.about = "Nur für unsere Kassen.".into();
    changed.actions.swap(3, 4);
    world.must(save(changed));
    let kept = world.state.playbook(&known.id).unwrap().clone();
    let mut expected = Playbook { publishing: Publishing::ByItself, version: 2, ..known.clone() };
    expected.about = "Nur für unsere Kassen.".into();
    expected.actions.swap(3, 4);
    assert_eq!(kept, expected);
    // What one of their own says stays as it was written, even where it is what a shipped one says.
    let mine = Playbook { name: "Ransomware".into(), about: known.about.clone(), ..own() };
    world.must(save(mine.clone()));
    assert_eq!(world.state.playbook("own").unwrap().spoken(), Playbook { version: 1, ..mine });
    speak("ja");
    let spoken = kept.spoken();
    assert_eq!(
        (spoken.name.as_str(), spoken.about.as_str()),
        ("デバイス上のマルウェア", "Nur für unsere Kassen.")
    );
    assert_eq!(spoken.actions[3].title, "侵入経路を特定");
    world.must((Role::Administrator, Command::AllowAutomation { allowed: true }));
    world.must(expert(Act::start()));
    let written = response(&world);
    assert!(written.published.is_some() && written.playbooks[0].automatic);
    assert_eq!(written.summary.what_happened, "`ws-1` でマルウェアが見つかりました: `Incident 1`。");
    let titles: Vec<&str> = written.actions.iter().map(|action| action.plan.title.as_str()).collect();
    assert!(titles.contains(&"ws-1でファイルを検疫") && titles.contains(&"侵入経路を特定"), "{titles:?}");
}

/// Lists are cut in the words of the language, with a word of its own for one that is left out.
#[test]
fn what_is_left_out_of_a_list_is_counted() {
    speak("de");
    let playbook = came("malware-device").spoken();
    let of = |count: usize| {
        let assets = (0..count).map(|at| device(&format!("ws-{at}"))).collect();
        let brief = Brief { assets, techniques: Vec::new(), ..Brief::of(&incident("1")) };
        playbook.summary_for(&brief, &Default::default(), &[])
    };
    assert!(of(11).what_happened.contains("`ws-9` und 1 weiteres wurde"), "{:?}", of(11));
    assert!(of(12).what_happened.contains("`ws-9` und 2 weitere wurde"), "{:?}", of(12));
    assert_eq!(of(1).indicators_of_attack, "Techniken: keine.");
}
