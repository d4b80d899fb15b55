//! What must be so in every state that a conference can be in, looked for in the tables and on the screens.

use std::collections::BTreeMap;

use record::ids::{MotionId, VoteId};
use record::lawful::NEVER;
use record::view::View;
use record::view::desk::DeskView;
use record::view::hall::{FaceShown, HallView};
use record::view::paper::PaperShown;
use record::view::parts::{RequestState, Step, StepState};
use record::view::priorities::{HallPriorities, State};
use record::view::votes::VoteView;
use rules::amendment::{MarkedParagraph, PassageKind};
use rules::batch::State as BatchState;
use rules::reconciliation::{Column, Reconciliation};
use rusqlite::Connection;

use crate::world::World;
use crate::{Outcome, secrecy, told};

/// Said here once more in other words: what the record forgets to forbid is found all the same.
const APART: [(&str, &str); 7] = [
    ("a paper stands somewhere, and it is not said why", "SELECT count(*) FROM fate WHERE trim(reason) = ''"),
    (
        "papers are counted in a ballot that was never closed",
        "SELECT count(*) FROM ballot_batch WHERE vote_id IN (SELECT id FROM vote WHERE closed_at IS NULL)",
    ),
    (
        "a count waits for the chair with a block that is not in",
        "SELECT count(*) FROM vote v JOIN vote_block b ON b.vote_id = v.id
         WHERE v.state IN ('provisional', 'declared') AND coalesce(
           (SELECT kind FROM block_count c WHERE c.block_id = b.id ORDER BY c.id DESC LIMIT 1), 'recount') = 'recount'",
    ),
    (
        "a roll call waits for the chair with somebody who was not called",
        "SELECT count(*) FROM vote v JOIN called_name n ON n.vote_id = v.id
         WHERE v.state IN ('provisional', 'declared') AND NOT EXISTS (SELECT 1 FROM answer WHERE name_id = n.id)",
    ),
    (
        "business without an open conference",
        "SELECT (SELECT state FROM conference) IS NOT 'open'
            AND ((SELECT count(*) FROM item WHERE state = 'current') > 0
              OR (SELECT count(*) FROM vote WHERE state NOT IN ('declared', 'abandoned', 'inconclusive', 'recounted')
                    AND NOT (method = 'card' AND (SELECT state FROM conference) = 'adjourned')) > 0)",
    ),
    (
        "a slip in a vote that was never opened",
        "SELECT count(*) FROM slip WHERE vote_id IN (SELECT id FROM vote WHERE opened_at IS NULL)",
    ),
    (
        "a card that was not returned to a vote that was never closed",
        "SELECT count(*) FROM roll WHERE state = 'not_returned'
           AND vote_id IN (SELECT id FROM vote WHERE closed_at IS NULL)",
    ),
];

/// What only the journal shows, beside what the record itself never allows.
const JOURNALLED: (&str, &str) = (
    "a result came by no act of declaring",
    "SELECT count(*) FROM change c JOIN entry e ON e.seq = c.id >> 20
     WHERE c.tbl = 'result' AND (c.before IS NOT NULL OR e.act NOT IN ('declare', 'declare_nem_con', 'correct') OR e.heard = 0)",
);

/// The tables.
///
/// # Errors
/// What should never be.
pub fn tables(conn: &Connection) -> Outcome {
    for (what, sql) in NEVER.into_iter().chain(APART) {
        let mut count = told(conn.prepare_cached(sql))?;
        if told(count.query_row([], |row| row.get::<_, i64>(0)))? != 0 {
            return Err(what.to_owned());
        }
    }
    figures(conn)
}

/// What only the journal shows. Nothing leaves it, so that what once came into it is found whenever it is looked for.
///
/// # Errors
/// What should never be.
pub fn journal(conn: &Connection) -> Outcome {
    let (what, sql) = JOURNALLED;
    let mut count = told(conn.prepare_cached(sql))?;
    if told(count.query_row([], |row| row.get::<_, i64>(0)))? != 0 {
        return Err(what.to_owned());
    }
    secrecy::nothing_is_found(conn)
}

