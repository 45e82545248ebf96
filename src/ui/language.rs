//! The language of the interface: its words are fetched before anything speaks, and a change takes hold at once.

use super::text;
use crate::domain::playbook_words::translate_by;
use crate::platform::{dom, intl, language};
use crate::t;
use crate::view::prelude::*;
use crate::words::{Catalogue, Language};
use std::cell::Cell;

thread_local! {
    // Not owned by any page: the page itself is made anew when it changes.
    static SPOKEN: ArcRwSignal<Language> = ArcRwSignal::new(Language::English);
    static IS_MISSING: Cell<bool> = const { Cell::new(false) };
}

/// The language that is spoken. Whoever tracks it is run again when all words have changed.
pub fn spoken() -> ArcRwSignal<Language> {
    SPOKEN.with(ArcRwSignal::clone)
}

/// The language that this browser wants.
pub fn wanted() -> Language {
    language::chosen().unwrap_or_else(language::of_browser)
}

/// Whether words were asked for and did not come, so that English is spoken in their place. Says so once.
pub fn take_missing() -> bool {
    IS_MISSING.take()
}

/// Speaks a language from now on.
///
/// # Errors
/// What kept its words from coming; then everything stays as it was.
pub async fn speak(language: Language) -> Result<(), String> {
    let was = SPOKEN.with(ArcRwSignal::get_untracked);
    let catalogue = match language {
        Language::English => None,
        Language::Mirrored => Some(Catalogue::mirrored()),
        other => {
            let file = language::words(other).await?;
            Some(Catalogue::first_of_file(&file).ok_or_else(|| t!("failure.words-unread"))?)
        }
    };
    intl::set_locale(Some(&language::locale(language)));
    if language == was {
        return Ok(());
    }
    text::set(catalogue);
    language::say(language);
    dom::say_in_crash([
        t!("failure.crash"),
        t!("failure.crash.help"),
        t!("shell.reload"),
        t!("failure.crash.backup"),
        t!("failure.crash.copy"),
    ]);
    SPOKEN.with(|spoken| spoken.set(language));
    Ok(())
}

/// Speaks the language that this browser wants; English where its words do not come.
pub async fn begin() {
    translate_by(text::translation);
    let wanted = wanted();
    if speak(wanted).await.is_err() {
        IS_MISSING.set(true);
        // English needs no file and cannot fail.
        let _ = speak(Language::English).await;
    }
}
