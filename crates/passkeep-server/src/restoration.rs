//! The lookout: notices that the database came back from a backup, or is a replica that lags behind, and then refuses all
//! that is decided, until the operator has said which it is. (`decision/src/restoration.rs` says what is believed.)
//!
//! Every few seconds a node writes its count into the database, and then into a file outside it: the mark. One that runs remembers
//! its mark without a file as well.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use passkeep_decision::moment::Timestamp;
use passkeep_decision::restoration::{Doubt, Found, Remembered, Restoration, RestoreEpoch, judge};
use passkeep_store::{NodeId, Store, StoreError};

/// How often a node looks.
pub const EVERY: Duration = Duration::from_secs(10);

/// Why a node can't look.
#[derive(Debug, thiserror::Error)]
pub enum LookoutError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file of the mark can't be read, or not be written.
    #[error("{}: {reason}", path.display())]
    Mark {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

/// Whether the database may be believed: what the lookout has seen last.
#[derive(Default)]
pub struct Standing(AtomicBool);

impl Standing {
    /// Whether it may not.
    pub fn is_in_doubt(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }

    fn set(&self, in_doubt: bool) {
        self.0.store(in_doubt, Ordering::Release);
    }
}

/// Looks.
pub struct Lookout {
    store: Store,
    node: NodeId,
    remembered: Option<Remembered>,
    file: Option<PathBuf>,
}

impl Lookout {
    /// A lookout that remembers what its file says. `fresh` names a node that has none.
    pub fn open(store: Store, file: Option<PathBuf>, fresh: [u8; 16]) -> Result<Self, LookoutError> {
        let mark = file.as_deref().map(read_mark).transpose()?.flatten();
        let (node, remembered) = match mark {
            Some(mark) => (mark.node, Some(mark.remembered)),
            None => (NodeId(fresh), None),
        };
        Ok(Self { store, node, remembered, file })
    }

    /// Looks once, and writes its count where nothing is in doubt. What it has found stands in `standing`; where the database can't
    /// be asked, that stays as it is, for then nothing is decided anyway.
    pub async fn look(&mut self, standing: &Standing, now: Timestamp) -> Result<Restoration, LookoutError> {
        let restoration = self.store.restoration().await?;
        let lineage = self.store.lineage().await?;
        let beats = self.store.beats(self.node).await?;
        let found = Found { restoration: &restoration, beats, lineage: lineage.as_ref() };
        if let Err(doubt) = judge(self.remembered, found) {
            tell(doubt);
            standing.set(true);
            return Ok(restoration);
        }
        if let (None, Some(lineage)) = (&restoration.lineage, &lineage) {
            self.store.keep_lineage(lineage).await?;
        }
        let beats = beats.unwrap_or(0) + 1;
        self.store.beat(self.node, beats, now).await?;
        self.remember(Remembered { epoch: restoration.epoch, beats })?;
        self.store.believe(lineage);
        standing.set(false);
        Ok(restoration)
    }

    fn remember(&mut self, remembered: Remembered) -> Result<(), LookoutError> {
        self.remembered = Some(remembered);
        match &self.file {
            Some(path) => write_mark(path, &Mark { node: self.node, remembered }),
            None => Ok(()),
        }
    }
}

fn tell(doubt: Doubt) {
    tracing::error!(
        "the database is not believed: {}. Nothing is answered until the operator has run `passkeep database restored` or `passkeep database whole` (docs/backups.md)",
        doubt.as_str()
    );
}

/// What stands in the file: the node, the epoch, the count.
struct Mark {
    node: NodeId,
    remembered: Remembered,
}

fn read_mark(path: &Path) -> Result<Option<Mark>, LookoutError> {
    let fault = |reason: String| LookoutError::Mark { path: path.to_owned(), reason };
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(error.to_string())),
    };
    let mark = parse_mark(&text);
    mark.map(Some).ok_or_else(|| {
        fault("this is no mark of a node. Delete it if you know that the database is whole".to_owned())
    })
}

fn parse_mark(text: &str) -> Option<Mark> {
    let mut words = text.split_whitespace();
    let node = u128::from_str_radix(words.next()?, 16).ok()?.to_be_bytes();
    let epoch = RestoreEpoch(words.next()?.parse().ok()?);
    let beats = words.next()?.parse().ok()?;
    words.next().is_none().then_some(Mark { node: NodeId(node), remembered: Remembered { epoch, beats } })
}

/// Whole or not at all: a new file takes the old one's place.
fn write_mark(path: &Path, mark: &Mark) -> Result<(), LookoutError> {
    let Mark { node, remembered: Remembered { epoch, beats } } = mark;
    let text = format!("{:032x} {} {beats}\n", u128::from_be_bytes(node.0), epoch.0);
    let next = path.with_extension("next");
    std::fs::write(&next, text)
        .and_then(|()| std::fs::rename(&next, path))
        .map_err(|error| LookoutError::Mark { path: path.to_owned(), reason: error.to_string() })
}
