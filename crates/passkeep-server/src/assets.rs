//! The files that pages ask for, inside the binary: stylesheets, scripts, the SDK. A URL holds the hash of what is
//! behind it, so it may be kept for ever; scripts import each other by plain URLs, which are asked about each time.

use std::collections::HashMap;

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
        let embedded = scripts.into_iter().chain(sdk).chain(look);
        let mut files: HashMap<_, _> = embedded
            .map(|(path, media_type, bytes)| (path.to_owned(), File::new(media_type, bytes.to_vec())))
            .collect();
        files.insert("/assets/brand.css".into(), File::new(STYLE, stylesheet.into_bytes()));
        if let Some(logo) = logo {
            files.insert(LOGO_PATH.into(), File::new(logo.media_type, logo.bytes.clone()));
        }
        Self(files)
    }

    /// The URL of each of the pages' files.
    pub fn urls(&self) -> Assets {
        let of_pages =
            self.0.iter().filter_map(|(path, file)| Some((path.strip_prefix("/assets/")?, path, file)));
        of_pages.map(|(name, path, file)| (name.to_owned(), format!("{path}?{}", file.hash))).collect()
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
        let hash = URL_SAFE_NO_PAD.encode(&digest(&SHA256, &bytes).as_ref()[..12]);
        Self { media_type, bytes, hash }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_of_the_sdk_is_served() {
        let files = Files::new(String::new(), None);
        let index = include_str!("../../../sdk/browser/index.js");
        let imported = |module: &str| -> Vec<String> {
            let names = module.split("from \"./").skip(1).filter_map(|rest| rest.split('"').next());
            names.map(str::to_owned).collect()
        };
        let (mut modules, mut at) = (imported(index), 0);
        assert!(modules.iter().any(|module| module == "sign-in.js"), "{modules:?}");
        while let Some(module) = modules.get(at).cloned() {
            let file =
                files.0.get(&format!("/sdk/{module}")).unwrap_or_else(|| panic!("{module} is not served"));
            let further = imported(std::str::from_utf8(&file.bytes).unwrap());
            modules.extend(further.into_iter().filter(|one| !modules.contains(one)).collect::<Vec<_>>());
            at += 1;
        }
    }
}
