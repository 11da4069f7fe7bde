//! The hold: a change that waits, is announced on every channel, and can be stopped.
//!
//! What waits, where it stands, and who has opposed it. A hold decides nothing by itself: the steps in `holds` do.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use zeroize::Zeroizing;

use crate::contact::{Address, Identifier};
use crate::hash::Hash;
use crate::id::{AccountHandle, ConfirmationId, HoldId, LinkId, PasskeyId};
use crate::moment::{Moment, Timestamp};

/// A change that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its id.
    pub id: HoldId,
    /// What waits.
    pub kind: HoldKind,
    /// Since when. Who began it stands in the event.
    pub started_at: Timestamp,
    /// When its wait is over.
    pub matures_at: Timestamp,
    /// How far it has been announced.
    pub told: Told,
    /// Where it stands.
    pub state: HoldState,
    /// When something is to be done about it; none while nothing is.
    pub due_at: Option<Timestamp>,
    /// When it came to its end.
    pub ended_at: Option<Timestamp>,
}

/// What waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldKind {
    /// A passkey is to be removed.
    RemovePasskey(PasskeyId),
    /// A passkey that was reported lost is to be removed.
    LosePasskey(PasskeyId),
    /// An address is to be removed.
    RemoveContact(Address),
    /// An address is to take the place of another. It was proved when the hold began.
    ReplaceContact {
        /// The one that goes.
        from: Address,
        /// The one that comes.
        to: Address,
    },
    /// A number leaves the account: somebody else has proved it.
    GiveUpNumber(Address),
    /// Another password takes the place of the account's. Its hash stands aside, and goes with the wait.
    ChangePassword,
    /// A recovery opens.
    Recovery,
    /// An action is confirmed that a passkey has signed, and no other device.
    ConfirmAction {
        /// Which confirmation.
        confirmation: ConfirmationId,
        /// The client that asked for it.
        client: String,
        /// What it is for, as it was shown.
        title: String,
    },
}

/// The name of what waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldName {
    /// `remove_passkey`.
    RemovePasskey,
    /// `lose_passkey`.
    LosePasskey,
    /// `remove_contact`.
    RemoveContact,
    /// `replace_contact`.
    ReplaceContact,
    /// `give_up_number`.
    GiveUpNumber,
    /// `change_password`.
    ChangePassword,
    /// `recovery`.
    Recovery,
    /// `confirm_action`.
    ConfirmAction,
}

impl HoldName {
    /// Every name.
    pub const ALL: [Self; 8] = [
        Self::RemovePasskey,
        Self::LosePasskey,
        Self::RemoveContact,
        Self::ReplaceContact,
        Self::GiveUpNumber,
        Self::ChangePassword,
        Self::Recovery,
        Self::ConfirmAction,
    ];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::RemovePasskey => "remove_passkey",
            Self::LosePasskey => "lose_passkey",
            Self::RemoveContact => "remove_contact",
            Self::ReplaceContact => "replace_contact",
            Self::GiveUpNumber => "give_up_number",
            Self::ChangePassword => "change_password",
            Self::Recovery => "recovery",
            Self::ConfirmAction => "confirm_action",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.as_str() == text)
    }
}

/// What a change is about, whichever hold it waits in: two holds about the same thing never wait together, and a veto is
/// remembered by it. Holds no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject(pub [u8; 16]);

impl HoldKind {
    /// Its name.
    pub const fn name(&self) -> HoldName {
        match self {
            Self::RemovePasskey(_) => HoldName::RemovePasskey,
            Self::LosePasskey(_) => HoldName::LosePasskey,
            Self::RemoveContact(_) => HoldName::RemoveContact,
            Self::ReplaceContact { .. } => HoldName::ReplaceContact,
            Self::GiveUpNumber(_) => HoldName::GiveUpNumber,
            Self::ChangePassword => HoldName::ChangePassword,
            Self::Recovery => HoldName::Recovery,
            Self::ConfirmAction { .. } => HoldName::ConfirmAction,
        }
    }

    /// What it is about: a passkey, an address, the password, an action, or the account as a whole.
    pub fn subject(&self) -> Subject {
        let hash = Hash::new("hold-subject");
        Subject(match self {
            Self::RemovePasskey(passkey) | Self::LosePasskey(passkey) => {
                hash.bytes(b"passkey").bytes(&passkey.0).finish_16()
            }
            Self::RemoveContact(address)
            | Self::ReplaceContact { from: address, .. }
            | Self::GiveUpNumber(address) => {
                let claim = Identifier::Address(address.clone()).claim_bytes();
                hash.bytes(b"contact").bytes(&claim).finish_16()
            }
            Self::ChangePassword => hash.bytes(b"password").finish_16(),
            Self::Recovery => hash.bytes(b"recovery").finish_16(),
            Self::ConfirmAction { confirmation, .. } => {
                hash.bytes(b"confirmation").bytes(&confirmation.0).finish_16()
            }
        })
    }

    /// The passkey that it contests.
    pub const fn passkey(&self) -> Option<PasskeyId> {
        match self {
            Self::RemovePasskey(passkey) | Self::LosePasskey(passkey) => Some(*passkey),
            _ => None,
        }
    }

