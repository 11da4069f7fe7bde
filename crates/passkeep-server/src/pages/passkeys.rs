//! The passkeys: the list, a new one, another name.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use passkeep_decision::authenticator::AuthenticatorPolicy;
use passkeep_decision::ceremony::{Context, assertion_options};
use passkeep_decision::contact::Address;
use passkeep_decision::contacts::ReadAccount;
use passkeep_decision::diagnosis::System;
use passkeep_decision::guidance::Reaching;
use passkeep_decision::holds::{Held, ListHolds};
use passkeep_decision::id::PasskeyId;
use passkeep_decision::level::Standing;
use passkeep_decision::passkey::{self, Passkey};
use passkeep_decision::passkeys::{
    ListPasskeys, Listed, ListedFor, PasskeyList, RenamePasskey, SendGrantCode,
};
use passkeep_decision::platform::provider_name;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::right::Right;
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_webauthn::{Attachment, Certification, Model, Status};
use serde::Deserialize;

use super::holds::holds_in;
use super::invitations::invitation;
use super::{
    client_view, failed, lead_on, page_of, platform, problem, render, render_refused, seconds, see_other,
    stands_at, whereto,
};
use crate::answer::answer;
use crate::api::{AppState, Who, name};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::failure::{Failure, RequestFault};
use crate::platform::{admit_creation, creation, places};
use crate::texts::Language;
use crate::views::{
    CardView, EditView, GrantPage, Kind, LastUse, ModelView, NameFault, NewPasskeyPage, NewPasskeyRefusal,
    PasskeysNotice, PasskeysPage, PlacePage, Platform, Problem, Proof, RemovedView, Section, SuspendedView,
    VerdictView, Weakness,
};

const PATH: &str = "/settings/passkeys";

/// The list, and what has just happened.
pub async fn passkeys_page(
    State(app): AppState,
    Extension(asker): Who,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    match passkeys_view(&app, &asker, &query).await {
        Ok(view) => render(&view),
        Err(failure) => failed(&app, &asker, &failure, "/"),
    }
}

pub(super) async fn list(app: &App, asker: &Asker) -> Result<PasskeyList, Failure> {
    let step = ListPasskeys { session: asker.session, listed_for: ListedFor::Person };
    answer(app, &step, &asker.moment).await
}

async fn passkeys_view(
    app: &App,
    asker: &Asker,
    query: &HashMap<String, String>,
) -> Result<PasskeysPage, Failure> {
    let list = list(app, asker).await?;
    let waiting = answer(app, &ListHolds { session: asker.session }, &asker.moment).await?.holds;
    let asked = |key: &str| query.get(key).cloned().unwrap_or_default();
    let highlighted = [asked("created"), asked("renamed")];
    let rules = app.rules.now();
    let cards: Vec<CardView> = list
        .passkeys
        .iter()
        .map(|listed| {
            let mut card = card(listed, &rules.authenticators, asker.language);
            card.suspended = suspended(&listed.passkey, &waiting);
            card.highlighted = highlighted.contains(&card.id);
            card.edit =
                (asked("rename") == card.id).then(|| EditView { value: card.name.clone(), fault: None });
            card
        })
        .collect();
    let named = |id: String| cards.iter().find(|card| card.id == id).map(|card| card.name.clone());
    let removed_of = |id: String| {
        let removed = list.removed.iter().find(|removed| removed.id.to_string() == id)?;
        let reaching = if removed.backup_eligible { Reaching::Synced } else { Reaching::Never };
        Some(PasskeysNotice::Removed { name: removed.name.to_string(), reaching })
    };
    let leaving = |id: &str| cards.iter().find(|card| card.id == id && card.suspended.is_some());
    let notice = if query.contains_key("welcome") {
        Some(PasskeysNotice::Welcome)
    } else if let Some(name) = named(asked("created")) {
        Some(PasskeysNotice::Created { id: asked("created"), name })
    } else if let Some(name) = named(asked("renamed")) {
        Some(PasskeysNotice::Renamed { name })
    } else if let Some(card) = leaving(&asked("removed")) {
        Some(PasskeysNotice::OnItsWayOut { id: card.id.clone(), name: card.name.clone() })
    } else {
        removed_of(asked("removed"))
    };
    let removed = list.removed.iter();
    let none_works = cards.iter().all(|card| card.suspended.is_some());
    let verdict = creation(app, asker);
    Ok(PasskeysPage {
        page: page_of(app, asker, PATH, (&list.who, Section::Passkeys)),
        removed: removed
            .map(|r| RemovedView { name: r.name.to_string(), removed_at_ms: r.removed_at.0 })
            .collect(),
        holds: holds_in(app, asker, Some(Section::Passkeys)).await?,
        gone_at_ms: gone_at_ms(app, asker),
        cards,
        notice,
        verdict: if none_works { verdict.map(VerdictView::without_passkeys) } else { verdict },
        system: System::of(&asker.client),
        invitation: invitation(app, asker).await,
    })
}

