//! `[support]`: who is staff, and what that takes.

use passkeep_decision::account::UserId;
use passkeep_decision::support::{Role, StaffMember, SupportPolicy, ToldAs};

use super::settings::Settings;

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// Reads it over what ships. The waits may be longer, never shorter.
pub(super) fn read_support(settings: &mut Settings) -> SupportPolicy {
    let mut support = SupportPolicy::default();
    let expected = "\"role\" or \"user_id\": as what an account's history names who of the staff it was";
    support.told_as =
        settings.optional("support.told_as", expected, ToldAs::parse).unwrap_or(support.told_as);
    let numbers = [
        ("support.looks_per_hour", &mut support.looks_per_hour, 1..=1000),
        ("support.proposal_seconds", &mut support.proposal_seconds, HOUR..=7 * DAY),
        ("support.address_seconds", &mut support.address_seconds, 3 * DAY..=90 * DAY),
        ("support.shortest_wait_seconds", &mut support.shortest_wait_seconds, DAY..=30 * DAY),
    ];
    for (name, field, range) in numbers {
        if let Some(number) = settings.integer(name, range) {
            *field = number;
        }
    }
    for name in settings.names_within("support.staff") {
        let setting = format!("support.staff.{name}");
        let role = settings.optional(&setting, "\"look\", \"help\" or \"decide\"", Role::parse);
        // A misread digit fits no check digit, and makes nobody staff.
        let Some(user_id) = UserId::parse(&name) else {
            settings.note(&setting, "a user ID, as \"123 456 782\" = \"help\"", name.clone());
            continue;
        };
        if support.role_of(user_id).is_some() {
            settings.note(&setting, "a user ID that stands there once", name);
            continue;
        }
        support.staff.extend(role.map(|role| StaffMember { user_id, role }));
    }
    support
}
