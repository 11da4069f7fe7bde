//! Changes as statements: one match, the SQL once for both databases.
//!
//! A change that depends on a fact has a statement that *fails* where the fact no longer holds, so that a whole list
//! can be sent without looking at answers in between. There are four forms: an insert whose key is taken; a column
//! that is not null set to null by a `case` without `else`; an insert whose subquery gives null for such a column; and
//! an insert into `unmet`, which takes no row. An update that misses is no guard: it says nothing.

mod account;
mod approval;
mod attempt;
mod code;
mod confirmation;
mod device;
mod event;
mod hold;
mod oidc;
mod passkey;
mod password;
mod recovery;
mod session;
mod support;

use passkeep_decision::change::{Change, Changes};

use crate::keys::Keys;
use crate::outbox;
use crate::statement::Statement;

/// The statements of a list, in its order; an account's event stands first.
pub fn statements(changes: &Changes, keys: &Keys) -> Vec<Statement> {
    let mut list = Vec::with_capacity(12);
    match changes {
        Changes::Nothing => {}
        Changes::Tally(changes) => push_all(&mut list, changes, keys),
        Changes::Account { event, rest } => {
            let opened = rest.iter().find_map(|change| match change {
                Change::AddSession(session) => Some(session.key),
                _ => None,
            });
            event::add(&mut list, event, opened);
            push_all(&mut list, rest, keys);
        }
    }
    list
}

fn push_all(list: &mut Vec<Statement>, changes: &[Change], keys: &Keys) {
    for change in changes {
        push(list, change, keys);
    }
}

