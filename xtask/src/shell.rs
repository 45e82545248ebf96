//! Running other programs: in the project's root, with a clear word when one fails.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use crate::paths;

/// A command that runs in the root of the project.
///
/// What cargo tells a program that it runs is taken out, so that a nested cargo does not see the
/// package `xtask` in place of its own. Trunk takes `NO_COLOR=1` for a bad argument, so that goes too.
pub(crate) fn command(program: impl AsRef<OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(paths::root()).env_remove("NO_COLOR");
    for (name, _) in std::env::vars_os() {
        let told_by_cargo = name.to_str().is_some_and(|name| {
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") || name == "CARGO_BIN_NAME"
        });
        if told_by_cargo {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a command to its end with its output shown.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let shown = shown(command);
    let status = command.status().map_err(|problem| format!("cannot run `{shown}`: {problem}"))?;
    if status.success() { Ok(()) } else { Err(format!("`{shown}` failed ({status})")) }
}

/// Runs a command quietly and returns what it wrote to its standard output.
pub(crate) fn read(command: &mut Command) -> Result<String, String> {
    let shown = shown(command);
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|problem| format!("cannot run `{shown}`: {problem}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(format!("`{shown}` failed ({})\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
    }
}

/// What a command printed, and whether it ended well.
pub(crate) struct Heard {
    /// Every line of both streams, in no fixed order between them.
    pub(crate) lines: Vec<String>,
    /// The failure in words, or nothing when the command ended well.
    pub(crate) failure: Option<String>,
}

/// Runs a command with its output shown and kept.
pub(crate) fn hear(command: &mut Command) -> Result<Heard, String> {
    let shown = shown(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|problem| format!("cannot run `{shown}`: {problem}"))?;
    let streams: [Option<Box<dyn Read + Send>>; 2] =
        [child.stdout.take().map(|it| Box::new(it) as _), child.stderr.take().map(|it| Box::new(it) as _)];
    let readers: Vec<_> =
        streams.into_iter().flatten().map(|stream| thread::spawn(move || echo(stream))).collect();
    let lines = readers.into_iter().flat_map(|reader| reader.join().unwrap_or_default()).collect();
    let status = child.wait().map_err(|problem| format!("cannot wait for `{shown}`: {problem}"))?;
    let failure = (!status.success()).then(|| format!("`{shown}` failed ({status})"));
    Ok(Heard { lines, failure })
}

/// Shows a stream line by line and keeps the lines.
fn echo(stream: impl Read) -> Vec<String> {
    let mut kept = Vec::new();
    for line in BufReader::new(stream).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line).into_owned();
        // A closed standard output is no reason to stop the checks.
        let _ = writeln!(std::io::stdout(), "{line}");
        kept.push(line);
    }
    kept
}

/// The command as a person would type it.
fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
