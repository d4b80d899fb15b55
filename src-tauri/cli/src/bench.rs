//! How fast it is on this computer, as ratios in one run wherever that is possible.
//!
//! Invariant: what is measured is the public desk on a real file; the base is measured beside it, one for one.

use std::path::{Path, PathBuf};
use std::time::Instant;

use record::command::Command;
use record::desk::Desk;
use record::halt::Fault;
use record::journal::verify;
use record::view::View;
use serde_json::Map;

use crate::files::options;
use crate::stop::{Stop, note, say};

mod agenda;
mod base;
mod cards;
mod clock;
mod conference;
mod figure;
mod papers;
mod screens;
mod stations;
mod whole;

use base::Base;
use conference::{Hand, fill_up};
use figure::{Figure, Times};

const ENTRIES: i64 = 100_000;
const LARGE: &str = "large.conference";
/// A fresh write-ahead log is slow at first.
const WARM_UP: usize = 150;
const MEASURED: usize = 300;
const SCREENS: usize = 200;
const OPENED: usize = 9;

/// What can be measured by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// Acts, screens, opening and verifying, with 100,000 entries.
    Journal,
    /// The screens of the committee and of the register in the largest conference that is promised.
    Committee,
    /// 5,000 cards entered twice.
    Cards,
    /// Twenty stations enter a card vote at once.
    Stations,
}

impl Part {
    const ALL: [Self; 4] = [Self::Journal, Self::Committee, Self::Cards, Self::Stations];

    /// The part of this name.
    ///
    /// # Errors
    /// There is none of this name.
    pub(crate) fn named(name: &str) -> Result<Self, Stop> {
        Self::ALL.into_iter().find(|part| part.name() == name).ok_or_else(|| {
            let names = Self::ALL.map(Self::name).join(", ");
            Stop::Usage(format!("bench: --only {name} is none of {names}."))
        })
    }

    fn name(self) -> &'static str {
        match self {
            Self::Journal => "journal",
            Self::Committee => "committee",
            Self::Cards => "cards",
            Self::Stations => "stations",
        }
    }

    fn measure(self, folder: &Path) -> Result<Figures, Stop> {
        match self {
            Self::Journal => journal(folder),
            Self::Committee => committee(folder),
            Self::Cards => cards(folder),
            Self::Stations => stations(folder),
        }
    }
}

