//! `docs/diagnoses.md` holds the table of codes as the code has it. `UPDATE=1` writes it.

use std::path::Path;

use passkeep_decision::diagnosis::{Code, Counting, Tells, Told, Way};

use super::words;
use crate::texts::Language;

/// Made by Chromium's virtual authenticators in `tests/browser/flows/diagnoses.test.js`; all others by signs made after the
/// catalogue of failures, in `passkeep-decision`.
const IN_CHROMIUM: &[&str] = &[
    "CRE-03", "ENV-07", "ENV-10", "ENV-11", "SIG-01", "SIG-05", "SIG-06", "SIG-07", "SRV-05", "SRV-06",
    "SRV-13", "SRV-14", "HYB-03", "HYB-04", "KEY-05",
];

const BEGIN: &str =
    "<!-- The table is written by `UPDATE=1 cargo test -p passkeep-server --lib document`. -->\n";

fn table() -> String {
    let mut lines = vec![
        "| code | name | what is said | mended by | again | ways on | told to strangers | counts | shown by |".to_owned(),
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |".to_owned(),
    ];
    for code in Code::ALL {
        let ways: Vec<&str> = code.ways().iter().copied().map(Way::as_str).collect();
        let told = if code.tells() == Tells::Nothing { "yes" } else { "as SIG-00" };
        let counts = if code.counting() == Counting::Failed { "yes" } else { "no" };
        let shown = if IN_CHROMIUM.contains(&code.as_str()) { "Chromium" } else { "signs" };
        lines.push(format!(
            "| `{}` | `{}` | {} | {} | {} | {} | {told} | {counts} | {shown} |",
            code.as_str(),
            code.name(),
            words(Language::En).say(Told::Code(*code)),
            code.audience().as_str(),
            code.retry().as_str(),
            ways.join(", "),
        ));
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_document_holds_the_table_as_it_is() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/diagnoses.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, _) = text.split_once(BEGIN).expect("the mark before the table");
    let expected = format!("{before}{BEGIN}\n{}", table());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, expected).unwrap();
    } else {
        assert_eq!(text, expected, "UPDATE=1 writes it");
    }
    assert!(IN_CHROMIUM.iter().all(|code| Code::parse(code).is_some()));
}
