//! Whether every card of a vote is accounted for, in cards and in votes (§3.2).
//!
//! Invariant: absent is not zero. A card that no teller has spoken of is *not seen*, and blocks the result
//! until a teller says what became of it; *not returned* is such a statement, not seen is not.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{
    refusal::Refusal,
    share::{capital, counted, listed, thousands},
};

/// What is known of one card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
#[serde(rename_all = "snake_case")]
pub enum CardState {
    /// No teller has said anything of it yet.
    NotSeen,
    /// A teller says that it did not come back.
    NotReturned,
    /// Typed in a batch that is not settled yet: nobody else has said the same of it.
    Typed,
    /// Cast for.
    For,
    /// Cast against.
    Against,
    /// Cast as an abstention.
    Abstain,
    /// Its votes divided between the sides.
    Split,
    /// Came back and cannot be counted.
    Spoiled,
    /// Withdrawn before the vote, for example replaced by another card.
    Cancelled,
    /// In question: both ways, unsigned, or otherwise for the scrutineers.
    Query,
}

/// Cards of the roll of which the same is known: one card, or all of a section together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known {
    /// What is known of them.
    pub state: CardState,
    /// How many.
    pub cards: u64,
    /// Votes that they carry, from the register and never typed.
    pub votes: u64,
    /// Of these, cast for: with divided cards not the same as the votes of the cards for.
    pub for_votes: u64,
    /// Cast against.
    pub against_votes: u64,
    /// Cast as abstentions.
    pub abstain_votes: u64,
}

impl Known {
    /// One whole card.
    #[must_use]
    pub fn card(value: u64, state: CardState) -> Self {
        let only = |which| if state == which { value } else { 0 };
        Self {
            state,
            cards: 1,
            votes: value,
            for_votes: only(CardState::For),
            against_votes: only(CardState::Against),
            abstain_votes: only(CardState::Abstain),
        }
    }
}

/// Cards, and the votes that they carry.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Column {
    /// Number of cards.
    pub cards: u64,
    /// Sum of their values.
    pub votes: u64,
}

impl Column {
    fn add(&mut self, cards: u64, votes: u64) {
        self.cards = self.cards.saturating_add(cards);
        self.votes = self.votes.saturating_add(votes);
    }

    fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            cards: self.cards.checked_add(other.cards)?,
            votes: self.votes.checked_add(other.votes)?,
        })
    }

    fn words(self) -> String {
        let carrying = counted(self.votes, "vote", "votes");
        format!("{} carrying {carrying}", counted(self.cards, "card", "cards"))
    }
}

/// The identity of §3.2: `issued = cast + spoiled + not returned + cancelled`, where what was cast is for, against and
/// abstentions together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, TS)]
pub struct Reconciliation {
    /// Every card of the roll, cancelled ones included.
    pub issued: Column,
    /// Cast and valid, whatever it says.
    pub cast: Column,
    /// Cast for; none while it is [sealed](Reconciliation::sealed), and so for the next two.
    #[serde(rename = "for")]
    pub for_: Option<Column>,
    /// Cast against.
    pub against: Option<Column>,
    /// Cast as abstentions.
    pub abstain: Option<Column>,
    /// Cards whose votes are divided; their votes stand in the three columns before.
    pub split: Option<Column>,
    /// Came back and cannot be counted.
    pub spoiled: Column,
    /// Stated by a teller not to have come back.
    pub not_returned: Column,
    /// Withdrawn before the vote.
    pub cancelled: Column,
    /// In question.
    pub query: Column,
    /// Typed in batches that are not settled yet.
    pub typed: Column,
    /// Not yet spoken of by any teller.
    pub not_seen: Column,
    /// Whether the identity holds in cards and in votes, with nothing in question and nothing not seen.
    pub balances: bool,
}

impl Reconciliation {
    /// Without what the cards say: nobody sees how a vote goes before its count is finished.
    #[must_use]
    pub fn sealed(self) -> Self {
        Self { for_: None, against: None, abstain: None, split: None, ..self }
    }

    /// Without which cards are typed and not settled: whoever makes a second entry would read in that figure whether the
    /// first entry has a card. They stand with those not seen, so that everything issued is still accounted for.
    #[must_use]
    pub fn blind(self) -> Self {
        let mut not_seen = self.not_seen;
        not_seen.add(self.typed.cards, self.typed.votes);
        Self { not_seen, typed: Column::default(), ..self }
    }
}

