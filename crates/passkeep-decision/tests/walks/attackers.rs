//! For each attacker that SECURITY.md answers: the fewest hours, and the notices in them, before a first loss. Found by
//! trying every sequence of acts, the fewest hours first, each act by the real decision; Ada does nothing meanwhile, as
//! an attacker would wish.

use std::collections::{BTreeMap, BTreeSet};

use super::intruder::{ACTS, Intruder, Loss, Power, Scene};
use super::people::{ADA, HOUR, NOW, Start, policy};
use crate::message::MessageKind;
use crate::policy::Policy;
use crate::rule::Rule;

/// An attacker, and what is promised of them.
struct Attacker {
    name: &'static str,
    powers: &'static [Power],
    promise: Promise,
}

/// The least that it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Promise {
    /// No loss, however long it takes: nothing here serves without an old passkey's assertion.
    Never,
    /// A loss at once is by the power of an old passkey that answers for them, or has just answered.
    OldPasskey { hours_min: i64 },
}

use Power::*;
use Promise::*;

const ATTACKERS: &[Attacker] = &[
    Attacker { name: "SIM and password stolen", powers: &[Password, Codes], promise: Never },
    Attacker { name: "proxy, relays one sign-in", powers: &[RelayOnce, Password, Codes], promise: Never },
    Attacker {
        name: "proxy, relays a sign-in each day",
        powers: &[RelayDaily, Password],
        promise: OldPasskey { hours_min: 24 },
    },
    Attacker {
        name: "phone stolen unlocked, passkey usable",
        powers: &[Passkey, Codes, Browser],
        promise: OldPasskey { hours_min: 0 },
    },
    Attacker {
        name: "passkey's provider stolen, no phone",
        powers: &[Passkey],
        promise: OldPasskey { hours_min: 24 },
    },
    Attacker { name: "victim phoned, reads out codes", powers: &[Codes], promise: Never },
    Attacker {
        name: "malware in her browser, signed in",
        powers: &[Browser, Session],
        promise: OldPasskey { hours_min: 0 },
    },
    Attacker {
        name: "malware in her browser, signed out",
        powers: &[Browser, Password, Codes],
        promise: Never,
    },
    Attacker { name: "one of the staff", powers: &[], promise: Never },
];

const ACTS_MAX: usize = 6;
const HOURS_MAX: i64 = 200;

/// A first loss, and what it took.
struct Fewest {
    hours: i64,
    notices: usize,
    loss: Loss,
    path: Vec<&'static str>,
}

fn beginning(start: &Start, policy: &Policy, powers: &[Power]) -> Scene {
    let mut scene = Scene {
        world: start.world.clone(),
        now: NOW,
        session: None,
        own: None,
        relayed: 0,
        loss: None,
        path: vec![],
        draws: 0,
    };
    if powers.contains(&Session) {
        // She has just signed in, in her browser.
        let ada = Intruder { policy: policy.clone(), keys: start.keys.clone(), powers: &[Passkey, Browser] };
        let (_, sign_in) =
            ACTS.iter().find(|(name, _)| *name == "signs in with her passkey").expect("an act");
        sign_in(&ada, &mut scene).expect("she can");
        scene.relayed = 0;
    }
    scene
}

fn hours(scene: &Scene) -> i64 {
    scene.now.seconds_since(NOW) / HOUR
}

/// Whom she was told by: one address, since all are told the same.
fn notices(scene: &Scene) -> usize {
    let tells = |kind: &MessageKind| {
        let is_code = matches!(
            kind,
            MessageKind::SignUpCode(_)
                | MessageKind::SignInCode(_)
                | MessageKind::CreatePasskeyCode(_)
                | MessageKind::AddEmailCode(_)
        );
        !is_code
    };
    let to_her = |message: &crate::message::Message| message.to.kind() == "email" && tells(&message.kind);
    scene.world.messages.iter().filter(|(account, message)| *account == ADA && to_her(message)).count()
}

/// What makes two scenes alike for all that may follow.
fn digest(scene: &Scene) -> String {
    let session = scene.world.who(scene.session).map(|who| {
        let session = who.session;
        (session.level, session.standing, session.restriction, session.proofs)
    });
    let passkeys = scene.world.row(ADA).map_or(0, |row| row.passkeys.len());
    format!("{session:?} {passkeys} {} {}", scene.own.is_some(), scene.relayed.min(1))
}

/// The scenes by hours and acts, the fewest first, until one is a loss.
fn search(start: &Start, policy: &Policy, attacker: &Attacker) -> Option<Fewest> {
    let intruder = Intruder { policy: policy.clone(), keys: start.keys.clone(), powers: attacker.powers };
    let mut waiting = BTreeMap::from([((0, 0, 0), beginning(start, policy, attacker.powers))]);
    let (mut seen, mut number) = (BTreeSet::new(), 0_u64);
    while let Some((_, scene)) = waiting.pop_first() {
        if let Some(loss) = scene.loss {
            let path = scene.path.clone();
            return Some(Fewest { hours: hours(&scene), notices: notices(&scene), loss, path });
        }
        if !seen.insert((hours(&scene), digest(&scene))) || scene.path.len() >= ACTS_MAX {
            continue;
        }
        for (name, act) in ACTS {
            let mut next = scene.clone();
            next.path.push(name);
            if act(&intruder, &mut next).is_some() && hours(&next) <= HOURS_MAX {
                number += 1;
                waiting.insert((hours(&next), next.path.len() as u64, number), next);
            }
        }
    }
    None
}

#[test]
fn the_table_of_attackers() {
    let policy = policy();
    let start = Start::new(&policy);
    println!("{:38} {:>6} {:>8}  first loss, and how", "attacker", "hours", "notices");
    for attacker in ATTACKERS {
        let fewest = search(&start, &policy, attacker);
        match &fewest {
            None => println!("{:38} {:>6} {:>8}  none within {HOURS_MAX} h", attacker.name, "-", "-"),
            Some(Fewest { hours, notices, loss, path }) => {
                let how = path.join(", ");
                println!("{:38} {hours:>6} {notices:>8}  {loss:?}: {how}", attacker.name);
            }
        }
        match attacker.promise {
            Never => assert!(fewest.is_none_or(|fewest| fewest.hours >= 72), "{}", attacker.name),
            OldPasskey { hours_min } => {
                let fewest = fewest.expect("an old passkey's assertion has its power");
                assert!(fewest.hours >= hours_min, "{}: {} h", attacker.name, fewest.hours);
            }
        }
    }
}

/// The table would show a rule's absence.
#[test]
fn without_the_rule_on_new_browsers_one_relay_is_enough() {
    let policy = policy();
    let start = Start::new(&policy);
    let proxy = &ATTACKERS[1];
    assert!(proxy.powers.contains(&RelayOnce) && proxy.promise == Never);
    let fewest = Rule::NewBrowser.without(|| search(&start, &policy, proxy));
    assert_eq!(fewest.map(|fewest| fewest.hours), Some(0));
}
