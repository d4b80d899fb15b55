//! Votes and the tellers' desk.

use std::collections::BTreeMap;

use rules::reconciliation::{CardState, Reconciliation};
use rules::refusal::Refusal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::command::{Choice, HallBlock, Method};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{SlipId, VoteId};
use crate::sql::variant_or_none;
use crate::tellers::{self, Accounted};
use crate::view::parts::{Heading, VoteShown};
use crate::view::shown;
use crate::votes::{self, Vote};

/// Votes, newest first.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct VotesView {
    /// The conference.
    pub heading: Heading,
    /// Card votes and counted hands.
    pub votes: Vec<VoteShown>,
    /// How the hall is divided for the next count; empty where it is counted as one.
    pub blocks: Vec<HallBlock>,
}

/// One vote at the tellers' desk.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct VoteView {
    /// The conference.
    pub heading: Heading,
    /// The vote.
    pub vote: VoteShown,
    /// Every card accounted for, sealed until the count is finished; none where it is not a card vote.
    pub reconciliation: Option<Reconciliation>,
    /// Turnout by section.
    pub sections: Vec<SectionTurnout>,
    /// The newest entries first, at most fifty.
    pub slips: Vec<SlipLine>,
    /// Slips in query.
    pub queries: Vec<SlipLine>,
    /// Cards not seen, largest first.
    pub not_seen: Vec<NotSeen>,
    /// Why the count cannot be finished yet; none where it can.
    pub not_ready: Option<Refusal>,
}

/// How much of a section has been seen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SectionTurnout {
    /// Name.
    pub name: Option<String>,
    /// Votes issued.
    pub issued: u64,
    /// Votes entered.
    pub seen: u64,
    /// `58.31`
    pub seen_percent: String,
    /// In the card vote declared before this one, where there was one.
    pub before_percent: Option<String>,
}

/// One slip as entered.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SlipLine {
    /// Its id.
    pub id: SlipId,
    /// Number as typed.
    pub number: u32,
    /// Delegation; empty where the number is unknown.
    pub delegation: String,
    /// Value; none where the number is unknown.
    pub value: Option<u64>,
    /// What it says; none until the count is finished, except in query and to the station that entered it: no station
    /// sees how the vote goes.
    pub choice: Option<Choice>,
    /// `counted`, `query`, `set_aside`
    pub state: String,
    /// Why it is a query, or how it was settled.
    pub why: String,
    /// Who entered it.
    pub station: String,
}

/// A card that has not been seen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct NotSeen {
    /// Number of the card.
    pub number: u32,
    /// Delegation.
    pub delegation: String,
    /// Value.
    pub value: u64,
    /// The tellers say it was not handed in.
    pub not_returned: bool,
}

/// The electorate of a card vote.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct RollView {
    /// Which.
    pub vote: VoteId,
    /// Every card.
    pub cards: Vec<RollLine>,
}

/// One card of the electorate.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct RollLine {
    /// Number.
    pub number: u32,
    /// Delegation.
    pub delegation: String,
    /// Section.
    pub section: Option<String>,
    /// Value.
    pub value: u64,
    /// Cancelled, and not to be counted.
    pub cancelled: bool,
}

/// Entries shown.
const NEWEST: i64 = 50;

/// Votes that were counted or are to be, newest first.
pub(crate) fn list(db: &Db, now: i64) -> Result<VotesView, Fault> {
    let mut shown = Vec::new();
    for vote in votes::all(db)?.iter().filter(|v| v.method != Method::Agreed) {
        shown.push(shown::vote(db, vote)?);
    }
    Ok(VotesView { heading: shown::heading(db, now)?, votes: shown, blocks: votes::blocks::of_the_hall(db)? })
}