/// Whether a passkey signs in no more, and the hold that removes it.
fn suspended(passkey: &Passkey, waiting: &[Held]) -> Option<SuspendedView> {
    let suspended_at = passkey.suspended_at?;
    let held = waiting.iter().find(|held| held.hold.kind.passkey() == Some(passkey.id));
    Some(SuspendedView {
        hold: held.map(|held| held.hold.id.to_string()).unwrap_or_default(),
        gone_at_ms: held.map_or(suspended_at, |held| held.hold.matures_at).0,
    })
}

/// When a passkey is gone that is removed now and has to wait.
pub(super) fn gone_at_ms(app: &App, asker: &Asker) -> i64 {
    asker.moment.now.plus_seconds(app.rules.now().hold_seconds).0
}

pub(super) fn card(listed: &Listed, authenticators: &AuthenticatorPolicy, language: Language) -> CardView {
    let passkey = &listed.passkey;
    CardView {
        id: passkey.id.to_string(),
        name: passkey.name.to_string(),
        kind: kind(passkey),
        this_device: listed.here,
        provider: provider_name(&passkey.aaguid).map(str::to_owned),
        model: authenticators.model(&passkey.aaguid).map(|model| model_view(passkey, model, language)),
        lives_on: match passkey.attachment {
            Some(Attachment::Platform) => platform(&passkey.created_on.system),
            _ => Platform::Other,
        },
        created_at_ms: passkey.created_at.0,
        created_on: client_view(&passkey.created_on),
        last_used: passkey
            .last_use
            .as_ref()
            .map(|last| LastUse { at_ms: last.at.0, on: client_view(&last.client) }),
        suspended: None,
        edit: None,
        highlighted: false,
    }
}

fn model_view(passkey: &Passkey, model: &Model, language: Language) -> ModelView {
    ModelView {
        name: model.name_in(language.tag()).to_owned(),
        icon: model.icon.as_ref().map(|_| format!("/authenticators/{}/icon", passkey.aaguid)),
        proof: if passkey.attested { Proof::Attested } else { Proof::Claimed },
        certification: model.certification().map(Certification::as_str),
        weakness: model.compromise().map(|report| match report.status {
            Status::UserVerificationBypass => Weakness::NoVerification,
            Status::AttestationKeyCompromise => Weakness::Imitated,
            Status::UserKeyRemoteCompromise => Weakness::TakenFromAfar,
            Status::UserKeyPhysicalCompromise => Weakness::TakenByHolder,
            _ => Weakness::Revoked,
        }),
    }
}

