//! passkeep-webauthn
