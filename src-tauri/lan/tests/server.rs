//! The server spoken to by hand, byte by byte, as a browser or somebody worse would.
#![expect(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::time::{Duration, Instant};

use record::desk::Options;
use record::office::{Errand, Office};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

struct Desk {
    _folder: tempfile::TempDir,
    served: lan::Served,
    address: String,
    chair: String,
    hall: String,
}

struct Reply {
    status: u16,
    head: String,
    body: String,
}

impl Reply {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }

    fn code(&self) -> String {
        self.json()["refusal"]["code"].as_str().unwrap_or_default().to_owned()
    }
}

async fn desk() -> Desk {
    let folder = tempfile::tempdir().unwrap();
    let options = Options { backups: None, verify: false, ..Options::default() };
    let office = Office::open(folder.path(), options).unwrap();
    let path = folder.path().join("a.conference").display().to_string();
    let setup = serde_json::from_value(json!({
        "name": "Trial", "time_zone": "Europe/London", "days": ["2017-03-11"], "profile": "citrine",
    }));
    let errand = Errand::New { path, setup: setup.unwrap() };
    let made = office.clone();
    tokio::task::spawn_blocking(move || made.errand(errand)).await.unwrap().unwrap();
    let served = lan::serve(office, 0).await.unwrap();
    let key = |url: &str| url.split("key=").nth(1).unwrap()[..64].to_owned();
    let (chair, hall) = (key(&served.chair_url), key(&served.hall_url));
    let address = served.chair_url.strip_prefix("http://").unwrap().split('/').next().unwrap().to_owned();
    assert!(served.hall_url.starts_with(&format!("http://{address}/?window=hall#key=")));
    Desk { _folder: folder, served, address, chair, hall }
}

impl Desk {
    async fn send(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        stream
    }

    async fn raw(&self, request: &str) -> Reply {
        let mut stream = self.send(request).await;
        let mut text = Vec::new();
        // A server that turns a large body away may also cut the line.
        let _ = stream.read_to_end(&mut text).await;
        let text = String::from_utf8_lossy(&text).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    async fn post_as(&self, key: &str, path: &str, body: &str, more: &str) -> Reply {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             x-rostrum-key: {key}\r\nContent-Length: {}\r\n{more}\r\n{body}",
            self.address,
            body.len(),
        );
        self.raw(&request).await
    }

    async fn post(&self, path: &str, body: &Value) -> Reply {
        self.post_as(&self.chair, path, &body.to_string(), "").await
    }

    fn watching(&self, key: &str, name: &str, view: &str, more: &str) -> String {
        let view: String = view.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let Self { address, .. } = self;
        format!("GET /watch?{name}={view} HTTP/1.1\r\nHost: {address}\r\nx-rostrum-key: {key}\r\n{more}\r\n")
    }

    async fn open(&self, key: &str, name: &str, view: &str, more: &str) -> Stream {
        Stream { stream: self.send(&self.watching(key, name, view, more)).await, text: String::new() }
    }

    async fn watch(&self, key: &str, view: &str) -> Stream {
        self.open(key, "view", view, "").await
    }

    async fn no_watch(&self, key: &str, view: &str) -> (u16, String) {
        let reply = self.raw(&self.watching(key, "view", view, "Connection: close\r\n")).await;
        (reply.status, reply.code())
    }
}

struct Stream {
    stream: TcpStream,
    text: String,
}

impl Stream {
    /// Everything up to and with the first line that has `what`; the rest is kept for the next.
    async fn until(&mut self, what: &str) -> String {
        let limit = Instant::now() + Duration::from_secs(5);
        loop {
            if let Some(at) = self.text.find(what).and_then(|at| Some(at + self.text[at..].find('\n')? + 1)) {
                let rest = self.text.split_off(at);
                return std::mem::replace(&mut self.text, rest);
            }
            let mut buffer = [0; 65536];
            let left = limit.saturating_duration_since(Instant::now());
            let read = tokio::time::timeout(left, self.stream.read(&mut buffer)).await;
            let read = read.unwrap_or_else(|_| panic!("no {what} in {}", self.text)).unwrap();
            assert!(read > 0, "ended before {what}: {}", self.text);
            self.text.push_str(&String::from_utf8_lossy(&buffer[..read]));
        }
    }
}

