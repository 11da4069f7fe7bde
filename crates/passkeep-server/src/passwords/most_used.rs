//! Whether many people use a password: the words, names and passwords that zxcvbn ranks (some 90,000, MIT licence;
//! Dropbox took them from leaked passwords, Wikipedia, television subtitles and the census of the United States).

use passkeep_decision::password::{Listing, Password};
use zxcvbn::matching::patterns::MatchPattern;

use super::strength::bearable;

/// Looks for the whole password without regard to case, and for nothing within it.
pub(super) fn look(password: &Password) -> Listing {
    let text = password.folded();
    if bearable(&text).len() < text.len() {
        return Listing::Absent;
    }
    let whole = zxcvbn::zxcvbn(&text, &[]).sequence().iter().any(|found| match &found.pattern {
        MatchPattern::Dictionary(word) => !word.reversed && !word.l33t && word.matched_word == *text,
        _ => false,
    });
    if whole { Listing::Present } else { Listing::Absent }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_the_whole_password_in_any_case() {
        let look = |typed: &str| look(&Password::parse(typed).unwrap());
        for typed in
            ["password1", "iloveyou", "ILoveYou", "trustno1", "football", "elizabeth", "unfortunately"]
        {
            assert_eq!(look(typed), Listing::Present, "{typed}");
        }
        for typed in
            ["iloveyou and mum", "p@ssw0rd-x", "drowssap", "correct horse battery", "iloveyouiloveyou"]
        {
            assert_eq!(look(typed), Listing::Absent, "{typed}");
        }
    }
}
