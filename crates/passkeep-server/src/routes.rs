//! Every URL, a line each.

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{delete, get, patch, post, put};
use passkeep_decision::ticket::Purpose;

use crate::app::App;
use crate::pages::CodeRoute;
use crate::views::{CodePurpose, Section};
use crate::{api, asker, oidc, openapi, pages, well_known};

/// The router of the whole server.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(pages::sign_in).post(pages::sign_in_without_scripts))
        .route("/sign-in/other", get(pages::other_way).post(pages::start_other_way))
        .route("/sign-in/factor", get(pages::sign_in_factor))
        .route("/sign-in/password", post(pages::sign_in_password_page))
        .route("/sign-in/code/send", post(pages::sign_in_code_page))
        .merge(pages::code_pages(SIGN_IN_CODE))
        .route("/reauthenticate", get(pages::reauthenticate))
        .route("/reauthenticate/factor", get(pages::reauthenticate_factor))
        .route("/reauthenticate/password", post(pages::reauthenticate_password_page))
        .route("/reauthenticate/code/send", post(pages::reauthenticate_code_page))
        .route("/reauthenticate/device", post(pages::reauthenticate_device_page))
        .merge(pages::code_pages(REAUTHENTICATE_CODE))
        .route("/settings/password", get(pages::password_page).post(pages::set_password_page))
        .route("/settings/password/remove", post(pages::remove_password_page))
        .route("/.well-known/change-password", get(pages::change_password))
        .route("/sign-in/wait", get(pages::wait_page))
        .route("/sign-in/approved", post(pages::finish_approved_page))
        .route("/settings/freeze", get(pages::freeze_page).post(pages::freeze_account_page))
        .route("/settings/recovery", get(pages::recovery_codes_page))
        .route("/settings/recovery/codes", post(pages::new_recovery_codes_page))
        .route("/settings/what-if", get(pages::what_if_page))
        .route("/recovery", get(pages::recover_page).post(pages::start_recover_page))
        .route("/recovery/factor", get(pages::recover_factor_page))
        .route("/recovery/password", post(pages::recover_password_page))
        .route("/recovery/recovery-code", post(pages::recover_code_page))
        .route("/recovery/code/send", post(pages::recover_send_page))
        .route("/recovery/device", post(pages::recover_device_page))
        .merge(pages::code_pages(RECOVERY_CODE))
        .route("/help/passkeys", get(pages::help_page))
        .route("/sign-out", post(pages::sign_out_page))
        .route("/sign-up", get(pages::sign_up).post(pages::start_sign_up_page))
        .merge(pages::code_pages(SIGN_UP_CODE))
        .route("/sign-up/name", get(pages::sign_up_name).post(pages::name_sign_up_page))
        .route("/sign-up/passkey", get(pages::sign_up_passkey))
        .route("/settings", get(pages::settings))
        .route("/settings/passkeys", get(pages::passkeys_page))
        .route("/settings/invitation/decline", post(pages::decline_invitation))
        .route("/settings/passkeys/{id}/name", post(pages::rename_passkey_page))
        .route("/settings/passkeys/{id}/remove", get(pages::remove_passkey_page))
        .route("/settings/passkeys/{id}/lost", get(pages::lost_passkey_page).post(pages::report_loss_page))
        .route("/settings/passkeys/new", get(pages::new_passkey).post(pages::start_new_passkey))
        .merge(pages::code_pages(NEW_PASSKEY_CODE))
        .route("/settings/passkeys/new/passkey", get(pages::grant_page))
        .route("/settings/passkeys/new/place", get(pages::place_page))
        .route("/authenticators/{aaguid}/icon", get(pages::model_icon))
        .route("/settings/devices", get(pages::devices_page))
        .route("/settings/devices/{id}/name", post(pages::rename_device_page))
        .route(
            "/settings/devices/{id}/revoke",
            get(pages::revoke_device_page).post(pages::revoke_device_form),
        )
        .route("/settings/approvals/{id}", get(pages::approve_page))
        .route("/settings/contacts", get(pages::contacts_page))
        .route("/settings/contacts/email", get(pages::add_email).post(pages::start_email_page))
        .merge(pages::code_pages(EMAIL_CODE))
        .route(
            "/settings/contacts/{id}/change",
            get(pages::change_contact).post(pages::start_replacement_page),
        )
        .route(
            "/settings/contacts/{id}/remove",
            get(pages::remove_contact_page).post(pages::remove_contact_form),
        )
        .merge(pages::code_pages(REPLACEMENT_CODE))
        .route("/settings/language", get(pages::language_page).post(pages::choose_language_page))
        .route("/settings/name", get(pages::name_page).post(pages::rename_account_page))
        .route("/confirm/{id}", get(pages::confirm_page))
        .route("/confirm/{id}/deny", post(pages::deny_confirmation_page))
        .route("/confirm/{id}/report", post(pages::report_confirmation_page))
        .route("/settings/receipts/{id}", get(api::read_receipt))
        .route("/settings/holds/{id}", get(pages::hold_page))
        .route("/stop", get(pages::stop_page))
        .route("/settings/sessions", get(pages::sessions_page))
        .route("/settings/sessions/{id}/end", post(pages::end_session_page))
        .route("/settings/sessions/end-others", post(pages::end_others_page))
        .route("/settings/sessions/end-all", post(pages::end_all_page))
        .route("/settings/history", get(pages::history_page))
        .route("/settings/history.csv", get(pages::history_file))
        .route("/settings/history/{seq}", get(pages::history_event_page))
        .route("/settings/problems", get(pages::problems_page))
        .route("/settings/apps", get(pages::apps_page))
        .route("/settings/apps/{id}/end", post(pages::end_app_page))
        .route("/authorize", get(oidc::authorize).post(oidc::authorize_posted))
        .route("/authorize/proceed", get(oidc::proceed))
        .route("/authorize/consent", post(oidc::consent))
        .route("/authorize/cancelled", get(oidc::cancelled))
        .route("/par", post(oidc::push))
        .route("/token", post(oidc::token))
        .route("/userinfo", get(oidc::userinfo).post(oidc::userinfo))
        .route("/introspect", post(oidc::introspect))
        .route("/revoke", post(oidc::revoke))
        .route("/logout", get(oidc::logout).post(oidc::logout_posted))
        .route("/jwks", get(oidc::jwks))
        .route("/demo/messages", get(pages::messages))
        .route("/demo/outbox", get(pages::outbox))
        .route("/v1/sign-up", post(api::start_sign_up))
        .route("/v1/sign-up/code", post(api::check_sign_up_code))
        .route("/v1/sign-up/code/again", post(api::resend_sign_up_code))
        .route("/v1/sign-up/name", post(api::name_sign_up))
        .route("/v1/sign-up/passkey", post(api::finish_sign_up))
        .route("/v1/sign-in", post(api::start_sign_in))
        .route("/v1/sign-in/passkey", post(api::finish_sign_in))
        .route("/v1/sign-in/another-way", post(api::start_fallback))
        .route("/v1/sign-in/password", post(api::sign_in_password))
        .route("/v1/sign-in/code", post(api::sign_in_code))
        .route("/v1/sign-in/code/again", post(api::resend_sign_in_code))
        .route("/v1/sign-in/code/check", post(api::check_sign_in_code))
        .route("/v1/session/reauthenticate", post(api::start_reauthentication))
        .route("/v1/session/passkey", post(api::finish_reauthentication))
        .route("/v1/session/password", post(api::session_password))
        .route("/v1/session/code", post(api::session_code))
        .route("/v1/session/device", post(api::session_device))
        .route("/v1/session/code/again", post(api::resend_session_code))
        .route("/v1/session/code/check", post(api::check_session_code))
        .route("/v1/password", get(api::read_password).put(api::set_password).delete(api::remove_password))
        .route("/v1/password/strength", post(api::password_strength))
        .route("/v1/sign-in/approved", post(api::finish_approved_sign_in))
        .route("/v1/approvals", get(api::list_approvals))
        .route("/v1/approvals/state", post(api::read_approval))
        .route("/v1/approvals/wait", post(api::wait_for_approval))
        .route("/v1/approvals/{id}/options", post(api::start_answer))
        .route("/v1/approvals/{id}/answer", post(api::answer_approval))
        .route("/v1/devices", get(api::list_devices))
        .route("/v1/devices/trust/options", post(api::start_trust))
        .route("/v1/devices/trust", post(api::trust_device))
        .route("/v1/devices/{id}", patch(api::rename_device))
        .route("/v1/devices/{id}/revoke", post(api::revoke_device))
        .route("/v1/client", get(api::read_client))
        .route("/v1/session", get(api::read_session).delete(api::sign_out))
        .route("/v1/sessions", get(api::list_sessions))
        .route("/v1/sessions/end", post(api::end_sessions))
        .route("/v1/sessions/{id}", delete(api::end_session))
        .route("/v1/apps", get(api::list_apps))
        .route("/v1/apps/{id}", delete(api::end_app))
        .route("/v1/diagnoses", get(api::recent_problems).post(api::diagnose))
        .route("/v1/history", get(api::read_history))
        .route("/v1/account/language", put(api::choose_language))
        .route("/v1/account", get(api::read_account).patch(api::rename_account))
        .route("/v1/account/what-if", get(api::what_if))
        .route("/v1/account/freeze", post(api::freeze_account))
        .route("/v1/account/thaw/options", post(api::start_thaw))
        .route("/v1/account/thaw", post(api::thaw_account))
        .route("/v1/recovery-codes", get(api::read_recovery_codes).post(api::replace_recovery_codes))
        .route("/v1/recovery", post(api::start_recovery))
        .route("/v1/recovery/password", post(api::recovery_password))
        .route("/v1/recovery/code", post(api::recovery_code))
        .route("/v1/recovery/code/again", post(api::resend_recovery_code))
        .route("/v1/recovery/code/check", post(api::check_recovery_contact))
        .route("/v1/recovery/recovery-code", post(api::check_recovery_code))
        .route("/v1/recovery/device", post(api::recovery_device))
        .route("/v1/contacts/email", post(api::start_email))
        .route("/v1/contacts/email/again", post(api::resend_email_code))
        .route("/v1/contacts/email/code", post(api::check_email_code))
        .route("/v1/contacts/{id}", delete(api::remove_contact))
        .route("/v1/contacts/{id}/replacement", post(api::start_replacement))
        .route("/v1/contacts/replacement/again", post(api::resend_replacement_code))
        .route("/v1/contacts/replacement/code", post(api::check_replacement_code))
        .route("/v1/confirmations", post(api::ask_confirmation))
        .route("/v1/confirmations/{id}", get(api::read_confirmation).delete(api::withdraw_confirmation))
        .route("/v1/confirm/{id}", get(api::show_confirmation).post(api::confirm))
        .route("/v1/confirm/{id}/options", post(api::start_confirm))
        .route("/v1/confirm/{id}/deny", post(api::deny_confirmation))
        .route("/v1/confirm/{id}/report", post(api::report_confirmation))
        .route("/v1/receipts/{id}", get(api::read_receipt))
        .route("/v1/holds", get(api::list_holds))
        .route("/v1/holds/stop/options", post(api::start_own_stop))
        .route("/v1/holds/stop", post(api::stop_own_removal))
        .route("/v1/holds/stop-by-link", post(api::stop_by_link))
        .route("/v1/holds/{id}/stop/options", post(api::start_stop))
        .route("/v1/holds/{id}/stop", post(api::stop_hold))
        .route("/v1/passkeys", get(api::list_passkeys).post(api::create_passkey))
        .route("/v1/passkeys/code", post(api::send_grant_code))
        .route("/v1/passkeys/code/again", post(api::resend_grant_code))
        .route("/v1/passkeys/code/check", post(api::check_grant_code))
        .route("/v1/passkeys/grant", post(api::authorize_grant))
        .route("/v1/passkeys/options", post(api::choose_place))
        .route("/v1/passkeys/{id}", patch(api::rename_passkey))
        .route("/v1/passkeys/{id}/removal", post(api::start_removal))
        .route("/v1/passkeys/{id}/remove", post(api::remove_passkey))
        .route("/v1/passkeys/{id}/loss", post(api::report_loss))
        .route("/v1/openapi.json", get(openapi::document))
        .route("/.well-known/openid-configuration", get(oidc::discovery))
        .route("/.well-known/oauth-authorization-server", get(oidc::discovery))
        .route("/.well-known/webauthn", get(well_known::related_origins))
        .route("/.well-known/assetlinks.json", get(well_known::asset_links))
        .route("/.well-known/apple-app-site-association", get(well_known::app_site_association))
        .route("/.well-known/passkey-endpoints", get(well_known::passkey_endpoints))
        .route("/.well-known/passkeep-receipts", get(well_known::receipts))
        .route("/healthz", get(openapi::healthy))
        .route("/readyz", get(openapi::ready))
        .merge(support(&app))
        .fallback(pages::nowhere)
        .method_not_allowed_fallback(openapi::wrong_method)
        .layer(from_fn_with_state(app.clone(), asker::enter))
        .with_state(app)
}

