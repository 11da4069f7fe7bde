//! People to test with.

use passkeep_decision::account::{DisplayName, Head, Locale, UserId};
use passkeep_decision::approval::{Approval, ApprovalState, TwoDigits};
use passkeep_decision::change::{Change, Changes, CodeKey};
use passkeep_decision::code::SixDigits;
use passkeep_decision::contact::{Address, Contact, Identifier, Phone};
use passkeep_decision::device::{Client, Device, DeviceOrigin, NetworkPlace};
use passkeep_decision::device_key::DeviceKey;
use passkeep_decision::event::{Actor, Event, EventKind, Happening};
use passkeep_decision::hold::{
    Hold, HoldKind, HoldLink, HoldName, HoldNews, HoldNotice, LinkToken, Opponent, Veto,
};
use passkeep_decision::id::{AccountHandle, ApprovalId, DeviceId, FlowId, MessageId, PasskeyId, SessionId};
use passkeep_decision::level::{Level, Standing};
use passkeep_decision::message::{Message, MessageKind};
use passkeep_decision::moment::{Moment, Timestamp};
use passkeep_decision::passkey::{Passkey, PasskeyName, PasskeyOrigin, Tombstone, id_of};
use passkeep_decision::proof::{Method, Proofs};
use passkeep_decision::restoration::RestoreEpoch;
use passkeep_decision::session::{Novelty, Restriction, Session, SessionKey, Sharing};
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_decision::trust::{SecretHash, Secrets, Trusting};
use passkeep_webauthn::{Aaguid, Attachment, PublicKey, Transport};
use serde_json::json;

use crate::{Store, read};

pub(crate) const ISSUER: &str = "https://example.com";
pub(crate) const NOW: Timestamp = Timestamp(1_800_000_000_000);
pub(crate) const HOUR: i64 = 3600;

/// The digits of every code: none that stands anywhere else.
pub(crate) const DIGITS: &str = "739154";

/// A person whose ids all come from one number.
#[derive(Clone, Copy)]
pub(crate) struct Person(pub(crate) u8);

pub(crate) fn moment(number: u8) -> Moment {
    Moment::new(NOW, &[number; 32])
}

pub(crate) fn digits() -> SixDigits {
    SixDigits::parse(DIGITS).unwrap()
}

pub(crate) fn client() -> Client {
    Client { browser: "Chrome".into(), system: "Windows".into() }
}

/// The number of every approval.
pub(crate) fn two_digits() -> TwoDigits {
    TwoDigits::parse("47").unwrap()
}

/// The base point of P-256 as a device's key.
pub(crate) fn device_key() -> DeviceKey {
    let cose = public_key().as_cose().to_vec();
    let point = [&[4], &cose[10..42], &cose[45..77]].concat();
    DeviceKey::from_sec1(&point).unwrap()
}

/// An ES256 key whose point is the base point of P-256 (SEC 2, section 2.4.2).
fn public_key() -> PublicKey {
    let x = "6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296";
    let y = "4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5";
    let hex = |text: &str| -> Vec<u8> {
        (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).unwrap()).collect()
    };
    let cose = [hex("a5010203262001215820"), hex(x), hex("225820"), hex(y)].concat();
    PublicKey::from_cose(&cose).unwrap()
}

impl Person {
    pub(crate) fn handle(self) -> AccountHandle {
        AccountHandle([self.0; 16])
    }

    pub(crate) fn user_id(self) -> UserId {
        UserId::candidates(&moment(self.0))[0]
    }

    pub(crate) fn address(self) -> Address {
        Address::Phone(Phone::from_e164(&format!("+1415555{:04}", self.0)).unwrap())
    }

    pub(crate) fn contact(self) -> Contact {
        Contact { address: self.address(), proved_at: NOW }
    }

    pub(crate) fn flow(self) -> FlowId {
        FlowId([self.0; 16])
    }

    pub(crate) fn code_key(self) -> CodeKey {
        CodeKey { account: self.handle(), flow: self.flow() }
    }

