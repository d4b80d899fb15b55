//! What the chair says of a result: the figures that decided it, and its outcome in the words of the standing orders (§3.1
//! "Announce": section totals, percentages, total).
//!
//! Invariant: where sections are weighted the figures of each are said before the whole, so that nobody hears figures that
//! do not come to the outcome. Nothing is decided here, and no percentage is worked out.

use crate::card_vote::{CardOutcome, SectionOutcome};
use crate::majority::Figures;
use crate::share::{NO_SHARE, capital, thousands};
use crate::standing_orders::{Announce, SaidFirst, Tie};

/// What a question came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Carried.
    Carried,
    /// Lost.
    Lost,
    /// Not carried: the chair had a vote on a tie, and gave none.
    NotCarried,
    /// Both sides are equal, and nothing is declared yet.
    Tied(Tie),
}

/// `Composite 4. For 1,200, against 800: carried.` Abstentions are said where there are any. `worked` is `None` where
/// nothing was counted.
#[must_use]
pub fn announcement(
    subject: &str,
    worked: Option<&CardOutcome>,
    outcome: Outcome,
    words: &Announce,
) -> String {
    let said = match outcome {
        Outcome::Carried => words.carried.as_str(),
        Outcome::Lost => words.lost.as_str(),
        Outcome::NotCarried => "not carried",
        Outcome::Tied(_) => "",
    };
    let Some(worked) = worked else { return format!("{subject}: {said}.") };
    let (before, whole) = figures(worked);
    match (outcome, words.first) {
        (Outcome::Tied(tie), _) => format!("{subject}. {before}{whole}. The votes are equal.{}", then(tie)),
        (_, SaidFirst::Figures) => format!("{subject}. {before}{whole}: {said}."),
        (_, SaidFirst::Outcome) => format!("{subject}. {}. {before}{whole}.", capital(said)),
    }
}

/// What a tie comes to; nothing where the chair has a vote, and has yet to say how.
fn then(tie: Tie) -> &'static str {
    match tie {
        Tie::Lost => " A tie is lost.",
        Tie::Revote => " The vote is taken again.",
        Tie::ChairCasting => "",
    }
}

/// Sentences of the sections, and the figures of the whole without a full stop.
fn figures(worked: &CardOutcome) -> (String, String) {
    if !worked.weighted {
        return (String::new(), capital(&counted(&worked.figures)));
    }
    let sections: String = worked.sections.iter().filter(|part| part.weight > 0).map(section).collect();
    let whole =
        format!("Weighted, for {} per cent, against {} per cent", worked.for_percent, worked.against_percent);
    (sections, whole)
}

fn counted(figures: &Figures) -> String {
    let abstained = match figures.abstain {
        0 => String::new(),
        n => format!(", abstentions {}", thousands(n)),
    };
    format!("for {}, against {}{abstained}", thousands(figures.for_), thousands(figures.against))
}

/// `Affiliates: for 1,810,113, against 4,825; 99.73 and 0.27 per cent. `
fn section(part: &SectionOutcome) -> String {
    let name = part.name.as_deref().unwrap_or("The others");
    if part.for_percent == NO_SHARE {
        return format!("{name}: nobody voted. ");
    }
    let (yes, no) = (&part.for_percent, &part.against_percent);
    format!("{name}: {}; {yes} and {no} per cent. ", counted(&part.figures))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::card_vote::{CardRule, SectionTally, outcome};

    fn worked(sections: &[(Option<&str>, u32, u64, u64, u64)]) -> CardOutcome {
        let tallies: Vec<SectionTally> = sections
            .iter()
            .map(|(name, weight, for_, against, abstain)| SectionTally {
                name: name.map(str::to_owned),
                weight: *weight,
                figures: Figures { for_: *for_, against: *against, abstain: *abstain },
            })
            .collect();
        outcome(&tallies, &CardRule::default())
    }

    fn said(worked: &CardOutcome, outcome: Outcome, words: &Announce) -> String {
        announcement("Composite 4", Some(worked), outcome, words)
    }

    #[test]
    fn a_plain_result_is_its_figures_and_its_outcome() {
        let plain = worked(&[(None, 100, 1_200, 800, 0)]);
        let words = Announce::default();
        assert_eq!(said(&plain, Outcome::Carried, &words), "Composite 4. For 1,200, against 800: carried.");
        let some = worked(&[(None, 100, 1_200, 800, 15)]);
        assert_eq!(
            said(&some, Outcome::Carried, &words),
            "Composite 4. For 1,200, against 800, abstentions 15: carried."
        );
        assert_eq!(announcement("Composite 4", None, Outcome::Lost, &words), "Composite 4: lost.");
    }

    #[test]
    fn the_words_and_their_order_are_those_of_the_standing_orders() {
        let plain = worked(&[(None, 100, 3, 8, 0)]);
        let words =
            Announce { carried: "passes".to_owned(), lost: "falls".to_owned(), first: SaidFirst::Outcome };
        assert_eq!(said(&plain, Outcome::Lost, &words), "Composite 4. Falls. For 3, against 8.");
        assert_eq!(announcement("Composite 4", None, Outcome::Carried, &words), "Composite 4: passes.");
    }

    /// Nine hundred for and a hundred against is lost where the hundred have the greater share: heard alone it would be a
    /// scandal.
    #[test]
    fn a_weighted_result_says_each_section_and_then_the_whole() {
        let found = worked(&[(Some("Affiliates"), 90, 0, 10, 2), (Some("CLPs"), 10, 900, 90, 0)]);
        assert!(!found.carried && found.figures.for_ > found.figures.against);
        assert_eq!(
            said(&found, Outcome::Lost, &Announce::default()),
            "Composite 4. Affiliates: for 0, against 10, abstentions 2; 0.00 and 100.00 per cent. \
             CLPs: for 900, against 90; 90.91 and 9.09 per cent. \
             Weighted, for 9.09 per cent, against 90.91 per cent: lost."
        );
        let silent = worked(&[(Some("Affiliates"), 50, 0, 0, 0), (Some("CLPs"), 50, 7, 3, 0)]);
        assert!(
            said(&silent, Outcome::Lost, &Announce::default()).contains("Affiliates: nobody voted. CLPs:")
        );
    }

    /// R1: Labour 2021, card vote 1, as it was printed.
    #[test]
    fn labours_first_card_vote_of_2021() {
        let found =
            worked(&[(Some("CLPs"), 50, 342_921, 8_723, 0), (Some("Affiliates"), 50, 1_810_113, 4_825, 0)]);
        assert_eq!(
            said(&found, Outcome::Carried, &Announce::default()),
            "Composite 4. CLPs: for 342,921, against 8,723; 97.52 and 2.48 per cent. \
             Affiliates: for 1,810,113, against 4,825; 99.73 and 0.27 per cent. \
             Weighted, for 98.63 per cent, against 1.37 per cent: carried."
        );
    }

    #[test]
    fn a_tie_says_what_it_comes_to() {
        let tied = worked(&[(None, 100, 5, 5, 0)]);
        for (tie, ends) in [
            (Tie::ChairCasting, "The votes are equal."),
            (Tie::Lost, "The votes are equal. A tie is lost."),
            (Tie::Revote, "The votes are equal. The vote is taken again."),
        ] {
            let words = Announce::default();
            assert_eq!(
                said(&tied, Outcome::Tied(tie), &words),
                format!("Composite 4. For 5, against 5. {ends}")
            );
        }
    }
}
