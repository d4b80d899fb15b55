//! Votes: put, counted, declared, corrected.
//!
//! Invariant: nothing is decided but by an act of the chair on a vote whose figures are whole, and a declaration is never
//! edited: a correction stands beside it.

use rules::batch::CountRule;
use rules::card_vote::CardRule;
use rules::count::abstentions_told;
use rules::majority::{Figures, Majority};
use rules::procedure::{Kind, Terms};
use rules::refusal::Refusal;
use rules::share::thousands;
use rules::standing_orders::{Announce, StandingOrders};

use crate::allow::{said, unless_allowed};
use crate::command::{Method, MotionKind};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, QuestionId, VoteId};
use crate::parts::{self, Remainder};
use crate::procedures::{self, Procedure};
use crate::questions::{self, Question};
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{delegations, franchise, place, rulings, set_up, speeches, standing_orders, tellers};

pub(crate) use card_number::card_number;
pub(crate) use correction::correct;
pub(crate) use counting::{count_twice, nothing_typed};
pub(crate) use declaration::{asked, by_the_chair, declare, declare_nem_con, with_nem_con, word};
pub(crate) use figures::{tallies, worked_out};
pub(crate) use finishing::finish;
pub(crate) use newest::{For, newest};
pub(crate) use recount::{is_recountable, newer, once_counted, recount};
pub(crate) use taken_back::{again, may_take_back};
pub(crate) use turnout::{acknowledge, earlier, falls, fell_unasked, looked_at, nothing_unseen};

use counting::{announce_of, count_rule, counting_of};
use finishing::totals;

pub(crate) mod blocks;
mod card_number;
mod correction;
mod counting;
mod declaration;
pub(crate) mod demands;
pub(crate) mod doors;
mod figures;
mod finishing;
mod newest;
pub(crate) mod present;
mod recount;
pub(crate) mod roll_call;
pub(crate) mod secret;
mod taken_back;
mod turnout;
pub(crate) mod ways;

/// A vote as it stands.
#[derive(Clone)]
pub(crate) struct Vote {
    pub(crate) id: VoteId,
    pub(crate) question: QuestionId,
    pub(crate) method: Method,
    pub(crate) card_no: Option<u32>,
    pub(crate) wording: String,
    pub(crate) if_carried: String,
    pub(crate) if_lost: String,
    pub(crate) rule: String,
    /// The standing orders of its count.
    pub(crate) counting: CountRule,
    /// The words in which its result is announced.
    pub(crate) announce: Announce,
    /// The vote that is counted anew.
    pub(crate) recount_of: Option<VoteId>,
    pub(crate) state: String,
    pub(crate) called_at: i64,
    /// The entry that finished its count.
    pub(crate) counted_entry: Option<i64>,
    pub(crate) r#for: Option<u64>,
    pub(crate) against: Option<u64>,
    pub(crate) abstain: Option<u64>,
    /// Heads that were counted as present for it.
    pub(crate) present: Option<u64>,
}

impl Vote {
    /// `Card vote 7`, `The show of hands`
    pub(crate) fn label(&self) -> String {
        match (self.method, self.card_no) {
            (Method::Card, Some(number)) if self.recount_of.is_some() => {
                format!("The recount of card vote {number}")
            }
            (Method::Card, Some(number)) => format!("Card vote {number}"),
            (Method::Card, None) => "Card vote".to_owned(),
            (Method::Hands, _) => "The show of hands".to_owned(),
            (Method::Counted, _) => "The count".to_owned(),
            (Method::RollCall, _) => format!("The {}roll call", self.again()),
            (Method::Secret, _) => format!("The {}secret ballot", self.again()),
            (Method::Agreed, _) => "The question".to_owned(),
        }
    }

