//! Cases of what may be moved from the floor (§2.3).

use super::{
    About, Before, Closing, Debate, Heard, Kind, Moving, Terms, Upon, amendment_comes, effects, in_order,
    may_be_debated, may_be_refused, may_move, wording,
};
use crate::card_vote::{CardRule, SectionTally, outcome};
use crate::franchise::Standing;
use crate::majority::{Base, Figures, Majority};
use crate::speakers::Side;
use crate::standing_orders::{MajorityOf, RemitBy, StandingOrders};

fn before() -> Before {
    Before {
        upon: Upon::Motion,
        paper: "motion 1".to_owned(),
        only_called: false,
        speech: false,
        reply: false,
        risen: None,
        vote: None,
        casting: false,
        unseconded: false,
        pending: None,
        closed: false,
        minutes_since_lost: None,
        quorum: true,
        no_quorum: false,
        mover_agreed: None,
    }
}

fn citrine(kind: Kind) -> Terms {
    Terms::of(kind, &StandingOrders::default())
}

fn code(kind: Kind, before: &Before) -> String {
    in_order(kind, &citrine(kind), before).err().map_or_else(|| "in order".to_owned(), |refusal| refusal.code)
}

#[test]
fn the_rungs_are_those_of_the_table() {
    let rungs: Vec<u8> = Kind::ALL.iter().map(|kind| kind.rung()).collect();
    assert_eq!(rungs, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 11, 11, 12, 13, 14]);
    assert!(rungs.is_sorted());
    assert!(Kind::MOVED.iter().all(|kind| Kind::ALL.contains(kind)));
}

#[test]
fn citrines_terms() {
    for (kind, who, debate, majority) in [
        (
            Kind::Challenge,
            "any delegate, with 3 others",
            "its mover, and the chair in answer",
            "two-thirds of those present overturn it; otherwise the ruling stands",
        ),
        (
            Kind::NoConfidence,
            "any delegate, seconded",
            "its mover, and the chair in answer",
            "two-thirds of those present",
        ),
        (Kind::QuorumCall, "any delegate", "no debate", "counted"),
        (
            Kind::Suspension,
            "any delegate, seconded; the chair may refuse it",
            "one speech each way",
            "two-thirds of those present",
        ),
        (
            Kind::NextBusiness,
            "a delegate who has not spoken, seconded by another",
            "no debate",
            "a simple majority of those voting",
        ),
        (
            Kind::Closure,
            "a delegate who has not spoken, seconded by another",
            "no debate",
            "a simple majority of those voting",
        ),
        (Kind::Withdrawal, "the mover of the paper", "no debate", "nobody against"),
        (Kind::Parts, "any delegate", "short debate", "a simple majority of those voting"),
    ] {
        let terms = citrine(kind);
        assert_eq!(
            (terms.who(kind).as_str(), terms.debate.in_words(), terms.majority_in_words(kind).as_str()),
            (who, debate, majority),
            "{kind:?}"
        );
    }
}

