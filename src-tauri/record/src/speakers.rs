//! The speakers' queue of a question.
//!
//! Invariant: the order proposed is worked out afresh from who waits and who was heard; it is a suggestion with its
//! reason, never a lock.

use std::ops::Range;

use rules::franchise::Standing;
use rules::refusal::Refusal;
use rules::speakers::{DelegationTotals, Heard, Role, Side, Suggestion, Waiting, suggest};
use rules::standing_orders::Speak;

use crate::allow::{said, unless_allowed};
use crate::command::{Place, Who};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{DelegateId, DelegationId, MotionId, QuestionId, RequestId};
use crate::questions;
use crate::sql::{name_of, variant};
use crate::transact::Act;
use crate::{procedures, set_up, standing_orders, votes};

/// A request to speak.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) id: RequestId,
    pub(crate) question: QuestionId,
    pub(crate) delegate: Option<DelegateId>,
    pub(crate) delegation: Option<DelegationId>,
    pub(crate) name: String,
    pub(crate) body: String,
    pub(crate) role: Role,
    pub(crate) side: Side,
    pub(crate) position: i64,
    pub(crate) state: String,
    /// The chair has allowed a second speech on the question.
    pub(crate) again: bool,
    /// Spoken so far, in ms; 0 where no speech was called.
    pub(crate) used_ms: i64,
    /// It is their first conference.
    pub(crate) first_time: bool,
    /// Their group on the register; may be empty.
    pub(crate) group: String,
    /// They seconded formally and kept their speech for later.
    pub(crate) reserved: bool,
    /// The amendment that they move or second in the one debate with its motion.
    pub(crate) moves: Option<MotionId>,
}

impl Request {
    /// `J. Cole (Camden)`; a body that has not named its speaker, once.
    pub(crate) fn named(&self) -> String {
        named(&self.name, &self.body)
    }

    /// It is a body that has not said who speaks for it.
    fn is_unnamed(&self) -> bool {
        self.delegate.is_none() && self.name == self.body
    }
}

fn named(name: &str, body: &str) -> String {
    if body.is_empty() || name == body { name.to_owned() } else { format!("{name} ({body})") }
}

macro_rules! select_request {
    ($rest:literal) => {
        concat!(
            "SELECT r.id, r.question_id, r.delegate_id, r.delegation_id, r.name, r.body, r.role, r.side, r.position, r.state, r.again,
                    (SELECT coalesce(sum(used_ms), 0) FROM speech WHERE request_id = r.id),
                    coalesce((SELECT first_time FROM delegate WHERE id = r.delegate_id), 0),
                    coalesce((SELECT speaking_group FROM delegate WHERE id = r.delegate_id), ''), r.reserved, r.moves_id FROM request r ",
            $rest
        )
    };
}

pub(crate) use naming::{name_speaker, nameless};
pub(crate) use rights::{may, nobody_replied, replier, reply_follows};

mod naming;
mod rights;

fn request(r: &rusqlite::Row<'_>) -> rusqlite::Result<Request> {
    Ok(Request {
        id: r.get(0)?,
        question: r.get(1)?,
        delegate: r.get(2)?,
        delegation: r.get(3)?,
        name: r.get(4)?,
        body: r.get(5)?,
        role: variant(r, 6)?,
        side: variant(r, 7)?,
        position: r.get(8)?,
        state: r.get(9)?,
        again: r.get(10)?,
        used_ms: r.get(11)?,
        first_time: r.get(12)?,
        group: r.get(13)?,
        reserved: r.get(14)?,
        moves: r.get(15)?,
    })
}

/// One request.
pub(crate) fn known(db: &Db, id: RequestId) -> Result<Request, Halt> {
    db.row(select_request!("WHERE r.id = ?1"), [id], request)?
        .ok_or_else(|| Refusal::new("request.unknown", "There is no such request to speak.").into())
}

/// Who waits on a question, in order; nobody waits to move what is no longer to be taken.
pub(crate) fn waiting(db: &Db, question: QuestionId) -> Result<Vec<Request>, Fault> {
    db.rows(
        select_request!(
            "WHERE r.question_id = ?1 AND r.state = 'waiting'
               AND (r.moves_id IS NULL OR (SELECT state FROM motion WHERE id = r.moves_id) = 'on_agenda')
             ORDER BY r.position, r.id"
        ),
        [question],
        request,
    )
}

/// Who was heard on a question, in the order they were called.
pub(crate) fn heard(db: &Db, question: QuestionId) -> Result<Vec<Request>, Fault> {
    db.rows(
        select_request!(
            "WHERE r.question_id = ?1 AND r.state = 'heard'
             ORDER BY (SELECT max(id) FROM speech WHERE request_id = r.id)"
        ),
        [question],
        request,
    )
}

