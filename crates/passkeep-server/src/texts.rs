//! The words of the pages, in every language that Passkeep speaks. They live in `texts/*.ftl` (Project Fluent)
//! and are part of the binary. Nothing here knows a page; a test reads the templates and compares.

use std::fmt;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

static EN: LazyLock<Texts> = LazyLock::new(|| Texts::parse(Language::En, include_str!("../texts/en.ftl")));
static ZH_CN: LazyLock<Texts> =
    LazyLock::new(|| Texts::parse(Language::ZhCn, include_str!("../texts/zh-CN.ftl")));

/// A language of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// English.
    En,
    /// Simplified Chinese.
    ZhCn,
}

impl Language {
    /// Every language, in the order in which pages offer them.
    pub const ALL: [Language; 2] = [Language::En, Language::ZhCn];

    /// What the person chose (`?lang=`), else what they chose before (the cookie), else the best of their
    /// browser's `Accept-Language` (RFC 9110, section 12.5.4), else English.
    pub fn negotiate(query: Option<&str>, cookie: Option<&str>, accept_language: Option<&str>) -> Language {
        query
            .and_then(Language::from_tag)
            .or_else(|| cookie.and_then(Language::from_tag))
            .or_else(|| accept_language.and_then(best_of))
            .unwrap_or(Language::En)
    }

    /// The language of a BCP 47 tag. Any Chinese leads to the Chinese that we have.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next()?;
        match primary.to_ascii_lowercase().as_str() {
            "en" => Some(Language::En),
            "zh" => Some(Language::ZhCn),
            _ => None,
        }
    }

    /// The BCP 47 tag, for `lang` and `?lang=`.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::ZhCn => "zh-CN",
        }
    }

    /// What the language calls itself.
    pub fn own_name(self) -> &'static str {
        match self {
            Language::En => "English",
            Language::ZhCn => "简体中文",
        }
    }

    /// The words of this language.
    pub fn texts(self) -> &'static Texts {
        match self {
            Language::En => &EN,
            Language::ZhCn => &ZH_CN,
        }
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
    pub(crate) fn attribute(&self, key: &str, name: &str) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.get_attribute(name)?.value();
        Some(self.bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned())
    }

    pub(crate) fn parse(language: Language, source: &str) -> Texts {
        let tag: LanguageIdentifier = language.tag().parse().expect("a language's own tag is well formed");
        let resource = FluentResource::try_new(source.to_owned()).expect("embedded texts parse");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // Isolation marks would show as boxes in titles and copied text; both languages run left to right.
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
mod tests {
    use std::collections::BTreeSet;
    use std::path::{Path, PathBuf};

    use super::*;

    #[test]
    fn the_language_is_chosen_by_query_then_cookie_then_browser() {
        let check = |query, cookie, accept, expected| {
            assert_eq!(
                Language::negotiate(query, cookie, accept),
                expected,
                "{query:?} {cookie:?} {accept:?}"
            );
        };
        check(None, None, None, Language::En);
        check(None, None, Some("zh-CN,zh;q=0.9,en;q=0.8"), Language::ZhCn);
        check(None, None, Some("zh-TW"), Language::ZhCn);
        check(None, None, Some("fr, en;q=0.4, zh;q=0.6"), Language::ZhCn);
        check(None, None, Some("zh;q=0, en;q=0.1"), Language::En);
        check(None, None, Some("de;q=x, *"), Language::En);
        check(None, Some("zh-CN"), Some("en"), Language::ZhCn);
        check(Some("en"), Some("zh-CN"), Some("zh"), Language::En);
        check(Some("tlh"), Some("zh-CN"), None, Language::ZhCn);
    }

    #[test]
    fn every_language_has_every_key_with_the_same_arguments() {
        let english = messages(include_str!("../texts/en.ftl"));
        let chinese = messages(include_str!("../texts/zh-CN.ftl"));
        assert_eq!(english, chinese);
    }

    #[test]
    fn pages_use_every_key_and_no_other() {
        let written: BTreeSet<String> =
            messages(include_str!("../texts/en.ftl")).into_iter().map(|(key, _)| key).collect();
        let mut used = BTreeSet::new();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for file in files(&root.join("templates")).into_iter().chain(files(&root.join("src/views"))) {
            let source = std::fs::read_to_string(&file).unwrap();
            used.extend(keys_used(&source));
        }
        assert_eq!(written.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "unused");
        assert_eq!(used.difference(&written).collect::<Vec<_>>(), Vec::<&String>::new(), "missing");
    }

    /// The first literal after one of the calls that take a key.
    fn keys_used(source: &str) -> Vec<String> {
        let mut keys = Vec::new();
        for call in [".text(\"", ".with(\"", ".with2(\"", ".rich(\"", ".html(\"", ".count(\"", ".get(\""] {
            for (at, _) in source.match_indices(call) {
                let rest = &source[at + call.len()..];
                let Some(end) = rest.find('"') else { continue };
                keys.push(rest[..end].to_owned());
            }
        }
        keys
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                found.extend(files(&path));
            } else {
                found.push(path);
            }
        }
        found
    }

    fn messages(source: &str) -> Vec<(String, BTreeSet<String>)> {
        let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
        for line in source.lines() {
            if line.starts_with(|c: char| c.is_ascii_lowercase()) {
                let key = line.split(" =").next().unwrap();
                found.push((key.to_owned(), BTreeSet::new()));
            }
            let Some((_, args)) = found.last_mut() else { continue };
            for piece in line.split('$').skip(1) {
                let name = piece.split(|c: char| !c.is_ascii_lowercase()).next().unwrap();
                args.insert(name.to_owned());
            }
        }
        found.sort();
        found
    }
}
