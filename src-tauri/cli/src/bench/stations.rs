//! Twenty tellers' computers entering a card vote at once, over HTTPS on this computer, while the chair works: once with each
//! card typed by itself, and once in boxes that are entered twice.

use std::path::Path;
use std::time::{Duration, Instant};

use lan::Stations;
use record::cable::CableErrand;
use record::command::Command;
use record::desk::Options;
use record::halt::Fault;
use record::office::{Errand, Office};
use record::transact::{Actor, Envelope, Receipt, Role};
use record::view::View;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::figure::Times;
use crate::files::{envelope, options};
use crate::stop::Stop;

mod station;

use station::Station;

const STATIONS: u32 = 20;
/// Cards of each: at ten a second, five seconds.
const CARDS: u32 = 50;
const EVERY: Duration = Duration::from_millis(100);
/// Cards of a box.
const BOX: u32 = 25;
/// How often the chair does something meanwhile.
const CHAIR: Duration = Duration::from_millis(130);
/// Where first entries were made before it is measured.
const BEFORE: &str = "table";

/// How the vote is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counting {
    /// Each card is typed by itself.
    Once,
    /// Every box is entered twice: half of the stations make a first entry, half a second.
    Twice,
}

/// What was measured.
#[derive(Default)]
pub(super) struct Entered {
    /// From a card's key to its acknowledgement.
    pub(super) entry: Times,
    /// From a card's key to the screen of its station that shows it.
    pub(super) screen: Times,
    /// The longest that the screen of a station heard nothing.
    pub(super) silent: Duration,
    /// From the chair's key to the changed screen, meanwhile.
    pub(super) chair: Times,
    /// Acknowledged and not in the file, or in it twice.
    pub(super) lost: u128,
}

/// Measures both, on conferences of a thousand cards that are made in `folder`: the worse of the two.
pub(super) fn entering(folder: &Path) -> Result<Entered, Stop> {
    let mut worst = measured(folder, Counting::Once)?;
    let other = measured(folder, Counting::Twice)?;
    worst.entry.worse(other.entry);
    worst.screen.worse(other.screen);
    worst.chair.worse(other.chair);
    worst.silent = worst.silent.max(other.silent);
    worst.lost += other.lost;
    Ok(worst)
}

fn measured(folder: &Path, counting: Counting) -> Result<Entered, Stop> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Stop::while_doing("the runtime", error))?;
    let office = Office::open(folder, Options { verify: false, ..options() })?;
    let name = if counting == Counting::Once { "once.conference" } else { "twice.conference" };
    prepare(&office, &folder.join(name), counting)?;
    let stations = coming(&office, folder, &runtime)?;
    let measured = runtime.block_on(all(&office, stations, counting)).and_then(|mut entered| {
        let acknowledged = u32::try_from(entered.entry.len()).unwrap_or(u32::MAX);
        entered.lost = missing(&office, acknowledged)?;
        Ok(entered)
    });
    office.errand(Errand::Cable { ask: CableErrand::Stop })?;
    office.leave();
    measured
}

/// Turns the cable on, and lets every station in.
fn coming(office: &Office, folder: &Path, runtime: &Runtime) -> Result<Vec<Station>, Stop> {
    Stations::attach(office, runtime.handle().clone());
    let listen = CableErrand::Listen { addresses: vec!["127.0.0.1".to_owned()], port: 0 };
    let listening = office.errand(Errand::Cable { ask: listen })?;
    let host = listening["listening"][0].as_str().unwrap_or_default().replace("https://", "");
    let known =
        Stations::fingerprint_of(folder).map_err(|error| Stop::while_doing("the certificate", error))?;
    let come = |number| {
        let code = office.errand(Errand::Cable { ask: CableErrand::Offer { role: Role::Teller } })?;
        let code = code["code"].as_str().unwrap_or_default().to_owned();
        let station = runtime.block_on(Station::come(&host, &known, &code, number));
        station.map_err(|error| Stop::while_doing("pairing", error))
    };
    (0..STATIONS).map(come).collect()
}

async fn all(office: &Office, stations: Vec<Station>, counting: Counting) -> Result<Entered, Stop> {
    let typing: Vec<_> =
        stations.into_iter().map(|station| tokio::spawn(station.type_in(counting))).collect();
    let chair = tokio::spawn(at_the_chair(office.clone()));
    let mut entered = Entered::default();
    for typing in typing {
        let typed = typing.await.map_err(|error| Stop::while_doing("a station", error))?;
        let typed = typed.map_err(|error| Stop::while_doing("a station", error))?;
        typed.entry.into_iter().for_each(|took| entered.entry.add(took));
        typed.screen.into_iter().for_each(|took| entered.screen.add(took));
        entered.silent = entered.silent.max(typed.silent);
    }
    entered.chair = chair.await.map_err(|error| Stop::while_doing("the chair", error))??;
    Ok(entered)
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
        let once = "SELECT count(*) FROM
                      (SELECT 1 FROM slip WHERE station <> ?1 GROUP BY entry_id, number HAVING count(*) = 1)";
        db.one(once, [BEFORE], |r| r.get(0))
    })?;
    Ok(u128::from(acknowledged.abs_diff(counted)))
}

fn prepare(office: &Office, path: &Path, counting: Counting) -> Result<(), Stop> {
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
    ] {
        by(office, act, &crate::files::actor())?;
    }
    if counting == Counting::Twice {
        by(office, json!({ "act": "count_twice", "vote": 1, "twice": true }), &crate::files::actor())?;
    }
    by(office, json!({ "act": "open_vote", "vote": 1 }), &crate::files::actor())?;
    if counting == Counting::Twice { boxes(office) } else { Ok(()) }
}

/// Every box is there, and those of the first half of the stations were entered once.
fn boxes(office: &Office) -> Result<(), Stop> {
    let before = Actor { role: Role::Teller, station: BEFORE.to_owned(), name: None };
    for number in 1..=STATIONS * CARDS / BOX {
        let open = json!({ "act": "open_batch", "vote": 1, "name": format!("Box {number}"), "slips": BOX });
        by(office, open, &before)?;
        if number > STATIONS / 2 * CARDS / BOX {
            continue;
        }
        let claimed =
            by(office, json!({ "act": "claim_batch", "batch": number, "teller": "Ann Roe" }), &before)?;
        let entry = claimed.made.iter().find(|made| made.table == "batch_entry").map(|made| made.id);
        for card in (number - 1) * BOX + 1..=number * BOX {
            let typed = json!({ "act": "enter_in_batch", "entry": entry, "card": card, "choice": "for" });
            by(office, typed, &before)?;
        }
        by(office, json!({ "act": "finish_entry", "entry": entry }), &before)?;
    }
    Ok(())
}

fn by(office: &Office, act: Value, actor: &Actor) -> Result<Receipt, Stop> {
    let command: Command = serde_json::from_value(act).map_err(Fault::from)?;
    let reason = Some("so that it can be measured".to_owned());
    let act = Envelope { idem: None, actor: actor.clone(), at: None, command, reason };
    Stop::unless_done(office.dispatch(act))
}
