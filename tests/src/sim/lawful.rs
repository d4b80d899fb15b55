//! What must be so in every state that a conference can be in, looked for in the tables and on the screens.

use record::ids::VoteId;
use record::view::View;
use record::view::desk::DeskView;
use record::view::hall::{FaceShown, HallView};
use record::view::parts::RequestState;
use record::view::votes::VoteView;
use rules::reconciliation::{Column, Reconciliation};
use rusqlite::Connection;

use crate::world::World;
use crate::{Outcome, told};

/// Each counts what must not be.
const NEVER: [(&str, &str); 20] = [
    ("two items are before conference", "SELECT count(*) > 1 FROM item WHERE state = 'current'"),
    ("two clocks run", "SELECT count(*) > 1 FROM speech WHERE running_since IS NOT NULL AND ended_at IS NULL"),
    (
        "a clock runs on an item that is not before conference",
        "SELECT count(*) FROM speech s JOIN request r ON r.id = s.request_id JOIN question q ON q.id = r.question_id
         JOIN item i ON i.id = q.item_id WHERE s.running_since IS NOT NULL AND i.state <> 'current'",
    ),
    (
        "two speeches are open on one item",
        "SELECT count(*) FROM (SELECT 1 FROM speech s JOIN request r ON r.id = s.request_id
         JOIN question q ON q.id = r.question_id WHERE s.ended_at IS NULL GROUP BY q.item_id HAVING count(*) > 1)",
    ),
    (
        "a speaker has no open speech, or an open speech no speaker",
        "SELECT (SELECT count(*) FROM request WHERE state = 'speaking')
             <> (SELECT count(*) FROM speech s JOIN request r ON r.id = s.request_id
                 WHERE s.ended_at IS NULL AND r.state = 'speaking')
          OR EXISTS (SELECT 1 FROM speech s JOIN request r ON r.id = s.request_id
                     WHERE s.ended_at IS NULL AND r.state <> 'speaking')",
    ),
    ("an ended speech runs", "SELECT count(*) FROM speech WHERE ended_at IS NOT NULL AND running_since IS NOT NULL"),
    (
        "somebody waits or speaks on a question that is decided",
        "SELECT count(*) FROM request r JOIN question q ON q.id = r.question_id
         WHERE r.state IN ('waiting', 'speaking') AND q.state IN ('decided', 'withdrawn')",
    ),
    (
        "two open questions of one item do not stand one upon the other",
        "SELECT count(*) FROM question a JOIN question b ON b.item_id = a.item_id AND b.id > a.id
         WHERE a.state IN ('called', 'moved', 'seconded') AND b.state IN ('called', 'moved', 'seconded')
           AND b.upon_id IS NOT a.id",
    ),
    (
        "two votes are taken on one question",
        "SELECT count(*) FROM (SELECT 1 FROM vote WHERE state IN ('called', 'open', 'closed', 'provisional')
         GROUP BY question_id HAVING count(*) > 1)",
    ),
    (
        "a vote is taken on a question that is decided",
        "SELECT count(*) FROM vote v JOIN question q ON q.id = v.question_id
         WHERE v.state IN ('called', 'open', 'closed', 'provisional') AND q.state IN ('decided', 'withdrawn')",
    ),
    (
        "a card is counted twice",
        "SELECT count(*) FROM (SELECT 1 FROM slip WHERE state = 'counted' GROUP BY vote_id, number HAVING count(*) > 1)",
    ),
    (
        "a cancelled card is counted",
        "SELECT count(*) FROM slip s JOIN roll r ON r.id = s.roll_id WHERE s.state = 'counted' AND r.state <> 'issued'",
    ),
    (
        "a counted card vote does not add up",
        "SELECT count(*) FROM vote v WHERE v.method = 'card' AND v.state IN ('provisional', 'declared')
           AND (v.closed_at IS NULL
             OR EXISTS (SELECT 1 FROM slip s WHERE s.vote_id = v.id AND s.state = 'query')
             OR EXISTS (SELECT 1 FROM roll r WHERE r.vote_id = v.id AND r.state = 'issued'
                        AND NOT EXISTS (SELECT 1 FROM slip s WHERE s.roll_id = r.id AND s.state = 'counted')))",
    ),
    (
        "a vote is declared without a result, or has a result undeclared",
        "SELECT count(*) FROM vote v
         WHERE (v.state = 'declared') <> EXISTS (SELECT 1 FROM result r WHERE r.vote_id = v.id)",
    ),
    (
        "a vote was declared twice",
        "SELECT count(*) FROM (SELECT 1 FROM result WHERE corrects_id IS NULL GROUP BY vote_id HAVING count(*) > 1)",
    ),
    (
        "a result came by no act of declaring",
        "SELECT count(*) FROM change c JOIN entry e ON e.seq = c.id >> 20
         WHERE c.tbl = 'result' AND (c.before IS NOT NULL OR e.act NOT IN ('declare', 'correct') OR e.heard = 0)",
    ),
    (
        "a question decided has no decision, or one undecided has",
        "SELECT count(*) FROM question q WHERE (q.state IN ('decided', 'withdrawn'))
           <> EXISTS (SELECT 1 FROM decision d WHERE d.question_id = q.id)",
    ),
    ("two items stand in one place", "SELECT count(*) - count(DISTINCT position) FROM item"),
    (
        "a delegation has two cards",
        "SELECT count(*) FROM (SELECT 1 FROM card WHERE custody = 'issued' GROUP BY delegation_id HAVING count(*) > 1)",
    ),
    (
        "an amendment is before conference without its motion",
        "SELECT count(*) FROM question q JOIN motion m ON m.id = q.motion_id
         WHERE m.kind = 'amendment' AND q.state IN ('called', 'moved', 'seconded')
           AND NOT EXISTS (SELECT 1 FROM question u WHERE u.id = q.upon_id AND u.motion_id = m.upon_id
                           AND u.state IN ('moved', 'seconded'))",
    ),
];

