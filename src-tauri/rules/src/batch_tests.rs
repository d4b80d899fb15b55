use std::collections::BTreeSet;

use super::{Comparison, Reading, Says, State, Step, Teller, compare, may_claim, step};
use Says::{Abstain, Against, For, NotHere, Split, Spoiled};

const TABLE: &str = include_str!("../../../tests/cases/batch-states.txt");

fn name<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_states_are_those_of_the_table() {
    let written: BTreeSet<(String, String, String)> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut cells = line.split('|').map(|cell| cell.trim().to_owned());
            (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap())
        })
        .collect();
    let mut found = BTreeSet::new();
    for state in State::ALL {
        for act in Step::ALL {
            match step("Floor A", state, act) {
                Ok(becomes) => {
                    found.insert((name(state), name(act), name(becomes)));
                }
                Err(refusal) => assert_eq!(refusal.code, "batch.not_so_far"),
            }
        }
    }
    assert_eq!(found, written);
}

fn teller(name: &str, station: &str) -> Teller {
    Teller { name: name.to_owned(), station: station.to_owned() }
}

#[test]
fn nobody_makes_both_entries() {
    let (ann, ben) = (teller("Ann Roe", "table 1"), teller("Ben Doe", "table 2"));
    let (several, one) = (false, true);
    for (state, before, who, alone, expect) in [
        (State::Waiting, vec![], &ann, several, None),
        (State::FirstDone, vec![ann.clone()], &ben, several, None),
        (
            State::FirstDone,
            vec![ann.clone()],
            &teller(" ann  ROE ", "table 2"),
            several,
            Some("batch.same_teller"),
        ),
        (State::FirstDone, vec![ann.clone()], &teller("Cy", "table 1"), several, Some("batch.same_station")),
        // One laptop: another teller sits down at it, and that is enough.
        (State::FirstDone, vec![ann.clone()], &teller("Cy", "table 1"), one, None),
        (State::FirstDone, vec![ann.clone()], &teller("Ann Roe ", "table 1"), one, Some("batch.same_teller")),
        (State::Differs, vec![ann.clone(), ben.clone()], &ann, several, None),
        (State::Differs, vec![ann.clone(), ben.clone()], &ben, one, None),
        (
            State::Differs,
            vec![ann.clone(), ben.clone(), ann.clone()],
            &teller("ann roe", "table 9"),
            one,
            Some("batch.twice_running"),
        ),
        (State::Differs, vec![ann.clone(), ben.clone(), ann.clone()], &ben, several, None),
    ] {
        let refusal = may_claim("Floor A", state, &before, who, alone).err();
        assert_eq!(refusal.as_ref().map(|no| no.code.as_str()), expect, "{state:?} {who:?} {alone}");
        let by_reason = expect == Some("batch.same_station");
        assert_eq!(refusal.is_some_and(|no| no.overrulable), by_reason);
    }
}

fn entry(who: &str, again: bool, slips: &[(u32, Says)]) -> Reading {
    Reading { teller: teller(who, who), again, slips: slips.to_vec() }
}

/// Cards agreed, as `1:[For]`, and cards that differ.
fn told(comparison: &Comparison) -> (String, Vec<u32>) {
    let agreed: Vec<_> = comparison.agreed.iter().map(|(card, says)| format!("{card}:{says:?}")).collect();
    (agreed.join(" "), comparison.differ.iter().copied().collect())
}

#[test]
fn what_two_entries_agree_on() {
    let first = |slips: &[(u32, Says)]| entry("Ann", false, slips);
    let second = |slips: &[(u32, Says)]| entry("Ben", false, slips);
    let again = |who: &str, slips: &[(u32, Says)]| entry(who, true, slips);
    for (entries, agreed, differ) in [
        (vec![first(&[(1, For)]), second(&[(1, For)])], "1:[For]", vec![]),
        (vec![first(&[(1, For)]), second(&[(1, Against)])], "", vec![1]),
        (vec![first(&[(1, For)]), second(&[])], "", vec![1]),
        // Transposed: 214 typed as 241.
        (vec![first(&[(241, For)]), second(&[(214, For)])], "", vec![214, 241]),
        (
            vec![first(&[(241, For)]), second(&[(214, For)]), again("Ann", &[(214, For), (241, NotHere)])],
            "214:[For] 241:[]",
            vec![],
        ),
        // Scanned twice by one of them.
        (vec![first(&[(1, For), (1, For)]), second(&[(1, For)])], "", vec![1]),
        // Both ways on the paper: both found both slips, in whatever order.
        (
            vec![first(&[(1, For), (1, Against)]), second(&[(1, Against), (1, For)])],
            "1:[For, Against]",
            vec![],
        ),
        // The same teller again says the same: that is one word, not two.
        (vec![first(&[(1, For)]), second(&[(1, Against)]), again("ann ", &[(1, For)])], "", vec![1]),
        (
            vec![first(&[(1, For)]), second(&[(1, Against)]), again("Ann", &[(1, Against)])],
            "1:[Against]",
            vec![],
        ),
        // A third teller agrees with either of them, or with neither.
        (vec![first(&[(1, For)]), second(&[(1, Against)]), again("Cy", &[(1, For)])], "1:[For]", vec![]),
        (vec![first(&[(1, For)]), second(&[(1, Against)]), again("Cy", &[(1, Spoiled)])], "", vec![1]),
        (vec![first(&[(1, Split(7, 3, 0))]), second(&[(1, Split(3, 7, 0))])], "", vec![1]),
        (vec![first(&[(1, Abstain)]), second(&[(1, Abstain)])], "1:[Abstain]", vec![]),
        (vec![], "", vec![]),
    ] {
        let comparison = compare(&entries);
        assert_eq!(told(&comparison), (agreed.to_owned(), differ), "{entries:?}");
    }
}

#[test]
fn a_card_agreed_is_not_disturbed_by_what_is_looked_at_again() {
    let all = [
        entry("Ann", false, &[(1, For), (2, For)]),
        entry("Ben", false, &[(1, For), (2, Against)]),
        entry("Ann", true, &[(2, Against)]),
    ];
    let comparison = compare(&all);
    assert_eq!(told(&comparison), ("1:[For] 2:[Against]".to_owned(), vec![]));
}
