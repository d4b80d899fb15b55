//! Stations: other computers that may act here, each in one office, until they are revoked.
//!
//! Invariant: whether a station is still admitted is asked within the transaction of its act, so that nothing of it is
//! done after its revocation; the file holds of a key only what recognises it.

use rules::refusal::Refusal;

use crate::allow::said;
use crate::command::{Command, NewStation, Way};
use crate::db::Db;
use crate::halt::{Done, Fault, Halt};
use crate::ids::StationId;
use crate::set_up;
use crate::sql::{name_of, variant};
use crate::transact::{Act, Actor, Role};

/// A station that was recognised by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Which.
    pub station: StationId,
    /// In what office.
    pub role: Role,
    /// As it stands in the record.
    pub name: String,
    /// Who sits at it.
    pub person: String,
    /// What recognises its key, as in the file: another file's station of the same number is another station.
    pub key: String,
}

impl Seat {
    /// The act as whoever sits here does it: a batch is claimed in the name that the file has for the station, never in one
    /// that the station says, or one person could make both entries of a batch.
    pub(crate) fn own(&self, mut command: Command) -> Command {
        if let Command::ClaimBatch { teller, .. } = &mut command {
            teller.clone_from(&self.person);
        }
        command
    }

    /// Who acts, from what the file says of the station: never from what the station says.
    #[must_use]
    pub fn actor(&self) -> Actor {
        Actor { role: self.role, station: self.name.clone(), name: Some(self.person.clone()) }
    }
}

/// The office in words, where a station can have it.
pub(crate) fn office(role: Role) -> Option<&'static str> {
    match role {
        Role::Committee => Some("Committee"),
        Role::HeadTeller => Some("Head teller"),
        Role::Teller => Some("Teller"),
        Role::Door => Some("Door"),
        Role::Hall => Some("Hall screen"),
        Role::Chair | Role::Desk | Role::Script => None,
    }
}

pub(crate) fn admit(act: &Act<'_>, new: &NewStation) -> Done {
    by_the_chair(act)?;
    set_up::set(act.db)?;
    let office = office(new.role).ok_or_else(|| {
        Refusal::new("station.office", "The chair’s office is not given to another computer.")
            .allowed_by("Admit it as committee, head teller, teller, door or hall screen.")
    })?;
    let person = said("name of the person", &new.person)?;
    if person.chars().count() > 80 {
        return Err(Refusal::new("station.person", "The person’s name is longer than 80 characters.").into());
    }
    if new.key.len() != 64 || !new.key.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
        return Err(Refusal::new("station.key", "The key is not 64 hexadecimal digits.").into());
    }
    if act.db.row("SELECT 1 FROM station WHERE key = ?1", [&new.key], |_| Ok(()))?.is_some() {
        return Err(Refusal::new("station.known", "A station with this key is there already.").into());
    }
    let role = name_of(&new.role)?;
    let before: u32 = act.db.one("SELECT count(*) FROM station WHERE role = ?1", [&role], |r| r.get(0))?;
    let name = format!("{office} {}", before + 1);
    act.db.insert(
        "INSERT INTO station(name, person, role, way, key, admitted_at, revoked_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, NULL)",
        (&name, &person, &role, name_of(&new.way)?, &new.key, act.at),
    )?;
    Ok(match new.way {
        Way::Cable => format!("Station {name} was let in, with {person} at it."),
        Way::Stick => format!("A count pack was made for {person}, who is {name}."),
    })
}

pub(crate) fn revoke(act: &Act<'_>, id: StationId) -> Done {
    by_the_chair(act)?;
    let (name, person, revoked): (String, String, bool) = act
        .db
        .row("SELECT name, person, revoked_at IS NOT NULL FROM station WHERE id = ?1", [id], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })?
        .ok_or_else(|| Refusal::new("station.unknown", "There is no such station."))?;
    if revoked {
        return Err(Refusal::new("station.revoked", format!("{name} was revoked already.")).into());
    }
    act.db.run("UPDATE station SET revoked_at = ?2 WHERE id = ?1", (id, act.at))?;
    Ok(format!("Station {name} ({person}) was revoked: it can do and see nothing more."))
}

