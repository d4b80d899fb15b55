//! One teller's computer: what is typed goes over one line, and what its page watches comes over another.
//!
//! Invariant: it holds the stream that the page of a teller holds (`Station.svelte`, `Tellers.svelte`, `CardDesk.svelte`), and
//! reads all of it.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use lan::Caller;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use tokio::time::{sleep, sleep_until};

use super::{BOX, CARDS, Counting, EVERY};

/// How often the page says that it is there, in cards.
const HERE: u32 = 15;
/// How long the last of what was typed is waited for on the screen.
const PATIENCE: Duration = Duration::from_secs(2);
const LOOK: Duration = Duration::from_millis(5);

/// A station that was let in.
pub(super) struct Station {
    number: u32,
    typing: Caller,
    page: Page,
}

/// What was measured at one station.
pub(super) struct Typed {
    /// From a card's key to its acknowledgement.
    pub(super) entry: Vec<Duration>,
    /// From a card's key to this station's own screen that shows it.
    pub(super) screen: Vec<Duration>,
    /// The longest that its screen heard nothing.
    pub(super) silent: Duration,
}

/// A card that was acknowledged.
struct Acknowledged {
    due: Instant,
    slip: i64,
}

impl Station {
    /// Pairs, and opens the page.
    pub(super) async fn come(host: &str, known: &str, code: &str, number: u32) -> io::Result<Self> {
        let mut typing = Caller::call(host, host, known).await?;
        let key = typing.pair(code, &format!("Teller {number}")).await?;
        let me = typing.get("/me").await?.json();
        let name = me["station"].as_str().unwrap_or_default().to_owned();
        let line = Caller::call(host, host, known).await?.with_key(&key);
        Ok(Self { number, typing, page: Page::open(line, &name).await? })
    }

    /// Ten cards a second, each at its time: a late answer does not make the next one late.
    pub(super) async fn type_in(mut self, counting: Counting) -> io::Result<Typed> {
        let mut acknowledged = Vec::new();
        let mut entry = None;
        if counting == Counting::Twice {
            entry = Some(self.next_box(entry, 0).await?);
        }
        let began = Instant::now() + Duration::from_millis(u64::from(self.number) * 5);
        for n in 0..CARDS {
            if entry.is_some() && n > 0 && n % BOX == 0 {
                entry = Some(self.next_box(entry, n).await?);
            }
            let due = began + EVERY * n;
            sleep_until(due.into()).await;
            let card = self.number * CARDS + n + 1;
            let command = match entry {
                Some(entry) => {
                    json!({ "act": "enter_in_batch", "entry": entry, "card": card, "choice": "for" })
                }
                None => json!({ "act": "enter_slip", "vote": 1, "card": card, "choice": "for" }),
            };
            let slip = self.done(&format!("c{card}"), &command, "slip").await?;
            acknowledged.push((due.elapsed(), Acknowledged { due, slip }));
            if n % HERE == HERE / 2 {
                self.typing.post("/here", &json!({ "waiting": 0 })).await?;
            }
        }
        let last = acknowledged.last().map(|(_, card)| card.slip).unwrap_or_default();
        let seen = self.page.close(last).await?;
        Ok(Typed {
            screen: acknowledged.iter().map(|(_, card)| seen.took(card)).collect(),
            entry: acknowledged.into_iter().map(|(took, _)| took).collect(),
            silent: seen.silent,
        })
    }

    /// Ends the box in hand, and takes the next of its own.
    async fn next_box(&mut self, in_hand: Option<i64>, n: u32) -> io::Result<i64> {
        if let Some(entry) = in_hand {
            let finish = json!({ "act": "finish_entry", "entry": entry });
            self.receipt(&format!("f{n}"), &finish).await?;
        }
        let id = (self.number * CARDS + n) / BOX + 1;
        let claim = json!({ "act": "claim_batch", "batch": id, "teller": format!("Teller {}", self.number) });
        self.done(&format!("b{n}"), &claim, "batch_entry").await
    }

    /// Does an act; what it made.
    async fn done(&mut self, idem: &str, command: &Value, table: &str) -> io::Result<i64> {
        let receipt = self.receipt(idem, command).await?;
        let made = receipt["made"].as_array().map_or(&[][..], Vec::as_slice);
        let made = made.iter().find(|made| made["table"] == table).and_then(|made| made["id"].as_i64());
        made.ok_or_else(|| io::Error::other(format!("{command} made no {table}")))
    }

