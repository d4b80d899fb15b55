//! Real results of §3.4, and the edges around them.

use super::{
    CardOutcome, CardRule, EmptySection, SectionTally, impossible, outcome, split_value,
    with_abstentions_percent,
};
use crate::majority::{Base, Figures, Majority};

fn fig(for_: u64, against: u64, abstain: u64) -> Figures {
    Figures { for_, against, abstain }
}

fn rule(majority: Majority) -> CardRule {
    CardRule { majority, ..CardRule::default() }
}

fn section(name: &str, weight: u32, figures: Figures) -> SectionTally {
    SectionTally { name: Some(name.to_owned()), weight, figures }
}

fn plain(figures: Figures, majority: Majority) -> CardOutcome {
    outcome(&[SectionTally { name: None, weight: 100, figures }], &rule(majority))
}

fn halves(a: Figures, b: Figures, rule: &CardRule) -> CardOutcome {
    outcome(&[section("CLPs", 50, a), section("Affiliates", 50, b)], rule)
}

#[test]
fn plain_results_as_published() {
    use Majority::{Simple, TwoThirds};
    struct Row(&'static str, Figures, Majority, bool, u64, Option<(&'static str, &'static str)>);
    for Row(id, figures, majority, carried, majority_of, total) in [
        Row("R3", fig(718_273, 373_801, 0), TwoThirds, false, 344_472, Some(("65.77", "34.23"))),
        Row("R4", fig(307_190, 258_243, 0), Simple, true, 48_947, None),
        Row("R5", fig(153_470, 86_799, 917), Simple, true, 66_671, Some(("63.87", "36.13"))),
        Row("R6", fig(1_388_000, 2_957_000, 0), Simple, false, 1_569_000, None),
        Row("R10", fig(2_871_000, 2_291_000, 0), Simple, true, 580_000, None),
        Row("R13", fig(159, 76, 33), Simple, true, 83, None),
        Row("R15", fig(115, 108, 29), Simple, true, 7, None),
        Row("R17", fig(43, 24, 0), Simple, true, 19, None),
    ] {
        let o = plain(figures, majority);
        assert_eq!(
            (o.carried, o.majority_of, o.tie, o.weighted),
            (carried, majority_of, false, false),
            "{id}"
        );
        assert_eq!(o.short_by == Some(0), carried, "{id}");
        if let Some(total) = total {
            assert_eq!((o.for_percent.as_str(), o.against_percent.as_str()), total, "{id}");
        }
    }
    let r3 = plain(fig(718_273, 373_801, 0), TwoThirds);
    assert_eq!((r3.needed, r3.short_by), (Some(728_050), Some(9_777)));
    assert!(plain(fig(728_050, 364_024, 0), TwoThirds).carried);
    assert!(!plain(fig(728_049, 364_025, 0), TwoThirds).carried);
}

#[test]
fn abstentions_in_the_base_as_published() {
    assert_eq!(with_abstentions_percent(&fig(153_470, 86_799, 917)), "63.63");
    assert_eq!(with_abstentions_percent(&fig(115, 108, 29)), "45.63");
    let in_base = CardRule { base: Base::WithAbstentions, ..rule(Majority::Simple) };
    let r15 = outcome(&[SectionTally { name: None, weight: 100, figures: fig(115, 108, 29) }], &in_base);
    assert_eq!(
        (r15.carried, r15.tie, r15.for_percent.as_str(), r15.short_by),
        (false, false, "45.63", Some(12))
    );
}

#[test]
fn labour_2021_card_vote_1() {
    let o = halves(fig(342_921, 8_723, 0), fig(1_810_113, 4_825, 0), &rule(Majority::Simple));
    let rows: Vec<_> = o
        .sections
        .iter()
        .map(|s| {
            [&s.for_percent, &s.against_percent, &s.weighted_for, &s.weighted_against].map(String::as_str)
        })
        .collect();
    assert_eq!(rows, [["97.52", "2.48", "48.76", "1.24"], ["99.73", "0.27", "49.87", "0.13"]]);
    assert_eq!((o.for_percent.as_str(), o.against_percent.as_str()), ("98.63", "1.37"));
    assert_eq!((o.carried, o.weighted, o.needed, o.short_by), (true, true, None, None));
    assert_eq!(o.figures, fig(2_153_034, 13_548, 0));
    assert_eq!(o.majority_of, 2_139_486);
    assert_eq!(
        o.reason,
        "CLPs: 342,921 for, 8,723 against, 97.52% for. Affiliates: 1,810,113 for, 4,825 against, 99.73% for. \
         Weighted 50 to 50, that is 98.63% for; it needed more than half, so it is carried."
    );
}

/// R21: percentages only, so as votes out of 10,000 each: the branches for, the unions against, and lost.
#[test]
fn labour_2021_on_proportional_representation() {
    let o = halves(fig(7_951, 2_049, 0), fig(497, 9_503, 0), &rule(Majority::Simple));
    assert_eq!((o.carried, o.for_percent.as_str(), o.against_percent.as_str()), (false, "42.24", "57.76"));
}

#[test]
fn a_larger_raw_vote_may_lose() {
    let o = halves(fig(100, 900, 0), fig(600_000, 400_000, 0), &rule(Majority::Simple));
    assert_eq!((o.carried, o.majority_of, o.for_percent.as_str()), (false, 199_200, "35.00"));
}

#[test]
fn rounding_never_decides() {
    let simple = rule(Majority::Simple);
    let big = 1_000_000_000_000;
    let over = halves(fig(big + 1, big - 1, 0), fig(big, big, 0), &simple);
    let under = halves(fig(big - 1, big + 1, 0), fig(big, big, 0), &simple);
    let equal = halves(fig(big, big, 0), fig(7, 7, 0), &simple);
    for (o, carried, tie, words) in [
        (over, true, false, "50.00% for when rounded; the exact share is more than half, so it is carried."),
        (
            under,
            false,
            false,
            "50.00% for when rounded; the exact share is not more than half, so it is not carried.",
        ),
        (
            equal,
            false,
            true,
            "50.00% for, exactly half of the whole; it needed more than half, so it is not carried.",
        ),
    ] {
        assert_eq!((o.carried, o.tie, o.for_percent.as_str()), (carried, tie, "50.00"));
        assert!(o.reason.ends_with(words), "{}", o.reason);
    }
}

#[test]
fn thresholds_of_weighted_votes() {
    use Majority::{Simple, ThreeQuarters, TwoThirds, TwoThirdsStrict, Unanimous};
    let two_thirds = (fig(2, 1, 5), fig(200, 100, 0));
    let three_quarters = (fig(3, 1, 0), fig(30, 10, 0));
    let all = (fig(3, 0, 9), fig(30, 0, 0));
    let nearly = (fig(3, 0, 0), fig(30_000, 1, 0));
    for ((a, b), majority, carried) in [
        (two_thirds, Simple, true),
        (two_thirds, TwoThirds, true),
        (two_thirds, TwoThirdsStrict, false),
        (three_quarters, TwoThirdsStrict, true),
        (three_quarters, ThreeQuarters, true),
        (three_quarters, Unanimous, false),
        (all, Unanimous, true),
        (nearly, Unanimous, false),
    ] {
        let o = halves(a, b, &rule(majority));
        assert_eq!((o.carried, o.tie), (carried, false), "{majority:?} {}", o.reason);
    }
}

#[test]
fn a_section_in_which_nobody_voted() {
    let zero = rule(Majority::Simple);
    let drop = CardRule { empty_section: EmptySection::Drop, ..zero };
    let (cast, none) = (fig(90, 10, 0), fig(0, 0, 3));
    for (o, carried, tie, total, given) in [
        (halves(cast, none, &zero), false, false, ("45.00", "5.00"), ("45.00", "0.00")),
        (halves(cast, none, &drop), true, false, ("90.00", "10.00"), ("90.00", "–")),
        (halves(fig(10, 0, 0), none, &zero), false, false, ("50.00", "0.00"), ("50.00", "0.00")),
        (halves(none, none, &zero), false, false, ("0.00", "0.00"), ("0.00", "0.00")),
        (halves(none, none, &drop), false, false, ("–", "–"), ("–", "–")),
        // As much for as against is no tie while the silent section counts in the whole: it is lost.
        (halves(fig(100, 100, 0), none, &zero), false, false, ("25.00", "25.00"), ("25.00", "0.00")),
        (halves(fig(100, 100, 0), none, &drop), false, true, ("50.00", "50.00"), ("50.00", "–")),
    ] {
        assert_eq!((o.carried, o.tie), (carried, tie), "{}", o.reason);
        assert_eq!((o.for_percent.as_str(), o.against_percent.as_str()), total);
        assert_eq!((o.sections[0].weighted_for.as_str(), o.sections[1].weighted_for.as_str()), given);
        assert_eq!(o.sections[1].for_percent, "–");
    }
}

#[test]
fn a_tie_is_exactly_half_of_what_decides() {
    let in_base = CardRule { base: Base::WithAbstentions, ..rule(Majority::Simple) };
    for (a, b, rule, tie) in [
        (fig(1, 1, 0), fig(30, 30, 0), rule(Majority::Simple), true),
        (fig(1, 1, 8), fig(30, 30, 0), rule(Majority::Simple), true),
        (fig(1, 1, 8), fig(30, 30, 0), in_base, false),
        (fig(5, 1, 4), fig(30, 30, 0), in_base, false),
        (fig(2, 1, 0), fig(1, 2, 0), rule(Majority::Simple), true),
        (fig(1, 1, 0), fig(30, 30, 0), rule(Majority::TwoThirds), false),
    ] {
        let o = halves(a, b, &rule);
        assert_eq!((o.carried, o.tie), (false, tie), "{a:?} {b:?} {}", o.reason);
    }
}

#[test]
fn weights_need_not_add_up_to_a_hundred() {
    let sections = [section("A", 1, fig(1, 0, 0)), section("B", 2, fig(0, 1, 0))];
    let o = outcome(&sections, &rule(Majority::Simple));
    assert_eq!((o.for_percent.as_str(), o.against_percent.as_str(), o.carried), ("33.33", "66.67", false));
}

#[test]
fn one_section_with_weight_decides_alone() {
    let sections = [section("Delegates", 100, fig(3, 5, 0)), section("Visitors", 0, fig(90, 1, 0))];
    let o = outcome(&sections, &rule(Majority::Simple));
    assert_eq!((o.carried, o.weighted, o.needed, o.short_by), (false, false, Some(5), Some(2)));
    assert_eq!((o.sections[0].weighted_for.as_str(), o.sections[1].weighted_for.as_str()), ("37.50", "–"));
    assert!(!outcome(&[], &rule(Majority::Simple)).carried);
    assert!(outcome(&[section("A", 0, fig(2, 1, 0))], &rule(Majority::Simple)).carried);
}

#[test]
fn those_present() {
    let present = CardRule { base: Base::Present, present: Some(100), ..rule(Majority::Simple) };
    let o = outcome(&[section("All", 1, fig(51, 2, 0))], &present);
    assert_eq!((o.carried, o.for_percent.as_str()), (true, "51.00"));
    let o = halves(fig(51, 2, 0), fig(9, 0, 0), &present);
    assert_eq!((o.carried, o.tie), (false, false));
    assert_eq!((o.for_percent.as_str(), o.sections[0].weighted_for.as_str()), ("–", "–"));
    assert!(o.reason.contains("cannot be counted by section"));
}

#[test]
fn many_large_sections_stay_exact() {
    let base = 2_251_799_813_685_248_u64;
    let sections: Vec<_> = (0..7_u64)
        .map(|n| section(&format!("S{n}"), 13, fig(base - n * n, base - n * n - u64::from(n == 6), 0)))
        .collect();
    let o = outcome(&sections, &rule(Majority::Simple));
    assert_eq!((o.carried, o.for_percent.as_str()), (true, "50.00"));
}

#[test]
fn shares_of_a_delegation_add_up() {
    for (value, cards, expect) in [
        (100, 4, vec![25, 25, 25, 25]),
        (100, 3, vec![34, 33, 33]),
        (2, 3, vec![1, 1, 0]),
        (0, 2, vec![0, 0]),
        (7, 0, vec![]),
        (7, u64::MAX, vec![]),
    ] {
        assert_eq!(split_value(value, cards), expect);
    }
    assert_eq!(split_value(1_000_003, 17).iter().sum::<u64>(), 1_000_003);
}

#[test]
fn what_cannot_be() {
    let some = fig(1, 1, 0);
    for (sections, expect) in [
        (vec![section("A", 50, some), section("B", 50, fig(0, 0, 0))], vec![]),
        (vec![section("A", 50, some), section("A", 50, some)], vec!["There are two sections called A."]),
        (vec![section("A", 0, some), section("B", 0, some)], vec!["No section has any weight."]),
        (vec![section("A", 1, fig(0, 0, 9))], vec!["Nobody voted for or against in any section."]),
        (
            vec![section("A", 1, fig(1 << 53, 1, 0))],
            vec!["The votes add up to more than can be counted exactly (9,007,199,254,740,992)."],
        ),
        (vec![section("A", 1, fig(1 << 53, 0, 0))], vec![]),
    ] {
        assert_eq!(impossible(&sections), expect);
    }
}
