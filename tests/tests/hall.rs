//! A hall that votes with cards: real results, tellers who err, and that nobody sees the first of two entries.

use record::command::{Choice, Command, Method, RegisterRow, Who};
use record::ids::{BatchEntryId, BatchId, ItemId, MotionId, QuestionId, RequestId, VoteId};
use record::transact::{Answer, Envelope, Receipt, Role};
use record::view::View;
use record::view::votes::VoteView;
use rostrum_tests::sim::opening;
use rostrum_tests::whole::SCREENS;
use rostrum_tests::world::{World, actor};
use rostrum_tests::{Outcome, told};
use rules::speakers::{Role as Speaks, Side};
use serde_json::Value;

#[path = "hall/erring.rs"]
mod erring;
#[path = "hall/real.rs"]
mod real;
#[path = "hall/report.rs"]
mod report;

struct Hall {
    world: World,
    vote: VoteId,
}

fn made(receipt: &Receipt, table: &str) -> Outcome<i64> {
    let made = receipt.made.iter().find(|made| made.table == table);
    made.map(|made| made.id).ok_or_else(|| format!("no {table} was made"))
}

impl Hall {
    /// A card vote that is open and entered twice; a card for each row.
    fn new(seed: u64, rows: Vec<RegisterRow>) -> Outcome<Self> {
        Self::after(seed, rows, false, Vec::new())
    }

    /// The same, of a motion that needs two-thirds or not; what the committee settled comes before conference opens.
    fn after(seed: u64, rows: Vec<RegisterRow>, two_thirds: bool, settled: Vec<Command>) -> Outcome<Self> {
        let mut hall = Self { world: World::new(1_489_222_800_000, seed)?, vote: VoteId(0) };
        let before = [
            Command::SetUp { conference: opening::conference("citrine", false) },
            Command::ImportRegister { rows },
        ];
        let then = [
            Command::IssueCards,
            Command::ImportProgramme { rows: opening::programme() },
            Command::Open,
            Command::TakeItem { item: ItemId(1) },
        ];
        for command in before.into_iter().chain(settled).chain(then) {
            hall.chair(command)?;
        }
        let mut motion = opening::motion("1", Some(ItemId(1)), two_thirds);
        motion.mover = None;
        motion.seconder = None;
        let added = hall.chair(Command::AddMotion { motion })?;
        let called = hall.chair(Command::CallMotion { motion: MotionId(made(&added, "motion")?) })?;
        let question = QuestionId(made(&called, "question")?);
        let asked = hall.chair(Command::AskToSpeak {
            question,
            who: Who { name: Some("Ann Lee".to_owned()), ..Who::default() },
            side: Side::For,
            role: Speaks::Mover,
        })?;
        hall.chair(Command::CallSpeaker { request: RequestId(made(&asked, "request")?) })?;
        hall.chair(Command::SecondFormally { question })?;
        let put = hall.chair(Command::PutQuestion { question, method: Method::Card, card_no: None })?;
        hall.vote = VoteId(made(&put, "vote")?);
        hall.chair(Command::CountTwice { vote: hall.vote, twice: true })?;
        hall.chair(Command::OpenVote { vote: hall.vote })?;
        Ok(hall)
    }

    fn tried(&self, role: Role, station: &str, command: Command) -> Outcome<Answer> {
        let actor = actor(role, station);
        self.world.dispatch(Envelope { idem: None, actor, at: None, command, reason: None })
    }

    fn act(&self, role: Role, station: &str, command: Command) -> Outcome<Receipt> {
        let said = format!("{command:?}");
        match self.tried(role, station, command)? {
            Answer::Receipt(receipt) => Ok(receipt),
            other @ (Answer::Refusal(_) | Answer::Fault(_)) => Err(format!("{said}: {other:?}")),
        }
    }

    fn chair(&self, command: Command) -> Outcome<Receipt> {
        self.act(Role::Chair, "chair", command)
    }

    fn seen(&self, station: Option<&str>) -> Outcome<VoteView> {
        self.world.view(&View::Vote { vote: self.vote, station: station.map(str::to_owned) })
    }

    fn open(&self, name: &str, slips: Option<usize>) -> Outcome<BatchId> {
        let slips = slips.and_then(|slips| u64::try_from(slips).ok());
        let open = Command::OpenBatch { vote: self.vote, name: name.to_owned(), slips };
        Ok(BatchId(made(&self.act(Role::Teller, "table 1", open)?, "batch")?))
    }

