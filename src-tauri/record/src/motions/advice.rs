//! What the committee or the executive advises conference to do with a paper.

use crate::command::{Adviser, Position};
use crate::db::Db;
use crate::halt::{Done, Fault};
use crate::ids::MotionId;
use crate::motions::known;
use crate::sql::{name_of, variant};
use crate::transact::Act;
use rules::refusal::Refusal;

/// One adviser's position on a paper.
pub(crate) struct Advice {
    pub(crate) adviser: Adviser,
    pub(crate) position: Position,
    pub(crate) sentence: String,
}

fn adviser_in_words(adviser: Adviser) -> &'static str {
    match adviser {
        Adviser::Committee => "The committee",
        Adviser::Executive => "The executive",
    }
}

fn position_in_words(position: Position) -> &'static str {
    match position {
        Position::Support => "supports",
        Position::Oppose => "opposes",
        Position::SupportWithReservations => "supports with reservations",
        Position::LeaveToConference => "leaves to conference",
        Position::SeekRemission => "seeks remission of",
    }
}

impl Advice {
    /// `The executive supports with reservations`
    pub(crate) fn in_words(&self) -> String {
        format!("{} {}", adviser_in_words(self.adviser), position_in_words(self.position))
    }
}

/// An adviser takes a position, changes it, or has none any more.
pub(crate) fn advise(
    act: &Act<'_>,
    motion: MotionId,
    adviser: Adviser,
    position: Option<Position>,
    sentence: &str,
) -> Done {
    let paper = known(act.db, motion)?;
    let name = name_of(&adviser)?;
    let Some(position) = position else {
        if act.db.run("DELETE FROM advice WHERE motion_id = ?1 AND adviser = ?2", (motion, &name))? == 0 {
            return Err(Refusal::new(
                "advice.none",
                format!("{} has no position on {}.", adviser_in_words(adviser), paper.in_words()),
            )
            .into());
        }
        return Ok(format!(
            "{} has no position on {} any more.",
            adviser_in_words(adviser),
            paper.in_words()
        ));
    };
    let (position_name, sentence) = (name_of(&position)?, sentence.trim());
    let changed = act.db.run(
        "UPDATE advice SET position = ?3, sentence = ?4 WHERE motion_id = ?1 AND adviser = ?2",
        (motion, &name, &position_name, sentence),
    )?;
    if changed == 0 {
        act.db.insert(
            "INSERT INTO advice(motion_id, adviser, position, sentence) VALUES (?1, ?2, ?3, ?4)",
            (motion, &name, &position_name, sentence),
        )?;
    }
    let why = if sentence.is_empty() { String::new() } else { format!(": {sentence}") };
    let advice = Advice { adviser, position, sentence: String::new() };
    Ok(format!("{} {}{}", advice.in_words(), paper.in_words(), if why.is_empty() { "." } else { &why }))
}

/// The positions on a paper.
pub(crate) fn advice_on(db: &Db, motion: MotionId) -> Result<Vec<Advice>, Fault> {
    db.rows(
        "SELECT adviser, position, sentence FROM advice WHERE motion_id = ?1 ORDER BY adviser",
        [motion],
        |r| Ok(Advice { adviser: variant(r, 0)?, position: variant(r, 1)?, sentence: r.get(2)? }),
    )
}
