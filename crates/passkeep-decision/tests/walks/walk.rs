//! One walk: moves at random, each decided by the real step, applied, told to the model, and looked at.

use std::collections::BTreeMap;

use passkeep_authenticator::{Authenticator, AuthenticatorOptions, Seed};
use passkeep_webauthn::AuthenticationResponse;

use super::edges::{Class, Edges};
use super::facts::{At, Read};
use super::model::{Denied, Far, Known, Model, Seen, deny};
use super::people::{ANYBODYS, BROWSERS, Browser, Key, LIBRARY, NOW, Start};
use super::random::{Dice, Turn};
use super::steps::{KINDS, Kind};
use super::tickets::{Bringer, Truth, lives_seconds};
use super::world::{Row, World};
use crate::change::{Change, Changes};
use crate::decision::Decision;
use crate::flow::{CeremonyOptions, FlowReply};
use crate::hold::LinkToken;
use crate::id::{AccountHandle, DeviceId, HoldId, PasskeyId};
use crate::moment::{Moment, Timestamp};
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::recovery_code::RecoveryCode;
use crate::refusal::Refusal;
use crate::right::Right;
use crate::session::{SessionKey, Sharing, admit};
use crate::ticket::{Purpose, Ticket, TicketStep};
use crate::trust::{Brought, SecretHash, Trust, TrustSecret, trust};

/// The decision gave what the model denies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault(pub(super) String);

/// What a move comes to.
pub(super) type Moved = Result<(), Fault>;

impl From<Denied> for Fault {
    fn from(why: Denied) -> Self {
        Self(why.to_owned())
    }
}

/// A move: the dice that it throws are its own, so a walk stays much the same when another move is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Move {
    /// What its dice begin with.
    seed: u64,
    /// Where they turn.
    turns: Vec<Turn>,
}

impl Move {
    pub(super) const fn new(seed: u64) -> Self {
        Self { seed, turns: vec![] }
    }

    /// Whether its dice begin as those of another do.
    pub(super) const fn begins_as(&self, other: &Self) -> bool {
        self.seed == other.seed
    }

    /// The same up to so many numbers of its dice, and then another.
    pub(super) fn turned(&mut self, turn: Turn) {
        self.turns.retain(|(at, _)| *at < turn.0);
        self.turns.push(turn);
    }

    /// As it is written: what the dice begin with, and each turn as `/AFTER=NUMBER`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let seed = parts.next()?.parse().ok()?;
        let turn = |part: &str| part.split_once('=').and_then(|(at, n)| at.parse().ok().zip(n.parse().ok()));
        Some(Self { seed, turns: parts.map(turn).collect::<Option<_>>()? })
    }
}

impl std::fmt::Display for Move {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.seed)?;
        self.turns.iter().try_for_each(|(at, number)| write!(f, "/{at}={number}"))
    }
}

/// A ticket that somebody holds.
#[derive(Clone)]
pub(super) struct Held {
    pub(super) ticket: Ticket,
    pub(super) options: Option<CeremonyOptions>,
    pub(super) truth: Truth,
}

/// A session's token, and the browser that got it.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) key: SessionKey,
    pub(super) browser: usize,
}

/// An answer that was given, by which passkey, over which challenge.
#[derive(Clone)]
pub(super) struct Given {
    pub(super) response: AuthenticationResponse,
    pub(super) by: PasskeyId,
    pub(super) challenge: Option<[u8; 32]>,
}

/// A link that an address was sent.
#[derive(Clone)]
pub(super) struct Link {
    pub(super) token: LinkToken,
    pub(super) account: AccountHandle,
    pub(super) hold: HoldId,
    pub(super) address: String,
}

/// The secrets that a browser brings, one for each account at most.
pub(super) struct Secrets(Vec<(AccountHandle, DeviceId, SecretHash)>);

impl Secrets {
    pub(super) fn of(&self, account: AccountHandle, device: DeviceId) -> Option<SecretHash> {
        self.0.iter().find(|one| (one.0, one.1) == (account, device)).map(|one| one.2)
    }
}

/// Who acts, and for whom, where a whole errand is theirs.
#[derive(Clone, Copy, Default)]
pub(super) struct Cast {
    pub(super) browser: Option<usize>,
    pub(super) account: Option<AccountHandle>,
    /// Each step goes on with the newest ticket that leads to it.
    pub(super) goes_on: bool,
    /// Whoever answers answers with the newest passkey.
    pub(super) by_newest: bool,
    /// Whoever proves a factor freezes with it.
    pub(super) freezes: bool,
}

