//! The cable is pulled in mid-count, again and again: nothing acknowledged is lost, nothing is entered twice.

use std::time::Duration;

use lan::Caller;
use record::transact::Role;

use crate::hall::{CARDS, Hall, slip};
use crate::relay::Relay;

/// Sends the cards in their order; what was not answered is sent again under the same mark until it is.
async fn type_in(through: String, host: String, known: String, key: String, cards: Vec<u32>) -> u32 {
    let mut line: Option<Caller> = None;
    let mut again = 0;
    for card in cards {
        let sent = slip(&format!("card-{card}"), card, "for");
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
    for cards in [(1..=half).collect::<Vec<_>>(), (half + 1..=CARDS).collect()] {
        let (_, key) = hall.station(Role::Teller).await;
        let (through, host, known) = (relay.address.clone(), hall.host.clone(), hall.known.clone());
        typing.push(tokio::spawn(type_in(through, host, known, key, cards)));
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
    // In order, at each station.
    for part in [1..=half, half + 1..=CARDS] {
        let mine: Vec<_> = slips.iter().filter(|card| part.contains(card)).collect();
        assert!(mine.is_sorted(), "{mine:?}");
    }
}
