//! The sources as text, with comments and strings told apart from code.

use std::fs;
use std::path::{Path, PathBuf};

/// One text file of the project.
pub(super) struct Source {
    /// The path from the root, with forward slashes.
    pub(super) path: String,
    /// The text as it is.
    pub(super) text: String,
    /// The text with comments blanked, strings kept. Lines and columns stay where they are.
    pub(super) plain: String,
    /// The text with comments and the inside of strings and characters blanked.
    pub(super) code: String,
}

impl Source {
    fn read(root: &Path, file: &Path) -> Self {
        let path = file.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        Self::new(path, fs::read_to_string(file).unwrap())
    }

    /// A source from its parts.
    pub(super) fn new(path: String, text: String) -> Self {
        let (plain, code) = if path.ends_with(".rs") { blank(&text) } else { (text.clone(), text.clone()) };
        Self { path, text, plain, code }
    }

    /// `path:line` of a byte offset.
    pub(super) fn at(&self, offset: usize) -> String {
        format!("{}:{}", self.path, line_of(&self.text, offset))
    }

    /// Blanks every module under `#[cfg(test)]`: rules about the product do not bind its tests.
    pub(super) fn without_tests(mut self) -> Self {
        while let Some(start) = find_test_module(&self.code) {
            let open = start + self.code[start..].find('{').unwrap();
            let end = matching(&self.code, open).unwrap_or(self.code.len() - 1);
            for text in [&mut self.plain, &mut self.code] {
                let blanked = spaces(&text[start..=end]);
                text.replace_range(start..=end, &blanked);
            }
        }
        self
    }

    /// Whether the whole file belongs to the tests of a module.
    pub(super) fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/") || self.path.starts_with("tests/")
    }
}

/// The line of a byte offset, counted from 1.
pub(super) fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

/// The root of the project.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under the folders (or the files themselves) whose name ends so, in order of path.
pub(super) fn files(places: &[&str], endings: &[&str]) -> Vec<Source> {
    let mut found = Vec::new();
    for place in places {
        collect(&root().join(place), &mut found);
    }
    found.sort();
    found
        .iter()
        .filter(|file| endings.iter().any(|ending| file.to_str().unwrap().ends_with(ending)))
        .map(|file| Source::read(root(), file))
        .collect()
}

/// The Rust files of the product without their tests.
pub(super) fn product() -> Vec<Source> {
    files(&["src"], &[".rs"]).into_iter().filter(|it| !it.is_test()).map(Source::without_tests).collect()
}

fn collect(place: &Path, found: &mut Vec<PathBuf>) {
    if place.is_file() {
        found.push(place.to_path_buf());
    } else if place.is_dir() && !place.ends_with("tests/e2e/out") {
        for entry in fs::read_dir(place).unwrap() {
            collect(&entry.unwrap().path(), found);
        }
    }
}

fn find_test_module(code: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(found) = code[from..].find("#[cfg(test)]") {
        let start = from + found;
        let rest = &code[start..];
        let (brace, semicolon) = (rest.find('{'), rest.find(';'));
        if brace.is_some_and(|brace| semicolon.is_none_or(|semicolon| brace < semicolon)) {
            return Some(start);
        }
        from = start + 1;
    }
    None
}

/// The offset of the bracket that closes the one at `open`.
pub(super) fn matching(code: &str, open: usize) -> Option<usize> {
    let opener = code.as_bytes()[open];
    let closer = match opener {
        b'{' => b'}',
        b'(' => b')',
        _ => b']',
    };
    let mut depth = 0_usize;
    for (offset, byte) in code.bytes().enumerate().skip(open) {
        if byte == opener {
            depth += 1;
        } else if byte == closer {
            depth -= 1;
            if depth == 0 {
                return Some(offset);
            }
        }
    }
    None
}

/// Every place where a word stands alone, as byte offsets.
pub(super) fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word).map(|(offset, _)| offset).filter(move |&offset| {
        let before = code[..offset].chars().next_back();
        let after = code[offset + word.len()..].chars().next();
        !before.is_some_and(is_word) && !after.is_some_and(is_word)
    })
}

/// Whether a character can be part of a name.
pub(super) fn is_word(sign: char) -> bool {
    sign.is_alphanumeric() || sign == '_'
}

/// The name that the text begins with.
pub(super) fn leading_word(text: &str) -> &str {
    &text[..text.find(|sign| !is_word(sign)).unwrap_or(text.len())]
}

