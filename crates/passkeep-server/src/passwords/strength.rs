//! How strong a password looks: for people, while they choose. Nothing is decided by it.

use passkeep_decision::password::{Password, PersonalWords};
use zxcvbn::feedback::{Suggestion, Warning};

/// An estimate by zxcvbn. Its words are stable codes; sentences stand in the catalogues.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strength {
    /// From 0, guessed at once, to 4, out of reach.
    pub score: u8,
    /// The power of ten of the guesses that it takes.
    pub guesses_log10: f64,
    /// What makes it weak, where one thing does.
    pub warning: Option<&'static str>,
    /// What would make it stronger.
    pub suggestion: Option<&'static str>,
}

// More of them take time and change little.
const PERSONAL_MAX: usize = 64;

impl Strength {
    /// Estimates from its first characters, given what an attacker knows of the person.
    pub fn estimate(password: &Password, personal: &PersonalWords) -> Self {
        let personal: Vec<&str> = personal.iter().take(PERSONAL_MAX).collect();
        let estimate = zxcvbn::zxcvbn(bearable(password.expose()), &personal);
        let feedback = estimate.feedback();
        Self {
            score: u8::from(estimate.score()),
            guesses_log10: estimate.guesses_log10(),
            warning: feedback.and_then(|feedback| feedback.warning()).map(warning),
            suggestion: feedback.and_then(|feedback| feedback.suggestions().first().copied()).map(suggestion),
        }
    }
}

/// As much of a text as zxcvbn takes in a tenth of a second at worst: its work grows with the square of the length,
/// times the ways to read characters as letters. What comes after makes no strong password weak, and no word that it
/// knows is longer.
pub(super) fn bearable(text: &str) -> &str {
    let mut seen = Vec::with_capacity(LIKE_LETTERS.len());
    for (number, (at, c)) in text.char_indices().enumerate() {
        if LIKE_LETTERS.contains(c) && !seen.contains(&c) {
            seen.push(c);
        }
        let many_ways = seen.len() > LIKE_LETTERS_MAX && number >= CHARACTERS_OF_ANY_KIND;
        if many_ways || number == CHARACTERS_MAX {
            return &text[..at];
        }
    }
    text
}

const CHARACTERS_MAX: usize = 64;
const CHARACTERS_OF_ANY_KIND: usize = 24;

/// What zxcvbn also reads as letters, and how many of them it may meet in a long text.
const LIKE_LETTERS: &str = "4@8({[<3691!|70$5+%2";
const LIKE_LETTERS_MAX: usize = 4;

fn warning(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => "row_of_keys",
        Warning::ShortKeyboardPatternsAreEasyToGuess => "keyboard_pattern",
        Warning::RepeatsLikeAaaAreEasyToGuess => "one_character_repeated",
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => "characters_repeated",
        Warning::ThisIsATop10Password | Warning::ThisIsATop100Password => "among_the_first_hundred",
        Warning::ThisIsACommonPassword => "common",
        Warning::ThisIsSimilarToACommonlyUsedPassword => "like_a_common_one",
        Warning::SequencesLikeAbcAreEasyToGuess => "sequence",
        Warning::RecentYearsAreEasyToGuess => "recent_year",
        Warning::AWordByItselfIsEasyToGuess => "single_word",
        Warning::DatesAreOftenEasyToGuess => "date",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => "name_alone",
        Warning::CommonNamesAndSurnamesAreEasyToGuess => "common_name",
    }
}

fn suggestion(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => "use_a_few_words",
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => "symbols_are_not_needed",
        Suggestion::AddAnotherWordOrTwo => "add_a_word_or_two",
        Suggestion::CapitalizationDoesntHelpVeryMuch => "capitals_help_little",
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => "all_capitals_help_little",
        Suggestion::ReversedWordsArentMuchHarderToGuess => "reversing_helps_little",
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => "substitutions_help_little",
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => "longer_keyboard_pattern",
        Suggestion::AvoidRepeatedWordsAndCharacters => "avoid_repeats",
        Suggestion::AvoidSequences => "avoid_sequences",
        Suggestion::AvoidRecentYears => "avoid_recent_years",
        Suggestion::AvoidYearsThatAreAssociatedWithYou => "avoid_your_years",
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => "avoid_your_dates",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate(typed: &str) -> Strength {
        let personal = PersonalWords::of_site("Wuthering Brokers", "account.example.com");
        Strength::estimate(&Password::parse(typed).unwrap(), &personal)
    }

    #[test]
    fn grows_with_what_it_takes_to_guess_and_says_why() {
        let weak = estimate("password1");
        assert_eq!((weak.score, weak.warning), (0, Some("common")));
        assert_eq!(weak.suggestion, Some("add_a_word_or_two"));
        let strong = estimate("correct horse battery staple");
        assert_eq!((strong.score, strong.warning, strong.suggestion), (4, None, None));
        assert!(strong.guesses_log10 > weak.guesses_log10 + 8.0);
        assert_eq!(estimate("qwertyuiop").score, 0);
        assert_eq!(estimate("zzzzzzzzzzzz").warning, Some("one_character_repeated"));
    }

    #[test]
    fn the_persons_own_words_are_known_to_the_attacker() {
        let other = PersonalWords::of_site("", "");
        let unknown = Strength::estimate(&Password::parse("wutheringbrokers").unwrap(), &other);
        assert!(estimate("wutheringbrokers").guesses_log10 < unknown.guesses_log10 / 2.0);
    }

    #[test]
    fn the_work_is_bounded_and_a_long_password_is_strong_by_its_beginning() {
        for (text, looked_at) in [
            ("é".repeat(64) + "x", 64),
            ("é".repeat(64), 64),
            ("4@8(".repeat(30), 64),
            ("4@8(3".repeat(30), 24),
            ("x".repeat(30) + "4@8(3", 34),
            ("4@8({[<3691!|70$5+%2".to_owned(), 20),
        ] {
            assert_eq!(bearable(&text).chars().count(), looked_at, "{text}");
        }
        assert_eq!(estimate(&format!("correct horse battery staple{}", "4@8(3".repeat(40))).score, 4);
    }
}
