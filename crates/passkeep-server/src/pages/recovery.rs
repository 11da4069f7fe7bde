//! Recovery codes, and recovery when every passkey is lost.

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use passkeep_decision::flow::{FlowReply, SignedIn};
use passkeep_decision::passkeys::SendGrantCode;
use passkeep_decision::proof::Method;
use passkeep_decision::recovery::Kind;
use passkeep_decision::recovery_codes::{ReadRecoveryCodes, ReplaceRecoveryCodes};
use passkeep_decision::refusal::Refusal;
use passkeep_decision::session::Sharing;
use passkeep_decision::sign_in::{Channel, Intent, SignInReply};
use passkeep_decision::ticket::{Purpose, TicketStep};
use passkeep_decision::what_if::{Loss, ReadWhatIf, Way, WhatIf};
use serde::Deserialize;

use super::factor::device_proof;
use super::holds::holds_in;
use super::{
    IdentifierForm, PasswordForm, failed, flow_cookie, lead_on, page, page_of, render, render_refused,
    seconds, see_other, stands_at,
};
use crate::answer::answer;
use crate::api::shapes::TicketBody;
use crate::api::{
    AppState, Who, begin_recovery, prove_device, prove_password, prove_recovery_code, send_code,
    signed_in_headers,
};
use crate::app::App;
use crate::asker::Asker;
use crate::body::{Form, Signed};
use crate::cookies::Name;
use crate::failure::{Failure, RequestFault};
use crate::views::{
    LossView, LostView, RecoverFactorPage, RecoverFault, RecoverPage, RecoverProgress, RecoverWays,
    RecoveryCodesPage, Section, WayView, WhatIfPage,
};

const CODES: &str = "/settings/recovery";
const START: &str = "/recovery";

