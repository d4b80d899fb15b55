//! Papers: motions, amendments, composites, statements, and where each of them stands.
//!
//! Invariant: a paper's text is never written over. What stands now is worked out (`texts`) from the text as handed in
//! and the amendments that were carried. A paper changes its state by [`set_state`] alone, which keeps who, when and why;
//! no paper is ever deleted.

use rules::composite;
use rules::motion::{State, may_become};
use rules::refusal::Refusal;
use rules::standing_orders::StandingOrders;

use crate::command::MotionKind;
use crate::composites;
use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::sql::{name_of, variant};
pub(crate) use crate::texts::fits;
use crate::transact::Act;

mod accepted;
mod advice;
mod committee;
mod correcting;
mod fates;
mod handing_in;
mod import;
mod numbers;
mod order;
mod placing;
mod settling;
mod sorting;

pub(crate) use accepted::{accept, may_be_accepted};
pub(crate) use advice::{Advice, advice_on, advise};
pub(crate) use committee::{
    deadlines, may_go_on, print, put_on_agenda, put_on_by_vote, rule_in, rule_out, rule_out_by_vote,
    set_deadline, take_under, where_printed, withdraw,
};
pub(crate) use correcting::{CorrectionKept, correct, corrections, parties_are_open, words_are_open};
pub(crate) use fates::{before, close_the_rest, dispose, leaves, may_leave, resume};
pub(crate) use handing_in::{add, may_be_amended, place_under, put_party, submit};
pub(crate) use import::{import, take_in};
pub(crate) use numbers::next_number;
pub(crate) use order::{amendments, amendments_among, touches};
pub(crate) use placing::may_be_moved;
pub(crate) use settling::{settle, to_settle};
pub(crate) use sorting::{place, sort};

/// A paper without its text.
#[derive(Clone)]
pub(crate) struct Motion {
    pub(crate) id: MotionId,
    pub(crate) number: String,
    pub(crate) kind: MotionKind,
    pub(crate) title: String,
    pub(crate) upon: Option<MotionId>,
    pub(crate) two_thirds: bool,
    pub(crate) section: String,
    pub(crate) category: String,
    pub(crate) handed_in_at: i64,
    place: Option<i64>,
    pub(crate) state: State,
}

impl Motion {
    /// `Composite 4`, `Amendment 4.1`
    pub(crate) fn label(&self) -> String {
        self.kind.label(&self.number)
    }

    /// Whether it takes two-thirds to carry it.
    pub(crate) fn needs_two_thirds(&self, orders: &StandingOrders) -> bool {
        rules::motion::needs_two_thirds(self.kind, self.two_thirds, orders)
    }

    /// The label within a sentence: `amendment 4.1`.
    pub(crate) fn in_words(&self) -> String {
        let label = self.label();
        let mut letters = label.chars();
        letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
    }
}

macro_rules! select_motion {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, m.number, m.kind, m.title, m.upon_id, m.two_thirds, m.section, m.category, m.handed_in_at,
                    m.place, m.state FROM motion m ",
            $rest
        )
    };
}

use select_motion;

fn motion(r: &rusqlite::Row<'_>) -> rusqlite::Result<Motion> {
    Ok(Motion {
        id: r.get(0)?,
        number: r.get(1)?,
        kind: variant(r, 2)?,
        title: r.get(3)?,
        upon: r.get(4)?,
        two_thirds: r.get(5)?,
        section: r.get(6)?,
        category: r.get(7)?,
        handed_in_at: r.get(8)?,
        place: r.get(9)?,
        state: variant(r, 10)?,
    })
}

/// Every paper, in the order they were handed in.
pub(crate) fn all(db: &Db) -> Result<Vec<Motion>, Fault> {
    db.rows(select_motion!("ORDER BY m.id"), [], motion)
}

/// It waits to be called.
pub(crate) fn on_agenda(paper: &Motion) -> bool {
    paper.state == State::OnAgenda
}

/// Refuses where conference has decided it, or it can no longer be decided.
pub(crate) fn undecided(paper: &Motion) -> Result<(), Refusal> {
    if paper.state.is_undecided() {
        return Ok(());
    }
    Err(decided(paper))
}

/// Why nothing but a correction of its result changes what became of it.
fn decided(paper: &Motion) -> Refusal {
    Refusal::new("motion.decided", format!("{} is already decided.", paper.label()))
}

/// One paper.
pub(crate) fn known(db: &Db, id: MotionId) -> Result<Motion, Halt> {
    db.row(select_motion!("WHERE m.id = ?1"), [id], motion)?
        .ok_or_else(|| Refusal::new("motion.unknown", "There is no such paper.").into())
}

/// Papers taken under an item.
pub(crate) fn of_item(db: &Db, item: ItemId) -> Result<Vec<Motion>, Fault> {
    db.rows(
        select_motion!("JOIN item_motion i ON m.id = i.motion_id WHERE i.item_id = ?1 ORDER BY i.position"),
        [item],
        motion,
    )
}

