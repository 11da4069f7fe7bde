//! The approval of a new device by a trusted one, with a number that a person carries from one screen to the other.

use zeroize::Zeroizing;

use crate::account::Account;
use crate::device::{Client, NetworkPlace};
use crate::hash::Hash;
use crate::id::{ApprovalId, DeviceId, FlowId};
use crate::moment::{Moment, Timestamp};
use crate::policy::Policy;
use crate::ticket::Purpose;

/// The number on the new screen: two digits. A secret: its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct TwoDigits(Zeroizing<String>);

impl TwoDigits {
    /// Draws one from 10 to 99, none likelier than another by more than 10^-17.
    pub fn draw(moment: &Moment) -> Self {
        let drawn = moment.draw("approval number");
        let chunk: [u8; 8] = std::array::from_fn(|i| drawn[i]);
        Self(Zeroizing::new((10 + u64::from_be_bytes(chunk) % 90).to_string()))
    }

    /// Reads two digits as typed; space around them is forgiven.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > 16 {
            return None;
        }
        let digits = text.trim();
        let fits = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then(|| Self(Zeroizing::new(digits.to_owned())))
    }

    /// The digits, for the new screen and for the MAC that is stored.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for TwoDigits {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TwoDigits(..)")
    }
}

/// An approval as it is stored, without its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Its id, which its flow gives.
    pub id: ApprovalId,
    /// What it is asked for. One for signing in never serves for anything else.
    pub purpose: Purpose,
    /// Where it stands.
    pub state: ApprovalState,
    /// When it was asked.
    pub requested_at: Timestamp,
    /// From when no answer is taken.
    pub expires_at: Timestamp,
    /// The new device.
    pub device: DeviceId,
    /// What the new device says it is.
    pub client: Client,
    /// Where it is.
    pub place: Option<NetworkPlace>,
}

/// Where an approval stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApprovalState {
    /// It waits for an answer.
    Pending,
    /// A trusted device said yes, with the number.
    Approved,
    /// A trusted device said no.
    Denied,
    /// A trusted device said yes with another number.
    NumberWrong,
}

impl ApprovalState {
    const ALL: [Self; 4] = [Self::Pending, Self::Approved, Self::Denied, Self::NumberWrong];

    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Denied => "denied",
            Self::NumberWrong => "number_wrong",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// What a trusted device answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes, and the number that was typed.
    Yes(TwoDigits),
    /// No.
    No,
    /// No, and the account is frozen at once.
    NoAndFreeze,
}

impl Verdict {
    /// Its stable name.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Yes(_) => "yes",
            Self::No => "no",
            Self::NoAndFreeze => "no_and_freeze",
        }
    }

    /// The number, where there is one.
    pub const fn number(&self) -> Option<&TwoDigits> {
        match self {
            Self::Yes(number) => Some(number),
            Self::No | Self::NoAndFreeze => None,
        }
    }
}

/// The approval of a flow: each asks once.
pub fn id_of(flow: FlowId) -> ApprovalId {
    ApprovalId(Hash::new("approval-id").bytes(&flow.0).finish_16())
}

impl Approval {
    /// Whether an answer is taken now.
    pub fn is_open(&self, now: Timestamp) -> bool {
        self.state == ApprovalState::Pending && now < self.expires_at
    }

    /// The challenge of the assertion that says yes: `H("approval", issuer, RP ID, account, approval, verdict, number,
    /// purpose, new device, browser, system, place, nonce)`. So the passkey signs this answer to this question.
    pub fn challenge(
        &self,
        account: &Account,
        verdict: &Verdict,
        nonce: &[u8; 32],
        policy: &Policy,
    ) -> [u8; 32] {
        Hash::new("approval")
            .bytes(policy.issuer.as_bytes())
            .bytes(policy.rp_id.as_bytes())
            .bytes(&account.handle.0)
            .bytes(&self.id.0)
            .bytes(verdict.as_str().as_bytes())
            .optional(verdict.number().map(|number| number.expose().as_bytes()))
            .bytes(self.purpose.as_str().as_bytes())
            .bytes(&self.device.0)
            .bytes(self.client.browser.as_bytes())
            .bytes(self.client.system.as_bytes())
            .optional(self.place.as_ref().map(|place| place.as_str().as_bytes()))
            .bytes(nonce)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_two_digits_and_never_begin_with_a_zero() {
        for seed in 0..=255 {
            let number = TwoDigits::draw(&Moment::new(Timestamp(0), &[seed; 32]));
            assert!((10..100).contains(&number.expose().parse::<u32>().unwrap()));
            assert_eq!(TwoDigits::parse(&format!(" {} ", number.expose())), Some(number));
        }
        for text in ["", "4", "471", "4a", "４７", "+7"] {
            assert_eq!(TwoDigits::parse(text), None, "{text}");
        }
    }
}