    fn again(&self) -> &'static str {
        if self.recount_of.is_some() { "recount of the " } else { "" }
    }

    /// The label within a sentence.
    pub(crate) fn label_in_words(&self) -> String {
        match self.method {
            Method::Card => self.label().replacen("Card", "card", 1).replacen("The", "the", 1),
            Method::Hands | Method::Counted | Method::RollCall | Method::Secret | Method::Agreed => {
                self.label().replacen("The", "the", 1)
            }
        }
    }

    /// The same, with the part that was voted on by itself.
    fn label_on(&self, question: &Question) -> String {
        let on = question.part.as_ref().map_or_else(String::new, |_| format!(" on {}", question.in_words()));
        format!("{}{on}", self.label_in_words())
    }

    /// The keys of the standing orders that it was put under, with the heads that were counted for it since.
    pub(crate) fn card_rule(&self) -> Result<CardRule, Fault> {
        let rule: CardRule = serde_json::from_str(&self.rule)?;
        Ok(CardRule { present: self.present.or(rule.present), ..rule })
    }
}

macro_rules! select_vote {
    ($rest:literal) => {
        concat!(
            "SELECT v.id, v.question_id, v.method, v.card_no, v.wording, v.if_carried, v.if_lost, v.rule, v.state, v.called_at,
                    v.for_count, v.against_count, v.abstain_count, v.counting, v.recount_of, v.counted_entry,
                    (SELECT present FROM vote_present WHERE vote_id = v.id ORDER BY id DESC LIMIT 1), v.announce FROM vote v ",
            $rest
        )
    };
}

fn vote(r: &rusqlite::Row<'_>) -> rusqlite::Result<Vote> {
    Ok(Vote {
        id: r.get(0)?,
        question: r.get(1)?,
        method: variant(r, 2)?,
        card_no: r.get(3)?,
        wording: r.get(4)?,
        if_carried: r.get(5)?,
        if_lost: r.get(6)?,
        rule: r.get(7)?,
        state: r.get(8)?,
        called_at: r.get(9)?,
        r#for: r.get(10)?,
        against: r.get(11)?,
        abstain: r.get(12)?,
        counting: counting_of(r.get(13)?)?,
        recount_of: r.get(14)?,
        counted_entry: r.get(15)?,
        present: r.get(16)?,
        announce: announce_of(&r.get::<_, String>(17)?)?,
    })
}

/// One vote.
pub(crate) fn known(db: &Db, id: VoteId) -> Result<Vote, Halt> {
    db.row(select_vote!("WHERE v.id = ?1"), [id], vote)?
        .ok_or_else(|| Refusal::new("vote.unknown", "There is no such vote.").into())
}

/// Every vote, newest first.
pub(crate) fn all(db: &Db) -> Result<Vec<Vote>, Fault> {
    db.rows(select_vote!("ORDER BY v.id DESC"), [], vote)
}

/// How many who may vote were checked in when it was put.
pub(crate) fn voters(db: &Db, id: VoteId) -> Result<Option<u64>, Fault> {
    db.one("SELECT voters FROM vote WHERE id = ?1", [id], |r| r.get(0))
}

/// The vote that is being taken on a question.
pub(crate) fn live(db: &Db, question: QuestionId) -> Result<Option<Vote>, Fault> {
    db.row(
        select_vote!("WHERE v.question_id = ?1 AND v.state IN ('called', 'open', 'closed', 'provisional')"),
        [question],
        vote,
    )
}

/// What is being voted on is not debated, nor amended, nor put again.
pub(crate) fn none_under_way(db: &Db, question: QuestionId) -> Result<(), Halt> {
    match live(db, question)? {
        Some(vote) => Err(Refusal::new("vote.under_way", format!("{} is under way.", vote.label()))
            .allowed_by("Declare the vote, or abandon it, first.")
            .into()),
        None => Ok(()),
    }
}

/// Every vote that is being taken, wherever its item stands.
pub(crate) fn all_live(db: &Db) -> Result<Vec<Vote>, Fault> {
    db.rows(
        select_vote!("WHERE v.state IN ('called', 'open', 'closed', 'provisional') ORDER BY v.id"),
        [],
        vote,
    )
}

/// The last vote declared in an item.
pub(crate) fn last_declared(db: &Db, item: ItemId) -> Result<Option<Vote>, Fault> {
    db.row(
        select_vote!(
            "JOIN question q ON q.id = v.question_id WHERE q.item_id = ?1 AND v.state = 'declared' ORDER BY v.id DESC LIMIT 1"
        ),
        [item],
        vote,
    )
}

/// The label of a vote that is not declared yet.
pub(crate) fn undeclared(db: &Db) -> Result<Option<String>, Fault> {
    Ok(all_live(db)?.first().map(Vote::label))
}

