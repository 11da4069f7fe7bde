//! Heads of accounts' chains, kept in a file outside the database: a line of JSON for each account. Who rewrites a chain
//! in the database, or cuts it short, does not reach what stands here.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use passkeep_decision::account::{Head, UserId};
use passkeep_decision::id::AccountHandle;
use serde::{Deserialize, Serialize};

/// A line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    handle: String,
    user_id: String,
    seq: i64,
    hash: String,
}

/// An account's head as it was kept.
pub struct KeptHead {
    /// Whose.
    pub user_id: UserId,
    /// The newest event of then.
    pub head: Head,
}

/// The heads of a file.
pub fn read(path: &Path) -> anyhow::Result<BTreeMap<AccountHandle, KeptHead>> {
    let file = File::open(path).with_context(|| format!("can't read {}", path.display()))?;
    let mut heads = BTreeMap::new();
    for (at, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("can't read {}", path.display()))?;
        let place = || format!("{}, line {}", path.display(), at + 1);
        let (account, kept) = parse(&line).with_context(place)?;
        if heads.insert(account, kept).is_some() {
            bail!("{}: the account stands twice", place());
        }
    }
    Ok(heads)
}

fn parse(line: &str) -> anyhow::Result<(AccountHandle, KeptHead)> {
    let Line { handle, user_id, seq, hash } =
        serde_json::from_str(line).context("this is no head of a chain")?;
    let account = AccountHandle::parse(&handle).context("the handle can't be read")?;
    let user_id = UserId::parse(&user_id).context("the user ID can't be read")?;
    let hash = URL_SAFE_NO_PAD.decode(hash).ok().and_then(|bytes| bytes.try_into().ok());
    let hash = hash.context("the hash can't be read")?;
    if seq < 1 {
        bail!("the place of an event is 1 at least");
    }
    Ok((account, KeptHead { user_id, head: Head { seq, hash } }))
}

/// A file in the making. It takes its name only when it is whole: until then an older one stays as it is.
pub struct NewHeads {
    path: PathBuf,
    partial: PathBuf,
    file: BufWriter<File>,
}

impl NewHeads {
    /// Begins a file that is to be at `path`.
    pub fn begin(path: &Path) -> anyhow::Result<Self> {
        let mut partial = path.as_os_str().to_owned();
        partial.push(".partial");
        let partial = PathBuf::from(partial);
        let mut options = OpenOptions::new();
        let file = options.write(true).create(true).truncate(true).mode(0o600).open(&partial);
        let file = file.with_context(|| format!("can't write {}", partial.display()))?;
        Ok(Self { path: path.to_owned(), partial, file: BufWriter::new(file) })
    }

    /// Adds an account's head.
    pub fn add(&mut self, account: AccountHandle, user_id: UserId, head: Head) -> anyhow::Result<()> {
        let line = Line {
            handle: account.to_string(),
            user_id: format!("{:09}", user_id.number()),
            seq: head.seq,
            hash: URL_SAFE_NO_PAD.encode(head.hash),
        };
        let line = serde_json::to_string(&line).context("a head is plain JSON")?;
        writeln!(self.file, "{line}").with_context(|| format!("can't write {}", self.partial.display()))
    }

    /// Gives it its name.
    pub fn keep(mut self) -> anyhow::Result<()> {
        let path = self.path.clone();
        let cannot = || format!("can't write {}", path.display());
        self.file.flush().with_context(cannot)?;
        self.file.get_ref().sync_all().with_context(cannot)?;
        fs::rename(&self.partial, &path).with_context(cannot)
    }
}

/// What did not get its name is thrown away.
impl Drop for NewHeads {
    fn drop(&mut self) {
        // Where it has its name, there is nothing left to remove.
        let _ = fs::remove_file(&self.partial);
    }
}
