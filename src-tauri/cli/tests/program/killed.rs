//! The served program is killed in mid-count, and so are the stations: nothing acknowledged is lost, nothing is doubled.
//!
//! Two hundred kills; `KILLS=1000 cargo nextest run --workspace killed` goes on.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use lan::Caller;
use serde_json::{Value, json};

use crate::run::{done, run_with};

const STATIONS: usize = 3;

fn kills() -> u32 {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(200)
}

/// The program, serving stations.
struct Served {
    child: Child,
    chair: String,
    host: String,
    known: String,
}

impl Served {
    fn start(folder: &Path) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_rostrumctl"));
        let words = ["serve", "a.conference", "--stations", "127.0.0.1:0", "--settings", "settings"];
        let mut child = program.args(words).current_dir(folder).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let chair = lines.next().unwrap();
        let host = lines.nth(2).unwrap().strip_prefix("https://").unwrap().to_owned();
        Self { child, chair, host, known: lines.next().unwrap() }
    }

    /// Asks as the chair's page does.
    fn chair(&self, path: &str, body: &Value) -> Value {
        let (address, key) = self.chair.strip_prefix("http://").unwrap().split_once("/#key=").unwrap();
        let body = body.to_string();
        let mut stream = TcpStream::connect(address).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/json\r\n\
             x-rostrum-key: {key}\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        serde_json::from_str(text.split_once("\r\n\r\n").unwrap().1).unwrap()
    }

    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What a station keeps on its own disk: acts that were not answered, in order, and what was acknowledged.
struct Station {
    key: String,
    /// The entry of the batch that it types; none where cards are entered by themselves.
    entry: Option<i64>,
    next: u32,
    waiting: Vec<(String, u32)>,
    acknowledged: BTreeMap<String, i64>,
}

impl Station {
    /// Sends what waits and goes on typing, until it is cut off or killed.
    async fn work(&mut self, host: String, known: String, until: Instant) {
        let Ok(line) = Caller::call(&host, &host, &known).await else { return };
        let mut line = line.with_key(&self.key);
        while Instant::now() < until {
            if self.waiting.is_empty() {
                self.next += 1;
                self.waiting.push((format!("card-{}", self.next), self.next % 40 + 1));
            }
            let (idem, card) = self.waiting[0].clone();
            let command = match self.entry {
                Some(entry) => {
                    json!({ "act": "enter_in_batch", "entry": entry, "card": card, "choice": "for" })
                }
                None => json!({ "act": "enter_slip", "vote": 1, "card": card, "choice": "for" }),
            };
            let Ok(reply) = line.post("/dispatch", &json!({ "idem": idem, "command": command })).await else {
                return;
            };
            let answer = reply.json();
            let seq = answer["receipt"]["seq"].as_i64().unwrap_or_else(|| panic!("{idem}: {answer}"));
            self.waiting.remove(0);
            assert!(self.acknowledged.insert(idem, seq).is_none());
        }
    }
}

fn prepare(folder: &Path) {
    let new = ["new", "a.conference", "--profile", "citrine", "--name", "Killed", "--day", "2017-03-11"];
    done(folder, &new);
    let rows: Vec<Value> = (1..=40)
        .map(|n| json!({ "number": n.to_string(), "name": format!("Branch {n}"), "members": 100 }))
        .collect();
    let acts = [
        json!({ "act": "import_register", "rows": rows }),
        json!({ "act": "issue_cards" }),
        json!({ "act": "add_item", "title": "Rents", "kind": "business", "minutes": 10 }),
        json!({ "act": "add_motion", "motion": { "number": "1", "kind": "motion", "title": "Rents",
            "paragraphs": ["No cuts."], "mover": "1", "item": 1 } }),
        json!({ "act": "open" }),
        json!({ "act": "take_item", "item": 1 }),
        json!({ "act": "put_question", "question": 1, "method": "card", "card_no": 1 }),
        json!({ "act": "open_vote", "vote": 1 }),
        json!({ "act": "open_batch", "vote": 1, "name": "Floor", "slips": null }),
    ];
    let chairs = |act: &Value| json!({ "actor": { "role": "chair", "station": "chair" }, "command": act, "reason": "so that it goes on" });
    let lines: String = acts.iter().map(|act| format!("{}\n", chairs(act))).collect();
    let run = run_with(folder, &["do", "a.conference"], lines.as_bytes());
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
}

