//! The devices of an account: the list, another name, revoking one.

use std::collections::HashMap;

use axum::Extension;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use passkeep_decision::device::{DeviceName, NetworkPlace};
use passkeep_decision::devices::{
    DeviceList, ListDevices, ListedDevice, RenameDevice, RevokeDevice, RevokedDevice,
};
use passkeep_decision::id::DeviceId;
use passkeep_decision::refusal::Refusal;
use passkeep_decision::trust::{End, TrustReason};

use super::{RenameForm, client_view, failed, page_of, platform, render, render_refused, see_other};
use crate::answer::answer;
use crate::api::{AppState, Who, forget_session, name};
use crate::app::App;
use crate::asker::Asker;
use crate::body::Form;
use crate::failure::Failure;
use crate::views::{
    DeviceView, DevicesNotice, DevicesPage, EditView, NameFault, RevokeDevicePage, Section, TrustView,
};

const PATH: &str = "/settings/devices";

/// The list, and what has just happened.
pub async fn devices_page(
    State(app): AppState,
    Extension(asker): Who,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    match list(&app, &asker).await {
        Ok(list) => render(&devices_view(&app, &asker, &list, &query)),
        Err(failure) => failed(&app, &asker, &failure, "/"),
    }
}

async fn list(app: &App, asker: &Asker) -> Result<DeviceList, Failure> {
    answer(app, &ListDevices { session: asker.session }, &asker.moment).await
}

fn devices_view(app: &App, asker: &Asker, list: &DeviceList, query: &HashMap<String, String>) -> DevicesPage {
    let mut devices: Vec<DeviceView> = list.devices.iter().map(view).collect();
    let renaming = query.get("rename");
    for device in devices.iter_mut().filter(|device| renaming == Some(&device.id)) {
        device.edit = Some(EditView { value: device.name.clone().unwrap_or_default(), fault: None });
    }
    let renamed = query.get("renamed").and_then(|id| devices.iter().find(|device| &device.id == id));
    let notice = if let Some(name) = renamed.and_then(|device| device.name.clone()) {
        Some(DevicesNotice::Renamed { name })
    } else {
        [
            ("trusted", DevicesNotice::Chosen),
            ("revoked", DevicesNotice::Revoked),
            ("approved", DevicesNotice::Approved),
            ("denied", DevicesNotice::Denied),
        ]
        .into_iter()
        .find_map(|(key, notice)| query.contains_key(key).then_some(notice))
    };
    DevicesPage { page: page_of(app, asker, PATH, (&list.who, Section::Devices)), devices, notice }
}

fn view(listed: &ListedDevice) -> DeviceView {
    let device = &listed.device;
    DeviceView {
        id: device.id.to_string(),
        name: device.name.as_ref().map(DeviceName::to_string),
        on: client_view(&device.client),
        platform: platform(&device.client.system),
        this_device: listed.here,
        first_seen_at_ms: device.first_seen_at.0,
        last_seen_at_ms: device.seen_at.0,
        place: device.place.as_ref().map(NetworkPlace::to_string),
        trust: trust_view(listed.reason),
        edit: None,
    }
}

/// Why a device is trusted, or not.
pub(super) const fn trust_view(reason: TrustReason) -> TrustView {
    match reason {
        TrustReason::Settled => TrustView::Settled,
        TrustReason::SignUp { until } => TrustView::SignUp { until_ms: until.0 },
        TrustReason::NotChosen => TrustView::NotChosen,
        TrustReason::NotYet { until } => TrustView::NotYet { until_ms: until.0 },
        TrustReason::NoFullSignIn => TrustView::NoFullSignIn,
        TrustReason::Ended(End::SignedOut) => TrustView::SignedOut,
        TrustReason::Ended(End::SecretLost) => TrustView::SecretLost,
        TrustReason::Ended(End::Copied) => TrustView::Copied,
    }
}

/// Gives a device another name.
pub async fn rename_device_page(
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
    let list = match list(&app, &asker).await {
        Ok(list) => list,
        Err(failure) => return failed(&app, &asker, &failure, PATH),
    };
    let mut page = devices_view(&app, &asker, &list, &HashMap::new());
    for device in page.devices.iter_mut().filter(|device| device.id == id) {
        device.edit = Some(EditView { value: form.name.clone(), fault: Some(NameFault::NotAccepted) });
    }
    render_refused(&page, &failure)
}

async fn renamed(app: &App, asker: &Asker, id: &str, form: &RenameForm) -> Result<(), Failure> {
    let device = DeviceId::parse(id).ok_or(Failure::Refused(Refusal::NotFound))?;
    let step = RenameDevice { session: asker.session, device, name: name(&form.name)? };
    answer(app, &step, &asker.moment).await.map(|_| ())
}

/// What revoking a device means.
pub async fn revoke_device_page(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    let list = match list(&app, &asker).await {
        Ok(list) => list,
        Err(failure) => return failed(&app, &asker, &failure, PATH),
    };
    let Some(device) = list.devices.iter().map(view).find(|device| device.id == id) else {
        return failed(&app, &asker, &Failure::Refused(Refusal::NotFound), PATH);
    };
    let page = page_of(&app, &asker, &format!("{PATH}/{id}/revoke"), (&list.who, Section::Devices));
    render(&RevokeDevicePage { page, device })
}

/// Revokes it.
pub async fn revoke_device_form(
    State(app): AppState,
    Extension(asker): Who,
    Path(id): Path<String>,
) -> Response {
    let Some(device) = DeviceId::parse(&id) else {
        return failed(&app, &asker, &Failure::Refused(Refusal::NotFound), PATH);
    };
    match answer(&app, &RevokeDevice { session: asker.session, device }, &asker.moment).await {
        Ok(RevokedDevice::Other) => see_other(&format!("{PATH}?revoked")),
        Ok(RevokedDevice::This) => (forget_session(&app), see_other("/?signed-out")).into_response(),
        Err(failure) => failed(&app, &asker, &failure, PATH),
    }
}
