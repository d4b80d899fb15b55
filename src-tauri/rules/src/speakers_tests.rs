//! Queues and whom they give.

use super::{Alternate, DelegationTotals, Heard, Role, Side, Suggestion, Waiting, balance, suggest};
use crate::standing_orders::{FirstSpeech, GroupShare, Speak};
use Side::{Against, For, To};

/// Requests are numbered from 1 in the order of the queue, each from the delegation of the same number.
fn queue(people: &[(Side, Role, bool, u32)]) -> Vec<Waiting> {
    (1_i64..)
        .zip(people)
        .map(|(n, &(side, role, spoken_on_question, speeches_today))| Waiting {
            request: n,
            position: n * 10,
            side,
            role,
            delegation: Some(n),
            spoken_on_question,
            speeches_today,
            speeches_here: speeches_today,
            first_time: false,
            group: None,
            joint: false,
            reserved: false,
        })
        .collect()
}

fn by(alternate: Alternate) -> Speak {
    Speak { alternate, ..Speak::default() }
}

#[test]
fn what_is_debated_together_is_moved_before_the_debate() {
    let mut all = queue(&[
        (For, Role::Speaker, false, 0),
        (For, Role::Mover, false, 0),
        (For, Role::Seconder, false, 0),
        (For, Role::Seconder, false, 0),
    ]);
    // The second and third move and second an amendment; the fourth seconds the motion.
    all[1].joint = true;
    all[2].joint = true;
    let mut order = Vec::new();
    while let Some(next) = suggest(&all, &[], &DelegationTotals::new(), &by(Alternate::Strict)) {
        order.push(next.request);
        all.retain(|waiting| waiting.request != next.request);
    }
    assert_eq!(order, [4, 2, 3, 1]);
}

fn speakers(sides: &[Side]) -> Vec<Waiting> {
    queue(&sides.iter().map(|&side| (side, Role::Speaker, false, 0)).collect::<Vec<_>>())
}

fn heard(sides: &[Side]) -> Vec<Heard> {
    sides
        .iter()
        .map(|&side| Heard {
            side,
            delegation: None,
            seconds: 60,
            interposed: false,
            joint: false,
            group: None,
        })
        .collect()
}

fn check(waiting: &[Waiting], sides: &[Side], alternate: Alternate, expect: (i64, &str)) {
    let answer = suggest(waiting, &heard(sides), &DelegationTotals::new(), &by(alternate)).unwrap();
    assert_eq!((answer.request, answer.reason.as_str()), expect, "{waiting:?} after {sides:?}");
}

#[test]
fn sides_take_turns() {
    use Alternate::{Balance, None, Strict};
    for (waiting, after, alternate, expect) in [
        (&[For, Against][..], &[For][..], Strict, (2, "against is due")),
        (&[For, Against], &[For, Against], Strict, (1, "for is due")),
        (&[Against, For], &[], Strict, (2, "for is due")),
        (&[Against, For, Against], &[For, For, Against], Balance, (1, "against is due; next in the queue")),
        (&[For, Against], &[Against, For], Balance, (2, "against is due")),
        (&[Against, For], &[For, Against], Balance, (2, "for is due")),
        (&[Against, For], &[For], None, (1, "next in the queue")),
        (&[For, For], &[For], Strict, (1, "nobody against is waiting; next in the queue")),
        (&[Against], &[Against], Strict, (1, "nobody for is waiting")),
        (&[To, Against], &[For], Strict, (2, "against is due")),
        (&[For, To], &[For], Strict, (2, "nobody against is waiting")),
        (&[For, To], &[For, Against], Strict, (2, "both sides have been heard; to the question is due")),
        (&[For, To], &[For, Against, To], Strict, (1, "for is due")),
        (&[Against, To], &[To, For], Strict, (1, "against is due")),
    ] {
        check(&speakers(waiting), after, alternate, expect);
    }
}

