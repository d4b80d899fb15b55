//! A secret ballot that somebody tries to break, with nothing but the file: every way that `record/src/votes/secret.rs`
//! names. Each would fail if there were a tie; [`a_tie_would_be_found`] makes one by hand and finds it.

use std::collections::BTreeSet;

use record::command::{Command, Method, Standing};
use record::ids::{BallotVoterId, DelegationId, ItemId, MotionId, QuestionId, RequestId, VoteId};
use record::transact::{Answer, Envelope, Receipt, Role, UndoRequest};
use record::view::View;
use record::view::counts::{CountView, SecretBallotShown};
use rostrum_tests::sim::opening;
use rostrum_tests::world::{World, actor, rows};
use rostrum_tests::{Outcome, secrecy};
use rules::secret_ballot::Batch;
use serde_json::Value;

struct Hall {
    world: World,
    vote: VoteId,
}

fn made(receipt: &Receipt, table: &str) -> Outcome<i64> {
    let made = receipt.made.iter().find(|made| made.table == table);
    made.map(|made| made.id).ok_or_else(|| format!("no {table} was made"))
}

fn sent(world: &World, station: &str, command: Command) -> Outcome<Answer> {
    let role = if station == "chair" { Role::Chair } else { Role::Teller };
    world.dispatch(Envelope { idem: None, actor: actor(role, station), at: None, command, reason: None })
}

fn done(world: &World, station: &str, command: Command) -> Outcome<Receipt> {
    match sent(world, station, command.clone())? {
        Answer::Receipt(receipt) => Ok(receipt),
        other @ (Answer::Refusal(_) | Answer::Fault(_)) => Err(format!("{command:?}: {other:?}")),
    }
}

impl Hall {
    /// An open ballot with everybody of the opening on its list.
    fn new() -> Outcome<Self> {
        let world = World::new(1_489_222_800_000, 5)?;
        for command in [
            Command::SetUp { conference: opening::conference("citrine", false) },
            Command::ImportRegister { rows: opening::register(6) },
            Command::ImportProgramme { rows: opening::programme() },
            Command::Open,
            Command::TakeItem { item: ItemId(1) },
        ] {
            done(&world, "chair", command)?;
        }
        for n in 0..24 {
            done(
                &world,
                "chair",
                Command::AddDelegate {
                    badge: format!("b{n}"),
                    name: format!("Delegate {n}"),
                    delegation: Some(DelegationId(1 + n % 3)),
                    standing: Standing::Delegate,
                    first_time: false,
                },
            )?;
        }
        let motion = opening::motion("P1", Some(ItemId(1)), false);
        let paper = done(&world, "chair", Command::AddMotion { motion })?;
        let called =
            done(&world, "chair", Command::CallMotion { motion: MotionId(made(&paper, "motion")?) })?;
        let question = QuestionId(made(&called, "question")?);
        done(&world, "chair", Command::CallSpeaker { request: RequestId(made(&called, "request")?) })?;
        done(&world, "chair", Command::SecondFormally { question })?;
        let put = Command::PutQuestion { question, method: Method::Secret, card_no: None };
        let vote = VoteId(made(&done(&world, "chair", put)?, "vote")?);
        done(&world, "chair", Command::OpenVote { vote })?;
        done(&world, "chair", Command::IssuePapers { vote, papers: 24, reason: None })?;
        Ok(Self { world, vote })
    }

    fn ballot(&self) -> Outcome<SecretBallotShown> {
        let view: CountView = self.world.view(&View::Count { vote: self.vote, station: None })?;
        view.ballot.ok_or_else(|| "no ballot".to_owned())
    }

    fn mark(&self, station: &str, voter: BallotVoterId) -> Outcome<Answer> {
        let command = Command::MarkVoted { vote: self.vote, voters: vec![voter], voted: true };
        sent(&self.world, station, command)
    }

    fn batch(&self, station: &str, batch: Batch) -> Outcome<Answer> {
        sent(&self.world, station, Command::EnterBallots { vote: self.vote, batch })
    }

    fn undo(&self, station: &str, seq: i64) -> Outcome<Answer> {
        let actor = actor(Role::Chair, station);
        self.world.undo(UndoRequest { actor, seq: Some(seq), redo: false, idem: None })
    }

    /// The count is finished with these papers, and what is missing of the twenty-four that were issued.
    fn counted(&self, batch: Batch) -> Outcome<()> {
        let papers = 24 - batch.papers();
        seq(self.batch("teller 2", batch)?)?;
        done(&self.world, "teller 1", Command::MarkPapersNotReturned { vote: self.vote, papers })?;
        done(&self.world, "teller 1", Command::FinishCount { vote: self.vote }).map(|_| ())
    }

