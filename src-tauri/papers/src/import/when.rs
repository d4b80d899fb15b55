//! Days and times as people type them.

use chrono::{NaiveDate, NaiveTime, Timelike};

/// A day: `2017-10-29`, `29/10/2017`, `Sunday 29 October 2017`. Where day and month could be either, the one that is
/// among `days`.
pub(super) fn day(text: &str, days: &[NaiveDate]) -> Result<NaiveDate, String> {
    if text.is_empty() {
        return Err("Day is missing.".to_owned());
    }
    let no_such_day = || format!("There is no such day: {}.", super::text::brief(text));
    let iso = text.strip_suffix("T00:00:00").or_else(|| text.strip_suffix(" 00:00:00")).unwrap_or(text);
    if let Ok(day) = NaiveDate::parse_from_str(iso, "%Y-%m-%d") {
        return plausible(day).ok_or_else(no_such_day);
    }
    let numbers: Vec<&str> = text.split(['/', '.', '-']).collect();
    if let [first, second, year] = numbers.as_slice() {
        return plausible(of_three(text, first, second, year, days)?).ok_or_else(no_such_day);
    }
    let words = text.replace(',', " ");
    let mut words: Vec<&str> = words.split_whitespace().collect();
    if words.first().is_some_and(|word| !word.starts_with(|c: char| c.is_ascii_digit())) {
        words.remove(0);
    }
    let plain = words.join(" ");
    let formats = ["%d %B %Y", "%d %b %Y"];
    let day = formats.iter().find_map(|format| NaiveDate::parse_from_str(&plain, format).ok());
    day.and_then(plausible).ok_or_else(no_such_day)
}

fn of_three(
    text: &str,
    first: &str,
    second: &str,
    year: &str,
    days: &[NaiveDate],
) -> Result<NaiveDate, String> {
    let no_such_day = || format!("There is no such day: {}.", super::text::brief(text));
    let number = |part: &str| part.trim().parse::<u32>().map_err(|_| no_such_day());
    let (first, second) = (number(first)?, number(second)?);
    let year = year.trim().parse::<i32>().map_err(|_| no_such_day())?;
    let day_first = NaiveDate::from_ymd_opt(year, second, first);
    let month_first = NaiveDate::from_ymd_opt(year, first, second);
    match (day_first, month_first) {
        (Some(day), None) | (None, Some(day)) => Ok(day),
        (Some(a), Some(b)) if a == b => Ok(a),
        (Some(a), Some(b)) => match (days.contains(&a), days.contains(&b)) {
            (true, false) => Ok(a),
            (false, true) => Ok(b),
            (true, true) | (false, false) => Err(format!("{text} can be {a} or {b}: write it so.")),
        },
        (None, None) => Err(no_such_day()),
    }
}

fn plausible(day: NaiveDate) -> Option<NaiveDate> {
    use chrono::Datelike;
    (1800..=2200).contains(&day.year()).then_some(day)
}

/// A local time: `09:30`, `9.30`, `0930`, `9:30 am`, `9:30:00`.
pub(super) fn time(text: &str, what: &str) -> Result<NaiveTime, String> {
    if text.is_empty() {
        return Err(format!("{what} is missing."));
    }
    let no_such_time = || format!("{what}: there is no such time: {}.", super::text::brief(text));
    let lower = text.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm");
    let (clock, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        (None, None) => (lower.as_str(), None),
    };
    let (hour, minute) = clock_parts(clock.trim(), half.is_some()).ok_or_else(no_such_time)?;
    let hour = match half {
        None => hour,
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return Err(no_such_time()),
    };
    NaiveTime::from_hms_opt(hour, minute, 0).ok_or_else(no_such_time)
}

fn clock_parts(clock: &str, bare_hour: bool) -> Option<(u32, u32)> {
    let number =
        |part: &str| (!part.is_empty() && part.len() <= 2).then(|| part.parse::<u32>().ok()).flatten();
    let parts: Vec<&str> = clock.split([':', '.']).collect();
    match parts.as_slice() {
        [hour, minute] | [hour, minute, "00"] if minute.len() == 2 => Some((number(hour)?, number(minute)?)),
        [four] if four.len() == 4 && four.is_ascii() => Some((number(&four[..2])?, number(&four[2..])?)),
        [hour] if bare_hour => Some((number(hour)?, 0)),
        _ => None,
    }
}

/// `09:30`
pub(super) fn printed(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// The minutes from midnight.
pub(super) fn minutes(time: NaiveTime) -> u32 {
    time.hour() * 60 + time.minute()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{day, printed, time};

    #[test]
    fn times() {
        for (text, expect) in [
            ("09:30", Some("09:30")),
            ("9.30", Some("09:30")),
            ("0930", Some("09:30")),
            ("9:30 pm", Some("21:30")),
            ("9.30 p.m.", Some("21:30")),
            ("12:15am", Some("00:15")),
            ("12pm", Some("12:00")),
            ("10:00:00", Some("10:00")),
            ("25:00", None),
            ("24:00", None),
            ("10:60", None),
            ("10:5", None),
            ("13:00 pm", None),
            ("10", None),
            ("-1:00", None),
            ("éé", None),
            ("soon", None),
        ] {
            assert_eq!(time(text, "Start").ok().map(printed).as_deref(), expect, "{text}");
        }
        assert_eq!(time("25:00", "Start"), Err("Start: there is no such time: 25:00.".to_owned()));
    }

    #[test]
    fn days() {
        let known = [NaiveDate::from_ymd_opt(2017, 3, 11).unwrap()];
        for (text, expect) in [
            ("2017-10-29", Ok("2017-10-29")),
            ("29/10/2017", Ok("2017-10-29")),
            ("29.10.2017", Ok("2017-10-29")),
            ("Sunday 29 October 2017", Ok("2017-10-29")),
            ("Sun, 29 Oct 2017", Ok("2017-10-29")),
            ("11/03/2017", Ok("2017-03-11")),
            ("03/11/2017", Ok("2017-03-11")),
            ("04/05/2017", Err("04/05/2017 can be 2017-05-04 or 2017-04-05: write it so.")),
            ("2017-02-30", Err("There is no such day: 2017-02-30.")),
            ("30/02/2017", Err("There is no such day: 30/02/2017.")),
            ("0017-02-03", Err("There is no such day: 0017-02-03.")),
            ("soon", Err("There is no such day: soon.")),
        ] {
            let expect = expect.map(str::to_owned).map_err(str::to_owned);
            assert_eq!(day(text, &known).map(|day| day.to_string()), expect, "{text}");
        }
    }
}
