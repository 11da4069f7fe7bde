//! What every page shares: the house (brand and assets), the language, who is signed in, the moment.

use std::collections::BTreeMap;
use std::fmt::{self, Display};
use std::sync::Arc;

use askama::filters::HtmlSafe;
use fluent_bundle::FluentValue;

use super::waits::Waits;
use super::when;
use crate::brand::Brand;
use crate::legal::{Legal, LegalTexts};
use crate::texts::Language;

/// The same for every request: made once at start.
#[derive(Debug, Clone)]
pub struct House {
    /// Whose pages they are.
    pub brand: Brand,
    /// Where stylesheets and scripts are.
    pub assets: Assets,
    /// The legal texts at the foot of every page.
    pub legal: Legal,
    /// How long the policy makes people wait.
    pub waits: Waits,
}

/// Where each asset is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Assets(BTreeMap<String, Asset>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Asset {
    /// Holds the hash of the content.
    url: String,
    /// The URLs of what a script imports, itself or by another.
    modules: Vec<String>,
}

impl Assets {
    /// The files that pages ask for; each must have a URL.
    pub const NAMES: [&'static str; 19] = [
        "passkeep.css",
        "brand.css",
        "icon.svg",
        "page.js",
        "sign-in.js",
        "sign-up.js",
        "create.js",
        "remove.js",
        "reauthenticate.js",
        "password.js",
        "trust.js",
        "approve.js",
        "approvals.js",
        "wait.js",
        "hold.js",
        "stop.js",
        "device-proof.js",
        "recovery-codes.js",
        "support.js",
    ];

    fn url(&self, name: &str) -> String {
        self.0.get(name).map_or_else(|| format!("/assets/{name}"), |asset| asset.url.clone())
    }

    /// The element that runs a script, after those by which a browser fetches all that it imports at once.
    fn module(&self, name: &str) -> String {
        let modules = self.0.get(name).map_or(&[][..], |asset| &asset.modules);
        let ahead = modules.iter().map(|url| format!("<link rel=\"modulepreload\" href=\"{url}\">\n"));
        let script = format!("<script type=\"module\" src=\"{}\"></script>", self.url(name));
        ahead.chain([script]).collect()
    }
}

impl FromIterator<(String, String, Vec<String>)> for Assets {
    /// From each file's name, its URL, and the URLs of what it imports.
    fn from_iter<I: IntoIterator<Item = (String, String, Vec<String>)>>(assets: I) -> Assets {
        Assets(assets.into_iter().map(|(name, url, modules)| (name, Asset { url, modules })).collect())
    }
}

/// What every page needs to be rendered.
#[derive(Debug, Clone)]
pub struct Page {
    /// Brand and assets.
    pub house: Arc<House>,
    /// The language of this page.
    pub language: Language,
    /// The path of this page's GET, without `lang`: the other language is a link to it.
    pub path: String,
    /// Who is signed in; none on pages for strangers.
    pub nav: Option<Nav>,
    /// The moment of the request, in Unix milliseconds.
    pub now_ms: i64,
}

/// Who is signed in, and where they are in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nav {
    /// What the account's owner is called.
    pub name: String,
    /// The user ID, digits alone. Pages write it in groups of three.
    pub user_id: String,
    /// The section that this page belongs to.
    pub section: Section,
    /// Whether the session is in quarantine: it may look, and little else.
    pub quarantined: bool,
    /// Whether this device may be asked about new ones, as it says: then the page looks for them.
    pub answers_devices: bool,
    /// Whether the account is frozen.
    pub frozen: bool,
}

/// The sections of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// The index of all sections.
    Index,
    /// The passkeys.
    Passkeys,
    /// The devices, and which of them are trusted.
    Devices,
    /// Phone numbers and email addresses.
    Contacts,
    /// The password.
    Password,
    /// Where the account is signed in.
    Sessions,
    /// The apps in use.
    Apps,
    /// What happened.
    History,
    /// What did not work of late.
    Problems,
    /// Recovery codes, and what a loss would mean.
    Recovery,
    /// Freezing and thawing.
    Freeze,
}

