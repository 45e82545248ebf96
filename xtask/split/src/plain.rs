//! A module without what is said about it: names, and what the linker left for the cut, which is half of the file.

use wasm_encoder::{Module, RawSection};
use wasmparser::Parser;

/// The id of sections that a browser does not read.
const CUSTOM: u8 = 0;

/// The module with the sections alone that a browser reads.
pub(crate) fn plain(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload.map_err(|problem| problem.to_string())?;
        let Some((id, range)) = payload.as_section().filter(|(id, _)| *id != CUSTOM) else { continue };
        let place = |at: u64| usize::try_from(at).map_err(|problem| problem.to_string());
        let data =
            bytes.get(place(range.start)?..place(range.end)?).ok_or("a section ends after the file")?;
        module.section(&RawSection { id, data });
    }
    Ok(module.finish())
}
