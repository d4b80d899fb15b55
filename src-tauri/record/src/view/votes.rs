//! Votes and the tellers' desk.
//!
//! Invariant: what it costs to show a vote does not grow with the cards that were entered.

use rules::batch::Says;
use rules::reconciliation::Reconciliation;
use rules::refusal::Refusal;
use rules::share::percent;
use rules::turnout::Fall;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::account;
use crate::batches::{all_settled, at_station};
use crate::command::{Choice, HallBlock, Method};
use crate::db::Db;
use crate::delegations;
use crate::halt::Fault;
use crate::ids::{SlipId, VoteId};
use crate::stations;
use crate::tellers;
use crate::view::batches::{self, BatchLine, DifferenceLine, InHand};
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
    /// The same by section, sealed alike; empty where conference has no sections.
    pub by_section: Vec<SectionAccount>,
    /// Turnout by section.
    pub sections: Vec<SectionTurnout>,
    /// Every batch is entered twice.
    pub twice: bool,
    /// Which cards are typed and not settled is kept from whoever asks: in the account they stand with those not seen.
    pub blind: bool,
    /// A card's votes may be divided.
    pub split: bool,
    /// A slip is signed: one that is not is a query.
    pub signed: bool,
    /// Batches, in the order opened.
    pub batches: Vec<BatchLine>,
    /// The entry that the station that asks is typing.
    pub in_hand: Option<InHand>,
    /// Cards on which entries differ.
    pub differences: Vec<DifferenceLine>,
    /// What was entered by itself, in no batch: the newest first, at most fifty.
    pub slips: Vec<SlipLine>,
    /// Every slip in query, newest first.
    pub queries: Vec<SlipLine>,
    /// The station that asks may do what the head teller does.
    pub head: bool,
    /// Cards not seen, the largest first, at most twelve; the whole list is a view of its own.
    pub not_seen: Vec<NotSeen>,
    /// A fall by more than so many points is to be acknowledged before the declaration; none where the standing orders have
    /// nobody asked.
    pub turnout_limit: Option<u32>,
    /// A fall of turnout that is to be looked at, once the count is finished.
    pub turnout: Option<TurnoutFall>,
    /// Why the count cannot be finished yet; none where it can.
    pub not_ready: Option<Refusal>,
    /// Where these cards are being counted anew, or of which vote they are: `Card vote 7`.
    pub recount: Option<VoteId>,
    /// The register whose cards, votes and sections these are; none where it is not a card vote.
    pub register: Option<RegisterOfVote>,
}

/// The register as it stood when a card vote was called. What is changed in it afterwards changes nothing in the vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct RegisterOfVote {
    /// Its version.
    pub version: i64,
    /// The version that is in force now.
    pub now: i64,
}

/// The account of one section.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct SectionAccount {
    /// Name.
    pub name: String,
    /// Its cards.
    pub account: Reconciliation,
}

/// A fall of turnout beyond what the standing orders let pass.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct TurnoutFall {
    /// Section by section.
    pub falls: Vec<Fall>,
    /// `Branches 58.31% (81.02% before)`
    pub sentence: String,
    /// What somebody found who looked at it, and where; none until then.
    pub looked_at: Option<(String, String)>,
}