/// The first to be let in types a batch, and is killed in the middle of it like the others.
fn letting_in(served: &Served, runtime: &tokio::runtime::Runtime, batch: bool) -> Station {
    let ask = json!({ "errand": "cable", "ask": { "what": "offer", "role": "teller" } });
    let code = served.chair("/errand", &ask)["done"]["code"].as_str().unwrap().to_owned();
    let (key, entry) = runtime.block_on(async {
        let mut line = Caller::call(&served.host, &served.host, &served.known).await.unwrap();
        let key = line.pair(&code, "Ann Example").await.unwrap();
        if !batch {
            return (key, None);
        }
        let claim = json!({ "act": "claim_batch", "batch": 1, "teller": "whoever sits here" });
        let claim = json!({ "idem": "claim", "command": claim });
        let answer = line.with_key(&key).post("/dispatch", &claim).await.unwrap().json();
        let made = answer["receipt"]["made"].as_array().unwrap();
        let entry = made.iter().find(|row| row["table"] == "batch_entry").unwrap();
        (key, entry["id"].as_i64())
    });
    Station { key, entry, next: 0, waiting: Vec::new(), acknowledged: BTreeMap::new() }
}

/// Numbers that look drawn and are the same in every run.
struct Drawn(u64);

impl Drawn {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

#[test]
fn killed_in_mid_count_nothing_acknowledged_is_lost_and_nothing_is_doubled() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    prepare(folder);
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let mut served = Some(Served::start(folder));
    let mut stations: Vec<Station> =
        (0..STATIONS).map(|n| letting_in(served.as_ref().unwrap(), &runtime, n == 0)).collect();
    let mut drawn = Drawn(2017);
    for _ in 0..kills() {
        let now = served.take().unwrap_or_else(|| Served::start(folder));
        let (host, known) = (now.host.clone(), now.known.clone());
        let dies = Duration::from_micros(20_000 + drawn.below(90_000));
        let mut working = Vec::new();
        for mut station in stations.drain(..) {
            // Some stations die before the program does, in the middle of whatever they were at.
            let own = Duration::from_micros(10_000 + drawn.below(120_000));
            let (host, known) = (host.clone(), known.clone());
            working.push(runtime.spawn(async move {
                let until = Instant::now() + Duration::from_secs(5);
                let _ = tokio::time::timeout(own, station.work(host, known, until)).await;
                station
            }));
        }
        std::thread::sleep(dies);
        now.kill();
        for station in working {
            stations.push(runtime.block_on(station).unwrap());
        }
    }
    // Whole again, they send what is left.
    let last = Served::start(folder);
    for station in &mut stations {
        let until = Instant::now() + Duration::from_millis(50);
        runtime.block_on(station.work(last.host.clone(), last.known.clone(), until));
    }
    last.kill();
    assert!(done(folder, &["verify", "a.conference"]).contains("whole"));
    check(folder, &stations);
}

fn check(folder: &Path, stations: &[Station]) {
    let file = rusqlite::Connection::open(folder.join("a.conference")).unwrap();
    let sql = "SELECT idem, seq FROM entry WHERE act IN ('enter_slip', 'enter_in_batch') ORDER BY seq";
    let mut rows = file.prepare(sql).unwrap();
    let entered: Vec<(String, i64)> =
        rows.query_map([], |r| Ok((r.get(0)?, r.get(1)?))).unwrap().map(Result::unwrap).collect();
    let by_mark: BTreeMap<_, _> = entered.iter().cloned().collect();
    assert_eq!(by_mark.len(), entered.len(), "an act is there twice");
    let mut acknowledged = 0;
    for (number, station) in (1..).zip(stations) {
        for (idem, seq) in &station.acknowledged {
            let there = by_mark.get(&format!("Teller {number}/{idem}"));
            assert_eq!(there, Some(seq), "Teller {number}: {idem} was acknowledged");
            acknowledged += 1;
        }
        // In the order typed, without a gap.
        let mine: Vec<u32> = entered
            .iter()
            .filter_map(|(mark, _)| mark.strip_prefix(&format!("Teller {number}/card-"))?.parse().ok())
            .collect();
        assert!(mine.iter().copied().eq(1..=u32::try_from(mine.len()).unwrap()), "{mine:?}");
    }
    let slips: usize = file.query_row("SELECT count(*) FROM slip", [], |r| r.get(0)).unwrap();
    assert_eq!(slips, entered.len());
    let typed =
        "SELECT count(*) FROM slip s JOIN batch_entry e ON e.id = s.entry_id WHERE e.state = 'in_progress'";
    let in_batch: usize = file.query_row(typed, [], |r| r.get(0)).unwrap();
    let sent = entered.iter().filter(|(mark, _)| mark.starts_with("Teller 1/card-")).count();
    assert!(in_batch == sent && sent > 30, "{in_batch} of {sent} are in the batch");
    assert!(acknowledged > 100, "{acknowledged}");
    println!("{} kills, {acknowledged} cards acknowledged, none lost, none doubled", kills());
}
