//! Spellings of origins and apps: what is read, and how every fault is named.

use std::path::Path;

use super::*;

const COLONS: &str =
    "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5";
const KEY_HASH: &str = "android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU";

type Read = (Vec<String>, Vec<String>, Apps);

/// What is read for `https://id.example.com`, whose passkeys belong to example.com, or else every problem.
fn read_all(file: &str, environment: &[(&str, &str)]) -> Result<Read, Vec<String>> {
    let environment: Vec<_> =
        environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let mut settings = Settings::new(file.parse().expect(file), &environment, Path::new(""));
    let apps = read_apps(&mut settings);
    let origins = read(&mut settings, "https://id.example.com", "example.com", &apps);
    let top_origins = read_top(&mut settings);
    let problems = settings.finish();
    let texts = |origins: Vec<Origin>| origins.into_iter().map(String::from).collect();
    match problems.is_empty() {
        true => Ok((texts(origins), texts(top_origins), apps)),
        false => Err(problems.iter().map(ToString::to_string).collect()),
    }
}

fn origins(file: &str) -> Vec<String> {
    read_all(file, &[]).unwrap_or_else(|problems| panic!("{file}: {problems:?}")).0
}

fn problem(file: &str) -> String {
    let problems = read_all(file, &[]).expect_err(file);
    assert_eq!(problems.len(), 1, "{file}: {problems:?}");
    problems.into_iter().next().expect("there is one")
}

#[test]
fn the_base_url_and_what_is_listed_may_ask() {
    assert_eq!(origins(""), ["https://id.example.com"]);
    let listed = format!("origins = [\"https://www.example.net\", \"{KEY_HASH}\"]");
    assert_eq!(origins(&listed), ["https://id.example.com", "https://www.example.net", KEY_HASH]);
    assert_eq!(
        origins("origins = \"https://www.example.net\""),
        ["https://id.example.com", "https://www.example.net"]
    );
}

#[test]
fn a_fingerprint_is_read_as_it_is_copied() {
    for spelling in [COLONS.to_owned(), COLONS.to_lowercase(), COLONS.replace(':', "")] {
        let file = format!("[apps.android]\n\"com.example.app\" = [\"{spelling}\"]");
        assert_eq!(origins(&file), ["https://id.example.com", KEY_HASH], "{spelling}");
        let (.., apps) = read_all(&file, &[]).expect("it was just read");
        assert_eq!(apps.android[0].package, "com.example.app");
        assert_eq!(apps.android[0].fingerprints[0].to_string(), COLONS);
    }
}

#[test]
fn another_fingerprint_is_refused() {
    let wrong = [
        String::new(),
        COLONS[3..].to_owned(),
        format!("{COLONS}:00"),
        format!("{COLONS}:"),
        // A SHA-1, which stands beside it in the Play console.
        COLONS[..59].to_owned(),
        COLONS.replace(':', " "),
        COLONS.replace(':', "-"),
        COLONS.replacen(':', "", 1),
        COLONS.replacen("14:6D", "1:46D", 1),
        COLONS.replacen('E', "G", 1),
        COLONS.replacen("14", "+4", 1),
        format!("SHA256: {COLONS}"),
        format!(" {COLONS}"),
        KEY_HASH.to_owned(),
    ];
    for spelling in wrong {
        let seen = problem(&format!("[apps.android]\n\"com.example.app\" = [\"{COLONS}\", \"{spelling}\"]"));
        assert!(seen.starts_with("apps.android.com.example.app: expected SHA-256 fingerprints"), "{seen}");
        assert!(seen.ends_with(&format!("found [\"{COLONS}\", \"{spelling}\"]")), "{seen}");
    }
}

#[test]
fn a_package_has_parts() {
    for package in ["com.example.app", "a.b", "Com.Example.my_app2"] {
        origins(&format!("[apps.android]\n\"{package}\" = \"{COLONS}\""));
    }
    for package in
        ["app", "com.", ".com", "com..app", "com.1app", "com.example.app-2", "com.ex ample", "*.com"]
    {
        let seen = problem(&format!("[apps.android]\n\"{package}\" = \"{COLONS}\""));
        let expected =
            format!("apps.android: expected an app's package, as com.example.app, found {package:?}");
        assert_eq!(seen, expected);
    }
    assert!(problem("[apps]\nandroid = [\"com.example.app\"]").starts_with("apps.android: expected a table"));
}

#[test]
fn an_apple_app_brings_the_origin_of_the_rp_id() {
    let file = "[apps]\napple = [\"ABCDE12345.com.example.app\", \"ABCDE12345.com.example.other-app\"]";
    assert_eq!(origins(file), ["https://id.example.com", "https://example.com"]);
    let wrong = [
        "com.example.app",
        "ABCDE12345",
        "ABCDE12345.",
        "abcde12345.com.example",
        "ABCDE1234.com",
        "ABCDE12345.com..app",
        "ABCDE12345.com.ex_ample",
        "ABCDE12345.*",
    ];
    for id in wrong {
        let seen = problem(&format!("[apps]\napple = [\"{id}\"]"));
        assert!(seen.starts_with("apps.apple: expected app ids") && seen.contains(id), "{seen}");
    }
}

#[test]
fn what_is_listed_twice_stands_once() {
    let file = format!(
        "origins = [\"https://id.example.com\", \"{KEY_HASH}\", \"https://example.com\"]\n\
         top_origins = [\"https://a.example\", \"https://a.example\"]\n\
         [apps]\napple = \"ABCDE12345.com.example.app\"\n\
         [apps.android]\n\"com.example.a\" = \"{COLONS}\"\n\"com.example.b\" = \"{COLONS}\""
    );
    let (origins, top_origins, apps) = read_all(&file, &[]).expect(&file);
    assert_eq!(origins, ["https://id.example.com", KEY_HASH, "https://example.com"]);
    assert_eq!(top_origins, ["https://a.example"]);
    assert_eq!(apps.android.len(), 2);
}

#[test]
fn only_a_page_is_around_a_frame() {
    let (_, top_origins, _) = read_all("top_origins = [\"https://shop.example:8443\"]", &[]).expect("a page");
    assert_eq!(top_origins, ["https://shop.example:8443"]);
    for origin in ["https://shop.example/", "https://shop.example:443", "HTTPS://shop.example", KEY_HASH] {
        let seen = problem(&format!("top_origins = [\"{origin}\"]"));
        let expected = "top_origins: expected exact origins of pages, as \"https://www.example.com\"";
        assert_eq!(seen, format!("{expected}, found [\"{origin}\"]"));
    }
}

#[test]
fn a_variable_names_them_too() {
    let two = format!("{COLONS}, {}", COLONS.to_lowercase().replacen("14", "15", 1));
    let environment = [
        ("PASSKEEP_TOP_ORIGINS", "https://a.example, https://b.example"),
        ("PASSKEEP_APPS__APPLE", "ABCDE12345.com.example.app"),
        ("PASSKEEP_APPS__ANDROID__COM__EXAMPLE__MY_APP", two.as_str()),
    ];
    let file = format!("[apps.android]\ncom.example.my_app = \"{COLONS}\"");
    let (origins, top_origins, apps) = read_all(&file, &environment).expect(&file);
    assert_eq!(origins.len(), 4);
    assert_eq!(top_origins, ["https://a.example", "https://b.example"]);
    assert_eq!(apps.android.len(), 1, "the variable stands for the file's");
    assert_eq!(apps.android[0].package, "com.example.my_app");
    assert_eq!(apps.android[0].fingerprints.len(), 2);
}