#[test]
fn what_stands_in_the_way() {
    let upon = |upon| Before { upon, ..before() };
    let pending = |kind| Before { pending: Some(kind), ..before() };
    for (kind, before, expect) in [
        (Kind::Closure, before(), "in order"),
        (Kind::Closure, Before { speech: true, ..before() }, "in order"),
        (Kind::NextBusiness, Before { speech: true, ..before() }, "procedure.interrupts"),
        (Kind::Closure, Before { speech: true, reply: true, ..before() }, "procedure.during_reply"),
        (Kind::Closure, Before { only_called: true, ..before() }, "question.not_moved"),
        (Kind::Closure, Before { closed: true, ..before() }, "procedure.not_of_this"),
        (Kind::Closure, Before { vote: Some("The show of hands".to_owned()), ..before() }, "procedure.vote"),
        (Kind::QuorumCall, Before { vote: Some("Card vote 7".to_owned()), ..before() }, "procedure.vote"),
        (Kind::Closure, Before { unseconded: true, ..before() }, "question.not_seconded"),
        (Kind::NextBusiness, Before { unseconded: true, ..before() }, "question.not_seconded"),
        (
            Kind::Closure,
            Before { unseconded: true, pending: Some(Kind::NextBusiness), ..before() },
            "procedure.closing",
        ),
        (Kind::AdjournDebate, Before { unseconded: true, ..before() }, "in order"),
        (
            Kind::Challenge,
            Before { risen: Some("Hull has risen on a point of order.".to_owned()), ..before() },
            "ruling.pending",
        ),
        (Kind::Challenge, Before { no_quorum: true, ..before() }, "quorum.waits"),
        (Kind::NextBusiness, Before { closed: true, ..before() }, "question.closed"),
        (Kind::PreviousQuestion, Before { closed: true, ..before() }, "question.closed"),
        (Kind::AdjournDebate, Before { closed: true, ..before() }, "question.closed"),
        (Kind::ReferenceBack, Before { closed: true, ..before() }, "question.closed"),
        (Kind::Parts, Before { closed: true, ..before() }, "in order"),
        (Kind::Withdrawal, Before { closed: true, ..before() }, "in order"),
        (Kind::Suspension, Before { closed: true, ..before() }, "in order"),
        (Kind::Closure, upon(Upon::Item), "procedure.no_paper"),
        (Kind::NoConfidence, upon(Upon::Item), "in order"),
        (Kind::AdjournConference, upon(Upon::Item), "in order"),
        (Kind::Suspension, upon(Upon::Item), "in order"),
        (Kind::QuorumCall, upon(Upon::Item), "in order"),
        // Between two items conference decides about itself, and about no paper.
        (Kind::Challenge, upon(Upon::Between), "in order"),
        (Kind::NoConfidence, upon(Upon::Between), "in order"),
        (Kind::QuorumCall, upon(Upon::Between), "in order"),
        (Kind::Suspension, upon(Upon::Between), "in order"),
        (Kind::AdjournConference, upon(Upon::Between), "in order"),
        (Kind::AdjournDebate, upon(Upon::Between), "procedure.no_paper"),
        (Kind::Parts, upon(Upon::Between), "procedure.no_paper"),
        (Kind::QuorumCall, Before { quorum: false, ..before() }, "procedure.not_of_this"),
        (Kind::PreviousQuestion, upon(Upon::Amendment), "procedure.during_amendment"),
        (Kind::Closure, upon(Upon::Amendment), "in order"),
        (Kind::ReferenceBack, upon(Upon::Amendment), "procedure.not_of_this"),
        (Kind::Closure, upon(Upon::Part), "procedure.not_of_this"),
        (Kind::NextBusiness, upon(Upon::Report), "procedure.not_of_this"),
        (Kind::ReferenceBack, upon(Upon::Report), "in order"),
        // Closing motions are not moved upon one another, and nothing lower upon what is higher.
        (Kind::NextBusiness, pending(Kind::Closure), "procedure.closing"),
        (Kind::Closure, pending(Kind::NextBusiness), "procedure.closing"),
        (Kind::Suspension, pending(Kind::Closure), "in order"),
        (Kind::Parts, pending(Kind::Closure), "procedure.precedence"),
        (Kind::Closure, pending(Kind::Suspension), "procedure.precedence"),
        (Kind::Challenge, pending(Kind::NoConfidence), "in order"),
        (Kind::NoConfidence, pending(Kind::Challenge), "procedure.precedence"),
        (Kind::Closure, Before { minutes_since_lost: Some(9), ..before() }, "procedure.cooldown"),
        (Kind::Closure, Before { minutes_since_lost: Some(10), ..before() }, "in order"),
        (Kind::Remission, before(), "procedure.consent"),
        // What ends a debate ends that on what is pending, also before its paper has been moved.
        (Kind::Closure, pending(Kind::ReferenceBack), "in order"),
        (Kind::Closure, Before { only_called: true, ..pending(Kind::ReferenceBack) }, "in order"),
        (Kind::Closure, Before { closed: true, ..pending(Kind::Remission) }, "procedure.not_of_this"),
        (Kind::NextBusiness, pending(Kind::Remission), "in order"),
        (Kind::PreviousQuestion, pending(Kind::Remission), "procedure.upon_pending"),
        (Kind::PreviousQuestion, pending(Kind::Closure), "procedure.closing"),
        // Once conference has decided to vote it is not asked the opposite.
        (Kind::AdjournDebate, Before { closed: true, ..before() }, "question.closed"),
        (Kind::NextBusiness, Before { closed: true, ..before() }, "question.closed"),
        (Kind::PreviousQuestion, Before { closed: true, ..before() }, "question.closed"),
        (Kind::AdjournConference, Before { closed: true, ..before() }, "in order"),
        (Kind::Parts, Before { closed: true, ..before() }, "in order"),
    ] {
        assert_eq!(code(kind, &before), expect, "{kind:?} {before:?}");
    }
}

