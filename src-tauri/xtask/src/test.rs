//! `cargo xtask test`: every check and test there is, in the order in which a failure is found soonest. A failing
//! step does not stop those that do not need it, so that one run reports everything.

use crate::house::{built, root, tools};
use crate::node::{build_screens, has_script, install, npm};
use crate::programs::{cargo, run, stream, succeeds};
use crate::screen::Screen;
use crate::tally::{Runner, Tally};
use crate::{Outcome, package, system};
use std::process::Command;
use std::time::{Duration, Instant};

/// How long a step that runs tests may take before it counts as hanging.
const LIMIT: Duration = Duration::from_secs(45 * 60);

/// One line of the table at the end.
struct Step {
    name: &'static str,
    headline: &'static str,
    /// Steps without which this one means nothing.
    needs: &'static [&'static str],
    take: fn() -> Outcome<Taken>,
}

/// What became of a step that could be taken.
enum Taken {
    /// A check: it held.
    Held,
    /// Tests were run, and this many of each kind there were. `Err` is the runner's own complaint.
    Counted(Tally, Outcome),
}

struct Line {
    name: &'static str,
    result: String,
    tally: Tally,
    usable: bool,
    time: Duration,
}

const STEPS: &[Step] = &[
    Step { name: "format", headline: "The Rust is formatted", needs: &[], take: format },
    Step { name: "check", headline: "The screens' types hold", needs: &[], take: check },
    Step { name: "unit", headline: "Tests of the screens' logic", needs: &[], take: unit },
    Step { name: "screens", headline: "The screens build", needs: &[], take: screens },
    Step { name: "clippy", headline: "The Rust keeps the house style", needs: &["screens"], take: clippy },
    Step { name: "build", headline: "The programs build", needs: &["screens"], take: build },
    Step {
        name: "rust",
        headline: "Tests of the rules, the record and all that is Rust",
        needs: &["build"],
        take: rust,
    },
    Step { name: "browser", headline: "The screens in a real browser", needs: &["build"], take: browser },
    Step { name: "window", headline: "The program in a real window", needs: &["build"], take: window },
    Step {
        name: "package",
        headline: "The package installs, starts and goes away",
        needs: &["build"],
        take: deb,
    },
];

/// Takes every step, or one and what it needs.
pub(crate) fn test(rest: &[String]) -> Outcome {
    let only = match rest {
        [] => None,
        [flag, name] if flag == "--only" && STEPS.iter().any(|step| step.name == name) => Some(name.as_str()),
        _ => {
            let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            return Err(format!("test [--only STEP], where STEP is one of {}", names.join(", ")));
        }
    };
    system::ensure_test()?;
    let mut lines: Vec<Line> = Vec::new();
    for step in STEPS.iter().filter(|step| only.is_none_or(|name| is_needed(name, step.name))) {
        let line = take(step, &lines);
        println!("── {}: {} ({})\n", line.name, line.result, in_words(line.time));
        lines.push(line);
    }
    conclude(&lines)
}

/// Whether `wanted` is `step` or cannot do without it.
fn is_needed(wanted: &str, step: &str) -> bool {
    let needs = STEPS.iter().find(|s| s.name == wanted).map_or(&[][..], |s| s.needs);
    wanted == step || needs.iter().any(|need| is_needed(need, step))
}

fn take(step: &Step, before: &[Line]) -> Line {
    let begun = Instant::now();
    let line = |result: &str, tally, usable| Line {
        name: step.name,
        result: result.to_owned(),
        tally,
        usable,
        time: begun.elapsed(),
    };
    println!("══ {} ══ {}", step.name, step.headline);
    if let Some(missing) = before.iter().find(|line| step.needs.contains(&line.name) && !line.usable) {
        return line(&format!("not taken, because `{}` failed", missing.name), Tally::default(), false);
    }
    match (step.take)() {
        Ok(Taken::Held) => line("ok", Tally::default(), true),
        Ok(Taken::Counted(mut tally, outcome)) => {
            if let Err(why) = outcome {
                println!("{why}");
                // A runner that fails without naming a test has itself failed.
                tally.failed = tally.failed.max(1);
            }
            line(&tally.to_string(), tally, tally.failed == 0)
        }
        Err(why) => {
            println!("{why}");
            line("FAILED", Tally { failed: 1, ..Tally::default() }, false)
        }
    }
}

