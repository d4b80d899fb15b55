//! A count by tellers, a roll call and a secret ballot as they are taken: for the desk that takes them.
//!
//! Invariant: nothing here puts a person beside a paper, and no sum of a secret ballot is given before every paper is
//! accounted for. What a batch says is for whoever holds its papers; neither the chair's screen nor the hall's shows it.

use rules::reconciliation::{self, CardState, Reconciliation, UncountedCard};
use rules::refusal::Refusal;
use rules::roll_call::Answer;
use rules::secret_ballot::{self, Batch};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::account;
use crate::command::Method;
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{BallotBatchId, BallotVoterId, CalledNameId, VoteBlockId, VoteId};
use crate::stations;
use crate::view::parts::{Counted, Heading, VoteShown};
use crate::view::shown;
use crate::votes::{self, Vote, blocks, roll_call, secret};

/// A count as it is taken. Of the three lists only the one of its method is filled.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct CountView {
    /// The conference.
    pub heading: Heading,
    /// The vote.
    pub vote: VoteShown,
    /// Counted by tellers: each block.
    pub blocks: Vec<HallBlockShown>,
    /// Counted by tellers, or a roll call: what is in so far.
    pub so_far: Option<Counted>,
    /// A roll call: everyone on the list.
    pub names: Vec<CalledNameShown>,
    /// A secret ballot.
    pub ballot: Option<SecretBallotShown>,
    /// A roll call: names are answered for now.
    pub answering: bool,
    /// Something is left of it that can be counted anew, nobody does so yet, and whoever looks may ask for it.
    pub recountable: bool,
    /// It is a recount: the first count stays beside it.
    pub recount_of: Option<VoteId>,
    /// The station that asks may do what the head teller does.
    pub head: bool,
}

/// A block of the hall.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct HallBlockShown {
    /// Its id.
    pub id: VoteBlockId,
    /// Name.
    pub name: String,
    /// Who counts there.
    pub tellers: String,
    /// `waiting`, `counted`, `empty`, `recount`
    pub state: String,
    /// What stands.
    pub counted: Option<Counted>,
    /// What was entered before, newest first, with why it no longer stands.
    pub before: Vec<BlockEntryShown>,
}

/// An entry that no longer stands.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct BlockEntryShown {
    /// Its figures.
    pub counted: Counted,
    /// Why it no longer stands.
    pub why: String,
    /// Who entered it.
    pub station: String,
    /// When, ms.
    pub at: i64,
}

/// Somebody in a roll call.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct CalledNameShown {
    /// Id.
    pub id: CalledNameId,
    /// Badge.
    pub badge: String,
    /// Name.
    pub name: String,
    /// Body.
    pub body: String,
    /// Was checked in when the roll was called.
    pub checked_in: bool,
    /// What was answered.
    #[ts(type = "\"for\" | \"against\" | \"abstain\" | \"absent\" | null")]
    pub answer: Option<Answer>,
    /// Why it was put right; empty where it was not.
    pub why: String,
    /// Where the roll is read again: what the first count has.
    #[ts(type = "\"for\" | \"against\" | \"abstain\" | \"absent\" | null")]
    pub first: Option<Answer>,
}

/// A secret ballot.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SecretBallotShown {
    /// Papers issued; none until somebody has said.
    pub issued: Option<u64>,
    /// People marked as having collected a paper.
    pub marked: u64,
    /// Papers counted.
    pub in_boxes: u64,
    /// Papers missing; none where more came back than went out, or nobody said how many went out.
    pub missing: Option<u64>,
    /// What the tellers said was not returned.
    pub not_returned: Option<u64>,
    /// The list, in the order of the register.
    pub voters: Vec<BallotVoterShown>,
    /// Batches, largest first.
    pub batches: Vec<BallotBatchShown>,
    /// The sums, once the count is finished.
    pub sums: Option<Batch>,
    /// Papers issued and marks differ.
    pub odd: Option<String>,
}

/// Somebody on the list of a secret ballot.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct BallotVoterShown {
    /// Id.
    pub id: BallotVoterId,
    /// Badge.
    pub badge: String,
    /// Name.
    pub name: String,
    /// Body.
    pub body: String,
    /// Has collected a paper.
    pub has_voted: bool,
}

