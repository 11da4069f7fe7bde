//! Running walks: many, each from its number; and making one that failed shorter.

use std::collections::{BTreeMap, BTreeSet};

use super::edges::{Answer, Class, Edge, Edges, WALKED_MIN};
use super::people::{Start, policy};
use super::random::Dice;
use super::steering::{Made, Ways};
use super::walk::{Fault, Move, Walk};
use crate::policy::{NewDeviceApproval, Policy};
use crate::right::Right;
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
    policy: usize,
    moves: Vec<Move>,
    fault: Fault,
}

impl Ground {
    fn new() -> Self {
        let shipped = policy();
        let always = Policy { new_device_approval: NewDeviceApproval::Always, ..shipped.clone() };
        Self { start: Start::new(&shipped), policies: [shipped, always] }
    }

    /// Makes the moves, and gives what each did, what was told, and the fault where there is one.
    fn walk(&self, policy: usize, moves: &[Move], edges: &mut Edges) -> Walked {
        edges.rare.clear();
        let mut walk = Walk::new(&self.start, &self.policies[policy], edges);
        let mut made = vec![];
        let end = moves.iter().enumerate().try_for_each(|(at, one)| {
            (walk.edges.at, walk.edges.thrown) = (at, 0);
            let end = walk.make(one);
            made.push(Made { one: one.clone(), thrown: walk.edges.thrown });
            end
        });
        Walked { made, told: walk.told, end }
    }

    /// Walks the walks of these numbers by chance, until one fails; remembers the ways to what is rare.
    fn walk_all(
        &self,
        numbers: std::ops::Range<u64>,
        (edges, ways): (&mut Edges, &mut Ways),
    ) -> Result<(), Box<Failed>> {
        let many = numbers.end - numbers.start;
        for number in numbers {
            let mut dice = Dice::new(number);
            let moves: Vec<Move> = (0..MOVES).map(|_| Move::new(dice.number())).collect();
            let policy = (number % 2) as usize;
            self.walk_one((number, policy, moves), (edges, ways))?;
            if many >= LONG && (number + 1) % TELL_EVERY == 0 {
                eprintln!("{} walks, {} steps", number + 1, edges.moves);
            }
        }
        Ok(())
    }

    fn walk_one(
        &self,
        (number, policy, moves): (u64, usize, Vec<Move>),
        (edges, ways): (&mut Edges, &mut Ways),
    ) -> Result<(), Box<Failed>> {
        let Walked { made, end, .. } = self.walk(policy, &moves, edges);
        ways.remember(policy, &made, edges);
        end.map_err(|fault| Box::new(Failed { number, policy, moves, fault }))
    }

    /// Steers walks to what was seldom walked: the longer, the more is found.
    fn steer(
        &self,
        numbers: std::ops::Range<u64>,
        (edges, ways): (&mut Edges, &mut Ways),
    ) -> Result<(), Box<Failed>> {
        for number in numbers {
            let mut dice = Dice::new(!number);
            let Some((policy, moves)) = ways.toward(edges, &mut dice) else { continue };
            self.walk_one((number, policy, moves), (edges, ways))?;
        }
        Ok(())
    }

    /// Walks by chance, in as many threads as are asked for.
    fn walk_in_threads(&self, numbers: std::ops::Range<u64>) -> Result<Run, Box<Failed>> {
        let threads = number_of("PASSKEEP_THREADS", 1);
        let share = (numbers.end - numbers.start).div_ceil(threads);
        let parts = in_threads(threads, |thread| {
            let from = numbers.start + thread * share;
            let (mut edges, mut ways) = (Edges::default(), Ways::default());
            let own = from..(from + share).min(numbers.end);
            self.walk_all(own, (&mut edges, &mut ways)).map(|()| (edges, ways))
        });
        let mut run = Run { walks: numbers.end - numbers.start, ..Run::default() };
        for part in parts {
            let (edges, ways) = part?;
            (run.edges, run.ways) = (run.edges.and(edges), run.ways.and(ways));
        }
        run.by_chance = run.edges.counts().clone();
        Ok(run)
    }

