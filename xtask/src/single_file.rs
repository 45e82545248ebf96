//! Makes one page of the whole site, `dist/watchfloor.html`: it opens by double click, keeps its data and needs no network.
//!
//! A page that is opened from a folder can load nothing from there, so every file is in it: styles and the two scripts
//! that start it as they are, the rest packed. Its policy names the digests of these three and allows nothing else;
//! modules are loaded by them, from addresses that they make themselves (`blob:`).

use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::Path;

use crate::words;

/// The name of the page.
pub(crate) const NAME: &str = "watchfloor.html";
/// What gives the files inside to the start script and the application.
const INSIDE: &str = include_str!("single-file.js");
/// The files that the application loads when it first needs them.
const LATER: [&str; 5] =
    ["attack.json", "licences.json", "rescue.js", "xlsx/watchfloor_xlsx.js", "xlsx/watchfloor_xlsx_bg.wasm"];
/// Signs of base64 in their order.
const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Makes the page of a site. `whole` is its application before it was cut in two, where it was.
pub(crate) fn make(dist: &Path, whole: Option<&Path>) -> Result<(), String> {
    let page = text_of(&dist.join("index.html"))?;
    let js = named_in(&page, "data-js=\"./")?;
    let wasm = named_in(&page, "data-wasm=\"./")?;
    let mut inside = vec![
        block(&js, &bytes_of(&dist.join(&js))?)?,
        block(&wasm, &bytes_of(whole.unwrap_or(&dist.join(&wasm)))?)?,
    ];
    for path in LATER {
        inside.push(block(path, &bytes_of(&dist.join(path))?)?);
    }
    for tag in words::languages()? {
        let path = format!("words/{tag}.json");
        inside.push(block(&path, &bytes_of(&dist.join(&path))?)?);
    }
    let style = styles(dist, &page)?;
    let boot = text_of(&dist.join("boot.js"))?;
    if [INSIDE, &boot].iter().any(|script| script.contains("</script")) {
        return Err("a start script would end before its end".to_owned());
    }
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n{head}<style>{style}</style>\n</head>\n<body>\n\
         {body}\n{inside}\n<script type=\"module\">{INSIDE}</script>\n\
         <script type=\"module\" data-js=\"{js}\" data-wasm=\"{wasm}\">{boot}</script>\n</body>\n</html>\n",
        head = head(
            &page,
            &policy(&[INSIDE, &boot], &style, &crate::policy::connect()?),
            &bytes_of(&dist.join("favicon.svg"))?
        )?,
        body = body(&page)?,
        inside = inside.join("\n"),
    );
    check(&html)?;
    let target = dist.join(NAME);
    fs::write(&target, &html).map_err(|problem| format!("{}: {problem}", target.display()))?;
    println!("{} has {} kB and needs no other file.", target.display(), html.len() / 1000);
    Ok(())
}

/// A file of the site, packed, as a block that nothing runs.
fn block(path: &str, bytes: &[u8]) -> Result<String, String> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    let packed = packer.write_all(bytes).and_then(|()| packer.finish());
    let packed = packed.map_err(|problem| format!("{path} cannot be packed: {problem}"))?;
    let media = match path.rsplit('.').next() {
        Some("wasm") => "application/wasm",
        Some("js") => "text/javascript",
        _ => "application/json",
    };
    let kind = "application/octet-stream";
    Ok(format!(
        "<script type=\"{kind}\" data-inside=\"{path}\" data-type=\"{media}\">{}</script>",
        base64(&packed)
    ))
}

/// All style sheets of the page in their order, also those that the site loads late.
fn styles(dist: &Path, page: &str) -> Result<String, String> {
    let links = page.split("<link ").skip(1).filter_map(|rest| rest.split('>').next());
    let sheets = links.filter(|link| link.contains("rel=\"stylesheet\""));
    let mut all = String::new();
    for link in sheets {
        all.push_str(&text_of(&dist.join(named_in(link, "href=\"./")?))?);
        all.push('\n');
    }
    if all.is_empty() { Err("the page names no style sheet".to_owned()) } else { Ok(all) }
}

