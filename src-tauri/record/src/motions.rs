//! Papers: motions, amendments, composites, statements, and their texts.
//!
//! Invariant: a paper's text is never written over. What stands now is worked out (`texts`) from the text as handed in
//! and the amendments that were carried.

use rules::amendment::{self, Amendment, Placed, UNDECIDED};
use rules::motion::{State, may_become};
use rules::refusal::Refusal;

use crate::allow::said;
use crate::command::{MotionKind, NewMotion};
use crate::db::Db;
use crate::delegations;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{ItemId, MotionId};
use crate::programme;
use crate::set_up;
use crate::sql::{name_of, variant};
use crate::texts;
pub(crate) use crate::texts::fits;
use crate::transact::Act;

/// A paper without its text.
#[derive(Clone)]
pub(crate) struct Motion {
    pub(crate) id: MotionId,
    pub(crate) number: String,
    pub(crate) kind: MotionKind,
    pub(crate) title: String,
    pub(crate) upon: Option<MotionId>,
    pub(crate) two_thirds: bool,
    pub(crate) state: State,
}

impl Motion {
    /// `Composite 4`, `Amendment 4.1`
    pub(crate) fn label(&self) -> String {
        self.kind.label(&self.number)
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
        concat!("SELECT id, number, kind, title, upon_id, two_thirds, state FROM motion ", $rest)
    };
}

fn motion(r: &rusqlite::Row<'_>) -> rusqlite::Result<Motion> {
    Ok(Motion {
        id: r.get(0)?,
        number: r.get(1)?,
        kind: variant(r, 2)?,
        title: r.get(3)?,
        upon: r.get(4)?,
        two_thirds: r.get(5)?,
        state: variant(r, 6)?,
    })
}

/// Every paper, in the order they were handed in.
pub(crate) fn all(db: &Db) -> Result<Vec<Motion>, Fault> {
    db.rows(select_motion!("ORDER BY id"), [], motion)
}

/// One paper.
pub(crate) fn known(db: &Db, id: MotionId) -> Result<Motion, Halt> {
    db.row(select_motion!("WHERE id = ?1"), [id], motion)?
        .ok_or_else(|| Refusal::new("motion.unknown", "There is no such paper.").into())
}

/// Amendments to a paper, in the order they were handed in.
pub(crate) fn amendments(db: &Db, upon: MotionId) -> Result<Vec<Motion>, Fault> {
    db.rows(select_motion!("WHERE upon_id = ?1 ORDER BY id"), [upon], motion)
}

/// Papers taken under an item.
pub(crate) fn of_item(db: &Db, item: ItemId) -> Result<Vec<Motion>, Fault> {
    db.rows(
        "SELECT m.id, m.number, m.kind, m.title, m.upon_id, m.two_thirds, m.state
         FROM item_motion i JOIN motion m ON m.id = i.motion_id WHERE i.item_id = ?1 ORDER BY i.position",
        [item],
        motion,
    )
}

/// The body in a role, if it is printed.
pub(crate) fn party(db: &Db, motion: MotionId, role: &'static str) -> Result<Option<String>, Fault> {
    db.row("SELECT body FROM party WHERE motion_id = ?1 AND role = ?2", (motion, role), |r| r.get(0))
}

