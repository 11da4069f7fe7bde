//! What is only read, and what is only named: each takes a right, and changes nothing that anybody rests on.

use super::super::facts::Read;
use super::super::people::{ANYBODYS, BROWSERS};
use super::super::walk::{Moved, Walk};
use crate::device::DeviceName;
use crate::devices::{ListDevices, RenameDevice};
use crate::history::{PageSize, ReadEvent, ReadHistory};
use crate::holds::ListHolds;
use crate::oidc::ListApps;
use crate::passkeys::{ListPasskeys, ListedFor};
use crate::passwords::ReadPassword;
use crate::recovery_codes::ReadRecoveryCodes;
use crate::right::Right;
use crate::session::SessionKey;
use crate::sessions::ListSessions;
use crate::what_if::ReadWhatIf;

/// One of the lists and pages of the settings.
pub(in super::super) fn look(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    match walk.dice.below(9) {
        0 => reads(walk, session, "list_passkeys", &ListPasskeys { session, listed_for: ListedFor::Device }),
        1 => reads(walk, session, "list_sessions", &ListSessions { session }),
        2 => reads(walk, session, "list_devices", &ListDevices { session }),
        3 => reads(walk, session, "list_holds", &ListHolds { session }),
        4 => reads(walk, session, "list_apps", &ListApps { session }),
        5 => reads(walk, session, "read_password", &ReadPassword { session }),
        6 => reads(walk, session, "read_recovery_codes", &ReadRecoveryCodes { session }),
        7 => reads(walk, session, "what_if", &ReadWhatIf { session }),
        _ => history(walk, session),
    }
}

fn history(walk: &mut Walk<'_>, session: Option<SessionKey>) -> Moved {
    if walk.dice.in_hundred(50) {
        return reads(walk, session, "read_event", &ReadEvent { session, seq: 1 });
    }
    let step = ReadHistory { session, before: None, size: PageSize::USUAL };
    reads(walk, session, "read_history", &step)
}

fn reads<S: Read>(walk: &mut Walk<'_>, session: Option<SessionKey>, name: &'static str, step: &S) -> Moved {
    let class = walk.class(session);
    match walk.decide(name, class, step)? {
        Ok(_) => walk.used(session, Right::Look),
        Err(_) => Ok(()),
    }
}

/// A device gets another name, or one that another bears.
pub(in super::super) fn rename_device(walk: &mut Walk<'_>) -> Moved {
    let browser = walk.browser();
    let session = walk.token(browser);
    let device = BROWSERS[walk.dice.below(ANYBODYS)].device;
    let name = DeviceName::parse(&format!("Device {}", walk.dice.below(3))).expect("a name");
    let class = walk.class(session);
    match walk.decide("rename_device", class, &RenameDevice { session, device, name })? {
        Ok(_) => walk.used(session, Right::Rename),
        Err(_) => Ok(()),
    }
}