/// Speeches heard of a person on one day, and their ms: by id on the register, or by name and body.
pub(crate) fn speeches_of(db: &Db, of: &Request, day: &Range<i64>) -> Result<(u32, i64), Fault> {
    let total = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?));
    match of.delegate {
        Some(delegate) => db.one(
            "SELECT count(DISTINCT r.id), coalesce(sum(s.used_ms), 0)
             FROM request r JOIN speech s ON s.request_id = r.id
             WHERE r.delegate_id = ?1 AND r.state = 'heard' AND s.called_at >= ?2 AND s.called_at < ?3",
            (delegate, day.start, day.end),
            total,
        ),
        None => db.one(
            "SELECT count(DISTINCT r.id), coalesce(sum(s.used_ms), 0)
             FROM request r JOIN speech s ON s.request_id = r.id
             WHERE r.name = ?1 AND r.body = ?2 AND r.delegate_id IS NULL AND r.state = 'heard'
               AND s.called_at >= ?3 AND s.called_at < ?4",
            (&of.name, &of.body, day.start, day.end),
            total,
        ),
    }
}

/// What the standing orders propose at this moment, and why.
pub(crate) fn suggestion(db: &Db, question: QuestionId, now: i64) -> Result<Option<Suggestion>, Halt> {
    let orders = standing_orders::in_force(db)?;
    let today = set_up::today(db, now)?;
    let heard_here = heard(db, question)?;
    let mut facts = Vec::new();
    for r in waiting(db, question)? {
        let (speeches_today, _) = speeches_of(db, &r, &today)?;
        facts.push(Waiting {
            request: r.id.0,
            position: r.position,
            side: r.side,
            role: r.role,
            delegation: r.delegation.map(|d| d.0),
            spoken_on_question: heard_here.iter().any(|h| same_person(h, &r)),
            speeches_today,
            speeches_here: speeches_of(db, &r, &(i64::MIN..i64::MAX))?.0,
            first_time: r.first_time,
            group: group_of(&r, &orders.speak),
            reserved: r.reserved,
            joint: r.moves.is_some(),
        });
    }
    Ok(suggest(&facts, &sides_heard(db, question, &orders.speak)?, &totals(db, &today)?, &orders.speak))
}

/// The side that the next speaker should take; where sides do not matter, for.
pub(crate) fn due(db: &Db, question: QuestionId) -> Result<Side, Halt> {
    let speak = standing_orders::in_force(db)?.speak;
    Ok(rules::speakers::due(&sides_heard(db, question, &speak)?, speak.alternate).unwrap_or(Side::For))
}

/// The speeches on a question in order, the one at the rostrum among them.
fn sides_heard(db: &Db, question: QuestionId, speak: &Speak) -> Result<Vec<Heard>, Fault> {
    let speaking = at_rostrum(db, question)?;
    let speech = |r: &Request| Heard {
        side: r.side,
        delegation: r.delegation.map(|d| d.0),
        seconds: u64::try_from(r.used_ms / 1000).unwrap_or_default(),
        interposed: r.role == Role::Platform,
        joint: r.moves.is_some(),
        group: group_of(r, speak),
    };
    Ok(heard(db, question)?.iter().chain(speaking.as_ref()).map(speech).collect())
}

/// Who is at the rostrum.
pub(crate) fn at_rostrum(db: &Db, question: QuestionId) -> Result<Option<Request>, Fault> {
    db.row(select_request!("WHERE r.question_id = ?1 AND r.state = 'speaking'"), [question], request)
}

/// Their place among the groups that are to have a share of the speeches.
fn group_of(request: &Request, speak: &Speak) -> Option<usize> {
    let theirs = request.group.to_lowercase();
    speak.groups.iter().position(|share| !theirs.is_empty() && share.group.to_lowercase() == theirs)
}

/// Speeches and seconds of every delegation that has been heard on one day.
fn totals(db: &Db, day: &Range<i64>) -> Result<DelegationTotals, Fault> {
    let rows = db.rows(
        "SELECT r.delegation_id, count(DISTINCT r.id), sum(s.used_ms) / 1000
         FROM request r JOIN speech s ON s.request_id = r.id
         WHERE r.state = 'heard' AND r.delegation_id IS NOT NULL AND s.called_at >= ?1 AND s.called_at < ?2
         GROUP BY r.delegation_id",
        (day.start, day.end),
        |r| Ok((r.get::<_, i64>(0)?, (r.get::<_, u32>(1)?, r.get::<_, u64>(2)?))),
    )?;
    Ok(rows.into_iter().collect())
}

