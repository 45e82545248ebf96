//! The libraries that the site carries, as the build lists them (`xtask/src/licences.rs`).

/// A library with its licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Library {
    /// Its name, such as `serde`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// An SPDX expression.
    pub licence: String,
    /// Where its source is; empty where it does not say.
    pub source: String,
}

/// Reads the list: an array of `[name, version, licence, source]`. Nothing where it is none.
pub fn read(text: &str) -> Option<Vec<Library>> {
    let rows: Vec<[String; 4]> = serde_json::from_str(text).ok()?;
    let library = |[name, version, licence, source]: [String; 4]| Library { name, version, licence, source };
    Some(rows.into_iter().map(library).collect())
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn a_list_is_read_and_nothing_else() {
        let list = read(r#"[["serde","1.0.2","MIT OR Apache-2.0","https://a.example"]]"#).unwrap();
        assert_eq!(
            (list.len(), list[0].name.as_str(), list[0].licence.as_str()),
            (1, "serde", "MIT OR Apache-2.0")
        );
        for wrong in ["", "{}", r#"[["serde"]]"#, "<!doctype html>"] {
            assert!(read(wrong).is_none(), "{wrong}");
        }
    }
}