/// The tables.
///
/// # Errors
/// What should never be.
pub fn tables(conn: &Connection) -> Outcome {
    for (what, sql) in NEVER {
        let mut count = told(conn.prepare_cached(sql))?;
        if told(count.query_row([], |row| row.get::<_, i64>(0)))? != 0 {
            return Err(what.to_owned());
        }
    }
    figures(conn)
}

/// The figures of a declared card vote are the sum of its slips: by section, added up here once more.
fn figures(conn: &Connection) -> Outcome {
    let sql = "SELECT r.vote_id, json_extract(r.figures, '$.figures.for'), json_extract(r.figures, '$.figures.against'),
                 json_extract(r.figures, '$.figures.abstain'),
                 (SELECT ifnull(sum(c.value), 0) FROM slip s JOIN roll c ON c.id = s.roll_id
                  WHERE s.vote_id = r.vote_id AND s.state = 'counted' AND s.choice = 'for'),
                 (SELECT ifnull(sum(c.value), 0) FROM slip s JOIN roll c ON c.id = s.roll_id
                  WHERE s.vote_id = r.vote_id AND s.state = 'counted' AND s.choice = 'against'),
                 (SELECT ifnull(sum(c.value), 0) FROM slip s JOIN roll c ON c.id = s.roll_id
                  WHERE s.vote_id = r.vote_id AND s.state = 'counted' AND s.choice = 'abstain')
               FROM result r JOIN vote v ON v.id = r.vote_id WHERE v.method = 'card' AND r.corrects_id IS NULL";
    let mut list = told(conn.prepare_cached(sql))?;
    let mut found = told(list.query([]))?;
    while let Some(row) = told(found.next())? {
        let mut all = [0_i64; 7];
        for (column, figure) in all.iter_mut().enumerate() {
            *figure = told(row.get(column))?;
        }
        let [vote, f, a, n, slips_for, slips_against, slips_abstain] = all;
        if (f, a, n) != (slips_for, slips_against, slips_abstain) {
            return Err(format!(
                "vote {vote} was declared with {f}/{a}/{n}; its slips say {slips_for}/{slips_against}/{slips_abstain}"
            ));
        }
    }
    Ok(())
}

/// The chair's screen and the hall's.
///
/// # Errors
/// What should not be on them.
pub fn screens(world: &World) -> Outcome<DeskView> {
    let desk: DeskView = world.view(&View::Desk)?;
    let suggested = desk.waiting.iter().filter(|line| line.suggested).count();
    if suggested != usize::from(!desk.waiting.is_empty()) {
        return Err(format!("{suggested} of {} who wait are proposed", desk.waiting.len()));
    }
    if desk
        .waiting
        .iter()
        .any(|line| line.state != RequestState::Waiting || line.suggested == line.reason.is_empty())
    {
        return Err("somebody in the queue does not wait, or is proposed without a reason".to_owned());
    }
    let hall: HallView = world.view(&View::Hall)?;
    withheld(&hall)?;
    withheld(&desk.hall)?;
    for vote in desk.vote.iter().chain(&desk.parked_votes) {
        if vote.method == record::command::Method::Card {
            reconciles(world, vote.id)?;
        }
    }
    Ok(desk)
}

/// No figure in the hall before the chair has declared it.
fn withheld(hall: &HallView) -> Outcome {
    let (vote, declared) = match &hall.face {
        FaceShown::Vote { vote, .. } => (vote, false),
        FaceShown::Result { vote, .. } => (vote, true),
        FaceShown::Welcome { .. }
        | FaceShown::Item { .. }
        | FaceShown::Debate { .. }
        | FaceShown::Order { .. }
        | FaceShown::Message { .. } => return Ok(()),
    };
    if declared != (vote.state == "declared") {
        return Err(format!(
            "the hall shows {} that is {} as a {}",
            vote.label,
            vote.state,
            if declared { "result" } else { "vote" }
        ));
    }
    if !declared
        && (vote.result.is_some() || vote.counted.is_some() || vote.tie || !vote.corrected.is_empty())
    {
        return Err(format!("the hall sees figures of {} before they are declared", vote.label));
    }
    Ok(())
}

fn reconciles(world: &World, vote: VoteId) -> Outcome {
    let view: VoteView = world.view(&View::Vote { vote })?;
    let sum: Reconciliation = view.reconciliation.ok_or("a card vote has no account of its cards")?;
    let columns = [
        sum.for_,
        sum.against,
        sum.abstain,
        sum.spoiled,
        sum.not_returned,
        sum.cancelled,
        sum.query,
        sum.not_seen,
    ];
    let all = columns.iter().fold(Column::default(), |all, column| Column {
        cards: all.cards + column.cards,
        votes: all.votes + column.votes,
    });
    if all != sum.issued {
        return Err(format!("{} cards were issued and {} accounted for", sum.issued.cards, all.cards));
    }
    let whole = sum.balances && view.queries.is_empty();
    if whole != view.not_ready.is_none() {
        return Err(format!("the count balances ({}) and is said to be {:?}", sum.balances, view.not_ready));
    }
    Ok(())
}