/// Every card that was not seen.
#[derive(Debug, Clone, Serialize, Deserialize, JsonSchema, TS)]
pub struct NotSeenView {
    /// `Card vote 7`
    pub label: String,
    /// The largest first.
    pub cards: Vec<NotSeen>,
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
    /// In those before, newest first: label and percentage.
    pub earlier: Vec<(String, String)>,
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
    /// What it says; none until the count is finished, except to the station that entered it, and in query to whoever
    /// settles it: no station sees how the vote goes. None, too, where its votes are divided, or where it is not published how each card was cast.
    pub choice: Option<Choice>,
    /// Its parts, where its votes are divided, and under the same rule.
    pub split: Option<(u64, u64, u64)>,
    /// `counted`, `query`, `set_aside`
    pub state: String,
    /// Why it is a query, or how it was settled.
    pub why: String,
    /// Who entered it.
    pub station: String,
    /// It can be counted, once somebody settles it so: its card is in the vote, or may join it.
    pub countable: bool,
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
/// Cards not seen that are named beside the account.
const LARGEST: i64 = 12;

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
    let sealed = !is_opened(&vote);
    let is_card = vote.method == Method::Card;
    let sums = if is_card { account::sections(db, id)? } else { account::Sections::new() };
    let whole = account::reconciliation(&sums);
    let sight = Sight::of(db, &vote, station)?;
    let blind = vote.counting.twice && !sight.unseen;
    let seal = |account: Reconciliation| {
        let account = if sealed { account.sealed() } else { account };
        if blind { account.blind() } else { account }
    };
    let not_ready = if is_card { tellers::ready(db, id, &whole)?.err() } else { None };
    let by_section = sums.iter().filter_map(|(name, known)| {
        let account = seal(rules::reconciliation::reconcile(known));
        name.clone().map(|name| SectionAccount { name, account })
    });
    Ok(VoteView {
        heading: shown::heading(db, now)?,
        vote: shown::vote(db, &vote)?,
        reconciliation: is_card.then(|| seal(whole)),
        by_section: by_section.collect(),
        sections: turnout(db, &vote, &sums)?,
        twice: vote.counting.twice,
        blind,
        split: vote.counting.split,
        signed: vote.counting.signed,
        batches: batches::list(db, id, station)?,
        in_hand: batches::in_hand(db, &vote, station)?,
        differences: batches::differences(db, id)?,
        slips: slips(db, &vote, &sight)?,
        queries: queries(db, &vote, &sight)?,
        head: sight.head,
        not_seen: if sight.unseen { not_seen(db, id, LARGEST)? } else { Vec::new() },
        turnout_limit: vote.counting.turnout_fall,
        turnout: fall(db, &vote)?,
        not_ready,
        recount: votes::newer(db, id)?,
        register: register(db, id)?,
    })
}

fn register(db: &Db, id: VoteId) -> Result<Option<RegisterOfVote>, Fault> {
    let version: Option<i64> =
        db.row("SELECT register_version FROM vote WHERE id = ?1", [id], |r| r.get(0))?.flatten();
    let now = delegations::version(db)?;
    Ok(version.map(|version| RegisterOfVote { version, now }))
}

/// Whether the count is finished, so that its figures may be seen.
fn is_opened(vote: &Vote) -> bool {
    matches!(vote.state.as_str(), "provisional" | "declared" | "recounted")
}

/// Whether how each card was cast may be seen.
fn cards_open(vote: &Vote) -> bool {
    is_opened(vote) && vote.counting.line_items
}

/// The fall of turnout that is to be looked at before the result is declared, or was.
fn fall(db: &Db, vote: &Vote) -> Result<Option<TurnoutFall>, Fault> {
    if vote.method != Method::Card || !is_opened(vote) {
        return Ok(None);
    }
    let falls = votes::falls(db, vote)?;
    if falls.is_empty() {
        return Ok(None);
    }
    let looked_at = votes::looked_at(db, vote.id, &falls)?;
    Ok(Some(TurnoutFall { sentence: rules::turnout::words(&falls), falls, looked_at }))
}

/// What the station that asks may see of a count that is going on.
struct Sight<'a> {
    /// How every card was cast.
    cards: bool,
    /// What slips in query say: they are settled against the paper by the head teller, who types no batch meanwhile.
    queries: bool,
    /// It settles, and finishes.
    head: bool,
    /// Which cards nobody has typed yet: who knows that knows which another has typed.
    unseen: bool,
    station: Option<&'a str>,
}

impl<'a> Sight<'a> {
    fn of(db: &Db, vote: &Vote, station: Option<&'a str>) -> Result<Self, Fault> {
        let head = stations::is_heads(db, station)?;
        let typing = match station {
            Some(name) => at_station(db, vote.id, name)?.is_some(),
            None => false,
        };
        let queries = head && !typing;
        let unseen = queries || all_settled(db, vote.id)?.is_ok();
        Ok(Self { cards: cards_open(vote), queries, head, unseen, station })
    }
}

/// Entries in no batch; everything, in the order typed.
fn slips(db: &Db, vote: &Vote, sight: &Sight<'_>) -> Result<Vec<SlipLine>, Fault> {
    db.rows(
        "SELECT s.id, s.number, coalesce(r.delegation, ''), r.value, s.choice, s.split_for, s.split_against,
                s.split_abstain, s.state, s.why, s.station, ?3 OR (?5 AND s.state = 'query') OR s.station = ?4,
                coalesce(r.state <> 'cancelled', 0)
         FROM slip s INDEXED BY slip_of_entry LEFT JOIN roll r ON r.id = s.roll_id
         WHERE s.vote_id = ?1 AND s.entry_id IS NULL ORDER BY s.id DESC LIMIT ?2",
        (vote.id, NEWEST, sight.cards, sight.station, sight.queries),
        line,
    )
}

