//! `passkeep check-links`: what is wrong, in plain words, and by the exit code.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::process::Output;

use crate::{passkeep, text};

/// A site that answers every request alike, as long as the test runs.
fn site(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = [0; 2048];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://localhost:{port}")
}

fn check_links(arguments: &[&str]) -> Output {
    passkeep().arg("check-links").args(arguments).output().unwrap()
}

#[test]
fn it_says_what_is_wrong_and_ends_with_1() {
    let base = site(
        "HTTP/1.1 301 Moved Permanently\r\nLocation: https://www.example.com/\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
    );
    let output = check_links(&[&base]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stderr), "passkeep: 4 things are wrong\n");
    let redirect = "is a redirect to https://www.example.com/: platforms follow none. Give the file out at this very address";
    let expected = format!(
        "note   {base} is http on this machine: browsers take that here, phones and their systems take https alone
WRONG  /.well-known/assetlinks.json {redirect}
WRONG  /.well-known/apple-app-site-association {redirect}
WRONG  /.well-known/webauthn {redirect}
WRONG  /.well-known/passkey-endpoints {redirect}
fine   /.well-known/change-password leads to https://www.example.com/
note   /.well-known/change-password is a redirect for good: browsers keep it. Answer 302, 303 or 307
"
    );
    assert_eq!(text(&output.stdout), expected);
}

#[test]
fn where_nothing_is_wrong_it_ends_with_0() {
    let base = site("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let output = check_links(&[&base]);
    assert_eq!(text(&output.stderr), "passkeep: one thing is wrong\n", "{}", text(&output.stdout));
    let base =
        site("HTTP/1.1 302 Found\r\nLocation: /password\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assert_eq!(check_links(&[&base]).status.code(), Some(1));
}

#[test]
fn it_needs_a_site_or_a_configuration() {
    let output = check_links(&[]);
    assert!(!output.status.success());
    assert!(text(&output.stderr).contains("--config <FILE>"), "{}", text(&output.stderr));
    let output = check_links(&["https://example.com/path"]);
    assert_eq!(
        text(&output.stderr),
        "passkeep: https://example.com/path is no site: scheme and host alone, as https://example.com\n"
    );
}
