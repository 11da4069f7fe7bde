//! Whether a database is the one that was there before, or came back from a backup or a replica that lagged behind.
//!
//! What was written since the backup is gone then: tickets are unspent again, sessions that were ended live, passkeys that
//! were deleted sign in, and those that were made since are unknown. The operator says so with `passkeep database restored`, and that
//! raises an epoch. But nobody should have to remember: each node writes a count of its own into the database every few seconds, and
//! keeps what it has written elsewhere. A database that holds less than a node has written is behind; one that has moved to
//! another server may be. A node that sees it refuses everything until the operator has said which it is.
//!
//! Nothing here reads or writes: what was found comes in, a verdict goes out.

use crate::moment::Timestamp;

/// How often a database came back, in order: it only rises. 0 where it never did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RestoreEpoch(pub i64);

/// What the database says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restoration {
    /// How often it came back.
    pub epoch: RestoreEpoch,
    /// Until when value and factors stay as they are; none where it never came back.
    pub held_until: Option<Timestamp>,
    /// The server on which it was last known to be whole.
    pub lineage: Option<Lineage>,
}

/// A server's identity and the number of its timeline, which each promotion raises. Databases in a file have none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lineage(pub String);

/// What a node remembers outside the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// The epoch in which it last wrote.
    pub epoch: RestoreEpoch,
    /// How often it has written, to its certain knowledge.
    pub beats: i64,
}

/// What a node finds in the database.
#[derive(Clone, Copy, Debug)]
pub struct Found<'a> {
    /// What the database says of itself.
    pub restoration: &'a Restoration,
    /// How often this node has written, as the database says; none where it holds nothing of it.
    pub beats: Option<i64>,
    /// The server that it is on now.
    pub lineage: Option<&'a Lineage>,
}

/// Why a database can't be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It holds less than this node has written.
    Behind,
    /// It came back fewer times than this node knows of.
    OldEpoch,
    /// It is on another server than before, or the server was promoted.
    Moved,
}

impl Doubt {
    /// For the operator.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Behind => "it lacks what this node wrote: it came back from a backup, or lags behind",
            Self::OldEpoch => "it is older than its last restore, which this node has seen",
            Self::Moved => {
                "it has moved to another server, or its server was promoted: what was written last may be missing"
            }
        }
    }
}

/// Whether the database may be believed.
pub fn judge(remembered: Option<Remembered>, found: Found<'_>) -> Result<(), Doubt> {
    if let Some(remembered) = remembered {
        if found.restoration.epoch < remembered.epoch {
            return Err(Doubt::OldEpoch);
        }
        // After a restore that the operator has told of, what this node wrote before is missing by right.
        let same = found.restoration.epoch == remembered.epoch;
        if same && found.beats.unwrap_or(0) < remembered.beats {
            return Err(Doubt::Behind);
        }
    }
    match (&found.restoration.lineage, found.lineage) {
        (Some(known), now) if now != Some(known) => Err(Doubt::Moved),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lineage(text: &str) -> Option<Lineage> {
        Some(Lineage(text.to_owned()))
    }

    fn remembered(epoch: i64, beats: i64) -> Option<Remembered> {
        Some(Remembered { epoch: RestoreEpoch(epoch), beats })
    }

    #[test]
    fn a_database_that_lacks_what_a_node_wrote_is_not_believed() {
        let rows = [
            ("the first start", None, (0, None), Ok(())),
            ("a node that lost its file", None, (7, Some(40)), Ok(())),
            ("as it was left", remembered(0, 40), (0, Some(40)), Ok(())),
            ("a crash before the file was written", remembered(0, 40), (0, Some(41)), Ok(())),
            ("a backup of the same epoch", remembered(0, 40), (0, Some(39)), Err(Doubt::Behind)),
            ("a backup from before this node's first start", remembered(0, 1), (0, None), Err(Doubt::Behind)),
            ("another database altogether", remembered(7, 40), (0, None), Err(Doubt::OldEpoch)),
            ("a backup from before the last restore", remembered(7, 40), (0, Some(90)), Err(Doubt::OldEpoch)),
            ("the operator has told of the restore", remembered(0, 40), (7, Some(12)), Ok(())),
            ("the same, and the node is new to the backup", remembered(0, 40), (7, None), Ok(())),
            ("a second backup within the new epoch", remembered(7, 13), (7, Some(12)), Err(Doubt::Behind)),
        ];
        for (what, remembered, (epoch, beats), expected) in rows {
            let restoration = Restoration { epoch: RestoreEpoch(epoch), ..Restoration::default() };
            let found = Found { restoration: &restoration, beats, lineage: None };
            assert_eq!(judge(remembered, found), expected, "{what}");
        }
    }

    #[test]
    fn a_database_on_another_server_or_timeline_is_not_believed() {
        let rows = [
            ("a file has none", None, None, Ok(())),
            ("the first look at a server", None, lineage("7/1"), Ok(())),
            ("the same server", lineage("7/1"), lineage("7/1"), Ok(())),
            ("a promoted one", lineage("7/1"), lineage("7/2"), Err(Doubt::Moved)),
            ("a dump in another cluster", lineage("7/1"), lineage("8/1"), Err(Doubt::Moved)),
            ("one that does not say any more", lineage("7/1"), None, Err(Doubt::Moved)),
        ];
        for (what, known, now, expected) in rows {
            let restoration = Restoration { lineage: known, ..Restoration::default() };
            let found = Found { restoration: &restoration, beats: Some(1), lineage: now.as_ref() };
            assert_eq!(judge(None, found), expected, "{what}");
        }
    }
}
