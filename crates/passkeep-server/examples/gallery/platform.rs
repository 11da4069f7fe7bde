//! Pages where the rules for platforms have something to say.

use passkeep_decision::diagnosis::System;
use passkeep_decision::guidance::Keeper;
use passkeep_decision::platform::ClientFacts;
use passkeep_decision::platform::policy::{ClientPolicy, Method, Operation, Recheck};
use passkeep_server::views::{
    NewPasskeyPage, PasskeysPage, PlacePage, PlacesView, Platform, Reach, Section, SignInPage, SignUpPage,
    VerdictView, countries, verdict_text,
};
use serde_json::{Value, json};

use super::{NOW_MS, Sample, rendered};

pub fn platform_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let old_ios = || verdict(sample, json!({ "os.name": "ios", "os.version": "15.8" }), Reach::PhoneOrKey);
    let harmony = verdict(sample, json!({ "os.name": "harmonyos", "os.version": "5.0" }), Reach::PhoneOrKey);
    let old_mac = verdict(sample, json!({ "os.name": "macos", "os.version": "12.6" }), Reach::Here);
    let old_app = |reach| {
        let facts =
            json!({ "channel": "native_app", "app.id": "mobile", "app.version": "16.9", "os.name": "ios" });
        let link = Some("https://apps.apple.com/app/id0".to_owned());
        VerdictView { link, ..verdict(sample, facts, reach) }
    };
    let passkeys = |cards, verdict| PasskeysPage {
        page: sample.owner("/settings/passkeys", Section::Passkeys),
        cards,
        holds: vec![],
        gone_at_ms: NOW_MS,
        removed: vec![],
        notice: None,
        verdict: Some(verdict),
        system: System::Ios,
        invitation: None,
    };
    let place = |platform, places| PlacePage {
        page: sample.owner("/settings/passkeys/new/place", Section::Passkeys),
        ticket: "v1.sample".into(),
        platform,
        next: "/settings/passkeys?created=",
        places,
    };
    let elsewhere = |verdict| PlacesView {
        verdict: Some(verdict),
        open: vec![Method::Hybrid, Method::SecurityKey],
        system: System::Ios,
        ..PlacesView::all()
    };
    let new_passkey = NewPasskeyPage {
        page: sample.owner("/settings/passkeys/new", Section::Passkeys),
        sent_to: "78".into(),
        refusal: None,
        verdict: Some(old_app(Reach::Nowhere)),
    };
    let sign_in = SignInPage {
        page: sample.stranger("/"),
        identifier: String::new(),
        shared_computer: false,
        next: None,
        notice: None,
        app: None,
        verdict: Some(old_app(Reach::AnotherWay)),
    };
    let sign_up = SignUpPage {
        page: sample.stranger("/sign-up"),
        countries: countries(sample.language, "PT"),
        number: String::new(),
        fault: None,
        verdict: Some(old_app(Reach::Nowhere)),
    };
    let warned = PlacesView {
        verdict: Some(old_mac),
        keeper: Keeper::AppleAlone,
        system: System::Mac,
        ..PlacesView::all()
    };
    let nowhere = PlacesView { verdict: Some(old_app(Reach::Nowhere)), open: vec![], ..PlacesView::all() };
    vec![
        ("passkeys-old-ios", rendered(&passkeys(sample.cards(), old_ios()))),
        ("passkeys-old-app", rendered(&passkeys(vec![], old_app(Reach::Nowhere)))),
        ("place-old-ios", rendered(&place(Platform::Ios, elsewhere(old_ios())))),
        ("place-harmony", rendered(&place(Platform::Other, elsewhere(harmony)))),
        ("place-old-mac", rendered(&place(Platform::Mac, warned))),
        ("place-old-app", rendered(&place(Platform::Ios, nowhere))),
        ("new-passkey-old-app", rendered(&new_passkey)),
        ("sign-in-old-app", rendered(&sign_in)),
        ("sign-up-old-app", rendered(&sign_up)),
    ]
}

/// What the rules as shipped say to a client that would create a passkey.
fn verdict(sample: &Sample, facts: Value, reach: Reach) -> VerdictView {
    let policy = ClientPolicy::shipped();
    let facts = ClientFacts::from_json(facts.as_object().expect("an object"));
    let rule =
        policy.judge(&facts, Operation::CreatePasskey, Method::Platform).rule.expect("a rule speaks of it");
    VerdictView {
        text: verdict_text(sample.language, &policy, (&facts, rule)),
        update: rule.said.as_ref().filter(|said| said.text == "policy.update_os").and(facts.os_name),
        link: None,
        recheck: Recheck::Never,
        reach,
    }
}