/// A station cannot let another in.
fn by_the_chair(act: &Act<'_>) -> Result<(), Refusal> {
    match act.actor.role {
        Role::Chair | Role::Desk | Role::Script => Ok(()),
        Role::Committee | Role::HeadTeller | Role::Teller | Role::Door | Role::Hall => {
            Err(Refusal::new("station.chair_admits", "Only the chair lets stations in, and revokes them.")
                .allowed_by("Ask the chair."))
        }
    }
}

/// A station that could come back by an undo would be let in by nobody.
pub(crate) fn never_by_undo() -> Refusal {
    Refusal::new("station.not_undone", "That a station was let in, or revoked, is not taken back.")
        .allowed_by("Revoke the station; or let it in anew with another code.")
}

/// Whose key it is; none where nobody's, or of one that was revoked. `key` as it stands in the file.
///
/// # Errors
/// Where the file cannot be read.
pub fn seat(db: &Db, way: Way, key: &str) -> Result<Option<Seat>, Fault> {
    db.row(
        "SELECT id, role, name, person, key FROM station WHERE key = ?1 AND way = ?2 AND revoked_at IS NULL",
        (key, name_of(&way)?),
        |r| {
            let (station, role, name) = (r.get(0)?, variant(r, 1)?, r.get(2)?);
            Ok(Seat { station, role, name, person: r.get(3)?, key: r.get(4)? })
        },
    )
}

/// Whether a name is that of a teller's station; the chair's own laptop has none.
pub(crate) fn is_a_tellers(db: &Db, name: &str) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM station WHERE name = ?1 AND role = ?2";
    Ok(db.row(sql, (name, name_of(&Role::Teller)?), |_| Ok(()))?.is_some())
}

/// Whether what the head teller does may be done at a station; the chair's own screens name none or one that was not let in.
pub(crate) fn is_heads(db: &Db, name: Option<&str>) -> Result<bool, Fault> {
    name.map_or(Ok(true), |name| is_a_tellers(db, name).map(|plain| !plain))
}

/// That is a station which was let in, and not the chair's own screen.
pub(crate) fn is_let_in(db: &Db, name: Option<&str>) -> Result<bool, Fault> {
    let Some(name) = name else { return Ok(false) };
    Ok(db.row("SELECT 1 FROM station WHERE name = ?1", [name], |_| Ok(()))?.is_some())
}

/// Whether any teller sits at a computer that was let in and not revoked, or has a count pack: cards are then typed at more
/// than one laptop.
pub(crate) fn tellers_admitted(db: &Db) -> Result<bool, Fault> {
    let sql = "SELECT 1 FROM station WHERE role IN ('teller', 'head_teller') AND revoked_at IS NULL LIMIT 1";
    Ok(db.row(sql, [], |_| Ok(()))?.is_some())
}

/// Asked within the transaction of every act of a station.
pub(crate) fn still_admitted(db: &Db, seat: &Seat) -> Result<(), Halt> {
    let sql = "SELECT 1 FROM station WHERE id = ?1 AND key = ?2 AND revoked_at IS NULL";
    let there = db.row(sql, (seat.station, &seat.key), |_| Ok(()))?;
    there.ok_or_else(revoked).map_err(Halt::from)
}

/// What a station is told that has been revoked.
#[must_use]
pub fn revoked() -> Refusal {
    Refusal::new("station.not_admitted", "This station is not let in, or was revoked.")
        .allowed_by("Ask the chair for a code.")
}

/// A station takes back what it did itself, and nothing else.
pub(crate) fn may_take_back(db: &Db, seat: &Seat, seq: Option<i64>) -> Result<(), Halt> {
    still_admitted(db, seat)?;
    let Some(seq) = seq else { return Ok(()) };
    let by: Option<String> =
        db.row("SELECT json_extract(actor, '$.station') FROM entry WHERE seq = ?1", [seq], |r| r.get(0))?;
    if by.as_deref() == Some(seat.name.as_str()) {
        return Ok(());
    }
    Err(Refusal::new("station.not_its_own", "A station takes back only what it did itself.")
        .allowed_by("Ask the head teller or the chair.")
        .into())
}
