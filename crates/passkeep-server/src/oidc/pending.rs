//! A request that a person is on the way with: kept in a cookie while they sign in, so that every way in leads back to it.
//!
//! Beside the request itself, which is no secret, stands a ticket: since when it is on the way. What was proved since counts
//! as proved for it, so the time must not be the browser's to choose.

use axum::http::HeaderMap;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::hash::Hash;
use passkeep_decision::ticket::{FLOW_SECONDS_MAX, Purpose, Ticket, TicketStep};

use crate::app::App;
use crate::asker::Asker;
use crate::cookies::{Lifetime, Name};
use crate::failure::Failure;

/// Where a person goes on who is on the way to an app.
pub const PROCEED: &str = "/authorize/proceed";

/// The longest request that fits into a cookie.
pub const QUERY_MAX: usize = 2600;

/// A request on its way.
pub struct Pending {
    /// Its query.
    pub query: String,
    ticket: Ticket,
}

impl Pending {
    /// A request that comes for the first time.
    pub fn begin(query: &str, asker: &Asker) -> Self {
        let mut ticket = Ticket::first(Purpose::Authorize, TicketStep::Request, asker.browser, &asker.moment);
        ticket.about = Some(name(query));
        Self { query: query.to_owned(), ticket: ticket.living(FLOW_SECONDS_MAX) }
    }

    /// The one in the cookie, while its time lasts.
    pub async fn read(app: &App, asker: &Asker, headers: &HeaderMap) -> Result<Option<Self>, Failure> {
        let cookie = app.cookies.read(Name::Authorize, headers);
        let Some((ticket, query)) = cookie.and_then(|cookie| cookie.split_once('.')) else { return Ok(None) };
        let query = URL_SAFE_NO_PAD.decode(query).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(query) = query else { return Ok(None) };
        let scope = (Purpose::Authorize, TicketStep::Request);
        let Some(ticket) = app.ring.open_ticket(ticket, scope, &app.store).await? else { return Ok(None) };
        let taken = ticket.admit(asker.browser, false, asker.moment.now).is_ok();
        Ok((taken && ticket.about == Some(name(&query))).then_some(Self { query, ticket }))
    }

    /// Its ticket: since when it is on the way, and which flow it is.
    pub const fn ticket(&self) -> &Ticket {
        &self.ticket
    }

    /// Names the request in a form of ours, so that what was shown is what is answered.
    pub fn name(&self) -> String {
        URL_SAFE_NO_PAD.encode(name(&self.query))
    }

    /// The cookie's value.
    pub fn cookie(&self, app: &App, asker: &Asker) -> axum::http::HeaderValue {
        let value =
            format!("{}.{}", app.seal(&self.ticket, &asker.moment), URL_SAFE_NO_PAD.encode(&self.query));
        app.cookies.set_for(Name::Authorize, &value, Lifetime::Seconds(FLOW_SECONDS_MAX))
    }
}

/// Where a person is led back to who confirmed an action on the way.
pub fn proceed_url(app: &App) -> String {
    format!("{}{PROCEED}", app.base_url.as_str())
}

fn name(query: &str) -> [u8; 16] {
    Hash::new("authorization-request").bytes(query.as_bytes()).finish_16()
}
