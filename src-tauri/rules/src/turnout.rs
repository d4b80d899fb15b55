//! Turnout by section beside the card vote before (§3.2; §3.3 "Labour CV9 2018: about 179,000 votes missing").
//!
//! Invariant: a fall is compared with the limit as an exact fraction; the percentages are only written. Nothing is concluded
//! from a fall: somebody says that it was looked at.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::share::{listed, percent};

/// How many of the votes issued in a section were cast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// Name of the section; `None` where conference has no sections.
    pub section: Option<String>,
    /// Votes issued.
    pub issued: u64,
    /// Votes cast, abstentions and spoiled cards among them.
    pub seen: u64,
}

/// A section in which fewer voted than before, by more than the standing orders let pass.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Fall {
    /// Name of the section; `None` where conference has no sections.
    pub section: Option<String>,
    /// Votes cast, as a percentage of those issued: `58.31`.
    pub now: String,
    /// The same in the card vote before.
    pub before: String,
}

/// Sections whose turnout fell by more than `limit` points of a hundred, in the order given.
#[must_use]
pub fn falls(now: &[Seen], before: &[Seen], limit: u32) -> Vec<Fall> {
    let percent = |seen: &Seen| percent(u128::from(seen.seen), u128::from(seen.issued));
    now.iter()
        .filter_map(|now| {
            let before = before.iter().find(|before| before.section == now.section)?;
            fell(now, before, limit).then(|| Fall {
                section: now.section.clone(),
                now: percent(now),
                before: percent(before),
            })
        })
        .collect()
}

/// `before - now > limit / 100`, multiplied out so that nothing is divided.
fn fell(now: &Seen, before: &Seen, limit: u32) -> bool {
    let (issued_now, issued_before) = (u128::from(now.issued), u128::from(before.issued));
    let was = u128::from(before.seen) * issued_now;
    let is = u128::from(now.seen) * issued_before;
    was.saturating_sub(is).saturating_mul(100) > u128::from(limit).saturating_mul(issued_now * issued_before)
}

/// The falls in one sentence: `Branches 58.31% (81.02% before) and Affiliates …`.
#[must_use]
pub fn words(falls: &[Fall]) -> String {
    let each: Vec<_> = falls
        .iter()
        .map(|fall| {
            let name = fall.section.as_deref().unwrap_or("Conference");
            format!("{name} {}% ({}% before)", fall.now, fall.before)
        })
        .collect();
    listed(&each)
}

#[cfg(test)]
mod tests {
    use super::{Seen, falls, words};

    fn seen(section: &str, seen: u64, issued: u64) -> Seen {
        Seen { section: Some(section.to_owned()), issued, seen }
    }

    #[test]
    fn a_fall_beyond_the_limit_is_named() {
        // Labour 2018: card vote 9 lost about 179,000 of the constituencies' votes that card vote 10 had.
        let before = [seen("CLPs", 322_000, 330_000), seen("Affiliates", 900, 1_000)];
        for (now, limit, expect) in [
            (vec![seen("CLPs", 143_000, 330_000)], 10, "CLPs 43.33% (97.58% before)"),
            (vec![seen("CLPs", 321_000, 330_000)], 10, ""),
            (vec![seen("Affiliates", 800, 1_000)], 10, ""),
            (vec![seen("Affiliates", 799, 1_000)], 10, "Affiliates 79.90% (90.00% before)"),
            (vec![seen("Affiliates", 899, 1_000)], 0, "Affiliates 89.90% (90.00% before)"),
            (vec![seen("Affiliates", 1_000, 1_000)], 0, ""),
            (vec![seen("New", 0, 10)], 0, ""),
            (vec![seen("CLPs", 0, 0)], 0, ""),
            (
                vec![seen("CLPs", 0, 10), seen("Affiliates", 0, 10)],
                50,
                "CLPs 0.00% (97.58% before) and Affiliates 0.00% (90.00% before)",
            ),
        ] {
            assert_eq!(words(&falls(&now, &before, limit)), expect, "{now:?}");
        }
    }
}
