//! A secret ballot: papers issued, batches of papers from the boxes, every paper accounted for (§3.2, for papers that
//! bear nobody's name).
//!
//! Invariant: what is counted is a batch, never a paper; a batch is large enough, or the only one, so that it is nobody's.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::refusal::Refusal;
use crate::share::{counted, thousands};

/// A batch of fewer papers could be somebody's: they are counted with others. `[D]`
pub const SMALLEST_BATCH: u64 = 10;
const MOST: u64 = 1_000_000;

/// What one batch of papers says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Batch {
    /// For.
    #[serde(rename = "for")]
    pub for_: u64,
    /// Against.
    pub against: u64,
    /// Papers that say neither, and are meant so.
    pub abstain: u64,
    /// Papers that cannot be read, or say both.
    pub spoiled: u64,
}

impl Batch {
    /// Papers in the batch.
    #[must_use]
    pub fn papers(&self) -> u64 {
        [self.for_, self.against, self.abstain, self.spoiled].into_iter().fold(0, u64::saturating_add)
    }
}

/// Every paper of a ballot accounted for: issued = in the boxes + not returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Account {
    /// Papers issued; `None` until somebody has counted them out.
    pub issued: Option<u64>,
    /// People marked as having collected a paper: whether they put it in a box nobody knows.
    pub marked: u64,
    /// The batches together.
    pub batches: Batch,
    /// How many batches there are.
    pub number: u64,
    /// Papers that the tellers say did not come back; `None` until they have said so.
    pub not_returned: Option<u64>,
}

impl Account {
    /// Papers that came out of the boxes.
    #[must_use]
    pub fn in_boxes(&self) -> u64 {
        self.batches.papers()
    }

    /// Papers issued and not seen again; `None` where more came back than went out, or nobody said how many went out.
    #[must_use]
    pub fn missing(&self) -> Option<u64> {
        self.issued?.checked_sub(self.in_boxes())
    }
}

/// Whether a batch may be added to those there are.
///
/// # Errors
/// `ballot.no_papers`, `vote.too_many`; `ballot.small_batch` where it, or the only one there is, is too small to be
/// nobody's.
pub fn may_be_entered(new: &Batch, standing: &[Batch]) -> Result<(), Refusal> {
    if new.papers() == 0 {
        return Err(Refusal::new("ballot.no_papers", "A batch without papers is no batch."));
    }
    if let Some(many) = [new.for_, new.against, new.abstain, new.spoiled].iter().find(|n| **n > MOST) {
        return Err(Refusal::new(
            "vote.too_many",
            format!("{} papers are more than a box holds.", thousands(*many)),
        ));
    }
    let small = |batch: &Batch| batch.papers() < SMALLEST_BATCH;
    if let Some(batch) = standing.iter().chain([new]).find(|batch| !standing.is_empty() && small(batch)) {
        return Err(Refusal::new(
            "ballot.small_batch",
            format!(
                "A batch of {} could be told to be somebody's.",
                counted(batch.papers(), "paper", "papers")
            ),
        )
        .allowed_by(format!(
            "Mix it with other papers: a batch has at least {SMALLEST_BATCH}, or holds all there are."
        )));
    }
    Ok(())
}

/// Whether the ballot can be counted out: every paper accounted for.
///
/// # Errors
/// `ballot.not_issued`, `ballot.no_batches`, `ballot.too_many_papers`, `ballot.papers_missing`, `ballot.small_batch`. None
/// can be allowed: each would falsify the count, or give a vote away.
pub fn ready(account: &Account, standing: &[Batch]) -> Result<(), Refusal> {
    let Some(issued) = account.issued else {
        return Err(Refusal::new("ballot.not_issued", "Nobody has said how many papers were issued.")
            .allowed_by("Count the papers that are left of the pad, and enter how many went out."));
    };
    if standing.is_empty() {
        return Err(Refusal::new("ballot.no_batches", "No papers have been counted.")
            .allowed_by("Empty the boxes, mix the papers, and enter a batch."));
    }
    let small = standing.iter().any(|batch| batch.papers() < SMALLEST_BATCH);
    if small && standing.len() > 1 {
        return Err(Refusal::new(
            "ballot.small_batch",
            "One of several batches is too small to be nobody's.",
        )
        .allowed_by("Put it aside with a reason, and enter it together with another."));
    }
    let Some(missing) = account.missing() else {
        return Err(Refusal::new(
            "ballot.too_many_papers",
            format!("{} came out of the boxes, and {} issued.",
                counted(account.in_boxes(), "paper", "papers"), were(issued)),
        )
        .allowed_by("Count the batches again, and the papers that are left of the pad. Where it stays so, abandon the vote."));
    };
    if account.not_returned.unwrap_or_default() != missing || account.not_returned.is_none() && missing > 0 {
        return Err(Refusal::new(
            "ballot.papers_missing",
            format!("{} not been seen again.", counted(missing, "paper has", "papers have")),
        )
        .allowed_by(format!("Look in the boxes, and say {missing} if they were not returned.")));
    }
    Ok(())
}