/// The figures of a declared card vote are the sum of its slips: by section, added up here once more.
fn figures(conn: &Connection) -> Outcome {
    let sql = "SELECT r.vote_id, json_extract(r.figures, '$.figures.for'), json_extract(r.figures, '$.figures.against'),
                 json_extract(r.figures, '$.figures.abstain'),
                 (SELECT ifnull(sum(iif(s.choice = 'split', s.split_for, c.value)), 0) FROM slip s JOIN roll c ON c.id = s.roll_id
                  WHERE s.vote_id = r.vote_id AND s.state = 'counted' AND s.choice IN ('for', 'split')),
                 (SELECT ifnull(sum(iif(s.choice = 'split', s.split_against, c.value)), 0) FROM slip s JOIN roll c ON c.id = s.roll_id
                  WHERE s.vote_id = r.vote_id AND s.state = 'counted' AND s.choice IN ('against', 'split')),
                 (SELECT ifnull(sum(iif(s.choice = 'split', s.split_abstain, c.value)), 0) FROM slip s JOIN roll c ON c.id = s.roll_id
                  WHERE s.vote_id = r.vote_id AND s.state = 'counted' AND s.choice IN ('abstain', 'split'))
               FROM result r JOIN vote v ON v.id = r.vote_id WHERE v.method = 'card'
                 AND r.id = (SELECT min(n.id) FROM result n WHERE n.vote_id = v.id)";
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

/// What every carried amendment was shown to make of its text is what was decided; and what was decided last is how the
/// text stands. A correction changes the text without another decision upon it, and so does a paragraph that falls in
/// consequence of something else: such papers are left out.
///
/// # Errors
/// The text that was put and the text that was decided, where they differ.
pub fn texts(world: &World, conn: &Connection) -> Outcome {
    let sql = "SELECT q.motion_id, m.upon_id, d.text FROM decision d JOIN question q ON q.id = d.question_id
                 JOIN motion m ON m.id = q.motion_id
               WHERE m.state = 'carried' AND m.upon_id IS NOT NULL
                 AND NOT EXISTS (SELECT 1 FROM decision o JOIN result r ON r.id = o.result_id
                                 JOIN question p ON p.id = o.question_id JOIN motion c ON c.id = p.motion_id
                                 WHERE c.upon_id IN (m.upon_id, m.id) AND r.corrects_id IS NOT NULL)
                 AND NOT EXISTS (SELECT 1 FROM question p WHERE p.motion_id = m.upon_id AND p.part_id IS NOT NULL)
                 AND NOT EXISTS (SELECT 1 FROM consequence c WHERE c.target_id = m.upon_id AND c.first_paragraph IS NOT NULL
                                 AND c.state = 'confirmed')
               ORDER BY d.id";
    let mut list = told(conn.prepare_cached(sql))?;
    let found = told(list.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))))?;
    let decisions: Vec<(MotionId, MotionId, String)> = told(found.collect())?;
    if decisions.is_empty() {
        return Ok(());
    }
    let shown = |motion: MotionId| -> Outcome<PaperShown> {
        let paper: Option<PaperShown> = world.view(&View::Paper { motion })?;
        paper.ok_or_else(|| "a paper is not shown".to_owned())
    };
    let mut last = BTreeMap::new();
    for (amendment, upon, decided) in decisions {
        let put = shown(amendment)?.paragraphs.iter().filter_map(reads).collect::<Vec<_>>().join("\n\n");
        if put != decided {
            return Err(format!("put was:\n{put}\ndecided was:\n{decided}"));
        }
        last.insert(upon, decided);
    }
    for (motion, decided) in last {
        let stands = shown(motion)?.as_it_stands.as_ref().map(|text| text.join("\n\n"));
        if stands.as_deref() != Some(decided.as_str()) {
            return Err(format!("decided was:\n{decided}\nit stands:\n{stands:?}"));
        }
    }
    Ok(())
}

/// A paper carried in parts stands as it was decided last: without every part that fell, whatever was corrected since.
///
/// # Errors
/// The text that was decided and the text that stands, where they differ.
pub fn parts(world: &World, conn: &Connection) -> Outcome {
    let sql = "SELECT m.id, (SELECT d.text FROM decision d JOIN question q ON q.id = d.question_id
                             WHERE q.motion_id = m.id AND q.part_id IS NULL ORDER BY d.id DESC LIMIT 1)
               FROM motion m WHERE m.state = 'carried' AND EXISTS (SELECT 1 FROM question p
                 WHERE p.motion_id = m.id AND p.part_id IS NOT NULL AND p.outcome IN ('lost', 'not_carried'))";
    let mut list = told(conn.prepare_cached(sql))?;
    let found = told(list.query_map([], |row| Ok((row.get(0)?, row.get(1)?))))?;
    let decisions: Vec<(MotionId, String)> = told(found.collect())?;
    if decisions.is_empty() {
        return Ok(());
    }
    for (motion, decided) in decisions {
        let paper: PaperShown = world.view(&View::Paper { motion })?;
        let stands = paper.as_it_stands.as_ref().map(|text| text.join("\n\n")).unwrap_or_default();
        let by_hand = decided.starts_with("The text is to be settled by hand");
        if stands != decided && !(by_hand && stands.ends_with(&decided)) {
            return Err(format!("{} was decided:\n{decided}\nit stands:\n{stands}", paper.label));
        }
    }
    Ok(())
}

/// A paragraph without what goes out of it.
fn reads(paragraph: &MarkedParagraph) -> Option<String> {
    let kept = paragraph.passages.iter().filter(|passage| passage.kind != PassageKind::Deleted);
    let text: String = kept.map(|passage| passage.text.as_str()).collect();
    (!text.is_empty()).then_some(text)
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
    let current = desk.steps.iter().filter(|step| step.state == StepState::Current).count();
    if current != usize::from(!desk.steps.is_empty()) {
        let stand = |step: &Step| format!("{} {:?}", step.label, step.state);
        let all: Vec<String> = desk.steps.iter().map(stand).collect();
        return Err(format!("{current} steps are current: {}", all.join(", ")));
    }
    can_go_on(&desk)?;
    let hall: HallView = world.view(&View::Hall)?;
    withheld(&hall)?;
    if voted_on(&hall).is_some() {
        kept_from_visitors(world)?;
    }
    withheld(&desk.hall)?;
    for vote in desk.vote.iter().chain(&desk.parked_votes) {
        if vote.method == record::command::Method::Card {
            reconciles(world, vote.id)?;
        }
    }
    Ok(desk)
}

