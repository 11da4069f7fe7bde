//! The session, and the one gate through which every step of a signed-in person goes.

use passkeep_webauthn::Authentication;

use crate::account::Account;
use crate::change::{Change, Changes};
use crate::device::{Client, Device, NetworkPlace};
use crate::devices::ApprovedPasskey;
use crate::hash::Hash;
use crate::id::{AccountHandle, DeviceId, PasskeyId, SessionId, Sid};
use crate::level::{Level, Standing};
use crate::moment::{Moment, Timestamp};
use crate::passkey::Passkey;
use crate::policy::Policy;
use crate::proof::{Method, Proofs};
use crate::refusal::Refusal;
use crate::right::Right;
use crate::rule::Rule;

/// The whole key of a session's row; its token carries it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SessionKey {
    /// The account.
    pub account: AccountHandle,
    /// When it ends at the latest: part of the key, so that ended sessions are pruned by range.
    pub expires_at: Timestamp,
    /// The hash of the token's secret.
    pub id: SessionId,
}

/// The secret of a session's token, 32 bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionSecret(pub zeroize::Zeroizing<[u8; 32]>);

impl SessionSecret {
    /// What is stored in its stead.
    pub fn id(&self) -> SessionId {
        SessionId(Hash::new("session").bytes(self.0.as_slice()).finish_16())
    }
}

impl std::fmt::Debug for SessionSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SessionSecret(..)")
    }
}

/// Whether the person said that others use this computer too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// Theirs: the browser is remembered.
    Own,
    /// Shared: no device cookie, and a short idle time.
    Shared,
}

/// A session as it is stored.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its row's key.
    pub key: SessionKey,
    /// What apps know it by.
    pub sid: Sid,
    /// How strongly it was opened, or raised since.
    pub level: Level,
    /// What it is for.
    pub standing: Standing,
    /// What was proved in it, and when.
    pub proofs: Proofs,
    /// The passkey that opened or raised it.
    pub passkey: Option<PasskeyId>,
    /// The browser it lives in, where that is remembered.
    pub device: Option<DeviceId>,
    /// Browser and system at sign-in.
    pub client: Client,
    /// Where that was, as its network tells.
    pub place: Option<NetworkPlace>,
    /// Own or shared computer.
    pub sharing: Sharing,
    /// The account's epoch at sign-in.
    pub epoch: i64,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to within a fifteenth of its idle time.
    pub seen_at: Timestamp,
    /// What it may not do yet.
    pub restriction: Option<Restriction>,
}

/// Until when a session may not change factors, and why. A passkey that it creates inherits it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// Until then.
    pub until: Timestamp,
    /// What is new to the account.
    pub because: Novelty,
}

/// What is new to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Novelty {
    /// The browser that the session lives in.
    Browser,
    /// The passkey that opened it: no older one authorised its creation.
    Passkey,
}

impl Novelty {
    /// Its stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Passkey => "passkey",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Browser, Self::Passkey].into_iter().find(|novelty| novelty.as_str() == text)
    }
}

impl Restriction {
    /// The no that it causes.
    pub const fn refusal(self) -> Refusal {
        match self.because {
            Novelty::Browser => Refusal::NewBrowserWaits { until: self.until },
            Novelty::Passkey => Refusal::PasskeyTooNew { until: self.until },
        }
    }
}

impl Session {
    /// When it ends if it is left alone from now on.
    pub fn idle_at(&self, policy: &Policy) -> Timestamp {
        self.seen_at.plus_seconds(self.idle_seconds(policy))
    }

    fn idle_seconds(&self, policy: &Policy) -> i64 {
        let limit = policy.lifetimes(self.level, self.standing).idle_seconds;
        match self.sharing {
            Sharing::Own => limit,
            Sharing::Shared => limit.min(policy.shared_idle_seconds),
        }
    }
}

/// What a step reads to know who asks.
#[derive(Clone, Debug)]
pub struct SessionFacts {
    /// The session of the token.
    pub session: Session,
    /// Its account.
    pub account: Account,
}

/// The gate: a session that is still one, and has the right. Every signed-in step starts here.
pub fn admit<'a>(
    facts: Option<&'a SessionFacts>,
    right: Right,
    policy: &Policy,
    now: Timestamp,
) -> Result<&'a SessionFacts, Refusal> {
    let facts = facts.ok_or(Refusal::SignedOut)?;
    if !is_live(&facts.session, &facts.account, policy, now) {
        return Err(Refusal::SignedOut);
    }
    policy.rights.of(right).check(facts, now)?;
    Ok(facts)
}

