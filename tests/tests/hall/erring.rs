//! Tellers who err at two in a hundred, one with a scanner and one who types, and boxes in which not every paper is a slip of
//! this vote: every error that the paper can reveal is found.

use std::collections::{BTreeMap, BTreeSet};

use record::command::{Choice, Command, Settlement};
use record::ids::{BatchEntryId, BatchId};
use record::slip_codes::Seals;
use record::transact::{Answer, Role};
use rostrum_tests::chance::Chance;
use rostrum_tests::{Outcome, told, whole};
use rules::batch::{Says, State};
use rules::slip_code::{Mark, Slip};

use super::report::{Error, Found, KINDS, Report, table};
use super::{Hall, row};

const CARDS: u32 = 1_000;
const IN_A_BOX: usize = 50;
const ALL_CHOICES: [Choice; 4] = [Choice::For, Choice::Against, Choice::Abstain, Choice::Spoiled];

/// Tellers who err at two in a hundred: every error is found, but where two made the same on one card.
#[test]
fn tellers_who_err() {
    let halls = [11, 12, 13];
    let mut kinds: BTreeMap<Error, usize> = BTreeMap::new();
    let mut reports = Vec::new();
    for seed in halls {
        let report = hall_of_errors(seed).unwrap();
        println!("hall {seed}: {report:?}");
        for (kind, many) in &report.errors {
            *kinds.entry(*kind).or_default() += many;
        }
        assert!(report.not_found.is_empty(), "hall {seed}: nothing found {:?}", report.not_found);
        assert_eq!(report.found.values().sum::<usize>(), report.made(), "hall {seed}: {report:?}");
        // What the code alone says is refused before anything is entered.
        let of_another = report.of(&[Error::ScannedOfAnotherVote, Error::PaperOfAnotherVote]);
        let made_up = report.of(&[Error::ScannedMadeUp, Error::PaperMadeUp]);
        let refused = BTreeMap::from([
            ("slip.other_vote".to_owned(), of_another),
            ("slip.made_up".to_owned(), made_up),
        ]);
        assert_eq!(report.refused, refused, "hall {seed}");
        assert_eq!(report.found_by(Found::Refused), of_another + made_up, "hall {seed}");
        // What a teller can see from the card alone is said while it is in the hand.
        let twice = [
            Error::TypedTwice,
            Error::BothWays,
            Error::ScannedTwice,
            Error::ScannedAndTyped,
            Error::ScannedAndTypedOtherwise,
        ];
        assert!(report.found_by(Found::Said) >= report.of(&twice), "hall {seed}: {report:?}");
        assert!(report.against_the_header > 0, "hall {seed}: {report:?}");
        assert!(
            report.otherwise.is_empty(),
            "hall {seed}: counted otherwise than the paper says: {:?}",
            report.otherwise
        );
        assert!(report.queries >= 3, "the delegations with two papers were not all found");
        reports.push((seed, report));
    }
    let errors: usize = kinds.values().sum();
    println!("{errors} errors in {} halls, every one found", halls.len());
    table(&reports).unwrap();
    assert!(errors > 90, "only {errors} errors were made");
    assert_eq!(kinds.len(), KINDS, "not every kind of error was made: {kinds:?}");
}

/// What lies in a box.
#[derive(Clone, Copy)]
struct Paper {
    card: u32,
    choice: Choice,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Slip,
    /// Its delegation put the slip of another vote into the box.
    OfAnotherVote,
    /// A copy of a slip, with another letter in its code.
    MadeUp,
}

/// What a teller does with a paper in the hand.
enum Hand {
    Typed(u32, Choice),
    Scanned(String),
}

/// A teller's way with a paper, and what was wrong with it.
struct Reading {
    hands: Vec<Hand>,
    /// The error, and the cards by which it can be found.
    error: Option<(Error, Vec<u32>)>,
}

fn mark(choice: Choice) -> Option<Mark> {
    match choice {
        Choice::For => Some(Mark::For),
        Choice::Against => Some(Mark::Against),
        Choice::Abstain => Some(Mark::Abstain),
        Choice::Spoiled | Choice::Unsigned => None,
    }
}

/// The codes of a hall's slips.
struct Codes {
    seals: Seals,
    vote: u32,
}

impl Codes {
    fn of(hall: &Hall) -> Outcome<Self> {
        let seals = hall.world.desk()?.read(Seals::of).map_err(|halt| format!("{halt:?}"))?;
        let vote = hall.seen(None)?.vote.card_no.ok_or("a card vote without a number")?;
        Ok(Self { seals, vote })
    }

