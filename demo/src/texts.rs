//! The words of the pages, in each language: `texts/*.ftl`, part of the binary.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

static EN: LazyLock<Texts> = LazyLock::new(|| Texts::parse(Language::En, include_str!("../texts/en.ftl")));
static ZH_CN: LazyLock<Texts> =
    LazyLock::new(|| Texts::parse(Language::ZhCn, include_str!("../texts/zh-CN.ftl")));
static ZH_TW: LazyLock<Texts> =
    LazyLock::new(|| Texts::parse(Language::ZhTw, include_str!("../texts/zh-TW.ftl")));
static JA: LazyLock<Texts> = LazyLock::new(|| Texts::parse(Language::Ja, include_str!("../texts/ja.ftl")));

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    En,
    /// Simplified Chinese.
    ZhCn,
    /// Traditional Chinese.
    ZhTw,
    /// Japanese.
    Ja,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 4] = [Self::En, Self::ZhCn, Self::ZhTw, Self::Ja];

    /// What was chosen, else the first of the browser's languages that is one of ours, else English.
    pub fn negotiate(chosen: Option<&str>, accept_language: Option<&str>) -> Self {
        let accepted = accept_language.unwrap_or_default().split(',');
        let accepted = accepted.map(|range| range.split(';').next().unwrap_or_default());
        chosen.into_iter().chain(accepted).find_map(Self::of_tag).unwrap_or(Self::En)
    }

    /// Chinese goes by its script, else by its place.
    fn of_tag(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase();
        let mut subtags = tag.split('-');
        match (subtags.next()?, subtags.next()) {
            ("en", _) => Some(Self::En),
            ("ja", _) => Some(Self::Ja),
            ("zh", Some("hant" | "tw" | "hk" | "mo")) => Some(Self::ZhTw),
            ("zh", _) => Some(Self::ZhCn),
            _ => None,
        }
    }

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhCn => "zh-CN",
            Self::ZhTw => "zh-TW",
            Self::Ja => "ja",
        }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::En => "English",
            Self::ZhCn => "简体中文",
            Self::ZhTw => "繁體中文",
            Self::Ja => "日本語",
        }
    }

    /// The text of a key, with its argument filled in. Templates escape it.
    pub fn text(self, key: &str, arguments: &[(&'static str, String)]) -> String {
        match self {
            Self::En => EN.text(key, arguments),
            Self::ZhCn => ZH_CN.text(key, arguments),
            Self::ZhTw => ZH_TW.text(key, arguments),
            Self::Ja => JA.text(key, arguments),
        }
    }
}

struct Texts(FluentBundle<FluentResource>);

impl Texts {
    fn parse(language: Language, source: &str) -> Self {
        let tag: LanguageIdentifier = language.tag().parse().expect("a language's own tag is well formed");
        let resource = FluentResource::try_new(source.to_owned()).expect("embedded texts parse");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        bundle.set_use_isolating(false);
        bundle.add_resource(resource).expect("embedded texts define each key once");
        Self(bundle)
    }

    fn text(&self, key: &str, arguments: &[(&'static str, String)]) -> String {
        let Some(pattern) = self.0.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let arguments: FluentArgs<'_> =
            arguments.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))).collect();
        self.0.format_pattern(pattern, Some(&arguments), &mut vec![]).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn messages(source: &str) -> BTreeSet<(String, BTreeSet<String>)> {
        let lines = source.lines().filter_map(|line| line.split_once(" = "));
        let arguments = |text: &str| {
            let pieces = text.split('$').skip(1);
            pieces
                .map(|piece| piece.split(|c: char| !c.is_ascii_lowercase()).next().unwrap().to_owned())
                .collect()
        };
        lines.map(|(key, text)| (key.to_owned(), arguments(text))).collect()
    }

    const CATALOGUES: [(&str, &str); 3] = [
        ("zh-CN", include_str!("../texts/zh-CN.ftl")),
        ("zh-TW", include_str!("../texts/zh-TW.ftl")),
        ("ja", include_str!("../texts/ja.ftl")),
    ];

    #[test]
    fn every_language_has_every_text_with_the_same_arguments() {
        let english = messages(include_str!("../texts/en.ftl"));
        for (tag, source) in CATALOGUES {
            let own = messages(source);
            assert_eq!(english.difference(&own).collect::<Vec<_>>(), Vec::<&_>::new(), "missing in {tag}");
            assert_eq!(own.difference(&english).collect::<Vec<_>>(), Vec::<&_>::new(), "unknown in {tag}");
        }
    }

    #[test]
    fn no_text_is_an_untranslated_copy() {
        let english: BTreeSet<&str> = include_str!("../texts/en.ftl").lines().collect();
        for (tag, source) in CATALOGUES {
            let copies: Vec<_> =
                source.lines().filter(|line| line.contains(" = ") && english.contains(line)).collect();
            assert!(copies.is_empty(), "{tag}: {copies:#?}");
        }
    }

    #[test]
    fn pages_use_every_key_and_no_other() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut sources = String::new();
        for folder in ["templates", "templates/parts", "src", "src/views"] {
            for entry in std::fs::read_dir(root.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() && !path.ends_with("texts.rs") {
                    sources.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        let written: BTreeSet<String> =
            messages(include_str!("../texts/en.ftl")).into_iter().map(|(key, _)| key).collect();
        let used: BTreeSet<String> = [".text(\"", ".with(\"", ".with2(\"", "key(\""]
            .into_iter()
            .flat_map(|call| sources.split(call).skip(1))
            .map(|rest| rest.split('"').next().unwrap().to_owned())
            .collect();
        assert_eq!(used.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "missing");
        assert_eq!(written.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "unused");
    }

    #[test]
    fn the_language_is_what_was_chosen_else_the_browsers() {
        let check = |chosen, accept, expected| assert_eq!(Language::negotiate(chosen, accept), expected);
        check(None, None, Language::En);
        check(None, Some("fr, zh-TW;q=0.8, en;q=0.5"), Language::ZhTw);
        check(None, Some("zh-Hans-TW, en"), Language::ZhCn);
        check(None, Some("zh-HK"), Language::ZhTw);
        check(None, Some("ja-JP, en"), Language::Ja);
        check(Some("en"), Some("zh"), Language::En);
        check(Some("xx"), Some("zh"), Language::ZhCn);
    }
}
