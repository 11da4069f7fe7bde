//! What somebody with some powers over Ada's account can do next, each by the real decision.

use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Misbehaviour, Seed};
use passkeep_webauthn::{AuthenticationResponse, RegistrationResponse};

use super::facts::{At, Read};
use super::people::{ADA, BOBS, BROWSERS, Browser, Key, LONG, ORIGIN, OWN, client, hash_of, tag_of};
use super::world::World;
use crate::account::Locale;
use crate::ceremony::Place;
use crate::code::SixDigits;
use crate::contact::Email;
use crate::contacts::*;
use crate::decision::Decision;
use crate::flow::{CeremonyOptions, Entered};
use crate::id::PasskeyId;
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::passkey::id_of;
use crate::passkeys::*;
use crate::password::{Checked, Listing, Password, PasswordEvidence};
use crate::passwords::SetPassword;
use crate::policy::Policy;
use crate::reauthentication::*;
use crate::right::Right;
use crate::session::{SessionKey, Sharing, admit};
use crate::sign_in::*;
use crate::trust::Brought;

/// What somebody can do that only Ada should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Power {
    /// Knows the password.
    Password,
    /// Reads what is sent to the phone.
    Codes,
    /// Has her oldest passkey answer, whenever they like.
    Passkey,
    /// Has her passkey answer a sign-in of theirs, once.
    RelayOnce,
    /// The same, each day.
    RelayDaily,
    /// Acts in her browser.
    Browser,
    /// Has the session that she opened just now.
    Session,
}

/// A loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Loss {
    ValueMoved,
    OlderFactorRemoved,
    TrustRaised,
}

/// Where an attack stands.
#[derive(Clone)]
pub(super) struct Scene {
    pub(super) world: World,
    pub(super) now: Timestamp,
    pub(super) session: Option<SessionKey>,
    pub(super) own: Option<Key>,
    pub(super) relayed: usize,
    pub(super) loss: Option<Loss>,
    pub(super) path: Vec<&'static str>,
    pub(super) draws: u64,
}

/// Who attacks, with what.
pub(super) struct Intruder {
    pub(super) policy: Policy,
    pub(super) keys: Vec<Key>,
    pub(super) powers: &'static [Power],
}

type Act = fn(&Intruder, &mut Scene) -> Option<()>;

/// All that can be tried.
pub(super) const ACTS: &[(&str, Act)] = &[
    ("moves value", Intruder::move_value),
    ("signs in with her passkey", Intruder::sign_in),
    ("signs in with a passkey of their own", Intruder::sign_in_with_own),
    ("gives the password", |who, scene| who.fall_in(scene, &[Power::Password])),
    ("gives a code", |who, scene| who.fall_in(scene, &[Power::Codes])),
    ("gives password and code", |who, scene| who.fall_in(scene, &[Power::Password, Power::Codes])),
    ("proves again", Intruder::prove_again),
    ("creates a passkey", Intruder::create),
    ("removes a passkey of hers", Intruder::remove),
    ("sets a password", Intruder::set_password),
    ("adds an email", Intruder::add_email),
    ("waits an hour", |who, scene| who.wait(scene, 1)),
    ("waits a day", |who, scene| who.wait(scene, 24)),
    ("waits three days", |who, scene| who.wait(scene, 72)),
];

impl Intruder {
    fn has(&self, power: Power) -> bool {
        self.powers.contains(&power)
    }

    fn browser(&self) -> Browser {
        if self.has(Power::Browser) { BROWSERS[OWN] } else { BROWSERS[BOBS] }
    }

    /// Decides and applies; nothing where it is refused.
    fn decide<S: Read>(&self, scene: &mut Scene, step: &S) -> Option<S::Reply> {
        scene.draws += 1;
        scene.now = scene.now.plus_seconds(1);
        let mut seed = [0; 32];
        seed[..8].copy_from_slice(&scene.draws.to_be_bytes());
        let moment = Moment::new(scene.now, &seed);
        let facts = step.read(&scene.world, At { policy: &self.policy, moment: &moment });
        let Decision { reply, changes } = step.decide(&facts, &self.policy, &moment);
        scene.world.apply(&changes).expect("nobody else acts");
        reply.ok()
    }

