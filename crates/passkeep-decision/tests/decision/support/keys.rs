//! Real passkeys: a software authenticator answers the options that the steps give.

use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Misbehaviour, Seed};
use passkeep_decision::account::Locale;
use passkeep_decision::ceremony::{Owner, Place, Wish, begin_assertion, begin_creation, finish_creation};
use passkeep_decision::flow::CeremonyOptions;
use passkeep_decision::id::AccountHandle;
use passkeep_decision::passkey::{Made, Passkey, PasskeyName, PasskeyOrigin};
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};
use passkeep_webauthn::{AuthenticationResponse, CreationOptions, RegistrationResponse};

use super::{FLOW, HOUR, NOW, ORIGIN, account, client, context, locale, moment, policy, ticket};

/// A passkey, and the authenticator that holds its key.
pub struct Key {
    pub authenticator: Authenticator,
    pub passkey: Passkey,
}

impl Key {
    /// A synced passkey that lives on this device.
    pub fn synced(seed: u64, owner: AccountHandle) -> Self {
        Self::made(seed, owner, (AuthenticatorOptions::platform(), Place::ThisDevice))
    }

    /// A security key, which counts.
    pub fn security_key(seed: u64, owner: AccountHandle) -> Self {
        Self::made(seed, owner, (AuthenticatorOptions::security_key(), Place::SecurityKey))
    }

    /// Made 100 hours ago with a grant, so it is old enough for anything; named after its seed.
    pub fn made(seed: u64, owner: AccountHandle, on: (AuthenticatorOptions, Place)) -> Self {
        let mut key = Self::registered(seed, owner, on, (&[], &locale("en")));
        key.passkey.name = PasskeyName::parse(&format!("Key {seed}")).unwrap();
        key
    }

    /// The same with the name that it gets by itself, where the account's passkeys have the names `others`, and its language is `locale`.
    pub fn registered(
        seed: u64,
        owner: AccountHandle,
        on: (AuthenticatorOptions, Place),
        (others, locale): (&[&PasskeyName], &Locale),
    ) -> Self {
        let (options, place) = on;
        let (policy, moment) = (policy(), moment());
        let account = account(owner);
        let owner = Owner { handle: account.handle, user_id: account.user_id, name: &account.name };
        let ticket = ticket(Purpose::CreatePasskey, TicketStep::Create);
        let wish = Wish { place, exclude: &[] };
        let (ticket, asked) = begin_creation(ticket, &owner, &wish, context(&policy, &moment));
        let mut authenticator = Authenticator::new(Seed::from(seed), options);
        let answer = registration(&mut authenticator, &asked, &Misbehaviour::default());
        let proof = finish_creation(&ticket, &answer, context(&policy, &moment)).unwrap();
        let made = Made {
            at: NOW.plus_seconds(-100 * HOUR),
            client: &client(),
            flow: FLOW,
            origin: PasskeyOrigin::Grant,
            restriction: None,
            others,
            authenticators: &policy.authenticators,
            locale,
        };
        let passkey = Passkey::from_registration(&proof, made);
        Self { authenticator, passkey }
    }

    /// Answers an authentication's options.
    pub fn sign(&mut self, options: &CeremonyOptions) -> AuthenticationResponse {
        self.sign_with(options, Misbehaviour::default())
    }

    /// Answers them, and misbehaves. It signs with its own key, whether or not the options allow it.
    pub fn sign_with(&mut self, options: &CeremonyOptions, wrong: Misbehaviour) -> AuthenticationResponse {
        let CeremonyOptions::Request(options) = options else { panic!("not an authentication") };
        let wrong = Misbehaviour { credential: Some(self.passkey.credential_id.clone()), ..wrong };
        let options = serde_json::to_value(options).unwrap();
        let answer = self.authenticator.get_with(&options, ORIGIN, &wrong).unwrap();
        serde_json::from_value(answer).unwrap()
    }
}

/// An authenticator's answer to a registration's options.
pub fn registration(
    authenticator: &mut Authenticator,
    options: &CreationOptions,
    wrong: &Misbehaviour,
) -> RegistrationResponse {
    let options = serde_json::to_value(options).unwrap();
    let answer = authenticator.create_with(&options, ORIGIN, wrong).unwrap();
    serde_json::from_value(answer).unwrap()
}

/// Begins an authentication on `ticket`.
pub fn asked(ticket: Ticket) -> (Ticket, CeremonyOptions) {
    let (ticket, options) = begin_assertion(ticket, &[], 600, context(&policy(), &moment()));
    (ticket, CeremonyOptions::Request(options))
}
