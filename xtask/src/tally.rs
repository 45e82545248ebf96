//! The sum of tests over every runner, read from the closing line that each of them prints.

/// How many tests ran and how they ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Tally {
    pub(crate) fn add(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Reads the closing lines of cargo-nextest, of Rust's own test harness (also in the browser) and of Node.
///
/// Nextest repeats what the harness said about each test that failed, so where it speaks only it is counted.
pub(crate) fn read(lines: &[String]) -> Tally {
    let lines: Vec<String> = lines.iter().map(|line| without_colour(line).trim().to_owned()).collect();
    let is_nextest = lines.iter().any(|line| line.starts_with("Summary ["));
    let closing = if is_nextest { "Summary [" } else { "test result:" };
    let mut sum = Tally::default();
    for line in &lines {
        if line.starts_with(closing) {
            sum.add(Tally { passed: count_before(line, "passed"), failed: failures(line) });
        } else if let Some(fact) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) {
            match fact.split_once(' ') {
                Some(("pass", count)) => sum.passed += count.parse().unwrap_or(0),
                Some(("fail" | "cancelled", count)) => sum.failed += count.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
    sum
}

/// Nextest tells tests that failed apart from tests that ran out of time.
fn failures(line: &str) -> u64 {
    ["failed", "timed out", "exec failed"].iter().map(|word| count_before(line, word)).sum()
}

/// The number that stands before a word: 34 in "34 tests run: 33 passed, 1 failed" before "tests".
fn count_before(line: &str, word: &str) -> u64 {
    let Some((before, _)) = line.split_once(&format!(" {word}")) else { return 0 };
    let digits = before.rsplit(|sign: char| !sign.is_ascii_digit()).next().unwrap_or_default();
    digits.parse().unwrap_or(0)
}

/// A line without the escape sequences that set colours.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line.chars();
    while let Some(sign) = rest.next() {
        if sign == '\u{1b}' {
            rest.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(sign);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::{Tally, read};

    #[test]
    fn closing_lines_are_summed() {
        let cases: [(&str, u64, u64); 7] = [
            ("     Summary [   0.512s] 34 tests run: 33 passed (1 slow), 1 failed, 2 skipped", 33, 1),
            (
                "\u{1b}[32;1m     Summary\u{1b}[0m [   0.5s] \u{1b}[1m3\u{1b}[0m tests run: \u{1b}[1m3\u{1b}[0m passed, 0 skipped",
                3,
                0,
            ),
            ("     Summary [ 60.1s] 2 tests run: 1 passed, 1 timed out, 0 skipped", 1, 1),
            ("test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 filtered out; finished in 1.2s", 4, 2),
            ("# pass 7", 7, 0),
            ("ℹ fail 2", 0, 2),
            ("a test that passed", 0, 0),
        ];
        for (line, passed, failed) in cases {
            assert_eq!(read(&[line.to_owned()]), Tally { passed, failed }, "{line}");
        }
        let all = |lines: &[&str]| read(&lines.iter().map(|&line| line.to_owned()).collect::<Vec<_>>());
        assert_eq!(all(&[cases[3].0, cases[3].0]), Tally { passed: 8, failed: 4 });
        assert_eq!(all(&[cases[3].0, cases[0].0]), Tally { passed: 33, failed: 1 });
    }
}
