//! Who is suggested to speak next, and who has used their turn (§2.2 `speak`, §4 row 4).
//!
//! Invariant: while anyone is waiting somebody is suggested, always with the reason, and the same queue
//! always gives the same person. It suggests; the chair calls whom the chair calls.

use std::{cmp::Ordering, collections::BTreeMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::standing_orders::{FirstSpeech, Speak};

pub use naming::{Naming, may_be_named};
pub use rights::{ReplyFacts, Spoken, may_follow_the_reply, may_reply, may_speak};

pub mod fairness;
mod naming;
mod rights;

/// Which way a speech goes (NASUWT speaker's card, §2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// For the question.
    For,
    /// Against the question.
    Against,
    /// To the question, neither for nor against.
    To,
}

/// In what right a person speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Moves the motion or amendment.
    Mover,
    /// Seconds it.
    Seconder,
    /// Speaks in the debate.
    Speaker,
    /// Uses the mover's right of reply.
    Reply,
    /// Raises a point of order: about procedure only, and may interrupt (§1).
    PointOfOrder,
    /// Speaks for the executive or the committee.
    Platform,
}

/// How the sides take turns (§2.2 `speak.alternate`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Alternate {
    /// One for, one against.
    Strict,
    /// Whichever side has been heard less often.
    Balance,
    /// Sides do not matter.
    None,
}

/// One person waiting to speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Waiting {
    /// Id of the request.
    pub request: i64,
    /// Place in the queue, smallest first.
    pub position: i64,
    /// Which way they speak.
    pub side: Side,
    /// In what right.
    pub role: Role,
    /// Their delegation; `None` for the platform and guests.
    pub delegation: Option<i64>,
    /// Whether they have spoken on this question.
    pub spoken_on_question: bool,
    /// How often they have spoken today, on anything.
    pub speeches_today: u32,
    /// How often they have spoken at this conference, on anything.
    pub speeches_here: u32,
    /// It is their first conference.
    pub first_time: bool,
    /// Their place among the groups of the standing orders; `None` where they are in none of them.
    pub group: Option<usize>,
    /// They seconded formally and reserved their speech (Citrine; §2.2 `speak.reserved_seconding`).
    pub reserved: bool,
    /// They move or second an amendment in the one debate with its motion.
    pub joint: bool,
}

/// One speech heard on this question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Heard {
    /// Which way it went.
    pub side: Side,
    /// The speaker's delegation.
    pub delegation: Option<i64>,
    /// How long it took, in seconds.
    pub seconds: u64,
    /// The platform's, interposed: it changes nobody's turn.
    pub interposed: bool,
    /// It moved or seconded an amendment in the one debate with its motion: for the amendment, and neither for nor against
    /// the motion.
    pub joint: bool,
    /// The speaker's place among the groups of the standing orders.
    pub group: Option<usize>,
}

/// How often, and for how many seconds, each delegation has been heard today, this question included.
pub type DelegationTotals = BTreeMap<i64, (u32, u64)>;

/// Whom to call next, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Suggestion {
    /// Id of the request.
    pub request: i64,
    /// A short clause for the chair: what put this person before the others.
    pub reason: String,
}