/// The label of a vote that the hall is casting at this moment.
pub(crate) fn being_cast(db: &Db) -> Result<Option<String>, Fault> {
    let cast = |vote: &&Vote| matches!(vote.state.as_str(), "called" | "open");
    Ok(all_live(db)?.iter().find(cast).map(Vote::label))
}

/// The label of a vote by voice or hands that is not declared yet: cards are counted while conference is adjourned.
pub(crate) fn undeclared_by_hands(db: &Db) -> Result<Option<String>, Fault> {
    Ok(all_live(db)?.iter().find(|vote| vote.method != Method::Card || vote.state == "open").map(Vote::label))
}

/// Refuses to close conference while a vote is not declared.
pub(crate) fn all_declared(db: &Db) -> Result<(), Halt> {
    declared(undeclared(db)?)
}

/// Refuses to adjourn conference while a vote by voice or hands is not declared.
pub(crate) fn none_by_hands(db: &Db) -> Result<(), Halt> {
    declared(undeclared_by_hands(db)?)
}

fn declared(not: Option<String>) -> Result<(), Halt> {
    let Some(label) = not else { return Ok(()) };
    Err(Refusal::new("conference.vote_undeclared", format!("{label} is not declared yet."))
        .allowed_by("Declare the vote, or abandon it, first.")
        .into())
}

/// The label of a vote on one item that is not declared yet.
pub(crate) fn undeclared_on(db: &Db, item: ItemId) -> Result<Option<String>, Fault> {
    let found = db.row(
        select_vote!(
            "JOIN question q ON q.id = v.question_id
             WHERE q.item_id = ?1 AND v.state IN ('called', 'open', 'closed', 'provisional') LIMIT 1"
        ),
        [item],
        vote,
    )?;
    Ok(found.as_ref().map(Vote::label))
}

/// Refuses once the figures are provisional or declared: what was counted can then only be corrected.
pub(crate) fn still_counting(db: &Db, id: VoteId) -> Result<(), Halt> {
    let vote = known(db, id)?;
    let counting = matches!(vote.state.as_str(), "called" | "open" | "closed")
        || (vote.method == Method::Hands && vote.state == "provisional");
    if counting {
        return Ok(());
    }
    Err(Refusal::new(
        "vote.counted",
        format!("{} is counted; its entries can no longer be taken back.", vote.label()),
    )
    .allowed_by(once_counted(&vote))
    .into())
}

/// Refuses once a result is declared: what it was declared upon can then not be taken back.
pub(crate) fn still_provisional(db: &Db, id: VoteId) -> Result<(), Halt> {
    let vote = known(db, id)?;
    Ok(expect_state(&vote, &["provisional"], "Correct the result instead.")?)
}

fn set_vote_state(act: &Act<'_>, vote: VoteId, state: &str) -> Result<(), Fault> {
    act.db.run("UPDATE vote SET state = ?2 WHERE id = ?1", (vote, state)).map(|_| ())
}

fn expect_state(vote: &Vote, wanted: &[&str], otherwise: &str) -> Result<(), Refusal> {
    if wanted.contains(&vote.state.as_str()) {
        return Ok(());
    }
    let stands = match vote.state.as_str() {
        "called" => "is not open yet",
        "open" => "is open",
        "closed" => "is closed and being counted",
        "provisional" => "is counted and waits for the chair",
        "declared" => "is declared",
        "inconclusive" => "was not clear",
        "recounted" => "is counted anew",
        _ => "was abandoned",
    };
    Err(Refusal::new("vote.not_so_far", format!("{} {stands}.", vote.label())).allowed_by(otherwise))
}

