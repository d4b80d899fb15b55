//! Turnout beside the card vote before: a fall that is too large is looked at, by somebody who says so, before a result is
//! declared.

use rules::refusal::Refusal;
use rules::turnout::{self, Fall, Seen};

use crate::account;
use crate::allow::said;
use crate::command::Method;
use crate::db::Db;
use crate::halt::{Done, Fault};
use crate::ids::VoteId;
use crate::transact::{Act, Role};
use crate::votes::{Vote, expect_state, known};

/// Card votes declared before this one that are not counts of the same cards: label and turnout by section, newest first.
pub(crate) fn earlier(db: &Db, vote: &Vote, most: usize) -> Result<Vec<(String, Vec<Seen>)>, Fault> {
    let mut found = Vec::new();
    for before in super::all(db)? {
        let counts = before.id < vote.id && before.method == Method::Card && before.state == "declared";
        let same = before.card_no == vote.card_no;
        if counts && !same && found.len() < most {
            found.push((before.label(), account::turnout(&account::sections(db, before.id)?)));
        }
    }
    Ok(found)
}

/// The sections in which fewer voted than in the card vote before, by more than the standing orders let pass.
pub(crate) fn falls(db: &Db, vote: &Vote) -> Result<Vec<Fall>, Fault> {
    let Some(limit) = vote.counting.turnout_fall else { return Ok(Vec::new()) };
    let now = account::turnout(&account::sections(db, vote.id)?);
    let before = earlier(db, vote, 1)?;
    Ok(before.first().map_or_else(Vec::new, |(_, before)| turnout::falls(&now, before, limit)))
}

/// A fall of turnout under standing orders that have nobody asked about one: the chair is told before the result is declared.
pub(crate) fn fell_unasked(db: &Db, vote: &Vote) -> Result<Option<String>, Fault> {
    /// Less than this is what comes and goes between two votes of a day.
    const WORTH_SAYING: u32 = 10;
    if vote.counting.turnout_fall.is_some() {
        return Ok(None);
    }
    let now = account::turnout(&account::sections(db, vote.id)?);
    let falls = earlier(db, vote, 1)?
        .first()
        .map_or_else(Vec::new, |(_, before)| turnout::falls(&now, before, WORTH_SAYING));
    Ok((!falls.is_empty()).then(|| {
        format!(
            "Fewer voted than in the card vote before: {}. These standing orders set no limit.",
            turnout::words(&falls)
        )
    }))
}

/// What somebody said of just these falls, and where; none where nobody has looked at them.
pub(crate) fn looked_at(db: &Db, vote: VoteId, falls: &[Fall]) -> Result<Option<(String, String)>, Fault> {
    db.row(
        "SELECT words, station FROM turnout_notice WHERE vote_id = ?1 AND falls = ?2 ORDER BY id DESC LIMIT 1",
        (vote, turnout::words(falls)),
        |r| Ok((r.get(0)?, r.get(1)?)),
    )
}

/// Whether the result may be declared, as far as the turnout goes.
pub(crate) fn nothing_unseen(db: &Db, vote: &Vote) -> Result<Result<(), Refusal>, Fault> {
    let falls = falls(db, vote)?;
    if falls.is_empty() || looked_at(db, vote.id, &falls)?.is_some() {
        return Ok(Ok(()));
    }
    let sentence = format!("Fewer voted than in the card vote before: {}.", turnout::words(&falls));
    Ok(Err(Refusal::new("vote.turnout", sentence)
        .allowed_by("Look for a box that was left out; then say that it was looked at, and what was found.")))
}

pub(crate) fn acknowledge(act: &Act<'_>, id: VoteId, words: &str) -> Done {
    let words = said("finding", words)?;
    let vote = known(act.db, id)?;
    match act.actor.role {
        Role::Chair | Role::Desk | Role::HeadTeller | Role::Teller | Role::Script => {}
        Role::Committee | Role::Door | Role::Hall => {
            return Err(Refusal::new("vote.tellers_look", "The tellers or the chair look at the turnout.")
                .allowed_by("It is said on the tellers’ screen that it was looked at, and what was found.")
                .into());
        }
    }
    expect_state(&vote, &["provisional"], "Finish the count first.")?;
    let falls = falls(act.db, &vote)?;
    if falls.is_empty() {
        let sentence = format!("The turnout of {} has not fallen by more than the limit.", vote.label());
        return Err(Refusal::new("vote.no_fall", sentence).into());
    }
    if looked_at(act.db, id, &falls)?.is_some() {
        return Err(Refusal::new("vote.looked_at", "That the turnout fell was looked at already.").into());
    }
    let which = turnout::words(&falls);
    act.db.insert(
        "INSERT INTO turnout_notice(vote_id, falls, words, station, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (id, &which, &words, &act.actor.station, act.at),
    )?;
    Ok(format!("{}: the turnout fell, {which}. It was looked at: {words}", vote.label()))
}
