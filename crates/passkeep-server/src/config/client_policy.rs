//! The operator's rules for platforms: a file of their own, since they change with every release of an app.

use passkeep_decision::platform::policy::ClientPolicy;

use super::settings::{Settings, unreadable};

/// Reads `client_policy`; without it the rules as shipped hold.
pub(super) fn read(settings: &mut Settings) -> ClientPolicy {
    const NAME: &str = "client_policy";
    let Some(path) = settings.path(NAME) else { return ClientPolicy::shipped() };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            settings.note(NAME, "a file of rules for platforms", unreadable(&path, &error));
            return ClientPolicy::shipped();
        }
    };
    match ClientPolicy::parse(&text) {
        Ok((policy, _)) => policy,
        Err(problems) => {
            for problem in problems {
                settings.note(NAME, "rules without a fault", format!("{}, {problem}", path.display()));
            }
            ClientPolicy::shipped()
        }
    }
}