/// The person to call next, or `None` where nobody waits. `heard` is this question's speeches in order.
///
/// 1. A point of order, then the mover, then the seconder, then those who move and second what is debated together with it;
///    after everyone else who waits a speech that was reserved at the seconding, and after that the reply.
/// 2. Those who have not spoken on the question before those who have (§2.1 Robert, Bourinot).
/// 3. The side that is due: the opposite of the last side heard, for at the opening; with
///    [`Alternate::Balance`] the side heard less often. Where nobody waits on that side, those who speak
///    *to* the question, then the other side. Once both sides have been heard since the last speaker *to*
///    the question, one who is waiting takes a turn, so that two long queues do not shut them out; the
///    side that is due stays due.
/// 4. A group that has had less than its share of the speeches on this question; those at their first conference; a first speech
///    today, or at this conference, before a second (§2.1 Socialist Federation): each as far as the standing orders say so.
/// 5. Where they say so, the delegation heard least often today, then for the shortest time (§4 row 4). A person without a
///    delegation counts by their own speeches.
/// 6. The place in the queue.
#[must_use]
pub fn suggest(
    waiting: &[Waiting],
    heard: &[Heard],
    totals: &DelegationTotals,
    speak: &Speak,
) -> Option<Suggestion> {
    let heard: &Vec<Heard> = &heard.iter().filter(|speech| !speech.interposed).copied().collect();
    let first = waiting.iter().map(tier).min()?;
    let pool: Vec<_> = waiting.iter().filter(|w| tier(w) == first).collect();
    let of_right = match first {
        Tier::PointOfOrder => Some("a point of order comes first"),
        Tier::Mover => Some("the mover opens"),
        Tier::Seconder => Some("the seconder follows the mover"),
        Tier::Joint => Some("what is debated together is moved before the debate"),
        Tier::Reserved => Some("reserved at the seconding; nobody else is waiting"),
        Tier::Reply => Some("nobody else is waiting; the reply closes the debate"),
        Tier::Fresh | Tier::Spoken => None,
    };
    if let Some(reason) = of_right {
        let next = pool.iter().min_by_key(|w| (w.position, w.request))?;
        return Some(Suggestion { request: next.request, reason: reason.to_owned() });
    }
    let (pool, turn) = side_turn(pool, heard, speak.alternate);
    let prefix = match (first == Tier::Spoken, turn) {
        (true, Some(turn)) => Some(format!("everyone waiting has spoken; {turn}")),
        (true, None) => Some("everyone waiting has spoken".to_owned()),
        (false, turn) => turn,
    };
    rank(pool, heard, totals, speak, prefix)
}

