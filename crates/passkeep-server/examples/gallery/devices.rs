//! The pages of devices.

use super::*;

/// Devices, and the approval of a new one.
pub(super) fn device_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let wait = |state| WaitPage {
        page: sample.stranger("/sign-in/wait"),
        ticket: "v1.sample".into(),
        number: "47".into(),
        state,
    };
    let devices = |devices, notice| DevicesPage {
        page: sample.owner("/settings/devices", Section::Devices),
        devices,
        notice,
    };
    let mut editing = sample_devices();
    editing[1].edit = Some(EditView { value: "Old phone".into(), fault: None });
    let mut settled = sample_devices();
    settled[0].trust = TrustView::Settled;
    let approve = ApprovePage {
        page: sample.owner("/settings/approvals/A", Section::Devices),
        id: "AAAAAAAAAAAAAAAAAAAAAA".into(),
        on: client("Chrome", "Windows"),
        place: Some("PT · 203.0.113.7".into()),
        requested_at_ms: NOW_MS - 20_000,
        ends_at_ms: NOW_MS + 280_000,
    };
    let revoke = RevokeDevicePage {
        page: sample.owner("/settings/devices/A/revoke", Section::Devices),
        device: sample_devices().swap_remove(1),
    };
    vec![
        ("devices", rendered(&devices(sample_devices(), None))),
        ("devices-chosen", rendered(&devices(settled, Some(DevicesNotice::Chosen)))),
        ("devices-rename", rendered(&devices(editing, None))),
        ("revoke", rendered(&revoke)),
        ("approve", rendered(&approve)),
        ("wait", rendered(&wait(WaitState::Pending { ends_at_ms: NOW_MS + 290_000 }))),
        ("wait-denied", rendered(&wait(WaitState::NumberWrong))),
    ]
}

pub(super) fn sample_devices() -> Vec<DeviceView> {
    let here = DeviceView {
        id: "DDDDDDDDDDDDDDDDDDDDDD".into(),
        name: None,
        on: client("Safari", "Mac"),
        platform: Platform::Mac,
        this_device: true,
        first_seen_at_ms: NOW_MS - 82 * DAY_MS,
        last_seen_at_ms: NOW_MS - MINUTE_MS,
        place: Some("PT · 203.0.113.7".into()),
        trust: TrustView::NotChosen,
        edit: None,
    };
    let phone = DeviceView {
        id: "EEEEEEEEEEEEEEEEEEEEEE".into(),
        name: Some("Ada’s phone".into()),
        on: client("Safari", "iPhone"),
        platform: Platform::Ios,
        this_device: false,
        trust: TrustView::SignUp { until_ms: NOW_MS + DAY_MS },
        ..here.clone()
    };
    vec![here, phone]
}
