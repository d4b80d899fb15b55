//! A slip: what was typed of one card, whether it can be counted, and how a query is settled against the paper.

use rules::batch::Says;
use rules::refusal::Refusal;
use rules::share::thousands;

use crate::allow::said;
use crate::cards;
use crate::command::{Choice, Settlement};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{BatchEntryId, SlipId, VoteId};
use crate::stations;
use crate::tellers::{counting, may_abstain};
use crate::transact::Act;

/// A card as a slip names it.
pub(crate) struct Named {
    pub(crate) vote: VoteId,
    pub(crate) number: u32,
    /// In the electorate: its row, whether it was cancelled, its value.
    roll: Option<(i64, bool, u64)>,
}

/// A slip to be written down.
pub(crate) struct Written<'a> {
    pub(crate) entry: Option<BatchEntryId>,
    pub(crate) says: Says,
    pub(crate) state: &'static str,
    pub(crate) why: &'a str,
}

/// Looks a number up in the electorate of a vote.
pub(crate) fn look(db: &Db, vote: VoteId, number: u32) -> Result<Named, Fault> {
    let roll = db.row(
        "SELECT id, state = 'cancelled', value FROM roll WHERE vote_id = ?1 AND number = ?2",
        (vote, number),
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
    )?;
    Ok(Named { vote, number, roll })
}

impl Named {
    /// Why it cannot be counted as it is, beside all that has been counted; none where it can.
    pub(crate) fn why_not(&self, db: &Db, says: Says) -> Result<Option<String>, Fault> {
        let card = self.number;
        let Some((roll, cancelled, value)) = self.roll else {
            return Ok(Some(cards::why_not_in_a_vote(db, card)?));
        };
        if cancelled {
            return Ok(Some(format!("card {card} was cancelled")));
        }
        if let Some(before) = self.before(db, roll, says)? {
            return Ok(Some(before));
        }
        Ok(wrong_sum(card, value, says).or_else(|| not_signed(card, says)))
    }

    /// What is plain from the card alone, said to a teller who types in a batch: nothing of how others read it.
    pub(crate) fn why_look_again(
        &self,
        db: &Db,
        entry: BatchEntryId,
        says: Says,
    ) -> Result<Option<String>, Fault> {
        let card = self.number;
        let Some((roll, cancelled, value)) = self.roll else {
            return Ok(Some(cards::why_not_in_a_vote(db, card)?));
        };
        if cancelled {
            return Ok(Some(format!("card {card} was cancelled")));
        }
        let typed = db.row(
            "SELECT choice, split_for, split_against, split_abstain FROM slip
             WHERE entry_id = ?1 AND number = ?2 AND state <> 'set_aside' ORDER BY id LIMIT 1",
            (entry, card),
            |r| says_of(r, 0),
        )?;
        if let Some(before) = typed {
            let way = if before == says { "" } else { " the other way" };
            return Ok(Some(format!("card {card} was already typed{way} in this batch")));
        }
        let elsewhere = db.row(
            "SELECT b.name FROM slip s JOIN batch_entry e ON e.id = s.entry_id JOIN batch b ON b.id = e.batch_id
             WHERE s.roll_id = ?1 AND s.state IN ('typed', 'counted', 'query') AND s.choice <> 'not_here'
               AND b.id <> (SELECT batch_id FROM batch_entry WHERE id = ?2) ORDER BY s.id LIMIT 1",
            (roll, entry),
            |r| r.get::<_, String>(0),
        )?;
        if let Some(batch) = elsewhere {
            return Ok(Some(format!("card {card} is already in {batch}")));
        }
        let alone = db.row(
            "SELECT station FROM slip WHERE roll_id = ?1 AND state IN ('counted', 'query') AND entry_id IS NULL LIMIT 1",
            [roll],
            |r| r.get::<_, String>(0),
        )?;
        if let Some(station) = alone {
            return Ok(Some(format!("card {card} was already entered by {station}")));
        }
        Ok(wrong_sum(card, value, says).or_else(|| not_signed(card, says)))
    }

