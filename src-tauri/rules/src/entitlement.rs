//! How many delegates and votes a body is entitled to: the published formulas of §2.4.
//!
//! Invariant: whole numbers only, and where a source is silent the answer is the plainest one and says so.

use std::collections::BTreeMap;

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

/// What the standing orders say of entitlement (§2.2 `entitlement`); `None` where they say nothing, and the register alone
/// does.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Entitlement {
    /// How many delegates a body may send.
    pub delegates: Option<Formula>,
    /// How many votes its card carries.
    pub votes: Option<Formula>,
    /// Sections that go by another formula, by name.
    pub sections: BTreeMap<String, SectionEntitlement>,
}

/// What one section goes by; where it says nothing, the rule for all holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(default, deny_unknown_fields)]
pub struct SectionEntitlement {
    /// How many delegates a body may send.
    pub delegates: Option<Formula>,
    /// How many votes its card carries.
    pub votes: Option<Formula>,
}

/// What a body is entitled to by the formulas; `None` where there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Entitled {
    /// Delegates.
    pub seats: Option<u64>,
    /// Votes of its card.
    pub votes: Option<u64>,
}

/// The membership of a body, as a rule book counts it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Body {
    /// All of them.
    pub members: u64,
    /// Women among them, where the register says how many.
    pub women: Option<u64>,
    /// Members under 27, where the register says how many.
    pub young: Option<u64>,
}

impl Entitlement {
    /// What a body in that section is entitled to. Of women and young members it counts those that the register gives; a
    /// figure that nobody has given earns no place.
    #[must_use]
    pub fn of(&self, section: Option<&str>, body: Body) -> Entitled {
        let own = section.and_then(|section| self.sections.get(section));
        let delegates = own.and_then(|own| own.delegates).or(self.delegates);
        let votes = own.and_then(|own| own.votes).or(self.votes);
        Entitled {
            seats: delegates.map(|formula| {
                let extra = formula.extra_delegates(body.women.unwrap_or(0), body.young.unwrap_or(0));
                formula.delegates(body.members).saturating_add(extra)
            }),
            votes: votes.map(|formula| formula.votes(body.members)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Formula::{
        self, Fixed, LabourClp2022, LondonMomentum, LondonMomentumUnion, MomentumCac2016, PerMember,
        PerThousand, WolverhamptonTuc,
    };
    use super::{Body, Entitled, Entitlement, SectionEntitlement};

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
    fn a_section_may_go_by_its_own_formula() {
        // London Momentum: unions have 5 or 10 delegates, branches 2 for each 50 members or part.
        let union = SectionEntitlement { delegates: Some(LondonMomentumUnion), votes: None };
        let orders = Entitlement {
            delegates: Some(LondonMomentum),
            votes: Some(PerMember),
            sections: [("Unions".to_owned(), union)].into(),
        };
        for (section, members, seats, votes) in [
            (None, 51, 4, 51),
            (Some("Branches"), 51, 4, 51),
            (Some("Unions"), 51, 5, 51),
            (Some("Unions"), 250_000, 10, 250_000),
        ] {
            let expect = Entitled { seats: Some(seats), votes: Some(votes) };
            let body = Body { members, ..Body::default() };
            assert_eq!(orders.of(section, body), expect, "{section:?} {members}");
        }
        assert_eq!(Entitlement::default().of(Some("Unions"), Body::default()), Entitled::default());
    }

    #[test]
    fn labour_gives_a_woman_and_a_young_member_a_place() {
        for (women, young, expect) in [(99, 29, 0), (100, 29, 1), (99, 30, 1), (100, 30, 2)] {
            assert_eq!(LabourClp2022.extra_delegates(women, young), expect);
        }
        assert_eq!(LabourClp2022.delegates(1750) + LabourClp2022.extra_delegates(100, 30), 8);
        assert_eq!(WolverhamptonTuc.extra_delegates(1000, 1000), 0);
        let labour = Entitlement { delegates: Some(LabourClp2022), ..Entitlement::default() };
        for (women, young, seats) in
            [(None, None, 6), (Some(100), None, 7), (Some(99), Some(30), 7), (Some(100), Some(30), 8)]
        {
            assert_eq!(labour.of(None, Body { members: 1750, women, young }).seats, Some(seats));
        }
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
