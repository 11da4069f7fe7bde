//! What the operator's rules for platforms say to whoever asks.
//!
//! They save people from ceremonies that can't succeed. A client says of itself what they judge, so a yes grants nothing
//! that isn't decided elsewhere, and what guards an account never asks them.

use passkeep_decision::ceremony::Place;
use passkeep_decision::diagnosis::System;
use passkeep_decision::flow::FlowReply;
use passkeep_decision::guidance::Keeper;
use passkeep_decision::platform::policy::{Effect, Method, Operation, Rule, Verdict};
use passkeep_decision::ticket::{Purpose, TicketStep};

use crate::api::shapes::PlatformVerdict;
use crate::app::App;
use crate::asker::Asker;
use crate::failure::Failure;
use crate::views::{PlacesView, Reach, VerdictView, verdict_text};

/// What an API answer tells of an operation: a verdict for each rule that warns or stops.
pub fn verdicts(app: &App, asker: &Asker, operation: Operation) -> Vec<PlatformVerdict> {
    let mut told: Vec<PlatformVerdict> = vec![];
    for method in Method::ALL {
        let verdict = app.client_policy.judge(&asker.facts, operation, *method);
        let Some(rule) = verdict.rule.filter(|rule| rule.effect != Effect::Allow) else { continue };
        match told.iter_mut().find(|told| told.rule == rule.id) {
            Some(told) => told.methods.push(method.as_str()),
            None => told.push(shape(app, asker, operation, (rule, *method))),
        }
    }
    told
}

fn shape(app: &App, asker: &Asker, operation: Operation, judged: (&Rule, Method)) -> PlatformVerdict {
    let (policy, (rule, method)) = (&app.client_policy, judged);
    PlatformVerdict {
        operation: operation.as_str(),
        methods: vec![method.as_str()],
        effect: rule.effect.as_str(),
        rule: rule.id.clone(),
        diagnosis: rule.said.as_ref().map(|said| said.code.clone()).unwrap_or_default(),
        text: verdict_text(asker.language, policy, (&asker.facts, rule)),
        minimum: rule.minimum(),
        offer: policy.ways_on(&asker.facts, operation, rule).into_iter().map(|way| way.as_str()).collect(),
        link: policy.address(rule, &asker.facts).map(str::to_owned),
        recheck: rule.recheck.as_str(),
    }
}

/// The operation that a step of a flow leads to; none where no rule speaks of it.
pub fn operation(reply: &FlowReply) -> Option<Operation> {
    match (reply.ticket.purpose, reply.step()) {
        (Purpose::SignUp | Purpose::CreatePasskey, _) => Some(Operation::CreatePasskey),
        (Purpose::SignIn, TicketStep::Passkey) => Some(Operation::SignInPasskey),
        (Purpose::Reauthenticate | Purpose::Confirm, TicketStep::Passkey) => Some(Operation::StepUpPasskey),
        _ => None,
    }
}

/// The method by which a passkey comes to a place.
pub const fn method(place: Place) -> Method {
    match place {
        Place::ThisDevice => Method::Platform,
        Place::OtherDevice => Method::Hybrid,
        Place::SecurityKey => Method::SecurityKey,
    }
}

/// Refuses to begin what the rules stop by every one of these methods. Who is stopped is tallied.
pub fn admit(app: &App, asker: &Asker, operation: Operation, methods: &[Method]) -> Result<(), Failure> {
    let judge = |method: &Method| (app.client_policy.judge(&asker.facts, operation, *method), *method);
    let judged: Vec<(Verdict<'_>, Method)> = methods.iter().map(judge).collect();
    if judged.iter().any(|(verdict, _)| !verdict.effect.stops()) {
        return Ok(());
    }
    let Some((rule, method)) = judged.iter().find_map(|(verdict, method)| Some((verdict.rule?, *method)))
    else {
        return Ok(());
    };
    app.seen.count(operation, &asker.facts, asker.moment.now);
    let mut verdict = shape(app, asker, operation, (rule, method));
    verdict.methods = methods.iter().map(|method| method.as_str()).collect();
    Err(Failure::ClientNotSupported(Box::new(verdict)))
}

/// The same for every method, where a creation begins: each is tallied, stopped or not.
pub fn admit_creation(app: &App, asker: &Asker) -> Result<(), Failure> {
    admit(app, asker, Operation::CreatePasskey, Method::ALL)?;
    app.seen.count(Operation::CreatePasskey, &asker.facts, asker.moment.now);
    Ok(())
}

/// What a page says where a passkey is to be created: nothing, where this device can have one.
pub fn creation(app: &App, asker: &Asker) -> Option<VerdictView> {
    view(app, asker, Operation::CreatePasskey)
}

/// What the sign-in page says where no passkey can be used.
pub fn sign_in(app: &App, asker: &Asker) -> Option<VerdictView> {
    let open = app.client_policy.open(&asker.facts, Operation::SignInPasskey);
    open.is_empty().then(|| view(app, asker, Operation::SignInPasskey))?
}

/// The places that a page offers.
pub fn places(app: &App, asker: &Asker) -> PlacesView {
    PlacesView {
        verdict: creation(app, asker),
        open: app.client_policy.open(&asker.facts, Operation::CreatePasskey),
        keeper: Keeper::of(&asker.facts),
        system: System::of(&asker.client),
    }
}

fn view(app: &App, asker: &Asker, operation: Operation) -> Option<VerdictView> {
    let (policy, facts) = (&app.client_policy, &*asker.facts);
    let rule = policy.judge(facts, operation, Method::Platform).rule?;
    let open = policy.open(facts, operation);
    let reach = match (rule.effect, operation) {
        (Effect::Allow, _) => return None,
        (Effect::Warn, _) => Reach::Here,
        (Effect::Block | Effect::Redirect, Operation::SignInPasskey) => Reach::AnotherWay,
        (Effect::Block | Effect::Redirect, _) => {
            match (open.contains(&Method::Hybrid), open.contains(&Method::SecurityKey)) {
                (true, true) => Reach::PhoneOrKey,
                (true, false) => Reach::Phone,
                (false, true) => Reach::Key,
                (false, false) => Reach::Nowhere,
            }
        }
    };
    Some(VerdictView {
        text: verdict_text(asker.language, policy, (facts, rule)),
        update: rule.said.as_ref().filter(|said| said.text == "policy.update_os").and(facts.os_name),
        link: policy.address(rule, facts).map(str::to_owned),
        recheck: rule.recheck,
        reach,
    })
}
