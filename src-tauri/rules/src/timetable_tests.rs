//! Programmes and what becomes of them. Times are written as on the printed programme.

use super::{ItemState, Planned, project};
use ItemState::{Adjourned, Closed, Current, NotReached, Parked, Planned as ToCome};

/// `"09:30"` as milliseconds.
fn at(clock: &str) -> i64 {
    let (hours, minutes) = clock.split_once(':').unwrap();
    (hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap()) * 60_000
}

fn clock(ms: i64) -> String {
    format!("{:02}:{:02}", ms / 3_600_000, ms / 60_000 % 60)
}

fn item(span: &str) -> Planned {
    let (start, end) = span.split_once('-').unwrap();
    Planned {
        id: 0,
        planned_start: at(start),
        planned_end: at(end),
        fixed: false,
        state: ToCome,
        started_at: None,
        ended_at: None,
        is_break: false,
        least: 0,
        cut_at: None,
    }
}

fn done(span: &str, actual: &str) -> Planned {
    let (start, end) = actual.split_once('-').unwrap();
    Planned { state: Closed, started_at: Some(at(start)), ended_at: Some(at(end)), ..item(span) }
}

fn on(span: &str, started: &str) -> Planned {
    Planned { state: Current, started_at: Some(at(started)), ..item(span) }
}

fn fixed(span: &str) -> Planned {
    Planned { fixed: true, ..item(span) }
}

fn pause(span: &str) -> Planned {
    Planned { is_break: true, ..item(span) }
}

fn until(cut_at: &str, planned: Planned) -> Planned {
    Planned { cut_at: Some(at(cut_at)), ..planned }
}

/// Expected times are `start-end`, `start-` where the end is not known, and `lost` where not reached.
fn check(items: &[Planned], now: &str, behind_minutes: i64, expect: &[&str]) {
    let projection = project(items, at(now));
    let shown: Vec<_> = projection
        .items
        .iter()
        .map(|f| match (f.reached, f.start) {
            (false, start) => {
                assert_eq!((start, f.end), (None, None));
                "lost".to_owned()
            }
            (true, start) => {
                let time = |ms: Option<i64>| ms.map(clock).unwrap_or_default();
                format!("{}-{}", time(start), time(f.end))
            }
        })
        .collect();
    assert_eq!(shown, expect, "at {now}");
    assert_eq!(projection.behind_ms, behind_minutes * 60_000, "at {now}");
}

/// T1 of §5.1: UCU Congress, Wednesday 30 May 2018.
fn ucu() -> Vec<Planned> {
    vec![
        until("12:30", item("09:30-10:00")),
        until("12:30", item("10:00-11:15")),
        until("12:30", item("11:15-12:00")),
        until("12:30", item("12:00-12:30")),
        pause("12:30-14:00"),
        until("18:00", fixed("14:00-14:15")),
        until("18:00", item("14:15-15:00")),
        until("18:00", item("15:00-16:30")),
        until("18:00", item("16:30-18:00")),
    ]
}

#[test]
fn a_day_as_printed() {
    let printed = [
        "09:30-10:00",
        "10:00-11:15",
        "11:15-12:00",
        "12:00-12:30",
        "12:30-14:00",
        "14:00-14:15",
        "14:15-15:00",
        "15:00-16:30",
        "16:30-18:00",
    ];
    check(&ucu(), "08:00", 0, &printed);
    check(&ucu(), "09:30", 0, &printed);
}

#[test]
fn a_late_opening_loses_the_last_business_of_each_session() {
    check(
        &ucu(),
        "09:40",
        10,
        &[
            "09:40-10:10",
            "10:10-11:25",
            "11:25-12:10",
            "lost",
            "12:30-14:00",
            "14:00-14:15",
            "14:15-15:00",
            "15:00-16:30",
            "16:30-18:00",
        ],
    );
}

