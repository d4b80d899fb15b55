//! Hands counted by tellers, block by block.
//!
//! Invariant: a count keeps the blocks and tellers it was called with, whatever the hall is divided into later. An entry is
//! never written over: the last one of a block stands, and those before it are kept with why they no longer do.

use rules::count::{self, BlockCount, BlockFigures, Total};
use rules::majority::Figures;
use rules::refusal::Refusal;
use rules::share::counted;

use crate::allow::said;
use crate::command::{HallBlock, Method};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{VoteBlockId, VoteId};
use crate::set_up;
use crate::transact::Act;
use crate::votes::{Vote, expect_state, known, set_vote_state, totals};

/// Where nobody has divided the hall it is one block.
const UNDIVIDED: &str = "The hall";
/// More blocks than anybody walks.
const MOST_BLOCKS: usize = 60;

/// How the hall is divided for the next count.
pub(crate) fn of_the_hall(db: &Db) -> Result<Vec<HallBlock>, Fault> {
    db.rows("SELECT name, tellers FROM block ORDER BY id", [], |r| {
        Ok(HallBlock { name: r.get(0)?, tellers: r.get(1)? })
    })
}

pub(crate) fn divide(act: &Act<'_>, blocks: &[HallBlock]) -> Done {
    set_up::set(act.db)?;
    if blocks.len() > MOST_BLOCKS {
        let sentence = format!("A hall is divided into at most {MOST_BLOCKS} blocks.");
        return Err(Refusal::new("block.too_many", sentence).into());
    }
    act.db.run("DELETE FROM block", [])?;
    let mut named: Vec<String> = Vec::new();
    for block in blocks {
        let name = said("name of the block", &block.name)?;
        if named.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
            return Err(Refusal::new("block.twice", format!("{name} is named twice.")).into());
        }
        act.db.run("INSERT INTO block(name, tellers) VALUES (?1, ?2)", (&name, block.tellers.trim()))?;
        named.push(name);
    }
    Ok(match blocks {
        [] => "The hall is counted as one.".to_owned(),
        _ => {
            let told: Vec<String> = named
                .iter()
                .zip(blocks)
                .map(|(name, block)| with_tellers(name, block.tellers.trim()))
                .collect();
            format!("The hall is divided into blocks for counting: {}.", told.join("; "))
        }
    })
}

fn with_tellers(name: &str, tellers: &str) -> String {
    if tellers.is_empty() { name.to_owned() } else { format!("{name} ({tellers})") }
}

/// A count keeps the blocks that the hall has when it is called.
pub(crate) fn draw(act: &Act<'_>, vote: VoteId) -> Result<String, Halt> {
    let mut blocks = of_the_hall(act.db)?;
    if blocks.is_empty() {
        blocks.push(HallBlock { name: UNDIVIDED.to_owned(), tellers: String::new() });
    }
    for block in &blocks {
        act.db.run(
            "INSERT INTO vote_block(vote_id, name, tellers) VALUES (?1, ?2, ?3)",
            (vote, &block.name, &block.tellers),
        )?;
    }
    let number = u64::try_from(blocks.len()).unwrap_or_default();
    Ok(if number == 1 { String::new() } else { format!(" {}.", counted(number, "block", "blocks")) })
}

/// One entry of a block.
pub(crate) struct Entry {
    /// `counted`, `empty`, `recount`
    pub(crate) kind: String,
    pub(crate) figures: Option<BlockFigures>,
    pub(crate) why: String,
    pub(crate) station: String,
    pub(crate) at: i64,
}

/// A block of a count, with everything that was entered for it, oldest first.
pub(crate) struct Block {
    pub(crate) id: VoteBlockId,
    pub(crate) name: String,
    pub(crate) tellers: String,
    pub(crate) entries: Vec<Entry>,
}

