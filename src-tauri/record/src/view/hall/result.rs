//! A result in the hall: which one it is time for, what it decided, and what comes after it.
//!
//! Invariant: the hall reads the newest result, of whatever item, until something else begins or its item leaves conference;
//! what began last wins. No result is shown over somebody who speaks, or over a vote that is being taken.

use rules::share::capital;

use super::{FaceShown, HallMoved, asked, order};
use crate::challenges;
use crate::command::MotionKind;
use crate::consequences::{self, State, sentence};
use crate::db::Db;
use crate::halt::Fault;
use crate::ids::{ItemId, VoteId};
use crate::motions::{self, Motion};
use crate::programme::{self, Item};
use crate::questions::{self, About, Question};
use crate::speeches;
use crate::view::parts::VoteShown;
use crate::view::programme::Plan;
use crate::view::shown;
use crate::votes::{self, For, Vote};

/// The newest result and when it was declared or corrected, ms; none once something else has begun. Cards are counted while
/// other business is taken, so it may be of an item that was put aside.
pub(super) fn newest(
    db: &Db,
    item: Option<&Item>,
    question: Option<&Question>,
    whose: For,
) -> Result<Option<(Vote, i64)>, Fault> {
    let Some(found) = votes::newest(db, whose)? else { return Ok(None) };
    let elsewhere = item.is_none_or(|item| Some(item.id) != found.item);
    let called = question.map_or(0, |question| question.called_at);
    let since = match item {
        // What was declared in the moment in which another item was taken was declared before.
        Some(_) if elsewhere => called.max(begun(db)? + 1),
        Some(_) => called.max(begun(db)?),
        None => called.max(begun(db)?).max(left(db)?),
    };
    let over =
        since > found.at || anything_since(db, item.map(|item| item.id), found.at)? || busy(db, question)?;
    if over { Ok(None) } else { Ok(Some((shown::plain(votes::known(db, found.vote))?, found.at))) }
}

/// When business last began: an item was taken, or conference opened or resumed.
pub(super) fn begun(db: &Db) -> Result<i64, Fault> {
    db.one(
        "SELECT max(coalesce((SELECT max(taken_at) FROM item), 0), coalesce((SELECT sits_since FROM conference), 0))",
        [],
        |r| r.get(0),
    )
}

/// When an item last left conference: closed, or put aside.
fn left(db: &Db) -> Result<i64, Fault> {
    db.one("SELECT max(coalesce(max(ended_at), 0), coalesce(max(parked_at), 0)) FROM item", [], |r| r.get(0))
}

/// A speech or a vote called after that moment in the same item; where there is none, in any.
pub(super) fn anything_since(db: &Db, item: Option<ItemId>, at: i64) -> Result<bool, Fault> {
    db.one(
        "SELECT EXISTS (SELECT 1 FROM speech s JOIN request r ON r.id = s.request_id JOIN question q ON q.id = r.question_id
                        WHERE s.called_at > ?2 AND (?1 IS NULL OR q.item_id = ?1))
             OR EXISTS (SELECT 1 FROM vote v JOIN question q ON q.id = v.question_id
                        WHERE v.called_at > ?2 AND (?1 IS NULL OR q.item_id = ?1))",
        (item, at),
        |r| r.get(0),
    )
}

/// Somebody is at the rostrum, or a vote is being taken: the hall looks at that.
fn busy(db: &Db, question: Option<&Question>) -> Result<bool, Fault> {
    let Some(question) = question else { return Ok(false) };
    Ok(speeches::on(db, question.id)?.is_some() || votes::live(db, question.id)?.is_some())
}

/// A vote shown again: its result once it has one.
pub(super) fn vote_face(db: &Db, vote: &Vote, plan: &Plan) -> Result<FaceShown, Fault> {
    let shown_vote = shown::vote(db, vote)?;
    let question = shown::plain(questions::known(db, vote.question))?;
    if vote.state == "declared" {
        let moved = decided_from_the_floor(&question, &shown_vote);
        return Ok(FaceShown::Result { vote: shown_vote, moved, next: next(db, &question, plan)? });
    }
    Ok(FaceShown::Vote { question: asked(db, &question)?, vote: withheld(shown_vote) })
}

