//! The facts of recovery codes, of recoveries, and of what a loss would mean.

use passkeep_decision::id::AccountHandle;
use passkeep_decision::moment::Timestamp;
use passkeep_decision::recovery::*;
use passkeep_decision::recovery_codes::*;
use passkeep_decision::session::{SessionFacts, SessionKey};
use passkeep_decision::throttle::Factor;
use passkeep_decision::what_if::{Means, ReadWhatIf, WhatIfFacts};

use super::fallback::{asking_facts, factor_facts};
use super::passkeys::with_last_use;
use super::{Context, Load, Loading, contacts_of, who};
use crate::error::StoreError;
use crate::{Reader, read};

impl Load for ReadRecoveryCodes {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, RecoveryCodesFacts> {
        Box::pin(async move { codes(reader, self.session.as_ref()).await })
    }
}

impl Load for ReplaceRecoveryCodes {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, RecoveryCodesFacts> {
        Box::pin(async move { codes(reader, self.session.as_ref()).await })
    }
}

async fn codes(reader: &Reader<'_>, session: Option<&SessionKey>) -> Result<RecoveryCodesFacts, StoreError> {
    let who = who(reader, session).await?;
    let codes = match &who {
        Some(who) => read::recovery_codes(reader, who.account.handle).await?,
        None => None,
    };
    Ok(RecoveryCodesFacts { codes, contacts: contacts_of(reader, who.as_ref()).await?, who })
}

impl Load for StartRecovery {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, RecoveryFacts> {
        Box::pin(async move {
            let found = read::found(reader, &self.identifiers, None).await?;
            Ok(match found {
                Some(found) => RecoveryFacts { account: found.handle, epoch: found.epoch.unwrap_or(0) },
                None => RecoveryFacts { account: AccountHandle([0; 16]), epoch: 0 },
            })
        })
    }
}

impl Load for CheckRecoveryCode {
    fn load<'a>(
        &'a self,
        reader: &'a Reader<'_>,
        context: Context<'a>,
    ) -> Loading<'a, CheckRecoveryCodeFacts> {
        Box::pin(async move {
            let account = self.knocking.ticket.account.unwrap_or(AccountHandle([0; 16]));
            let slot = read::recovery_code(reader, account, &self.code).await?;
            // What a proof may lead to is read once there is one.
            let factor = match slot {
                Some(_) => factor_facts(reader, &self.knocking, Factor::RecoveryCode, context).await?,
                None => asking_facts(reader, &self.knocking, Factor::RecoveryCode).await?,
            };
            Ok(CheckRecoveryCodeFacts { factor, slot })
        })
    }
}

impl Load for ReadWhatIf {
    fn load<'a>(&'a self, reader: &'a Reader<'_>, _: Context<'a>) -> Loading<'a, WhatIfFacts> {
        Box::pin(async move {
            let who = who(reader, self.session.as_ref()).await?;
            let means = match &who {
                Some(who) => means(reader, who).await?,
                None => Means {
                    created_at: Timestamp(0),
                    passkeys: vec![],
                    password: None,
                    contacts: vec![],
                    codes: None,
                    devices: vec![],
                },
            };
            Ok(WhatIfFacts { who, means })
        })
    }
}

async fn means(reader: &Reader<'_>, who: &SessionFacts) -> Result<Means, StoreError> {
    let account = who.account.handle;
    Ok(Means {
        created_at: who.account.created_at,
        passkeys: with_last_use(reader, account, who.account.head.seq).await?,
        password: read::password(reader, account).await?.map(|password| password.set_at),
        contacts: read::contacts(reader, account).await?,
        codes: read::recovery_codes(reader, account).await?,
        devices: read::devices(reader, account).await?,
    })
}
