//! The words of the guidance, in every language: `texts/guidance.*.ftl`. A question's message is its answer, a home's says how
//! far its passkeys reach; their attributes are what is done on each system.

use passkeep_decision::diagnosis::System;
use passkeep_decision::guidance::{Home, Question, Reaching, Reason};

use crate::texts::{Language, Texts};

/// The guidance for a system, in a language.
#[derive(Clone, Copy, Debug)]
pub struct Guidance<'a> {
    /// The language.
    pub language: Language,
    /// The system.
    pub system: System,
    /// The name under which passkeys of this site stand in a manager.
    pub host: &'a str,
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The question.
    pub title: String,
    /// The answer, in a sentence or two.
    pub answer: String,
    /// What to do, in order.
    pub steps: Vec<String>,
    /// What must be known before anything of it is done.
    pub warning: Option<String>,
}

/// A place where passkeys live.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeWords {
    /// What people call it.
    pub title: String,
    /// How far its passkeys reach.
    pub reach: String,
    /// What it takes on this system.
    pub note: Option<String>,
    /// How to see whether it syncs; none where it never does, or the other device's rules hold.
    pub sync: Option<String>,
    /// Where a passkey in it is deleted.
    pub delete: String,
}

impl Guidance<'_> {
    /// The answer to a question.
    pub fn answer(&self, question: Question) -> Answered {
        let (key, texts) = (question.as_str(), texts(self.language));
        let own = texts.attribute(key, &format!("answer-{}", self.system.as_str()));
        let steps = texts.steps(key, self.system.as_str()).into_iter().chain(texts.steps(key, "any"));
        Answered {
            title: texts.attribute(key, "title").unwrap_or_default(),
            answer: own.unwrap_or_else(|| texts.get(key, &[])),
            steps: steps.collect(),
            warning: texts.attribute(key, "warning"),
        }
    }

    /// A reason why a passkey did not sign in, and what to do about it.
    pub fn reason(&self, reason: Reason) -> (String, String) {
        let (key, texts) = (reason.as_str(), texts(self.language));
        (texts.get(key, &[]), texts.attribute(key, "do").unwrap_or_default())
    }

    /// A home, as this system has it.
    pub fn home(&self, home: Home) -> HomeWords {
        let key = home.as_str();
        let title = self.own(key, "title").or_else(|| texts(self.language).attribute(key, "title"));
        HomeWords {
            title: title.unwrap_or_default(),
            reach: texts(self.language).get(key, &[]),
            note: self.own_or_any(key, "note"),
            sync: self.own_or_any(key, "sync").filter(|_| home.reaching() == Reaching::Synced),
            delete: self.own_or_any(key, "delete").unwrap_or_default(),
        }
    }

    fn own(&self, key: &str, what: &str) -> Option<String> {
        self.read(key, &format!("{what}-{}", self.system.as_str()))
    }

    fn own_or_any(&self, key: &str, what: &str) -> Option<String> {
        self.own(key, what).or_else(|| self.read(key, &format!("{what}-any")))
    }

    fn read(&self, key: &str, name: &str) -> Option<String> {
        texts(self.language).attribute_with(key, name, &[("host", self.host.to_owned().into())])
    }
}

