//! A secret ballot: papers issued, people marked as having collected one, batches of papers counted.
//!
//! Invariant: nothing in the file leads from a person to a paper (architecture §2.10).
//!
//! # What is kept, and what is not
//!
//! The list of voters is written when the ballot is called, whole and in the order of the register: its row numbers say
//! nothing of the order in which people came. A mark turns `has_voted` from 0 to 1 in the row that was there before. A
//! paper has no number and no row. What was voted is kept as sums over a batch of at least ten papers (or over all of them,
//! where there are fewer): no station, no time, no name, no box.
//!
//! # How one might try to join them, and what stands in the way
//!
//! Whoever has the file has every row, every row number, and the journal: each act with its time, its station and the rows
//! it changed, before and after. So the order in which people were marked can be read from the journal, and the order in
//! which batches were entered too. These are the ways to join the two, each of them a test in `tests/tests/secrecy.rs`:
//!
//! 1. *By a reference.* No column of a batch leads to a person, nor any of a person to a batch, by whatever way: both lead
//!    to the vote alone.
//! 2. *By time or order.* A batch entered between two marks would be about the first of them. Marks are made only while the
//!    ballot is open and batches only once it is closed, so in the journal every mark stands before every batch.
//! 3. *By difference.* One more mark and one more paper, after a batch was entered, and the difference between two counts
//!    is that person's vote. Once closed a ballot is not opened again, its close is not taken back once a batch is in, and
//!    no mark is made or taken back.
//! 4. *By a batch that is too small.* A batch of one paper is a paper. Fewer than ten are refused beside others.
//! 5. *By what a station typed.* No act has a person and a choice among its arguments: the program is never told.
//! 6. *By comparing two worlds.* Two files in which the same people voted, came in the same order, and chose the other way
//!    about with the same sums are the same, byte for byte: whatever could be worked out from one holds in the other.
//!
//! # What this does not stop
//!
//! A paper that only the recount found, or only the first count: it is in the difference between them, and nobody knows whose
//! it was. Two ballots: where one is abandoned after it was counted and another held, whoever voted in one alone is in the
//! difference, as far as nobody changed their mind. The sums themselves: where everybody voted one way, everybody knows. What is on the paper: handwriting, a mark, a number
//! printed by somebody else. The order in the box: papers are to be mixed before they are counted, and a box that serves
//! one delegation alone makes a batch of that delegation. Somebody who watches the table with the list and the box at once.

use rules::majority::Figures;
use rules::refusal::Refusal;
use rules::secret_ballot::{self, Account, Batch};
use rules::share::counted;

use crate::allow::said;
use crate::command::Method;
use crate::db::Db;
use crate::franchise;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{BallotBatchId, BallotVoterId, VoteId};
use crate::transact::Act;
use crate::votes::{Vote, expect_state, known, totals};

/// Somebody on the list.
pub(crate) struct Voter {
    pub(crate) id: BallotVoterId,
    pub(crate) badge: String,
    pub(crate) name: String,
    pub(crate) body: String,
    pub(crate) has_voted: bool,
}

/// A batch as entered.
pub(crate) struct Entered {
    pub(crate) id: BallotBatchId,
    pub(crate) batch: Batch,
    pub(crate) set_aside: Option<String>,
}

/// Writes down who may vote, in the order of the register, before any paper is given out.
pub(crate) fn draw(act: &Act<'_>, vote: VoteId) -> Result<String, Halt> {
    let who = franchise::in_force(act.db)?.into_json();
    act.db.run(
        "INSERT INTO ballot_voter(vote_id, badge, name, body, has_voted)
         SELECT ?1, p.badge, p.name, coalesce(d.name, ''), 0
         FROM delegate p LEFT JOIN delegation d ON d.id = p.delegation_id
         WHERE instr(?2, '\"' || p.standing || '\"') > 0 ORDER BY d.id IS NULL, d.id, p.name, p.id",
        (vote, who),
    )?;
    Ok(String::new())
}