/// How often for, against and to the question have been heard, in that order. Who moved or seconded an amendment in the same
/// debate spoke for the amendment, and is in none of them.
#[must_use]
pub fn balance(heard: &[Heard]) -> (u64, u64, u64) {
    heard.iter().filter(|speech| !speech.joint).fold((0, 0, 0), |(for_, against, to), speech| {
        match speech.side {
            Side::For => (for_ + 1, against, to),
            Side::Against => (for_, against + 1, to),
            Side::To => (for_, against, to + 1),
        }
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tier {
    PointOfOrder,
    Mover,
    Seconder,
    Joint,
    Fresh,
    Spoken,
    Reserved,
    Reply,
}

fn tier(w: &Waiting) -> Tier {
    match (w.role, w.spoken_on_question) {
        (Role::PointOfOrder, _) => Tier::PointOfOrder,
        (Role::Mover | Role::Seconder, _) if w.joint => Tier::Joint,
        (Role::Mover, _) => Tier::Mover,
        (Role::Seconder, _) => Tier::Seconder,
        (Role::Speaker | Role::Platform, _) if w.reserved => Tier::Reserved,
        (Role::Speaker | Role::Platform, false) => Tier::Fresh,
        (Role::Speaker | Role::Platform, true) => Tier::Spoken,
        (Role::Reply, _) => Tier::Reply,
    }
}

/// The side that is due, which is never [`Side::To`]; `None` where sides do not matter.
#[must_use]
pub fn due(heard: &[Heard], alternate: Alternate) -> Option<Side> {
    let heard: &Vec<Heard> = &heard.iter().filter(|speech| !speech.interposed).copied().collect();
    let opposite_of_last = || {
        heard
            .iter()
            .rev()
            .filter(|speech| !speech.joint)
            .find_map(|speech| match speech.side {
                Side::For => Some(Side::Against),
                Side::Against => Some(Side::For),
                Side::To => None,
            })
            .unwrap_or(Side::For)
    };
    let (for_, against, _) = balance(heard);
    match (alternate, for_.cmp(&against)) {
        (Alternate::None, _) => None,
        (Alternate::Strict, _) | (Alternate::Balance, Ordering::Equal) => Some(opposite_of_last()),
        (Alternate::Balance, Ordering::Less) => Some(Side::For),
        (Alternate::Balance, Ordering::Greater) => Some(Side::Against),
    }
}

/// Those of the pool whose turn it is by side, and the clause that says so.
fn side_turn<'a>(
    pool: Vec<&'a Waiting>,
    heard: &[Heard],
    alternate: Alternate,
) -> (Vec<&'a Waiting>, Option<String>) {
    let Some(due) = due(heard, alternate) else { return (pool, None) };
    let waits = |side: Side| pool.iter().any(|w| w.side == side);
    let since_to = heard.rsplit(|speech| speech.side == Side::To).next().unwrap_or_default();
    let (for_, against, _) = balance(since_to);
    let word = if due == Side::For { "for" } else { "against" };
    let (side, clause) = if waits(Side::To) && for_ > 0 && against > 0 {
        (Side::To, "both sides have been heard; to the question is due".to_owned())
    } else if waits(due) {
        (due, format!("{word} is due"))
    } else {
        let clause = format!("nobody {word} is waiting");
        let other = if due == Side::For { Side::Against } else { Side::For };
        (if waits(Side::To) { Side::To } else { other }, clause)
    };
    (pool.into_iter().filter(|w| w.side == side).collect(), Some(clause))
}

/// Points 4 to 6 of [`suggest`]; a clause is given only for what made a difference.
fn rank(
    pool: Vec<&Waiting>,
    heard: &[Heard],
    totals: &DelegationTotals,
    speak: &Speak,
    prefix: Option<String>,
) -> Option<Suggestion> {
    let alone = pool.len() == 1;
    let (pool, group) = group_due(pool, heard, speak);
    let (pool, newcomer) = if speak.first_timers { least(pool, |w| !w.first_time) } else { (pool, false) };
    let (pool, first_speech) = match speak.first_speech {
        FirstSpeech::None => (pool, false),
        FirstSpeech::Today => least(pool, |w| w.speeches_today > 0),
        FirstSpeech::Conference => least(pool, |w| w.speeches_here > 0),
    };
    let by_delegation = |w: &Waiting| match w.delegation {
        Some(delegation) => totals.get(&delegation).copied().unwrap_or_default(),
        None => (w.speeches_today, 0),
    };
    let (pool, least_heard) = if speak.least_heard { least(pool, by_delegation) } else { (pool, false) };
    let next = pool.iter().min_by_key(|w| (w.position, w.request))?;
    let mut reason = prefix.unwrap_or_default();
    let mut say = |joint: &str, clause: &str| {
        if !reason.is_empty() {
            reason.push_str(joint);
        }
        reason.push_str(clause);
    };
    let chosen = group.is_some() || newcomer || first_speech || least_heard;
    if let Some(clause) = group {
        say("; ", &clause);
    }
    if newcomer {
        say(", and ", "first conference");
    }
    if first_speech {
        let today = speak.first_speech == FirstSpeech::Today;
        say(", and ", if today { "first speech today" } else { "first speech at this conference" });
    }
    if least_heard {
        say("; ", "least-heard delegation");
    }
    if !alone && !chosen {
        say("; ", "next in the queue");
    }
    if reason.is_empty() {
        reason.push_str("next in the queue");
    }
    Some(Suggestion { request: next.request, reason })
}

/// Those of a group that has had less than its share, the speech to come counted, and the clause that says so where that left
/// anyone out. Groups are asked in the order of the standing orders.
fn group_due<'a>(
    pool: Vec<&'a Waiting>,
    heard: &[Heard],
    speak: &Speak,
) -> (Vec<&'a Waiting>, Option<String>) {
    for (place, share) in speak.groups.iter().enumerate() {
        let theirs = heard.iter().filter(|speech| speech.group == Some(place)).count() as u64;
        let after = heard.len() as u64 + 1;
        let behind = theirs * u64::from(share.of) < u64::from(share.at_least) * after;
        if behind && pool.iter().any(|w| w.group == Some(place)) {
            let (pool, fewer) = least(pool, |w| w.group != Some(place));
            let clause = format!("{} due, {} in {}", share.group, share.at_least, share.of);
            return (pool, fewer.then_some(clause));
        }
    }
    (pool, None)
}

/// Those with the least key, and whether that left anyone out.
fn least<K: Ord>(pool: Vec<&Waiting>, key: impl Fn(&Waiting) -> K) -> (Vec<&Waiting>, bool) {
    let before = pool.len();
    let Some(smallest) = pool.iter().map(|w| key(w)).min() else { return (pool, false) };
    let kept: Vec<_> = pool.into_iter().filter(|w| key(w) == smallest).collect();
    let fewer = kept.len() < before;
    (kept, fewer)
}

#[cfg(test)]
#[path = "speakers_tests.rs"]
mod tests;
