//! The operator's list of passwords that became known: built from hashes, and asked.

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use passkeep_decision::password::{Listing, Password, PasswordFault};
use passkeep_server::passwords::{self, BreachList};
use zeroize::Zeroizing;

/// Builds a list from a file of hashes, or from standard input for `-`.
pub fn build(source: &Path, out: Option<PathBuf>, count_min: Option<u64>) -> anyhow::Result<()> {
    let from_input = source == Path::new("-");
    let out = match out {
        Some(out) => out,
        None if from_input => bail!("where to? With - for the hashes, name the list by --out"),
        None => source.with_added_extension("filter"),
    };
    let lines: Box<dyn Read> = match from_input {
        true => Box::new(io::stdin().lock()),
        false => Box::new(File::open(source).with_context(|| format!("can't read {}", source.display()))?),
    };
    let lines = BufReader::with_capacity(1 << 20, lines);
    let built = passwords::build(lines, &out, count_min, &mut tell_progress);
    if io::stderr().is_terminal() {
        eprint!("\r\x1b[K");
    }
    let built = built.with_context(|| source.display().to_string())?;
    println!(
        "{} is written. Lines read: {}. Hashes in it: {}. Bytes: {}.\nTo use it, set breach_list in [passwords], and start the server again.",
        out.display(),
        built.lines,
        built.hashes,
        built.bytes
    );
    Ok(())
}

/// One line on a terminal, written over; elsewhere a line now and then.
fn tell_progress(lines: u64) {
    let millions = lines / 1_000_000;
    if io::stderr().is_terminal() {
        eprint!("\r{millions} million lines read");
    } else if millions.is_multiple_of(100) {
        eprintln!("{millions} million lines read");
    }
}

/// Says whether a list holds the password that is typed, or that stands on standard input's first line.
pub fn check(list: &Path) -> anyhow::Result<()> {
    let list = BreachList::open(list).with_context(|| list.display().to_string())?;
    let typed = read_password().context("no password was read")?;
    let password = Password::parse(&typed).map_err(|fault| anyhow::anyhow!(sentence(fault)))?;
    let listing = list.look(&password).context("the list can't be read")?;
    println!(
        "{}",
        match listing {
            Listing::Present => "It is in the list.",
            Listing::Absent => "It is not in the list.",
        }
    );
    Ok(())
}

/// Never from the arguments, which every process of the machine can read; a terminal doesn't show it.
fn read_password() -> io::Result<Zeroizing<String>> {
    if io::stdin().is_terminal() {
        return rpassword::prompt_password("Password (it is not shown): ").map(Zeroizing::new);
    }
    let mut line = Zeroizing::new(String::with_capacity(LINE_BYTES_MAX as usize));
    io::stdin().lock().take(LINE_BYTES_MAX).read_line(&mut line)?;
    let end = line.strip_suffix("\r\n").or(line.strip_suffix('\n')).map_or(line.len(), str::len);
    line.truncate(end);
    Ok(line)
}

// Longer than any password.
const LINE_BYTES_MAX: u64 = 16 * 1024;

fn sentence(fault: PasswordFault) -> &'static str {
    match fault {
        PasswordFault::Empty => "there is no password on standard input",
        PasswordFault::TooLong => "a password has at most 256 characters",
        PasswordFault::Hidden => {
            "the password has a character that nobody sees; the server takes no such password"
        }
        PasswordFault::TooShort { .. } | PasswordFault::Listed(_) => "the server takes no such password",
    }
}
