//! The standing orders in force, and the profiles they come from.
//!
//! Invariant: a profile is data in `assets/`; nothing here knows a body by name.

use rules::refusal::Refusal;
use rules::standing_orders::StandingOrders;

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::transact::Act;

const PROFILES: [(&str, &str); 4] = [
    ("citrine", include_str!("../../../assets/profiles/citrine.json")),
    ("ucu", include_str!("../../../assets/profiles/ucu.json")),
    ("labour", include_str!("../../../assets/profiles/labour.json")),
    ("grassroots", include_str!("../../../assets/profiles/grassroots.json")),
];

/// Every profile that the program brings, by name.
///
/// # Errors
/// A fault where a profile cannot be read: a test keeps that from happening.
pub fn profiles() -> Result<Vec<StandingOrders>, Fault> {
    PROFILES
        .iter()
        .map(|(name, text)| {
            serde_json::from_str(text).map_err(|e| Fault::of(format!("the profile {name}"), e))
        })
        .collect()
}

/// One profile.
///
/// # Errors
/// `standing_orders.unknown_profile`, naming those there are.
pub fn profile(name: &str) -> Result<StandingOrders, Halt> {
    let all = profiles()?;
    let names = all.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", ");
    all.into_iter().find(|p| p.name == name).ok_or_else(|| {
        Refusal::new(
            "standing_orders.unknown_profile",
            format!("There is no profile of standing orders called “{name}”. There are: {names}."),
        )
        .into()
    })
}

/// The standing orders in force; the default until a conference is set up.
///
/// # Errors
/// A fault where they cannot be read.
pub fn in_force(db: &Db) -> Result<StandingOrders, Fault> {
    let keys =
        db.row("SELECT keys FROM standing_orders ORDER BY id DESC LIMIT 1", [], |r| r.get::<_, String>(0))?;
    keys.map_or_else(|| Ok(StandingOrders::default()), |keys| Ok(serde_json::from_str(&keys)?))
}

/// Puts a profile in force.
pub(crate) fn adopt(act: &Act<'_>, orders: &StandingOrders, why: &str) -> Result<(), Halt> {
    if let Err(faults) = orders.check() {
        return Err(Refusal::new("standing_orders.impossible", faults.join(" ")).into());
    }
    act.db.insert(
        "INSERT INTO standing_orders(profile, keys, reason, in_force_from) VALUES (?1, ?2, ?3, ?4)",
        (&orders.name, serde_json::to_string(orders)?, why, act.at),
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_can_be_read_and_can_be() {
        for orders in profiles().unwrap() {
            orders.check().unwrap();
        }
        assert_eq!(profile("citrine").unwrap().name, "citrine");
    }
}
