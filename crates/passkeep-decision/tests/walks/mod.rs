//! Random walks over every step, against a small independent model that knows the invariant.
//!
//! A walk begins with a few people, browsers and passkeys, and makes moves: it takes a step with input at random, right
//! or wrong (old tickets, another browser's, another session's, answers of before, wrong codes), decides it by the real
//! step, applies what it changes to a world in memory, and tells the model what an onlooker saw. After each move every
//! session is asked for every right: what the gate gives and the model denies ends the walk, which is then shortened and
//! printed.
//!
//! Walks take both settings of the approval of new devices in turns. `PASSKEEP_WALKS` is how many there are by chance alone;
//! a long run is then steered to what is seldom walked (`steering.rs`), and lists what no walk can reach (`unreachable.txt`).
//! Its command stands in CONTRIBUTING.md.

mod apply;
mod attackers;
mod edges;
mod facts;
mod intruder;
mod model;
mod people;
mod random;
mod runs;
mod steering;
mod steps;
mod tickets;
mod walk;
mod world;
