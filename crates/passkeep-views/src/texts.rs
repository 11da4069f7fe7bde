//! The words of the pages, in every language that Passkeep speaks. They live in `texts/*.ftl` (Project Fluent)
//! and are part of the binary. Nothing here knows a page; a test reads the templates and compares.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use std::fmt;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

/// The words of a catalogue in a language, `texts/NAME.TAG.ftl` (the pages' has no name): read when they are first needed.
macro_rules! catalogue {
    ($language:expr, $name:literal) => {{
        static EN: LazyLock<Texts> =
            LazyLock::new(|| Texts::parse(Language::En, include_str!(concat!("../texts/", $name, "en.ftl"))));
        static ZH_CN: LazyLock<Texts> = LazyLock::new(|| {
            Texts::parse(Language::ZhCn, include_str!(concat!("../texts/", $name, "zh-CN.ftl")))
        });
        static ZH_TW: LazyLock<Texts> = LazyLock::new(|| {
            Texts::parse(Language::ZhTw, include_str!(concat!("../texts/", $name, "zh-TW.ftl")))
        });
        static JA: LazyLock<Texts> =
            LazyLock::new(|| Texts::parse(Language::Ja, include_str!(concat!("../texts/", $name, "ja.ftl"))));
        match $language {
            Language::En => &EN,
            Language::ZhCn => &ZH_CN,
            Language::ZhTw => &ZH_TW,
            Language::Ja => &JA,
        }
    }};
}

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Simplified Chinese.
    ZhCn,
    /// Traditional Chinese, in the words of Taiwan.
    ZhTw,
    /// Japanese.
    Ja,
}

impl Language {
    /// Every language, in the order in which pages offer them.
    pub const ALL: [Language; 4] = [Language::En, Language::ZhCn, Language::ZhTw, Language::Ja];

    /// What the person chose (`?lang=`), else what they chose before (the cookie), else the best of their
    /// browser's `Accept-Language` (RFC 9110, section 12.5.4), else English.
    pub fn negotiate(query: Option<&str>, cookie: Option<&str>, accept_language: Option<&str>) -> Language {
        query
            .and_then(Language::from_tag)
            .or_else(|| cookie.and_then(Language::from_tag))
            .or_else(|| accept_language.and_then(best_of))
            .unwrap_or(Language::En)
    }

    /// The language that serves a BCP 47 tag, by lookup: what is most particular goes first
    /// (RFC 4647, section 3.4). So `zh-Hans-TW` is simplified, and `zh-HK` is not.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let tag = tag.trim().replace('_', "-").to_ascii_lowercase();
        let mut range = tag.as_str();
        loop {
            if let Some(language) = Language::of_range(range) {
                return Some(language);
            }
            let (shorter, _) = range.rsplit_once('-')?;
            // A single letter begins what belongs to it (`-x-`, `-u-`): alone it says nothing.
            range = match shorter.rsplit_once('-') {
                Some((before, letter)) if letter.len() == 1 => before,
                _ => shorter,
            };
        }
    }

    /// The ranges of which each language is the best that we have. A Chinese that names neither script nor place
    /// is simplified, as in CLDR's likely subtags.
    fn of_range(range: &str) -> Option<Language> {
        match range {
            "en" => Some(Language::En),
            "zh" | "zh-hans" | "zh-cn" | "zh-sg" | "zh-my" => Some(Language::ZhCn),
            "zh-hant" | "zh-tw" | "zh-hk" | "zh-mo" | "yue" => Some(Language::ZhTw),
            "yue-hans" | "yue-cn" => Some(Language::ZhCn),
            "ja" => Some(Language::Ja),
            _ => None,
        }
    }

    /// What is read in the place of this language where an operator has written nothing in it, best first.
    pub fn fallbacks(self) -> &'static [Language] {
        match self {
            Language::En => &[],
            Language::ZhCn => &[Language::ZhTw, Language::En],
            Language::ZhTw => &[Language::ZhCn, Language::En],
            Language::Ja => &[Language::En],
        }
    }

    /// The BCP 47 tag, for `lang` and `?lang=`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::ZhCn => "zh-CN",
            Language::ZhTw => "zh-TW",
            Language::Ja => "ja",
        }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::ZhCn => "简体中文",
            Language::ZhTw => "繁體中文",
            Language::Ja => "日本語",
        }
    }

    /// The words of this language.
    pub fn texts(self) -> &'static Texts {
        catalogue!(self, "")
    }

    /// The words of text messages and emails.
    pub fn messages(self) -> &'static Texts {
        catalogue!(self, "messages.")
    }

    /// Why a passkey did not work.
    pub fn diagnoses(self) -> &'static Texts {
        catalogue!(self, "diagnoses.")
    }

    /// Help with passkeys.
    pub(crate) fn guidance(self) -> &'static Texts {
        catalogue!(self, "guidance.")
    }
}

/// The words of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Texts").field("locales", &self.bundle.locales).finish()
    }
}

impl Texts {
    /// The text of `key`, with its arguments filled in. Not escaped: templates do that.
    /// A key that doesn't exist shows as itself; the tests keep that from happening.
    pub fn get<'a>(&self, key: &str, args: &[(&'a str, FluentValue<'a>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let args: FluentArgs<'_> = args.iter().cloned().collect();
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// An attribute of `key`, where it has one.
    pub fn attribute(&self, key: &str, name: &str) -> Option<String> {
        self.attribute_with(key, name, &[])
    }

    /// An attribute of `key`, with its arguments filled in.
    pub(crate) fn attribute_with<'a>(
        &self,
        key: &str,
        name: &str,
        args: &[(&'a str, FluentValue<'a>)],
    ) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.get_attribute(name)?.value();
        let args: FluentArgs<'_> = args.iter().cloned().collect();
        Some(self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned())
    }

    /// The attributes `name`, `name-2`, `name-3` and so on, as far as they go.
    pub fn steps(&self, key: &str, name: &str) -> Vec<String> {
        let numbered = |number: usize| if number == 1 { name.to_owned() } else { format!("{name}-{number}") };
        (1..).map_while(|number| self.attribute(key, &numbered(number))).collect()
    }

    /// Reads a catalogue that is embedded.
    fn parse(language: Language, source: &str) -> Texts {
        let tag: LanguageIdentifier = language.tag().parse().expect("a language's own tag is well formed");
        let resource = FluentResource::try_new(source.to_owned()).expect("embedded texts parse");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks would show as boxes in titles and copied text; all our languages run left to right.
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("embedded texts define each key once");
        Texts { bundle }
    }
}

fn best_of(accept_language: &str) -> Option<Language> {
    let mut best: Option<(Language, f32)> = None;
    for range in accept_language.split(',') {
        let (tag, weight) = weighted(range);
        let Some(language) = Language::from_tag(tag) else { continue };
        if weight > best.map_or(0.0, |(_, so_far)| so_far) {
            best = Some((language, weight));
        }
    }
    best.map(|(language, _)| language)
}

fn weighted(range: &str) -> (&str, f32) {
    let Some((tag, parameter)) = range.split_once(';') else { return (range, 1.0) };
    let weight = parameter.trim().strip_prefix("q=").and_then(|q| q.parse().ok());
    (tag, weight.unwrap_or(0.0))
}

#[cfg(test)]
mod tests;