/// A model's picture.
pub async fn model_icon(State(app): AppState, Extension(asker): Who, Path(aaguid): Path<String>) -> Response {
    let rules = app.rules.now();
    let model = aaguid.parse().ok().and_then(|aaguid| rules.authenticators.model(&aaguid));
    let Some(icon) = model.and_then(|model| model.icon.as_ref()) else {
        return failed(&app, &asker, &Failure::Request(RequestFault::NoSuchPage), "/");
    };
    let told = [(header::CONTENT_TYPE, icon.media_type), (header::CACHE_CONTROL, "public, max-age=86400")];
    (told, icon.bytes.clone()).into_response()
}

pub(super) fn kind(passkey: &Passkey) -> Kind {
    match passkey.kind() {
        passkey::Kind::Synced if passkey.backup_state => Kind::Synced,
        passkey::Kind::Synced => Kind::NotYetSynced,
        passkey::Kind::DeviceBound => Kind::DeviceBound,
        passkey::Kind::SecurityKey => Kind::SecurityKey,
    }
}

/// A new name, as it was typed.
#[derive(Deserialize)]
pub struct RenameForm {
    #[serde(default)]
    pub(super) name: String,
}

/// Gives a passkey another name.
pub async fn rename_passkey_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Form(form): Form<RenameForm>,
) -> Response {
    let failure = match renamed(&app, &asker, &id, &form).await {
        Ok(()) => return see_other(&format!("{PATH}?renamed={id}")),
        Err(failure) => failure,
    };
    if !matches!(failure, Failure::Refused(Refusal::NameNotAccepted(_))) {
        return failed(&app, &asker, &failure, PATH);
    }
    let mut view = match passkeys_view(&app, &asker, &HashMap::new()).await {
        Ok(view) => view,
        Err(failure) => return failed(&app, &asker, &failure, PATH),
    };
    for card in view.cards.iter_mut().filter(|card| card.id == id) {
        card.edit = Some(EditView { value: form.name.clone(), fault: Some(NameFault::NotAccepted) });
    }
    render_refused(&view, &failure)
}

async fn renamed(app: &App, asker: &Asker, id: &str, form: &RenameForm) -> Result<(), Failure> {
    let passkey = PasskeyId::parse(id).ok_or(Failure::Refused(Refusal::NotFound))?;
    let (session, client) = (asker.session, asker.client.clone());
    let step = RenamePasskey { session, passkey, name: name(&form.name)?, client };
    answer(app, &step, &asker.moment).await.map(|_| ())
}

/// What will happen before a new passkey.
pub async fn new_passkey(State(app): AppState, Extension(asker): Who) -> Response {
    match new_passkey_view(&app, &asker).await {
        Ok(view) => render(&view),
        Err(failure) => no_new_passkey(&app, &asker, &failure),
    }
}

/// The page of what is in the way. A proof of just now leads on to where it was wanted.
fn no_new_passkey(app: &App, asker: &Asker, failure: &Failure) -> Response {
    let proof_mends_it = problem(failure) == Problem::ProofNeeded;
    failed(app, asker, failure, if proof_mends_it { "/settings/passkeys/new" } else { PATH })
}

async fn new_passkey_view(app: &App, asker: &Asker) -> Result<NewPasskeyPage, Failure> {
    let view = answer(app, &ReadAccount { session: asker.session }, &asker.moment).await?;
    let phone = view.contacts.iter().find(|contact| matches!(contact.address, Address::Phone(_)));
    let waits = app.rules.now().rights.of(Right::CreatePasskey).check(&view.who, asker.moment.now);
    Ok(NewPasskeyPage {
        page: page_of(app, asker, "/settings/passkeys/new", (&view.who, Section::Passkeys)),
        verdict: creation(app, asker),
        sent_to: phone.map(|contact| whereto(&contact.address.masked())).unwrap_or_default(),
        refusal: match waits {
            Ok(()) => None,
            Err(Refusal::NewBrowserWaits { until }) => {
                Some(NewPasskeyRefusal::NewBrowserWaits { until_ms: until.0 })
            }
            Err(refusal) => return Err(refusal.into()),
        },
    })
}

