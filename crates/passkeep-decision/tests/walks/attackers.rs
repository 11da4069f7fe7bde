//! For each attacker that SECURITY.md answers: the fewest hours, and the notices in them, before a first loss of each kind.
//! Found by trying every sequence of acts, the fewest hours first, each act by the real decision; Ada does nothing
//! meanwhile, as an attacker would wish.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use super::intruder::{ACTS, Intruder, Loss, Power, Scene};
use super::people::{ADA, HOUR, NOW, Start, policy};
use super::runs::in_threads;
use crate::hold::Hold;
use crate::id::AccountHandle;
use crate::message::{Message, MessageKind};
use crate::policy::{NewDeviceApproval, Policy};
use crate::rule::Rule;

/// An attacker, and what is promised of them.
struct Attacker {
    name: &'static str,
    powers: &'static [Power],
    promise: Promise,
}

/// The least that it takes, for whatever loss.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Promise {
    /// No loss within 72 hours: nothing here serves without an old passkey's assertion.
    ThreeDays,
    /// A loss before that is by the power of an old passkey that answers for them, or has just answered.
    OldPasskey { hours_min: i64 },
    /// Two of the staff who are in it shorten what her proofs have begun: a day is left to say no.
    ADay,
}

use Power::*;
use Promise::*;

