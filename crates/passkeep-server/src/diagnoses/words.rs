//! The words of diagnoses, in every language: `texts/diagnoses.*.ftl` of the views. A code's message is its sentence; its attributes
//! are its causes and steps.

use passkeep_decision::diagnosis::{Cause, System, Told};

use crate::texts::{Language, Texts};

/// The words of one language.
#[derive(Clone, Copy)]
pub struct Words(&'static Texts);

/// The words of a language.
pub fn words(language: Language) -> Words {
    Words(language.diagnoses())
}

impl Words {
    /// What happened, in one sentence.
    pub fn say(self, told: Told) -> String {
        self.0.get(&key(told.as_str()), &[])
    }

    /// A cause.
    pub fn cause(self, told: Told, cause: Cause) -> String {
        self.0.attribute(&key(told.as_str()), &format!("because-{}", cause.name)).unwrap_or_default()
    }

    /// The one cause of what strangers are not told apart.
    pub fn not_told(self) -> String {
        self.0.attribute("sig-00", "because-not-told").unwrap_or_default()
    }

    /// What to do on a system: its own steps, then those of any.
    pub fn steps(self, told: Told, system: System) -> Vec<String> {
        let own = self.of(told, system.as_str());
        own.into_iter().chain(self.of(told, "any")).collect()
    }

    /// What whoever runs the server, or wrote the app, does.
    pub fn steps_of_staff(self, told: Told) -> Vec<String> {
        let operator = self.of(told, "operator");
        operator.into_iter().chain(self.of(told, "developer")).collect()
    }

    fn of(self, told: Told, whose: &str) -> Vec<String> {
        self.0.steps(&key(told.as_str()), whose)
    }
}

fn key(code: &str) -> String {
    code.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use passkeep_decision::diagnosis::{Audience, Code, NOT_ACCEPTED, Tone};

    use super::*;

    /// Each key with its attributes.
    fn written(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut at = String::new();
        for line in source.lines() {
            let Some((name, _)) = line.split_once(" =") else { continue };
            match name.strip_prefix("    .") {
                Some(attribute) => assert!(
                    found.get_mut(&at).unwrap().insert(attribute.to_owned()),
                    "{at}.{attribute} twice"
                ),
                None if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                    at = name.to_owned();
                    assert!(found.insert(at.clone(), BTreeSet::new()).is_none(), "{at} twice");
                }
                None => {}
            }
        }
        found
    }

    fn sources() -> [(Language, &'static str); 4] {
        [
            (Language::En, include_str!("../../../passkeep-views/texts/diagnoses.en.ftl")),
            (Language::ZhCn, include_str!("../../../passkeep-views/texts/diagnoses.zh-CN.ftl")),
            (Language::ZhTw, include_str!("../../../passkeep-views/texts/diagnoses.zh-TW.ftl")),
            (Language::Ja, include_str!("../../../passkeep-views/texts/diagnoses.ja.ftl")),
        ]
    }

    #[test]
    fn every_language_has_the_same_words() {
        assert_eq!(sources().map(|(language, _)| language), Language::ALL);
        let [(_, english), others @ ..] = sources();
        for (language, source) in others {
            assert_eq!(written(english), written(source), "{language:?}");
        }
    }

    #[test]
    fn every_code_has_its_words_and_there_are_no_others() {
        let written = written(sources()[0].1);
        let mut expected: BTreeMap<String, Vec<&str>> =
            Code::ALL.iter().map(|code| (key(code.as_str()), code.causes())).collect();
        expected.insert(key(NOT_ACCEPTED), vec!["not-told"]);
        assert_eq!(written.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
        let whose: Vec<&str> =
            System::ALL.iter().map(|s| s.as_str()).chain(["any", "operator", "developer"]).collect();
        for (code, attributes) in &written {
            let because = |name: &&str| attributes.contains(&format!("because-{name}"));
            assert!(expected[code].iter().all(because), "{code}: {:?}", expected[code]);
            for attribute in attributes {
                let known = match attribute.strip_prefix("because-") {
                    Some(cause) => expected[code].contains(&cause),
                    None => {
                        let (name, number) = attribute.split_once('-').unwrap_or((attribute, "1"));
                        let before = number.parse::<usize>().ok().filter(|number| *number > 2);
                        let follows =
                            before.is_none_or(|n| attributes.contains(&format!("{name}-{}", n - 1)));
                        whose.contains(&name) && name != "unknown" && follows
                    }
                };
                assert!(known, "{code}.{attribute}");
            }
        }
    }

    #[test]
    fn whoever_can_mend_it_has_a_step_and_everybody_has_one() {
        for language in Language::ALL {
            for code in Code::ALL {
                let (told, words) = (Told::Code(*code), words(language));
                let shown = code.tone() != Tone::Silent;
                let own = code.as_str() == "CRE-07";
                let somewhere = if own { System::Ios } else { System::Unknown };
                assert!(!shown || !words.steps(told, somewhere).is_empty(), "{}", code.as_str());
                let staff = code.audience() != Audience::User;
                assert!(!staff || !words.steps_of_staff(told).is_empty(), "{}", code.as_str());
            }
        }
    }

    #[test]
    fn our_own_trouble_says_that_the_passkey_is_fine_and_no_cancel_alarms() {
        let say = |language, code| words(language).say(Told::Code(code));
        assert!(say(Language::En, Code::Srv13).contains("Your passkey is fine; do not delete it."));
        assert!(say(Language::ZhCn, Code::Srv13).contains("您的通行密钥安然无恙，请不要删除"));
        for code in Code::ALL {
            for banned in ["error", "Error", "invalid", "failed", "oops", "the user", "please note"] {
                assert!(!say(Language::En, *code).contains(banned), "{}: {banned}", code.as_str());
            }
        }
    }

    #[test]
    fn a_system_s_own_steps_stand_first() {
        let told = Told::Code(Code::Env05);
        let steps = words(Language::En).steps(told, System::Android);
        assert_eq!(steps.len(), 2);
        assert!(steps[0].contains("Screen lock") && steps[1].contains("Come back here"));
        assert_eq!(words(Language::En).steps(told, System::Linux), steps[1..]);
    }
}
