//! The pages of freezing and of recovery.

use super::*;

pub(super) fn recover(
    sample: &Sample,
    progress: RecoverProgress,
    fault: Option<RecoverFault>,
) -> RecoverFactorPage {
    let more = progress == RecoverProgress::First;
    RecoverFactorPage {
        page: sample.stranger("/recovery/factor"),
        ticket: "v1.sample".into(),
        ways: RecoverWays { recovery_code: true, password: more, phone_code: more, email_code: more },
        device: Some(DeviceProofView {
            ticket: "v1.sample".into(),
            nonce: "AAAA".into(),
            path: "/recovery/device",
        }),
        progress,
        fault,
    }
}

/// Freezing, recovery codes, and what a loss would mean.
pub(super) fn recovery_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let asked = || Some(AskedView { ticket: "v1.sample".into(), options: "{}".into() });
    let freeze = |frozen_at_ms: Option<i64>| FreezePage {
        page: sample.owner("/settings/freeze", Section::Freeze),
        frozen_at_ms,
        lapses_at_ms: frozen_at_ms.map(|at| at + DAY_MS),
        held_until_ms: None,
        thaw: asked(),
    };
    let codes = RecoveryCodesPage {
        page: sample.owner("/settings/recovery", Section::Recovery),
        made_at_ms: Some(NOW_MS - 9 * DAY_MS),
        left: 9,
        codes: vec![],
        holds: vec![],
    };
    let new =
        ["7K3M-Q0ZD-1X8R-5TNB", "C4VH-9PWE-GJ2S-6YAF"].repeat(5).into_iter().map(str::to_owned).collect();
    let under_way =
        |standing| RecoveryCodesPage { holds: vec![held(HeldKind::Recovery, standing)], ..codes.clone() };
    let loss = |lost, way| LossView { lost, way };
    let what_if = WhatIfPage {
        page: sample.owner("/settings/what-if", Section::Recovery),
        losses: vec![
            loss(LostView::Phone, WayView::Recovery { seconds: 72 * 3600 }),
            loss(LostView::Passkey("Windows Hello".into()), WayView::OtherPasskey("Apple Passwords".into())),
            loss(LostView::Passkey("Apple Passwords".into()), WayView::Recovery { seconds: 33 * 24 * 3600 }),
            loss(LostView::RecoveryCodes, WayView::Staff),
        ],
        second_way: false,
    };
    vec![
        ("freeze", rendered(&freeze(None))),
        ("frozen", rendered(&freeze(Some(NOW_MS - 60 * MINUTE_MS)))),
        ("recovery-codes", rendered(&codes)),
        ("recovery-codes-new", rendered(&RecoveryCodesPage { codes: new, ..codes.clone() })),
        ("recovery-under-way", rendered(&under_way(HoldStanding::Waiting))),
        ("recovery-open", rendered(&under_way(HoldStanding::Open))),
        ("recovery-disputed", rendered(&under_way(HoldStanding::Disputed))),
        ("what-if", rendered(&what_if)),
    ]
}