fn were(n: u64) -> String {
    if n == 1 { "1 was".to_owned() } else { format!("{} were", thousands(n)) }
}

/// Papers issued and people marked as having collected a paper are two counts of one thing; where they differ, the chair is told.
#[must_use]
pub fn odd(account: &Account) -> Option<String> {
    let issued = account.issued?;
    (account.marked != issued && account.marked > 0).then(|| {
        format!(
            "{} marked as having collected a paper, and {} issued.",
            counted(account.marked, "person is", "people are"),
            if issued == 1 { "1 paper was".to_owned() } else { format!("{} papers were", thousands(issued)) },
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn batch(for_: u64, against: u64, abstain: u64, spoiled: u64) -> Batch {
        Batch { for_, against, abstain, spoiled }
    }

    fn account(issued: Option<u64>, not_returned: Option<u64>, standing: &[Batch]) -> Account {
        let mut batches = Batch::default();
        for each in standing {
            batches.for_ += each.for_;
            batches.against += each.against;
            batches.abstain += each.abstain;
            batches.spoiled += each.spoiled;
        }
        let number = u64::try_from(standing.len()).unwrap();
        Account { issued, marked: 0, batches, number, not_returned }
    }

    #[test]
    fn a_batch_is_nobodys() {
        let full = batch(6, 3, 1, 0);
        for (new, standing, expect) in [
            (batch(0, 0, 0, 0), &[][..], Some("ballot.no_papers")),
            (batch(3, 0, 0, 0), &[], None),
            (batch(3, 0, 0, 0), &[full], Some("ballot.small_batch")),
            (full, &[batch(3, 0, 0, 0)], Some("ballot.small_batch")),
            (full, &[full], None),
            (batch(9, 0, 0, 0), &[full], Some("ballot.small_batch")),
            (batch(1_000_001, 0, 0, 0), &[], Some("vote.too_many")),
        ] {
            assert_eq!(may_be_entered(&new, standing).err().map(|r| r.code).as_deref(), expect, "{new:?}");
        }
    }

    #[test]
    fn every_paper_is_accounted_for() {
        let (a, b) = (batch(20, 10, 2, 1), batch(8, 4, 0, 0));
        for (issued, not_returned, standing, expect) in [
            (None, None, &[a][..], Some("ballot.not_issued")),
            (Some(40), None, &[], Some("ballot.no_batches")),
            (Some(40), None, &[a], Some("ballot.papers_missing")),
            (Some(40), Some(6), &[a], Some("ballot.papers_missing")),
            (Some(40), Some(7), &[a], None),
            (Some(33), None, &[a], None),
            (Some(33), Some(1), &[a], Some("ballot.papers_missing")),
            (Some(32), None, &[a], Some("ballot.too_many_papers")),
            (Some(45), None, &[a, b], None),
            (Some(44), None, &[a, b], Some("ballot.too_many_papers")),
            (Some(36), None, &[a, batch(3, 0, 0, 0)], Some("ballot.small_batch")),
            (Some(3), None, &[batch(3, 0, 0, 0)], None),
        ] {
            let refusal = ready(&account(issued, not_returned, standing), standing).err();
            assert!(refusal.as_ref().is_none_or(|r| !r.overrulable));
            assert_eq!(refusal.map(|r| r.code).as_deref(), expect, "{issued:?} {not_returned:?}");
        }
    }

    #[test]
    fn two_counts_of_one_thing() {
        let of = |issued, marked| odd(&Account { marked, ..account(issued, None, &[]) });
        assert_eq!(of(None, 3), None);
        assert_eq!(of(Some(3), 3), None);
        assert_eq!(of(Some(3), 0), None);
        assert_eq!(
            of(Some(3), 1).as_deref(),
            Some("1 person is marked as having collected a paper, and 3 papers were issued.")
        );
        assert_eq!(
            of(Some(1), 2).as_deref(),
            Some("2 people are marked as having collected a paper, and 1 paper was issued.")
        );
    }
}
