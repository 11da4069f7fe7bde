//! Running walks: many, each from its number; and making one that failed shorter.

use std::collections::BTreeMap;

use super::edges::Edges;
use super::people::{Start, policy};
use super::random::Dice;
use super::walk::{Fault, Move, Walk};
use crate::policy::{NewDeviceApproval, Policy};
use crate::rule::Rule;

/// How many moves a walk makes.
const MOVES: usize = 24;

/// What walks need, made once.
struct Ground {
    /// As shipped, and with every new device asked for: walks take one or the other in turns.
    policies: [Policy; 2],
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
        let shipped = policy();
        let always = Policy { new_device_approval: NewDeviceApproval::Always, ..shipped.clone() };
        Self { start: Start::new(&shipped), policies: [shipped, always] }
    }

    /// Makes the moves, and gives what was told, and the fault where there is one.
    fn walk(&self, number: u64, moves: &[Move], edges: &mut Edges) -> (Vec<String>, Result<(), Fault>) {
        let policy = &self.policies[(number % 2) as usize];
        let mut walk = Walk::new(&self.start, policy, edges);
        let end = moves.iter().try_for_each(|one| walk.make(*one));
        (walk.told, end)
    }

    /// Walks the walks of these numbers, until one fails.
    fn walk_all(&self, numbers: std::ops::Range<u64>, edges: &mut Edges) -> Result<(), Box<Failed>> {
        let many = numbers.end - numbers.start;
        for number in numbers {
            let mut dice = Dice::new(number);
            let moves: Vec<Move> = (0..MOVES).map(|_| Move(dice.number())).collect();
            if let (_, Err(fault)) = self.walk(number, &moves, edges) {
                return Err(Box::new(Failed { number, moves, fault }));
            }
            if many >= 100_000 && (number + 1) % 50_000 == 0 {
                eprintln!("{} walks, {} steps", number + 1, edges.moves);
            }
        }
        Ok(())
    }

    /// The same in as many threads as are asked for.
    fn walk_in_threads(&self, numbers: std::ops::Range<u64>) -> Result<Edges, Box<Failed>> {
        let threads = number_of("PASSKEEP_THREADS", 1);
        let share = (numbers.end - numbers.start).div_ceil(threads);
        let part = |thread: u64| {
            let from = numbers.start + thread * share;
            let mut edges = Edges::default();
            self.walk_all(from..(from + share).min(numbers.end), &mut edges).map(|()| edges)
        };
        let parts: Vec<_> = std::thread::scope(|scope| {
            let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || part(thread))).collect();
            running.into_iter().map(|one| one.join().expect("a walk is no place to panic")).collect()
        });
        parts.into_iter().try_fold(Edges::default(), |all, part| Ok(all.and(part?)))
    }

    /// The walk in words, without every move without which it fails all the same.
    fn shorten(&self, failed: Failed) -> String {
        let Failed { number, mut moves, fault } = failed;
        let fails = |moves: &[Move]| self.walk(number, moves, &mut Edges::default()).1 == Err(fault.clone());
        let mut at = moves.len();
        while at > 0 {
            at -= 1;
            let one = moves.remove(at);
            if !fails(&moves) {
                moves.insert(at, one);
            }
        }
        let (told, _) = self.walk(number, &moves, &mut Edges::default());
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
    number_of("PASSKEEP_WALKS", 2_000)
}

/// The number of the first walk: to see one that failed again, with `PASSKEEP_WALKS=1`.
fn first() -> u64 {
    number_of("PASSKEEP_FIRST", 0)
}

fn number_of(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

#[test]
fn no_walk_reaches_a_right_that_the_model_denies() {
    let ground = Ground::new();
    let many = many();
    let edges = match ground.walk_in_threads(first()..first() + many) {
        Ok(edges) => edges,
        Err(failed) => panic!("{}", ground.shorten(*failed)),
    };
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

/// The walk that missed each rule last time: most miss it still, so that nobody waits for the search. `UPDATE=1` writes them.
const MISSED: &str = include_str!("rules.txt");
const MISSED_PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/walks/rules.txt");

/// How many walks are tried to see a rule missed.
const SEARCHED_MAX: u64 = 100_000;

#[test]
fn a_rule_that_is_taken_out_is_missed() {
    let ground = Ground::new();
    let last_time = |rule: &Rule| {
        let line = MISSED.lines().find_map(|line| line.strip_suffix(&format!(" {rule:?}")));
        line.and_then(|number| number.parse::<u64>().ok())
    };
    let misses = |rule: Rule, numbers| rule.without(|| ground.walk_all(numbers, &mut Edges::default())).err();
    let (mut unseen, mut lines) = (vec![], String::new());
    // One rule alone, while it is being written.
    let wanted = std::env::var("PASSKEEP_RULE").ok();
    let is_wanted = |rule: &Rule| wanted.as_ref().is_none_or(|wanted| *wanted == format!("{rule:?}"));
    for rule in Rule::WALKED.iter().copied().filter(is_wanted) {
        let again = last_time(&rule).and_then(|number| misses(rule, number..number + 1));
        match again.or_else(|| misses(rule, 0..SEARCHED_MAX)) {
            None => unseen.push(rule),
            Some(failed) => {
                println!("{rule:?}: walk {}: {}", failed.number, failed.fault.0);
                lines.push_str(&format!("{} {rule:?}\n", failed.number));
            }
        }
    }
    if wanted.is_none() && std::env::var_os("UPDATE").is_some() {
        std::fs::write(MISSED_PATH, lines).expect("the file can be written");
    }
    assert!(unseen.is_empty(), "nobody misses {unseen:?}");
}
