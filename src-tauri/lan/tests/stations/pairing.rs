//! Turned on by the chair, let in by a code, cut off at a press.

use std::time::{Duration, Instant};

use record::cable::CableErrand;
use record::transact::Role;
use record::view::View;
use serde_json::json;

use crate::hall::{Hall, code_of, slip};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_listens_until_the_chair_turns_it_on_and_nothing_after() {
    let hall = Hall::open().await;
    let host = hall.host.clone();
    let (mut station, key) = hall.station(Role::Teller).await;
    assert_eq!(station.post("/dispatch", &slip("a", 1, "for")).await.unwrap().status, 200);
    hall.cable(CableErrand::Stop).await.unwrap();
    assert!(hall.shown().await.listening.is_empty());
    assert!(tokio::net::TcpStream::connect(&host).await.is_err());
    assert!(station.post("/dispatch", &slip("b", 2, "for")).await.is_err());
    // Turned on again, whoever was let in before comes back.
    let hall = hall.turned_on().await;
    let mut again = hall.call().await.with_key(&key);
    assert_eq!(again.post("/dispatch", &slip("b", 2, "for")).await.unwrap().status, 200);
    assert_eq!(hall.slips().await, [1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_listens_on_the_chosen_address_and_on_no_other() {
    let hall = Hall::open().await;
    let port = hall.host.split(':').next_back().unwrap().to_owned();
    // Every 127.x is this laptop; only the chosen one answers.
    assert!(tokio::net::TcpStream::connect(format!("127.0.0.2:{port}")).await.is_err());
    hall.cable(CableErrand::Stop).await.unwrap();
    for wrong in ["0.0.0.0", "8.8.8.8", "everywhere"] {
        let listen = CableErrand::Listen { addresses: vec![wrong.to_owned()], port: 0 };
        assert!(hall.cable(listen).await.is_err(), "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_lets_one_station_in_and_the_record_says_who() {
    let hall = Hall::open().await;
    let code = hall.code(Role::Teller).await;
    let mut first = hall.call().await;
    first.pair(&code.to_lowercase().replace('-', ""), "Ann Example").await.unwrap();
    let mut second = hall.call().await;
    let refused = second.pair(&code, "Bo Other").await.unwrap_err().to_string();
    assert!(refused.contains("station.code"), "{refused}");
    let me = first.get("/me").await.unwrap().json();
    assert_eq!((me["station"].as_str(), me["role"].as_str()), (Some("Teller 1"), Some("teller")));
    assert_eq!(me["fingerprint"].as_str(), Some(hall.known.as_str()));
    first.post("/dispatch", &slip("a", 7, "for")).await.unwrap();
    let record = hall.view(View::Record { before: None }).await.to_string();
    assert!(record.contains("Station Teller 1 was let in, with Ann Example at it."), "{record}");
    assert!(record.contains("Teller 1"), "{record}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_alone_opens_nothing() {
    let hall = Hall::open().await;
    let (_, key) = hall.station(Role::Teller).await;
    let digest = crate::hall::aside(&hall.office, |office| {
        let desk = office.desk().unwrap();
        desk.read(|db| db.one("SELECT key FROM station", [], |r| r.get::<_, String>(0))).unwrap()
    })
    .await;
    assert_ne!(digest, key);
    let mut thief = hall.call().await.with_key(&digest);
    assert_eq!(thief.get("/me").await.unwrap().status, 401);
    // Nothing that a copy of the conference has in it holds the key or the certificate's.
    let secret = std::fs::read_to_string(hall.folder.path().join("cable.json")).unwrap();
    let secret: serde_json::Value = serde_json::from_str(&secret).unwrap();
    for end in ["", "-wal"] {
        let file = std::fs::read(hall.folder.path().join(format!("a.conference{end}"))).unwrap_or_default();
        let has = |text: &str| file.windows(text.len()).any(|part| part == text.as_bytes());
        assert!(!has(&key) && !has(secret["key"].as_str().unwrap()));
        assert!(end.is_empty() || has(&digest));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_at_a_press_its_streams_end_and_it_does_nothing_more() {
    let hall = Hall::open().await;
    let (mut station, key) = hall.station(Role::Teller).await;
    let mut watching = hall.call().await.with_key(&key);
    watching.watch(&json!([{ "view": "votes" }])).await.unwrap();
    while !watching.line().await.unwrap().unwrap().starts_with("data: ") {}
    hall.chair(json!({ "act": "revoke_station", "station": 1 })).await;
    let pressed = Instant::now();
    // An act that comes at once is refused by the transaction itself.
    let late = station.post("/dispatch", &slip("a", 1, "for")).await.unwrap();
    assert_eq!(code_of(&late.json()), "station.not_admitted");
    let ends = async { while watching.reply_goes_on().await {} };
    tokio::time::timeout(Duration::from_secs(2), ends).await.unwrap();
    assert!(pressed.elapsed() < Duration::from_millis(900), "{:?}", pressed.elapsed());
    let after = station.post("/show", &json!({ "view": "votes" })).await.unwrap();
    assert_eq!((after.status, code_of(&after.json()).as_str()), (401, "station.not_admitted"));
    assert!(hall.slips().await.is_empty());
}

trait GoesOn {
    async fn reply_goes_on(&mut self) -> bool;
}

impl GoesOn for lan::Caller {
    /// Whether another line of the stream comes; `0` is the end of one.
    async fn reply_goes_on(&mut self) -> bool {
        matches!(self.line().await, Ok(Some(line)) if line != "0")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_of_another_conference_opens_nothing() {
    let hall = Hall::open().await;
    let (mut station, _) = hall.station(Role::Teller).await;
    assert_eq!(station.get("/me").await.unwrap().status, 200);
    let path = hall.folder.path().join("b.conference").display().to_string();
    let errand = record::office::Errand::Demo { path };
    crate::hall::aside(&hall.office, |office| office.errand(errand)).await.unwrap();
    // The other file has a first station too, with a key of its own.
    let admit = json!({ "act": "admit_station", "station": {
        "person": "Cy", "role": "teller", "way": "cable", "key": "ab".repeat(32) } });
    hall.chair(admit).await;
    let answer = station.post("/dispatch", &slip("a", 1, "for")).await.unwrap().json();
    assert_eq!(code_of(&answer), "station.not_admitted");
}

/// A browser has one cookie for all its pages: one that is still open from before is not whoever was let in since.
#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_speaks_for_another_station_is_not_heard() {
    let hall = Hall::open().await;
    let (mut before, _) = hall.station(Role::Teller).await;
    let (mut since, key) = hall.stationed(Role::Teller, "Ben Example").await;
    for (caller, status) in [(&mut since, 200), (&mut before, 401)] {
        let me = caller.get("/me").await.unwrap().json();
        let head = format!(
            "GET /me HTTP/1.1\r\nhost: {}\r\ncookie: __Host-rostrum={key}\r\nx-station: {}\r\n\r\n",
            hall.host,
            me["mark"].as_str().unwrap()
        );
        caller.raw(head.as_bytes()).await.unwrap();
        assert_eq!(caller.reply().await.unwrap().status, status, "{me}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_codes_are_slowed_down_and_then_every_code_is_withdrawn() {
    let hall = Hall::open().await;
    let code = hall.code(Role::HeadTeller).await;
    let mut slowed = 0;
    for _ in 0..20 {
        let tried = hall.call().await.pair("AAA-AAA", "Mallory").await.unwrap_err().to_string();
        slowed += u32::from(tried.contains("station.too_often"));
    }
    assert!(slowed >= 14, "{slowed}");
    // From one address only four can be tried at once: the codes still stand.
    assert_eq!(hall.shown().await.codes.len(), 1);
    assert_eq!(hall.shown().await.codes[0].code, code);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chair_sees_who_is_connected_and_what_waits() {
    let hall = Hall::open().await;
    let (mut station, _) = hall.station(Role::Teller).await;
    station.post("/here", &json!({ "waiting": 3 })).await.unwrap();
    let heard = hall.shown().await.heard;
    assert_eq!((heard.len(), heard[0].connected, heard[0].waiting), (1, true, 3));
    drop(station);
    // The line may be dead without a word: silence is what tells.
    tokio::time::sleep(Duration::from_millis(5_600)).await;
    assert!(!hall.shown().await.heard[0].connected);
}
