//! The words of the interface: the chosen catalogue with English behind it, numbers and plurals by the browser.

use crate::domain::people::Party;
use crate::domain::time::Timestamp;
use crate::platform::intl;
use crate::words::{Arg, Catalogue, Locale, format};
use std::cell::RefCell;

thread_local! {
    static CURRENT: RefCell<Catalogue> = RefCell::new(Catalogue::first());
}

/// So many characters has a month in ISO form.
const MONTH_CHARS: usize = 7;

struct Browser;

impl Locale for Browser {
    fn number(&self, value: f64) -> String {
        intl::number(value)
    }
    fn plural(&self, value: f64) -> String {
        intl::plural(value)
    }
    fn day(&self, iso: &str) -> String {
        if iso.len() == MONTH_CHARS {
            // The middle of a month is in it whatever the zone.
            let middle = Timestamp::parse(&format!("{iso}-15T12:00:00Z"));
            return middle.map_or_else(|| iso.to_owned(), intl::month);
        }
        Timestamp::parse(&format!("{iso}T12:00:00Z")).map_or_else(|| iso.to_owned(), intl::calendar_day)
    }
    fn percent(&self, percent: f64) -> String {
        intl::percent(percent / 100.0)
    }
}

/// The text of a key with its values filled in; the key itself where no catalogue has it, so that it is seen.
pub fn text(key: &str, args: &[(&str, Arg)]) -> String {
    known(key, args)
        .or_else(|| {
            add_later();
            known(key, args)
        })
        .unwrap_or_else(|| key.to_owned())
}

/// The text of a key for the side on which somebody reads. What speaks to the customer may have words for the provider's
/// people under `KEY.experts`, who read of the customer there.
pub fn text_for(reader: Party, key: &str, args: &[(&str, Arg)]) -> String {
    if reader == Party::Experts {
        let own = format!("{key}.experts");
        let found = known(&own, args).or_else(|| {
            add_later();
            known(&own, args)
        });
        if let Some(text) = found {
            return text;
        }
    }
    text(key, args)
}

fn known(key: &str, args: &[(&str, Arg)]) -> Option<String> {
    CURRENT.with_borrow(|catalogue| match catalogue.get(key) {
        Some(message) if args.is_empty() && !message.contains('{') => Some(message.to_owned()),
        Some(message) => Some(format(message, args, &Browser)),
        None => None,
    })
}

/// The words for an English text that the rules write, where the language has them; English needs none.
pub fn translation(english: &str) -> Option<String> {
    CURRENT.with_borrow(|catalogue| catalogue.get(english).map(str::to_owned))
}

/// Speaks with another catalogue from now on; `None` is English.
pub fn set(catalogue: Option<Catalogue>) {
    CURRENT.replace(catalogue.unwrap_or_else(Catalogue::first));
}

/// Takes in the words that the first page does not need. They arrive with the rest of the application, so nothing that
/// the first page runs may read them.
#[inline(never)]
fn add_later() {
    if !CURRENT.with_borrow(Catalogue::is_whole) {
        CURRENT.with_borrow_mut(Catalogue::add_later);
    }
}

/// `t!("queue.count", n = 5)`: the text of a key. The key must be a literal, or be built with [`text`] from a stem
/// that `tests/it/architecture.rs` knows.
#[macro_export]
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::ui::text::text($key, &[$((stringify!($name), $crate::words::Arg::from($value))),*])
    };
}

/// Lets tables and documents be written in the words of the interface.
pub fn say<R>(write: impl FnOnce(crate::report::say::Say<'_>) -> R) -> R {
    add_later();
    CURRENT.with_borrow(|catalogue| write(crate::report::say::Say { catalogue, locale: &Browser }))
}

/// The sentence of something that was found in a file.
pub fn problem(problem: &crate::formats::problem::Problem) -> String {
    add_later();
    CURRENT.with_borrow(|catalogue| problem.sentence(catalogue, &Browser))
}
