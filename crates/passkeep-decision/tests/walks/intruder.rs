//! What somebody with some powers over Ada's account can do next, each by the real decision.

mod staff;

use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Misbehaviour, Seed};
use passkeep_webauthn::{AuthenticationResponse, RegistrationResponse};

use super::facts::{At, Read};
use super::people::{
    ADA, BOBS, BROWSERS, Browser, DEVICE_KEYS, HOUR, Key, LONG, ORIGIN, OWN, client, email_of, hash_of,
    phone_of, signed_by, tag_of,
};
use super::world::World;
use crate::account::Locale;
use crate::approval::{TwoDigits, Verdict, id_of as approval_of};
use crate::ceremony::Place;
use crate::code::SixDigits;
use crate::contact::{Address, Email};
use crate::contacts::*;
use crate::decision::Decision;
use crate::devices::*;
use crate::flow::{CeremonyOptions, Entered};
use crate::hold::Hold;
use crate::holds::AdvanceHold;
use crate::id::{DeviceId, HoldId, PasskeyId};
use crate::message::MessageKind;
use crate::moment::{Moment, Timestamp};
use crate::passkey::{Passkey, id_of};
use crate::passkeys::*;
use crate::password::{Checked, Listing, Password, PasswordEvidence};
use crate::passwords::SetPassword;
use crate::policy::Policy;
use crate::reauthentication::*;
use crate::recovery::*;
use crate::right::Right;
use crate::session::{SessionKey, Sharing, admit};
use crate::sign_in::*;
use crate::sign_up::{CheckSignUpCode, StartSignUp};
use crate::support::{Deed, ProposedAction};
use crate::ticket::{Ticket, TicketStep};
use crate::trust::{Brought, Trust, TrustSecret, trust};

/// What somebody can do that only Ada should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Power {
    /// Knows the password.
    Password,
    /// Reads what is sent to the phone.
    Codes,
    /// Has the sheet with her recovery codes.
    Sheet,
    /// Has her oldest passkey answer, whenever they like.
    Passkey,
    /// Has her passkey answer for them, once.
    RelayOnce,
    /// The same, whenever she signs in.
    RelayDaily,
    /// Has her type a number on her trusted device, and say yes with her passkey.
    Approvals,
    /// Acts in her browser.
    Browser,
    /// Has the session that she opened just now.
    Session,
    /// Is one of the staff, or has one of them do as they say.
    Desk,
    /// The same of two.
    Desks,
}

/// A loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Loss {
    ValueMoved,
    OlderFactorRemoved,
    TrustRaised,
}

impl Loss {
    pub(super) const ALL: [Self; 3] = [Self::ValueMoved, Self::OlderFactorRemoved, Self::TrustRaised];
}