/// The support desk. For whoever has no role among the staff there is nothing at any of its addresses, whatever they send.
fn support(app: &Arc<App>) -> Router<Arc<App>> {
    Router::new()
        .route("/support", get(pages::support_page))
        .route("/support/charts", get(pages::charts_page))
        .route("/support/find", post(pages::find_page))
        .route("/support/attempts/{reference}", get(pages::attempt_page))
        .route("/support/accounts/{user_id}", get(pages::account_page))
        .route("/support/accounts/{user_id}/freeze", post(pages::freeze_for_page))
        .route("/support/accounts/{user_id}/recovery", post(pages::offer_recovery_page))
        .route("/support/accounts/{user_id}/holds/{hold}/resend", post(pages::resend_page))
        .route("/support/accounts/{user_id}/propose", get(pages::propose_page))
        .route("/support/accounts/{user_id}/proposals/{proposal}", get(pages::proposal_page))
        .route("/support/accounts/{user_id}/proposals/{proposal}/withdraw", post(pages::withdraw_page))
        .route("/v1/support", get(api::enter_support))
        .route("/v1/support/find", post(api::find_support))
        .route("/v1/support/accounts/{user_id}/freeze", post(api::freeze_for))
        .route("/v1/support/accounts/{user_id}/recovery", post(api::offer_recovery))
        .route("/v1/support/accounts/{user_id}/holds/{hold}/resend", post(api::resend_notices))
        .route("/v1/support/accounts/{user_id}/proposals", post(api::propose))
        .route("/v1/support/accounts/{user_id}/proposals/options", post(api::start_propose))
        .route("/v1/support/accounts/{user_id}/proposals/{proposal}/options", post(api::start_decide))
        .route("/v1/support/accounts/{user_id}/proposals/{proposal}/decide", post(api::decide_proposal))
        .route("/v1/support/accounts/{user_id}/proposals/{proposal}/withdraw", post(api::withdraw_proposal))
        .layer(from_fn_with_state(app.clone(), pages::staff_alone))
}

