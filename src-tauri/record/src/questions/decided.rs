//! What a question asks conference to agree to, and what becomes of its paper when it is decided.

use rules::motion::State;
use rules::refusal::Refusal;
use rules::share::listed;

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{ItemId, MotionId, QuestionId};
use crate::questions::{About, Question, known};
use crate::sql::name_of;
use crate::transact::Act;
use crate::{challenges, motions, parts, speakers, texts};

/// The text that the question asks conference to agree to: for an amendment, its motion's text as it would then read.
pub(crate) fn text_as_put(db: &Db, question: &Question) -> Result<Vec<String>, Halt> {
    match (&question.about, &question.part) {
        (About::Paper(_), Some(part)) => parts::words(db, part),
        (About::Paper(motion), None) => texts::as_put(db, motion),
        (About::Procedure(procedure), _) => Ok(vec![procedure.wording.clone()]),
    }
}

/// What stands in the record in place of a text that cannot be worked out.
pub(crate) const BY_HAND: &str =
    "The text is to be settled by hand: amendments that were carried change the same paragraph.";

/// The text for the record. A result that conference has heard is never refused for the sake of its text.
pub(crate) fn text_decided(db: &Db, question: &Question) -> Result<String, Fault> {
    match text_as_put(db, question) {
        Ok(text) => Ok(text.join("\n\n")),
        Err(Halt::Refusal(_)) => Ok(BY_HAND.to_owned()),
        Err(Halt::Fault(fault)) => Err(fault),
    }
}

/// Where the result of an amendment or of a part changes after its motion was decided, the motion's decision is written
/// again, beside the old.
pub(crate) fn decide_again_beneath(act: &Act<'_>, question: &Question) -> Result<(), Halt> {
    let (Some(beneath), Some(paper)) = (question.upon, question.paper()) else { return Ok(()) };
    let beneath = match question.part {
        Some(_) => parts::on_paper_last(act.db, paper.id)?.unwrap_or(beneath),
        None => beneath,
    };
    let beneath = known(act.db, beneath)?;
    if beneath.state != "decided" {
        return Ok(());
    }
    let text = text_decided(act.db, &beneath)?;
    if question.part.is_some() && !parts::decide_again(act, &beneath, &text)? {
        return Ok(());
    }
    write_again(act, &beneath, &text)?;
    decide_again_beneath(act, &beneath)
}

/// The text of what was decided is another now: the decision stands again, beside the old.
fn write_again(act: &Act<'_>, question: &Question, text: &str) -> Result<(), Halt> {
    act.db.run(
        "INSERT INTO decision(question_id, result_id, outcome, text, at)
         SELECT d.question_id, d.result_id, q.outcome, ?2, ?3 FROM decision d JOIN question q ON q.id = d.question_id
         WHERE d.id = (SELECT max(id) FROM decision WHERE question_id = ?1) AND d.text <> ?2",
        (question.id, text, act.at),
    )?;
    Ok(())
}

/// What a decided paper says was settled: its decision, and those upon which it bears, are written again.
pub(crate) fn write_decision_again(act: &Act<'_>, paper: MotionId) -> Result<(), Halt> {
    let decided =
        "SELECT max(id) FROM question WHERE motion_id = ?1 AND part_id IS NULL AND state = 'decided'";
    let found: Option<QuestionId> = act.db.one(decided, [paper], |r| r.get(0))?;
    let Some(question) = found else { return Ok(()) };
    let question = known(act.db, question)?;
    write_again(act, &question, &text_decided(act.db, &question)?)?;
    decide_again_beneath(act, &question)
}

/// A sentence where what stands of the paper, or of what it amends, cannot be worked out; empty otherwise.
pub(crate) fn to_settle_by_hand(db: &Db, question: &Question) -> Result<String, Halt> {
    let Some(paper) = question.paper() else { return Ok(String::new()) };
    let paper = paper.upon.unwrap_or(paper.id);
    match texts::stands(db, paper) {
        Ok(_) => Ok(String::new()),
        Err(Halt::Refusal(_)) => {
            Ok(format!(" The text of {} must be settled by hand.", motions::known(db, paper)?.in_words()))
        }
        Err(fault @ Halt::Fault(_)) => Err(fault),
    }
}

