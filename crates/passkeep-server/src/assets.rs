//! The files that pages ask for, inside the binary: stylesheets, scripts, the SDK. A URL holds the hash of what is
//! behind it, so it may be kept for ever. Scripts share one hash, of them all, and are served with it in their imports: a
//! page asks for what it needs at once, and later for nothing.

use std::collections::{BTreeSet, HashMap};

use aws_lc_rs::digest::{SHA256, digest};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::config::{LOGO_PATH, LogoFile};
use crate::views::Assets;

const SCRIPT: &str = "text/javascript; charset=utf-8";
const STYLE: &str = "text/css; charset=utf-8";

macro_rules! embedded {
    ($folder:literal, $url:literal, $type:expr, [$($name:literal),* $(,)?]) => {
        [$((concat!($url, $name), $type, include_bytes!(concat!($folder, $name)).as_slice())),*]
    };
}

/// Every file by its path.
pub struct Files(HashMap<String, File>);

struct File {
    media_type: &'static str,
    bytes: Vec<u8>,
    hash: String,
    /// The paths of the modules that a script imports.
    imports: Vec<String>,
}

impl Files {
    /// The embedded files, `brand.css`, and the operator's logo where there is one.
    pub fn new(stylesheet: String, logo: Option<&LogoFile>) -> Self {
        let scripts = embedded!(
            "../assets/",
            "/assets/",
            SCRIPT,
            [
                "approvals.js",
                "approve.js",
                "ceremony-element.js",
                "confirm.js",
                "create.js",
                "device-proof.js",
                "fill-time.js",
                "hold.js",
                "in-step.js",
                "page.js",
                "password.js",
                "place.js",
                "reauthenticate.js",
                "recovery-codes.js",
                "remove.js",
                "sign-in.js",
                "sign-up.js",
                "stop.js",
                "support.js",
                "tabs.js",
                "trust.js",
                "wait.js",
                "why.js",
                "without-passkeys.js",
            ]
        );
        let sdk = embedded!(
            "../../../sdk/browser/",
            "/sdk/",
            SCRIPT,
            [
                "another-way.js",
                "api.js",
                "approval.js",
                "ceremony.js",
                "client.js",
                "confirm.js",
                "create-passkey.js",
                "credential-json.js",
                "device-key.js",
                "diagnose.js",
                "errors.js",
                "freeze.js",
                "fresh-flow.js",
                "grant.js",
                "hash.js",
                "history.js",
                "index.js",
                "keep-in-step.js",
                "offer-autofill.js",
                "password.js",
                "prove-device.js",
                "reauthenticate.js",
                "remove-passkey.js",
                "sign-in.js",
                "sign-up.js",
                "signs.js",
                "trust-device.js",
                "stop-hold.js",
                "support.js",
                "types.js",
            ]
        );
        let look = [
            ("/assets/passkeep.css", STYLE, include_bytes!("../assets/passkeep.css").as_slice()),
            ("/assets/icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg").as_slice()),
        ];
        let scripts: Vec<_> = scripts.into_iter().chain(sdk).collect();
        let version = hash_of(&scripts.iter().map(|(_, _, bytes)| *bytes).collect::<Vec<_>>().concat());
        let mut files: HashMap<_, _> = look
            .map(|(path, media_type, bytes)| (path.to_owned(), File::new(media_type, bytes.to_vec())))
            .into();
        files.extend(scripts.into_iter().map(|(path, media_type, bytes)| {
            let source = String::from_utf8_lossy(bytes);
            let imports = imports_of(path, &source);
            let bytes = with_version(&source, &version).into_bytes();
            (path.to_owned(), File { media_type, bytes, hash: version.clone(), imports })
        }));
        files.insert("/assets/brand.css".into(), File::new(STYLE, stylesheet.into_bytes()));
        if let Some(logo) = logo {
            files.insert(LOGO_PATH.into(), File::new(logo.media_type, logo.bytes.clone()));
        }
        Self(files)
    }

    /// The URL of each of the pages' files, and of the modules that each imports.
    pub fn urls(&self) -> Assets {
        let of_pages = self.0.keys().filter_map(|path| Some((path.strip_prefix("/assets/")?, path)));
        of_pages.map(|(name, path)| (name.to_owned(), self.url(path), self.modules_of(path))).collect()
    }

    fn url(&self, path: &str) -> String {
        self.0.get(path).map_or_else(|| path.to_owned(), |file| format!("{path}?{}", file.hash))
    }

    /// The URLs of all that a script imports, itself or by another.
    fn modules_of(&self, path: &str) -> Vec<String> {
        let (mut found, mut ahead) = (BTreeSet::new(), vec![path]);
        while let Some(file) = ahead.pop().and_then(|path| self.0.get(path)) {
            ahead.extend(file.imports.iter().map(String::as_str).filter(|path| found.insert(*path)));
        }
        found.into_iter().map(|path| self.url(path)).collect()
    }

    /// Answers for a path and query.
    pub fn answer(&self, path: &str, query: Option<&str>, headers: &HeaderMap) -> Option<Response> {
        let file = self.0.get(path)?;
        let etag = format!("\"{}\"", file.hash);
        let forever = query == Some(file.hash.as_str());
        let caching = if forever { "public, max-age=31536000, immutable" } else { "no-cache" };
        let known = headers.get(header::IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == etag.as_bytes());
        let own = [(header::ETAG, etag), (header::CACHE_CONTROL, caching.to_owned())];
        Some(match known {
            true => (StatusCode::NOT_MODIFIED, own).into_response(),
            false => (own, [(header::CONTENT_TYPE, file.media_type)], file.bytes.clone()).into_response(),
        })
    }
}