/// Adds up the roll (§3.2).
#[must_use]
pub fn reconcile(roll: &[Known]) -> Reconciliation {
    let mut r = Reconciliation::default();
    let (mut for_, mut against, mut abstain) = (Column::default(), Column::default(), Column::default());
    let mut split = Column::default();
    for known in roll {
        r.issued.add(known.cards, known.votes);
        let column = match known.state {
            CardState::NotSeen => &mut r.not_seen,
            CardState::NotReturned => &mut r.not_returned,
            CardState::Typed => &mut r.typed,
            CardState::Spoiled => &mut r.spoiled,
            CardState::Cancelled => &mut r.cancelled,
            CardState::Query => &mut r.query,
            CardState::For | CardState::Against | CardState::Abstain | CardState::Split => {
                let counts = |state| if known.state == state { known.cards } else { 0 };
                for_.add(counts(CardState::For), known.for_votes);
                against.add(counts(CardState::Against), known.against_votes);
                abstain.add(counts(CardState::Abstain), known.abstain_votes);
                split.add(
                    counts(CardState::Split),
                    if known.state == CardState::Split { known.votes } else { 0 },
                );
                &mut r.cast
            }
        };
        column.add(known.cards, known.votes);
    }
    // The votes of divided cards stand under the sides, and only their number by itself.
    let sides = [for_, against, abstain, Column { votes: 0, ..split }];
    let accounted = sides
        .into_iter()
        .chain([r.spoiled, r.not_returned, r.cancelled])
        .try_fold(Column::default(), Column::plus);
    (r.for_, r.against, r.abstain, r.split) = (Some(for_), Some(against), Some(abstain), Some(split));
    r.balances = accounted == Some(r.issued) && r.query.cards + r.typed.cards + r.not_seen.cards == 0;
    r
}

/// Whether a result may be given on this roll (§3.2; §8 "Labour 2021": reconcile before declaring).
///
/// # Errors
/// `vote.not_reconciled` where cards are in question or not seen, or where no card was issued at all.
pub fn ready(r: &Reconciliation) -> Result<(), Refusal> {
    const CODE: &str = "vote.not_reconciled";
    if r.issued.cards == 0 {
        return Err(Refusal::new(
            CODE,
            "No cards were issued for this vote, so there is nothing to declare.",
        )
        .allowed_by("Issue the cards, or take the vote by another method."));
    }
    if r.balances {
        return Ok(());
    }
    let mut faults = Vec::new();
    let mut remedies = Vec::new();
    if r.not_seen.cards > 0 {
        let verb = if r.not_seen.cards == 1 { "has" } else { "have" };
        faults.push(format!("{} {verb} not been seen", r.not_seen.words()));
        remedies.push("enter the cards not yet seen, or state that they were not returned".to_owned());
    }
    if r.typed.cards > 0 {
        let verb = if r.typed.cards == 1 { "is" } else { "are" };
        faults.push(format!("{} {verb} in batches that are not settled", r.typed.words()));
        remedies.push("finish the batches, or discard them".to_owned());
    }
    if r.query.cards > 0 {
        let verb = if r.query.cards == 1 { "is" } else { "are" };
        faults.push(format!("{} {verb} in question", r.query.words()));
        remedies.push("settle every card in question".to_owned());
    }
    if faults.is_empty() {
        faults.push("the cards counted are not those issued".to_owned());
        remedies.push("check the roll of cards".to_owned());
    }
    Err(Refusal::new(CODE, sentence(&listed(&faults))).allowed_by(sentence(&listed(&remedies))))
}

fn sentence(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("{}.", capital(words)) }
}

/// A card that counts for nothing: it came back spoiled, or did not come back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UncountedCard {
    /// Its number.
    pub number: u64,
    /// Whose.
    pub of: String,
    /// Its votes.
    pub votes: u64,
}

/// What the chair is told of spoiled cards before the result is declared: the largest, which are `named`, of `cards` in all (§8,
/// UNISON 2007: a card left unsigned).
#[must_use]
pub fn spoiled(named: &[UncountedCard], cards: u64) -> Option<String> {
    let names = names(named, cards);
    (!named.is_empty()).then(|| format!("{} spoiled: {names}.", counted(cards, "card is", "cards are")))
}

/// What the chair is told of cards that were not returned before the result is declared: a large delegation without which the
/// result might be another is looked for while it still can be (§3.2, §8 "Labour 2018").
#[must_use]
pub fn not_returned(named: &[UncountedCard], all: Column) -> Option<String> {
    let verb = if all.cards == 1 { "was" } else { "were" };
    (!named.is_empty()).then(|| format!("{} {verb} not returned: {}.", all.words(), names(named, all.cards)))
}