/// One vote at the tellers' desk of a station.
pub(crate) fn vote(db: &Db, id: VoteId, station: Option<&str>, now: i64) -> Result<VoteView, Fault> {
    let vote = shown::plain(votes::known(db, id))?;
    let sealed = !matches!(vote.state.as_str(), "provisional" | "declared");
    let cards = if vote.method == Method::Card { tellers::accounted(db, id)? } else { Vec::new() };
    let mut not_seen: Vec<NotSeen> = cards
        .iter()
        .filter(|c| matches!(c.state, CardState::NotSeen | CardState::NotReturned))
        .map(|c| NotSeen {
            number: c.number,
            delegation: c.delegation.clone(),
            value: c.value,
            not_returned: c.state == CardState::NotReturned,
        })
        .collect();
    not_seen.sort_by_key(|c| (std::cmp::Reverse(c.value), c.number));
    let is_card = vote.method == Method::Card;
    Ok(VoteView {
        heading: shown::heading(db, now)?,
        vote: shown::vote(db, &vote)?,
        reconciliation: is_card.then(|| {
            let whole = tellers::reconciliation(&cards);
            if sealed { whole.sealed() } else { whole }
        }),
        sections: turnout(db, &vote, &cards)?,
        slips: slips(db, id, "counted", sealed, station)?,
        queries: slips(db, id, "query", sealed, station)?,
        not_seen,
        not_ready: if is_card { tellers::ready(db, id, &cards)?.err() } else { None },
    })
}

fn slips(
    db: &Db,
    vote: VoteId,
    which: &'static str,
    sealed: bool,
    station: Option<&str>,
) -> Result<Vec<SlipLine>, Fault> {
    // Queries by themselves; the list of entries holds everything, in the order it was typed.
    db.rows(
        "SELECT s.id, s.number, coalesce(r.delegation, ''), r.value,
                CASE WHEN ?4 = 0 OR s.state = 'query' OR s.station = ?5 THEN s.choice END, s.state, s.why, s.station
         FROM slip s LEFT JOIN roll r ON r.id = s.roll_id
         WHERE s.vote_id = ?1 AND (?2 <> 'query' OR s.state = 'query') ORDER BY s.id DESC LIMIT ?3",
        (vote, which, NEWEST, sealed, station),
        |r| {
            Ok(SlipLine {
                id: r.get(0)?,
                number: r.get(1)?,
                delegation: r.get(2)?,
                value: r.get(3)?,
                choice: variant_or_none(r, 4)?,
                state: r.get(5)?,
                why: r.get(6)?,
                station: r.get(7)?,
            })
        },
    )
}

/// Votes issued and seen, by section.
type Turnout = BTreeMap<Option<String>, (u64, u64)>;

fn turnout_of(cards: &[Accounted]) -> Turnout {
    let mut sections = Turnout::new();
    for card in cards.iter().filter(|c| c.state != CardState::Cancelled) {
        let (issued, seen) = sections.entry(card.section.clone()).or_default();
        *issued += card.value;
        if matches!(card.state, CardState::For | CardState::Against | CardState::Abstain | CardState::Spoiled)
        {
            *seen += card.value;
        }
    }
    sections
}

fn turnout(db: &Db, vote: &Vote, cards: &[Accounted]) -> Result<Vec<SectionTurnout>, Fault> {
    let before = votes::all(db)?
        .into_iter()
        .find(|v| v.id < vote.id && v.method == Method::Card && v.state == "declared");
    let before = match before {
        Some(before) => turnout_of(&tellers::accounted(db, before.id)?),
        None => Turnout::new(),
    };
    let percent = |seen: u64, issued: u64| rules::share::percent(u128::from(seen), u128::from(issued));
    Ok(turnout_of(cards)
        .into_iter()
        .map(|(name, (issued, seen))| SectionTurnout {
            before_percent: before.get(&name).map(|(issued, seen)| percent(*seen, *issued)),
            name,
            issued,
            seen,
            seen_percent: percent(seen, issued),
        })
        .collect())
}

/// The electorate of a card vote.
pub(crate) fn roll(db: &Db, vote: VoteId) -> Result<RollView, Fault> {
    let cards = db.rows(
        "SELECT number, delegation, section, value, state = 'cancelled' FROM roll WHERE vote_id = ?1 ORDER BY number",
        [vote],
        |r| {
            Ok(RollLine {
                number: r.get(0)?,
                delegation: r.get(1)?,
                section: r.get(2)?,
                value: r.get(3)?,
                cancelled: r.get(4)?,
            })
        },
    )?;
    Ok(RollView { vote, cards })
}
