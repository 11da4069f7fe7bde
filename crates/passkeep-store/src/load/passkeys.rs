//! The facts of an account's passkeys.

use passkeep_decision::code::Tallies;
use passkeep_decision::contact::Address;
use passkeep_decision::event::EventKind;
use passkeep_decision::hold::Hold;
use passkeep_decision::id::{AccountHandle, PasskeyId};
use passkeep_decision::level::Standing;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::passkey::{LastUse, Passkey};
use passkeep_decision::passkeys::*;
use passkeep_decision::session::SessionFacts;
use passkeep_decision::ticket::{Ticket, TicketStep};
use passkeep_decision::usage::{RECORD_EVERY, USES_READ};

use super::fallback::recovery;
use super::{
    Context, Load, Loading, again, contacts_of, first_flow, flow_code, passkeys_of, spent, tallies, who,
};
use crate::error::StoreError;
use crate::{Reader, read};

/// How long the page shows what was removed.
const REMOVED_SHOWN_SECONDS: i64 = 30 * 24 * 60 * 60;

impl Load for ListPasskeys {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, ListPasskeysFacts> {
        Box::pin(async move {
            let Some(who) = who(reader, self.session.as_ref()).await? else {
                return Ok(ListPasskeysFacts {
                    who: None,
                    passkeys: vec![],
                    tombstones: vec![],
                    device: None,
                    making: Making::default(),
                });
            };
            let account = who.account.handle;
            let since = Timestamp(context.moment.now.0 - REMOVED_SHOWN_SECONDS * 1000);
            let device = match who.session.device {
                Some(id) => read::device(reader, account, id).await?,
                None => None,
            };
            let tombstones = read::tombstones(reader, account, since).await?;
            let making = match self.listed_for {
                ListedFor::Device => making(reader, account, who.account.head.seq).await?,
                ListedFor::Person => Making::default(),
            };
            Ok(ListPasskeysFacts {
                making,
                passkeys: with_last_use(reader, account, who.account.head.seq).await?,
                tombstones,
                device,
                who: Some(who),
            })
        })
    }
}

/// Whether a passkey may be in the making.
async fn making(reader: &Reader<'_>, account: AccountHandle, head_seq: i64) -> Result<Making, StoreError> {
    let newest = read::newest_events(reader, account, head_seq - NEWEST_READ).await?;
    let granted = newest.iter().filter(|(kind, _)| kind == EventKind::GrantGiven.as_str());
    Ok(Making {
        granted_at: granted.map(|(_, at)| *at).max(),
        read_from: newest.first().map(|(_, at)| *at).filter(|_| head_seq > NEWEST_READ),
        holds: read::holds(reader, account).await?,
    })
}

/// The passkeys, each with its last use: from the newest events, else from where its row says it was.
pub(super) async fn with_last_use(
    reader: &Reader<'_>,
    account: AccountHandle,
    head_seq: i64,
) -> Result<Vec<Passkey>, StoreError> {
    let mut passkeys = read::passkeys(reader, account).await?;
    let newest = head_seq - USES_READ;
    let newest_uses = read::uses(reader, account, newest..head_seq + 1).await?;
    for passkey in &mut passkeys {
        let recorded = passkey.last_use.as_ref().map_or(0, |last| last.seq);
        let mut found = latest(&newest_uses, passkey.id);
        if found.is_none() && recorded < newest {
            let uses = read::uses(reader, account, recorded..recorded + RECORD_EVERY).await?;
            found = latest(&uses, passkey.id);
        }
        passkey.last_use = found.or(passkey.last_use.take());
    }
    Ok(passkeys)
}

/// A passkey's last use among some: they come newest first.
fn latest(uses: &[(PasskeyId, LastUse)], passkey: PasskeyId) -> Option<LastUse> {
    uses.iter().find(|(id, _)| *id == passkey).map(|(_, last)| last.clone())
}

