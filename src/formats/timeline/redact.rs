//! Masking of names, assets, addresses and chosen words. The same thing always gets the same mask, so that a masked line
//! still tells a story.

use crate::domain::owners::person_names;
use std::collections::{BTreeSet, HashMap};

/// What is masked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Redaction {
    /// Items for the own side only stay in.
    pub keeps_internal: bool,
    /// Masks people.
    pub people: bool,
    /// Masks assets.
    pub assets: bool,
    /// Masks mail addresses, network addresses and links.
    pub addresses: bool,
    /// Words that are masked in any case.
    pub words: Vec<String>,
    /// The people who are known.
    pub names: Vec<String>,
    /// Names and ids of the assets that are known, accounts of people left out.
    pub asset_names: Vec<String>,
    /// The accounts that are known.
    pub accounts: Vec<Account>,
}

/// An account of a person: whatever it is called has the same mask.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Its address or name.
    pub name: String,
    /// Its id, and the names of whoever it belongs to.
    pub also: Vec<String>,
}

/// The masks that were given so far.
#[derive(Debug)]
pub struct Mask<'a> {
    redaction: &'a Redaction,
    /// Names to be found, longest first, in lower case.
    wanted: Vec<Wanted>,
    given: HashMap<String, String>,
    counts: HashMap<&'static str, u32>,
}

/// A name that is to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wanted {
    /// As it stands in a text.
    name: String,
    /// The word of its mask.
    word: &'static str,
    /// The whole name: what stands for it in short gets the same mask.
    whole: String,
}

/// Shorter ones would be found in too many places.
const SHORT_CHARS_MIN: usize = 4;

/// How an asset is called in short: a host without its domain, an account without its address.
fn in_short(name: &str) -> Option<&str> {
    let (short, _) = name.split_once('@').or_else(|| name.split_once('.'))?;
    let is_name = short.chars().count() >= SHORT_CHARS_MIN && short.chars().any(char::is_alphabetic);
    is_name.then_some(short)
}

/// The name of a person with the first name before the last, however it is written.
fn in_order(name: &str) -> String {
    match name.split_once(',') {
        Some((last, first)) => format!("{} {}", first.trim(), last.trim()),
        None => name.to_owned(),
    }
}

impl Redaction {
    /// Begins to mask.
    pub fn mask(&self) -> Mask<'_> {
        let lists: [(bool, &[String], &'static str); 3] = [
            (true, &self.words, "Word"),
            (self.people, &self.names, "Person"),
            (self.assets, &self.asset_names, "Asset"),
        ];
        let mut wanted: Vec<Wanted> = Vec::new();
        for (is_on, list, word) in lists {
            let names = list.iter().map(|name| name.trim().to_lowercase()).filter(|name| name.len() > 1);
            for name in names.filter(|_| is_on) {
                // Whoever is shown as "Dora Dent" here and as "Dent, Dora" there is one person.
                if word == "Person" {
                    let whole = in_order(&name);
                    let both = person_names(&name).into_iter().chain([name]).collect::<BTreeSet<_>>();
                    wanted.extend(both.into_iter().map(|name| Wanted { name, word, whole: whole.clone() }));
                    continue;
                }
                let whole = name;
                if let Some(short) = in_short(&whole).filter(|_| word == "Asset") {
                    wanted.push(Wanted { name: short.to_owned(), word, whole: whole.clone() });
                }
                wanted.push(Wanted { name: whole.clone(), word, whole });
            }
        }
        for account in self.accounts.iter().filter(|_| self.assets) {
            let whole = account.name.trim().to_lowercase();
            // Before a dot stands the first name of somebody and no short name.
            let short = whole.split_once('@').and_then(|_| in_short(&whole)).map(str::to_owned);
            let also = account.also.iter().map(|name| name.trim().to_lowercase());
            let names = std::iter::once(whole.clone()).chain(short).chain(also).filter(|name| name.len() > 1);
            wanted.extend(names.map(|name| Wanted { name, word: "Asset", whole: whole.clone() }));
        }
        wanted.sort_by_key(|it| std::cmp::Reverse(it.name.len()));
        wanted.dedup();
        Mask { redaction: self, wanted, given: HashMap::new(), counts: HashMap::new() }
    }
}

