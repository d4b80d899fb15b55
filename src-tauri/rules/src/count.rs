//! Hands counted by tellers, block by block (§1 "Show of hands / counted vote", §3.1 "section by section").
//!
//! Invariant: a block that nobody has counted is missing, not zero; nothing is totalled until every block is in, or said
//! to be empty.

use crate::majority::{Base, Figures, unusable};
use crate::refusal::Refusal;
use crate::share::{counted, listed, thousands};

/// More hands than this in one block are a slip of the finger.
const MOST: u64 = 1_000_000;

/// What tellers counted in one block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockFigures {
    /// Hands for.
    pub for_: u64,
    /// Hands against.
    pub against: u64,
    /// Abstentions; `None` where they were not asked for.
    pub abstain: Option<u64>,
}

/// Where the count of a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockCount {
    /// Nothing has been handed in, or a recount was ordered.
    NotIn,
    /// The tellers say that nobody sits there.
    Empty,
    /// Counted.
    In(BlockFigures),
}

/// What all blocks come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The sums.
    pub figures: Figures,
    /// Whether abstentions were asked for.
    pub asked: bool,
}

/// The sum of what is in so far, for the tellers' desk alone.
#[must_use]
pub fn so_far(blocks: &[(&str, BlockCount)]) -> Figures {
    let mut sum = Figures::default();
    for (_, block) in blocks {
        match block {
            BlockCount::NotIn | BlockCount::Empty => {}
            BlockCount::In(figures) => {
                sum.for_ = sum.for_.saturating_add(figures.for_);
                sum.against = sum.against.saturating_add(figures.against);
                sum.abstain = sum.abstain.saturating_add(figures.abstain.unwrap_or_default());
            }
        }
    }
    sum
}

/// The sum of every block.
///
/// # Errors
/// `count.blocks_missing`, naming them; `count.abstentions_uneven` where some blocks give abstentions and others do not.
pub fn total(blocks: &[(&str, BlockCount)]) -> Result<Total, Refusal> {
    let named = |wanted: &dyn Fn(&BlockCount) -> bool| -> Vec<&str> {
        blocks.iter().filter(|(_, block)| wanted(block)).map(|(name, _)| *name).collect()
    };
    let missing = named(&|block| *block == BlockCount::NotIn);
    if !missing.is_empty() || blocks.is_empty() {
        let sentence = match missing.as_slice() {
            [] => "The hall has no blocks to count.".to_owned(),
            [one] => format!("{one} is not in."),
            several => format!("{} are not in.", listed(several)),
        };
        return Err(Refusal::new("count.blocks_missing", sentence)
            .allowed_by("Enter what was counted there, or say that the block is empty."));
    }
    let with = named(&|block| matches!(block, BlockCount::In(BlockFigures { abstain: Some(_), .. })));
    let without = named(&|block| matches!(block, BlockCount::In(BlockFigures { abstain: None, .. })));
    if !with.is_empty() && !without.is_empty() {
        return Err(Refusal::new(
            "count.abstentions_uneven",
            format!("Abstentions are in from {}, and not from {}.", with.join(", "), without.join(", ")),
        )
        .allowed_by("Count them in every block, or in none; nought is typed as 0."));
    }
    Ok(Total { figures: so_far(blocks), asked: !with.is_empty() })
}

/// How the chair calls hands. Abstentions are called for in every vote: both values of the key `abstain` (§2.2) record them,
/// and differ only in whether they weigh.
pub const CALL: &str = "All those for? … Against? … Abstentions?";

/// Whether a count without abstentions can stand: it cannot where they are among the votes that the majority is taken of.
///
/// # Errors
/// `count.abstentions_missing`.
pub fn abstentions_told(base: Base, abstain: Option<u64>) -> Result<(), Refusal> {
    match (base, abstain) {
        (Base::WithAbstentions, None) => Err(Refusal::new(
            "count.abstentions_missing",
            "Abstentions count among the votes under these standing orders, and they were not counted.",
        )
        .allowed_by("Count them too; nought is typed as 0.")),
        (Base::WithAbstentions, Some(_)) | (Base::Voting | Base::Present, _) => Ok(()),
    }
}

/// Whether a majority of those present can be taken: somebody said how many they are, and they are no fewer than voted.
///
/// # Errors
/// `vote.present_missing`.
pub fn present_told(figures: &Figures, base: Base, present: Option<u64>) -> Result<(), Refusal> {
    let Some(why) = unusable(figures, base, present) else { return Ok(()) };
    Err(Refusal::new("vote.present_missing", why)
        .allowed_by("Count those present, and enter how many they are."))
}

/// Whether figures can be those of one block.
///
/// # Errors
/// `vote.too_many`.
pub fn a_block_holds(figures: &BlockFigures) -> Result<(), Refusal> {
    let all = [figures.for_, figures.against, figures.abstain.unwrap_or_default()];
    match all.iter().find(|count| **count > MOST) {
        Some(count) => Err(Refusal::new(
            "vote.too_many",
            format!("{} hands are more than a hall holds.", thousands(*count)),
        )),
        None => Ok(()),
    }
}

