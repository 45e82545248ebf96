//! The command line: reads, checks and reports natively what the browser reads.
fn main() {}
