use std::collections::{BTreeMap, BTreeSet};

use super::{
    Counting, Paper, Terms, Tie, brought_forward, check, check_paper, check_settlement, count, in_order,
    tie_in_words,
};

/// `1:300:a,b` is a paper of section 1 with a value of 300 that chooses a and b; `-` chooses nothing. Section 1 weighs
/// 50, section 2 weighs 50, section 3 weighs 100.
fn papers(text: &str) -> Vec<Paper> {
    text.split_whitespace()
        .map(|paper| {
            let [section, value, options] = paper.split(':').collect::<Vec<_>>()[..] else {
                panic!("{paper}")
            };
            let section = section.parse().ok();
            Paper {
                section,
                weight: if section == Some(3) { 100 } else { 50 },
                value: value.parse().unwrap(),
                options: options.split(',').filter(|o| *o != "-").map(option).collect(),
            }
        })
        .collect()
}

fn option(letter: &str) -> i64 {
    i64::from(letter.as_bytes()[0] - b'a')
}

fn letter(option: i64) -> String {
    char::from(b'a' + u8::try_from(option).unwrap()).to_string()
}

fn terms(counting: Counting, places: u32) -> Terms {
    Terms { counting, choices: 3, places, options: 5 }
}

/// `a300* b200 | …`: every list with its values, what is chosen starred, then the tie.
fn counted(counting: Counting, places: u32, text: &str, settled: &[(Option<i64>, &str)]) -> String {
    let settled: BTreeMap<_, BTreeSet<_>> =
        settled.iter().map(|(section, won)| (*section, won.split(',').map(option).collect())).collect();
    count(terms(counting, places), &[0, 1, 2, 3, 4], &papers(text), &settled)
        .iter()
        .map(|list| {
            let mut words: Vec<String> = list
                .lines
                .iter()
                .filter(|line| line.value > 0)
                .map(|line| {
                    format!("{}{}{}", letter(line.option), line.value, if line.chosen { "*" } else { "" })
                })
                .collect();
            words.extend(list.tie.as_ref().map(|tie| format!("({})", tie_in_words(tie, letter))));
            words.join(" ")
        })
        .collect::<Vec<_>>()
        .join(" | ")
}

#[test]
fn what_the_papers_come_to() {
    use Counting::{Separately, Together, Weighted};
    for (counting, places, papers, result) in [
        (Together, 2, "1:300:a,b 2:200:b,c 1:100:c", "b500* a300 c300 (a and c tie for 1 place)"),
        (Together, 2, "1:300:a,b 2:200:b,c 1:50:c", "b500* a300* c250"),
        // Nobody is chosen from a tie, not even the first printed.
        (Together, 1, "1:100:a 1:100:b", "a100 b100 (a and b tie for 1 place)"),
        (Together, 2, "1:100:a 1:100:b", "a100* b100*"),
        (Together, 2, "1:9:a,b,c 1:1:a", "a10* b9 c9 (b and c tie for 1 place)"),
        // Fewer were voted for than there are places.
        (Together, 4, "1:100:a 1:100:b", "a100* b100*"),
        (Together, 2, "1:100:- 1:50:c", "c50*"),
        (Together, 2, "1:100:-", ""),
        // A paper of no value chooses nothing.
        (Together, 1, "1:0:a 1:1:b", "b1*"),
        // A list a section, each with its own places; a tie in one says nothing of the other.
        (Separately, 1, "1:300:a 1:200:b 2:10:c 2:5:a", "a300* b200 | c10* a5"),
        (Separately, 1, "1:300:a 1:300:b 2:10:c", "a300 b300 (a and b tie for 1 place) | c10*"),
        // Each section has its half: 1,000 in a small section outweigh 1,000,000 in a large.
        (Weighted, 1, "1:1000000:a 1:2000000:b 2:1000:a", "a1001000* b2000000"),
        (
            Weighted,
            1,
            "1:1000000:a 1:1000000:b 2:1000:a 2:1000:b",
            "a1001000 b1001000 (a and b tie for 1 place)",
        ),
        // One third of a hundred and two thirds of fifty are the same, exactly.
        (Weighted, 2, "3:1:a 3:1:c 3:1:d 1:2:b 1:1:c", "c2* a1 b2 d1 (a, b and d tie for 1 place)"),
        (Weighted, 1, "3:1:a 3:1:d 3:1:e 1:2:b 1:1:-", "b2* a1 d1 e1"),
        (Weighted, 2, "3:1:a 3:2:d 1:2:b 1:1:d 1:1:c", "d3* a1* b2 c1"),
    ] {
        assert_eq!(counted(counting, places, papers, &[]), result, "{counting:?} {places} {papers}");
    }
}

#[test]
fn values_beyond_what_a_list_can_hold_are_still_in_order() {
    let big = u64::MAX.to_string();
    let text = format!("1:{big}:a,b 1:{big}:a 1:{big}:b 1:1:b");
    let lists = count(terms(Counting::Together, 1), &[0, 1], &papers(&text), &BTreeMap::new());
    assert_eq!(in_order(&lists), [1]);
}

