//! How a review leaves: as a page that stands alone, as a spreadsheet, on paper.

use super::super::export::{Export, file_name, spreadsheet};
use super::document::Editing;
use super::period::period_words;
use crate::platform::{clock, dom, files};
use crate::report::html::{Words, document};
use crate::report::pack::with_words;
use crate::report::table::Book;
use crate::t;
use crate::ui::parts::{Button, ButtonKind, Glyph};
use crate::ui::text::say;
use crate::view::prelude::*;

/// The buttons.
#[component]
pub(super) fn Leave(
    editing: Editing,
    book: Memo<Option<Book>>,
    /// The filter of its figures in words.
    #[prop(into)]
    said: Signal<String>,
) -> impl IntoView {
    let busy = RwSignal::new(false);
    let period = period_words(editing);
    let page = move |_| {
        let Some(book) = book.get_untracked() else { return };
        let review = editing.review.get_untracked();
        let signed = editing.signed.get_untracked();
        let (period, filter) = (period.get_untracked(), said.get_untracked());
        let words = Words { review: &review, signed: signed.as_ref(), covers: [&period, &filter] };
        let text = say(|say| document(&book, Some(words), say));
        files::download(&file_name("review", clock::now(), "html"), "text/html;charset=utf-8", &text);
    };
    let sheet = move |_| {
        if let Some(book) = book.get_untracked() {
            let review = editing.review.get_untracked();
            let signed = editing.signed.get_untracked();
            let pack = say(|say| with_words(book, &review, signed.as_ref(), say));
            spreadsheet(editing.view.portal, "review", pack, busy);
        }
    };
    view! {
        <Export view=editing.view of=move |()| book.get_untracked()/>
        <Button label=t!("review.html") kind=ButtonKind::Subtle icon=Glyph::Download on_press=page/>
        <Button label=t!("review.xlsx") kind=ButtonKind::Subtle icon=Glyph::Table busy on_press=sheet/>
        <Button label=t!("review.print") kind=ButtonKind::Subtle icon=Glyph::File on_press=|_| dom::print()/>
    }
}
