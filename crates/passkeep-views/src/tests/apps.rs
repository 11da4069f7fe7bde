//! The pages of apps, with a hostile text wherever one can stand.

use askama::Template;

use super::HOSTILE;
use super::samples::*;
use crate::texts::Language;
use crate::*;

fn scopes() -> Vec<ScopeView> {
    let scope = |scope: &str| ScopeView { scope: scope.into(), moves_value: true };
    [HOSTILE, "openid", "profile", "email", "phone", "offline_access"].map(scope).into()
}

pub(super) fn consent(language: Language) -> String {
    ConsentPage {
        page: page(language, None),
        app: HOSTILE.into(),
        name: HOSTILE.into(),
        user_id: "123456789".into(),
        scopes: scopes(),
        request: HOSTILE.into(),
    }
    .render()
    .unwrap()
}

pub(super) fn proceed(language: Language) -> String {
    ProceedPage { page: page(language, None), next: format!("/authorize?{HOSTILE}") }.render().unwrap()
}

pub(super) fn logout(language: Language) -> String {
    let parameters = vec![(HOSTILE.into(), HOSTILE.into())];
    LogoutPage { page: page(language, None), name: HOSTILE.into(), parameters }.render().unwrap()
}

pub(super) fn fault(language: Language) -> String {
    AppFaultPage { page: page(language, None), fault: AppFault::Redirect }.render().unwrap()
}

pub(super) fn list(language: Language) -> String {
    let home = Some(HOSTILE.into());
    let app = AppView { id: HOSTILE.into(), name: HOSTILE.into(), home, scopes: scopes(), since_ms: 0 };
    AppsPage { page: page(language, Some(Section::Apps)), apps: vec![app], ended: true }.render().unwrap()
}
