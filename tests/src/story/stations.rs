//! Lines about other computers: let in, revoked.

use record::command::{Command, NewStation, Way};
use record::transact::Role;

use super::facts::Facts;
use super::phrase::fit;
use crate::Outcome;

/// The command of a line; none where it is about something else.
///
/// # Errors
/// Where it cannot be understood.
pub fn command(line: &str, facts: &Facts<'_>) -> Outcome<Option<Command>> {
    if let Some([role, person]) = fit("let a {} in, {} at it", line) {
        return admit(role, person, Way::Cable).map(Some);
    }
    if let Some([role, person]) = fit("make a count pack as {} for {}", line) {
        return admit(role, person, Way::Stick).map(Some);
    }
    if let Some([name]) = fit("revoke {}", line) {
        return Ok(Some(Command::RevokeStation { station: facts.station(name)? }));
    }
    Ok(None)
}

fn admit(role: &str, person: &str, way: Way) -> Outcome<Command> {
    let role = match role {
        "chair" => Role::Chair,
        "committee" => Role::Committee,
        "head teller" => Role::HeadTeller,
        "teller" => Role::Teller,
        "door" => Role::Door,
        "hall screen" => Role::Hall,
        other => return Err(format!("{other} is no office")),
    };
    // A story has no secrets: the key is made from the name, so that no two have the same.
    let key = person.bytes().chain(std::iter::repeat(0)).take(32).map(|byte| format!("{byte:02x}")).collect();
    Ok(Command::AdmitStation { station: NewStation { person: person.to_owned(), role, way, key } })
}
