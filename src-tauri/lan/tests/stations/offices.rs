//! Every act and every view, by office: what is not a station's is refused by the server, whatever the station's page says.

use std::collections::BTreeSet;

use record::command::Command;
use record::ids::StationId;
use record::permissions::{may_see, may_send};
use record::stations::Seat;
use record::transact::Role;
use record::view::View;
use serde_json::{Value, json};

use crate::hall::{Hall, code_of, slip};

const OFFICES: [Role; 5] = [Role::Committee, Role::HeadTeller, Role::Teller, Role::Door, Role::Hall];

/// Acts that only the chair does, whoever else might wish to.
const CHAIRS: [&str; 10] = [
    "declare",
    "correct",
    "open_vote",
    "close_vote",
    "abandon_vote",
    "put_question",
    "admit_station",
    "revoke_station",
    "issue_cards",
    "change_franchise",
];

fn seat(role: Role, name: &str) -> Seat {
    Seat { station: StationId(1), role, name: name.to_owned(), person: "Ann".to_owned(), key: String::new() }
}

fn command(value: Value) -> Command {
    serde_json::from_value(value).unwrap()
}

#[test]
fn a_hall_screen_sends_nothing_and_sees_the_hall() {
    let hall = seat(Role::Hall, "Hall screen 1");
    let refused = may_send(Role::Hall, &command(json!({ "act": "note", "text": "x" }))).unwrap_err();
    assert_eq!(refused.code, "hall.silent");
    assert!(may_see(&hall, &View::Hall).is_ok());
    for view in [View::Votes, View::Desk, View::Start, View::Papers, View::Record { before: None }] {
        assert!(may_see(&hall, &view).is_err(), "{view:?}");
    }
}

#[test]
fn nobody_but_the_chair_sees_the_files_the_desk_the_record_or_the_stations() {
    for role in OFFICES {
        for view in [View::Start, View::Desk, View::Record { before: None }, View::Stations, View::Franchise]
        {
            assert!(may_see(&seat(role, "X 1"), &view).is_err(), "{role:?} {view:?}");
        }
    }
}

#[test]
fn what_another_station_typed_is_not_shown() {
    let vote = |station: Option<&str>| View::Vote {
        vote: record::ids::VoteId(1),
        station: station.map(str::to_owned),
    };
    for role in [Role::Teller, Role::HeadTeller] {
        let seat = seat(role, "Teller 2");
        assert!(may_see(&seat, &vote(Some("Teller 2"))).is_ok());
        // Nor is it asked for as nobody's: the chair alone settles without being at a station.
        assert_eq!(may_see(&seat, &vote(None)).unwrap_err().code, "station.others_entries");
        assert_eq!(may_see(&seat, &vote(Some("Teller 1"))).unwrap_err().code, "station.others_entries");
    }
}

