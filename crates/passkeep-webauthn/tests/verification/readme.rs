//! The README's tables stay true: every test that they name is there, and every file.

use std::fs::read_to_string;
use std::path::Path;

const README: &str = include_str!("../../README.md");

/// What the tables' rows put between backticks in their last two columns: files and tests.
fn named() -> impl Iterator<Item = &'static str> {
    let rows = README.lines().filter(|line| line.starts_with("| ") && !line.contains("---"));
    let columns = rows.flat_map(|row| row.trim_end_matches('|').rsplitn(3, '|').take(2));
    columns.flat_map(|column| column.split('`').skip(1).step_by(2))
}

#[test]
fn every_test_that_is_named_is_there() {
    let mut tests = 0;
    for (file, test) in named().filter_map(|name| name.split_once("::")) {
        let paths = [format!("tests/verification/{file}.rs"), format!("src/{file}/tests.rs")];
        let path =
            paths.iter().find(|path| Path::new(path).exists()).unwrap_or_else(|| panic!("no file {file}"));
        let is_there = read_to_string(path).unwrap().contains(&format!("#[test]\nfn {test}() {{"));
        assert!(is_there, "{path} has no test {test}");
        tests += 1;
    }
    assert!(tests >= 50, "{tests} are named");
}

#[test]
fn every_file_that_is_named_is_there() {
    let files = named().filter(|name| name.ends_with(".rs") || name.ends_with('/'));
    for file in files {
        assert!(Path::new("src").join(file).exists(), "there is no src/{file}");
    }
}
