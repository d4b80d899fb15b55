//! A choice between several options, and a demand that waits, as the screens show them.

use rules::demand::Wanted;
use rules::options::{Round, Way, chair_may_decide};
use rules::refusal::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::choosing::{self, Choosing};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{ChoosingId, ChoosingOptionId, DemandId, ItemId, QuestionId};
use crate::votes::demands;

/// A demand that the chair has not answered.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct DemandShown {
    /// Its id.
    pub id: DemandId,
    /// What.
    pub wanted: Wanted,
    /// Who.
    pub by: String,
    /// It binds the chair.
    pub binds: bool,
    /// Why it does or does not.
    pub why: String,
}

/// A choice between options.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct ChoosingShown {
    /// Its id.
    pub id: ChoosingId,
    /// What is chosen.
    pub title: String,
    /// How.
    pub way: Way,
    /// `open`, `declared`
    pub state: String,
    /// When it was declared, ms.
    pub decided_at: Option<i64>,
    /// The round.
    pub round: u32,
    /// The round is between those that were level with fewest alone.
    pub between_last: bool,
    /// Every option.
    pub options: Vec<CandidateShown>,
    /// What the round comes to, once it is counted: for the chair, until it is declared.
    pub found: Option<Round>,
    /// The figures and the rule.
    pub reason: String,
    /// What an option needs to be chosen.
    pub needs: String,
    /// Why the chair’s own vote does not decide a tie without more ado.
    pub no_casting: Option<Refusal>,
}

/// One option.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct CandidateShown {
    /// Its id.
    pub id: ChoosingOptionId,
    /// `B`
    pub letter: String,
    /// What it says.
    pub words: String,
    /// `standing`, `level`, `dropped`, `chosen`, `carried`, `lost`
    pub state: String,
    /// In which round it dropped out.
    pub dropped_in: Option<u32>,
    /// It is voted on in this round.
    pub voted_on: bool,
    /// For it, in this round.
    pub votes: Option<u64>,
    /// Against it, where each is voted on by itself.
    pub against: Option<u64>,
}

/// What stands beside the question before conference.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema, TS)]
pub struct Beside {
    /// A demand that the chair has not answered.
    pub demand: Option<DemandShown>,
    /// A choice between options, the newest of the item.
    pub choosing: Option<ChoosingShown>,
}

/// What stands beside the question before conference.
pub(super) fn beside(db: &Db, item: Option<ItemId>, question: Option<QuestionId>) -> Result<Beside, Fault> {
    Ok(Beside {
        demand: question.map(|question| demand(db, question)).transpose()?.flatten(),
        choosing: item.map(|item| of_item(db, item)).transpose()?.flatten(),
    })
}

/// The demand on a question that waits.
fn demand(db: &Db, question: QuestionId) -> Result<Option<DemandShown>, Fault> {
    Ok(demands::pending(db, question)?.map(|demand| DemandShown {
        id: demand.id,
        wanted: demand.wanted,
        by: demand.by,
        binds: demand.binds,
        why: demand.why,
    }))
}

/// The newest choice of an item.
pub(super) fn of_item(db: &Db, item: ItemId) -> Result<Option<ChoosingShown>, Fault> {
    choosing::of_item(db, item)?.map(|choosing| shown(db, &choosing)).transpose()
}

fn shown(db: &Db, choosing: &Choosing) -> Result<ChoosingShown, Fault> {
    let all = choosing::options_of(db, choosing)?;
    let found = if choosing.state == "open" { choosing::found(choosing, &all) } else { None };
    let (found, reason) = found.map_or((None, String::new()), |found| (Some(found.round), found.reason));
    Ok(ChoosingShown {
        id: choosing.id,
        title: choosing.title.clone(),
        way: choosing.way,
        state: choosing.state.clone(),
        decided_at: choosing.decided_at,
        round: choosing.round,
        between_last: choosing.between_last,
        options: all
            .iter()
            .map(|option| CandidateShown {
                id: option.id,
                letter: option.letter.clone(),
                words: option.words.clone(),
                state: option.state.clone(),
                dropped_in: option.dropped_in,
                voted_on: choosing.state == "open" && option.is_in(choosing),
                votes: option.votes,
                against: option.against,
            })
            .collect(),
        found,
        reason,
        needs: choosing.way.needs(cast(choosing, &all)),
        no_casting: chair_may_decide(choosing.tie).err(),
    })
}

/// The votes of the round that is counted; none before it is.
fn cast(choosing: &Choosing, all: &[choosing::Candidate]) -> Option<u64> {
    let standing = all.iter().filter(|option| option.dropped_in.is_none_or(|round| round >= choosing.round));
    let votes: Option<Vec<u64>> = standing.map(|option| option.votes).collect();
    votes.map(|votes| votes.into_iter().fold(0, u64::saturating_add)).filter(|cast| *cast > 0)
}

/// The same for the hall: no figures of a round that is not declared.
pub(super) fn in_the_hall(shown: ChoosingShown) -> ChoosingShown {
    if shown.state != "open" {
        return shown;
    }
    let options = shown
        .options
        .into_iter()
        .map(|option| CandidateShown { votes: None, against: None, ..option })
        .collect();
    let needs = shown.way.needs(None);
    ChoosingShown { options, found: None, reason: String::new(), needs, ..shown }
}

/// Why a round that comes to this cannot be declared without more ado.
pub(super) fn tied(round: &Round) -> Result<(), Refusal> {
    match round {
        Round::TieForFirst { letters } | Round::TieForLast { letters } => {
            Err(Refusal::new("vote.tie", format!("{} are level.", letters.join(" and ")))
                .allowed_by("Say whether conference votes between them, votes again, or the chair decides."))
        }
        Round::Nobody => Err(Refusal::new("options.nobody", "Nobody voted, so nothing is chosen.")
            .allowed_by("Count again, or give it up.")),
        Round::Chosen { .. } | Round::Drops { .. } | Round::Each { .. } => Ok(()),
    }
}