/// The cards named, and how many of all are not.
fn names(named: &[UncountedCard], cards: u64) -> String {
    let one = |card: &UncountedCard| {
        format!("card {}, {}, {}", card.number, card.of, counted(card.votes, "vote", "votes"))
    };
    let names = named.iter().map(one).collect::<Vec<_>>().join("; ");
    match cards.saturating_sub(u64::try_from(named.len()).unwrap_or(u64::MAX)) {
        0 => names,
        more => format!("{names}; and {} more", thousands(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::{
        CardState, Column, Known, Reconciliation, UncountedCard, not_returned, ready, reconcile, spoiled,
    };
    use CardState::{Abstain, Against, Cancelled, For, NotReturned, NotSeen, Query, Split, Spoiled, Typed};

    fn roll(cards: &[(u64, CardState)]) -> Vec<Known> {
        cards.iter().map(|&(value, state)| Known::card(value, state)).collect()
    }

    #[test]
    fn spoiled_cards_are_named() {
        let card = |number, of: &str, votes| UncountedCard { number, of: of.to_owned(), votes };
        for (named, cards, expect) in [
            (vec![], 0, None),
            (vec![card(3, "Hull", 1)], 1, Some("1 card is spoiled: card 3, Hull, 1 vote.")),
            (
                vec![card(9, "Leeds", 40_000), card(3, "Hull", 1_200)],
                1_002,
                Some(
                    "1,002 cards are spoiled: card 9, Leeds, 40,000 votes; card 3, Hull, 1,200 votes; and 1,000 more.",
                ),
            ),
        ] {
            assert_eq!(spoiled(&named, cards).as_deref(), expect);
        }
        let absent = not_returned(&[card(35, "Sheffield", 400)], Column { cards: 14, votes: 3_500 });
        let expect =
            "14 cards carrying 3,500 votes were not returned: card 35, Sheffield, 400 votes; and 13 more.";
        assert_eq!(absent.as_deref(), Some(expect));
    }

    #[test]
    fn whoever_is_blind_sees_no_card_typed_and_every_card_accounted_for() {
        let column = |cards, votes| Column { cards, votes };
        let before =
            Reconciliation { typed: column(3, 500), not_seen: column(4, 900), ..Reconciliation::default() };
        let after = before.blind();
        assert_eq!((after.typed, after.not_seen), (Column::default(), column(7, 1_400)));
        // One card more that the first entry has, or has not: nothing changes.
        let more = Reconciliation { typed: column(4, 700), not_seen: column(3, 700), ..before };
        assert_eq!(more.blind(), after);
    }

    #[test]
    fn what_blocks_a_result() {
        let done = [(100, For), (40, Against), (3, Abstain), (7, Spoiled), (9, NotReturned), (5, Cancelled)];
        for (extra, expect) in [
            (vec![], None),
            (vec![(900, NotSeen)], Some("1 card carrying 900 votes has not been seen.")),
            (vec![(1, NotSeen), (1_200, NotSeen)], Some("2 cards carrying 1,201 votes have not been seen.")),
            (vec![(1, Query)], Some("1 card carrying 1 vote is in question.")),
            (vec![(0, Query)], Some("1 card carrying 0 votes is in question.")),
            (vec![(70, Typed)], Some("1 card carrying 70 votes is in batches that are not settled.")),
            (
                vec![(50, NotSeen), (8, Query), (9, Query)],
                Some(
                    "1 card carrying 50 votes has not been seen and 2 cards carrying 17 votes are in question.",
                ),
            ),
        ] {
            let cards: Vec<_> = done.iter().copied().chain(extra).collect();
            let r = reconcile(&roll(&cards));
            assert_eq!(r.balances, expect.is_none());
            let refusal = ready(&r).err();
            assert_eq!(refusal.as_ref().map(|no| no.sentence.as_str()), expect);
            assert!(refusal.is_none_or(|no| no.code == "vote.not_reconciled" && no.allow.is_some()));
        }
    }

    #[test]
    fn columns_add_up() {
        let cards = [
            (100, For),
            (50, For),
            (40, Against),
            (3, Abstain),
            (9, NotReturned),
            (5, Cancelled),
            (2, Query),
        ];
        let r = reconcile(&roll(&cards));
        assert_eq!(r.issued, Column { cards: 7, votes: 209 });
        assert_eq!(r.cast, Column { cards: 4, votes: 193 });
        assert_eq!(r.for_, Some(Column { cards: 2, votes: 150 }));
        assert_eq!((r.sealed().for_, r.sealed().against, r.sealed().abstain), (None, None, None));
        assert_eq!(r.sealed().cast, r.cast);
        assert_eq!(r.cancelled, Column { cards: 1, votes: 5 });
        assert_eq!(r.not_seen, Column::default());
    }

    #[test]
    fn a_divided_card_is_one_card_and_its_votes_are_on_both_sides() {
        let split =
            Known { for_votes: 700, against_votes: 400, abstain_votes: 20, ..Known::card(1_120, Split) };
        let r = reconcile(&[split, Known::card(100, For)]);
        assert!(r.balances);
        assert_eq!(r.for_, Some(Column { cards: 1, votes: 800 }));
        assert_eq!(r.against, Some(Column { cards: 0, votes: 400 }));
        assert_eq!(r.split, Some(Column { cards: 1, votes: 1_120 }));
        assert_eq!(r.cast, Column { cards: 2, votes: 1_220 });
        let short = Known { against_votes: 399, ..split };
        assert!(!reconcile(&[short]).balances);
    }

    #[test]
    fn an_empty_roll_is_not_a_result() {
        assert_eq!(ready(&reconcile(&[])).unwrap_err().code, "vote.not_reconciled");
    }

    #[test]
    fn a_roll_too_large_to_add_does_not_balance() {
        assert!(!reconcile(&roll(&[(u64::MAX, For), (1, Against)])).balances);
    }
}
