//! What a vote would do, in the words that the hall sees beside the question.

use rules::consequence::On;
use rules::motion::State;

use super::turn::left_out;
use super::{About, Question};
use crate::challenges;
use crate::consequences::{self, sentence};
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::MotionId;
use crate::motions;
use crate::parts::{self, Remainder};
use crate::procedures;
use crate::reports;

/// What a vote for, and a vote against, would do; in a sentence each, with what would fall.
pub(crate) fn effects(db: &Db, question: &Question) -> Result<(String, String), Halt> {
    let (carried, lost) = own_effects(db, question)?;
    let with = |effect: String, falls: String| {
        if falls.is_empty() { effect } else { format!("{effect} {}", sentence(&falls)) }
    };
    Ok((
        with(carried, consequences::would_fall(db, question, On::Carried)?),
        with(lost, consequences::would_fall(db, question, On::Lost)?),
    ))
}

/// The same where it is put now: with the amendments that have not been taken, and fall either way.
pub(crate) fn effects_put(db: &Db, question: &Question) -> Result<(String, String), Halt> {
    let (carried, lost) = effects(db, question)?;
    let left = left_out(db, question)?;
    Ok((format!("{carried}{left}"), format!("{lost}{left}")))
}

fn own_effects(db: &Db, question: &Question) -> Result<(String, String), Halt> {
    let paper = match &question.about {
        About::Paper(paper) => paper,
        About::Procedure(procedure) => {
            return Ok((procedure.if_carried.clone(), procedure.if_lost.clone()));
        }
    };
    if question.part.is_some() {
        return Ok(parts::effects(paper));
    }
    if let Some(upon) = paper.upon {
        let upon = motions::known(db, upon)?;
        let waits = parts::waiting(db, upon.id)?;
        let after: Vec<_> = motions::amendments(db, upon.id)?
            .into_iter()
            .filter(|m| m.state == State::OnAgenda && m.id != paper.id)
            .collect();
        // What would fall with it is not what is taken next.
        let then = |falls: &[MotionId]| {
            after.iter().find(|m| !falls.contains(&m.id)).map_or_else(
                || format!("the vote on {}{} comes next", upon.in_words(), parts::in_parts(&waits)),
                |n| format!("{} is taken next", n.in_words()),
            )
        };
        let falls = |on| consequences::whole_that_would_fall(db, paper.id, on);
        return Ok((
            format!("the text of {} changes as marked; {}.", upon.in_words(), then(&falls(On::Carried)?)),
            format!("the text stays as it is; {}.", then(&falls(On::Lost)?)),
        ));
    }
    if let Some(effects) = reports::effects(db, paper)? {
        return Ok(effects);
    }
    if let Some(effects) = challenges::effects(db, paper)? {
        return Ok(effects);
    }
    let amended = if question.as_amended { ", as amended," } else { "" };
    let rest = if question.remainder == Remainder::Rest { ", without what fell," } else { amended };
    Ok((
        format!("{}{rest} becomes the decision of conference.", paper.label()),
        format!("{} falls; nothing in it is decided.", paper.label()),
    ))
}

/// Every vote's question in a few words: `Composite 4, Fighting the cuts, as amended`.
pub(crate) fn subject(db: &Db, question: &Question) -> Result<String, Fault> {
    let paper = match &question.about {
        About::Paper(paper) => paper,
        About::Procedure(procedure) => return procedures::subject(db, question, procedure),
    };
    if question.part.is_some() {
        return Ok(format!("{}, {}", question.label(), paper.title));
    }
    if let Some(upon) = paper.upon {
        let title: String = db.one("SELECT title FROM motion WHERE id = ?1", [upon], |r| r.get(0))?;
        return Ok(format!("{} to {title}", paper.label()));
    }
    Ok(format!("{}, {}{}", paper.label(), paper.title, put_as(question)))
}

/// In what state a paper is put, behind its name: `, as amended`, `, except part 2`; empty where it is put as it was handed in.
pub(crate) fn put_as(question: &Question) -> String {
    if !question.back.is_empty() {
        return reports::except(&question.back);
    }
    let put = match question.remainder {
        Remainder::Rest => ", the remainder",
        Remainder::Whole => ", as a whole",
        Remainder::Untouched if question.as_amended => ", as amended",
        Remainder::Untouched => "",
    };
    put.to_owned()
}
