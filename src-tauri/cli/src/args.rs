//! The command line.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::path::PathBuf;

use lexopt::{Arg, Parser};
use papers::import::ImportKind;

use crate::bench::Part;
use crate::new::Made;
use crate::print::Wish;
use crate::stop::Stop;

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Task {
    Help,
    Version,
    New {
        file: PathBuf,
        made: Made,
    },
    Import {
        kind: ImportKind,
        file: PathBuf,
        csv: PathBuf,
        dry_run: bool,
        skip_bad: bool,
    },
    Attach {
        file: PathBuf,
        motion: String,
        path: PathBuf,
    },
    Do {
        file: PathBuf,
    },
    Undo {
        file: PathBuf,
        seq: Option<i64>,
        redo: bool,
    },
    Show {
        file: PathBuf,
        view: String,
        json: bool,
    },
    Print {
        file: PathBuf,
        wish: Wish,
        out: PathBuf,
    },
    Verify {
        file: PathBuf,
        result: Option<String>,
    },
    Replay {
        file: PathBuf,
        target: PathBuf,
    },
    Serve {
        file: Option<PathBuf>,
        port: u16,
        stations: Option<SocketAddr>,
        settings: Option<PathBuf>,
    },
    CountPack {
        file: PathBuf,
        out: PathBuf,
        vote: i64,
        person: String,
        head: bool,
        settings: Option<PathBuf>,
    },
    CountEntry {
        pack: PathBuf,
        cards: PathBuf,
        out: PathBuf,
    },
    CountReturn {
        file: PathBuf,
        brought: PathBuf,
        dry_run: bool,
        settings: Option<PathBuf>,
    },
    Tally {
        file: PathBuf,
    },
    Schema,
    Types {
        file: PathBuf,
    },
    Bench {
        json: bool,
        keep: Option<PathBuf>,
        part: Option<Part>,
    },
}