    fn claim(&self, batch: BatchId, teller: usize) -> Outcome<(BatchEntryId, String)> {
        let (name, station) = (format!("Teller {teller}"), format!("table {teller}"));
        let claimed = self.act(Role::Teller, &station, Command::ClaimBatch { batch, teller: name })?;
        Ok((BatchEntryId(made(&claimed, "batch_entry")?), station))
    }

    fn close(&self) -> Outcome {
        self.chair(Command::CloseVote { vote: self.vote })?;
        let missing = self.seen(None)?.reconciliation.map_or(0, |sum| sum.not_seen.cards);
        if missing > 0 {
            self.chair(Command::MarkNotReturned { vote: self.vote, cards: missing })?;
        }
        self.chair(Command::FinishCount { vote: self.vote }).map(|_| ())
    }
}

fn row(number: usize, section: Option<&str>, value: u64) -> RegisterRow {
    RegisterRow {
        number: number.to_string(),
        name: format!("Branch {number}"),
        section: section.map(str::to_owned),
        members: value,
        votes: Some(value),
        seats: None,
        women: None,
        young: None,
    }
}

/// Two halls in which the first teller types the same cards, for and against exchanged, differ in nothing that any screen
/// shows at any other station: what is not sent cannot be seen.
#[test]
fn nobody_else_is_sent_the_first_entry() {
    let screens = |turned: bool, stage: usize| -> Outcome<Vec<(String, Value)>> {
        let hall = Hall::new(7, (1..=6).map(|n| row(n, None, 100)).collect())?;
        let batch = hall.open("Floor", None)?;
        let (entry, station) = hall.claim(batch, 1)?;
        for card in 1..=6 {
            let choice = if (card % 2 == 0) == turned { Choice::For } else { Choice::Against };
            hall.act(Role::Teller, &station, Command::EnterInBatch { entry, card, choice })?;
        }
        if stage > 0 {
            hall.act(Role::Teller, &station, Command::FinishEntry { entry, recounted: None })?;
        }
        if stage > 1 {
            let (entry, station) = hall.claim(batch, 2)?;
            hall.act(Role::Teller, &station, Command::EnterInBatch { entry, card: 1, choice: Choice::For })?;
        }
        let vote = hall.vote;
        let mut views = SCREENS.to_vec();
        views.extend([
            View::Votes,
            View::Visitors,
            View::Roll { vote },
            View::NotSeen { vote },
            View::LineItems { vote },
        ]);
        for station in [None, Some("table 2"), Some("table 3"), Some("chair"), Some("hall"), Some("desk")] {
            views.push(View::Vote { vote, station: station.map(str::to_owned) });
        }
        // Nor, once it is finished, the station that typed it: somebody else may sit there now.
        if stage > 0 {
            views.push(View::Vote { vote, station: Some(station) });
        }
        views
            .into_iter()
            .map(|view| {
                let text = hall.world.desk()?.show(&view).map_err(|halt| halt.to_string())?;
                let mut json: Value = told(serde_json::from_str(&text))?;
                without_hashes(&mut json);
                Ok((format!("{view:?}"), json))
            })
            .collect()
    };
    for stage in 0..3 {
        for ((view, one), (_, other)) in
            screens(false, stage).unwrap().into_iter().zip(screens(true, stage).unwrap())
        {
            assert_eq!(one, other, "stage {stage}: {view} shows the first entry");
        }
    }
    // The test can fail: the station that types does see its own entry.
    let own = |turned: bool| {
        let hall = Hall::new(7, (1..=6).map(|n| row(n, None, 100)).collect()).unwrap();
        let (entry, station) = hall.claim(hall.open("Floor", None).unwrap(), 1).unwrap();
        let choice = if turned { Choice::For } else { Choice::Against };
        hall.act(Role::Teller, &station, Command::EnterInBatch { entry, card: 1, choice }).unwrap();
        let hand = hall.seen(Some(&station)).unwrap().in_hand.unwrap();
        serde_json::to_value(hand.lines).unwrap()
    };
    assert_ne!(own(false), own(true));
}

/// The head of the chain covers what was typed without showing it.
fn without_hashes(json: &mut Value) {
    match json {
        Value::Object(fields) => {
            for name in ["code", "head", "hash"] {
                fields.remove(name);
            }
            fields.values_mut().for_each(without_hashes);
        }
        Value::Array(items) => items.iter_mut().for_each(without_hashes),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