    fn answer(&self, key: &Key, options: Option<CeremonyOptions>) -> Option<AuthenticationResponse> {
        let Some(CeremonyOptions::Request(options)) = options else { return None };
        let mut signer = Authenticator::new(Seed::from(0), AuthenticatorOptions::platform());
        signer.import(key.credential.clone());
        let wrong =
            Misbehaviour { credential: Some(key.credential.id().to_vec()), ..Misbehaviour::default() };
        let options = serde_json::to_value(&*options).expect("options are JSON");
        let answer = signer.get_with(&options, ORIGIN, &wrong).expect("the signer holds the key");
        serde_json::from_value(answer).ok()
    }

    fn wait(&self, scene: &mut Scene, hours: i64) -> Option<()> {
        for _ in 0..hours * 2 {
            scene.now = scene.now.plus_seconds(1800);
            let session = scene.session;
            // A session that is used doesn't idle.
            self.decide(scene, &ReadAccount { session });
        }
        Some(())
    }

    fn move_value(&self, scene: &mut Scene) -> Option<()> {
        let who = scene.world.who(scene.session);
        admit(who.as_ref(), Right::MoveValue, &self.policy, scene.now).ok()?;
        scene.loss = Some(Loss::ValueMoved);
        Some(())
    }

    fn sign_in(&self, scene: &mut Scene) -> Option<()> {
        let relays = self.has(Power::RelayDaily) || (self.has(Power::RelayOnce) && scene.relayed == 0);
        if !self.has(Power::Passkey) && !relays {
            return None;
        }
        scene.relayed += 1;
        self.sign_in_by(scene, &self.keys[0])
    }

    fn sign_in_with_own(&self, scene: &mut Scene) -> Option<()> {
        let own = scene.own.clone()?;
        self.sign_in_by(scene, &own)
    }

    fn sign_in_by(&self, scene: &mut Scene, key: &Key) -> Option<()> {
        let (browser, device) = (self.browser().hash, self.browser().device);
        let start = StartSignIn { identifiers: None, device: Some(device), browser };
        let started = self.decide(scene, &start)?;
        let response = self.answer(key, started.options)?;
        let (ticket, sharing) = (started.ticket, Sharing::Own);
        let (place, trust) = (None, Brought::default());
        let client = client();
        let finish = FinishSignIn { ticket, response, sharing, device, client, place, trust, browser };
        let Entered::SignedIn(signed_in) = self.decide(scene, &finish)? else { return None };
        scene.session = Some(signed_in.opened.session.key);
        Some(())
    }

    fn fall_in(&self, scene: &mut Scene, by: &[Power]) -> Option<()> {
        if !by.iter().all(|power| self.has(*power)) {
            return None;
        }
        let (browser, device) = (self.browser().hash, self.browser().device);
        let identifiers = vec![super::steps::identifier(ADA)];
        let start = StartFallback { identifiers, device: Some(device), browser };
        let mut ticket = self.decide(scene, &start)?.ticket;
        for power in by {
            let sharing = Sharing::Own;
            let (session, place, client) = (None, None, client());
            let knocking =
                Knocking { ticket, session, device, sharing, client, place, browser, intent: Intent::Enter };
            let reply = match power {
                Power::Password => self.give_password(scene, knocking)?,
                _ => self.give_code(scene, knocking)?,
            };
            match reply {
                SignInReply::SignedIn(signed_in) => {
                    scene.session = Some(signed_in.opened.session.key);
                    return Some(());
                }
                SignInReply::Flow(reply) => ticket = reply.ticket,
                _ => return None,
            }
        }
        None
    }

    fn give_password(&self, scene: &mut Scene, knocking: Knocking) -> Option<SignInReply> {
        let hash = self.decide(scene, &CountPassword(knocking.clone()))??;
        let evidence = PasswordEvidence::check(Checked::Stored(&hash), &tag_of(LONG, hash.salt()));
        self.decide(scene, &FinishPassword { knocking, evidence })
    }

    fn give_code(&self, scene: &mut Scene, knocking: Knocking) -> Option<SignInReply> {
        let locale = Locale("en".into());
        let sent = self
            .decide(scene, &SendSignInCode { knocking: knocking.clone(), locale, channel: Channel::Phone })?;
        let code = self.code(scene)?;
        let knocking = Knocking { ticket: sent.ticket, ..knocking };
        self.decide(scene, &CheckSignInCode { knocking, code })
    }