/// Options of every verb, and the words that stand by themselves.
#[derive(Default)]
struct Given {
    words: Vec<OsString>,
    switches: Vec<&'static str>,
    values: Vec<(&'static str, OsString)>,
}

/// Reads the words after the program's name.
pub(crate) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Task, Stop> {
    let mut words = words.into_iter();
    let verb = words.next().unwrap_or_else(|| "help".into());
    let verb = verb.to_string_lossy().into_owned();
    let (switches, values): (&[&str], &[&str]) = match verb.as_str() {
        "help" | "--help" | "-h" => return Ok(Task::Help),
        "version" | "--version" | "-V" => return Ok(Task::Version),
        "new" => (&["demo", "rehearsal"], &["profile", "name", "venue", "about", "time-zone", "day"]),
        "import" => (&["dry-run", "skip-bad"], &[]),
        "undo" => (&["redo"], &["seq"]),
        "show" => (&["json"], &[]),
        "print" => (&[], &["votes", "card", "vote", "batches"]),
        "bench" => (&["json"], &["keep", "only"]),
        "serve" => (&[], &["port", "stations", "settings"]),
        "count-pack" => (&["head"], &["vote", "person", "settings"]),
        "count-return" => (&["dry-run"], &["settings"]),
        "count-entry" | "verify" => (&[], &["result"]),
        "attach" | "do" | "replay" | "tally" | "schema" | "types" => (&[], &[]),
        other => return Err(Stop::Usage(format!("There is no verb “{other}”."))),
    };
    let given = Given::read(words, switches, values).map_err(|error| match error {
        Asked::Help => None,
        Asked::Wrong(why) => Some(Stop::Usage(format!("{verb}: {why}."))),
    });
    match given {
        Ok(given) => task(&verb, given),
        Err(None) => Ok(Task::Help),
        Err(Some(stop)) => Err(stop),
    }
}

enum Asked {
    Help,
    Wrong(String),
}

impl Given {
    fn read(
        words: impl Iterator<Item = OsString>,
        switches: &[&'static str],
        values: &[&'static str],
    ) -> Result<Self, Asked> {
        let mut given = Self::default();
        let wrong = |error: lexopt::Error| Asked::Wrong(error.to_string());
        let mut parser = Parser::from_args(words);
        while let Some(arg) = parser.next().map_err(wrong)? {
            match arg {
                Arg::Value(word) => given.words.push(word),
                Arg::Short('h') | Arg::Long("help") => return Err(Asked::Help),
                Arg::Long(name) => {
                    let switch = switches.iter().find(|known| **known == name).copied();
                    let value = values.iter().find(|known| **known == name).copied();
                    match (switch, value) {
                        (Some(name), _) => given.switches.push(name),
                        (None, Some(name)) => given.values.push((name, parser.value().map_err(wrong)?)),
                        (None, None) => return Err(Asked::Wrong(format!("there is no option --{name}"))),
                    }
                }
                Arg::Short(letter) => return Err(Asked::Wrong(format!("there is no option -{letter}"))),
            }
        }
        Ok(given)
    }

    fn has(&self, name: &str) -> bool {
        self.switches.contains(&name)
    }

    fn all(&self, name: &str) -> Result<Vec<String>, Stop> {
        let of = self.values.iter().filter(|(known, _)| *known == name);
        of.map(|(_, value)| text(value.clone(), name)).collect()
    }

    /// The last one given wins, as everywhere.
    fn one(&self, name: &str) -> Result<Option<String>, Stop> {
        Ok(self.all(name)?.pop())
    }

    fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Stop> {
        let Some(value) = self.one(name)? else { return Ok(None) };
        let number =
            value.parse().map_err(|_| Stop::Usage(format!("--{name} {value} is not a number that fits.")))?;
        Ok(Some(number))
    }

    /// The words that stand by themselves, as many as there are names for.
    fn words<const N: usize>(&mut self, verb: &str, names: [&str; N]) -> Result<[OsString; N], Stop> {
        let words = std::mem::take(&mut self.words);
        <[OsString; N]>::try_from(words).map_err(|words| match names.get(words.len()) {
            Some(missing) => Stop::Usage(format!("{verb}: {missing} is missing.")),
            None => {
                let beyond = words.get(N).map(|word| word.to_string_lossy().into_owned());
                Stop::Usage(format!("{verb}: “{}” is too much.", beyond.unwrap_or_default()))
            }
        })
    }
}

#[expect(clippy::too_many_lines, reason = "one arm a verb")]
fn task(verb: &str, mut given: Given) -> Result<Task, Stop> {
    let file = PathBuf::from;
    Ok(match verb {
        "new" => {
            let [new] = given.words(verb, ["FILE"])?;
            Task::New { file: new.into(), made: made(&given)? }
        }
        "import" => {
            let [kind, to, csv] = given
                .words(verb, ["register, delegates, programme, motions or open-slides", "FILE", "CSV"])?;
            let kind = match kind.to_str() {
                Some("register") => ImportKind::Register,
                Some("delegates") => ImportKind::Delegates,
                Some("programme") => ImportKind::Programme,
                Some("motions") => ImportKind::Motions,
                Some("open-slides") => ImportKind::OpenSlides,
                Some(_) | None => {
                    return Err(Stop::Usage(
                        "import: say register, delegates, programme, motions or open-slides.".to_owned(),
                    ));
                }
            };
            let (dry_run, skip_bad) = (given.has("dry-run"), given.has("skip-bad"));
            Task::Import { kind, file: to.into(), csv: csv.into(), dry_run, skip_bad }
        }
        "attach" => {
            let [word, motion, path] = given.words(verb, ["FILE", "MOTION", "PATH"])?;
            Task::Attach { file: word.into(), motion: text(motion, "MOTION")?, path: path.into() }
        }
        "do" => Task::Do { file: given.words(verb, ["FILE"]).map(|[word]| file(word))? },
        "undo" => {
            let [word] = given.words(verb, ["FILE"])?;
            Task::Undo { file: word.into(), seq: given.number("seq")?, redo: given.has("redo") }
        }
        "show" => {
            let [word, view] = given.words(verb, ["FILE", "VIEW"])?;
            Task::Show { file: word.into(), view: text(view, "VIEW")?, json: given.has("json") }
        }
        "print" => {
            let [word, what, out] = given
                .words(verb, ["FILE", "books, sheets, headers, slip, delegations or poster", "OUT.pdf"])?;
            let wish = Wish {
                what: text(what, "what is to be printed")?,
                votes: given.number("votes")?,
                card: given.number("card")?,
                vote: given.number("vote")?,
                batches: given.number("batches")?,
            };
            Task::Print { file: word.into(), wish, out: out.into() }
        }
        "verify" => {
            let result = given.one("result")?;
            Task::Verify { file: given.words(verb, ["FILE"]).map(|[word]| file(word))?, result }
        }
        "replay" => {
            let [word, target] = given.words(verb, ["FILE", "OUT"])?;
            Task::Replay { file: word.into(), target: target.into() }
        }
        "serve" => {
            let word = if given.words.is_empty() { None } else { Some(given.words(verb, ["FILE"])?) };
            let (file, settings) = (word.map(|[word]| file(word)), given.one("settings")?.map(PathBuf::from));
            let stations = given.one("stations")?.map(|address| {
                let wrong =
                    format!("--stations {address} is no address with a port, such as 192.168.1.5:8443.");
                address.parse::<SocketAddr>().map_err(|_| Stop::Usage(wrong))
            });
            let (port, stations) = (given.number("port")?.unwrap_or(0), stations.transpose()?);
            Task::Serve { file, port, stations, settings }
        }
        "count-pack" => {
            let [word, out] = given.words(verb, ["FILE", "PACK"])?;
            let missing = |name: &str| Stop::Usage(format!("count-pack: --{name} is missing."));
            let vote = given.number("vote")?.ok_or_else(|| missing("vote"))?;
            let person = given.one("person")?.ok_or_else(|| missing("person"))?;
            let (head, settings) = (given.has("head"), given.one("settings")?.map(PathBuf::from));
            Task::CountPack { file: word.into(), out: out.into(), vote, person, head, settings }
        }
        "count-entry" => {
            let [pack, cards, out] = given.words(verb, ["PACK", "CARDS.csv", "RETURN"])?;
            Task::CountEntry { pack: pack.into(), cards: cards.into(), out: out.into() }
        }
        "count-return" => {
            let [word, brought] = given.words(verb, ["FILE", "RETURN"])?;
            let (dry_run, settings) = (given.has("dry-run"), given.one("settings")?.map(PathBuf::from));
            Task::CountReturn { file: word.into(), brought: brought.into(), dry_run, settings }
        }
        "tally" => Task::Tally { file: given.words(verb, ["FILE.json"]).map(|[word]| file(word))? },
        "types" => Task::Types { file: given.words(verb, ["FILE.ts"]).map(|[word]| file(word))? },
        "bench" => {
            let [] = given.words(verb, [])?;
            let keep = given.one("keep")?.map(PathBuf::from);
            let part = given.one("only")?.map(|name| Part::named(&name)).transpose()?;
            Task::Bench { json: given.has("json"), keep, part }
        }
        _ => given.words(verb, []).map(|[]| Task::Schema)?,
    })
}

fn made(given: &Given) -> Result<Made, Stop> {
    if given.has("demo") {
        return if given.values.is_empty() && given.switches.len() == 1 {
            Ok(Made::Demo)
        } else {
            Err(Stop::Usage("new: --demo stands alone.".to_owned()))
        };
    }
    let needed = |name: &str| {
        let given = given.one(name)?;
        given.ok_or_else(|| {
            Stop::Usage(format!("new: say --demo, or --profile and --name; --{name} is missing."))
        })
    };
    Ok(Made::Profile {
        profile: needed("profile")?,
        name: needed("name")?,
        venue: given.one("venue")?.unwrap_or_default(),
        about: given.one("about")?.unwrap_or_default(),
        time_zone: given.one("time-zone")?.unwrap_or_else(|| "Europe/London".to_owned()),
        days: given.all("day")?,
        rehearsal: given.has("rehearsal"),
    })
}

fn text(word: OsString, what: &str) -> Result<String, Stop> {
    word.into_string()
        .map_err(|word| Stop::Usage(format!("{what} “{}” is not text.", word.to_string_lossy())))
}

#[cfg(test)]
mod tests {
    use super::{Task, read};
    use crate::stop::Stop;

    fn words(line: &str) -> Result<Task, Stop> {
        read(line.split(' ').map(Into::into))
    }

    #[test]
    fn lines_are_understood_or_say_what_is_wrong() {
        assert_eq!(
            words("undo a --redo --seq=4").unwrap(),
            Task::Undo { file: "a".into(), seq: Some(4), redo: true }
        );
        let serve = words("serve a --port 80 --stations 10.0.0.7:8443").unwrap();
        let stations = Some(std::net::SocketAddr::from(([10, 0, 0, 7], 8443)));
        assert_eq!(serve, Task::Serve { file: Some("a".into()), port: 80, stations, settings: None });
        assert_eq!(words("show a desk --help").unwrap(), Task::Help);
        for (line, why) in [
            ("fly", "There is no verb “fly”."),
            ("show a", "show: VIEW is missing."),
            ("print a books", "print: OUT.pdf is missing."),
            ("show a b c", "show: “c” is too much."),
            ("attach a 12", "attach: PATH is missing."),
            ("do a --fast", "do: there is no option --fast."),
            ("new a", "new: say --demo, or --profile and --name; --profile is missing."),
            ("new a --demo --name x", "new: --demo stands alone."),
            ("import people a b", "import: say register, delegates, programme, motions or open-slides."),
            (
                "serve --stations everywhere",
                "--stations everywhere is no address with a port, such as 192.168.1.5:8443.",
            ),
            ("serve --port 70000", "--port 70000 is not a number that fits."),
        ] {
            match words(line) {
                Err(Stop::Usage(said)) => assert_eq!(said, why),
                other => panic!("{line}: {other:?}"),
            }
        }
    }
}