    /// In how many parts it waits: it is told at the start of each. A recovery after 24 and 48 hours of its 72, as
    /// shipped; what else waits at its middle.
    pub const fn parts(&self) -> i64 {
        match self {
            Self::Recovery => 3,
            _ => 2,
        }
    }

    /// The address that it takes from the account.
    pub const fn leaving(&self) -> Option<&Address> {
        match self {
            Self::RemoveContact(address)
            | Self::ReplaceContact { from: address, .. }
            | Self::GiveUpNumber(address) => Some(address),
            Self::RemovePasskey(_)
            | Self::LosePasskey(_)
            | Self::ChangePassword
            | Self::Recovery
            | Self::ConfirmAction { .. } => None,
        }
    }
}

/// How far a hold has been announced. Where its end makes the change, that is told with the change itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// Its start.
    Start,
    /// Its middle too.
    Middle,
    /// That its last part has begun: a recovery alone.
    Late,
    /// That its wait is over: a recovery alone, whose end opens what its owner has yet to do.
    End,
}

impl Told {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::Late => "late",
            Self::End => "end",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Start, Self::Middle, Self::Late, Self::End].into_iter().find(|told| told.as_str() == text)
    }
}

/// Where a hold stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldState {
    /// It waits.
    Waiting,
    /// Two vetoes stand against it: it neither goes on nor stops until an old passkey decides, or nobody has for long.
    Disputed,
    /// An old passkey decided that it goes on: only such a one stops it now.
    Upheld,
    /// It was stopped.
    Stopped,
    /// Its change was made.
    Done,
    /// There was nothing left to do.
    Lapsed,
    /// Nobody decided a dispute about it: its change is not made.
    Undecided,
}

impl HoldState {
    /// Every state.
    pub const ALL: [Self; 7] = [
        Self::Waiting,
        Self::Disputed,
        Self::Upheld,
        Self::Stopped,
        Self::Done,
        Self::Lapsed,
        Self::Undecided,
    ];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Disputed => "disputed",
            Self::Upheld => "upheld",
            Self::Stopped => "stopped",
            Self::Done => "done",
            Self::Lapsed => "lapsed",
            Self::Undecided => "undecided",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether it has not come to its end.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Waiting | Self::Disputed | Self::Upheld)
    }
}

impl Hold {
    /// A hold that begins now and is due when it is to be told again.
    pub fn begin(kind: HoldKind, seconds: i64, moment: &Moment) -> Self {
        let due_at = Some(moment.now.plus_seconds(seconds / kind.parts()));
        Self {
            id: HoldId(moment.draw_16("hold")),
            kind,
            started_at: moment.now,
            matures_at: moment.now.plus_seconds(seconds),
            told: Told::Start,
            state: HoldState::Waiting,
            due_at,
            ended_at: None,
        }
    }

    /// How far it has been announced once it is told again; none where only its end is left to tell.
    pub const fn told_next(&self) -> Option<Told> {
        match (&self.kind, self.told) {
            (_, Told::Start) => Some(Told::Middle),
            (HoldKind::Recovery, Told::Middle) => Some(Told::Late),
            _ => None,
        }
    }

    /// When a dispute about it ends, where nobody has decided it: its change is not made. What was reported lost stays as it
    /// is all the same, for whoever has the passkey may be who disputes; there each end is told, and begins another.
    pub fn dispute_ends_at(&self) -> Option<Timestamp> {
        self.due_at.filter(|_| self.state == HoldState::Disputed)
    }

    /// Whether its wait is over and what it opens stands open: nothing disputes it.
    pub fn is_mature(&self) -> bool {
        self.told == Told::End && matches!(self.state, HoldState::Waiting | HoldState::Upheld)
    }

    /// A veto in it.
    pub(crate) fn vetoed_by(&self, opponent: Opponent, at: Timestamp) -> Veto {
        Veto { subject: self.kind.subject(), opponent, hold: self.id, at }
    }

    /// The same at its end.
    pub fn ended(&self, state: HoldState, now: Timestamp) -> Self {
        Self { state, due_at: None, ended_at: Some(now), ..self.clone() }
    }
}

/// Who has opposed a change: a passkey that it contests, an address that was told of it, or the recovery codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opponent(pub [u8; 16]);

impl Opponent {
    /// The contested passkey.
    pub fn passkey(passkey: PasskeyId) -> Self {
        Self(Hash::new("opponent").bytes(b"passkey").bytes(&passkey.0).finish_16())
    }

    /// The printed set of recovery codes, whichever of its codes and whichever set: it opposes once.
    pub fn recovery_code() -> Self {
        Self(Hash::new("opponent").bytes(b"recovery_code").finish_16())
    }

    /// An address.
    pub fn address(address: &Address) -> Self {
        let claim = Identifier::Address(address.clone()).claim_bytes();
        Self(Hash::new("opponent").bytes(b"contact").bytes(&claim).finish_16())
    }
}

