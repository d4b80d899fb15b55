//! Values that can be, and those that cannot.

use serde_json::json;

use super::{
    Abstain, Announce, Book, Card, ChallengeKeys, CountKeys, Debatable, Demand, During, GroupShare,
    MajorityOf, MayMove, Proc, ProcKind, Procedures, Profile, QuorumKeys, Speak, Split, StandingOrders,
    Suspend, Times, VoteMinutes, key_paths,
};
use crate::majority::{Base, Majority};
use crate::quorum::Quorum;
use crate::speakers::{Alternate, Role};

fn profile(keys: serde_json::Value) -> String {
    json!({"name": "pcs", "title": "PCS", "line": "Cards", "source": "The rules", "keys": keys}).to_string()
}

#[test]
fn the_default_can_be_and_is_read_as_it_was_written() {
    let orders = StandingOrders::default();
    assert_eq!(orders.check(), Ok(()));
    let written = serde_json::to_string(&orders).unwrap();
    assert_eq!(serde_json::from_str::<StandingOrders>(&written).unwrap(), orders);
}

#[test]
fn a_profile_names_only_what_it_states() {
    let text = profile(json!({
        "time": {"other": 180},
        "card": {"demanded_by": {"delegates": 50}},
        "quorum": {"of": {"fraction": {"of_registered_num": 1, "den": 2}}},
        "speak": {"alternate": "balance"},
        "proc": {"closure": {"interrupts": false}},
    }));
    let read = Profile::read(&text).unwrap();
    let citrine = StandingOrders::default();
    let expect = StandingOrders {
        name: "pcs".to_owned(),
        title: "PCS".to_owned(),
        source: "The rules".to_owned(),
        time: Times { other: 180, ..Times::default() },
        card: Card { demanded_by: Some(Demand::Delegates(50)), ..Card::default() },
        quorum: QuorumKeys { of: Quorum::Fraction { of_registered_num: 1, den: 2 }, ..QuorumKeys::default() },
        speak: Speak { alternate: Alternate::Balance, ..Speak::default() },
        proc: Procedures {
            // Everything else of closure is Citrine's, not that of some other motion.
            closure: Proc { interrupts: false, ..citrine.proc.closure },
            ..Procedures::default()
        },
        ..StandingOrders::default()
    };
    assert_eq!(read.orders().unwrap(), expect);
    let stated: Vec<_> = read.stated().into_keys().collect();
    assert_eq!(
        stated,
        ["card.demanded_by", "proc.closure.interrupts", "quorum.of", "speak.alternate", "time.other"]
    );
    let changed: Vec<_> = StandingOrders::default().differences(&expect).into_keys().collect();
    assert_eq!(changed, stated);
}

#[test]
fn what_is_no_key_is_refused() {
    for (keys, word) in [
        (json!({"titel": "PCS"}), "titel"),
        (json!({"time": {"moover": 1}}), "moover"),
        (json!({"tie": "coin"}), "coin"),
        (json!({"proc": {"closure": {"interupts": true}}}), "interupts"),
        (json!({"proc": {"filibuster": {}}}), "filibuster"),
        (json!({"speak": {"groups": [{"group": "women", "at_least": 1, "off": 2}]}}), "off"),
    ] {
        let refused = Profile::read(&profile(keys)).unwrap_err().join(" ");
        assert!(refused.contains(word), "{refused}");
    }
    let text =
        json!({"name": "a", "title": "A", "line": "", "source": "", "keys": {}, "sources": {"tiem": "x"}});
    assert_eq!(
        Profile::read(&text.to_string()),
        Err(vec!["sources names tiem, which is no key.".to_owned()])
    );
}

#[test]
fn each_key_has_the_source_that_is_nearest() {
    let text = json!({"name": "a", "title": "A", "line": "", "source": "the rules",
        "sources": {"proc": "the guide", "proc.closure.majority": "the minutes"},
        "keys": {"tie": "lost", "proc": {"closure": {"majority": "two_thirds", "seconder": false, "may_move": []}}}});
    let stated = Profile::read(&text.to_string()).unwrap().stated();
    let rows: Vec<_> = stated.iter().map(|(key, source)| (key.as_str(), source.as_str())).collect();
    assert_eq!(
        rows,
        [
            ("proc.closure.majority", "the minutes"),
            ("proc.closure.may_move", "the guide"),
            ("proc.closure.seconder", "the guide"),
            ("tie", "the rules"),
        ]
    );
}