/// The string literals of a source with comments blanked: offset of the first character inside, and the inside.
pub(super) fn strings(source: &Source) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut rest = 0;
    // In `code` a string is a quote, blanks and a quote.
    while let Some(open) = source.code[rest..].find('"').map(|at| rest + at) {
        let Some(close) = source.code[open + 1..].find('"').map(|at| open + 1 + at) else { break };
        found.push((open + 1, &source.plain[open + 1..close]));
        rest = close + 1;
    }
    found
}

fn spaces(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// The text with comments blanked, and with comments, strings and characters blanked.
fn blank(text: &str) -> (String, String) {
    let (mut plain, mut code) = (String::with_capacity(text.len()), String::with_capacity(text.len()));
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (length, quotes) = token(rest, text[..at].chars().next_back());
        let piece = &rest[..length];
        match quotes {
            Kind::Code => {
                plain.push_str(piece);
                code.push_str(piece);
            }
            Kind::Comment => {
                plain.push_str(&spaces(piece));
                code.push_str(&spaces(piece));
            }
            Kind::Quoted { open, close } => {
                plain.push_str(piece);
                let inside = open..length - close;
                code.push_str(&spaces(&piece[..open - 1]));
                code.push_str(&piece[open - 1..open]);
                code.push_str(&spaces(&piece[inside]));
                code.push_str(&piece[length - close..=length - close]);
                code.push_str(&spaces(&piece[length - close + 1..]));
            }
        }
        at += length;
    }
    (plain, code)
}

enum Kind {
    Code,
    Comment,
    /// Lengths of the signs before and after the inside, quotes included.
    Quoted {
        open: usize,
        close: usize,
    },
}

/// The length and kind of the next piece of Rust text.
fn token(rest: &str, before: Option<char>) -> (usize, Kind) {
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), Kind::Comment);
    }
    if rest.starts_with("/*") {
        return (block_comment(rest), Kind::Comment);
    }
    if rest.starts_with('"') {
        return (quoted(rest, '"'), Kind::Quoted { open: 1, close: 1 });
    }
    if !before.is_some_and(is_word) {
        let prefix = rest.find('"').filter(|&at| rest[..at].trim_start_matches(['b', 'c']).starts_with('r'));
        if let Some(quote) = prefix {
            let hashes = rest[..quote].trim_start_matches(['b', 'c', 'r']);
            if hashes.chars().all(|sign| sign == '#') {
                let end = format!("\"{hashes}");
                let length = rest[quote + 1..].find(&end).map_or(rest.len(), |at| quote + 1 + at + end.len());
                return (length, Kind::Quoted { open: quote + 1, close: end.len() });
            }
        }
    }
    if rest.starts_with('\'') {
        let mut signs = rest.chars().skip(1);
        let (first, second) = (signs.next(), signs.next());
        if first == Some('\\') || second == Some('\'') {
            return (quoted(rest, '\''), Kind::Quoted { open: 1, close: 1 });
        }
    }
    (rest.chars().next().map_or(1, char::len_utf8), Kind::Code)
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let bytes = rest.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => (depth, at) = (depth + 1, at + 2),
            b"*/" => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (offset, sign) in rest.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if sign == quote => return offset + 1,
            _ => {}
        }
    }
    rest.len()
}

#[test]
fn comments_and_strings_are_told_apart() {
    let rows = [
        ("a // b\nc", "a     \nc", "a     \nc"),
        ("a /* b /* c */ d */ e", "a                   e", "a                   e"),
        (r#"f("x // y") // z"#, r#"f("x // y")     "#, r#"f("      ")     "#),
        (r#"f("a\"b", '"', '\'', 'x')"#, r#"f("a\"b", '"', '\'', 'x')"#, r#"f("    ", ' ', '  ', ' ')"#),
        (r##"r#"a"b"# + b"c""##, r##"r#"a"b"# + b"c""##, r##"  "   "  + b" ""##),
        ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
    ];
    for (text, plain, code) in rows {
        assert_eq!(blank(text), (plain.to_owned(), code.to_owned()), "{text}");
    }
}

#[test]
fn test_modules_are_left_out() {
    let text = "use a;\n#[cfg(test)]\nmod tests {\n    use b;\n}\nuse c;\n#[cfg(test)]\nmod more;\n";
    let source = Source::new("src/x.rs".to_owned(), text.to_owned()).without_tests();
    assert!(
        source.code.contains("use a;") && source.code.contains("use c;") && !source.code.contains("use b;")
    );
    assert_eq!(source.code.lines().count(), text.lines().count());
}
