//! The operator's legal texts, as they stand in every footer: who runs this, and links to what people may read of it.
//!
//! Which region's they are, the operator says. Nothing here is worked out from who asks, and nothing is granted by it.

use std::collections::BTreeMap;

use crate::texts::Language;

/// The legal texts of the region that holds here, by the tag of the language. Empty where the operator gives none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Legal {
    /// Who runs this: the firm's name, and what else has to stand beside it.
    pub name: BTreeMap<String, String>,
    /// Where the terms of use are.
    pub terms: BTreeMap<String, String>,
    /// Where the privacy notice is.
    pub privacy: BTreeMap<String, String>,
    /// Where it says in full who runs this.
    pub imprint: BTreeMap<String, String>,
}

/// What a footer shows, in one language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LegalTexts<'a> {
    /// Who runs this.
    pub name: Option<&'a str>,
    /// Where the terms of use are.
    pub terms: Option<&'a str>,
    /// Where the privacy notice is.
    pub privacy: Option<&'a str>,
    /// Where it says in full who runs this.
    pub imprint: Option<&'a str>,
}

impl Legal {
    /// What stands in a language; what the operator hasn't written in it was filled in with the configuration.
    pub fn in_language(&self, language: Language) -> LegalTexts<'_> {
        LegalTexts {
            name: in_tag(&self.name, language),
            terms: in_tag(&self.terms, language),
            privacy: in_tag(&self.privacy, language),
            imprint: in_tag(&self.imprint, language),
        }
    }
}

impl LegalTexts<'_> {
    /// Whether there is anything to show.
    pub fn any(&self) -> bool {
        *self != Self::default()
    }
}

fn in_tag(texts: &BTreeMap<String, String>, language: Language) -> Option<&str> {
    texts.get(language.tag()).map(String::as_str)
}
