//! What the rules for platforms say on a page: why something can't be done here, and what can.

use passkeep_decision::diagnosis::System;
use passkeep_decision::guidance::{Keeper, Question};
use passkeep_decision::platform::policy::{ClientPolicy, Method, OwnText, Recheck, Rule};
use passkeep_decision::platform::{ClientFacts, OsName};

use super::Page;
use crate::guidance::{Answered, Guidance};
use crate::texts::Language;

/// What the rules say about this device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerdictView {
    /// The sentence.
    pub text: String,
    /// The system that an update of would help.
    pub update: Option<OsName>,
    /// Where an update is.
    pub link: Option<String>,
    /// Whether to look again when the person comes back.
    pub recheck: Recheck,
    /// What can be done instead.
    pub reach: Reach,
}

/// What can be done where the rules have something to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The same, on this device: it was a warning.
    Here,
    /// The same with a phone, or a security key.
    PhoneOrKey,
    /// The same with a phone.
    Phone,
    /// The same with a security key.
    Key,
    /// Signing in another way.
    AnotherWay,
    /// Nothing, on this device.
    Nowhere,
}

/// The places that a page offers for a new passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacesView {
    /// What the rules say about this device.
    pub verdict: Option<VerdictView>,
    /// Where a passkey can be created.
    pub open: Vec<Method>,
    /// What keeps one that is created on this device.
    pub keeper: Keeper,
    /// The system of this device.
    pub system: System,
}

impl PlacesView {
    /// Every place, without a word.
    pub fn all() -> Self {
        Self { verdict: None, open: Method::ALL.to_vec(), keeper: Keeper::Unknown, system: System::Unknown }
    }

    pub(super) fn here(&self) -> bool {
        self.open.contains(&Method::Platform)
    }

    pub(super) fn by_phone(&self) -> bool {
        self.open.contains(&Method::Hybrid)
    }

    pub(super) fn on_key(&self) -> bool {
        self.open.contains(&Method::SecurityKey)
    }

    /// Where it will live with the choice "this device".
    pub(super) fn where_here(&self, page: &Page) -> String {
        match self.keeper {
            Keeper::AppleAlone => page.text("where-this-apple-alone"),
            Keeper::Apple => page.text("where-this-apple"),
            Keeper::AppleOrBrowser => page.text("where-this-mac-browser"),
            Keeper::Google => page.text("where-this-android"),
            Keeper::SamsungOrGoogle => page.text("where-this-samsung"),
            Keeper::PhoneAlone | Keeper::Harmony => page.text("where-this-phone"),
            Keeper::WindowsHello => page.text("where-this-windows"),
            Keeper::HelloOrMicrosoft => page.text("where-this-edge"),
            Keeper::HelloOrGoogle => page.text("where-this-chrome-windows"),
            Keeper::Chromebook => page.text("where-this-chromeos"),
            Keeper::GoogleInChrome => page.text("where-this-chrome-linux"),
            Keeper::ExtensionOrNothing => page.text("where-this-linux"),
            Keeper::Unknown => page.text("where-this-other"),
        }
    }

    /// How a security key's PIN is set on this system, and what a reset does.
    pub(super) fn key_pin(&self, page: &Page) -> Answered {
        let host = &page.brand().host;
        Guidance { language: page.language, system: self.system, host }.answer(Question::KeyPin)
    }

    pub(super) fn anywhere(&self) -> bool {
        !self.open.is_empty()
    }
}

impl VerdictView {
    pub(super) fn warns(&self) -> bool {
        self.reach == Reach::Here
    }

    pub(super) fn looks_again(&self) -> bool {
        self.recheck == Recheck::OnResume
    }

    pub(super) fn leads_nowhere(&self) -> bool {
        self.reach == Reach::Nowhere
    }

    /// Where this system is brought up to date. Systems move such places with every release, so they are named as briefly as
    /// they can be found.
    pub(super) fn how_to_update(&self, page: &Page) -> Option<String> {
        Some(match self.update? {
            OsName::Ios | OsName::IpadOs => page.text("verdict-update-ios"),
            OsName::Android => page.text("verdict-update-android"),
            OsName::Windows => page.text("verdict-update-windows"),
            OsName::MacOs => page.text("verdict-update-mac"),
            OsName::Linux | OsName::ChromeOs | OsName::HarmonyOs => return None,
        })
    }

    /// What can be done instead.
    pub(super) fn way_on(&self, page: &Page) -> Option<String> {
        Some(match self.reach {
            Reach::Here => return None,
            Reach::PhoneOrKey => page.text("verdict-phone-or-key"),
            Reach::Phone => page.text("verdict-phone"),
            Reach::Key => page.text("verdict-key"),
            Reach::AnotherWay => page.text("verdict-another-way"),
            Reach::Nowhere => page.text("verdict-nowhere"),
        })
    }
}

/// The sentence of a rule in a language: the operator's, or else ours.
pub fn verdict_text(language: Language, policy: &ClientPolicy, judged: (&ClientFacts, &Rule)) -> String {
    let (facts, rule) = judged;
    let texts = language.texts();
    let Some(said) = &rule.said else { return String::new() };
    let minimum = rule.minimum().unwrap_or_default();
    let system =
        facts.os_name.map_or_else(|| texts.get("verdict-this-system", &[]), |name| name.name().to_owned());
    if let Some(own) = policy.texts.get(&said.text).and_then(|own| own_text(own, language)) {
        return own.replace("{min}", &minimum).replace("{os_label}", &system);
    }
    match said.text.as_str() {
        "policy.update_app" => texts.get("policy-update-app", &[("min", minimum.into())]),
        "policy.update_os" => {
            texts.get("policy-update-os", &[("system", system.into()), ("min", minimum.into())])
        }
        "policy.set_lock" => texts.get("policy-set-lock", &[]),
        "policy.harmony" => texts.get("policy-harmony", &[]),
        "policy.local_only_mac" => texts.get("policy-local-only-mac", &[]),
        _ => texts.get("policy-open-in-browser", &[]),
    }
}

/// The operator's sentence: what they wrote in the language, or else in the one that stands in for it, comes before what
/// they wrote for all.
fn own_text(own: &OwnText, language: Language) -> Option<&str> {
    let near = language.fallbacks().iter().filter(|other| **other != Language::En);
    let written = |language: &Language| own.by_language.get(language.tag());
    let stands_in = || near.filter_map(written).next().map(String::as_str);
    let primary = language.tag().split('-').next().unwrap_or_default();
    let own_or_wider = written(&language).or_else(|| own.by_language.get(primary)).map(String::as_str);
    own_or_wider.or_else(stands_in).or_else(|| own.get(language.tag()))
}