    fn of_vote(&self, vote: u32, card: u32, mark: Mark) -> String {
        self.seals.code(Slip { vote, card, mark })
    }

    fn other(&self, card: u32, mark: Mark) -> String {
        self.of_vote(self.vote + 1, card, mark)
    }

    /// The slip of the one choice, with the letter of another.
    fn made_up(&self, card: u32, mark: Mark) -> String {
        let printed = if mark == Mark::For { Mark::Against } else { Mark::For };
        let letter = |mark: Mark| format!(".{}.", mark.letter());
        self.of_vote(self.vote, card, printed).replace(&letter(printed), &letter(mark))
    }

    /// What a scanner reads on a paper; nothing on one that has no code.
    fn on(&self, paper: Paper) -> Option<String> {
        let mark = mark(paper.choice)?;
        Some(match paper.kind {
            Kind::Slip => self.of_vote(self.vote, paper.card, mark),
            Kind::OfAnotherVote => self.other(paper.card, mark),
            Kind::MadeUp => self.made_up(paper.card, mark),
        })
    }
}

/// How a teller who errs at two in a hundred types a slip.
fn typed(chance: &mut Chance, paper: Paper) -> Reading {
    let Paper { card, choice, .. } = paper;
    let right = Hand::Typed(card, choice);
    // To leave out what is no slip of this vote would be no error.
    if paper.kind != Kind::Slip || !chance.once_in(50) {
        return Reading { hands: vec![right], error: None };
    }
    let other = *chance.pick(&ALL_CHOICES).unwrap_or(&Choice::For);
    let (hands, error) = match chance.below(5) {
        0 if transposed(card) != card => (vec![Hand::Typed(transposed(card), choice)], Error::Transposed),
        1 => (vec![right, Hand::Typed(card, choice)], Error::TypedTwice),
        2 if other != choice => (vec![Hand::Typed(card, other)], Error::WrongColour),
        3 if other != choice => (vec![right, Hand::Typed(card, other)], Error::BothWays),
        _ => (Vec::new(), Error::LeftOut),
    };
    Reading { hands, error: Some((error, vec![card, transposed(card)])) }
}

/// How a teller with a scanner errs; one slip in ten is torn, and is typed.
fn scanned(chance: &mut Chance, codes: &Codes, paper: Paper) -> Reading {
    let Paper { card, choice, kind } = paper;
    let (Some(code), Some(mark)) = (codes.on(paper), mark(choice)) else { return typed(chance, paper) };
    match kind {
        Kind::Slip => {}
        Kind::OfAnotherVote => {
            let error = Some((Error::PaperOfAnotherVote, vec![card]));
            return Reading { hands: vec![Hand::Scanned(code)], error };
        }
        Kind::MadeUp => {
            return Reading {
                hands: vec![Hand::Scanned(code)],
                error: Some((Error::PaperMadeUp, vec![card])),
            };
        }
    }
    if chance.once_in(10) {
        return typed(chance, paper);
    }
    let right = Hand::Scanned(code.clone());
    if !chance.once_in(50) {
        return Reading { hands: vec![right], error: None };
    }
    let other = if choice == Choice::For { Choice::Against } else { Choice::For };
    let (hands, error) = match chance.below(6) {
        0 => (vec![right, Hand::Scanned(code)], Error::ScannedTwice),
        1 => (vec![right, Hand::Typed(card, choice)], Error::ScannedAndTyped),
        2 => (vec![right, Hand::Typed(card, other)], Error::ScannedAndTypedOtherwise),
        3 => (vec![right, Hand::Scanned(codes.other(card, mark))], Error::ScannedOfAnotherVote),
        4 => (vec![right, Hand::Scanned(codes.made_up(card, mark))], Error::ScannedMadeUp),
        _ => (Vec::new(), Error::LeftOut),
    };
    Reading { hands, error: Some((error, vec![card])) }
}

/// 214 typed as 241.
fn transposed(card: u32) -> u32 {
    card / 100 * 100 + card % 10 * 10 + card / 10 % 10
}

