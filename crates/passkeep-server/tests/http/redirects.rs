//! Where answers lead: never to another host than the one configured.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::person::House;

/// Sends a request as it stands, and returns the status and the headers, in lower case.
async fn raw(house: &House, request: &str) -> String {
    let address = house.url.strip_prefix("http://localhost").unwrap();
    let mut stream = tokio::net::TcpStream::connect(format!("127.0.0.1{address}")).await.unwrap();
    stream.write_all(format!("{request}\r\nConnection: close\r\n\r\n").as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    let text = String::from_utf8_lossy(&answer).into_owned();
    text.split("\r\n\r\n").next().unwrap().to_lowercase()
}

fn location(head: &str) -> Option<&str> {
    head.lines().find_map(|line| line.strip_prefix("location: "))
}

#[tokio::test]
async fn no_path_host_or_parameter_leads_to_another_host() {
    let house = House::open().await;
    let paths = [
        "//evil.example/?lang=zh-CN",
        "//evil.example/%2e%2e?lang=en",
        "/\\evil.example?lang=en",
        "/%5cevil.example?lang=en&next=https://evil.example",
        "/?lang=en&return=//evil.example",
        "/settings?next=//evil.example",
        "/settings/passkeys?next=https://evil.example",
        "/sign-up/code",
        "/sign-up/passkey",
    ];
    let mut led = 0;
    for host in ["localhost", "evil.example", "127.0.0.1", "127.0.0.1:9", "[::1]"] {
        for path in paths {
            let head = raw(
                &house,
                &format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nX-Forwarded-Host: evil.example"),
            )
            .await;
            let Some(location) = location(&head) else { continue };
            led += 1;
            let ours = location.strip_prefix(&house.url).unwrap_or(location);
            let own_path =
                ours.starts_with('/') && (ours.len() < location.len() || !ours[1..].starts_with(['/', '\\']));
            assert!(own_path, "{host} {path} leads to {location}");
        }
    }
    assert!(led >= paths.len(), "most of them lead somewhere: {led}");
}

#[tokio::test]
async fn numbers_lead_to_localhost_and_names_that_begin_alike_do_not() {
    let house = House::open().await;
    for (host, leads) in [
        ("127.0.0.1", true),
        ("127.0.0.1:8080", true),
        ("[::1]:8080", true),
        ("127.0.0.1.evil.example", false),
        ("localhost", false),
    ] {
        let head = raw(&house, &format!("GET /settings/x HTTP/1.1\r\nHost: {host}")).await;
        let target = format!("{}/settings/x", house.url);
        assert_eq!(location(&head) == Some(&*target), leads, "{host}: {head}");
        for header in
            ["content-security-policy", "x-content-type-options", "referrer-policy", "cache-control"]
        {
            assert!(head.contains(&format!("\n{header}: ")), "{host} lacks {header}: {head}");
        }
    }
}
