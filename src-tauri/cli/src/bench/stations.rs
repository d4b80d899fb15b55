//! Twenty tellers' computers entering a card vote at once, over HTTPS on this computer, while the chair works.

use std::path::Path;
use std::time::{Duration, Instant};

use lan::{Caller, Stations};
use record::cable::CableErrand;
use record::command::Command;
use record::desk::Options;
use record::halt::Fault;
use record::office::{Errand, Office};
use record::view::View;
use serde_json::{Value, json};

use super::figure::Times;
use crate::files::{envelope, options};
use crate::stop::Stop;

const STATIONS: u32 = 20;
/// Cards of each: at ten a second, five seconds.
const CARDS: u32 = 50;
const EVERY: Duration = Duration::from_millis(100);
/// How often the chair does something meanwhile.
const CHAIR: Duration = Duration::from_millis(130);

/// What was measured.
pub(super) struct Entered {
    /// From a card's key to its acknowledgement.
    pub(super) entry: Times,
    /// From the chair's key to the changed screen, meanwhile.
    pub(super) chair: Times,
    /// Acknowledged and not in the file, or in it twice.
    pub(super) lost: u128,
}

/// Measures on a conference of a thousand cards, made in `folder`.
pub(super) fn entering(folder: &Path) -> Result<Entered, Stop> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Stop::while_doing("the runtime", error))?;
    let office = Office::open(folder, Options { verify: false, ..options() })?;
    let path = folder.join("stations.conference");
    prepare(&office, &path)?;
    Stations::attach(&office, runtime.handle().clone());
    let listen = CableErrand::Listen { addresses: vec!["127.0.0.1".to_owned()], port: 0 };
    let listening = office.errand(Errand::Cable { ask: listen })?;
    let host = listening["listening"][0].as_str().unwrap_or_default().replace("https://", "");
    let known =
        Stations::fingerprint_of(folder).map_err(|error| Stop::while_doing("the certificate", error))?;
    let mut paired = Vec::new();
    for number in 0..STATIONS {
        let offer = CableErrand::Offer { role: record::transact::Role::Teller };
        let code = office.errand(Errand::Cable { ask: offer })?;
        let code = code["code"].as_str().unwrap_or_default().to_owned();
        let station = runtime.block_on(async {
            let mut station = Caller::call(&host, &host, &known).await?;
            station.pair(&code, &format!("Teller {number}")).await?;
            Ok::<_, std::io::Error>(station)
        });
        paired.push(station.map_err(|error| Stop::while_doing("pairing", error))?);
    }
    let measured = runtime.block_on(all(&office, paired));
    let lost = measured.as_ref().map_or(Ok(0), |(_, _, acknowledged)| missing(&office, *acknowledged))?;
    office.errand(Errand::Cable { ask: CableErrand::Stop })?;
    office.leave();
    let (entry, chair, _) = measured?;
    Ok(Entered { entry, chair, lost })
}

async fn all(office: &Office, paired: Vec<Caller>) -> Result<(Times, Times, u32), Stop> {
    let mut typing = Vec::new();
    for (number, station) in (0..).zip(paired) {
        typing.push(tokio::spawn(type_in(station, number)));
    }
    let chair = tokio::spawn(at_the_chair(office.clone()));
    let (mut entry, mut acknowledged) = (Times::default(), 0);
    for typing in typing {
        let took = typing.await.map_err(|error| Stop::while_doing("a station", error))?;
        for took in took.map_err(|error| Stop::while_doing("a station", error))? {
            entry.add(took);
            acknowledged += 1;
        }
    }
    let chair = chair.await.map_err(|error| Stop::while_doing("the chair", error))??;
    Ok((entry, chair, acknowledged))
}