    async fn receipt(&mut self, idem: &str, command: &Value) -> io::Result<Value> {
        let reply = self.typing.post("/dispatch", &json!({ "idem": idem, "command": command })).await?;
        let answer = reply.json();
        if answer["receipt"]["seq"].is_number() {
            return Ok(answer["receipt"].clone());
        }
        Err(io::Error::other(format!("{command}: {answer}")))
    }
}

/// The page that the teller looks at.
struct Page {
    looking: JoinHandle<io::Result<()>>,
    seen: Arc<Mutex<Seen>>,
}

/// What came to a page.
#[derive(Default)]
struct Seen {
    /// When each state of its own vote came, by the newest slip in it.
    states: Vec<(Instant, i64)>,
    silent: Duration,
}

impl Page {
    async fn open(mut line: Caller, station: &str) -> io::Result<Self> {
        line.watch(&json!([
            { "view": "hall" }, { "view": "roll", "vote": 1 }, { "view": "vote", "vote": 1, "station": station },
            { "view": "votes" },
        ]))
        .await?;
        let status = line.line().await?.unwrap_or_default();
        if !status.contains(" 200 ") {
            return Err(io::Error::other(format!("the stream of {station}: {status}")));
        }
        let seen = Arc::default();
        Ok(Self { looking: tokio::spawn(look(line, Arc::clone(&seen))), seen })
    }

    /// Waits until this slip is shown, but not for ever.
    async fn close(self, last: i64) -> io::Result<Seen> {
        let until = Instant::now() + PATIENCE;
        while !lock(&self.seen).has(last) && Instant::now() < until {
            if self.looking.is_finished() {
                self.looking.await.map_err(io::Error::other)??;
                return Err(io::Error::other("the stream of a station ended"));
            }
            sleep(LOOK).await;
        }
        self.looking.abort();
        let seen = std::mem::take(&mut *lock(&self.seen));
        Ok(seen)
    }
}

/// Reads for as long as anything comes.
async fn look(mut line: Caller, seen: Arc<Mutex<Seen>>) -> io::Result<()> {
    let mut heard = Instant::now();
    while let Some(line) = line.line().await? {
        let mut seen = lock(&seen);
        seen.silent = seen.silent.max(heard.elapsed());
        heard = Instant::now();
        seen.states.extend(newest_slip(&line).map(|slip| (heard, slip)));
    }
    Ok(())
}

impl Seen {
    fn has(&self, slip: i64) -> bool {
        self.states.last().is_some_and(|(_, newest)| *newest >= slip)
    }

    /// How long it was from the key to the screen that shows the slip; what never came is counted up to now.
    fn took(&self, card: &Acknowledged) -> Duration {
        let shown = self.states.iter().find(|(_, newest)| *newest >= card.slip).map(|(at, _)| *at);
        shown.unwrap_or_else(Instant::now).saturating_duration_since(card.due)
    }
}

/// The newest slip that a teller's own vote lists: alone, or in the box in hand.
fn newest_slip(line: &str) -> Option<i64> {
    if !line.starts_with("data:") {
        return None;
    }
    let lists = ["\"lines\":[{\"id\":", "\"slips\":[{\"id\":"];
    let (_, rest) = lists.iter().find_map(|list| line.split_once(list))?;
    rest.split(|sign: char| !sign.is_ascii_digit()).next()?.parse().ok()
}

fn lock(seen: &Mutex<Seen>) -> MutexGuard<'_, Seen> {
    seen.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::newest_slip;

    #[test]
    fn the_newest_slip_of_a_screen() {
        let alone =
            r#"data: [2,{"batches":[],"in_hand":null,"slips":[{"id":17,"number":4},{"id":16,"number":9}]}]"#;
        let in_a_box = r#"data: [2,{"in_hand":{"slips":2,"lines":[{"id":31,"number":4}]},"slips":[]}]"#;
        assert_eq!([alone, in_a_box].map(newest_slip), [Some(17), Some(31)]);
        assert_eq!([": beat", "3f", r#"data: [3,{"votes":[]}]"#].map(newest_slip), [None; 3]);
    }
}
