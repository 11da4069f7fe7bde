//! What the steps of freezing, of recovery codes and of recoveries read.

use super::{At, Read, asking, factor_facts, of};
use crate::freeze::*;
use crate::id::AccountHandle;
use crate::recovery::*;
use crate::recovery_codes::*;
use crate::sign_in::SignInReply;
use crate::throttle::Factor;
use crate::walks::world::World;

impl Read for FreezeAccount {
    fn read(&self, world: &World, _: At<'_>) -> FreezeFacts {
        let who = world.who(self.session);
        FreezeFacts { contacts: of(who.as_ref(), world, |row| &row.contacts), who }
    }
}

impl Read for StartThaw {
    fn read(&self, world: &World, _: At<'_>) -> StartThawFacts {
        let (who, passkeys) = asking(world, self.session);
        StartThawFacts { who, passkeys }
    }
}

impl Read for ThawAccount {
    fn read(&self, world: &World, _: At<'_>) -> ThawAccountFacts {
        let (who, passkeys) = asking(world, self.session);
        let contacts = of(who.as_ref(), world, |row| &row.contacts);
        ThawAccountFacts { who, spent: world.spent(&self.ticket), passkeys, contacts }
    }
}

impl Read for ReplaceRecoveryCodes {
    fn read(&self, world: &World, _: At<'_>) -> RecoveryCodesFacts {
        let who = world.who(self.session);
        RecoveryCodesFacts { contacts: of(who.as_ref(), world, |row| &row.contacts), codes: None, who }
    }
}

impl Read for StartRecovery {
    fn read(&self, world: &World, _: At<'_>) -> RecoveryFacts {
        let found = world.found(&self.identifiers).map(|row| (row.account.handle, row.account.state.epoch));
        let (account, epoch) = found.unwrap_or((AccountHandle([0; 16]), 0));
        RecoveryFacts { account, epoch }
    }
}

impl Read for CheckRecoveryCode {
    fn outcome(reply: &SignInReply) -> &'static str {
        super::entered(reply)
    }

    fn read(&self, world: &World, at: At<'_>) -> CheckRecoveryCodeFacts {
        let row = self.knocking.ticket.account.and_then(|account| world.row(account));
        let slot = row.and_then(|row| row.codes.iter().find(|(_, code)| *code == self.code)).map(|one| one.0);
        let factor = factor_facts(&self.knocking, Factor::RecoveryCode, world, at.moment.now);
        CheckRecoveryCodeFacts { factor, slot }
    }
}