/// Whether a session has not ended: by its life, by idling, by the account's epoch.
pub fn is_live(session: &Session, account: &Account, policy: &Policy, now: Timestamp) -> bool {
    (!Rule::SessionLife.holds() || now < session.key.expires_at)
        && (!Rule::SessionIdle.holds() || now < session.idle_at(policy))
        && (!Rule::SessionEpoch.holds() || session.epoch == account.state.epoch)
}

/// Records that the session was used, where the last record is a fifteenth of its idle time old.
pub fn touch(who: &SessionFacts, policy: &Policy, moment: &Moment) -> Changes {
    let Session { key, seen_at, .. } = who.session;
    if moment.now.seconds_since(seen_at) * 15 < who.session.idle_seconds(policy) {
        return Changes::Nothing;
    }
    let mut seen = vec![Change::TouchSession { key, seen_at: moment.now }];
    seen.extend(who.session.device.map(|device| Change::SeeDevice {
        account: key.account,
        device,
        seen_at: moment.now,
        place: who.session.place.clone(),
    }));
    Changes::Tally(seen)
}

/// Opens a session. Takes what only verification can make, so that nothing else opens one.
pub fn open(verified: Verified<'_>, place: &Place<'_>, policy: &Policy, moment: &Moment) -> OpenedSession {
    let secret = SessionSecret(zeroize::Zeroizing::new(moment.draw("session")));
    let now = moment.now;
    let (level, standing) = (verified.level(), verified.standing());
    let expires_at = now.plus_seconds(policy.lifetimes(level, standing).seconds);
    let session = Session {
        key: SessionKey { account: place.account, expires_at, id: secret.id() },
        sid: Sid(moment.draw_16("sid")),
        level,
        standing,
        proofs: verified.proofs(now),
        passkey: verified.passkey(),
        device: place.device.map(|device| device.id),
        client: place.client.clone(),
        place: place.network.cloned(),
        sharing: place.sharing,
        epoch: place.epoch,
        created_at: now,
        seen_at: now,
        // What a recovery opens is the right to create a passkey, which inherits more than the browser would cause.
        restriction: restriction(place, policy, now).filter(|_| standing != Standing::Recovery),
    };
    OpenedSession { session, secret }
}

/// What is newest to the account decides: the browser, or the passkey.
fn restriction(place: &Place<'_>, policy: &Policy, now: Timestamp) -> Option<Restriction> {
    let browser = match place.device {
        Some(device) => device.settled_at,
        None => now.plus_seconds(policy.new_browser_seconds),
    };
    let browser = Restriction { until: browser, because: Novelty::Browser };
    let passkey = place.passkey.and_then(inherited);
    later(Some(browser).filter(|_| Rule::NewBrowser.holds()), passkey).filter(|found| now < found.until)
}

/// A passkey's restriction is that of the sessions that it opens or raises.
fn inherited(passkey: &Passkey) -> Option<Restriction> {
    passkey.restriction.filter(|_| Rule::RestrictedPasskey.holds())
}

/// The one that ends later.
fn later(one: Option<Restriction>, other: Option<Restriction>) -> Option<Restriction> {
    one.into_iter().chain(other).max_by_key(|restriction| restriction.until)
}