    /// Why a second slip for one card is a query.
    fn before(&self, db: &Db, roll: i64, says: Says) -> Result<Option<String>, Fault> {
        let before = db.row(
            "SELECT s.choice, s.split_for, s.split_against, s.split_abstain, s.station, b.name
             FROM slip s LEFT JOIN batch_entry e ON e.id = s.entry_id LEFT JOIN batch b ON b.id = e.batch_id
             WHERE s.roll_id = ?1 AND s.state IN ('counted', 'query') ORDER BY s.id LIMIT 1",
            [roll],
            |r| Ok((says_of(r, 0)?, r.get::<_, String>(4)?, r.get::<_, Option<String>>(5)?)),
        )?;
        let card = self.number;
        Ok(before.map(|(before, station, batch)| match (before == says, batch) {
            (true, None) => format!("card {card} was already entered by {station}"),
            (false, None) => format!("card {card} was already entered the other way by {station}"),
            (true, Some(batch)) => format!("card {card} is already in {batch}"),
            (false, Some(batch)) => format!("card {card} is already in {batch}, the other way"),
        }))
    }

    pub(crate) fn write(&self, act: &Act<'_>, slip: &Written<'_>) -> Result<i64, Fault> {
        let (choice, split) = columns(slip.says);
        let roll = self.roll.map(|(roll, _, _)| roll);
        let (r#for, against, abstain) =
            split.map_or((None, None, None), |(f, a, n)| (Some(f), Some(a), Some(n)));
        act.db.insert(
            "INSERT INTO slip(vote_id, entry_id, number, roll_id, choice, split_for, split_against, split_abstain,
                              state, why, station, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            (
                self.vote, slip.entry, self.number, roll, choice, r#for, against, abstain, slip.state, slip.why,
                &act.actor.station, act.at,
            ),
        )
    }

    /// A card that was said not to be returned, and is counted, is missing no longer.
    pub(crate) fn is_here(&self, act: &Act<'_>, counted: bool) -> Result<(), Fault> {
        if let (Some((roll, _, _)), true) = (self.roll, counted) {
            act.db
                .run("UPDATE roll SET state = 'issued' WHERE id = ?1 AND state = 'not_returned'", [roll])?;
        }
        Ok(())
    }
}

fn wrong_sum(card: u32, value: u64, says: Says) -> Option<String> {
    let Says::Split(r#for, against, abstain) = says else { return None };
    let sum = r#for.saturating_add(against).saturating_add(abstain);
    (sum != value).then(|| {
        format!("the parts of card {card} come to {} of its {} votes", thousands(sum), thousands(value))
    })
}

fn not_signed(card: u32, says: Says) -> Option<String> {
    (says == Says::Unsigned).then(|| format!("card {card} is not signed: call its delegation at once"))
}

/// What a choice is called in its column, and the parts of a divided card.
fn columns(says: Says) -> (&'static str, Option<(i64, i64, i64)>) {
    let part = |votes: u64| i64::try_from(votes).unwrap_or(i64::MAX);
    match says {
        Says::For => ("for", None),
        Says::Against => ("against", None),
        Says::Abstain => ("abstain", None),
        Says::Spoiled => ("spoiled", None),
        Says::Unsigned => ("unsigned", None),
        Says::NotHere => ("not_here", None),
        Says::Split(f, a, n) => ("split", Some((part(f), part(a), part(n)))),
    }
}

/// What stands in four columns from this one on: the choice, and the parts of a divided card.
pub(crate) fn says_of(r: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Says> {
    let choice: String = r.get(column)?;
    Ok(match choice.as_str() {
        "for" => Says::For,
        "against" => Says::Against,
        "abstain" => Says::Abstain,
        "spoiled" => Says::Spoiled,
        "unsigned" => Says::Unsigned,
        "not_here" => Says::NotHere,
        _ => Says::Split(r.get(column + 1)?, r.get(column + 2)?, r.get(column + 3)?),
    })
}

impl From<Choice> for Says {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::For => Self::For,
            Choice::Against => Self::Against,
            Choice::Abstain => Self::Abstain,
            Choice::Spoiled => Self::Spoiled,
            Choice::Unsigned => Self::Unsigned,
        }
    }
}

/// A slip as it stands.
struct Slip {
    vote: VoteId,
    number: u32,
    roll: Option<i64>,
    state: String,
    entry: Option<BatchEntryId>,
    why: String,
}

fn slip(db: &Db, id: SlipId) -> Result<Slip, Halt> {
    db.row("SELECT vote_id, number, roll_id, state, entry_id, why FROM slip WHERE id = ?1", [id], |r| {
        Ok(Slip {
            vote: r.get(0)?,
            number: r.get(1)?,
            roll: r.get(2)?,
            state: r.get(3)?,
            entry: r.get(4)?,
            why: r.get(5)?,
        })
    })?
    .ok_or_else(|| Refusal::new("slip.unknown", "There is no such slip.").into())
}

/// The vote that a slip belongs to, and the entry of a batch in which it was typed.
pub(crate) fn whose(db: &Db, id: SlipId) -> Result<(VoteId, Option<BatchEntryId>), Halt> {
    let slip = slip(db, id)?;
    Ok((slip.vote, slip.entry))
}

pub(crate) fn set_aside(act: &Act<'_>, id: SlipId, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let slip = slip(act.db, id)?;
    let vote = counting(act.db, slip.vote)?;
    let card = slip.number;
    match slip.state.as_str() {
        "set_aside" => {
            let sentence = format!("The slip of card {card} is set aside already.");
            return Err(Refusal::new("slip.set_aside", sentence).into());
        }
        "agreed" => {
            let sentence = format!("This slip of card {card} only confirms the one that is counted.");
            return Err(Refusal::new("slip.only_agrees", sentence)
                .allowed_by("Set the counted slip aside, or discard the batch.")
                .into());
        }
        // While a batch is being typed its teller, and nobody else, corrects the typing.
        "typed" => crate::batches::still_typing_here(act, slip.entry)?,
        _ => head_tellers(act, card)?,
    }
    put_by(act, id, &reason)?;
    Ok(format!("{}: a slip of card {card} was set aside: {reason}", vote.label()))
}

/// What is counted or in query is no longer the typist's at a station of its own.
fn head_tellers(act: &Act<'_>, card: u32) -> Result<(), Halt> {
    if stations::is_a_tellers(act.db, &act.actor.station)? {
        let sentence = format!("The slip of card {card} is settled by the head teller.");
        return Err(Refusal::new("slip.head_tellers", sentence)
            .allowed_by("Take it back while it is the last you typed; or hand the paper to the head teller.")
            .into());
    }
    Ok(())
}

/// The slip is counted no longer; why it was in query stays beside why it was set aside.
fn put_by(act: &Act<'_>, id: SlipId, reason: &str) -> Result<(), Fault> {
    let sql = "UPDATE slip SET state = 'set_aside', why = ltrim(why || '; ' || ?2, '; ') WHERE id = ?1";
    act.db.run(sql, (id, reason)).map(|_| ())
}

pub(crate) fn settle(act: &Act<'_>, id: SlipId, how: Settlement, reason: &str) -> Done {
    let reason = said("reason", reason)?;
    let slip = slip(act.db, id)?;
    let vote = counting(act.db, slip.vote)?;
    if slip.state != "query" {
        let otherwise = match slip.state.as_str() {
            "set_aside" => "It was put aside. Where it is to count, enter the card again.",
            _ => "It is settled. Where it is wrong, put it aside and enter the card again.",
        };
        let sentence = format!("The slip of card {} is not in query.", slip.number);
        return Err(Refusal::new("slip.not_in_query", sentence).allowed_by(otherwise).into());
    }
    if how == Settlement::SetAside {
        return set_aside(act, id, &reason);
    }
    let (roll, joined) = countable(act, &slip)?;
    let says = said_by(act.db, id)?;
    if how == Settlement::Count {
        adds_up(act.db, says, &slip)?;
    }
    let signed = signed_as(how);
    if let Some(signed) = signed {
        may_abstain(act, &vote, signed)?;
    }
    if (says == Says::Unsigned) != signed.is_some() && how != Settlement::Spoil {
        return Err(as_it_says(slip.number, says).into());
    }
    let before: Option<(SlipId, String)> =
        act.db.row("SELECT id, why FROM slip WHERE roll_id = ?1 AND state = 'counted'", [roll], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })?;
    if let Some((before, why)) = before {
        // What was settled against the paper is not settled away by the next slip of the pile.
        if !why.is_empty() {
            return Err(Refusal::new(
                "slip.settled_already",
                format!("Card {} was settled already: {why}", slip.number),
            )
            .allowed_by("Set this slip aside; or set the counted one aside first, with a reason.")
            .into());
        }
        put_by(act, before, &reason)?;
    }
    let words = match how {
        Settlement::SignedFor | Settlement::SignedAgainst | Settlement::SignedAbstain => {
            put_by(act, id, &reason)?;
            let says = signed.unwrap_or(Says::Unsigned);
            let written = Written { entry: None, says, state: "counted", why: &reason };
            look(act.db, slip.vote, slip.number)?.write(act, &written)?;
            "counted, as it is signed now"
        }
        // What was typed named no card of this vote, and stays as it was typed; what is counted is a slip of its own.
        Settlement::Count if slip.roll.is_none() => {
            put_by(act, id, &reason)?;
            let written = Written { entry: None, says, state: "counted", why: &reason };
            look(act.db, slip.vote, slip.number)?.write(act, &written)?;
            "counted"
        }
        Settlement::SetAside | Settlement::Count => {
            act.db.run(
                "UPDATE slip SET state = 'counted', why = ltrim(why || '; ' || ?2, '; ') WHERE id = ?1",
                (id, &reason),
            )?;
            "counted"
        }
        Settlement::Spoil => {
            put_by(act, id, &reason)?;
            let spoiled = Written { entry: None, says: Says::Spoiled, state: "counted", why: &reason };
            look(act.db, slip.vote, slip.number)?.write(act, &spoiled)?;
            "spoiled"
        }
    };
    act.db.run("UPDATE roll SET state = 'issued' WHERE id = ?1 AND state = 'not_returned'", [roll])?;
    Ok(format!("{}: the query on card {} was settled, {words}: {reason}{joined}", vote.label(), slip.number))
}

