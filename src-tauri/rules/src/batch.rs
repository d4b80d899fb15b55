//! Batches of cards, entered twice and blind (§3.2): the states of a batch, who may claim it, and what two entries agree on.
//!
//! Invariant: nothing is counted that two tellers have not said alike, or that the head teller has not settled against the
//! paper with a reason; where the standing orders ask for one entry only, that one is what is counted. The states and their
//! steps stand as a table in `tests/cases/batch-states.txt`, with which this file is compared.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;

/// Where a batch stands.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "BatchState")]
#[schemars(rename = "BatchState")]
pub enum State {
    /// Nobody has taken it.
    Waiting,
    /// A teller has taken it and typed nothing yet.
    Claimed,
    /// The first entry is being typed.
    FirstInProgress,
    /// It has been typed once, and waits for another teller.
    FirstDone,
    /// Another teller types it, without seeing the first entry.
    SecondInProgress,
    /// The entries are not alike: only the cards that differ are looked at again.
    Differs,
    /// The cards that differ are being typed again, blind again.
    AgainInProgress,
    /// Every card of it was said alike by two tellers, or settled against the paper.
    Settled,
    /// It is not counted; what was typed stays in the record.
    Discarded,
}

impl State {
    /// Every state.
    pub const ALL: [Self; 9] = [
        Self::Waiting,
        Self::Claimed,
        Self::FirstInProgress,
        Self::FirstDone,
        Self::SecondInProgress,
        Self::Differs,
        Self::AgainInProgress,
        Self::Settled,
        Self::Discarded,
    ];

    /// Where it stands, in words: `is being typed`.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Waiting => "waits for a teller",
            Self::Claimed => "is taken, and nothing has been typed",
            Self::FirstInProgress => "is being typed",
            Self::FirstDone => "has been typed once",
            Self::SecondInProgress => "is being typed a second time",
            Self::Differs => "has entries that differ",
            Self::AgainInProgress => "has cards that are being typed again",
            Self::Settled => "is settled",
            Self::Discarded => "was discarded",
        }
    }
}

/// What is done to a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// A teller takes it, for whichever entry is next.
    Claim,
    /// A card of it is typed.
    Enter,
    /// An entry is finished, and the standing orders ask for no other.
    FinishOne,
    /// The first of two entries is finished.
    Finish,
    /// An entry is finished, and every card is said alike by two tellers.
    FinishAgreed,
    /// An entry is finished, and some cards are not.
    FinishDiffers,
    /// The teller gives up the entry; what was typed in it stays in the record and is not counted.
    GiveUp,
    /// One card is settled against the paper, and others still differ.
    SettleOne,
    /// The last card that differed is settled against the paper.
    SettleLast,
    /// The batch is taken out of the count.
    Discard,
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 10] = [
        Self::Claim,
        Self::Enter,
        Self::FinishOne,
        Self::Finish,
        Self::FinishAgreed,
        Self::FinishDiffers,
        Self::GiveUp,
        Self::SettleOne,
        Self::SettleLast,
        Self::Discard,
    ];
}

/// What a batch becomes.
///
/// # Errors
/// `batch.not_so_far` where the step does not follow.
pub fn step(name: &str, state: State, step: Step) -> Result<State, Refusal> {
    use State::{
        AgainInProgress, Claimed, Differs, Discarded, FirstDone, FirstInProgress, SecondInProgress, Settled,
        Waiting,
    };
    let becomes = match (state, step) {
        (Waiting, Step::Claim) => Some(Claimed),
        (FirstDone, Step::Claim) => Some(SecondInProgress),
        (Differs, Step::Claim) => Some(AgainInProgress),
        (Claimed | FirstInProgress, Step::Enter) => Some(FirstInProgress),
        (SecondInProgress, Step::Enter) => Some(SecondInProgress),
        (AgainInProgress, Step::Enter) => Some(AgainInProgress),
        (FirstInProgress, Step::FinishOne) => Some(Settled),
        (FirstInProgress, Step::Finish) => Some(FirstDone),
        (SecondInProgress | AgainInProgress, Step::FinishAgreed) => Some(Settled),
        (SecondInProgress | AgainInProgress, Step::FinishDiffers) => Some(Differs),
        (Claimed | FirstInProgress, Step::GiveUp) => Some(Waiting),
        (SecondInProgress, Step::GiveUp) => Some(FirstDone),
        (AgainInProgress, Step::GiveUp) => Some(Differs),
        (Differs, Step::SettleOne) => Some(Differs),
        (Differs, Step::SettleLast) => Some(Settled),
        (
            Waiting | Claimed | FirstInProgress | FirstDone | SecondInProgress | Differs | AgainInProgress
            | Settled,
            Step::Discard,
        ) => Some(Discarded),
        (
            Waiting | Claimed | FirstInProgress | FirstDone | SecondInProgress | Differs | AgainInProgress
            | Settled | Discarded,
            _,
        ) => None,
    };
    becomes.ok_or_else(|| {
        let refusal = Refusal::new("batch.not_so_far", format!("{name} {}.", state.words()));
        match state {
            Waiting => refusal.allowed_by("A teller claims it first."),
            Claimed => refusal.allowed_by("Type its cards first."),
            FirstInProgress | SecondInProgress | AgainInProgress => {
                refusal.allowed_by("Whoever types it finishes the entry, or gives it up.")
            }
            FirstDone => refusal.allowed_by("Another teller types it first."),
            Differs => refusal.allowed_by("The cards that differ are typed again, or settled by the paper."),
            Settled => refusal.allowed_by("Discard it, with a reason, and type it afresh."),
            Discarded => refusal.allowed_by("Open a new batch."),
        }
    })
}