/// Refuses to decide what something stands upon: that is decided first.
pub(crate) fn nothing_stands_upon(db: &Db, question: &Question) -> Result<(), Halt> {
    let above: Option<QuestionId> = db.row(
        "SELECT id FROM question WHERE upon_id = ?1 AND state IN ('called', 'moved', 'seconded') ORDER BY id DESC LIMIT 1",
        [question.id],
        |r| r.get(0),
    )?;
    let Some(above) = above.map(|above| known(db, above)).transpose()? else { return Ok(()) };
    let sentence = format!("{} is before conference; {} waits for it.", above.label(), question.in_words());
    Err(Refusal::new("question.not_top", sentence)
        .allowed_by(format!("Decide or withdraw {} first.", above.in_words()))
        .into())
}

/// The question is decided: its queue is sent home, its paper has its fate, and `how`. A correction may turn that fate.
pub(crate) fn decide(act: &Act<'_>, question: &Question, outcome: &str, how: &str) -> Result<(), Halt> {
    speakers::send_home(act, question.id)?;
    act.db.run(
        "UPDATE question SET state = 'decided', outcome = ?2, decided_at = ?3 WHERE id = ?1",
        (question.id, outcome, act.at),
    )?;
    let Some(paper) = question.paper().filter(|_| question.part.is_none()) else { return Ok(()) };
    motions::set_state(act, paper.id, fate(outcome)?, how)?;
    // What was not taken is over with what it would have amended.
    if outcome == "carried" {
        let why = format!("{} was carried without it.", paper.label());
        let_fall(act, paper.id, &why)?;
    }
    if outcome != "carried" {
        let why = format!("{} was not carried.", paper.label());
        let_fall(act, paper.id, &why)?;
    }
    Ok(())
}

/// Where a vote's outcome puts the paper.
pub(crate) fn fate(outcome: &str) -> Result<State, Fault> {
    [State::Carried, State::Lost, State::NotCarried]
        .into_iter()
        .find(|state| name_of(state).is_ok_and(|name| name == outcome))
        .ok_or_else(|| Fault::new(format!("not the outcome of a vote: {outcome}")))
}

/// What would have amended a paper that is lost, withdrawn or fallen falls, unless it has been before conference; so does a
/// motion that a part of a report go back, once the report is decided.
pub(crate) fn let_fall(act: &Act<'_>, upon: MotionId, why: &str) -> Result<(), Halt> {
    for over in challenges::over_with(act.db, upon)? {
        motions::set_state(act, over.id, State::Falls, why)?;
    }
    for amendment in motions::amendments(act.db, upon)? {
        let waits = amendment.state == State::OnAgenda || amendment.state.is_with_committee();
        if waits && amendment.state.next().contains(&State::Falls) {
            motions::set_state(act, amendment.id, State::Falls, why)?;
            let_fall(act, amendment.id, why)?;
        }
    }
    Ok(())
}

/// What fell in this very act on an item, as the record adds it: ` Amendments 4.1 and 4.2 fall.`
pub(crate) fn fallen(act: &Act<'_>, item: Option<ItemId>) -> Result<String, Fault> {
    let amendments = act.db.rows(
        "SELECT m.number FROM motion m JOIN question q ON q.motion_id = m.upon_id
         JOIN journal_pending p ON p.tbl = 'motion' AND p.pk = m.id
         WHERE m.state = 'falls' AND q.item_id = ?1 GROUP BY m.id ORDER BY m.id",
        [item],
        |r| r.get(0),
    )?;
    let challenges = act.db.rows(
        "SELECT m.number FROM motion m JOIN challenge c ON c.motion_id = m.id AND c.part_id IS NOT NULL
         JOIN question q ON q.motion_id = c.of_id JOIN journal_pending p ON p.tbl = 'motion' AND p.pk = m.id
         WHERE m.state = 'falls' AND q.item_id = ?1 GROUP BY m.id ORDER BY m.id",
        [item],
        |r| r.get(0),
    )?;
    Ok(fall("Amendment", &amendments) + &fall("Challenge", &challenges))
}

fn fall(kind: &str, numbers: &[String]) -> String {
    match numbers.len() {
        0 => String::new(),
        1 => format!(" {kind} {} falls.", listed(numbers)),
        _ => format!(" {kind}s {} fall.", listed(numbers)),
    }
}
