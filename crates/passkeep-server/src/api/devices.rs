//! An account's devices.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json as Answer, extract::State};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::device_key::DeviceKey;
use passkeep_decision::devices::{self, RevokedDevice};
use passkeep_decision::diagnosis;
use passkeep_decision::id::DeviceId;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::ticket::{Purpose, TicketStep};

#[cfg(test)]
use super::shapes::Problem;
use super::shapes::{DeviceShape, Devices, Empty, Flow, RenameBody, TrustBody, TrustedShape};
use super::{AppState, Who, flow, forget_session, name, shapes};
use crate::answer::answer;
use crate::app::App;
use crate::asker::{Asker, Kind};
use crate::body::{Json, Signed};
use crate::cookies::write_trust;
use crate::diagnoses::{Tried, told};
use crate::failure::{Failure, RequestFault};

/// Lists them.
#[cfg_attr(test, utoipa::path(get, path = "/v1/devices", tag = "devices",
    responses((status = 200, body = Devices), (status = "4XX", body = Problem))))]
pub async fn list_devices(State(app): AppState, Extension(asker): Who) -> Result<Answer<Devices>, Failure> {
    let list = answer(&app, &devices::ListDevices { session: asker.session }, &asker.moment).await?;
    Ok(Answer(Devices { devices: list.devices.iter().map(shapes::device).collect() }))
}

/// Gives a device another name.
#[cfg_attr(test, utoipa::path(patch, path = "/v1/devices/{id}", tag = "devices", request_body = RenameBody,
    params(("id" = String, Path, description = "The device's id")),
    responses((status = 200, body = DeviceShape), (status = "4XX", body = Problem))))]
pub async fn rename_device(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(body): Json<RenameBody>,
) -> Result<Answer<DeviceShape>, Failure> {
    let (session, device, name) = (asker.session, device_id(&id)?, name(&body.name)?);
    let renamed = answer(&app, &devices::RenameDevice { session, device, name }, &asker.moment).await?;
    Ok(Answer(shapes::device(&renamed)))
}

/// Revokes a device: its sessions end, and the account knows it no more.
#[cfg_attr(test, utoipa::path(post, path = "/v1/devices/{id}/revoke", tag = "devices", request_body = Empty,
    params(("id" = String, Path, description = "The device's id")),
    responses((status = 204), (status = "4XX", body = Problem))))]
pub async fn revoke_device(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
    Json(Empty {}): Json<Empty>,
) -> Result<Response, Failure> {
    let step = devices::RevokeDevice { session: asker.session, device: device_id(&id)? };
    let headers = match answer(&app, &step, &asker.moment).await? {
        RevokedDevice::This => forget_session(&app),
        RevokedDevice::Other => HeaderMap::new(),
    };
    Ok((StatusCode::NO_CONTENT, headers).into_response())
}

/// Begins to choose this device: gives the nonce that its key signs.
#[cfg_attr(test, utoipa::path(post, path = "/v1/devices/trust/options", tag = "devices", request_body = Empty,
    responses((status = 200, body = Flow), (status = "4XX", body = Problem))))]
pub async fn start_trust(
    State(app): AppState,
    Extension(asker): Who,
    Json(Empty {}): Json<Empty>,
) -> Result<Answer<Flow>, Failure> {
    let step = devices::StartTrust { session: asker.session, browser: asker.browser };
    Ok(Answer(flow(&app, answer(&app, &step, &asker.moment).await?, &asker)))
}

/// Chooses this device to be trusted. The request is signed by the device's key, in the `Passkeep-Device-Signature`
/// header.
#[cfg_attr(test, utoipa::path(post, path = "/v1/devices/trust", tag = "devices", request_body = TrustBody,
    params(("passkeep-device-signature" = String, Header,
        description = "Base64url of r and s: ECDSA P-256 with SHA-256 over H(\"device\", issuer, key id, method, URL, H(\"body\", body), H(\"ticket\", ticket), nonce)")),
    responses((status = 200, body = TrustedShape), (status = "4XX", body = Problem))))]
pub async fn trust_device(
    State(app): AppState,
    Extension(asker): Who,
    signed: Signed<TrustBody>,
) -> Result<Response, Failure> {
    let tried = Tried::new(diagnosis::Operation::Prove);
    told(&app, &asker, tried, trusted(&app, &asker, signed).await).await
}

async fn trusted(app: &App, asker: &Asker, signed: Signed<TrustBody>) -> Result<Response, Failure> {
    let key = URL_SAFE_NO_PAD.decode(&signed.body.public_key).ok();
    let key = key.and_then(|bytes| DeviceKey::from_sec1(&bytes)).ok_or(RequestFault::DeviceKey)?;
    let request = signed.request(&signed.body.ticket);
    let step = devices::TrustDevice {
        session: asker.session,
        ticket: app.open(&signed.body.ticket, Purpose::TrustDevice, TicketStep::Device).await?,
        key,
        signed: request.ok_or(Refusal::DeviceProofNotAccepted)?,
        browser: asker.browser,
    };
    let trusted = answer(app, &step, &asker.moment).await?;
    let mut headers = HeaderMap::new();
    if asker.kind == Kind::Browser {
        headers.insert(header::SET_COOKIE, app.cookies.set_trust(&trusted.secret));
    }
    let body = TrustedShape {
        device: shapes::device(&trusted.listed),
        trust: (asker.kind == Kind::Native).then(|| write_trust(&trusted.secret)),
    };
    Ok((headers, Answer(body)).into_response())
}

fn device_id(text: &str) -> Result<DeviceId, Failure> {
    DeviceId::parse(text).ok_or(Failure::Refused(Refusal::NotFound))
}
