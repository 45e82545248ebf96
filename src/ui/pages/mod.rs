//! The pages, one module each. A page that is not here is not in the navigation.

pub mod home;
pub mod not_found;
