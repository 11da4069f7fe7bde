//! Whole errands, each step with what the one before gave: few walks would get so far step by step. Their steps throw
//! dice as others do, so an errand may fail in its middle, and often does.

use super::super::people::{ADA, BOB, BOBS, DAN, HOUR, LIBRARY, OWN, SID, SIDS, TESS, TESSS};
use super::super::walk::{Moved, Walk};
use super::{
    Make, approvals, confirmations, contacts, devices, fallback, holds, passkeys, passwords,
    reauthentication, recovery, removal, sessions, sign_in, sign_up, support,
};

/// Signing in, with a passkey.
const SIGN_IN: &[Make] = &[sign_in::start, sign_in::finish];
/// With both weak proofs.
const FALL_IN: &[Make] = &[fallback::start, fallback::password, fallback::send, fallback::check];
const FALL_IN_BY_ONE: &[Make] = &[fallback::start, fallback::password];
const CREATE: &[Make] =
    &[passkeys::send, passkeys::check, passkeys::authorize, passkeys::place, passkeys::create];
/// All that an account without passkeys has, its trusted device among it.
const PROVE_ALL: &[Make] =
    &[reauthentication::start, fallback::device, fallback::password, fallback::send, fallback::check];
const SET_PASSWORD: &[Make] = &[passwords::set];
const LOSE_ADDRESS: &[Make] = &[contacts::remove];
const PROVE_AGAIN: &[Make] = &[reauthentication::start, reauthentication::finish];
const LIFT: &[Make] = &[reauthentication::start_quarantined, reauthentication::finish];
const REMOVE: &[Make] = &[removal::start, removal::finish];
const REPORT: &[Make] = &[holds::report];
const VETO: &[Make] = &[holds::start_stop_without_session, holds::stop];
const STOP: &[Make] = &[holds::start_stop, holds::stop];
const PRESS: &[Make] = &[holds::press];
const SEE_THROUGH: &[Make] = &[holds::see_it_through];
const ADD_EMAIL: &[Make] = &[contacts::start, contacts::check];
const REPLACE: &[Make] = &[contacts::start_replacement, contacts::check_replacement];
const CHOOSE: &[Make] = &[devices::start, devices::choose];
const ASK_WHAT_WAITS: &[Make] = &[approvals::list];
const ANSWER: &[Make] = &[approvals::start, approvals::answer];
const GO_ON: &[Make] = &[approvals::read, approvals::finish];
const SIGN_OUT: &[Make] = &[sessions::end];
const CLAIM: &[Make] = &[sign_up::start, sign_up::check];

/// An app asks, and a passkey signs.
const ASK: &[Make] = &[confirmations::ask];
const CONFIRM: &[Make] = &[confirmations::start, confirmations::confirm];
const SAY_NO: &[Make] = &[confirmations::say_no];
const BEGIN_TO_CONFIRM: &[Make] = &[confirmations::start];
const GO_ON_CONFIRMING: &[Make] = &[confirmations::confirm];
const TEN_MINUTES: &[Make] = &[|walk| goes_on(walk, 601)];

const FREEZE: &[Make] = &[recovery::freeze];
const THAW: &[Make] = &[recovery::start_thaw, recovery::thaw];
const SHEETS: &[Make] = &[recovery::replace_codes];
/// Both proofs of a recovery.
const BY_SHEET: &[Make] = &[recovery::start, recovery::check_code, fallback::password];
const SHEET_AND_CODE: &[Make] = &[recovery::start, recovery::check_code, fallback::send, fallback::check];
const BY_PASSWORD_AND_CODE: &[Make] = &[recovery::start, fallback::password, fallback::send, fallback::check];
const SHEET_AND_DEVICE: &[Make] = &[recovery::start, recovery::check_code, fallback::device];
const PASSWORD_AND_DEVICE: &[Make] = &[recovery::start, fallback::password, fallback::device];
const CODE_AND_DEVICE: &[Make] = &[recovery::start, fallback::send, fallback::check, fallback::device];
const DEVICE_ALONE: &[Make] = &[recovery::start, fallback::device];
const SHEET_ALONE: &[Make] = &[recovery::start, recovery::check_code];
/// What a recovery opens needs no code and no assertion.
const BEGIN_AT_ONCE: &[Make] = &[passkeys::send, passkeys::place];
const CREATE_AT_ONCE: &[Make] = &[passkeys::send, passkeys::place, passkeys::create];

