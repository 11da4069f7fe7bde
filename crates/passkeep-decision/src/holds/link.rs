//! The link of a notice stops a hold: whoever reads the address presses a button. No session, no ticket; the token is bound
//! to its account, its hold and its address, and each address is heard once.

use serde_json::json;

use super::announce::Audience;
use super::contest::by_address;
use super::stop::{Ruled, StoppedHold};
use crate::account::Account;
use crate::change::Changes;
use crate::contact::Contact;
use crate::decision::{Decision, decided};
use crate::device::Client;
use crate::event::Actor;
use crate::hold::{Hold, HoldLink, Veto};
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::step::Step;

/// Stops a hold by a notice's link.
pub struct StopByLink {
    /// The link's token.
    pub token: crate::hold::LinkToken,
    /// Browser and system.
    pub client: Client,
}

/// What `StopByLink` reads.
pub struct StopByLinkFacts {
    /// The account that the token names.
    pub account: Option<Account>,
    /// The link that bears the token's hash.
    pub link: Option<HoldLink>,
    /// The link's hold, whatever became of it.
    pub hold: Option<Hold>,
    /// Vetoes about the hold's subject, of all time.
    pub vetoes: Vec<Veto>,
    /// The account's passkeys, for their names.
    pub passkeys: Vec<Passkey>,
    /// The account's addresses.
    pub contacts: Vec<Contact>,
}

impl Step for StopByLink {
    type Facts = StopByLinkFacts;
    type Reply = StoppedHold;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<StoppedHold> {
        decided(|| {
            let (Some(account), Some(link), Some(hold)) = (&facts.account, &facts.link, &facts.hold) else {
                return Err(Refusal::LinkNotAccepted);
            };
            if link.hold != hold.id || link.id != self.token.id() || account.handle != self.token.account {
                return Err(Refusal::LinkNotAccepted);
            }
            let contact = facts.contacts.iter().find(|contact| contact.address.is(&link.address));
            let ruling = by_address((hold, &facts.vetoes), (account, contact), policy, moment.now)?;
            let audience = Audience { account, contacts: &facts.contacts, passkeys: &facts.passkeys };
            let told = json!({ "channel": link.address.kind(), "client": self.client });
            let ruled = Ruled { audience, hold, ruling, actor: Actor::Notice(hold.id), told };
            let (reply, event, rest) = ruled.write(policy, moment);
            // Pressed twice, it has been heard: nothing is written again.
            let changes = match rest.is_empty() {
                true => Changes::Nothing,
                false => Changes::of_account(event, rest),
            };
            Ok(Decision { reply: Ok(reply), changes })
        })
    }
}
