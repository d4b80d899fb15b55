//! A card vote of 5,000 cards, entered twice in batches by two tellers: what the last card costs beside the first, and how
//! long it is from the last card to a count that is finished and shown.

use std::path::Path;
use std::time::Instant;

use record::command::{Choice, Command, Method, NewConference, NewMotion, ProgrammeRow, RegisterRow};
use record::desk::Desk;
use record::ids::{BatchEntryId, BatchId, ItemId, QuestionId, RequestId, VoteId};
use record::transact::{Actor, Answer, Envelope, Receipt, Role};
use record::view::View;

use crate::bench::conference::{dispatch, of};
use crate::bench::figure::Times;
use crate::files::options;
use crate::stop::Stop;

const CARDS: u32 = 5_000;
const IN_A_BATCH: u32 = 200;

/// What was measured.
pub(super) struct Measured {
    /// Entries of the first batch, from the key to the changed screen of the teller.
    pub(super) first: Times,
    /// Entries of the last.
    pub(super) last: Times,
    /// From the last card to the finished count on the chair's screen.
    pub(super) after_last: Times,
}

/// Counts them.
pub(super) fn count(path: &Path) -> Result<Measured, Stop> {
    let desk = Desk::create(path, options())?;
    let vote = called(&desk)?;
    let mut measured =
        Measured { first: Times::default(), last: Times::default(), after_last: Times::default() };
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| Stop::while_doing("the runtime", error))?;
    let mut screens = Vec::new();
    for view in [View::Desk, View::Hall, View::Votes, View::Roll { vote }, View::Vote { vote, station: None }]
    {
        screens.push(desk.watch(view)?);
    }
    let batches = CARDS / IN_A_BATCH;
    for batch in 0..batches {
        let name = format!("Box {}", batch + 1);
        let opened =
            teller(&desk, "one", Command::OpenBatch { vote, name, slips: Some(u64::from(IN_A_BATCH)) })?;
        let id = BatchId(only(&opened, "batch")?);
        for (station, name) in [("one", "Ann Roe"), ("two", "Ben Doe")] {
            let claimed = teller(&desk, station, Command::ClaimBatch { batch: id, teller: name.to_owned() })?;
            let entry = BatchEntryId(only(&claimed, "batch_entry")?);
            let mut own = desk.watch(View::Vote { vote, station: Some(station.to_owned()) })?;
            for card in batch * IN_A_BATCH + 1..=(batch + 1) * IN_A_BATCH {
                let choice = if card % 3 == 0 { Choice::Against } else { Choice::For };
                own.borrow_and_update();
                let begun = Instant::now();
                teller(&desk, station, Command::EnterInBatch { entry, card, choice })?;
                let changed = runtime.block_on(own.changed());
                let took = begun.elapsed();
                changed.map_err(|error| Stop::while_doing("the tellers' screen", error))?;
                match batch {
                    0 => measured.first.add(took),
                    _ if batch + 1 == batches => measured.last.add(took),
                    _ => {}
                }
            }
            if batch + 1 == batches && station == "two" {
                dispatch(&desk, Command::CloseVote { vote })?;
                let begun = Instant::now();
                teller(&desk, station, Command::FinishEntry { entry, recounted: None })?;
                teller(&desk, station, Command::FinishCount { vote })?;
                let shown = desk.show(&View::Desk)?;
                measured.after_last.add(begun.elapsed());
                if !shown.contains("provisional") {
                    return Err(Stop::Fault("The count that was measured is not finished.".to_owned()));
                }
            } else {
                teller(&desk, station, Command::FinishEntry { entry, recounted: None })?;
            }
        }
    }
    desk.close();
    Ok(measured)
}

/// A conference whose delegations have a card each, and a card vote that is open and entered twice.
fn called(desk: &Desk) -> Result<VoteId, Stop> {
    dispatch(
        desk,
        Command::SetUp {
            conference: NewConference {
                name: "Bench".to_owned(),
                venue: String::new(),
                time_zone: "Europe/London".to_owned(),
                days: vec!["2026-05-01".to_owned()],
                profile: "citrine".to_owned(),
                rehearsal: true,
                about: String::new(),
            },
        },
    )?;
    let rows = (1..=CARDS).map(|number| RegisterRow {
        number: number.to_string(),
        name: format!("Branch {number}"),
        section: Some(if number % 2 == 0 { "Affiliates" } else { "Branches" }.to_owned()),
        members: u64::from(number % 900 + 20),
        votes: None,
        seats: None,
        women: None,
        young: None,
    });
    dispatch(desk, Command::ImportRegister { rows: rows.collect() })?;
    dispatch(desk, Command::IssueCards)?;
    let line = ProgrammeRow {
        day: "2026-05-01".to_owned(),
        start: "10:00".to_owned(),
        end: "11:00".to_owned(),
        session: "Morning".to_owned(),
        title: "Budget".to_owned(),
        motions: String::new(),
        private: false,
        number: None,
        kind: None,
        fixed: None,
    };
    dispatch(desk, Command::ImportProgramme { rows: vec![line] })?;
    let motion = NewMotion {
        number: "1".to_owned(),
        title: "Budget".to_owned(),
        mover: Some("Branch 1".to_owned()),
        seconder: Some("Branch 2".to_owned()),
        paragraphs: vec!["No cuts.".to_owned()],
        item: Some(ItemId(1)),
        ..NewMotion::default()
    };
    dispatch(desk, Command::AddMotion { motion })?;
    dispatch(desk, Command::Open)?;
    let called = dispatch(desk, Command::TakeItem { item: ItemId(1) })?;
    let question = QuestionId(only(&called, "question")?);
    dispatch(desk, Command::CallSpeaker { request: RequestId(only(&called, "request")?) })?;
    dispatch(desk, Command::SecondFormally { question })?;
    let put = dispatch(desk, Command::PutQuestion { question, method: Method::Card, card_no: None })?;
    let vote = VoteId(only(&put, "vote")?);
    dispatch(desk, Command::CountTwice { vote, twice: true })?;
    dispatch(desk, Command::OpenVote { vote })?;
    Ok(vote)
}

fn only(receipt: &Receipt, table: &str) -> Result<i64, Stop> {
    of(receipt, table).next().ok_or_else(|| Stop::Fault(format!("no {table} was made")))
}

fn teller(desk: &Desk, station: &str, command: Command) -> Result<Receipt, Stop> {
    let actor = Actor { role: Role::Teller, station: station.to_owned(), name: None };
    match desk.dispatch(Envelope { idem: None, actor, at: None, command, reason: None }) {
        Answer::Receipt(receipt) => Ok(receipt),
        Answer::Refusal(refusal) => Err(Stop::Refused(refusal.to_string())),
        Answer::Fault(fault) => Err(Stop::Fault(fault.detail)),
    }
}