pub(crate) fn put(act: &Act<'_>, id: QuestionId, method: Method, card_no: Option<u32>) -> Done {
    set_up::sitting(act.db)?;
    let question = questions::debated(act.db, id)?;
    place::is_here(act.db, question.item)?;
    none_under_way(act.db, id)?;
    unless_allowed(act, rulings::none_comes(act.db, id)?)?;
    demands::none_pending(act.db, id)?;
    parts::rest_may_be_put(act.db, &question)?;
    unless_allowed(act, questions::may_be_put(act.db, &question)?)?;
    procedures::may_be_put(&question, method)?;
    unless_allowed(act, ways::may_be_put(act.db, &question, method)?)?;
    speeches::end_running(act, id)?;
    let rule = rule_for(act.db, &question)?;
    let wording = wording(&question);
    let (if_carried, if_lost) = questions::effects_put(act.db, &question)?;
    let card_no = if method == Method::Card { Some(card_number(act.db, card_no)?) } else { None };
    let version = if method == Method::Card { Some(delegations::version(act.db)?) } else { None };
    let state = if method.is_opened() { "called" } else { "open" };
    let counting =
        if method == Method::Card { Some(serde_json::to_string(&count_rule(act.db)?)?) } else { None };
    let announce = serde_json::to_string(&standing_orders::in_force(act.db)?.announce)?;
    let vote = VoteId(act.db.insert(
        "INSERT INTO vote(question_id, method, card_no, wording, if_carried, if_lost, rule, counting, announce, register_version, state, called_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        (id, name_of(&method)?, card_no, &wording, &if_carried, &if_lost, serde_json::to_string(&rule)?, counting, announce, version, state, act.at),
    )?);
    franchise::settle(act, vote, method)?;
    let how = match method {
        Method::Agreed => "Conference was asked whether it agrees",
        Method::Hands => "The question was put to a show of hands",
        Method::Counted => {
            let blocks = blocks::draw(act, vote)?;
            return Ok(format!("A count by tellers was called: {wording}{blocks}"));
        }
        Method::RollCall => {
            let names = roll_call::draw(act, vote)?;
            return Ok(format!("A roll call was called: {wording}{names}"));
        }
        Method::Secret => {
            let names = secret::draw(act, vote)?;
            return Ok(format!("A secret ballot was called: {wording}{names}"));
        }
        Method::Card => {
            let without = tellers::draw_roll(act, vote)?;
            let number = card_no.unwrap_or_default();
            return Ok(format!("Card vote {number} was called: {wording}{without}"));
        }
    };
    Ok(format!("{how}: {wording}"))
}

/// The question as the chair reads it and the hall sees it.
pub(crate) fn wording(question: &Question) -> String {
    if let Some(procedure) = question.procedure() {
        return procedure.wording.clone();
    }
    let paper = question.in_words();
    let kind = question.paper().map(|paper| paper.kind);
    match question.remainder {
        _ if question.part.is_some() => format!("That {paper} be agreed."),
        _ if kind == Some(MotionKind::Report) => {
            let put = questions::put_as(question);
            let put = if put.is_empty() { put } else { format!("{put},") };
            format!("That {paper}{put} be adopted.")
        }
        _ if kind == Some(MotionKind::Challenge) => {
            question.paper().map_or_else(String::new, |paper| format!("{}.", paper.title))
        }
        Remainder::Rest => format!("That the remainder of {paper} be agreed."),
        Remainder::Whole => format!("That {paper} as a whole be agreed."),
        Remainder::Untouched if question.as_amended => format!("That {paper}, as amended, be agreed."),
        Remainder::Untouched => format!("That {paper} be agreed."),
    }
}

/// The keys of the standing orders that decide this question.
pub(crate) fn rule_for(db: &Db, question: &Question) -> Result<CardRule, Fault> {
    let orders: StandingOrders = standing_orders::in_force(db)?;
    let two_thirds = question.paper().is_some_and(|paper| paper.needs_two_thirds(&orders));
    // An amendment is decided as its own row of the standing orders has it (§2.3, 13).
    let own = question.on_amendment().then(|| Terms::of(Kind::Amendment, &orders));
    let by_orders = (orders.majority, orders.base_of(orders.base));
    let (majority, base) = own.map_or(by_orders, |terms| (terms.majority, terms.base));
    let majority = if two_thirds { Majority::TwoThirds } else { majority };
    let (majority, base) = question.procedure().map_or((majority, base), Procedure::majority);
    let present = present::standing(db)?;
    Ok(CardRule {
        majority,
        base,
        empty_section: orders.card.empty_section,
        present: Some(present),
        sustains: question.procedure().is_some_and(Procedure::sustains),
        tie_overturns: question.procedure().is_some_and(Procedure::tie_overturns),
        tie: orders.tie,
        doors_closed: orders.count.doors_closed,
        rounding: orders.rounding_display,
    })
}

