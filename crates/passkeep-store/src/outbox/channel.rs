//! How something goes out.

use passkeep_decision::contact::Address;

/// How a message goes. Each channel is leased on its own: one that hangs holds up no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// By text message.
    Phone,
    /// By email.
    Email,
    /// To a webhook.
    Webhook,
    /// To an app whose session has ended.
    Logout,
}

impl Channel {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Phone, Self::Email, Self::Webhook, Self::Logout];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Webhook => "webhook",
            Self::Logout => "logout",
        }
    }

    pub(super) const fn of(address: &Address) -> Self {
        match address {
            Address::Phone(_) => Self::Phone,
            Address::Email(_) => Self::Email,
        }
    }

    pub(super) fn from_stored(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text)
    }
}
