//! The committed OpenAPI document is the code's: `UPDATE=1 cargo test -p passkeep-server --lib openapi` renews it.

#![allow(clippy::unwrap_used, reason = "a test")]

use utoipa::OpenApi;

use crate::api;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Passkeep",
        description = "Account security, passkeys first. A flow is a loop: each answer is a new ticket with the steps that are possible now, or the flow's result. Browsers get cookies and send an Origin of ours; native apps send `Passkeep-Instance` (base64url of 32 random bytes that the app keeps) and `Authorization: Bearer` with the session's token, and no cookies. A trusted device of an app keeps a P-256 key, and the secret that it was given, which it sends as `Passkeep-Trust`. Errors are problem details (RFC 9457) with a stable `code`."
    ),
    paths(
        api::read_client,
        api::start_sign_up,
        api::check_sign_up_code,
        api::resend_sign_up_code,
        api::name_sign_up,
        api::finish_sign_up,
        api::start_sign_in,
        api::finish_sign_in,
        api::start_fallback,
        api::sign_in_password,
        api::sign_in_code,
        api::resend_sign_in_code,
        api::check_sign_in_code,
        api::start_reauthentication,
        api::finish_reauthentication,
        api::session_password,
        api::session_code,
        api::session_device,
        api::resend_session_code,
        api::check_session_code,
        api::read_password,
        api::set_password,
        api::remove_password,
        api::password_strength,
        api::read_session,
        api::sign_out,
        api::list_sessions,
        api::end_session,
        api::end_sessions,
        api::list_apps,
        api::end_app,
        api::read_history,
        api::diagnose,
        api::recent_problems,
        api::read_account,
        api::what_if,
        api::freeze_account,
        api::start_thaw,
        api::thaw_account,
        api::read_recovery_codes,
        api::replace_recovery_codes,
        api::start_recovery,
        api::recovery_password,
        api::recovery_code,
        api::resend_recovery_code,
        api::check_recovery_contact,
        api::check_recovery_code,
        api::recovery_device,
        api::start_email,
        api::resend_email_code,
        api::check_email_code,
        api::rename_account,
        api::choose_language,
        api::remove_contact,
        api::start_replacement,
        api::resend_replacement_code,
        api::check_replacement_code,
        api::list_passkeys,
        api::send_grant_code,
        api::resend_grant_code,
        api::check_grant_code,
        api::authorize_grant,
        api::choose_place,
        api::create_passkey,
        api::rename_passkey,
        api::start_removal,
        api::remove_passkey,
        api::list_devices,
        api::rename_device,
        api::revoke_device,
        api::start_trust,
        api::trust_device,
        api::list_approvals,
        api::start_answer,
        api::answer_approval,
        api::read_approval,
        api::wait_for_approval,
        api::finish_approved_sign_in,
        api::report_loss,
        api::list_holds,
        api::start_stop,
        api::stop_hold,
        api::enter_support,
        api::find_support,
        api::freeze_for,
        api::offer_recovery,
        api::resend_notices,
        api::propose,
        api::start_propose,
        api::start_decide,
        api::decide_proposal,
        api::withdraw_proposal,
        api::start_own_stop,
        api::stop_own_removal,
        api::stop_by_link,
        api::ask_confirmation,
        api::read_confirmation,
        api::withdraw_confirmation,
        api::show_confirmation,
        api::start_confirm,
        api::confirm,
        api::deny_confirmation,
        api::report_confirmation,
        api::read_receipt,
    )
)]
struct Description;

/// The code's document.
fn text() -> String {
    Description::openapi().to_pretty_json().unwrap() + "\n"
}

#[test]
fn the_committed_document_is_the_codes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let text = text();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert!(
        std::fs::read_to_string(path).unwrap() == text,
        "openapi.json is not the code's: run with UPDATE=1"
    );
}

#[test]
fn every_route_of_the_api_is_in_it() {
    let document: serde_json::Value = serde_json::from_str(&text()).unwrap();
    let routes = include_str!("../routes.rs");
    let paths =
        routes.lines().filter_map(|line| line.trim().strip_prefix(".route(\"/v1/")?.split('"').next());
    let documented: Vec<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
    let mut seen = 0;
    for path in paths.filter(|path| *path != "openapi.json") {
        assert!(documented.contains(&format!("/v1/{path}")), "{path} is not documented");
        seen += 1;
    }
    assert_eq!(seen, documented.len());
}
