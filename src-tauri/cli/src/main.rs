//! `rostrumctl`: a conference file from the command line, by the same three verbs as every screen.
//!
//! Invariant: standard output is for programs, standard error for people; the exit code says which of four things
//! happened (see [`stop::Stop`]). Nothing here is a rule of the meeting.

mod acts;
mod args;
mod attach;
mod bench;
mod count;
mod figures;
mod files;
mod help;
mod import;
mod new;
mod print;
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
        Task::Attach { file, motion, path } => attach::attach(&file, &motion, &path),
        Task::Do { file } => acts::act(&file),
        Task::Undo { file, seq, redo } => acts::undo(&file, seq, redo),
        Task::Show { file, view, json } => show::show(&file, &view, json),
        Task::Print { file, wish, out } => print::print(&file, &wish, &out),
        Task::Verify { file, result } => files::verify(&file, result.as_deref()),
        Task::Replay { file, target } => files::replay(&file, &target),
        Task::Serve { file, port, stations, settings } => {
            serve::serve(file.as_deref(), port, stations, settings.as_deref())
        }
        Task::CountPack { file, out, vote, person, head, settings } => {
            count::pack(&file, &out, vote, &person, head, settings.as_deref())
        }
        Task::CountEntry { pack, cards, out } => count::entry(&pack, &cards, &out),
        Task::CountReturn { file, brought, dry_run, settings } => {
            count::bring(&file, &brought, dry_run, settings.as_deref())
        }
        Task::Tally { file } => tally::tally(&file),
        Task::Schema => schema::schema(),
        Task::Types { file } => types::types(&file),
        Task::Bench { json, keep, part } => bench::bench(json, keep.as_deref(), part),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => stop.told(),
    }
}