/// Conference never stands where the chair's screen knows no way on: there is a next act wherever business was planned, and
/// with nothing before it conference can rise.
fn can_go_on(desk: &DeskView) -> Outcome {
    let asks = |panel: &str| desk.others.iter().any(|offer| offer.panel.as_deref() == Some(panel));
    match desk.heading.state.as_str() {
        "open" if desk.next.is_none() && !desk.items.is_empty() => Err("there is no next act".to_owned()),
        "open" if desk.question.is_none() && !asks("adjourn") => {
            Err("conference cannot be adjourned".to_owned())
        }
        "open" if desk.question.is_none() && desk.item.is_none() && !asks("close") => {
            Err("conference cannot be closed".to_owned())
        }
        "adjourned" if desk.next.is_none() => Err("conference cannot be resumed".to_owned()),
        "closed" if desk.others.is_empty() => Err("conference cannot be opened again".to_owned()),
        _ => Ok(()),
    }
}

/// The vote on a screen, or its result.
fn voted_on(hall: &HallView) -> Option<VoteId> {
    match &hall.face {
        FaceShown::Vote { vote, .. } | FaceShown::Result { vote, .. } => Some(vote.id),
        FaceShown::Welcome { .. }
        | FaceShown::Item { .. }
        | FaceShown::Debate { .. }
        | FaceShown::Options { .. }
        | FaceShown::Order { .. }
        | FaceShown::Private { .. }
        | FaceShown::Message { .. }
        | FaceShown::Priorities { .. } => None,
    }
}

/// Visitors are shown nothing that was voted on in private.
fn kept_from_visitors(world: &World) -> Outcome {
    let Some(vote) = voted_on(&world.view(&View::Visitors)?) else { return Ok(()) };
    let private =
        "SELECT coalesce(i.private, 0) FROM vote v JOIN question q ON q.id = v.question_id LEFT JOIN item i ON i.id = q.item_id
                   WHERE v.id = ?1";
    if told(world.reader()?.query_row(private, [vote.0], |row| row.get::<_, bool>(0)))? {
        return Err("visitors see what was voted on in private".to_owned());
    }
    Ok(())
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
        | FaceShown::Private { .. }
        | FaceShown::Message { .. } => return Ok(()),
        FaceShown::Priorities { ballot } => return priorities_withheld(ballot),
        FaceShown::Options { choosing } => {
            let seen =
                choosing.state == "open" && choosing.options.iter().any(|option| option.votes.is_some());
            let why = format!("the hall sees figures of {} before they are declared", choosing.title);
            return if seen { Err(why) } else { Ok(()) };
        }
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
        && (vote.result.is_some()
            || vote.counted.is_some()
            || vote.tie.is_some()
            || !vote.corrected.is_empty())
    {
        return Err(format!("the hall sees figures of {} before they are declared", vote.label));
    }
    Ok(())
}

fn priorities_withheld(ballot: &HallPriorities) -> Outcome {
    let figures = ballot.lists.iter().flat_map(|list| &list.lines).any(|line| line.figure.is_some());
    if figures && ballot.state != State::Declared {
        return Err(format!("the hall sees figures of {} before they are declared", ballot.title));
    }
    Ok(())
}

fn reconciles(world: &World, vote: VoteId) -> Outcome {
    let view: VoteView = world.view(&View::Vote { vote, station: None })?;
    let sum: Reconciliation = view.reconciliation.ok_or("a card vote has no account of its cards")?;
    let opened = matches!(view.vote.state.as_str(), "provisional" | "declared" | "recounted");
    let told = [sum.for_, sum.against, sum.abstain].iter().any(Option::is_some);
    let read = view.slips.iter().any(|slip| slip.state != "query" && slip.choice.is_some());
    if !opened && (told || read) {
        return Err(format!("how {} goes is seen before its count is finished", view.vote.label));
    }
    let columns =
        [sum.cast, sum.spoiled, sum.not_returned, sum.cancelled, sum.query, sum.typed, sum.not_seen];
    let all = columns.iter().fold(Column::default(), |all, column| Column {
        cards: all.cards + column.cards,
        votes: all.votes + column.votes,
    });
    if all != sum.issued {
        return Err(format!("{} cards were issued and {} accounted for", sum.issued.cards, all.cards));
    }
    let open =
        view.batches.iter().any(|batch| !matches!(batch.state, BatchState::Settled | BatchState::Discarded));
    let whole = sum.balances && view.queries.is_empty() && !open;
    if whole != view.not_ready.is_none() {
        return Err(format!("the count balances ({}) and is said to be {:?}", sum.balances, view.not_ready));
    }
    Ok(())
}
