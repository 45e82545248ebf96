//! A widget as a page without scripts: pictures and tables as static HTML, for mail, wikis and paper.

use super::ask::Ask;
use super::draw::{Dates, Scene};
use super::node::escape;
use crate::analytics::calendar::{CivilDay, Reader};
use crate::domain::time::Timestamp;
use crate::formats::attack::AttackFacts;
use crate::report::say::Say;
use crate::report::snapshot::Published;
use crate::words::Locale;

const LOOK: &str = include_str!("host/widgets.css");

/// English dates, for everything that has no browser to ask.
#[derive(Clone, Copy, Debug, Default)]
pub struct EnglishDates;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_name(month: u32) -> &'static str {
    usize::try_from(month).ok().and_then(|month| MONTHS.get(month.checked_sub(1)?)).copied().unwrap_or("")
}

impl Dates for EnglishDates {
    fn day(&self, day: CivilDay) -> String {
        let (_, month, day) = day.ymd();
        format!("{day} {}", month_name(month).chars().take(3).collect::<String>())
    }

    fn month(&self, day: CivilDay) -> String {
        let (year, month, _) = day.ymd();
        format!("{} {year}", month_name(month))
    }

    fn moment(&self, at: Timestamp) -> String {
        let text = at.to_string();
        let (day, time) = text.split_once('T').unwrap_or((&text, ""));
        format!("{day}, {} UTC", time.chars().take(5).collect::<String>())
    }

    fn percent(&self, share: f64) -> String {
        format!("{}%", crate::words::English.number(share * 100.0))
    }
}

/// The widget as a whole document. Colours are attributes of the pictures, so it is readable where the host forbids
/// styles too.
pub fn document(
    published: &Published,
    facts: Option<&AttackFacts>,
    ask: &Ask,
    say: Say<'_>,
    dates: &dyn Dates,
    reader: &Reader,
) -> String {
    let scene = Scene { say, dates, reader, is_live: false };
    let node = scene.draw(published, facts, ask);
    let mut title = String::new();
    escape(&say.key("common.product"), &mut title);
    let mut language = String::new();
    escape(&say.key("common.language"), &mut language);
    let look = LOOK.replace(":host", ".watchfloor");
    format!(
        "<!doctype html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{look}</style>\n</head>\n<body>\n\
         <div class=\"watchfloor\">{}</div>\n</body>\n</html>\n",
        node.html()
    )
}
