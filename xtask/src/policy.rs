//! The Content Security Policy of the published site: what it may connect to comes from one list (connect.list), and servers
//! get it ready to send, for they can forbid what a page cannot, such as to be framed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::paths::root;

/// The list.
const LIST: &str = "connect.list";
/// What the sources of the site say in place of the list.
const AS_WRITTEN: &str = "https: http://localhost:* http://127.0.0.1:*";
/// The pages that may connect elsewhere.
const PAGES: [&str; 2] = ["index.html", "embed/frame.html"];
/// What a server sends with everything.
const ALWAYS: [(&str, &str); 3] = [
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// The sources of the list, in one line.
pub(crate) fn connect() -> Result<String, String> {
    let file = root().join(LIST);
    let text = fs::read_to_string(&file).map_err(|problem| failed(&file, &problem))?;
    read(&text).map_err(|problem| format!("{LIST}: {problem}"))
}

fn read(text: &str) -> Result<String, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    let sources: Vec<&str> = lines.collect();
    match sources.iter().find(|source| source.contains([' ', ';', ',', '"', '\'', '<', '>'])) {
        Some(wrong) => Err(format!("`{wrong}` is no source: one a line, such as https://portal.example")),
        None => Ok(sources.join(" ")),
    }
}

/// Writes the list into the pages of a site, and the header files beside them.
pub(crate) fn write(dist: &Path) -> Result<(), String> {
    let connect = connect()?;
    for page in PAGES {
        let file = dist.join(page);
        let text = fs::read_to_string(&file).map_err(|problem| failed(&file, &problem))?;
        let stamped =
            text.replacen(&format!("'self' {AS_WRITTEN}"), format!("'self' {connect}").trim_end(), 1);
        if stamped == text && connect != AS_WRITTEN {
            return Err(format!("{} has no place for {LIST}", file.display()));
        }
        put(&file, &stamped)?;
    }
    let [app, frame] = [policy_of(dist, PAGES[0])?, policy_of(dist, PAGES[1])?];
    // Nobody may put the application into a frame and have it pressed unseen; the frame of widgets is for other pages.
    let (app, frame) = (format!("{app}; frame-ancestors 'none'"), format!("{frame}; frame-ancestors *"));
    let folder = dist.join("headers");
    fs::create_dir_all(&folder).map_err(|problem| failed(&folder, &problem))?;
    put(&folder.join("apache.conf"), &apache(&app, &frame))?;
    put(&folder.join("nginx.conf"), &nginx(&app, &frame))?;
    // Netlify and Cloudflare Pages read one format, and look for it at the root.
    put(&dist.join("_headers"), &hosted(&app, &frame))
}

/// The policy that a page bears.
fn policy_of(dist: &Path, page: &str) -> Result<String, String> {
    let file = dist.join(page);
    let text = fs::read_to_string(&file).map_err(|problem| failed(&file, &problem))?;
    let bears =
        text.split_once("Content-Security-Policy\" content=\"").and_then(|(_, rest)| rest.split_once('"'));
    bears.map(|(policy, _)| policy.to_owned()).ok_or_else(|| format!("{page} bears no policy"))
}

/// What a server sends with the portal as one file: its own policy stands in it and allows its scripts by their hash, which
/// a policy beside it would forbid.
const OF_FILE: &str = "frame-ancestors 'none'";
/// Names of files that change with what is in them: they alone may be kept without asking.
const HASHED: &str = "-[0-9a-f]{8,}(_bg|_rest)?\\.(css|js|wasm)$";

/// For Apache httpd, inside the `<Directory>` or `<Location>` of the site.
fn apache(app: &str, frame: &str) -> String {
    let mut text = format!(
        "# Inside the <Directory> or <Location> of the site; needs mod_headers and mod_setenvif (a2enmod headers setenvif).\n\
         SetEnvIf Request_URI \"^\" watchfloor_app watchfloor_fresh\n\
         SetEnvIf Request_URI \"/embed/\" watchfloor_embed !watchfloor_app\n\
         SetEnvIf Request_URI \"/embed/frame\\.html$\" watchfloor_frame\n\
         SetEnvIf Request_URI \"/watchfloor\\.html$\" watchfloor_file !watchfloor_app\n\
         SetEnvIf Request_URI \"{HASHED}\" !watchfloor_fresh\n"
    );
    for (name, value) in ALWAYS {
        text.push_str(&format!("Header always set {name} \"{value}\"\n"));
    }
    for (name, value, which) in [
        ("Content-Security-Policy", app, "app"),
        ("Content-Security-Policy", OF_FILE, "file"),
        ("Content-Security-Policy", frame, "frame"),
        ("Access-Control-Allow-Origin", "*", "embed"),
        ("Cache-Control", "no-cache", "fresh"),
    ] {
        text.push_str(&format!("Header always set {name} \"{value}\" env=watchfloor_{which}\n"));
    }
    text.push_str("AddType application/wasm .wasm\n");
    text
}