impl Block {
    /// What stands.
    pub(crate) fn count(&self) -> BlockCount {
        match self.entries.last() {
            None => BlockCount::NotIn,
            Some(Entry { figures: Some(figures), .. }) => BlockCount::In(*figures),
            Some(entry) if entry.kind == "empty" => BlockCount::Empty,
            Some(_) => BlockCount::NotIn,
        }
    }
}

/// The blocks of a count.
pub(crate) fn of(db: &Db, vote: VoteId) -> Result<Vec<Block>, Fault> {
    let mut blocks =
        db.rows("SELECT id, name, tellers FROM vote_block WHERE vote_id = ?1 ORDER BY id", [vote], |r| {
            Ok(Block { id: r.get(0)?, name: r.get(1)?, tellers: r.get(2)?, entries: Vec::new() })
        })?;
    for block in &mut blocks {
        block.entries = db.rows(
            "SELECT kind, for_count, against_count, abstain_count, why, station, at FROM block_count
             WHERE block_id = ?1 ORDER BY id",
            [block.id],
            |r| {
                let (for_, against): (Option<u64>, Option<u64>) = (r.get(1)?, r.get(2)?);
                let abstain = r.get(3)?;
                let figures =
                    for_.zip(against).map(|(for_, against)| BlockFigures { for_, against, abstain });
                Ok(Entry { kind: r.get(0)?, figures, why: r.get(4)?, station: r.get(5)?, at: r.get(6)? })
            },
        )?;
    }
    Ok(blocks)
}

fn counts(blocks: &[Block]) -> Vec<(&str, BlockCount)> {
    blocks.iter().map(|block| (block.name.as_str(), block.count())).collect()
}

/// What is in so far: for the tellers' desk alone.
pub(crate) fn so_far(blocks: &[Block]) -> Figures {
    count::so_far(&counts(blocks))
}

/// What every block comes to, or why it cannot be said yet.
pub(crate) fn total(blocks: &[Block]) -> Result<Total, Refusal> {
    count::total(&counts(blocks))
}

/// The vote that a block belongs to.
pub(crate) fn vote_of(db: &Db, block: VoteBlockId) -> Result<VoteId, Halt> {
    db.row("SELECT vote_id FROM vote_block WHERE id = ?1", [block], |r| r.get(0))?
        .ok_or_else(|| Refusal::new("block.unknown", "There is no such block.").into())
}

fn counting(db: &Db, block: VoteBlockId) -> Result<(Vote, Block), Halt> {
    let vote = known(db, vote_of(db, block)?)?;
    match vote.state.as_str() {
        "called" => expect_state(&vote, &["open"], "The chair starts the count.")?,
        "open" => {}
        _ => expect_state(&vote, &["open"], "Count it again first, with a reason.")?,
    }
    let block = of(db, vote.id)?.into_iter().find(|each| each.id == block);
    let block = block.ok_or_else(|| Refusal::new("block.unknown", "There is no such block."))?;
    Ok((vote, block))
}

pub(crate) fn enter(act: &Act<'_>, id: VoteBlockId, figures: &BlockFigures, reason: Option<&str>) -> Done {
    let (vote, block) = counting(act.db, id)?;
    count::a_block_holds(figures)?;
    count::abstentions_told(vote.card_rule()?.base, figures.abstain)?;
    let stands = block.count() != BlockCount::NotIn;
    let reason = reason.map(str::trim).filter(|reason| !reason.is_empty());
    let why = match (stands, reason) {
        (true, None) => {
            return Err(Refusal::new("block.is_in", format!("{} is in already.", block.name))
                .allowed_by("Say why it is put right; the figures before are kept.")
                .into());
        }
        (true, Some(reason)) => said("reason", reason)?,
        (false, _) => String::new(),
    };
    let whole = |n: u64| i64::try_from(n).unwrap_or_default();
    act.db.insert(
        "INSERT INTO block_count(block_id, kind, for_count, against_count, abstain_count, why, station, at)
         VALUES (?1, 'counted', ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            id,
            whole(figures.for_),
            whole(figures.against),
            figures.abstain.map(whole),
            &why,
            &act.actor.station,
            act.at,
        ),
    )?;
    let who = with_tellers(&block.name, &block.tellers);
    let told = in_words(figures);
    Ok(if why.is_empty() {
        format!("{}: {who} counted {told}.", vote.label())
    } else {
        format!("{}: {who} was put right, {told}: {why}", vote.label())
    })
}

