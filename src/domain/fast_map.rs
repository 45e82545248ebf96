//! The map of tables that are filled a million times while a workspace opens.
//!
//! Hashing with the standard map's SipHash was a tenth of the time that it took to open 100,000 incidents in a browser.
//! Its protection against chosen keys is none there either: WebAssembly gives it no random number to begin with.

use std::collections::HashMap;

/// A map that hashes quickly.
pub type FastMap<K, V> = HashMap<K, V, foldhash::fast::RandomState>;