fn texts(language: Language) -> &'static Texts {
    language.guidance()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const SOURCES: [&str; 4] = [
        include_str!("../texts/guidance.en.ftl"),
        include_str!("../texts/guidance.zh-CN.ftl"),
        include_str!("../texts/guidance.zh-TW.ftl"),
        include_str!("../texts/guidance.ja.ftl"),
    ];

    /// Each message, and each attribute as `message.attribute`.
    fn written(source: &str) -> BTreeSet<String> {
        let (mut found, mut at) = (BTreeSet::new(), String::new());
        for line in source.lines() {
            let Some((name, _)) = line.split_once(" =") else { continue };
            let whole = match name.strip_prefix("    .") {
                Some(attribute) => format!("{at}.{attribute}"),
                None if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                    at = name.to_owned();
                    at.clone()
                }
                None => continue,
            };
            assert!(found.insert(whole.clone()), "{whole} twice");
        }
        found
    }

    fn on(language: Language, system: System) -> Guidance<'static> {
        Guidance { language, system, host: "bank.example" }
    }

    #[test]
    fn every_language_has_the_same_words() {
        let [english, others @ ..] = SOURCES;
        for source in others {
            assert_eq!(written(english), written(source));
        }
    }

    #[test]
    fn every_message_is_a_question_a_reason_or_a_home_and_none_is_missing() {
        let written: BTreeSet<String> =
            written(SOURCES[0]).into_iter().filter(|w| !w.contains('.')).collect();
        let questions = Question::ALL.iter().map(|q| q.as_str());
        let names = questions.chain(Reason::ALL.iter().map(|r| r.as_str()));
        let names = names.chain(Home::ALL.iter().map(|home| home.as_str()));
        assert_eq!(written, names.map(str::to_owned).collect());
    }

    /// An attribute that no system and no part of the page asks for would be written in vain.
    #[test]
    fn every_attribute_is_read_on_some_system() {
        let systems: Vec<&str> = System::ALL.iter().map(|system| system.as_str()).chain(["any"]).collect();
        for whole in written(SOURCES[0]) {
            let Some((key, attribute)) = whole.split_once('.') else { continue };
            let step = attribute.rsplit_once('-').filter(|(_, n)| n.parse::<usize>().is_ok());
            let whose = step.map_or(attribute, |(name, _)| name);
            let of =
                |prefix: &str| whose.strip_prefix(prefix).is_some_and(|system| systems.contains(&system));
            let known = match (Question::parse(key), Home::parse(key)) {
                (Some(_), _) => {
                    systems.contains(&whose) || of("answer-") || ["title", "warning"].contains(&whose)
                }
                (_, Some(home)) => {
                    let title = whose == "title" || of("title-");
                    let lives = |system: &&System| {
                        let named = whose.ends_with(&format!("-{}", system.as_str()));
                        Home::on(**system).contains(&home) && named
                    };
                    title || whose.ends_with("-any") || System::ALL.iter().any(|system| lives(&system))
                }
                _ => whose == "do",
            };
            assert!(known && !whose.ends_with("unknown"), "{whole}");
        }
    }

    #[test]
    fn every_question_is_answered_on_every_system_in_every_language() {
        for language in Language::ALL {
            for system in System::ALL {
                let guidance = on(language, *system);
                for question in Question::ALL {
                    let Answered { title, answer, steps, .. } = guidance.answer(*question);
                    assert!(!title.is_empty() && !answer.is_empty(), "{question:?} on {system:?}");
                    let in_steps = *question != Question::Failed;
                    assert_eq!(!steps.is_empty(), in_steps, "{question:?} on {system:?}");
                }
                for home in Home::on(*system) {
                    let words = guidance.home(*home);
                    assert!(!words.title.is_empty() && !words.delete.is_empty(), "{home:?} on {system:?}");
                    assert_eq!(words.sync.is_some(), home.reaching() == Reaching::Synced, "{home:?}");
                }
                for reason in Reason::ALL {
                    let (saw, act) = guidance.reason(*reason);
                    assert!(!saw.is_empty() && !act.is_empty(), "{reason:?}");
                }
            }
        }
    }

    #[test]
    fn who_would_set_a_pin_is_told_of_the_reset_first_and_of_the_computer_where_it_takes_one() {
        for system in System::ALL {
            let Answered { answer, warning, .. } = on(Language::En, *system).answer(Question::KeyPin);
            assert_eq!(
                warning.as_deref(),
                Some("A reset erases every passkey on the key. A new PIN doesn’t bring them back.")
            );
            let needs_computer = matches!(system, System::Ios | System::Mac | System::Harmony);
            assert_eq!(answer.contains("computer first"), needs_computer, "{system:?}");
        }
    }

    #[test]
    fn a_path_names_the_site_under_which_the_passkey_stands() {
        let apple = on(Language::En, System::Mac).home(Home::ApplePasswords);
        assert!(apple.delete.starts_with("Passwords › bank.example › Delete Passkey."), "{}", apple.delete);
        assert_eq!(on(Language::En, System::Harmony).home(Home::ThisPhone).title, "This phone alone");
        let android = on(Language::En, System::Android).home(Home::ThisPhone);
        assert_eq!(
            (android.title.as_str(), android.sync),
            ("This phone alone, without a Google Account", None)
        );
    }

    #[test]
    fn our_own_trouble_never_sends_anybody_to_delete_a_passkey() {
        let (_, act) = on(Language::En, System::Unknown).reason(Reason::OurTrouble);
        assert!(act.starts_with("Your passkey is fine; don’t delete it."));
    }
}