#[test]
fn an_overrun_after_lunch_loses_the_end_of_the_day() {
    let mut day = ucu();
    for (place, actual) in [(0, "09:30-09:55"), (1, "09:55-11:10"), (2, "11:10-12:00"), (3, "12:00-12:29")] {
        let (start, end) = actual.split_once('-').unwrap();
        day[place] =
            Planned { state: Closed, started_at: Some(at(start)), ended_at: Some(at(end)), ..day[place] };
    }
    day[4] = Planned { state: Closed, started_at: Some(at("12:29")), ended_at: Some(at("14:00")), ..day[4] };
    day[5] = Planned { state: Current, started_at: Some(at("14:00")), ..day[5] };
    check(
        &day,
        "14:21",
        6,
        &[
            "09:30-09:55",
            "09:55-11:10",
            "11:10-12:00",
            "12:00-12:29",
            "12:29-14:00",
            "14:00-14:21",
            "14:21-15:06",
            "15:06-16:36",
            "lost",
        ],
    );
}

#[test]
fn lateness_is_absorbed_by_gaps_and_breaks() {
    let six_late =
        [on("09:00-10:00", "09:06"), item("10:00-10:20"), item("10:24-11:00"), item("11:10-11:30")];
    check(&six_late, "09:30", 6, &["09:06-10:06", "10:06-10:26", "10:26-11:02", "11:10-11:30"]);
    let lunch = [on("11:00-12:30", "11:15"), pause("12:30-14:00"), item("14:00-14:15")];
    check(&lunch, "12:00", 15, &["11:15-12:45", "12:45-14:00", "14:00-14:15"]);
    // Nothing of it is left: a meal of no length is none.
    check(&lunch, "14:05", 95, &["11:15-14:05", "lost", "14:05-14:20"]);
}

#[test]
fn a_break_gives_up_no_more_than_it_may() {
    let least = |minutes: i64, span| Planned { least: minutes * 60_000, ..pause(span) };
    for (minutes, started, expect) in [
        // On time, and early: people come back when they were told to.
        (45, "11:00", ["11:00-12:30", "12:30-14:00", "14:00-14:15"]),
        (45, "10:45", ["10:45-12:15", "12:15-14:00", "14:00-14:15"]),
        (45, "11:15", ["11:15-12:45", "12:45-14:00", "14:00-14:15"]),
        (45, "11:45", ["11:45-13:15", "13:15-14:00", "14:00-14:15"]),
        // It keeps its forty-five minutes, and the rest of the lateness goes on.
        (45, "12:00", ["12:00-13:30", "13:30-14:15", "14:15-14:30"]),
        // A least longer than the break is the whole of it.
        (999, "11:10", ["11:10-12:40", "12:40-14:10", "14:10-14:25"]),
    ] {
        let day = [on("11:00-12:30", started), least(minutes, "12:30-14:00"), item("14:00-14:15")];
        let behind = (at(started) - at("11:00")) / 60_000;
        check(&day, started, behind, &expect);
    }
    let at_lunch =
        [Planned { is_break: true, least: 45 * 60_000, ..on("12:30-14:00", "13:30") }, fixed("14:00-14:15")];
    check(&at_lunch, "13:35", 15, &["13:30-14:15", "14:15-14:30"]);
}

#[test]
fn a_guillotine_cuts_within_a_session() {
    let session = [
        until("10:30", on("09:30-10:00", "09:50")),
        until("10:30", item("10:00-10:15")),
        until("10:30", item("10:15-10:30")),
        until("12:00", item("10:30-11:00")),
        until("12:00", item("11:00-12:00")),
    ];
    check(&session, "09:55", 20, &["09:50-10:20", "lost", "lost", "10:30-11:00", "11:00-12:00"]);
    let early = [until("10:30", done("09:30-10:00", "09:30-09:40")), session[1], session[2], session[3]];
    check(&early, "09:40", -20, &["09:30-09:40", "09:40-09:55", "09:55-10:10", "10:10-10:40"]);
}

