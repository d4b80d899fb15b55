//! Thousands of requests that nobody's page sends: whole ones with a byte changed, cut, doubled or made up.
//!
//! `SEED=n REQUESTS=m` for others.

use std::time::Duration;

use lan::Caller;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use record::transact::Role;
use serde_json::json;

use crate::hall::{Hall, slip};

fn from_env(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// A request as a page would send it; the key in it is nobody's or the hall screen's, so that none of them may do anything.
fn whole(chance: &mut StdRng, host: &str, halls: &str) -> Vec<u8> {
    let paths =
        ["/dispatch", "/undo", "/show", "/here", "/pair", "/me", "/desk", "/watch?views=[]", "/", "/x"];
    let path = paths[chance.random_range(0..paths.len())];
    let method = ["GET", "POST", "PUT", "HEAD", "OPTIONS"][chance.random_range(0..5)];
    let bodies = [
        slip("a", 1, "for").to_string(),
        json!({ "code": "AAA-AAA", "person": "M" }).to_string(),
        json!({ "view": "votes" }).to_string(),
        json!({ "idem": "x", "seq": -1, "redo": true }).to_string(),
        json!({ "waiting": u64::MAX }).to_string(),
        "[".repeat(500),
        "{\"idem\":".repeat(40),
        String::new(),
    ];
    let body = &bodies[chance.random_range(0..bodies.len())];
    let nobodys: String = (0..64).map(|_| format!("{:x}", chance.random_range(0..16))).collect();
    let key = if chance.random() { halls } else { &nobodys };
    format!(
        "{method} {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n\
         cookie: __Host-rostrum={key}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

fn spoiled(chance: &mut StdRng, mut bytes: Vec<u8>) -> Vec<u8> {
    for _ in 0..chance.random_range(0..4) {
        if bytes.is_empty() {
            break;
        }
        let at = chance.random_range(0..bytes.len());
        match chance.random_range(0..6) {
            0 => bytes[at] = chance.random(),
            1 => bytes.truncate(at),
            2 => drop(bytes.remove(at)),
            3 => bytes.insert(at, chance.random()),
            4 => bytes.extend_from_within(at..),
            _ => bytes.splice(at..at, b"\r\n\0\xff".iter().copied()).for_each(drop),
        }
    }
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn nonsense_never_panics_never_does_anything_and_is_never_our_fault() {
    let hall = Hall::open().await;
    let (_, tellers) = hall.station(Role::Teller).await;
    let (_, halls) = hall.station(Role::Hall).await;
    let before = hall.entries().await;
    let mut chance = StdRng::seed_from_u64(from_env("SEED", 2017));
    let (mut answered, mut faults) = (0_u32, Vec::new());
    for n in 0..from_env("REQUESTS", 3_000) {
        let request = whole(&mut chance, &hall.host, &halls);
        let request = spoiled(&mut chance, request);
        let Ok(mut caller) = Caller::call(&hall.host, &hall.host, &hall.known).await else { continue };
        if caller.raw(&request).await.is_err() {
            continue;
        }
        // A request that was cut off waits for its rest: that is not waited for here.
        let reply = tokio::time::timeout(Duration::from_millis(15), caller.reply()).await;
        if let Ok(Ok(reply)) = reply {
            answered += 1;
            if reply.status >= 500 {
                faults.push((n, reply.status, String::from_utf8_lossy(&request).into_owned()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:?}");
    assert!(answered > 500, "{answered}");
    assert_eq!(hall.entries().await, before);
    // It goes on as before for whoever was let in; and its own nonsense is refused as such.
    let valid = slip("real", 1, "for").to_string();
    let mut station = Caller::call(&hall.host, &hall.host, &hall.known).await.unwrap().with_key(&tellers);
    for _ in 0..300 {
        let mut body = spoiled(&mut chance, valid.clone().into_bytes());
        body.retain(|byte| *byte != b'\r');
        let Ok(body) = String::from_utf8(body) else { continue };
        let Ok(value) = serde_json::from_str(&body) else { continue };
        let status = station.post("/dispatch", &value).await.map(|reply| reply.status);
        assert!(matches!(status, Ok(200 | 400 | 429)), "{status:?} {body}");
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let reply = station.post("/dispatch", &slip("after", CARD, "against")).await.unwrap();
    assert_eq!(reply.status, 200);
    assert!(hall.slips().await.contains(&CARD));
}

const CARD: u32 = 42;