    /// Steers, in as many threads: after each round they share what they have seen.
    fn steer_in_threads(&self, mut run: Run, first: u64, most: u64) -> Result<Run, Box<Failed>> {
        let threads = number_of("PASSKEEP_THREADS", 1);
        while run.steered < most {
            run.ways.look_for(&gone(&run.edges));
            let parts = in_threads(threads, |thread| {
                let (mut edges, mut ways) = (run.edges.clone(), run.ways.clone());
                let from = first + run.steered + thread * ROUND;
                self.steer(from..from + ROUND, (&mut edges, &mut ways))?;
                Ok::<_, Box<Failed>>((edges, ways))
            });
            let before = run.edges.clone();
            for part in parts {
                let (edges, ways) = part?;
                run.edges = run.edges.with_growth(&edges, &before);
                run.ways = run.ways.and(ways);
            }
            run.steered += threads * ROUND;
            if run.steered % TELL_EVERY < threads * ROUND {
                eprintln!("{} walks, steered; {} edges are rare", run.steered, rare(&run.edges).count());
                run.write_if_asked();
            }
        }
        Ok(run)
    }

    /// The walk in words, without every move without which it fails all the same.
    fn shorten(&self, failed: Failed) -> String {
        let Failed { number, policy, mut moves, fault } = failed;
        let fails =
            |moves: &[Move]| self.walk(policy, moves, &mut Edges::default()).end == Err(fault.clone());
        let mut at = moves.len();
        while at > 0 {
            at -= 1;
            let one = moves.remove(at);
            if !fails(&moves) {
                moves.insert(at, one);
            }
        }
        let told = self.walk(policy, &moves, &mut Edges::default()).told;
        let again: Vec<String> = moves.iter().map(Move::to_string).collect();
        let again = format!("again: PASSKEEP_AGAIN='{policy} {}'", again.join(" "));
        format!("walk {number}: {}\n  {}\n{again}", fault.0, told.join("\n  "))
    }

    /// Makes the moves of a walk that failed once more, as it was printed.
    fn walk_again(&self, printed: &str) {
        let (policy, moves) = printed.split_once(' ').expect("the policy, and its moves");
        let moves = moves.split_whitespace().map(|one| Move::parse(one).expect("a move"));
        let policy = policy.parse().expect("the policy's number");
        let Walked { told, end, .. } = self.walk(policy, &moves.collect::<Vec<_>>(), &mut Edges::default());
        println!("  {}", told.join("\n  "));
        end.unwrap_or_else(|fault| panic!("{}", fault.0));
    }
}

/// What came of one walk.
struct Walked {
    made: Vec<Made>,
    told: Vec<String>,
    end: Result<(), Fault>,
}

/// What came of all.
#[derive(Default)]
struct Run {
    edges: Edges,
    /// How to come to what is rare in it.
    ways: Ways,
    /// How many walks went by chance.
    walks: u64,
    /// How often each edge was walked by chance alone.
    by_chance: BTreeMap<Edge, u64>,
    /// How many walks were steered.
    steered: u64,
}

impl Run {
    /// Writes what was walked, where `UPDATE` asks for it: now and then, so that a run of hours that is stopped has not been
    /// for nothing.
    fn write_if_asked(&self) {
        if std::env::var_os("UPDATE").is_none() {
            return;
        }
        let by_chance = |edge| self.by_chance.get(edge).copied().unwrap_or(0);
        let counts = self.edges.counts().iter();
        let walked = counts.map(|(edge, count)| (edge.to_string(), format!("{} {count}", by_chance(edge))));
        let mut lines: Vec<(String, String)> = walked.collect();
        // What was walked before and is not any more stays, for somebody to say why.
        lines.extend(gone(&self.edges).into_iter().map(|name| (name.to_owned(), "0 0".to_owned())));
        lines.sort();
        let lines: String = lines.into_iter().map(|(name, counts)| format!("{counts} {name}\n")).collect();
        std::fs::write(LONG_RUN_PATH, format!("{} walks\n{lines}", self.walks))
            .expect("the file can be written");
    }
}

