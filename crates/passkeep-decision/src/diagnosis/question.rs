//! What a person is asked after an attempt. Browsers hide what went wrong with a phone or a key behind the error of a closed
//! window; whoever sat before it knows.

use super::code::Code;
use super::signs::{Asked, Said, Signs};

/// What they may have seen, each a short answer; none where nothing that they could say would tell more.
pub fn may_have_seen(code: Code, signs: &Signs) -> &'static [Said] {
    use Said::*;
    let hidden = matches!(
        code,
        Code::Cre01 | Code::Cre02 | Code::Sig01 | Code::Sig02 | Code::Sig03 | Code::Hyb02 | Code::Key06
    );
    if signs.said.is_some() || !hidden {
        return &[];
    }
    match (signs.asked_for(Asked::Hybrid), signs.asked_for(Asked::SecurityKey), signs.creates()) {
        (true, _, true) => &[BluetoothOff, NothingAfterScan, QrNotRead],
        (true, _, false) => &[BluetoothOff, NothingAfterScan, PhoneHasNone, QrNotRead],
        (_, true, true) => &[KeyHasNoPin, KeyDoesNothing],
        (_, true, false) => &[KeyHasNoPin, KeyDoesNothing, OwnKeyHasNone],
        (false, false, _) => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::super::diagnose::diagnose;
    use super::super::signs::{ErrorName, Operation};
    use super::*;

    fn closed(operation: Operation, hint: Option<Asked>) -> Signs {
        let mut signs = Signs::new(operation);
        signs.error = Some(ErrorName::NotAllowed);
        (signs.elapsed_ms, signs.timeout_ms) = (Some(9_000), Some(300_000));
        signs.hints = hint.into_iter().collect();
        signs
    }

    #[test]
    fn each_answer_leads_to_the_code_that_it_names() {
        let rows = [
            (Operation::SignIn, Asked::Hybrid, vec![Code::Hyb01, Code::Hyb02, Code::Hyb03, Code::Hyb04]),
            (Operation::Create, Asked::Hybrid, vec![Code::Hyb01, Code::Hyb02, Code::Hyb04]),
            (Operation::Confirm, Asked::SecurityKey, vec![Code::Key01, Code::Key06, Code::Key05]),
            (Operation::Create, Asked::SecurityKey, vec![Code::Key01, Code::Key06]),
        ];
        for (operation, hint, expected) in rows {
            let signs = closed(operation, Some(hint));
            let first = diagnose(&signs);
            let then = |said: &Said| diagnose(&Signs { said: Some(*said), ..signs.clone() });
            let codes: Vec<Code> = first.may_have_seen.iter().map(|said| then(said).code).collect();
            assert_eq!(codes, expected, "{operation:?} {hint:?}");
            assert!(first.may_have_seen.iter().all(|said| then(said).may_have_seen.is_empty()), "asked once");
        }
    }

    #[test]
    fn nobody_is_asked_where_no_answer_would_tell_more() {
        assert!(diagnose(&closed(Operation::SignIn, None)).may_have_seen.is_empty());
        assert!(diagnose(&closed(Operation::SignIn, Some(Asked::ClientDevice))).may_have_seen.is_empty());
        let known = Signs {
            check: Some(super::super::Check::Ticket.into()),
            ..closed(Operation::SignIn, Some(Asked::Hybrid))
        };
        assert!(diagnose(&known).may_have_seen.is_empty(), "the server knows better");
    }
}
