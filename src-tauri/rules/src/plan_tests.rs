//! Sessions as a committee writes them down, and the times they come to.

use super::{Fault, Line, Sitting, lay_out, minutes_up};

fn at(clock: &str) -> i64 {
    let (hours, minutes) = clock.split_once(':').unwrap();
    (hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap()) * 60_000
}

fn clock(ms: i64) -> String {
    format!("{:02}:{:02}", ms / 3_600_000, ms / 60_000 % 60)
}

/// `30` minutes, `30@10:00` not before ten, `30!10:00` fixed for ten, `=09:30-10:05` begun.
fn line(text: &str) -> Line {
    let free = Line { length: 0, at: None, fixed: false, printed: None };
    if let Some(span) = text.strip_prefix('=') {
        let (start, end) = span.split_once('-').unwrap();
        return Line { printed: Some((at(start), at(end))), ..free };
    }
    let (minutes, time, fixed) = match (text.split_once('@'), text.split_once('!')) {
        (Some((minutes, time)), _) => (minutes, Some(time), false),
        (None, Some((minutes, time))) => (minutes, Some(time), true),
        (None, None) => (text, None, false),
    };
    Line { length: minutes.parse::<i64>().unwrap() * 60_000, at: time.map(at), fixed, printed: None }
}

fn sitting(span: &str, from: &str, lines: &str) -> Sitting {
    let (start, end) = span.split_once('-').unwrap();
    Sitting {
        start: at(start),
        end: at(end),
        from: at(from),
        lines: lines.split_whitespace().map(line).collect(),
    }
}

#[test]
fn items_follow_one_another_and_what_does_not_fit_is_said() {
    for (span, from, lines, expect) in [
        ("09:30-12:30", "00:00", "30 75 45 30", "09:30-10:00 10:00-11:15 11:15-12:00 12:00-12:30"),
        // Forty minutes lost: what is still to come is planned from then.
        (
            "09:30-12:30",
            "10:40",
            "=09:30-10:00 75 45 30",
            "09:30-10:00 10:40-11:55 11:55-12:40 [It ends 10 min after Morning has ended at 12:30.] \
             12:40-13:10 [It begins after Morning has ended at 12:30.]",
        ),
        // A time that was given is a gap before it, and holds against what is early.
        ("14:00-16:00", "00:00", "15 30@14:30 10", "14:00-14:15 14:30-15:00 15:00-15:10"),
        ("14:00-16:00", "00:00", "15 30!14:30 10", "14:00-14:15 14:30-15:00 15:00-15:10"),
        (
            "14:00-16:00",
            "00:00",
            "45 30!14:30",
            "14:00-14:45 14:45-15:15 [Fixed for 14:30, but what comes before it ends at 14:45.]",
        ),
        // What is not fixed only follows.
        ("14:00-16:00", "00:00", "45 30@14:30", "14:00-14:45 14:45-15:15"),
        ("14:00-16:00", "00:00", "30!13:30", "14:00-14:30 [13:30 is before Morning begins.]"),
        (
            "14:00-15:00",
            "00:00",
            "30 20!23:45",
            "14:00-14:30 23:45-24:05 [It begins after Morning has ended at 15:00.]",
        ),
        ("14:00-15:00", "00:00", "60 0", "14:00-15:00 15:00-15:00"),
        ("14:00-15:00", "00:00", "", ""),
    ] {
        let all = lay_out(&[sitting(span, from, lines)]);
        let [(faults, laid)] = all.as_slice() else { panic!("one session") };
        assert_eq!(faults, &[]);
        let shown: Vec<String> = laid
            .iter()
            .map(|each| {
                let faults = each.faults.iter().map(|fault| {
                    assert!(!fault.is_impossible());
                    format!(" [{}]", fault.sentence("Morning", &[], clock))
                });
                format!("{}-{}{}", clock(each.start), clock(each.end), faults.collect::<String>())
            })
            .collect();
        assert_eq!(shown.join(" "), expect, "{span} {lines}");
    }
}

#[test]
fn sessions_that_cannot_be() {
    let names = ["Morning", "Lunch", "Afternoon"];
    for (spans, expect) in [
        (["09:00-12:00", "12:00-13:00", "13:00-17:00"], ["", "", ""]),
        (["09:00-12:30", "12:00-13:00", "13:00-17:00"], ["", "Lunch begins before Morning has ended.", ""]),
        (["09:00-12:00", "12:00-11:00", "13:00-17:00"], ["", "Lunch ends at 11:00, before it begins.", ""]),
        (["13:00-17:00", "12:00-13:00", "17:00-18:00"], ["", "Lunch begins before Morning has ended.", ""]),
        (
            ["09:00-14:00", "14:00-15:00", "13:30-17:00"],
            ["", "", "Afternoon begins before Morning has ended."],
        ),
    ] {
        let day: Vec<_> = spans.iter().map(|span| sitting(span, "00:00", "")).collect();
        let said: Vec<String> = lay_out(&day)
            .iter()
            .zip(names)
            .map(|((faults, _), name)| {
                assert!(faults.iter().all(|fault| fault.is_impossible()));
                faults.iter().map(|fault| fault.sentence(name, &names, clock)).collect()
            })
            .collect();
        assert_eq!(said, expect, "{spans:?}");
    }
    assert!(matches!(
        Fault::Overlaps { with: 9 }.sentence("Lunch", &names, clock).as_str(),
        "Lunch begins before the session before has ended."
    ));
}

#[test]
fn a_part_of_a_minute_is_a_minute() {
    for (ms, expect) in [(0, 0), (1, 1), (60_000, 1), (60_001, 2), (-60_000, -1)] {
        assert_eq!(minutes_up(ms), expect);
    }
}
