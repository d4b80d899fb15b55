//! Who may vote, by which decisions; and every version of the register, with what made it.

use rules::franchise::{Standing, in_words};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::parts::Heading;
use super::shown::{heading, plain};
use crate::db::Db;
use crate::franchise;
use crate::halt::Fault;
use crate::ids::{FranchiseId, VoteId};
use crate::votes;

/// Who may vote, and how it came to that.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct FranchiseView {
    /// The heading.
    pub heading: Heading,
    /// Who may vote now, by standing.
    pub standings: Vec<Standing>,
    /// `everyone present`
    pub who_votes: String,
    /// All who may vote.
    pub voters: u64,
    /// Of them present.
    pub voters_present: u64,
    /// Every change, newest first.
    pub changes: Vec<FranchiseChange>,
    /// Votes that could decide it: those declared carried, newest first.
    pub votes: Vec<DecidingVote>,
    /// The register's versions, newest first.
    pub versions: Vec<VersionLine>,
    /// There are older ones.
    pub more_versions: bool,
}

/// One change of who may vote.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct FranchiseChange {
    /// Its id.
    pub id: FranchiseId,
    /// `everyone present`
    pub who_votes: String,
    /// The vote that decided it, in words; none where none did.
    pub decided_by: Option<String>,
    /// Its result has been corrected since, and it was not carried.
    pub without_ground: bool,
    /// Why.
    pub reason: String,
    /// In force from.
    #[ts(type = "number")]
    pub at: i64,
}

/// A vote that was carried.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct DecidingVote {
    /// Its id.
    pub id: VoteId,
    /// `The show of hands: That motion 1 be agreed.`
    pub words: String,
}

/// One version of the register.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct VersionLine {
    /// Its number.
    pub version: i64,
    /// What made it.
    pub why: String,
    /// When.
    #[ts(type = "number")]
    pub at: i64,
}

/// Who may vote as it stands.
pub(crate) fn franchise(db: &Db, now: i64) -> Result<FranchiseView, Fault> {
    let standings = franchise::in_force(db)?.standings;
    let voters = franchise::voters(db)?;
    let mut versions =
        db.rows("SELECT id, why, at FROM register_version ORDER BY id DESC LIMIT 201", [], |r| {
            Ok(VersionLine { version: r.get(0)?, why: r.get(1)?, at: r.get(2)? })
        })?;
    let more_versions = versions.len() > 200;
    versions.truncate(200);
    Ok(FranchiseView {
        heading: heading(db, now)?,
        who_votes: in_words(&standings),
        standings,
        voters: voters.registered,
        voters_present: voters.present,
        changes: changes(db)?,
        votes: deciding(db)?,
        versions,
        more_versions,
    })
}

fn changes(db: &Db) -> Result<Vec<FranchiseChange>, Fault> {
    let rows =
        db.rows("SELECT id, standings, vote_id, reason, at FROM franchise ORDER BY id DESC", [], |r| {
            Ok((r.get(0)?, r.get::<_, String>(1)?, r.get::<_, Option<VoteId>>(2)?, r.get(3)?, r.get(4)?))
        })?;
    rows.into_iter()
        .map(|(id, standings, vote, reason, at)| {
            let standings: Vec<Standing> = serde_json::from_str(&standings)?;
            Ok(FranchiseChange {
                id,
                who_votes: in_words(&standings),
                decided_by: vote.map(|vote| words_of(db, vote)).transpose()?,
                without_ground: match vote {
                    Some(vote) => franchise::carried(db, vote)? != Some(true),
                    None => false,
                },
                reason,
                at,
            })
        })
        .collect()
}

pub(super) fn words_of(db: &Db, vote: VoteId) -> Result<String, Fault> {
    let vote = plain(votes::known(db, vote))?;
    Ok(format!("{}: {}", vote.label(), vote.wording))
}

pub(super) fn deciding(db: &Db) -> Result<Vec<DecidingVote>, Fault> {
    let ids = db.rows(
        "SELECT v.id FROM vote v WHERE v.state = 'declared' AND 'carried' =
           (SELECT outcome FROM result WHERE vote_id = v.id ORDER BY id DESC LIMIT 1) ORDER BY v.id DESC LIMIT 50",
        [],
        |r| r.get::<_, VoteId>(0),
    )?;
    ids.into_iter().map(|id| Ok(DecidingVote { id, words: words_of(db, id)? })).collect()
}