/// Does the same in some threads, each with its number.
pub(super) fn in_threads<T: Send>(threads: u64, part: impl Fn(u64) -> T + Sync) -> Vec<T> {
    let part = &part;
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|thread| scope.spawn(move || part(thread))).collect();
        running.into_iter().map(|one| one.join().expect("a walk is no place to panic")).collect()
    })
}

/// What was walked too seldom.
fn rare(edges: &Edges) -> impl Iterator<Item = (&Edge, u64)> {
    edges.counts().iter().filter(|(_, count)| **count < WALKED_MIN).map(|(edge, count)| (edge, *count))
}

/// The edges of the list, each with how often it was walked by chance and in all.
fn listed() -> impl Iterator<Item = (u64, u64, &'static str)> {
    let number = |text: &str| text.parse::<u64>().expect("a number");
    LONG_RUN.lines().skip(1).filter_map(move |line| {
        let mut parts = line.splitn(3, ' ');
        Some((number(parts.next()?), number(parts.next()?), parts.next()?))
    })
}

/// Those of them that this run has not walked.
fn gone(edges: &Edges) -> Vec<&'static str> {
    let walked: BTreeSet<String> = edges.counts().keys().map(Edge::to_string).collect();
    listed().map(|(_, _, name)| name).filter(|name| !walked.contains(*name)).collect()
}

/// The edges of a long run, each with how often it was walked by chance and in all; `UPDATE=1` writes them. Its first
/// number is how many walks by chance it had.
const LONG_RUN: &str = include_str!("edges.txt");
const LONG_RUN_PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/walks/edges.txt");

/// What no walk reaches, each with the reason: one that is walked all the same fails the run.
const UNREACHABLE: &str = include_str!("unreachable.txt");

/// From so many walks on a run is long: it is steered, and walks everything often enough.
const LONG: u64 = 20_000;

/// How many walks are steered at most: four for each that goes by chance, and no more than this.
const STEERED_MAX: u64 = 200_000;

/// How many walks a thread steers before it shares what it has seen.
const ROUND: u64 = 500;

/// After how many walks a long run says how far it is.
const TELL_EVERY: u64 = 10_000;

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
    if let Ok(printed) = std::env::var("PASSKEEP_AGAIN") {
        return ground.walk_again(&printed);
    }
    let many = many();
    let steered = number_of("PASSKEEP_STEERED", if many >= LONG { (many * 4).min(STEERED_MAX) } else { 0 });
    let numbers = first()..first() + many;
    let run = ground
        .walk_in_threads(numbers.clone())
        .and_then(|run| ground.steer_in_threads(run, numbers.end, steered))
        .unwrap_or_else(|failed| panic!("{}", ground.shorten(*failed)));
    let counts = run.edges.counts();
    let (moves, edges, steered) = (run.edges.moves, counts.len(), run.steered);
    let before = run.by_chance.values().filter(|count| **count < WALKED_MIN).count();
    let (before_all, after) = (run.by_chance.len(), rare(&run.edges).count());
    println!("{many} walks by chance: {before_all} edges, {before} of them under {WALKED_MIN} times");
    println!(
        "{steered} more, steered, {moves} steps in all: {edges} edges, {after} under {WALKED_MIN} times"
    );
    run.write_if_asked();
    assert_eq!(reached(counts), Vec::<String>::new(), "edges that are said to be out of reach");
    let written = counts.iter().map(|(edge, count)| (edge.to_string(), *count)).collect();
    assert_eq!(missing(many, &written), Vec::<String>::new(), "edges that are walked no more");
    if many >= LONG {
        let seldom: Vec<String> = rare(&run.edges).map(|(edge, count)| format!("{count} {edge}")).collect();
        assert_eq!(seldom, Vec::<String>::new(), "edges that are walked under {WALKED_MIN} times");
    }
}

/// What was walked though no walk should reach it.
fn reached(counts: &BTreeMap<Edge, u64>) -> Vec<String> {
    let named = UNREACHABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let named: Vec<&str> = named.collect();
    counts.keys().map(Edge::to_string).filter(|edge| named.contains(&edge.as_str())).collect()
}

