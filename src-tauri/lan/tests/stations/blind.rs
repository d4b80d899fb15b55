//! The second teller as an attacker: whatever a station may ask for, in whatever order, is the same whether the first teller
//! typed for or against, and whether one number was misread. What does not depend upon the first entry cannot tell it.

use std::time::Duration;

use lan::Caller;
use record::command::Face;
use record::ids::{MotionId, VoteId};
use record::transact::Role;
use record::view::View;
use serde_json::{Value, json};

use crate::hall::{Hall, code_of};

/// Who sits where.
struct Table {
    caller: Caller,
    name: &'static str,
    station: &'static str,
    /// Acts sent.
    sent: u32,
}

impl Table {
    async fn join(hall: &Hall, role: Role, name: &'static str, station: &'static str) -> Self {
        let code = hall.code(role).await;
        let mut caller = hall.call().await;
        caller.pair(&code, name).await.unwrap();
        Self { caller, name, station, sent: 0 }
    }

    async fn tries(&mut self, command: Value) -> Value {
        self.sent += 1;
        let sent = json!({ "idem": format!("{}", self.sent), "command": command });
        self.asks("/dispatch", &sent).await
    }

    /// A station that asks as fast as this is slowed down: it tries again.
    async fn asks(&mut self, path: &str, body: &Value) -> Value {
        loop {
            let reply = self.caller.post(path, body).await.unwrap();
            if reply.status != 429 {
                return reply.json();
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The id of what the act made in this table.
    async fn does(&mut self, command: Value, table: &str) -> i64 {
        let answer = self.tries(command).await;
        let made = answer["receipt"]["made"].as_array().unwrap_or_else(|| panic!("{}: {answer}", self.name));
        made.iter().find(|made| made["table"] == table).and_then(|made| made["id"].as_i64()).unwrap_or(0)
    }

    async fn claims(&mut self, batch: i64) -> i64 {
        let claim = json!({ "act": "claim_batch", "batch": batch, "teller": self.name });
        self.does(claim, "batch_entry").await
    }

    async fn types(&mut self, entry: i64, slips: &[(u32, &str)]) {
        for (card, choice) in slips {
            let typed = json!({ "act": "enter_in_batch", "entry": entry, "card": card, "choice": choice });
            self.does(typed, "slip").await;
        }
        self.does(json!({ "act": "finish_entry", "entry": entry }), "batch").await;
    }
}

/// Every view that could tell something of a count, and every other that a station might try.
fn views(own: &str) -> Vec<View> {
    let (vote, motion) = (VoteId(1), MotionId(1));
    let mut all = vec![
        View::Start,
        View::Desk,
        View::Hall,
        View::HallPreview { face: Face::Follow, vote: None },
        View::HallPreview { face: Face::Vote, vote: Some(vote) },
        View::Visitors,
        View::Programme,
        View::OrderPaper,
        View::Closing,
        View::Draft { draft: None },
        View::Plans { from: None, to: None },
        View::Papers,
        View::Paper { motion },
        View::Composite { composite: motion, paragraphs: Vec::new() },
        View::Register,
        View::Cards,
        View::Delegation { delegation: None },
        View::Door { typed: String::new() },
        View::Credentials,
        View::Franchise,
        View::People,
        View::Votes,
        View::Roll { vote },
        View::NotSeen { vote },
        View::LineItems { vote },
        View::Published { sections: Vec::new(), total: (String::new(), String::new()) },
        View::Record { before: None },
        View::Rulings,
        View::StandingOrders,
        View::Fairness,
        View::Stations,
        View::Emergencies,
        View::Reports,
        View::Priorities { before: None },
    ];
    let named = [None, Some(own), Some("Teller 1"), Some("Teller 3"), Some("Head teller 1"), Some("chair")];
    all.extend(named.map(|station| View::Vote { vote, station: station.map(str::to_owned) }));
    all.extend(named.map(|station| View::Count { vote, station: station.map(str::to_owned) }));
    all
}

/// Times and the heads of the chain differ between two halls of which nothing else does.
fn plain(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let told =
                fields.into_iter().filter(|(name, _)| !matches!(name.as_str(), "code" | "head" | "hash"));
            Value::Object(told.map(|(name, value)| (name, plain(value))).collect())
        }
        Value::Array(items) => items.into_iter().map(plain).collect(),
        Value::Number(number) if number.as_i64().is_some_and(|n| n > 1_000_000_000_000) => Value::Null,
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => other,
    }
}

/// What a station is shown and told, with the question before each.
async fn fetched(at: &mut Table) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for view in views(at.station) {
        let shown = at.asks("/show", &serde_json::to_value(&view).unwrap()).await;
        all.push((format!("{view:?}"), plain(shown)));
    }
    all
}

