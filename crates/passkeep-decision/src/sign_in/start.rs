//! A sign-in begins. Writes nothing.
//!
//! What it says never tells whether an account exists: a browser that the account doesn't know gets an empty allow
//! list, as does everybody for an identifier that nobody has; passkeys are discoverable and need none.

use crate::ceremony::{Context, begin_assertion};
use crate::contact::Identifier;
use crate::decision::Decision;
use crate::device::Device;
use crate::flow::{CeremonyOptions, FlowReply, Prompt};
use crate::id::{AccountHandle, DeviceId};
use crate::moment::Moment;
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::step::Step;
use crate::ticket::{BrowserHash, Purpose, Ticket, TicketStep};

/// Starts a sign-in.
pub struct StartSignIn {
    /// What the typed text may mean: as a user ID, an email or a phone. None with nothing typed.
    pub identifiers: Option<Vec<Identifier>>,
    /// The browser's device cookie, hashed.
    pub device: Option<DeviceId>,
    /// The browser that asks.
    pub browser: BrowserHash,
}

/// What `StartSignIn` reads.
pub struct StartSignInFacts {
    /// The account that has one of the identifiers.
    pub found: Option<FoundFacts>,
}

/// An account found by an identifier.
pub struct FoundFacts {
    /// The account.
    pub account: AccountHandle,
    /// The browser, where the account knows it.
    pub device: Option<Device>,
    /// The account's passkeys; read only where it knows the browser.
    pub passkeys: Vec<Passkey>,
}

impl Step for StartSignIn {
    type Facts = StartSignInFacts;
    type Reply = FlowReply;

    fn decide(&self, facts: &Self::Facts, policy: &Policy, moment: &Moment) -> Decision<FlowReply> {
        let mut ticket = Ticket::first(Purpose::SignIn, TicketStep::Passkey, self.browser, moment);
        let mut allow: &[Passkey] = &[];
        let mut prompt = Prompt::Now;
        if self.identifiers.is_some() {
            // An identifier that nobody has gets a handle that nobody has: the ticket's length and fate are alike.
            let nobody = AccountHandle(moment.draw_16("nobody"));
            ticket.account = Some(facts.found.as_ref().map_or(nobody, |found| found.account));
        }
        if let Some((found, device)) =
            facts.found.as_ref().and_then(|found| Some((found, found.device.as_ref()?)))
        {
            allow = &found.passkeys;
            let lives_here = |passkey: &Passkey| device.passkey == Some(passkey.id);
            if !found.passkeys.iter().any(lives_here) {
                prompt = Prompt::Elsewhere;
            }
        }
        let context = Context { policy, moment };
        let (ticket, options) = begin_assertion(ticket, allow, policy.sign_in_seconds, context);
        Decision::reply(FlowReply {
            prompt,
            ..FlowReply::ceremony(ticket, CeremonyOptions::Request(options))
        })
    }
}
