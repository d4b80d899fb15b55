//! What is refused although no screen offers it: by ids and figures that only a script or another station could send. And
//! what another program did to the file.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use record::backup;
use record::command::{Casting, Choice, Command, CorrectedSection, Method, RegisterRow, Who};
use record::desk::{Desk, Options};
use record::file::MIGRATIONS;
use record::halt::Halt;
use record::ids::{DelegationId, ItemId, MotionId, QuestionId, RequestId, VoteId};
use record::journal::verify::{self, VerificationState};
use record::transact::{Answer, Envelope, Receipt, Role};
use record::view::View;
use record::view::record::RecordView;
use record::view::register::RegisterView;
use record::view::votes::VoteView;
use rostrum_tests::sim::{chained, opening};
use rostrum_tests::world::{World, actor};
use rostrum_tests::{Outcome, altered, whole};
use rules::speakers::Side;
use rules::standing_orders::Tie;
use rusqlite::Connection;

struct Hall(World);

impl Hall {
    fn new(rows: Vec<RegisterRow>) -> Outcome<Self> {
        let hall = Self(World::new(1_489_222_800_000, 3)?);
        hall.receipt(Command::SetUp { conference: opening::conference("citrine", false) })?;
        hall.receipt(Command::ImportRegister { rows })?;
        Ok(hall)
    }

    fn dispatch(&self, command: Command) -> Outcome<Answer> {
        let actor = actor(Role::Chair, "chair");
        self.0.dispatch(Envelope { idem: None, actor, at: None, command, reason: None })
    }

    fn receipt(&self, command: Command) -> Outcome<Receipt> {
        match self.dispatch(command)? {
            Answer::Receipt(receipt) => Ok(receipt),
            other @ (Answer::Refusal(_) | Answer::Fault(_)) => Err(format!("{other:?}")),
        }
    }

    /// Code and sentence of the refusal.
    fn refused(&self, command: Command) -> Outcome<(String, String)> {
        match self.dispatch(command)? {
            Answer::Refusal(refusal) => Ok((refusal.code, refusal.sentence)),
            other @ (Answer::Receipt(_) | Answer::Fault(_)) => Err(format!("{other:?}")),
        }
    }

    /// A motion of the first item, moved and seconded.
    fn debated(&self) -> Outcome<QuestionId> {
        self.receipt(Command::ImportProgramme { rows: opening::programme() })?;
        self.receipt(Command::Open)?;
        self.receipt(Command::TakeItem { item: ItemId(1) })?;
        let motion = opening::motion("P1", Some(ItemId(1)), false);
        let made = self.receipt(Command::AddMotion { motion })?;
        let called = self.receipt(Command::CallMotion { motion: MotionId(made_in(&made, "motion")?) })?;
        let question = QuestionId(made_in(&called, "question")?);
        self.receipt(Command::CallSpeaker { request: RequestId(made_in(&called, "request")?) })?;
        self.receipt(Command::SecondFormally { question })?;
        Ok(question)
    }
}

fn made_in(receipt: &Receipt, table: &str) -> Outcome<i64> {
    let made = receipt.made.iter().find(|made| made.table == table);
    made.map(|made| made.id).ok_or_else(|| format!("no {table} was made"))
}

fn row(number: &str, votes: u64) -> RegisterRow {
    let name = format!("Branch {number}");
    RegisterRow {
        number: number.to_owned(),
        name,
        section: None,
        members: 1,
        votes: Some(votes),
        ..RegisterRow::default()
    }
}

#[test]
fn a_question_is_put_only_while_its_item_is_before_conference() {
    let hall = Hall::new(vec![row("1", 1)]).unwrap();
    let question = hall.debated().unwrap();
    hall.receipt(Command::ParkItem { item: ItemId(1) }).unwrap();
    let put = Command::PutQuestion { question, method: Method::Hands, card_no: None };
    assert_eq!(hall.refused(put.clone()).unwrap().0, "item.not_current");
    hall.receipt(Command::TakeItem { item: ItemId(1) }).unwrap();
    hall.receipt(put).unwrap();
}

#[test]
fn what_is_no_longer_before_conference_says_where_to_go_on() {
    let hall = Hall::new(vec![row("1", 1)]).unwrap();
    let question = hall.debated().unwrap();
    let command = Command::WithdrawQuestion { question, reason: "for next year".into() };
    let (actor, reason) = (actor(Role::Chair, "chair"), Some("Nobody objects.".to_owned()));
    let withdrawn = hall.0.dispatch(Envelope { idem: None, actor, at: None, command, reason }).unwrap();
    assert!(matches!(withdrawn, Answer::Receipt(_)), "{withdrawn:?}");
    let who = Who { delegation: Some(DelegationId(1)), ..Who::default() };
    let ask = Command::AskToSpeak { question, who, side: Side::For, role: rules::speakers::Role::Speaker };
    for command in [ask, Command::PutQuestion { question, method: Method::Hands, card_no: None }] {
        let Answer::Refusal(refusal) = hall.dispatch(command).unwrap() else { panic!("it was done") };
        assert_eq!(refusal.code, "question.decided");
        assert_eq!(refusal.allow.as_deref(), Some("Go on with what is before conference now."));
    }
}

