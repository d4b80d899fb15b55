//! A count pack goes out on a stick, and comes back.

use std::path::PathBuf;

use lan::stick::{self, Looked};
use record::desk::Desk;
use record::halt::Halt;
use record::ids::VoteId;
use record::transact::Role;
use serde_json::json;

use crate::hall::{Hall, aside};

async fn at<T: Send + 'static>(hall: &Hall, ask: impl FnOnce(&Desk, &PathBuf) -> T + Send + 'static) -> T {
    let folder = hall.folder.path().to_owned();
    aside(&hall.office, move |office| ask(&office.desk().unwrap(), &folder)).await
}

async fn pack(hall: &Hall) -> String {
    at(hall, |desk, folder| stick::make(desk, folder, VoteId(1), Role::Teller, "Eve Example")).await.unwrap()
}

fn brought(pack: &str, list: &str) -> String {
    stick::bring_back(pack, stick::cards(VoteId(1), list).unwrap()).unwrap()
}

async fn taken_in(hall: &Hall, text: &str) -> Result<Looked, Halt> {
    let text = text.to_owned();
    at(hall, move |desk, folder| stick::take_in(desk, folder, &text)).await
}

async fn looked_at(hall: &Hall, text: &str) -> Result<Looked, Halt> {
    let text = text.to_owned();
    at(hall, move |desk, folder| stick::look(desk, folder, &text)).await
}

fn code(outcome: Result<Looked, Halt>) -> String {
    match outcome {
        Err(Halt::Refusal(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_goes_out_and_its_return_is_looked_at_and_taken_in_once() {
    let hall = Hall::open().await;
    let pack = pack(&hall).await;
    let (opened, _) = stick::open(&pack).unwrap();
    assert_eq!((opened.station.as_str(), opened.person.as_str()), ("Teller 1", "Eve Example"));
    assert_eq!(opened.load.cards(), crate::hall::CARDS as usize);
    let brought = brought(&pack, "3,for\n1,against\n2,abstain\n");
    let before = hall.entries().await;
    let looked = looked_at(&hall, &brought).await.unwrap();
    assert_eq!((looked.count("new"), looked.lines.len(), hall.entries().await), (3, 3, before));
    assert_eq!(taken_in(&hall, &brought).await.unwrap().count("done"), 3);
    assert_eq!(hall.slips().await, [3, 1, 2]);
    assert_eq!(looked_at(&hall, &brought).await.unwrap().count("known"), 3);
    assert_eq!(taken_in(&hall, &brought).await.unwrap().count("known"), 3);
    assert_eq!(hall.slips().await, [3, 1, 2]);
    // The same pack, taken further: what was brought before stays, the rest is new.
    let longer = self::brought(&pack, "3,for\n1,against\n2,abstain\n9,for\n");
    let done = taken_in(&hall, &longer).await.unwrap();
    assert_eq!((done.count("known"), done.count("done")), (3, 1));
    assert_eq!(hall.slips().await, [3, 1, 2, 9]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_byte_of_it_is_changed_it_is_refused() {
    let hall = Hall::open().await;
    let pack = pack(&hall).await;
    let brought = brought(&pack, "3,for\n1,against\n");
    for at in (0..brought.len()).step_by(7) {
        let mut bytes = brought.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let Ok(text) = String::from_utf8(bytes) else { continue };
        let code = code(looked_at(&hall, &text).await);
        assert!(["pack.changed", "pack.none"].contains(&code.as_str()), "{at}: {code}");
    }
    let for_ = brought.replace("\\\"for\\\"", "\\\"against\\\"");
    assert_ne!(for_, brought);
    let refused = looked_at(&hall, &for_).await.unwrap_err();
    assert!(matches!(refused, Halt::Refusal(r) if r.sentence.contains("was changed or damaged")));
    // A pack too: what the tellers would look at is what was given out.
    let roll = pack.replace("Branch 7\\\"", "Branch 8\\\"");
    assert_ne!(roll, pack);
    assert_eq!(stick::open(&roll).unwrap_err().code, "pack.changed");
    assert!(hall.slips().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_strange_desk_of_a_revoked_station_and_of_another_office_it_is_refused() {
    let hall = Hall::open().await;
    let other = Hall::open().await;
    let strange = brought(&pack(&other).await, "1,for\n");
    assert_eq!(code(taken_in(&hall, &strange).await), "return.station");
    let pack = pack(&hall).await;
    let declare = serde_json::from_value(json!({ "act": "close_vote", "vote": 1 })).unwrap();
    let done = stick::Done { idem: "x".to_owned(), command: declare, taken_back: false, made: Vec::new() };
    let looked = looked_at(&hall, &stick::bring_back(&pack, vec![done.clone()]).unwrap()).await.unwrap();
    assert_eq!(looked.count("refused"), 1);
    let taken = taken_in(&hall, &stick::bring_back(&pack, vec![done]).unwrap()).await.unwrap();
    assert_eq!(taken.count("refused"), 1);
    let good = brought(&pack, "1,for\n");
    hall.chair(json!({ "act": "revoke_station", "station": 1 })).await;
    assert_eq!(code(taken_in(&hall, &good).await), "return.station");
    assert!(hall.slips().await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_taken_back_at_the_station_is_in_the_record_and_not_in_the_count() {
    let hall = Hall::open().await;
    let pack = pack(&hall).await;
    let mut acts = stick::cards(VoteId(1), "3,for\n3,against\n").unwrap();
    acts[0].taken_back = true;
    let brought = stick::bring_back(&pack, acts).unwrap();
    assert_eq!(taken_in(&hall, &brought).await.unwrap().count("done"), 2);
    assert_eq!(hall.slips().await, [3]);
    let record = hall.view(record::view::View::Record { before: None }).await.to_string();
    assert!(record.contains("Took back: Card vote 1: card 3 was entered."), "{record}");
}
