//! A hall that votes with cards, and tellers who err: what two blind entries find, and that nobody sees the first of them.

use std::collections::BTreeMap;

use record::command::{Choice, Command, Method, RegisterRow, Settlement, Who};
use record::ids::{BatchEntryId, BatchId, ItemId, MotionId, QuestionId, RequestId, VoteId};
use record::transact::{Answer, Envelope, Receipt, Role};
use record::view::View;
use record::view::votes::VoteView;
use rostrum_tests::chance::Chance;
use rostrum_tests::sim::opening;
use rostrum_tests::whole::{self, SCREENS};
use rostrum_tests::world::{World, actor};
use rostrum_tests::{Outcome, told};
use rules::batch::{Says, State};
use rules::card_vote::split_value;
use rules::speakers::{Role as Speaks, Side};
use serde_json::Value;

#[path = "hall/report.rs"]
mod report;

use report::{Error, Report, table};

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
    fn new(seed: u64, rows: Vec<RegisterRow>, two_thirds: bool) -> Outcome<Self> {
        let mut hall = Self { world: World::new(1_489_222_800_000, seed)?, vote: VoteId(0) };
        for command in [
            Command::SetUp { conference: opening::conference("citrine", false) },
            Command::ImportRegister { rows },
            Command::IssueCards,
            Command::ImportProgramme { rows: opening::programme() },
            Command::Open,
            Command::TakeItem { item: ItemId(1) },
        ] {
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

    fn act(&self, role: Role, station: &str, command: Command) -> Outcome<Receipt> {
        let actor = actor(role, station);
        let said = format!("{command:?}");
        match self.world.dispatch(Envelope { idem: None, actor, at: None, command, reason: None })? {
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

/// Real results through the whole path: register, cards, two entries, the declaration.
#[test]
fn real_results_through_two_entries() {
    let cases: Value = serde_json::from_str(include_str!("../cases/card-votes.json")).unwrap();
    let mut told = 0;
    for case in cases["cases"].as_array().unwrap() {
        if let Some(sections) = case["sections"].as_array()
            && sections.iter().all(|section| section["for"].is_u64())
        {
            real_result(case, sections).map_err(|why| format!("{}: {why}", case["id"])).unwrap();
            told += 1;
        }
    }
    assert!(told >= 8, "only {told} cases have raw figures");
}

fn real_result(case: &Value, sections: &[Value]) -> Outcome {
    const CARDS_OF_A_SIDE: u64 = 7;
    let mut rows = Vec::new();
    let mut papers = Vec::new();
    for section in sections {
        for (side, choice) in
            [("for", Choice::For), ("against", Choice::Against), ("abstain", Choice::Abstain)]
        {
            let votes = section[side].as_u64().unwrap_or_default();
            let values = split_value(votes, CARDS_OF_A_SIDE);
            for value in values.into_iter().filter(|value| *value > 0) {
                rows.push(row(rows.len() + 1, section["name"].as_str(), value));
                papers.push((u32::try_from(rows.len()).unwrap_or_default(), choice));
            }
        }
    }
    let two_thirds = case["majority"].as_str().is_some_and(|words| words.starts_with("two-thirds"));
    let hall = Hall::new(5, rows, two_thirds)?;
    for (n, batch) in papers.chunks(10).enumerate() {
        let id = hall.open(&format!("Box {n}"), Some(batch.len()))?;
        for teller in [1, 2] {
            let (entry, station) = hall.claim(id, teller)?;
            for &(card, choice) in batch {
                hall.act(Role::Teller, &station, Command::EnterInBatch { entry, card, choice })?;
            }
            hall.act(Role::Teller, &station, Command::FinishEntry { entry, recounted: None })?;
        }
    }
    hall.close()?;
    hall.chair(Command::Declare { vote: hall.vote, carried: None, casting: None })?;
    let result = hall.seen(None)?.vote.result.ok_or("no result")?;
    let expect = &case["expect"];
    let carried = expect["carried"].as_bool().ok_or("the case does not say whether it was carried")?;
    if carried != (result.outcome == "carried") {
        return Err(format!("declared {}", result.outcome));
    }
    let counted = result.counted.ok_or("no figures")?;
    let sum = |side: &str| sections.iter().filter_map(|section| section[side].as_u64()).sum::<u64>();
    if (counted.r#for, counted.against) != (sum("for"), sum("against")) {
        return Err(format!("{} for and {} against", counted.r#for, counted.against));
    }
    if let (Some(total), Some(percent)) = (expect["total"].as_array(), &result.percent)
        && (total[0].as_str(), total[1].as_str()) != (Some(percent.0.as_str()), Some(percent.1.as_str()))
    {
        return Err(format!("{percent:?} and not {total:?}"));
    }
    whole::verifies(&hall.world)
}

const ALL_CHOICES: [Choice; 4] = [Choice::For, Choice::Against, Choice::Abstain, Choice::Spoiled];

/// How a teller who errs at two in a hundred types a slip.
fn typed(chance: &mut Chance, card: u32, choice: Choice) -> (Vec<(u32, Choice)>, Option<Error>) {
    if !chance.once_in(50) {
        return (vec![(card, choice)], None);
    }
    let other = *chance.pick(&ALL_CHOICES).unwrap_or(&Choice::For);
    match chance.below(5) {
        0 if transposed(card) != card => (vec![(transposed(card), choice)], Some(Error::Transposed)),
        1 => (vec![(card, choice), (card, choice)], Some(Error::TypedTwice)),
        2 if other != choice => (vec![(card, other)], Some(Error::WrongColour)),
        3 if other != choice => (vec![(card, choice), (card, other)], Some(Error::BothWays)),
        _ => (Vec::new(), Some(Error::LeftOut)),
    }
}

/// 214 typed as 241.
fn transposed(card: u32) -> u32 {
    card / 100 * 100 + card % 10 * 10 + card / 10 % 10
}

/// One hall: a thousand cards in boxes of fifty, a few of the papers themselves at fault.
fn hall_of_errors(seed: u64) -> Outcome<Report> {
    const CARDS: usize = 1_000;
    let mut chance = Chance::new(seed);
    let rows =
        (1..=CARDS).map(|n| row(n, Some(["Branches", "Affiliates"][n % 2]), 20 + (n as u64 * 37) % 900));
    let hall = Hall::new(seed, rows.collect(), false)?;
    let mut truth: BTreeMap<u32, Choice> = BTreeMap::new();
    for card in 1..=u32::try_from(CARDS).unwrap_or_default() {
        if !chance.once_in(40) {
            truth.insert(
                card,
                *chance
                    .weighed(&[(6, Choice::For), (5, Choice::Against), (1, Choice::Abstain)])
                    .unwrap_or(&Choice::For),
            );
        }
    }
    // Three delegations hand in two papers, in two boxes: one for, one against.
    let twice: Vec<u32> = truth.keys().copied().step_by(300).take(3).collect();
    let mut papers: Vec<(u32, Choice)> = truth.iter().map(|(card, choice)| (*card, *choice)).collect();
    for card in &twice {
        truth.insert(*card, Choice::Spoiled);
        papers.push((*card, Choice::For));
        papers.push((*card, Choice::Against));
        papers.retain({
            let mut kept = 0;
            move |(number, _)| {
                *number != *card || {
                    kept += 1;
                    kept > 1
                }
            }
        });
    }
    let mut report = Report::default();
    for (n, batch) in papers.chunks(50).enumerate() {
        box_of_cards(&hall, &mut chance, &mut report, n, batch)?;
    }
    settle_queries(&hall, &mut report)?;
    hall.close()?;
    compare(&hall, &truth, &mut report)?;
    hall.chair(Command::Declare { vote: hall.vote, carried: None, casting: None })?;
    whole::verifies(&hall.world)?;
    Ok(report)
}

/// A box typed twice, the cards that differ again, and at last by the paper.
fn box_of_cards(
    hall: &Hall,
    chance: &mut Chance,
    report: &mut Report,
    n: usize,
    batch: &[(u32, Choice)],
) -> Outcome {
    // Whoever counts the slips by hand errs too.
    let header = batch.len() + usize::from(chance.once_in(10));
    let id = hall.open(&format!("Box {n}"), Some(header))?;
    for teller in [1, 2] {
        let (entry, station) = hall.claim(id, teller)?;
        let mut in_hand = 0;
        for &(card, choice) in batch {
            let (slips, error) = typed(chance, card, choice);
            if let Some(error) = error {
                *report.errors.entry(error).or_default() += 1;
            }
            in_hand += slips.len();
            for (card, choice) in slips {
                let receipt =
                    hall.act(Role::Teller, &station, Command::EnterInBatch { entry, card, choice })?;
                report.said_at_once +=
                    usize::from(receipt.words.contains(": card ") && receipt.words.matches(": ").count() > 1);
            }
        }
        let recounted = (in_hand != header).then(|| "Counted again".to_owned());
        report.against_the_header += usize::from(recounted.is_some());
        hall.act(Role::Teller, &station, Command::FinishEntry { entry, recounted })?;
    }
    for round in 0.. {
        let differing: Vec<u32> = hall
            .seen(None)?
            .differences
            .iter()
            .filter(|line| line.batch == id)
            .map(|line| line.number)
            .collect();
        if differing.is_empty() {
            break;
        }
        if round == 0 {
            report.differed += differing.len();
        }
        if round == 2 {
            for card in differing {
                let papers: Vec<Says> =
                    batch.iter().filter(|paper| paper.0 == card).map(|paper| paper.1.into()).collect();
                let says = match papers.as_slice() {
                    [] => Says::NotHere,
                    [only] => *only,
                    [..] => Says::Spoiled,
                };
                let reason = "as the paper says".to_owned();
                hall.chair(Command::SettleDifference { batch: id, card, says, reason })?;
                report.settled_by_the_paper += 1;
            }
            break;
        }
        let (entry, station) = hall.claim(id, 1 + round % 2)?;
        for card in differing {
            let papers: Vec<Choice> =
                batch.iter().filter(|paper| paper.0 == card).map(|paper| paper.1).collect();
            if papers.is_empty() {
                hall.act(Role::Teller, &station, Command::SayNotHere { entry, card })?;
            }
            for choice in papers {
                // Looking again they err too, but only in what the card says: the number is in the list.
                let wrong = chance.once_in(50);
                let choice = if wrong { *chance.pick(&ALL_CHOICES).unwrap_or(&choice) } else { choice };
                hall.act(Role::Teller, &station, Command::EnterInBatch { entry, card, choice })?;
            }
        }
        hall.act(Role::Teller, &station, Command::FinishEntry { entry, recounted: None })?;
    }
    Ok(())
}

fn settle_queries(hall: &Hall, report: &mut Report) -> Outcome {
    while let Some(slip) = hall.seen(None)?.queries.pop() {
        report.queries += 1;
        // Two papers of one delegation: spoiled. A number that nobody has cannot get this far: two read it alike.
        let how = if slip.value.is_some() { Settlement::Spoil } else { Settlement::SetAside };
        hall.chair(Command::SettleQuery { slip: slip.id, how, reason: "two papers".to_owned() })?;
    }
    Ok(())
}

/// Every card as it was counted beside what its paper said.
fn compare(hall: &Hall, truth: &BTreeMap<u32, Choice>, report: &mut Report) -> Outcome {
    let conn = hall.world.reader()?;
    let mut list = told(conn.prepare("SELECT number, state FROM card_state ORDER BY number"))?;
    let rows = told(list.query_map([], |r| Ok((r.get::<_, u32>(0)?, r.get::<_, String>(1)?))))?;
    for found in rows {
        let (card, state) = told(found)?;
        let paper = match truth.get(&card) {
            Some(Choice::For) => "for",
            Some(Choice::Against) => "against",
            Some(Choice::Abstain) => "abstain",
            Some(Choice::Spoiled) => "spoiled",
            Some(Choice::Unsigned) => "query",
            None => "not_returned",
        };
        if state != paper {
            report.alike.insert(card);
        }
    }
    let batches = hall.seen(None)?.batches;
    let open = batches.iter().filter(|batch| batch.state != State::Settled).count();
    if open > 0 { Err(format!("{open} boxes are not settled")) } else { Ok(()) }
}

/// Tellers who err at two in a hundred: every error is found, but where two made the same on one card.
#[test]
fn tellers_who_err() {
    let halls = [11, 12, 13];
    let mut errors = 0;
    let mut kinds: BTreeMap<Error, usize> = BTreeMap::new();
    let mut reports = Vec::new();
    for seed in halls {
        let report = hall_of_errors(seed).unwrap();
        println!("hall {seed}: {report:?}");
        let made = report.errors.values().sum::<usize>();
        let of = |kind| report.errors.get(&kind).copied().unwrap_or_default();
        errors += made;
        for (kind, many) in &report.errors {
            *kinds.entry(*kind).or_default() += many;
        }
        // What a teller can see from the card alone is said while it is in the hand; every error makes its card differ, and
        // two on one card are one.
        assert!(
            report.said_at_once >= of(Error::TypedTwice) + of(Error::BothWays),
            "hall {seed}: {report:?}"
        );
        assert!(report.differed * 10 >= made * 9, "hall {seed}: {report:?}");
        assert!(report.against_the_header > 0, "hall {seed}: {report:?}");
        assert!(
            report.alike.is_empty(),
            "hall {seed}: counted otherwise than the paper says: {:?}",
            report.alike
        );
        assert!(report.queries >= 3, "the delegations with two papers were not all found");
        reports.push((seed, report));
    }
    println!("{errors} errors in {} halls, every one found", halls.len());
    table(&reports).unwrap();
    assert!(errors > 60, "only {errors} errors were made");
    assert_eq!(kinds.len(), 5, "not every kind of error was made: {kinds:?}");
}

/// Two halls in which the first teller types the same cards, for and against exchanged, differ in nothing that any screen
/// shows at any other station: what is not sent cannot be seen.
#[test]
fn nobody_else_is_sent_the_first_entry() {
    let screens = |turned: bool, stage: usize| -> Outcome<Vec<(String, Value)>> {
        let hall = Hall::new(7, (1..=6).map(|n| row(n, None, 100)).collect(), false)?;
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
        let hall = Hall::new(7, (1..=6).map(|n| row(n, None, 100)).collect(), false).unwrap();
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
