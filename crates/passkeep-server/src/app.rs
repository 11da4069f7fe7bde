//! What every handler shares: the store, the policy, the ring of ticket keys, the house.

use std::sync::{Arc, PoisonError, RwLock};

use passkeep_decision::moment::Moment;
use passkeep_decision::platform::policy::ClientPolicy;
use passkeep_decision::policy::Policy;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};
use passkeep_store::Store;
use passkeep_webauthn::Metadata;

use crate::assets::Files;
use crate::clients::Clients;
use crate::clock;
use crate::config::BaseUrl;
use crate::cookies::Transport;
use crate::diagnoses::Attempts;
use crate::failure::Failure;
use crate::figures::Figures;
use crate::limits::Limits;
use crate::network::Network;
use crate::notify::DemoMessages;
use crate::passwords::Passwords;
use crate::restoration::{Lookout, LookoutError, Standing};
use crate::ring::Ring;
use crate::seen::Seen;
use crate::signing::Signers;
use crate::views::House;
use crate::waiting::Waiting;
use crate::well_known::WellKnown;

/// The policy, which the operator sets at the start, and what is known of authenticators, which changes while the server
/// runs. A step takes both once, and is decided with them however often.
pub struct Rules(RwLock<Arc<Policy>>);

impl Rules {
    /// The rules at the start.
    pub fn new(policy: Policy) -> Self {
        Self(RwLock::new(Arc::new(policy)))
    }

    /// The rules of now.
    pub fn now(&self) -> Arc<Policy> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Takes newer metadata of authenticators.
    pub fn learn(&self, metadata: Arc<Metadata>) {
        let mut policy = Policy::clone(&self.now());
        policy.authenticators.metadata = Some(metadata);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(policy);
    }
}

/// The server's parts.
pub struct App {
    /// Facts and changes.
    pub store: Store,
    /// The rules, with what is known of authenticators today.
    pub rules: Rules,
    /// Which clients may create and use passkeys, for people's sake.
    pub client_policy: ClientPolicy,
    /// Which kinds of client were seen in ceremonies.
    pub seen: Seen,
    /// Hashes, checks and looks up passwords.
    pub passwords: Passwords,
    /// Seals and opens tickets.
    pub ring: Ring,
    /// The apps of the configuration.
    pub clients: Arc<Clients>,
    /// Signs what apps are given.
    pub signers: Arc<Signers>,
    /// The URL under which people see the server.
    pub base_url: BaseUrl,
    /// How cookies are set.
    pub cookies: Transport,
    /// Brand and assets of the pages.
    pub house: Arc<House>,
    /// The files that pages ask for.
    pub files: Files,
    /// The files that clients ask for at fixed places.
    pub well_known: WellKnown,
    /// Whose word on clients' addresses is taken.
    pub network: Network,
    /// How often a network may ask.
    pub limits: Limits,
    /// The figures of the support desk's charts, as they were of late.
    pub figures: Figures,
    /// How many failed attempts are kept.
    pub attempts: Attempts,
    /// Who waits for an approval.
    pub waiting: Waiting,
    /// Whether the database may be believed.
    pub standing: Standing,
    /// In the demo: what would have been sent.
    pub demo: Option<DemoMessages>,
}

impl App {
    /// Whether the database came back from a backup or moved, and the operator has not said so: then nothing is decided.
    pub fn is_in_doubt(&self) -> bool {
        self.standing.is_in_doubt() || self.store.has_moved()
    }

    /// Looks whether the database is still the one that was there, and takes its epoch.
    pub async fn look_out(&self, lookout: &mut Lookout) -> Result<(), LookoutError> {
        let restoration = lookout.look(&self.standing, clock::now()).await?;
        self.ring.enter(restoration.epoch);
        Ok(())
    }

    /// Seals a ticket.
    pub fn seal(&self, ticket: &Ticket, moment: &Moment) -> String {
        self.ring.seal(ticket, moment)
    }

    /// Opens a ticket for the purpose and step of a route.
    pub async fn open(&self, text: &str, purpose: Purpose, step: TicketStep) -> Result<Ticket, Failure> {
        let opened = self.ring.open_ticket(text, (purpose, step), &self.store).await?;
        opened.ok_or(Failure::Refused(Refusal::TicketNotAccepted))
    }
}