#[test]
fn a_closed_debate_is_named_by_what_it_was_on() {
    let closed = Before { closed: true, pending: Some(Kind::Remission), ..before() };
    let sentence = |kind| in_order(kind, &citrine(kind), &closed).unwrap_err().sentence;
    assert_eq!(sentence(Kind::Closure), "The debate on remission is closed already.");
    assert_eq!(sentence(Kind::NextBusiness), "The debate on motion 1 is closed: its vote comes next.");
    let about = About { question: "remission".to_owned(), paper: "motion 1".to_owned(), ..About::default() };
    let (carried, lost) = effects(Kind::Closure, &about);
    assert_eq!(carried, "the debate on remission ends: the vote comes at once.");
    assert_eq!(lost, "the debate on remission goes on.");
}

/// §2.3, 13: an amendment interrupts nobody, and waits until what it would amend has been seconded.
#[test]
fn an_amendment_waits_for_the_speech_and_the_seconder() {
    for (speech, seconded, expect) in [
        (false, true, None),
        (true, true, Some("An amendment waits for the end of the speech.")),
        (false, false, Some("Motion 1 has not been seconded.")),
        (true, false, Some("An amendment waits for the end of the speech.")),
    ] {
        let found = amendment_comes("Motion 1", &citrine(Kind::Amendment), speech, seconded);
        assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
        assert_eq!(found.err().map(|refusal| refusal.sentence).as_deref(), expect, "{speech} {seconded}");
    }
}

#[test]
fn what_the_chair_cannot_allow() {
    let vote = Before { vote: Some("The show of hands".to_owned()), ..before() };
    let in_the_way = |before: &Before| in_order(Kind::Closure, &citrine(Kind::Closure), before).unwrap_err();
    assert!(!in_the_way(&vote).overrulable);
    assert!(in_the_way(&Before { minutes_since_lost: Some(0), ..before() }).overrulable);
    // Whoever has risen waits where the chair has a reason; what there is nothing for is said first, risen or not.
    let risen = Before { risen: Some("Hull has risen on a point of order.".to_owned()), ..before() };
    assert!(in_the_way(&risen).overrulable);
    for before in [risen, Before { no_quorum: true, ..before() }] {
        let nothing = in_the_way(&Before { upon: Upon::Item, ..before });
        assert_eq!((nothing.code.as_str(), nothing.overrulable), ("procedure.no_paper", false));
    }
    for kind in [Kind::Remission, Kind::ReferenceBack] {
        let during = Before { upon: Upon::Amendment, ..before() };
        let found = in_order(kind, &citrine(kind), &during).unwrap_err();
        assert_eq!((found.code.as_str(), found.overrulable), ("procedure.not_of_this", true));
    }
    assert_eq!(
        in_the_way(&Before { minutes_since_lost: Some(9), ..before() }).to_string(),
        "Closure was lost on this question 9 minutes ago. It may be moved again in a minute."
    );
}

