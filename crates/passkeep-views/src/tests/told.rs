//! To whom a sentence speaks: where no passkey works, nobody is told to create one that can't be; and on the desk nothing
//! speaks to the account's owner.

use askama::Template;

use super::*;
use crate::devices::TrustView;
use crate::support::told;

fn nothing_works(language: Language, reach: Reach, cards: Vec<CardView>) -> String {
    PasskeysPage {
        page: page(language, Some(Section::Passkeys)),
        cards,
        removed: vec![],
        holds: vec![],
        gone_at_ms: 0,
        notice: None,
        verdict: Some(verdict(reach).without_passkeys()),
        system: System::Unknown,
        invitation: None,
    }
    .render()
    .unwrap()
}

/// What stands under the heading.
fn lede(html: &str) -> &str {
    between(html, "<p class=\"lede\" data-takes-passkeys>", "</p>")
}

#[test]
fn where_nothing_can_be_created_nobody_is_told_to() {
    let suspended = Some(SuspendedView { hold: "H".into(), gone_at_ms: 0 });
    let cards = || vec![CardView { suspended: suspended.clone(), model: None, ..card("A") }];
    for language in Language::ALL {
        let now = lede(&nothing_works(language, Reach::Here, cards())).to_owned();
        let nowhere = nothing_works(language, Reach::Nowhere, cards());
        let elsewhere = nothing_works(language, Reach::PhoneOrKey, cards());
        assert!(now != lede(&nowhere) && now != lede(&elsewhere) && lede(&nowhere) != lede(&elsewhere));
        assert!(!nowhere.contains("href=\"/settings/passkeys/new\""), "{language:?}");
        assert!(elsewhere.contains("href=\"/settings/passkeys/new\""), "{language:?}");
        // Who has none is not told that theirs are fine.
        let fine = language.texts().get("verdict-nowhere", &[]);
        assert!(!nowhere.contains(&fine) && !nothing_works(language, Reach::Nowhere, vec![]).contains(&fine));
    }
    assert!(lede(&nothing_works(Language::En, Reach::Here, cards())).contains("Create one now"));
}

#[test]
fn in_a_browser_without_passkeys_everything_that_takes_one_can_be_hidden() {
    let html = nothing_works(Language::En, Reach::Here, vec![]);
    assert!(html.contains("without-passkeys.js"));
    let offers = html.matches("href=\"/settings/passkeys/new\"").count();
    assert_eq!(html.matches("href=\"/settings/passkeys/new\" data-takes-passkeys").count(), offers);
    assert_eq!(html.matches("data-without-passkeys hidden").count(), 1);
}

/// The words by which a sentence speaks to somebody.
fn speaks_to_its_reader(language: Language, sentence: &str) -> bool {
    let words = |word: &str| sentence.to_lowercase().split(|c: char| !c.is_alphabetic()).any(|w| w == word);
    match language {
        Language::En => ["you", "your", "yours"].iter().any(|word| words(word)),
        Language::ZhCn | Language::ZhTw => sentence.contains('您') || sentence.contains('你'),
        Language::Ja => {
            sentence.contains("あなた") || sentence.contains("お客様") || sentence.contains("ご自身")
        }
    }
}

#[test]
fn on_the_desk_nothing_of_devices_and_holds_speaks_to_the_owner() {
    let trusts = [
        TrustView::Settled,
        TrustView::SignUp { until_ms: 0 },
        TrustView::NotChosen,
        TrustView::NotYet { until_ms: 0 },
        TrustView::NoFullSignIn,
        TrustView::SignedOut,
        TrustView::SecretLost,
        TrustView::Copied,
    ];
    for language in Language::ALL {
        let page = page(language, None);
        for trust in trusts {
            let device = DeviceView { this_device: false, ..device("D", trust) };
            let said = told::trust(&device, &page).to_string();
            assert!(!said.is_empty() && !speaks_to_its_reader(language, &said), "{said}");
        }
        for kind in HELD_KINDS {
            for standing in
                [HoldStanding::Waiting, HoldStanding::Disputed, HoldStanding::Upheld, HoldStanding::Open]
            {
                let said = told::title(&held(kind, standing), &page);
                assert!(!said.is_empty() && !speaks_to_its_reader(language, &said), "{said}");
            }
        }
    }
    assert!(speaks_to_its_reader(Language::En, "It is your device"));
}