/// The same papers, mixed and counted again: as many as were issued, and the same people who collected one. The list is
/// written whole, in its own order: it says no more than the first.
pub(super) fn same_papers(act: &Act<'_>, first: VoteId, anew: VoteId) -> Result<(), Fault> {
    act.db.run(
        "INSERT INTO ballot_voter(vote_id, badge, name, body, has_voted)
         SELECT ?2, badge, name, body, has_voted FROM ballot_voter WHERE vote_id = ?1 ORDER BY id",
        (first, anew),
    )?;
    act.db
        .run(
            "INSERT INTO papers_issued(vote_id, papers, why)
             SELECT ?2, papers, '' FROM papers_issued WHERE vote_id = ?1 ORDER BY id DESC LIMIT 1",
            (first, anew),
        )
        .map(|_| ())
}

/// The list.
pub(crate) fn voters(db: &Db, vote: VoteId) -> Result<Vec<Voter>, Fault> {
    db.rows(
        "SELECT id, badge, name, body, has_voted FROM ballot_voter WHERE vote_id = ?1 ORDER BY id",
        [vote],
        |r| {
            Ok(Voter {
                id: r.get(0)?,
                badge: r.get(1)?,
                name: r.get(2)?,
                body: r.get(3)?,
                has_voted: r.get(4)?,
            })
        },
    )
}

/// Every batch, those put aside among them.
pub(crate) fn batches(db: &Db, vote: VoteId) -> Result<Vec<Entered>, Fault> {
    db.rows(
        "SELECT id, for_count, against_count, abstain_count, spoiled_count, set_aside FROM ballot_batch
         WHERE vote_id = ?1 ORDER BY id",
        [vote],
        |r| {
            Ok(Entered {
                id: r.get(0)?,
                batch: Batch { for_: r.get(1)?, against: r.get(2)?, abstain: r.get(3)?, spoiled: r.get(4)? },
                set_aside: r.get(5)?,
            })
        },
    )
}

/// The batches that count.
fn standing(db: &Db, vote: VoteId) -> Result<Vec<Batch>, Fault> {
    let all = batches(db, vote)?.into_iter();
    Ok(all.filter(|each| each.set_aside.is_none()).map(|each| each.batch).collect())
}

/// Every paper accounted for.
pub(crate) fn account(db: &Db, vote: VoteId) -> Result<Account, Fault> {
    let standing = standing(db, vote)?;
    let issued = db.row(
        "SELECT papers FROM papers_issued WHERE vote_id = ?1 ORDER BY id DESC LIMIT 1",
        [vote],
        |r| r.get(0),
    )?;
    let marked =
        db.one("SELECT count(*) FROM ballot_voter WHERE vote_id = ?1 AND has_voted = 1", [vote], |r| {
            r.get(0)
        })?;
    let not_returned = db.one("SELECT not_returned FROM vote WHERE id = ?1", [vote], |r| r.get(0))?;
    let mut batches = Batch::default();
    for each in &standing {
        batches.for_ = batches.for_.saturating_add(each.for_);
        batches.against = batches.against.saturating_add(each.against);
        batches.abstain = batches.abstain.saturating_add(each.abstain);
        batches.spoiled = batches.spoiled.saturating_add(each.spoiled);
    }
    let number = u64::try_from(standing.len()).unwrap_or_default();
    Ok(Account { issued, marked, batches, number, not_returned })
}

/// Whether the ballot can be counted out.
pub(crate) fn ready(db: &Db, vote: VoteId) -> Result<Result<(), Refusal>, Fault> {
    Ok(secret_ballot::ready(&account(db, vote)?, &standing(db, vote)?))
}

fn ballot(db: &Db, id: VoteId) -> Result<Vote, Halt> {
    let vote = known(db, id)?;
    if vote.method == Method::Secret {
        return Ok(vote);
    }
    Err(Refusal::new("vote.not_secret", "Only a secret ballot has papers.").into())
}

