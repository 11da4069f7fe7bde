//! What passwords cost, how many are worked on at once, and the operator's breach list.

use std::sync::Arc;

use passkeep_decision::password::HashCost;

use super::settings::Settings;
use crate::passwords::{BreachList, Room};

/// How passwords are hashed and looked up.
#[derive(Clone, Debug)]
pub struct PasswordsConfig {
    /// What one hash costs.
    pub cost: HashCost,
    /// How many are worked on at once, and how many wait.
    pub room: Room,
    /// The list of passwords that became known, where the operator has one.
    pub breach_list: Option<Arc<BreachList>>,
}

impl Default for PasswordsConfig {
    /// As shipped: on half of the cores, and no breach list.
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let room = Room { concurrent: (cores / 2).max(1), waiting: 64 };
        Self { cost: HashCost::SHIPPED, room, breach_list: None }
    }
}

/// Reads `[passwords]`. What a hash costs may be more than what is shipped, never less.
pub(super) fn read_passwords(settings: &mut Settings) -> PasswordsConfig {
    let mut config = PasswordsConfig::default();
    let most = HashCost::MOST;
    for (name, number, most) in [
        ("passwords.memory_kib", &mut config.cost.memory_kib, most.memory_kib),
        ("passwords.iterations", &mut config.cost.iterations, most.iterations),
        ("passwords.parallelism", &mut config.cost.parallelism, most.parallelism),
    ] {
        let written = settings.integer(name, i64::from(*number)..=i64::from(most));
        *number = written.and_then(|written| u32::try_from(written).ok()).unwrap_or(*number);
    }
    for (name, number, most) in [
        ("passwords.concurrent", &mut config.room.concurrent, 256),
        ("passwords.waiting", &mut config.room.waiting, 65_536),
    ] {
        let written = settings.integer(name, 1..=most);
        *number = written.and_then(|written| usize::try_from(written).ok()).unwrap_or(*number);
    }
    config.breach_list = read_breach_list(settings);
    config
}

fn read_breach_list(settings: &mut Settings) -> Option<Arc<BreachList>> {
    let name = "passwords.breach_list";
    let path = settings.path(name)?;
    match BreachList::open(&path) {
        Ok(list) => Some(Arc::new(list)),
        Err(fault) => {
            let expected = "a list that `passkeep breach-list build` made";
            settings.note(name, expected, format!("{}: {fault}", path.display()));
            None
        }
    }
}