pub(super) struct Walk<'a> {
    pub(super) policy: &'a Policy,
    pub(super) world: World,
    pub(super) model: Model,
    pub(super) keys: Vec<Key>,
    pub(super) held: Vec<Held>,
    pub(super) tokens: Vec<Token>,
    pub(super) given: Vec<Given>,
    pub(super) secrets: Vec<(AccountHandle, DeviceId, TrustSecret)>,
    pub(super) sheets: Vec<(AccountHandle, RecoveryCode)>,
    pub(super) links: Vec<Link>,
    pub(super) cast: Cast,
    pub(super) now: Timestamp,
    pub(super) dice: Dice,
    pub(super) signer: Authenticator,
    pub(super) edges: &'a mut Edges,
    /// What was tried, and what came of it.
    pub(super) told: Vec<String>,
    /// The ticket that the move goes on with.
    chosen: Option<Held>,
}

/// How many tickets are kept.
const HELD_MAX: usize = 16;

impl<'a> Walk<'a> {
    pub(super) fn new(start: &Start, policy: &'a Policy, edges: &'a mut Edges) -> Self {
        let Start { world, model, keys, secrets, sheets } = start.clone();
        let mut signer = Authenticator::new(Seed::from(0), AuthenticatorOptions::platform());
        keys.iter().for_each(|key| signer.import(key.credential.clone()));
        Self {
            policy,
            world,
            model,
            keys,
            held: vec![],
            tokens: vec![],
            given: vec![],
            secrets,
            sheets,
            links: vec![],
            cast: Cast::default(),
            now: NOW,
            dice: Dice::new(0),
            signer,
            edges,
            told: vec![],
            chosen: None,
        }
    }

    /// Makes one move, and looks at everything.
    pub(super) fn make(&mut self, one: &Move) -> Moved {
        self.dice = Dice::turning(one.seed, &one.turns);
        self.now = Timestamp(self.now.0 + self.dice.between(0, 3000));
        self.chosen = None;
        self.cast = Cast::default();
        if self.dice.in_hundred(55) {
            self.chosen = self.dice.mostly_last(&self.held).cloned();
        }
        let admits = |kind: &Kind| match &self.chosen {
            Some(Held { ticket, .. }) => kind.admits(ticket.purpose, ticket.step),
            None => true,
        };
        let fitting = (0..KINDS.len()).filter(|at| admits(&KINDS[*at]));
        let weights: Vec<usize> = fitting.flat_map(|at| std::iter::repeat_n(at, KINDS[at].weight)).collect();
        let Some(at) = self.dice.pick(&weights).copied() else { return Ok(()) };
        let kind = &KINDS[at];
        (kind.make)(self).map_err(|Fault(why)| Fault(format!("{}: {why}", kind.name)))?;
        self.look_at_everything()
    }

    /// Decides a step on facts of now and applies what it changes; now and then twice, as two nodes would that read
    /// the same facts.
    pub(super) fn decide<S: Read>(
        &mut self,
        name: &'static str,
        class: Class,
        step: &S,
    ) -> Result<Result<S::Reply, Refusal>, Fault> {
        self.edges.thrown = self.dice.thrown;
        let moment = Moment::new(self.now, &self.dice.seed_32());
        let facts = step.read(&self.world, At { policy: self.policy, moment: &moment });
        let Decision { reply, changes } = step.decide(&facts, self.policy, &moment);
        let outcome = reply.as_ref().map_or_else(Refusal::code, S::outcome);
        self.edges.walked(name, class, outcome);
        self.told.push(format!("{} {name} by {}: {outcome}", self.now.0 / 1000, class.as_str()));
        let conflict = |_| Fault(format!("{name} conflicts with its own facts"));
        self.world.apply(&changes).map_err(conflict)?;
        if is_guarded(&changes) && self.dice.in_hundred(10) && self.world.apply(&changes).is_ok() {
            return Err(Fault(format!("what {name} changes was applied twice")));
        }
        Ok(reply)
    }

    /// Every live session and every right, and whether anything has changed that the model wasn't told of.
    fn look_at_everything(&mut self) -> Moved {
        for row in self.world.rows.values() {
            for session in &row.sessions {
                let who = self.world.who(Some(session.key));
                let class = Class::of(who.as_ref(), self.now);
                for right in Right::ALL {
                    let given = admit(who.as_ref(), right, self.policy, self.now).is_ok();
                    self.edges.looked(class, right, given);
                    if given {
                        let denied = |why| Fault(format!("{right:?} is given: {why}"));
                        self.model.may(session.key.id, right, self.now).map_err(denied)?;
                    }
                }
            }
            let known = self.model.account(row.account.handle)?;
            self.look_at_rows(row, known)?;
        }
        Ok(())
    }

