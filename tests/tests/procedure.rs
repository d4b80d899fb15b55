//! The normative table of procedure: every state a debate can stand in, by every act that the chair might take then. Each is
//! tried at a real desk; the table says what was done, or why not. It is kept in `tests/procedure/table.md`, so that a
//! change of a rule shows as a change of a line.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use record::command::Command;
use rostrum_tests::Outcome;
use rostrum_tests::story::stage::{Kept, Stage, Tried};
use rostrum_tests::story::states::{self, State, file, left_out, read};

const ANEW: &str = "WRITE_TABLE=1 cargo nextest run --workspace -E 'binary(procedure)'";

const HEAD: &str = "# What is in order, and when

Every state by every act, as the program answers under the profile *grassroots* (Citrine's model standing orders but for the
times and the quorum). *By reason* is what the chair may allow with a recorded reason. Under each state stand the acts that
there is nothing for: nobody waits to be called, no vote is taken.

How each state is reached stands in `states.txt`, how each act is told in `acts.txt`, which acts are left out and why in
`left-out.txt`. Written by the program: do not edit it. How it is written anew stands in `tests/tests/procedure.rs`.
";

/// Each act: its name, and the lines that tell it.
fn acts(text: &str) -> Vec<(&str, String)> {
    let mut acts: Vec<(&str, String)> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        match (acts.last_mut(), line.split_once(" = ")) {
            (_, Some((name, told))) if !line.starts_with(' ') => acts.push((name, told.to_owned())),
            (Some((_, told)), _) => {
                let _ = write!(told, "\n{line}");
            }
            (None, _) => {}
        }
    }
    acts
}

/// The table, and the names of the acts that were tried in it.
fn table() -> Outcome<(String, BTreeSet<&'static str>)> {
    let (opening, all, acts_text) = (read("opening.txt")?, states::all()?, read("acts.txt")?);
    let acts = acts(&acts_text);
    let lines: Vec<&str> = acts.iter().map(|(_, told)| told.as_str()).collect();
    let opened = Stage::set(&opening)?.keep()?;
    let mut kept: BTreeMap<String, Kept> = BTreeMap::new();
    let (mut table, mut names, mut ever) = (HEAD.to_owned(), BTreeSet::new(), BTreeSet::new());
    for State { title, after, lines: leading } in all {
        let from = match after {
            Some(after) => {
                kept.get(&after).ok_or_else(|| format!("{title}: no state “{after}” before it"))?
            }
            None => &opened,
        };
        let mut stage = Stage::copy_of(from)?;
        stage.tell(&leading).map_err(|why| format!("{title}: {why}"))?;
        let here = stage.keep()?;
        let tried = stage.attempt(&here, &lines, &mut names).map_err(|why| format!("{title}: {why}"))?;
        let _ = write!(table, "\n## {title}\n\n| act | | |\n| --- | --- | --- |\n");
        let mut nothing = Vec::new();
        for ((name, _), tried) in acts.iter().zip(tried) {
            let (answer, words) = match tried {
                Tried::Absent => {
                    nothing.push(*name);
                    continue;
                }
                Tried::Done(words) => ("yes".to_owned(), words),
                Tried::Refused(refusal) => {
                    let by_reason = if refusal.overrulable { ", *by reason*" } else { "" };
                    (format!("no: `{}`{by_reason}", refusal.code), refusal.to_string())
                }
            };
            ever.insert(*name);
            let words = words.replace('|', "\\|").replace('\n', " ");
            let _ = writeln!(table, "| {name} | {answer} | {words} |");
        }
        if !nothing.is_empty() {
            let _ = writeln!(table, "\nNothing there for: {}.", nothing.join("; "));
        }
        kept.insert(title, here);
    }
    match acts.iter().find(|(name, _)| !ever.contains(name)) {
        Some((name, _)) => {
            Err(format!("there is nothing for “{name}” in any state: is its line understood?"))
        }
        None => Ok((table, names)),
    }
}