#[test]
fn every_procedural_motion_has_every_key() {
    let paths = key_paths();
    for kind in ProcKind::ALL {
        for key in ["may_move", "seconder", "chair_may_refuse", "interrupts", "debatable", "majority", "base"]
        {
            let path = format!("proc.{}.{key}", kind.key());
            assert!(paths.contains(&path), "{path}");
        }
    }
    assert!(!paths.contains(&"title".to_owned()));
}

/// chair.guide, model standing orders 3, 6, 13 and 14; the rest is §2.3.
#[test]
fn procedural_motions_as_citrine_has_them() {
    use ProcKind::{AdjournDebate, Closure, NoConfidence, PreviousQuestion, QuorumCall, Remit, Suspension};
    let proc = Procedures::default();
    for (kind, seconder, interrupts, debatable, majority, base, cooldown) in [
        (NoConfidence, true, false, Debatable::MoverAndChair, Majority::TwoThirds, MajorityOf::Present, 0),
        (QuorumCall, false, false, Debatable::No, Majority::Simple, MajorityOf::Voting, 0),
        (Suspension, true, false, Debatable::OneEach, Majority::TwoThirds, MajorityOf::Present, 0),
        (AdjournDebate, true, false, Debatable::Limited, Majority::Simple, MajorityOf::Voting, 10),
        (PreviousQuestion, true, false, Debatable::No, Majority::Simple, MajorityOf::Voting, 10),
        (Closure, true, true, Debatable::No, Majority::Simple, MajorityOf::Voting, 10),
        (Remit, false, false, Debatable::Limited, Majority::Simple, MajorityOf::Voting, 0),
    ] {
        let p = proc.of(kind);
        assert_eq!(
            (p.seconder, p.interrupts, p.debatable, p.majority, p.base, p.cooldown_min),
            (seconder, interrupts, debatable, majority, base, cooldown),
            "{kind:?}"
        );
    }
    let not_spoken = [MayMove::NotSpoken, MayMove::SeconderNotSpoken].into();
    assert_eq!(proc.of(Closure).may_move, not_spoken);
    assert!(proc.of(PreviousQuestion).not_during.contains(&During::Amendment));
    assert!(!proc.of(Closure).not_during.contains(&During::Amendment));
}

#[test]
fn whose_majority_it_is() {
    for (of, abstain, expect) in [
        (MajorityOf::Voting, Abstain::Excluded, Base::Voting),
        (MajorityOf::Voting, Abstain::InBase, Base::WithAbstentions),
        (MajorityOf::Present, Abstain::Excluded, Base::Present),
        (MajorityOf::Present, Abstain::InBase, Base::Present),
    ] {
        let orders = StandingOrders { abstain, ..StandingOrders::default() };
        assert_eq!(orders.base_of(of), expect);
    }
}

#[test]
fn times_of_speeches() {
    let ucu = StandingOrders {
        time: Times { mover_motion: 300, mover_amendment: 240, other: 180, reply: 30, ..Times::default() },
        ..StandingOrders::default()
    };
    for (role, on_amendment, expect) in [
        (Role::Mover, false, (300_000, 60_000)),
        (Role::Mover, true, (240_000, 60_000)),
        (Role::Speaker, false, (180_000, 60_000)),
        (Role::PointOfOrder, true, (180_000, 60_000)),
        (Role::Reply, false, (30_000, 30_000)),
        (Role::Seconder, false, (600_000, 60_000)),
        (Role::Platform, true, (600_000, 60_000)),
    ] {
        assert_eq!(ucu.speech_time(role, on_amendment), expect, "{role:?}");
    }
}