impl File {
    fn new(media_type: &'static str, bytes: Vec<u8>) -> Self {
        let hash = hash_of(&bytes);
        Self { media_type, bytes, hash, imports: vec![] }
    }
}

fn hash_of(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(&digest(&SHA256, bytes).as_ref()[..12])
}

/// How the line ends that says where an import comes from.
const IMPORT_END: &str = ".js\";";

/// The paths of what a script at `path` imports: `./` stands for its own folder.
fn imports_of(path: &str, source: &str) -> Vec<String> {
    let folder = &path[..=path.rfind('/').unwrap_or(0)];
    let from = |line: &str| {
        let (_, target) = line.strip_suffix("\";")?.rsplit_once(" from \"")?;
        Some(target.strip_prefix("./").map_or_else(|| target.to_owned(), |name| format!("{folder}{name}")))
    };
    source.lines().filter_map(from).collect()
}

fn with_version(source: &str, version: &str) -> String {
    let versioned = |line: &str| match line.trim_end().strip_suffix(IMPORT_END) {
        Some(start) if line.contains(" from \"") => format!("{start}.js?{version}\";\n"),
        _ => line.to_owned(),
    };
    source.split_inclusive('\n').map(versioned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_a_script_imports_is_served_and_may_be_kept() {
        let files = Files::new(String::new(), None);
        assert!(files.0["/sdk/index.js"].imports.contains(&"/sdk/sign-in.js".to_owned()));
        for (path, file) in files.0.iter().filter(|(_, file)| file.media_type == SCRIPT) {
            let served = std::str::from_utf8(&file.bytes).unwrap();
            let targets: Vec<_> = served.lines().filter_map(|line| line.rsplit_once(" from \"")).collect();
            assert_eq!(targets.len(), file.imports.len(), "{path}");
            for (import, (_, target)) in file.imports.iter().zip(targets) {
                let imported =
                    files.0.get(import).unwrap_or_else(|| panic!("{path}: {import} is not served"));
                assert!(target.ends_with(&format!(".js?{}\";", imported.hash)), "{path}: {target}");
            }
            assert!(!served.contains("import \""), "{path}: an import that is not looked at");
        }
    }

    #[test]
    fn a_page_is_told_all_that_its_script_imports() {
        let files = Files::new(String::new(), None);
        let modules = files.modules_of("/assets/confirm.js");
        let asked = |name: &str| modules.iter().any(|url| url.starts_with(&format!("{name}?")));
        for name in ["/assets/ceremony-element.js", "/sdk/confirm.js", "/sdk/credential-json.js"] {
            assert!(asked(name), "{name} in {modules:?}");
        }
        assert!(!asked("/sdk/history.js"), "{modules:?}");
    }
}