#[test]
fn a_teller_enters_and_does_not_settle_finish_or_declare() {
    let slip = command(json!({ "act": "enter_slip", "vote": 1, "card": 1, "choice": "for" }));
    let may: BTreeSet<_> = OFFICES.into_iter().filter(|role| may_send(*role, &slip).is_ok()).collect();
    assert_eq!(may, BTreeSet::from([Role::HeadTeller, Role::Teller]));
    for act in [
        json!({ "act": "settle_query", "slip": 1, "how": "count", "reason": "x" }),
        json!({ "act": "finish_count", "vote": 1 }),
        json!({ "act": "mark_not_returned", "vote": 1, "cards": 3 }),
    ] {
        let act = command(act);
        assert!(may_send(Role::HeadTeller, &act).is_ok());
        assert_eq!(may_send(Role::Teller, &act).unwrap_err().code, "station.not_its_office");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn over_the_wire_too_and_every_refused_act_leaves_nothing() {
    let hall = Hall::open().await;
    let before = hall.entries().await;
    for (at, role) in OFFICES.into_iter().enumerate() {
        let (mut station, _) = hall.station(role).await;
        for (n, act) in CHAIRS.into_iter().enumerate() {
            let sent = json!({ "idem": format!("{n}"), "command": chairs(act) });
            let answer = station.post("/dispatch", &sent).await.unwrap();
            let expected = if role == Role::Hall { "hall.silent" } else { "station.not_its_office" };
            assert_eq!(code_of(&answer.json()), expected, "{role:?} {act}");
        }
        assert_eq!(hall.entries().await, before + i64::try_from(at).unwrap() + 1, "only its admission");
    }
}

fn chairs(act: &str) -> Value {
    match act {
        "declare" => json!({ "act": act, "vote": 1, "carried": null, "casting": null }),
        "correct" => {
            json!({ "act": act, "vote": 1, "sections": [], "carried": null, "casting": null, "reason": "x" })
        }
        "abandon_vote" => json!({ "act": act, "vote": 1, "reason": "x" }),
        "put_question" => json!({ "act": act, "question": 1, "method": "card", "card_no": 2 }),
        "admit_station" => json!({ "act": act, "station": {
            "person": "M", "role": "head_teller", "way": "cable", "key": "ab".repeat(32) } }),
        "revoke_station" => json!({ "act": act, "station": 1 }),
        "issue_cards" => json!({ "act": act }),
        "change_franchise" => json!({ "act": act, "standings": ["visitor"], "vote": null, "reason": "x" }),
        _ => json!({ "act": act, "vote": 1 }),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_acted_is_who_was_let_in_not_who_is_claimed() {
    let hall = Hall::open().await;
    let (mut station, _) = hall.station(Role::Teller).await;
    let mut claimed = slip("a", 1, "for");
    claimed["actor"] = json!({ "role": "chair", "station": "chair" });
    assert_eq!(station.post("/dispatch", &claimed).await.unwrap().status, 400);
    for more in [json!({ "at": 5 }), json!({ "reason": "x" })] {
        let mut sent = slip("a", 1, "for");
        sent.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(station.post("/dispatch", &sent).await.unwrap().status, 400, "{more}");
    }
    assert!(hall.slips().await.is_empty());
    station.post("/dispatch", &slip("a", 1, "for")).await.unwrap();
    let by = crate::hall::aside(&hall.office, |office| {
        let newest = "SELECT actor FROM entry ORDER BY seq DESC LIMIT 1";
        office.desk().unwrap().read(|db| db.one(newest, [], |r| r.get::<_, String>(0))).unwrap()
    });
    let by: Value = serde_json::from_str(&by.await).unwrap();
    assert_eq!(by, json!({ "role": "teller", "station": "Teller 1", "name": "Ann Example" }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_station_takes_back_its_own_and_nothing_else() {
    let hall = Hall::open().await;
    let (mut one, _) = hall.station(Role::Teller).await;
    let (mut two, _) = hall.station(Role::Teller).await;
    let seq = one.post("/dispatch", &slip("a", 1, "for")).await.unwrap().json()["receipt"]["seq"].clone();
    let stolen = two.post("/undo", &json!({ "idem": "u", "seq": seq })).await.unwrap().json();
    assert_eq!(code_of(&stolen), "station.not_its_own");
    let nothing = two.post("/undo", &json!({ "idem": "v" })).await.unwrap().json();
    assert_eq!(code_of(&nothing), "undo.nothing", "{nothing}");
    let own = one.post("/undo", &json!({ "idem": "u", "seq": seq })).await.unwrap().json();
    assert!(own["receipt"]["seq"].is_number(), "{own}");
    // A mark is the station's own: another's of the same letters is another act.
    let others = two.post("/dispatch", &slip("a", 2, "for")).await.unwrap().json();
    assert_eq!(others["receipt"]["repeated"], json!(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_makes_both_entries_of_a_batch_under_another_name() {
    let hall = Hall::open().await;
    hall.chair(json!({ "act": "count_twice", "vote": 1, "twice": true })).await;
    hall.chair(json!({ "act": "open_batch", "vote": 1, "name": "Box 1", "slips": null })).await;
    // Ann Example sits at two stations.
    let (mut one, _) = hall.station(Role::Teller).await;
    let (mut two, _) = hall.station(Role::Teller).await;
    let act = |idem: &str, command: Value| json!({ "idem": idem, "command": command });
    let claim = |teller: &str| json!({ "act": "claim_batch", "batch": 1, "teller": teller });
    let typed = json!({ "act": "enter_in_batch", "entry": 1, "card": 1, "choice": "for" });
    let finish = json!({ "act": "finish_entry", "entry": 1 });
    for (idem, command) in [("a", claim("Somebody Else")), ("b", typed), ("c", finish)] {
        let reply = one.post("/dispatch", &act(idem, command)).await.unwrap().json();
        assert!(reply["receipt"]["seq"].is_number(), "{reply}");
    }
    let again = two.post("/dispatch", &act("a", claim("Nobody You Know"))).await.unwrap().json();
    assert_eq!(code_of(&again), "batch.same_teller", "{again}");
    let shown = hall.view(View::Vote { vote: record::ids::VoteId(1), station: None }).await;
    assert_eq!(shown["batches"][0]["tellers"], json!(["Ann Example"]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_box_whose_header_is_wrong_is_finished_at_a_station_by_whoever_has_the_paper() {
    let hall = Hall::open().await;
    hall.chair(json!({ "act": "count_twice", "vote": 1, "twice": true })).await;
    hall.chair(json!({ "act": "open_batch", "vote": 1, "name": "Box 1", "slips": 3 })).await;
    let (mut one, _) = hall.station(Role::Teller).await;
    let (mut two, _) = hall.stationed(Role::Teller, "Ben Example").await;
    for (entry, station) in [(1, &mut one), (2, &mut two)] {
        for (idem, command) in [
            ("c", json!({ "act": "claim_batch", "batch": 1, "teller": "whoever sits here" })),
            ("t", json!({ "act": "enter_in_batch", "entry": entry, "card": 1, "choice": "for" })),
        ] {
            let act = json!({ "idem": idem, "command": command });
            let reply = station.post("/dispatch", &act).await.unwrap().json();
            assert!(reply["receipt"]["seq"].is_number(), "{reply}");
        }
        let finish = |idem: &str, recounted: Option<&str>| json!({ "idem": idem, "command": { "act": "finish_entry", "entry": entry, "recounted": recounted } });
        let refused = station.post("/dispatch", &finish("a", None)).await.unwrap().json();
        assert_eq!(code_of(&refused), "batch.other_number", "{refused}");
        // No reason of the chair's opens it, so none is asked for where nobody could give one.
        assert_eq!(refused["refusal"]["overrulable"], json!(false), "{refused}");
        let reply = station.post("/dispatch", &finish("b", Some("Counted again"))).await.unwrap().json();
        let words = reply["receipt"]["words"].as_str().unwrap();
        assert!(words.contains("3 on the header (Counted again)"), "{words}");
    }
    let shown = hall.view(View::Vote { vote: record::ids::VoteId(1), station: None }).await;
    let batch = &shown["batches"][0];
    assert_eq!((&batch["state"], &batch["why"]), (&json!("settled"), &json!("Counted again")));
}