    /// What stands under an account is what the model was told.
    fn look_at_rows(&self, row: &Row, known: &Known) -> Moved {
        let there = known.passkeys.values().filter(|born| !born.is_removed).count();
        let alike = |one: &Passkey| {
            known
                .passkeys
                .get(&one.id)
                .is_some_and(|born| !born.is_removed && (born.is_suspended || one.works()))
        };
        // What is suspended in silence serves nobody: but what works in silence does.
        let back =
            |one: &Passkey| one.works() && known.passkeys.get(&one.id).is_none_or(|born| born.is_suspended);
        deny(
            there != row.passkeys.len() || !row.passkeys.iter().all(alike),
            "a passkey has changed in silence",
        )?;
        deny(row.passkeys.iter().any(back), "a passkey is back in silence")?;
        let addresses: Vec<&str> = row.contacts.iter().map(|contact| contact.address.as_str()).collect();
        let same = addresses.len() == known.contacts.len()
            && addresses.iter().all(|address| known.contacts.contains_key(*address));
        deny(!same, "an address has changed in silence")?;
        deny(row.codes.len() != known.codes.len(), "a recovery code has changed in silence")?;
        for device in &row.devices {
            deny(!known.browsers.contains_key(&device.id), "a browser is known in silence")?;
            let far = match trust(device, self.policy).0 {
                Trust::None => Far::Not,
                Trust::SignIn => Far::SignIn,
                Trust::Full => Far::Full,
            };
            let denied = self.model.trusts(row.account.handle, device.id) < far;
            deny(denied, "a device is trusted that shouldn't be")?;
        }
        Ok(())
    }

    /// A ticket to go on with: the one that the move has chosen, or one of those that are held.
    pub(super) fn pick(&mut self, purposes: &[Purpose], step: TicketStep) -> Option<Held> {
        let fits = |held: &&Held| purposes.contains(&held.ticket.purpose) && held.ticket.step == step;
        if let Some(chosen) = self.chosen.take() {
            return Some(chosen).filter(|held| fits(&held));
        }
        let fitting: Vec<&Held> = self.held.iter().filter(fits).collect();
        if self.cast.goes_on {
            return fitting.last().copied().cloned();
        }
        self.dice.mostly_last(&fitting).copied().cloned()
    }

    /// Who brings a ticket: mostly the browser and the session that it was given to.
    pub(super) fn bring(&mut self, held: &Held) -> (Browser, Option<SessionKey>) {
        let browser = match self.dice.in_hundred(95) {
            true => BROWSERS[held.truth.browser],
            false => self.browser(),
        };
        let own = self.tokens.iter().find(|token| Some(token.key.id) == held.truth.session);
        match own.copied() {
            Some(token) if self.dice.in_hundred(92) => (browser, Some(token.key)),
            _ => (browser, self.token(browser)),
        }
    }

    pub(super) fn browser(&mut self) -> Browser {
        if let Some(number) = self.cast.browser {
            return BROWSERS[number];
        }
        if self.dice.in_hundred(60) { BROWSERS[0] } else { BROWSERS[self.dice.below(ANYBODYS)] }
    }

    /// The session that a browser asks with: mostly its newest, sometimes one of another.
    pub(super) fn token(&mut self, browser: Browser) -> Option<SessionKey> {
        let account = self.cast.account;
        let meant = |token: &&Token| account.is_none_or(|account| token.key.account == account);
        let own: Vec<Token> = self
            .tokens
            .iter()
            .filter(|token| token.browser == browser.number && meant(token))
            .copied()
            .collect();
        match self.dice.below(100) {
            0..3 if self.cast.browser.is_none() => None,
            3..12 if self.cast.browser.is_none() => self.dice.pick(&self.tokens).map(|token| token.key),
            _ => self.dice.mostly_last(&own).map(|token| token.key),
        }
    }

    pub(super) fn sharing(&mut self, browser: Browser) -> Sharing {
        let shared = (browser.number == LIBRARY) == self.dice.in_hundred(95);
        if shared { Sharing::Shared } else { Sharing::Own }
    }