/// The standing orders of a count in cards, as they stood when its vote was called (§2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct CountRule {
    /// Every batch is entered twice, by two tellers.
    pub twice: bool,
    /// A delegation may divide the votes of one card.
    pub split: bool,
    /// A fall of turnout in a section by more than so many points of a hundred is looked at before the declaration; none:
    /// it is never asked.
    pub turnout_fall: Option<u32>,
    /// How each card was cast is published once the result is declared.
    pub line_items: bool,
    /// A slip is signed by whoever votes with it.
    pub signed: bool,
    /// There is a slip for abstentions.
    pub abstain_slip: bool,
}

/// Who made an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Teller {
    /// As they gave it.
    pub name: String,
    /// Where they sat.
    pub station: String,
}

impl Teller {
    /// The same person: names are compared without their spaces and capitals.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        plain(&self.name) == plain(&other.name)
    }
}

fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether this teller may make the next entry of a batch, after those made before, oldest first. `alone`: cards are typed
/// at one laptop only, where another teller sits down for the second entry.
///
/// # Errors
/// `batch.same_teller`: nobody makes both entries, whatever the chair says. `batch.same_station`: the first entry stood on
/// that screen, and there are others; the chair may allow it with a reason. `batch.twice_running`: whoever typed the cards
/// that differ again does not do so twice running.
pub fn may_claim(
    name: &str,
    state: State,
    before: &[Teller],
    who: &Teller,
    alone: bool,
) -> Result<(), Refusal> {
    if state == State::FirstDone {
        if let Some(first) = before.iter().find(|teller| teller.is(who)) {
            return Err(Refusal::new(
                "batch.same_teller",
                format!("{} made the first entry of {name}; nobody makes both.", first.name),
            )
            .allowed_by("Another teller makes the second entry."));
        }
        if !alone && before.iter().any(|teller| teller.station == who.station) {
            return Err(Refusal::new(
                "batch.same_station",
                format!("The first entry of {name} was made at this station."),
            )
            .allowed_by(
                "Make the second entry at another station; where the others have broken down, the chair may allow it.",
            )
            .by_reason());
        }
    }
    let again = before.get(2..).unwrap_or_default();
    if state == State::Differs && again.last().is_some_and(|last| last.is(who)) {
        return Err(Refusal::new(
            "batch.twice_running",
            format!("{} has just typed the cards of {name} that differ.", who.name.trim()),
        )
        .allowed_by("Another teller types them, or the head teller settles them against the paper."));
    }
    Ok(())
}

/// What a card says, as a teller reads it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Says {
    /// For.
    For,
    /// Against.
    Against,
    /// Handed in as an abstention.
    Abstain,
    /// Not to be read, or marked both ways.
    Spoiled,
    /// Not signed, where a signature is asked for: what it says is taken once its delegation has been called.
    Unsigned,
    /// Its votes divided: for, against, abstentions.
    Split(u64, u64, u64),
    /// There is no such card in the batch.
    NotHere,
}

/// One entry of a batch, card by card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Who made it.
    pub teller: Teller,
    /// Whether it looked only at the cards that differed.
    pub again: bool,
    /// Every slip typed and not set aside: number and what it says. A card may have more than one.
    pub slips: Vec<(u32, Says)>,
}

/// What the entries of a batch come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Cards on which two tellers agree, and the slips that they found for each; none where both say that it is not there.
    pub agreed: BTreeMap<u32, Vec<Says>>,
    /// Cards on which they do not.
    pub differ: BTreeSet<u32>,
}

/// Compares the entries of a batch, oldest first: a card is agreed once another teller's newest word on it is the same as
/// the newest word of all.
#[must_use]
pub fn compare(entries: &[Reading]) -> Comparison {
    let mut words: BTreeMap<u32, Vec<(&Teller, Vec<Says>)>> = BTreeMap::new();
    for (card, _) in entries.iter().flat_map(|entry| &entry.slips) {
        words.entry(*card).or_default();
    }
    for entry in entries {
        let mut said: BTreeMap<u32, Vec<Says>> = BTreeMap::new();
        for (card, says) in &entry.slips {
            let found = said.entry(*card).or_default();
            if *says != Says::NotHere {
                found.push(*says);
            }
        }
        for (card, all) in &mut words {
            let mut found = match said.remove(card) {
                Some(found) => found,
                // Whoever types a whole batch says of every other card that it is not there.
                None if !entry.again => Vec::new(),
                None => continue,
            };
            found.sort_unstable();
            all.push((&entry.teller, found));
        }
    }
    let mut comparison = Comparison::default();
    for (card, all) in words {
        match agreed(&all) {
            Some(says) => {
                comparison.agreed.insert(card, says);
            }
            None => {
                comparison.differ.insert(card);
            }
        }
    }
    comparison
}

/// What one entry says, where the standing orders ask for no other.
#[must_use]
pub fn compare_one(entries: &[Reading]) -> BTreeMap<u32, Vec<Says>> {
    let mut found: BTreeMap<u32, Vec<Says>> = BTreeMap::new();
    for (card, says) in entries.iter().flat_map(|entry| &entry.slips) {
        found.entry(*card).or_default().push(*says);
    }
    found
}

fn agreed(words: &[(&Teller, Vec<Says>)]) -> Option<Vec<Says>> {
    let (who, newest) = words.last()?;
    let mut seen = vec![*who];
    for (other, said) in words.iter().rev() {
        if seen.iter().any(|teller| teller.is(other)) {
            continue;
        }
        if said == newest {
            return Some(newest.clone());
        }
        seen.push(other);
    }
    None
}

#[cfg(test)]
#[path = "batch_tests.rs"]
mod tests;
