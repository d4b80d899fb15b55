//! How many delegates and votes a body is entitled to: the published formulas of §2.4.
//!
//! Invariant: whole numbers only, and where a source is silent the answer is the plainest one and says so.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A rule book's formula. `members` is the membership that the rule book counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum Formula {
    /// Labour constituency parties 2022: 1 up to 749 members, then 1 more and 1 for each further 250 or part,
    /// at most 6. The card carries the membership.
    LabourClp2022,
    /// Momentum conference arrangements committee, December 2016: 2 for each 100 members or part.
    MomentumCac2016,
    /// London Momentum branches: 2 for each 50 members or part, at most 10.
    LondonMomentum,
    /// London Momentum unions: 5 below 250,000 members, otherwise 10.
    LondonMomentumUnion,
    /// Wolverhampton trades council: 1 for each 50 members or part up to 200, then 1 for each further 100 or
    /// part, at most 11.
    WolverhamptonTuc,
    /// TUC: the card shows thousands of members, so 50,000 is "50". The rule for a part of a thousand is not
    /// known to us; completed thousands are counted. Delegates: one, the source being silent.
    PerThousand,
    /// PCS: the card shows the branch's members. Delegates: one, the source being silent.
    PerMember,
    /// The same number for every body, of delegates and of votes.
    Fixed(u32),
}

impl Formula {
    /// Delegates of a body of `members`, without the additional places of [`Formula::extra_delegates`].
    #[must_use]
    pub fn delegates(self, members: u64) -> u64 {
        match self {
            Self::LabourClp2022 if members <= 749 => 1,
            Self::LabourClp2022 => (1 + (members - 749).div_ceil(250)).min(6),
            Self::MomentumCac2016 => members.div_ceil(100).saturating_mul(2),
            Self::LondonMomentum => members.div_ceil(50).saturating_mul(2).min(10),
            Self::LondonMomentumUnion if members < 250_000 => 5,
            Self::LondonMomentumUnion => 10,
            Self::WolverhamptonTuc => {
                let beyond = members.saturating_sub(200).div_ceil(100);
                members.min(200).div_ceil(50).saturating_add(beyond).min(11)
            }
            Self::PerThousand | Self::PerMember => 1,
            Self::Fixed(n) => u64::from(n),
        }
    }

    /// Additional places: Labour gives one for a woman where there are 100 women members, and one for a
    /// member under 27 where there are 30 of them (§2.4). Other formulas give none.
    #[must_use]
    pub fn extra_delegates(self, women: u64, young: u64) -> u64 {
        match self {
            Self::LabourClp2022 => u64::from(women >= 100) + u64::from(young >= 30),
            Self::MomentumCac2016
            | Self::LondonMomentum
            | Self::LondonMomentumUnion
            | Self::WolverhamptonTuc
            | Self::PerThousand
            | Self::PerMember
            | Self::Fixed(_) => 0,
        }
    }

    /// Votes of a body's whole delegation in a card vote. Where delegates each have one vote, their number.
    #[must_use]
    pub fn votes(self, members: u64) -> u64 {
        match self {
            Self::LabourClp2022 | Self::PerMember => members,
            Self::PerThousand => members / 1_000,
            Self::MomentumCac2016
            | Self::LondonMomentum
            | Self::LondonMomentumUnion
            | Self::WolverhamptonTuc
            | Self::Fixed(_) => self.delegates(members),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Formula::{
        self, Fixed, LabourClp2022, LondonMomentum, LondonMomentumUnion, MomentumCac2016, PerMember,
        PerThousand, WolverhamptonTuc,
    };

    #[test]
    fn delegates_of_the_published_formulas() {
        let rows: [(Formula, &[(u64, u64)]); 6] = [
            (
                LabourClp2022,
                &[
                    (0, 1),
                    (749, 1),
                    (750, 2),
                    (999, 2),
                    (1000, 3),
                    (1249, 3),
                    (1250, 4),
                    (1749, 5),
                    (1750, 6),
                    (9999, 6),
                ],
            ),
            (MomentumCac2016, &[(0, 0), (1, 2), (99, 2), (100, 2), (101, 4)]),
            (LondonMomentum, &[(0, 0), (50, 2), (51, 4), (250, 10), (251, 10)]),
            (LondonMomentumUnion, &[(1, 5), (249_999, 5), (250_000, 10)]),
            (
                WolverhamptonTuc,
                &[
                    (50, 1),
                    (51, 2),
                    (200, 4),
                    (201, 5),
                    (300, 5),
                    (301, 6),
                    (900, 11),
                    (901, 11),
                    (u64::MAX, 11),
                ],
            ),
            (Fixed(3), &[(0, 3), (1_000_000, 3)]),
        ];
        for (formula, vectors) in rows {
            for &(members, expect) in vectors {
                assert_eq!(formula.delegates(members), expect, "{formula:?} {members}");
            }
        }
    }

    #[test]
    fn labour_gives_a_woman_and_a_young_member_a_place() {
        for (women, young, expect) in [(99, 29, 0), (100, 29, 1), (99, 30, 1), (100, 30, 2)] {
            assert_eq!(LabourClp2022.extra_delegates(women, young), expect);
        }
        assert_eq!(LabourClp2022.delegates(1750) + LabourClp2022.extra_delegates(100, 30), 8);
        assert_eq!(WolverhamptonTuc.extra_delegates(1000, 1000), 0);
    }

    #[test]
    fn votes() {
        for (formula, members, expect) in [
            (PerThousand, 50_000, 50),
            (PerThousand, 999, 0),
            (PerMember, 1_234, 1_234),
            (LabourClp2022, 812, 812),
            (LondonMomentum, 51, 4),
            (MomentumCac2016, 101, 4),
            (Fixed(2), 7, 2),
        ] {
            assert_eq!(formula.votes(members), expect, "{formula:?} {members}");
        }
    }
}
