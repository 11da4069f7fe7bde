//! passkeep-server
