//! Starting a sign-in.

use passkeep_decision::change::Changes;
use passkeep_decision::contact::Identifier;
use passkeep_decision::flow::{CeremonyOptions, Prompt};
use passkeep_decision::sign_in::*;

use crate::support::*;

fn start() -> Case<StartSignIn> {
    let key = Key::synced(1, ADA);
    let mut here = device();
    here.passkey = Some(key.passkey.id);
    let found = FoundFacts { account: ADA, device: Some(here), passkeys: vec![key.passkey] };
    let identifiers = Some(vec![Identifier::Address(phone())]);
    let step = StartSignIn { identifiers, device: Some(DEVICE), browser: BROWSER };
    Case::new(step, StartSignInFacts { found: Some(found) })
}

/// How many passkeys are listed, whether to prompt, and whose flow it is.
fn started(
    change: fn(&mut Case<StartSignIn>),
) -> (usize, Prompt, Option<passkeep_decision::id::AccountHandle>) {
    let mut case = start();
    change(&mut case);
    let decision = case.decide();
    assert!(matches!(decision.changes, Changes::Nothing), "a start writes nothing");
    let reply = decision.reply.unwrap();
    assert_eq!(reply.ticket.expires_at, NOW.plus_seconds(600));
    let Some(CeremonyOptions::Request(options)) = reply.options else { panic!("no options") };
    (options.allow_credentials.len(), reply.prompt, reply.ticket.account)
}

#[test]
fn a_start_tells_strangers_nothing() {
    assert_eq!(started(|_| ()), (1, Prompt::Now, Some(ADA)));
    let found = |c: &mut Case<StartSignIn>| c.facts.found.as_mut().unwrap().device = None;
    assert_eq!(started(found), (0, Prompt::Now, Some(ADA)), "a browser that the account doesn't know");
    let (listed, prompt, account) = started(|c| c.facts.found = None);
    assert_eq!((listed, prompt), (0, Prompt::Now), "an identifier that nobody has");
    assert!(account.is_some_and(|account| account != ADA), "its flow is of an account that nobody has");
    let nothing_typed = started(|c| (c.step.identifiers, c.facts.found) = (None, None));
    assert_eq!(nothing_typed, (0, Prompt::Now, None));
    let elsewhere = started(|c| c.facts.found.as_mut().unwrap().device.as_mut().unwrap().passkey = None);
    assert_eq!(elsewhere, (1, Prompt::Elsewhere, Some(ADA)));
}
