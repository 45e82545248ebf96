//! The address of every page: a typed route and its URL fragment.