impl Mask<'_> {
    /// The mask of a person by the whole name; also of one who was not known.
    pub fn person(&mut self, name: &str) -> String {
        if !self.redaction.people || name.trim().is_empty() {
            return self.text(name);
        }
        self.give(&in_order(&name.trim().to_lowercase()), "Person")
    }

    /// A text with everything masked that is to be.
    pub fn text(&mut self, text: &str) -> String {
        let named = self.named(text);
        if self.redaction.addresses { self.addressed(&named) } else { named }
    }

    fn give(&mut self, key: &str, word: &'static str) -> String {
        if let Some(known) = self.given.get(key) {
            return known.clone();
        }
        let count = self.counts.entry(word).or_default();
        *count += 1;
        let mask = format!("{word} {count}");
        self.given.insert(key.to_owned(), mask.clone());
        mask
    }

    /// Replaces known names where they stand as words, in any letter case.
    fn named(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = ' ';
        while let Some(first) = rest.chars().next() {
            let found = (!is_one_word(before, first)).then(|| self.at_start(rest)).flatten();
            if let Some((name, word, length)) = found {
                out.push_str(&self.give(&name, word));
                before = '.';
                rest = rest.get(length..).unwrap_or_default();
                continue;
            }
            out.push(first);
            before = first;
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
        out
    }

    /// The longest wanted name with which a text begins as a word: the name, its mask's word, and its bytes in the text.
    fn at_start(&self, text: &str) -> Option<(String, &'static str, usize)> {
        for Wanted { name, word, whole } in &self.wanted {
            let mut signs = text.char_indices();
            let last = name.chars().next_back()?;
            let fits = name.chars().all(|wanted| {
                signs.next().is_some_and(|(_, sign)| sign.to_lowercase().eq(std::iter::once(wanted)))
            });
            let next = signs.next();
            if fits && next.is_none_or(|(_, sign)| !is_one_word(last, sign)) {
                return Some((whole.clone(), *word, next.map_or(text.len(), |(at, _)| at)));
            }
        }
        None
    }

    /// Replaces words that look like a mail address, a network address or a link.
    fn addressed(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let is_end = |c: char| {
            c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"' | '\'' | ',' | ';' | '[' | ']' | '`')
        };
        for piece in text.split_inclusive(is_end) {
            let word = piece.trim_end_matches(is_end);
            let end = piece.get(word.len()..).unwrap_or_default();
            let bare = word.trim_end_matches(['.', ':', '!', '?']);
            if looks_like_address(bare) {
                out.push_str(&self.give(&bare.to_lowercase(), "Address"));
                out.push_str(word.get(bare.len()..).unwrap_or_default());
            } else {
                out.push_str(word);
            }
            out.push_str(end);
        }
        out
    }
}

/// Whether two signs next to each other are of the same word. Chinese, Japanese and Korean write on after a name without a
/// space.
fn is_one_word(before: char, after: char) -> bool {
    let goes_on = |sign: char| sign.is_alphanumeric() && !('\u{2e80}'..='\u{d7ff}').contains(&sign);
    goes_on(before) && goes_on(after)
}