    /// The newest code, for whoever reads them.
    fn code(&self, scene: &Scene) -> Option<SixDigits> {
        match &scene.world.messages.last()?.1.kind {
            MessageKind::SignInCode(code)
            | MessageKind::CreatePasskeyCode(code)
            | MessageKind::AddEmailCode(code) => Some(code.clone()),
            _ => None,
        }
    }

    /// A passkey that answers in a session of theirs: hers where they have it, else one of their own.
    fn at_hand(&self, scene: &Scene) -> Option<Key> {
        let hers = self.has(Power::Passkey).then(|| self.keys[0].clone());
        hers.or_else(|| scene.own.clone())
    }

    fn prove_again(&self, scene: &mut Scene) -> Option<()> {
        let (key, browser, session) = (self.at_hand(scene)?, self.browser().hash, scene.session);
        let started = self.decide(scene, &StartReauthentication { session, browser })?;
        let response = self.answer(&key, started.options)?;
        let ticket = started.ticket;
        let finish = FinishReauthentication { session, ticket, response, client: client(), browser };
        scene.session = Some(self.decide(scene, &finish)?.opened.session.key);
        Some(())
    }

    fn create(&self, scene: &mut Scene) -> Option<()> {
        if !self.has(Power::Codes) || scene.own.is_some() {
            return None;
        }
        let (key, browser, session) = (self.at_hand(scene)?, self.browser().hash, scene.session);
        let sent = self.decide(scene, &SendGrantCode { session, browser })?;
        let code = self.code(scene)?;
        let asked = self.decide(scene, &CheckGrantCode { session, ticket: sent.ticket, code, browser })?;
        let response = self.answer(&key, asked.options)?;
        let ticket = asked.ticket;
        let granted =
            self.decide(scene, &AuthorizeGrant { session, ticket, response, client: client(), browser })?;
        let place = ChoosePlace { session, ticket: granted.ticket, place: Place::ThisDevice, browser };
        let asked = self.decide(scene, &place)?;
        let Some(CeremonyOptions::Create(options)) = asked.options else { return None };
        let mut theirs = Authenticator::new(Seed::from(99), AuthenticatorOptions::platform());
        let options = serde_json::to_value(&*options).expect("options are JSON");
        let answer = theirs.create(&options, ORIGIN).expect("it behaves");
        let response: RegistrationResponse = serde_json::from_value(answer).ok()?;
        let ticket = asked.ticket;
        let made =
            self.decide(scene, &CreatePasskey { session, ticket, response, client: client(), browser })?;
        let credential = theirs.credentials().last()?.clone();
        scene.own = Some(Key { account: ADA, id: id_of(credential.id()), credential });
        if made.passkey.restriction.is_none() {
            scene.loss = Some(Loss::TrustRaised);
        }
        Some(())
    }

    fn remove(&self, scene: &mut Scene) -> Option<()> {
        let (key, browser, session) = (self.at_hand(scene)?, self.browser().hash, scene.session);
        let passkey: PasskeyId = self.keys[1].id;
        let started = self.decide(scene, &StartRemoval { session, passkey, browser })?;
        let response = self.answer(&key, started.options)?;
        let (ticket, sessions) = (started.ticket, OpenedByIt::End);
        let client = client();
        self.decide(scene, &RemovePasskey { session, passkey, ticket, response, sessions, client, browser })?;
        scene.loss = Some(Loss::OlderFactorRemoved);
        Some(())
    }

    fn set_password(&self, scene: &mut Scene) -> Option<()> {
        let text = "a sentence of their own";
        let step = SetPassword {
            session: scene.session,
            password: Password::parse(text).expect("a password"),
            common: Listing::Absent,
            breached: Listing::Absent,
            hash: hash_of(text, [7; 16]),
            client: client(),
        };
        self.decide(scene, &step)?;
        scene.loss = Some(Loss::TrustRaised);
        Some(())
    }

    /// The email is theirs, so that its code is too.
    fn add_email(&self, scene: &mut Scene) -> Option<()> {
        let (browser, session) = (self.browser().hash, scene.session);
        let email = Email::parse("theirs@mail.example").expect("an email");
        let ticket = self.decide(scene, &StartEmail { session, email, browser })?.ticket;
        let code = self.code(scene)?;
        self.decide(scene, &CheckEmailCode { session, ticket, code, client: client(), browser })?;
        scene.loss = Some(Loss::TrustRaised);
        Some(())
    }
}