/// What changed, state by state: a line that was put in does not make all that follow look changed.
fn changes(kept: &str, now: &str) -> Vec<String> {
    let sections = |text: &str| -> BTreeMap<String, BTreeSet<String>> {
        text.split("\n## ")
            .map(|part| {
                let (title, rest) = part.split_once('\n').unwrap_or((part, ""));
                (title.to_owned(), rest.lines().map(str::to_owned).collect())
            })
            .collect()
    };
    let (was, is) = (sections(kept), sections(now));
    let none = BTreeSet::new();
    let titles: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let mut changes = Vec::new();
    for title in titles {
        let (was, is) = (was.get(title).unwrap_or(&none), is.get(title).unwrap_or(&none));
        let gone = was.difference(is).map(|line| format!("- {line}"));
        let new = is.difference(was).map(|line| format!("+ {line}"));
        let lines: Vec<String> = gone.chain(new).collect();
        if !lines.is_empty() {
            changes.push(format!("{title}\n{}", lines.join("\n")));
        }
    }
    changes
}

/// Where the rules of debate and their facts stand.
const OF_THE_DEBATE: [&str; 16] = [
    "rules/src/procedure.rs",
    "rules/src/procedure",
    "rules/src/speakers.rs",
    "rules/src/speakers",
    "rules/src/interruption.rs",
    "rules/src/debate_time.rs",
    "rules/src/joint_debate.rs",
    "rules/src/amending",
    "record/src/procedures.rs",
    "record/src/procedures",
    "record/src/rulings.rs",
    "record/src/speakers.rs",
    "record/src/speakers",
    "record/src/speeches.rs",
    "record/src/debate_limits.rs",
    "record/src/questions/turn.rs",
];

/// Every code that these refuse with, their own tests left out.
fn codes_of(path: &Path, codes: &mut BTreeSet<String>) -> Outcome {
    let said = |why: std::io::Error| format!("{}: {why}", path.display());
    if path.is_dir() {
        for entry in std::fs::read_dir(path).map_err(said)? {
            codes_of(&entry.map_err(said)?.path(), codes)?;
        }
        return Ok(());
    }
    if path.to_string_lossy().ends_with("tests.rs") {
        return Ok(());
    }
    let text = std::fs::read_to_string(path).map_err(said)?;
    let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
    let word = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let code = |piece: &&str| piece.split_once('.').is_some_and(|(about, what)| word(about) && word(what));
    codes.extend(shipped.split('"').filter(code).map(str::to_owned));
    Ok(())
}

#[test]
fn every_code_of_the_debate_stands_in_the_table_or_is_said_not_to() {
    let mut codes = BTreeSet::new();
    for part in OF_THE_DEBATE {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../src-tauri").join(part);
        codes_of(&path, &mut codes).unwrap();
    }
    assert!(codes.len() > 70, "they are not found: {codes:?}");
    let table = read("table.md").unwrap();
    let in_a_line = |code: &str| table.contains(&format!("| no: `{code}`"));
    let in_none: Vec<&str> = codes.iter().map(String::as_str).filter(|code| !in_a_line(code)).collect();
    let list = read("in-no-line.txt").unwrap();
    let said = left_out(&list).unwrap();
    let untold: Vec<_> = in_none.iter().filter(|code| !said.contains(*code)).collect();
    assert!(untold.is_empty(), "in no line of the table, nor in in-no-line.txt: {untold:?}");
    let stale: Vec<_> = said.iter().filter(|code| !in_none.contains(code)).collect();
    assert!(stale.is_empty(), "in in-no-line.txt, and in a line, or no code at all: {stale:?}");
}

#[test]
fn the_table_is_what_the_program_does_and_has_every_act_of_the_debate() {
    let (now, tried) = table().unwrap();
    let list = read("left-out.txt").unwrap();
    let left_out = left_out(&list).unwrap();
    let all: BTreeSet<&str> = Command::names().iter().copied().collect();
    let untold: Vec<_> = all.iter().filter(|act| !tried.contains(*act) && !left_out.contains(*act)).collect();
    assert!(untold.is_empty(), "in no line of acts.txt, nor in left-out.txt: {untold:?}");
    let stale: Vec<_> = left_out.iter().filter(|act| tried.contains(*act) || !all.contains(*act)).collect();
    assert!(stale.is_empty(), "in left-out.txt, and tried, or no act at all: {stale:?}");
    if std::env::var_os("WRITE_TABLE").is_some() {
        std::fs::write(file("table.md"), now).unwrap();
        return;
    }
    let kept = read("table.md").unwrap();
    assert!(
        kept == now,
        "\n\nThe table has changed:\n\n{}\n\nIf that is meant, write it anew and read what changed:\n    {ANEW}\n",
        changes(&kept, &now).join("\n\n")
    );
}