/// How many codes are left, and the recovery that is under way.
pub async fn recovery_codes_page(State(app): AppState, Extension(asker): Who) -> Response {
    match codes_view(&app, &asker).await {
        Ok(view) => render(&view),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

async fn codes_view(app: &App, asker: &Asker) -> Result<RecoveryCodesPage, Failure> {
    let view = answer(app, &ReadRecoveryCodes { session: asker.session }, &asker.moment).await?;
    Ok(RecoveryCodesPage {
        page: page_of(app, asker, CODES, (&view.who, Section::Recovery)),
        made_at_ms: view.codes.map(|codes| codes.made_at.0),
        left: view.codes.map_or(0, |codes| codes.left),
        codes: vec![],
        holds: holds_in(app, asker, Some(Section::Recovery)).await?,
    })
}

/// Makes new codes. They stand in this answer alone: no redirect could carry them.
pub async fn new_recovery_codes_page(State(app): AppState, Extension(asker): Who) -> Response {
    let step = ReplaceRecoveryCodes { session: asker.session, client: asker.client.clone() };
    match answer(&app, &step, &asker.moment).await {
        Ok(made) => render(&RecoveryCodesPage {
            page: page_of(&app, &asker, CODES, (&made.who, Section::Recovery)),
            made_at_ms: Some(asker.moment.now.0),
            left: made.codes.len(),
            codes: made.codes.iter().map(|code| code.expose().to_string()).collect(),
            holds: vec![],
        }),
        Err(failure) => failed(&app, &asker, &failure, CODES),
    }
}

/// What each loss would mean.
pub async fn what_if_page(State(app): AppState, Extension(asker): Who) -> Response {
    match answer(&app, &ReadWhatIf { session: asker.session }, &asker.moment).await {
        Ok(told) => render(&WhatIfPage {
            page: page_of(&app, &asker, "/settings/what-if", (&told.who, Section::Recovery)),
            losses: told.losses.iter().map(|(loss, way)| loss_view(&told, *loss, way)).collect(),
            second_way: told.means.has_second_way(),
        }),
        Err(failure) => failed(&app, &asker, &failure, "/settings"),
    }
}

fn loss_view(told: &WhatIf, loss: Loss, way: &Way) -> LossView {
    let named = |id| {
        let passkey = told.means.passkeys.iter().find(|passkey| passkey.id == id);
        passkey.map(|passkey| passkey.name.to_string()).unwrap_or_default()
    };
    LossView {
        lost: match loss {
            Loss::Phone => LostView::Phone,
            Loss::Passkey(id) => LostView::Passkey(named(id)),
            Loss::RecoveryCodes => LostView::RecoveryCodes,
        },
        way: match way {
            Way::OtherPasskey(id) => WayView::OtherPasskey(named(*id)),
            Way::Recovery { seconds } => WayView::Recovery { seconds: *seconds },
            Way::StaffOnly => WayView::Staff,
        },
    }
}

/// Asks who wants back in.
pub async fn recover_page(State(app): AppState, Extension(asker): Who) -> Response {
    render(&recover_view(&app, &asker, String::new()))
}

fn recover_view(app: &App, asker: &Asker, identifier: String) -> RecoverPage {
    let wait_seconds = app.rules.now().recovery_seconds;
    RecoverPage { page: page(app, asker, START), identifier, refused: false, wait_seconds }
}

/// Leads on to what can be proved.
pub async fn start_recover_page(
    State(app): AppState,
    Extension(asker): Who,
    Form(form): Form<IdentifierForm>,
) -> Response {
    match begin_recovery(&app, &asker, &form.identifier).await {
        Ok(reply) => to_proofs(&app, &asker, &reply),
        Err(failure @ Failure::Request(RequestFault::Identifier)) => {
            let view = RecoverPage { refused: true, ..recover_view(&app, &asker, form.identifier) };
            render_refused(&view, &failure)
        }
        Err(failure) => failed(&app, &asker, &failure, START),
    }
}

const AT: (Purpose, TicketStep) = (Purpose::Recover, TicketStep::Factor);

/// What the note says of two kinds that are too little.
const IN_USE: &str = "in-use";
const ONE_HAND: &str = "one-hand";

/// The cookie remembers how far it has come and what leads on; what is taken is the decision's.
fn to_proofs(app: &App, asker: &Asker, reply: &FlowReply) -> Response {
    let kinds = Kind::all(&reply.ticket.proofs);
    // Two that sit in one hand count as one; a password beside them waits for the passkeys to be out of use.
    let progress = match kinds.len() {
        0 | 1 => kinds.len().to_string(),
        _ if kinds.contains(&Kind::Password) => IN_USE.to_owned(),
        _ => ONE_HAND.to_owned(),
    };
    let methods: Vec<&str> = reply.methods.iter().map(|method| method.as_str()).collect();
    let note = format!("{progress}:{}", methods.join(" "));
    lead_on(app, AT, (&app.seal(&reply.ticket, &asker.moment), &note), "/recovery/factor")
}

/// What can be proved.
pub async fn recover_factor_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
) -> Response {
    match factor_view(&app, &asker, &headers).await {
        Some(view) => render(&view),
        None => see_other(START),
    }
}

async fn factor_view(app: &App, asker: &Asker, headers: &HeaderMap) -> Option<RecoverFactorPage> {
    let standing = stands_at(app, headers, AT)?;
    let (kinds, methods) = standing.note.split_once(':')?;
    let offered = |method: Method| methods.split(' ').any(|name| name == method.as_str());
    let device = match offered(Method::Device) {
        true => device_proof(app, &standing.ticket, (AT.0, "/recovery/device")).await,
        false => None,
    };
    Some(RecoverFactorPage {
        device,
        page: page(app, asker, "/recovery/factor"),
        ways: RecoverWays {
            recovery_code: offered(Method::RecoveryCode),
            password: offered(Method::Password),
            phone_code: offered(Method::PhoneCode),
            email_code: offered(Method::EmailCode),
        },
        progress: match kinds {
            "0" => RecoverProgress::First,
            "1" => RecoverProgress::Second,
            ONE_HAND => RecoverProgress::OneHand,
            _ => RecoverProgress::PasskeyInUse,
        },
        ticket: standing.ticket,
        fault: None,
    })
}

/// Checks the password.
pub async fn recover_password_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Form(form): Form<PasswordForm>,
) -> Response {
    let proved = match app.open(&form.ticket, AT.0, AT.1).await {
        Ok(ticket) => {
            prove_password(&app, &asker, (ticket, &form.password), (Sharing::Own, Intent::Enter)).await
        }
        Err(failure) => Err(failure),
    };
    proceed(&app, &asker, &headers, proved).await
}

/// A recovery code, as it was typed.
#[derive(Deserialize)]
pub struct RecoveryCodeForm {
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    code: String,
}

