//! `[legal]`: the legal texts of each region, and which region's hold here.

use std::collections::{BTreeMap, BTreeSet};

use super::address::BaseUrl;
use super::languages::read_languages;
use super::settings::Settings;
use crate::legal::Legal;

/// The region whose texts hold where no other is named.
const DEFAULT: &str = "default";
const REGION: &str = "the name of a table within [legal]";

/// Reads all of them, so that a fault in any is found, and gives those that hold: of `legal.region`, or else of the
/// region that names this server's host, or else of `default`.
pub(super) fn read_legal(settings: &mut Settings, base_url: Option<&BaseUrl>) -> Legal {
    let chosen =
        settings.optional("legal.region", REGION, |text| (!text.is_empty()).then(|| text.to_owned()));
    let names = settings.names_within("legal");
    let regions: BTreeSet<String> =
        names.iter().filter_map(|name| Some(name.split_once('.')?.0.to_owned())).collect();
    let mut texts = BTreeMap::new();
    let mut of_host = None;
    for region in regions {
        let hosts =
            settings.list(&format!("legal.{region}.hosts"), "a list of hosts", host).unwrap_or_default();
        if base_url.is_some_and(|base_url| hosts.iter().any(|host| host == base_url.host())) {
            of_host = Some(region.clone());
        }
        texts.insert(region.clone(), read_region(settings, &region));
    }
    if texts.is_empty() && chosen.is_none() {
        return Legal::default();
    }
    let region = chosen.or(of_host).unwrap_or_else(|| DEFAULT.to_owned());
    texts.remove(&region).unwrap_or_else(|| {
        settings.note("legal.region", REGION, region);
        Legal::default()
    })
}

fn read_region(settings: &mut Settings, region: &str) -> Legal {
    let mut read = |what: &str, expected: &str, parse: fn(&str) -> Option<String>| {
        let name = format!("legal.{region}.{what}");
        let there = settings.has(&name);
        there.then(|| read_languages(settings, &name, expected, parse)).flatten().unwrap_or_default()
    };
    let address = "an address as \"https://example.com/terms\"";
    Legal {
        name: read("name", "a text of 1 to 200 characters", name),
        terms: read("terms", address, link),
        privacy: read("privacy", address, link),
        imprint: read("imprint", address, link),
    }
}

fn host(text: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '.' || c == '-';
    (!text.is_empty() && text.chars().all(plain)).then(|| text.to_owned())
}

fn name(text: &str) -> Option<String> {
    let fits = (1..=200).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// Only https: no script, and nothing that somebody on the way could have written.
fn link(text: &str) -> Option<String> {
    let url = url::Url::parse(text).ok()?;
    let fits = url.scheme() == "https" && url.host_str().is_some() && url.username().is_empty();
    (fits && url.password().is_none()).then(|| url.to_string())
}
