//! What a loss would mean. The answer is the decision's own: the facts of the account without what is lost, asked with
//! the functions that the steps ask.

use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::{Client, Device};
use crate::id::PasskeyId;
use crate::moment::{Moment, Timestamp};
use crate::passkey::{Kind as PasskeyKind, Passkey};
use crate::policy::{Offered, Policy};
use crate::recovery::{Kind, PasskeyUse, Verdict, suffices};
use crate::recovery_code::RecoveryCodeSet;
use crate::right::Right;
use crate::session::{SessionFacts, SessionKey, admit, touch};
use crate::step::Step;
use crate::trust::{Trust, trust};

/// What an account has to get back in with.
#[derive(Clone, Debug)]
pub struct Means {
    /// When the account was made.
    pub created_at: Timestamp,
    /// Its passkeys.
    pub passkeys: Vec<Passkey>,
    /// Whether it has a password.
    pub password: Option<Timestamp>,
    /// Its addresses.
    pub contacts: Vec<Contact>,
    /// Its recovery codes.
    pub codes: Option<RecoveryCodeSet>,
    /// Its devices.
    pub devices: Vec<Device>,
}

/// What is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// A passkey, with the device or the key that it lives on.
    Passkey(PasskeyId),
    /// The phone: its number, and the passkeys that live on phones.
    Phone,
    /// The sheet with the recovery codes.
    RecoveryCodes,
}

/// The way back in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// At once, with another passkey: which.
    OtherPasskey(PasskeyId),
    /// A recovery, after so many seconds in all.
    Recovery {
        /// The wait: the recovery's own, and before it the time until no passkey counts as used of late.
        seconds: i64,
    },
    /// Nothing is left that the account could prove by itself.
    StaffOnly,
}

impl Means {
    /// Whether one lost phone still leaves a way in: a second passkey, or recovery codes.
    pub fn has_second_way(&self) -> bool {
        working(&self.passkeys).count() > 1 || self.codes.is_some_and(|codes| codes.left > 0)
    }

    /// The same without what is lost. Only what is in hand goes: when a passkey was last used stays known.
    fn without(&self, loss: Loss) -> Self {
        let mut left = self.clone();
        match loss {
            Loss::Passkey(id) => {
                left.passkeys.retain(|passkey| passkey.id != id);
                left.devices.retain(|device| device.passkey != Some(id));
            }
            Loss::Phone => {
                left.passkeys.retain(|passkey| !lives_on_phone(passkey));
                left.devices.retain(|device| !is_phone(&device.client));
                left.contacts.retain(|contact| contact.address.kind() != "phone");
            }
            Loss::RecoveryCodes => left.codes = None,
        }
        left
    }

    fn kinds(&self, policy: &Policy, now: Timestamp) -> Vec<Kind> {
        let offered =
            |contact: &Contact| contact.address.kind() != "phone" || policy.phone_codes == Offered::Yes;
        let contact = self
            .contacts
            .iter()
            .any(|contact| offered(contact) && contact.proves(self.created_at, policy, now));
        let codes = self.codes.is_some_and(|codes| codes.left > 0);
        let device = self.devices.iter().any(|device| trust(device, policy).0 == Trust::Full);
        let all = [
            (Kind::RecoveryCode, codes),
            (Kind::Password, self.password.is_some()),
            (Kind::Contact, contact),
            (Kind::Device, device),
        ];
        all.into_iter().filter(|(_, there)| *there).map(|(kind, _)| kind).collect()
    }
}

/// The way back in after a loss.
pub fn what_if(means: &Means, loss: Loss, policy: &Policy, now: Timestamp) -> Way {
    let left = means.without(loss);
    if let Some(passkey) = working(&left.passkeys).next() {
        return Way::OtherPasskey(passkey.id);
    }
    let kinds = left.kinds(policy, now);
    // The server doesn't know of the loss: what was used of late still counts.
    match suffices(&kinds, PasskeyUse::of(&means.passkeys, policy, now)) {
        Verdict::Enough => Way::Recovery { seconds: policy.recovery_seconds },
        Verdict::PasskeyInUse => {
            let used_at = PasskeyUse::newest(&means.passkeys).unwrap_or(now);
            let quiet_at = used_at.plus_seconds(policy.passkey_used_seconds);
            let seconds = quiet_at.seconds_since(now).max(0) + policy.recovery_seconds;
            Way::Recovery { seconds }
        }
        Verdict::AnotherKind => Way::StaffOnly,
    }
}

/// A suspended passkey leads nowhere.
fn working(passkeys: &[Passkey]) -> impl Iterator<Item = &Passkey> {
    passkeys.iter().filter(|passkey| passkey.suspended_at.is_none())
}

/// Whether it goes with the phone: made there, and kept there. A key to carry stays.
fn lives_on_phone(passkey: &Passkey) -> bool {
    is_phone(&passkey.created_on) && passkey.kind() != PasskeyKind::SecurityKey
}

fn is_phone(client: &Client) -> bool {
    ["iPhone", "iPad", "Android", "HarmonyOS"].contains(&client.system.as_str())
}

/// Reads what each loss would mean.
pub struct ReadWhatIf {
    /// Who asks.
    pub session: Option<SessionKey>,
}

/// What `ReadWhatIf` reads.
pub struct WhatIfFacts {
    /// Who asks.
    pub who: Option<SessionFacts>,
    /// What the account has.
    pub means: Means,
}

/// What each loss would mean.
pub struct WhatIf {
    /// Who asks.
    pub who: SessionFacts,
    /// What the account has.
    pub means: Means,
    /// Each loss, and the way back in.
    pub losses: Vec<(Loss, Way)>,
}

impl Step for ReadWhatIf {
    type Facts = WhatIfFacts;
    type Reply = WhatIf;

    fn decide(&self, facts: &WhatIfFacts, policy: &Policy, moment: &Moment) -> Decision<WhatIf> {
        decided(|| {
            let who = admit(facts.who.as_ref(), Right::Look, policy, moment.now)?;
            let means = &facts.means;
            let phone = means.contacts.iter().any(|contact| contact.address.kind() == "phone");
            let losses = phone
                .then_some(Loss::Phone)
                .into_iter()
                .chain(means.passkeys.iter().map(|passkey| Loss::Passkey(passkey.id)))
                .chain(means.codes.map(|_| Loss::RecoveryCodes))
                .map(|loss| (loss, what_if(means, loss, policy, moment.now)))
                .collect();
            let reply = WhatIf { who: who.clone(), means: means.clone(), losses };
            Ok(Decision { reply: Ok(reply), changes: touch(who, policy, moment) })
        })
    }
}
