//! A conference with its cable turned on, a card vote that is open, and stations at it.

use lan::{Caller, Stations};
use record::cable::{CableErrand, CableShown};
use record::command::Command;
use record::desk::Options;
use record::office::{Errand, Office};
use record::transact::{Actor, Answer, Envelope, Receipt, Role};
use record::view::View;
use serde_json::{Value, json};

pub(crate) struct Hall {
    pub(crate) folder: tempfile::TempDir,
    pub(crate) office: Office,
    pub(crate) host: String,
    pub(crate) known: String,
}

pub(crate) const CARDS: u32 = 60;

impl Hall {
    /// Open, with sixty delegations of one card each, and card vote 1 open.
    pub(crate) async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = Options { backups: None, verify: false, ..Options::default() };
        let office = Office::open(folder.path(), options).unwrap();
        let path = folder.path().join("a.conference").display().to_string();
        let setup = serde_json::from_value(json!({
            "name": "Trial", "time_zone": "Europe/London", "days": ["2017-03-11"], "profile": "citrine",
        }));
        aside(&office, |office| office.errand(Errand::New { path, setup: setup.unwrap() })).await.unwrap();
        Stations::attach(&office, tokio::runtime::Handle::current());
        let hall = Self { folder, office, host: String::new(), known: String::new() };
        let rows: Vec<Value> = (1..=CARDS)
            .map(|n| json!({ "number": n.to_string(), "name": format!("Branch {n}"), "members": 100 }))
            .collect();
        hall.chair(json!({ "act": "import_register", "rows": rows })).await;
        hall.chair(json!({ "act": "issue_cards" })).await;
        hall.chair(json!({ "act": "add_item", "title": "Rents", "kind": "business", "minutes": 10 })).await;
        hall.chair(json!({ "act": "add_motion", "motion": {
            "number": "1", "kind": "motion", "title": "Rents", "paragraphs": ["No cuts."], "mover": "1", "item": 1 } }))
            .await;
        hall.chair(json!({ "act": "open" })).await;
        hall.chair(json!({ "act": "take_item", "item": 1 })).await;
        hall.chair(json!({ "act": "put_question", "question": 1, "method": "card", "card_no": 1 })).await;
        hall.chair(json!({ "act": "open_vote", "vote": 1 })).await;
        hall.turned_on().await
    }

    pub(crate) async fn turned_on(mut self) -> Self {
        let listen = CableErrand::Listen { addresses: vec!["127.0.0.1".to_owned()], port: 0 };
        let done = self.cable(listen).await.unwrap();
        let at = done["listening"][0].as_str().unwrap();
        self.host = at.strip_prefix("https://").unwrap().to_owned();
        self.known = self.shown().await.fingerprint.unwrap();
        self
    }

    pub(crate) async fn cable(&self, ask: CableErrand) -> Result<Value, record::halt::Halt> {
        aside(&self.office, |office| office.errand(Errand::Cable { ask })).await
    }

    pub(crate) async fn chair(&self, command: Value) -> Receipt {
        let command: Command = serde_json::from_value(command).unwrap();
        let actor = Actor { role: Role::Chair, station: "chair".to_owned(), name: None };
        let reason = Some("so that the test goes on".to_owned());
        let envelope = Envelope { idem: None, actor, at: None, command, reason };
        match self.office.dispatch_async(envelope).await {
            Answer::Receipt(receipt) => receipt,
            other @ (Answer::Refusal(_) | Answer::Fault(_)) => panic!("{other:?}"),
        }
    }

    /// What the chair is shown of the cable.
    pub(crate) async fn shown(&self) -> CableShown {
        serde_json::from_value(self.view(View::Start).await["cable"].clone()).unwrap()
    }

    pub(crate) async fn view(&self, view: View) -> Value {
        let text = aside(&self.office, move |office| office.show(&view)).await.unwrap();
        serde_json::from_str(&text).unwrap()
    }

    pub(crate) async fn code(&self, role: Role) -> String {
        let offered = self.cable(CableErrand::Offer { role }).await.unwrap();
        offered["code"].as_str().unwrap().to_owned()
    }

    pub(crate) async fn call(&self) -> Caller {
        Caller::call(&self.host, &self.host, &self.known).await.unwrap()
    }

    /// A station that is let in, and its key.
    pub(crate) async fn station(&self, role: Role) -> (Caller, String) {
        self.stationed(role, "Ann Example").await
    }

    /// The same, with somebody else at it.
    pub(crate) async fn stationed(&self, role: Role, person: &str) -> (Caller, String) {
        let code = self.code(role).await;
        let mut caller = self.call().await;
        let key = caller.pair(&code, person).await.unwrap();
        (caller, key)
    }

    /// Slips of the vote, in the order entered.
    pub(crate) async fn slips(&self) -> Vec<u32> {
        aside(&self.office, |office| {
            let desk = office.desk().unwrap();
            desk.read(|db| db.rows("SELECT number FROM slip ORDER BY id", [], |r| r.get(0))).unwrap()
        })
        .await
    }

    pub(crate) async fn entries(&self) -> i64 {
        aside(&self.office, |office| {
            let desk = office.desk().unwrap();
            desk.read(|db| db.one("SELECT count(*) FROM entry", [], |r| r.get(0))).unwrap()
        })
        .await
    }
}

pub(crate) async fn aside<T: Send + 'static>(
    office: &Office,
    ask: impl FnOnce(&Office) -> T + Send + 'static,
) -> T {
    let office = office.clone();
    tokio::task::spawn_blocking(move || ask(&office)).await.unwrap()
}

/// A card as a station sends it.
pub(crate) fn slip(idem: &str, card: u32, choice: &str) -> Value {
    json!({ "idem": idem, "command": { "act": "enter_slip", "vote": 1, "card": card, "choice": choice } })
}

/// The code of the refusal that a reply is; empty where it is none.
pub(crate) fn code_of(reply: &Value) -> String {
    reply["refusal"]["code"].as_str().unwrap_or_default().to_owned()
}
