//! Writes a metadata blob of a publisher's own, to try `passkeep metadata` and `[attestation]` without FIDO's:
//! `cargo run -p passkeep-authenticator --example metadata -- FOLDER NUMBER AAGUID NAME STATUS…` makes `FOLDER/blob.jwt`
//! and, to be named in the configuration's `metadata.roots`, `FOLDER/root.pem`.

use std::path::Path;
use std::{env, fs, io};

use passkeep_authenticator::{MetadataPublisher, Vendor};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, number, aaguid, name, statuses @ ..] = arguments.as_slice() else {
        return Err(io::Error::other("FOLDER NUMBER AAGUID NAME STATUS…"));
    };
    let number = number.parse().map_err(io::Error::other)?;
    let aaguid = u128::from_str_radix(&aaguid.replace('-', ""), 16).map_err(io::Error::other)?;
    let statuses: Vec<&str> = statuses.iter().map(String::as_str).collect();
    let publisher = MetadataPublisher::new();
    let entry = Vendor::new(aaguid.to_be_bytes()).entry(name, &statuses);
    let folder = Path::new(folder);
    fs::write(folder.join("root.pem"), publisher.root_pem())?;
    fs::write(folder.join("blob.jwt"), publisher.blob(number, &[entry]))
}
