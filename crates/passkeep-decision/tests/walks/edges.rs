//! What was walked: each step, by whom, with which outcome; each right, by whom, given or not.

use std::collections::BTreeMap;

use crate::level::{Level, Standing};
use crate::moment::Timestamp;
use crate::right::Right;
use crate::session::SessionFacts;

/// Who asks, as the decision sees them. Level 3 is reached by nothing yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    SignedOut,
    KnownBrowser,
    NewBrowser,
    One,
    TwoW,
    TwoWRestricted,
    TwoP,
    TwoPRestricted,
    QuarantineOne,
    QuarantineTwoW,
    Frozen,
    Clock,
    ClockFrozen,
    Link,
    LinkInDispute,
    ForgedLink,
}

impl Class {
    pub(super) fn of(who: Option<&SessionFacts>, now: Timestamp) -> Self {
        let Some(SessionFacts { session, account }) = who else { return Self::SignedOut };
        let restricted = session.restriction.is_some_and(|restriction| now < restriction.until);
        match (session.standing, session.level) {
            _ if account.is_frozen(now) => Self::Frozen,
            (Standing::Quarantine, Level::One) => Self::QuarantineOne,
            (Standing::Quarantine, _) => Self::QuarantineTwoW,
            (_, Level::One) => Self::One,
            (_, Level::TwoW) if restricted => Self::TwoWRestricted,
            (_, Level::TwoW) => Self::TwoW,
            _ if restricted => Self::TwoPRestricted,
            _ => Self::TwoP,
        }
    }

    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed out",
            Self::KnownBrowser => "known browser",
            Self::NewBrowser => "new browser",
            Self::One => "1",
            Self::TwoW => "2w",
            Self::TwoWRestricted => "2w restricted",
            Self::TwoP => "2p",
            Self::TwoPRestricted => "2p restricted",
            Self::QuarantineOne => "quarantine 1",
            Self::QuarantineTwoW => "quarantine 2w",
            Self::Frozen => "frozen",
            Self::Clock => "the clock",
            Self::ClockFrozen => "the clock, frozen",
            Self::Link => "a link",
            Self::LinkInDispute => "a link, in dispute",
            Self::ForgedLink => "a forged link",
        }
    }
}

/// Counts of all.
#[derive(Default)]
pub(super) struct Edges {
    steps: BTreeMap<(&'static str, Class, &'static str), u64>,
    rights: BTreeMap<(Class, Right), [u64; 2]>,
    pub(super) moves: u64,
}

impl Edges {
    pub(super) fn walked(&mut self, step: &'static str, class: Class, outcome: &'static str) {
        self.moves += 1;
        *self.steps.entry((step, class, outcome)).or_default() += 1;
    }

    pub(super) fn looked(&mut self, class: Class, right: Right, given: bool) {
        self.rights.entry((class, right)).or_default()[usize::from(given)] += 1;
    }

    /// These and those of another walk.
    pub(super) fn and(mut self, more: Self) -> Self {
        self.moves += more.moves;
        for (edge, count) in more.steps {
            *self.steps.entry(edge).or_default() += count;
        }
        for (edge, [refused, given]) in more.rights {
            let counts = self.rights.entry(edge).or_default();
            (counts[0], counts[1]) = (counts[0] + refused, counts[1] + given);
        }
        self
    }

    /// Every edge in words, with its count.
    pub(super) fn counts(&self) -> BTreeMap<String, u64> {
        let steps = self.steps.iter().map(|((step, class, outcome), count)| {
            (format!("{step} | {} | {outcome}", class.as_str()), *count)
        });
        let rights = self.rights.iter().flat_map(|((class, right), [refused, given])| {
            let edge = |what| format!("right {right:?} | {} | {what}", class.as_str());
            [(edge("refused"), *refused), (edge("given"), *given)]
        });
        steps.chain(rights).filter(|(_, count)| *count > 0).collect()
    }
}
