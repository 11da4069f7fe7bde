//! Which clients may create and use passkeys: the operator's own rules, top to bottom, the first that matches.
//!
//! They save people from ceremonies that can't succeed, and tell them what can. They judge what a client says of itself, so
//! they never grant anything, and nothing that guards an account relies on them.

mod lines;
mod read;

use std::collections::BTreeMap;

use super::facts::{CAPABILITY_PREFIX, Capability, ClientFacts, OsName};
use super::known::{Certainty, Known, Version};
use super::reading::android_version;
use crate::named::named;

pub use read::{PolicyNote, PolicyProblem, TEXTS};

/// The rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientPolicy {
    /// The operator's name for them.
    pub id: String,
    /// Counts the operator's changes.
    pub revision: u64,
    /// The rules, in the order in which they are asked.
    pub rules: Vec<Rule>,
    /// The operator's own sentences, by the names that rules call them.
    pub texts: BTreeMap<String, OwnText>,
    /// The addresses that rules' links stand for.
    pub links: BTreeMap<String, Link>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub id: String,
    /// Whether it is asked at all.
    pub state: RuleState,
    /// What must hold of the client: all of it.
    pub when: Vec<Condition>,
    /// For what it is asked.
    pub operations: Vec<Operation>,
    /// For which ways of doing it.
    pub methods: Vec<Method>,
    /// What follows.
    pub effect: Effect,
    /// What a person is told; there unless the effect is `allow`.
    pub said: Option<Said>,
    /// The ways that the operator would lead on.
    pub offer: Vec<Way>,
    /// Where an update is: an address, or the name of one.
    pub link: Option<String>,
    /// Whether it is worth looking again when the person comes back.
    pub recheck: Recheck,
    /// What a fact that isn't known comes to.
    pub on_unknown: OnUnknown,
}

/// What a rule tells a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The diagnosis, as `ENV-02`.
    pub code: String,
    /// The name of the sentence.
    pub text: String,
}

/// Whether a rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleState {
    /// It is.
    On,
    /// It stands there for later.
    Off,
}

/// A test of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The fact.
    pub fact: Fact,
    /// The test.
    pub test: Test,
}

/// What a fact must be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Test {
    /// One of these.
    In(Vec<Operand>),
    /// None of these.
    Not(Vec<Operand>),
    /// Smaller.
    Lt(Operand),
    /// Smaller or the same.
    Lte(Operand),
    /// Larger.
    Gt(Operand),
    /// Larger or the same.
    Gte(Operand),
    /// Known, or not known.
    Known(bool),
}

/// What a fact is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A word.
    Word(String),
    /// A version.
    Version(Version),
    /// A number.
    Number(u64),
    /// Yes or no.
    Flag(bool),
}

named!(
    /// What somebody would do with a passkey.
    Operation {
        /// Create one.
        CreatePasskey = "create_passkey",
        /// Sign in with one.
        SignInPasskey = "sign_in_passkey",
        /// Prove one again, or confirm an action with it.
        StepUpPasskey = "step_up_passkey",
    }
);

named!(
    /// Where the passkey is.
    Method {
        /// On this device.
        Platform = "platform",
        /// On a phone or tablet, by QR code.
        Hybrid = "hybrid",
        /// On a security key.
        SecurityKey = "security_key",
    }
);

named!(
    /// What follows from a rule.
    Effect {
        /// Nothing.
        Allow = "allow",
        /// It goes on, and something is said.
        Warn = "warn",
        /// It is not begun.
        Block = "block",
        /// It is not begun here: another window can.
        Redirect = "redirect",
    }
);

named!(
    /// Whether it is worth looking again.
    Recheck {
        /// When the person comes back to the page.
        OnResume = "on_resume",
        /// Only when the page is opened again.
        Never = "never",
    }
);

named!(
    /// What a fact that isn't known comes to.
    OnUnknown {
        /// The rule doesn't match.
        NoMatch = "no_match",
        /// The rule matches as far as this fact goes. Never for a version in a rule that stops.
        Match = "match",
    }
);