#[test]
fn the_votes_of_a_register_can_be_counted_together() {
    let most = (1 << 53) - 1;
    let hall = Hall::new(vec![row("1", most)]).unwrap();
    for more in [2, most] {
        let (code, sentence) = hall.refused(Command::ImportRegister { rows: vec![row("2", more)] }).unwrap();
        assert_eq!(code, "register.too_many");
        assert!(sentence.contains(&rules::share::thousands(most + more)), "{sentence}");
    }
    hall.receipt(Command::ImportRegister { rows: vec![row("2", 1)] }).unwrap();
    let changed = hall.refused(Command::ImportRegister { rows: vec![row("2", 2)] }).unwrap();
    assert_eq!(changed.0, "register.too_many");
}

#[test]
fn delegations_with_a_number_have_the_card_of_that_number() {
    let numbers = ["A", "1", "2", "B", "12345678", "7"];
    let hall = Hall::new(numbers.iter().map(|number| row(number, 1)).collect()).unwrap();
    hall.receipt(Command::IssueCards).unwrap();
    let cards = |hall: &Hall| {
        let register: RegisterView = hall.0.view(&View::Register).unwrap();
        let lines = register.delegations.into_iter();
        lines
            .map(|line| (line.number, line.cards.first().map(|card| card.number)))
            .collect::<BTreeMap<_, _>>()
    };
    let expected = [("A", 8), ("1", 1), ("2", 2), ("B", 9), ("12345678", 10), ("7", 7)];
    let expected = BTreeMap::from(expected.map(|(number, card)| (number.to_owned(), Some(card))));
    assert_eq!(cards(&hall), expected);
    // The last number that a teller can type is given out: what is free then lies below.
    hall.receipt(Command::ImportRegister { rows: vec![row("C", 1), row("9999999", 1)] }).unwrap();
    hall.receipt(Command::IssueCards).unwrap();
    let cards = cards(&hall);
    assert_eq!((cards["C"], cards["9999999"]), (Some(3), Some(9_999_999)));
}