#[test]
fn running_early_brings_forward_only_what_follows_directly() {
    let early =
        [done("09:00-10:00", "09:00-09:40"), item("10:00-10:20"), fixed("10:20-10:30"), item("10:30-10:40")];
    check(&early, "09:40", -20, &["09:00-09:40", "09:40-10:00", "10:20-10:30", "10:30-10:40"]);
    let gap = [on("09:00-10:00", "08:50"), item("10:00-10:20"), item("10:30-10:40")];
    check(&gap, "09:00", -10, &["08:50-09:50", "09:50-10:10", "10:30-10:40"]);
    let lunch = [done("11:00-12:30", "11:00-12:10"), pause("12:30-14:00"), item("14:00-14:15")];
    check(&lunch, "12:10", -20, &["11:00-12:10", "12:10-14:00", "14:00-14:15"]);
    let at_lunch = [Planned { is_break: true, ..on("12:30-14:00", "12:10") }, item("14:00-14:15")];
    check(&at_lunch, "12:20", 0, &["12:10-14:00", "14:00-14:15"]);
    check(&at_lunch, "14:03", 3, &["12:10-14:03", "14:03-14:18"]);
}

#[test]
fn a_fixed_item_waits_for_late_business() {
    check(&[on("09:00-10:00", "09:10"), fixed("10:00-10:20")], "09:30", 10, &["09:10-10:10", "10:10-10:30"]);
}

#[test]
fn the_guillotine_spares_a_fixed_item_that_fits() {
    let session = [
        until("12:00", on("11:00-11:30", "11:10")),
        until("12:00", item("11:30-11:55")),
        until("12:00", item("11:55-11:56")),
        until("12:00", fixed("11:56-12:00")),
        until("13:00", item("12:00-12:30")),
    ];
    check(&session, "11:20", 10, &["11:10-11:40", "lost", "lost", "11:56-12:00", "12:00-12:30"]);
    let unfixed = [session[0], until("12:00", item("11:30-12:00")), session[4]];
    check(&unfixed, "11:20", 10, &["11:10-11:40", "lost", "12:00-12:30"]);
}

#[test]
fn business_put_aside_takes_no_more_time() {
    let day = [
        Planned { state: Parked, started_at: Some(at("09:00")), ..item("09:00-09:30") },
        Planned { state: Adjourned, started_at: Some(at("09:25")), ..item("09:30-10:00") },
        Planned { state: NotReached, ..item("10:00-10:10") },
        item("10:10-10:30"),
    ];
    check(&day, "10:12", 2, &["09:00-", "09:25-", "lost", "10:12-10:32"]);
}

#[test]
fn business_out_of_order_is_neither_late_nor_early() {
    let ahead = [item("10:00-10:30"), item("10:30-11:00"), on("11:00-11:30", "10:00"), item("11:30-11:40")];
    check(&ahead, "10:10", 0, &["10:30-11:00", "11:00-11:30", "10:00-10:30", "11:30-11:40"]);
    let after =
        [item("10:00-10:30"), item("10:30-11:00"), done("11:00-11:30", "10:00-10:30"), item("11:30-11:40")];
    check(&after, "10:30", 0, &["10:30-11:00", "11:00-11:30", "10:00-10:30", "11:30-11:40"]);
}

#[test]
fn nobody_is_ahead_while_what_is_printed_before_waits() {
    let skipped =
        [item("10:00-10:20"), pause("10:20-11:20"), on("11:20-11:50", "10:00"), item("11:50-12:00")];
    check(&skipped, "10:05", 0, &["10:30-10:50", "10:50-11:20", "10:00-10:30", "11:20-11:30"]);
    assert!(project(&skipped, at("10:05")).out_of_order);
    let taken = [done("10:00-10:20", "10:00-10:10"), on("10:20-10:40", "10:10"), item("10:40-11:00")];
    check(&taken, "10:15", -10, &["10:00-10:10", "10:10-10:30", "10:30-10:50"]);
    assert!(!project(&taken, at("10:15")).out_of_order);
}

#[test]
fn nothing_to_come() {
    check(&[], "10:00", 0, &[]);
    check(&[done("09:00-10:00", "09:00-10:07")], "11:00", 7, &["09:00-10:07"]);
    check(&[Planned { state: NotReached, ..item("09:00-10:00") }], "11:00", 0, &["lost"]);
}
