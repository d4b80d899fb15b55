//! Credentials (§1): who is let in, how many a delegation may send, and who takes whose place.
//!
//! Invariant: a place is filled once. Whoever is substituted has no vote while the substitute has it.

use crate::franchise::Standing;
use crate::refusal::Refusal;
use crate::share::counted;

/// What the desk at the door knows of a badge.
#[derive(Debug, Clone, Copy)]
pub struct Badge<'a> {
    /// Whose it is.
    pub name: &'a str,
    /// The delegation that sent them.
    pub delegation: Option<&'a str>,
    /// Checked in already: when, as the clock on the wall had it.
    pub here_since: Option<&'a str>,
}

/// Whether a badge is let in at a desk; `desk` is the only delegation that the desk takes, where it takes one only.
///
/// # Errors
/// Somebody who is here already: two people with one badge, or one scanned twice. A badge of another delegation.
pub fn admit(badge: Badge<'_>, desk: Option<&str>) -> Result<(), Refusal> {
    if let Some(desk) = desk
        && badge.delegation != Some(desk)
    {
        let whose = badge.delegation.map_or_else(|| "no delegation".to_owned(), str::to_owned);
        return Err(Refusal::new(
            "badge.other_delegation",
            format!("{} is of {whose}, and this desk takes {desk}.", badge.name),
        )
        .allowed_by("Send them to the other desk, or take every delegation at this one."));
    }
    match badge.here_since {
        Some(since) => {
            Err(Refusal::new("badge.already_in", format!("{} is here already, since {since}.", badge.name))
                .allowed_by("Check them out first if they had left; otherwise somebody else has this badge."))
        }
        None => Ok(()),
    }
}

/// Whether somebody can be checked out.
///
/// # Errors
/// Somebody who is not here.
pub fn release(name: &str, here: bool) -> Result<(), Refusal> {
    if here { Ok(()) } else { Err(Refusal::new("badge.not_in", format!("{name} is not checked in."))) }
}

/// Whether a delegation has a place for one more delegate. `seats` is what it is entitled to, where that is known.
///
/// # Errors
/// Every place is taken; the chair may allow one more with a reason.
pub fn seat(delegation: &str, seats: Option<u64>, taken: u64) -> Result<(), Refusal> {
    match seats {
        Some(seats) if taken >= seats => {
            let entitled = counted(seats, "delegate", "delegates");
            Err(Refusal::new(
                "delegate.no_seat",
                format!("{delegation} is entitled to {entitled} and has {taken} on the register."),
            )
            .allowed_by("Enter a substitution or an observer; or the chair may allow it with a reason.")
            .by_reason())
        }
        Some(_) | None => Ok(()),
    }
}

/// Somebody who could give up a place, or take one.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Name.
    pub name: &'a str,
    /// Standing on the register.
    pub standing: Standing,
    /// The delegation; none for those without.
    pub delegation: Option<i64>,
    /// The name of whoever has taken their place already.
    pub substituted_by: Option<&'a str>,
}

/// Whether one may take the place of the other; `coming` is none for somebody who is not on the register yet.
///
/// # Errors
/// Only a delegate's place is taken, and once; the substitute is of the same delegation and no delegate already.
pub fn substitute(going: Candidate<'_>, coming: Option<Candidate<'_>>) -> Result<(), Refusal> {
    if let Some(other) = going.substituted_by {
        return Err(Refusal::new(
            "substitution.taken",
            format!("{other} has the place of {} already.", going.name),
        )
        .allowed_by("End that substitution first."));
    }
    if going.standing != Standing::Delegate {
        return Err(Refusal::new(
            "substitution.no_delegate",
            format!("{} is {}: only a delegate’s place can be taken.", going.name, going.standing.one()),
        ));
    }
    let Some(coming) = coming else { return Ok(()) };
    if coming.standing == Standing::Delegate {
        return Err(Refusal::new(
            "substitution.has_a_place",
            format!("{} is a delegate already and cannot vote twice.", coming.name),
        ));
    }
    if let Some(other) = coming.substituted_by {
        return Err(Refusal::new(
            "substitution.is_substituted",
            format!("{} has given a place up to {other}.", coming.name),
        )
        .allowed_by("End that substitution first."));
    }
    if coming.delegation.is_some() && coming.delegation != going.delegation {
        return Err(Refusal::new(
            "substitution.other_delegation",
            format!("{} is of another delegation than {}.", coming.name, going.name),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Badge, Candidate, admit, release, seat, substitute};
    use crate::franchise::Standing::{self, Delegate, Observer, Visitor};

    #[test]
    fn at_the_door() {
        for (delegation, here_since, desk, code) in [
            (Some("Leeds"), None, None, ""),
            (None, None, None, ""),
            (Some("Leeds"), Some("09:31"), None, "badge.already_in"),
            (Some("Leeds"), None, Some("Leeds"), ""),
            (Some("Leeds"), None, Some("Hull"), "badge.other_delegation"),
            (None, None, Some("Hull"), "badge.other_delegation"),
            // The wrong desk is the first thing to say.
            (Some("Leeds"), Some("09:31"), Some("Hull"), "badge.other_delegation"),
        ] {
            let found = admit(Badge { name: "Ann Lee", delegation, here_since }, desk).err();
            assert_eq!(found.map_or(String::new(), |refusal| refusal.code), code);
        }
    }

    #[test]
    fn only_those_who_are_here_leave() {
        assert_eq!(release("Ann Lee", true), Ok(()));
        assert_eq!(release("Ann Lee", false).unwrap_err().code, "badge.not_in");
    }

    #[test]
    fn seats() {
        for (entitled, taken, refused) in [
            (None, 40, false),
            (Some(2), 1, false),
            (Some(2), 2, true),
            (Some(0), 0, true),
            (Some(2), 3, true),
        ] {
            let found = seat("Leeds", entitled, taken).err();
            assert_eq!(found.as_ref().is_some_and(|refusal| refusal.overrulable), refused);
            assert_eq!(found.is_some(), refused);
        }
        assert_eq!(
            seat("Leeds", Some(1), 1).unwrap_err().sentence,
            "Leeds is entitled to 1 delegate and has 1 on the register."
        );
    }

    fn person(standing: Standing, delegation: Option<i64>) -> Candidate<'static> {
        Candidate { name: "Ann Lee", standing, delegation, substituted_by: None }
    }

    #[test]
    fn who_takes_whose_place() {
        let gone = |c: Candidate<'static>| Candidate { substituted_by: Some("Bo Kay"), ..c };
        let (ann, kim) = (person(Delegate, Some(1)), person(Observer, Some(1)));
        for (going, coming, code) in [
            (ann, None, ""),
            (ann, Some(kim), ""),
            (ann, Some(person(Visitor, None)), ""),
            (ann, Some(person(Delegate, Some(1))), "substitution.has_a_place"),
            (ann, Some(person(Observer, Some(2))), "substitution.other_delegation"),
            (ann, Some(gone(kim)), "substitution.is_substituted"),
            (kim, None, "substitution.no_delegate"),
            (gone(kim), None, "substitution.taken"),
        ] {
            let found = substitute(going, coming).err();
            assert_eq!(found.map_or(String::new(), |refusal| refusal.code), code);
        }
    }
}
