//! The number that the program gives a paper: by the scheme of the standing orders (§2.2 `numbers`).

use super::handing_in::is_free;
use crate::command::MotionKind;
use crate::db::Db;
use crate::halt::Halt;
use crate::standing_orders;

/// The next number of a kind that nobody has, nor a label like it.
pub(crate) fn next_number(db: &Db, kind: MotionKind) -> Result<String, Halt> {
    let scheme = standing_orders::in_force(db)?.numbers;
    let mut taken: Vec<String> = db.rows("SELECT number FROM motion", [], |r| r.get(0))?;
    loop {
        let number = scheme.next(kind, taken.iter().map(String::as_str));
        match is_free(db, kind, &number) {
            Ok(()) => return Ok(number),
            // Composite 4 may be numbered 4 or C4.
            Err(Halt::Refusal(_)) => taken.push(number),
            Err(fault @ Halt::Fault(_)) => return Err(fault),
        }
    }
}