#[test]
fn who_may_move_it() {
    let spoken = Some(Moving { spoken: true, ..Moving::default() });
    let fresh = Some(Moving::default());
    let perhaps = Some(Moving { perhaps: true, ..Moving::default() });
    let itself = Some(Moving { moved_it: true, ..Moving::default() });
    let may = |kind, mover, seconder, others| {
        may_move(kind, &citrine(kind), mover, seconder, others).err().map(|refusal| refusal.code)
    };
    assert_eq!(may(Kind::Closure, perhaps, fresh, 0).as_deref(), Some("procedure.was_it_they"));
    assert_eq!(may(Kind::Closure, fresh, perhaps, 0).as_deref(), Some("procedure.was_it_they"));
    assert_eq!(may(Kind::Suspension, perhaps, perhaps, 0), None);
    assert_eq!(may(Kind::Closure, fresh, fresh, 0), None);
    assert_eq!(may(Kind::Closure, spoken, fresh, 0).as_deref(), Some("procedure.has_spoken"));
    assert_eq!(may(Kind::Closure, fresh, spoken, 0).as_deref(), Some("procedure.seconder"));
    assert_eq!(may(Kind::Suspension, spoken, spoken, 0), None);
    assert_eq!(may(Kind::Suspension, fresh, itself, 0).as_deref(), Some("procedure.seconds_itself"));
    // Who seconds it a moment later is asked the same.
    assert_eq!(may(Kind::Closure, None, spoken, 0).as_deref(), Some("procedure.seconder"));
    assert_eq!(may(Kind::Closure, None, itself, 0).as_deref(), Some("procedure.seconds_itself"));
    assert_eq!(may(Kind::Closure, None, fresh, 0), None);
    assert_eq!(may(Kind::Challenge, spoken, None, 2).as_deref(), Some("procedure.supporters"));
    assert_eq!(may(Kind::Challenge, spoken, None, 3), None);
}

/// A ruling keeps the keys that it was given under, and says them in words.
#[test]
fn a_ruling_says_how_it_may_be_challenged() {
    let unionlink = |mut orders: StandingOrders| {
        orders.challenge.min_challengers = 10;
        orders.challenge.majority = Majority::Simple;
        orders.challenge.base = MajorityOf::Voting;
        orders
    };
    for (orders, expect) in [
        (
            StandingOrders::default(),
            "challenged by any delegate, with 3 others; two-thirds of those present overturn it; otherwise the ruling stands",
        ),
        (
            unionlink(StandingOrders::default()),
            "challenged by any delegate, with 9 others; a simple majority of those voting overturns it; a tie sustains",
        ),
    ] {
        assert_eq!(Terms::of(Kind::Challenge, &orders).challenged(), expect);
    }
}

/// §1: only delegates vote; others may have voice. Who votes moves and seconds, and whoever is only named is believed.
#[test]
fn who_has_no_vote_moves_nothing() {
    let fresh = Some(Moving::default());
    let visitor = Some(Moving { without_vote: Some(Standing::Visitor), ..Moving::default() });
    let observer = Some(Moving { without_vote: Some(Standing::Observer), ..Moving::default() });
    for (kind, mover, seconder, expect) in [
        (
            Kind::Closure,
            visitor,
            fresh,
            Some("The mover is a visitor, and has no vote: closure is moved by those who have."),
        ),
        (
            Kind::Suspension,
            fresh,
            observer,
            Some(
                "The seconder is an observer, and has no vote: the suspension of standing orders is seconded by those who have.",
            ),
        ),
        (
            Kind::NoConfidence,
            None,
            visitor,
            Some(
                "The seconder is a visitor, and has no vote: the motion of no confidence in the chair is seconded by those who have.",
            ),
        ),
        (Kind::Closure, fresh, fresh, None),
        // Whoever moved the paper asks for leave, as what they are.
        (Kind::Withdrawal, visitor, None, None),
    ] {
        let found = may_move(kind, &citrine(kind), mover, seconder, 0).err();
        assert!(found.as_ref().is_none_or(|no| no.overrulable && no.code == "procedure.no_vote"));
        assert_eq!(found.map(|refusal| refusal.sentence).as_deref(), expect, "{kind:?}");
    }
}

