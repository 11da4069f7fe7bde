//! Keeps the house tidy: what the compiler can't see, and a reviewer would have to look for each time.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};

/// Each crate with what it may be built of, from the inside out. A crate never knows one that stands further out.
const DIRECTION: [(&str, &[&str]); 8] = [
    ("passkeep-webauthn", &[]),
    ("passkeep-decision", &["passkeep-webauthn"]),
    ("passkeep-store", &["passkeep-webauthn", "passkeep-decision"]),
    ("passkeep-views", &["passkeep-decision"]),
    ("passkeep-server", &["passkeep-webauthn", "passkeep-decision", "passkeep-store", "passkeep-views"]),
    (
        "passkeep",
        &["passkeep-webauthn", "passkeep-decision", "passkeep-store", "passkeep-server", "brokerage"],
    ),
    // An app like any other: it knows Passkeep by its public interface, and no crate of it.
    ("brokerage", &[]),
    // Stands aside: what tests and benchmarks use must not share code with what it tests.
    ("passkeep-authenticator", &[]),
];

const LINES_MAX: usize = 600;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../..")
        .canonicalize()
        .expect("the workspace is two folders up")
}

fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() {
                if !["node_modules", "target", ".git", "screenshots"].contains(&name.as_str()) {
                    folders.push(path);
                }
            } else if path.extension().is_some_and(|extension| extensions.iter().any(|e| extension == *e)) {
                found.push(path);
            }
        }
    }
    assert!(!found.is_empty(), "nothing to look at in {}", folder.display());
    found.sort();
    found
}

/// Where a crate is: the brokerage stands outside, as the apps do.
fn home(name: &str) -> PathBuf {
    if name == "brokerage" { root().join("demo") } else { root().join("crates").join(name) }
}

fn manifest(name: &str) -> toml::Table {
    let path = home(name).join("Cargo.toml");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).parse().unwrap()
}

/// The lines of a source without its comments and without the tests at its end.
fn code(path: &Path) -> Vec<(usize, String)> {
    let source = fs::read_to_string(path).unwrap();
    let lines = source.lines().enumerate().take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
    let uncommented =
        lines.map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default().to_owned()));
    uncommented.collect()
}

fn found(path: &Path, line: usize, what: &str) -> String {
    format!("{}:{line}: {what}", path.strip_prefix(root()).unwrap().display())
}

