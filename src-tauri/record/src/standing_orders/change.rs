//! The standing orders are changed: by the committee before conference opens, afterwards by a decision of conference.
//!
//! Invariant: every version stays; the newest is in force; a vote and a ruling keep the one that they were made under.

use std::collections::BTreeMap;

use rules::card_vote::CardRule;
use rules::majority::Figures;
use rules::refusal::Refusal;
use rules::standing_orders::{Deciding, Ground, key_in_words, may_change, value_in_words};
use serde_json::Value;

use super::{in_force, profile, stated, write};
use crate::allow::{said, unless_allowed};
use crate::command::KeyChange;
use crate::db::Db;
use crate::franchise;
use crate::halt::{Done, Fault, Halt};
use crate::ids::VoteId;
use crate::set_up;
use crate::transact::Act;
use crate::votes;

pub(crate) fn change(
    act: &Act<'_>,
    to: Option<&str>,
    keys: &[KeyChange],
    vote: Option<VoteId>,
    reason: &str,
) -> Done {
    let conference = set_up::set(act.db)?;
    if conference.state == "closed" {
        return Err(set_up::closed().into());
    }
    let reason = said("reason", reason)?;
    let before = in_force(act.db)?;
    let (start, source) = match to {
        Some(name) => {
            let profile = profile(name)?;
            (profile.orders().map_err(impossible)?, profile.stated())
        }
        None => (before.clone(), stated(act.db)?),
    };
    let after = start.with(keys.iter().map(|one| (one.key.as_str(), &one.value))).map_err(impossible)?;
    let differences = before.differences(&after);
    if differences.is_empty() && after.name == before.name {
        return Err(Refusal::new("standing_orders.same", "The standing orders say so already.").into());
    }
    // A vote that is counted keeps the rules that it was put under; while the hall votes they do not change under its hands.
    if let Some(label) = votes::being_cast(act.db)? {
        let sentence = format!("{label} is being taken under the standing orders as they are.");
        return Err(Refusal::new("standing_orders.vote_under_way", sentence)
            .allowed_by("Change them when the hall has voted.")
            .into());
    }
    let ground = ground(act.db, vote, &conference.state)?;
    unless_allowed(act, may_change(&ground, before.change.of(&differences), before.abstain))?;
    write(act, &after, &source, &reason, vote)?;
    let by = match &ground {
        Ground::BeforeOpening => "The committee settled it before conference opened".to_owned(),
        Ground::Vote(vote) => format!("{} decided it", vote.label),
        Ground::Nothing => "The chair allowed it without a vote".to_owned(),
    };
    let profile = if after.name == before.name { String::new() } else { format!(" to {}", after.title) };
    let what = in_words(&differences);
    Ok(format!("The standing orders were changed{profile}{what}. {by}: {reason}"))
}

fn impossible(faults: Vec<String>) -> Refusal {
    Refusal::new("standing_orders.impossible", faults.join(" "))
}

fn ground(db: &Db, vote: Option<VoteId>, state: &str) -> Result<Ground, Halt> {
    let Some(id) = vote else {
        return Ok(if state == "preparing" { Ground::BeforeOpening } else { Ground::Nothing });
    };
    let vote = votes::known(db, id)?;
    let rule: CardRule = vote.card_rule()?;
    let figures = figures(db, id)?;
    let used = db.row("SELECT 1 FROM standing_orders WHERE vote_id = ?1", [id], |r| r.get::<_, i64>(0))?;
    Ok(Ground::Vote(Deciding {
        label: vote.label(),
        carried: franchise::carried(db, id)? == Some(true),
        majority: rule.majority,
        base: rule.base,
        figures,
        present: rule.present,
        used: used.is_some(),
    }))
}

/// What was counted, as last corrected. Where sections are weighted the votes alone decide nothing, and the rule that the vote
/// was put under speaks for it.
fn figures(db: &Db, vote: VoteId) -> Result<Option<Figures>, Fault> {
    let text =
        db.row("SELECT figures FROM result WHERE vote_id = ?1 ORDER BY id DESC LIMIT 1", [vote], |r| {
            r.get::<_, Option<String>>(0)
        })?;
    let Some(outcome) = text.flatten() else { return Ok(None) };
    let outcome: rules::card_vote::CardOutcome = serde_json::from_str(&outcome)?;
    Ok((outcome.sections.len() < 2).then_some(outcome.figures))
}

/// `: everyone else from 3 minutes to 2 minutes; a tie ...`; the first few, and how many more.
fn in_words(differences: &BTreeMap<String, (Value, Value)>) -> String {
    const SAID: usize = 3;
    let one = |(key, (was, is)): (&String, &(Value, Value))| {
        let label = key_in_words(key).map_or_else(|| key.clone(), |words| words.label);
        format!("“{label}” from {} to {}", value_in_words(key, was), value_in_words(key, is))
    };
    let mut said: Vec<_> = differences.iter().take(SAID).map(one).collect();
    if differences.len() > SAID {
        said.push(format!("{} more", differences.len() - SAID));
    }
    if said.is_empty() { String::new() } else { format!(": {}", said.join("; ")) }
}
