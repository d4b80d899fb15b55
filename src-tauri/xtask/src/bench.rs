//! `cargo xtask bench`: how fast and how big it is. The record measures itself (`rostrumctl bench`); the two
//! figures of the window are taken from outside, because only there they are what the chair meets.

use crate::house::built;
use crate::node::build_screens;
use crate::package::{painted, wait_for};
use crate::programs::{self, Group, cargo, command, output};
use crate::screen::Screen;
use crate::{Outcome, system};
use std::fs;
use std::path::Path;
use std::process::Stdio;

/// One figure against its goal.
struct Figure {
    name: &'static str,
    value: u64,
    unit: &'static str,
    below: u64,
}

/// Measures the release build; with `--json` prints one object and nothing else.
pub(crate) fn bench(rest: &[String]) -> Outcome {
    let json = rest.iter().any(|word| word == "--json");
    system::ensure_screen()?;
    build_screens()?;
    programs::run(&mut cargo(&["build", "--release", "--package", "rostrum", "--package", "rostrumctl"]))?;
    let mut own = command(built("release", "rostrumctl"));
    own.arg("bench").args(rest);
    if json {
        let object = output(&mut own)?;
        println!("{}", merge(&object, &window()?)?);
    } else {
        programs::run(&mut own)?;
        for figure in window()? {
            let word = if figure.is_met() { "ok" } else { "MISSED" };
            println!(
                "{:<28} {:>8} {:<4} goal <{} {word}",
                figure.name, figure.value, figure.unit, figure.below
            );
        }
    }
    Ok(())
}

/// Starts the program twice and measures the second time, when the system has read its files.
fn window() -> Outcome<[Figure; 2]> {
    let screen = Screen::start("1366x768")?;
    start(&screen, "first")?;
    let (rss, paint) = start(&screen, "second")?;
    Ok([
        Figure { name: "own_rss_mb", value: rss, unit: "MB", below: 120 },
        Figure { name: "first_paint_ms", value: paint, unit: "ms", below: 1000 },
    ])
}

fn start(screen: &Screen, which: &str) -> Outcome<(u64, u64)> {
    let log = screen.folder("log").join(which);
    let mut program = Group::start(
        screen
            .lend(&mut command(built("release", "rostrum")))
            .env("ROSTRUM_PAINT_LOG", &log)
            .stdin(Stdio::null())
            .stdout(Stdio::null()),
    )?;
    wait_for(&mut program, || painted(&log))
        .map_err(|why| format!("the chair's page was not painted: {why}"))?;
    let paint = moment(&log, "painted ")?.saturating_sub(moment(&log, "start ")?);
    // What is still being loaded behind the first picture belongs to the program's size too.
    std::thread::sleep(std::time::Duration::from_secs(2));
    Ok((resident_megabytes(program.id())?, paint))
}

/// The moment, in milliseconds of the epoch, that the program noted under this word.
fn moment(log: &Path, word: &str) -> Outcome<u64> {
    let text = fs::read_to_string(log).map_err(|e| format!("{}: {e}", log.display()))?;
    text.lines()
        .find_map(|line| line.strip_prefix(word)?.trim().parse().ok())
        .ok_or_else(|| format!("{} lacks `{word}`", log.display()))
}

/// The memory the program itself holds, without WebKit's own processes.
fn resident_megabytes(id: u32) -> Outcome<u64> {
    let file = format!("/proc/{id}/status");
    let text = fs::read_to_string(&file).map_err(|e| format!("{file}: {e}"))?;
    let kilobytes: u64 = text
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB")?.parse().ok())
        .ok_or_else(|| format!("{file} lacks VmRSS"))?;
    Ok(kilobytes * 1024 / 1_000_000)
}

impl Figure {
    fn is_met(&self) -> bool {
        self.value < self.below
    }
}

/// Puts the figures into a JSON object as further members.
fn merge(object: &str, figures: &[Figure]) -> Outcome<String> {
    let inside = object
        .trim()
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
        .ok_or_else(|| format!("rostrumctl bench printed no JSON object: {object}"))?
        .trim();
    let mut members: Vec<String> = if inside.is_empty() { Vec::new() } else { vec![inside.to_owned()] };
    members.extend(figures.iter().map(|f| {
        let Figure { name, value, unit, below } = f;
        format!(r#""{name}":{{"value":{value},"unit":"{unit}","goal":"<{below}","ok":{}}}"#, f.is_met())
    }));
    Ok(format!("{{{}}}", members.join(",")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure() -> [Figure; 1] {
        [Figure { name: "own_rss_mb", value: 80, unit: "MB", below: 120 }]
    }

    #[test]
    fn figures_join_an_object() {
        let expect = r#"{"a":{"value":1},"own_rss_mb":{"value":80,"unit":"MB","goal":"<120","ok":true}}"#;
        assert_eq!(merge("{\"a\":{\"value\":1}\n}\n", &figure()).as_deref(), Ok(expect));
    }

    #[test]
    fn figures_fill_an_empty_object() {
        let expect = r#"{"own_rss_mb":{"value":80,"unit":"MB","goal":"<120","ok":true}}"#;
        assert_eq!(merge("{}", &figure()).as_deref(), Ok(expect));
        assert!(merge("oh dear", &figure()).is_err());
    }
}