/// What each card should come to, and the papers as they lie in the boxes.
fn papers(chance: &mut Chance) -> (BTreeMap<u32, Choice>, Vec<Paper>) {
    let mut truth: BTreeMap<u32, Choice> = BTreeMap::new();
    for card in 1..=CARDS {
        if !chance.once_in(40) {
            let choices = [(6, Choice::For), (5, Choice::Against), (1, Choice::Abstain)];
            truth.insert(card, *chance.weighed(&choices).unwrap_or(&Choice::For));
        }
    }
    let slip = |(card, choice): (&u32, &Choice)| Paper { card: *card, choice: *choice, kind: Kind::Slip };
    let mut papers: Vec<Paper> = truth.iter().map(slip).collect();
    let some = |from: usize| truth.keys().copied().skip(from).step_by(300).take(3).collect::<Vec<u32>>();
    let (twice, of_another, made_up) = (some(0), some(101), some(202));
    // Three delegations hand in two papers, in two boxes: one for, one against.
    for card in twice {
        truth.insert(card, Choice::Spoiled);
        papers.iter_mut().filter(|paper| paper.card == card).for_each(|paper| paper.choice = Choice::For);
        papers.push(Paper { card, choice: Choice::Against, kind: Kind::Slip });
    }
    // Three put the slip of another vote into the box, and none of this.
    for card in of_another {
        truth.remove(&card);
        papers
            .iter_mut()
            .filter(|paper| paper.card == card)
            .for_each(|paper| paper.kind = Kind::OfAnotherVote);
    }
    // And somebody copied a slip of three others.
    for card in made_up {
        papers.push(Paper { card, choice: Choice::For, kind: Kind::MadeUp });
    }
    (truth, papers)
}

/// One hall: a thousand cards in boxes of fifty, a few of the papers themselves at fault.
fn hall_of_errors(seed: u64) -> Outcome<Report> {
    let mut chance = Chance::new(seed);
    let value = |n: u32| 20 + u64::from(n * 37 % 900);
    let section = |n: u32| if n.is_multiple_of(2) { "Branches" } else { "Affiliates" };
    let rows = (1..=CARDS).zip(1..).map(|(n, number)| row(number, Some(section(n)), value(n)));
    let hall = Hall::new(seed, rows.collect())?;
    let codes = Codes::of(&hall)?;
    let (truth, papers) = papers(&mut chance);
    let mut report = Report::default();
    for (n, batch) in papers.chunks(IN_A_BOX).enumerate() {
        let mut counting =
            InTheBox { hall: &hall, codes: &codes, chance: &mut chance, report: &mut report, batch };
        counting.count(n)?;
    }
    settle_queries(&hall, &mut report)?;
    hall.close()?;
    compare(&hall, &truth, &mut report)?;
    hall.chair(Command::Declare { vote: hall.vote, carried: None, casting: None })?;
    whole::verifies(&hall.world)?;
    Ok(report)
}

/// An error that was made in a box, and what found it while the paper was in the hand.
struct Made {
    error: Error,
    cards: Vec<u32>,
    found: Option<Found>,
}

/// A box of papers, and whoever counts it.
struct InTheBox<'a> {
    hall: &'a Hall,
    codes: &'a Codes,
    chance: &'a mut Chance,
    report: &'a mut Report,
    batch: &'a [Paper],
}

