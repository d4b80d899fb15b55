//! The truth table of every tiny vote: by the rules, and declared at a real desk.

use record::command::{Casting, Choice, Command, Method, RegisterRow};
use record::ids::{ItemId, MotionId, QuestionId, RequestId, VoteId};
use record::transact::{Answer, Envelope, Receipt, Role};
use record::view::View;
use record::view::votes::VoteView;
use rostrum_tests::Outcome;
use rostrum_tests::sim::opening;
use rostrum_tests::world::{World, actor};
use rules::majority::{Base, Figures, Majority, decide};

/// Cards in the hall: enough for two-thirds of nine.
const CARDS: u64 = 12;

struct Hall {
    world: World,
    papers: u64,
}

impl Hall {
    fn new(profile: &str) -> Outcome<Self> {
        let hall = Self { world: World::new(1_489_222_800_000, 3)?, papers: 0 };
        let row = |n: u64| RegisterRow {
            number: n.to_string(),
            name: format!("Branch {n}"),
            section: None,
            members: 1,
            ..RegisterRow::default()
        };
        for command in [
            Command::SetUp { conference: opening::conference(profile, false) },
            Command::ImportRegister { rows: (1..=CARDS).map(row).collect() },
            Command::IssueCards,
            Command::ImportProgramme { rows: opening::programme() },
            Command::Open,
            Command::TakeItem { item: ItemId(1) },
        ] {
            hall.receipt(command)?;
        }
        Ok(hall)
    }

    fn dispatch(&self, command: Command) -> Outcome<Answer> {
        let actor = actor(Role::Chair, "chair");
        self.world.dispatch(Envelope { idem: None, actor, at: None, command, reason: None })
    }

    fn receipt(&self, command: Command) -> Outcome<Receipt> {
        match self.dispatch(command.clone())? {
            Answer::Receipt(receipt) => Ok(receipt),
            other @ (Answer::Refusal(_) | Answer::Fault(_)) => Err(format!("{command:?}: {other:?}")),
        }
    }

    fn made(receipt: &Receipt, table: &str) -> Outcome<i64> {
        let made = receipt.made.iter().find(|made| made.table == table);
        made.map(|made| made.id).ok_or_else(|| format!("no {table} was made"))
    }

    /// A paper moved, seconded and put.
    fn put(&mut self, method: Method, two_thirds: bool) -> Outcome<VoteId> {
        self.papers += 1;
        let motion = opening::motion(&format!("P{}", self.papers), Some(ItemId(1)), two_thirds);
        let made = self.receipt(Command::AddMotion { motion })?;
        let called = self.receipt(Command::CallMotion { motion: MotionId(Self::made(&made, "motion")?) })?;
        let question = QuestionId(Self::made(&called, "question")?);
        self.receipt(Command::CallSpeaker { request: RequestId(Self::made(&called, "request")?) })?;
        self.receipt(Command::SecondFormally { question })?;
        let put = self.receipt(Command::PutQuestion { question, method, card_no: None })?;
        Ok(VoteId(Self::made(&put, "vote")?))
    }

    fn declared(&self, vote: VoteId) -> Outcome<String> {
        let tie = match self.dispatch(Command::Declare { vote, carried: None, casting: None })? {
            Answer::Receipt(_) => false,
            Answer::Refusal(refusal) if refusal.code == "vote.tie" => true,
            other @ (Answer::Refusal(_) | Answer::Fault(_)) => return Err(format!("{other:?}")),
        };
        if tie {
            self.receipt(Command::Declare { vote, carried: None, casting: Some(Casting::Declined) })?;
        }
        let shown: VoteView = self.world.view(&View::Vote { vote, station: None })?;
        let result = shown.vote.result.ok_or("no result")?;
        let not_carried = result.outcome == "not_carried";
        if tie != not_carried || result.reason.is_empty() {
            return Err(format!("tie {tie}, and {} because “{}”", result.outcome, result.reason));
        }
        Ok(result.outcome)
    }