#[test]
fn rights_come_before_turns() {
    use Role::{Mover, Platform, PointOfOrder, Reply, Seconder, Speaker};
    let all = [
        (For, Reply, true, 1),
        (For, Speaker, true, 1),
        (For, Platform, false, 0),
        (For, Seconder, false, 0),
        (For, Mover, false, 0),
        (To, PointOfOrder, true, 3),
    ];
    for (left, expect) in [
        (6, (6, "a point of order comes first")),
        (5, (5, "the mover opens")),
        (4, (4, "the seconder follows the mover")),
        (3, (3, "for is due")),
        (2, (2, "everyone waiting has spoken; for is due")),
        (1, (1, "nobody else is waiting; the reply closes the debate")),
    ] {
        check(&queue(&all[..left]), &[], Alternate::Strict, expect);
    }
    assert_eq!(suggest(&[], &[], &DelegationTotals::new(), &Speak::default()), None);
}

#[test]
fn fresh_speakers_come_before_sides() {
    let waiting = queue(&[(Against, Role::Speaker, true, 1), (For, Role::Speaker, false, 0)]);
    check(&waiting, &[For], Alternate::Strict, (2, "nobody against is waiting"));
    check(&waiting[..1], &[], Alternate::None, (1, "everyone waiting has spoken"));
}

#[test]
fn first_speeches_then_quiet_delegations_then_the_queue() {
    let mut waiting = queue(&[
        (Against, Role::Speaker, false, 1),
        (Against, Role::Speaker, false, 0),
        (Against, Role::Speaker, false, 0),
        (Against, Role::Speaker, false, 0),
    ]);
    let go = |waiting: &[Waiting], totals: &[(i64, (u32, u64))]| {
        let totals = totals.iter().copied().collect();
        let answer = suggest(waiting, &heard(&[For]), &totals, &Speak::default()).unwrap();
        (answer.request, answer.reason)
    };
    let expect = |request, reason: &str| (request, reason.to_owned());
    assert_eq!(go(&waiting, &[]), expect(2, "against is due, and first speech today"));
    assert_eq!(
        go(&waiting, &[(2, (2, 9)), (3, (1, 300)), (4, (1, 200))]),
        expect(4, "against is due, and first speech today; least-heard delegation")
    );
    waiting[0].speeches_today = 0;
    assert_eq!(go(&waiting, &[(1, (1, 1))]), expect(2, "against is due; least-heard delegation"));
    waiting[3].position = 1;
    assert_eq!(go(&waiting, &[]), expect(4, "against is due; next in the queue"));
    waiting[3].delegation = None;
    waiting.iter_mut().for_each(|w| w.speeches_today = 1);
    assert_eq!(go(&waiting[2..], &[]), expect(3, "against is due; least-heard delegation"));
}

/// Whoever is called leaves the queue, so every queue is heard to its end.
#[test]
fn nobody_is_left_waiting() {
    for alternate in [Alternate::Strict, Alternate::Balance, Alternate::None] {
        for n in 0..729_u32 {
            let sides: Vec<_> = (0..6)
                .map(|place| [For, Against, To][usize::try_from(n / 3_u32.pow(place) % 3).unwrap()])
                .collect();
            let mut waiting = speakers(&sides);
            let mut speeches = Vec::new();
            while let Some(next) = suggest(&waiting, &speeches, &DelegationTotals::new(), &by(alternate)) {
                let called = waiting.iter().find(|w| w.request == next.request).unwrap();
                speeches.push(Heard {
                    side: called.side,
                    delegation: called.delegation,
                    seconds: 1,
                    interposed: false,
                    joint: false,
                    group: None,
                });
                waiting.retain(|w| w.request != next.request);
            }
            assert_eq!((speeches.len(), waiting.len()), (6, 0));
        }
    }
}

#[test]
fn the_balance_of_a_debate() {
    assert_eq!(balance(&heard(&[])), (0, 0, 0));
    assert_eq!(balance(&heard(&[For, For, Against, To, For])), (3, 1, 1));
}

