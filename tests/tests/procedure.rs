//! The normative table of procedure: every state a debate can stand in, by every act that the chair might take then. Each is
//! tried at a real desk; the table says what was done, or why not. It is kept in `tests/procedure/table.md`, so that a
//! change of a rule shows as a change of a line.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use rostrum_tests::Outcome;
use rostrum_tests::story::stage::{Stage, Tried};

const ANEW: &str = "WRITE_TABLE=1 cargo nextest run -p rostrum-tests --test procedure";

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("procedure").join(name)
}

fn read(name: &str) -> Outcome<String> {
    std::fs::read_to_string(file(name)).map_err(|why| format!("{name}: {why}"))
}

/// Each state's title, and the lines that lead to it from the opening.
fn states(text: &str) -> Vec<(String, String)> {
    text.split("== ")
        .filter_map(|state| state.split_once('\n'))
        .map(|(title, lines)| (title.trim().to_owned(), lines.to_owned()))
        .collect()
}

/// Each act, with the lines that belong to it.
fn acts(text: &str) -> Vec<String> {
    let mut acts: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        match acts.last_mut() {
            Some(act) if line.starts_with(' ') => {
                act.push('\n');
                act.push_str(line);
            }
            Some(_) | None => acts.push(line.to_owned()),
        }
    }
    acts
}

fn table() -> Outcome<String> {
    let opening = read("opening.txt")?;
    let acts = acts(&read("acts.txt")?);
    let mut table = String::from(
        "# What is in order, and when\n\nEvery state by every act, as the program answers under the profile *grassroots* \
         (Citrine's model standing orders but for the times and the quorum). `—` stands where there is nothing that the act \
         could be done to. *By reason* is what the chair may allow with a recorded reason.\n\nWritten by the program: do not \
         edit it. How it is written anew stands in `tests/tests/procedure.rs`.\n",
    );
    for (title, lines) in states(&read("states.txt")?) {
        let mut stage = Stage::set(&format!("{opening}{lines}")).map_err(|why| format!("{title}: {why}"))?;
        let _ = write!(table, "\n## {title}\n\n| act | | |\n| --- | --- | --- |\n");
        for act in &acts {
            let name = act.lines().next().unwrap_or_default();
            let (answer, words) = match stage.attempt(act).map_err(|why| format!("{title}: {name}: {why}"))? {
                Tried::Done(words) => ("yes".to_owned(), words),
                Tried::Absent => ("—".to_owned(), String::new()),
                Tried::Refused(refusal) => {
                    let by_reason = if refusal.overrulable { ", *by reason*" } else { "" };
                    (format!("no: `{}`{by_reason}", refusal.code), refusal.to_string())
                }
            };
            let _ =
                writeln!(table, "| {name} | {answer} | {} |", words.replace('|', "\\|").replace('\n', " "));
        }
    }
    Ok(table)
}

#[test]
fn the_table_is_what_the_program_does() {
    let now = table().unwrap();
    if std::env::var_os("WRITE_TABLE").is_some() {
        std::fs::write(file("table.md"), now).unwrap();
        return;
    }
    let kept = read("table.md").unwrap();
    let changed: Vec<String> = kept
        .lines()
        .zip(now.lines())
        .filter(|(kept, now)| kept != now)
        .take(20)
        .map(|(kept, now)| format!("- {kept}\n+ {now}"))
        .collect();
    assert!(
        kept == now,
        "\n\nThe table has changed:\n\n{}\n\nIf that is meant, write it anew and read what changed:\n    {ANEW}\n",
        changed.join("\n")
    );
}