/// Slips in query, newest first; every one of them, or the oldest would never be settled.
fn queries(db: &Db, vote: &Vote, sight: &Sight<'_>) -> Result<Vec<SlipLine>, Fault> {
    db.rows(
        "SELECT s.id, s.number, coalesce(r.delegation, d.name, ''), r.value, s.choice, s.split_for, s.split_against,
                s.split_abstain, s.state, s.why, s.station, ?2 OR ?4 OR s.station = ?3,
                iif(r.id IS NULL, coalesce(c.custody IN ('not_issued', 'issued'), 0), r.state <> 'cancelled')
         FROM slip s LEFT JOIN roll r ON r.id = s.roll_id
           LEFT JOIN card c ON c.number = s.number LEFT JOIN delegation d ON d.id = c.delegation_id
         WHERE s.vote_id = ?1 AND s.state = 'query' ORDER BY s.id DESC",
        (vote.id, sight.cards, sight.station, sight.queries),
        line,
    )
}

fn line(r: &rusqlite::Row<'_>) -> rusqlite::Result<SlipLine> {
    let says = if r.get::<_, Option<bool>>(11)? == Some(true) { Some(tellers::says_of(r, 4)?) } else { None };
    let (choice, split) = match says {
        Some(Says::For) => (Some(Choice::For), None),
        Some(Says::Against) => (Some(Choice::Against), None),
        Some(Says::Abstain) => (Some(Choice::Abstain), None),
        Some(Says::Spoiled) => (Some(Choice::Spoiled), None),
        Some(Says::Unsigned) => (Some(Choice::Unsigned), None),
        Some(Says::Split(f, a, n)) => (None, Some((f, a, n))),
        Some(Says::NotHere) | None => (None, None),
    };
    Ok(SlipLine {
        id: r.get(0)?,
        number: r.get(1)?,
        delegation: r.get(2)?,
        value: r.get(3)?,
        choice,
        split,
        state: r.get(8)?,
        why: r.get(9)?,
        station: r.get(10)?,
        countable: r.get(12)?,
    })
}

/// Cards not seen, largest first.
fn not_seen(db: &Db, vote: VoteId, most: i64) -> Result<Vec<NotSeen>, Fault> {
    let mut cards = Vec::new();
    for (state, not_returned) in [("not_seen", false), ("not_returned", true)] {
        cards.extend(db.rows(
            "SELECT a.number, r.delegation, a.value FROM card_account a JOIN roll r ON r.id = a.id
             WHERE a.vote_id = ?1 AND a.state = ?2 ORDER BY a.value DESC, a.number LIMIT ?3",
            (vote, state, most),
            |r| Ok(NotSeen { number: r.get(0)?, delegation: r.get(1)?, value: r.get(2)?, not_returned }),
        )?);
    }
    cards.sort_by_key(|card| (std::cmp::Reverse(card.value), card.number));
    Ok(cards)
}

/// Every card that was not seen, to be read out.
pub(crate) fn all_not_seen(db: &Db, id: VoteId) -> Result<NotSeenView, Fault> {
    let vote = shown::plain(votes::known(db, id))?;
    Ok(NotSeenView { label: vote.label(), cards: not_seen(db, id, i64::MAX)? })
}

fn turnout(db: &Db, vote: &Vote, sums: &account::Sections) -> Result<Vec<SectionTurnout>, Fault> {
    const EARLIER: usize = 3;
    let before = if vote.method == Method::Card { votes::earlier(db, vote, EARLIER)? } else { Vec::new() };
    let of = |seen: &rules::turnout::Seen| percent(u128::from(seen.seen), u128::from(seen.issued));
    Ok(account::turnout(sums)
        .into_iter()
        .map(|now| {
            let same = |(label, sections): &(String, Vec<rules::turnout::Seen>)| {
                sections.iter().find(|s| s.section == now.section).map(|s| (label.clone(), of(s)))
            };
            let earlier: Vec<_> = before.iter().filter_map(same).collect();
            SectionTurnout {
                seen_percent: of(&now),
                before_percent: earlier.first().map(|(_, percent)| percent.clone()),
                earlier,
                name: now.section,
                issued: now.issued,
                seen: now.seen,
            }
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
