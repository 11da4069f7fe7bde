//! An outbox with something in it, and a sender.

use std::sync::Arc;

use passkeep_decision::account::Locale;
use passkeep_decision::change::{Change, Changes};
use passkeep_decision::code::SixDigits;
use passkeep_decision::contact::{Address, Email, Phone};
use passkeep_decision::id::{AccountHandle, MessageId};
use passkeep_decision::message::{Message, MessageKind};
use passkeep_decision::moment::Timestamp;
use passkeep_decision::signing_key::KeyPurpose;
use passkeep_server::clients::Clients;
use passkeep_server::clock;
use passkeep_server::legal::Legal;
use passkeep_server::notify::{Channels, Sender, Voice};
use passkeep_server::oidc::Logouts;
use passkeep_server::signing::Signers;
use passkeep_store::outbox::{Channel, Closed, Waiting};
use passkeep_store::{DatabaseUrl, Keys, Store};

pub const ACCOUNT: AccountHandle = AccountHandle([1; 16]);

/// A store with messages in its outbox, and a sender of them.
pub struct Filled {
    pub store: Store,
    pub sender: Arc<Sender>,
    _folder: tempfile::TempDir,
}

/// A store whose outbox holds what these changes put there, and a sender to `channels`.
pub async fn filled(channels: Channels, changes: Vec<Change>) -> Filled {
    let folder = tempfile::tempdir().unwrap();
    let database = DatabaseUrl::Sqlite(folder.path().join("passkeep.db"));
    let store = Store::open(&database, Keys::derive(&[1; 32])).await.unwrap();
    store.apply(&Changes::Tally(changes)).await.unwrap();
    let voice = Voice {
        brand: "Example".into(),
        domain: "example.com".into(),
        base_url: "https://example.com".into(),
        legal: Legal::default(),
    };
    let logouts = logouts(&store).await;
    let sender = Arc::new(Sender { store: store.clone(), channels, voice, logouts });
    Filled { store, sender, _folder: folder }
}

/// Tells no app anything: none is registered, so that it needs no key.
async fn logouts(store: &Store) -> Logouts {
    let signers = Signers::open(KeyPurpose::OpenId, &[], store, clock::now()).await.unwrap();
    let apps = (Arc::new(signers), Arc::new(Clients::default()));
    Logouts::new(apps, store.clone(), "https://example.com".into()).unwrap()
}

impl Filled {
    /// Offers what is due.
    pub async fn round(&self) {
        self.sender.clone().round().await.unwrap();
    }

    /// Lets no time pass: what failed is due at once.
    pub async fn make_due(&self) {
        let outbox = self.store.outbox();
        let (now, later) = (clock::now(), clock::now().plus_seconds(24 * 3600));
        for channel in Channel::ALL {
            for leased in outbox.lease_due(channel, later, later.plus_seconds(60), 100).await.unwrap() {
                outbox.failed(&leased, now, "due at once, for the test").await.unwrap();
            }
        }
    }

    /// What waits.
    pub async fn waiting(&self) -> Vec<Waiting> {
        self.store.outbox().waiting(100).await.unwrap()
    }

    /// What is done.
    pub async fn closed(&self) -> Vec<Closed> {
        self.store.outbox().closed_since(Timestamp(0), 100).await.unwrap()
    }
}

/// The code of a sign-up, 012345, on its way.
pub fn code_to(to: Address, locale: &str) -> Change {
    expiring_code_to(to, locale, clock::now().plus_seconds(600))
}

/// The same, worth something until then.
pub fn expiring_code_to(to: Address, locale: &str, expires_at: Timestamp) -> Change {
    let message = Message {
        id: MessageId([7; 16]),
        to,
        locale: Locale(locale.into()),
        at: clock::now(),
        expires_at,
        kind: MessageKind::SignUpCode(SixDigits::parse("012345").unwrap()),
    };
    Change::SendMessage { account: ACCOUNT, message: Box::new(message) }
}

pub fn phone() -> Address {
    Address::Phone(Phone::from_e164("+14155550123").unwrap())
}

pub fn email() -> Address {
    Address::Email(Email::parse("ada@example.com").unwrap())
}