/// What the head of the page says about it, with a policy of its own in place of the site's.
fn head(page: &str, policy: &str, favicon: &[u8]) -> Result<String, String> {
    let head = between(page, "<head>", "</head>")?;
    let title = between(head, "<title>", "</title>")?;
    let metas = head.split("<meta ").skip(1).filter_map(|rest| rest.split('>').next());
    let kept = metas.filter(|meta| !meta.contains("Content-Security-Policy"));
    let mut all = format!(
        "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"
    );
    for meta in kept.filter(|meta| !meta.contains("charset")) {
        all.push_str(&format!("<meta {meta}>\n"));
    }
    let icon = base64(favicon);
    Ok(format!(
        "{all}<title>{title}</title>\n<link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n"
    ))
}

/// The body of the page without its scripts.
fn body(page: &str) -> Result<String, String> {
    let mut rest = between(page, "<body>", "</body>")?;
    let mut kept = String::new();
    while let Some((before, script)) = rest.split_once("<script") {
        kept.push_str(before);
        rest = script.split_once("</script>").ok_or("a script of the page has no end")?.1;
    }
    Ok(kept + rest)
}

fn policy(scripts: &[&str], style: &str, connect: &str) -> String {
    let digest = |text: &str| format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())));
    let scripts: Vec<String> = scripts.iter().map(|script| digest(script)).collect();
    format!(
        "default-src 'none'; script-src {} blob: 'wasm-unsafe-eval'; style-src {}; img-src data: blob:; \
         connect-src {}; base-uri 'none'; form-action 'none'",
        scripts.join(" "),
        digest(style),
        if connect.is_empty() { "'none'" } else { connect },
    )
}

/// Fails where the page would load something from beside it.
fn check(html: &str) -> Result<(), String> {
    // What the start scripts name is looked up inside; markup and styles must name nothing.
    for part in html.split("<script") {
        let (script, part) = part.split_once("</script>").unwrap_or(("", part));
        if script.split('>').next().is_some_and(|attributes| attributes.contains(" src=")) {
            return Err(format!("{NAME} would load a script from beside it"));
        }
        for attribute in ["src=\"", "href=\""] {
            for named in part.split(attribute).skip(1).filter_map(|rest| rest.split('"').next()) {
                if !named.starts_with('#') && !named.starts_with("data:") {
                    return Err(format!("{NAME} would load {named} from beside it"));
                }
            }
        }
        for named in part.split("url(").skip(1) {
            let named = named.trim_start_matches(['"', '\'']);
            if !named.starts_with('#') && !named.starts_with("data:") {
                return Err(format!(
                    "a style of {NAME} would load {}",
                    named.split(')').next().unwrap_or(named)
                ));
            }
        }
        if part.contains("@import") {
            return Err(format!("a style of {NAME} imports another"));
        }
    }
    Ok(())
}

pub(crate) fn named_in(text: &str, before: &str) -> Result<String, String> {
    let found = text.split_once(before).and_then(|(_, rest)| rest.split('"').next());
    found.map(str::to_owned).ok_or_else(|| format!("the page has no {before}"))
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Result<&'a str, String> {
    let found = text.split_once(start).and_then(|(_, rest)| rest.rsplit_once(end));
    found.map(|(inside, _)| inside).ok_or_else(|| format!("the page has no {start}"))
}

pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() / 3 * 4 + 4);
    for chunk in bytes.chunks(3) {
        let number = chunk.iter().chain(&[0; 2]).take(3).fold(0_u32, |sum, byte| sum << 8 | u32::from(*byte));
        for place in 0..4 {
            let at = (number >> (18 - 6 * place) & 63) as usize;
            text.push(if place > chunk.len() { '=' } else { char::from(BASE64[at]) });
        }
    }
    text
}

pub(crate) fn text_of(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|problem| format!("{}: {problem}", path.display()))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|problem| format!("{}: {problem}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_fills_the_last_group() {
        let known = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")];
        for (text, coded) in known {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn a_page_that_names_another_file_is_refused() {
        let fine = "<p><a href=\"#main\">x</a></p><script data-js=\"a.js\">import('./b.js')</script><p></p>";
        assert_eq!(check(fine), Ok(()));
        for wrong in [
            "<img src=\"./a.png\">",
            "<link href=\"a.css\">",
            "<style>a { background: url(\"b.png\") }</style>",
            "<style>@import 'b.css';</style>",
            "<script>1</script><script src=\"c.js\"></script>",
        ] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn scripts_of_the_site_are_left_out_of_the_body() {
        let page = "<head></head><body><p>a</p><script src=\"x\"></script><p>b</p></body>";
        assert_eq!(body(page).as_deref(), Ok("<p>a</p><p>b</p>"));
    }
}
