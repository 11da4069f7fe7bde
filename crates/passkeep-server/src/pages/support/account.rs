//! An account as support sees it, and what one of the staff does alone.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use passkeep_decision::account::UserId;
use passkeep_decision::contact::Contact;
use passkeep_decision::history::ToldEvent;
use passkeep_decision::id::HoldId;
use passkeep_decision::level::Standing;
use passkeep_decision::passkey::Passkey;
use passkeep_decision::platform::provider_name;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::support::{ActAlone, Deed, LookAt, Looked, Seen, SentNotice, Whom};
use passkeep_decision::trust::trust;

use super::super::devices::trust_view;
use super::super::holds::hold_view_masked;
use super::super::passkeys::kind;
use super::super::{client_view, page_of, platform, render, see_other};
use super::{PATH, account_path, digits, proposal_view, seen_attempt, support_failed, user_id};
use crate::answer::answer;
use crate::api::{AppState, Who};
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::notify::subject;
use crate::texts::Language;
use crate::views::{
    DeviceView, EventView, Section, SupportAccountPage, SupportContact, SupportDone, SupportNotice,
    SupportPasskey, SupportStatus,
};

/// The account.
pub async fn account_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    match view(&app, &asker, &id, &query).await {
        Ok(page) => render(&page),
        Err(failure) => support_failed(&app, &asker, &failure, &format!("{PATH}/accounts/{id}")),
    }
}

async fn view(
    app: &App,
    asker: &Asker,
    id: &str,
    query: &HashMap<String, String>,
) -> Result<SupportAccountPage, Failure> {
    let looked = look(app, asker, id).await?;
    let seen = looked.seen.as_deref().ok_or(Refusal::NotFound)?;
    let account = &seen.of.account;
    let policy = app.rules.now();
    let now = asker.moment.now;
    let open = seen.of.proposals.iter().filter(|proposal| proposal.is_open(now));
    let attempt = |attempt| seen_attempt(attempt, asker.language, Some(&account.locale));
    let device = |device: &passkeep_decision::device::Device| DeviceView {
        id: device.id.to_string(),
        // Its owner's alone, as where it was seen.
        name: None,
        place: None,
        on: client_view(&device.client),
        platform: platform(&device.client.system),
        this_device: false,
        first_seen_at_ms: device.first_seen_at.0,
        last_seen_at_ms: device.seen_at.0,
        trust: trust_view(trust(device, &policy).1),
        edit: None,
    };
    let event =
        |event: &ToldEvent| EventView { on: event.client.as_ref().map(client_view), event: event.clone() };
    Ok(SupportAccountPage {
        page: page_of(app, asker, &account_path(account.user_id), (&looked.who, Section::Index)),
        role: looked.role,
        user_id: digits(account.user_id),
        name: account.name.to_string(),
        status: status(seen, now.0),
        holds: seen.of.holds.iter().map(|hold| hold_view_masked(hold, &seen.of.passkeys)).collect(),
        proposals: open
            .map(|proposal| proposal_view(proposal, account.user_id, looked.who.account.handle))
            .collect(),
        attempts: looked.attempts.iter().map(attempt).collect(),
        passkeys: seen.of.passkeys.iter().map(passkey).collect(),
        devices: seen.of.devices.iter().map(device).collect(),
        contacts: seen.of.contacts.iter().map(|of| contact(of, app, now.0)).collect(),
        notices: seen.notices.iter().map(|sent| notice(sent, seen, (app, asker.language))).collect(),
        events: looked.events.iter().map(event).collect(),
        done: done(query),
    })
}

pub(super) async fn look(app: &App, asker: &Asker, id: &str) -> Result<Looked, Failure> {
    let whom = match UserId::parse(id) {
        Some(user_id) => Whom::user_id(user_id),
        None => Whom::Identifiers(vec![]),
    };
    answer(app, &LookAt { session: asker.session, whom }, &asker.moment).await
}

