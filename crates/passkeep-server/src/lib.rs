//! passkeep-server

pub mod brand;
pub mod texts;
pub mod views;
