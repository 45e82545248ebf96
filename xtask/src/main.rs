//! Builds, serves and tests the project, installing what is missing.
fn main() {}