pub(crate) fn issue(act: &Act<'_>, id: VoteId, papers: u64, reason: Option<&str>) -> Done {
    let vote = ballot(act.db, id)?;
    expect_state(&vote, &["called", "open", "closed"], "Take the finished count back first.")?;
    if papers == 0 || papers > 1_000_000 {
        return Err(Refusal::new(
            "ballot.papers",
            "Papers issued are at least one, and fewer than a million.",
        )
        .into());
    }
    let before = account(act.db, id)?.issued;
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    let why = match (before, reason) {
        (None, _) => String::new(),
        (Some(before), None) => {
            return Err(Refusal::new(
                "ballot.issued",
                format!("{} said to be issued.", counted(before, "paper is", "papers are")),
            )
            .allowed_by("Say why the number is put right.")
            .into());
        }
        (Some(_), Some(reason)) => said("reason", reason)?,
    };
    act.db.run(
        "INSERT INTO papers_issued(vote_id, papers, why) VALUES (?1, ?2, ?3)",
        (id, i64::try_from(papers).unwrap_or_default(), &why),
    )?;
    unsaid(act, id)?;
    let told = format!("{}: {} issued", vote.label(), counted(papers, "paper was", "papers were"));
    Ok(if why.is_empty() { format!("{told}.") } else { format!("{told}, put right: {why}") })
}

/// What the tellers said was not returned was said of other figures.
fn unsaid(act: &Act<'_>, vote: VoteId) -> Result<(), Fault> {
    act.db.run("UPDATE vote SET not_returned = NULL WHERE id = ?1", [vote]).map(|_| ())
}

pub(crate) fn mark_voted(act: &Act<'_>, id: VoteId, who: &[BallotVoterId], voted: bool) -> Done {
    let vote = ballot(act.db, id)?;
    // After the close a mark could be laid beside a difference between two counts.
    expect_state(&vote, &["open"], "Papers are collected only while the ballot is open.")?;
    let list = voters(act.db, id)?;
    let mut names = Vec::new();
    // In the order of the list, whatever order they were typed in.
    for voter in list.iter().filter(|voter| who.contains(&voter.id)) {
        if voter.has_voted == voted {
            let sentence = if voted {
                format!("{} has collected a paper already.", voter.name)
            } else {
                format!("{} is not marked as having collected a paper.", voter.name)
            };
            return Err(Refusal::new("ballot.marked", sentence)
                .allowed_by(if voted {
                    "Nobody gets a second paper."
                } else {
                    "There is no mark to take away."
                })
                .into());
        }
        act.db.run("UPDATE ballot_voter SET has_voted = ?2 WHERE id = ?1", (voter.id, voted))?;
        names.push(voter.name.as_str());
    }
    let known = who.iter().all(|id| list.iter().any(|voter| voter.id == *id));
    if names.is_empty() || !known {
        return Err(
            Refusal::new("ballot.not_on_the_list", "That person is not on the list of this ballot.").into()
        );
    }
    let names = names.join(", ");
    Ok(if voted {
        format!("Collected a paper: {names}.")
    } else {
        format!("Marked by mistake, collected no paper: {names}.")
    })
}

pub(crate) fn enter(act: &Act<'_>, id: VoteId, batch: &Batch) -> Done {
    let vote = ballot(act.db, id)?;
    expect_state(&vote, &["closed"], "Papers are counted when the chair has closed the ballot.")?;
    secret_ballot::may_be_entered(batch, &standing(act.db, id)?)?;
    let whole = |n: u64| i64::try_from(n).unwrap_or_default();
    act.db.insert(
        "INSERT INTO ballot_batch(vote_id, for_count, against_count, abstain_count, spoiled_count)
         VALUES (?1, ?2, ?3, ?4, ?5)",
        (id, whole(batch.for_), whole(batch.against), whole(batch.abstain), whole(batch.spoiled)),
    )?;
    unsaid(act, id)?;
    Ok(format!("{}: a batch of {} was entered.", vote.label(), counted(batch.papers(), "paper", "papers")))
}