fn status(seen: &Seen, now_ms: i64) -> SupportStatus {
    let account = &seen.of.account;
    let now = passkeep_decision::moment::Timestamp(now_ms);
    let freeze = account.state.freeze.filter(|_| account.is_frozen(now));
    let ahead = |at: Option<passkeep_decision::moment::Timestamp>| at.filter(|at| now < *at).map(|at| at.0);
    let quarantined =
        |session: &&passkeep_decision::session::Session| session.standing == Standing::Quarantine;
    SupportStatus {
        created_at_ms: account.created_at.0,
        language: Language::from_tag(&account.locale.0).unwrap_or(Language::En).own_name(),
        frozen_at_ms: freeze.map(|freeze| freeze.at.0),
        lapses_at_ms: freeze.and_then(|freeze| freeze.lapses_at).map(|at| at.0),
        held_until_ms: ahead(account.state.value_held_until),
        risk_until_ms: ahead(account.state.risk_until),
        sessions: seen.sessions.len(),
        quarantined: seen.sessions.iter().filter(quarantined).count(),
        password_at_ms: seen.password_at.map(|at| at.0),
        recovery_codes: seen.recovery_codes,
    }
}

fn passkey(passkey: &Passkey) -> SupportPasskey {
    SupportPasskey {
        name: passkey.name.to_string(),
        provider: provider_name(&passkey.aaguid).map(str::to_owned),
        kind: kind(passkey),
        level: passkey.level().as_str(),
        created_at_ms: passkey.created_at.0,
        last_used: passkey.last_use.as_ref().map(|last| (last.at.0, client_view(&last.client))),
        suspended_at_ms: passkey.suspended_at.map(|at| at.0),
    }
}

fn contact(contact: &Contact, app: &App, now_ms: i64) -> SupportContact {
    let old_at = contact.proved_at.plus_seconds(app.rules.now().support.address_seconds);
    SupportContact {
        kind: contact.address.kind(),
        masked: contact.address.masked(),
        proved_at_ms: contact.proved_at.0,
        is_old: old_at.0 <= now_ms,
    }
}

fn notice(sent: &SentNotice, seen: &Seen, (app, language): (&App, Language)) -> SupportNotice {
    let account = seen.of.account.handle;
    let to = seen.of.contacts.iter().find(|contact| Some(contact.address.id_in(account)) == sent.contact);
    SupportNotice {
        at_ms: sent.caused_at.0,
        what: subject(sent.kind.as_deref().unwrap_or("-"), language, &app.house.brand.name),
        channel: sent.channel.clone(),
        masked: to.map(|contact| contact.address.masked()),
        sent_at_ms: sent.sent_at.map(|at| at.0),
        dropped: sent.closed_at.is_some() && sent.sent_at.is_none(),
        failing: sent.closed_at.is_none() && sent.failure.is_some(),
    }
}

/// What has just been done, as the query says: it is told, and proves nothing.
fn done(query: &HashMap<String, String>) -> Option<(SupportDone, usize)> {
    let all = [
        ("frozen", SupportDone::Frozen),
        ("offered", SupportDone::Offered),
        ("resent", SupportDone::Resent),
        ("proposed", SupportDone::Proposed),
        ("withdrawn", SupportDone::Withdrawn),
        ("decided", SupportDone::Decided),
    ];
    all.into_iter().find_map(|(name, done)| {
        let told = query.get(name)?.parse().unwrap_or(0);
        Some((done, told))
    })
}

/// Freezes the account.
pub async fn freeze_for_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    act(&app, &asker, (&id, Deed::Freeze), "frozen").await
}

/// Has the way to a recovery sent.
pub async fn offer_recovery_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    act(&app, &asker, (&id, Deed::OfferRecovery), "offered").await
}

/// Has the notices of a hold sent again.
pub async fn resend_page(
    State(app): AppState,
    Extension(asker): Who,
    Path((id, hold)): Path<(String, String)>,
) -> Response {
    match HoldId::parse(&hold) {
        Some(hold) => act(&app, &asker, (&id, Deed::Resend(hold)), "resent").await,
        None => support_failed(&app, &asker, &Failure::Refused(Refusal::NotFound), PATH),
    }
}

async fn act(app: &App, asker: &Asker, (id, deed): (&str, Deed), done: &str) -> Response {
    let path = format!("{PATH}/accounts/{id}");
    let acted = async {
        let step = ActAlone { session: asker.session, account: user_id(id)?, deed };
        answer(app, &step, &asker.moment).await
    };
    match acted.await {
        Ok(acted) => see_other(&format!("{path}?{done}={}", acted.told)),
        Err(failure) => support_failed(app, asker, &failure, &path),
    }
}