const SIGN_UP_CODE: CodeRoute = CodeRoute {
    purpose: Purpose::SignUp,
    words: CodePurpose::SignUp,
    section: None,
    start: "/sign-up",
    path: "/sign-up/code",
};

const NEW_PASSKEY_CODE: CodeRoute = CodeRoute {
    purpose: Purpose::CreatePasskey,
    words: CodePurpose::NewPasskey,
    section: Some(Section::Passkeys),
    start: "/settings/passkeys/new",
    path: "/settings/passkeys/new/code",
};

const SIGN_IN_CODE: CodeRoute = CodeRoute {
    purpose: Purpose::SignIn,
    words: CodePurpose::SignIn,
    section: None,
    start: "/sign-in/other",
    path: "/sign-in/code",
};

const REAUTHENTICATE_CODE: CodeRoute = CodeRoute {
    purpose: Purpose::Reauthenticate,
    words: CodePurpose::Reauthenticate,
    section: None,
    start: "/reauthenticate",
    path: "/reauthenticate/code",
};

const RECOVERY_CODE: CodeRoute = CodeRoute {
    purpose: Purpose::Recover,
    words: CodePurpose::Recovery,
    section: None,
    start: "/recovery",
    path: "/recovery/code",
};

const EMAIL_CODE: CodeRoute = CodeRoute {
    purpose: Purpose::AddEmail,
    words: CodePurpose::Email,
    section: Some(Section::Contacts),
    start: "/settings/contacts/email",
    path: "/settings/contacts/email/code",
};

const REPLACEMENT_CODE: CodeRoute = CodeRoute {
    purpose: Purpose::ReplaceContact,
    words: CodePurpose::Replacement,
    section: Some(Section::Contacts),
    start: "/settings/contacts",
    path: "/settings/contacts/change/code",
};