/// What a slip says that was signed when its delegation was called.
fn signed_as(how: Settlement) -> Option<Says> {
    match how {
        Settlement::SignedFor => Some(Says::For),
        Settlement::SignedAgainst => Some(Says::Against),
        Settlement::SignedAbstain => Some(Says::Abstain),
        Settlement::SetAside | Settlement::Count | Settlement::Spoil => None,
    }
}

/// A slip that was typed as it reads is counted as it reads; of one that was not signed nobody has said yet what it says.
fn as_it_says(card: u32, says: Says) -> Refusal {
    if says == Says::Unsigned {
        return Refusal::new(
            "slip.unsigned",
            format!("Card {card} was not signed, and nobody has said what it says."),
        )
        .allowed_by(
            "Call its delegation; once it is signed say whether it is for, against or an abstention.",
        );
    }
    Refusal::new("slip.signed", format!("Card {card} was not put here for want of a signature."))
        .allowed_by("Count it as it was typed, spoil it, or set it aside.")
}

fn said_by(db: &Db, id: SlipId) -> Result<Says, Fault> {
    db.one("SELECT choice, split_for, split_against, split_abstain FROM slip WHERE id = ?1", [id], |r| {
        says_of(r, 0)
    })
}

/// The card in the electorate that a slip in query could be counted for, and a few words where it joins it only now: a book
/// that the desk at the door did not record as given out is in somebody's hand all the same, and its slip is the proof.
fn countable(act: &Act<'_>, slip: &Slip) -> Result<(i64, String), Halt> {
    let number = slip.number;
    let never = || {
        Refusal::new("slip.no_such_card", format!("Card {number} cannot be counted in this vote."))
            .allowed_by("Set the slip aside, and enter the card that was meant.")
    };
    match look(act.db, slip.vote, number)?.roll {
        Some((_, true, _)) => Err(never().into()),
        Some((roll, false, _)) => Ok((roll, String::new())),
        None => cards::join_vote(act, slip.vote, number)?.ok_or_else(|| never().into()),
    }
}

/// A divided card is counted only where its parts are what it carries: anything else would falsify the count.
fn adds_up(db: &Db, says: Says, slip: &Slip) -> Result<(), Halt> {
    let value = look(db, slip.vote, slip.number)?.roll.map_or(0, |(_, _, value)| value);
    match wrong_sum(slip.number, value, says) {
        None => Ok(()),
        Some(_) => Err(Refusal::new("slip.wrong_sum", format!("This slip cannot be counted: {}.", slip.why))
            .allowed_by("Ask the delegation, set the slip aside, and enter the right parts.")
            .into()),
    }
}