/// One of the staff comes in, and touches their key.
const COME_IN: &[Make] =
    &[sign_in::start, sign_in::finish, reauthentication::start_bound, reauthentication::finish];
const LOOK: &[Make] = &[support::enter, support::look];
const HELP: &[Make] = &[support::alone];
const PROPOSE: &[Make] = &[support::start_propose, support::sign];
const DECIDE: &[Make] = &[support::start_decide, support::sign];
const WITHDRAW: &[Make] = &[support::withdraw];

/// Who goes on from here, and where.
const SIDS_DESK: &[Make] = &[|walk| cast(walk, (SIDS, SID))];
const TESS_THERE: &[Make] = &[|walk| cast(walk, (SIDS, TESS))];
const TESSS_DESK: &[Make] = &[|walk| cast(walk, (TESSS, TESS))];
const ADAS: &[Make] = &[|walk| cast(walk, (OWN, ADA))];
const BOBS_OWN: &[Make] = &[|walk| cast(walk, (BOBS, BOB))];
const DANS: &[Make] = &[|walk| cast(walk, (OWN, DAN))];
const ADA_ELSEWHERE: &[Make] = &[|walk| cast(walk, (BOBS, ADA))];
const ADA_IN_THE_LIBRARY: &[Make] = &[|walk| cast(walk, (LIBRARY, ADA))];
const DAN_ELSEWHERE: &[Make] = &[|walk| cast(walk, (BOBS, DAN))];
/// Whoever proves a factor from here freezes with it, until somebody else goes on.
const FREEZES: &[Make] = &[|walk| freezes(walk)];
/// Whoever answers from here answers with the newest passkey.
const NEWEST: &[Make] = &[|walk| by_newest(walk)];
/// The clock goes on.
const A_MINUTE: &[Make] = &[|walk| goes_on(walk, 60)];
const A_DAY: &[Make] = &[|walk| goes_on(walk, 24 * HOUR)];
const THREE_DAYS: &[Make] = &[|walk| goes_on(walk, 72 * HOUR)];
const A_MONTH: &[Make] = &[|walk| goes_on(walk, 31 * 24 * HOUR)];
const TO_A_SETTLING: &[Make] = &[to_a_settling];