/// `20 for, 4 against, 1 abstained`
fn in_words(figures: &BlockFigures) -> String {
    let abstained = figures.abstain.map_or_else(String::new, |n| format!(", {n} abstained"));
    format!("{} for, {} against{abstained}", figures.for_, figures.against)
}

pub(crate) fn mark_empty(act: &Act<'_>, id: VoteBlockId) -> Done {
    let (vote, block) = counting(act.db, id)?;
    if block.count() != BlockCount::NotIn {
        return Err(Refusal::new("block.is_in", format!("{} is in already.", block.name))
            .allowed_by("Order a recount of the block first, with a reason.")
            .into());
    }
    add(act, id, "empty", "")?;
    Ok(format!("{}: nobody sits in {}.", vote.label(), block.name))
}

fn add(act: &Act<'_>, block: VoteBlockId, kind: &str, why: &str) -> Result<(), Fault> {
    act.db
        .insert(
            "INSERT INTO block_count(block_id, kind, why, station, at) VALUES (?1, ?2, ?3, ?4, ?5)",
            (block, kind, why, &act.actor.station, act.at),
        )
        .map(|_| ())
}

pub(crate) fn recount(act: &Act<'_>, id: VoteId, block: Option<VoteBlockId>, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let vote = known(act.db, id)?;
    if vote.method != Method::Counted {
        return Err(
            Refusal::new("vote.not_by_blocks", "Only a count by tellers is counted again by block.").into()
        );
    }
    expect_state(&vote, &["open", "provisional"], "A declared result is corrected with a reason.")?;
    let all = of(act.db, id)?;
    let again: Vec<&Block> = match block {
        None => all.iter().collect(),
        Some(block) => all.iter().filter(|each| each.id == block).collect(),
    };
    let again: Vec<&Block> = again.into_iter().filter(|each| each.count() != BlockCount::NotIn).collect();
    if again.is_empty() {
        return Err(Refusal::new("block.not_in", "Nothing has been counted there yet.")
            .allowed_by("Enter what its tellers counted.")
            .into());
    }
    for each in &again {
        add(act, each.id, "recount", &reason)?;
    }
    if vote.state == "provisional" {
        act.db.run(
            "UPDATE vote SET for_count = NULL, against_count = NULL, abstain_count = NULL WHERE id = ?1",
            [id],
        )?;
        set_vote_state(act, id, "open")?;
    }
    let what = match (block, again.as_slice()) {
        (Some(_), [one]) => one.name.clone(),
        (Some(_) | None, _) => "the whole hall".to_owned(),
    };
    Ok(format!("{}: {what} is counted again: {reason}", vote.label()))
}

pub(crate) fn finish(act: &Act<'_>, vote: &Vote) -> Done {
    expect_state(vote, &["open"], "The chair starts the count.")?;
    let blocks = of(act.db, vote.id)?;
    let total = total(&blocks)?;
    totals(act, vote.id, &total.figures, total.asked)?;
    let told: Vec<String> = blocks
        .iter()
        .map(|block| match block.count() {
            BlockCount::In(figures) => format!("{} {}", block.name, in_words(&figures)),
            BlockCount::Empty | BlockCount::NotIn => format!("{} empty", block.name),
        })
        .collect();
    let sum = BlockFigures {
        for_: total.figures.for_,
        against: total.figures.against,
        abstain: total.asked.then_some(total.figures.abstain),
    };
    let by_block = if told.len() > 1 { format!(" ({})", told.join("; ")) } else { String::new() };
    Ok(format!("The tellers counted {}{by_block}; the result waits for the chair.", in_words(&sum)))
}