named!(
    /// A way that leads on.
    Way {
        /// A phone or tablet, by QR code.
        OtherDeviceQr = "other_device_qr",
        /// A security key.
        SecurityKey = "security_key",
        /// The password.
        Password = "password",
        /// A code to the phone.
        PhoneCode = "phone_code",
    }
);

impl Effect {
    /// Whether what was asked for is not begun.
    pub const fn stops(self) -> bool {
        matches!(self, Self::Block | Self::Redirect)
    }
}

/// A fact that rules may ask for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fact {
    /// One that has a name of its own.
    Named(&'static str, FactKind),
    /// What a browser can do.
    Capability(Capability),
}

/// What a fact is compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FactKind {
    /// As a word.
    Word,
    /// As a version.
    Version,
    /// As a number, which stands for a version too.
    Number,
    /// As yes or no.
    Flag,
}

impl Fact {
    /// Every fact with a name of its own.
    pub const NAMED: &[(&str, FactKind)] = &[
        ("channel", FactKind::Word),
        ("app.id", FactKind::Word),
        ("app.version", FactKind::Version),
        ("os.name", FactKind::Word),
        ("os.version", FactKind::Version),
        ("os.api_level", FactKind::Number),
        ("os.build", FactKind::Number),
        ("screen_lock", FactKind::Word),
        ("gms", FactKind::Word),
        ("region", FactKind::Word),
        ("browser", FactKind::Word),
        ("browser.version", FactKind::Version),
    ];

    /// Reads its name.
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(capability) = name.strip_prefix(CAPABILITY_PREFIX) {
            return Capability::parse(capability).map(Self::Capability);
        }
        Self::NAMED.iter().find(|(known, _)| *known == name).map(|(name, kind)| Self::Named(name, *kind))
    }

    /// What it is compared as.
    pub const fn kind(&self) -> FactKind {
        match self {
            Self::Named(_, kind) => *kind,
            Self::Capability(_) => FactKind::Flag,
        }
    }

    /// Whether it is a version, or a number that stands for one.
    pub const fn is_version(&self) -> bool {
        matches!(self.kind(), FactKind::Version | FactKind::Number)
    }

    /// Its name.
    pub fn name(&self) -> String {
        match self {
            Self::Named(name, _) => (*name).to_owned(),
            Self::Capability(capability) => format!("{CAPABILITY_PREFIX}{}", capability.as_str()),
        }
    }
}

/// A sentence of the operator's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnText {
    /// In any language that has none of its own.
    pub any: Option<String>,
    /// By language tag.
    pub by_language: BTreeMap<String, String>,
}

impl OwnText {
    /// The sentence in a language.
    pub fn get(&self, language: &str) -> Option<&str> {
        let primary = language.split('-').next().unwrap_or(language);
        let own = self.by_language.get(language).or_else(|| self.by_language.get(primary));
        own.or(self.any.as_ref()).or_else(|| self.by_language.get("en")).map(String::as_str)
    }
}

/// The addresses that a link's name stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// On systems that have none of their own.
    pub any: Option<String>,
    /// By system.
    pub by_system: BTreeMap<OsName, String>,
}

/// What the rules say of one client, one operation and one method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict<'a> {
    /// What follows.
    pub effect: Effect,
    /// By which rule; none where none matched.
    pub rule: Option<&'a Rule>,
}

impl Verdict<'_> {
    const ALLOW: Self = Self { effect: Effect::Allow, rule: None };
}

impl ClientPolicy {
    /// The rules as shipped: iOS 16, Android 9, Windows 11, apps from 16.20 on, a screen lock, no HarmonyOS.
    pub fn shipped() -> Self {
        Self::parse(Self::SHIPPED).expect("the file is part of the build").0
    }

    /// The file of the rules as shipped.
    pub const SHIPPED: &str = include_str!("../../data/client-policy.json");