const ERRANDS: &[&[&[Make]]] = &[
    // At the support desk, by one and by two.
    &[SIDS_DESK, COME_IN],
    &[SIDS_DESK, COME_IN, LOOK, HELP, HELP, HELP],
    &[ADAS, SIGN_IN, REPORT, SIDS_DESK, COME_IN, LOOK, HELP, HELP],
    &[SIDS_DESK, COME_IN, PROPOSE, TESSS_DESK, COME_IN, DECIDE],
    &[
        SIDS_DESK,
        COME_IN,
        PROPOSE,
        TESSS_DESK,
        COME_IN,
        DECIDE,
        ADAS,
        SEE_THROUGH,
        BY_PASSWORD_AND_CODE,
        CREATE_AT_ONCE,
    ],
    // Both at one place, which both have used before.
    &[TESS_THERE, SIGN_IN, A_DAY, SIDS_DESK, COME_IN, PROPOSE, TESS_THERE, COME_IN, DECIDE],
    &[
        SIDS_DESK,
        COME_IN,
        PROPOSE,
        TESSS_DESK,
        COME_IN,
        DECIDE,
        PROPOSE,
        SIDS_DESK,
        DECIDE,
        ADAS,
        SEE_THROUGH,
    ],
    &[SIDS_DESK, COME_IN, PROPOSE, WITHDRAW, TESSS_DESK, COME_IN, DECIDE],
    &[TESSS_DESK, COME_IN, PROPOSE, A_DAY, SIDS_DESK, COME_IN, DECIDE],
    &[ADAS, SIGN_IN, REMOVE, SIDS_DESK, COME_IN, PROPOSE, TESSS_DESK, COME_IN, DECIDE, ADAS, SEE_THROUGH],
    &[ADAS, SIGN_IN, REPORT, SIDS_DESK, COME_IN, PROPOSE, TESSS_DESK, COME_IN, DECIDE, ADAS, SEE_THROUGH],
    &[ADAS, SIGN_IN, FREEZE, SIDS_DESK, COME_IN, PROPOSE, TESSS_DESK, COME_IN, DECIDE, ADAS, SIGN_IN, THAW],
    &[ADAS, BY_SHEET, SIDS_DESK, COME_IN, PROPOSE, TESSS_DESK, COME_IN, DECIDE, ADAS, SEE_THROUGH, BY_SHEET],
    // A key that never leaves its device.
    &[ADAS, SIGN_IN, &[reauthentication::start_bound, reauthentication::finish]],
    &[ADAS, SIGN_IN, &[reauthentication::start_bound, reauthentication::finish], CREATE, ASK, CONFIRM],
    &[SIGN_IN],
    &[FALL_IN_BY_ONE],
    &[FALL_IN],
    &[CREATE],
    &[PROVE_AGAIN],
    &[REMOVE],
    // A passkey that is made after a quarantine is tried on it.
    &[ADAS, FALL_IN_BY_ONE, SIGN_IN, CREATE, NEWEST, LIFT],
    // A passkey settles while it authorises a creation.
    &[TO_A_SETTLING, SIGN_IN, &CREATE_UNTIL, A_MINUTE, &CREATE_FROM],
    // A trusted device answers a new one, after a passkey or without.
    &[ADAS, SIGN_IN, ADA_ELSEWHERE, SIGN_IN, ADAS, ANSWER, ADA_ELSEWHERE, GO_ON],
    &[ADAS, SIGN_IN, ADA_IN_THE_LIBRARY, SIGN_IN, ADAS, ANSWER, ADA_IN_THE_LIBRARY, GO_ON],
    &[ADAS, SIGN_IN, ADA_ELSEWHERE, FALL_IN_BY_ONE, ADAS, ANSWER, ADA_ELSEWHERE, GO_ON],
    &[DANS, FALL_IN, DAN_ELSEWHERE, FALL_IN, DANS, ANSWER, DAN_ELSEWHERE, GO_ON],
    &[ADAS, SIGN_IN, ADA_ELSEWHERE, SIGN_IN, ADAS, ANSWER, REPORT, ADA_ELSEWHERE, GO_ON],
    &[ADAS, SIGN_IN, ADA_ELSEWHERE, SIGN_IN, ADAS, ANSWER, SIGN_IN, REMOVE, ADA_ELSEWHERE, GO_ON],
    &[ADA_ELSEWHERE, SIGN_IN, SIGN_IN, SIGN_IN, FALL_IN_BY_ONE, SIGN_IN],
    // A device is chosen, and settles; it approves itself.
    &[SIGN_IN, CHOOSE, THREE_DAYS, SIGN_IN, ANSWER],
    &[ADA_ELSEWHERE, SIGN_IN, CHOOSE, A_DAY, SIGN_IN, ASK_WHAT_WAITS, THREE_DAYS, SIGN_IN],
    &[BOBS_OWN, SIGN_IN, CHOOSE, SIGN_IN, SIGN_IN],
    &[DAN_ELSEWHERE, FALL_IN, DANS, FALL_IN, ANSWER, DAN_ELSEWHERE, GO_ON, CHOOSE],
    // Signed out, and back.
    &[ADAS, SIGN_IN, SIGN_OUT, SIGN_IN, SIGN_IN],
    &[ADAS, SIGN_IN, CREATE, SIGN_OUT, NEWEST, SIGN_IN, THREE_DAYS, SIGN_IN],
    // What waits comes, or is stopped.
    &[SIGN_IN, REMOVE, SEE_THROUGH],
    &[SIGN_IN, REMOVE, VETO, REMOVE, VETO, STOP],
    &[ADAS, SIGN_IN, REMOVE, PRESS, SIGN_IN, REMOVE, PRESS, PRESS, STOP, SEE_THROUGH],
    &[ADAS, SIGN_IN, REPORT, SEE_THROUGH],
    &[ADAS, SIGN_IN, REPORT, VETO, PRESS],
    &[ADAS, SIGN_IN, REPORT, PRESS, VETO, SIGN_IN, REPORT, PRESS, VETO, STOP],
    &[BOBS_OWN, SIGN_IN, REPORT, SEE_THROUGH, VETO, PRESS],
    &[BOBS_OWN, FALL_IN, REPORT, SEE_THROUGH, SIGN_IN],
    // An address that was added of late; one that was proved long ago.
    &[ADAS, SIGN_IN, ADD_EMAIL, REMOVE, PRESS, PRESS],
    &[ADAS, SIGN_IN, ADD_EMAIL, REPORT, PRESS, VETO],
    &[BOBS_OWN, A_MONTH, SIGN_IN, REMOVE, PRESS],
    &[BOBS_OWN, SIGN_IN, REPLACE, SEE_THROUGH, SIGN_IN],
    &[ADAS, SIGN_IN, REPLACE, PRESS, REPLACE, PRESS],
    &[ADAS, SIGN_IN, &[contacts::remove], SEE_THROUGH],
    &[ADAS, SIGN_IN, &[contacts::remove], STOP],
    &[DANS, FALL_IN, &[contacts::remove], REPLACE],
    // A number has found another reader.
    &[CLAIM, SEE_THROUGH],
    &[BOBS_OWN, CLAIM, SIGN_IN, STOP],
    &[BOBS_OWN, SIGN_IN, REPLACE, SEE_THROUGH, REPLACE],
    // An account without passkeys changes what it rests on, on the device that it trusts.
    &[DANS, FALL_IN, PROVE_ALL, LOSE_ADDRESS, SEE_THROUGH],
    &[DANS, FALL_IN, PROVE_ALL, REPLACE, PRESS, SEE_THROUGH],
    &[DANS, FALL_IN, PROVE_ALL, SET_PASSWORD, SEE_THROUGH, FALL_IN],
    &[DANS, FALL_IN, PROVE_ALL, SET_PASSWORD, PRESS, SET_PASSWORD, PRESS, SEE_THROUGH],
    &[DANS, FALL_IN, SET_PASSWORD, LOSE_ADDRESS],
    &[DAN_ELSEWHERE, FALL_IN, DANS, FALL_IN, ANSWER, DAN_ELSEWHERE, GO_ON, A_DAY, PROVE_ALL, SET_PASSWORD],
    &[DANS, FALL_IN, PROVE_ALL, &[passwords::remove]],
    // Frozen, and thawed.
    &[ADAS, SIGN_IN, FREEZE, SIGN_IN, THAW],
    &[ADAS, SIGN_IN, CREATE, FREEZE, NEWEST, SIGN_IN, THAW],
    &[ADAS, SIGN_IN, FREEZE, THAW, &[sessions::move_value]],
    &[ADAS, SIGN_IN, REMOVE, FREEZE, SEE_THROUGH, SIGN_IN, THAW, SEE_THROUGH],
    &[ADA_ELSEWHERE, FREEZES, FALL_IN_BY_ONE, ADAS, SIGN_IN, THAW, ADA_ELSEWHERE, FREEZES, FALL_IN_BY_ONE],
    // Every passkey is lost.
    &[ADAS, BY_SHEET, SEE_THROUGH, BY_SHEET, CREATE_AT_ONCE, NEWEST, SIGN_IN, CREATE],
    &[ADAS, BY_SHEET, SEE_THROUGH, BY_SHEET, PRESS, CREATE_AT_ONCE],
    &[BOBS_OWN, BY_SHEET, BY_PASSWORD_AND_CODE, SEE_THROUGH, BY_PASSWORD_AND_CODE, CREATE_AT_ONCE],
    &[BOBS_OWN, A_MONTH, BY_PASSWORD_AND_CODE, SEE_THROUGH, BY_PASSWORD_AND_CODE, CREATE_AT_ONCE],
    &[ADAS, BY_SHEET, PRESS, BY_SHEET, PRESS, PRESS, SHEET_ALONE, BY_SHEET, SEE_THROUGH],
    &[ADAS, BY_SHEET, SHEET_ALONE, BY_SHEET, SHEET_ALONE, SHEET_ALONE],
    &[ADAS, SIGN_IN, BY_SHEET, SIGN_IN, STOP],
    &[ADAS, SIGN_IN, ADD_EMAIL, SHEET_AND_CODE, SEE_THROUGH, SHEET_AND_CODE, CREATE_AT_ONCE],
    &[BOBS_OWN, SIGN_IN, REPLACE, SEE_THROUGH, A_MONTH, SHEET_AND_CODE],
    &[ADAS, SIGN_IN, SHEETS, BY_SHEET],
    &[BOBS_OWN, SIGN_IN, BY_PASSWORD_AND_CODE],
    &[ADAS, SIGN_IN, REPLACE, SEE_THROUGH, SHEET_AND_CODE],
    &[ADAS, BY_SHEET, SEE_THROUGH, BY_SHEET, BEGIN_AT_ONCE, PRESS, &[passkeys::create]],
    &[ADAS, SHEET_AND_DEVICE, SEE_THROUGH, SHEET_AND_DEVICE, CREATE_AT_ONCE, NEWEST, SIGN_IN],
    &[DANS, PASSWORD_AND_DEVICE, SEE_THROUGH, PASSWORD_AND_DEVICE, CREATE_AT_ONCE, NEWEST, SIGN_IN],
    &[ADAS, PASSWORD_AND_DEVICE, A_MONTH, PASSWORD_AND_DEVICE, SEE_THROUGH],
    &[ADAS, CODE_AND_DEVICE, A_MONTH, CODE_AND_DEVICE],
    &[DANS, CODE_AND_DEVICE, SEE_THROUGH],
    &[BOBS_OWN, SIGN_IN, CHOOSE, DEVICE_ALONE, THREE_DAYS, SIGN_IN, DEVICE_ALONE],
    // A dispute that nobody decides.
    &[ADAS, SIGN_IN, REMOVE, VETO, SIGN_IN, REMOVE, VETO, SEE_THROUGH, SIGN_IN],
    &[ADAS, SIGN_IN, REPORT, PRESS, VETO, SIGN_IN, REPORT, PRESS, VETO, SEE_THROUGH, SEE_THROUGH],
    &[ADAS, BY_SHEET, PRESS, BY_SHEET, PRESS, SEE_THROUGH, BY_SHEET, PRESS],
    // Value moves: to somebody new after a wait, or by two devices; and to whom was paid before.
    &[ADAS, SIGN_IN, ASK, CONFIRM, SEE_THROUGH, SIGN_IN, ASK, CONFIRM, ASK, CONFIRM],
    &[BOBS_OWN, SIGN_IN, ASK, CONFIRM, SEE_THROUGH, SIGN_IN, ASK, CONFIRM],
    &[ADA_ELSEWHERE, SIGN_IN, A_DAY, A_DAY, SIGN_IN, ASK, CONFIRM, ADAS, SIGN_IN, CONFIRM],
    &[ADAS, SIGN_IN, ASK, CONFIRM, CONFIRM],
    &[ADAS, SIGN_IN, ASK, CONFIRM, STOP],
    &[ADAS, SIGN_IN, ASK, CONFIRM, PRESS],
    &[ADAS, SIGN_IN, ASK, CONFIRM, SAY_NO, CONFIRM],
    &[ADAS, SIGN_IN, ASK, BEGIN_TO_CONFIRM, SAY_NO, GO_ON_CONFIRMING],
    &[ADAS, SIGN_IN, ASK, TEN_MINUTES, CONFIRM],
    &[ADAS, SIGN_IN, ASK, ASK, BEGIN_TO_CONFIRM, GO_ON_CONFIRMING],
    &[ADAS, SIGN_IN, ASK, CONFIRM, FREEZE, SEE_THROUGH, SIGN_IN, THAW, SEE_THROUGH],
    &[ADAS, SIGN_IN, ASK, CONFIRM, REPORT, SEE_THROUGH],
    &[ADAS, SIGN_IN, ASK, FREEZE, SIGN_IN, THAW, CONFIRM, ASK],
    &[ADAS, SIGN_IN, REMOVE, ASK, CONFIRM],
    &[ADAS, SIGN_IN, CREATE, NEWEST, ASK, CONFIRM],
    &[DANS, FALL_IN, CREATE_BY_CODE, THREE_DAYS, NEWEST, SIGN_IN, ASK, CONFIRM],
    // What is young.
    &[ADAS, SIGN_IN, CREATE, NEWEST, CREATE, SIGN_IN, REMOVE, STOP],
    &[ADAS, SIGN_IN, NEWEST, CREATE, SIGN_IN, CHOOSE],
    &[ADAS, SIGN_IN, NEWEST, CREATE, ADA_ELSEWHERE, FALL_IN_BY_ONE, ADAS, ANSWER],
];