/// A batch of papers. Its figures are for whoever holds the papers.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct BallotBatchShown {
    /// Id.
    pub id: BallotBatchId,
    /// Papers in it.
    pub papers: u64,
    /// What they say.
    pub batch: Batch,
    /// Why it was put aside; none where it counts.
    pub set_aside: Option<String>,
}

/// How far a vote has come.
#[derive(Default)]
pub(super) struct Progress {
    pub(super) entered: u64,
    pub(super) issued: u64,
    pub(super) not_ready: Option<Refusal>,
    pub(super) calling: Option<String>,
    pub(super) notes: Vec<String>,
}

fn len<T>(all: impl Iterator<Item = T>) -> u64 {
    u64::try_from(all.count()).unwrap_or_default()
}

/// How far a vote has come, by whatever way it is taken.
pub(super) fn progress(db: &Db, vote: &Vote) -> Result<Progress, Fault> {
    let figures = match vote.method {
        Method::Card => None,
        Method::Agreed | Method::Hands | Method::Counted | Method::RollCall | Method::Secret => {
            votes::tallies(db, vote)?.first().map(|tally| tally.figures)
        }
    };
    let voters = votes::voters(db, vote.id)?;
    let odd = |figures| rules::count::odd(&figures, voters);
    match vote.method {
        Method::Agreed | Method::Hands => {
            let notes = figures.and_then(odd).into_iter().collect();
            Ok(Progress { notes, ..Progress::default() })
        }
        Method::Card => {
            let sums = account::sections(db, vote.id)?;
            let cards = |which: fn(CardState) -> bool| -> u64 {
                sums.values().flatten().filter(|known| which(known.state)).map(|known| known.cards).sum()
            };
            Ok(Progress {
                entered: cards(account::is_seen),
                issued: cards(|state| state != CardState::Cancelled),
                notes: uncounted(db, vote, &account::reconciliation(&sums))?,
                ..Progress::default()
            })
        }
        Method::Counted => {
            let blocks = blocks::of(db, vote.id)?;
            let not_in = rules::count::BlockCount::NotIn;
            Ok(Progress {
                entered: len(blocks.iter().filter(|block| block.count() != not_in)),
                issued: len(blocks.iter()),
                not_ready: blocks::total(&blocks).err(),
                calling: None,
                notes: figures.and_then(odd).into_iter().collect(),
            })
        }
        Method::RollCall => {
            let list = roll_call::of(db, vote.id)?;
            Ok(Progress {
                entered: len(list.iter().filter(|name| name.answer.is_some())),
                issued: len(list.iter()),
                not_ready: roll_call::total(vote, &list).err(),
                calling: roll_call::next(db, vote.id)?,
                notes: Vec::new(),
            })
        }
        Method::Secret => {
            let account = secret::account(db, vote.id)?;
            let counted = matches!(vote.state.as_str(), "provisional" | "declared" | "recounted");
            let spoiled = account.batches.spoiled;
            let spoiled = (counted && spoiled > 0)
                .then(|| format!("{} spoiled.", rules::share::counted(spoiled, "paper was", "papers were")));
            Ok(Progress {
                entered: account.in_boxes(),
                issued: account.issued.unwrap_or_default(),
                not_ready: secret::ready(db, vote.id)?.err(),
                calling: None,
                notes: spoiled.into_iter().chain(secret_ballot::odd(&account)).collect(),
            })
        }
    }
}

/// The cards that count for nothing, the largest named, while the chair can still have their delegations called (§8,
/// UNISON 2007: a card left unsigned) or a box looked for; and a turnout that fell where nobody is asked about it.
fn uncounted(db: &Db, vote: &Vote, account: &Reconciliation) -> Result<Vec<String>, Fault> {
    if vote.state != "provisional" {
        return Ok(Vec::new());
    }
    let largest = |state: &str, cards: u64| match cards {
        0 => Ok(Vec::new()),
        _ => db.rows(
            "SELECT a.number, r.delegation, a.value FROM card_account a JOIN roll r ON r.id = a.id
             WHERE a.vote_id = ?1 AND a.state = ?2 ORDER BY a.value DESC, a.number LIMIT 3",
            (vote.id, state),
            |r| Ok(UncountedCard { number: r.get(0)?, of: r.get(1)?, votes: r.get(2)? }),
        ),
    };
    let (spoiled, absent) = (account.spoiled, account.not_returned);
    Ok([
        reconciliation::spoiled(&largest("spoiled", spoiled.cards)?, spoiled.cards),
        reconciliation::not_returned(&largest("not_returned", absent.cards)?, absent),
        votes::fell_unasked(db, vote)?,
    ]
    .into_iter()
    .flatten()
    .collect())
}

