//! What can never be so in a conference, whatever is taken back.
//!
//! Invariant: each act keeps these by itself; taking an old act back could break them without touching a row that has
//! moved on, so they are looked at once more before it is committed.

use rules::refusal::Refusal;

use crate::db::Db;
use crate::halt::Halt;
use crate::journal::undo::Law;
use crate::speeches;
use crate::transact::Act;

/// In words and in SQL: each is true, or counts more than nothing, where it is so.
pub const NEVER: [(&str, &str); 47] = [
    (
        "something fell by what is not decided",
        "SELECT count(*) FROM consequence c JOIN motion m ON m.id = c.cause_id
         WHERE c.state = 'confirmed' AND c.cause_part_id IS NULL AND m.state IN ('on_agenda', 'moved')",
    ),
    (
        "something fell by a part that is not decided",
        "SELECT count(*) FROM consequence c WHERE c.state = 'confirmed' AND c.cause_part_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM question q WHERE q.part_id = c.cause_part_id AND q.state = 'decided')",
    ),
    (
        "a part is before conference without its paper",
        "SELECT count(*) FROM question q JOIN part p ON p.id = q.part_id
         WHERE q.state IN ('called', 'moved', 'seconded')
           AND (p.state <> 'asked' OR q.motion_id <> p.motion_id
             OR NOT EXISTS (SELECT 1 FROM question u WHERE u.id = q.upon_id AND u.motion_id = q.motion_id
                            AND u.part_id IS NULL AND u.state IN ('called', 'moved', 'seconded')))",
    ),
    (
        "a paper is composited, and no composite has taken its place",
        "SELECT count(*) FROM motion m WHERE m.state = 'composited'
           AND NOT EXISTS (SELECT 1 FROM source s JOIN motion c ON c.id = s.composite_id
                           WHERE s.motion_id = m.id AND s.was IS NOT NULL AND c.state <> 'ruled_in')",
    ),
    (
        "a paper stands although it has fallen",
        "SELECT count(*) FROM consequence c JOIN motion m ON m.id = c.target_id
         WHERE c.state = 'confirmed' AND c.first_paragraph IS NULL AND m.state <> 'falls'",
    ),
    (
        "the conference is not open, and business has begun",
        "SELECT count(*) FROM conference WHERE state <> 'open'
           AND (EXISTS (SELECT 1 FROM item WHERE state = 'current')
             OR EXISTS (SELECT 1 FROM vote v WHERE v.state IN ('called', 'open', 'closed', 'provisional')
                        AND NOT (conference.state = 'adjourned' AND v.method = 'card'))
             OR (state = 'preparing' AND EXISTS (SELECT 1 FROM item WHERE started_at IS NOT NULL)))",
    ),
    (
        "a vote that has not opened has slips",
        "SELECT count(*) FROM vote v JOIN slip s ON s.vote_id = v.id WHERE v.state = 'called'",
    ),
    (
        "cards are not returned while they are still collected",
        "SELECT count(*) FROM vote v JOIN roll r ON r.vote_id = v.id
         WHERE v.state IN ('called', 'open') AND r.state = 'not_returned'",
    ),
    ("two items are before conference", "SELECT count(*) > 1 FROM item WHERE state = 'current'"),
    ("two clocks run", "SELECT count(*) > 1 FROM speech WHERE running_since IS NOT NULL AND ended_at IS NULL"),
    (
        "a clock runs on an item that is not before conference",
        "SELECT count(*) FROM speech s JOIN request r ON r.id = s.request_id JOIN question q ON q.id = r.question_id
         JOIN item i ON i.id = q.item_id WHERE s.running_since IS NOT NULL AND i.state <> 'current'",
    ),
    (
        "a clock runs between two items while one is before conference, or conference does not sit",
        "SELECT count(*) FROM speech s JOIN request r ON r.id = s.request_id JOIN question q ON q.id = r.question_id
         WHERE s.running_since IS NOT NULL AND q.item_id IS NULL
           AND (EXISTS (SELECT 1 FROM item WHERE state = 'current') OR (SELECT state FROM conference) <> 'open')",
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
         WHERE r.state IN ('waiting', 'speaking') AND q.state IN ('decided', 'withdrawn', 'disposed')",
    ),
    (
        "two open questions of one item do not stand one upon the other",
        "SELECT count(*) FROM question a JOIN question b ON b.item_id IS a.item_id AND b.id > a.id
         WHERE a.state IN ('called', 'moved', 'seconded') AND b.state IN ('called', 'moved', 'seconded')
           AND b.upon_id IS NOT a.id
           AND NOT EXISTS (SELECT 1 FROM question c WHERE c.item_id IS a.item_id AND c.id > a.id AND c.id < b.id
                             AND c.state IN ('called', 'moved', 'seconded'))",
    ),
    (
        "what was moved from the floor stands upon nothing that is before conference",
        "SELECT count(*) FROM question q JOIN question u ON u.id = q.upon_id
         WHERE q.procedure_id IS NOT NULL AND q.state IN ('moved', 'seconded')
           AND u.state NOT IN ('called', 'moved', 'seconded')",
    ),
    (
        "two votes are taken on one question",
        "SELECT count(*) FROM (SELECT 1 FROM vote WHERE state IN ('called', 'open', 'closed', 'provisional')
         GROUP BY question_id HAVING count(*) > 1)",
    ),
    (
        "a vote is taken on a question that is decided",
        "SELECT count(*) FROM vote v JOIN question q ON q.id = v.question_id
         WHERE v.state IN ('called', 'open', 'closed', 'provisional') AND q.state NOT IN ('called', 'moved', 'seconded')
           AND v.recount_of IS NULL",
    ),
    (
        "a batch that nobody types is being typed, or one that is being typed by nobody",
        "SELECT count(*) FROM batch b
         WHERE (b.state IN ('claimed', 'first_in_progress', 'second_in_progress', 'again_in_progress'))
           <> ((SELECT count(*) FROM batch_entry e WHERE e.batch_id = b.id AND e.state = 'in_progress') = 1)",
    ),
    (
        "cards are typed in a batch that nobody has begun",
        "SELECT count(*) FROM batch b JOIN batch_entry e ON e.batch_id = b.id JOIN slip s ON s.entry_id = e.id
         WHERE b.state IN ('waiting', 'claimed') AND s.state <> 'set_aside'",
    ),
    (
        "a batch that is settled or discarded has cards still to be compared, or one that is not has some counted",
        "SELECT count(*) FROM batch b JOIN batch_entry e ON e.batch_id = b.id JOIN slip s ON s.entry_id = e.id
         WHERE (b.state IN ('settled', 'discarded') AND s.state = 'typed')
            OR (b.state <> 'settled' AND s.state IN ('counted', 'query', 'agreed'))",
    ),
    (
        "a batch differs and no card of it does, or the other way",
        "SELECT count(*) FROM batch b WHERE b.state <> 'discarded'
           AND (b.state IN ('differs', 'again_in_progress')) <> EXISTS
             (SELECT 1 FROM batch_difference d WHERE d.batch_id = b.id AND d.state = 'open')",
    ),
    (
        "a vote is counted and a batch of it is not settled",
        "SELECT count(*) FROM vote v JOIN batch b ON b.vote_id = v.id
         WHERE v.state IN ('provisional', 'declared', 'recounted') AND b.state NOT IN ('settled', 'discarded')",
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
        "a question decided has no decision, or one undecided has",
        "SELECT count(*) FROM question q WHERE (q.state IN ('decided', 'withdrawn', 'disposed'))
           <> EXISTS (SELECT 1 FROM decision d WHERE d.question_id = q.id)",
    ),
    (
        "a priorities ballot that has not opened has papers, or one that has opened has none",
        "SELECT count(*) FROM priorities_ballot b WHERE b.state <> 'abandoned' AND (b.state = 'preparing')
           = EXISTS (SELECT 1 FROM priorities_paper p WHERE p.ballot_id = b.id)",
    ),
    (
        "a priorities paper that is not marked chooses something, or one that is chooses nothing",
        "SELECT count(*) FROM priorities_paper p WHERE (p.state = 'marked')
           <> EXISTS (SELECT 1 FROM priorities_choice c WHERE c.paper_id = p.id)",
    ),
    (
        "a priorities paper chooses more than it may",
        "SELECT count(*) FROM priorities_paper p JOIN priorities_ballot b ON b.id = p.ballot_id
         WHERE (SELECT count(*) FROM priorities_choice c WHERE c.paper_id = p.id) > b.choices",
    ),
    (
        "a tie is settled in a priorities ballot that is not counted",
        "SELECT count(*) FROM priorities_settlement s JOIN priorities_ballot b ON b.id = s.ballot_id
         WHERE b.state NOT IN ('counted', 'declared')",
    ),
    ("two items stand in one place", "SELECT count(*) - count(DISTINCT position) FROM item"),
    (
        "the books of a delegation do not carry its votes",
        "SELECT count(*) FROM (SELECT sum(c.value) AS carried, d.votes FROM card c JOIN delegation d ON d.id = c.delegation_id
         WHERE c.share = 1 GROUP BY d.id HAVING carried <> d.votes)",
    ),
    (
        "somebody has two books",
        "SELECT count(*) FROM (SELECT 1 FROM card WHERE custody IN ('not_issued', 'issued', 'returned') AND holder_id IS NOT NULL
         GROUP BY holder_id HAVING count(*) > 1)",
    ),
    (
        "a book is in use and carries nothing of its delegation’s votes",
        "SELECT count(*) FROM card WHERE share = 0 AND custody <> 'cancelled'",
    ),
    ("a delegate belongs to no delegation", "SELECT count(*) FROM delegate WHERE standing = 'delegate' AND delegation_id IS NULL"),
    (
        "somebody who is substituted has the place, or the substitute has not",
        "SELECT count(*) FROM substitution s JOIN delegate g ON g.id = s.delegate_id JOIN delegate c ON c.id = s.substitute_id
         WHERE s.ended_at IS NULL AND (g.standing = 'delegate'
           OR c.standing <> 'delegate' AND NOT EXISTS
             (SELECT 1 FROM substitution n WHERE n.delegate_id = c.id AND n.ended_at IS NULL))",
    ),
    (
        "a place is taken by two",
        "SELECT count(*) FROM (SELECT 1 FROM substitution WHERE ended_at IS NULL GROUP BY delegate_id HAVING count(*) > 1)",
    ),
    (
        "a paper is before conference without a question",
        "SELECT count(*) FROM motion m WHERE m.state = 'moved'
           AND NOT EXISTS (SELECT 1 FROM question q WHERE q.motion_id = m.id AND q.state IN ('moved', 'seconded'))",
    ),
    (
        "a question is before conference and its paper is not on the agenda",
        "SELECT count(*) FROM question q JOIN motion m ON m.id = q.motion_id
         WHERE q.state IN ('called', 'moved', 'seconded') AND m.state NOT IN ('on_agenda', 'moved')",
    ),
    (
        "a debate is adjourned and its paper is not",
        "SELECT (SELECT count(*) FROM question WHERE state = 'adjourned')
             <> (SELECT count(*) FROM motion WHERE state = 'adjourned')",
    ),
    (
        "a paper does not stand where it was last put",
        "SELECT count(*) FROM motion m WHERE m.state IS NOT
           (SELECT f.state FROM fate f WHERE f.motion_id = m.id ORDER BY f.id DESC LIMIT 1)",
    ),
    (
        "an amendment is before conference without its motion",
        "SELECT count(*) FROM question q JOIN motion m ON m.id = q.motion_id
         WHERE m.kind = 'amendment' AND q.state IN ('called', 'moved', 'seconded')
           AND NOT EXISTS (SELECT 1 FROM question u WHERE u.id = q.upon_id AND u.motion_id = m.upon_id
                           AND u.state IN ('moved', 'seconded'))",
    ),
];

/// What is asked of an act taken back or done again.
pub const LAW: Law = Law { ran_on: speeches::ran_on, settle };

fn settle(act: &Act<'_>) -> Result<(), Halt> {
    speeches::run_from_now(act)?;
    lawful(act.db)
}

/// Refuses where it would be so.
fn lawful(db: &Db) -> Result<(), Halt> {
    for (what, sql) in NEVER {
        if db.one(sql, [], |row| row.get::<_, i64>(0))? != 0 {
            let sentence = format!("Business has moved on since: then {what}.");
            return Err(Refusal::new("undo.moved_on", sentence)
                .allowed_by("Take back what came later first.")
                .into());
        }
    }
    Ok(())
}
