//! What every handler shares: the store, the policy, the ring of ticket keys, the house.

use std::sync::Arc;

use passkeep_decision::moment::Moment;
use passkeep_decision::policy::Policy;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, Ticket, TicketStep};
use passkeep_store::Store;

use crate::assets::Files;
use crate::config::BaseUrl;
use crate::cookies::Transport;
use crate::failure::Failure;
use crate::notify::DemoMessages;
use crate::ring::Ring;
use crate::views::House;

/// The server's parts.
pub struct App {
    /// Facts and changes.
    pub store: Store,
    /// The rules.
    pub policy: Policy,
    /// Seals and opens tickets.
    pub ring: Ring,
    /// The URL under which people see the server.
    pub base_url: BaseUrl,
    /// How cookies are set.
    pub cookies: Transport,
    /// Brand and assets of the pages.
    pub house: Arc<House>,
    /// The files that pages ask for.
    pub files: Files,
    /// In the demo: what would have been sent.
    pub demo: Option<DemoMessages>,
}

impl App {
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