pub(crate) fn add(act: &Act<'_>, new: &NewMotion) -> Done {
    set_up::set(act.db)?;
    let number = said("number of the paper", &new.number)?;
    let title = said("title of the paper", &new.title)?;
    let taken: Option<String> =
        act.db.row("SELECT title FROM motion WHERE number = ?1", [&number], |r| r.get(0))?;
    if let Some(title) = taken {
        return Err(
            Refusal::new("motion.number_taken", format!("Number {number} is already “{title}”.")).into()
        );
    }
    let edits = check_text(act, new)?;
    let decided = if new.upon.is_some() { texts::last_decision(act.db)? } else { None };
    let id = MotionId(act.db.insert(
        "INSERT INTO motion(number, kind, title, upon_id, upon_decision_id, two_thirds, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'on_agenda')",
        (&number, name_of(&new.kind)?, &title, new.upon, decided, new.two_thirds),
    )?);
    for (position, text) in (1_i64..).zip(&new.paragraphs) {
        let text = said("paragraph", text)?;
        act.db.insert(
            "INSERT INTO paragraph(motion_id, position, text) VALUES (?1, ?2, ?3)",
            (id, position, text),
        )?;
    }
    for edit in &edits {
        texts::keep(act, id, edit)?;
    }
    for (role, body) in [("mover", &new.mover), ("seconder", &new.seconder)] {
        if let Some(body) = body.as_deref().map(str::trim).filter(|body| !body.is_empty()) {
            let delegation = delegations::by_name(act.db, body)?;
            act.db.insert(
                "INSERT INTO party(motion_id, role, body, delegation_id) VALUES (?1, ?2, ?3, ?4)",
                (id, role, body, delegation),
            )?;
        }
    }
    if let Some(item) = new.item {
        place_under(act, id, item)?;
    }
    let paper = known(act.db, id)?;
    Ok(format!("{}, {title}, was handed in.", paper.label()))
}

/// The text is whole; the edits of an amendment, each with the paragraph that it names.
fn check_text(act: &Act<'_>, new: &NewMotion) -> Result<Vec<Placed>, Halt> {
    let Some(upon) = new.upon.filter(|_| new.kind == MotionKind::Amendment) else {
        if new.kind == MotionKind::Amendment {
            return Err(Refusal::new(
                "amendment.upon_nothing",
                "An amendment names the paper it would amend.",
            )
            .into());
        }
        if new.upon.is_some() || !new.edits.is_empty() {
            return Err(
                Refusal::new("motion.not_an_amendment", "Only an amendment changes another paper.").into()
            );
        }
        if new.paragraphs.is_empty() {
            return Err(Refusal::new("motion.no_text", "A paper has at least one paragraph.").into());
        }
        return Ok(Vec::new());
    };
    let paper = known(act.db, upon)?;
    if paper.kind == MotionKind::Amendment {
        return Err(Refusal::new(
            "amendment.of_amendment",
            "These standing orders allow no amendment to an amendment.",
        )
        .into());
    }
    if !paper.state.is_undecided() {
        return Err(
            Refusal::new("amendment.too_late", format!("{} is already decided.", paper.label())).into()
        );
    }
    if new.edits.is_empty() || !new.paragraphs.is_empty() {
        return Err(Refusal::new(
            "amendment.changes_nothing",
            "An amendment says what it changes, and nothing else.",
        )
        .into());
    }
    let stands = texts::stands(act.db, upon)?;
    let edits = amendment::placed(&stands.paragraphs(), &new.edits)?;
    let (name, upon) = (new.number.clone(), texts::last_decision(act.db)?.unwrap_or(0));
    let own = Amendment { name, upon, decided: UNDECIDED, edits: edits.clone() };
    let mut after = stands.clone();
    after.amend(&own)?;
    if texts::words(&after) == texts::words(&stands) {
        return Err(
            Refusal::new("amendment.changes_nothing", "The amendment leaves the text as it is.").into()
        );
    }
    Ok(edits)
}

fn place_under(act: &Act<'_>, motion: MotionId, item: ItemId) -> Result<(), Halt> {
    let under = programme::known(act.db, item)?;
    if under.lost.is_some() {
        return Err(Refusal::new(
            "item.lost",
            format!("{} was not reached, and is not to be taken.", under.named()),
        )
        .allowed_by("Put the item back on the order of business first.")
        .into());
    }
    act.db.insert(
        "INSERT INTO item_motion(item_id, motion_id, position)
         SELECT ?1, ?2, 1 + coalesce(max(position), 0) FROM item_motion WHERE item_id = ?1",
        (item, motion),
    )?;
    Ok(())
}

/// The paper stands elsewhere now. One that stands there already stays there: a correction may confirm a result.
pub(crate) fn set_state(act: &Act<'_>, motion: MotionId, to: State) -> Result<(), Halt> {
    let paper = known(act.db, motion)?;
    if paper.state == to {
        return Ok(());
    }
    may_become(&paper.label(), paper.state, to)?;
    act.db.run("UPDATE motion SET state = ?2 WHERE id = ?1", (motion, name_of(&to)?))?;
    Ok(())
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
