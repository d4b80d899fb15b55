//! `rostrumctl`: a conference file from the command line, by the same three verbs as every screen.
//!
//! Invariant: standard output is for programs, standard error for people; the exit code says which of four things
//! happened (see [`stop::Stop`]). Nothing here is a rule of the meeting.

mod acts;
mod args;
mod bench;
mod figures;
mod files;
mod help;
mod import;
mod new;
mod schema;
mod serve;
mod show;
mod stop;
mod table;
mod tally;
mod types;

use std::process::ExitCode;

use args::Task;

fn main() -> ExitCode {
    let outcome = args::read(std::env::args_os().skip(1)).and_then(|task| match task {
        Task::Help => stop::say(help::HELP),
        Task::Version => stop::say(concat!("rostrumctl ", env!("CARGO_PKG_VERSION"), "\n")),
        Task::New { file, made } => new::new(&file, made),
        Task::Import { kind, file, csv, dry_run, skip_bad } => {
            import::import(kind, &file, &csv, dry_run, skip_bad)
        }
        Task::Do { file } => acts::act(&file),
        Task::Undo { file, seq, redo } => acts::undo(&file, seq, redo),
        Task::Show { file, view, json } => show::show(&file, &view, json),
        Task::Verify { file } => files::verify(&file),
        Task::Replay { file, target } => files::replay(&file, &target),
        Task::Serve { file, port } => serve::serve(file.as_deref(), port),
        Task::Tally { file } => tally::tally(&file),
        Task::Schema => schema::schema(),
        Task::Types { file } => types::types(&file),
        Task::Bench { json, keep, committee } => bench::bench(json, keep.as_deref(), committee),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.told(),
    }
}
