//! The words of the interface: the chosen catalogue with English behind it, numbers and plurals by the browser.

use crate::platform::intl;
use crate::words::{Arg, Catalogue, Locale, format};
use std::cell::RefCell;

thread_local! {
    static CURRENT: RefCell<Catalogue> = RefCell::new(Catalogue::english());
}

struct Browser;

impl Locale for Browser {
    fn number(&self, value: f64) -> String {
        intl::number(value)
    }
    fn plural(&self, value: f64) -> String {
        intl::plural(value)
    }
}

/// The text of a key with its values filled in; the key itself where no catalogue has it, so that it is seen.
pub fn text(key: &str, args: &[(&str, Arg)]) -> String {
    CURRENT.with_borrow(|catalogue| match catalogue.get(key) {
        Some(message) if args.is_empty() && !message.contains('{') => message.to_owned(),
        Some(message) => format(message, args, &Browser),
        None => key.to_owned(),
    })
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
    CURRENT.with_borrow(|catalogue| write(crate::report::say::Say { catalogue, locale: &Browser }))
}

/// The sentence of something that was found in a file.
pub fn problem(problem: &crate::formats::problem::Problem) -> String {
    CURRENT.with_borrow(|catalogue| problem.sentence(catalogue, &Browser))
}
