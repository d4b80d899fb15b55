//! Who votes: the franchise in force, and its change by a decision of conference.
//!
//! Invariant: the last row is in force, and a vote keeps the one it was taken under and how many could vote in it.

use rules::franchise::{Ground, Standing, UNCHANGED, change as rule, in_order, in_words, reaches};
use rules::share::capital;

use crate::allow::{said, unless_allowed};
use crate::command::Method;
use crate::db::Db;
use crate::delegations::new_version;
use crate::halt::{Done, Fault, Halt};
use crate::ids::{FranchiseId, VoteId};
use crate::transact::Act;
use crate::{set_up, votes};

/// Who votes.
pub(crate) struct Franchise {
    /// None before conference has decided anything about it.
    pub(crate) id: Option<FranchiseId>,
    pub(crate) standings: Vec<Standing>,
    /// As in its column, for asking which standings are in it.
    json: String,
}

impl Franchise {
    fn of(id: Option<FranchiseId>, standings: &[Standing]) -> Result<Self, Fault> {
        let standings = in_order(standings);
        Ok(Self { id, json: serde_json::to_string(&standings)?, standings })
    }

    /// The standings as a JSON list of their names.
    pub(crate) fn into_json(self) -> String {
        self.json
    }
}

/// Who votes now.
pub(crate) fn in_force(db: &Db) -> Result<Franchise, Fault> {
    let last = db.row("SELECT id, standings FROM franchise ORDER BY id DESC LIMIT 1", [], |r| {
        Ok((r.get::<_, FranchiseId>(0)?, r.get::<_, String>(1)?))
    })?;
    match last {
        Some((id, standings)) => Franchise::of(Some(id), &serde_json::from_str::<Vec<_>>(&standings)?),
        None => Franchise::of(None, &UNCHANGED),
    }
}

/// People who may vote.
pub(crate) struct Voters {
    pub(crate) registered: u64,
    pub(crate) present: u64,
    /// Delegations with a voter present.
    pub(crate) organisations: u64,
    /// Present without a delegation, and so without a card.
    pub(crate) outside: u64,
}

/// Who of the register may vote now. Whoever is substituted does not, whatever the franchise: the substitute has that vote.
pub(crate) fn voters(db: &Db) -> Result<Voters, Fault> {
    let franchise = in_force(db)?;
    db.one(
        "SELECT count(*), coalesce(sum(present), 0),
                count(DISTINCT CASE WHEN present = 1 THEN delegation_id END),
                coalesce(sum(present = 1 AND delegation_id IS NULL), 0)
         FROM delegate d WHERE instr(?1, '\"' || standing || '\"') > 0
           AND NOT EXISTS (SELECT 1 FROM substitution s WHERE s.delegate_id = d.id AND s.ended_at IS NULL)",
        [&franchise.json],
        |r| {
            Ok(Voters {
                registered: r.get(0)?,
                present: r.get(1)?,
                organisations: r.get(2)?,
                outside: r.get(3)?,
            })
        },
    )
}

/// A vote that is put keeps who may vote in it. A card vote reaches only delegations.
pub(crate) fn settle(act: &Act<'_>, vote: VoteId, method: Method) -> Result<(), Halt> {
    let (franchise, voters) = (in_force(act.db)?, voters(act.db)?);
    if method == Method::Card {
        unless_allowed(act, reaches(&franchise.standings, voters.outside))?;
    }
    act.db.run(
        "UPDATE vote SET franchise_id = ?2, voters = ?3 WHERE id = ?1",
        (vote, franchise.id, i64::try_from(voters.present).unwrap_or(i64::MAX)),
    )?;
    Ok(())
}

/// Whether a vote was declared carried, as last corrected; none where it was not declared.
pub(crate) fn carried(db: &Db, vote: VoteId) -> Result<Option<bool>, Fault> {
    db.row(
        "SELECT outcome = 'carried' FROM result WHERE vote_id = ?1 ORDER BY id DESC LIMIT 1",
        [vote],
        |r| r.get(0),
    )
}

pub(crate) fn change(act: &Act<'_>, standings: &[Standing], vote: Option<VoteId>, reason: &str) -> Done {
    let conference = set_up::set(act.db)?;
    let reason = said("reason", reason)?;
    let ground = match vote {
        Some(id) => {
            let label = votes::known(act.db, id)?.label();
            Ground::Vote { label, carried: carried(act.db, id)? == Some(true) }
        }
        None if conference.state == "preparing" => Ground::BeforeOpening,
        None => Ground::Nothing,
    };
    let in_force = in_force(act.db)?;
    let taken: Option<VoteId> =
        act.db.row("SELECT id FROM vote WHERE state IN ('called', 'open') LIMIT 1", [], |r| r.get(0))?;
    let taken = taken.map(|id| votes::known(act.db, id)).transpose()?.map(|vote| vote.label());
    unless_allowed(act, rule(&in_force.standings, standings, &ground, taken.as_deref()))?;
    let new = Franchise::of(None, standings)?;
    act.db.insert(
        "INSERT INTO franchise(standings, vote_id, reason, at) VALUES (?1, ?2, ?3, ?4)",
        (&new.json, vote, &reason, act.at),
    )?;
    let who = in_words(&new.standings);
    new_version(act, &format!("who votes: {who}"))?;
    let before = in_words(&in_force.standings);
    let by = match ground {
        Ground::Vote { label, .. } => format!("{label} decided it"),
        Ground::BeforeOpening => "set down before conference opened".to_owned(),
        Ground::Nothing => "without a vote".to_owned(),
    };
    Ok(format!("From now on {who} may vote; before, {before}. {}: {reason}", capital(&by)))
}