/// Every right in every class of session is walked both ways, or stands among what no walk reaches.
#[test]
fn every_right_is_given_and_refused_or_said_to_be_out_of_reach() {
    let walked: Vec<&str> = listed().map(|(_, _, name)| name).collect();
    let is_listed = |edge: &str| walked.contains(&edge) || UNREACHABLE.lines().any(|line| line == edge);
    let grid = Class::OF_SESSIONS.into_iter().flat_map(|class| {
        let rights = Right::ALL.into_iter();
        rights
            .flat_map(move |right| [Answer::Refused, Answer::Given].map(|one| Edge::Right(class, right, one)))
    });
    let silent: Vec<String> = grid.map(|edge| edge.to_string()).filter(|edge| !is_listed(edge)).collect();
    assert_eq!(silent, Vec::<String>::new(), "neither walked nor out of reach");
}

/// The edges of the long run that this one should have walked too, and hasn't. In a run as long, each often enough; in a
/// shorter one, those that are frequent enough by chance to be sure of.
fn missing(many: u64, counts: &BTreeMap<String, u64>) -> Vec<String> {
    let long = LONG_RUN.split_once(' ').map_or(1, |(walks, _)| walks.parse().expect("a number"));
    let too_few = |&(by_chance, in_all, edge): &(u64, u64, &'static str)| {
        let walked = counts.get(edge).copied().unwrap_or(0);
        let expected = by_chance * many / long.max(1);
        match many >= long {
            // What that one didn't walk either is looked for, and not asked for.
            true => in_all > 0 && walked < WALKED_MIN,
            false => expected >= 50 && walked == 0,
        }
    };
    listed().filter(too_few).map(|(_, _, edge)| edge.to_owned()).collect()
}

/// The walk that missed each rule last time: most miss it still, so that nobody waits for the search. `UPDATE=1` writes them.
const MISSED: &str = include_str!("rules.txt");
const MISSED_PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/walks/rules.txt");

/// The rules of the support desk that a walk must miss too. The others none can: nobody here has another role or looks sixty times
/// an hour, no right hangs on what is told of a look, and the rest stand behind another rule: whoever is one person has one
/// browser, a session at the desk has just been raised by a bound key, and a recovery goes on with what was proved in it.
const OF_THE_DESK: &[Rule] = &[
    Rule::StaffOwn,
    Rule::OldAddresses,
    Rule::ResentOnce,
    Rule::TwoPersons,
    Rule::SignedReason,
    Rule::ProposalTime,
    Rule::ProposalOnce,
    Rule::ShortenFloor,
    Rule::StaffHoldStays,
];

/// How many walks are tried to see a rule missed.
const SEARCHED_MAX: u64 = 100_000;

#[test]
fn a_rule_that_is_taken_out_is_missed() {
    let ground = Ground::new();
    let last_time = |rule: &Rule| {
        let line = MISSED.lines().find_map(|line| line.strip_suffix(&format!(" {rule:?}")));
        line.and_then(|number| number.parse::<u64>().ok())
    };
    let misses = |rule: Rule, numbers| {
        let (mut edges, mut ways) = (Edges::default(), Ways::default());
        rule.without(|| ground.walk_all(numbers, (&mut edges, &mut ways))).err()
    };
    let (mut unseen, mut lines) = (vec![], String::new());
    // One rule alone, while it is being written.
    let wanted = std::env::var("PASSKEEP_RULE").ok();
    let is_wanted = |rule: &Rule| wanted.as_ref().is_none_or(|wanted| *wanted == format!("{rule:?}"));
    for rule in Rule::WALKED.iter().chain(OF_THE_DESK).copied().filter(is_wanted) {
        let again = last_time(&rule).and_then(|number| misses(rule, number..number + 1));
        match again.or_else(|| misses(rule, 0..SEARCHED_MAX)) {
            None => {
                println!("{rule:?}: nobody misses it");
                unseen.push(rule);
            }
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