/// Sends the code.
pub async fn start_new_passkey(State(app): AppState, Extension(asker): Who) -> Response {
    if admit_creation(&app, &asker).is_err() {
        return see_other("/settings/passkeys/new");
    }
    let step = SendGrantCode { session: asker.session, browser: asker.browser };
    let failure = match answer(&app, &step, &asker.moment).await {
        Ok(reply) => {
            // A recovery's session goes on to the place at once.
            let (at, path) = match reply.step() {
                TicketStep::Place => (TicketStep::Place, "/settings/passkeys/new/place"),
                _ => (TicketStep::Code, "/settings/passkeys/new/code"),
            };
            let (ticket, note) = (app.seal(&reply.ticket, &asker.moment), reply.sent_to.unwrap_or_default());
            return lead_on(&app, (Purpose::CreatePasskey, at), (&ticket, &note), path);
        }
        Err(failure) => failure,
    };
    let refusal = match &failure {
        Failure::Refused(Refusal::NewBrowserWaits { until }) => {
            NewPasskeyRefusal::NewBrowserWaits { until_ms: until.0 }
        }
        Failure::Refused(Refusal::TooManyCodes { retry_after_seconds }) => {
            NewPasskeyRefusal::TooManyCodes { retry_after_seconds: seconds(*retry_after_seconds) }
        }
        _ => return no_new_passkey(&app, &asker, &failure),
    };
    match new_passkey_view(&app, &asker).await {
        Ok(view) => render_refused(&NewPasskeyPage { refusal: Some(refusal), ..view }, &failure),
        Err(failure) => no_new_passkey(&app, &asker, &failure),
    }
}

/// Asks for a passkey that the account has. The ceremony's options are made again from the ticket, so that the page
/// may be reloaded.
pub async fn grant_page(State(app): AppState, Extension(asker): Who, headers: HeaderMap) -> Response {
    const AT: (Purpose, TicketStep) = (Purpose::CreatePasskey, TicketStep::Passkey);
    let Some(standing) = stands_at(&app, &headers, AT) else { return see_other("/settings/passkeys/new") };
    let ticket = match app.open(&standing.ticket, AT.0, AT.1).await {
        Ok(ticket) => ticket,
        Err(failure) => return failed(&app, &asker, &failure, "/settings/passkeys/new"),
    };
    let list = match list(&app, &asker).await {
        Ok(list) => list,
        Err(failure) => return failed(&app, &asker, &failure, PATH),
    };
    let allow: Vec<Passkey> = list.passkeys.into_iter().map(|listed| listed.passkey).collect();
    let options =
        assertion_options(&ticket, &allow, Context { policy: &app.rules.now(), moment: &asker.moment });
    render(&GrantPage {
        page: page_of(&app, &asker, "/settings/passkeys/new/passkey", (&list.who, Section::Passkeys)),
        ticket: standing.ticket,
        options: serde_json::to_string(&options).expect("options are plain JSON"),
    })
}

/// Asks where the passkey is to live.
pub async fn place_page(State(app): AppState, Extension(asker): Who, headers: HeaderMap) -> Response {
    const AT: (Purpose, TicketStep) = (Purpose::CreatePasskey, TicketStep::Place);
    let Some(standing) = stands_at(&app, &headers, AT) else { return see_other("/settings/passkeys/new") };
    match answer(&app, &ReadAccount { session: asker.session }, &asker.moment).await {
        Ok(view) => render(&PlacePage {
            page: page_of(&app, &asker, "/settings/passkeys/new/place", (&view.who, Section::Passkeys)),
            ticket: standing.ticket,
            platform: platform(&asker.client.system),
            places: places(&app, &asker),
            // A recovery's session ends with the passkey that it makes.
            next: match view.who.session.standing {
                Standing::Recovery => "/?recovered=",
                _ => "/settings/passkeys?created=",
            },
        }),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}