#[test]
fn a_tie_is_settled_only_by_as_many_of_the_tied_as_there_is_room_for() {
    let tied = "1:9:a,b,c 1:1:a";
    for (won, result) in [
        ("c", "a10* b9 c9*"),
        ("b", "a10* b9* c9"),
        ("b,c", "a10* b9 c9 (b and c tie for 1 place)"),
        ("d", "a10* b9 c9 (b and c tie for 1 place)"),
        ("a", "a10* b9 c9 (b and c tie for 1 place)"),
    ] {
        assert_eq!(counted(Counting::Together, 2, tied, &[(None, won)]), result, "{won}");
    }
    let tie = Tie { options: vec![1, 2, 3], places: 2 };
    for (tie, won, code) in [
        (Some(&tie), vec![1, 2], ""),
        (Some(&tie), vec![1], "priorities.tie_places"),
        (Some(&tie), vec![1, 2, 3], "priorities.tie_places"),
        (Some(&tie), vec![1, 4], "priorities.not_tied"),
        (None, vec![1], "priorities.no_tie"),
    ] {
        let found = check_settlement(tie, &won.iter().copied().collect());
        assert_eq!(found.err().map_or(String::new(), |refusal| refusal.code), code, "{won:?}");
    }
}

#[test]
fn the_first_of_every_list_comes_first() {
    for (text, order) in [
        ("1:3:a 1:2:b 2:3:c 2:2:d", vec![0, 2, 1, 3]),
        // Chosen by both: once, where it comes first.
        ("1:3:a 1:2:b 2:3:b 2:2:c", vec![0, 1, 2]),
        ("1:3:a 1:2:b 2:3:c", vec![0, 2, 1]),
    ] {
        let lists = count(terms(Counting::Separately, 2), &[0, 1, 2, 3, 4], &papers(text), &BTreeMap::new());
        assert_eq!(in_order(&lists), order, "{text}");
    }
}

#[test]
fn what_can_be_asked() {
    for (options, choices, places, code) in [
        (2, 1, 1, ""),
        (49, 6, 6, ""),
        (5, 5, 4, ""),
        (1, 1, 1, "priorities.too_few"),
        (0, 0, 0, "priorities.too_few"),
        (5, 1, 5, "priorities.places"),
        (5, 1, 0, "priorities.places"),
        (5, 0, 2, "priorities.choices"),
        (5, 6, 2, "priorities.choices"),
    ] {
        let found = check(Terms { counting: Counting::Together, choices, places, options });
        assert_eq!(
            found.err().map_or(String::new(), |refusal| refusal.code),
            code,
            "{options} {choices} {places}"
        );
    }
}

#[test]
fn what_a_paper_can_say() {
    for (marked, choices, code) in [
        (vec![1], 1, ""),
        (vec![1, 2, 3], 3, ""),
        (vec![1, 2], 3, ""),
        (vec![], 3, "priorities.nothing_chosen"),
        (vec![1, 2], 1, "priorities.too_many"),
        (vec![1, 2, 1], 3, "priorities.twice"),
    ] {
        let found = check_paper(&marked, choices).err();
        assert_eq!(found.map_or(String::new(), |refusal| refusal.code), code, "{marked:?} of {choices}");
    }
}

#[test]
fn the_chosen_come_together_where_they_are_put() {
    for (order, chosen, before, arranged) in [
        (vec![1, 2, 3, 4, 5], vec![4, 2], None, vec![4, 2, 1, 3, 5]),
        (vec![1, 2, 3, 4, 5], vec![4, 2], Some(3), vec![1, 4, 2, 3, 5]),
        // Before one of those that move themselves.
        (vec![1, 2, 3, 4, 5], vec![4, 2], Some(2), vec![1, 4, 2, 3, 5]),
        // Nothing that is not in the order; nothing twice.
        (vec![1, 2, 3], vec![9, 3, 3], None, vec![3, 1, 2]),
        (vec![1, 2, 3], vec![], Some(2), vec![1, 2, 3]),
        (vec![1, 2, 3], vec![3], Some(9), vec![3, 1, 2]),
    ] {
        assert_eq!(brought_forward(&order, &chosen, before), arranged, "{chosen:?} before {before:?}");
    }
}

#[test]
fn figures_as_people_read_them() {
    let all = papers("1:1000000:a 1:2000000:b 2:1000:a");
    let figures = |counting| {
        let lists = count(terms(counting, 1), &[0, 1], &all, &BTreeMap::new());
        lists[0].lines.iter().map(|line| line.figure.clone()).collect::<Vec<_>>()
    };
    assert_eq!(figures(Counting::Together), ["2,000,000", "1,001,000"]);
    assert_eq!(figures(Counting::Weighted), ["66.67 %", "33.33 %"]);
}

#[test]
fn a_subject_is_what_the_committee_calls_so() {
    for (subject, name, same) in [
        ("Housing", "Housing", true),
        (" public  transport", "Public transport ", true),
        ("Housing", "Housing and land", false),
        ("Housing", "", false),
        ("", "", false),
        (" ", "", false),
    ] {
        assert_eq!(super::is_called(subject, name), same, "{subject} {name}");
    }
}
