//! Running walks: many, each from its number; and making one that failed shorter.

use std::collections::BTreeMap;

use super::edges::Edges;
use super::people::{Start, policy};
use super::random::Dice;
use super::walk::{Fault, Move, Walk};
use crate::policy::Policy;
use crate::rule::Rule;

/// How many moves a walk makes.
const MOVES: usize = 40;

/// What walks need, made once.
struct Ground {
    policy: Policy,
    start: Start,
}

/// A walk that reached what the model denies.
struct Failed {
    number: u64,
    moves: Vec<Move>,
    fault: Fault,
}

impl Ground {
    fn new() -> Self {
        let policy = policy();
        Self { start: Start::new(&policy), policy }
    }

    /// Makes the moves, and gives what was told, and the fault where there is one.
    fn walk(&self, moves: &[Move], edges: &mut Edges) -> (Vec<String>, Result<(), Fault>) {
        let mut walk = Walk::new(&self.start, &self.policy, edges);
        let end = moves.iter().try_for_each(|one| walk.make(*one));
        (walk.told, end)
    }

    /// Walks the walks of these numbers, until one fails.
    fn walk_all(&self, numbers: std::ops::Range<u64>, edges: &mut Edges) -> Result<(), Box<Failed>> {
        let many = numbers.end - numbers.start;
        for number in numbers {
            let mut dice = Dice::new(number);
            let moves: Vec<Move> = (0..MOVES).map(|_| Move(dice.number())).collect();
            if let (_, Err(fault)) = self.walk(&moves, edges) {
                return Err(Box::new(Failed { number, moves, fault }));
            }
            if many >= 100_000 && (number + 1) % 50_000 == 0 {
                eprintln!("{} walks, {} steps", number + 1, edges.moves);
            }
        }
        Ok(())
    }

    /// The walk in words, without every move without which it fails all the same.
    fn shorten(&self, failed: Failed) -> String {
        let Failed { number, mut moves, fault } = failed;
        let fails = |moves: &[Move]| self.walk(moves, &mut Edges::default()).1 == Err(fault.clone());
        let mut at = moves.len();
        while at > 0 {
            at -= 1;
            let one = moves.remove(at);
            if !fails(&moves) {
                moves.insert(at, one);
            }
        }
        let (told, _) = self.walk(&moves, &mut Edges::default());
        format!("walk {number}: {}\n  {}", fault.0, told.join("\n  "))
    }
}

/// The edges of a long run, with their counts; `UPDATE=1` writes them. Its first number is how many walks it had.
const LONG_RUN: &str = include_str!("edges.txt");
const LONG_RUN_PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/walks/edges.txt");

/// How often each edge of the long run is walked in it at least.
const WALKED_MIN: u64 = 100;

/// How many walks: enough to see the usual, or as many as are asked for.
fn many() -> u64 {
    std::env::var("PASSKEEP_WALKS").ok().and_then(|many| many.parse().ok()).unwrap_or(2_000)
}

#[test]
fn no_walk_reaches_a_right_that_the_model_denies() {
    let ground = Ground::new();
    let (many, mut edges) = (many(), Edges::default());
    if let Err(failed) = ground.walk_all(0..many, &mut edges) {
        panic!("{}", ground.shorten(*failed));
    }
    let counts = edges.counts();
    println!("{many} walks, {} steps, {} edges", edges.moves, counts.len());
    if std::env::var_os("UPDATE").is_some() {
        let often = counts.iter().filter(|(_, count)| **count >= WALKED_MIN);
        let lines: String = often.map(|(edge, count)| format!("{count} {edge}\n")).collect();
        std::fs::write(LONG_RUN_PATH, format!("{many} walks\n{lines}")).expect("the file can be written");
    }
    for (edge, count) in counts.iter().filter(|(_, count)| **count < WALKED_MIN && many >= 100_000) {
        println!("seldom: {count} {edge}");
    }
    assert_eq!(missing(many, &counts), Vec::<String>::new(), "edges that are walked no more");
}

/// The edges of the long run that this one should have walked too, and hasn't. In a run as long, each a hundred times; in
/// a shorter one, those that are frequent enough to be sure of.
fn missing(many: u64, counts: &BTreeMap<String, u64>) -> Vec<String> {
    let mut lines = LONG_RUN.lines().map(|line| line.split_once(' ').expect("a number and a text"));
    let number = |text: &str| text.parse::<u64>().expect("a number");
    let long = lines.next().map_or(1, |(walks, _)| number(walks));
    let too_few = |(count, edge): &(&str, &str)| {
        let walked = counts.get(*edge).copied().unwrap_or(0);
        let expected = number(count) * many / long;
        if many >= long { walked < WALKED_MIN } else { expected >= 50 && walked == 0 }
    };
    lines.filter(too_few).map(|(_, edge)| edge.to_owned()).collect()
}

#[test]
fn a_rule_that_is_taken_out_is_missed() {
    let ground = Ground::new();
    let mut unseen = vec![];
    for rule in Rule::ALL {
        match rule.without(|| ground.walk_all(0..10_000, &mut Edges::default())) {
            Ok(()) => unseen.push(rule),
            Err(failed) => println!("{rule:?}: walk {}: {}", failed.number, failed.fault.0),
        }
    }
    assert!(unseen.is_empty(), "nobody misses {unseen:?}");
}