impl Load for SendGrantCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, SendGrantCodeFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let contacts = contacts_of(reader, who.as_ref()).await?;
            // The account's oldest phone: its first proof.
            let phone = contacts.into_iter().find(|contact| matches!(contact.address, Address::Phone(_)));
            let passkeys = passkeys_of(reader, who.as_ref()).await?.len();
            let account = who.as_ref().map(|who| who.account.handle);
            let tallies = match &phone {
                Some(phone) => {
                    tallies(reader, (&phone.address, account, first_flow(context)), context).await?
                }
                None => Tallies(vec![]),
            };
            let recovery = recovery_of(reader, who.as_ref()).await?;
            Ok(SendGrantCodeFacts { who, phone, passkeys, tallies, code: None, spent: false, recovery })
        })
    }
}

impl Load for ResendGrantCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, SendGrantCodeFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let again = again(reader, &self.ticket, context).await?;
            let (code, spent) = (again.code, again.spent);
            let tallies = again.tallies;
            Ok(SendGrantCodeFacts { who, phone: None, passkeys: 0, tallies, code, spent, recovery: None })
        })
    }
}

impl Load for CheckGrantCode {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, CheckGrantCodeFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(CheckGrantCodeFacts {
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                spent: spent(reader, &self.ticket).await?,
                code: flow_code(reader, &self.ticket, Some(&self.code)).await?,
                who,
            })
        })
    }
}

impl Load for AuthorizeGrant {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, AuthorizeGrantFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(AuthorizeGrantFacts {
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                spent: spent(reader, &self.ticket).await?,
                who,
            })
        })
    }
}

impl Load for ChoosePlace {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, ChoosePlaceFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(ChoosePlaceFacts {
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                // The grant ends with the creation: until that is spent, the place may be chosen again.
                spent: spent(reader, &Ticket { step: TicketStep::Create, ..self.ticket.clone() }).await?,
                who,
            })
        })
    }
}

impl Load for CreatePasskey {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, CreatePasskeyFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            // The passkeys come last: where another sending of this answer has just been written, whatever shows it here
            // is followed by the passkey that it made.
            Ok(CreatePasskeyFacts {
                spent: spent(reader, &self.ticket).await?,
                credential_taken: read::credential_taken(reader, &self.response.id).await?,
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                contacts: contacts_of(reader, who.as_ref()).await?,
                recovery: recovery_of(reader, who.as_ref()).await?,
                who,
            })
        })
    }
}

/// The recovery that a session of one belongs to.
async fn recovery_of(reader: &Reader<'_>, who: Option<&SessionFacts>) -> Result<Option<Hold>, StoreError> {
    match who.filter(|who| who.session.standing == Standing::Recovery) {
        Some(who) => recovery(reader, who.account.handle).await,
        None => Ok(None),
    }
}

impl Load for RenamePasskey {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, context: Context<'a>) -> Loading<'a, RenamePasskeyFacts> {
        Box::pin(async move {
            let list = ListPasskeys { session: self.session, listed_for: ListedFor::Person }
                .load(reader, context)
                .await?;
            Ok(RenamePasskeyFacts { who: list.who, passkeys: list.passkeys, device: list.device })
        })
    }
}

impl Load for StartRemoval {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, StartRemovalFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(StartRemovalFacts { passkeys: passkeys_of(reader, who.as_ref()).await?, who })
        })
    }
}

impl Load for RemovePasskey {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, RemovePasskeyFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(RemovePasskeyFacts {
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                contacts: contacts_of(reader, who.as_ref()).await?,
                spent: spent(reader, &self.ticket).await?,
                who,
            })
        })
    }
}

impl Load for ReportLoss {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, ReportLossFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            Ok(ReportLossFacts {
                passkeys: passkeys_of(reader, who.as_ref()).await?,
                contacts: contacts_of(reader, who.as_ref()).await?,
                who,
            })
        })
    }
}
