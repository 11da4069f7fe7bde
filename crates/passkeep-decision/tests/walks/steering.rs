//! Steering walks to what is seldom walked. Each rare edge remembers a few walks that led through it, as short as they were;
//! a steered walk takes one of them again, but for one turn of its dice: in the move that led through the edge, late rather
//! than early, or in one before it. So it comes to where few walks come, and does something else there, or comes another
//! way. Now and then it leaves out a move before, or goes by way of where another one leads, and it goes on by chance, so that
//! it finds what is beside. What an earlier run has walked and this one has not is looked for beside the same step by the same
//! somebody with another outcome.
//!
//! It is as determined as any walk: by its number, and by what the walks before it have seen. Threads share that after each
//! round.

use std::collections::BTreeMap;

use super::edges::{Edge, Edges, Passage};
use super::random::Dice;
use super::walk::Move;

/// A move that a walk has made.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Made {
    pub(super) one: Move,
    /// How many numbers its dice had thrown when its last step was to be decided: what came after names and keys nothing
    /// but what is new.
    pub(super) thrown: usize,
}

/// A walk that led through an edge.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Way {
    /// By which of the policies.
    pub(super) policy: usize,
    /// Its moves, the last of them the one that led through the edge, up to there.
    made: Vec<Made>,
}

/// How many ways are remembered to an edge.
const WAYS_MAX: usize = 6;

/// How many moves a steered walk goes on by chance at most.
const ONWARD_MAX: usize = 3;

/// A move's dice turn in the last 1/2, 1/4 … of their numbers, up to this power, or in any.
const LATE_MAX: usize = 6;

/// So many of a hundred steered walks look for what was walked before, as long as any of it is missing.
const LOOKING: u64 = 20;

/// So many go by way of where another one leads.
const CROSSING: u64 = 30;

/// Among how many of the rarest edges the dice choose: threads go different ways.
const RAREST: usize = 16;

/// The ways to rare edges.
#[derive(Clone, Default)]
pub(super) struct Ways {
    to: BTreeMap<Edge, Vec<Way>>,
    tried: BTreeMap<Edge, u64>,
    /// For each edge that is looked for, those beside it.
    beside: Vec<Vec<Edge>>,
}

impl Ways {
    /// Remembers how a walk came to what is rare in it.
    pub(super) fn remember(&mut self, policy: usize, made: &[Made], edges: &mut Edges) {
        for Passage { edge, at, thrown } in std::mem::take(&mut edges.rare) {
            let ways = self.to.entry(edge).or_default();
            if ways.len() >= WAYS_MAX {
                let Some(longest) = (0..ways.len()).max_by_key(|one| ways[*one].made.len()) else { continue };
                if ways[longest].made.len() <= at + 1 {
                    continue;
                }
                ways.remove(longest);
            }
            let mut made = made[..=at].to_vec();
            made[at].thrown = thrown;
            ways.push(Way { policy, made });
        }
    }

    /// These and those that others have found.
    pub(super) fn and(mut self, more: Self) -> Self {
        for (edge, found) in more.to {
            let ways = self.to.entry(edge).or_default();
            for way in found {
                if ways.len() < WAYS_MAX && !ways.contains(&way) {
                    ways.push(way);
                }
            }
        }
        for (edge, tried) in more.tried {
            let most = self.tried.entry(edge).or_default();
            *most = tried.max(*most);
        }
        self
    }

    /// Looks for edges that no walk has gone through yet, by their names, beside the same step by the same somebody.
    pub(super) fn look_for(&mut self, gone: &[&str]) {
        let names: Vec<(Edge, String)> = self.to.keys().map(|edge| (*edge, edge.to_string())).collect();
        let beside = |gone: &&str| {
            let begins = gone.rfind('|').map_or(*gone, |end| &gone[..=end]);
            names
                .iter()
                .filter(|(_, name)| name.starts_with(begins))
                .map(|(edge, _)| *edge)
                .collect::<Vec<_>>()
        };
        self.beside = gone.iter().map(beside).filter(|edges| !edges.is_empty()).collect();
    }

    /// The moves of a walk to one of the rarest edges, and the least tried of those, or to one beside what is looked for; none
    /// where no way is known.
    pub(super) fn toward(&mut self, edges: &Edges, dice: &mut Dice) -> Option<(usize, Vec<Move>)> {
        let tried = |edge: &Edge| self.tried.get(edge).copied().unwrap_or(0);
        let scored = |edge: &Edge| (edges.of(edge) * 4 + tried(edge), *edge);
        let mut rarest: Vec<(u64, Edge)> = self.to.keys().map(scored).collect();
        if rarest.len() > RAREST {
            rarest.select_nth_unstable(RAREST);
            rarest.truncate(RAREST);
        }
        let edge = match dice.pick(&self.beside) {
            Some(beside) if dice.in_hundred(LOOKING) => *dice.pick(beside)?,
            _ => dice.pick(&rarest)?.1,
        };
        *self.tried.entry(edge).or_default() += 1;
        let way = dice.pick(&self.to[&edge])?;
        let mut moves = way.again(dice);
        if dice.in_hundred(CROSSING) {
            // By way of where another one leads. Two moves with one seed would name two things alike.
            let all: Vec<&Vec<Way>> = self.to.values().collect();
            let other = dice.pick(&all).and_then(|ways| dice.pick(ways))?;
            let by_way: Vec<Move> = other.made.iter().map(|made| made.one.clone()).collect();
            if by_way.iter().all(|one| !moves.iter().any(|own| own.begins_as(one))) {
                let at = dice.below(way.made.len()).min(moves.len());
                moves.splice(at..at, by_way);
            }
        }
        Some((way.policy, moves))
    }
}

impl Way {
    fn again(&self, dice: &mut Dice) -> Vec<Move> {
        let mut moves: Vec<Move> = self.made.iter().map(|made| made.one.clone()).collect();
        let last = moves.len() - 1;
        let turning = if dice.in_hundred(50) { last } else { dice.below(moves.len()) };
        let late = self.made[turning].thrown >> dice.below(LATE_MAX);
        let before = 1 + dice.below(late);
        moves[turning].turned((self.made[turning].thrown.saturating_sub(before), dice.number()));
        if last > 0 && dice.in_hundred(25) {
            moves.remove(dice.below(last));
        }
        let onward = dice.below(ONWARD_MAX + 1);
        moves.extend((0..onward).map(|_| Move::new(dice.number())));
        moves
    }
}
