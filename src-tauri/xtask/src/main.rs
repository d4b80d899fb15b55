//! `cargo xtask VERB`: everything that is done to this repository besides editing it.
//!
//! Plain Rust without dependencies, so that the first `cargo xtask run` on a new machine compiles in seconds.

mod bench;
mod house;
mod node;
mod package;
mod programs;
mod run;
mod screen;
mod shots;
mod system;
mod tally;
mod test;
mod types;

use std::process::ExitCode;

/// What a verb comes to: nothing, or one sentence that says what went wrong.
type Outcome<T = ()> = Result<T, String>;

const HELP: &str = "\
cargo xtask VERB

  run [FILE]          build the program and start it; without a display, serve it to a browser instead
  test [--only STEP]  every check and test there is; the last line is `N passed, N failed`
  bench [--json]      how fast and how big it is, against the goals
  shots               the README's pictures, into assets/pictures
  package             the .deb, as it is given to others
  types               write ui/src/link/types.ts anew from the Rust types
  help                this

What is missing on a Debian system is installed by apt-get, and said before it is done.";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (verb, rest) = match words.split_first() {
        Some((verb, rest)) => (verb.as_str(), rest),
        None => ("help", words.as_slice()),
    };
    let outcome = match verb {
        "run" => run::run(rest),
        "test" => test::test(rest),
        "bench" => bench::bench(rest),
        "shots" => shots::shots(),
        "package" => package::package(),
        "types" => types::types(),
        "help" | "--help" | "-h" => {
            println!("{HELP}");
            Ok(())
        }
        other => Err(format!("there is no verb `{other}`.\n\n{HELP}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}