    /// The secrets of trusted devices that a browser brings: mostly the newest, sometimes one of before or none.
    pub(super) fn brought(&mut self, browser: Browser) -> (Brought, Secrets) {
        let mut kept: Vec<(AccountHandle, DeviceId, TrustSecret)> = vec![];
        for account in super::people::EVERYBODY {
            let own: Vec<_> = self
                .secrets
                .iter()
                .filter(|(whose, device, _)| (*whose, *device) == (account, browser.device))
                .cloned()
                .collect();
            let one = match self.dice.below(100) {
                0..3 => None,
                3..8 => self.dice.pick(&own),
                _ => own.last(),
            };
            kept.extend(one.cloned());
        }
        let hashes =
            kept.iter().map(|(account, device, secret)| (*account, *device, secret.hash())).collect();
        (Brought::of(kept.iter().map(|(.., secret)| secret)), Secrets(hashes))
    }

    pub(super) fn class(&self, key: Option<SessionKey>) -> Class {
        Class::of(self.world.who(key).as_ref(), self.now)
    }

    pub(super) fn by(&self, browser: Browser, key: Option<SessionKey>) -> Bringer {
        Bringer { browser: browser.number, session: key.map(|key| key.id), now: self.now }
    }

    /// The model's word on a right that a step has used; the session was used with it.
    pub(super) fn used(&mut self, key: Option<SessionKey>, right: Right) -> Moved {
        let key = key.ok_or("somebody without a session")?;
        self.model.may(key.id, right, self.now)?;
        let session = self.model.sessions.get_mut(&key.id).ok_or("a session that nobody opened")?;
        session.used = session.used.max(self.now);
        Ok(())
    }

    /// Keeps what a step led to. `from` is the ticket that it took, where the flow goes on.
    pub(super) fn hold(&mut self, reply: FlowReply, from: Option<&Truth>, by: Bringer) -> &mut Truth {
        let FlowReply { ticket, options, .. } = reply;
        let flow = ticket.flow.0;
        let account = ticket.account;
        let before = from.filter(|before| before.flow == flow);
        let known = account.and_then(|account| self.model.accounts.get(&account));
        let truth = Truth {
            flow,
            step: ticket.step.as_str(),
            browser: by.browser,
            account,
            session: ticket.session.and(by.session),
            began: before.map_or(self.now, |before| before.began),
            at: self.now,
            lives_seconds: lives_seconds(ticket.purpose, ticket.step),
            breaks: before.map_or_else(|| known.map_or(0, |known| known.breaks), |before| before.breaks),
            proved: from.map_or_else(BTreeMap::new, |from| from.proved.clone()),
            about: None,
            birth: before.and_then(|before| before.birth),
            signed: None,
            answer: None,
            of: before.and_then(|before| before.of.clone()),
        };
        if self.held.len() >= HELD_MAX {
            let one = self.dice.below(HELD_MAX);
            self.held.remove(one);
        }
        self.held.push(Held { ticket, options, truth });
        &mut self.held.last_mut().expect("it was pushed just now").truth
    }

    /// Somebody has a session.
    pub(super) fn opened(&mut self, key: SessionKey, browser: Browser, seen: Seen) -> Moved {
        if self.model.sessions.insert(key.id, seen).is_some() {
            return Err(Fault("a session was minted twice".into()));
        }
        self.tokens.push(Token { key, browser: browser.number });
        Ok(())
    }

    /// Whom a sign-in is asked for.
    pub(super) fn somebody(&mut self, browser: Browser) -> AccountHandle {
        use super::people::{ADA, BOB, BOBS, EVERYBODY};
        if let Some(account) = self.cast.account {
            return account;
        }
        let own = if browser.number == BOBS { BOB } else { ADA };
        if self.dice.in_hundred(55) { own } else { EVERYBODY[self.dice.below(EVERYBODY.len())] }
    }
}

/// Whether a list can be applied once: all can, but one that only says that something was seen, or looks again later.
fn is_guarded(changes: &Changes) -> bool {
    let is_free = |change: &Change| match change {
        Change::TouchSession { .. }
        | Change::SeeDevice { .. }
        | Change::SeeTrustSecret { .. }
        | Change::AffirmHead { .. }
        | Change::NoteRefusal { .. } => true,
        Change::SetHold { before, hold, .. } => *before == (hold.state, hold.told),
        _ => false,
    };
    match changes {
        Changes::Nothing => false,
        Changes::Tally(rest) => !rest.iter().all(is_free),
        Changes::Account { .. } => true,
    }
}