    pub(crate) fn passkey(self, number: u8) -> Passkey {
        let credential_id = vec![self.0, number, 7, 7, 7];
        Passkey {
            id: id_of(&credential_id),
            credential_id,
            public_key: public_key(),
            sign_count: u32::MAX,
            backup_eligible: true,
            backup_state: false,
            aaguid: Aaguid([9; 16]),
            attested: number == 2,
            transports: vec![Transport::Internal, Transport::Other("new, \"thing\"".into())],
            attachment: Some(Attachment::Platform),
            name: PasskeyName::parse(&format!("Passkey {number}")).unwrap(),
            created_at: NOW.plus_seconds(number.into()),
            created_on: client(),
            created_by: self.flow(),
            origin: PasskeyOrigin::SignUp,
            restriction: (number == 2)
                .then_some(Restriction { until: NOW.plus_seconds(HOUR), because: Novelty::Passkey }),
            suspended_at: None,
            last_use: None,
        }
    }

    pub(crate) fn tombstone(self, number: u8) -> Tombstone {
        let Passkey { id, credential_id, public_key, backup_eligible, name, .. } = self.passkey(number);
        Tombstone { id, credential_id, public_key, backup_eligible, name, removed_at: NOW }
    }

    pub(crate) fn device(self) -> Device {
        Device {
            id: DeviceId([self.0; 16]),
            client: client(),
            name: None,
            first_seen_at: NOW,
            seen_at: NOW,
            place: NetworkPlace::parse("203.0.113.7").ok(),
            settled_at: NOW.plus_seconds(HOUR),
            passkey: None,
            origin: DeviceOrigin::SignUp,
            trusting: None,
        }
    }

    /// What makes its device trusted, with the secrets of these numbers.
    pub(crate) fn trusting(self, now: u8, before: Option<u8>) -> Trusting {
        Trusting {
            chosen_at: NOW,
            key: device_key(),
            first_full_at: Some(NOW.plus_seconds(1)),
            trusted_at: Some(NOW.plus_seconds(2)),
            secrets: Some(Secrets {
                now: SecretHash([now; 32]),
                before: before.map(|one| SecretHash([one; 32])),
            }),
            ended: None,
        }
    }

    pub(crate) fn set_trusting(self, trusting: Trusting) -> Change {
        let (account, device) = (self.handle(), self.device().id);
        Change::SetTrusting { account, device, trusting: Box::new(trusting) }
    }

    pub(crate) fn approval(self, number: u8) -> Approval {
        Approval {
            id: ApprovalId([number; 16]),
            purpose: Purpose::SignIn,
            state: ApprovalState::Pending,
            requested_at: NOW.plus_seconds(number.into()),
            expires_at: NOW.plus_seconds(300),
            device: DeviceId([number; 16]),
            client: client(),
            place: NetworkPlace::parse("203.0.113.7").ok(),
        }
    }

    pub(crate) fn ask(self, number: u8) -> Change {
        Change::AddApproval {
            account: self.handle(),
            approval: Box::new(self.approval(number)),
            number: two_digits(),
            pending_max: 2,
        }
    }

    pub(crate) fn answer(self, number: u8, state: ApprovalState) -> Change {
        let (account, approval) = (self.handle(), ApprovalId([number; 16]));
        Change::DecideApproval { account, approval, state, at: NOW, by: self.device().id }
    }

    pub(crate) fn session(self, number: u8) -> Session {
        Session {
            sid: passkeep_decision::id::Sid([number; 16]),
            key: SessionKey {
                account: self.handle(),
                expires_at: NOW.plus_seconds(24 * HOUR + i64::from(number)),
                id: SessionId([number; 16]),
            },
            level: Level::TwoP,
            standing: Standing::Quarantine,
            proofs: Proofs::one(Method::Password, NOW).and(Method::PhoneCode, NOW.plus_seconds(9)),
            passkey: Some(self.passkey(1).id),
            device: Some(self.device().id),
            client: client(),
            place: NetworkPlace::parse("2001:db8:1:2::/64").ok(),
            sharing: Sharing::Shared,
            epoch: 0,
            created_at: NOW.plus_seconds(number.into()),
            seen_at: NOW,
            restriction: Some(Restriction { until: NOW.plus_seconds(HOUR), because: Novelty::Browser }),
        }
    }

    /// The removal of a passkey, which waits.
    pub(crate) fn hold(self, number: u8) -> Hold {
        Hold::begin(HoldKind::RemovePasskey(self.passkey(number).id), 72 * HOUR, &moment(self.0 ^ number))
    }

    pub(crate) fn link_token(self, number: u8) -> LinkToken {
        LinkToken::draw(self.handle(), number.into(), &moment(self.0))
    }

