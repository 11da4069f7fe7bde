//! Writing a breach list, from hashes in any order and in little memory.
//!
//! The first eight bytes of each hash go to one of 128 files without a name; then each is sorted by itself. So it takes
//! 8 bytes of disk for a hash, and the memory of the largest file: 60 MB for a billion hashes.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use aws_lc_rs::digest;

use super::file::{BUCKET_BITS_MAX, ENTRY_BITS, LOAD_MAX, MAGIC, VERSION, key};

/// What was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Built {
    /// The lines that were read.
    pub lines: u64,
    /// The hashes that went in: each once.
    pub hashes: u64,
    /// The size of the file.
    pub bytes: u64,
}

/// Why no list was built. The file that was to be written is as it was.
#[derive(Debug, thiserror::Error)]
pub enum BuildFault {
    /// The hashes can't be read.
    #[error("the hashes can't be read: {0}")]
    Read(io::Error),
    /// The list can't be written.
    #[error("{}: it can't be written: {error}", path.display())]
    Write {
        /// Where.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// A line is not what it should be. It is not shown: it may hold a password.
    #[error("line {number}: {fault}")]
    Line {
        /// Which.
        number: u64,
        /// How.
        fault: LineFault,
    },
    /// No hash was left to go in.
    #[error("there is no hash to go into the list")]
    Nothing,
    /// More than four billion.
    #[error("these are more hashes than a list takes (2^32)")]
    TooMany,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// 32 hexadecimal digits.
    #[error("this is an NTLM hash (32 digits); take the list of SHA-1 hashes (40 digits)")]
    Ntlm,
    /// Not a hash.
    #[error("expected a SHA-1 hash (40 hexadecimal digits), and a colon and a count if there is one")]
    Other,
    /// A count is asked for, and there is none.
    #[error("this hash has no count, and --min-count needs one")]
    NoCount,
}

/// Builds a list at `out` from lines of SHA-1 hashes, each with a count or without; with `count_min`, of those alone
/// that were seen so often. What stands at `out` is replaced when all is written. Tells `progress` how many lines were
/// read, now and then.
pub fn build(
    lines: impl BufRead,
    out: &Path,
    count_min: Option<u64>,
    progress: &mut dyn FnMut(u64),
) -> Result<Built, BuildFault> {
    let failed = |error| BuildFault::Write { path: out.to_owned(), error };
    let folder = match out.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut spool = Spool::new(folder).map_err(failed)?;
    let read = read_lines(lines, count_min, |line, hash| {
        if line.is_multiple_of(PROGRESS_LINES) {
            progress(line);
        }
        hash.map_or(Ok(()), |hash| spool.push(hash)).map_err(failed)
    })?;
    if spool.count == 0 {
        return Err(BuildFault::Nothing);
    }
    if spool.count > u64::from(u32::MAX) {
        return Err(BuildFault::TooMany);
    }
    let (hashes, bytes) = write_list(spool, folder, out).map_err(failed)?;
    Ok(Built { lines: read, hashes, bytes })
}

const PROGRESS_LINES: u64 = 1_000_000;

// A hash, a colon and a count of twenty digits, and room for spaces that some lists end their lines with.
const LINE_BYTES_MAX: u64 = 256;

const SHA1_DIGITS: usize = 40;
const NTLM_DIGITS: usize = 32;

/// Gives each line's number, and its hash where that is to go in.
fn read_lines(
    mut lines: impl BufRead,
    count_min: Option<u64>,
    mut each: impl FnMut(u64, Option<u64>) -> Result<(), BuildFault>,
) -> Result<u64, BuildFault> {
    let mut line = Vec::with_capacity(LINE_BYTES_MAX as usize);
    let mut number = 0;
    loop {
        line.clear();
        let read =
            (&mut lines).take(LINE_BYTES_MAX).read_until(b'\n', &mut line).map_err(BuildFault::Read)?;
        if read == 0 {
            return Ok(number);
        }
        number += 1;
        let hash = match line.trim_ascii_end() {
            [] => None,
            text => parse(text, count_min).map_err(|fault| BuildFault::Line { number, fault })?,
        };
        each(number, hash)?;
    }
}

/// The first 64 bits of a line's hash; none where its count is too small.
fn parse(line: &[u8], count_min: Option<u64>) -> Result<Option<u64>, LineFault> {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let (hash, rest) = line.split_at(digits);
    let count = match rest {
        [] => None,
        [b':', count @ ..] => Some(number(count).ok_or(LineFault::Other)?),
        _ => return Err(LineFault::Other),
    };
    match digits {
        SHA1_DIGITS => {}
        NTLM_DIGITS => return Err(LineFault::Ntlm),
        _ => return Err(LineFault::Other),
    }
    if let Some(count_min) = count_min
        && count.ok_or(LineFault::NoCount)? < count_min
    {
        return Ok(None);
    }
    let value = |byte: &u8| char::from(*byte).to_digit(16).map_or(0, u64::from);
    Ok(Some(hash[..16].iter().fold(0, |bits, byte| bits << 4 | value(byte))))
}

fn number(digits: &[u8]) -> Option<u64> {
    let plain = !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    plain.then(|| std::str::from_utf8(digits).ok()?.parse().ok()).flatten()
}

const PARTS: usize = 128;

/// The hashes by their first seven bits, each part in a file without a name: nothing stays behind, however this ends.
struct Spool {
    parts: Vec<BufWriter<File>>,
    count: u64,
}

impl Spool {
    fn new(folder: &Path) -> io::Result<Self> {
        let part = |_| Ok(BufWriter::with_capacity(1 << 16, tempfile::tempfile_in(folder)?));
        Ok(Self { parts: (0..PARTS).map(part).collect::<io::Result<_>>()?, count: 0 })
    }

