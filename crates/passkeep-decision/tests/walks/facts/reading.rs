//! What the steps that only read, or name, read.

use super::{At, Read, asking, of};
use crate::devices::{ListDevices, ListDevicesFacts, RenameDevice};
use crate::history::{HistoryFacts, ReadEvent, ReadHistory, RecordedEvent};
use crate::moment::Timestamp;
use crate::oidc::{AppsFacts, ListApps};
use crate::passkeys::{ListPasskeys, ListPasskeysFacts, Making};
use crate::passwords::{PasswordsFacts, ReadPassword};
use crate::recovery_codes::{ReadRecoveryCodes, RecoveryCodesFacts};
use crate::session::SessionKey;
use crate::sessions::{ListSessions, SessionsFacts};
use crate::walks::world::World;
use crate::what_if::{Means, ReadWhatIf, WhatIfFacts};

impl Read for ListPasskeys {
    fn read(&self, world: &World, _: At<'_>) -> ListPasskeysFacts {
        let (who, passkeys) = asking(world, self.session);
        let tombstones = of(who.as_ref(), world, |row| &row.tombstones);
        ListPasskeysFacts {
            device: super::devices::own_device(world, who.as_ref()),
            making: Making { holds: super::holds::own_holds(world, who.as_ref()), ..Making::default() },
            who,
            passkeys,
            tombstones,
        }
    }
}

impl Read for ListSessions {
    fn read(&self, world: &World, _: At<'_>) -> SessionsFacts {
        let who = world.who(self.session);
        let sessions = of(who.as_ref(), world, |row| &row.sessions);
        SessionsFacts { who, sessions: sessions.into_iter().map(|session| (session, None)).collect() }
    }
}

fn devices(world: &World, session: Option<SessionKey>) -> ListDevicesFacts {
    let who = world.who(session);
    let devices = of(who.as_ref(), world, |row| &row.devices);
    ListDevicesFacts { sessions: of(who.as_ref(), world, |row| &row.sessions), who, devices }
}

impl Read for ListDevices {
    fn read(&self, world: &World, _: At<'_>) -> ListDevicesFacts {
        devices(world, self.session)
    }
}

impl Read for RenameDevice {
    fn read(&self, world: &World, _: At<'_>) -> ListDevicesFacts {
        devices(world, self.session)
    }
}

impl Read for ListApps {
    fn read(&self, world: &World, _: At<'_>) -> AppsFacts {
        AppsFacts { who: world.who(self.session), grants: vec![] }
    }
}

impl Read for ReadPassword {
    fn read(&self, world: &World, _: At<'_>) -> PasswordsFacts {
        super::passwords(world, self.session)
    }
}

impl Read for ReadRecoveryCodes {
    fn read(&self, world: &World, _: At<'_>) -> RecoveryCodesFacts {
        let who = world.who(self.session);
        RecoveryCodesFacts { contacts: of(who.as_ref(), world, |row| &row.contacts), codes: None, who }
    }
}

impl Read for ReadWhatIf {
    fn read(&self, world: &World, _: At<'_>) -> WhatIfFacts {
        let who = world.who(self.session);
        let row = who.as_ref().and_then(|who| world.row(who.account.handle));
        let means = Means {
            created_at: row.map_or(Timestamp(0), |row| row.account.created_at),
            passkeys: row.map(|row| row.passkeys_with_uses()).unwrap_or_default(),
            password: row.and_then(|row| row.password.as_ref()).map(|password| password.set_at),
            contacts: row.map(|row| row.contacts.clone()).unwrap_or_default(),
            codes: None,
            devices: row.map(|row| row.devices.clone()).unwrap_or_default(),
        };
        WhatIfFacts { who, means }
    }
}

/// The world keeps no events: one stands for all.
fn history(world: &World, session: Option<SessionKey>) -> HistoryFacts {
    let (who, passkeys) = asking(world, session);
    let event = RecordedEvent {
        seq: 1,
        at: Timestamp(0),
        kind: "account_created".into(),
        actor: "app:".into(),
        bytes: b"{}".to_vec(),
        personal: None,
    };
    HistoryFacts {
        tombstones: of(who.as_ref(), world, |row| &row.tombstones),
        who,
        events: vec![event],
        passkeys,
    }
}

impl Read for ReadHistory {
    fn read(&self, world: &World, _: At<'_>) -> HistoryFacts {
        history(world, self.session)
    }
}

impl Read for ReadEvent {
    fn read(&self, world: &World, _: At<'_>) -> HistoryFacts {
        history(world, self.session)
    }
}