/// The vote that a batch belongs to.
pub(crate) fn vote_of(db: &Db, batch: BallotBatchId) -> Result<VoteId, Halt> {
    db.row("SELECT vote_id FROM ballot_batch WHERE id = ?1", [batch], |r| r.get(0))?
        .ok_or_else(|| Refusal::new("ballot.no_batch", "There is no such batch.").into())
}

pub(crate) fn set_aside(act: &Act<'_>, id: BallotBatchId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let vote = known(act.db, vote_of(act.db, id)?)?;
    expect_state(&vote, &["closed"], "Take the finished count back first.")?;
    let changed = act
        .db
        .run("UPDATE ballot_batch SET set_aside = ?2 WHERE id = ?1 AND set_aside IS NULL", (id, &reason))?;
    if changed == 0 {
        return Err(Refusal::new("ballot.set_aside", "That batch is put aside already.").into());
    }
    unsaid(act, vote.id)?;
    Ok(format!("{}: a batch was put aside: {reason}", vote.label()))
}

pub(crate) fn mark_not_returned(act: &Act<'_>, id: VoteId, papers: u64) -> Done {
    let vote = ballot(act.db, id)?;
    expect_state(&vote, &["closed"], "The chair closes the ballot first.")?;
    let account = account(act.db, id)?;
    let missing = account.missing().filter(|missing| *missing > 0 && account.number > 0);
    if missing != Some(papers) {
        let sentence = match (missing, account.number) {
            (Some(missing), _) => {
                format!("{} not been seen again, not {papers}.", counted(missing, "paper has", "papers have"))
            }
            (None, 0) => "No papers have been counted yet.".to_owned(),
            (None, _) => "No paper is missing.".to_owned(),
        };
        return Err(Refusal::new("ballot.other_number", sentence)
            .allowed_by("Look in the boxes again, and say the number that is missing.")
            .into());
    }
    act.db.run(
        "UPDATE vote SET not_returned = ?2 WHERE id = ?1",
        (id, i64::try_from(papers).unwrap_or_default()),
    )?;
    Ok(format!("{}: {} not returned.", vote.label(), counted(papers, "paper was", "papers were")))
}

pub(crate) fn finish(act: &Act<'_>, vote: &Vote) -> Done {
    expect_state(vote, &["closed"], "The chair closes the ballot first.")?;
    ready(act.db, vote.id)??;
    let account = account(act.db, vote.id)?;
    let Batch { for_, against, abstain, spoiled } = account.batches;
    totals(act, vote.id, &Figures { for_, against, abstain }, true)?;
    Ok(format!(
        "{}: the count is finished and adds up. {} issued, {} in the boxes ({spoiled} spoiled), {} not returned; the result \
         waits for the chair.",
        vote.label(),
        counted(account.issued.unwrap_or_default(), "paper was", "papers were"),
        account.in_boxes(),
        account.not_returned.unwrap_or_default(),
    ))
}

/// Whether an act upon a ballot may still be taken back.
///
/// # Errors
/// `ballot.closed`: a mark that comes or goes after the close, or a ballot that is open again once papers were counted,
/// could be laid beside the difference between two counts.
pub(crate) fn may_take_back_mark(db: &Db, id: VoteId) -> Result<(), Halt> {
    let vote = known(db, id)?;
    if vote.method != Method::Secret || vote.state == "open" {
        return Ok(());
    }
    Err(Refusal::new("ballot.closed", "The ballot is closed, and who collects a paper is marked no more.")
        .into())
}

/// The same of its close.
pub(crate) fn may_take_back_close(db: &Db, id: VoteId) -> Result<(), Halt> {
    // A batch that was itself taken back is gone from the table and still in the journal, and so a figure to compare with.
    let counted = db.one(
        "SELECT EXISTS (SELECT 1 FROM change WHERE tbl = 'ballot_batch' AND json_extract(after, '$.vote_id') = ?1)",
        [id],
        |r| r.get::<_, bool>(0),
    )?;
    if !counted {
        return Ok(());
    }
    Err(Refusal::new("ballot.counted", "Papers have been counted, so the ballot is not opened again.")
        .allowed_by("Abandon the vote with a reason, and put the question again.")
        .into())
}
