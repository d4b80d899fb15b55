//! Batches that are typed on laptops with no cable, and brought back.

use std::path::PathBuf;

use lan::stick;
use record::cable::{CableErrand, FileBrought};
use record::desk::Options;
use record::office::{Errand, Office};
use record::transact::{Actor, Answer, Envelope, Receipt, Role, UndoRequest};
use record::view::View;
use serde_json::{Value, json};

use crate::hall::{CARDS, Hall, aside};

/// A laptop with no cable, and nothing on it.
struct Laptop {
    folder: tempfile::TempDir,
    office: Office,
}

impl Laptop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let office = Self::started(folder.path().to_owned());
        Self { folder, office }
    }

    fn started(folder: PathBuf) -> Office {
        let office =
            Office::open(&folder, Options { backups: None, verify: false, ..Options::default() }).unwrap();
        lan::Stations::attach(&office, tokio::runtime::Handle::current());
        office
    }

    async fn asks(&self, ask: CableErrand) -> Result<Value, record::halt::Halt> {
        aside(&self.office, |office| office.errand(Errand::Cable { ask })).await
    }

    async fn opens(&self, pack: &str) {
        self.asks(CableErrand::OpenPack { file: FileBrought::Text(pack.to_owned()) }).await.unwrap();
    }

    async fn tries(&self, command: Value) -> Answer {
        let command = serde_json::from_value(command).unwrap();
        let actor = Actor { role: Role::Chair, station: "chair".to_owned(), name: None };
        let idem = Some(format!("m-{}", self.shown().done));
        aside(&self.office, move |office| {
            office.dispatch(Envelope { idem, actor, at: None, command, reason: None })
        })
        .await
    }

    async fn does(&self, command: Value) -> Receipt {
        match self.tries(command).await {
            Answer::Receipt(receipt) => receipt,
            other @ (Answer::Refusal(_) | Answer::Fault(_)) => panic!("{other:?}"),
        }
    }

    fn shown(&self) -> record::packing::PackShown {
        let start: record::office::StartView =
            serde_json::from_str(&self.office.show(&View::Start).unwrap()).unwrap();
        start.pack.unwrap()
    }

    fn view(&self, view: &View) -> Value {
        serde_json::from_str(&self.office.show(view).unwrap()).unwrap()
    }

    /// Takes the box, types what is given, and finishes it.
    async fn types(&self, batch: i64, cards: &[(u32, &str)]) {
        let claimed = self.does(json!({ "act": "claim_batch", "batch": batch, "teller": "whoever" })).await;
        let entry = claimed.made.iter().find(|made| made.table == "batch_entry").unwrap().id;
        for (card, choice) in cards {
            self.does(json!({ "act": "enter_in_batch", "entry": entry, "card": card, "choice": choice }))
                .await;
        }
        self.does(json!({ "act": "finish_entry", "entry": entry })).await;
    }

    async fn opens_box(&self, name: &str) -> i64 {
        let made =
            self.does(json!({ "act": "open_batch", "vote": 1, "name": name, "slips": null })).await.made;
        made.iter().find(|made| made.table == "batch").unwrap().id
    }

    async fn writes(&self) -> String {
        let done = self.asks(CableErrand::WriteReturn { path: None }).await.unwrap();
        done["return"].as_str().unwrap().to_owned()
    }
}

async fn twice() -> Hall {
    let hall = Hall::open().await;
    hall.chair(json!({ "act": "count_twice", "vote": 1, "twice": true })).await;
    hall
}

async fn pack(hall: &Hall, person: &'static str) -> String {
    let folder = hall.folder.path().to_owned();
    let vote = record::ids::VoteId(1);
    aside(&hall.office, move |office| {
        stick::make(&office.desk().unwrap(), &folder, vote, Role::Teller, person)
    })
    .await
    .unwrap()
}

async fn looked(hall: &Hall, text: &str) -> Value {
    hall.cable(CableErrand::LookAtReturn { file: FileBrought::Text(text.to_owned()) }).await.unwrap()
}

async fn taken_in(hall: &Hall, text: &str) -> Value {
    hall.cable(CableErrand::TakeInReturn { file: FileBrought::Text(text.to_owned()) }).await.unwrap()
}