/// A browser and the system that it runs on, as people know them: "Safari", "iPhone".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClientView {
    /// The browser's name; empty if unknown.
    pub browser: String,
    /// The system's or device's name; empty if unknown.
    pub system: String,
}

/// Stands in a text for a moment until its `<time>` does: a noncharacter, which no text has.
pub(super) const MOMENT: &str = "\u{fdd0}";

/// HTML that is safe as it stands: our own text, with escaped values in it.
pub(super) struct Html(String);

impl Display for Html {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Html {}

impl Html {
    /// A text without marks of its own.
    pub(super) fn of_text(text: impl Display) -> Self {
        Self(escaped(text))
    }
}

/// What templates call.
impl Page {
    pub(super) fn text(&self, key: &str) -> String {
        self.language.texts().get(key, &[])
    }

    pub(super) fn with(&self, key: &str, name: &'static str, value: impl Display) -> String {
        self.language.texts().get(key, &[(name, value.to_string().into())])
    }

    pub(super) fn with2(
        &self,
        key: &str,
        (name, value): (&'static str, impl Display),
        (name2, value2): (&'static str, impl Display),
    ) -> String {
        let args = [(name, value.to_string().into()), (name2, value2.to_string().into())];
        self.language.texts().get(key, &args)
    }

    /// A text that says how long the policy makes people wait.
    pub(super) fn ruled(&self, key: &str) -> String {
        self.language.texts().get(key, &self.house.waits.args(self.language))
    }

    pub(super) fn ruled_with(&self, key: &str, name: &'static str, value: impl Display) -> String {
        let mut args = self.house.waits.args(self.language);
        args.push((name, value.to_string().into()));
        self.language.texts().get(key, &args)
    }

    /// The same with marks of emphasis of its own.
    pub(super) fn ruled_html(&self, key: &str) -> Html {
        Html(self.ruled(key))
    }

    /// A text that depends on how many; the number is its argument `n`.
    pub(super) fn count(&self, key: &str, n: impl Into<FluentValue<'static>>) -> String {
        self.language.texts().get(key, &[("n", n.into())])
    }

    /// A text that names a moment: it stands in a `<time>`, which the reader's browser writes in their zone.
    pub(super) fn timed(&self, key: &str, name: &'static str, at_ms: &i64) -> Html {
        self.with_moment(&self.with(key, name, MOMENT), at_ms)
    }

    /// A text that names the day of a moment, which the reader's browser writes by their zone.
    pub(super) fn timed_day(&self, key: &str, name: &'static str, at_ms: &i64) -> Html {
        let Html(day) = self.on_day(at_ms);
        Html(escaped(self.with(key, name, MOMENT)).replace(MOMENT, &day))
    }

    /// Such a text, in which [`MOMENT`] stands where the moment belongs.
    pub(super) fn with_moment(&self, text: &str, at_ms: &i64) -> Html {
        let (machine, exact) = (self.machine(at_ms), self.exact(at_ms));
        Html(escaped(text).replace(MOMENT, &format!("<time datetime=\"{machine}\">{exact}</time>")))
    }

    /// A text with marks of emphasis of its own.
    pub(super) fn html(&self, key: &str) -> Html {
        Html(self.text(key))
    }

    /// A text with marks of emphasis of its own; the value is escaped before it goes in.
    pub(super) fn rich(&self, key: &str, name: &'static str, value: impl Display) -> Html {
        Html(self.language.texts().get(key, &[(name, escaped(value).into())]))
    }

    pub(super) fn colophon(&self) -> Html {
        let Brand { host, name, .. } = self.brand();
        let args = [("host", escaped(host).into()), ("brand", escaped(name).into())];
        Html(self.language.texts().get("colophon", &args))
    }

    pub(super) fn legal(&self) -> LegalTexts<'_> {
        self.house.legal.in_language(self.language)
    }

    pub(super) fn asset(&self, name: &str) -> String {
        self.house.assets.url(name)
    }

    /// A page's script, in its head.
    pub(super) fn module(&self, name: &str) -> Html {
        Html(self.house.assets.module(name))
    }

    pub(super) fn brand(&self) -> &Brand {
        &self.house.brand
    }

    /// The other languages, each with the link that leads to this page in it.
    pub(super) fn other_languages(&self) -> Vec<(Language, String)> {
        let others = Language::ALL.into_iter().filter(|language| *language != self.language);
        let glue = if self.path.contains('?') { '&' } else { '?' };
        others.map(|language| (language, format!("{}{glue}lang={}", self.path, language.tag()))).collect()
    }

    pub(super) fn is_quarantined(&self) -> bool {
        self.nav.as_ref().is_some_and(|nav| nav.quarantined)
    }

    /// The page of the freeze says it itself.
    pub(super) fn tells_freeze(&self) -> bool {
        self.nav.as_ref().is_some_and(|nav| nav.frozen && nav.section != Section::Freeze)
    }

    pub(super) fn is_in(&self, section: Section) -> bool {
        self.nav.as_ref().is_some_and(|nav| nav.section == section)
    }

    pub(super) fn answers_devices(&self) -> bool {
        self.nav.as_ref().is_some_and(|nav| nav.answers_devices)
    }

    /// "Safari on iPhone".
    pub(super) fn client(&self, client: &ClientView) -> String {
        match (client.browser.as_str(), client.system.as_str()) {
            ("", "") => self.text("client-unknown"),
            (one, "") | ("", one) => one.to_owned(),
            (browser, system) => self.with2("client", ("browser", browser), ("system", system)),
        }
    }

    /// "Thu 3 Sep 2026".
    pub(super) fn day(&self, at_ms: &i64) -> String {
        when::day(self.language, *at_ms)
    }

    /// "Thu 3 Sep 2026, 09:41 UTC".
    pub(super) fn exact(&self, at_ms: &i64) -> String {
        when::exact(self.language, *at_ms)
    }

    /// "09:41", in UTC.
    pub(super) fn time(&self, at_ms: &i64) -> String {
        when::time(*at_ms)
    }

    /// "12 minutes ago".
    pub(super) fn ago(&self, at_ms: &i64) -> String {
        when::ago(self.language, *at_ms, self.now_ms)
    }

    /// For `<time datetime>`.
    pub(super) fn machine(&self, at_ms: &i64) -> String {
        when::machine(*at_ms)
    }

    /// "Thu 3 Sep 2026", which the reader's browser writes by their zone.
    pub(super) fn on_day(&self, at_ms: &i64) -> Html {
        Html(format!("<time datetime=\"{}\" data-day>{}</time>", self.machine(at_ms), self.day(at_ms)))
    }

    /// Names in a row: "A, B and C".
    pub(super) fn list(&self, names: &[String]) -> String {
        match names {
            [] => String::new(),
            [one] => one.clone(),
            [rest @ .., last] => {
                let rest = rest.join(&self.language.texts().get("list-comma", &[]));
                self.with2("list-and", ("rest", rest), ("last", last))
            }
        }
    }

    pub(super) fn sign_up_steps(&self) -> Vec<String> {
        let titles = [self.text("step-phone"), self.text("step-code"), self.text("step-name")];
        titles.into_iter().chain([self.text("step-passkey")]).collect()
    }

    /// "Step 2 of 3: ", before the title of the step on narrow pages.
    pub(super) fn step_count(&self, at: &usize, of: &usize) -> String {
        self.with2("step-count", ("at", at), ("of", of))
    }

    pub(super) fn new_passkey_steps(&self) -> Vec<String> {
        vec![self.text("step-code"), self.text("step-use-passkey"), self.text("step-place")]
    }
}

fn escaped(value: impl Display) -> String {
    askama::filters::escape(value, askama::filters::Html)
        .map_or_else(|_| String::new(), |safe| safe.to_string())
}

/// A user ID in groups of three, as people read it out.
pub(super) fn grouped(user_id: &str) -> String {
    let characters: Vec<char> = user_id.chars().collect();
    characters.chunks(3).map(String::from_iter).collect::<Vec<_>>().join(" ")
}