/// A count as it is taken.
pub(crate) fn count(db: &Db, id: VoteId, station: Option<&str>, now: i64) -> Result<CountView, Fault> {
    let vote = shown::plain(votes::known(db, id))?;
    let blocks = blocks::of(db, id)?;
    let names = roll_call::of(db, id)?;
    let so_far = match vote.method {
        Method::Counted => {
            let asked = blocks.iter().filter_map(|b| b.entries.last()?.figures).any(|f| f.abstain.is_some());
            Some((blocks::so_far(&blocks), asked))
        }
        Method::RollCall => Some((roll_call::so_far(&names), true)),
        Method::Agreed | Method::Hands | Method::Card | Method::Secret => None,
    };
    Ok(CountView {
        heading: shown::heading(db, now)?,
        vote: shown::vote(db, &vote)?,
        blocks: blocks.iter().map(block).collect(),
        so_far: so_far.map(|(f, asked)| Counted {
            r#for: f.for_,
            against: f.against,
            abstain: asked.then_some(f.abstain),
        }),
        names: names
            .into_iter()
            .map(|n| CalledNameShown {
                id: n.id,
                badge: n.badge,
                name: n.name,
                body: n.body,
                checked_in: n.checked_in,
                answer: n.answer,
                why: n.why,
                first: n.first,
            })
            .collect(),
        ballot: if vote.method == Method::Secret { Some(ballot(db, &vote)?) } else { None },
        answering: roll_call::is_answered(&vote),
        recountable: votes::is_recountable(db, &vote)? && !stations::is_let_in(db, station)?,
        recount_of: vote.recount_of,
        head: stations::is_heads(db, station)?,
    })
}

fn block(block: &blocks::Block) -> HallBlockShown {
    let figures =
        |f: &rules::count::BlockFigures| Counted { r#for: f.for_, against: f.against, abstain: f.abstain };
    let mut before = Vec::new();
    for (entry, after) in block.entries.iter().zip(block.entries.iter().skip(1)) {
        if let Some(counted) = &entry.figures {
            before.push(BlockEntryShown {
                counted: figures(counted),
                why: after.why.clone(),
                station: entry.station.clone(),
                at: entry.at,
            });
        }
    }
    before.reverse();
    let last = block.entries.last();
    HallBlockShown {
        id: block.id,
        name: block.name.clone(),
        tellers: block.tellers.clone(),
        state: last.map_or_else(|| "waiting".to_owned(), |entry| entry.kind.clone()),
        counted: last.and_then(|entry| entry.figures.as_ref()).map(figures),
        before,
    }
}

fn ballot(db: &Db, vote: &Vote) -> Result<SecretBallotShown, Fault> {
    let account = secret::account(db, vote.id)?;
    let counted = matches!(vote.state.as_str(), "provisional" | "declared" | "recounted");
    let mut batches: Vec<BallotBatchShown> = secret::batches(db, vote.id)?
        .into_iter()
        .map(|each| BallotBatchShown {
            id: each.id,
            papers: each.batch.papers(),
            batch: each.batch,
            set_aside: each.set_aside,
        })
        .collect();
    batches.sort_by_key(|each| (each.set_aside.is_some(), std::cmp::Reverse(each.papers), each.id));
    Ok(SecretBallotShown {
        issued: account.issued,
        marked: account.marked,
        in_boxes: account.in_boxes(),
        missing: account.missing(),
        not_returned: account.not_returned,
        voters: secret::voters(db, vote.id)?
            .into_iter()
            .map(|v| BallotVoterShown {
                id: v.id,
                badge: v.badge,
                name: v.name,
                body: v.body,
                has_voted: v.has_voted,
            })
            .collect(),
        batches,
        sums: counted.then_some(account.batches),
        odd: secret_ballot::odd(&account),
    })
}