/// What leads on from a vote that tellers count.
const COUNTED: &str = "Let its count be finished, or give it up and put the question again.";

pub(crate) fn not_clear(act: &Act<'_>, id: VoteId) -> Done {
    let vote = known(act.db, id)?;
    if vote.method == Method::Card {
        return Err(Refusal::new("vote.cards_are_clear", "A card vote is counted, not judged by eye.")
            .allowed_by(COUNTED)
            .into());
    }
    if vote.method.is_opened() {
        let sentence = format!("{} is counted, not judged by eye.", vote.label());
        return Err(Refusal::new("vote.is_counted", sentence).allowed_by(COUNTED).into());
    }
    expect_state(&vote, &["open"], "Put the question again.")?;
    set_vote_state(act, id, "inconclusive")?;
    Ok(format!("{} was not clear. Nothing is decided.", vote.label()))
}

pub(crate) fn count_hands(
    act: &Act<'_>,
    id: VoteId,
    r#for: u64,
    against: u64,
    abstain: Option<u64>,
    heads: Option<u64>,
) -> Done {
    let vote = known(act.db, id)?;
    if vote.method != Method::Hands {
        return Err(Refusal::new("vote.not_hands", "Only a show of hands is counted in hands.").into());
    }
    expect_state(&vote, &["open"], "Take the count back first.")?;
    a_hall_holds(&[r#for, against, abstain.unwrap_or_default()])?;
    abstentions_told(vote.card_rule()?.base, abstain)?;
    let figures = Figures { for_: r#for, against, abstain: abstain.unwrap_or_default() };
    let heads = heads.map(|heads| present::keep(act, &vote, Some(&figures), heads)).transpose()?;
    act.db.run(
        "UPDATE vote SET for_count = ?2, against_count = ?3, abstain_count = ?4, state = 'provisional', counted_entry = ?5
         WHERE id = ?1",
        (id, i64::try_from(r#for).unwrap_or_default(), i64::try_from(against).unwrap_or_default(),
         abstain.map(|n| i64::try_from(n).unwrap_or_default()), act.seq),
    )?;
    let abstain =
        abstain.map_or_else(|| "abstentions were not counted".to_owned(), |n| format!("{n} abstained"));
    let heads = heads.map_or_else(String::new, |told| format!(" {told}"));
    Ok(format!("The tellers counted {} for and {} against; {abstain}.{heads}", r#for, against))
}

/// Refuses more hands than there can be.
pub(crate) fn a_hall_holds(counts: &[u64]) -> Result<(), Refusal> {
    match counts.iter().find(|count| **count > 1_000_000) {
        Some(count) => Err(Refusal::new(
            "vote.too_many",
            format!("{} hands are more than a hall holds.", thousands(*count)),
        )),
        None => Ok(()),
    }
}

pub(crate) fn open(act: &Act<'_>, id: VoteId) -> Done {
    let vote = known(act.db, id)?;
    expect_state(&vote, &["called"], "Call the vote first.")?;
    unless_allowed(act, doors::may_start(act.db, &vote)?)?;
    act.db.run("UPDATE vote SET state = 'open', opened_at = ?2 WHERE id = ?1", (id, act.at))?;
    Ok(format!("{} was opened.", vote.label()))
}

pub(crate) fn close(act: &Act<'_>, id: VoteId) -> Done {
    let vote = known(act.db, id)?;
    if !vote.method.is_closed() {
        let sentence = "Only a card vote and a secret ballot are closed before they are counted.";
        return Err(Refusal::new("vote.not_cards", sentence).into());
    }
    expect_state(&vote, &["open"], "Open the vote first.")?;
    act.db.run("UPDATE vote SET state = 'closed', closed_at = ?2 WHERE id = ?1", (id, act.at))?;
    Ok(format!("{} was closed; counting goes on.", vote.label()))
}

pub(crate) fn abandon(act: &Act<'_>, id: VoteId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let vote = known(act.db, id)?;
    expect_state(&vote, &["called", "open", "closed", "provisional"], "Correct a declared result instead.")?;
    set_vote_state(act, id, "abandoned")?;
    recount::first_count_stands(act, &vote)?;
    Ok(format!("{} was abandoned: {reason}", vote.label()))
}