fn conclude(lines: &[Line]) -> Outcome {
    let mut all = Tally::default();
    println!("Step      Time      Result");
    for line in lines {
        println!("{:<9} {:>8}  {}", line.name, in_words(line.time), line.result);
        all += line.tally;
    }
    let total = lines.iter().map(|line| line.time).sum();
    println!("{:<9} {:>8}\n\n{all}", "all", in_words(total));
    if all.failed > 0 {
        // The sum is the last line there is; the exit code says the rest.
        std::process::exit(1);
    }
    Ok(())
}

fn in_words(time: Duration) -> String {
    format!("{}:{:02} min", time.as_secs() / 60, time.as_secs() % 60)
}

fn held(command: &mut Command) -> Outcome<Taken> {
    run(command).map(|()| Taken::Held)
}

fn counted(runner: Runner, command: &mut Command) -> Taken {
    let mut tally = Tally::default();
    let outcome = stream(command, LIMIT, &mut |line| tally += runner.read(line));
    Taken::Counted(tally, outcome)
}

fn format() -> Outcome<Taken> {
    held(&mut cargo(&["fmt", "--all", "--check"]))
}

fn check() -> Outcome<Taken> {
    install("ui")?;
    held(&mut npm("ui", &["run", "check"]))
}

fn unit() -> Outcome<Taken> {
    install("ui")?;
    Ok(counted(Runner::Node, &mut npm("ui", &["test"])))
}

fn screens() -> Outcome<Taken> {
    build_screens().map(|()| Taken::Held)
}

fn clippy() -> Outcome<Taken> {
    held(&mut cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// Always the whole workspace: a part of it would be built with other features, and everything then twice.
fn build() -> Outcome<Taken> {
    held(&mut cargo(&["build", "--workspace"]))
}

fn rust() -> Outcome<Taken> {
    if succeeds(&mut cargo(&["nextest", "--version"])) {
        let words = ["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests", "pass"];
        return Ok(untried(counted(Runner::Nextest, &mut cargo(&words))));
    }
    Ok(untried(counted(Runner::Cargo, &mut cargo(&["test", "--workspace", "--no-fail-fast"]))))
}

/// Cases that are not ours to bring along: the test of each reads it where it lies, and tries nothing where it is not.
const ELSEWHERE: &[(&str, &str)] =
    &[("../shared/cases/openslides/example-data.json", "The example of OpenSlides itself")];

/// What a test that passed says is seen by nobody: here it is said what was not tried, and counted so.
fn untried(taken: Taken) -> Taken {
    let (mut tally, outcome) = match taken {
        Taken::Counted(tally, outcome) => (tally, outcome),
        held @ Taken::Held => return held,
    };
    for (_, what) in ELSEWHERE.iter().filter(|(path, _)| !root().join(path).is_file()) {
        println!("Not tried: {what} is not beside the repository.");
        if tally.passed > 0 {
            tally.passed -= 1;
            tally.skipped += 1;
        }
    }
    Taken::Counted(tally, outcome)
}

fn browser() -> Outcome<Taken> {
    end_to_end("e2e:browser")
}

fn window() -> Outcome<Taken> {
    ensure_driver()?;
    end_to_end("e2e:window")
}

fn end_to_end(script: &str) -> Outcome<Taken> {
    let folder = "tests/e2e";
    if !has_script(folder, script) {
        return Err(format!("{folder} has no script `{script}`"));
    }
    install(folder)?;
    let screen = Screen::start("1366x768")?;
    let mut tests = npm(folder, &["run", script]);
    Ok(counted(Runner::Node, with_programs(screen.lend(&mut tests), "debug")))
}

fn deb() -> Outcome<Taken> {
    install("ui")?;
    package::test().map(|tally| Taken::Counted(tally, Ok(())))
}

/// Tells end-to-end tests where everything is, and which build of it they use.
pub(crate) fn with_programs<'a>(command: &'a mut Command, profile: &str) -> &'a mut Command {
    command
        .env("ROSTRUM", built(profile, "rostrum"))
        .env("ROSTRUMCTL", built(profile, "rostrumctl"))
        .env("TAURI_DRIVER", tools().join("bin/tauri-driver"))
        .env("WEBKIT_DRIVER", "/usr/bin/WebKitWebDriver")
        .env("CHROMIUM", "/usr/bin/chromium")
}

/// The bridge between WebDriver and a Tauri window; there is no package of it, so it is built once.
pub(crate) fn ensure_driver() -> Outcome {
    if tools().join("bin/tauri-driver").is_file() {
        return Ok(());
    }
    println!("Building tauri-driver, which lets tests use the real window");
    let mut install = cargo(&["install", "tauri-driver", "--version", "^2", "--locked", "--root"]);
    run(install.arg(tools()))
}