/// Ten cards a second, each at its time: a late answer does not make the next one late.
async fn type_in(mut station: Caller, number: u32) -> std::io::Result<Vec<Duration>> {
    station.post("/show", &json!({ "view": "roll", "vote": 1 })).await?;
    let mut took = Vec::new();
    let began = Instant::now() + Duration::from_millis(u64::from(number) * 5);
    for n in 0..CARDS {
        let due = began + EVERY * n;
        tokio::time::sleep_until(due.into()).await;
        let card = number * CARDS + n + 1;
        let command = json!({ "act": "enter_slip", "vote": 1, "card": card, "choice": "for" });
        let reply =
            station.post("/dispatch", &json!({ "idem": format!("c{card}"), "command": command })).await?;
        let answer = reply.json();
        if !answer["receipt"]["seq"].is_number() {
            return Err(std::io::Error::other(format!("card {card}: {answer}")));
        }
        took.push(due.elapsed());
    }
    Ok(took)
}

/// The chair notes something now and then: from the key to the screen that shows it.
async fn at_the_chair(office: Office) -> Result<Times, Stop> {
    let watching = office.clone();
    let watched = tokio::task::spawn_blocking(move || {
        Ok::<_, record::halt::Halt>((watching.watch(View::Desk)?, watching.watch(View::Hall)?))
    });
    let (mut desk, _hall) = watched.await.map_err(|error| Stop::while_doing("the chair", error))??;
    let mut times = Times::default();
    let until = Instant::now() + EVERY * CARDS;
    let mut number = 0;
    while Instant::now() < until {
        tokio::time::sleep(CHAIR).await;
        number += 1;
        let note = Command::Note { text: format!("Note {number}") };
        let began = Instant::now();
        let receipt = Stop::unless_done(office.dispatch_async(envelope(note)).await)?;
        loop {
            desk.changed().await.map_err(|error| Stop::while_doing("the chair's screen", error))?;
            let shown: Value = serde_json::from_str(&desk.borrow_and_update()).map_err(Fault::from)?;
            if shown["seq"].as_i64().is_some_and(|seq| seq >= receipt.seq) {
                break;
            }
        }
        times.add(began.elapsed());
    }
    Ok(times)
}

fn missing(office: &Office, acknowledged: u32) -> Result<u128, Stop> {
    let Some(desk) = office.desk() else { return Err(Stop::Fault("Nothing is open.".to_owned())) };
    let counted: u32 = desk.read(|db| {
        let once = "SELECT count(*) FROM (SELECT number FROM slip GROUP BY number HAVING count(*) = 1)";
        db.one(once, [], |r| r.get(0))
    })?;
    Ok(u128::from(acknowledged.abs_diff(counted)))
}

fn prepare(office: &Office, path: &Path) -> Result<(), Stop> {
    let setup = json!({ "name": "Bench", "time_zone": "Europe/London", "days": ["2017-03-11"],
        "profile": "citrine", "rehearsal": true });
    let setup = serde_json::from_value(setup).map_err(Fault::from)?;
    office.errand(Errand::New { path: path.display().to_string(), setup })?;
    let rows: Vec<Value> = (1..=STATIONS * CARDS)
        .map(|n| json!({ "number": n.to_string(), "name": format!("Branch {n}"), "members": 100 }))
        .collect();
    for act in [
        json!({ "act": "import_register", "rows": rows }),
        json!({ "act": "issue_cards" }),
        json!({ "act": "add_item", "title": "Rents", "kind": "business", "minutes": 10 }),
        json!({ "act": "add_motion", "motion": { "number": "1", "kind": "motion", "title": "Rents",
            "paragraphs": ["No cuts."], "mover": "1", "item": 1 } }),
        json!({ "act": "open" }),
        json!({ "act": "take_item", "item": 1 }),
        json!({ "act": "put_question", "question": 1, "method": "card", "card_no": 1 }),
        json!({ "act": "open_vote", "vote": 1 }),
    ] {
        let command: Command = serde_json::from_value(act).map_err(Fault::from)?;
        let mut act = envelope(command);
        act.reason = Some("so that it can be measured".to_owned());
        Stop::unless_done(office.dispatch(act))?;
    }
    Ok(())
}
