//! The rules: what a command leads to, or why not. Pure; the time is an argument.
