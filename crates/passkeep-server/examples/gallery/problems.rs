//! The page of what did not work of late.

use passkeep_decision::diagnosis::Operation;
use passkeep_server::views::{ProblemView, ProblemsPage};

use super::*;

pub(super) fn problem_pages(sample: &Sample) -> Vec<(&'static str, String)> {
    let problem = |minutes: i64, operation, say: &str, reference: &str| ProblemView {
        at_ms: NOW_MS - minutes * MINUTE_MS,
        operation,
        on: ClientView { browser: "Safari".into(), system: "iPhone".into() },
        say: say.into(),
        steps: vec![
            "Use the key that you added, then try again.".into(),
            "Use an adapter, or another way.".into(),
        ],
        causes: vec!["Another key was used.".into(), "NFC is off, or this device has none.".into()],
        worked_ms: (minutes < 60).then_some(NOW_MS - 9 * DAY_MS),
        since_ms: (minutes > 60).then_some(NOW_MS - 2 * minutes * MINUTE_MS),
        reference: reference.into(),
    };
    let page =
        |problems| ProblemsPage { page: sample.owner("/settings/problems", Section::Problems), problems };
    let problems = vec![
        problem(3, Operation::SignIn, "This key has no passkey of your account.", "KEY-07 / 7F3K-9M2Q"),
        problem(
            900,
            Operation::Create,
            "No passkey was saved. You can try again now or later.",
            "CRE-01 / 0Z4T-55XW",
        ),
    ];
    vec![("problems", rendered(&page(problems))), ("problems-none", rendered(&page(vec![])))]
}
