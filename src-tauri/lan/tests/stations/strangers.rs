//! Somebody on the cable who was not let in.

use std::time::{Duration, Instant};

use lan::Caller;
use record::transact::Role;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::hall::{Hall, code_of, slip};

#[tokio::test(flavor = "multi_thread")]
async fn a_second_browser_with_the_address_gets_nothing() {
    let hall = Hall::open().await;
    let _station = hall.station(Role::HeadTeller).await;
    let entries = hall.entries().await;
    let mut thief = hall.call().await;
    for path in ["/me", "/watch?views=%5B%7B%22view%22%3A%22votes%22%7D%5D"] {
        let reply = thief.get(path).await.unwrap();
        assert_eq!((reply.status, code_of(&reply.json()).as_str()), (401, "station.not_admitted"), "{path}");
    }
    for path in ["/dispatch", "/undo", "/show", "/here"] {
        assert_eq!(thief.post(path, &slip("a", 1, "for")).await.unwrap().status, 401, "{path}");
    }
    // The chair's own verbs are not on the cable at all.
    for path in ["/errand", "/preview", "/hall"] {
        assert_eq!(thief.post(path, &json!({})).await.unwrap().status, 405, "{path}");
    }
    let page = thief.get("/").await.unwrap();
    assert_eq!(page.status, 200);
    assert!(!String::from_utf8_lossy(&page.body).contains("Trial"));
    assert_eq!(hall.entries().await, entries);
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_carry_strict_headers_and_the_cookie_cannot_be_read_or_sent_elsewhere() {
    let hall = Hall::open().await;
    let code = hall.code(Role::Teller).await;
    let mut caller = hall.call().await;
    let reply = caller.post("/pair", &json!({ "code": code, "person": "Ann" })).await.unwrap();
    for header in [
        "content-security-policy: default-src 'self'",
        "x-content-type-options: nosniff",
        "x-frame-options: deny",
        "referrer-policy: no-referrer",
        "cross-origin-opener-policy: same-origin",
        "cross-origin-resource-policy: same-origin",
        "cache-control: no-store",
        "permissions-policy: camera=(self)",
    ] {
        assert!(reply.head.contains(header), "{header}\n{}", reply.head);
    }
    let cookie = reply.head.lines().find(|line| line.starts_with("set-cookie: ")).unwrap();
    for part in ["__host-rostrum=", "; path=/", "; secure", "; httponly", "; samesite=strict"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("domain"));
    assert!(!String::from_utf8_lossy(&reply.body).contains(cookie.split(['=', ';']).nth(1).unwrap()));
}

async fn status_of(caller: &mut Caller, head: &str, body: &str) -> u16 {
    caller.raw(format!("{head}content-length: {}\r\n\r\n{body}", body.len()).as_bytes()).await.unwrap();
    caller.reply().await.unwrap().status
}

#[tokio::test(flavor = "multi_thread")]
async fn another_host_another_site_and_another_kind_of_body_are_turned_away() {
    let hall = Hall::open().await;
    let (_, key) = hall.station(Role::Teller).await;
    let host = &hall.host;
    let cookie = format!("cookie: __Host-rostrum={key}\r\n");
    let json = "content-type: application/json\r\n";
    let body = slip("a", 1, "for").to_string();
    let cases = [
        (421, format!("POST /dispatch HTTP/1.1\r\nhost: evil.example\r\n{cookie}{json}")),
        (421, format!("POST /dispatch HTTP/1.1\r\nhost: {host}\r\nhost: evil.example\r\n{cookie}{json}")),
        (
            403,
            format!(
                "POST /dispatch HTTP/1.1\r\nhost: {host}\r\norigin: https://evil.example\r\n{cookie}{json}"
            ),
        ),
        (403, format!("POST /dispatch HTTP/1.1\r\nhost: {host}\r\norigin: http://{host}\r\n{cookie}{json}")),
        (403, format!("POST /dispatch HTTP/1.1\r\nhost: {host}\r\norigin: null\r\n{cookie}{json}")),
        (
            403,
            format!(
                "POST /dispatch HTTP/1.1\r\nhost: {host}\r\nsec-fetch-site: cross-site\r\n{cookie}{json}"
            ),
        ),
        (415, format!("POST /dispatch HTTP/1.1\r\nhost: {host}\r\n{cookie}content-type: text/plain\r\n")),
        (415, format!("POST /dispatch HTTP/1.1\r\nhost: {host}\r\n{cookie}")),
        // Two keys: somebody put one beside ours.
        (401, format!("POST /dispatch HTTP/1.1\r\nhost: {host}\r\n{cookie}{cookie}{json}")),
        (401, format!("POST /dispatch HTTP/1.1\r\nhost: {host}\r\ncookie: rostrum={key}\r\n{json}")),
        (200, format!("POST /dispatch HTTP/1.1\r\nhost: {host}\r\norigin: https://{host}\r\n{cookie}{json}")),
    ];
    for (status, head) in cases {
        let mut caller = hall.call().await;
        assert_eq!(status_of(&mut caller, &head, &body).await, status, "{head}");
    }
    assert_eq!(hall.slips().await, [1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_http_and_another_certificate_are_not_spoken_to() {
    let hall = Hall::open().await;
    let mut plain = TcpStream::connect(&hall.host).await.unwrap();
    plain.write_all(format!("GET / HTTP/1.1\r\nhost: {}\r\n\r\n", hall.host).as_bytes()).await.unwrap();
    let mut said = Vec::new();
    let _ = plain.read_to_end(&mut said).await;
    assert!(!String::from_utf8_lossy(&said).contains("HTTP/1.1"));
    let other = format!("0000{}", &hall.known[4..]);
    assert!(Caller::call(&hall.host, &hall.host, &other).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_too_often_waits_and_the_others_do_not() {
    let hall = Hall::open().await;
    let (mut station, _) = hall.station(Role::Teller).await;
    let (mut quiet, _) = hall.station(Role::Teller).await;
    let mut turned_away = 0;
    for n in 0..400 {
        let reply = station.post("/here", &json!({ "waiting": n })).await.unwrap();
        turned_away += u32::from(reply.status == 429);
    }
    assert!(turned_away > 50, "{turned_away}");
    assert_eq!(quiet.post("/dispatch", &slip("a", 1, "for")).await.unwrap().status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_cannot_take_every_place_and_a_slow_one_is_cut() {
    let hall = Hall::open().await;
    let mut idle = Vec::new();
    for _ in 0..64 {
        idle.push(hall.call().await);
    }
    assert!(Caller::call(&hall.host, &hall.host, &hall.known).await.is_err());
    // The first request must come soon: who says nothing loses the place.
    let begun = Instant::now();
    let cut = tokio::time::timeout(Duration::from_secs(20), idle[0].line()).await.unwrap();
    assert!(!matches!(cut, Ok(Some(_))), "{cut:?}");
    assert!(begun.elapsed() < Duration::from_secs(14), "{:?}", begun.elapsed());
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert!(Caller::call(&hall.host, &hall.host, &hall.known).await.is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_or_never_comes_is_turned_away() {
    let hall = Hall::open().await;
    let (mut station, key) = hall.station(Role::Teller).await;
    let long = json!({ "idem": "a", "command": { "act": "note", "text": "x".repeat(300_000) } });
    assert_eq!(station.post("/dispatch", &long).await.unwrap().status, 413);
    let mut slow = hall.call().await;
    let head = format!(
        "POST /dispatch HTTP/1.1\r\nhost: {}\r\ncookie: __Host-rostrum={key}\r\ncontent-type: application/json\r\n\
         content-length: 500\r\n\r\n{{",
        hall.host
    );
    slow.raw(head.as_bytes()).await.unwrap();
    let reply = tokio::time::timeout(Duration::from_secs(15), slow.reply()).await.unwrap().unwrap();
    assert_eq!(reply.status, 408);
}
