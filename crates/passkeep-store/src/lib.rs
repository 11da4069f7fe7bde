//! passkeep-store
