//! Joins the style sheets of a release site: a page waits for each file on its own, and each one that comes late makes it
//! work out all its styles again.
//!
//! Three are left: what the first page needs, what other pages need beside it (boot.js enables it), and what is printed,
//! which has the last word.

use sha2::{Digest, Sha256, Sha384};
use std::fs;
use std::path::Path;

use crate::single_file::{base64, named_in, text_of};

/// A sheet that stays by itself, behind all others.
const LAST: &str = "./print-";

/// Joins them in a site that was just built.
pub(crate) fn join(dist: &Path) -> Result<(), String> {
    let page = dist.join("index.html");
    let html = text_of(&page)?;
    let (before, links, after) = taken_out(&html);
    let (last, others): (Vec<&str>, Vec<&str>) = links.into_iter().partition(|link| link.contains(LAST));
    let (later, first): (Vec<&str>, Vec<&str>) =
        others.into_iter().partition(|link| link.contains(" disabled"));
    if first.is_empty() || later.is_empty() || last.len() != 1 {
        return Err("the page does not name the style sheets that it should".to_owned());
    }
    let mut joined = String::new();
    for (name, links, mark) in [("first", first, ""), ("page-others", later, " disabled")] {
        joined.push_str(&one(dist, name, &links, mark)?);
    }
    joined.push_str(&last.concat());
    fs::write(&page, format!("{before}{joined}{after}"))
        .map_err(|problem| format!("{}: {problem}", page.display()))
}

/// The links to style sheets, and the page before and behind the first of them without the others.
fn taken_out(html: &str) -> (&str, Vec<&str>, String) {
    const LINK: &str = "<link rel=\"stylesheet\"";
    let (before, mut rest) = html.split_at(html.find(LINK).unwrap_or(html.len()));
    let (mut after, mut links) = (String::new(), Vec::new());
    while let Some(at) = rest.find(LINK) {
        let (between, from) = rest.split_at(at);
        let (link, behind) = from.split_at(from.find('>').map_or(from.len(), |end| end + 1));
        after.push_str(between);
        links.push(link);
        rest = behind;
    }
    (before, links, after + rest)
}

/// Writes the sheets of some links as one in their place; answers its link.
fn one(dist: &Path, name: &str, links: &[&str], mark: &str) -> Result<String, String> {
    let mut text = String::new();
    for link in links {
        let path = dist.join(named_in(link, "href=\"./")?);
        text.push_str(&text_of(&path)?);
        text.push('\n');
        fs::remove_file(&path).map_err(|problem| format!("{}: {problem}", path.display()))?;
    }
    let digest: String = Sha256::digest(&text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let file = format!("{name}-{digest}.css");
    let path = dist.join(&file);
    fs::write(&path, &text).map_err(|problem| format!("{}: {problem}", path.display()))?;
    let integrity = base64(&Sha384::digest(&text));
    Ok(format!("<link rel=\"stylesheet\" href=\"./{file}\"{mark} integrity=\"sha384-{integrity}\"/>\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_sheets_are_left_in_their_order() {
        let dist = std::env::temp_dir().join(format!("watchfloor-sheets-{}", std::process::id()));
        fs::create_dir_all(&dist).unwrap();
        let mut html = "<head><title>t</title>".to_owned();
        for (name, mark) in
            [("a-1", ""), ("b-2", " disabled"), ("c-3", ""), ("d-4", " disabled"), ("print-5", "")]
        {
            fs::write(dist.join(format!("{name}.css")), format!(".{name} {{}}")).unwrap();
            html.push_str(&format!(
                "<link rel=\"stylesheet\" href=\"./{name}.css\"{mark} integrity=\"x\"/>\n"
            ));
        }
        fs::write(dist.join("index.html"), html + "<script></script></head><body></body>").unwrap();
        join(&dist).unwrap();
        let page = text_of(&dist.join("index.html")).unwrap();
        let (before, links, after) = taken_out(&page);
        assert_eq!(before, "<head><title>t</title>");
        assert!(after.ends_with("<script></script></head><body></body>"), "{after}");
        let texts =
            links.iter().map(|link| text_of(&dist.join(named_in(link, "href=\"./").unwrap())).unwrap());
        assert_eq!(texts.collect::<Vec<_>>(), [".a-1 {}\n.c-3 {}\n", ".b-2 {}\n.d-4 {}\n", ".print-5 {}"]);
        let disabled: Vec<bool> = links.iter().map(|link| link.contains(" disabled")).collect();
        assert_eq!(disabled, [false, true, false]);
        assert_eq!(fs::read_dir(&dist).unwrap().count(), 4, "the page and three sheets");
        assert!(join(&dist).is_ok(), "a site that is joined already");
        fs::remove_dir_all(dist).unwrap();
    }
}