#[test]
fn who_speaks_to_it() {
    let may = |debate, side, taken: &[Side]| {
        let who = Heard { side, mover: false, platform: false };
        may_be_debated(Kind::Closure, debate, who, taken).err().map(|refusal| refusal.code)
    };
    assert_eq!(may(Debate::None, Side::For, &[]).as_deref(), Some("procedure.no_debate"));
    assert_eq!(may(Debate::OneEach, Side::For, &[]), None);
    assert_eq!(may(Debate::OneEach, Side::For, &[Side::For]).as_deref(), Some("procedure.one_each"));
    assert_eq!(may(Debate::OneEach, Side::Against, &[Side::For]), None);
    assert_eq!(may(Debate::Short, Side::For, &[Side::For]), None);
}

/// On a ruling or the chair nobody speaks but who moved it, and the chair in answer.
#[test]
fn a_challenge_is_between_its_mover_and_the_chair() {
    for (mover, platform, taken, expect) in [
        (true, false, &[][..], None),
        (false, true, &[][..], None),
        (false, false, &[][..], Some("procedure.mover_and_chair")),
        (true, false, &[Side::Against][..], Some("procedure.one_each")),
        (false, true, &[Side::For][..], None),
    ] {
        let who = Heard { side: Side::Against, mover, platform };
        let found = may_be_debated(Kind::Challenge, Debate::MoverAndChair, who, taken);
        assert!(found.as_ref().err().is_none_or(|refusal| refusal.overrulable));
        assert_eq!(found.err().map(|refusal| refusal.code).as_deref(), expect, "{who:?} {taken:?}");
    }
}

/// The mover is asked to remit; what conference is asked then depends on the standing orders.
#[test]
fn remission_is_moved_once_the_mover_was_asked() {
    for (by, agreed, expect) in [
        (RemitBy::Mover, None, false),
        (RemitBy::Mover, Some(false), false),
        (RemitBy::MoverAndConference, None, false),
        (RemitBy::MoverAndConference, Some(false), false),
        (RemitBy::MoverAndConference, Some(true), true),
        (RemitBy::AnyDelegate, None, false),
        (RemitBy::AnyDelegate, Some(false), true),
        (RemitBy::AnyDelegate, Some(true), true),
    ] {
        let orders = StandingOrders { remit: by, ..StandingOrders::default() };
        let before = Before { mover_agreed: agreed, ..before() };
        let found = in_order(Kind::Remission, &Terms::of(Kind::Remission, &orders), &before);
        assert_eq!(found.is_ok(), expect, "{by:?} {agreed:?}: {found:?}");
    }
}

/// Conference knows what it passes over when it closes a debate.
#[test]
fn closure_says_what_is_no_longer_taken() {
    for (untaken, end) in [
        ("", "the vote comes at once."),
        ("amendment 1.1", "the vote comes at once; amendment 1.1 is no longer taken, and falls."),
        (
            "amendments 1.1 and 1.2",
            "the vote comes at once; amendments 1.1 and 1.2 are no longer taken, and fall.",
        ),
    ] {
        let about =
            About { question: "motion 1".to_owned(), untaken: untaken.to_owned(), ..About::default() };
        assert_eq!(effects(Kind::Closure, &about).0, format!("the debate on motion 1 ends: {end}"));
        assert!(effects(Kind::PreviousQuestion, &about).1.contains(untaken));
    }
}

#[test]
fn the_previous_question_of_britain_and_closure_say_what_they_do() {
    let about = About {
        question: "motion 1".to_owned(),
        paper: "motion 1".to_owned(),
        closing: Closing { reply: true, cooldown: 10 },
        ..About::default()
    };
    assert_eq!(wording(Kind::PreviousQuestion, &about), "That the question be not now put.");
    assert_eq!(
        effects(Kind::PreviousQuestion, &about),
        (
            "motion 1 is shelved, without a vote.".to_owned(),
            "motion 1 is put to the vote at once, without more debate.".to_owned()
        )
    );
    assert_eq!(wording(Kind::Closure, &about), "That the question be now put.");
    assert_eq!(
        effects(Kind::Closure, &about).0,
        "the debate on motion 1 ends: the mover replies, then the vote."
    );
    let on_amendment = About { question: "amendment 1.1".to_owned(), amendment: true, ..about };
    assert_eq!(
        effects(Kind::Closure, &on_amendment).0,
        "the debate on amendment 1.1 ends: the mover replies, then the vote, on amendment 1.1 alone; the debate on motion 1 goes on after it."
    );
}