/// The proof that opens a session: made by verification alone.
#[derive(Clone, Copy)]
pub enum Verified<'a> {
    /// An assertion by a passkey.
    Authentication(&'a Authentication<'a>),
    /// An assertion by a passkey that never leaves its device and has proved it, where that was asked for.
    Bound(&'a Authentication<'a>),
    /// The registration of an account's first passkey.
    Registration(&'a passkeep_webauthn::Registration),
    /// Factors without a passkey, as the steps of a fallback have proved them, and what for.
    Fallback(&'a Proofs, Standing),
    /// An assertion by a passkey, and a trusted device's yes to it.
    Approved(&'a ApprovedPasskey),
}

impl Verified<'_> {
    fn passkey(self) -> Option<PasskeyId> {
        match self {
            Self::Authentication(proof) | Self::Bound(proof) => {
                Some(crate::passkey::id_of(proof.credential_id))
            }
            Self::Registration(proof) => Some(crate::passkey::id_of(&proof.credential_id)),
            Self::Approved(approved) => Some(approved.passkey()),
            Self::Fallback(..) => None,
        }
    }

    fn level(self) -> Level {
        match self {
            Self::Authentication(_) | Self::Registration(_) | Self::Approved(_) => Level::TwoP,
            Self::Bound(_) => Level::Three,
            Self::Fallback(proofs, _) => proofs.weak_level().unwrap_or(Level::One),
        }
    }

    pub(crate) fn standing(self) -> Standing {
        match self {
            Self::Authentication(_) | Self::Bound(_) | Self::Registration(_) | Self::Approved(_) => {
                Standing::Ordinary
            }
            Self::Fallback(_, standing) => standing,
        }
    }

    fn proofs(self, now: Timestamp) -> Proofs {
        match self {
            Self::Authentication(_) | Self::Bound(_) | Self::Registration(_) => {
                Proofs::one(Method::Passkey, now)
            }
            Self::Approved(approved) => approved.proofs().clone(),
            Self::Fallback(proofs, _) => proofs.clone(),
        }
    }
}

/// A session with more proved in it, in the place of the one before: with another id.
pub struct RaisedSession {
    /// The session.
    pub opened: OpenedSession,
    /// What puts it in the place of the one before.
    pub changes: Vec<Change>,
}

/// Raises a session in place: its level is what is proved by now and never lower than before, and its id rotates. A
/// passkey lifts a quarantine.
pub fn raise(
    who: &SessionFacts,
    verified: Verified<'_>,
    passkey: Option<&Passkey>,
    policy: &Policy,
    moment: &Moment,
) -> RaisedSession {
    let before = &who.session;
    let secret = SessionSecret(zeroize::Zeroizing::new(moment.draw("session")));
    let proofs =
        verified.proofs(moment.now).iter().fold(before.proofs.clone(), |all, p| all.and(p.method, p.at));
    let level =
        verified.level().max(kept(before.level, passkey)).max(proofs.weak_level().unwrap_or(Level::One));
    let standing = verified.standing();
    let own = passkey.and_then(inherited).filter(|own| moment.now < own.until);
    let session = Session {
        key: SessionKey {
            account: before.key.account,
            expires_at: moment.now.plus_seconds(policy.lifetimes(level, standing).seconds),
            id: secret.id(),
        },
        level,
        standing,
        proofs,
        passkey: verified.passkey().or(before.passkey),
        epoch: who.account.state.epoch,
        seen_at: moment.now,
        restriction: later(before.restriction, own),
        ..before.clone()
    };
    let changes = vec![Change::ReplaceSession(before.key), Change::AddSession(Box::new(session.clone()))];
    RaisedSession { opened: OpenedSession { session, secret }, changes }
}

/// The level that stays. What a passkey that can leave its device proves anew is no proof of level 3 any more: the time of
/// one would stand for the other.
fn kept(before: Level, passkey: Option<&Passkey>) -> Level {
    match passkey {
        Some(passkey) => before.min(passkey.level()),
        None => before,
    }
}

/// Opens the session that asks anew under another epoch: its rights and its end stay, its id rotates.
pub fn reissue(who: &SessionFacts, epoch: i64, moment: &Moment) -> RaisedSession {
    let before = &who.session;
    let secret = SessionSecret(zeroize::Zeroizing::new(moment.draw("session")));
    let key = SessionKey { id: secret.id(), ..before.key };
    let session = Session { key, epoch, seen_at: moment.now, ..before.clone() };
    let changes = vec![Change::ReplaceSession(before.key), Change::AddSession(Box::new(session.clone()))];
    RaisedSession { opened: OpenedSession { session, secret }, changes }
}

/// Where a session is opened.
pub struct Place<'a> {
    /// The account.
    pub account: AccountHandle,
    /// Its epoch.
    pub epoch: i64,
    /// The passkey that opens it.
    pub passkey: Option<&'a Passkey>,
    /// The browser, where it is remembered.
    pub device: Option<&'a Device>,
    /// What it says it is.
    pub client: &'a Client,
    /// Where it is.
    pub network: Option<&'a NetworkPlace>,
    /// Own or shared.
    pub sharing: Sharing,
}

/// A new session and its secret, which only its cookie or token holds.
pub struct OpenedSession {
    /// To be stored.
    pub session: Session,
    /// To be given to the client.
    pub secret: SessionSecret,
}
