//! Days and times of day in the conference's own time zone, to and from milliseconds since 1970.
//!
//! Invariant: a time that a clock on the wall never showed is refused, never moved.

use std::ops::Range;

use chrono::{Datelike, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use rules::refusal::Refusal;

use crate::command::NewConference;

/// The zone by its IANA name.
///
/// # Errors
/// `time.no_such_zone`
pub fn zone(name: &str) -> Result<Tz, Refusal> {
    name.parse().map_err(|_| {
        Refusal::new("time.no_such_zone", format!("There is no time zone called “{name}”."))
            .allowed_by("Give an IANA name, such as Europe/London.")
    })
}

/// A day as `2017-03-11`.
///
/// # Errors
/// `time.no_such_day`
pub fn day(text: &str) -> Result<NaiveDate, Refusal> {
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| {
        Refusal::new("time.no_such_day", format!("There is no day “{text}”. Days are written 2017-03-11."))
    })
}

/// A time of day as `09:30`.
///
/// # Errors
/// `time.no_such_time`
pub fn time_of_day(text: &str) -> Result<NaiveTime, Refusal> {
    NaiveTime::parse_from_str(text.trim(), "%H:%M").map_err(|_| {
        Refusal::new("time.no_such_time", format!("There is no time “{text}”. Times are written 09:30."))
    })
}

/// A local day and time as ms since 1970 UTC; of an hour that comes twice, the first.
///
/// # Errors
/// `time.skipped` where the clocks go forward over it.
pub fn instant(zone: Tz, day: NaiveDate, time: NaiveTime) -> Result<i64, Refusal> {
    match zone.from_local_datetime(&day.and_time(time)) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Ok(at.timestamp_millis()),
        LocalResult::None => Err(Refusal::new(
            "time.skipped",
            format!("{} on {} does not exist: the clocks go forward over it.", time.format("%H:%M"), day),
        )),
    }
}

/// When the time of a new conference begins, if not now: a rehearsal is of its first day, at nine in the morning.
#[must_use]
pub fn begins(conference: &NewConference) -> Option<i64> {
    let first =
        conference.days.iter().filter_map(|text| day(text).ok()).min().filter(|_| conference.rehearsal)?;
    instant(zone(&conference.time_zone).ok()?, first, NaiveTime::from_hms_opt(9, 0, 0)?).ok()
}

/// A local day and time in one, `2016-07-29 11:20` or as a browser's field writes it, as ms since 1970 UTC.
///
/// # Errors
/// `time.no_such_moment`, and as [`day`], [`time_of_day`] and [`instant`].
pub fn moment(zone: Tz, text: &str) -> Result<i64, Refusal> {
    let (date, time) = text.trim().split_once([' ', 'T']).ok_or_else(|| {
        Refusal::new(
            "time.no_such_moment",
            format!("“{text}” is not a day and a time. They are written 2016-07-29 11:20."),
        )
    })?;
    instant(zone, day(date)?, time_of_day(time)?)
}

/// A moment as people write it by the clocks of the conference: `2016-07-29 11:20`.
#[must_use]
pub fn moment_in_words(zone: Tz, at: i64) -> String {
    let local = Utc.timestamp_millis_opt(at).single().map(|at| at.with_timezone(&zone));
    local.map_or_else(String::new, |at| at.format("%Y-%m-%d %H:%M").to_string())
}

/// The local day that an instant falls on.
#[must_use]
pub fn local_day(zone: Tz, at: i64) -> Option<NaiveDate> {
    Utc.timestamp_millis_opt(at).single().map(|at| at.with_timezone(&zone).date_naive())
}

/// The local day that an instant falls on, from its first moment to that of the next, as ms since 1970 UTC.
#[must_use]
pub fn day_around(zone: Tz, at: i64) -> Option<Range<i64>> {
    // Where the clocks go forward over midnight a day begins at one.
    let begins = |day| {
        NaiveTime::from_hms_opt(0, 0, 0)
            .into_iter()
            .chain(NaiveTime::from_hms_opt(1, 0, 0))
            .find_map(|time| instant(zone, day, time).ok())
    };
    let day = local_day(zone, at)?;
    Some(begins(day)?..begins(day.succ_opt()?)?)
}

