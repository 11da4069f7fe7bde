//! The countries and regions whose phone numbers can be typed, in the page's language and its order.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::texts::Language;

static LIST: LazyLock<List> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/countries.json"))
        .expect("the embedded list of countries parses")
});

#[derive(Deserialize)]
struct List {
    calling_codes: HashMap<String, String>,
    /// By language tag: region and name, in the language's own order.
    names: HashMap<String, Vec<(String, String)>>,
}

/// A country or region in the select of the sign-up page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountryView {
    /// ISO 3166-1 alpha-2, the value that the form posts.
    pub region: &'static str,
    /// The name, in the page's language.
    pub name: &'static str,
    /// The calling code, without the plus sign.
    pub calling_code: &'static str,
    /// Whether it is the one chosen.
    pub selected: bool,
}

/// All of them, with `selected` (ISO 3166-1 alpha-2) chosen.
pub fn countries(language: Language, selected: &str) -> Vec<CountryView> {
    let list = &*LIST;
    let names = list.names.get(language.tag()).expect("the list has every language");
    names
        .iter()
        .map(|(region, name)| CountryView {
            region,
            name,
            calling_code: &list.calling_codes[region],
            selected: region == selected,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_lists_the_same_regions() {
        let regions = |language| {
            let mut regions: Vec<&str> =
                countries(language, "").iter().map(|country| country.region).collect();
            regions.sort_unstable();
            regions
        };
        for language in Language::ALL {
            assert_eq!(regions(Language::En), regions(language), "{}", language.tag());
        }
        assert!(regions(Language::En).len() > 240);
    }

    #[test]
    fn the_chosen_one_is_selected() {
        let list = countries(Language::ZhCn, "PT");
        let selected: Vec<_> = list.iter().filter(|country| country.selected).collect();
        let expected = CountryView { region: "PT", name: "葡萄牙", calling_code: "351", selected: true };
        assert_eq!(selected, [&expected]);
    }
}