/// Two-thirds against overturn a ruling; everything less, a tie and silence among it, sustains it.
#[test]
fn a_ruling_stands_unless_two_thirds_are_against_it() {
    let stands = |r#for: u64, against: u64, base, present| {
        let figures = Figures { for_: r#for, against, abstain: 0 };
        let rule =
            CardRule { majority: Majority::TwoThirds, base, present, sustains: true, ..CardRule::default() };
        outcome(&[SectionTally { name: None, weight: 100, figures }], &rule)
    };
    for (r#for, against, base, present, expect) in [
        (10, 20, Base::Voting, None, false),
        (11, 20, Base::Voting, None, true),
        (15, 15, Base::Voting, None, true),
        (0, 0, Base::Voting, None, true),
        (0, 20, Base::Present, Some(30), false),
        (0, 20, Base::Present, Some(31), true),
        (0, 20, Base::Present, None, true),
    ] {
        let outcome = stands(r#for, against, base, present);
        assert_eq!(outcome.carried, expect, "{} for, {against} against of {present:?}", r#for);
        assert_eq!((outcome.figures.for_, outcome.figures.against, outcome.tie), (r#for, against, false));
    }
    assert_eq!(
        stands(10, 20, Base::Voting, None).reason,
        "10 for, 20 against. To overturn it at least two-thirds of those voting would have to be against, so the ruling is overturned."
    );
}

/// Where the standing orders say that a tie overturns a ruling, equal figures do; silence never does.
#[test]
fn a_tie_overturns_a_ruling_where_the_standing_orders_say_so() {
    let rule = CardRule { sustains: true, tie_overturns: true, ..CardRule::default() };
    for (r#for, against, stands) in [(15, 15, false), (16, 15, true), (15, 16, false), (0, 0, true)] {
        let figures = Figures { for_: r#for, against, abstain: 0 };
        let outcome = outcome(&[SectionTally { name: None, weight: 100, figures }], &rule);
        assert_eq!(outcome.carried, stands, "{} for, {against} against: {}", r#for, outcome.reason);
    }
}

/// The chair refuses what the standing orders let the chair refuse: suspension by Citrine, closure by none of his words.
#[test]
fn the_chair_refuses_what_the_standing_orders_say() {
    for (kind, may) in [
        (Kind::Suspension, true),
        (Kind::Closure, false),
        (Kind::NextBusiness, false),
        (Kind::Challenge, false),
    ] {
        let refused = may_be_refused(kind, &citrine(kind)).map_err(|refusal| refusal.code);
        assert_eq!(refused, if may { Ok(()) } else { Err("procedure.must_be_taken".to_owned()) }, "{kind:?}");
    }
}

/// One standing order binds again by itself, several by themselves; and what was moved is named with its paper.
#[test]
fn the_words_agree_with_what_they_name() {
    for (orders, carried) in [
        (
            "standing order 7",
            "standing order 7 no longer binds until 10:25, for this purpose only; then it binds again by itself.",
        ),
        (
            "standing orders 7 and 9",
            "standing orders 7 and 9 no longer bind until 10:25, for this purpose only; then they bind again by themselves.",
        ),
    ] {
        let about = About { orders: orders.to_owned(), until: "10:25".to_owned(), ..About::default() };
        assert_eq!(effects(Kind::Suspension, &about).0, carried);
    }
    for (kind, title) in [
        (Kind::Closure, "Closure on motion 28"),
        (Kind::AdjournDebate, "Adjourn the debate on motion 28"),
        (Kind::ReferenceBack, "Reference back of motion 28"),
        (Kind::Remission, "Remission of motion 28"),
        (Kind::Withdrawal, "Leave to withdraw motion 28"),
    ] {
        assert_eq!(kind.title_on("motion 28"), title);
    }
}
