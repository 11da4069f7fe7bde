//! Every code is reached, by signs made after the catalogue of failures: none of these comes from a device. The browser
//! tests make those that Chromium's virtual authenticators can; `docs/diagnoses.md` lists which is which.

mod catalogue;
mod never;

use super::*;

/// Signs of an operation, as a test changes them.
fn signs(operation: Operation, change: impl FnOnce(&mut Signs)) -> Signs {
    let mut signs = Signs::new(operation);
    change(&mut signs);
    signs
}

/// What a browser threw, after so many milliseconds of five minutes.
fn threw(operation: Operation, name: ErrorName, elapsed_ms: u32) -> Signs {
    signs(operation, |s| {
        s.error = Some(name);
        s.elapsed_ms = Some(elapsed_ms);
        s.timeout_ms = Some(300_000);
    })
}

fn native(operation: Operation, native: Native) -> Signs {
    signs(operation, |s| s.native = Some(native))
}

fn failed(operation: Operation, check: Check) -> Signs {
    signs(operation, |s| {
        s.stage = Stage::Answer;
        s.check = Some(check.into());
    })
}

fn said(operation: Operation, what: Said) -> Signs {
    signs(operation, |s| s.said = Some(what))
}

/// What a message says, in a family of browsers.
fn message(operation: Operation, family: Family, (name, text): (ErrorName, &str)) -> Signs {
    signs(operation, |s| {
        s.family = family;
        s.error = Some(name);
        s.fragments = fragments(text, family);
        s.elapsed_ms = Some(1_800);
    })
}