/// Where there is no passkey that could authorise it.
const CREATE_BY_CODE: &[Make] = &[passkeys::send, passkeys::check, passkeys::place, passkeys::create];
const CREATE_UNTIL: [Make; 3] = [passkeys::send, passkeys::check, passkeys::authorize];
const CREATE_FROM: [Make; 2] = [passkeys::place, passkeys::create];

fn cast(walk: &mut Walk<'_>, (browser, account): (usize, crate::id::AccountHandle)) -> Moved {
    (walk.cast.browser, walk.cast.account) = (Some(browser), Some(account));
    walk.cast.freezes = false;
    Ok(())
}

fn freezes(walk: &mut Walk<'_>) -> Moved {
    walk.cast.freezes = true;
    Ok(())
}

fn by_newest(walk: &mut Walk<'_>) -> Moved {
    walk.cast.by_newest = true;
    Ok(())
}

fn goes_on(walk: &mut Walk<'_>, seconds: i64) -> Moved {
    walk.now = walk.now.plus_seconds(seconds);
    Ok(())
}

/// The clock goes to half a minute before a passkey settles.
fn to_a_settling(walk: &mut Walk<'_>) -> Moved {
    let passkeys = walk.model.accounts.values().flat_map(|known| known.passkeys.values());
    let mut ends: Vec<_> = passkeys.map(|born| born.at.plus_seconds(72 * HOUR - 30)).collect();
    ends.retain(|end| *end > walk.now);
    walk.now = walk.dice.pick(&ends).copied().unwrap_or(walk.now);
    Ok(())
}

pub(in super::super) fn make(walk: &mut Walk<'_>) -> Moved {
    let errand = ERRANDS[walk.dice.below(ERRANDS.len())];
    walk.cast.goes_on = true;
    for make in errand.iter().copied().flatten() {
        make(walk)?;
        walk.now = walk.now.plus_seconds(1);
    }
    Ok(())
}