/// `14:32`
#[must_use]
pub fn hours_minutes(zone: Tz, at: i64) -> String {
    Utc.timestamp_millis_opt(at)
        .single()
        .map_or_else(String::new, |at| at.with_timezone(&zone).format("%H:%M").to_string())
}

/// The next moment at which the clocks of the conference show this time: today, or tomorrow where today it is past.
///
/// # Errors
/// As [`time_of_day`] and [`instant`].
pub fn next(zone: Tz, now: i64, text: &str) -> Result<i64, Refusal> {
    let time = time_of_day(text)?;
    let today =
        local_day(zone, now).ok_or_else(|| Refusal::new("time.no_such_day", "There is no such day."))?;
    let at = instant(zone, today, time)?;
    match today.succ_opt() {
        Some(tomorrow) if at <= now => instant(zone, tomorrow, time),
        Some(_) | None => Ok(at),
    }
}

/// A moment to come, as it is said now: `00:10`, and with its day where that could be mistaken, `10:05 on Sunday 12 March
/// 2017`.
#[must_use]
pub fn to_come(zone: Tz, now: i64, at: i64) -> String {
    let near = local_day(zone, now) == local_day(zone, at) || at - now < 12 * 3_600_000;
    let time = hours_minutes(zone, at);
    match local_day(zone, at).filter(|_| !near) {
        Some(day) => format!("{time} on {}", day_in_words(day)),
        None => time,
    }
}

/// `Saturday 11 March 2017`
#[must_use]
pub fn day_in_words(day: NaiveDate) -> String {
    format!("{} {} {}", day.format("%A"), day.day(), day.format("%B %Y"))
}

/// `Sat 11 Mar`
#[must_use]
pub fn short_day(day: NaiveDate) -> String {
    format!("{} {} {}", day.format("%a"), day.day(), day.format("%b"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_local_and_a_skipped_hour_is_refused() {
        let london = zone("Europe/London").unwrap();
        let spring = day("2017-03-26").unwrap();
        let winter = instant(london, day("2017-03-11").unwrap(), time_of_day("10:00").unwrap()).unwrap();
        assert_eq!(winter, 1_489_226_400_000);
        assert_eq!(hours_minutes(london, winter), "10:00");
        assert_eq!(instant(london, spring, time_of_day("01:30").unwrap()).unwrap_err().code, "time.skipped");
        assert_eq!(day_in_words(spring), "Sunday 26 March 2017");
    }

    #[test]
    fn a_moment_to_come_names_its_day_where_it_could_be_mistaken() {
        let london = zone("Europe/London").unwrap();
        let now = moment(london, "2017-03-11 22:00").unwrap();
        for (at, said) in [
            ("2017-03-11 23:45", "23:45"),
            ("2017-03-12 09:30", "09:30"),
            ("2017-03-12 10:05", "10:05 on Sunday 12 March 2017"),
        ] {
            assert_eq!(to_come(london, now, moment(london, at).unwrap()), said);
        }
    }

    #[test]
    fn a_day_runs_from_midnight_to_midnight_on_the_wall() {
        const HOUR: i64 = 3_600_000;
        for (name, date, at, hours) in [
            ("Europe/London", "2017-03-11", "10:00", 24),
            ("Europe/London", "2017-03-26", "10:00", 23),
            ("Europe/London", "2017-10-29", "23:59", 25),
            ("America/Sao_Paulo", "2017-10-15", "10:00", 23),
        ] {
            let (zone, date) = (zone(name).unwrap(), day(date).unwrap());
            let around = day_around(zone, instant(zone, date, time_of_day(at).unwrap()).unwrap()).unwrap();
            assert_eq!((around.end - around.start) / HOUR, hours, "{name} {date}");
            assert_eq!(local_day(zone, around.start), Some(date));
            assert_eq!(local_day(zone, around.end - 1), Some(date));
        }
    }

    #[test]
    fn what_no_calendar_or_clock_shows_is_refused() {
        for (what, code) in
            [(day("2017-02-30").err(), "time.no_such_day"), (time_of_day("25:00").err(), "time.no_such_time")]
        {
            assert_eq!(what.unwrap().code, code);
        }
        assert_eq!(zone("Europe/Londn").unwrap_err().code, "time.no_such_zone");
    }
}