/// For nginx, inside the `server` of the site, where it lies at the root.
fn nginx(app: &str, frame: &str) -> String {
    // A block with headers of its own inherits none.
    let headers = |policy: Option<&str>, more: &[(&str, &str)]| {
        let own = policy.map(|policy| ("Content-Security-Policy", policy));
        let all = ALWAYS.into_iter().chain(own).chain(more.iter().copied());
        all.map(|(name, value)| format!("  add_header {name} \"{value}\" always;\n")).collect::<String>()
    };
    let fresh = ("Cache-Control", "no-cache");
    let open = ("Access-Control-Allow-Origin", "*");
    format!(
        "# Inside the server of the site, which lies at its root. mime.types needs application/wasm for wasm.\n\
         location / {{\n{}}}\n\
         location ~ \"{HASHED}\" {{\n{}}}\n\
         location = /watchfloor.html {{\n{}}}\n\
         location ^~ /embed/ {{\n{}}}\n\
         location = /embed/frame.html {{\n{}}}\n",
        headers(Some(app), &[fresh]),
        headers(Some(app), &[]),
        headers(Some(OF_FILE), &[fresh]),
        headers(None, &[open, fresh]),
        headers(Some(frame), &[open, fresh]),
    )
}

/// For Netlify and Cloudflare Pages. All rules that fit a path hold, so the policy of the application names its pages.
fn hosted(app: &str, frame: &str) -> String {
    let always: String = ALWAYS.iter().map(|(name, value)| format!("  {name}: {value}\n")).collect();
    let policy = |policy: &str| format!("  Content-Security-Policy: {policy}\n");
    format!(
        "/*\n{always}  Cache-Control: no-cache\n/\n{}/index.html\n{}/watchfloor.html\n{}/embed/*\n  \
         Access-Control-Allow-Origin: *\n/embed/frame.html\n{}",
        policy(app),
        policy(app),
        policy(OF_FILE),
        policy(frame),
    )
}

fn put(path: &PathBuf, text: &str) -> Result<(), String> {
    fs::write(path, text).map_err(|problem| failed(path, &problem))
}

fn failed(path: &Path, problem: &std::io::Error) -> String {
    format!("{}: {problem}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_read() {
        assert_eq!(
            read("# why\n\nhttps://a.example\n  https://b.example:8443 \n"),
            Ok("https://a.example https://b.example:8443".into())
        );
        assert_eq!(read(""), Ok(String::new()));
        for wrong in [
            "https://a.example https://b.example",
            "https://a.example; script-src *",
            "'unsafe-inline'",
            "a\"b",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_server_is_told_the_same() {
        for text in [apache("APP", "FRAME"), nginx("APP", "FRAME"), hosted("APP", "FRAME")] {
            let words = [
                "APP",
                "FRAME",
                OF_FILE,
                "nosniff",
                "no-referrer",
                "no-cache",
                "Access-Control-Allow-Origin",
            ];
            for word in words {
                assert!(text.contains(word), "{word} is missing in\n{text}");
            }
        }
    }

    #[test]
    fn the_pages_and_the_headers_bear_the_list() {
        let dist = std::env::temp_dir().join(format!("watchfloor-policy-{}", std::process::id()));
        fs::create_dir_all(dist.join("embed")).unwrap();
        for page in PAGES {
            let meta = format!(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"connect-src 'self' {AS_WRITTEN}\">"
            );
            fs::write(dist.join(page), meta).unwrap();
        }
        write(&dist).unwrap();
        let connect = connect().unwrap();
        let headers = fs::read_to_string(dist.join("_headers")).unwrap();
        assert!(
            headers.contains(&format!("connect-src 'self' {connect}; frame-ancestors 'none'")),
            "{headers}"
        );
        fs::remove_dir_all(dist).unwrap();
    }
}
