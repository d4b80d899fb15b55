use std::collections::BTreeSet;

use super::State::{
    Adjourned, Carried, Composited, Falls, Guillotined, Lapsed, Lost, Moved, NextBusiness, NotCarried,
    NotMoved, NotReached, OnAgenda, Printed, ReferredBack, Remitted, RemittedToExecutive, RuledIn, RuledOut,
    Submitted, Withdrawn,
};
use super::{MotionKind, State, may_become};

fn lawful(from: State, to: State) -> bool {
    may_become("Motion 12", from, to).is_ok()
}

#[test]
fn the_ways_of_a_paper() {
    for way in [
        &[Submitted, RuledIn, Printed, OnAgenda, Moved, Carried][..],
        &[Submitted, RuledIn, Printed, Composited],
        &[Submitted, RuledOut, OnAgenda, Moved, Lost],
        &[Submitted, RuledOut, RuledIn, OnAgenda, NotMoved],
        &[OnAgenda, Moved, Remitted],
        &[OnAgenda, Moved, Adjourned, Moved, NotCarried],
        &[OnAgenda, Adjourned, NotReached, Lapsed],
        &[OnAgenda, Moved, Guillotined, RemittedToExecutive],
        &[OnAgenda, NotReached, OnAgenda, Moved, NextBusiness],
        &[OnAgenda, Moved, ReferredBack],
        // Conference closed in the middle of its debate.
        &[OnAgenda, Moved, NotReached, RemittedToExecutive],
        &[OnAgenda, Falls, OnAgenda, Withdrawn],
        &[Carried, Lost, NotCarried, Carried],
    ] {
        for step in way.windows(2) {
            assert!(lawful(step[0], step[1]), "{way:?}: {step:?}");
        }
    }
}

#[test]
fn what_a_paper_never_does() {
    for (from, to) in [
        (Submitted, OnAgenda),
        (Submitted, Moved),
        (Submitted, Composited),
        (RuledOut, Printed),
        (RuledOut, Composited),
        (Printed, Moved),
        (Composited, Carried),
        (Carried, OnAgenda),
        (Carried, Withdrawn),
        (Lost, Falls),
        (Moved, NotMoved),
        (Moved, Falls),
        (OnAgenda, Lapsed),
        (Withdrawn, OnAgenda),
        (Remitted, Carried),
        (Lapsed, OnAgenda),
        (OnAgenda, OnAgenda),
    ] {
        assert!(!lawful(from, to), "{from:?} became {to:?}");
    }
}

#[test]
fn a_refusal_says_where_it_stands_and_what_it_would_need() {
    for (from, to, allow) in [
        (Submitted, OnAgenda, Some("It would have to be ruled in first.")),
        (Submitted, NotMoved, Some("It would have to be on the agenda first.")),
        (RuledOut, Printed, Some("It would have to be ruled in first.")),
        (NotReached, Moved, Some("It would have to be on the agenda first.")),
        (Composited, Remitted, Some("It would have to be on the agenda first.")),
        (Carried, NotMoved, None),
        (Carried, OnAgenda, None),
        (Withdrawn, OnAgenda, None),
    ] {
        let refusal = may_become("Motion 12", from, to).unwrap_err();
        assert_eq!(refusal.allow.as_deref(), allow, "{from:?} {to:?}");
    }
    let refusal = may_become("Motion 12", Submitted, Printed).unwrap_err();
    assert_eq!(refusal.code, "motion.state");
    assert_eq!(
        refusal.to_string(),
        "Motion 12 is handed in to the committee: it cannot be printed in the preliminary agenda now. \
         It would have to be ruled in first."
    );
}

#[test]
fn every_state_is_reached_from_where_papers_come_in_and_has_words_of_its_own() {
    let mut reached = BTreeSet::from([Submitted]);
    loop {
        let more: BTreeSet<State> = reached.iter().flat_map(|from| from.next().iter().copied()).collect();
        if more.is_subset(&reached) {
            break;
        }
        reached.extend(more);
    }
    assert_eq!(reached, BTreeSet::from(State::ALL));
    let words: BTreeSet<&str> = State::ALL.iter().map(|state| state.in_words()).collect();
    assert_eq!(words.len(), State::ALL.len());
}

#[test]
fn what_is_undecided_is_with_conference_and_can_be_decided() {
    for state in State::ALL {
        let decided = state.next().contains(&Moved) || state.next().contains(&Carried);
        let corrected = matches!(state, Lost | NotCarried);
        assert_eq!(state.is_undecided(), decided && !corrected, "{state:?}");
        assert!(!(state.is_undecided() && state.is_with_committee()), "{state:?}");
    }
}

#[test]
fn labels() {
    for (kind, number, label) in [
        (MotionKind::Motion, "12", "Motion 12"),
        (MotionKind::Amendment, "4.1", "Amendment 4.1"),
        (MotionKind::Composite, "C4", "Composite 4"),
        (MotionKind::Emergency, "E1", "Emergency motion E1"),
        (MotionKind::Late, "L2", "Late motion L2"),
        (MotionKind::RuleChange, "B1", "Rule change B1"),
    ] {
        assert_eq!(kind.label(number), label);
    }
    assert_eq!(MotionKind::ALL.iter().map(|kind| kind.label("")).collect::<BTreeSet<_>>().len(), 9);
}

#[test]
fn a_composite_is_called_by_its_figure_whatever_the_scheme() {
    for (number, label) in [
        ("C4", "Composite 4"),
        ("c4", "Composite 4"),
        ("4", "Composite 4"),
        ("COMP 4", "Composite COMP 4"),
        ("K12", "Composite 12"),
        ("Pay", "Composite Pay"),
    ] {
        assert_eq!(MotionKind::Composite.label(number), label);
    }
}