async fn batches(hall: &Hall) -> Vec<(String, String)> {
    let view = hall.view(View::Vote { vote: record::ids::VoteId(1), station: None }).await;
    let of = |batch: &Value| {
        (batch["name"].as_str().unwrap().to_owned(), batch["state"].as_str().unwrap().to_owned())
    };
    view["batches"].as_array().unwrap().iter().map(of).collect()
}

fn fates(looked: &Value) -> Vec<&str> {
    looked["lines"].as_array().unwrap().iter().map(|line| line["fate"].as_str().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_tellers_with_a_pack_each_type_a_box_blind_and_it_is_settled_at_the_desk() {
    let hall = twice().await;
    hall.chair(json!({ "act": "open_batch", "vote": 1, "name": "Floor", "slips": 3 })).await;
    let (for_ann, for_ben) = (pack(&hall, "Ann Example").await, pack(&hall, "Ben Example").await);
    let (ann, ben) = (Laptop::new(), Laptop::new());
    ann.opens(&for_ann).await;
    ben.opens(&for_ben).await;
    let roll = ann.view(&View::Roll { vote: record::ids::VoteId(1) });
    assert_eq!(roll["cards"].as_array().unwrap().len(), CARDS as usize);
    let cards = [(1, "for"), (2, "against"), (3, "abstain")];
    ann.types(1, &cards).await;
    ben.types(1, &cards).await;
    // Each has a box of their own by the same name, which neither laptop knows of the other.
    for (laptop, cards) in [(&ann, [(4, "for"), (5, "for")]), (&ben, [(4, "for"), (5, "against")])] {
        let batch = laptop.opens_box("Balcony").await;
        laptop.types(batch, &cards).await;
    }
    let (first, second) = (ann.writes().await, ben.writes().await);
    let before = hall.entries().await;
    let seen = looked(&hall, &first).await;
    assert!(fates(&seen).iter().all(|fate| *fate == "new"), "{seen}");
    assert_eq!(
        seen["boxes"][0],
        json!({ "name": "Floor", "slips": 3, "finished": true, "new": 5, "refused": 0 })
    );
    assert_eq!(hall.entries().await, before, "looking does nothing");
    taken_in(&hall, &first).await;
    assert_eq!(
        batches(&hall).await,
        [("Floor".into(), "first_done".into()), ("Balcony".into(), "first_done".into())]
    );
    assert!(fates(&taken_in(&hall, &first).await).iter().all(|fate| *fate == "known"));
    taken_in(&hall, &second).await;
    assert_eq!(
        batches(&hall).await,
        [("Floor".into(), "settled".into()), ("Balcony".into(), "differs".into())]
    );
    assert!(fates(&taken_in(&hall, &second).await).iter().all(|fate| *fate == "known"));
    // Every slip that either typed stands in the record; the two entries of a card are counted once.
    assert_eq!(hall.slips().await.len(), 10);
    let view = hall.view(View::Vote { vote: record::ids::VoteId(1), station: None }).await;
    assert_eq!(view["reconciliation"]["cast"]["cards"], json!(3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_holds_nothing_that_anybody_typed_nor_the_secret_of_the_slips_nor_a_person() {
    let hall = twice().await;
    hall.chair(json!({ "act": "open_batch", "vote": 1, "name": "Floor", "slips": 1 })).await;
    hall.chair(json!({ "act": "add_delegate", "badge": "1001", "name": "Zebedee Quick", "delegation": 1, "standing": "delegate", "first_time": false })).await;
    let claimed = hall.chair(json!({ "act": "claim_batch", "batch": 1, "teller": "Ann Example" })).await;
    let entry = claimed.made.iter().find(|made| made.table == "batch_entry").unwrap().id;
    hall.chair(json!({ "act": "enter_in_batch", "entry": entry, "card": 7, "choice": "spoiled" })).await;
    hall.chair(json!({ "act": "finish_entry", "entry": entry })).await;
    let secret: String = aside(&hall.office, |office| {
        office.desk().unwrap().read(|db| db.one("SELECT secret FROM slip_secret", [], |r| r.get(0)))
    })
    .await
    .unwrap();
    let pack = pack(&hall, "Ben Example").await;
    for kept in [secret.as_str(), "Zebedee", "spoiled", "Ann Example", "first_done"] {
        assert!(!pack.contains(kept), "{kept}");
    }
    // Whoever typed a box is given no second entry of it; to everybody else it is a box that waits.
    let (own, other) = (Laptop::new(), Laptop::new());
    own.opens(&self::pack(&hall, "Ann Example").await).await;
    other.opens(&pack).await;
    let seen = |laptop: &Laptop| {
        let station = Some(laptop.shown().station);
        laptop.view(&View::Vote { vote: record::ids::VoteId(1), station })["batches"]
            .as_array()
            .unwrap()
            .clone()
    };
    assert!(seen(&own).is_empty());
    assert_eq!(
        (seen(&other)[0]["state"].clone(), seen(&other)[0]["typed"].clone()),
        (json!("waiting"), json!(0))
    );
    // What the file holds beside it is shown to nobody either.
    for view in [View::Hall, View::Desk, View::Register, View::Record { before: None }] {
        assert_eq!(other.view(&view), Value::Null, "{view:?}");
    }
    let declared = other.tries(json!({ "act": "close_vote", "vote": 1 })).await;
    assert!(matches!(declared, Answer::Refusal(refusal) if refusal.code == "station.not_its_office"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_outlives_the_stick_and_the_power_and_is_taken_off_when_told() {
    let hall = twice().await;
    let pack = pack(&hall, "Ann Example").await;
    let mut laptop = Laptop::new();
    laptop.opens(&pack).await;
    let batch = laptop.opens_box("Floor").await;
    laptop.types(batch, &[(1, "for")]).await;
    let mark = laptop.shown().mark;
    aside(&laptop.office, Office::leave).await;
    // Started anew, without the stick.
    laptop.office = Laptop::started(laptop.folder.path().to_owned());
    laptop.asks(CableErrand::GoOnWithPack { mark: mark.clone() }).await.unwrap();
    assert_eq!(laptop.shown().done, 4);
    // Opened from the stick again it is the same.
    laptop.opens(&pack).await;
    let shown = laptop.shown();
    assert_eq!((shown.done, shown.written), (4, None));
    let wrong =
        laptop.tries(json!({ "act": "open_batch", "vote": 1, "name": "Typed wrong", "slips": null })).await;
    assert!(matches!(wrong, Answer::Receipt(_)));
    let actor = Actor { role: Role::Chair, station: "chair".to_owned(), name: None };
    let request = UndoRequest { actor, seq: None, redo: false, idem: Some("back".to_owned()) };
    assert!(matches!(aside(&laptop.office, |office| office.undo(request)).await, Answer::Receipt(_)));
    let brought = laptop.writes().await;
    assert_eq!(laptop.shown().written, Some(6));
    let taken = taken_in(&hall, &brought).await;
    assert!(fates(&taken).iter().all(|fate| *fate == "done"), "{taken}");
    assert_eq!(batches(&hall).await, [("Floor".into(), "first_done".into())]);
    laptop.asks(CableErrand::LeavePack { forget: true }).await.unwrap();
    assert!(std::fs::read_dir(laptop.folder.path().join("packs")).unwrap().next().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_whose_header_is_wrong_is_finished_with_a_pack_too() {
    let hall = twice().await;
    hall.chair(json!({ "act": "open_batch", "vote": 1, "name": "Floor", "slips": 3 })).await;
    for (person, becomes) in [("Ann Example", "first_done"), ("Ben Example", "settled")] {
        let laptop = Laptop::new();
        laptop.opens(&pack(&hall, person).await).await;
        let claimed = laptop.does(json!({ "act": "claim_batch", "batch": 1, "teller": "whoever" })).await;
        let entry = claimed.made.iter().find(|made| made.table == "batch_entry").unwrap().id;
        laptop.does(json!({ "act": "enter_in_batch", "entry": entry, "card": 1, "choice": "for" })).await;
        let finish = |recounted: Option<&str>| json!({ "act": "finish_entry", "entry": entry, "recounted": recounted });
        let refused = laptop.tries(finish(None)).await;
        assert!(matches!(&refused, Answer::Refusal(no) if no.code == "batch.other_number"), "{refused:?}");
        laptop.does(finish(Some("Two were stuck together"))).await;
        taken_in(&hall, &laptop.writes().await).await;
        assert_eq!(batches(&hall).await, [("Floor".into(), becomes.into())]);
    }
    let view = hall.view(View::Vote { vote: record::ids::VoteId(1), station: None }).await;
    assert_eq!(view["batches"][0]["why"], "Two were stuck together");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_taken_back_after_it_was_brought_is_taken_back_at_the_desk_too() {
    let hall = twice().await;
    let laptop = Laptop::new();
    laptop.opens(&pack(&hall, "Ann Example").await).await;
    let batch = laptop.opens_box("Floor").await;
    let claimed = laptop.does(json!({ "act": "claim_batch", "batch": batch, "teller": "Ann" })).await;
    let entry = claimed.made.iter().find(|made| made.table == "batch_entry").unwrap().id;
    for card in [1, 2] {
        laptop.does(json!({ "act": "enter_in_batch", "entry": entry, "card": card, "choice": "for" })).await;
    }
    taken_in(&hall, &laptop.writes().await).await;
    assert_eq!(hall.slips().await, [1, 2]);
    for (redo, mark, left) in
        [(false, "once", vec![1]), (true, "again", vec![1, 2]), (false, "more", vec![1])]
    {
        let actor = Actor { role: Role::Chair, station: "chair".to_owned(), name: None };
        let request = UndoRequest { actor, seq: None, redo, idem: Some(mark.to_owned()) };
        assert!(matches!(aside(&laptop.office, |office| office.undo(request)).await, Answer::Receipt(_)));
        let brought = laptop.writes().await;
        assert_eq!(fates(&looked(&hall, &brought).await), ["known", "known", "known", "new"]);
        taken_in(&hall, &brought).await;
        assert_eq!(hall.slips().await, left, "{mark}");
        assert_eq!(fates(&taken_in(&hall, &brought).await), ["known"; 4]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_follows_from_a_refused_act_is_refused_with_it_and_said_beforehand() {
    let hall = twice().await;
    hall.chair(json!({ "act": "open_batch", "vote": 1, "name": "Floor", "slips": null })).await;
    let laptop = Laptop::new();
    laptop.opens(&pack(&hall, "Ann Example").await).await;
    laptop.types(1, &[(1, "for"), (2, "for")]).await;
    let brought = laptop.writes().await;
    hall.chair(json!({ "act": "discard_batch", "batch": 1, "reason": "Counted at the other desk" })).await;
    let before = hall.entries().await;
    let seen = looked(&hall, &brought).await;
    assert_eq!(fates(&seen), ["refused"; 4]);
    assert!(seen["lines"][0]["why"].as_str().unwrap().contains("was discarded"), "{seen}");
    assert!(seen["lines"][1]["why"].as_str().unwrap().contains("follows from"), "{seen}");
    taken_in(&hall, &brought).await;
    assert_eq!(hall.entries().await, before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_is_opened_beside_no_conference_and_no_changed_one_is_opened() {
    let hall = twice().await;
    let pack = pack(&hall, "Ann Example").await;
    let open = |text: String| CableErrand::OpenPack { file: FileBrought::Text(text) };
    let code = |outcome: Result<Value, record::halt::Halt>| match outcome {
        Err(record::halt::Halt::Refusal(refusal)) => refusal.code,
        other => panic!("{other:?}"),
    };
    assert_eq!(code(hall.cable(open(pack.clone())).await), "pack.conference_open");
    let laptop = Laptop::new();
    let changed = pack.replace("Branch 7\\\"", "Branch 8\\\"");
    assert_ne!(changed, pack);
    assert_eq!(code(laptop.asks(open(changed)).await), "pack.changed");
    assert_eq!(code(laptop.asks(CableErrand::WriteReturn { path: None }).await), "pack.not_open");
    // It is looked at first: nothing of it is on the laptop by that.
    let seen = laptop.asks(CableErrand::LookAtPack { file: FileBrought::Text(pack.clone()) }).await.unwrap();
    assert_eq!(seen["pack"]["person"], "Ann Example");
    assert!(seen["cards"].as_u64().unwrap() > 0, "{seen}");
    assert_eq!(code(laptop.asks(CableErrand::WriteReturn { path: None }).await), "pack.not_open");
    laptop.opens(&pack).await;
    assert_eq!(code(laptop.asks(CableErrand::WriteReturn { path: None }).await), "pack.nothing");
}