/// Each rule of the profile is a suggestion's reason, and none where the profile has it not.
#[test]
fn what_the_standing_orders_put_first() {
    let mut waiting = speakers(&[Against, Against, Against]);
    waiting[0].group = Some(0);
    waiting[1].first_time = true;
    waiting[2].speeches_here = 1;
    waiting[2].speeches_today = 0;
    let plain = Speak { first_speech: FirstSpeech::None, least_heard: false, ..Speak::default() };
    let women = GroupShare { group: "women".to_owned(), at_least: 1, of: 2 };
    let with_group =
        |at_least, of| Speak { groups: vec![GroupShare { at_least, of, ..women.clone() }], ..plain.clone() };
    let mut speeches = heard(&[For, Against, For]);
    let totals = [(1, (1, 9)), (2, (1, 9))].into_iter().collect();
    for (order, speak, expect) in [
        ([0, 1, 2], plain.clone(), (1, "against is due; next in the queue")),
        ([1, 0, 2], with_group(1, 2), (1, "against is due; women due, 1 in 2")),
        ([1, 0, 2], with_group(1, 100), (1, "against is due; women due, 1 in 100")),
        (
            [0, 1, 2],
            Speak { first_timers: true, ..plain.clone() },
            (2, "against is due, and first conference"),
        ),
        (
            [2, 0, 1],
            Speak { first_speech: FirstSpeech::Conference, ..plain.clone() },
            (1, "against is due, and first speech at this conference"),
        ),
        (
            [2, 0, 1],
            Speak { first_speech: FirstSpeech::Today, ..plain.clone() },
            (3, "against is due; next in the queue"),
        ),
        (
            [0, 1, 2],
            Speak { least_heard: true, ..plain.clone() },
            (3, "against is due; least-heard delegation"),
        ),
    ] {
        for (place, at) in (1_i64..).zip(order) {
            let w: &mut Waiting = &mut waiting[at];
            w.position = place;
        }
        let answer = suggest(&waiting, &speeches, &totals, &speak).unwrap();
        assert_eq!((answer.request, answer.reason.as_str()), expect, "{speak:?}");
    }
    // A group that has had its share is not put first again until it is behind.
    speeches[0].group = Some(0);
    speeches[1].group = Some(0);
    waiting[0].position = 9;
    let answer = suggest(&waiting, &speeches, &totals, &with_group(1, 2)).unwrap();
    assert_eq!(answer.reason, "against is due; next in the queue");
}

/// Whom the chair interposes from the platform changes nobody's turn.
#[test]
fn the_platform_takes_no_turn() {
    let mut speeches = heard(&[For, Against]);
    speeches[1].interposed = true;
    let answer =
        suggest(&speakers(&[For, Against]), &speeches, &DelegationTotals::new(), &Speak::default()).unwrap();
    assert_eq!((answer.request, answer.reason.as_str()), (2, "against is due"));
}

/// Who moves an amendment in the one debate with its motion speaks for the amendment: nobody against the motion is due for it.
#[test]
fn who_moves_an_amendment_is_neither_for_nor_against_the_motion() {
    let mut speeches = heard(&[For, Against, For, For]);
    speeches[2].joint = true;
    speeches[3].joint = true;
    assert_eq!(super::balance(&speeches), (1, 1, 0));
    for alternate in [Alternate::Strict, Alternate::Balance] {
        assert_eq!(super::due(&speeches, alternate), Some(For), "{alternate:?}");
    }
}

/// A seconder who reserved the speech waits for everybody who asked to speak, and comes before the reply.
#[test]
fn a_speech_that_was_reserved_waits_for_all_but_the_reply() {
    let mut waiting = queue(&[
        (For, Role::Speaker, false, 0),
        (For, Role::Reply, true, 1),
        (Against, Role::Speaker, true, 1),
    ]);
    waiting[0].reserved = true;
    let next =
        |waiting: &[Waiting]| suggest(waiting, &[], &DelegationTotals::new(), &Speak::default()).unwrap();
    assert_eq!(next(&waiting).request, 3);
    waiting.pop();
    assert_eq!(
        next(&waiting),
        Suggestion { request: 1, reason: "reserved at the seconding; nobody else is waiting".to_owned() }
    );
    waiting.remove(0);
    assert_eq!(next(&waiting).request, 2);
}
