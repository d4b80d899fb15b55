//! `cargo xtask bench`: how fast and how big it is. The record measures itself (`rostrumctl bench`); the
//! figures of the window are taken from outside, because only there they are what the chair meets.

use crate::house::{built, root};
use crate::node::{build_screens, install, npm};
use crate::package::{painted, wait_for};
use crate::programs::{self, Group, cargo, command, output};
use crate::screen::Screen;
use crate::{Outcome, system, test};
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

/// What Mesa draws with where there is no graphics card.
const RENDERER: [&str; 2] = ["/libLLVM-", "/swrast_dri.so"];

/// Measures the release build; with `--json` prints one object and nothing else.
pub(crate) fn bench(rest: &[String]) -> Outcome {
    let json = rest.iter().any(|word| word == "--json");
    system::ensure_test()?;
    build_screens()?;
    programs::prepare(&mut cargo(&[
        "build",
        "--release",
        "--package",
        "rostrum",
        "--package",
        "rostrumctl",
    ]))?;
    let folder = root().join("target/bench");
    fs::create_dir_all(&folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let large = folder.join("large.conference");
    if large.exists() {
        fs::remove_file(&large).map_err(|e| format!("{}: {e}", large.display()))?;
    }
    let mut own = command(built("release", "rostrumctl"));
    own.arg("bench").args(rest).arg("--keep").arg(&large);
    if json {
        let object = output(&mut own)?;
        println!("{}", merge(&object, &window(&large)?)?);
    } else {
        programs::run(&mut own)?;
        for figure in window(&large)? {
            let word = if figure.is_met() { "ok" } else { "MISSED" };
            println!(
                "{:<28} {:>8} {:<4} goal <{} {word}",
                figure.name, figure.value, figure.unit, figure.below
            );
        }
    }
    Ok(())
}

/// Starts the program twice upon a large conference and measures the second time, when the system has read its files.
fn window(large: &Path) -> Outcome<[Figure; 4]> {
    let screen = Screen::start("1366x768")?;
    start(&screen, large, "first")?;
    let ((own, drawing), paint) = start(&screen, large, "second")?;
    let key = key_to_screen(&screen, large)?;
    Ok([
        Figure { name: "window_key_p99_ms", value: key, unit: "ms", below: 50 },
        Figure { name: "own_rss_mb", value: own, unit: "MB", below: 120 },
        Figure { name: "software_renderer_rss_mb", value: drawing, unit: "MB", below: 80 },
        Figure { name: "first_paint_ms", value: paint, unit: "ms", below: 1000 },
    ])
}

/// From a key to the changed picture of the chair's own window, 99 of a hundred times at most.
fn key_to_screen(screen: &Screen, large: &Path) -> Outcome<u64> {
    install("tests/e2e")?;
    test::ensure_driver()?;
    let mut keys = npm("tests/e2e", &["run", "--silent", "measure:keys", "--"]);
    let printed = output(test::with_programs(screen.lend(keys.arg(large)), "release"))?;
    let list = printed.lines().last().unwrap_or_default().trim().trim_matches(['[', ']']);
    let times: Result<Vec<u64>, _> = list.split(',').map(str::parse).collect();
    highest_of_99(times.map_err(|why| format!("measure:keys printed no times: {why}: {printed}"))?)
}

/// The longest but for one in a hundred.
fn highest_of_99(mut times: Vec<u64>) -> Outcome<u64> {
    times.sort_unstable();
    let at = (times.len() * 99).div_ceil(100).saturating_sub(1);
    times.get(at).copied().ok_or_else(|| "no key was measured".to_owned())
}

fn start(screen: &Screen, large: &Path, which: &str) -> Outcome<((u64, u64), u64)> {
    let log = screen.folder("log").join(which);
    let mut program = Group::start(
        screen
            .lend(command(built("release", "rostrum")).arg(large))
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

/// The memory the program itself holds, without WebKit's own processes; and how much more is Mesa's software renderer,
/// which WebKit loads into it where there is no graphics card, as on the screen that is measured on.
fn resident_megabytes(id: u32) -> Outcome<(u64, u64)> {
    let file = format!("/proc/{id}/smaps");
    let text = fs::read_to_string(&file).map_err(|e| format!("{file}: {e}"))?;
    let (own, drawing) = resident(&text);
    Ok((own * 1024 / 1_000_000, drawing * 1024 / 1_000_000))
}

/// Kilobytes resident according to `smaps`: of the program, and of the software renderer.
fn resident(smaps: &str) -> (u64, u64) {
    let (mut own, mut drawing, mut of_renderer) = (0, 0, false);
    for line in smaps.lines() {
        if let Some(rss) = line.strip_prefix("Rss:") {
            let kilobytes: u64 =
                rss.trim().strip_suffix(" kB").and_then(|n| n.parse().ok()).unwrap_or_default();
            *(if of_renderer { &mut drawing } else { &mut own }) += kilobytes;
        } else if line.split_whitespace().next().is_some_and(|first| first.contains('-')) {
            of_renderer = RENDERER.iter().any(|library| line.contains(library));
        }
    }
    (own, drawing)
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
    fn the_renderer_of_a_machine_without_a_graphics_card_is_told_apart() {
        let smaps = "55d0-55e0 r-xp 00000000 fe:00 1 /usr/bin/rostrum\nSize: 9 kB\nRss:      8 kB\n\
                     7f00-7f10 r-xp 00000000 fe:00 2 /usr/lib/libLLVM-15.so.1\nRss:     40 kB\n\
                     7f20-7f30 rw-p 00000000 00:00 0 \nRss:      2 kB\n";
        assert_eq!(resident(smaps), (10, 40));
    }

    #[test]
    fn one_in_a_hundred_is_left_out() {
        assert_eq!(highest_of_99((1..=100).rev().collect()), Ok(99));
        assert_eq!(highest_of_99(vec![7]), Ok(7));
        assert!(highest_of_99(Vec::new()).is_err());
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