/// A veto: counted once for an opponent and a subject, for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Veto {
    /// What was opposed.
    pub subject: Subject,
    /// By whom.
    pub opponent: Opponent,
    /// In which hold.
    pub hold: HoldId,
    /// When.
    pub at: Timestamp,
}

/// The link of a notice, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldLink {
    /// The hash of its secret.
    pub id: LinkId,
    /// What it stops.
    pub hold: HoldId,
    /// Where the notice went.
    pub address: Address,
    /// When.
    pub sent_at: Timestamp,
}

/// The token of a notice's link: whose, and a secret. It stands in a fragment, never in a path or a query.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkToken {
    /// Whose.
    pub account: AccountHandle,
    secret: Zeroizing<[u8; 32]>,
}

impl LinkToken {
    /// The `index`th of a moment.
    pub fn draw(account: AccountHandle, index: usize, moment: &Moment) -> Self {
        let secret = Hash::new("hold-link").bytes(&moment.draw("hold link")).integer(index as i64).finish();
        Self { account, secret: Zeroizing::new(secret) }
    }

    /// What is stored in its stead.
    pub fn id(&self) -> LinkId {
        LinkId(Hash::new("hold-link-id").bytes(self.secret.as_slice()).finish_16())
    }

    /// As a link carries it: base64url of handle and secret.
    pub fn expose(&self) -> Zeroizing<String> {
        let bytes = Zeroizing::new([self.account.0.as_slice(), self.secret.as_slice()].concat());
        Zeroizing::new(URL_SAFE_NO_PAD.encode(bytes.as_slice()))
    }

    /// Reads what `expose` writes.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: Zeroizing<[u8; 48]> =
            URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok().map(Zeroizing::new)?;
        let (account, secret) = bytes.split_at(16);
        Some(Self {
            account: AccountHandle(account.try_into().ok()?),
            secret: Zeroizing::new(secret.try_into().ok()?),
        })
    }
}

impl std::fmt::Debug for LinkToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkToken(..)")
    }
}

/// What a notice says of a hold.
#[derive(Clone, Debug)]
pub struct HoldNotice {
    /// What became of it.
    pub news: HoldNews,
    /// What waits.
    pub what: HoldName,
    /// The passkey's name, or the address that goes, masked.
    pub name: String,
    /// The address that comes, masked; else nothing.
    pub to: String,
    /// When its wait is over.
    pub matures_at: Timestamp,
    /// What stops it, for an email.
    pub link: Option<LinkToken>,
}

/// What became of a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldNews {
    /// It began.
    Started,
    /// Half its wait is over.
    Halfway,
    /// Its change was made.
    Done,
    /// It was stopped.
    Stopped,
    /// A second veto: an old passkey decides.
    Disputed,
    /// An old passkey decided that it goes on.
    Upheld,
    /// There was nothing left to do.
    Lapsed,
    /// A veto that is one of two.
    Opposed,
    /// Nobody decided a dispute: the change is not made.
    Undecided,
}

impl HoldNews {
    /// Every piece of news.
    pub const ALL: [Self; 9] = [
        Self::Started,
        Self::Halfway,
        Self::Done,
        Self::Stopped,
        Self::Disputed,
        Self::Upheld,
        Self::Lapsed,
        Self::Opposed,
        Self::Undecided,
    ];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::Halfway => "halfway",
            Self::Done => "done",
            Self::Stopped => "stopped",
            Self::Disputed => "disputed",
            Self::Upheld => "upheld",
            Self::Lapsed => "lapsed",
            Self::Opposed => "opposed",
            Self::Undecided => "undecided",
        }
    }

    /// From the stable name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|news| news.as_str() == text)
    }

    /// Whether a notice of it carries a link that stops the hold.
    pub const fn leads_to_stop(self) -> bool {
        matches!(self, Self::Started | Self::Halfway | Self::Opposed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::Email;

    #[test]
    fn a_token_is_read_as_it_is_written_and_says_nothing_in_a_log() {
        let moment = Moment::new(Timestamp(0), &[1; 32]);
        let account = AccountHandle([7; 16]);
        let token = LinkToken::draw(account, 0, &moment);
        assert_eq!(LinkToken::parse(&token.expose()), Some(token.clone()));
        assert_ne!(token.id(), LinkToken::draw(account, 1, &moment).id());
        assert_eq!(format!("{token:?}"), "LinkToken(..)");
        for text in ["", "AAAA", &format!("{}A", token.expose().as_str())] {
            assert_eq!(LinkToken::parse(text), None, "{text}");
        }
    }

    #[test]
    fn holds_about_one_thing_have_one_subject() {
        let address = |text| Address::Email(Email::parse(text).unwrap());
        let passkey = PasskeyId([3; 16]);
        assert_eq!(HoldKind::RemovePasskey(passkey).subject(), HoldKind::LosePasskey(passkey).subject());
        assert_ne!(HoldKind::RemovePasskey(passkey).subject(), HoldKind::Recovery.subject());
        let replaced = HoldKind::ReplaceContact { from: address("A@b.cd"), to: address("c@d.ef") };
        assert_eq!(replaced.subject(), HoldKind::RemoveContact(address("a@b.cd")).subject());
    }
}