/// Figures are for the chair alone until they are declared.
pub(super) fn withheld(vote: VoteShown) -> VoteShown {
    VoteShown {
        result: None,
        counted: None,
        say: String::new(),
        announced: String::new(),
        announced_as: Default::default(),
        tie: None,
        not_ready: None,
        notes: Vec::new(),
        ..vote
    }
}

/// What was voted on is of an item that conference takes in private.
pub(super) fn of_private_business(db: &Db, vote: VoteId) -> Result<bool, Fault> {
    db.one(
        "SELECT coalesce(i.private, 0) FROM vote v JOIN question q ON q.id = v.question_id
         LEFT JOIN item i ON i.id = q.item_id WHERE v.id = ?1",
        [vote],
        |r| r.get(0),
    )
}

fn decided_from_the_floor(question: &Question, vote: &VoteShown) -> Option<HallMoved> {
    let About::Procedure(moved) = &question.about else { return None };
    let carried = vote.result.as_ref()?.outcome == "carried";
    let effect = capital(if carried { &moved.if_carried } else { &moved.if_lost });
    Some(HallMoved { wording: moved.wording.clone(), effect })
}

/// What fell with it, and what conference goes on with.
fn next(db: &Db, decided: &Question, plan: &Plan) -> Result<String, Fault> {
    let of_cause = match decided.paper() {
        Some(paper) => shown::plain(consequences::of_cause(db, paper.id))?,
        None => Vec::new(),
    };
    let fallen: Vec<_> = of_cause
        .into_iter()
        .filter(|c| c.state == State::Confirmed && c.follows_from(decided.part.as_ref()))
        .collect();
    let fallen = if fallen.is_empty() { String::new() } else { sentence(&consequences::fall(&fallen)) + " " };
    let before = programme::current(db)?;
    let elsewhere = before.as_ref().filter(|item| Some(item.id) != decided.item);
    let above = match elsewhere {
        Some(item) => shown::plain(questions::top(db, item.id))?,
        None => shown::plain(questions::top(db, decided.item))?,
    };
    if let Some(above) = above {
        return Ok(fallen + &next_question(db, decided, &above)?);
    }
    if let Some(item) = elsewhere {
        return Ok(format!("{fallen}Next: {}.", item.named()));
    }
    // Another paper of the same item comes before the next item; what was put off just now does not.
    if let Some(item) = before.filter(|item| Some(item.id) == decided.item)
        && let Some(paper) = programme::next_motion(db, item.id)?
    {
        let paper = shown::plain(motions::known(db, paper))?;
        if paper.state == rules::motion::State::OnAgenda {
            return Ok(format!("{fallen}Next: {}, {}.", paper.in_words(), paper.title));
        }
    }
    let coming = order(plan).into_iter().find(|item| !item.done && !item.current);
    Ok(fallen
        + &coming.map_or_else(String::new, |item| {
            format!("Next: {}.", programme::as_printed(&item.number, &item.title))
        }))
}

fn next_question(db: &Db, decided: &Question, above: &Question) -> Result<String, Fault> {
    // After one amendment the next is taken, before the paper is put.
    let amended = decided.on_amendment() && decided.item == above.item && above.part.is_none();
    if let Some(paper) = above.paper().filter(|_| amended) {
        // What is about to fall whole with it is not next.
        let ripe = shown::plain(consequences::ripe(db))?;
        let falls: Vec<_> =
            ripe.iter().filter(|fall| fall.paragraphs.is_none()).map(|fall| fall.target.id).collect();
        let waiting = motions::amendments(db, paper.id)?;
        let callable =
            |one: &&Motion| one.state == rules::motion::State::OnAgenda && !falls.contains(&one.id);
        if let Some(next) = waiting.iter().find(callable) {
            return Ok(format!("Next: {}, {}.", next.in_words(), next.title));
        }
    }
    let challenged = decided.paper().is_some_and(|paper| paper.kind == MotionKind::Challenge);
    if let Some((report, item)) = above.paper().zip(above.item).filter(|_| challenged) {
        let waiting = challenges::upon(db, report.id, item)?;
        if let Some(next) = waiting.iter().find(|one| one.state == rules::motion::State::OnAgenda) {
            return Ok(format!("Next: {}, {}.", next.in_words(), next.title));
        }
    }
    let title = above.paper().map_or_else(String::new, |paper| format!(", {}", paper.title));
    Ok(format!("Next: {}{title}{}.", above.in_words(), questions::put_as(above)))
}
