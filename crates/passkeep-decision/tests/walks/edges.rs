//! What was walked: each step, by whom, with which outcome; each right, by whom, given or not.

use std::collections::BTreeMap;

use crate::level::{Level, Standing};
use crate::moment::Timestamp;
use crate::right::Right;
use crate::session::SessionFacts;

/// Who asks, as the decision sees them.
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
    Three,
    ThreeRestricted,
    QuarantineOne,
    QuarantineTwoW,
    Recovering,
    Frozen,
    Clock,
    ClockFrozen,
    Link,
    LinkInDispute,
    ForgedLink,
}

impl Class {
    /// Those of a session that is signed in.
    pub(super) const OF_SESSIONS: [Self; 11] = [
        Self::One,
        Self::TwoW,
        Self::TwoWRestricted,
        Self::TwoP,
        Self::TwoPRestricted,
        Self::Three,
        Self::ThreeRestricted,
        Self::QuarantineOne,
        Self::QuarantineTwoW,
        Self::Recovering,
        Self::Frozen,
    ];

    pub(super) fn of(who: Option<&SessionFacts>, now: Timestamp) -> Self {
        let Some(SessionFacts { session, account }) = who else { return Self::SignedOut };
        let restricted = session.restriction.is_some_and(|restriction| now < restriction.until);
        match (session.standing, session.level) {
            _ if account.is_frozen(now) => Self::Frozen,
            (Standing::Quarantine, Level::One) => Self::QuarantineOne,
            (Standing::Quarantine, _) => Self::QuarantineTwoW,
            (Standing::Recovery, _) => Self::Recovering,
            (_, Level::One) => Self::One,
            (_, Level::TwoW) if restricted => Self::TwoWRestricted,
            (_, Level::TwoW) => Self::TwoW,
            (_, Level::TwoP) if restricted => Self::TwoPRestricted,
            (_, Level::TwoP) => Self::TwoP,
            (_, Level::Three) if restricted => Self::ThreeRestricted,
            (_, Level::Three) => Self::Three,
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
            Self::Three => "3",
            Self::ThreeRestricted => "3 restricted",
            Self::QuarantineOne => "quarantine 1",
            Self::QuarantineTwoW => "quarantine 2w",
            Self::Recovering => "recovering",
            Self::Frozen => "frozen",
            Self::Clock => "the clock",
            Self::ClockFrozen => "the clock, frozen",
            Self::Link => "a link",
            Self::LinkInDispute => "a link, in dispute",
            Self::ForgedLink => "a forged link",
        }
    }
}

/// What a walk can go through: a step by somebody, with an outcome; or a right that somebody is given or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    Step(&'static str, Class, &'static str),
    Right(Class, Right, Answer),
}

/// Whether a right is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Answer {
    Refused,
    Given,
}

impl std::fmt::Display for Edge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Step(step, class, outcome) => write!(f, "{step} | {} | {outcome}", class.as_str()),
            Self::Right(class, right, Answer::Given) => {
                write!(f, "right {right:?} | {} | given", class.as_str())
            }
            Self::Right(class, right, Answer::Refused) => {
                write!(f, "right {right:?} | {} | refused", class.as_str())
            }
        }
    }
}

/// How often each edge is walked at least before nobody looks for it any more.
pub(super) const WALKED_MIN: u64 = 100;

/// Where a walk has gone through an edge: in which of its moves, after how many numbers of that one's dice.
#[derive(Clone, Copy)]
pub(super) struct Passage {
    pub(super) edge: Edge,
    pub(super) at: usize,
    pub(super) thrown: usize,
}

/// Counts of all.
#[derive(Clone, Default)]
pub(super) struct Edges {
    counts: BTreeMap<Edge, u64>,
    pub(super) moves: u64,
    /// The rare ones that the walk at hand has gone through.
    pub(super) rare: Vec<Passage>,
    /// Which move it makes.
    pub(super) at: usize,
    /// How many numbers its dice had thrown when the step was to be decided.
    pub(super) thrown: usize,
}

impl Edges {
    pub(super) fn walked(&mut self, step: &'static str, class: Class, outcome: &'static str) {
        self.moves += 1;
        self.count(Edge::Step(step, class, outcome));
    }

    pub(super) fn looked(&mut self, class: Class, right: Right, given: bool) {
        self.count(Edge::Right(class, right, if given { Answer::Given } else { Answer::Refused }));
    }

    fn count(&mut self, edge: Edge) {
        let count = self.counts.entry(edge).or_default();
        *count += 1;
        if *count <= WALKED_MIN {
            self.rare.push(Passage { edge, at: self.at, thrown: self.thrown });
        }
    }

    /// How often an edge was walked.
    pub(super) fn of(&self, edge: &Edge) -> u64 {
        self.counts.get(edge).copied().unwrap_or(0)
    }

    /// These and those of another walk.
    pub(super) fn and(mut self, more: Self) -> Self {
        self.moves += more.moves;
        for (edge, count) in more.counts {
            *self.counts.entry(edge).or_default() += count;
        }
        self
    }

    /// These with what another has walked since it was these.
    pub(super) fn with_growth(mut self, grown: &Self, since: &Self) -> Self {
        self.moves += grown.moves - since.moves;
        for (edge, count) in &grown.counts {
            *self.counts.entry(*edge).or_default() += count - since.of(edge);
        }
        self
    }

    /// Every edge, with its count.
    pub(super) fn counts(&self) -> &BTreeMap<Edge, u64> {
        &self.counts
    }
}