    /// What the first rule that matches says.
    ///
    /// An unknown version never stops: neither does a rule match that would need to know it, nor does one stop a client that
    /// a softer rule above would let through if its version were known.
    pub fn judge(&self, facts: &ClientFacts, operation: Operation, method: Method) -> Verdict<'_> {
        let mut spared = false;
        let asked = self.rules.iter().filter(|rule| rule.is_asked(operation, method));
        for rule in asked {
            match rule.matches(facts) {
                Match::Yes if rule.effect.stops() && spared => return Verdict::ALLOW,
                Match::Yes => return Verdict { effect: rule.effect, rule: Some(rule) },
                Match::UnknownVersion => spared |= !rule.effect.stops(),
                Match::No => {}
            }
        }
        Verdict::ALLOW
    }

    /// The methods that are not stopped.
    pub fn open(&self, facts: &ClientFacts, operation: Operation) -> Vec<Method> {
        let open = |method: &Method| !self.judge(facts, operation, *method).effect.stops();
        Method::ALL.iter().copied().filter(open).collect()
    }

    /// The ways that lead on from a rule: those that it offers, or else all there are; without those that the rules stop.
    pub fn ways_on(&self, facts: &ClientFacts, operation: Operation, rule: &Rule) -> Vec<Way> {
        let open = self.open(facts, operation);
        let leads_on = |way: &Way| match way {
            Way::OtherDeviceQr => open.contains(&Method::Hybrid),
            Way::SecurityKey => open.contains(&Method::SecurityKey),
            // A passkey isn't created with them.
            Way::Password | Way::PhoneCode => {
                operation != Operation::CreatePasskey || rule.offer.contains(way)
            }
        };
        let offered = if rule.offer.is_empty() { Way::ALL } else { &rule.offer };
        offered.iter().copied().filter(leads_on).collect()
    }

    /// Where a rule's link leads on this client's system.
    pub fn address<'a>(&'a self, rule: &'a Rule, facts: &ClientFacts) -> Option<&'a str> {
        let link = rule.link.as_deref()?;
        if link.starts_with("https://") {
            return Some(link);
        }
        let named = self.links.get(link)?;
        let own = facts.os_name.and_then(|system| named.by_system.get(&system));
        own.or(named.any.as_ref()).map(String::as_str)
    }
}

enum Match {
    Yes,
    No,
    UnknownVersion,
}

impl Rule {
    fn is_asked(&self, operation: Operation, method: Method) -> bool {
        self.state == RuleState::On && self.operations.contains(&operation) && self.methods.contains(&method)
    }

    fn matches(&self, facts: &ClientFacts) -> Match {
        let mut unknown_version = false;
        for Condition { fact, test } in &self.when {
            match test.of(fact, facts) {
                Certainty::Yes => {}
                Certainty::No => return Match::No,
                Certainty::Undecided if self.on_unknown == OnUnknown::Match => {}
                Certainty::Undecided if fact.is_version() => unknown_version = true,
                Certainty::Undecided => return Match::No,
            }
        }
        if unknown_version { Match::UnknownVersion } else { Match::Yes }
    }

    /// The least version that this rule would not match, as people call it: `9` of Android's API level 28.
    pub fn minimum(&self) -> Option<String> {
        self.when.iter().find_map(|condition| match (condition.fact.name().as_str(), &condition.test) {
            ("os.api_level", Test::Lt(Operand::Number(level))) => {
                Some(android_version(*level).map_or_else(|| level.to_string(), str::to_owned))
            }
            ("os.build", Test::Lt(Operand::Number(22_000))) => Some("11".to_owned()),
            ("os.build", Test::Lt(Operand::Number(10_240))) => Some("10".to_owned()),
            (_, Test::Lt(Operand::Number(number))) => Some(number.to_string()),
            (_, Test::Lt(Operand::Version(version))) => Some(version.to_string()),
            _ => None,
        })
    }
}

