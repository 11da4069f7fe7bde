//! passkeep-authenticator