fn looks_like_address(word: &str) -> bool {
    let is_link = word.contains("://");
    let is_mail = word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    let host = word.split([':', '/']).next().unwrap_or_default();
    let is_four = host.split('.').count() == 4 && host.split('.').all(|part| part.parse::<u8>().is_ok());
    let is_six = (word.matches(':').count() >= 3 || word.contains("::"))
        && word.chars().all(|c| c.is_ascii_hexdigit() || c == ':')
        && word.chars().any(|c| c.is_ascii_digit());
    is_link || is_mail || is_four || is_six
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_masked_as_words_and_always_alike() {
        let redaction = Redaction {
            people: true,
            names: vec!["Kim".into(), "Kim Lee".into()],
            words: vec!["Northwind".into()],
            ..Redaction::default()
        };
        let mut mask = redaction.mask();
        assert_eq!(
            mask.text("Kim Lee, KIM and Kimono of northwind"),
            "Person 1, Person 2 and Kimono of Word 1"
        );
        assert_eq!(mask.person("kim lee"), "Person 1");
        assert_eq!(mask.person("Somebody else"), "Person 3");
    }

    #[test]
    fn a_person_has_one_mask_whichever_name_comes_first() {
        let names = vec!["Dora Dent".into(), "Kim".into(), "Quinn, Quentin".into()];
        let redaction = Redaction { people: true, names, ..Redaction::default() };
        let mut mask = redaction.mask();
        assert_eq!(mask.text("Dora Dent or DENT, DORA, then Kim"), "Person 1 or Person 1, then Person 2");
        assert_eq!(mask.person("Dent, Dora"), "Person 1");
        assert_eq!(mask.text("Quentin Quinn is Quinn, Quentin"), "Person 3 is Person 3");
        // Of whom nothing was known either.
        assert_eq!([mask.person("Roe, Tom"), mask.person("Tom Roe")], ["Person 4", "Person 4"]);
    }

    #[test]
    fn addresses_are_masked_and_times_are_not() {
        let redaction = Redaction { addresses: true, ..Redaction::default() };
        let mut mask = redaction.mask();
        let masked = mask
            .text("From 10.0.0.7:443, 10.0.0.8. and a@b.example to https://c.example/x at 10:42:00, v1.2.3");
        assert_eq!(masked, "From Address 1, Address 2. and Address 3 to Address 4 at 10:42:00, v1.2.3");
        assert_eq!(mask.text("fe80::1"), "Address 5");
    }

    #[test]
    fn an_asset_has_the_same_mask_in_short() {
        let names =
            ["lap-0013.corp.example", "yara.zhang@corp.example", "a.corp.example", "10.1.2.3", "srv-2"];
        let asset_names = names.map(str::to_owned).to_vec();
        let redaction = Redaction { assets: true, asset_names, ..Redaction::default() };
        for (text, then) in [
            ("Theft on lap-0013", "Theft on Asset 1"),
            ("LAP-0013, lap-0013.corp.example", "Asset 1, Asset 1"),
            ("yara.zhang of yara.zhang@corp.example", "Asset 1 of Asset 1"),
            ("a plan of 10 for srv-2 and lap-00131", "a plan of 10 for Asset 1 and lap-00131"),
        ] {
            assert_eq!(redaction.mask().text(text), then);
        }
    }

    #[test]
    fn an_account_has_one_mask_whatever_it_is_called() {
        let account = |name: &str, also: &[&str]| Account {
            name: name.to_owned(),
            also: also.iter().map(|it| (*it).to_owned()).collect(),
        };
        let accounts = vec![
            account("dora.dent", &["S-1-5-21-7", "Dora Dent"]),
            account("quentin.quinn@corp.example", &["Quentin Quinn", "Quinn, Quentin"]),
        ];
        let redaction = Redaction { assets: true, accounts, ..Redaction::default() };
        for (text, then) in [
            ("for Dora Dent, DORA.DENT and s-1-5-21-7", "for Asset 1, Asset 1 and Asset 1"),
            ("a dent for Dora", "a dent for Dora"),
            ("to Quinn, Quentin and quentin.quinn", "to Asset 1 and Asset 1"),
            ("Quentin Quinnに届いた", "Asset 1に届いた"),
            ("Quentin Quinns", "Quentin Quinns"),
        ] {
            assert_eq!(redaction.mask().text(text), then);
        }
    }

    #[test]
    fn nothing_asked_changes_nothing() {
        let redaction = Redaction::default();
        assert_eq!(redaction.mask().text("Kim at 10.0.0.7"), "Kim at 10.0.0.7");
    }
}