fn push(list: &mut Vec<Statement>, change: &Change, keys: &Keys) {
    match change {
        Change::CreateAccount { handle, user_id, name, locale, created_at } => {
            list.push(account::create(*handle, *user_id, name, locale, *created_at));
        }
        Change::SetAccountState { account, state } => {
            list.push(oidc::end_of_epochs(*account, state.epoch));
            list.push(account::set_state(*account, state));
        }
        Change::ClaimIdentifier { account, identifier } => {
            list.push(account::claim_identifier(*account, keys.identifier_claim(identifier)));
        }
        Change::ClaimCredential { account, credential_id } => {
            list.push(passkey::claim_credential(*account, keys.credential_claim(credential_id)));
        }
        Change::AddContact { account, contact } => list.push(account::add_contact(*account, contact)),
        Change::RemoveContact { account, address } => list.push(account::remove_contact(*account, address)),
        Change::ReleaseIdentifier { account, identifier } => {
            list.push(account::release_identifier(*account, keys.identifier_claim(identifier)));
        }
        Change::SetLocale { account, locale } => list.push(account::set_locale(*account, locale)),
        Change::RenameAccount { account, name } => list.push(account::rename(*account, name)),
        Change::AddPasskey { account, passkey } => {
            list.push(passkey::add(*account, passkey, keys.credential(*account, passkey)));
        }
        Change::RenamePasskey { account, passkey, name } => {
            list.push(passkey::rename(*account, *passkey, name))
        }
        Change::UsePasskey { account, passkey, sign_count, backup_state, last_use } => {
            list.push(passkey::record_use(*account, *passkey, (*sign_count, *backup_state), last_use));
        }
        Change::SuspendPasskey { account, passkey, at } => {
            list.push(passkey::suspend(*account, *passkey, *at));
        }
        Change::RemovePasskey { account, passkey } => list.push(passkey::remove(*account, *passkey)),
        Change::AddTombstone { account, tombstone } => list.push(passkey::add_tombstone(*account, tombstone)),
        Change::AddSession(session) => list.push(session::add(session)),
        Change::TouchSession { key, seen_at } => list.push(session::touch(key, *seen_at)),
        Change::ReplaceSession(key) => list.push(session::end(key)),
        Change::EndSession(key) => {
            list.push(oidc::end_of_session(key));
            list.push(session::end(key));
        }
        Change::EndSessions { account, except } => {
            list.push(oidc::end_of_sessions(*account, *except));
            list.push(session::end_all(*account, *except));
        }
        Change::EndSessionsOfPasskey { account, passkey, except } => {
            list.push(oidc::end_of_passkey(*account, *passkey, *except));
            list.push(session::end_of_passkey(*account, *passkey, *except));
        }
        Change::AddDevice { account, device } => list.push(device::add(*account, device)),
        Change::KeepSession { key, epoch } => list.push(session::keep(key, *epoch)),
        Change::AddHold { account, hold } => list.push(hold::add(*account, hold)),
        Change::SetHold { account, before, hold } => list.push(hold::set(*account, *before, hold)),
        Change::AddHoldLink { account, link } => list.push(hold::add_link(*account, link)),
        Change::AddVeto { account, veto } => list.push(hold::add_veto(*account, veto)),
        Change::SetDevicePasskey { account, device, passkey } => {
            list.push(device::set_passkey(*account, *device, *passkey));
        }
        Change::SeeDevice { account, device, seen_at, place } => {
            list.push(device::see(*account, *device, *seen_at, place.as_ref()));
        }
        Change::SetInvited(account, device, invited) => {
            list.push(device::set_invited(*account, *device, invited));
        }
        Change::RenameDevice { account, device, name } => list.push(device::rename(*account, *device, name)),
        Change::SetTrusting { account, device, trusting } => {
            let of = (*account, *device);
            list.push(device::set_trusting(of, trusting, keys.trusting(of, trusting)));
        }
        Change::SeeTrustSecret { account, device, secret } => {
            list.push(device::see_secret(*account, *device, *secret));
        }
        Change::EndTrust { account, which, at } => list.push(device::end_trust(*account, *which, *at)),
        Change::RemoveDevice { account, device } => list.push(device::remove(*account, *device)),
        Change::EndSessionsOfDevice { account, device } => {
            list.push(oidc::end_of_device(*account, *device));
            list.push(session::end_of_device(*account, *device));
        }
        Change::AddApproval { account, approval, number, pending_max } => {
            let mac = keys.number((*account, approval.id), number);
            approval::add(list, *account, approval, (*pending_max, mac));
        }
        Change::DecideApproval { account, approval, state, at, by } => {
            approval::decide(list, (*account, *approval), *state, (*at, *by));
        }
        Change::PutClientGrant { account, grant } => oidc::put_grant(list, *account, grant),
        Change::RemoveClientGrant { account, client, at } => {
            oidc::remove_grant(list, *account, client, *at);
        }
        Change::AddAuthorization(authorization) => list.push(oidc::add(authorization)),
        Change::AdvanceAuthorization { key, generation, epoch, proof_key } => {
            oidc::advance(list, *key, *generation, (*epoch, proof_key.as_deref()));
        }
        Change::EndAuthorization { key, at } => list.push(oidc::end(*key, *at)),
        Change::ToldLogout(due) => oidc::told_logout(list, due),
        Change::CallLogout(call) => list.push(outbox::put_logout(call, keys)),
        Change::AffirmHead { account, head } => list.push(event::affirm(*account, *head)),
        Change::Spend { account, flow_expires_at, flow, step, restore_epoch } => {
            list.push(session::spend(*account, (*flow_expires_at, *flow), *step, *restore_epoch));
        }
        Change::IssueCode { key, purpose, address, code, sent_at, expires_at } => {
            let mac = keys.code(*key, code.as_ref());
            list.push(code::issue(
                *key,
                *purpose,
                address,
                &code::Issued { mac, sent_at: *sent_at, expires_at: *expires_at },
            ));
        }
        Change::ReissueCode { key, sends, code, sent_at, expires_at } => {
            let mac = keys.code(*key, code.as_ref());
            code::reissue(
                list,
                *key,
                *sends,
                &code::Issued { mac, sent_at: *sent_at, expires_at: *expires_at },
            );
        }
        Change::CountAttempt { key, attempts } => code::count_attempt(list, *key, *attempts),
        Change::CountSend { scope, tally } => code::count_send(list, keys.tally(scope), *tally),
        Change::CountFailure { key, failures, at } => password::count_failure(list, *key, *failures, *at),
        Change::ClearFailures(key) => list.push(password::clear_failures(*key)),
        Change::RecordStrangerFreeze { account, factor, at } => {
            recovery::record_stranger_freeze(list, *account, *factor, *at);
        }
        Change::ReplaceRecoveryCodes { account, codes, made_at } => {
            recovery::replace_codes(list, *account, (codes, *made_at), keys);
        }
        Change::UseRecoveryCode { account, slot, at } => recovery::use_code(list, *account, *slot, *at),
        Change::HoldPassword { account, hold, password } => {
            list.push(password::hold(*account, *hold, password));
        }
        Change::DropHeldPassword { account, hold } => list.push(password::drop_held(*account, *hold)),
        Change::SetPassword { account, password } => password::set(list, *account, password),
        Change::RehashPassword { account, of, hash } => list.push(password::rehash(*account, *of, hash)),
        Change::RemovePassword { account } => list.push(password::remove(*account)),
        Change::AddConfirmation { confirmation: asked, pending_max } => {
            confirmation::add(list, asked, *pending_max);
        }
        Change::SetConfirmation { before, after, receipt } => {
            list.push(confirmation::set(*before, after, receipt.as_deref(), keys));
        }
        Change::DenyHeldConfirmation { account, confirmation: id, at } => {
            list.push(confirmation::deny_held(*account, *id, *at));
        }
        Change::CountConfirmationFailure { account, confirmation: id, failures } => {
            list.push(confirmation::count_failure(*account, *id, *failures));
        }
        Change::NoteRefusal { account, confirmation: id, refused } => {
            list.push(confirmation::note_refusal(*account, *id, refused));
        }
        Change::KnowPayee { account, payee, at } => {
            list.push(confirmation::know_payee(*account, *payee, *at))
        }
        Change::SendMessage { account, message } => list.push(outbox::put_message(*account, message, keys)),
        Change::CallWebhook { account, call } => list.push(outbox::put_call(*account, call, keys)),
        Change::AddProposal(account, proposal) => list.push(support::propose(*account, proposal)),
        Change::EndProposal(account, proposal) => list.push(support::end(*account, proposal)),
        Change::KeepAttempt(attempt) => list.push(attempt::keep(attempt)),
    }
}

/// Whether a list puts a message into the outbox, so that its sender is woken.
pub(crate) fn puts_message(changes: &Changes) -> bool {
    let (Changes::Tally(list) | Changes::Account { rest: list, .. }) = changes else { return false };
    list.iter().any(|change| {
        matches!(change, Change::SendMessage { .. } | Change::CallWebhook { .. } | Change::CallLogout(_))
    })
}