    /// The same papers are counted anew; whatever is done from now on is done in that count. Gives the number of the entry.
    fn recounted(&mut self) -> Outcome<i64> {
        let recount = Command::Recount { vote: self.vote, reason: "it was close".to_owned() };
        let receipt = done(&self.world, "chair", recount)?;
        self.vote = VoteId(made(&receipt, "vote")?);
        Ok(receipt.seq)
    }

    fn finds_nothing(&self) -> Outcome {
        secrecy::nothing_is_found(&self.world.reader()?)
    }
}

fn code(answer: &Answer) -> &str {
    match answer {
        Answer::Receipt(_) => "done",
        Answer::Refusal(refusal) => &refusal.code,
        Answer::Fault(fault) => &fault.detail,
    }
}

fn seq(answer: Answer) -> Outcome<i64> {
    match answer {
        Answer::Receipt(receipt) => Ok(receipt.seq),
        other @ (Answer::Refusal(_) | Answer::Fault(_)) => Err(format!("{other:?}")),
    }
}

const SIXTEEN: Batch = Batch { for_: 9, against: 5, abstain: 1, spoiled: 1 };

/// 1. From a person to a paper by whatever way a column leads: both lead to the vote, and to nothing else.
#[test]
fn no_reference_leads_from_a_person_to_a_paper() {
    let hall = Hall::new().unwrap();
    let conn = hall.world.reader().unwrap();
    let columns = |table: &str| -> BTreeSet<String> {
        let mut list = conn.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
        list.query_map([table], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let set = |names: &[&str]| -> BTreeSet<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    // A column added to either table has to be argued for here: no name, no station, no time, no box, no order.
    assert_eq!(
        columns("ballot_batch"),
        set(&["id", "vote_id", "for_count", "against_count", "abstain_count", "spoiled_count", "set_aside"])
    );
    assert_eq!(columns("ballot_voter"), set(&["id", "vote_id", "badge", "name", "body", "has_voted"]));
    let mut references = conn
        .prepare(
            "SELECT t.name, f.\"table\" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
             WHERE t.schema = 'main' AND (t.name IN ('ballot_batch', 'ballot_voter')
                OR f.\"table\" IN ('ballot_batch', 'ballot_voter')) ORDER BY 1",
        )
        .unwrap();
    let references: Vec<(String, String)> =
        references.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    let to_the_vote = |table: &str| (table.to_owned(), "vote".to_owned());
    assert_eq!(references, [to_the_vote("ballot_batch"), to_the_vote("ballot_voter")]);
}

/// 2 and 3. By time, by order, by difference: whatever is tried, no paper is counted beside a mark that comes or goes.
#[test]
fn no_mark_stands_beside_a_count() {
    let hall = Hall::new().unwrap();
    let voters: Vec<_> = hall.ballot().unwrap().voters.iter().map(|voter| voter.id).collect();
    assert!(voters.len() >= 20);
    let mut last = 0;
    for voter in &voters[..18] {
        assert_eq!(code(&hall.batch("teller 2", SIXTEEN).unwrap()), "vote.not_so_far");
        last = seq(hall.mark("teller 1", *voter).unwrap()).unwrap();
    }
    let close = done(&hall.world, "chair", Command::CloseVote { vote: hall.vote }).unwrap().seq;
    // Opened again before anything is counted: that is still no difference.
    seq(hall.undo("chair", close).unwrap()).unwrap();
    last = seq(hall.mark("teller 1", voters[18]).unwrap()).unwrap().max(last);
    let close = done(&hall.world, "chair", Command::CloseVote { vote: hall.vote }).unwrap().seq;
    let batch = seq(hall.batch("teller 2", SIXTEEN).unwrap()).unwrap();
    hall.finds_nothing().unwrap();

    assert_eq!(code(&hall.mark("teller 1", voters[19]).unwrap()), "vote.not_so_far");
    assert_eq!(code(&hall.undo("teller 1", last).unwrap()), "ballot.closed");
    assert_eq!(code(&hall.undo("chair", close).unwrap()), "ballot.counted");
    // The batch is gone from the table; the journal has it still, and a second close would be its other half.
    seq(hall.undo("teller 2", batch).unwrap()).unwrap();
    assert!(hall.ballot().unwrap().batches.is_empty());
    assert_eq!(code(&hall.undo("chair", close).unwrap()), "ballot.counted");
    assert_eq!(code(&hall.undo("teller 1", last).unwrap()), "ballot.closed");
    seq(hall.batch("teller 2", SIXTEEN).unwrap()).unwrap();
    let more = Batch { against: 6, ..SIXTEEN };
    let aside = hall.ballot().unwrap().batches[0].id;
    done(
        &hall.world,
        "teller 2",
        Command::SetBallotsAside { batch: aside, reason: "counted again".to_owned() },
    )
    .unwrap();
    seq(hall.batch("teller 2", more).unwrap()).unwrap();
    hall.finds_nothing().unwrap();
}

/// Counted anew: nobody is marked, nothing is opened again, and neither of the counts, nor both together, give anybody away.
#[test]
fn neither_count_of_a_recounted_ballot_gives_anybody_away() {
    let mut hall = Hall::new().unwrap();
    let voters: Vec<_> = hall.ballot().unwrap().voters.iter().map(|voter| voter.id).collect();
    let mut mark = 0;
    for voter in &voters[..16] {
        mark = seq(hall.mark("teller 1", *voter).unwrap()).unwrap();
    }
    let close = done(&hall.world, "chair", Command::CloseVote { vote: hall.vote }).unwrap().seq;
    hall.counted(SIXTEEN).unwrap();
    let first = hall.vote;
    let people = |hall: &Hall| -> Vec<_> {
        let ballot = hall.ballot().unwrap();
        ballot.voters.into_iter().map(|voter| (voter.badge, voter.has_voted)).collect()
    };
    let before = people(&hall);
    let recount = hall.recounted().unwrap();

    // The list of the recount is that of the first count, and is as little to be altered.
    assert_ne!(hall.vote, first);
    assert_eq!(people(&hall), before);
    let anew: Vec<_> = hall.ballot().unwrap().voters.iter().map(|voter| voter.id).collect();
    assert_eq!(code(&hall.mark("teller 1", anew[20]).unwrap()), "vote.not_so_far");
    let in_the_first = Command::MarkVoted { vote: first, voters: vec![voters[20]], voted: true };
    assert_eq!(code(&sent(&hall.world, "teller 1", in_the_first).unwrap()), "vote.not_so_far");
    assert_eq!(code(&hall.undo("teller 1", mark).unwrap()), "ballot.closed");
    assert_eq!(code(&hall.undo("chair", close).unwrap()), "ballot.counted");
    hall.finds_nothing().unwrap();

    // What the second count found other than the first is nobody's.
    let one = Batch { for_: 1, ..Batch::default() };
    seq(hall.batch("teller 2", Batch { for_: 8, against: 7, ..SIXTEEN }).unwrap()).unwrap();
    assert_eq!(code(&hall.batch("teller 1", one).unwrap()), "ballot.small_batch");
    assert_ne!(code(&hall.undo("chair", recount).unwrap()), "done");
    assert_eq!(code(&hall.undo("chair", close).unwrap()), "ballot.counted");
    hall.finds_nothing().unwrap();
    let papers = 24 - 17;
    done(&hall.world, "teller 1", Command::MarkPapersNotReturned { vote: hall.vote, papers }).unwrap();
    done(&hall.world, "teller 1", Command::FinishCount { vote: hall.vote }).unwrap();
    done(&hall.world, "chair", Command::Declare { vote: hall.vote, carried: None, casting: None }).unwrap();
    hall.finds_nothing().unwrap();
}

/// 4. A batch that is one person's.
#[test]
fn no_batch_is_small_enough_to_be_somebodys() {
    let hall = Hall::new().unwrap();
    done(&hall.world, "chair", Command::CloseVote { vote: hall.vote }).unwrap();
    let one = Batch { for_: 1, ..Batch::default() };
    seq(hall.batch("teller 1", one).unwrap()).unwrap();
    assert_eq!(code(&hall.batch("teller 1", SIXTEEN).unwrap()), "ballot.small_batch");
    assert_eq!(
        code(&sent(&hall.world, "teller 1", Command::FinishCount { vote: hall.vote }).unwrap()),
        "ballot.papers_missing"
    );
    hall.finds_nothing().unwrap();
}

/// 5. What is never told cannot be written down: no act of a ballot has a person and a choice among its arguments.
#[test]
fn no_act_is_told_of_a_person_and_a_choice() {
    fn words(value: &Value, into: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    into.insert(name.clone());
                    words(field, into);
                }
            }
            Value::Array(all) => all.iter().for_each(|one| words(one, into)),
            Value::String(text) => {
                into.insert(text.rsplit('/').next().unwrap_or_default().to_owned());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let schema = serde_json::to_value(schemars::schema_for!(Command)).unwrap();
    let acts = schema["oneOf"].as_array().unwrap();
    assert!(acts.len() > 100);
    let mut of_ballots = 0;
    for act in acts {
        let mut said = BTreeSet::new();
        words(&act["properties"], &mut said);
        let person = ["BallotVoterId", "voters", "badge", "delegate"].iter().any(|word| said.contains(*word));
        let paper = ["Batch", "BallotBatchId", "batch"].iter().any(|word| said.contains(*word));
        assert!(!(person && paper), "{:?}", act["properties"]["act"]);
        of_ballots += usize::from(said.contains("BallotVoterId") || said.contains("Batch"));
    }
    assert_eq!(of_ballots, 2, "marking who has voted and entering a batch");
}

/// The sixth way. Two halls: the same people came, in another order and at other tables; what they voted had the same
/// sums. The rows are the same to the last number.
#[test]
fn the_rows_do_not_know_in_which_order_people_came() {
    let ballot = |backwards: bool| {
        let mut hall = Hall::new().unwrap();
        let mut voters: Vec<_> =
            hall.ballot().unwrap().voters.iter().map(|voter| voter.id).take(16).collect();
        if backwards {
            voters.reverse();
        }
        for (n, voter) in voters.into_iter().enumerate() {
            hall.world.pass(if backwards { 7_000 } else { 500 });
            let station = if backwards == (n % 3 == 0) { "teller 1" } else { "teller 2" };
            seq(hall.mark(station, voter).unwrap()).unwrap();
        }
        done(&hall.world, "chair", Command::CloseVote { vote: hall.vote }).unwrap();
        hall.counted(SIXTEEN).unwrap();
        hall.recounted().unwrap();
        seq(hall.batch(if backwards { "teller 1" } else { "teller 2" }, SIXTEEN).unwrap()).unwrap();
        let conn = hall.world.reader().unwrap();
        let all = rows(&conn).unwrap();
        all.into_iter().filter(|((table, _), _)| table.starts_with("ballot_")).collect::<Vec<_>>()
    };
    let forwards = ballot(false);
    assert_eq!(forwards.len(), 50, "24 people and a batch, in both counts");
    assert_eq!(forwards, ballot(true));
}

/// The tries are not blind: where a mark is made by hand between two batches, each of them finds it.
#[test]
fn a_tie_would_be_found() {
    let mut hall = Hall::new().unwrap();
    done(&hall.world, "chair", Command::CloseVote { vote: hall.vote }).unwrap();
    hall.counted(SIXTEEN).unwrap();
    hall.recounted().unwrap();
    let copy = hall.world.beside("broken.conference");
    hall.world.reader().unwrap().execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    let conn = rusqlite::Connection::open(copy).unwrap();
    hall.finds_nothing().unwrap();
    conn.execute_batch(
        "INSERT INTO change(id, tbl, pk, before, after)
           SELECT (SELECT max(seq) + 1 FROM entry) << 20, 'ballot_voter', v.id,
                  json_object('vote_id', v.vote_id, 'has_voted', 0), json_object('vote_id', v.vote_id, 'has_voted', 1)
           FROM ballot_voter v LIMIT 1;
         UPDATE ballot_voter SET has_voted = 1 WHERE id = (SELECT max(id) FROM ballot_voter);
         INSERT INTO change(id, tbl, pk, before, after)
           SELECT (SELECT max(seq) + 2 FROM entry) << 20, 'ballot_batch', 99, NULL,
                  json_object('vote_id', vote_id, 'for_count', 1, 'against_count', 0, 'abstain_count', 0,
                              'spoiled_count', 0, 'set_aside', NULL)
           FROM ballot_batch LIMIT 1;
         INSERT INTO ballot_batch(vote_id, for_count, against_count, abstain_count, spoiled_count)
           SELECT vote_id, 1, 0, 0, 0 FROM ballot_batch LIMIT 1;",
    )
    .unwrap();
    for (way, found) in [
        ("order", secrecy::by_order(&conn)),
        ("difference", secrecy::by_difference(&conn)),
        ("small batch", secrecy::by_small_batch(&conn)),
        ("recount", secrecy::by_recount(&conn)),
    ] {
        assert_eq!(found.unwrap().len(), 1, "{way}");
    }
    assert!(secrecy::nothing_is_found(&conn).is_err());
}
