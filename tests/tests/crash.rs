//! The real program is killed at random moments under load, runs out of disk, and may not write.
//!
//! `KILLS=n cargo test -p rostrum-tests --test crash` for more or fewer.

use std::collections::VecDeque;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::Command as Process;
use std::time::Duration;

use record::command::{Command, ItemKind};
use record::file::MIGRATIONS;
use record::journal::{replay, verify};
use record::transact::{Answer, Envelope, Role};
use rostrum_tests::chance::Chance;
use rostrum_tests::program::{self, Doing};
use rostrum_tests::sim::opening;
use rostrum_tests::world::{actor, scratch};
use rostrum_tests::{Outcome, told};

/// A file is used for so many kills before a fresh one is taken: verifying it after each stays quick.
const KILLS_A_FILE: usize = 20;
/// Acts sent ahead of their answers.
const AHEAD: usize = 8;

fn kills() -> usize {
    std::env::var("KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(200)
}

fn fresh(folder: &Path, name: &str) -> Outcome<PathBuf> {
    let file = folder.join(name);
    program::well(&["new"], &file, &["--profile", "citrine", "--name", "Crash", "--day", "2017-03-11"])?;
    Ok(file)
}

/// One row, three rows, or two hundred: long enough to be killed in the middle.
fn act(chance: &mut Chance, idem: String) -> Envelope {
    let command = match chance.below(3) {
        0 => Command::Note { text: format!("Note {idem}") },
        1 => Command::AddItem {
            title: format!("Item {idem}"),
            number: String::new(),
            kind: ItemKind::Business,
            minutes: 5,
            after: None,
        },
        _ => {
            let more = chance.any() % 1_000;
            let mut rows = opening::register(more);
            rows.extend((9..200).map(|n| record::command::RegisterRow {
                number: n.to_string(),
                name: format!("Branch {n}"),
                section: None,
                members: more + n,
                ..Default::default()
            }));
            Command::ImportRegister { rows }
        }
    };
    Envelope { idem: Some(idem), actor: actor(Role::Script, "load"), at: None, command, reason: None }
}

/// What the kills so far have taught about one file.
struct Load {
    file: PathBuf,
    chance: Chance,
    sent: u64,
    /// Ids and the numbers that were acknowledged for them; none where no answer was seen.
    last: Vec<(Envelope, Option<i64>)>,
    acknowledged: usize,
}

impl Load {
    /// Feeds the program, kills it at a random moment, and looks at what is left.
    fn kill_once(&mut self) -> Outcome {
        let mut doing = Doing::start(&self.file)?;
        let again = std::mem::take(&mut self.last);
        let mut waiting: VecDeque<(Envelope, Option<i64>)> = VecDeque::new();
        for (envelope, seq) in again {
            doing.ask(&envelope);
            waiting.push_back((envelope, seq));
        }
        let until = 1 + self.chance.below(60);
        let mut done = Vec::new();
        for _ in 0..until {
            while waiting.len() < AHEAD {
                self.sent += 1;
                let envelope = act(&mut self.chance, format!("act {}", self.sent));
                doing.ask(&envelope);
                waiting.push_back((envelope, None));
            }
            let Some(answer) = doing.answer(Duration::from_secs(20)) else {
                let verified = program::well(&["verify"], &self.file, &[]);
                return Err(format!(
                    "the program ended, or gave no answer within 20 s; verify: {verified:?}"
                ));
            };
            answered(&mut waiting, &mut done, answer)?;
        }
        let while_closing = self.chance.once_in(4);
        if while_closing {
            // The log is carried over into the file as it is closed: that too may be cut off anywhere.
            doing.end_of_input();
        }
        let longest = if while_closing { 25_000 } else { 4_000 };
        std::thread::sleep(Duration::from_micros(self.chance.any() % longest));
        for answer in doing.kill() {
            answered(&mut waiting, &mut done, answer)?;
        }
        self.acknowledged += done.len();
        self.is_whole(&done, &waiting)?;
        let from = done.len().saturating_sub(3);
        self.last = done.split_off(from);
        self.last.extend(waiting);
        Ok(())
    }

    /// Every acknowledged act is there, none is there in part, and the record verifies.
    fn is_whole(
        &self,
        done: &[(Envelope, Option<i64>)],
        waiting: &VecDeque<(Envelope, Option<i64>)>,
    ) -> Outcome {
        let entries = program::entries(&self.file)?;
        for (envelope, seq) in done {
            let idem = envelope.idem.as_deref().unwrap_or_default();
            if entries.get(idem).copied() != *seq {
                return Err(format!(
                    "{idem} was acknowledged as entry {seq:?}; the file has {:?}",
                    entries.get(idem)
                ));
            }
        }
        // What was not acknowledged is there whole or not at all: in the order it was asked for, without a gap.
        let there: Vec<bool> = waiting
            .iter()
            .map(|(envelope, _)| envelope.idem.as_deref().is_some_and(|idem| entries.contains_key(idem)))
            .collect();
        if there.windows(2).any(|pair| pair == [false, true]) {
            return Err(format!("acts were done out of order: {there:?}"));
        }
        let found = told(verify::verify(&self.file, |_, _| true))?;
        if let Some(problem) = found.problems.first() {
            return Err(format!("after a kill the record does not verify: {problem}"));
        }
        Ok(())
    }
}

/// An answer belongs to the oldest act that waits; sent again, an act has its first number.
fn answered(
    waiting: &mut VecDeque<(Envelope, Option<i64>)>,
    done: &mut Vec<(Envelope, Option<i64>)>,
    answer: Answer,
) -> Outcome {
    let (envelope, before) = waiting.pop_front().ok_or("an answer too many")?;
    match answer {
        Answer::Receipt(receipt) if before.is_none_or(|seq| seq == receipt.seq && receipt.repeated) => {
            done.push((envelope, Some(receipt.seq)));
            Ok(())
        }
        Answer::Receipt(receipt) => {
            Err(format!("{:?} was entry {before:?}; sent again it is {receipt:?}", envelope.idem))
        }
        // An import of the very same figures changes nothing; it is refused, and nothing is kept of it.
        Answer::Refusal(refusal) if refusal.code == "act.nothing_changed" => Ok(()),
        Answer::Refusal(refusal) => Err(format!("{:?} was refused: {refusal}", envelope.idem)),
        Answer::Fault(fault) => Err(format!("{:?} failed: {}", envelope.idem, fault.detail)),
    }
}

#[test]
fn killed_at_random_moments_it_loses_nothing_that_it_acknowledged() {
    let folder = scratch().unwrap();
    let mut chance = Chance::new(2017);
    let (mut killed, mut acknowledged) = (0, 0);
    while killed < kills() {
        let file = fresh(folder.path(), &format!("crash-{killed}.conference")).unwrap();
        let mut load =
            Load { file, chance: Chance::new(chance.any()), sent: 0, last: Vec::new(), acknowledged: 0 };
        for _ in 0..KILLS_A_FILE.min(kills() - killed) {
            load.kill_once().unwrap_or_else(|why| panic!("kill {killed}: {why}"));
            killed += 1;
        }
        acknowledged += load.acknowledged;
        let copy = folder.path().join("copy.conference");
        replay::replay(&load.file, &copy, MIGRATIONS).unwrap();
        assert_eq!(replay::compare(&load.file, &copy).unwrap(), Vec::<String>::new());
        std::fs::remove_file(copy).unwrap();
    }
    println!("{killed} kills, {acknowledged} acts acknowledged, none lost");
}

/// Lines of JSON that fill half a megabyte.
fn much(folder: &Path) -> PathBuf {
    let lines: String = (0..40)
        .map(|n| {
            let text = format!("{n} {}", "a long note ".repeat(1_000));
            serde_json::to_string(&Command::Note { text }).unwrap_or_default() + "\n"
        })
        .collect();
    let place = folder.join("much.jsonl");
    std::fs::write(&place, lines).unwrap_or_default();
    place
}

/// Runs a script in which the disk at `$D` is `size` large; none where this computer does not allow that.
fn on_a_small_disk(folder: &Path, program: &Path, script: &str) -> Option<String> {
    let disk = folder.join("disk");
    std::fs::create_dir_all(&disk).ok()?;
    let whole = format!("mount -t tmpfs -o size=2m tmpfs \"$D\" || exit 99\n{script}");
    let output = Process::new("unshare")
        .args(["--user", "--map-root-user", "--mount", "sh", "-c", &whole])
        .env("D", &disk)
        .env("R", program)
        .env("MUCH", much(folder))
        .output()
        .ok()?;
    let said =
        String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    match output.status.code() {
        Some(0) => Some(said),
        // Another computer may not allow a disk of its own: `ulimit` stands in for it below.
        Some(99 | 1) if said.contains("unshare") || said.contains("mount") => None,
        other => panic!("{other:?}: {said}"),
    }
}

#[test]
fn on_a_full_disk_an_act_is_refused_plainly_and_the_file_stays_whole() {
    let folder = scratch().unwrap();
    let program = program::rostrumctl().unwrap();
    let said = on_a_small_disk(
        folder.path(),
        &program,
        r#"set -u
        F="$D/full.conference"
        "$R" new "$F" --profile citrine --name Full --day 2017-03-11 || exit 3
        "$R" do "$F" < "$MUCH" > "$D/../answers" 2> "$D/../errors"; echo "exit $?"
        "$R" verify "$F" || exit 4
        dd if=/dev/zero of="$D/filler" bs=1k 2> /dev/null
        echo '{"act":"note","text":"on a full disk"}' | "$R" do "$F"
        "$R" verify "$F" || exit 5
        # The file is moved to where there is room, with the log beside it that could not be carried over.
        for end in "" -wal; do [ ! -e "$F$end" ] || cp "$F$end" "$D/../saved.conference$end"; done"#,
    );
    let said = said.map_or_else(|| within_a_limit(folder.path(), &program), Ok).unwrap();
    is_full_and_whole(folder.path(), &said).unwrap();
}

/// The same by a limit upon the size of any file.
fn within_a_limit(folder: &Path, program: &Path) -> Outcome<String> {
    let file = fresh(folder, "saved.conference")?;
    let output = Process::new("sh")
        .args(["-c", r#"trap '' XFSZ; ulimit -f 900; "$R" do "$F" < "$MUCH" > "$A""#])
        .env("R", program)
        .env("F", &file)
        .env("A", folder.join("answers"))
        .env("MUCH", much(folder))
        .output();
    Ok(String::from_utf8_lossy(&told(output)?.stderr).into_owned())
}

fn is_full_and_whole(folder: &Path, said: &str) -> Outcome {
    let answers = told(std::fs::read_to_string(folder.join("answers")))?;
    let answers: Vec<Answer> = told(answers.lines().map(serde_json::from_str).collect::<Result<_, _>>())?;
    let receipts = answers.iter().filter(|answer| matches!(answer, Answer::Receipt(_))).count();
    let faults: Vec<_> = answers
        .iter()
        .filter_map(|answer| match answer {
            Answer::Fault(fault) => Some(fault.sentence.as_str()),
            Answer::Receipt(_) | Answer::Refusal(_) => None,
        })
        .collect();
    let plain = faults.iter().all(|sentence| sentence.contains("Nothing was recorded."));
    if answers.len() != 40 || receipts < 4 || faults.len() < 4 || !plain {
        return Err(format!("{receipts} receipts, {faults:?}\n{said}"));
    }
    let saved = folder.join("saved.conference");
    let notes = program::well(&["show"], &saved, &["record", "--json"])?.matches("a long note").count();
    if notes < receipts {
        return Err(format!("{receipts} acts were acknowledged and only {notes} are there"));
    }
    // With room again it goes on where it was.
    let mut doing = Doing::start(&saved)?;
    let note = Command::Note { text: "room again".to_owned() };
    doing.ask(&Envelope {
        idem: None,
        actor: actor(Role::Script, "load"),
        at: None,
        command: note,
        reason: None,
    });
    let answers = doing.finish();
    if !matches!(answers.as_slice(), [Answer::Receipt(_)]) {
        return Err(format!("with room again: {answers:?}"));
    }
    program::well(&["verify"], &saved, &[]).map(|_| ())
}

const NOBODY: u32 = 65_534;

/// The same by the rights of the file and its folder. They do not bind root, who tries it as nobody; none where that is
/// not allowed either.
fn without_the_right() -> Outcome<Option<String>> {
    // Whoever tries it must be able to come so far, and to start the program.
    let folder = told(tempfile::tempdir())?;
    let (inside, program) = (folder.path().join("kept"), folder.path().join("rostrumctl"));
    told(std::fs::create_dir(&inside))?;
    told(std::fs::copy(program::rostrumctl()?, &program))?;
    let file = fresh(&inside, "kept.conference")?;
    let rights = |path: &Path, mode| told(std::fs::set_permissions(path, Permissions::from_mode(mode)));
    rights(folder.path(), 0o755)?;
    rights(&program, 0o755)?;
    rights(&file, 0o444)?;
    rights(&inside, 0o555)?;
    let script = r#"set -u
        if (: >> "$F") 2> /dev/null; then echo root; exit; fi
        before=$(sha256sum "$F"; ls "$D")
        echo '{"act":"note","text":"no"}' | "$R" do "$F"; echo "exit $?"
        "$R" new "$D/other.conference" --profile citrine --name Other; echo "new: exit $?"
        [ "$before" = "$(sha256sum "$F"; ls "$D")" ] && echo unchanged"#;
    let tried = |nobody: bool| {
        let mut shell = Process::new("sh");
        shell.args(["-c", script]).current_dir(folder.path());
        shell.env("R", &program).env("F", &file).env("D", &inside);
        if nobody {
            shell.uid(NOBODY).gid(NOBODY);
        }
        let output = shell.output().ok()?;
        let said =
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
        (!said.starts_with("root")).then_some(said)
    };
    let said = tried(false).or_else(|| tried(true));
    rights(&inside, 0o755)?;
    Ok(said)
}

#[test]
fn a_file_that_may_not_be_written_is_told_plainly_and_left_alone() {
    let folder = scratch().unwrap();
    let mounted = on_a_small_disk(
        folder.path(),
        &program::rostrumctl().unwrap(),
        r#"set -u
        F="$D/kept.conference"
        "$R" new "$F" --profile citrine --name Kept --day 2017-03-11 || exit 3
        before=$(sha256sum "$F"; ls "$D")
        mount -o remount,ro "$D" || exit 99
        echo '{"act":"note","text":"no"}' | "$R" do "$F"; echo "exit $?"
        "$R" new "$D/other.conference" --profile citrine --name Other; echo "new: exit $?"
        [ "$before" = "$(sha256sum "$F"; ls "$D")" ] && echo unchanged"#,
    );
    let tried: Vec<String> = [mounted, without_the_right().unwrap()].into_iter().flatten().collect();
    assert!(
        !tried.is_empty(),
        "It could not be tried: whoever runs this may write whatever it likes, may not mount a disk of its own, and may \
         not start a program as nobody. Run it as an ordinary user."
    );
    for said in tried {
        assert!(
            said.contains("does not allow writing")
                && said.contains("exit 1")
                && said.contains("new: exit 1"),
            "{said}"
        );
        assert!(said.contains("unchanged"), "{said}");
    }
}