const ATTACKERS: &[Attacker] = &[
    Attacker { name: "SIM and password stolen", powers: &[Password, Codes], promise: ThreeDays },
    Attacker { name: "proxy, relays one sign-in", powers: &[RelayOnce, Password, Codes], promise: ThreeDays },
    Attacker {
        name: "proxy, relays whenever she signs in",
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
    Attacker { name: "victim phoned, reads out codes", powers: &[Codes], promise: ThreeDays },
    Attacker {
        name: "victim phoned, reads out and approves",
        powers: &[Codes, Password, Approvals],
        promise: ThreeDays,
    },
    Attacker {
        name: "malware in her browser, signed in",
        powers: &[Browser, Session],
        promise: OldPasskey { hours_min: 0 },
    },
    Attacker {
        name: "malware in her browser, signed out",
        powers: &[Browser, Password, Codes],
        promise: ThreeDays,
    },
    Attacker { name: "sheet of recovery codes stolen", powers: &[Sheet], promise: ThreeDays },
    Attacker { name: "sheet and password stolen", powers: &[Sheet, Password], promise: ThreeDays },
    Attacker { name: "sheet and SIM stolen", powers: &[Sheet, Codes], promise: ThreeDays },
    Attacker { name: "trusted laptop stolen unlocked", powers: &[Browser], promise: ThreeDays },
    Attacker { name: "laptop and the sheet in its bag", powers: &[Browser, Sheet], promise: ThreeDays },
    Attacker { name: "one of the staff", powers: &[Desk], promise: ThreeDays },
    Attacker {
        name: "one of the staff, SIM and password",
        powers: &[Desk, Codes, Password],
        promise: ThreeDays,
    },
    Attacker { name: "one of the staff, SIM and sheet", powers: &[Desk, Codes, Sheet], promise: ThreeDays },
    Attacker { name: "two of the staff", powers: &[Desks], promise: ThreeDays },
    Attacker { name: "two of the staff, SIM stolen", powers: &[Desks, Codes], promise: ADay },
    Attacker { name: "two of the staff, SIM and password", powers: &[Desks, Codes, Password], promise: ADay },
    Attacker { name: "two of the staff, SIM and sheet", powers: &[Desks, Codes, Sheet], promise: ADay },
];

const ACTS_MAX: usize = 5;
const HOURS_MAX: i64 = 200;

/// A first loss, and what it took.
struct Fewest {
    hours: i64,
    notices: usize,
    path: Vec<&'static str>,
}

fn beginning(start: &Start, policy: &Policy, powers: &[Power]) -> Scene {
    let secrets = start.secrets.iter().filter(|(account, ..)| *account == ADA);
    let mut scene = Scene {
        world: start.world.clone(),
        now: NOW,
        session: None,
        own: None,
        relayed: 0,
        secrets: secrets.map(|(_, device, secret)| (*device, secret.clone())).collect(),
        waiting: None,
        has_set_password: false,
        path: vec![],
        draws: 0,
    };
    if powers.contains(&Session) {
        // She has just signed in, in her browser.
        let ada = Intruder { policy: policy.clone(), keys: start.keys.clone(), powers: &[Passkey, Browser] };
        let (_, _, sign_in) =
            ACTS.iter().find(|(name, ..)| *name == "signs in with her passkey").expect("an act");
        sign_in(&ada, &mut scene).expect("she can");
    }
    scene
}

fn hours(scene: &Scene) -> i64 {
    scene.now.seconds_since(NOW) / HOUR
}

/// What she was told: at one address, since all are told the same.
fn notices(scene: &Scene) -> usize {
    let tells = |kind: &MessageKind| {
        let is_code = matches!(
            kind,
            MessageKind::SignUpCode(_)
                | MessageKind::SignInCode(_)
                | MessageKind::CreatePasskeyCode(_)
                | MessageKind::AddEmailCode(_)
                | MessageKind::ReplaceContactCode(_)
                | MessageKind::ClaimNumberCode(_)
                | MessageKind::RecoveryContactCode(_)
        );
        !is_code
    };
    let hers = super::people::email_of(ADA);
    let to_her = |(account, message): &&(AccountHandle, Message)| {
        *account == ADA && message.to.as_str() == hers.as_str() && tells(&message.kind)
    };
    scene.world.messages.iter().filter(to_her).count()
}

/// What makes two scenes alike for all that may follow.
fn digest(scene: &Scene) -> String {
    let session = scene.world.who(scene.session).map(|who| {
        let session = who.session;
        (session.level, session.standing, session.restriction.is_some(), session.proofs.iter().count())
    });
    let row = scene.world.row(ADA).expect("Ada is there");
    let passkeys: Vec<bool> = row.passkeys.iter().map(|passkey| passkey.works()).collect();
    let hold = |hold: &Hold| (hold.kind.name(), hold.told, hold.state, hold.matures_at.0 / (HOUR * 1000));
    let holds: Vec<_> = row.holds.iter().map(hold).collect();
    let (frozen, identity) = (row.account.is_frozen(scene.now), row.identity().is_some());
    let chosen = row.devices.iter().filter(|device| device.trusting.is_some()).count();
    let (contacts, relayed) = (row.contacts.len(), scene.relayed.min(1));
    let waits = scene.waiting.is_some();
    format!(
        "{session:?} {passkeys:?} {holds:?} {chosen} {contacts} {relayed} {waits} {frozen} {identity} {}",
        scene.has_set_password
    )
}

/// The scenes by hours and acts, the fewest first, until all of these losses were found or nothing is left to try.
fn search(start: &Start, policy: &Policy, attacker: &Attacker, wanted: &[Loss]) -> BTreeMap<Loss, Fewest> {
    let intruder = Intruder { policy: policy.clone(), keys: start.keys.clone(), powers: attacker.powers };
    let mut waiting = BTreeMap::from([((0, 0, 0), beginning(start, policy, attacker.powers))]);
    let (mut found, mut seen, mut number) = (BTreeMap::new(), BTreeSet::new(), 0_u64);
    while let Some((_, scene)) = waiting.pop_first() {
        for loss in intruder.losses(&scene) {
            let (hours, notices, path) = (hours(&scene), notices(&scene), scene.path.clone());
            found.entry(loss).or_insert(Fewest { hours, notices, path });
        }
        if wanted.iter().all(|loss| found.contains_key(loss)) {
            break;
        }
        if !seen.insert((hours(&scene), digest(&scene))) || scene.path.len() >= ACTS_MAX {
            continue;
        }
        for (name, _, act) in ACTS.iter().filter(|(_, needs, _)| needs.iter().all(|one| intruder.has(*one))) {
            let mut next = scene.clone();
            next.path.push(name);
            if act(&intruder, &mut next).is_some() && hours(&next) <= HOURS_MAX {
                number += 1;
                waiting.insert((hours(&next), next.path.len() as u64, number), next);
            }
        }
    }
    found
}

fn print_row(attacker: &Attacker, found: &BTreeMap<Loss, Fewest>) {
    let cell = |loss: &Loss| {
        found.get(loss).map_or_else(|| "-".to_owned(), |one| format!("{} h, {} told", one.hours, one.notices))
    };
    let [value, factor, trust] = Loss::ALL.map(|loss| cell(&loss));
    println!("{:38} {value:>14} {factor:>14} {trust:>14}", attacker.name);
    for (loss, one) in found {
        println!("    {loss:?}: {}", one.path.join(", "));
    }
}

#[test]
fn the_table_of_attackers() {
    let shipped = policy();
    let always = Policy { new_device_approval: NewDeviceApproval::Always, ..shipped.clone() };
    for (policy, name) in [(shipped, "as shipped"), (always, "new devices always approved")] {
        let start = Start::new(&policy);
        let heads = ["value", "older factor", "trust"];
        println!("{name:38} {:>14} {:>14} {:>14}", heads[0], heads[1], heads[2]);
        // Staff answers no requests of new devices: one of the policies tells all of it.
        let always = policy.new_device_approval == NewDeviceApproval::Always;
        let is_told =
            |one: &&Attacker| always && one.powers.iter().any(|power| matches!(power, Desk | Desks));
        let attackers: Vec<&Attacker> = ATTACKERS.iter().filter(|one| !is_told(one)).collect();
        let found = searches(&attackers, |attacker| search(&start, &policy, attacker, &Loss::ALL));
        for (attacker, found) in attackers.into_iter().zip(found) {
            print_row(attacker, &found);
            let first = found.values().map(|one| one.hours).min().unwrap_or(i64::MAX);
            let hours_min = match attacker.promise {
                ThreeDays => 72,
                OldPasskey { hours_min } => hours_min,
                ADay => 24,
            };
            assert!(first >= hours_min, "{}: {first} h", attacker.name);
            // Whoever takes a passkey or a number from her waits for what was told her three times.
            let (gone, least) =
                (found.get(&Loss::OlderFactorRemoved), if attacker.promise == ADay { 24 } else { 72 });
            assert!(gone.is_none_or(|one| one.hours >= least && one.notices >= 3), "{}", attacker.name);
        }
    }
}

/// Searches for each attacker, on two cores: one that finds little has tried everything, and takes the longest.
fn searches<T: Send>(attackers: &[&Attacker], search: impl Fn(&Attacker) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let found = in_threads(2, |_| {
        let one = || {
            let at = next.fetch_add(1, Ordering::Relaxed);
            attackers.get(at).map(|attacker| (at, search(attacker)))
        };
        std::iter::from_fn(one).collect::<Vec<_>>()
    });
    let mut found: Vec<_> = found.into_iter().flatten().collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, found)| found).collect()
}

/// The table would show a rule's absence.
#[test]
fn without_a_rule_a_loss_comes_sooner() {
    let policy = policy();
    let start = Start::new(&policy);
    let rows: [(Rule, &[Power], Loss, i64); 2] = [
        (Rule::NewBrowser, &[RelayOnce, Password, Codes], Loss::TrustRaised, 0),
        (Rule::ShortenFloor, &[Desks, Codes], Loss::OlderFactorRemoved, 2),
    ];
    for (rule, powers, loss, hours) in rows {
        let attacker = ATTACKERS.iter().find(|one| one.powers == powers).expect("a row of the table");
        let found = rule.without(|| search(&start, &policy, attacker, &[loss]));
        assert_eq!(found.get(&loss).map(|one| one.hours), Some(hours), "{rule:?}");
    }
}