/// Where an attack stands.
#[derive(Clone)]
pub(super) struct Scene {
    pub(super) world: World,
    pub(super) now: Timestamp,
    pub(super) session: Option<SessionKey>,
    pub(super) own: Option<Key>,
    pub(super) relayed: usize,
    /// What a trusted device has to bring.
    pub(super) secrets: Vec<(DeviceId, TrustSecret)>,
    /// A sign-in that waits for her.
    pub(super) waiting: Option<(Ticket, TwoDigits)>,
    pub(super) has_set_password: bool,
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

/// All that can be tried, each with the powers that it takes.
pub(super) const ACTS: &[(&str, &[Power], Act)] = &[
    ("signs in with her passkey", &[], Intruder::sign_in),
    ("signs in with a passkey of their own", &[], Intruder::sign_in_with_own),
    ("gives the password", &[Power::Password], |who, scene| who.fall_in(scene, &[Power::Password])),
    ("gives a code", &[Power::Codes], |who, scene| who.fall_in(scene, &[Power::Codes])),
    ("gives password and code", &[Power::Password, Power::Codes], |who, scene| {
        who.fall_in(scene, &[Power::Password, Power::Codes])
    }),
    ("recovers by sheet and password", &[Power::Sheet, Power::Password], |who, scene| {
        who.recover(scene, &[Power::Sheet, Power::Password])
    }),
    ("recovers by sheet and code", &[Power::Sheet, Power::Codes], |who, scene| {
        who.recover(scene, &[Power::Sheet, Power::Codes])
    }),
    ("recovers by sheet and device", &[Power::Sheet, Power::Browser], |who, scene| {
        who.recover(scene, &[Power::Sheet, Power::Browser])
    }),
    ("recovers by password and device", &[Power::Password, Power::Browser], |who, scene| {
        who.recover(scene, &[Power::Password, Power::Browser])
    }),
    ("recovers by code and device", &[Power::Codes, Power::Browser], |who, scene| {
        who.recover(scene, &[Power::Codes, Power::Browser])
    }),
    ("recovers by password and code", &[Power::Password, Power::Codes], |who, scene| {
        who.recover(scene, &[Power::Password, Power::Codes])
    }),
    ("is approved by her", &[Power::Approvals], Intruder::be_approved),
    ("proves again", &[], Intruder::prove_again),
    ("creates a passkey", &[], Intruder::create),
    ("removes a passkey of hers", &[], Intruder::remove),
    ("reports a passkey of hers", &[], Intruder::report),
    ("sets a password", &[], Intruder::set_password),
    ("adds an email", &[], Intruder::add_email),
    ("puts an email in the place of hers", &[], Intruder::replace_email),
    ("has their browser trusted", &[], Intruder::choose),
    ("signs up with her number", &[Power::Codes], Intruder::claim_number),
    ("recovers by a code and what staff says", &[Power::Desk, Power::Codes], |who, scene| {
        who.recover(scene, &[Power::Codes])
    }),
    ("recovers by the password and what staff says", &[Power::Desk, Power::Password], |who, scene| {
        who.recover(scene, &[Power::Password])
    }),
    ("recovers by the sheet and what staff says", &[Power::Desk, Power::Sheet], |who, scene| {
        who.recover(scene, &[Power::Sheet])
    }),
    ("has her frozen by staff", &[Power::Desk], |who, scene| who.alone(scene, Deed::Freeze)),
    ("has her sent the way to a recovery", &[Power::Desk], |who, scene| {
        who.alone(scene, Deed::OfferRecovery)
    }),
    ("has two of the staff thaw", &[Power::Desk], |who, scene| who.by_two(scene, ProposedAction::Thaw)),
    ("has two of the staff stop what waits", &[Power::Desk], |who, scene| {
        who.by_two(scene, ProposedAction::StopHold)
    }),
    ("has two of the staff shorten what waits", &[Power::Desk], |who, scene| {
        who.by_two(scene, ProposedAction::ShortenHold)
    }),
    ("has two of the staff say who they are", &[Power::Desk], |who, scene| {
        who.by_two(scene, ProposedAction::ProveIdentity)
    }),
    ("waits an hour", &[], |who, scene| who.wait(scene, 1)),
    ("waits a day", &[], |who, scene| who.wait(scene, 24)),
    ("waits three days", &[], |who, scene| who.wait(scene, 72)),
];

impl Intruder {
    pub(super) fn has(&self, power: Power) -> bool {
        self.powers.contains(&power) || (power == Power::Desk && self.has(Power::Desks))
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

    /// Time goes by; what is due is done, and a session that there is stays in use, so that it doesn't idle.
    fn wait(&self, scene: &mut Scene, hours: i64) -> Option<()> {
        let end = scene.now.plus_seconds(hours * HOUR);
        while scene.now < end {
            let row = scene.world.row(ADA)?;
            let due = row.holds.iter().filter(|hold| hold.state.is_open()).filter_map(|hold| hold.due_at);
            let used = scene.session.map(|_| scene.now.plus_seconds(50 * 60));
            let next = due.chain(used).filter(|at| *at > scene.now).min();
            scene.now = next.map_or(end, |next| next.min(end));
            if let Some(session) = scene.session {
                self.decide(scene, &ReadAccount { session: Some(session) });
            }
            self.see_to_what_waits(scene);
        }
        Some(())
    }

    /// What has been lost by now.
    pub(super) fn losses(&self, scene: &Scene) -> Vec<Loss> {
        let row = scene.world.row(ADA).expect("Ada is there");
        let who = scene.world.who(scene.session);
        let moved = admit(who.as_ref(), Right::MoveValue, &self.policy, scene.now).is_ok();
        let hers = self.keys.iter().filter(|key| key.account == ADA);
        let gone = |key: &Key| row.passkeys.iter().all(|passkey| passkey.id != key.id);
        let (phone, email) = (phone_of(ADA), email_of(ADA));
        let addresses: Vec<&str> = row.contacts.iter().map(|contact| contact.address.as_str()).collect();
        let left = addresses.contains(&phone.as_str()) && addresses.contains(&email.as_str());
        let removed = !left || hers.clone().any(gone);
        let is_free = |passkey: &Passkey| {
            hers.clone().all(|key| key.id != passkey.id)
                && passkey.works()
                && passkey.restriction.is_none_or(|restriction| restriction.until <= scene.now)
        };
        let trusted =
            row.device(BROWSERS[BOBS].device).is_some_and(|one| trust(one, &self.policy).0 == Trust::Full);
        let theirs = addresses.iter().any(|one| *one != phone.as_str() && *one != email.as_str());
        let raised = row.passkeys.iter().any(is_free) || trusted || theirs || scene.has_set_password;
        let lost = [moved, removed, raised];
        Loss::ALL.into_iter().zip(lost).filter(|(_, lost)| *lost).map(|(loss, _)| loss).collect()
    }

    /// Her passkey, where it answers for them.
    fn hers(&self, scene: &mut Scene) -> Option<Key> {
        let relays = self.has(Power::RelayDaily) || (self.has(Power::RelayOnce) && scene.relayed == 0);
        if !self.has(Power::Passkey) && !relays {
            return None;
        }
        scene.relayed += usize::from(!self.has(Power::Passkey));
        Some(self.keys[0].clone())
    }

    fn sign_in(&self, scene: &mut Scene) -> Option<()> {
        let hers = self.hers(scene)?;
        self.sign_in_by(scene, &hers, self.browser())
    }

    /// Each node does what is due.
    fn see_to_what_waits(&self, scene: &mut Scene) {
        let due = |hold: &Hold| hold.state.is_open() && hold.due_at.is_some_and(|at| at <= scene.now);
        let row = scene.world.row(ADA).expect("Ada is there");
        let holds: Vec<HoldId> = row.holds.iter().filter(|hold| due(hold)).map(|hold| hold.id).collect();
        for hold in holds {
            self.decide(scene, &AdvanceHold { account: ADA, hold });
        }
    }

    fn sign_in_with_own(&self, scene: &mut Scene) -> Option<()> {
        let own = scene.own.clone()?;
        self.sign_in_by(scene, &own, self.browser())
    }

    fn sign_in_by(&self, scene: &mut Scene, key: &Key, on: Browser) -> Option<()> {
        let (browser, device) = (on.hash, on.device);
        let start = StartSignIn { identifiers: None, device: Some(device), browser };
        let started = self.decide(scene, &start)?;
        let response = self.answer(key, started.options)?;
        let (ticket, sharing) = (started.ticket, Sharing::Own);
        let (place, trust, client) = (None, brought(scene, device), client());
        let finish = FinishSignIn { ticket, response, sharing, device, client, place, trust, browser };
        match self.decide(scene, &finish)? {
            Entered::SignedIn(signed_in) => {
                scene.session = Some(signed_in.opened.session.key);
                scene.secrets.extend(signed_in.trust.map(|secret| (device, secret)));
            }
            Entered::Waits(wait) => scene.waiting = Some((wait.ticket, wait.number)),
        }
        Some(())
    }

    fn knocking(&self, ticket: Ticket) -> Knocking {
        let (browser, device) = (self.browser().hash, self.browser().device);
        let (session, place, client, sharing) = (None, None, client(), Sharing::Own);
        Knocking { ticket, session, device, sharing, client, place, browser, intent: Intent::Enter }
    }

    fn give(&self, scene: &mut Scene, power: Power, ticket: Ticket) -> Option<SignInReply> {
        let knocking = self.knocking(ticket);
        match power {
            Power::Password => self.give_password(scene, knocking),
            Power::Sheet => {
                let code = scene.world.row(ADA)?.codes.first()?.1.clone();
                self.decide(scene, &CheckRecoveryCode { knocking, code })
            }
            // Her own browser has her device's key.
            Power::Browser => {
                let nonce = knocking.ticket.challenge?;
                let (signed, trust) = (signed_by(OWN, &nonce), brought(scene, knocking.device));
                self.decide(scene, &ProveDevice { knocking, signed, trust })
            }
            _ => self.give_code(scene, knocking),
        }
    }

    /// Begins a recovery, or finishes it when its wait is over.
    fn recover(&self, scene: &mut Scene, by: &[Power]) -> Option<()> {
        let start =
            StartRecovery { identifiers: vec![super::steps::identifier(ADA)], browser: self.browser().hash };
        let mut ticket = self.decide(scene, &start)?.ticket;
        for power in by {
            match self.give(scene, *power, ticket)? {
                SignInReply::Flow(reply) => ticket = reply.ticket,
                SignInReply::SignedIn(signed_in) => {
                    scene.session = Some(signed_in.opened.session.key);
                    return Some(());
                }
                SignInReply::Recovering(_) => return Some(()),
                _ => return None,
            }
        }
        None
    }

    fn fall_in(&self, scene: &mut Scene, by: &[Power]) -> Option<()> {
        let (browser, device) = (self.browser().hash, self.browser().device);
        let identifiers = vec![super::steps::identifier(ADA)];
        let start = StartFallback { identifiers, device: Some(device), browser };
        let mut ticket = self.decide(scene, &start)?.ticket;
        for power in by {
            let reply = self.give(scene, *power, ticket)?;
            match reply {
                SignInReply::SignedIn(signed_in) => {
                    scene.session = Some(signed_in.opened.session.key);
                    return Some(());
                }
                SignInReply::Flow(reply) => ticket = reply.ticket,
                SignInReply::Waits(wait) => {
                    scene.waiting = Some((wait.ticket, wait.number));
                    return Some(());
                }
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
            | MessageKind::ClaimNumberCode(code)
            | MessageKind::ReplaceContactCode(code)
            | MessageKind::RecoveryContactCode(code)
            | MessageKind::AddEmailCode(code) => Some(code.clone()),
            _ => None,
        }
    }

    /// A passkey that answers in a session of theirs: hers where they have it, else one of their own.
    fn at_hand(&self, scene: &mut Scene) -> Option<Key> {
        self.hers(scene).or_else(|| scene.own.clone())
    }

    fn prove_again(&self, scene: &mut Scene) -> Option<()> {
        let (key, browser, session) = (self.at_hand(scene)?, self.browser().hash, scene.session);
        let started = self.decide(scene, &StartReauthentication { session, browser, needed: None })?;
        let response = self.answer(&key, started.options)?;
        let ticket = started.ticket;
        let finish = FinishReauthentication { session, ticket, response, client: client(), browser };
        scene.session = Some(self.decide(scene, &finish)?.opened.session.key);
        Some(())
    }

    fn create(&self, scene: &mut Scene) -> Option<()> {
        if scene.own.is_some() {
            return None;
        }
        let (browser, session) = (self.browser().hash, scene.session);
        let sent = self.decide(scene, &SendGrantCode { session, browser })?;
        let ticket = match sent.ticket.step {
            // A recovery stands in for the grant.
            TicketStep::Place => sent.ticket,
            _ => self.granted(scene, sent.ticket)?,
        };
        let place = ChoosePlace { session, ticket, place: Place::ThisDevice, browser };
        let asked = self.decide(scene, &place)?;
        let Some(CeremonyOptions::Create(options)) = asked.options else { return None };
        let mut theirs = Authenticator::new(Seed::from(99), AuthenticatorOptions::platform());
        let options = serde_json::to_value(&*options).expect("options are JSON");
        let answer = theirs.create(&options, ORIGIN).expect("it behaves");
        let response: RegistrationResponse = serde_json::from_value(answer).ok()?;
        let ticket = asked.ticket;
        self.decide(scene, &CreatePasskey { session, ticket, response, client: client(), browser })?;
        let credential = theirs.credentials().last()?.clone();
        scene.own = Some(Key { account: ADA, id: id_of(credential.id()), credential });
        Some(())
    }

    /// The right to create a passkey: by a code, and a passkey that answers.
    fn granted(&self, scene: &mut Scene, ticket: Ticket) -> Option<Ticket> {
        if !self.has(Power::Codes) {
            return None;
        }
        let (key, browser, session) = (self.at_hand(scene)?, self.browser().hash, scene.session);
        let code = self.code(scene)?;
        let asked = self.decide(scene, &CheckGrantCode { session, ticket, code, browser })?;
        let response = self.answer(&key, asked.options)?;
        let ticket = asked.ticket;
        let grant = AuthorizeGrant { session, ticket, response, client: client(), browser };
        Some(self.decide(scene, &grant)?.ticket)
    }

    fn remove(&self, scene: &mut Scene) -> Option<()> {
        let (key, browser, session) = (self.at_hand(scene)?, self.browser().hash, scene.session);
        let passkey: PasskeyId = self.keys[1].id;
        let started = self.decide(scene, &StartRemoval { session, passkey, browser })?;
        let response = self.answer(&key, started.options)?;
        let (ticket, sessions) = (started.ticket, OpenedByIt::End);
        let client = client();
        self.decide(scene, &RemovePasskey { session, passkey, ticket, response, sessions, client, browser })?;
        Some(())
    }

    fn set_password(&self, scene: &mut Scene) -> Option<()> {
        let text = "a sentence of their own";
        let trust = brought(scene, self.browser().device);
        let step = SetPassword {
            session: scene.session,
            trust,
            password: Password::parse(text).expect("a password"),
            common: Listing::Absent,
            breached: Listing::Absent,
            hash: hash_of(text, [7; 16]),
            client: client(),
        };
        self.decide(scene, &step)?;
        scene.has_set_password = true;
        Some(())
    }

    /// The email is theirs, so that its code is too.
    fn add_email(&self, scene: &mut Scene) -> Option<()> {
        let (browser, session) = (self.browser().hash, scene.session);
        let email = Email::parse("theirs@mail.example").expect("an email");
        let ticket = self.decide(scene, &StartEmail { session, email, browser })?.ticket;
        let code = self.code(scene)?;
        self.decide(scene, &CheckEmailCode { session, ticket, code, client: client(), browser })?;
        Some(())
    }

    /// It waits, and is told to the address that is to go.
    fn replace_email(&self, scene: &mut Scene) -> Option<()> {
        let (browser, session) = (self.browser().hash, scene.session);
        let contact = Address::Email(email_of(ADA)).id_in(ADA);
        let to = Address::Email(Email::parse("theirs@other.example").expect("an email"));
        let trust = brought(scene, self.browser().device);
        let start = StartReplacement { session, contact, to, trust: trust.clone(), browser };
        let ticket = self.decide(scene, &start)?.ticket;
        let code = self.code(scene)?;
        self.decide(scene, &CheckReplacementCode { session, ticket, code, trust, browser })?;
        Some(())
    }

    fn report(&self, scene: &mut Scene) -> Option<()> {
        let (session, passkey) = (scene.session, self.keys[1].id);
        self.decide(scene, &ReportLoss { session, passkey, client: client() })?;
        Some(())
    }

    /// Whoever reads the messages of her number asks her account for it.
    fn claim_number(&self, scene: &mut Scene) -> Option<()> {
        let (browser, locale) = (self.browser().hash, Locale("en".into()));
        let ticket = self.decide(scene, &StartSignUp { phone: phone_of(ADA), locale, browser })?.ticket;
        let code = self.code(scene)?;
        self.decide(scene, &CheckSignUpCode { ticket, code, browser });
        Some(())
    }

    fn choose(&self, scene: &mut Scene) -> Option<()> {
        let (browser, session, device) = (self.browser().hash, scene.session, self.browser().device);
        // Her own is trusted already.
        if self.has(Power::Browser) {
            return None;
        }
        let ticket = self.decide(scene, &StartTrust { session, browser })?.ticket;
        let (key, nonce) = (DEVICE_KEYS[BOBS].0.clone(), ticket.challenge?);
        let signed = signed_by(BOBS, &nonce);
        let secret = self.decide(scene, &TrustDevice { session, ticket, key, signed, browser })?.secret;
        scene.secrets.push((device, secret));
        Some(())
    }

    /// She signs in on her trusted device, types the number, and says yes with her passkey.
    fn be_approved(&self, scene: &mut Scene) -> Option<()> {
        let (waiting, number) = scene.waiting.take()?;
        let (theirs, hers) = (scene.session, BROWSERS[OWN]);
        self.sign_in_by(scene, &self.keys[0], hers)?;
        let session = std::mem::replace(&mut scene.session, theirs);
        let (approval, verdict) = (approval_of(waiting.flow), Verdict::Yes(number));
        let (trust, browser) = (brought(scene, hers.device), hers.hash);
        let start =
            StartAnswer { session, approval, verdict: verdict.clone(), trust: trust.clone(), browser };
        let asked = self.decide(scene, &start)?;
        let response = self.answer(&self.keys[0], asked.options);
        let ticket = asked.ticket;
        let signed = ticket.challenge.map(|nonce| signed_by(OWN, &nonce));
        let client = client();
        let answer =
            AnswerApproval { session, approval, verdict, ticket, response, signed, trust, client, browser };
        self.decide(scene, &answer)?;
        let (device, browser) = (self.browser().device, self.browser().hash);
        let client = super::people::client();
        let go_on = FinishApprovedSignIn { ticket: waiting, device, client, place: None, browser };
        scene.session = Some(self.decide(scene, &go_on)?.opened.session.key);
        Some(())
    }
}

/// The newest secret that a browser has.
fn brought(scene: &Scene, device: DeviceId) -> Brought {
    let newest = scene.secrets.iter().rev().find(|(whose, _)| *whose == device);
    Brought::of(newest.map(|(_, secret)| secret))
}