/// Acts that might tell something by how they are refused, all of them refused.
async fn prodded(at: &mut Table, first: i64) -> Vec<(String, Value)> {
    let mut acts = vec![
        json!({ "act": "enter_in_batch", "entry": first, "card": 3, "choice": "for" }),
        json!({ "act": "finish_entry", "entry": first }),
        json!({ "act": "give_up_entry", "entry": first, "reason": "x" }),
        json!({ "act": "finish_count", "vote": 1 }),
        json!({ "act": "mark_not_returned", "vote": 1, "cards": 3 }),
        json!({ "act": "enter_slip", "vote": 1, "card": 3, "choice": "for" }),
    ];
    for slip in 1..=13 {
        acts.push(json!({ "act": "set_slip_aside", "slip": slip, "reason": "x" }));
        acts.push(json!({ "act": "settle_query", "slip": slip, "how": "count", "reason": "x" }));
    }
    let mut all = Vec::new();
    for act in acts {
        let answer = at.tries(act.clone()).await;
        assert_ne!(code_of(&answer), "", "{act}: {answer}");
        all.push((act.to_string(), plain(answer)));
    }
    all
}

/// Everything that the second teller learns, and what the head teller sees at the end.
async fn learned(turned: bool) -> (Vec<(String, Value)>, Vec<(String, Value)>) {
    let hall = Hall::open().await;
    hall.chair(json!({ "act": "count_twice", "vote": 1, "twice": true })).await;
    let mut ann = Table::join(&hall, Role::Teller, "Ann Example", "Teller 1").await;
    let mut bo = Table::join(&hall, Role::Teller, "Bo Example", "Teller 2").await;
    let mut cy = Table::join(&hall, Role::Teller, "Cy Example", "Teller 3").await;
    let mut head = Table::join(&hall, Role::HeadTeller, "Di Example", "Head teller 1").await;
    let (one, other) = if turned { ("against", "for") } else { ("for", "against") };

    // A box that is settled, with a slip in query; and a card that the chair let in by itself, twice.
    let open = json!({ "act": "open_batch", "vote": 1, "name": "Stage", "slips": null });
    let stage = ann.does(open, "batch").await;
    for teller in [&mut ann, &mut cy] {
        let entry = teller.claims(stage).await;
        teller.types(entry, &[(50, one), (51, other), (50, other)]).await;
    }
    for choice in [one, other] {
        hall.chair(json!({ "act": "enter_slip", "vote": 1, "card": 52, "choice": choice })).await;
    }

    // The first entry, with a number misread in one of the halls.
    let open = json!({ "act": "open_batch", "vote": 1, "name": "Floor", "slips": 5 });
    let floor = ann.does(open, "batch").await;
    let first = ann.claims(floor).await;
    let mut all = fetched(&mut bo).await;
    let misread = if turned { 21 } else { 12 };
    ann.types(first, &[(1, one), (2, other), (3, one), (4, "abstain"), (misread, other)]).await;
    all.extend(fetched(&mut bo).await);
    all.extend(prodded(&mut bo, first).await);

    // And at the second entry: between two cards is the last moment at which it would help.
    let second = bo.claims(floor).await;
    let typed = json!({ "act": "enter_in_batch", "entry": second, "card": 1, "choice": "for" });
    all.push(("a card of the second entry".to_owned(), plain(bo.tries(typed).await)));
    all.extend(fetched(&mut bo).await);
    all.extend(prodded(&mut bo, first).await);
    // One of the first entries has this card, and the other has not: no figure may rise in one hall and stand in the other.
    let typed = json!({ "act": "enter_in_batch", "entry": second, "card": 12, "choice": "for" });
    all.push(("a card that one first entry has".to_owned(), plain(bo.tries(typed).await)));
    all.extend(fetched(&mut bo).await);
    (all, fetched(&mut head).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_a_second_teller_can_fetch_or_provoke_depends_on_the_first_entry() {
    let ((one, settles), (other, settles_other)) = (learned(false).await, learned(true).await);
    assert_eq!(one.len(), other.len());
    for ((asked, here), (_, there)) in one.iter().zip(&other) {
        assert_eq!(here, there, "{asked} tells the first entry");
    }
    // The two halls do differ, and whoever settles queries against the paper sees it.
    assert_ne!(settles, settles_other);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_teller_corrects_what_is_being_typed_and_settles_nothing() {
    let hall = Hall::open().await;
    hall.chair(json!({ "act": "count_twice", "vote": 1, "twice": true })).await;
    let mut ann = Table::join(&hall, Role::Teller, "Ann Example", "Teller 1").await;
    let mut bo = Table::join(&hall, Role::Teller, "Bo Example", "Teller 2").await;
    let open = json!({ "act": "open_batch", "vote": 1, "name": "Floor", "slips": null });
    let floor = ann.does(open, "batch").await;
    let entry = ann.claims(floor).await;
    let typed = json!({ "act": "enter_in_batch", "entry": entry, "card": 1, "choice": "for" });
    let slip = ann.does(typed, "slip").await;
    let aside = json!({ "act": "set_slip_aside", "slip": slip, "reason": "typed wrong" });
    assert_eq!(code_of(&bo.tries(aside.clone()).await), "batch.other_station");
    assert!(ann.tries(aside).await["receipt"]["seq"].is_number());
    // What is counted, or in query, is the head teller's.
    hall.chair(json!({ "act": "enter_slip", "vote": 1, "card": 9, "choice": "for" })).await;
    let aside = json!({ "act": "set_slip_aside", "slip": slip + 1, "reason": "x" });
    assert_eq!(code_of(&ann.tries(aside.clone()).await), "slip.head_tellers");
    let mut head = Table::join(&hall, Role::HeadTeller, "Di Example", "Head teller 1").await;
    assert!(head.tries(aside).await["receipt"]["seq"].is_number());
}
