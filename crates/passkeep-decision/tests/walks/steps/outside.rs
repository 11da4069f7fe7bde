//! What is no step of anybody's: the clock goes on.

use super::super::people::HOUR;
use super::super::walk::{Moved, Walk};
use crate::moment::Timestamp;

/// The clock jumps: a little, far, to just about where something ends, sometimes back.
pub(in super::super) fn clock(walk: &mut Walk<'_>) -> Moved {
    let dice = &mut walk.dice;
    let seconds = match dice.below(100) {
        0..40 => dice.between(1, 60),
        40..55 => dice.between(60, 420),
        55..68 => dice.between(420, 3600),
        68..75 => dice.between(HOUR, 6 * HOUR),
        75..80 => 24 * HOUR + dice.between(-1, 1),
        80..84 => 72 * HOUR + dice.between(-1, 1),
        84..86 => dice.between(72, 1000) * HOUR,
        86..91 => -dice.between(1, 4),
        _ => return to_an_end(walk),
    };
    walk.now = walk.now.plus_seconds(seconds);
    walk.told.push(format!("{} the clock went by {seconds} s", walk.now.0 / 1000));
    Ok(())
}

/// A session is used all day long, so that it doesn't idle.
pub(in super::super) fn a_day(walk: &mut Walk<'_>) -> Moved {
    for _ in 0..28 {
        walk.now = walk.now.plus_seconds(3300);
        super::sessions::look_with_newest(walk)?;
    }
    Ok(())
}

fn to_an_end(walk: &mut Walk<'_>) -> Moved {
    let mut ends = vec![];
    for known in walk.model.accounts.values() {
        ends.extend(known.passkeys.values().map(|born| born.at.plus_seconds(72 * HOUR)));
        ends.extend(known.browsers.values().flatten().map(|since| since.plus_seconds(24 * HOUR)));
    }
    ends.extend(walk.held.iter().map(|held| held.ticket.expires_at));
    ends.extend(walk.tokens.iter().map(|token| token.key.expires_at));
    ends.retain(|end| *end > walk.now);
    // A ceremony takes minutes: a step before an end and a step after it are one flow.
    let early = walk.dice.between(-150_000, 1000);
    if let Some(end) = walk.dice.pick(&ends) {
        walk.now = Timestamp(end.0 + early).max(walk.now);
        walk.told.push(format!("{} the clock went to an end", walk.now.0 / 1000));
    }
    Ok(())
}