#[test]
fn every_crate_has_its_place() {
    let mut crates: Vec<String> = fs::read_dir(root().join("crates"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .chain(["brokerage".to_owned()])
        .collect();
    let mut placed = DIRECTION.map(|(name, _)| name.to_owned()).to_vec();
    crates.sort();
    placed.sort();
    assert_eq!(crates, placed);
}

#[test]
fn crates_know_only_what_stands_further_in() {
    for (name, inner) in DIRECTION {
        let manifest = manifest(name);
        for table in ["dependencies", "build-dependencies"] {
            let Some(dependencies) = manifest.get(table) else { continue };
            let is_ours = |key: &&String| key.starts_with("passkeep") || *key == "brokerage";
            let ours = dependencies.as_table().unwrap().keys().filter(is_ours);
            for dependency in ours {
                assert!(inner.contains(&dependency.as_str()), "{name} depends on {dependency}");
            }
        }
    }
}

#[test]
fn verification_and_decision_do_no_io() {
    for name in ["passkeep-webauthn", "passkeep-decision"] {
        let dependencies = manifest(name)["dependencies"].as_table().unwrap().clone();
        for outside in ["tokio", "axum", "rusqlite", "tokio-postgres", "reqwest", "tracing"] {
            assert!(!dependencies.contains_key(outside), "{name} depends on {outside}");
        }
        let mut faults = Vec::new();
        for path in files(&home(name).join("src"), &["rs"]) {
            for (at, line) in code(&path) {
                for banned in ["async ", ".await", "std::fs", "std::net", "std::env::var", "std::thread"] {
                    if line.contains(banned) {
                        faults.push(found(&path, at, banned));
                    }
                }
            }
        }
        assert_eq!(faults, Vec::<String>::new());
    }
}

#[test]
fn the_clock_and_the_generator_are_read_in_one_place() {
    let mut faults = Vec::new();
    // The brokerage is a program of its own.
    let clocks = [root().join("crates/passkeep-server/src/clock.rs"), root().join("demo/src/clock.rs")];
    for (name, _) in DIRECTION {
        // The software authenticator plays somebody else's machine.
        if name == "passkeep-authenticator" {
            continue;
        }
        for path in files(&home(name).join("src"), &["rs"]) {
            let for_tests = path.components().any(|part| part.as_os_str() == "tests")
                || path.file_name().is_some_and(|file| file == "tests.rs");
            if clocks.contains(&path) || for_tests {
                continue;
            }
            for (at, line) in code(&path) {
                for banned in ["SystemTime::now", "Instant::now", "rand::fill", "SystemRandom", "thread_rng"]
                {
                    if line.contains(banned) {
                        faults.push(found(&path, at, banned));
                    }
                }
            }
        }
    }
    // The store measures how long a commit has waited; nothing is decided by it.
    faults.retain(|fault| !(fault.starts_with("crates/passkeep-store/") && fault.ends_with("Instant::now")));
    // ECDSA draws a nonce of its own for each signature; nothing is decided by it.
    faults.retain(|fault| !(fault.starts_with("crates/passkeep-store/src/receipt_key.rs")));
    assert_eq!(faults, Vec::<String>::new());
    for clock in clocks {
        assert!(fs::read_to_string(clock).unwrap().contains("SystemTime::now"), "the one place has moved");
    }
}

#[test]
fn no_file_grows_beyond_reading() {
    let mut faults = Vec::new();
    for folder in ["crates", "demo", "sdk", "tests"] {
        for path in files(&root().join(folder), &["rs", "js", "css", "html", "sql"]) {
            let lines = fs::read_to_string(&path).unwrap().lines().count();
            let styles = path.extension().is_some_and(|extension| extension == "css");
            if lines > LINES_MAX && !styles {
                faults.push(found(&path, lines, "too long"));
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn no_file_has_a_name_that_says_nothing() {
    let mut faults = Vec::new();
    for folder in ["crates", "demo", "sdk", "tests"] {
        for path in files(&root().join(folder), &["rs", "js", "html", "sql"]) {
            for part in path.strip_prefix(root()).unwrap().components() {
                let part = part.as_os_str().to_string_lossy().to_lowercase();
                let stem = part.split('.').next().unwrap_or_default();
                for empty in ["util", "utils", "common", "helper", "helpers", "manager", "service", "misc"] {
                    if stem.split(['-', '_']).any(|word| word == empty) {
                        faults.push(found(&path, 1, empty));
                    }
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn both_databases_have_the_same_migrations() {
    let names = |engine: &str| -> Vec<String> {
        let folder = root().join("crates/passkeep-store/migrations").join(engine);
        files(&folder, &["sql"])
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect()
    };
    assert_eq!(names("sqlite"), names("postgres"));
}

#[test]
fn every_template_is_used() {
    for name in ["passkeep-views", "brokerage"] {
        assert_eq!(unused_templates(&home(name)), Vec::<PathBuf>::new());
    }
}

fn unused_templates(server: &Path) -> Vec<PathBuf> {
    let templates = server.join("templates");
    let mut texts = String::new();
    for path in files(&server.join("src"), &["rs"]).into_iter().chain(files(&templates, &["html"])) {
        texts.push_str(&fs::read_to_string(path).unwrap());
    }
    files(&templates, &["html"])
        .into_iter()
        .filter(|path| {
            let name = path.strip_prefix(&templates).unwrap().to_string_lossy().into_owned();
            !texts.contains(&format!("\"{name}\""))
        })
        .collect()
}

/// A page that says which test shows a thing names one that is there: `file::name`, of the tests of OpenID Connect.
#[test]
fn the_tests_that_a_page_names_are_there() {
    let page = fs::read_to_string(root().join("docs/openid-connect.md")).unwrap();
    let is_name = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let named: Vec<_> = page
        .split('`')
        .filter_map(|text| text.split_once("::"))
        .filter(|(file, name)| is_name(file) && is_name(name))
        .collect();
    assert!(named.len() > 25, "only {} are named", named.len());
    for (file, name) in named {
        let path = home("passkeep-server").join("tests/http/oidc").join(format!("{file}.rs"));
        let tests = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert!(tests.contains(&format!("async fn {name}()")), "{file}::{name} is no test");
    }
}

/// `cargo run` asks which, where there are several binaries and no default; the README's first command names none.
#[test]
fn cargo_run_starts_passkeep() {
    let cargo = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&cargo.stdout).unwrap();
    let defaults: Vec<_> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["default_run"].as_str())
        .collect();
    assert_eq!(defaults, ["passkeep"]);
}