fn note(text: &str) -> Value {
    json!({ "actor": { "role": "chair", "station": "chair" }, "command": { "act": "note", "text": text } })
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chair_dispatches_and_takes_back() {
    let desk = desk().await;
    let done = desk.post("/dispatch", &note("Doors opened")).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let seq = done.json()["receipt"]["seq"].as_i64().unwrap();
    assert!(done.head.contains("cache-control: no-store"), "{}", done.head);
    let undo = json!({ "actor": { "role": "chair", "station": "chair" } });
    let undone = desk.post("/undo", &undo).await;
    assert_eq!(undone.json()["receipt"]["seq"], json!(seq + 1), "{}", undone.body);
    let again = desk.post("/undo", &undo).await;
    assert!(again.json()["refusal"]["code"].is_string(), "{}", again.body);
    desk.served.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_without_the_key_gets_anything() {
    let desk = desk().await;
    let body = note("x").to_string();
    for wrong in ["", "0", &desk.chair[..63], &"0".repeat(64), &format!("{}0", desk.chair)] {
        let reply = desk.post_as(wrong, "/dispatch", &body, "").await;
        assert_eq!((reply.status, reply.code().as_str()), (401, "lan.key"), "{wrong}");
    }
    assert_eq!(desk.no_watch("0", r#"{"view":"hall"}"#).await, (401, "lan.key".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_host_and_another_site_are_turned_away() {
    let desk = desk().await;
    let (address, key, body) = (&desk.address, &desk.chair, note("x").to_string());
    let port = address.split(':').nth(1).unwrap();
    for host in
        ["evil.example", "127.0.0.1", &format!("evil.example:{port}"), &format!("{address}.evil.example"), ""]
    {
        let request = format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        let reply = desk.raw(&request).await;
        assert!([400, 421].contains(&reply.status), "{host}: {}", reply.status);
        let request = format!(
            "POST /dispatch HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             x-rostrum-key: {key}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len(),
        );
        assert!([400, 421].contains(&desk.raw(&request).await.status), "{host}");
    }
    for from in [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: https://127.0.0.1\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
        "Origin: http://127.0.0.1:1\r\n",
    ] {
        let reply = desk.post_as(key, "/dispatch", &body, from).await;
        assert_eq!((reply.status, reply.code().as_str()), (403, "lan.origin"), "{from}");
    }
    let ours = format!("Origin: http://{address}\r\nSec-Fetch-Site: same-origin\r\n");
    assert_eq!(desk.post_as(key, "/dispatch", &body, &ours).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_hall_has_no_way_to_do_anything() {
    let desk = desk().await;
    let body = note("x").to_string();
    let errand = json!({ "errand": "close" }).to_string();
    let undo = json!({ "actor": { "role": "hall", "station": "hall" } }).to_string();
    let file = json!({ "kind": "register", "name": "a.csv", "base64": "" }).to_string();
    let nothing = "{}".to_owned();
    for (path, body) in [
        ("/dispatch", &body),
        ("/errand", &errand),
        ("/undo", &undo),
        ("/preview", &file),
        ("/hall", &nothing),
    ] {
        let reply = desk.post_as(&desk.hall, path, body, "").await;
        assert_eq!((reply.status, reply.code().as_str()), (403, "hall.silent"), "{path}");
    }
    for view in [r#"{"view":"desk"}"#, r#"{"view":"start"}"#, r#"{"view":"record","before":null}"#] {
        assert_eq!(desk.no_watch(&desk.hall, view).await, (403, "hall.silent".to_owned()));
    }
    let told = desk.post("/hall", &json!({})).await.json();
    let page = told["page"].as_str().unwrap();
    assert!(desk.served.hall_url.ends_with(page) && !page.contains(&desk.chair), "{page}");
    let shown = desk.watch(&desk.hall, r#"{"view":"hall"}"#).await.until("data: {").await;
    assert!(shown.contains("\"heading\""), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_see_their_own_screen_and_nothing_of_the_hall() {
    let desk = desk().await;
    let visitors = desk.served.visitors_url.split("key=").nth(1).unwrap()[..64].to_owned();
    assert!(visitors != desk.hall && visitors != desk.chair);
    let reply = desk.post_as(&visitors, "/dispatch", &note("x").to_string(), "").await;
    assert_eq!((reply.status, reply.code().as_str()), (403, "hall.silent"));
    for (key, view) in [(&visitors, r#"{"view":"hall"}"#), (&desk.hall, r#"{"view":"visitors"}"#)] {
        assert_eq!(desk.no_watch(key, view).await, (403, "hall.silent".to_owned()), "{view}");
    }
    let shown = desk.watch(&visitors, r#"{"view":"visitors"}"#).await.until("data: {").await;
    assert!(shown.contains("\"heading\""), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_draft_would_do_is_shown_at_once_and_changes_nothing() {
    let desk = desk().await;
    let draft = desk.post("/show", &json!({ "view": "draft" })).await.json();
    assert_eq!(draft["sessions"], json!([]), "{draft}");
    let reply = desk.post_as(&desk.hall, "/show", &json!({ "view": "draft" }).to_string(), "").await;
    assert_eq!((reply.status, reply.code().as_str()), (403, "hall.silent"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_watch_has_the_view_at_once_then_each_change_and_beats_between() {
    let desk = desk().await;
    let mut stream = desk.watch(&desk.chair, r#"{"view":"record","before":null}"#).await;
    let first = stream.until("data: {").await;
    assert!(first.starts_with("HTTP/1.1 200") && first.contains("text/event-stream"), "{first}");
    let asked = Instant::now();
    desk.post("/dispatch", &note("The roof leaks")).await;
    assert!(stream.until("data: {").await.contains("The roof leaks"));
    assert!(asked.elapsed() < Duration::from_secs(1));
    let silent = Instant::now();
    for _ in 0..2 {
        stream.until(": beat").await;
    }
    // The first comes when the thread of the views has one due, the second a whole second later.
    let elapsed = silent.elapsed();
    assert!(elapsed > Duration::from_millis(900) && elapsed < Duration::from_secs(3), "{elapsed:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_stream_can_show_several_views_and_the_hall_still_only_its_own() {
    let desk = desk().await;
    let mut stream = desk.open(&desk.chair, "views", r#"[{"view":"hall"},{"view":"votes"}]"#, "").await;
    stream.until("data: [1,{").await;
    desk.post("/dispatch", &json!({ "actor": { "role": "chair", "station": "chair" }, "command": { "act": "black", "on": true } })).await;
    assert!(stream.until("\"black\":true").await.contains("data: [0,{"));
    for (key, views, refused) in [
        (&desk.hall, r#"[{"view":"hall"},{"view":"desk"}]"#, (403, "hall.silent")),
        (&desk.hall, "[]", (400, "lan.not_understood")),
        (&desk.chair, r#"{"view":"hall"}"#, (400, "lan.not_understood")),
    ] {
        let reply = desk.raw(&desk.watching(key, "views", views, "Connection: close\r\n")).await;
        assert_eq!((reply.status, reply.code().as_str()), refused, "{views}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_json_that_is_understood_and_not_too_large() {
    let desk = desk().await;
    let (key, address) = (&desk.chair, &desk.address);
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx"] {
        let request = format!(
            "POST /dispatch HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: {kind}\r\n\
             x-rostrum-key: {key}\r\nContent-Length: 2\r\n\r\n{{}}"
        );
        assert_eq!(desk.raw(&request).await.status, 415, "{kind}");
    }
    for body in ["", "{", "[]", r#"{"command":{"act":"fly"}}"#] {
        let reply = desk.post_as(key, "/dispatch", body, "").await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "lan.not_understood"), "{body}");
    }
    assert_eq!(desk.no_watch(key, r#"{"view":"nowhere"}"#).await, (400, "lan.not_understood".to_owned()));
    let large = format!("\"{}\"", "x".repeat(1024 * 1024));
    for path in ["/dispatch", "/undo"] {
        assert_eq!(desk.post_as(key, path, &large, "").await.status, 413, "{path}");
    }
    // What brings a file may be larger: a list, a count pack.
    for path in ["/preview", "/errand"] {
        assert_eq!(desk.post_as(key, path, &large, "").await.status, 400, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_is_looked_at_and_then_taken_in() {
    let desk = desk().await;
    let file =
        json!({ "kind": "register", "name": "a.csv", "base64": "bnVtYmVyLG5hbWUsbWVtYmVycwoxLFVuaXRlLDMK" });
    let look = desk.post("/preview", &file).await.json();
    assert_eq!(
        look["counts"],
        json!({ "new": 1, "updated": 0, "unchanged": 0, "skipped": 0, "bad": 0 }),
        "{look}"
    );
    let act = json!({ "actor": { "role": "committee", "station": "office" }, "command": look["command"] });
    let done = desk.post("/dispatch", &act).await;
    assert!(done.json()["receipt"]["seq"].is_i64(), "{}", done.body);
    let again = desk.post("/preview", &file).await.json();
    assert_eq!((&again["counts"]["unchanged"], &again["command"]), (&json!(1), &Value::Null), "{again}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_have_strict_headers_and_nothing_outside_their_folder() {
    let desk = desk().await;
    let get = async |path: &str| {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", desk.address);
        desk.raw(&request).await
    };
    let page = get("/").await;
    assert_eq!(page.status, 200);
    for header in [
        "content-security-policy: default-src 'self';",
        "frame-ancestors 'none'",
        "x-content-type-options: nosniff",
        "referrer-policy: no-referrer",
        "content-type: text/html",
    ] {
        assert!(page.head.contains(header), "{header}: {}", page.head);
    }
    assert!(!page.head.contains("access-control-"), "{}", page.head);
    for path in ["/../package.json", "/%2e%2e/package.json", "/..%2fpackage.json", "//etc/passwd", "/nothing"]
    {
        let reply = get(path).await;
        assert_eq!(reply.status, 404, "{path}");
        assert!(reply.head.contains("content-security-policy"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn errands_answer_with_what_was_done_or_why_not() {
    let desk = desk().await;
    let refused = desk.post("/errand", &json!({ "errand": "open", "path": "/nowhere/x.conference" })).await;
    assert_eq!((refused.status, refused.code().as_str()), (200, "file.missing"), "{}", refused.body);
    let done = desk.post("/errand", &json!({ "errand": "close" })).await;
    assert!(done.json()["done"].is_object(), "{}", done.body);
    let nothing = desk.post("/dispatch", &note("x")).await;
    assert_eq!(nothing.code(), "office.nothing_open");
}