/// On the agenda, and taken under no item, so that nobody can call it: in the order in which they were handed in.
pub(crate) fn under_no_item(db: &Db) -> Result<Vec<Motion>, Fault> {
    db.rows(
        select_motion!(
            "WHERE m.state = 'on_agenda' AND m.upon_id IS NULL
               AND NOT EXISTS (SELECT 1 FROM item_motion i WHERE i.motion_id = m.id) ORDER BY m.id"
        ),
        [],
        motion,
    )
}

/// The body in a role, if it is printed.
pub(crate) fn party(db: &Db, motion: MotionId, role: &'static str) -> Result<Option<String>, Fault> {
    db.row("SELECT body FROM party WHERE motion_id = ?1 AND role = ?2", (motion, role), |r| r.get(0))
}

/// Bodies that support a paper, in the order in which they are printed.
pub(crate) fn supporters(db: &Db, motion: MotionId) -> Result<Vec<String>, Fault> {
    db.rows("SELECT body FROM party WHERE motion_id = ?1 AND role = 'supporter' ORDER BY id", [motion], |r| {
        r.get(0)
    })
}

/// The paper stands elsewhere now. One that stands there already stays there: a correction may confirm a result.
pub(crate) fn set_state(act: &Act<'_>, motion: MotionId, to: State, reason: &str) -> Result<(), Halt> {
    let paper = known(act.db, motion)?;
    if paper.state == to {
        return Ok(());
    }
    may_become(&paper.label(), paper.state, to)?;
    if paper.state == State::Adjourned {
        fates::leave_adjourned(act, motion, to)?;
    }
    act.db.run("UPDATE motion SET state = ?2 WHERE id = ?1", (motion, name_of(&to)?))?;
    keep_fate(act, motion, to, reason)?;
    if composite::falls_apart(to) { composites::release(act, &paper) } else { Ok(()) }
}

/// A paper stands elsewhere by what is no step of §6.1: where it stood, for the composite that had taken its place fell apart; or
/// ruled out, for conference has overturned the ruling that let it in.
pub(crate) fn release(act: &Act<'_>, motion: MotionId, to: State, reason: &str) -> Result<(), Halt> {
    act.db.run("UPDATE motion SET state = ?2 WHERE id = ?1", (motion, name_of(&to)?))?;
    keep_fate(act, motion, to, reason)
}

/// Who put the paper there, when and why.
pub(crate) fn keep_fate(act: &Act<'_>, motion: MotionId, state: State, reason: &str) -> Result<(), Halt> {
    act.db.insert(
        "INSERT INTO fate(motion_id, state, reason, actor, at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (motion, name_of(&state)?, reason, actor_in_words(act), act.at),
    )?;
    Ok(())
}

/// `committee, Ann Lee`
fn actor_in_words(act: &Act<'_>) -> String {
    match &act.actor.name {
        Some(name) => format!("{}, {name}", act.actor.station),
        None => act.actor.station.clone(),
    }
}

/// One change of a paper's state.
pub(crate) struct FateKept {
    pub(crate) state: State,
    pub(crate) reason: String,
    pub(crate) actor: String,
    pub(crate) at: i64,
}

/// Its last ruling let it in, and was the committee's: what conference put on the agenda was ruled out before.
pub(crate) fn was_ruled_in(db: &Db, motion: MotionId) -> Result<bool, Fault> {
    let last =
        "SELECT state = 'ruled_in' FROM fate WHERE motion_id = ?1 AND state IN ('ruled_in', 'ruled_out')
                ORDER BY id DESC LIMIT 1";
    Ok(db.row(last, [motion], |r| r.get(0))?.unwrap_or(false))
}

/// Where a paper has stood, oldest first.
pub(crate) fn history(db: &Db, motion: MotionId) -> Result<Vec<FateKept>, Fault> {
    db.rows("SELECT state, reason, actor, at FROM fate WHERE motion_id = ?1 ORDER BY id", [motion], |r| {
        Ok(FateKept { state: variant(r, 0)?, reason: r.get(1)?, actor: r.get(2)?, at: r.get(3)? })
    })
}

#[cfg(test)]
mod tests {
    use rules::motion::{MotionKind, State};

    use crate::sql::name_of;

    /// The schema holds the very states and kinds that the rule names: no more, no fewer.
    #[test]
    fn the_schema_knows_every_state_and_kind() {
        let schema = include_str!("../schema/001_conference.sql");
        let table = schema.split_once("CREATE TABLE motion(").unwrap().1.split_once(") STRICT").unwrap().0;
        let held = |column: &str| {
            let list = table.split_once(&format!("CHECK ({column} IN (")).unwrap().1;
            let list = list.split_once("))").unwrap().0;
            list.split(',').map(|name| name.trim().trim_matches('\'').to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(held("state"), State::ALL.map(|state| name_of(&state).unwrap()));
        assert_eq!(held("kind"), MotionKind::ALL.map(|kind| name_of(&kind).unwrap()));
    }
}