impl InTheBox<'_> {
    /// A box entered twice, the cards that differ again, and at last by the paper.
    fn count(&mut self, n: usize) -> Outcome {
        // Whoever counts the slips by hand errs too.
        let header = self.batch.len() + usize::from(self.chance.once_in(10));
        let id = self.hall.open(&format!("Box {n}"), Some(header))?;
        let mut made = Vec::new();
        for teller in [1, 2] {
            let (entry, station) = self.hall.claim(id, teller)?;
            let mut in_hand = 0;
            for &paper in self.batch {
                let reading = if teller == 1 {
                    scanned(self.chance, self.codes, paper)
                } else {
                    typed(self.chance, paper)
                };
                let mut found = None;
                for hand in reading.hands {
                    let (entered, by) = self.enter(&station, entry, hand)?;
                    in_hand += usize::from(entered);
                    found = by.or(found);
                }
                made.extend(reading.error.map(|(error, cards)| Made { error, cards, found }));
            }
            let recounted = (in_hand != header).then(|| "Counted again".to_owned());
            self.report.against_the_header += usize::from(recounted.is_some());
            self.hall.act(Role::Teller, &station, Command::FinishEntry { entry, recounted })?;
        }
        let differing = self.differing(id)?;
        self.report.differed += differing.len();
        self.tell(made, &differing);
        self.again(id)
    }

    /// Types or scans; whether it was entered, and what was said of it.
    fn enter(&mut self, station: &str, entry: BatchEntryId, hand: Hand) -> Outcome<(bool, Option<Found>)> {
        let command = match hand {
            Hand::Typed(card, choice) => Command::EnterInBatch { entry, card, choice },
            Hand::Scanned(code) => Command::EnterScanned { vote: self.hall.vote, code, entry: Some(entry) },
        };
        match self.hall.tried(Role::Teller, station, command)? {
            Answer::Receipt(receipt) => {
                let said = receipt.words.contains(": card ") && receipt.words.matches(": ").count() > 1;
                Ok((true, said.then_some(Found::Said)))
            }
            Answer::Refusal(refusal) => {
                *self.report.refused.entry(refusal.code).or_default() += 1;
                Ok((false, Some(Found::Refused)))
            }
            Answer::Fault(fault) => Err(fault.detail),
        }
    }

    /// What found each error.
    fn tell(&mut self, made: Vec<Made>, differing: &BTreeSet<u32>) {
        for Made { error, cards, found } in made {
            *self.report.errors.entry(error).or_default() += 1;
            let differs = cards.iter().any(|card| differing.contains(card));
            match found.or_else(|| differs.then_some(Found::Differed)) {
                Some(found) => *self.report.found.entry(found).or_default() += 1,
                None => self.report.not_found.extend(cards.first().map(|card| (error, *card))),
            }
        }
    }

    fn differing(&self, id: BatchId) -> Outcome<BTreeSet<u32>> {
        let lines = self.hall.seen(None)?.differences;
        Ok(lines.iter().filter(|line| line.batch == id).map(|line| line.number).collect())
    }

    /// The slips of this vote that the box holds of a card: whoever looks again sees what else lies there.
    fn slips(&self, card: u32) -> Vec<Choice> {
        let slips = self.batch.iter().filter(|paper| paper.card == card && paper.kind == Kind::Slip);
        slips.map(|paper| paper.choice).collect()
    }

    /// The cards that differ are typed again by both, and what then differs is settled by the paper.
    fn again(&mut self, id: BatchId) -> Outcome {
        for teller in [1, 2] {
            let differing = self.differing(id)?;
            if differing.is_empty() {
                return Ok(());
            }
            let (entry, station) = self.hall.claim(id, teller)?;
            for card in differing {
                let slips = self.slips(card);
                if slips.is_empty() {
                    self.hall.act(Role::Teller, &station, Command::SayNotHere { entry, card })?;
                }
                for choice in slips {
                    // Looking again they err too, but only in what the card says: the number is in the list.
                    let wrong = self.chance.once_in(50);
                    let choice =
                        if wrong { *self.chance.pick(&ALL_CHOICES).unwrap_or(&choice) } else { choice };
                    self.hall.act(Role::Teller, &station, Command::EnterInBatch { entry, card, choice })?;
                }
            }
            self.hall.act(Role::Teller, &station, Command::FinishEntry { entry, recounted: None })?;
        }
        for card in self.differing(id)? {
            let says = match self.slips(card).as_slice() {
                [] => Says::NotHere,
                [only] => (*only).into(),
                [..] => Says::Spoiled,
            };
            let reason = "as the paper says".to_owned();
            self.hall.chair(Command::SettleDifference { batch: id, card, says, reason })?;
            self.report.settled_by_the_paper += 1;
        }
        Ok(())
    }
}

fn settle_queries(hall: &Hall, report: &mut Report) -> Outcome {
    while let Some(slip) = hall.seen(None)?.queries.pop() {
        report.queries += 1;
        // Two papers of one delegation: spoiled. A number that nobody has cannot get this far: two read it alike.
        let how = if slip.value.is_some() { Settlement::Spoil } else { Settlement::SetAside };
        hall.chair(Command::SettleQuery { slip: slip.id, how, reason: "two papers".to_owned() })?;
    }
    Ok(())
}

/// Every card as it was counted beside what its paper said.
fn compare(hall: &Hall, truth: &BTreeMap<u32, Choice>, report: &mut Report) -> Outcome {
    let conn = hall.world.reader()?;
    let mut list = told(conn.prepare("SELECT number, state FROM card_state ORDER BY number"))?;
    let rows = told(list.query_map([], |r| Ok((r.get::<_, u32>(0)?, r.get::<_, String>(1)?))))?;
    for found in rows {
        let (card, state) = told(found)?;
        let paper = match truth.get(&card) {
            Some(Choice::For) => "for",
            Some(Choice::Against) => "against",
            Some(Choice::Abstain) => "abstain",
            Some(Choice::Spoiled) => "spoiled",
            Some(Choice::Unsigned) => "query",
            None => "not_returned",
        };
        if state != paper {
            report.otherwise.insert(card);
        }
    }
    let batches = hall.seen(None)?.batches;
    let open = batches.iter().filter(|batch| batch.state != State::Settled).count();
    if open > 0 { Err(format!("{open} boxes are not settled")) } else { Ok(()) }
}