fn check(cases: impl IntoIterator<Item = (StandingOrders, &'static str)>) {
    for (orders, expect) in cases {
        assert_eq!(orders.check(), Err(vec![expect.to_owned()]));
    }
}

#[test]
fn names_times_and_quorums_that_cannot_be() {
    let good = StandingOrders::default;
    let quorum = |of| StandingOrders { quorum: QuorumKeys { of, ..QuorumKeys::default() }, ..good() };
    let time = |time| StandingOrders { time, ..good() };
    check([
        (StandingOrders { name: " ".to_owned(), ..good() }, "name is empty."),
        (quorum(Quorum::Fraction { of_registered_num: 1, den: 0 }), "quorum.of is a fraction of nothing."),
        (
            quorum(Quorum::Fraction { of_registered_num: 3, den: 2 }),
            "quorum.of is more than all the delegates registered.",
        ),
        (quorum(Quorum::Number(0)), "quorum.of is nought: to ask for none, say \"none\"."),
        (
            StandingOrders { quorum: QuorumKeys { grace_minutes: 1441, ..QuorumKeys::default() }, ..good() },
            "quorum.grace_minutes is 1441 minutes: it must be at most a day.",
        ),
        (
            time(Times { reply: 0, ..Times::default() }),
            "time.reply is 0 seconds: it must be from 1 second to 4 hours.",
        ),
        (time(Times { warning: 600, ..Times::default() }), "time.warning is as long as the longest speech."),
        (
            StandingOrders { vote_minutes: VoteMinutes { card: 241, ..VoteMinutes::default() }, ..good() },
            "vote_minutes.card is 241 minutes: it must be at most 4 hours.",
        ),
    ]);
}

#[test]
fn speaking_and_procedure_that_cannot_be() {
    let good = StandingOrders::default;
    let speak = |speak| StandingOrders { speak, ..good() };
    let groups = |shares: &[(&str, u32, u32)]| {
        let share =
            |&(group, at_least, of): &(&str, u32, u32)| GroupShare { group: group.to_owned(), at_least, of };
        speak(Speak { groups: shares.iter().map(share).collect(), ..Speak::default() })
    };
    let closure =
        |closure| StandingOrders { proc: Procedures { closure, ..Procedures::default() }, ..good() };
    let citrine = Procedures::default().closure;
    check([
        (
            speak(Speak { max_per_session: Some(0), ..Speak::default() }),
            "speak.max_per_session is nought: leave it out where there is no limit.",
        ),
        (
            speak(Speak { max_per_motion: Some(2), ..Speak::default() }),
            "speak.max_per_motion is more than one, and speak.once_per_motion allows one only.",
        ),
        (groups(&[("", 1, 2)]), "speak.groups has a group without a name."),
        (groups(&[("women", 1, 2), ("Women", 1, 3)]), "speak.groups names Women twice."),
        (
            groups(&[("women", 3, 2)]),
            "speak.groups gives women 3 speeches in 2: it must be from 1 to all of them.",
        ),
        (
            closure(Proc { cooldown_min: 1441, ..citrine.clone() }),
            "proc.closure.cooldown_min is 1441 minutes: it must be at most a day.",
        ),
        (
            closure(Proc { seconder: false, ..citrine }),
            "proc.closure.may_move asks something of a seconder, and proc.closure.seconder asks for none.",
        ),
        (
            StandingOrders {
                challenge: ChallengeKeys { min_challengers: 0, ..ChallengeKeys::default() },
                ..good()
            },
            "challenge.min_challengers is nought: somebody has to challenge.",
        ),
        (
            StandingOrders { suspend: Suspend { max_minutes: Some(0), ..Suspend::default() }, ..good() },
            "suspend.max_minutes is nought: leave it out where there is no limit.",
        ),
    ]);
}

#[test]
fn counting_that_cannot_be() {
    let good = StandingOrders::default;
    let card = |demanded_by| StandingOrders {
        card: Card { demanded_by: Some(demanded_by), ..Card::default() },
        ..good()
    };
    let nought = "card.demanded_by is nought: leave it out where delegates may not demand one.";
    check([
        (card(Demand::Delegates(0)), nought),
        (card(Demand::Delegations(0)), nought),
        (card(Demand::Fraction { num: 0, den: 3 }), nought),
        (card(Demand::Fraction { num: 3, den: 0 }), "card.demanded_by is more than all the delegates."),
        (
            StandingOrders {
                count: CountKeys { demanded_by: Some(Demand::Delegates(0)), ..CountKeys::default() },
                ..good()
            },
            "count.demanded_by is nought: leave it out where delegates may not demand one.",
        ),
        (
            StandingOrders { split: Split::PerDelegate, ..good() },
            "split is per_delegate, and card.book gives the whole delegation one book: say per_delegate in both.",
        ),
        (
            StandingOrders { turnout_fall_percent: Some(101), ..good() },
            "turnout_fall_percent must be from 1 to 100: leave it out where no fall is to be acknowledged.",
        ),
        (
            StandingOrders { announce: Announce { lost: " ".to_owned(), ..Announce::default() }, ..good() },
            "announce.lost must be a word or two, which the chair can say.",
        ),
    ]);
    let labour = StandingOrders {
        split: Split::PerDelegate,
        card: Card { book: Book::PerDelegate, ..Card::default() },
        ..good()
    };
    assert_eq!(labour.check(), Ok(()));
}