impl Test {
    fn of(&self, fact: &Fact, facts: &ClientFacts) -> Certainty {
        if let Self::Known(wanted) = self {
            return (facts.knows(fact) == *wanted).into();
        }
        let any = |operands: &[Operand]| {
            let each: Vec<Certainty> = operands.iter().map(|operand| facts.is(fact, operand)).collect();
            match each {
                each if each.contains(&Certainty::Yes) => Certainty::Yes,
                each if each.contains(&Certainty::Undecided) => Certainty::Undecided,
                _ => Certainty::No,
            }
        };
        match self {
            Self::In(operands) => any(operands),
            Self::Not(operands) => !any(operands),
            Self::Lt(bound) => facts.is_below(fact, bound),
            Self::Gte(bound) => !facts.is_below(fact, bound),
            Self::Lte(bound) => facts.is_at_most(fact, bound),
            Self::Gt(bound) => !facts.is_at_most(fact, bound),
            Self::Known(_) => Certainty::Undecided,
        }
    }
}

impl ClientFacts {
    fn word(&self, fact: &Fact) -> Option<&str> {
        match fact {
            Fact::Named("channel", _) => self.channel.map(|channel| channel.as_str()),
            Fact::Named("app.id", _) => self.app_id.as_ref().map(|id| id.as_str()),
            Fact::Named("os.name", _) => self.os_name.map(|name| name.as_str()),
            Fact::Named("screen_lock", _) => self.screen_lock.map(|lock| lock.as_str()),
            Fact::Named("gms", _) => self.gms.map(|presence| presence.as_str()),
            Fact::Named("region", _) => self.region.as_ref().map(|region| region.as_str()),
            Fact::Named("browser", _) => self.browser.map(|browser| browser.as_str()),
            Fact::Named(..) | Fact::Capability(_) => None,
        }
    }

    fn version(&self, fact: &Fact) -> Option<Known<Version>> {
        match fact {
            Fact::Named("app.version", _) => self.app_version.clone().map(Known::Exactly),
            Fact::Named("os.version", _) => self.os_version.clone(),
            Fact::Named("browser.version", _) => self.browser_version.clone().map(Known::Exactly),
            Fact::Named(..) | Fact::Capability(_) => None,
        }
    }

    fn number(&self, fact: &Fact) -> Option<&Known<u64>> {
        match fact {
            Fact::Named("os.api_level", _) => self.os_api_level.as_ref(),
            Fact::Named("os.build", _) => self.os_build.as_ref(),
            Fact::Named(..) | Fact::Capability(_) => None,
        }
    }

    fn knows(&self, fact: &Fact) -> bool {
        match fact {
            Fact::Capability(capability) => self.capabilities.contains_key(capability),
            Fact::Named(..) => {
                self.word(fact).is_some()
                    || self.version(fact).is_some_and(|known| known.exactly().is_some())
                    || self.number(fact).is_some_and(|known| known.exactly().is_some())
            }
        }
    }

    fn is(&self, fact: &Fact, operand: &Operand) -> Certainty {
        let is = match operand {
            Operand::Word(word) => self.word(fact).map(|seen| (seen == word).into()),
            Operand::Version(version) => self.version(fact).map(|known| known.is(version)),
            Operand::Number(number) => self.number(fact).map(|known| known.is(number)),
            Operand::Flag(flag) => match fact {
                Fact::Capability(capability) => {
                    self.capabilities.get(capability).map(|can| (can == flag).into())
                }
                Fact::Named(..) => None,
            },
        };
        is.unwrap_or(Certainty::Undecided)
    }

    fn is_below(&self, fact: &Fact, bound: &Operand) -> Certainty {
        let below = match bound {
            Operand::Version(bound) => self.version(fact).map(|known| known.is_below(bound)),
            Operand::Number(bound) => self.number(fact).map(|known| known.is_below(bound)),
            Operand::Word(_) | Operand::Flag(_) => None,
        };
        below.unwrap_or(Certainty::Undecided)
    }

    fn is_at_most(&self, fact: &Fact, bound: &Operand) -> Certainty {
        let at_most = match bound {
            Operand::Version(bound) => self.version(fact).map(|known| known.is_at_most(bound)),
            Operand::Number(bound) => self.number(fact).map(|known| known.is_at_most(bound)),
            Operand::Word(_) | Operand::Flag(_) => None,
        };
        at_most.unwrap_or(Certainty::Undecided)
    }
}