    fn push(&mut self, hash: u64) -> io::Result<()> {
        self.count += 1;
        self.parts[(hash >> 57) as usize].write_all(&hash.to_be_bytes())
    }
}

/// The hashes of one part, in order.
fn sorted(part: BufWriter<File>) -> io::Result<Vec<u64>> {
    let mut file = part.into_inner().map_err(io::IntoInnerError::into_error)?;
    let length = file.stream_position()?;
    file.rewind()?;
    let mut hashes = Vec::with_capacity(usize::try_from(length / 8).unwrap_or(0));
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut bytes = [0; 8];
    for _ in 0..length / 8 {
        reader.read_exact(&mut bytes)?;
        hashes.push(u64::from_be_bytes(bytes));
    }
    hashes.sort_unstable();
    Ok(hashes)
}

/// Writes head, entries, index and checksum, and puts the file in its place. Gives hashes and bytes.
fn write_list(spool: Spool, folder: &Path, out: &Path) -> io::Result<(u64, u64)> {
    let bucket_bits = bucket_bits(spool.count);
    let file =
        tempfile::Builder::new().prefix(".breach-list-").permissions(readable()).tempfile_in(folder)?;
    let mut list = Summed::new(file.as_file());
    list.write(MAGIC)?;
    list.write(&VERSION.to_be_bytes())?;
    list.write(&bucket_bits.to_be_bytes())?;
    let mut index = BufWriter::new(tempfile::tempfile_in(folder)?);
    let (mut count, mut bucket, mut last) = (0u32, 0, None);
    for part in spool.parts {
        for hash in sorted(part)? {
            let key = key(hash, bucket_bits);
            if last.replace(key) == Some(key) {
                continue;
            }
            while bucket <= key >> ENTRY_BITS {
                index.write_all(&count.to_be_bytes())?;
                bucket += 1;
            }
            list.write(&(key as u32).to_be_bytes()[1..])?;
            count += 1;
        }
    }
    while bucket <= 1 << bucket_bits {
        index.write_all(&count.to_be_bytes())?;
        bucket += 1;
    }
    list.copy(index.into_inner().map_err(io::IntoInnerError::into_error)?)?;
    let bytes = list.finish()?;
    file.as_file().sync_all()?;
    file.persist(out).map_err(|error| error.error)?;
    Ok((u64::from(count), bytes))
}

/// Buckets enough that none holds more than so many on average.
fn bucket_bits(count: u64) -> u32 {
    (0..BUCKET_BITS_MAX).find(|bits| count <= LOAD_MAX << bits).unwrap_or(BUCKET_BITS_MAX)
}

/// The list is no secret, and the server may run as somebody else than who built it.
fn readable() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o644)
}

/// What is written, and the checksum of it.
struct Summed<'a> {
    file: BufWriter<&'a File>,
    sum: digest::Context,
    buffer: Vec<u8>,
    bytes: u64,
}

impl<'a> Summed<'a> {
    fn new(file: &'a File) -> Self {
        let sum = digest::Context::new(&digest::SHA256);
        Self {
            file: BufWriter::with_capacity(1 << 16, file),
            sum,
            buffer: Vec::with_capacity(1 << 16),
            bytes: 0,
        }
    }

    fn write(&mut self, part: &[u8]) -> io::Result<()> {
        // Entries have three bytes: they are summed many at a time.
        self.buffer.extend_from_slice(part);
        if self.buffer.len() >= 1 << 15 { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sum.update(&self.buffer);
        self.bytes += self.buffer.len() as u64;
        self.file.write_all(&self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    /// Appends another file whole.
    fn copy(&mut self, mut file: File) -> io::Result<()> {
        file.rewind()?;
        let mut buffer = vec![0; 1 << 16];
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(()),
                read => self.write(&buffer[..read])?,
            }
        }
    }

    fn finish(mut self) -> io::Result<u64> {
        self.flush()?;
        self.file.write_all(self.sum.finish().as_ref())?;
        self.file.flush()?;
        Ok(self.bytes + super::file::CHECKSUM_BYTES)
    }
}