    fn by_hands(&mut self, (f, a, n): (u64, u64, u64), two_thirds: bool) -> Outcome<String> {
        let vote = self.put(Method::Hands, two_thirds)?;
        self.receipt(Command::CountHands { vote, r#for: f, against: a, abstain: Some(n), present: None })?;
        self.declared(vote)
    }

    /// One card a vote; what is left is missing, and is said to be.
    fn by_cards(&mut self, (f, a, n): (u64, u64, u64), two_thirds: bool) -> Outcome<String> {
        let vote = self.put(Method::Card, two_thirds)?;
        self.receipt(Command::OpenVote { vote })?;
        let choices = [(f, Choice::For), (a, Choice::Against), (n, Choice::Abstain)];
        let choices = choices.into_iter().flat_map(|(count, choice)| (0..count).map(move |_| choice));
        for (card, choice) in (1..).zip(choices) {
            self.receipt(Command::EnterSlip { vote, card, choice })?;
        }
        self.receipt(Command::CloseVote { vote })?;
        let missing = CARDS - f - a - n;
        if missing > 0 {
            let early = self.dispatch(Command::FinishCount { vote })?;
            if !matches!(&early, Answer::Refusal(refusal) if refusal.code == "vote.not_reconciled") {
                return Err(format!("{missing} cards are missing, and: {early:?}"));
            }
            self.receipt(Command::MarkNotReturned { vote, cards: missing })?;
        }
        self.receipt(Command::FinishCount { vote })?;
        self.declared(vote)
    }
}

/// What it must come to, worked out in whole numbers and in no way that the rules use.
fn expected((f, a, _): (u64, u64, u64), two_thirds: bool) -> &'static str {
    match (two_thirds, f > 0) {
        (false, true) if f == a => "not_carried",
        (false, true) if f > a => "carried",
        (true, true) if f >= 2 * a => "carried",
        (_, _) => "lost",
    }
}

/// Every way for nine to vote.
fn tiny() -> impl Iterator<Item = (u64, u64, u64)> {
    (0..=9_u64).flat_map(|f| (0..=9 - f).map(move |a| (f, a, (9 - f - a).min(2))))
}

#[test]
fn every_tiny_vote_by_the_rules() {
    for figures @ (f, a, n) in tiny() {
        for (majority, two_thirds) in [(Majority::Simple, false), (Majority::TwoThirds, true)] {
            let decision = decide(&Figures { for_: f, against: a, abstain: n }, majority, Base::Voting, None);
            let word = match (decision.carried, decision.tie) {
                (true, _) => "carried",
                (false, true) => "not_carried",
                (false, false) => "lost",
            };
            assert_eq!(word, expected(figures, two_thirds), "{figures:?} {majority:?}");
            assert!(!decision.reason.is_empty());
        }
    }
}

#[test]
fn every_tiny_vote_by_hands_at_the_desk() {
    let mut hall = Hall::new("citrine").unwrap();
    for figures in tiny() {
        for two_thirds in [false, true] {
            let word = hall.by_hands(figures, two_thirds).unwrap();
            assert_eq!(word, expected(figures, two_thirds), "{figures:?} two-thirds {two_thirds}");
        }
    }
}

#[test]
fn tiny_card_votes_at_the_desk() {
    let mut hall = Hall::new("citrine").unwrap();
    let all_abstain = (0, 0, CARDS);
    for figures in [
        (0, 0, 0),
        all_abstain,
        (0, 0, 3),
        (1, 0, 0),
        (0, 1, 0),
        (1, 1, 0),
        (6, 6, 0),
        (5, 5, 2),
        (6, 3, 0),
        (6, 3, 3),
        (5, 4, 0),
        (8, 4, 0),
        (7, 4, 1),
        (9, 0, 0),
        (0, 9, 0),
        (2, 1, 9),
    ] {
        for two_thirds in [false, true] {
            let word = hall.by_cards(figures, two_thirds).unwrap();
            assert_eq!(word, expected(figures, two_thirds), "{figures:?} two-thirds {two_thirds}");
        }
    }
}

#[test]
fn a_result_declared_twice_or_too_early_is_refused() {
    let mut hall = Hall::new("ucu").unwrap();
    let vote = hall.put(Method::Hands, false).unwrap();
    let say = |carried| Command::Declare { vote, carried, casting: None };
    let code = |answer| match answer {
        Answer::Refusal(refusal) => refusal.code,
        Answer::Receipt(_) | Answer::Fault(_) => "done".to_owned(),
    };
    assert_eq!(code(hall.dispatch(say(None)).unwrap()), "vote.say_which");
    hall.receipt(Command::CountHands { vote, r#for: 2, against: 1, abstain: None, present: None }).unwrap();
    assert_eq!(code(hall.dispatch(say(Some(true))).unwrap()), "vote.has_figures");
    hall.receipt(say(None)).unwrap();
    assert_eq!(code(hall.dispatch(say(None)).unwrap()), "vote.not_so_far");
    assert_eq!(code(hall.dispatch(say(Some(true))).unwrap()), "vote.not_so_far");
}
