//! Ids: 16 bytes each, a type each, so that one is never taken for another.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; 16]);

        impl $name {
            /// Reads what `Display` writes: base64url without padding.
            pub fn parse(text: &str) -> Option<Self> {
                URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Self)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&URL_SAFE_NO_PAD.encode(self.0))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

id!(
    /// An account's random handle: WebAuthn's `user.id`. Holds no personal data and never changes.
    AccountHandle
);
id!(
    /// A passkey: the hash of its credential id, since a long credential id stands in no key.
    PasskeyId
);
id!(
    /// A session: the hash of its token's secret.
    SessionId
);
id!(
    /// What apps know a session by (`sid`): it stays when the session's id rotates.
    Sid
);
id!(
    /// One sign-in to an app.
    AuthorizationId
);
id!(
    /// A browser profile: the hash of its device cookie. One cookie serves several accounts.
    DeviceId
);
id!(
    /// A flow: all its tickets bear it, and spending is by flow and step.
    FlowId
);
id!(
    /// An approval: one for each flow that asks for one.
    ApprovalId
);
id!(
    /// A message in the outbox.
    MessageId
);
id!(
    /// One hash of a password, as it is stored: evidence names the hash that it is of.
    PasswordHashId
);
id!(
    /// A hold: a change that waits.
    HoldId
);
id!(
    /// A link of a notice: the hash of its secret.
    LinkId
);
id!(
    /// An address of an account, where it is named in a URL: a hash over both.
    ContactId
);
id!(
    /// A confirmation: the hash of its client and of that client's idempotency key.
    ConfirmationId
);
id!(
    /// One of the staff, as the history of others names them: a hash of their account's handle.
    StaffId
);
id!(
    /// What one of the staff proposes to another.
    ProposalId
);
id!(
    /// A payee that an account has confirmed: a hash over the client and what it is called.
    PayeeId
);
