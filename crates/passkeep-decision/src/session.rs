//! The session, and the one gate through which every step of a signed-in person goes.

use passkeep_webauthn::Authentication;

use crate::account::Account;
use crate::change::{Change, Changes};
use crate::device::{Client, Device};
use crate::hash::Hash;
use crate::id::{AccountHandle, DeviceId, PasskeyId, SessionId};
use crate::level::Level;
use crate::moment::{Moment, Timestamp};
use crate::policy::Policy;
use crate::refusal::Refusal;

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
    /// How it was opened.
    pub level: Level,
    /// The passkey that opened it.
    pub passkey: PasskeyId,
    /// The browser it lives in, where that is remembered.
    pub device: Option<DeviceId>,
    /// Browser and system at sign-in.
    pub client: Client,
    /// Own or shared computer.
    pub sharing: Sharing,
    /// The account's epoch at sign-in.
    pub epoch: i64,
    /// When it was opened.
    pub created_at: Timestamp,
    /// When it was last used, to within a fifteenth of its idle time.
    pub seen_at: Timestamp,
    /// Before this it may not change factors: it came from a browser that the account did not know.
    pub restricted_until: Timestamp,
}

impl Session {
    /// When it ends if it is left alone from now on.
    pub fn idle_at(&self, policy: &Policy) -> Timestamp {
        self.seen_at.plus_seconds(idle_seconds(self.sharing, policy))
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

/// The gate: a session that is still one. Every signed-in step starts here.
pub fn admit<'a>(
    facts: Option<&'a SessionFacts>,
    policy: &Policy,
    now: Timestamp,
) -> Result<&'a SessionFacts, Refusal> {
    let facts = facts.ok_or(Refusal::SignedOut)?;
    let session = &facts.session;
    if now >= session.key.expires_at || now >= session.idle_at(policy) || session.epoch != facts.account.epoch
    {
        return Err(Refusal::SignedOut);
    }
    Ok(facts)
}

/// The gate for steps that change factors or contacts: also refuses while the browser is new to the account.
pub fn admit_to_change<'a>(
    facts: Option<&'a SessionFacts>,
    policy: &Policy,
    now: Timestamp,
) -> Result<&'a SessionFacts, Refusal> {
    let facts = admit(facts, policy, now)?;
    if now < facts.session.restricted_until {
        return Err(Refusal::NewBrowserWaits { until: facts.session.restricted_until });
    }
    Ok(facts)
}

/// Records that the session was used, where the last record is a fifteenth of its idle time old.
pub fn touch(who: &SessionFacts, policy: &Policy, moment: &Moment) -> Changes {
    let Session { key, seen_at, sharing, .. } = who.session;
    if moment.now.seconds_since(seen_at) * 15 < idle_seconds(sharing, policy) {
        return Changes::Nothing;
    }
    Changes::Tally(vec![Change::TouchSession { key, seen_at: moment.now }])
}

/// Opens a session. Takes what only verification can make, so that nothing else opens one.
pub fn open(verified: Verified<'_>, place: &Place<'_>, policy: &Policy, moment: &Moment) -> OpenedSession {
    let secret = SessionSecret(zeroize::Zeroizing::new(moment.draw("session")));
    let now = moment.now;
    let session = Session {
        key: SessionKey {
            account: place.account,
            expires_at: now.plus_seconds(policy.session_seconds),
            id: secret.id(),
        },
        level: Level::TwoP,
        passkey: verified.passkey(),
        device: place.device.map(|device| device.id),
        client: place.client.clone(),
        sharing: place.sharing,
        epoch: place.epoch,
        created_at: now,
        seen_at: now,
        restricted_until: match place.device {
            Some(device) => device.settled_at,
            None => now.plus_seconds(policy.new_browser_seconds),
        },
    };
    OpenedSession { session, secret }
}

/// The proof that opens a session: made by verification alone.
#[derive(Clone, Copy)]
pub enum Verified<'a> {
    /// An assertion by a passkey.
    Authentication(&'a Authentication<'a>),
    /// The registration of an account's first passkey.
    Registration(&'a passkeep_webauthn::Registration),
}

impl Verified<'_> {
    fn passkey(self) -> PasskeyId {
        match self {
            Self::Authentication(proof) => crate::passkey::id_of(proof.credential_id),
            Self::Registration(proof) => crate::passkey::id_of(&proof.credential_id),
        }
    }
}

/// Where a session is opened.
pub struct Place<'a> {
    /// The account.
    pub account: AccountHandle,
    /// Its epoch.
    pub epoch: i64,
    /// The browser, where it is remembered.
    pub device: Option<&'a Device>,
    /// What it says it is.
    pub client: &'a Client,
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

fn idle_seconds(sharing: Sharing, policy: &Policy) -> i64 {
    match sharing {
        Sharing::Own => policy.session_idle_seconds,
        Sharing::Shared => policy.shared_idle_seconds,
    }
}