type Figures = Vec<(&'static str, Figure)>;

/// Measures all or one part, and prints figures against their goals; the conference of 100,000 entries is kept as `keep`.
pub(crate) fn bench(json: bool, keep: Option<&Path>, part: Option<Part>) -> Result<(), Stop> {
    if keep.is_some() && part.is_some_and(|part| part != Part::Journal) {
        return Err(Stop::Usage("bench: --keep keeps the conference that only `journal` makes.".to_owned()));
    }
    let folder = folder()?;
    let mut figures = Figures::new();
    for part in Part::ALL.into_iter().filter(|each| part.is_none_or(|part| part == *each)) {
        figures.extend(part.measure(folder.path())?);
    }
    if let Some(keep) = keep {
        let large = folder.path().join(LARGE);
        std::fs::copy(large, keep).map_err(|error| Stop::while_doing(keep.display(), error))?;
    }
    if json {
        let object: Map<_, _> =
            figures.iter().map(|(name, figure)| ((*name).to_owned(), figure.json())).collect();
        return say(format!("{}\n", serde_json::to_string_pretty(&object).map_err(Fault::from)?));
    }
    let lines: Vec<String> = figures.iter().map(|(name, figure)| figure.line(name)).collect();
    say(lines.concat())
}

/// On a disk, not in memory: where cargo builds, if that is here.
fn folder() -> Result<tempfile::TempDir, Stop> {
    let target = Path::new("target");
    let made = if target.is_dir() { tempfile::tempdir_in(target) } else { tempfile::tempdir() };
    made.map_err(|error| Stop::while_doing("a folder to measure in", error))
}

fn journal(folder: &Path) -> Result<Figures, Stop> {
    let quick = quick_folder(folder)?;
    let built = quick.path().join("bench.conference");
    note("Making a conference of 1,000 delegations and 500 motions …");
    conference::make(&built)?;
    let small = copy(&built, folder, "small.conference")?;
    note("… and 100,000 entries …");
    fill_up(&built, ENTRIES)?;
    let large = copy(&built, folder, LARGE)?;
    note("Measuring …");
    let at_small = acts(&small, folder)?;
    let at_large = acts(&large, folder)?;
    let growth = at_large.act.mean() * 100 * at_small.base.mean()
        / (at_large.base.mean() * at_small.act.mean()).max(1);
    let screens = screens(&large)?;
    let opening = opening(&large)?;
    Ok(vec![
        (
            "dispatch_ratio",
            Figure::least(at_small.base.mean() * 100 / at_small.act.mean().max(1), 60, "of the base's rate"),
        ),
        (
            "dispatch_p99_over_median",
            Figure::most(at_small.act.part(99) * 100 / at_small.act.part(50).max(1), 300, "times"),
        ),
        ("key_to_screen_p99_ms", Figure::below(screens.part(99) / 10_000, 5_000, "ms")),
        ("growth_100k_over_1k", Figure::most(growth, 120, "times")),
        ("open_100k_ms", Figure::below(opening.part(50) / 10_000, 5_000, "ms")),
        ("verify_entries_per_s", Figure::least(verifying(&large)? * 100, 250_000 * 100, "a second")),
        ("clock_worst_error_ms", Figure::below(clock::worst_error(&small)?, 10_000, "ms")),
    ])
}

fn committee(folder: &Path) -> Result<Figures, Stop> {
    note("Making a conference of 5 days, 400 motions, 600 amendments and 2,500 delegates …");
    let quick = quick_folder(folder)?;
    let built = quick.path().join("whole.conference");
    whole::make(&built)?;
    let screens = screens::keys(&copy(&built, folder, "screens.conference")?)?;
    let agenda = agenda::keys(&copy(&built, folder, "agenda.conference")?)?;
    let keys = papers::keys(&copy(&built, folder, "papers.conference")?)?;
    let differences = papers::differences()?;
    let tracings = papers::tracings()?;
    Ok(vec![
        ("worst_screen_key_p99_ms", Figure::below(screens.part(99) / 10_000, 10_000, "ms")),
        ("agenda_key_p99_ms", Figure::below(agenda.part(99) / 10_000, 10_000, "ms")),
        ("motion_key_p99_ms", Figure::below(keys.part(99) / 10_000, 10_000, "ms")),
        ("diff_5000_words_ms", Figure::below(differences.part(99) / 10_000, 2_000, "ms")),
        ("trace_5000_words_ms", Figure::below(tracings.part(99) / 10_000, 2_000, "ms")),
    ])
}

fn cards(folder: &Path) -> Result<Figures, Stop> {
    note("Entering 5,000 cards twice …");
    let cards = cards::count(&folder.join("cards.conference"))?;
    Ok(vec![
        ("cards_5000_after_last_ms", Figure::most(cards.after_last.part(50) / 10_000, 10_000, "ms")),
        (
            "card_last_over_first",
            Figure::most(cards.last.part(50) * 100 / cards.first.part(50).max(1), 150, "times"),
        ),
    ])
}

fn stations(folder: &Path) -> Result<Figures, Stop> {
    note("Twenty stations enter a card vote …");
    let stations = stations::entering(folder)?;
    Ok(vec![
        ("station_entry_p99_ms", Figure::most(stations.entry.part(99) / 10_000, 2_500, "ms")),
        ("station_screen_p99_ms", Figure::below(stations.screen.part(99) / 10_000, 25_000, "ms")),
        ("station_silent_ms", Figure::below(stations.silent.as_nanos() / 10_000, 170_000, "ms")),
        ("station_chair_p99_ms", Figure::below(stations.chair.part(99) / 10_000, 5_000, "ms")),
        ("stations_lost", Figure::most(stations.lost * 100, 0, "entries")),
    ])
}

/// In memory where there is such a folder: making the file is not measured.
fn quick_folder(folder: &Path) -> Result<tempfile::TempDir, Stop> {
    let memory = PathBuf::from("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir_in(folder) };
    made.map_err(|error| Stop::while_doing("a folder to build in", error))
}

fn copy(built: &Path, folder: &Path, name: &str) -> Result<PathBuf, Stop> {
    let path = folder.join(name);
    std::fs::copy(built, &path).map_err(|error| Stop::while_doing(path.display(), error))?;
    Ok(path)
}

/// Times of acts, and of the base between them.
struct Alternated {
    act: Times,
    base: Times,
}

/// Calls to the rostrum, each ending the speech before it: four rows, with the facts and rules that they need.
fn acts(path: &Path, folder: &Path) -> Result<Alternated, Stop> {
    let desk = Desk::open(path, options())?;
    let base = Base::make(&folder.join("base.sqlite"))?;
    let mut hand = Hand::on(&desk)?;
    let (mut act_times, mut base_times) = (Times::default(), Times::default());
    for round in 0..WARM_UP + MEASURED {
        let call = hand.next_call()?;
        let begun = Instant::now();
        base.insert()?;
        let base_took = begun.elapsed();
        let begun = Instant::now();
        hand.dispatch(call)?;
        let act_took = begun.elapsed();
        if round >= WARM_UP {
            base_times.add(base_took);
            act_times.add(act_took);
        }
    }
    desk.close();
    Ok(Alternated { act: act_times, base: base_times })
}

/// From the key to the changed screen of the chair, with ten watchers.
fn screens(path: &Path) -> Result<Times, Stop> {
    let desk = Desk::open(path, options())?;
    let mut others = Vec::new();
    for view in [
        View::Hall,
        View::Programme,
        View::Papers,
        View::Register,
        View::People,
        View::Votes,
        View::Record { before: None },
        View::StandingOrders,
        View::Hall,
    ] {
        others.push(desk.watch(view)?);
    }
    let mut chair = desk.watch(View::Desk)?;
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    let runtime = runtime.map_err(|error| Stop::while_doing("the runtime", error))?;
    let mut hand = Hand::on(&desk)?;
    let mut times = Times::default();
    for _ in 0..SCREENS {
        let call = hand.next_call()?;
        // What was asked before the key has been shown before the key.
        desk.watch(View::StandingOrders)?;
        chair.borrow_and_update();
        let begun = Instant::now();
        hand.dispatch(call)?;
        let changed = runtime.block_on(chair.changed());
        times.add(begun.elapsed());
        changed.map_err(|error| Stop::while_doing("the chair's screen", error))?;
    }
    desk.close();
    Ok(times)
}

/// To a usable screen; verifying goes on behind.
fn opening(path: &Path) -> Result<Times, Stop> {
    let mut times = Times::default();
    for _ in 0..OPENED {
        let begun = Instant::now();
        let desk = Desk::open(path, record::desk::Options { verify: true, ..options() })?;
        let shown = desk.show(&View::Desk)?;
        times.add(begun.elapsed());
        if shown == "null" {
            return Err(Stop::Fault("The chair's screen is empty.".to_owned()));
        }
        desk.close();
    }
    Ok(times)
}

fn verifying(path: &Path) -> Result<u128, Stop> {
    let begun = Instant::now();
    let found = verify::verify(path, |_, _| true)?;
    let took = begun.elapsed().as_micros().max(1);
    if let Some(problem) = found.problems.first() {
        return Err(Stop::Fault(format!("The file that was measured is not whole: {problem}")));
    }
    Ok(u128::from(found.entries.unsigned_abs()) * 1_000_000 / took)
}

/// An act that only has to be done.
fn note_of(number: i64) -> Command {
    Command::Note { text: format!("Note {number}: the doors were opened again after the break.") }
}
