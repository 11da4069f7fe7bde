//! Reading a breach list.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use aws_lc_rs::digest;
use passkeep_decision::password::{Listing, Password};
use zeroize::Zeroizing;

pub(super) const MAGIC: &[u8; 16] = b"passkeep breach\n";
pub(super) const VERSION: u32 = 1;

/// Magic, version, bits of a bucket.
pub(super) const HEAD_BYTES: u64 = 16 + 4 + 4;
pub(super) const ENTRY_BYTES: u64 = 3;
pub(super) const ENTRY_BITS: u32 = 24;
pub(super) const INDEX_BYTES: u64 = 4;
pub(super) const CHECKSUM_BYTES: u64 = 32;

/// So many hashes a bucket at most, on average: of 2^21 passwords that are in no list, one is taken for listed at each
/// lookup, and a password is looked up twice at most.
pub(super) const LOAD_MAX: u64 = 8;

/// So many buckets that an index of 4 bytes reaches every entry.
pub(super) const BUCKET_BITS_MAX: u32 = 29;

/// A breach list that was found whole when it was opened, and stays open.
pub struct BreachList {
    path: PathBuf,
    file: File,
    bucket_bits: u32,
    count: u64,
}

/// Why a file is not taken as a breach list.
#[derive(Debug, thiserror::Error)]
pub enum BreachListFault {
    /// It can't be read.
    #[error("it can't be read: {0}")]
    Unreadable(io::Error),
    /// It is something else.
    #[error("it is no breach list, as `passkeep breach-list build` makes one")]
    Other,
    /// Another version wrote it.
    #[error("it is of version {0}, and this server reads version {VERSION}: build it again")]
    Version(u32),
    /// It is not as it was written.
    #[error("it is cut short or damaged: build it again")]
    Damaged,
}

impl From<io::Error> for BreachListFault {
    fn from(error: io::Error) -> Self {
        Self::Unreadable(error)
    }
}

impl BreachList {
    /// Opens a list, and reads all of it once to see that it is whole. A file that is put in its place later is not
    /// seen.
    pub fn open(path: &Path) -> Result<Self, BreachListFault> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        let mut head = [0; HEAD_BYTES as usize];
        if length < HEAD_BYTES {
            return Err(BreachListFault::Other);
        }
        file.read_exact(&mut head)?;
        let (magic, numbers) = head.split_at(MAGIC.len());
        if magic != MAGIC {
            return Err(BreachListFault::Other);
        }
        let number = |at: usize| u32::from_be_bytes(std::array::from_fn(|i| numbers[at + i]));
        if number(0) != VERSION {
            return Err(BreachListFault::Version(number(0)));
        }
        let bucket_bits = number(4);
        if bucket_bits > BUCKET_BITS_MAX {
            return Err(BreachListFault::Damaged);
        }
        let fixed = HEAD_BYTES + index_bytes(bucket_bits) + CHECKSUM_BYTES;
        let entries = length.checked_sub(fixed).ok_or(BreachListFault::Damaged)?;
        let list = Self { path: path.to_owned(), file, bucket_bits, count: entries / ENTRY_BYTES };
        let last = list.index(1 << bucket_bits)?[0];
        if list.count * ENTRY_BYTES != entries || u64::from(last) != list.count || !list.is_whole(length)? {
            return Err(BreachListFault::Damaged);
        }
        Ok(list)
    }

    /// Whether a password is in it: as typed, or in lower case. Of a million that are not, one is taken to be.
    pub fn look(&self, password: &Password) -> io::Result<Listing> {
        let text = password.expose();
        let lower = Zeroizing::new(text.to_lowercase());
        if self.holds(text)? || (*lower != *text && self.holds(&lower)?) {
            return Ok(Listing::Present);
        }
        Ok(Listing::Absent)
    }

    /// How many fingerprints it holds: as many as hashes went in, but for those of which two have one.
    pub fn count(&self) -> u64 {
        self.count
    }

    fn holds(&self, text: &str) -> io::Result<bool> {
        let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, text.as_bytes());
        let first = hash.as_ref()[..8].try_into().expect("SHA-1 gives 20 bytes");
        let key = key(u64::from_be_bytes(first), self.bucket_bits);
        let [start, end] = self.index(key >> ENTRY_BITS)?.map(u64::from);
        if start > end || end > self.count {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the file has changed since it was opened",
            ));
        }
        let entry = &(key as u32).to_be_bytes()[1..];
        let mut entries = vec![0; ((end - start) * ENTRY_BYTES) as usize];
        self.file.read_exact_at(&mut entries, HEAD_BYTES + start * ENTRY_BYTES)?;
        Ok(entries.chunks_exact(ENTRY_BYTES as usize).any(|chunk| chunk == entry))
    }

    /// Where a bucket's entries begin, and where they end. The last of the index has no end, and gives its own.
    fn index(&self, bucket: u64) -> io::Result<[u32; 2]> {
        let at = HEAD_BYTES + self.count * ENTRY_BYTES + bucket * INDEX_BYTES;
        let mut bytes = [0; 8];
        let last = bucket == 1 << self.bucket_bits;
        self.file.read_exact_at(&mut bytes[..if last { 4 } else { 8 }], at)?;
        let number = |at: usize| u32::from_be_bytes(std::array::from_fn(|i| bytes[at + i]));
        Ok([number(0), if last { number(0) } else { number(4) }])
    }

    /// Whether the checksum is that of all before it.
    fn is_whole(&self, length: u64) -> io::Result<bool> {
        let mut context = digest::Context::new(&digest::SHA256);
        let mut buffer = vec![0; 1 << 20];
        let (mut at, end) = (0, length - CHECKSUM_BYTES);
        while at < end {
            let part = usize::try_from(end - at).map_or(buffer.len(), |left| left.min(buffer.len()));
            self.file.read_exact_at(&mut buffer[..part], at)?;
            context.update(&buffer[..part]);
            at += part as u64;
        }
        let mut checksum = [0; CHECKSUM_BYTES as usize];
        self.file.read_exact_at(&mut checksum, end)?;
        Ok(context.finish().as_ref() == checksum)
    }
}

impl std::fmt::Debug for BreachList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BreachList({}, {} hashes)", self.path.display(), self.count)
    }
}

/// A hash's bucket and entry: its first bits.
pub(super) fn key(first_64_bits: u64, bucket_bits: u32) -> u64 {
    first_64_bits >> (64 - ENTRY_BITS - bucket_bits)
}

/// The index says where each bucket begins, and where the last ends.
pub(super) fn index_bytes(bucket_bits: u32) -> u64 {
    ((1 << bucket_bits) + 1) * INDEX_BYTES
}
