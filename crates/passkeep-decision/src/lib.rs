//! passkeep-decision