/// Checks a code of the printed set.
pub async fn recover_code_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Form(form): Form<RecoveryCodeForm>,
) -> Response {
    let proved = match app.open(&form.ticket, AT.0, AT.1).await {
        Ok(ticket) => prove_recovery_code(&app, &asker, (ticket, &form.code), Intent::Enter).await,
        Err(failure) => Err(failure),
    };
    proceed(&app, &asker, &headers, proved).await
}

/// Where a code is to go.
#[derive(Deserialize)]
pub struct ChannelForm {
    #[serde(default)]
    ticket: String,
    #[serde(default)]
    channel: String,
}

/// Sends a code to an address.
pub async fn recover_send_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    Form(form): Form<ChannelForm>,
) -> Response {
    let channel = if form.channel == "email" { Channel::Email } else { Channel::Phone };
    let sent = match app.open(&form.ticket, AT.0, AT.1).await {
        Ok(ticket) => send_code(&app, &asker, (ticket, channel)).await,
        Err(failure) => Err(failure),
    };
    match sent {
        Ok(reply) => {
            let (ticket, note) = (app.seal(&reply.ticket, &asker.moment), reply.sent_to.unwrap_or_default());
            lead_on(&app, (Purpose::Recover, TicketStep::Code), (&ticket, &note), "/recovery/code")
        }
        Err(failure) => refused(&app, &asker, &headers, &failure).await,
    }
}

/// Proves this device. The page's own script asks, and follows where this leads.
pub async fn recover_device_page(
    State(app): AppState,
    Extension(asker): Who,
    headers: HeaderMap,
    signed: Signed<TicketBody>,
) -> Response {
    let proved = prove_device(&app, &asker, signed, AT.0).await;
    proceed(&app, &asker, &headers, proved).await
}

async fn proceed(
    app: &App,
    asker: &Asker,
    headers: &HeaderMap,
    proved: Result<SignInReply, Failure>,
) -> Response {
    match proved {
        Ok(reply) => recovered(app, asker, reply).await,
        Err(failure) => refused(app, asker, headers, &failure).await,
    }
}

/// Where a proof leads.
pub(super) async fn recovered(app: &App, asker: &Asker, reply: SignInReply) -> Response {
    match reply {
        SignInReply::Flow(reply) => to_proofs(app, asker, &reply),
        SignInReply::SignedIn(reply) => to_place(app, asker, *reply).await,
        // Nothing else comes of these proofs.
        SignInReply::Recovering(_)
        | SignInReply::Waits(_)
        | SignInReply::Frozen(_)
        | SignInReply::Stopped(_) => see_other("/?recovering"),
    }
}

/// The session of a recovery is for a passkey alone: on to where it is to live.
async fn to_place(app: &App, asker: &Asker, reply: SignedIn) -> Response {
    let step = SendGrantCode { session: Some(reply.opened.session.key), browser: asker.browser };
    let mut headers = signed_in_headers(app, asker, &reply).await;
    match answer(app, &step, &asker.moment).await {
        Ok(grant) => {
            let at = (Purpose::CreatePasskey, grant.step());
            let cookie = flow_cookie(at, &app.seal(&grant.ticket, &asker.moment), "");
            headers.append(header::SET_COOKIE, app.cookies.set(Name::Flow, &cookie));
            (headers, see_other("/settings/passkeys/new/place")).into_response()
        }
        Err(failure) => failed(app, asker, &failure, START),
    }
}

/// The page of proofs again, with what is wrong; or the page of an error that none of them mends.
async fn refused(app: &App, asker: &Asker, headers: &HeaderMap, failure: &Failure) -> Response {
    let fault = match failure {
        Failure::PasswordsBusy => RecoverFault::Busy,
        Failure::Refused(Refusal::PasswordWrong) => RecoverFault::PasswordWrong,
        Failure::Refused(Refusal::RecoveryCodeWrong) => RecoverFault::CodeWrong,
        Failure::Refused(Refusal::FactorOff) => RecoverFault::Off,
        Failure::Refused(Refusal::DeviceNotTrusted(_) | Refusal::DeviceProofNotAccepted) => {
            RecoverFault::DeviceNotTrusted
        }
        Failure::Refused(Refusal::TooManyCodes { retry_after_seconds }) => {
            RecoverFault::TooManyCodes { retry_after_seconds: seconds(*retry_after_seconds) }
        }
        _ => return failed(app, asker, failure, START),
    };
    match factor_view(app, asker, headers).await {
        Some(view) => render_refused(&RecoverFactorPage { fault: Some(fault), ..view }, failure),
        None => failed(app, asker, failure, START),
    }
}
