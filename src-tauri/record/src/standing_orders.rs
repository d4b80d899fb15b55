//! The standing orders in force, and the profiles they come from.
//!
//! Invariant: a profile is data in `assets/`; nothing here knows a body by name.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rules::procedure::{Kind, Terms};
use rules::refusal::Refusal;
use rules::share::capital;
use rules::standing_orders::{Abstain, ChallengeKeys, Profile, StandingOrders};
use serde::{Deserialize, Serialize};

use crate::db::Db;
use crate::halt::{Fault, Halt};
use crate::ids::VoteId;
use crate::transact::Act;

pub(crate) use change::change;

mod change;

macro_rules! profiles {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../assets/profiles/", $name)))),*]
    };
}

/// The default first, then in the order in which they are offered.
const PROFILES: [(&str, &str); 20] = profiles![
    "citrine.json",
    "grassroots.json",
    "tuc.json",
    "ucu.json",
    "unison.json",
    "pcs.json",
    "nasuwt.json",
    "nus.json",
    "irish_union.json",
    "unionlink.json",
    "labour.json",
    "libdem.json",
    "left_unity.json",
    "momentum_nc.json",
    "socialist_federation.json",
    "hounslow.json",
    "pcs_detr.json",
    "southend.json",
    "robert.json",
    "bourinot.json",
];

/// Every profile that the program brings.
///
/// # Errors
/// A fault where a profile cannot be read: a test keeps that from happening.
pub fn profiles() -> Result<Vec<Profile>, Fault> {
    PROFILES
        .iter()
        .map(|(name, text)| {
            Profile::read(text).map_err(|faults| Fault::of(format!("the profile {name}"), faults.join(" ")))
        })
        .collect()
}

/// One profile.
///
/// # Errors
/// `standing_orders.unknown_profile`, naming those there are.
pub fn profile(name: &str) -> Result<Profile, Halt> {
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
    keys.map_or_else(|| Ok(StandingOrders::default()), read)
}

thread_local! {
    /// What was read last on this thread, beside its text: a screen asks some forty times for the same.
    static LAST: RefCell<(String, StandingOrders)> = RefCell::default();
}

fn read(keys: String) -> Result<StandingOrders, Fault> {
    LAST.with_borrow_mut(|(text, orders)| {
        if *text != keys {
            *orders = serde_json::from_str(&keys)?;
            *text = keys;
        }
        Ok(orders.clone())
    })
}

/// Puts a profile in force.
pub(crate) fn adopt(act: &Act<'_>, profile: &Profile, why: &str) -> Result<StandingOrders, Halt> {
    let orders =
        profile.orders().map_err(|faults| Refusal::new("standing_orders.impossible", faults.join(" ")))?;
    write(act, &orders, &profile.stated(), why, None)?;
    Ok(orders)
}

/// One more version, in force from now.
fn write(
    act: &Act<'_>,
    orders: &StandingOrders,
    stated: &BTreeMap<String, String>,
    why: &str,
    vote: Option<VoteId>,
) -> Result<(), Halt> {
    let (keys, stated) = (serde_json::to_string(orders)?, serde_json::to_string(stated)?);
    act.db.insert(
        "INSERT INTO standing_orders(profile, keys, stated, reason, vote_id, in_force_from) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        (&orders.name, keys, stated, why, vote, act.at),
    )?;
    Ok(())
}

/// The keys that the profile in force states itself, each with its source.
pub(crate) fn stated(db: &Db) -> Result<BTreeMap<String, String>, Fault> {
    let stated =
        db.row("SELECT stated FROM standing_orders ORDER BY id DESC LIMIT 1", [], |r| r.get::<_, String>(0))?;
    stated.map_or_else(|| Ok(BTreeMap::new()), |stated| Ok(serde_json::from_str(&stated)?))
}

/// What a ruling keeps of the standing orders that it was given under: their version, and how it may be challenged.
#[derive(Serialize, Deserialize)]
struct OfARuling {
    version: Option<i64>,
    challenge: ChallengeKeys,
    /// Absent in a file of before it was kept: it says nothing there.
    abstain: Option<Abstain>,
}

/// The same, of the standing orders in force.
pub(crate) fn of_a_ruling(db: &Db) -> Result<String, Fault> {
    let version = db.row("SELECT id FROM standing_orders ORDER BY id DESC LIMIT 1", [], |r| r.get(0))?;
    let StandingOrders { challenge, abstain, .. } = in_force(db)?;
    Ok(serde_json::to_string(&OfARuling { version, challenge, abstain: Some(abstain) })?)
}

/// In words what a ruling kept: `Standing orders, version 3: challenged by any delegate, with 3 others; two-thirds …`
pub(crate) fn ruled_under(db: &Db, kept: &str) -> Result<String, Fault> {
    let kept: OfARuling = serde_json::from_str(kept)?;
    let unchanged = StandingOrders::default();
    let abstain = kept.abstain.unwrap_or(unchanged.abstain);
    let then = StandingOrders { challenge: kept.challenge, abstain, ..unchanged };
    let challenged = Terms::of(Kind::Challenge, &then).challenged();
    Ok(format!("{}: {challenged}", capital(&version_in_words(db, kept.version)?)))
}

/// `standing orders, version 3`: those in force, for the record of what was done under them.
pub(crate) fn version_in_force(db: &Db) -> Result<String, Fault> {
    version_in_words(db, None)
}

/// As the list of versions numbers them; the last one where none is named.
fn version_in_words(db: &Db, version: Option<i64>) -> Result<String, Fault> {
    let number: i64 =
        db.one("SELECT count(*) FROM standing_orders WHERE ?1 IS NULL OR id <= ?1", [version], |r| r.get(0))?;
    Ok(format!("standing orders, version {number}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_can_be_read_and_can_be() {
        for (profile, (name, _)) in profiles().unwrap().iter().zip(PROFILES) {
            assert_eq!(format!("{}.json", profile.name), name);
            assert!(!profile.line.is_empty() && !profile.source.is_empty(), "{name}");
            profile.orders().unwrap();
        }
        assert_eq!(profiles().unwrap().len(), PROFILES.len());
        assert_eq!(
            profile("citrine").unwrap().orders().unwrap(),
            StandingOrders { source: profile("citrine").unwrap().source, ..StandingOrders::default() }
        );
    }
}
