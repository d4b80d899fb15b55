//! The cable is pulled in mid-count, again and again: nothing acknowledged is lost, nothing is entered twice.

use std::time::Duration;

use lan::Caller;
use record::ids::VoteId;
use record::transact::Role;
use record::view::View;
use serde_json::{Value, json};

use crate::hall::{CARDS, Hall, slip};
use crate::relay::Relay;

/// Sends the acts in their order; what was not answered is sent again under the same mark until it is.
async fn type_in(through: String, host: String, known: String, key: String, acts: Vec<Value>) -> u32 {
    let mut line: Option<Caller> = None;
    let mut again = 0;
    for sent in acts {
        loop {
            if line.is_none() {
                line = Caller::call(&through, &host, &known).await.ok().map(|line| line.with_key(&key));
            }
            let answer = match &mut line {
                Some(line) => line.post("/dispatch", &sent).await,
                None => Err(std::io::ErrorKind::NotConnected.into()),
            };
            match answer {
                Ok(reply) => {
                    assert_eq!(reply.status, 200, "{:?}", reply.json());
                    assert!(reply.json()["receipt"]["seq"].is_number(), "{}", reply.json());
                    break;
                }
                Err(_) => {
                    (line, again) = (None, again + 1);
                    tokio::time::sleep(Duration::from_millis(5)).await;
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(4)).await;
    }
    again
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cable_is_cut_and_restored_and_every_card_is_there_once() {
    let hall = Hall::open().await;
    let relay = Relay::to(&hall.host).await;
    let half = CARDS / 2;
    let mut typing = Vec::new();
    hall.chair(json!({ "act": "open_batch", "vote": 1, "name": "Floor", "slips": CARDS - half })).await;
    // One enters cards by themselves, the other types a batch and ends it, cut off like the first.
    let act = |idem: &str, command: Value| json!({ "idem": idem, "command": command });
    let one: Vec<_> = (1..=half).map(|card| slip(&format!("card-{card}"), card, "for")).collect();
    let mut two = vec![act("claim", json!({ "act": "claim_batch", "batch": 1, "teller": "whoever" }))];
    two.extend((half + 1..=CARDS).map(|card| {
        let typed = json!({ "act": "enter_in_batch", "entry": 1, "card": card, "choice": "for" });
        act(&format!("card-{card}"), typed)
    }));
    two.push(act("end", json!({ "act": "finish_entry", "entry": 1 })));
    for acts in [one, two] {
        let (_, key) = hall.station(Role::Teller).await;
        let (through, host, known) = (relay.address.clone(), hall.host.clone(), hall.known.clone());
        typing.push(tokio::spawn(type_in(through, host, known, key, acts)));
    }
    while typing.iter().any(|typing| !typing.is_finished()) {
        tokio::time::sleep(Duration::from_millis(23)).await;
        relay.pull();
        tokio::time::sleep(Duration::from_millis(11)).await;
        relay.plug();
    }
    let mut again = 0;
    for typing in typing {
        again += typing.await.unwrap();
    }
    assert!(again > 5, "the cable was hardly cut: {again}");
    let slips = hall.slips().await;
    let each: std::collections::BTreeSet<_> = slips.iter().copied().collect();
    assert_eq!((slips.len(), each.len()), (CARDS as usize, CARDS as usize), "{slips:?}");
    let vote = hall.view(View::Vote { vote: VoteId(1), station: None }).await;
    let batch = &vote["batches"][0];
    assert_eq!((&batch["state"], &batch["typed"]), (&json!("settled"), &json!(CARDS - half)));
    assert_eq!(vote["reconciliation"]["cast"]["cards"], json!(CARDS));
    // In order, at each station.
    for part in [1..=half, half + 1..=CARDS] {
        let mine: Vec<_> = slips.iter().filter(|card| part.contains(card)).collect();
        assert!(mine.is_sorted(), "{mine:?}");
    }
}
