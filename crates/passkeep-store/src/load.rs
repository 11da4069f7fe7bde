//! The facts of each step: reads only, one file a flow, named as the steps are.

mod clients;
mod confirmations;
mod contacts;
mod devices;
mod diagnosis;
mod fallback;
mod freeze;
mod history;
mod holds;
mod invitations;
mod oidc;
mod passkeys;
mod passwords;
mod recovery;
mod sessions;
mod sign_in;
mod sign_up;
mod support;

use std::pin::Pin;

use passkeep_decision::account::Locale;
use passkeep_decision::change::CodeKey;
use passkeep_decision::code::{SixDigits, StoredCode, Tallies, TallyScope, window_start};
use passkeep_decision::contact::{Address, Contact, Identifier};
use passkeep_decision::device::Device;
use passkeep_decision::hold::Hold;
use passkeep_decision::id::{AccountHandle, FlowId};
use passkeep_decision::moment::Moment;
use passkeep_decision::passkey::Passkey;
use passkeep_decision::policy::Policy;
use passkeep_decision::session::{SessionFacts, SessionKey};
use passkeep_decision::step::Step;
use passkeep_decision::ticket::{Purpose, Ticket};

use crate::error::StoreError;
use crate::{Reader, read};

/// What a load may know besides its step.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// The request's moment: the same that the step is decided with.
    pub moment: &'a Moment,
}

/// Facts on their way. In a box, so that what reads them is compiled here, and not again in whoever waits for it: that
/// costs an allocation a request, and saves every build of the server a good part of its time.
pub type Loading<'a, F> = Pin<Box<dyn Future<Output = Result<F, StoreError>> + Send + 'a>>;

/// How a step's facts are loaded. They may be stale by the time a list is applied; its guards see to that.
pub trait Load: Step {
    /// Reads them.
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, Self::Facts>;
}

/// Who asks.
async fn who(reader: &Reader<'_>, session: Option<&SessionKey>) -> Result<Option<SessionFacts>, StoreError> {
    match session {
        Some(key) => read::session(reader, key).await,
        None => Ok(None),
    }
}

/// Whether a ticket's step was spent. Without an account there is nothing that could have been.
async fn spent(reader: &Reader<'_>, ticket: &Ticket) -> Result<bool, StoreError> {
    match ticket.account {
        Some(account) => spent_of(reader, account, ticket).await,
        None => Ok(false),
    }
}

/// Whether a ticket's step was spent by an account.
async fn spent_of(reader: &Reader<'_>, account: AccountHandle, ticket: &Ticket) -> Result<bool, StoreError> {
    let flow = (ticket.flow_expires_at, ticket.flow);
    read::spent(reader, account, flow, ticket.step, ticket.restore_epoch).await
}

/// The code of a ticket's flow, and whether the typed one is it.
async fn flow_code(
    reader: &Reader<'_>,
    ticket: &Ticket,
    typed: Option<&SixDigits>,
) -> Result<Option<StoredCode>, StoreError> {
    match ticket.account {
        Some(account) => read::code(reader, CodeKey { account, flow: ticket.flow }, typed).await,
        None => Ok(None),
    }
}

/// The language of the account that has an address.
async fn owner(reader: &Reader<'_>, address: &Address) -> Result<Option<Locale>, StoreError> {
    let owner = read::owner(reader, &Identifier::Address(address.clone())).await?;
    Ok(owner.map(|(_, locale)| locale))
}

/// What a message to an address counts for, and what was counted in the running window. An account that is only drawn
/// has no count of its own.
async fn tallies(
    reader: &Reader<'_>,
    message: (&Address, Option<AccountHandle>, FlowId),
    context: Context<'_>,
) -> Result<Tallies, StoreError> {
    let (address, account, flow) = message;
    let since = window_start(context.policy, context.moment.now);
    let mut tallies = vec![];
    for scope in TallyScope::all(address, account, flow) {
        let tally = read::tally(reader, &scope, since).await?;
        tallies.push((scope, tally));
    }
    Ok(Tallies(tallies))
}

/// The flow that a step's first ticket will bear.
fn first_flow(context: Context<'_>) -> FlowId {
    Ticket::first_flow(context.moment)
}

/// The passkeys of who asks.
async fn passkeys_of(reader: &Reader<'_>, who: Option<&SessionFacts>) -> Result<Vec<Passkey>, StoreError> {
    match who {
        Some(who) => read::passkeys(reader, who.account.handle).await,
        None => Ok(vec![]),
    }
}

/// The addresses of who asks, oldest first.
async fn contacts_of(reader: &Reader<'_>, who: Option<&SessionFacts>) -> Result<Vec<Contact>, StoreError> {
    match who {
        Some(who) => read::contacts(reader, who.account.handle).await,
        None => Ok(vec![]),
    }
}

/// The device that a session lives on.
async fn own_device(reader: &Reader<'_>, who: Option<&SessionFacts>) -> Result<Option<Device>, StoreError> {
    match who.and_then(|who| Some((who.account.handle, who.session.device?))) {
        Some((account, device)) => read::device(reader, account, device).await,
        None => Ok(None),
    }
}

/// The open holds of who asks, oldest first.
async fn holds_of(reader: &Reader<'_>, who: Option<&SessionFacts>) -> Result<Vec<Hold>, StoreError> {
    match who {
        Some(who) => read::holds(reader, who.account.handle).await,
        None => Ok(vec![]),
    }
}

/// What is read before a flow's code is sent again.
struct Again {
    code: Option<StoredCode>,
    owner: Option<Locale>,
    tallies: Tallies,
    spent: bool,
}

async fn again(reader: &Reader<'_>, ticket: &Ticket, context: Context<'_>) -> Result<Again, StoreError> {
    let code = flow_code(reader, ticket, None).await?;
    let account = ticket.account.filter(|_| ticket.purpose != Purpose::SignUp);
    let (owner, tallies) = match &code {
        Some(code) => (
            owner(reader, &code.address).await?,
            tallies(reader, (&code.address, account, ticket.flow), context).await?,
        ),
        None => (None, Tallies(vec![])),
    };
    Ok(Again { code, owner, tallies, spent: spent(reader, ticket).await? })
}