fn same_person(a: &Request, b: &Request) -> bool {
    match (a.delegate, b.delegate) {
        (Some(a), Some(b)) => a == b,
        (None, None) => a.name == b.name && a.body == b.body,
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// A person as named, with their place on the register where they have one.
pub(crate) struct Person {
    pub(crate) delegate: Option<DelegateId>,
    pub(crate) delegation: Option<DelegationId>,
    /// As what they are on the register, where they are on it.
    pub(crate) standing: Option<Standing>,
    name: String,
    body: String,
}

impl Person {
    /// They are of this body, or are it.
    pub(crate) fn is_of(&self, body: &str) -> bool {
        self.body.eq_ignore_ascii_case(body) || self.name.eq_ignore_ascii_case(body)
    }

    /// `J. Cole (Camden)`; a body that has not named its speaker, once.
    pub(crate) fn named(&self) -> String {
        named(&self.name, &self.body)
    }
}

impl Person {
    /// They are the one who is named so: by the register where both are on it, else by name and body.
    pub(crate) fn is(&self, delegate: Option<DelegateId>, named: &str) -> bool {
        match (self.delegate, delegate) {
            (Some(a), Some(b)) => a == b,
            (Some(_) | None, None) | (None, Some(_)) => self.named() == named,
        }
    }
}

/// Whether they were heard on a question, or are at the rostrum. A reply is no speech in this sense.
pub(crate) fn has_spoken(db: &Db, question: QuestionId, person: &Person) -> Result<bool, Fault> {
    let same = |r: &Request| match (r.delegate, person.delegate) {
        (Some(a), Some(b)) => a == b,
        (None, None) => r.name == person.name && r.body == person.body,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let heard = heard(db, question)?;
    Ok(heard.iter().chain(at_rostrum(db, question)?.as_ref()).any(|r| r.role != Role::Reply && same(r)))
}

/// Whether somebody was heard in the name of their body, and nobody said who: it may have been they.
pub(crate) fn perhaps_has_spoken(
    db: &Db,
    question: QuestionId,
    delegate: Option<DelegateId>,
    delegation: Option<DelegationId>,
) -> Result<bool, Fault> {
    if delegate.is_none() || delegation.is_none() {
        return Ok(false);
    }
    let for_the_body = |r: &Request| r.is_unnamed() && r.delegation == delegation;
    let heard = heard(db, question)?;
    let speaking = at_rostrum(db, question)?;
    Ok(heard.iter().chain(speaking.as_ref()).any(|r| r.role != Role::Reply && for_the_body(r)))
}

/// Who that is.
pub(crate) fn person(db: &Db, who: &Who) -> Result<Person, Halt> {
    if let Some(delegate) = who.delegate {
        let found = db.row(
            "SELECT p.name, p.delegation_id, coalesce(d.name, ''), p.standing FROM delegate p
             LEFT JOIN delegation d ON d.id = p.delegation_id WHERE p.id = ?1",
            [delegate],
            |r| {
                Ok(Person {
                    delegate: Some(delegate),
                    name: r.get(0)?,
                    delegation: r.get(1)?,
                    body: r.get(2)?,
                    standing: Some(variant(r, 3)?),
                })
            },
        )?;
        return found.ok_or_else(|| {
            Refusal::new("delegate.unknown", "Nobody on the register has that badge.").into()
        });
    }
    let name = who.name.as_deref().map(str::trim).filter(|name| !name.is_empty());
    if let Some(delegation) = who.delegation {
        let (_, body) = crate::delegations::known(db, delegation)?;
        let name = name.map_or_else(|| body.clone(), str::to_owned);
        return Ok(Person { delegate: None, delegation: Some(delegation), standing: None, name, body });
    }
    let body = who.body.as_deref().unwrap_or_default().trim().to_owned();
    let name = said("name of the speaker", name.unwrap_or(&body))?;
    let delegation = crate::delegations::by_name(db, &body)?;
    Ok(Person { delegate: None, delegation, standing: None, name, body })
}

pub(crate) fn ask(act: &Act<'_>, id: QuestionId, who: &Who, side: Side, role: Role) -> Done {
    let question = questions::known(act.db, id)?;
    if !question.is_open() {
        return Err(questions::gone(&question).into());
    }
    if role == Role::PointOfOrder {
        return Err(Refusal::new("request.not_queued", "A point of order does not wait in the queue.")
            .allowed_by("Take the point of order now.")
            .into());
    }
    let found = person(act.db, who)?;
    let asked = Request {
        id: RequestId(0),
        question: id,
        delegate: found.delegate,
        delegation: found.delegation,
        name: found.name,
        body: found.body,
        role,
        side,
        position: 0,
        state: String::new(),
        again: false,
        used_ms: 0,
        first_time: false,
        group: String::new(),
        reserved: false,
        moves: None,
    };
    if waiting(act.db, id)?.iter().any(|r| same_person(r, &asked) && r.role == role && r.moves.is_none()) {
        return Err(
            Refusal::new("request.waiting", format!("{} is in the queue already.", asked.named())).into()
        );
    }
    unless_allowed(act, nobody_votes(act.db, id)?)?;
    unless_allowed(act, procedures::may_be_debated(act.db, &question, &asked)?)?;
    let rule = may(act.db, &asked, false, act.at)?;
    // What the chair allows here is not asked for again when the speaker is called.
    let again = rule.is_err();
    unless_allowed(act, rule)?;
    act.db.insert(
        "INSERT INTO request(question_id, delegate_id, delegation_id, name, body, role, side, position, state, again, asked_at)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, 1 + coalesce(max(position), 0), 'waiting', ?8, ?9
         FROM request WHERE question_id = ?1",
        (id, asked.delegate, asked.delegation, &asked.name, &asked.body, name_of(&role)?, name_of(&side)?, again, act.at),
    )?;
    if role == Role::Reply {
        return Ok(format!("{} asked for the right of reply on {}.", asked.named(), question.in_words()));
    }
    Ok(format!("{} asked to speak {} {}.", asked.named(), side_in_words(side), question.in_words()))
}

/// The debate is over while a vote is taken on it; where the vote comes to nothing whoever asked then may be heard.
fn nobody_votes(db: &Db, question: QuestionId) -> Result<Result<(), Refusal>, Fault> {
    let Some(vote) = votes::live(db, question)? else { return Ok(Ok(())) };
    let sentence = format!("{} is under way: nobody speaks until it is declared.", vote.label());
    Ok(Err(Refusal::new("vote.under_way", sentence)
        .allowed_by("Declare the vote, or abandon it, first.")
        .by_reason()))
}

/// `for`, `against`, `to`
pub(crate) fn side_in_words(side: Side) -> &'static str {
    match side {
        Side::For => "for",
        Side::Against => "against",
        Side::To => "to",
    }
}

fn in_queue(db: &Db, id: RequestId) -> Result<Request, Halt> {
    let request = known(db, id)?;
    waits(&request)?;
    Ok(request)
}

/// Whether they wait in the queue.
pub(crate) fn waits(request: &Request) -> Result<(), Refusal> {
    let stands = match request.state.as_str() {
        "waiting" => return Ok(()),
        "speaking" => "is at the rostrum",
        "heard" => "has been heard",
        _ => "is no longer in the queue",
    };
    Err(Refusal::new("request.not_waiting", format!("{} {stands}.", request.named())))
}

pub(crate) fn change_side(act: &Act<'_>, id: RequestId, side: Side) -> Done {
    let request = in_queue(act.db, id)?;
    act.db.run("UPDATE request SET side = ?2 WHERE id = ?1", (id, name_of(&side)?))?;
    Ok(format!("{} will speak {}.", request.named(), side_in_words(side)))
}

pub(crate) fn move_request(act: &Act<'_>, id: RequestId, place: Place) -> Done {
    let request = in_queue(act.db, id)?;
    let mut queue = waiting(act.db, request.question)?;
    let at = queue.iter().position(|r| r.id == id).unwrap_or_default();
    let to = match place {
        Place::Up => at.checked_sub(1),
        Place::Down => Some(at + 1),
        Place::First => Some(0),
        Place::Last => queue.len().checked_sub(1),
    };
    let to = to.filter(|to| *to < queue.len() && *to != at);
    let to = to.ok_or_else(|| {
        Refusal::new("request.at_the_end", format!("{} cannot go further.", request.named()))
    })?;
    let places: Vec<i64> = queue.iter().map(|r| r.position).collect();
    let moved = queue.remove(at);
    queue.insert(to, moved);
    for (r, position) in queue.iter().zip(places).filter(|(r, position)| r.position != *position) {
        act.db.run("UPDATE request SET position = ?2 WHERE id = ?1", (r.id, position))?;
    }
    Ok(format!("{} was moved in the queue.", request.named()))
}

pub(crate) fn withdraw(act: &Act<'_>, id: RequestId) -> Done {
    let request = in_queue(act.db, id)?;
    act.db.run("UPDATE request SET state = 'withdrawn' WHERE id = ?1", [id])?;
    Ok(format!("{} no longer wishes to speak.", request.named()))
}

/// Nobody waits on a question that is decided.
pub(crate) fn send_home(act: &Act<'_>, question: QuestionId) -> Result<(), Fault> {
    act.db
        .run(
            "UPDATE request SET state = 'withdrawn' WHERE question_id = ?1 AND state = 'waiting'",
            [question],
        )
        .map(|_| ())
}