    pub(crate) fn link(self, number: u8) -> HoldLink {
        let id = self.link_token(number).id();
        HoldLink { id, hold: self.hold(number).id, address: self.address(), sent_at: NOW }
    }

    pub(crate) fn veto(self, number: u8) -> Veto {
        let hold = self.hold(number);
        let opponent = Opponent::address(&self.address());
        Veto { subject: hold.kind.subject(), opponent, hold: hold.id, at: NOW }
    }

    pub(crate) fn spend(self, step: TicketStep) -> Change {
        Change::Spend {
            account: self.handle(),
            flow_expires_at: NOW.plus_seconds(HOUR),
            flow: self.flow(),
            step,
            restore_epoch: Some(RestoreEpoch(0)),
        }
    }

    pub(crate) fn message(self, number: u8) -> Message {
        Message {
            id: MessageId([number; 16]),
            to: self.address(),
            locale: Locale("zh-CN".into()),
            at: NOW,
            expires_at: NOW.plus_seconds(HOUR),
            kind: MessageKind::SignUpCode(digits()),
        }
    }

    pub(crate) fn send(self, number: u8) -> Change {
        Change::SendMessage { account: self.handle(), message: Box::new(self.message(number)) }
    }

    /// A message that carries the link of `link(number)`.
    pub(crate) fn send_notice(self, number: u8) -> Change {
        let notice = HoldNotice {
            news: HoldNews::Started,
            what: HoldName::RemovePasskey,
            name: "Key".into(),
            to: String::new(),
            matures_at: NOW.plus_seconds(HOUR),
            link: Some(self.link_token(number)),
        };
        let kind = MessageKind::Hold(Box::new(notice));
        let message = Message { kind, id: MessageId([number ^ 0xFF; 16]), ..self.message(number) };
        Change::SendMessage { account: self.handle(), message: Box::new(message) }
    }

    pub(crate) fn issue_code(self) -> Change {
        Change::IssueCode {
            key: self.code_key(),
            purpose: Purpose::SignUp,
            address: self.address(),
            code: Some(digits()),
            sent_at: NOW,
            expires_at: NOW.plus_seconds(600),
        }
    }

    pub(crate) fn event(self, head: Head, kind: EventKind) -> Event {
        let passkey: PasskeyId = self.passkey(1).id;
        let happening = Happening {
            kind,
            actor: Actor::Passkey(passkey),
            details: json!({ "passkey": passkey.to_string(), "client": client() }),
            personal: Some(json!({ "name": "Ada" })),
        };
        Event::after(head, self.handle(), happening, ISSUER, &moment(self.0))
    }

    /// The list that makes the account, with one of everything.
    pub(crate) fn sign_up(self) -> Changes {
        let account = self.handle();
        let passkey = self.passkey(1);
        let rest = vec![
            Change::CreateAccount {
                handle: account,
                user_id: self.user_id(),
                name: DisplayName::parse("Ada").unwrap(),
                locale: Locale("en".into()),
                created_at: NOW,
            },
            Change::ClaimIdentifier { account, identifier: Identifier::UserId(self.user_id()) },
            Change::ClaimIdentifier { account, identifier: Identifier::Address(self.address()) },
            Change::AddContact { account, contact: self.contact() },
            Change::ClaimCredential { account, credential_id: passkey.credential_id.clone() },
            Change::AddPasskey { account, passkey: Box::new(passkey) },
            Change::AddDevice { account, device: Box::new(self.device()) },
            Change::AddSession(Box::new(self.session(1))),
            self.spend(TicketStep::Passkey),
        ];
        Changes::of_account(self.event(Head::START, EventKind::AccountCreated), rest)
    }

    pub(crate) async fn head(self, store: &Store) -> Head {
        let account = read::account(&store.reader(), self.handle()).await.unwrap();
        account.map_or(Head::START, |account| account.head)
    }

    /// A list on the account's newest event.
    pub(crate) async fn change(self, store: &Store, rest: Vec<Change>) -> Changes {
        Changes::of_account(self.event(self.head(store).await, EventKind::SignedIn), rest)
    }

    pub(crate) async fn apply(self, store: &Store, rest: Vec<Change>) {
        let changes = self.change(store, rest).await;
        store.apply(&changes).await.unwrap();
    }
}