#[test]
fn a_tie_says_what_it_comes_to_and_each_result_has_the_code_of_its_own_entry() {
    let hall = Hall::new(vec![row("1", 1)]).unwrap();
    let question = hall.debated().unwrap();
    let put = hall.receipt(Command::PutQuestion { question, method: Method::Hands, card_no: None }).unwrap();
    let vote = VoteId(made_in(&put, "vote").unwrap());
    let shown = || hall.0.view::<VoteView>(&View::Vote { vote, station: None }).unwrap().vote;
    hall.receipt(Command::CountHands { vote, r#for: 5, against: 5, abstain: None, present: None }).unwrap();
    assert_eq!(shown().tie, Some(Tie::ChairCasting));
    assert_eq!(shown().result.map(|result| result.word).as_deref(), Some("Tie"));
    hall.receipt(Command::Declare { vote, carried: None, casting: Some(Casting::Declined) }).unwrap();
    // Both in the same millisecond: the clock stands still in this hall.
    let all = CorrectedSection { name: None, weight: 100, r#for: 6, against: 5, abstain: None };
    let reason = "one hand was missed".to_owned();
    hall.receipt(Command::Correct { vote, sections: vec![all], carried: None, casting: None, reason })
        .unwrap();
    let shown = shown();
    assert_eq!(shown.tie, None);
    let codes: Vec<_> =
        shown.corrected.iter().chain(&shown.result).map(|result| result.code.clone()).collect();
    assert!(codes.len() == 2 && codes[0] != codes[1] && !codes[0].is_empty(), "{codes:?}");
}

#[test]
fn a_recount_is_declared_under_the_code_of_its_own_count() {
    let hall = Hall::new(vec![row("1", 1)]).unwrap();
    hall.receipt(Command::IssueCards).unwrap();
    let question = hall.debated().unwrap();
    let put = Command::PutQuestion { question, method: Method::Card, card_no: Some(1) };
    let first = VoteId(made_in(&hall.receipt(put).unwrap(), "vote").unwrap());
    hall.receipt(Command::OpenVote { vote: first }).unwrap();
    let code = |vote| {
        let shown = hall.0.view::<VoteView>(&View::Vote { vote, station: None }).unwrap().vote;
        shown.result.map(|result| result.code).unwrap_or_default()
    };
    let counted = |vote| {
        hall.receipt(Command::EnterSlip { vote, card: 1, choice: Choice::For }).unwrap();
        if vote == first {
            hall.receipt(Command::CloseVote { vote }).unwrap();
        }
        hall.receipt(Command::FinishCount { vote }).unwrap();
        let counted = code(vote);
        let declared = hall.receipt(Command::Declare { vote, carried: None, casting: None }).unwrap();
        assert_eq!(code(vote), counted, "the slip that the chair reads from is printed before");
        let record: RecordView = hall.0.view(&View::Record { before: None }).unwrap();
        let entry = record.entries.into_iter().find(|entry| entry.seq == declared.seq);
        assert_eq!(
            entry.and_then(|entry| entry.code).as_ref(),
            Some(&counted),
            "in the record as on the slip"
        );
        counted
    };
    let before = counted(first);
    let anew = Command::Recount { vote: first, reason: "a box was found".to_owned() };
    let anew = VoteId(made_in(&hall.receipt(anew).unwrap(), "vote").unwrap());
    assert_ne!(counted(anew), before);
}

#[test]
fn whatever_another_program_does_to_any_table_is_named() {
    let mut stage = altered::file(&format!("{}{}", altered::COUNTED, altered::IN_BATCHES)).unwrap();
    let (tried, unnamed) = altered::every_table(stage.world().path()).unwrap();
    assert_eq!(unnamed, Vec::<String>::new());
    assert!(tried > 150, "{tried}");
}

#[test]
fn running_sums_that_another_program_altered_are_added_up_again() {
    let mut stage = altered::file(altered::COUNTED).unwrap();
    altered::a_sum(stage.world().path()).unwrap();
    assert!(whole::verifies(stage.world()).unwrap_err().contains("section_account"));
    stage.world().reopen().unwrap();
    stage.tell("finish the count").unwrap();
    stage.tell("expect the record says \"Card vote 1: the count is finished and adds up; the result waits for the chair. The running sums were not those of its slips, and were added up again from them.\"").unwrap();
    whole::verifies(stage.world()).unwrap();
    stage.tell("declare\nexpect result Carried").unwrap();
}

/// The desk adds them up as soon as its own verification has found them, so that no screen goes on showing them.
#[test]
fn an_open_desk_adds_altered_sums_up_by_itself() {
    let mut stage = altered::file(altered::COUNTED).unwrap();
    let path = altered::a_sum(stage.world().path()).unwrap();
    let desk = Desk::open(&path, Options { backups: None, ..Options::default() }).unwrap();
    let until = Instant::now() + Duration::from_secs(20);
    let whole = || verify::verify(&path, |_, _| true).unwrap().problems.is_empty();
    while !whole() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(20));
    }
    let said = desk.verification().borrow().clone();
    desk.close();
    assert!(whole());
    assert!(
        said.state == VerificationState::Altered && said.problem.unwrap().starts_with("section_account ")
    );
}

/// A backup in which nothing is wrong but running sums is no lost conference.
#[test]
fn a_backup_whose_running_sums_were_altered_is_restored_and_mended() {
    let mut stage = altered::file(altered::COUNTED).unwrap();
    let backup = altered::a_sum(stage.world().path()).unwrap();
    let folder = backup.parent().unwrap().canonicalize().unwrap();
    let target = folder.join("restored.conference");
    assert_eq!(backup::restore(&backup, &target, MIGRATIONS).unwrap(), None);
    let desk = Desk::open(&target, Options { backups: None, ..Options::default() }).unwrap();
    let whole = || verify::verify(&target, |_, _| true).unwrap().problems.is_empty();
    let until = Instant::now() + Duration::from_secs(20);
    while !whole() && Instant::now() < until {
        std::thread::sleep(Duration::from_millis(20));
    }
    desk.close();
    assert!(whole());
    // A row is another matter.
    Connection::open(&backup).unwrap().execute("UPDATE item SET title = 'Other'", []).unwrap();
    let other = folder.join("other.conference");
    let Err(Halt::Refusal(refusal)) = backup::restore(&backup, &other, MIGRATIONS) else {
        panic!("restored")
    };
    assert_eq!(refusal.code, "backup.altered");
    assert!(!other.exists());
}

/// What the simulation asks after every act.
#[test]
fn a_wrong_hash_is_found_at_its_own_entry() {
    let mut stage = altered::file(altered::COUNTED).unwrap();
    let conn = Connection::open(stage.world().path()).unwrap();
    let newest: i64 = conn.query_row("SELECT max(seq) FROM entry", [], |row| row.get(0)).unwrap();
    assert!(newest > 10);
    for seq in 1..=newest {
        chained::holds(&conn, seq).unwrap();
    }
    for sql in [
        "UPDATE entry SET hash = randomblob(32) WHERE seq = 7",
        "UPDATE entry SET words = 'other' WHERE seq = 7",
        "UPDATE change SET after = after || ' ' WHERE id = (SELECT max(id) FROM change WHERE id >> 20 = 7)",
    ] {
        conn.execute_batch("BEGIN").unwrap();
        assert_eq!(conn.execute(sql, []).unwrap(), 1, "{sql}");
        chained::holds(&conn, 6).unwrap();
        assert!(chained::holds(&conn, 7).unwrap_err().contains("entry 7"), "{sql}");
        conn.execute_batch("ROLLBACK").unwrap();
    }
}
