//! Texts that the operator writes, by language: English must be there, and stands in for what is not.

use std::collections::BTreeMap;

use super::settings::Settings;
use crate::texts::Language;

/// What stands under `name` in each of the server's languages, by tag: what is written, or what is read in its place.
pub(super) fn read_languages<T: Clone>(
    table: &mut Settings,
    name: &str,
    expected: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<BTreeMap<String, T>> {
    let mut written = BTreeMap::new();
    let mut whole = true;
    for language in Language::ALL {
        let setting = format!("{name}.{}", language.tag());
        let there = language == Language::En || table.has(&setting);
        let read = there.then(|| table.required(&setting, expected, &parse));
        whole &= read.as_ref().is_none_or(Option::is_some);
        written.extend(read.flatten().map(|text| (language.tag().to_owned(), text)));
    }
    let mut texts = written.clone();
    for language in Language::ALL {
        let stands_in = language.fallbacks().iter().find_map(|other| written.get(other.tag()));
        if let Some(stands_in) = stands_in {
            texts.entry(language.tag().to_owned()).or_insert_with(|| stands_in.clone());
        }
    }
    whole.then_some(texts)
}
