//! The pages of apps.

use passkeep_server::views::{
    AppFault, AppFaultPage, AppView, AppsPage, ConsentPage, LogoutPage, ProceedPage, ScopeView,
};

use super::*;

/// What is asked on the way to an app, and the apps in use.
pub(super) fn app_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let scopes = |scopes: &[&str]| -> Vec<ScopeView> {
        let scope = |scope: &&str| ScopeView { scope: (*scope).into(), moves_value: *scope == "trade" };
        scopes.iter().map(scope).collect()
    };
    let consent = ConsentPage {
        page: sample.stranger("/authorize/proceed"),
        app: "Halden Shop".into(),
        name: "Ada Okafor".into(),
        user_id: "605044858".into(),
        scopes: scopes(&["openid", "profile", "offline_access", "trade"]),
        request: "AAAAAAAAAAAAAAAAAAAAAA".into(),
    };
    let app = |name: &str, asks: &[&str]| AppView {
        id: name.into(),
        name: name.into(),
        home: (name == "Halden Shop").then(|| "https://shop.example/".into()),
        scopes: scopes(asks),
        since_ms: NOW_MS - DAY_MS,
    };
    let apps = |apps, ended| AppsPage { page: sample.owner("/settings/apps", Section::Apps), apps, ended };
    let used = vec![app("Halden Shop", &["openid", "trade"]), app("Ledger", &["openid", "email"])];
    let logout = LogoutPage { page: sample.stranger("/"), name: "Ada Okafor".into(), parameters: vec![] };
    let fault = AppFaultPage { page: sample.stranger("/"), fault: AppFault::Redirect };
    vec![
        ("consent", rendered(&consent)),
        ("proceed", rendered(&ProceedPage { page: sample.stranger("/"), next: "/".into() })),
        ("logout", rendered(&logout)),
        ("app-fault", rendered(&fault)),
        ("apps", rendered(&apps(used, true))),
        ("apps-none", rendered(&apps(vec![], false))),
    ]
}