/// What is odd about a count, for the chair to weigh before it is declared: more hands than voters who were checked in.
#[must_use]
pub fn odd(figures: &Figures, voters: Option<u64>) -> Option<String> {
    let cast = figures.for_.saturating_add(figures.against).saturating_add(figures.abstain);
    let voters = voters.filter(|voters| *voters > 0 && cast > *voters)?;
    Some(format!(
        "{} were counted, and {} who may vote {} checked in when the question was put.",
        counted(cast, "hand", "hands"),
        thousands(voters),
        if voters == 1 { "was" } else { "were" },
    ))
}

/// Whether a count may start (§3.1 "doors closed during counts").
///
/// # Errors
/// `doors.open`, where the standing orders close them; the chair may allow it with a reason.
pub fn may_start(doors_closed: bool, doors_must_be: bool) -> Result<(), Refusal> {
    if doors_closed || !doors_must_be {
        return Ok(());
    }
    Err(Refusal::new("doors.open", "The doors are open, and the standing orders close them during a count.")
        .allowed_by("Close the doors first.")
        .by_reason())
}

/// What is said where nobody was against (§1 "Nem con": not "unanimous" if anyone abstained).
///
/// `asked` says whether abstentions were counted: where they were not, nobody knows that it was unanimous.
#[must_use]
pub fn nobody_against(figures: &Figures, asked: bool) -> Option<&'static str> {
    match (figures.for_, figures.against, figures.abstain) {
        (0, _, _) | (_, 1.., _) => None,
        (_, 0, 0) if asked => Some("Nobody was against and nobody abstained: carried unanimously."),
        (_, 0, _) => Some("Nobody was against: carried nem con."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(for_: u64, against: u64, abstain: Option<u64>) -> BlockCount {
        BlockCount::In(BlockFigures { for_, against, abstain })
    }

    #[test]
    fn every_block_is_in_or_empty() {
        use BlockCount::{Empty, NotIn};
        let figures = |for_, against, abstain| Figures { for_, against, abstain };
        type Case<'a> = (&'a [(&'a str, BlockCount)], Result<Total, &'a str>);
        let cases: [Case<'_>; 9] = [
            (&[], Err("count.blocks_missing: The hall has no blocks to count.")),
            (&[("Stalls", NotIn)], Err("count.blocks_missing: Stalls is not in.")),
            (
                &[("Left", block(1, 2, None)), ("Right", NotIn), ("Balcony", NotIn)],
                Err("count.blocks_missing: Right and Balcony are not in."),
            ),
            (&[("Left", block(0, 0, None))], Ok(Total { figures: figures(0, 0, 0), asked: false })),
            (
                &[("Left", block(20, 4, Some(1))), ("Right", block(23, 20, Some(0)))],
                Ok(Total { figures: figures(43, 24, 1), asked: true }),
            ),
            (
                &[("Left", block(43, 24, None)), ("Balcony", Empty)],
                Ok(Total { figures: figures(43, 24, 0), asked: false }),
            ),
            // Nobody sits in the balcony, so it has no abstentions to give.
            (
                &[("Left", block(43, 24, Some(2))), ("Balcony", Empty)],
                Ok(Total { figures: figures(43, 24, 2), asked: true }),
            ),
            (
                &[("Left", block(9, 2, Some(1))), ("Right", block(3, 2, None))],
                Err("count.abstentions_uneven: Abstentions are in from Left, and not from Right."),
            ),
            (&[("Left", Empty)], Ok(Total { figures: figures(0, 0, 0), asked: false })),
        ];
        for (blocks, expect) in cases {
            let was = total(blocks).map_err(|r| format!("{}: {}", r.code, r.sentence));
            assert_eq!(was, expect.map_err(str::to_owned), "{blocks:?}");
        }
    }

    #[test]
    fn what_is_odd_is_said_and_forbids_nothing() {
        let f = Figures { for_: 40, against: 30, abstain: 0 };
        for (voters, expect) in [
            (None, None),
            (Some(0), None),
            (Some(70), None),
            (
                Some(69),
                Some("70 hands were counted, and 69 who may vote were checked in when the question was put."),
            ),
        ] {
            assert_eq!(odd(&f, voters).as_deref(), expect);
        }
    }

    #[test]
    fn doors_and_the_slip_of_a_finger() {
        for (closed, must, expect) in
            [(true, true, None), (true, false, None), (false, false, None), (false, true, Some("doors.open"))]
        {
            assert_eq!(may_start(closed, must).err().map(|r| r.code).as_deref(), expect);
        }
        let slip = BlockFigures { for_: 1_000_001, against: 0, abstain: None };
        assert!(a_block_holds(&slip).is_err());
        assert!(a_block_holds(&BlockFigures { for_: 1_000_000, against: 0, abstain: Some(0) }).is_ok());
    }

    #[test]
    fn nem_con_is_not_unanimous() {
        for (f, a, n, asked, expect) in [
            (10, 0, 0, true, Some("Nobody was against and nobody abstained: carried unanimously.")),
            (10, 0, 0, false, Some("Nobody was against: carried nem con.")),
            (10, 0, 2, true, Some("Nobody was against: carried nem con.")),
            (10, 1, 0, true, None),
            (0, 0, 5, true, None),
        ] {
            assert_eq!(nobody_against(&Figures { for_: f, against: a, abstain: n }, asked), expect);
        }
    }
}
